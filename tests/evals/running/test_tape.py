from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from evals.nouns import CROSSWALK, Outcome
from evals.running import folder
from evals.running.folder import TAPE, RunFailed
from evals.running.request import Model, Request, key_for, model_at, replaying
from evals.running.tape import entries
from evals.running.tape.entries import Recording, key_of
from evals.running.tape.server import recorded, replayed
from evals.running.whole import perform
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System
from prompts.fencing import fence
from service.llm.client import Client
from service.llm.models import Models
from service.llm.nouns import Budget, Message, ModelFailed
from service.llm.scripted import refused, says, scripted
from service.llm.scripted.replies import cut, fails
from tests.evals.running.suites import WORDS, Word, nowhere, only, suite

KEY = "sk-very-secret-0123456789"
FILE = Path(__file__)


def question(text: str) -> list[Message]:
    """A request with data between delimiters that are drawn anew each time."""
    return [Message(role="user", content=f"{fence(text).around(text)}\nWhat does it say?")]


async def heard(url: str, text: str) -> tuple[list[str], str]:
    """The pieces that the service's own client hears, and why they ended where that was not well."""
    models = Models([Client("small", url, None, 200)], context_tokens=8192)
    pieces: list[str] = []
    try:
        async for piece in models.stream(question(text), Budget(seconds=30)):
            pieces.append(piece)
    except ModelFailed as failed:
        return pieces, failed.reason
    finally:
        await models.close()
    return pieces, ""


async def told_whole(url: str, text: str) -> str:
    models = Models([Client("small", url, None, 200)], context_tokens=8192)
    try:
        return await models.complete(question(text), Budget(seconds=30))
    finally:
        await models.close()


async def on_tape(place: Path, url: str, *texts: str, key: str = "") -> list[tuple[list[str], str]]:
    """What is heard of these questions while a tape records."""
    recording = Recording(place, ())
    try:
        async with recorded(url, SecretStr(key) if key else None, recording) as tape:
            return [await heard(tape.url, text) for text in texts]
    finally:
        recording.close()


async def from_tape(place: Path, *texts: str) -> list[tuple[list[str], str]]:
    """What is heard of these questions from a tape alone."""
    async with replayed(entries.read(place)) as tape:
        return [await heard(tape.url, text) for text in texts]


def asking(name: str = CROSSWALK) -> Suite:
    """A suite that asks the model of the settings about each case."""

    @asynccontextmanager
    async def systems(_: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
        async def crosswalk(case: Word) -> Outcome:
            pieces, why = await heard(str(options.settings["model_url"]), f"Of {case.id}.")
            return Outcome(suite="chat", case=case.id, mode=why or "model", fingerprint="".join(pieces))

        yield {name: crosswalk}

    return Suite("chat", ("must_say_recall",), lambda _: WORDS, systems, lambda _: [FILE])


def test_a_streamed_answer_is_heard_while_it_is_recorded_and_again_in_the_same_pieces(tmp_path: Path) -> None:
    with scripted(says("Sign-in moves to one door on 3 May – für alle.")) as server:
        first = asyncio.run(on_tape(tmp_path, server.url, "SSO goes live."))
    again = asyncio.run(from_tape(tmp_path, "SSO goes live."))
    assert first == again
    assert "".join(first[0][0]) == "Sign-in moves to one door on 3 May – für alle."
    assert len(first[0][0]) > 5


def test_an_answer_that_comes_whole_is_replayed_whole(tmp_path: Path) -> None:
    async def both() -> tuple[str, str]:
        recording = Recording(tmp_path, ())
        async with recorded(server.url, None, recording) as tape:
            first = await told_whole(tape.url, "SSO goes live.")
        recording.close()
        async with replayed(entries.read(tmp_path)) as tape:
            return first, await told_whole(tape.url, "SSO goes live.")

    with scripted(says("On 3 May.")) as server:
        assert asyncio.run(both()) == ("On 3 May.", "On 3 May.")


def test_a_request_is_known_by_what_it_asks_and_not_by_the_code_that_marks_off_its_data() -> None:
    def body(text: str, code: str) -> bytes:
        return json.dumps(
            {"model": "m", "messages": [{"content": f"<<data {code}>>\n{text}\n<<end {code}>>"}]}
        ).encode()

    path = "/chat/completions"
    assert key_of(path, body("SSO", "0a1b2c3d")) == key_of(path, body("SSO", "99887766"))
    assert key_of(path, body("SSO", "0a1b2c3d")) != key_of(path, body("MFA", "0a1b2c3d"))
    assert key_of(path, body("It costs 99887766", "0a1b2c3d")) != key_of(path, body("It costs 11887766", "0a1b2c3d"))


def test_what_a_server_does_wrong_is_done_wrong_again(tmp_path: Path) -> None:
    with scripted(cut("The gate opens on", 2), fails(400), says("Well.")) as server:
        first = asyncio.run(on_tape(tmp_path, server.url, "One.", "Two.", "Three."))
    assert [why for _, why in first] == ["unreachable", "refused_request", ""]
    assert asyncio.run(from_tape(tmp_path, "One.", "Two.", "Three.")) == first


def test_a_failure_and_the_try_that_went_well_come_in_their_order(tmp_path: Path) -> None:
    with scripted(fails(503), says("At last.")) as server:
        first = asyncio.run(on_tape(tmp_path, server.url, "One."))
    assert [entry.status for entry in entries.read(tmp_path)] == [503, 200]
    assert asyncio.run(from_tape(tmp_path, "One.")) == first == [(["At", " last."], "")]


def test_a_key_is_sent_to_the_server_and_written_nowhere(tmp_path: Path) -> None:
    with scripted(says(f"Your key is {KEY} indeed.")) as server:
        asyncio.run(on_tape(tmp_path, server.url, "One.", key=KEY))
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    for file in tmp_path.rglob("*"):
        assert KEY.encode() not in file.read_bytes(), file
    assert "".join(entries.read(tmp_path)[0].pieces).count("***") == 1


def test_a_server_that_is_not_there_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with refused() as url, pytest.raises(RunFailed, match="no model's server answers"):
        asyncio.run(on_tape(tmp_path, url, "One."))


def test_a_run_with_a_model_records_by_itself_and_is_replayed_without_a_server(tmp_path: Path) -> None:
    first, again = (folder.made(tmp_path, name) for name in ("first", "again"))
    with scripted(lambda request: says(f"Heard {request.number} of it.")) as server:
        model = Model(name="small", url=server.url, deadline=20)
        run = perform(Request(model=model, repeat=2), first, only(asking()), opened=nowhere)
        assert len(server.requests) == 10
    same = perform(replaying(first, {}), again, only(asking()), opened=nowhere)
    assert [one.fingerprint for one in same.outcomes] == [one.fingerprint for one in run.outcomes]
    assert len({one.fingerprint for one in run.outcomes}) == 10, "each attempt has its own answer"
    assert (run.manifest.replay, same.manifest.replay) == (False, True)
    assert same.manifest.pins["model"] == run.manifest.pins["model"]
    assert server.url in run.manifest.pins["model"]
    with pytest.raises(RunFailed, match="expected at most 2"):
        replaying(first, {"repeat": 3})


def test_what_is_not_on_the_tape_is_an_error_of_its_case_and_never_a_score(tmp_path: Path) -> None:
    first, again = (folder.made(tmp_path, name) for name in ("first", "again"))
    with scripted(says("Heard.")) as server:
        perform(Request(model=Model(name="small", url=server.url)), first, only(asking()), opened=nowhere)
    tape = first / TAPE
    lines = tape.read_bytes().splitlines(keepends=True)
    tape.write_bytes(b"".join(lines[:2] + lines[3:]))
    run = perform(replaying(first, {}), again, only(asking()), opened=nowhere)
    assert [one.case for one in run.outcomes if one.error] == ["word-2"]
    assert "the tape has no answer to a request that ends in" in run.outcomes[2].error


def test_what_was_recorded_for_a_case_that_came_to_no_end_is_not_replayed(tmp_path: Path) -> None:
    async def halves() -> None:
        recording = Recording(tmp_path, ())
        async with recorded(server.url, None, recording) as tape:
            for case in ("chat/one/0", "chat/two/0"):
                tape.during = {case}
                await heard(tape.url, "The same question.")
        recording.close()

    with scripted(says("First."), says("Second.")) as server:
        asyncio.run(halves())
    with (tmp_path / TAPE).open("a") as file:
        file.write('{"key": "torn')
    Recording(tmp_path, {"chat/one/0"}).close()
    assert [entry.during for entry in entries.read(tmp_path)] == [("chat/one/0",)]


def test_a_composed_run_hands_the_service_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_MODEL_URL", "http://127.0.0.1:9/v1")
    seen: list[Mapping[str, object]] = []

    def opened(options: Options) -> object:
        seen.append(options.settings)
        return nowhere(options)

    run = perform(Request(), folder.made(tmp_path, "first"), only(suite()), opened=opened)  # type: ignore[arg-type]
    assert seen == [{}]
    assert run.manifest.model == "composed"
    with pytest.raises(RunFailed, match="asked no model"):
        replaying(tmp_path / "first", {})


def test_a_key_goes_only_where_it_belongs() -> None:
    local = "http://127.0.0.1:8000/v1"
    assert key_for(local, {"OPENAI_API_KEY": KEY}) is None
    assert key_for(local, {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": f"{local}/"}) == SecretStr(KEY)
    assert key_for(local, {"CROSSWALK_MODEL_KEY": KEY}) == SecretStr(KEY)
    assert key_for("https://api.openai.com/v1", {"OPENAI_API_KEY": KEY}) == SecretStr(KEY)


def test_a_model_needs_a_server_whose_address_holds_no_secret() -> None:
    assert model_at("m", None, {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, {}).url == "http://127.0.0.1:1/v1"
    with pytest.raises(RunFailed, match="found no server to ask; give --model-url"):
        model_at("m", None, {}, {})
    for url in ("http://ada:pass@127.0.0.1/v1", "http://127.0.0.1/v1?key=pass", "127.0.0.1/v1", "http:///v1"):
        with pytest.raises(RunFailed, match="expected an address such as") as caught:
            model_at("m", url, {}, {})
        assert "pass" not in str(caught.value)
