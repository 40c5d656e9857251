"""Whether two observations speak of the same people or things, by the words of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ENDING = re.compile(r"(?:ing|ers?|ors?|ists?|ian|e|s)$")
_SHORTEST_ROOT = 4

_GENERIC = frozenset(
    """people person user staff employee everyone everybody colleague worker team member of in at on the and with from
    all site named licensed""".split()
)


@lru_cache(maxsize=20_000)
def words(groups: tuple[str, ...]) -> frozenset[str]:
    """The words that tell whom the names mean; empty where they mean everybody."""
    return frozenset(_root(w) for name in groups for w in name.lower().split() if w not in _GENERIC)


def _root(word: str) -> str:
    """The word without what tells people from their work: housekeepers are who does the housekeeping."""
    short = _ENDING.sub("", word)
    return short if len(short) >= _SHORTEST_ROOT else word


def includes(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether who is named by `narrow` is among those named by `wide`; no names are everybody."""
    whole = words(wide)
    if not whole:
        return True
    return any(bool(words((one,))) and words((one,)) <= words((other,)) for one in wide for other in narrow)


def meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether some of both are the same people: one of the names is part of one of the other's, or one is everybody."""
    return includes(one, other) or includes(other, one)


def same_systems(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both name one system."""
    return bool({name.lower() for name in one} & {name.lower() for name in other})


def named(groups: Iterable[str], fallback: str = "the people concerned") -> str:
    """Names for a sentence."""
    return ", ".join(groups) or fallback
