"""Whether an offered action is a wanted one: same action, same people.

Pure: what was learnt is handed in (`evals.actions.learnt.load()` reads it), and so is the model of meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evals.actions.nouns import Calibration, Foreseen, Offered, Similar, Wanted, Weights
from evals.actions.reading.features import VECTORS, WORDS, Table, table


def likeness(wanted: Wanted, offered: Offered, learnt: Calibration, similar: Similar | None = None) -> float:
    """How likely the offered action is the wanted one, for the same people: 0 to 1.

    Args:
        wanted: an action to look for.
        offered: an implication.
        learnt: the weights.
        similar: how near texts are in meaning; without it words alone decide, with weights of their own.
    """
    return float(_likenesses([wanted], [offered], learnt, similar)[0, 0])


def same(wanted: Wanted, offered: Offered, learnt: Calibration, similar: Similar | None = None) -> bool:
    """Whether somebody who does what is offered has done what is wanted, for the people it is for."""
    return likeness(wanted, offered, learnt, similar) >= weights(learnt, similar).threshold


def foreseen(
    wanted: Sequence[Wanted], offered: Sequence[Offered], learnt: Calibration, similar: Similar | None = None
) -> tuple[Foreseen, ...]:
    """For each wanted action, in order, the offered one that says it best; the first of equals.

    One offered action may serve several wanted ones, each of which it has to say by itself: an implication "train
    the help desk and give it a script" is two actions to a careful reader, and a guide often states one action twice.
    """
    if not offered:
        return tuple(Foreseen(wanted=one, best=None, likeness=0.0, same=False) for one in wanted)
    values = _likenesses(wanted, offered, learnt, similar)
    threshold = weights(learnt, similar).threshold
    found = []
    for one, row in zip(wanted, values, strict=True):
        best = int(row.argmax())
        value = float(row[best])
        found.append(Foreseen(wanted=one, best=offered[best], likeness=value, same=value >= threshold))
    return tuple(found)


def weights(learnt: Calibration, similar: Similar | None) -> Weights:
    """Those that hold with or without vectors."""
    return learnt.words if similar is None else learnt.vectors


def weighed(features: Table, given: Weights, names: Sequence[str]) -> npt.NDArray[np.float64]:
    """The likeness of each row of features: the logistic function of their weighed sum."""
    factors = np.array([given.by_feature[name] for name in names])
    return np.asarray(1 / (1 + np.exp(-(features @ factors + given.bias))), dtype=np.float64)


def _likenesses(
    wanted: Sequence[Wanted], offered: Sequence[Offered], learnt: Calibration, similar: Similar | None
) -> npt.NDArray[np.float64]:
    names = WORDS if similar is None else VECTORS
    features = table(wanted, offered, learnt.ground, similar)
    return weighed(features, weights(learnt, similar), names)
