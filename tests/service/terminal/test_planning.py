"""Joint plans from the command line: shown, checked with an exit code, exported, tried out, edited, met about."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from tests.service.api.plans.conftest import IT, READINESS, TODAY

runner = CliRunner()
LATE = READINESS.replace("14 May 2029", "2 July 2029")
"""The announcement comes three weeks after the go-live."""


def crosswalk(data: Path, *arguments: object) -> Result:
    return runner.invoke(
        app, ["--data", str(data), *map(str, arguments)], env={"CROSSWALK_MODEL": "none", "COLUMNS": "80"}
    )


def taken_in(folder: Path, readiness: str) -> Path:
    data = folder / "data"
    for name, text, community in (("it.md", IT, "it"), ("readiness.md", readiness, "people_readiness")):
        (folder / name).write_text(text)
        options = ("--community", community, "--dated", "2029-05-01", "--no-wait")
        done = crosswalk(data, "ingest", "tills", folder / name, *options)
        assert done.exit_code == 0, done.output
    return data


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return taken_in(tmp_path_factory.mktemp("planning"), READINESS)


def test_a_plan_is_drawn_in_80_columns(data: Path) -> None:
    done = crosswalk(data, "plan", "tills", "--today", TODAY)
    assert done.exit_code == 0, done.output
    row = next(line for line in done.stdout.splitlines() if "Tillmark go-live" in line)
    assert row.split()[:3] == ["11", "Jun", "29"]
    assert "◆" in row
    assert "█" in next(line for line in done.stdout.splitlines() if "Tillmark training" in line)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_check_ends_with_1_only_if_something_does_not_fit(data: Path, tmp_path: Path) -> None:
    clean = crosswalk(data, "plan", "tills", "--today", TODAY, "--check")
    assert clean.exit_code == 0, clean.output
    assert "no disconnects" in clean.stdout
    broken = taken_in(tmp_path, LATE)
    told = crosswalk(broken, "plan", "tills", "--today", TODAY, "--check")
    assert told.exit_code == 1
    assert "2 July 2029" in told.stdout
    assert "Ask People Readiness" in told.stdout


def test_json_is_what_the_interface_returns(data: Path) -> None:
    plan = json.loads(crosswalk(data, "plan", "tills", "--today", TODAY, "--json").stdout)
    assert {"milestones", "dependencies", "critical_path", "disconnects", "journey", "metrics"} <= set(plan)
    listed = json.loads(crosswalk(data, "plans", "list", "--json").stdout)["plans"]
    assert [one["id"] for one in listed] == [plan["id"]]


def test_an_export_is_written_and_says_what_it_could_not_carry(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    done = crosswalk(data, "plan", "tills", "--today", TODAY, "--format", "xlsx", "--output", target)
    assert done.exit_code == 0, done.output
    assert "xlsx: " in done.stderr
    cells = {cell.value for sheet in openpyxl.load_workbook(target) for row in sheet for cell in row}
    assert "Tillmark go-live" in cells


def test_a_shift_is_read_out(data: Path) -> None:
    done = crosswalk(data, "plans", "what-if", "tills", "practice accounts", "--shift", "5")
    assert done.exit_code == 0, done.output
    assert "25 May 2029" in done.stdout
    unknown = crosswalk(data, "plans", "what-if", "tills", "the moon", "--shift", "5")
    assert unknown.exit_code == 1
    assert "the moon" in unknown.stderr


def test_an_edit_makes_a_version_that_the_sync_tells_of(tmp_path: Path) -> None:
    data = taken_in(tmp_path, READINESS)
    plan = json.loads(crosswalk(data, "plan", "tills", "--today", TODAY, "--json").stdout)
    live = next(one["id"] for one in plan["milestones"] if one["title"] == "Tillmark go-live")
    done = crosswalk(data, "plans", "edit", "tills", live, "--start", "2029-06-13", "--reason", "Agreed on the phone.")
    assert done.exit_code == 0, done.output
    sync = crosswalk(data, "plans", "sync", "tills", "--today", TODAY).stdout
    assert "11 June 2029 → 13 June 2029" in sync
    assert "## Coming (7 min)" in sync
    assert "Agreed on the phone." in crosswalk(data, "plans", "changes", "tills").stdout
    assert "version 2" in crosswalk(data, "plans", "versions", "tills").stdout
    assert "13 June 2029" in crosswalk(data, "plans", "retrospective", "tills", "--today", TODAY).stdout


def test_an_initiative_without_a_plan_is_told_how_to_get_one(data: Path) -> None:
    crosswalk(data, "ingest", "bare", data.parent / "it.md", "--no-wait")
    done = crosswalk(data, "plans", "sync", "bare")
    assert done.exit_code == 1
    assert "crosswalk plan bare" in done.stderr
