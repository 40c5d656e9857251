"""Every fault of a language model ends in an answer that says so, and a working model is listened to."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.faults.model import matrix
from evals.faults.model.cells import cells, mark_of
from evals.faults.model.doors import DOORS, Heard, events

NAMED = (
    "connection refused",
    "host name unknown",
    *(f"status {status}" for status in (401, 404, 408, 429, 500, 503, 529)),
    "429, Retry-After: 1 second",
    "429, Retry-After: HTTP date",
    "429, Retry-After: absurd number",
    "hangs before headers",
    "silence after headers",
    "a token every 5 seconds",
    "cut after 0 tokens",
    "cut after 1 token",
    "cut after the first claim",
    "ends without finish_reason",
    "error inside a 200",
    "HTML with 200",
    "invalid JSON with 200",
    "wrong envelope",
    "another schema in the text",
    "fenced JSON",
    "NaN in the envelope",
    "50 MB of text",
    "lone surrogates",
    "empty choices",
    "finish_reason length",
    "finish_reason content_filter",
)


def test_every_fault_that_is_promised_stands_in_the_table_once() -> None:
    words = [cell.what for cell in cells()]
    assert len(set(words)) == len(words)
    assert [name for name in NAMED if name not in words] == []


def test_a_report_without_anything_put_to_the_test_is_not_kept() -> None:
    outcome = matrix.Outcome("status 503", "JSON", 200, "degraded", "overloaded", 3, 0.4, ())
    assert not matrix.Report().kept
    assert matrix.Report([outcome]).kept
    assert not matrix.Report([outcome], ["status 503, JSON: took 9 s"]).kept


def test_the_table_has_one_row_a_cell_and_names_what_is_wrong() -> None:
    good = matrix.Outcome("status 503", "JSON", 200, "degraded", "overloaded", 3, 0.4, ())
    bad = matrix.Outcome("status 503", "SSE", 500, "", "", 4, 0.5, ("found status 500, expected 200",))
    said = matrix.table(matrix.Report([good, bad], ["status 503, SSE: found status 500, expected 200"]))
    _, row, problem, summary = said.splitlines()
    assert row.endswith("WRONG")
    assert "3/4" in row
    assert "found status 500" in problem
    assert summary.startswith("1 faults at 2 doors")


def test_events_are_read_by_name_and_data() -> None:
    text = 'event: claim\ndata: {"text": 1}\n\n: still at work\n\ndata: [DONE]\n\n'
    assert list(events(text)) == [("claim", '{"text": 1}'), ("message", "[DONE]")]


def test_a_source_is_known_by_the_mark_that_stands_above_its_words() -> None:
    prompt = "S1 (Plan):\n  - Training starts.\nR2 (Mail, page 4):\n  [S9]\n  - Access opens.\n"
    assert mark_of(prompt, "Access opens.") == "R2"
    assert mark_of(prompt, "Training starts.") == "S1"
    assert mark_of(prompt, "Nothing of the kind.") == "S1"


def test_an_answer_that_lost_its_fact_or_its_reason_is_noticed() -> None:
    cell = next(cell for cell in cells() if cell.what == "status 503")
    told = "Access opens on 26 April 2027."
    assert list(matrix.judged(cell, Heard(200, 0.1, "degraded", "it is overloaded", text=told), "overloaded")) == []
    assert len(list(matrix.judged(cell, Heard(200, 0.1, "degraded", "", text=told), ""))) == 1
    assert len(list(matrix.judged(cell, Heard(200, 0.1, "model", "", text="Nothing."), ""))) == 2


def test_every_fault_ends_in_an_answer_within_its_deadline(tmp_path: Path) -> None:
    report = matrix.run(tmp_path, doors=DOORS[:1], deadline=1.5)
    assert report.problems == []
    assert sorted(outcome.cell for outcome in report.outcomes) == sorted(cell.what for cell in cells())
    assert report.kept


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_fault_ends_in_an_answer_at_every_door(tmp_path: Path) -> None:
    report = matrix.run(tmp_path)
    assert report.problems == []
    assert len(report.outcomes) == len(DOORS) * len(cells())
