"""Weights from judged pairs: a logistic regression with a ridge, and the threshold that agrees best with the judge.

The pairs' features are kept beside the weights, so that these can be worked out again where the guides are not there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from evals.actions.judged.pairs import Half, Pair, Source
from evals.actions.matching import weighed
from evals.actions.nouns import Ground, Similar, Weights
from evals.actions.reading.acts import acts
from evals.actions.reading.features import VECTORS, table, whole
from evals.actions.reading.words import stems
from evals.nouns import Value

RIDGE = 1.0
"""How strongly weights are held at 0, in units of one pair's variance; the features are about 0 to 1."""
FIXED = {"opposite": -4.0}
"""Weights that are set: what is left undone is hardly ever what is wanted, and too few pairs show it to teach it."""
GROUND = 20
"""Implications that a pair is seen against."""
_STEPS = 50
Numbers = npt.NDArray[np.float64]


class Measured(Value):
    """A judged pair as a row of numbers."""

    id: str
    source: str
    half: Half
    guide: bool
    same: bool
    features: tuple[float, ...]
    """In the order of `VECTORS`."""

    @property
    def action(self) -> str:
        """What pairs of the same action share."""
        return self.id.rsplit("/", 1)[0]


def ground(sources: Iterable[Source]) -> Ground:
    """How much words tell, and some implications: all from the half that is calibrated with.

    The guides' actions are left out, so that it is the same without them. A word tells log(1 + n / df), one that occurs
    nowhere as much as with df 0.5.
    """
    known = [source for source in sources if source.half == "calibrating"]
    texts = {action.does for source in known for action in source.actions}
    texts |= {offered.do for source in known for offered in source.offered}
    counts = Counter(stem for text in texts for stem in stems(text) | acts(text))
    return Ground(
        rarity={stem: round(math.log(1 + len(texts) / count), 4) for stem, count in sorted(counts.items())},
        unknown=round(math.log(1 + len(texts) / 0.5), 4),
        offered=_some({whole(offered) for source in known for offered in source.offered}),
    )


def _some(texts: Iterable[str]) -> tuple[str, ...]:
    ordered = sorted(texts)
    return tuple(ordered[:: max(1, len(ordered) // GROUND)][:GROUND])


def measured(pairs: Sequence[Pair], against: Ground, similar: Similar) -> list[Measured]:
    """The pairs as rows of numbers, to six digits."""
    found = []
    for pair in pairs:
        row = table([pair.wanted], [pair.offered], against, similar)[0, 0]
        numbers = tuple(round(float(value), 6) for value in row)
        known = pair.model_dump(include={"id", "source", "half", "guide", "same"})
        found.append(Measured(**known, features=numbers))
    return found


def fit(rows: Sequence[Measured], names: Sequence[str]) -> Weights:
    """The weights and the threshold for some features.

    The threshold is the one from which on as many pairs are said to be the same as are, when each text's pairs are
    weighed by what the others taught: what is counted in the end is then neither too much nor too little.

    Raises:
        ValueError: the rows come from fewer than two texts, or all are judged alike.
    """
    texts = sorted({row.source for row in rows})
    if len(texts) < 2 or len({row.same for row in rows}) < 2:
        raise ValueError(f"found pairs of {len(texts)} texts; expected two or more, with pairs judged either way")
    apart = {text: _logistic([row for row in rows if row.source != text], names) for text in texts}
    held = np.array([weighed(_table([row], names), apart[row.source], names)[0] for row in rows])
    labels = np.array([row.same for row in rows])
    threshold = min(np.arange(0.2, 0.81, 0.01), key=lambda least: abs(int((held >= least).sum()) - int(labels.sum())))
    return _logistic(rows, names).model_copy(update={"threshold": round(float(threshold), 2)})


def likenesses(rows: Sequence[Measured], given: Weights, names: Sequence[str]) -> Numbers:
    """The likeness of each pair."""
    return weighed(_table(rows, names), given, names)


def _table(rows: Sequence[Measured], names: Sequence[str]) -> Numbers:
    columns = [VECTORS.index(name) for name in names]
    return np.array([[row.features[column] for column in columns] for row in rows], dtype=np.float64)


def _logistic(rows: Sequence[Measured], names: Sequence[str]) -> Weights:
    """Newton's method on the penalised likelihood of the weights that are not set; the bias is not penalised."""
    learnt = [name for name in names if name not in FIXED]
    set_apart = [name for name in names if name in FIXED]
    offset = _table(rows, set_apart) @ np.array([FIXED[name] for name in set_apart])
    features = np.hstack([_table(rows, learnt), np.ones((len(rows), 1))])
    labels = np.array([float(row.same) for row in rows])
    ridge = RIDGE * np.diag([1.0] * len(learnt) + [0.0])
    found = np.zeros(len(learnt) + 1)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(features @ found + offset)))
        slope = features.T @ (labels - chance) - ridge @ found
        bend = features.T @ (features * (chance * (1 - chance))[:, None]) + ridge
        step = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < 1e-10:
            break
    *factors, bias = (round(float(value), 4) for value in found)
    return Weights(
        bias=bias,
        by_feature={**dict(zip(learnt, factors, strict=True)), **{n: FIXED[n] for n in set_apart}},
        threshold=0.5,
    )
