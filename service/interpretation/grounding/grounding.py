"""Whether a claim is borne out by the sources it cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glossary.edition import Edition
from service.interpretation.grounding.nouns import Flaw, Grounded, Proposed
from service.interpretation.nouns import Claim
from service.interpretation.shown import Shown

Matrix = NDArray[np.floating[Any]]
Similar = Callable[[Sequence[str], Sequence[str]], Matrix]
"""Cosines of two lists of texts, shape (len(a), len(b))."""


def ground(
    proposed: Proposed,
    shown: Mapping[str, Shown],
    *,
    glossary: Edition,
    computed: Sequence[Claim] = (),
    similar: Similar | None = None,
) -> Grounded:
    """Decide a claim's status."""
    foreign = tuple(i for i in proposed.cited if i not in shown)
    flaws = tuple(Flaw("not_shown", i, "") for i in foreign) or (Flaw("content", proposed.text, ""),)
    return Grounded(proposed.text, "unsupported", proposed.cited, flaws)
