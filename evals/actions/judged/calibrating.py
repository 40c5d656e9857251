"""Weights from judged pairs: a logistic regression with a ridge, and the threshold that agrees best with the judge.

The pairs' features are kept beside the weights, so that these can be worked out again where the guides are not there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from evals.actions.judged.pairs import Half, Pair, Source
from evals.actions.matching import weighed
from evals.actions.nouns import Similar, Weights
from evals.actions.reading.features import VECTORS, table
from evals.actions.reading.words import stems
from evals.nouns import Value

RIDGE = 1.0
"""How strongly weights are held at 0, in units of one pair's variance; the features are about 0 to 1."""
_STEPS = 50
Numbers = npt.NDArray[np.float64]


class Measured(Value):
    """A judged pair as a row of numbers."""

    id: str
    source: str
    half: Half
    same: bool
    features: tuple[float, ...]
    """In the order of `VECTORS`."""

    @property
    def action(self) -> str:
        """What pairs of the same action share."""
        return self.id.rsplit("/", 1)[0]


def rarity(sources: Iterable[Source]) -> tuple[dict[str, float], float]:
    """How much each stem tells: the inverse document frequency in actions and implications of all judged pairs.

    The guides' actions are left out, so that it is the same without them.

    Returns:
        log(1 + n / df) by stem, and the same for a stem that occurs nowhere (df 0.5).
    """
    texts = {
        text for source in sources for text in [*(a.does for a in source.actions), *(o.do for o in source.offered)]
    }
    counts = Counter(stem for text in texts for stem in stems(text))
    by_stem = {stem: round(math.log(1 + len(texts) / count), 4) for stem, count in sorted(counts.items())}
    return by_stem, round(math.log(1 + len(texts) / 0.5), 4)


def measured(pairs: Sequence[Pair], by_stem: Mapping[str, float], unknown: float, similar: Similar) -> list[Measured]:
    """The pairs as rows of numbers, to six digits."""
    found = []
    for pair in pairs:
        row = table([pair.wanted], [pair.offered], by_stem, unknown, similar)[0, 0]
        numbers = tuple(round(float(value), 6) for value in row)
        found.append(Measured(id=pair.id, source=pair.source, half=pair.half, same=pair.same, features=numbers))
    return found


def fit(rows: Sequence[Measured], names: Sequence[str]) -> Weights:
    """The weights and the threshold for some features.

    The threshold is the one with the highest F1 when each text's pairs are weighed by what the others taught.

    Raises:
        ValueError: the rows come from fewer than two texts, or all are judged alike.
    """
    texts = sorted({row.source for row in rows})
    if len(texts) < 2 or len({row.same for row in rows}) < 2:
        raise ValueError(f"found pairs of {len(texts)} texts; expected two or more, with pairs judged either way")
    apart = {text: _logistic([row for row in rows if row.source != text], names) for text in texts}
    held = np.array([weighed(_table([row], names), apart[row.source], names)[0] for row in rows])
    labels = np.array([row.same for row in rows])
    threshold = max(np.arange(0.2, 0.81, 0.01), key=lambda least: (_f1(held >= least, labels), -abs(least - 0.5)))
    return _logistic(rows, names).model_copy(update={"threshold": round(float(threshold), 2)})


def likenesses(rows: Sequence[Measured], given: Weights, names: Sequence[str]) -> Numbers:
    """The likeness of each pair."""
    return weighed(_table(rows, names), given, names)


def _table(rows: Sequence[Measured], names: Sequence[str]) -> Numbers:
    columns = [VECTORS.index(name) for name in names]
    return np.array([[row.features[column] for column in columns] for row in rows], dtype=np.float64)


def _logistic(rows: Sequence[Measured], names: Sequence[str]) -> Weights:
    """Newton's method on the penalised likelihood; the bias is not penalised."""
    features = np.hstack([_table(rows, names), np.ones((len(rows), 1))])
    labels = np.array([float(row.same) for row in rows])
    ridge = RIDGE * np.diag([1.0] * len(names) + [0.0])
    found = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(features @ found)))
        slope = features.T @ (labels - chance) - ridge @ found
        bend = features.T @ (features * (chance * (1 - chance))[:, None]) + ridge
        step = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < 1e-10:
            break
    *factors, bias = (round(float(value), 4) for value in found)
    return Weights(bias=bias, by_feature=dict(zip(names, factors, strict=True)), threshold=0.5)


def _f1(said: npt.NDArray[np.bool_], labels: npt.NDArray[np.bool_]) -> float:
    right = int((said & labels).sum())
    return 2 * right / (int(said.sum()) + int(labels.sum())) if right else 0.0
