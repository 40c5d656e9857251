"""Whether one side's documents speak of something at all: by its words, its part, its people or a concept.

Text is cut here for both: for what documents say and for what milestones are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from service.planning.observed import Said
from service.planning.pairing import singular, telling_words

_WORD = re.compile(r"[^\W_][^\W_]*(?:['’][a-z]+)?")
_FIRST = re.compile(r"\s[–—-]\s|[,;(]|\b(?:because|so that|which|who)\b")
_STEM = 7
"""Letters by which words of one family are known: `registration`, `registry`."""


_SHORTEST_VERB = 5
_VERBS = frozenset(
    "taken taking take away gone going given giving built building brought bringing let left sent".split()
)


def said(texts: Iterable[str], parts: Iterable[str], concepts: Iterable[str]) -> Said:
    """What texts speak of."""
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        for run in _runs(text):
            words.update(run)
            pairs.update(pairwise(run))
    return Said(
        frozenset(words | {w[:_STEM] for w in words if len(w) > _STEM}),
        frozenset(pairs),
        frozenset(p.lower() for p in parts),
        frozenset(concepts),
    )


@lru_cache(maxsize=20_000)
def names(text: str) -> tuple[tuple[str, ...], ...]:
    """The names of things in the first clause of a title, each in its words: (`screen`, `reader`)."""
    runs = _runs(_FIRST.split(text, maxsplit=1)[0])
    return tuple(kept for run in runs if (kept := tuple(w for w in run if not _is_verb(w))))


def _is_verb(word: str) -> bool:
    return word in _VERBS or (len(word) > _SHORTEST_VERB and word.endswith("ed"))


def speaks_of(there: Said, runs: Iterable[tuple[str, ...]]) -> bool:
    """Whether any of these names is spoken of; one of several words needs two of them side by side."""
    return any(_has(there, run) for run in runs)


def knows(there: Said, words: Iterable[str]) -> bool:
    """Whether any of these words is spoken of."""
    return any(_known(there, word) for word in words)


def _has(there: Said, run: tuple[str, ...]) -> bool:
    if len(run) == 1:
        return _known(there, run[0])
    return any(pair in there.pairs for pair in pairwise(run))


def _known(there: Said, word: str) -> bool:
    return word in there.words or (len(word) > _STEM and word[:_STEM] in there.words)


def _runs(text: str) -> tuple[tuple[str, ...], ...]:
    """Telling words as they stand side by side, in the singular."""
    telling = telling_words(text)
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    last = 0
    for match in _WORD.finditer(text.lower()):
        word = singular(match[0])
        if word not in telling or text[last : match.start()].strip(" -/'’"):
            if run:
                runs.append(tuple(run))
            run = []
        if word in telling:
            run.append(word)
        last = match.end()
    return tuple([*runs, tuple(run)] if run else runs)
