"""Asking, chatting and checking as people do it: the commands, their output and their exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from service.llm.scripted import Received, Reply, scripted
from tests.service.api.asking.conftest import TRUE, claims
from tests.service.people import PLAN

runner = CliRunner()
PLAIN = {"CROSSWALK_MODEL": "none", "COLUMNS": "80"}


def crosswalk(data: Path, *arguments: object, given: str | None = None) -> Result:
    return runner.invoke(app, ["--data", str(data), *map(str, arguments)], input=given, env=PLAIN)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking")
    plan = folder / "plan.md"
    plan.write_text(PLAN)
    done = crosswalk(folder / "data", "ingest", "scanners", plan, "--no-wait")
    assert done.exit_code == 0, done.output
    return folder / "data"


def test_an_answer_is_set_in_80_columns_with_its_sources(data: Path) -> None:
    done = crosswalk(data, "ask", "When does SSO go live?", "--initiative", "scanners")
    assert done.exit_code == 0, done.output
    assert "3 May 2027" in done.stdout
    assert "[1] Scanner rollout" in done.stdout
    assert "Record r_" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_json_is_what_the_interface_returns(data: Path) -> None:
    said = json.loads(crosswalk(data, "ask", "When does SSO go live?", "--initiative", "scanners", "--json").stdout)
    assert {"record_id", "mode", "claims", "text", "sources", "follow_ups", "missing"} <= set(said)
    listed = json.loads(crosswalk(data, "conversations", "list", "--json").stdout)
    assert said["conversation_id"] in {each["id"] for each in listed["conversations"]}
    assert "When does SSO go live?" in crosswalk(data, "conversations", "list").stdout


def test_contradictions_stand_first_in_what_is_checked(data: Path, tmp_path: Path) -> None:
    mail = tmp_path / "mail.md"
    mail.write_text("MFA will be enforced on 10 May 2027.\n\nSSO goes live on 4 May 2027.\n")
    done = crosswalk(data, "verify", mail, "--initiative", "scanners")
    assert done.exit_code == 0, done.output
    rows = [line for line in done.stdout.splitlines() if line.startswith(("otherwise", "so "))]
    assert [row.split()[0] for row in rows] == ["otherwise", "so"]
    assert max(map(len, done.stdout.splitlines())) <= 80
    piped = crosswalk(data, "verify", "-", "--initiative", "scanners", "--json", given=mail.read_text())
    assert json.loads(piped.stdout)["counts"]["contradicts"] == 1
    assert crosswalk(data, "verify", tmp_path / "none.md").exit_code == 2


def test_questions_that_are_piped_in_are_answered_one_after_the_other(data: Path) -> None:
    lines = "When does SSO go live?\n/sources 1\nAnd who is affected by it?\n/nonsense\n/quit\nNever asked?\n"
    done = crosswalk(data, "chat", "--initiative", "scanners", given=lines)
    assert done.exit_code == 0, done.output
    first, _, rest = done.stdout.partition("> /sources 1")
    assert "> When does SSO go live?" in first
    assert "3 May 2027" in first
    opened, _, second = rest.partition("> And who is affected by it?")
    assert "MFA will be enforced on 10 May 2027." in opened
    assert "400 warehouse staff" in second
    assert "/nonsense is no command" in second
    assert "Never asked?" not in done.stdout
    assert done.stdout.rstrip().endswith("Goodbye.")


def test_a_chat_about_nothing_that_is_there_fails_with_the_reason(data: Path) -> None:
    done = crosswalk(data, "chat", "--initiative", "nowhere", given="SSO?\n")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.output


def test_claims_are_printed_as_they_come_and_ctrl_c_ends_politely(data: Path) -> None:
    def slow(request: Received) -> Reply:
        told = claims(TRUE, *[f"SSO goes live on {day} June 2027." for day in range(1, 25)])(request)
        return Reply(pieces=told.pieces, every=0.1)

    with scripted(slow) as server:
        model = {"CROSSWALK_MODEL": "scripted", "CROSSWALK_MODEL_URL": server.url, "CROSSWALK_MODEL_TOOLS": "false"}
        command = [sys.executable, "-u", "-m", "service.cli", "--data", str(data), "chat", "--initiative", "scanners"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | model
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("When does SSO go live?\n")
            process.stdin.flush()
            heard = []
            for line in process.stdout:
                heard.append(line)
                if "400 warehouse staff" in line:
                    break
            process.send_signal(signal.SIGINT)
            assert server.wait_for().wait_until_over() is not None
            rest = process.stdout.read()
            assert process.wait(30) == 0
    assert rest.rstrip().endswith("Goodbye.")
    assert "June" not in "".join(heard) + rest
