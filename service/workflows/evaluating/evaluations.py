"""Starts the harness as a process of its own, one run at a time, and ends it with the service.

A run works on a data folder and on documents of its own, and reads nothing of anybody's. It gets none of the service's
settings, and those of a language model only where a run with that model is asked for.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.access import Caller, not_found
from service.errors import BadRequest, Busy
from service.settings import ModelAt, Settings
from service.workflows.evaluating import kept
from service.workflows.evaluating.kept import Going

COMMAND: Final = (sys.executable, "-m", "evals", "run")
"""Not imported: the harness stands above the service."""
PATIENCE: Final = 10.0
"""Seconds that a run has to end when it is told to."""
_TAIL: Final = 1500
"""Bytes of what a run has said that are told when it fails."""
_OURS: Final = ("CROSSWALK_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")


@dataclass(frozen=True)
class Wanted:
    """What a run is asked for."""

    suites: Sequence[str] = ()
    """All of them where it is empty."""
    model: bool | str = False
    """A language model of the service's: the first, or the one of this name."""
    repeat: int = 1
    slice: str = "all"
    peers: bool = True


@dataclass(frozen=True)
class _Child:
    id: str
    process: subprocess.Popen[bytes]
    started_at: dt.datetime


class Evaluations:
    """The runs of a data folder."""

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        """Starts nothing yet.

        Args:
            settings: With the data folder, in which runs are kept, and the language models.
            command: How a run is started; options follow.
        """
        self._settings = settings
        self._runs = settings.data / "evals"
        self._command = tuple(command)
        self._child: _Child | None = None
        self._starting = threading.Lock()

    def start(self, caller: Caller, wanted: Wanted) -> Going:
        """Starts a run.

        Raises:
            Busy: another one is at work in this data folder.
            BadRequest: the service has no such model.
            OSError: the process cannot be started, or the folder cannot be written.
        """
        asked = _asked(self._settings, wanted.model)
        with self._starting:
            if at_work := next((one.id for one in self._all() if one.state == "running"), None):
                seen = self._may_see(caller, at_work)
                raise Busy(
                    f"the run {at_work} is at work, and one run at a time is measured; wait until "
                    f"GET /v1/evals/runs/{at_work} says that it is done"
                    if seen
                    else "the operator has a run at work, and one run at a time is measured; try again later"
                )
            # The last one has said that it is through; what it still prints is for nobody.
            self.close()
            now = dt.datetime.now(dt.UTC)
            key = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
            self._runs.mkdir(parents=True, exist_ok=True)
            with self._said(key).open("wb") as said:
                process = subprocess.Popen(
                    [*self._command, "--id", key, "--out", str(self._runs.resolve()), *_options(wanted, asked)],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    env=_environment(asked),
                    # Ctrl+C is for the service, which then ends the run.
                    start_new_session=True,
                )
            self._child = _Child(key, process, now)
            return _begun(self._child)

    def latest(self, caller: Caller, most: int) -> tuple[Going, ...]:
        """The newest runs, without their figures, the newest first."""
        return tuple(one for one in self._all() if self._may_see(caller, one.id))[:most]

    def one(self, caller: Caller, key: str) -> Going:
        """A run, with its figures once it is done.

        Raises:
            NotFound: there is none, or it is not the caller's to see.
        """
        found = next((one for one in self._all() if one.id == key and self._may_see(caller, key)), None)
        if found is None:
            raise not_found("run", key)
        figures = kept.figures(self._runs / key) if found.state == "done" else None
        return found.model_copy(update={"figures": figures})

    def page(self, caller: Caller, key: str) -> str:
        """The page of a run that is done.

        Raises:
            NotFound: there is no such run, or it has none yet.
        """
        try:
            if self.one(caller, key).state == "done":
                return (self._runs / key / kept.PAGE).read_text(encoding="utf-8")
        except FileNotFoundError:
            pass
        raise not_found("report of the run", key)

    def close(self) -> None:
        """Ends the run that is at work, which can be continued later."""
        if self._child is None:
            return
        self._child.process.terminate()
        try:
            self._child.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._child.process.kill()
            self._child.process.wait()

    def _all(self) -> list[Going]:
        """All runs, the newest first."""
        found = {path.name: one for path in kept.folders(self._runs) if (one := kept.going(path))}
        child = self._child
        if child:
            # Whatever it has said of itself, a process that has ended is to leave nothing behind.
            child.process.poll()
            found.setdefault(child.id, _begun(child))
        newest = sorted(found.values(), key=lambda one: (one.started_at, one.id), reverse=True)
        return [self._as_it_is(one) for one in newest]

    def _as_it_is(self, told: Going) -> Going:
        """A run by what it says of itself, and by whether it lives."""
        if told.state == "done":
            return told.model_copy(update={"report": f"/v1/evals/runs/{told.id}/report"})
        if told.state == "running":
            own = self._child if self._child and self._child.id == told.id else None
            if own.process.poll() is None if own else kept.is_at_work(self._runs / told.id):
                return told
            said = self._tail(told.id)
            message = f"it ended before its time{f', and said: {said}' if said else ' without a word'}"
            told = told.model_copy(update={"state": "failed", "message": message})
        # Where the folder lies is nobody's business but the operator's.
        return told.model_copy(update={"message": told.message.replace(str(self._runs.resolve()), "evals")})

    def _may_see(self, caller: Caller, key: str) -> bool:
        """Runs that were started here are everybody's; one that the operator started may have read what is not."""
        return caller.sees_all or self._said(key).is_file()

    def _said(self, key: str) -> Path:
        """What a run has said that was started here."""
        return self._runs / f"{key}.log"

    def _tail(self, key: str) -> str:
        try:
            said = self._said(key).read_bytes()[-_TAIL:]
        except OSError:
            return ""
        return " ".join(said.decode("utf-8", "replace").split())


def _begun(child: _Child) -> Going:
    at = child.started_at
    return Going(id=child.id, state="running", done=0, total=0, errors=0, started_at=at, changed_at=at)


def _asked(settings: Settings, model: bool | str) -> ModelAt | None:
    """The language model that a run is asked for.

    Raises:
        BadRequest: the service has none, or none of that name.
    """
    if model is False:
        return None
    declared = settings.models()
    for one in declared:
        if model in (True, one.name):
            return one
    there = f"one of {', '.join(one.name for one in declared)}" if declared else "false, as the service has none"
    raise BadRequest(f"model: found {model if model is True else ascii(model)[:80]}; expected {there}")


def _options(wanted: Wanted, model: ModelAt | None) -> list[str]:
    return [
        *(word for suite in wanted.suites for word in ("--suite", suite)),
        *("--repeat", str(wanted.repeat), "--slice", wanted.slice, "--peers" if wanted.peers else "--no-peers"),
        *(("--model", model.name) if model else ()),
    ]


def _environment(model: ModelAt | None) -> Mapping[str, str]:
    """This process's, without settings and keys, and with those of the model."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    if model and model.url:
        given["CROSSWALK_MODEL_URL"] = model.url
    if model and model.key:
        given["CROSSWALK_MODEL_KEY"] = model.key.get_secret_value()
    return given
