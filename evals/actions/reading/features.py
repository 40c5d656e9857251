"""What is weighed: a pair of a wanted and an offered action as a row of numbers, each about 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evals.actions.nouns import Ground, Offered, Similar, Wanted
from evals.actions.reading.acts import acts
from evals.actions.reading.people import same_people
from evals.actions.reading.words import akin, share, stems, undone

WORDS = ("said", "said_or_meant", "said_akin", "in_one_step", "acts", "category", "named", "others", "opposite")
VECTORS = (*WORDS, "near", "nearer_than_others")
Table = npt.NDArray[np.float64]
"""Pairs of wanted and offered ones, shape `(wanted, offered, features)`."""
_STEP = re.compile(r"[;:.](?=\s|$)|, (?=and )")
_LEAST = 1e-6


def table(wanted: Sequence[Wanted], offered: Sequence[Offered], ground: Ground, similar: Similar | None) -> Table:
    """The features of each wanted beside each offered action, in the order of `VECTORS`, or `WORDS` without vectors."""
    names = WORDS if similar is None else VECTORS
    if not wanted or not offered:
        return np.zeros((len(wanted), len(offered), len(names)))
    rows = [[_words(one, other, ground) for other in offered] for one in wanted]
    said = np.array([[[row[name] for name in WORDS] for row in line] for line in rows], dtype=np.float64)
    return said if similar is None else np.concatenate([said, _nearness(wanted, offered, ground, similar)], axis=2)


def whole(offered: Offered) -> str:
    """An implication's action and its reason."""
    return f"{offered.do} {offered.says}"


def _nearness(wanted: Sequence[Wanted], offered: Sequence[Offered], ground: Ground, similar: Similar) -> Table:
    """How near they are, and how much nearer than implications of other initiatives: a third of a standard score.

    A short action is less near to everything than a long one; beside others it is free of that.
    """
    does = [one.does for one in wanted]
    near = similar(does, [whole(one) for one in offered]).astype(np.float64)
    others = similar(does, ground.offered).astype(np.float64)
    mean, spread = others.mean(axis=1, keepdims=True), others.std(axis=1, keepdims=True)
    return np.stack([near, (near - mean) / (3 * spread + _LEAST)], axis=2)


def _words(wanted: Wanted, offered: Offered, ground: Ground) -> dict[str, float]:
    rarity, unknown = ground.rarity, ground.unknown
    mine, do = stems(wanted.does), stems(offered.do)
    mine_acts, their_acts = acts(wanted.does), acts(offered.do)
    people = same_people(wanted, offered)
    steps = [stems(step) for step in _STEP.split(offered.do) if step.strip()]
    return {
        "said": share(mine, do, rarity, unknown),
        "said_or_meant": share(mine, do | stems(offered.says), rarity, unknown),
        "said_akin": share(mine, akin(mine, do), rarity, unknown),
        "in_one_step": max((_both_ways(mine, step, ground) for step in steps), default=0.0),
        "acts": share(mine_acts | their_acts, mine_acts & their_acts, rarity, unknown),
        "category": float(offered.category in wanted.categories),
        "named": float(people == "named"),
        "others": float(people == "others"),
        "opposite": float(undone(wanted.does) != undone(offered.do)),
    }


def _both_ways(mine: frozenset[str], step: frozenset[str], ground: Ground) -> float:
    there = share(mine, step, ground.rarity, ground.unknown)
    back = share(step, mine, ground.rarity, ground.unknown)
    return 2 * there * back / (there + back) if there + back else 0.0
