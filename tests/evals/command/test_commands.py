from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.__main__ import app
from evals.nouns import SUITES
from evals.running import folder
from evals.running.request import Request
from evals.running.whole import perform
from tests.evals.running.suites import nowhere, only, suite, wrong

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Where `good` has every case right and `bad` has none."""
    perform(Request(), folder.made(tmp_path, "good"), only(suite()), opened=nowhere)
    perform(Request(), folder.made(tmp_path, "bad"), only(suite(crosswalk=wrong)), opened=nowhere)
    return tmp_path


def called(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200", "NO_COLOR": "1"})


def test_help_names_every_command_and_loads_nothing_of_the_service() -> None:
    code = (
        "import runpy, sys\nsys.argv = ['evals', '--help']\n"
        "try: runpy.run_module('evals', run_name='__main__')\n"
        "except SystemExit: print(*[name for name in ('service', 'retrieval', 'numpy', 'rich.progress') "
        "if name in sys.modules], 'loaded')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"
    for command in ("run", "report", "compare", "gate", "accept", "cases"):
        assert f" {command} " in done.stdout


def test_help_of_a_run_names_all_suites() -> None:
    said = called("run", "--help").output
    assert all(name in said for name in SUITES)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--suite", "sense"), "'sense'; expected one of senses"),
        (("--resume", "good", "--repeat", "2"), "no other options but --jobs"),
        (("--model-url", "http://127.0.0.1:1/v1"), "says how --model NAME is asked"),
        (("--replay", "good", "--model", "small"), "leave --model and --jobs out"),
        (("--repeat", "0"), "--repeat"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_was_expected(words: tuple[str, ...], found: str) -> None:
    done = called("run", *words)
    assert done.exit_code == 2
    assert found in " ".join(done.output.replace("│", " ").split())


@pytest.mark.parametrize("command", ["report", "gate", "accept"])
def test_a_run_that_is_not_there_ends_with_1_and_names_those_that_are(runs: Path, command: str) -> None:
    done = called(command, "better", "--out", runs)
    assert done.exit_code == 1
    assert "better: found no run of that id" in done.output
    assert "the newest are bad, good" in done.output


def test_a_model_without_a_server_leaves_no_run_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CROSSWALK_MODEL_URL", "OPENAI_BASE_URL", "CROSSWALK_MODEL_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    done = called("run", "--model", "small", "--out", tmp_path / "runs")
    assert done.exit_code == 1
    assert "found no server to ask; give --model-url" in done.output
    assert not (tmp_path / "runs").exists()


def test_a_run_is_told_as_a_table_as_json_and_as_a_page(runs: Path) -> None:
    assert "senses" in called("report", "good", "--out", runs).output
    assert json.loads(called("report", runs / "good", "--json").output)["manifest"]["id"] == "good"
    page = runs / "page.html"
    assert called("report", "good", "--out", runs, "--html", page).exit_code == 0
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_two_runs_are_told_side_by_side(runs: Path) -> None:
    compared = json.loads(called("compare", "good", "bad", "--json", "--out", runs).output)
    assert {one["case"] for one in compared["flips"]} == {f"word-{number}" for number in range(5)}
    page = runs / "compared.html"
    assert called("compare", "good", "bad", "--html", page, "--out", runs).exit_code == 0
    assert "word-3" in page.read_text(encoding="utf-8")


def test_the_gate_passes_what_was_accepted_and_fails_what_falls_behind(runs: Path) -> None:
    baseline = runs / "baseline.json"
    missing = called("gate", "good", "--baseline", baseline, "--out", runs)
    assert missing.exit_code == 1
    assert "baseline.json" in missing.output
    assert called("accept", "good", "--baseline", baseline, "--out", runs).exit_code == 0
    assert called("gate", "good", "--baseline", baseline, "--out", runs).exit_code == 0
    failed = called("gate", "bad", "--baseline", baseline, "--out", runs)
    assert failed.exit_code == 1
    assert "FAILED" in failed.output


def test_a_run_that_came_to_no_end_is_neither_accepted_nor_let_through(runs: Path) -> None:
    baseline, kept = runs / "baseline.json", runs / "kept.json"
    assert called("accept", "good", "--baseline", kept, "--out", runs).exit_code == 0
    path = runs / "good" / folder.PROGRESS
    path.write_text(path.read_text().replace('"state": "done"', '"state": "failed"'))
    for done in (
        called("accept", "good", "--baseline", baseline, "--out", runs),
        called("gate", "good", "--baseline", kept, "--out", runs),
    ):
        assert done.exit_code == 1
        assert "is failed, not done" in done.output
    assert not baseline.exists()


def test_latest_is_the_run_that_began_last_whatever_it_is_called(runs: Path) -> None:
    assert json.loads(called("report", "latest", "--json", "--out", runs).output)["manifest"]["id"] == "bad"


@pytest.mark.parametrize("key", ["latest", "baseline", "../good", "a b"])
def test_no_run_bears_a_name_that_means_something_else(runs: Path, key: str) -> None:
    done = called("run", "--id", key, "--out", runs)
    assert done.exit_code == 1
    assert "--id: found" in done.output


def test_an_accepted_slice_is_said_to_be_one(runs: Path) -> None:
    perform(Request(slice="fast"), folder.made(runs, "part"), only(suite()), opened=nowhere)
    said = called("accept", "part", "--baseline", runs / "part.json", "--out", runs)
    assert "only its fast slice" in said.output


def test_all_files_of_cases_can_be_used_and_their_schemas_are_those_of_the_models() -> None:
    done = called("cases", "--check")
    assert done.exit_code == 0, done.output
    assert all(f"{name} " in done.output for name in SUITES)
