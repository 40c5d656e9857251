"""Several rankings made into one by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009).

Pure. Ranks are compared because scores of different indexes cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

K = 60
"""The paper's constant: how little it matters whether something stands first or third."""


@dataclass(frozen=True)
class Fused:
    """One thing in the common ranking."""

    key: int
    score: float
    """The sum of `1 / (K + rank)` over the rankings it is in."""
    ranks: Mapping[str, int]
    """Its rank in each of them, counted from 1, by the ranking's name."""


def fuse(rankings: Mapping[str, Sequence[int]], k: int = K) -> list[Fused]:
    """The common ranking, best first.

    Args:
        rankings: Keys best first, by the ranking's name. A key that stands twice in one counts where it stands first.
        k: The constant of the formula, 0 or more.

    Returns:
        Every key of any ranking once. Equal scores: first the one with the better single rank, then the smaller key.
    """
    ranks: dict[int, dict[str, int]] = {}
    for name, keys in rankings.items():
        for rank, key in enumerate(dict.fromkeys(keys), start=1):
            ranks.setdefault(key, {})[name] = rank
    fused = [Fused(key, sum(1 / (k + rank) for rank in of.values()), of) for key, of in ranks.items()]
    return sorted(fused, key=lambda one: (-one.score, min(one.ranks.values()), one.key))
