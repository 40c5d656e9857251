"""What a benchmark prints and keeps."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from evals.bench.ingest import TIMES, rate
from evals.bench.report import machine, quantity, table, write
from evals.bench.rows import Row, faster
from evals.bench.timing import in_turn


def test_a_row_that_reaches_its_bar_is_ok_and_one_that_does_not_says_so() -> None:
    reached = faster("split", ours=1.0, peer=3.0, peer_name="the peer", bar=3.0)
    missed = faster("split", ours=1.001, peer=3.0, peer_name="the peer", bar=3.0)
    assert (reached.ok, missed.ok) == (True, False)
    head, rule, first, second = table([reached, missed]).splitlines()
    assert head.split()[0] == "what"
    assert set(rule) == {"-", " "}
    assert first.endswith("ok")
    assert second.endswith("MISSED")
    assert "the peer" in first
    assert "3.00x" in first


def test_a_bar_of_three_times_the_peers_time_is_met_at_three_times_and_not_beyond() -> None:
    assert faster("interpret", 2.99, 1.0, "syntok", 1 / 3).ok
    assert not faster("interpret", 3.01, 1.0, "syntok", 1 / 3).ok


def test_a_rate_is_better_the_higher_it_is() -> None:
    assert rate("store", ours=TIMES * 25, peer=25).ok
    assert rate("store", ours=TIMES * 25, peer=25).ratio == TIMES
    assert not rate("store", ours=25, peer=TIMES * 25).ok


@pytest.mark.parametrize(
    ("value", "unit", "shown"), [(0.01234, "s", "0.0123 s"), (12.345, "s", "12.3 s"), (3511.19, "MB", "3,511 MB")]
)
def test_a_quantity_is_shown_in_three_digits(value: float, unit: str, shown: str) -> None:
    assert quantity(value, unit) == shown


def test_jobs_are_run_in_turn_so_that_noise_hits_both() -> None:
    called: list[str] = []
    times = in_turn([lambda: called.append("ours"), lambda: called.append("peer")], repeats=3)
    assert called == ["ours", "peer"] * 4
    assert len(times) == 2
    assert all(time >= 0 for time in times)


def test_one_slow_run_does_not_move_the_median() -> None:
    rounds = iter([0, 0, 20_000_000, 0])
    calm, disturbed = in_turn([lambda: None, lambda: sum(range(next(rounds)))], repeats=3)
    assert disturbed < 0.1
    assert calm < 0.1


def test_a_run_is_kept_with_the_machine_it_was_made_on(tmp_path: Path) -> None:
    rows = [faster("split", 1.0, 3.0, "the peer", 3.0)]
    at = dt.datetime(2027, 1, 4, 12, 30, tzinfo=dt.UTC)
    kept = json.loads(write(tmp_path / "results", rows, machine(), ["service"], at).read_text("utf-8"))
    assert Row(**kept["rows"][0]) == rows[0]
    assert kept["failed"] == ["service"]
    assert kept["machine"]["cores"] >= 1
    assert kept["machine"]["packages"]["syntok"][0].isdigit()
    assert kept["machine"]["memory_gb"] > 0.1
