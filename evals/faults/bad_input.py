"""Sends every bad input to a live service: each has to be refused clearly, and to leave nothing behind.

What is bad stands in `bad_files` and `bad_requests`. What is readable after all may be taken instead, but then
promptly, and without what a trap pointed at. Meanwhile `/healthz` is asked all the time.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from evals.faults.bad_files import SECRET
from evals.faults.bad_requests import INITIATIVE, Case, cases
from evals.faults.watch import Watch, watching
from evals.live.process import Live, serving
from service.wiring import DATABASE

TIMES_IDLE = 200.0
"""How many times slower than at rest `/healthz` may answer at worst."""
LEAST_IDLE = 0.005
"""Seconds; a quicker answer at rest counts as this. The product is a second, after which probes commonly give up."""
_MEMBERS = ("type", "title", "status", "detail")
_LEAKS = ("Traceback", 'File "/', "site-packages", "sqlalchemy", "at 0x")
_COUNTED = ("documents", "versions", "passages", "records")
_SHOWN = 90
_HEAD = f"{'what was sent':42}  got   answered  /healthz  with the words"


@dataclass(frozen=True)
class Outcome:
    """What became of one bad input."""

    case: str
    status: int
    """0 if there was no answer."""
    detail: str
    seconds: float
    growth_mb: float
    """By how much the service's own process had grown at most."""
    slowest: float
    """Of `/healthz` meanwhile, in seconds."""
    wrong: tuple[str, ...]
    """What should have been otherwise, in words."""


@dataclass
class Report:
    """What was sent, and what was wrong."""

    idle: float = 0.0
    """Median seconds of `/healthz` at rest, before."""
    slowest: float = 0.0
    """The worst meanwhile."""
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """In words; empty when all went as it should."""

    @property
    def kept(self) -> bool:
        """Whether all is well and something was put to the test."""
        return not self.problems and bool(self.outcomes)


def run(data: Path, only: Collection[str] = ()) -> Report:
    """Starts a service on a fresh data folder and sends what is bad.

    Args:
        data: An empty folder; the data folder is made in it.
        only: The cases to send, by their words; all if empty.
    """
    report = Report()
    left = list(_chosen(only))
    while left:
        with serving(data / "data") as live:
            if not report.outcomes:
                live.client.post("/v1/initiatives", json={"name": "Faults", "id": INITIATIVE}).raise_for_status()
                with closing(Watch(live)) as at_rest:
                    report.idle = at_rest.idle()
            with watching(live) as watch:
                answered = True
                # One that was not answered may keep the service busy for hours; the others get a new one.
                while left and answered:
                    outcome = _send(live, left.pop(0), watch, data)
                    report.outcomes.append(outcome)
                    print(_line(outcome), file=sys.stderr, flush=True)
                    answered = outcome.status > 0
    report.slowest = max((outcome.slowest for outcome in report.outcomes), default=0.0)
    most = TIMES_IDLE * max(report.idle, LEAST_IDLE)
    for outcome in report.outcomes:
        report.problems += [f"{outcome.case}: {wrong}" for wrong in outcome.wrong]
        if outcome.slowest > most:
            report.problems.append(
                f"{outcome.case}: /healthz took {outcome.slowest:.2f} s meanwhile, expected {most:.2f} s or less"
            )
    return report


def table(report: Report) -> str:
    """All outcomes in columns, and how `/healthz` did."""
    lines = [_HEAD, *(_line(outcome) for outcome in report.outcomes)]
    said = f"/healthz: {report.idle * 1000:.1f} ms at rest, {report.slowest * 1000:.0f} ms at worst meanwhile"
    return "\n".join([*lines, said])


def refused(answer: httpx2.Response) -> list[str]:
    """What keeps an answer from being a clear refusal, in words."""
    if not 400 <= answer.status_code < 500:
        return [f"found status {answer.status_code}, expected 4xx"]
    kind = answer.headers.get("content-type", "")
    if not kind.startswith("application/problem+json"):
        return [f"found content type {kind!r}, expected application/problem+json"]
    said = _object(answer)
    wrong = [f"the problem has no {member}" for member in _MEMBERS if not said.get(member)]
    if said.get("status") != answer.status_code:
        wrong.append(f"the problem says status {said.get('status')}, the answer {answer.status_code}")
    if len(str(said.get("detail", "")).split()) < 4:
        wrong.append(f"the detail {said.get('detail')!r} explains nothing")
    wrong += [f"the answer shows its insides: {leak}" for leak in _LEAKS if leak in answer.text]
    return wrong


def stored(data: Path) -> dict[str, int]:
    """How much is in the database of a data folder, by table."""
    with closing(_connect(data)) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED}


def _chosen(only: Collection[str]) -> Iterator[Case]:
    unknown = set(only) - {case.what for case in cases()}
    if unknown:
        raise ValueError(f"found no bad input named {sorted(unknown)}; expected some of those in the table")
    return (case for case in cases() if not only or case.what in only)


def _send(live: Live, case: Case, watch: Watch, around: Path) -> Outcome:
    send = case.prepare()
    before, beside = stored(live.data), _names(around)
    live.client.timeout = httpx2.Timeout(2 * case.within)
    start, memory = time.monotonic(), int(live.process.memory_info().rss)
    wrong: list[str] = []
    status, detail = 0, ""
    try:
        answer = send(live.client)
    except httpx2.HTTPError as error:
        wrong.append(f"no answer: {type(error).__name__}: {error}")
    else:
        status = answer.status_code
        detail = str(_object(answer).get("detail", ""))
        wrong += _judged(case, answer, before, stored(live.data))
    seconds = time.monotonic() - start
    if seconds > case.within:
        wrong.append(f"took {seconds:.1f} s, expected {case.within:g} s or less")
    wrong += _left_behind(live.data)
    wrong += [f"left {name} beside the data folder" for name in _names(around) - beside]
    seen = watch.samples(start)
    growth = max((sample.memory for sample in seen), default=memory) - memory
    if case.growth is not None and growth > case.growth:
        wrong.append(f"the service grew by {growth / 1e6:.0f} MB, expected {case.growth / 1e6:.0f} or less")
    slowest = max((sample.seconds for sample in seen), default=0.0)
    return Outcome(case.what, status, detail, seconds, growth / 1e6, slowest, tuple(wrong))


def _judged(case: Case, answer: httpx2.Response, before: Mapping[str, int], after: Mapping[str, int]) -> Sequence[str]:
    if answer.is_success and case.expected in ("taken", "either"):
        return ["the answer shows the file that a trap pointed at"] if SECRET in answer.text else []
    wrong = refused(answer)
    if case.expected == "taken":
        wrong.append("was not taken although it is valid")
    return [
        *wrong,
        *(f"{name}: {before[name]} before, {after[name]} after" for name in after if after[name] != before[name]),
    ]


def _left_behind(data: Path) -> list[str]:
    """What no input may ever bring into the database."""
    with closing(_connect(data)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM documents")]
        secrets = connection.execute("SELECT count(*) FROM versions WHERE instr(text, ?)", [SECRET]).fetchone()[0]
        cut = connection.execute(
            "SELECT count(*) FROM versions v WHERE NOT EXISTS "
            "(SELECT 1 FROM passages p WHERE p.document_id = v.document_id AND p.version = v.version)"
        ).fetchone()[0]
    wrong = [
        f"a document is named {name!r}" for name in names if "/" in name or "\\" in name or name in (".", "..", "")
    ]
    if secrets:
        wrong.append("what a trap pointed at is stored")
    if cut:
        wrong.append(f"{cut} versions are stored without a passage")
    return wrong


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _connect(data: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(data / DATABASE).resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _object(answer: httpx2.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _line(outcome: Outcome) -> str:
    detail = ascii(outcome.detail)[1:-1]
    shown = detail if len(detail) <= _SHOWN else detail[:_SHOWN] + "…"
    wrong = f"  WRONG: {'; '.join(outcome.wrong)}" if outcome.wrong else ""
    times = f"{outcome.seconds:6.2f} s  {outcome.slowest:6.2f} s"
    return f"{outcome.case:42.42}  {outcome.status or '---'}  {times}  {shown}{wrong}"
