from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from evals.reports.baseline import BadBaseline, accepted, read
from evals.reports.comparing import compare
from evals.reports.gate import gate
from evals.reports.summary import summary
from evals.running.journal import Run
from tests.evals.reports.made import case, run, whole


@pytest.fixture(scope="module")
def made() -> Run:
    return whole(share=0.2, errors=6)


def test_a_baseline_keeps_what_the_gate_and_the_figures_need(made: Run, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(accepted(made), encoding="utf-8")
    back = read(path)
    assert gate(made, back).passed
    assert gate(back, made).passed
    assert accepted(back) == accepted(made)
    ours = [one for suite in summary(made).suites for one in suite.figures if one.system == "crosswalk"]
    again = [one for suite in summary(back).suites for one in suite.figures]
    assert [(one.suite, one.metric, one.cases) for one in again] == [(one.suite, one.metric, one.cases) for one in ours]
    assert [one.value for one in again] == pytest.approx([one.value for one in ours], abs=1e-5)


def test_its_text_is_the_same_whatever_came_first(made: Run) -> None:
    shuffled = list(made.outcomes)
    random.Random(3).shuffle(shuffled)
    assert accepted(Run(made.manifest, tuple(shuffled))) == accepted(made)


def test_a_case_is_a_line_and_only_its_line_changes() -> None:
    cases = [case(id=name) for name in ("b", "c", "a")]
    before = accepted(run(*cases)).splitlines()
    after = accepted(run(*cases[1:], case(id="b", right=0))).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [json.loads(old.rstrip(",")).get("case") for old, _ in changed] == [None, "b"]
    ids = [json.loads(line.rstrip(","))["case"] for line in before if line.startswith('{"suite"') and '"case"' in line]
    assert ids == ["a", "b", "c"]


def test_peers_are_not_in_it() -> None:
    text = accepted(run(case(id="a"), case(id="a", system="flashtext")))
    assert "flashtext" not in text
    assert json.loads(text)["manifest"]["systems"] == ["crosswalk"]


def test_figures_that_are_no_round_numbers_do_not_differ_from_themselves(tmp_path: Path) -> None:
    cases = [case("retrieval", f"case-{n:02}", 1 / (n + 1.7), metrics=("ndcg_at_10",)) for n in range(30)]
    path = tmp_path / "baseline.json"
    path.write_text(accepted(run(*cases)), encoding="utf-8")
    found = compare(run(*cases), read(path))
    assert [(one.found.difference, one.found.p) for one in found.changes] == [(0, 1)]
    assert found.flips == ()


def test_an_error_and_its_reason_are_kept_apart_from_the_attempts_that_ran(tmp_path: Path) -> None:
    made = run(case(id="a"), case(id="a", attempt=1, error="found 503"), case(id="b", error="found 500"), repeat=2)
    path = tmp_path / "baseline.json"
    path.write_text(accepted(made), encoding="utf-8")
    back = summary(read(path))
    assert [(one.case, one.error) for one in back.failures] == [("a", "found 503"), ("b", "found 500")]
    assert back.suites[0].figures[0].cases == 1


@pytest.mark.parametrize("text", ["", "{}", '{"manifest": 3, "figures": [], "cases": []}', "\udcff"])
def test_what_is_no_baseline_is_refused_with_the_next_step(text: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadBaseline, match=r"baseline\.json: found no baseline .*python -m evals accept"):
        read(path)


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadBaseline, match="python -m evals accept RUN"):
        read(tmp_path / "none.json")
