"""Plays every fault of a language model to a live service and looks what each door answers, and what is recorded.

After each fault a working model is asked for once: a failure may not outlast its cause.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from evals.faults.model.cells import Cell, Say, Where, Why, cells, well
from evals.faults.model.doors import DOORS, Heard, ask
from evals.live.process import Live, serving
from service.llm.nouns import ModelFailed
from service.llm.scripted import UNRESOLVABLE, Received, Reply, Scripted, refused, scripted
from service.workflows.asking import nothing_stood, why

DEADLINE: Final = 3.0
"""Seconds that the service gives its model here."""
GRACE: Final = 1.0
"""Seconds after the deadline in which an answer has to be complete."""
INITIATIVE: Final = "faults"
FOUND: Final = "26 April 2027"
"""What every answer has to say, with the model or without it."""
_PLAN: Final = """# Scanner rollout

Access to the practice system opens for warehouse staff on 26 April 2027.

Training for warehouse staff starts on 3 May 2027.
"""
_HEAD: Final = f"{'what the model did':36}  {'mode':9} {'reason':14} attempts  slowest  verdict"


@dataclass(frozen=True)
class Outcome:
    """What became of one fault at one door."""

    cell: str
    door: str
    status: int
    mode: str
    reason: str
    """The one of the cell's that is given; empty if none is."""
    attempts: int
    seconds: float
    wrong: tuple[str, ...]
    """What should have been otherwise, in words."""


@dataclass
class Report:
    """All faults at all doors."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """In words; empty when all went as it should."""

    @property
    def kept(self) -> bool:
        """Whether all is well and something was put to the test."""
        return not self.problems and bool(self.outcomes)


class Script:
    """A behaviour that can be changed between two requests to the service."""

    def __init__(self) -> None:
        """Works well."""
        self._say: Say = well
        self._from = 0

    def play(self, say: Say, server: Scripted) -> None:
        """From now on this, from its first reply."""
        self._say, self._from = say, len(server.requests)

    def since(self, server: Scripted) -> int:
        """How many requests have come since."""
        return len(server.requests) - self._from

    def __call__(self, request: Received) -> Reply:
        """The reply to a request, by its number since `play`."""
        replies = self._say(request)
        return replies[min(request.number - self._from, len(replies) - 1)]


def run(data: Path, only: Collection[str] = (), *, doors: Sequence[str] = DOORS, deadline: float = DEADLINE) -> Report:
    """Plays the faults.

    Args:
        data: An empty folder.
        only: The cells to play, by their words; all if empty.
        doors: Where to ask.
        deadline: Seconds that the service gives its model.
    """
    report = Report()
    wheres: tuple[Where, ...] = ("here", "refused", "unresolvable")
    for where in wheres:
        chosen = [cell for cell in cells() if cell.where == where and (not only or cell.what in only)]
        if not chosen:
            continue
        script = Script()
        with (
            scripted(script) as server,
            _url(where, server) as url,
            service(data / where, url, deadline, warm=where == "here") as live,
        ):
            for cell in chosen:
                some = [_outcome(cell, door, live, server, script, deadline) for door in doors]
                report.outcomes += some
                print(_row(cell.what, some), file=sys.stderr, flush=True)
    report.problems = [f"{o.cell}, {o.door}: {wrong}" for o in report.outcomes for wrong in o.wrong]
    return report


def table(report: Report) -> str:
    """One row a cell, then every problem in words."""
    grouped: dict[str, list[Outcome]] = {}
    for outcome in report.outcomes:
        grouped.setdefault(outcome.cell, []).append(outcome)
    rows = [_row(what, some) for what, some in grouped.items()]
    said = f"{len(rows)} faults at {len(report.outcomes)} doors in all, {len(report.problems)} problems"
    return "\n".join([_HEAD, *rows, *(f"  {problem}" for problem in report.problems), said])


@contextmanager
def service(data: Path, url: str, deadline: float, *, warm: bool = True) -> Iterator[Live]:
    """A live service with one initiative, whose model is at this URL.

    Args:
        data: The data folder.
        url: Up to and including `/v1`.
        deadline: Seconds that the service gives its model.
        warm: Whether it is asked once, so that what is loaded at first use is there.
    """
    settings = {"model_url": url, "model": "scripted", "model_key": "sk-scripted-0123456789"}
    with serving(data, model_deadline=f"{deadline:g}", **settings) as live:
        live.client.post("/v1/initiatives", json={"name": "Faults", "id": INITIATIVE}).raise_for_status()
        body = {"title": "Plan", "text": _PLAN, "community": "it"}
        live.client.post(f"/v1/initiatives/{INITIATIVE}/documents", json=body).raise_for_status()
        if warm:
            ask(live.client, DOORS[0], INITIATIVE)
        yield live


@contextmanager
def _url(where: Where, server: Scripted) -> Iterator[str]:
    if where == "refused":
        with refused() as url:
            yield url
    else:
        yield server.url if where == "here" else UNRESOLVABLE


def _outcome(cell: Cell, door: str, live: Live, server: Scripted, script: Script, deadline: float) -> Outcome:
    script.play(cell.say, server)
    heard = ask(live.client, door, INITIATIVE)
    attempts = script.since(server)
    wrong = [*heard.wrong]
    if heard.status != 200:
        wrong.append(f"found status {heard.status}, expected 200")
    if heard.seconds > deadline + GRACE:
        wrong.append(f"took {heard.seconds:.2f} s, expected {deadline + GRACE:g} s or less")
    if attempts not in cell.attempts:
        wrong.append(f"found {attempts} attempts upstream, expected one of {sorted(cell.attempts)}")
    reason = ""
    if heard.mode:
        reason = next((one for one in sorted(cell.reasons) if heard.reason in _words(one)), "")
        wrong += judged(cell, heard, reason)
        wrong += _recorded(live, heard, attempts, failed=reason != "nothing stood")
    script.play(well, server)
    if cell.where == "here" and ask(live.client, DOORS[0], INITIATIVE).mode != "model":
        wrong.append("a working model was not asked afterwards, or not believed")
    return Outcome(cell.what, door, heard.status, heard.mode, reason, attempts, heard.seconds, tuple(wrong))


def judged(cell: Cell, heard: Heard, reason: str) -> Iterator[str]:
    """What of an answer should have been otherwise.

    Args:
        cell: What the model did.
        heard: The answer.
        reason: Which of the cell's reasons it gives; empty if none.
    """
    if heard.mode not in cell.modes:
        yield f"found mode {heard.mode} ({heard.reason}), expected {' or '.join(sorted(cell.modes))}"
    if heard.mode == "degraded" and not reason:
        yield f"found the reason {heard.reason!r}, expected one of {sorted(cell.reasons)}"
    if heard.mode == "model" and heard.reason and cell.modes == {"model"}:
        yield f"found the reason {heard.reason!r} although the model delivered"
    if FOUND not in heard.text:
        yield f"the answer does not say {FOUND}: {heard.text[:200]!r}"
    if not heard.complete:
        yield "the answer is told as incomplete, although code had completed it"


def _recorded(live: Live, heard: Heard, attempts: int, *, failed: bool) -> Iterator[str]:
    answer = live.client.get(f"/v1/records/{heard.record_id}")
    if answer.status_code != 200:
        yield f"its record {heard.record_id!r} is not there: status {answer.status_code}"
        return
    said = answer.json()
    record: dict[str, Any] = said.get("record", said)
    if (record["mode"], record["reason"]) != (heard.mode, heard.reason):
        yield f"the record says {record['mode']} ({record['reason']}), the answer {heard.mode} ({heard.reason})"
    model = record.get("model") or {}
    if attempts and model.get("attempts") != attempts:
        yield f"the record counts {model.get('attempts')} attempts, the model {attempts}"
    if heard.mode == "degraded" and failed and not model.get("failures"):
        yield "the record does not say what failed"


def _words(reason: Why) -> Sequence[str]:
    """How an answer may tell a reason."""
    if reason == "nothing stood":
        return [nothing_stood(withheld) for withheld in range(10)]
    return [why(ModelFailed(reason, ""))]


def _row(what: str, some: Sequence[Outcome]) -> str:
    modes = "/".join(sorted({o.mode or str(o.status) for o in some}))
    reasons = "/".join(sorted({o.reason for o in some if o.reason}))
    attempts = "/".join(str(o.attempts) for o in some)
    slowest = max(o.seconds for o in some)
    verdict = "ok" if not any(o.wrong for o in some) else "WRONG"
    return f"{what:36}  {modes:9} {reasons:14} {attempts:8}  {slowest:5.2f} s  {verdict}"
