"""A model's words, before they reach anybody: plain text alone, without anything that a reader's screen would act on.

Links, pictures, HTML, addresses and invisible characters are taken out here, whatever they came from; what a reader
has to open stands in the sources. What is left is text whose claims are still to be checked.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 600
"""Characters of a claim. What is longer is no claim but an essay, and is dropped rather than cut: half may be false."""

_PICTURE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,200}\])?")
_LINK = re.compile(r"\[([^\[\]]{0,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,200}\]|:(?=\s*\S*[:/]))")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,2000}>")
_TAG_OPENING = re.compile(r"<+(?=[a-zA-Z/!?])")
_COMMENT = re.compile(r"<!--.{0,5000}?(?:-->|\Z)|<(script|style)\b.{0,5000}?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?ix)
    \b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>"'“”‘’]*        # with a scheme
    | \b(?:javascript|vbscript|data|mailto|tel|file|blob):[^\s<>"'“”‘’]+
    | (?<![\w@./-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?/[^\s<>"'“”‘’]*    # host/path
    | (?<![\w@.-])//(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}[^\s<>"'“”‘’]*
    """
)
_HOST = re.compile(r"(?i)(?<![\w@.-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])")
_MAIL = re.compile(r"(?i)[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}")
_AUTOLINK = re.compile(r"(?i)<((?:[a-z][a-z0-9+.-]{1,20}:|[\w.+-]{1,64}@)[^<>\s]{1,2000})>")
_LEFT_OVER = re.compile(r"!(?=\[)|(?<=\])(?=[(\[])|(?<=:)//")
_CODE = re.compile(r"`{1,3}")
_STRESS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LEAD = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+•–]\s+|\(?\d{1,2}[.)]\s+)+")
_STOPS = ".,;:!?”’\"'"
_CLOSING = {")": "(", "]": "[", "}": "{"}
_INSTEAD = "(address in the source)"
_ROUNDS = 5


def visible(text: str) -> str:
    """The text on one line without control, format and unassigned characters: nothing hidden, nothing turned round."""
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif category[0] != "C":
            kept.append(character)
    return " ".join("".join(kept).split())


def clean(text: str, sources: Iterable[str] = ()) -> str:
    """A model's sentence as plain text.

    Args:
        text: what the model wrote; marks of sources have been taken out already.
        sources: the texts it cites; a host or mail address stays only where one of them has it.

    Returns:
        The sentence on one line; empty if nothing is left of it.
    """
    for _ in range(_ROUNDS):
        before = text
        text = _bare(visible(html.unescape(text)))
        if text == before:
            break
    else:
        # Something that unfolds for so long was made to get past this.
        return ""
    text = _ADDRESS.sub(_without_address, text)
    text = _LEFT_OVER.sub(" ", text)
    known = tuple(sources)
    for named in (_MAIL, _HOST):
        text = named.sub(lambda found: found[0] if _known(found[0], known) else _INSTEAD, text)
    text = re.sub(rf"(?:{re.escape(_INSTEAD)}\s*)+", f"{_INSTEAD} ", text)
    text = re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", text)
    return " ".join(_TAG_OPENING.sub("", text).split())


def _bare(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", text)
    text = _COMMENT.sub(" ", text)
    text = _PICTURE.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG_OPENING.sub(" ", _TAG.sub(" ", text))
    text = _CODE.sub("", text)
    text = _STRESS.sub(r"\2", text)
    return " ".join(_LEAD.sub("", text).split())


def _without_address(found: re.Match[str]) -> str:
    address = whole = found[0]
    while address and (address[-1] in _STOPS or _unopened(address)):
        address = address[:-1]
    return _INSTEAD + whole[len(address) :]


def _unopened(address: str) -> bool:
    """Whether it ends with a bracket that was opened before it."""
    opening = _CLOSING.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def _known(name: str, sources: tuple[str, ...]) -> bool:
    # An abbreviation or a missing blank ("e.g", "May.Then") looks like a host and leads nowhere.
    labels = name.rsplit(".", 2)
    if "@" not in name and (len(labels[-1]) < 2 or not labels[-1].islower() or len(labels[0]) == 1):
        return True
    return any(name.lower() in text.lower() for text in sources)
