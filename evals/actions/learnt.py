"""What was learnt of the judged pairs, as it lies beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from evals.actions.nouns import Calibration, Matrix, Similar

CALIBRATION = Path(__file__).resolve().parents[1] / "datasets" / "action_calibration.json"


def load(path: Path = CALIBRATION) -> Calibration:
    """The weights that `python -m evals.actions calibrate` has written.

    Raises:
        ValueError: the file is missing or does not fit; it says how to make it anew.
    """
    raise NotImplementedError


def remembering(embed: Callable[[Sequence[str]], Matrix]) -> Similar:
    """Nearness by vectors of unit length, each text embedded once: implications of many cases share their words."""
    raise NotImplementedError
