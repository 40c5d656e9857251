"""Commands as people give them: the real program, its output and its exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from tests.service.people import PLAN

runner = CliRunner()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(PLAN)
    return path


def crosswalk(data: Path, *arguments: object, given: str | bytes | None = None) -> Result:
    return runner.invoke(app, ["--data", str(data), *map(str, arguments)], input=given)


@contextmanager
def served(data: Path, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A service in a process of its own, its address, and the process."""
    command = [sys.executable, "-m", "service.cli", "--data", str(data), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | environment | {"PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout is not None
    try:
        address = re.search(r"http://\S+?(?=\. )", process.stdout.readline())
        assert address is not None
        yield address.group(), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


def at(server: str, *arguments: object, given: str | None = None) -> Result:
    return runner.invoke(app, ["--server", server, *map(str, arguments)], input=given)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("served")) as (address, _):
        yield address


def test_help_answers_before_any_part_is_loaded() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "service.cli", "--help"], capture_output=True, text=True, check=True
    )
    assert "translate" in told.stdout
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert not loaded & {"fastapi", "pydantic", "sqlalchemy", "numpy", "chromadb", "service.app"}


def test_documents_go_in_from_folders_and_the_rejected_are_told_with_the_reason(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "deeper" / ".hidden").mkdir(parents=True)
    for name in ("plan.md", "deeper/notes.md", "deeper/plan.md", "tool.exe", "deeper/.hidden/secret.md"):
        (folder / name).write_text(f"# {name}\n\nSSO goes live on 3 May 2027.\n")
    done = crosswalk(data, "ingest", "Scanner rollout", folder, "--community", "it")
    assert done.exit_code == 1
    assert "Made the initiative scanner-rollout" in done.stdout
    assert re.search(r"✗ tool\.exe +files ending in \.exe are not read", done.stdout)
    assert re.search(r"✗ plan\.md +another file of this name", done.stdout)
    assert done.stderr.startswith("2 files of 4 rejected")
    assert "secret" not in done.output
    listed = json.loads(crosswalk(data, "documents", "list", "scanner-rollout", "--json").stdout)["documents"]
    assert [(each["name"], each["community"]) for each in listed] == [("notes.md", "it"), ("plan.md", "it")]
    assert listed[1]["title"] == "plan.md", "the one higher up comes first"
    assert all(each["embedded"] == each["passages"] for each in listed), "it waits for the vectors"
    again = crosswalk(data, "ingest", "scanner ROLLOUT", folder / "deeper" / "notes.md")
    assert again.exit_code == 0
    assert "unchanged" in again.stdout
    assert "Made" not in again.stdout


def test_json_is_what_the_api_returns(data: Path, plan: Path) -> None:
    said = crosswalk(data, "translate", plan, "--from", "it", "--to", "people_readiness", "--json")
    assert said.exit_code == 0
    with served(data) as (address, _):
        kept = httpx2.get(f"{address}/v1/records/{json.loads(said.stdout)['record_id']}")
        record = kept.json()["record"]["id"]
        there = runner.invoke(app, ["--server", address, "records", "show", record, "--json"])
        assert there.stdout == kept.text + "\n"


def test_standard_input_and_a_stored_document_are_translated_too(data: Path, plan: Path) -> None:
    crosswalk(data, "ingest", "rollout", plan, "--no-wait")
    listed = json.loads(crosswalk(data, "documents", "list", "rollout", "--json").stdout)["documents"]
    for source, given in (("-", PLAN), (listed[0]["id"], None)):
        said = crosswalk(data, "translate", source, "--to", "people_readiness", given=given)
        assert said.exit_code == 0, said.output
        assert "What it asks of People Readiness" in said.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["translate", "no-such-file.docx", "--to", "people_readiness"],
        ["translate", "A text where a file is expected. " * 20, "--to", "people_readiness"],
        ["translate", "-", "--to", "marketing"],
        ["ingest", "x", "no-such-folder"],
        ["glossary", "export", "--format", "pdf"],
        ["fly"],
    ],
)
def test_wrong_usage_exits_with_2(data: Path, arguments: list[str]) -> None:
    assert crosswalk(data, *arguments).exit_code == 2
    assert not data.exists(), "nothing was opened"


def test_what_is_not_there_is_said_without_a_traceback(server: str) -> None:
    for arguments in (["documents", "list", "nowhere"], ["records", "show", "r_1"], ["glossary", "show", "a/../b"]):
        done = at(server, *arguments)
        assert done.exit_code == 1
        assert done.stderr.startswith("Not found: ")
        assert done.stdout == ""


def test_a_file_that_cannot_be_written_is_said_without_a_traceback(server: str, tmp_path: Path) -> None:
    wanted = tmp_path / "no-such-folder" / "all.yaml"
    done = at(server, "glossary", "export", "--output", wanted)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{wanted}: ")


def test_a_server_that_is_not_there_is_said_without_a_traceback() -> None:
    done = at("http://127.0.0.1:1", "initiatives", "list")
    assert done.exit_code == 1
    assert done.stderr.startswith("http://127.0.0.1:1: cannot be reached")


def test_output_in_a_pipe_is_plain_and_safe_whatever_a_document_says(server: str) -> None:
    hostile = "# \x1b[31mRed\x1b[0m [bold]plan[/bold]\n\nSSO goes live for the \x1b]0;title\x07 crew on 3 May 2027.\n"
    said = at(server, "translate", "-", "--to", "people_readiness", given=hostile)
    assert said.exit_code == 0
    assert "[bold]plan[/bold]" in said.stdout, "marks are shown, not followed"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", said.stdout)
    assert not re.search(r" $", said.stdout, re.MULTILINE)


def test_a_data_folder_in_use_is_told_with_the_way_to_its_holder(data: Path) -> None:
    with served(data) as (address, _):
        refused = crosswalk(data, "initiatives", "list")
        assert refused.exit_code == 1
        assert f"--server {address}" in refused.stderr
        assert "Traceback" not in refused.output
        reached = runner.invoke(app, ["--server", address, "initiatives", "list"])
        assert reached.exit_code == 0
    assert crosswalk(data, "initiatives", "list").exit_code == 0


def test_a_server_with_keys_is_reached_with_the_key(data: Path) -> None:
    key = "k" * 20
    with served(data, CROSSWALK_API_KEYS=f"ada:{key}") as (address, _):
        without = runner.invoke(app, ["--server", address, "initiatives", "list"])
        assert without.exit_code == 1
        assert "Authorization" in without.stderr
        reached = runner.invoke(app, ["--server", address, "initiatives", "list"], env={"CROSSWALK_KEY": key})
        assert reached.exit_code == 0, reached.output


def test_being_told_to_end_ends_the_service_well(data: Path) -> None:
    with served(data) as (address, process):
        assert httpx2.get(f"{address}/healthz").is_success
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert (data / "in-use.json").read_text() == ""


def test_a_port_that_is_taken_and_an_address_open_to_others_are_refused(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = crosswalk(data, "serve", "--port", taken.getsockname()[1])
        assert done.exit_code == 1
        assert "choose another port with --port" in done.stderr
    done = crosswalk(data, "serve", "--host", "0.0.0.0")
    assert done.exit_code == 1
    assert "CROSSWALK_API_KEYS" in done.stderr
    assert not data.exists()


def test_settings_that_cannot_be_used_are_named_without_their_value(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSWALK_API_KEYS", "ada:tooshort")
    done = crosswalk(data, "initiatives", "list")
    assert done.exit_code == 1
    assert "CROSSWALK_API_KEYS" in done.stderr
    assert "tooshort" not in done.output


def test_the_glossary_is_shown_matched_exported_and_taken_in(server: str, tmp_path: Path) -> None:
    assert "one sign-in for all tools" in at(server, "glossary", "show", "single-sign-on").stdout
    assert "single-sign-on" in at(server, "glossary", "match", "SSO goes live").stdout
    file = tmp_path / "all.tbx"
    assert at(server, "glossary", "export", "--format", "tbx", "--output", file).exit_code == 0
    taken = at(server, "glossary", "import", file, "--dry-run")
    assert taken.exit_code == 0, taken.output
    assert "Would be added: none" in taken.stdout


def test_lint_names_the_place_of_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("concepts:\n- id: x\n  colour: red\n")
    done = runner.invoke(app, ["glossary", "lint", str(tmp_path)])
    assert done.exit_code == 1
    assert "ours.yaml:3: " in done.stdout


def test_records_are_listed_shown_and_verified(server: str) -> None:
    at(server, "search", "quokka training")
    listed = json.loads(at(server, "records", "show", "--json").stdout)["records"]
    assert "query: quokka training" in at(server, "records", "show", listed[0]["id"]).stdout
    checked = at(server, "records", "verify")
    assert checked.exit_code == 0
    assert re.fullmatch(r"The chain holds: \d+ records? read, every hash as expected\.\n", checked.stdout)


def test_the_demo_loads_the_sample_shows_an_interpretation_and_serves(data: Path) -> None:
    command = [sys.executable, "-m", "service.cli", "--data", str(data), "demo", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    assert process.stdout is not None
    told = ""
    until = time.monotonic() + 120
    while "Ctrl+C stops it" not in told and process.poll() is None and time.monotonic() < until:
        told += process.stdout.readline()
    try:
        assert "What it asks of People Readiness" in told
        assert "✗" not in told
        address = re.search(r"http://\S+?(?=\. )", told)
        assert address is not None
        assert httpx2.get(f"{address.group()}/readyz").json()["ready"] is True
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        assert process.wait(30) == 0
        process.stdout.close()
