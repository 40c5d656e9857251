"""Puts cases to systems, so many at a time, and keeps each outcome before it goes on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final

from evals.nouns import CROSSWALK, Outcome
from evals.running.journal import Journal, Key
from evals.running.progress import Going
from evals.running.request import Request
from evals.running.tape.server import Tape
from evals.suites.house import House
from evals.suites.nouns import AnyCase, Options, Suite, System

MOST_ERROR: Final = 600
"""Characters of an error that are kept."""


@dataclass(frozen=True)
class Work:
    """What there is to do."""

    suites: Sequence[tuple[Suite, Sequence[AnyCase]]]
    options: Options
    request: Request

    @property
    def least(self) -> int:
        """Outcomes that there will be of Crosswalk alone; who the peers are is known only once a suite is at work."""
        return self.request.repeat * sum(len(cases) for _, cases in self.suites)


async def run(
    work: Work,
    opened: Callable[[], AbstractAsyncContextManager[House]],
    journal: Journal,
    going: Going,
    *,
    tape: Tape | None = None,
    met: Callable[[Sequence[str]], None] = lambda names: None,
) -> None:
    """Puts every case to every system that has not had it yet.

    Args:
        work: The suites with their cases.
        opened: The service, wired; the whole run uses one.
        journal: Where outcomes are kept, and which there are.
        going: Told of each.
        tape: Between the service and its model, where there is one.
        met: Told the names of a suite's systems.

    Raises:
        RunFailed: an outcome cannot be written.
        Exception: whatever the service or a suite raises before a case is put to it.
    """
    async with opened() as house:
        for suite, cases in work.suites:
            going.at(suite.name)
            async with suite.systems(house, work.options) as systems:
                met(tuple(systems))
                going.expects(len(cases) * (len(systems) - 1))
                asked = _asked(suite, cases, systems.items(), work.request.repeat)
                left = (one for one in asked if one.key not in journal.done)
                await _all(left, journal, going, tape, work.request.at_once)


@dataclass(frozen=True)
class _Asked:
    key: Key
    suite: Suite
    system: System
    case: AnyCase

    @property
    def label(self) -> str:
        return label(self.key.suite, self.key.case, self.key.attempt)


def label(suite: str, case: str, attempt: int) -> str:
    """How a tape calls an attempt at a case."""
    return f"{suite}/{case}/{attempt}"


def _asked(suite: Suite, cases: Sequence[AnyCase], systems: Any, repeat: int) -> Iterator[_Asked]:
    for name, system in systems:
        # Peers say the same each time: nothing in them is drawn or phrased.
        for attempt in range(repeat if name == CROSSWALK else 1):
            for case in cases:
                yield _Asked(Key(suite.name, name, case.id, attempt), suite, system, case)


async def _all(asked: Iterator[_Asked], journal: Journal, going: Going, tape: Tape | None, jobs: int) -> None:
    """All of them, the next one whenever one is done; the first that cannot be kept ends them all."""

    async def worker() -> None:
        for one in asked:
            outcome = await _outcome(one, tape)
            journal.append(outcome)
            going.came(outcome)

    try:
        async with asyncio.TaskGroup() as workers:
            for _ in range(jobs):
                workers.create_task(worker())
    except ExceptionGroup as group:
        raise group.exceptions[0] from None


async def _outcome(one: _Asked, tape: Tape | None) -> Outcome:
    known = {"suite": one.key.suite, "system": one.key.system, "attempt": one.key.attempt, "case": one.key.case}
    missed = len(tape.missed) if tape else 0
    if tape:
        tape.during.add(one.label)
    began = time.perf_counter()
    try:
        outcome = await one.system(one.case)
    except Exception as exc:  # whatever it is, it is told of this case, and the others have their turn
        said = f"{type(exc).__name__}: {exc}"[:MOST_ERROR]
        return Outcome(**known, error=said, seconds=round(time.perf_counter() - began, 4))
    finally:
        if tape:
            tape.during.discard(one.label)
    if tape and tape.broken:
        raise tape.broken
    seconds = outcome.seconds or round(time.perf_counter() - began, 4)
    if tape and tape.missed[missed:]:
        said = (
            f"the tape has no answer to a request that ends in {tape.missed[missed]!r}; prompts, sources or code have "
            "changed since it was recorded. Record it anew with --model"
        )
        return Outcome(**known, asked=outcome.asked, error=said, seconds=seconds)
    return outcome.model_copy(update={**known, "seconds": seconds})
