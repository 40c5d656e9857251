"""Small words: dates as people read them, lists with "and", slots filled with what the document says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from snowballstemmer import stemmer

from glossary.concepts import SLOT

_STEMMER = stemmer("english")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PLAIN = frozenset(
    "a an the and or of to in on at for with by from as is are be been was were will shall must may can could should "
    "would it its this that these those they them their there he she his her we our us you your i my me not no nor do "
    "does did done has have had having than then so such into onto over under up down out off about between before "
    "after during until while when where who whom which what why how if each every all any some more most less least "
    "other another same own only also just very too both few many much one two three new get give make let".split()
)
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^)\[]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|\\(?=[|*_#])")


def day(date: dt.date) -> str:
    """`14 March 2027`."""
    return f"{date.day} {date:%B %Y}"


def listed(parts: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def where(headings: Sequence[str], place: str) -> str:
    """`Plan › Training › page 3`: the headings above something, outermost first, and its page, slide or sheet."""
    return " › ".join([*headings, *([place] if place else [])])


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 change`, `3 changes`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """The text with its first letter a capital; acronyms and names stay as they are."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: capital first, a stop at the end."""
    text = capital(text.strip())
    return text if text.endswith((".", "!", "?", "…", ".”", '."')) else text + "."


def filled(template: str, slots: Mapping[str, str]) -> str:
    """A glossary text with its slots filled; a slot without a fact takes its own fallback words."""
    written = SLOT.sub(lambda m: slots.get(m.group(1)) or m.group(2), template)
    return capital(re.sub(r"\s+", " ", written).strip())


def plain(text: str) -> str:
    """Text without Markdown marks, cell bars and doubled blanks, on one line."""
    bare = _MARKUP.sub(lambda m: m.group(1) or "", text)
    return " ".join(bare.replace("|", " · ").split()).strip(" ·")


def stems(text: str) -> frozenset[str]:
    """The stems of the content words."""
    return frozenset(_stem(w) for w in _WORD.findall(text.lower().replace("’", "'")) if w not in _PLAIN and len(w) > 2)


_stemmed: dict[str, str] = {}


def _stem(word: str) -> str:
    known = _stemmed.get(word)
    if known is None:
        if len(_stemmed) > 200_000:
            _stemmed.clear()
        known = _stemmed[word] = _STEMMER.stemWord(word)
    return known
