from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.__main__ import app
from evals.judging.nouns import Asked, judged
from evals.nouns import CROSSWALK, Outcome
from evals.reports.wording import JUDGED
from evals.running import whole
from evals.running.folder import MANIFEST, PAGE, REPORT, REQUEST
from evals.suites import registry
from evals.suites.house import House
from evals.suites.nouns import Options, System
from service.llm.scripted import says, scripted
from tests.evals.running.suites import WORDS, Word, only, right, suite

URLS = ("CROSSWALK_MODEL_URL", "OPENAI_BASE_URL", "CROSSWALK_MODEL_KEY", "OPENAI_API_KEY")
KEY = "sk-very-secret-0123456789"


def called(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["run", *map(str, words)], env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--judge-url", "http://127.0.0.1:1/v1"), "--judge-url says where --judge NAME is asked"),
        (("--replay", "good", "--judge", "strict"), "leave --judge out"),
        (("--resume", "good", "--judge", "strict"), "no other options but --jobs"),
    ],
)
def test_wrong_usage_of_a_judge_ends_with_2(words: tuple[str, ...], found: str) -> None:
    done = called(*words)
    assert done.exit_code == 2
    assert found in " ".join(done.output.replace("│", " ").split())


def test_a_judge_without_a_server_leaves_no_run_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in URLS:
        monkeypatch.delenv(name, raising=False)
    done = called("--judge", "strict", "--out", tmp_path / "runs")
    assert done.exit_code == 1
    assert "--judge strict: found no server to ask; give --judge-url" in done.output
    assert not (tmp_path / "runs").exists()


def test_a_judge_is_asked_and_kept_with_the_run_which_stays_composed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def systems(_: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
        async def crosswalk(case: Word) -> Outcome:
            return await judged(await right(case), options.judge, [Asked("When?", "In May.", "In May.", True)])

        yield {CROSSWALK: crosswalk}

    monkeypatch.setattr(registry, "SUITES", only(replace(suite(WORDS[:2]), systems=systems)))
    monkeypatch.setattr(whole, "house", lambda *_: nullcontext(None))
    monkeypatch.setenv("CROSSWALK_MODEL_KEY", KEY)
    with scripted(says('{"verdict": "yes"}')) as server:
        done = called("--judge", "strict", "--judge-url", server.url, "--id", "judged", "--out", tmp_path)
        assert done.exit_code == 0, done.output
        assert [one.json["model"] for one in server.requests] == ["strict"] * 2
        assert {one.headers["authorization"] for one in server.requests} == {f"Bearer {KEY}"}
    made = tmp_path / "judged"
    manifest = json.loads((made / MANIFEST).read_text())
    assert manifest["judge"].startswith(f"strict at {server.url}")
    assert manifest["model"] == manifest["pins"]["model"] == "composed"
    assert json.loads((made / REQUEST).read_text())["judge"]["name"] == "strict"
    assert JUDGED in done.output
    assert json.loads((made / REPORT).read_text())["judged"]["suites"][0]["asked"] == 2
    assert JUDGED in (made / PAGE).read_text()
    assert not any(KEY.encode() in file.read_bytes() for file in made.iterdir())
