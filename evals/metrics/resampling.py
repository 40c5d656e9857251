"""How sure a figure is, and whether two runs differ: a bootstrap and a randomisation test over cases.

Cases are what is drawn, never the single words, claims or passages within one, which hang together (a cluster
bootstrap). Both give the same numbers each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.nouns import Part

DRAWS = 2000
SEED = 20270111
EXACT = 14
"""Cases that differ up to which all 2^n patterns are gone through; beyond that, a sample of as many."""
_TIE = 1e-12
"""Differences that are equal but for rounding."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Paired:
    """Whether `after` differs from `before` by more than chance."""

    difference: float | None
    """After minus before; none where one of them has no figure."""
    two_sided: float
    """p: how often so large a difference arises, either way, if both are the same."""
    worse: float
    """p of the one-sided question whether `after` is worse."""
    differing: int
    """Cases whose parts differ."""


def interval(
    parts: Sequence[Part], level: float = 0.95, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float] | None:
    """The percentile bootstrap interval of the figure that the parts make together.

    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; drawn by case as in Davison and Hinkley,
    Bootstrap Methods and their Application, 1997, ch. 3.8. Where all cases are alike it has no width.

    Args:
        parts: One for each case.
        level: How often the interval should hold the true figure, 0 to 1.
        draws: How many samples are drawn.
        seed: Of the draws.

    Returns:
        Its low and its high end; none where no part says anything (`under` is 0 in all).
    """
    table = _table(parts)
    table = table[table[:, 1] > 0]
    if not len(table):
        return None
    return _ends(_ratios(table[_draws(len(table), draws, seed)].sum(axis=1)), level)


def difference_interval(
    before: Sequence[Part], after: Sequence[Part], level: float = 0.95, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float] | None:
    """The percentile bootstrap interval of after minus before, drawn by case, so that both see the same cases.

    Returns:
        Its low and its high end; none where one of both says nothing.

    Raises:
        ValueError: the two are not the same number of cases.
    """
    both = _both(before, after)
    both = both[both[:, :, 1].any(axis=1)]
    if not len(both):
        return None
    drawn = both[_draws(len(both), draws, seed)].sum(axis=1)
    found = _ratios(drawn[:, 1]) - _ratios(drawn[:, 0])
    return None if np.isnan(found).all() else _ends(found, level)


def paired(before: Sequence[Part], after: Sequence[Part], draws: int = 2**EXACT, seed: int = SEED) -> Paired:
    """The paired randomisation test: in how many swaps of before and after, case by case, is the difference as large.

    Noreen, Computer Intensive Methods for Testing Hypotheses, 1989; Yeh, More accurate tests for the statistical
    significance of result differences, COLING 2000. Every pattern of swaps where `EXACT` cases or fewer differ; beyond
    that a sample, with (b + 1) / (m + 1) after Phipson and Smyth, Permutation p-values should never be zero, 2010.

    Args:
        before: The parts of the cases, in some order.
        after: The parts of the same cases in the same order.
        draws: The size of the sample where there are too many patterns.
        seed: Of the sample.

    Raises:
        ValueError: the two are not the same number of cases.
    """
    both = _both(before, after)
    same = both[:, 0] == both[:, 1]
    differing = both[~same.all(axis=1)]
    rest = both[same.all(axis=1)].sum(axis=0)
    observed = _difference(differing.sum(axis=0) + rest)
    if np.isnan(observed):
        return Paired(None, 1.0, 1.0, len(differing))
    exact = len(differing) <= EXACT
    swaps = _patterns(len(differing)) if exact else _sampled(len(differing), draws, seed)
    kept, swapped = differing.reshape(len(differing), 4), differing[:, ::-1].reshape(len(differing), 4)
    sums = kept.sum(axis=0) + swaps.astype(float) @ (swapped - kept)
    found = _difference(sums.reshape(-1, 2, 2) + rest)
    # A pattern without a figure says nothing against chance, so it counts for it.
    unknown = np.isnan(found)
    extreme = int((unknown | (np.abs(found) >= abs(observed) - _TIE)).sum())
    lower = int((unknown | (found <= observed + _TIE)).sum())
    further = 0 if exact else 1
    total = len(swaps) + further
    return Paired(float(observed), (extreme + further) / total, (lower + further) / total, len(differing))


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """The p values of several tests, adjusted so that all together are wrong no more often than one.

    Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979.
    """
    adjusted = [0.0] * len(values)
    reached = 0.0
    for rank, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        reached = max(reached, min(1.0, values[at] * (len(values) - rank)))
        adjusted[at] = reached
    return tuple(adjusted)


def _table(parts: Sequence[Part]) -> Numbers:
    return np.array([(part.over, part.under) for part in parts], dtype=np.float64).reshape(-1, 2)


def _both(before: Sequence[Part], after: Sequence[Part]) -> Numbers:
    if len(before) != len(after):
        raise ValueError(f"found {len(before)} cases before and {len(after)} after; expected the same cases in both")
    return np.stack([_table(before), _table(after)], axis=1)


def _draws(cases: int, draws: int, seed: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(cases, size=(draws, cases))


def _patterns(cases: int) -> NDArray[np.bool_]:
    numbers = np.arange(2**cases)
    return np.asarray((numbers[:, None] >> np.arange(cases)) & 1, dtype=np.bool_)


def _sampled(cases: int, draws: int, seed: int) -> NDArray[np.bool_]:
    return np.random.default_rng(seed).integers(2, size=(draws, cases)).astype(np.bool_)


def _ratios(sums: Numbers) -> Numbers:
    over, under = sums[..., 0], sums[..., 1]
    found = np.full(np.shape(over), np.nan)
    np.divide(over, under, out=found, where=under > 0)
    return found


def _difference(sums: Numbers) -> Numbers:
    ratios = _ratios(sums)
    return np.asarray(ratios[..., 1] - ratios[..., 0])


def _ends(found: Numbers, level: float) -> tuple[float, float]:
    aside = (1 - level) / 2
    low, high = np.nanquantile(found, (aside, 1 - aside))
    return float(low), float(high)
