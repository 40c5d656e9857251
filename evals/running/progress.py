"""How far a run is: `progress.json`, replaced with every outcome, and whoever watches told the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from evals.nouns import Outcome, Progress
from evals.running.folder import PROGRESS, RunFailed, replace

Watch = Callable[[Progress], None]


class Going:
    """The account of a run while it goes on."""

    def __init__(self, folder: Path, *, watch: Watch, now: Callable[[], dt.datetime]) -> None:
        """Nothing is written yet.

        Args:
            folder: The run's own; its name is the run's id.
            watch: Told of every change.
            now: The time, with its zone.
        """
        self._path = folder / PROGRESS
        self._watch, self._now = watch, now
        at = now()
        self._is = Progress(id=folder.name, state="running", done=0, total=0, errors=0, started_at=at, changed_at=at)

    @property
    def told(self) -> Progress:
        """What was told last."""
        return self._is

    def begins(self, total: int, there: list[Outcome]) -> None:
        """The run begins or goes on.

        Args:
            total: Outcomes that there will be.
            there: Those that there are.

        Raises:
            RunFailed: the file cannot be written.
        """
        self._tell(total=total, done=len(there), errors=sum(bool(one.error) for one in there))

    def expects(self, more: int) -> None:
        """There will be so many more outcomes than was known."""
        self._tell(total=self._is.total + more)

    def at(self, suite: str) -> None:
        """A suite is at work."""
        self._tell(suite=suite)

    def came(self, outcome: Outcome) -> None:
        """An outcome is on the disk."""
        self._tell(done=self._is.done + 1, errors=self._is.errors + bool(outcome.error))

    def ends(self) -> None:
        """All is there."""
        self._tell(state="done", suite="")

    def fails(self, message: str) -> None:
        """It ends before its time; where not even this can be written, the message is still told to whoever watches."""
        with suppress(RunFailed):
            self._tell(state="failed", message=message)

    def _tell(self, **changed: object) -> None:
        self._is = self._is.model_copy(update={**changed, "changed_at": self._now()})
        self._watch(self._is)
        replace(self._path, self._is.model_dump_json(indent=1) + "\n")


def read(folder: Path) -> Progress:
    """How far a run is.

    Raises:
        RunFailed: the file is missing or damaged.
    """
    path = folder / PROGRESS
    try:
        return Progress.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise RunFailed(f"{path}: {exc.strerror or exc}; expected the folder of a run") from exc
    except ValidationError as exc:
        raise RunFailed(f"{path}: found no account of a run; the file is damaged or of another version") from exc
