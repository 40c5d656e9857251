"""Claims in the JSON that models write: objects with a text and its sources, lists of sentences, nearly-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from service.interpretation.phrasing.claims.marks import Marks, Said

_OPENING = re.compile(r'\{\s*["}]|\[\s*["{]')
_MAYBE_OPENING = re.compile(r"[{\[]\s*\Z")
_SAID = ("text", "claim", "sentence", "statement", "answer", "content", "summary")
_TEXT = re.compile(rf'"(?:{"|".join(_SAID)})"\s*:\s*("(?:[^"\\]|\\.)*+")', re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LIST = re.compile(r'\{\s*"(?:claims|sentences|statements|answers?|points|items|summary)"\s*:\s*\Z')


def opening(text: str) -> tuple[int, bool]:
    """Where a JSON value begins in text, and whether it surely is one; the text's length and False if none does."""
    found = _OPENING.search(text)
    if found:
        return found.start(), True
    maybe = _MAYBE_OPENING.search(text)
    return (maybe.start() if maybe else len(text)), False


def said_in(written: str, marks: Marks) -> list[Said]:
    """The claims of a complete object; none if it is none, or not even nearly JSON."""
    value = _read(written)
    if value is None:
        return said_in_cut(written, marks)
    if not isinstance(value, dict):
        return []
    lowered = {str(key).lower(): held for key, held in value.items()}
    key = next((k for k in _SAID if isinstance(lowered.get(k), str)), None)
    if key is None:
        return []
    cited = marks.named(" ".join(_texts([held for k, held in lowered.items() if k != key])))
    if cited:
        text, own = marks.without(lowered[key])
        return [Said(text, tuple(dict.fromkeys((*cited, *own))))]
    return marks.said(lowered[key])


def said_in_cut(written: str, marks: Marks) -> list[Said]:
    """The claim of an object that lacks its end, or is no JSON for another reason; its text has to be whole."""
    found = _TEXT.search(written)
    if not found:
        return []
    text = _read(found[1])
    cited = marks.named(written[: found.start()] + written[found.end() :])
    if not isinstance(text, str) or not cited:
        return []
    bare, own = marks.without(text)
    return [Said(bare, tuple(dict.fromkeys((*cited, *own))))]


def sentence_in(value: str, brackets: Sequence[int], start: int, marks: Marks) -> list[Said]:
    """The claims of a text that stands in a list of sentences; none if the list is one of sources."""
    listed = brackets[-1]
    if len(brackets) > 2 or (len(brackets) == 2 and not _LIST.search(value[brackets[0] : listed])):
        return []
    text = _read(value[start:])
    return [said for said in marks.said(text) if said.text] if isinstance(text, str) else []


def _read(written: str) -> Any:
    for text in (written, _TRAILING_COMMA.sub(r"\1", written)):
        try:
            return json.loads(text, strict=False)
        except ValueError:
            continue
    return None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for held in value.values() if isinstance(value, dict) else value:
            yield from _texts(held)
