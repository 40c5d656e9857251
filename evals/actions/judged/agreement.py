"""How well the matcher agrees with the judge: counts, figures and their bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from evals.nouns import Value

DRAWS = 2000
SEED = 20270111
Name = Literal["precision", "recall", "f1", "agreement", "kappa"]
NAMES: tuple[Name, ...] = ("precision", "recall", "f1", "agreement", "kappa")
Table = npt.NDArray[np.float64]
"""Shape `(..., 4)`: both say same, only the matcher, only the judge, neither."""


class Agreed(Value):
    """A figure with the interval that holds it in 95 % of the draws."""

    name: Name
    value: float
    low: float
    high: float


def agreement(said: Sequence[bool], judged: Sequence[bool], groups: Sequence[str]) -> tuple[Agreed, ...]:
    """Precision, recall and F1 of "same", the share of pairs with the same verdict, and Cohen's kappa.

    Kappa is (po - pe) / (1 - pe) with the agreement that chance alone would give (Cohen, A coefficient of agreement for
    nominal scales, 1960). Intervals: percentile bootstrap, drawing groups of pairs that hang together.

    Args:
        said: what the matcher says of each pair.
        judged: what the judge says.
        groups: what each pair hangs together with.

    Raises:
        ValueError: there are no pairs.
    """
    if not said:
        raise ValueError("found no pairs to agree on; expected at least one")
    at = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    table = np.zeros((len(at), 4))
    for mine, theirs, group in zip(said, judged, groups, strict=True):
        table[at[group], 2 * (not mine) + (not theirs)] += 1
    draws = np.random.default_rng(SEED).integers(0, len(at), size=(DRAWS, len(at)))
    values, spread = _figures(table.sum(axis=0)), _figures(table[draws].sum(axis=1))
    return tuple(
        Agreed(
            name=name,
            value=float(values[column]),
            low=float(np.nanquantile(spread[:, column], 0.025)),
            high=float(np.nanquantile(spread[:, column], 0.975)),
        )
        for column, name in enumerate(NAMES)
    )


def _figures(table: Table) -> Table:
    both, mine, theirs, neither = np.moveaxis(table, -1, 0)
    total = both + mine + theirs + neither
    agreed = (both + neither) / total
    chance = ((both + mine) * (both + theirs) + (neither + mine) * (neither + theirs)) / total**2
    with np.errstate(invalid="ignore", divide="ignore"):
        figures = [
            both / (both + mine),
            both / (both + theirs),
            2 * both / (2 * both + mine + theirs),
            agreed,
            (agreed - chance) / (1 - chance),
        ]
    return np.stack(figures, axis=-1)
