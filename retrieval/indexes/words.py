"""A question taken apart for a word index: groups of phrases, of which any may stand in a passage.

Pure. What the database makes of a phrase (stems, folded letters) is its own; here a phrase is a few words in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import snowballstemmer

Group = tuple[str, ...]
"""Phrases that mean the same; each is words of letters and digits with single spaces between."""

MOST_GROUPS = 200
"""A whole document may be pasted as a question; what comes after this many different words is left out."""

STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being but by can cannot could did do does "
    "doing don done during each for from further get gets had has have having he her here hers him his how i if in "
    "into is it its just let ll me might more most must my no nor not now of off on once only or other our ours out "
    "over own please re s same shall she should so some such t tell than that the their theirs them then there these "
    "they this those through to too under until up us ve very was we were what when where which while who whom whose "
    "why will with would you your yours".split()
)
MOST_MATCHED = 12
"""Words named for one passage."""
STABLE = 3
"""Letters at the start of a word that its inflections share; only words that share them need a stem."""
SHORTEST, LONG = 4, 7
"""Letters of a word from which it may have one slip of the keyboard, and of a stem from which it may have two."""
MOST_ALIKE = 3
"""Words that one misspelt word may stand for."""
_WORD = re.compile(r"[^\W_]+")


def groups(text: str, expansions: Iterable[Sequence[str]] = ()) -> tuple[Group, ...]:
    """What to look for: each word of `text` that says something, its compounds as phrases, and the expansions.

    Args:
        text: The question as it was typed; no character of it is an operator.
        expansions: Groups of phrases that mean the same.

    Returns:
        Groups without repetition, expansions first. When the text has stop words only, they are what is looked for.
    """
    found: dict[Group, None] = {}
    for phrases in expansions:
        group = tuple(dict.fromkeys(phrase for phrase in map(_phrase, phrases) if phrase))
        if group:
            found[group] = None
    stopped: dict[Group, None] = {}
    for chunk in unicodedata.normalize("NFC", text).split():
        words = _WORD.findall(chunk)
        # "sign-in", "v2.3" and "2026-W50" are looked for whole as well as in parts.
        telling = [word for word in words if not _is_stop_word(word)]
        if len(words) > 1 and telling:
            found[(" ".join(words).casefold(),)] = None
        found.update(dict.fromkeys(((word.casefold(),) for word in telling), None))
        stopped.update(dict.fromkeys(((word.casefold(),) for word in words), None))
    return tuple(found or stopped)[:MOST_GROUPS]


def misspelt(group: Group) -> str:
    """The stem of a group that is one word which may be misspelt; empty for phrases, numbers and short words."""
    if len(group) != 1 or not group[0].isalpha() or len(group[0]) < SHORTEST:
        return ""
    return _stem(group[0])


def spelt_like(stem: str, others: Iterable[str]) -> tuple[str, ...]:
    """Of other stems those that are spelt most nearly alike, the first letter being right; none that is far off.

    A letter too many, missing, wrong, or two that have changed places: one such slip in a short word, two in a long.
    """
    most = 1 if len(stem) < LONG else 2
    near: dict[int, list[str]] = {}
    for other in others:
        # Cheap and never wrong: each slip changes the length by one letter and the set of letters by two at most.
        if abs(len(other) - len(stem)) > most or len({*other} ^ {*stem}) > 2 * most or other[:1] != stem[:1]:
            continue
        if 0 < (slips := _slips(stem, other)) <= most:
            near.setdefault(slips, []).append(other)
    return tuple(sorted(near[min(near)])[:MOST_ALIKE]) if near else ()


def _slips(one: str, other: str) -> int:
    """Damerau's distance, of neighbours that are never edited twice."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


def matched(wanted: Iterable[Group], text: str) -> tuple[str, ...]:
    """The words and phrases of `text` that answer to what is wanted, as they stand there, in small letters.

    For people to see why a passage was found; what the database counts as the same word may differ at the edges.
    """
    phrases = {tuple(map(_stem, phrase.split(" "))): None for group in wanted for phrase in group}
    starts = {word[:STABLE] for group in wanted for phrase in group for word in phrase.split(" ")}
    words = [word.casefold() for word in _WORD.findall(text)]
    stems = [_stem(word) if word[:STABLE] in starts else "" for word in words]
    at: dict[str, list[int]] = {}
    for place, stem in enumerate(stems):
        if stem:
            at.setdefault(stem, []).append(place)
    found: dict[str, None] = {}
    for phrase in phrases:
        for place in at.get(phrase[0], ()):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                found[" ".join(words[place : place + len(phrase)])] = None
    return tuple(found)[:MOST_MATCHED]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    # A stemmer keeps the word at work in itself, so two threads must not share one; making it costs a tenth.
    return str(snowballstemmer.stemmer("porter").stemWord(word))


def _phrase(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text))).casefold()


def _is_stop_word(word: str) -> bool:
    # "IT", "US" and "HR" in capitals are names, whatever the same letters mean in small ones.
    return word.casefold() in STOP_WORDS and not (len(word) > 1 and word.isupper())
