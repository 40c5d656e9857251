"""What was learnt of the judged pairs, as it lies beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from evals.actions.nouns import Calibration, Matrix, Similar

CALIBRATION = Path(__file__).resolve().parents[1] / "datasets" / "action_calibration.json"


def load(path: Path = CALIBRATION) -> Calibration:
    """The weights that `python -m evals.actions calibrate` has written.

    Raises:
        ValueError: the file is missing or does not fit; it says how to make it anew.
    """
    try:
        return Calibration.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ValueError(f"{path}: {exc.strerror}; run `python -m evals.actions calibrate`") from exc
    except ValueError as exc:
        raise ValueError(f"{path}: {exc}; run `python -m evals.actions calibrate`") from exc


def remembering(embed: Callable[[Sequence[str]], Matrix]) -> Similar:
    """Nearness by vectors of unit length, each text embedded once: implications of many cases share their words.

    Args:
        embed: gives a vector of unit length for each text, as `MiniLM().embed` does.
    """
    known: dict[str, Matrix] = {}

    def vectors(texts: Sequence[str]) -> Matrix:
        new = sorted({text for text in texts if text not in known})
        known.update(zip(new, embed(new), strict=True))
        return np.stack([known[text] for text in texts])

    def similar(some: Sequence[str], others: Sequence[str]) -> Matrix:
        if not some or not others:
            return np.zeros((len(some), len(others)), dtype=np.float32)
        product: Matrix = vectors(some) @ vectors(others).T
        return product

    return similar
