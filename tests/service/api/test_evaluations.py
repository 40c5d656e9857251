from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from evals.nouns import SUITES
from service.api.evaluation.runs import Suite
from service.app import create
from service.settings import Settings
from service.workflows import Parts
from service.workflows.evaluating import Evaluations
from tests.service.people import KEYS, as_

RUNS = "/v1/evals/runs"
PAGE = "<!doctype html><title>Run</title><style>p{}</style><p>All well</p><script>let a = 1</script>"
HARNESS = """
import datetime as dt, fcntl, json, os, pathlib, sys
def option(name): return sys.argv[sys.argv.index(name) + 1]
folder = pathlib.Path(option("--out"), option("--id"))
folder.mkdir()
held = open(folder / "outcomes.jsonl", "w")
fcntl.flock(held, fcntl.LOCK_EX)
def told(state, done, message=""):
    now = dt.datetime.now(dt.UTC).isoformat()
    said = dict(id=folder.name, state=state, done=done, total=4, errors=1, suite="senses", started_at=now,
                changed_at=now, message=message)
    (folder / "progress.json").write_text(json.dumps(said))
told("running", 2)
here = pathlib.Path(__file__).parent
with open(here / "ready", "w") as ready:
    seen = {k: v for k, v in os.environ.items() if k.startswith(("CROSSWALK_", "OPENAI_"))}
    ready.write(json.dumps({"pid": os.getpid(), "asked": sys.argv[1:], "environment": seen}))
how = open(here / "go").read()
if how == "die":
    sys.exit("the glossary is upside down")
figure = dict(suite="senses", system="crosswalk", metric="sense_f1", value=0.9, low=0.8, high=1.0, cases=4, more=1)
(folder / "report.json").write_text(json.dumps({"suites": [{"figures": [figure]}]}))
(folder / "report.html").write_text(PAGE)
told("done", 4)
"""


class Harness:
    """A stand-in for the harness: a process that says it is ready, and then does as it is told."""

    def __init__(self, folder: Path) -> None:
        self.script = folder / "harness.py"
        self.script.write_text(HARNESS.replace("PAGE", repr(PAGE)), encoding="utf-8")
        self._folder = folder
        for name in ("ready", "go"):
            os.mkfifo(folder / name)

    def ready(self) -> dict[str, Any]:
        """Waits until it is; what it was asked."""
        said: dict[str, Any] = json.loads((self._folder / "ready").read_text())
        return said

    def go(self, how: str, pid: int) -> None:
        """Tells it, and waits for its end."""
        (self._folder / "go").write_text(how)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


@pytest.fixture
def harness(tmp_path: Path) -> Harness:
    return Harness(tmp_path)


@pytest.fixture
def parts(alone: Parts, harness: Harness, tmp_path: Path) -> Iterator[Parts]:
    key = SecretStr("sk-0123456789abcdef")
    settings = Settings(data=tmp_path / "data", model="small", model_url="http://127.0.0.1:9/v1", model_key=key)
    evaluations = Evaluations(settings, (sys.executable, str(harness.script)))
    yield replace(alone, settings=settings, evaluations=evaluations)
    evaluations.close()


@pytest.fixture
def client(parts: Parts) -> TestClient:
    return TestClient(create(parts), base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_a_run_is_started_watched_and_read(client: TestClient, harness: Harness) -> None:
    begun = client.post(RUNS, json={"suites": ["senses"], "slice": "fast", "peers": False, "repeat": 2})
    assert (begun.status_code, begun.json()["state"]) == (202, "running")
    address = begun.headers["location"]
    assert address == f"{RUNS}/{begun.json()['id']}"
    asked = harness.ready()
    assert asked["asked"][4:] == ["--suite", "senses", "--repeat", "2", "--slice", "fast", "--no-peers"]

    at_work = client.get(address).json()
    assert (at_work["state"], at_work["done"], at_work["total"], at_work["errors"]) == ("running", 2, 4, 1)
    assert at_work["figures"] is at_work["report"] is None
    assert client.get(f"{address}/report").status_code == 404

    harness.go("on", asked["pid"])
    done = client.get(address).json()
    assert done["state"] == "done"
    assert [(one["metric"], one["value"]) for one in done["figures"]] == [("sense_f1", 0.9)]
    page = client.get(done["report"])
    assert page.text == PAGE
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "sandbox allow-scripts" in policy
    assert "unsafe" not in policy
    assert [(one["id"], one["state"]) for one in client.get(RUNS).json()["runs"]] == [(done["id"], "done")]


def test_one_run_at_a_time_and_who_is_refused_is_told_which(client: TestClient, harness: Harness) -> None:
    first = client.post(RUNS, json={}).json()["id"]
    refused = client.post(RUNS, json={})
    assert refused.status_code == 409
    assert first in refused.json()["detail"]
    harness.go("on", harness.ready()["pid"])
    assert client.post(RUNS, json={}).status_code == 202
    harness.ready()


def test_a_run_that_dies_has_failed_and_says_what_it_said_last(client: TestClient, harness: Harness) -> None:
    address = client.post(RUNS, json={}).headers["location"]
    harness.go("die", harness.ready()["pid"])
    failed = client.get(address).json()
    assert failed["state"] == "failed"
    assert "the glossary is upside down" in failed["message"]
    assert client.get(f"{address}/report").status_code == 404


def test_a_run_knows_no_model_unless_one_is_asked_for(
    client: TestClient, harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CROSSWALK_API_KEYS", "CROSSWALK_DATABASE_URL", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "of the service alone")
    client.post(RUNS, json={})
    composed = harness.ready()
    assert composed["environment"] == {}
    assert "--model" not in composed["asked"]
    harness.go("on", composed["pid"])
    client.post(RUNS, json={"model": True})
    with_model = harness.ready()
    assert with_model["asked"][-2:] == ["--model", "small"]
    assert with_model["environment"] == {
        "CROSSWALK_MODEL_URL": "http://127.0.0.1:9/v1",
        "CROSSWALK_MODEL_KEY": "sk-0123456789abcdef",
    }
    assert "sk-0123456789abcdef" not in " ".join(with_model["asked"])
    harness.go("on", with_model["pid"])
    unknown = client.post(RUNS, json={"model": "large"})
    assert unknown.status_code == 422
    assert "expected one of small" in unknown.json()["detail"]


@pytest.mark.parametrize(
    "asked", [{"suites": ["guides"]}, {"repeat": 0}, {"repeat": 99}, {"slice": "most"}, {"guides": "/etc"}]
)
def test_what_cannot_be_asked_is_refused_and_starts_nothing(client: TestClient, asked: dict[str, Any]) -> None:
    assert client.post(RUNS, json=asked).status_code == 422
    assert client.get(RUNS).json() == {"runs": []}


def test_a_run_ends_with_the_service(parts: Parts, client: TestClient, harness: Harness) -> None:
    client.post(RUNS, json={})
    pid = harness.ready()["pid"]
    parts.evaluations.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert client.get(RUNS).json()["runs"][0]["state"] == "failed"


def test_a_run_whose_process_is_gone_is_not_at_work(client: TestClient, harness: Harness, parts: Parts) -> None:
    key = client.post(RUNS, json={}).json()["id"]
    pid = harness.ready()["pid"]
    anew = replace(parts, evaluations=Evaluations(parts.settings))
    later = TestClient(create(anew), base_url="http://127.0.0.1")
    assert later.get(f"{RUNS}/{key}").json()["state"] == "running", "another process of the same folder is at it"
    assert later.post(RUNS, json={}).status_code == 409
    harness.go("die", pid)
    failed = later.get(f"{RUNS}/{key}").json()
    assert (failed["state"], failed["done"]) == ("failed", 2)
    assert str(parts.settings.data.resolve()) not in failed["message"]


def test_callers_see_the_runs_that_were_started_here_and_not_those_of_the_operator(
    parts: Parts, harness: Harness
) -> None:
    keys = SecretStr(",".join(f"{name}:{key}" for name, key in KEYS.items()))
    keyed = replace(parts, settings=parts.settings.model_copy(update={"api_keys": keys}))
    client = TestClient(create(keyed), base_url="http://crosswalk.example")
    assert client.post(RUNS, json={}).status_code == 401
    started = client.post(RUNS, json={}, headers=as_("ada")).json()["id"]
    harness.go("on", harness.ready()["pid"])
    of_operator = parts.settings.data / "evals" / "20270101T000000-abcd"
    (of_operator.parent / started).rename(of_operator)
    (of_operator.parent / started).mkdir()
    for name in ("progress.json", "report.json", "report.html", "outcomes.jsonl"):
        text = (of_operator / name).read_text()
        (of_operator.parent / started / name).write_text(text)
        (of_operator / name).write_text(text.replace(started, of_operator.name))
    assert [one["id"] for one in client.get(RUNS, headers=as_("ben")).json()["runs"]] == [started]
    assert client.get(f"{RUNS}/{started}/report", headers=as_("ben")).status_code == 200
    assert client.get(f"{RUNS}/{of_operator.name}", headers=as_("ben")).status_code == 404
    assert client.get(f"{RUNS}/{of_operator.name}/report", headers=as_("ben")).status_code == 404
    local = TestClient(create(parts), base_url="http://127.0.0.1")
    assert {one["id"] for one in local.get(RUNS).json()["runs"]} == {started, of_operator.name}


def test_the_suites_that_can_be_asked_for_are_those_of_the_harness_that_need_no_folder() -> None:
    assert {*get_args(Suite)} == {*SUITES} - {"guides"}


def test_a_process_that_has_ended_is_taken_leave_of_when_runs_are_next_looked_at(
    client: TestClient, harness: Harness
) -> None:
    address = client.post(RUNS, json={}).headers["location"]
    pid = harness.ready()["pid"]
    harness.go("on", pid)
    assert client.get(address).json()["state"] == "done"
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_who_may_not_see_the_run_at_work_is_told_that_there_is_one_and_not_which(
    parts: Parts, harness: Harness
) -> None:
    keys = SecretStr(",".join(f"{name}:{key}" for name, key in KEYS.items()))
    keyed = replace(parts, settings=parts.settings.model_copy(update={"api_keys": keys}))
    client = TestClient(create(keyed), base_url="http://crosswalk.example")
    key = client.post(RUNS, json={}, headers=as_("ada")).json()["id"]
    harness.ready()
    (parts.settings.data / "evals" / f"{key}.log").unlink()  # as if the operator had started it
    refused = client.post(RUNS, json={}, headers=as_("ben"))
    assert refused.status_code == 409
    assert key not in refused.json()["detail"]
