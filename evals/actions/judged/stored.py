"""The judged pairs as rows of numbers, kept so that weights can be worked out again without guides and model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from evals.actions.judged.calibrating import Measured, fit, ground
from evals.actions.judged.pairs import Source
from evals.actions.nouns import Calibration
from evals.actions.reading.features import VECTORS, WORDS

FEATURES = Path(__file__).resolve().parents[2] / "datasets" / "action_features.json"
_ROWS = TypeAdapter(tuple[Measured, ...])


def load(path: Path = FEATURES) -> tuple[Measured, ...]:
    """The rows of all pairs, in the order of the pairs.

    Raises:
        ValueError: the file is missing or does not fit; it says how to make it anew.
    """
    try:
        return _ROWS.validate_json(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ValueError(f"{path}: {exc.strerror}; run `python -m evals.actions calibrate`") from exc
    except ValueError as exc:
        raise ValueError(f"{path}: {exc}; run `python -m evals.actions calibrate`") from exc


def text(rows: Sequence[Measured]) -> str:
    """The rows as the file has them, one a line."""
    return "[\n" + ",\n".join(row.model_dump_json() for row in rows) + "\n]\n"


def calibrated(sources: Sequence[Source], rows: Sequence[Measured]) -> Calibration:
    """The calibration that the half for it gives."""
    half = [row for row in rows if row.half == "calibrating"]
    return Calibration(words=fit(half, WORDS), vectors=fit(half, VECTORS), ground=ground(sources))
