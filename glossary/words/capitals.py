"""Acronyms and the words that are spelt like them: "IT" and "it", "PIN" and "pin".

Above: `matcher`, `senses`. This module knows no label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_SMALL_WORDS = frozenset(
    "ad ah am an as at be by do eh er ex go ha he hi ho id if in is it la lo ma me my no of oh ok on or ox pa pi re "
    "so to um up us we ye".split()
)
"""English words of two letters. In a line of capitals an acronym of the same letters cannot be told from them."""
_BEFORE = re.compile(r"(?:\b[A-Z]{2,}[^\S\n]+)+$")
_AFTER = re.compile(r"(?:[^\S\n]+[A-Z]{2,}\b)+")
_NEIGHBOURHOOD = 80
"""Characters to each side that are looked at for a run of capitals."""

Capitals = tuple[tuple[int, str], ...]
"""Words that must be written as here: (place in the phrase, word)."""


def is_small(phrase: str) -> bool:
    """Whether a phrase, in whatever case, is one of English's words of two letters."""
    return phrase.lower() in _SMALL_WORDS


def capitals(phrase: str) -> Capitals:
    """Which words must be written as they are: all of an acronym, else those that English has in small."""
    words = phrase.split(" ")
    acronyms = [(i, word) for i, word in enumerate(words) if _is_acronym(word)]
    if all(_is_acronym(word) or not any(c.isalpha() for c in word) for word in words):
        return tuple(acronyms)
    return tuple((i, word) for i, word in acronyms if is_small(word))


def are_kept(required: Capitals, words: Sequence[str]) -> bool:
    """Whether the words are written as `required` has them."""
    return all(place < len(words) and words[place] == word for place, word in required)


def in_line_of_capitals(text: str, start: int, end: int, known: Collection[str]) -> bool:
    """Whether the words around are capitals too, other than `known` ones, so that capitals say nothing here."""
    before = _BEFORE.search(text, max(0, start - _NEIGHBOURHOOD), start)
    after = _AFTER.match(text, end, end + _NEIGHBOURHOOD)
    around = (before.group() if before else "") + " " + (after.group() if after else "")
    words = [word for word in around.split() if word.lower() not in known]
    return len(words) > 1 or any(len(word) > 4 or is_small(word) for word in words)


def _is_acronym(word: str) -> bool:
    stem = word[:-1] if word.endswith("s") else word
    return stem.isupper() and sum(c.isalpha() for c in stem) > 1
