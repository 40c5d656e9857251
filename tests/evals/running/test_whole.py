from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import warnings
from collections import Counter
from pathlib import Path

import pytest

from evals.nouns import CROSSWALK, Outcome, Progress
from evals.running import folder, journal, progress
from evals.running.folder import OUTCOMES, PROGRESS, RunFailed
from evals.running.journal import Journal, Run, key_of
from evals.running.request import Request
from evals.running.whole import perform
from tests.evals.running.suites import WORDS, Word, nowhere, only, right, suite, wrong

ONE = only(suite())
LAST = WORDS[3]
"""The case at which runs come to a bad end."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return folder.made(tmp_path / "runs", "first")


def killed_at(last: Word, place: Path) -> int:
    """How a process ends that is at a run and is killed at a case."""

    async def killed(case: Word) -> Outcome:
        if case == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return await right(case)

    with warnings.catch_warnings():
        # Newer Pythons warn of threads that a fork leaves behind; this child uses none and is killed at once.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            perform(Request(), place, only(suite(crosswalk=killed, peer=wrong)), opened=nowhere)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def test_every_case_is_put_to_every_system_and_kept_with_what_the_run_is_pinned_to(place: Path) -> None:
    told: list[Progress] = []
    perform(Request(jobs=2), place, ONE, opened=nowhere, watch=told.append)
    run = journal.read(place)
    assert Counter((one.system, one.failed) for one in run.outcomes) == {(CROSSWALK, False): 5, ("peer", True): 5}
    assert run.manifest.id == "first"
    assert run.manifest.systems == (CROSSWALK, "peer")
    assert {"datasets", "datasets.senses", "corpus", "glossary", "prompts", "model", "code", "packages", "guides"} <= {
        *run.manifest.pins
    }
    assert run.manifest.model == run.manifest.pins["model"] == "composed"
    at_last = progress.read(place)
    assert (at_last.state, at_last.done, at_last.total, at_last.errors) == ("done", 10, 10, 0)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1] == at_last


def test_crosswalk_has_every_repeat_and_peers_answer_once(place: Path) -> None:
    run = perform(Request(repeat=3), place, ONE, opened=nowhere)
    assert Counter(one.system for one in run.outcomes) == {CROSSWALK: 15, "peer": 5}
    assert {one.attempt for one in run.outcomes if one.system == CROSSWALK} == {0, 1, 2}


def test_a_slice_has_only_the_cases_that_are_quick(place: Path) -> None:
    run = perform(Request(slice="fast", peers=False), place, ONE, opened=nowhere)
    assert [one.case for one in run.outcomes] == [case.id for case in WORDS if case.fast]


def test_a_system_that_fails_makes_an_error_and_no_score_and_the_others_go_on(place: Path) -> None:
    async def failing(case: Word) -> Outcome:
        if case is WORDS[1]:
            raise ValueError("the glossary is upside down")
        return await right(case)

    run = perform(Request(), place, only(suite(crosswalk=failing)), opened=nowhere)
    assert len(run.outcomes) == len(WORDS)
    (broken,) = [one for one in run.outcomes if one.error]
    assert (broken.case, broken.error, broken.parts) == ("word-1", "ValueError: the glossary is upside down", {})
    assert progress.read(place).errors == 1


def test_no_more_cases_are_under_way_than_were_allowed(place: Path) -> None:
    at_once = []
    both = asyncio.Event()
    under_way = 0

    async def counted(case: Word) -> Outcome:
        nonlocal under_way
        under_way += 1
        at_once.append(under_way)
        if under_way == 2:
            both.set()
        await both.wait()
        under_way -= 1
        return await right(case)

    perform(Request(jobs=2), place, only(suite(crosswalk=counted)), opened=nowhere)
    assert max(at_once) == 2


def test_a_run_that_was_killed_goes_on_where_it_was_and_asks_nothing_twice(place: Path) -> None:
    assert os.waitstatus_to_exitcode(killed_at(LAST, place)) == -signal.SIGKILL
    kept = journal.read(place).outcomes
    assert [one.case for one in kept] == [case.id for case in WORDS[: WORDS.index(LAST)]]
    with (place / OUTCOMES).open("a") as file:
        file.write('{"suite": "senses", "case": "wo')
    assert journal.read(place).outcomes == kept, "a torn line is no outcome"

    asked: list[str] = []

    async def noting(case: Word) -> Outcome:
        asked.append(case.id)
        return await right(case)

    same = only(suite(crosswalk=noting, peer=wrong))
    run = perform(Request(), place, same, resumed=True, opened=nowhere)
    assert asked == [case.id for case in WORDS[WORDS.index(LAST) :]]
    assert set(Counter(map(key_of, run.outcomes)).values()) == {1}
    assert len(run.outcomes) == 2 * len(WORDS)
    assert progress.read(place).state == "done"
    assert run.manifest.started_at == journal.read(place).manifest.started_at


@pytest.mark.parametrize("heard", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_in_good_order_and_it_says_how_to_go_on(place: Path, heard: signal.Signals) -> None:
    async def waiting(case: Word) -> Outcome:
        if case == LAST:
            os.kill(os.getpid(), heard)
            await asyncio.Event().wait()
        return await right(case)

    with pytest.raises(RunFailed, match=f"stopped by {heard.name}.*--resume {place}"):
        perform(Request(), place, only(suite(crosswalk=waiting)), opened=nowhere)
    at_last = progress.read(place)
    assert at_last.state == "failed"
    assert f"--resume {place}" in at_last.message
    assert len(journal.read(place).outcomes) == at_last.done == WORDS.index(LAST)
    assert signal.getsignal(heard) in (signal.SIG_DFL, signal.default_int_handler), "a second one is heard as ever"
    assert len(perform(Request(), place, ONE, resumed=True, opened=nowhere).outcomes) == 10


def test_a_run_goes_on_only_with_what_it_began_with(place: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("some", encoding="utf-8")
    perform(Request(), place, only(suite(file=cases)), opened=nowhere)
    cases.write_text("others", encoding="utf-8")
    before = (place / PROGRESS).read_bytes()
    with pytest.raises(RunFailed, match=r"cannot go on.*datasets\.senses"):
        perform(Request(), place, only(suite(file=cases)), resumed=True, opened=nowhere)
    assert (place / PROGRESS).read_bytes() == before, "what the run is does not change by what it refused"


def test_a_suite_that_is_named_and_has_no_cases_is_an_error_and_one_that_is_not_named_is_left_out(place: Path) -> None:
    both = only(suite(), suite((), name="guides"))
    with pytest.raises(RunFailed, match=r"guides: found no cases.*--guides"):
        perform(Request(suites=("guides",)), place, both, opened=nowhere)
    assert progress.read(place).state == "failed"
    run = perform(Request(), folder.made(place.parent, "second"), both, opened=nowhere)
    assert run.manifest.suites == ("senses",)


def test_the_report_is_there_before_the_run_is_said_to_be_done(place: Path) -> None:
    states = []

    def report(run: Run) -> dict[str, str]:
        states.append(progress.read(place).state)
        return {"report.json": json.dumps(len(run.outcomes))}

    perform(Request(), place, ONE, opened=nowhere, report=report)
    assert states == ["running"]
    assert (place / "report.json").read_text() == "10"


def test_a_full_disk_ends_the_run_with_the_file_and_the_reason(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safe = os.fsync
    written: list[int] = []

    def full(number: int) -> None:
        written.append(number)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        safe(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunFailed, match=r"outcomes\.jsonl: No space left on device; free space"):
        perform(Request(), place, ONE, opened=nowhere)
    assert progress.read(place).state == "failed"
    monkeypatch.undo()
    assert len(perform(Request(), place, ONE, resumed=True, opened=nowhere).outcomes) == 10


def test_two_processes_never_write_one_run(place: Path) -> None:
    with Journal(place), pytest.raises(RunFailed, match="another process is at this run"):
        Journal(place)
    with Journal(place) as free:
        assert free.outcomes == []


def test_a_damaged_line_is_named_and_never_skipped(place: Path) -> None:
    perform(Request(), place, ONE, opened=nowhere)
    path = place / OUTCOMES
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b'{"suite": "sense"}\n', *lines[3:]]))
    with pytest.raises(RunFailed, match=r"outcomes\.jsonl:3: found no outcome"):
        journal.read(place)


def test_ids_of_runs_are_their_folders_and_are_never_taken_twice(tmp_path: Path) -> None:
    folder.made(tmp_path, "first")
    with pytest.raises(RunFailed, match="is there already"):
        folder.made(tmp_path, "first")
    with pytest.raises(RunFailed, match="expected up to 64 letters"):
        folder.made(tmp_path, "../first")
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFailed, match="choose another place with --out"):
        folder.made(tmp_path / "file", "first")
    with pytest.raises(RunFailed, match="found no run of that id"):
        folder.found(tmp_path, "first")
