"""A run from its request to its report: pinned, carried out, told. Ctrl+C and SIGTERM end it in good order."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from evals.cases.loading import BadCases
from evals.judging.judge import judging
from evals.nouns import CROSSWALK, Manifest, SuiteName
from evals.running import journal, manifest, runner
from evals.running.folder import MANIFEST, REQUEST, RunFailed, replace
from evals.running.journal import Journal, Run
from evals.running.progress import Going, Watch
from evals.running.request import Request
from evals.running.runner import Work, label
from evals.running.tape import entries
from evals.running.tape.entries import Recording
from evals.running.tape.server import Tape, recorded, replayed
from evals.suites.house import House, house
from evals.suites.nouns import Options, Suite
from glossary.catalog import CatalogError
from service.terminal.client import Failed

Opened = Callable[[Options], AbstractAsyncContextManager[House]]
Reported = Callable[[Run], Mapping[str, str]]
"""Files of a run's report, by name."""
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)


def real(options: Options) -> AbstractAsyncContextManager[House]:
    """The service itself."""
    return house(options.settings, options.glossary)


def perform(
    request: Request,
    folder: Path,
    suites: Mapping[SuiteName, Suite],
    *,
    key: SecretStr | None = None,
    judge_key: SecretStr | None = None,
    resumed: bool = False,
    report: Reported = lambda run: {},
    watch: Watch = lambda progress: None,
    opened: Opened = real,
) -> Run:
    """Carries out a run, or the rest of one.

    Args:
        request: What is asked for; of a run that goes on, what it was asked for.
        folder: The run's own; its name is the run's id.
        suites: All that there are.
        key: The model server's.
        judge_key: The judge's.
        resumed: Whether it goes on.
        report: Makes the report, once all is there.
        watch: Told how far it is.
        opened: Wires the service.

    Raises:
        RunFailed: it came to no end, with the reason and the next step.
    """
    going = Going(folder, watch=watch, now=lambda: dt.datetime.now(dt.UTC))
    try:
        if not resumed:
            replace(folder / REQUEST, request.model_dump_json(indent=1) + "\n")
        options = Options(guides=request.guides, glossary=request.glossary, peers=request.peers)
        chosen = _chosen(request, options, suites)
        pinned = _pins(request, options, suites, chosen)
        held = _manifest(folder, pinned) if resumed else _begun(folder, request, chosen, pinned)
    except (RunFailed, CatalogError, BadCases, OSError, KeyboardInterrupt) as exc:
        said = "interrupted before it began" if isinstance(exc, KeyboardInterrupt) else str(exc)
        if not resumed:
            going.fails(said)
        raise RunFailed(said) from exc
    with Journal(folder) as kept:
        work = Work(chosen, options, request)
        try:
            going.begins(work.least, kept.outcomes)
            asyncio.run(_stoppable(_carried_out(work, held, folder, kept, going, key, judge_key, opened), folder))
            run = journal.read(folder)
            for name, content in report(run).items():
                replace(folder / name, content)
            going.ends()
        except (RunFailed, CatalogError, BadCases, Failed, LookupError, OSError, KeyboardInterrupt) as exc:
            said = _stopped(folder, "SIGINT") if isinstance(exc, KeyboardInterrupt) else str(exc)
            going.fails(said)
            raise RunFailed(said) from exc
        except BaseException as exc:
            going.fails(f"{type(exc).__name__}: {exc}")
            raise
    return run


async def _carried_out(
    work: Work,
    held: Manifest,
    folder: Path,
    kept: Journal,
    going: Going,
    key: SecretStr | None,
    judge_key: SecretStr | None,
    opened: Opened,
) -> None:
    def met(names: Sequence[str]) -> None:
        nonlocal held
        known = tuple(dict.fromkeys((*held.systems, *names)))
        if known != held.systems:
            held = held.model_copy(update={"systems": known})
            _write(folder, held)

    wanted = work.request
    async with _taped(wanted, folder, kept, key) as tape, judging(wanted.judge, judge_key) as judge:
        model = wanted.model
        settings = model.settings(tape.url) if model and tape else {}
        full = dataclasses.replace(work, options=dataclasses.replace(work.options, settings=settings, judge=judge))
        await runner.run(full, lambda: opened(full.options), kept, going, tape=tape, met=met)


@asynccontextmanager
async def _taped(request: Request, folder: Path, kept: Journal, key: SecretStr | None) -> AsyncIterator[Tape | None]:
    if request.replay:
        async with replayed(entries.read(request.replay)) as tape:
            yield tape
    elif request.model:
        finished = {label(one.suite, one.case, one.attempt) for one in kept.outcomes if one.system == CROSSWALK}
        recording = Recording(folder, finished)
        try:
            async with recorded(request.model.url, key, recording) as tape:
                yield tape
        finally:
            recording.close()
    else:
        yield None


async def _stoppable(work: Coroutine[Any, Any, None], folder: Path) -> None:
    """Does the work until it is done or a signal comes; a second signal is heard as ever.

    Raises:
        RunFailed: a signal came.
    """
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
    heard: list[signal.Signals] = []

    def stop(number: signal.Signals) -> None:
        heard.append(number)
        for each in _STOPPING:
            loop.remove_signal_handler(each)
        task.cancel()

    for each in _STOPPING:
        loop.add_signal_handler(each, stop, each)
    try:
        await task
    except asyncio.CancelledError:
        if not heard:
            raise
        raise RunFailed(_stopped(folder, heard[0].name)) from None
    finally:
        for each in _STOPPING:
            loop.remove_signal_handler(each)


def _stopped(folder: Path, by: str) -> str:
    return f"stopped by {by}; what was done is kept. Go on with: python -m evals run --resume {folder}"


def _chosen(request: Request, options: Options, suites: Mapping[SuiteName, Suite]) -> list[tuple[Suite, list[Any]]]:
    """The suites that are asked for, with those of their cases that are.

    Raises:
        RunFailed: a suite that is asked for by name has none, or none has.
        BadCases: a file cannot be used.
    """
    chosen = []
    for name in request.suites or suites:
        cases = [case for case in suites[name].cases(options) if request.slice == "all" or case.fast]
        if cases:
            chosen.append((suites[name], cases))
        elif request.suites:
            needed = " Give a folder of annotated guides with --guides." if name == "guides" else ""
            raise RunFailed(f"--suite {name}: found no cases in the slice {request.slice!r}.{needed}")
    if not chosen:
        raise RunFailed(f"no suite has cases in the slice {request.slice!r}; expected some in evals/datasets")
    return chosen


def _pins(
    request: Request, options: Options, suites: Mapping[SuiteName, Suite], chosen: Sequence[tuple[Suite, Any]]
) -> dict[str, str]:
    every = {name: suite.files(Options()) for name, suite in suites.items()}
    return manifest.pins(request, every, {suite.name: suite.files(options) for suite, _ in chosen})


def _begun(folder: Path, request: Request, chosen: Sequence[tuple[Suite, Any]], pinned: Mapping[str, str]) -> Manifest:
    names = [suite.name for suite, _ in chosen]
    made = manifest.manifest(folder.name, dt.datetime.now(dt.UTC), request, names, pinned)
    _write(folder, made)
    return made


def _manifest(folder: Path, pinned: Mapping[str, str]) -> Manifest:
    """The manifest of a run that goes on.

    Raises:
        RunFailed: it would go on with other things than it began with.
    """
    held = journal.read(folder).manifest
    differing = manifest.differing(held.pins, pinned)
    if differing:
        told = "; ".join(
            f"{name}: {held.pins.get(name, 'none')[:60]} then, {pinned.get(name, 'none')[:60]} now"
            for name in differing
        )
        raise RunFailed(
            f"{folder.name}: cannot go on, for it would mix two things. What differs: {told}. Put it back as it was, "
            "or begin a new run"
        )
    return held


def _write(folder: Path, held: Manifest) -> None:
    replace(folder / MANIFEST, held.model_dump_json(indent=1) + "\n")
