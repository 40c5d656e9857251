"""What is compared: an action that somebody wants, what an interpretation offers, and what was learnt to weigh them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import Field

from evals.nouns import Value
from glossary.concepts import Category

Matrix = npt.NDArray[np.float32]
Similar = Callable[[Sequence[str], Sequence[str]], Matrix]
"""How near each of some texts is in meaning to each of others, -1 to 1, shape `(len(some), len(others))`."""


class Wanted(Value):
    """A readiness action, as a person who prepares others would write it down."""

    does: str
    """What to do, as one sentence or clause."""
    who: str = ""
    """The people whom it is for; empty where the action names them itself or is for all who are concerned."""
    categories: tuple[Category, ...] = ()
    """Any of them fits; empty where nobody has said."""


class Offered(Value):
    """An implication, as far as it matters here."""

    id: str
    says: str
    do: str
    who: str
    category: Category


class Weights(Value):
    """A logistic model of whether a pair is the same action for the same people."""

    bias: float
    by_feature: dict[str, float]
    threshold: Annotated[float, Field(ge=0, le=1)]
    """The likeness from which on a pair is the same."""


class Ground(Value):
    """What a pair is seen against: how much words tell, and some texts of other initiatives."""

    rarity: dict[str, float]
    """By stem, and by act as `~train`, how much it tells: its inverse document frequency."""
    unknown: float
    """The rarity of any other."""
    offered: tuple[str, ...]
    """Some implications, action and reason."""


class Calibration(Value):
    """What was learnt of the judged pairs."""

    words: Weights
    """Without vectors."""
    vectors: Weights
    """With the vectors of `Similar` as well."""
    ground: Ground


class Foreseen(Value):
    """A wanted action and the offered one that says it best."""

    wanted: Wanted
    best: Offered | None
    """None where nothing was offered. It says the action only where `same`."""
    likeness: float
    same: bool
