"""What runs of the harness have left on the disk: how far each is, its figures, its page.

The service knows the harness by its command and these files alone: `progress.json`, `report.json`, `report.html`, and
`outcomes.jsonl`, which whoever is at a run holds locked.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from retrieval.documents import Frozen

PROGRESS = "progress.json"
OUTCOMES = "outcomes.jsonl"
REPORT = "report.json"
PAGE = "report.html"


class Figure(Frozen):
    """A metric of a system over the cases of a suite, with its 95 % bootstrap interval; all are better when higher."""

    suite: str
    system: str
    """`crosswalk`, or a peer's name."""
    metric: str
    value: float
    low: float
    high: float
    cases: int
    """Those that say something about the metric."""


class Going(Frozen):
    """How far a run is, and what came of it."""

    id: str
    state: Literal["running", "done", "failed"]
    done: int
    """Outcomes that are there: one for each case, system and repeat."""
    total: int
    """Outcomes that there will be, as far as is known; 0 until the cases are read."""
    errors: int
    """Of those done, the ones that could not be run; they are no scores."""
    suite: str = ""
    """The one at work."""
    started_at: dt.datetime
    changed_at: dt.datetime
    message: str = ""
    """Why it failed, with the next step."""
    figures: tuple[Figure, ...] | None = None
    """Once it is done."""
    report: str | None = None
    """The address of its page, once it is done."""


def going(folder: Path) -> Going | None:
    """How far a run is, as it says itself; None where the folder is none of a run."""
    try:
        content = json.loads((folder / PROGRESS).read_bytes())
        return Going.model_validate({name: content[name] for name in Going.model_fields if name in content})
    except (OSError, ValueError, TypeError):
        return None


def is_at_work(folder: Path) -> bool:
    """Whether a process writes the run; its lock ends with it, however that ends."""
    try:
        with (folder / OUTCOMES).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def figures(folder: Path) -> tuple[Figure, ...] | None:
    """All figures of a run that is done; None where they cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, ValidationError):
        report: Any = json.loads((folder / REPORT).read_bytes())
        return tuple(
            Figure.model_validate({name: one[name] for name in Figure.model_fields})
            for suite in report["suites"]
            for one in suite["figures"]
        )
    return None


def folders(runs: Path) -> Iterator[Path]:
    """The folders of runs."""
    yield from (path.parent for path in runs.glob(f"*/{PROGRESS}"))
