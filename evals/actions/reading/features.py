"""What is weighed: a pair of a wanted and an offered action as a row of numbers, each about 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from evals.actions.nouns import Matrix, Offered, Similar, Wanted
from evals.actions.reading.people import same_people
from evals.actions.reading.words import kinds, share, stems, undone

WORDS = ("said", "said_or_meant", "in_one_step", "kinds", "category", "named", "others", "opposite")
VECTORS = (*WORDS, "near", "near_reason")
_STEP = re.compile(r"[;:.](?=\s|$)|, (?=and )")
Row = dict[str, float]
Table = npt.NDArray[np.float64]
"""Pairs of wanted and offered ones, shape `(wanted, offered, features)`."""


def table(
    wanted: Sequence[Wanted],
    offered: Sequence[Offered],
    rarity: Mapping[str, float],
    unknown: float,
    similar: Similar | None,
) -> Table:
    """The features of each wanted beside each offered action, in the order of `VECTORS`, or `WORDS` without vectors."""
    rows = [[_words(one, other, rarity, unknown) for other in offered] for one in wanted]
    found = np.array([[[row[name] for name in WORDS] for row in line] for line in rows], dtype=np.float64)
    found = found.reshape(len(wanted), len(offered), len(WORDS))
    if similar is None or not wanted or not offered:
        return found if similar is None else np.zeros((len(wanted), len(offered), len(VECTORS)))
    texts = [one.does for one in wanted]
    near: Matrix = similar(texts, [one.do for one in offered])
    reason: Matrix = similar(texts, [one.says for one in offered])
    return np.concatenate([found, np.stack([near, reason], axis=2)], axis=2)


def _words(wanted: Wanted, offered: Offered, rarity: Mapping[str, float], unknown: float) -> Row:
    mine, do = stems(wanted.does), stems(offered.do)
    people = same_people(wanted, offered)
    steps = [stems(step) for step in _STEP.split(offered.do) if step.strip()]
    return {
        "said": share(mine, do, rarity, unknown),
        "said_or_meant": share(mine, do | stems(offered.says), rarity, unknown),
        "in_one_step": max((_both_ways(mine, step, rarity, unknown) for step in steps), default=0.0),
        "kinds": _kinds(wanted, offered),
        "category": float(offered.category in wanted.categories),
        "named": float(people == "named"),
        "others": float(people == "others"),
        "opposite": float(undone(wanted.does) != undone(offered.do)),
    }


def _both_ways(mine: frozenset[str], step: frozenset[str], rarity: Mapping[str, float], unknown: float) -> float:
    there, back = share(mine, step, rarity, unknown), share(step, mine, rarity, unknown)
    return 2 * there * back / (there + back) if there + back else 0.0


def _kinds(wanted: Wanted, offered: Offered) -> float:
    mine = kinds(wanted.does)
    return len(mine & kinds(offered.do)) / len(mine) if mine else 0.0
