"""JSON of a given shape from servers that heed a request for it, refuse it or silently ignore it."""

from __future__ import annotations

import asyncio
import json

import pytest

from service.llm.nouns import Budget, ModelFailed
from service.llm.scripted import Reply, ToolCall, replies, says, scripted
from service.llm.scripted.server import Received
from service.llm.structured import parsed
from tests.service.llm.asking import QUESTION, Said, models_at

GOOD = '{"text": "Access opens on 4 May.", "sources": ["S1"]}'
VALUE = Said(text="Access opens on 4 May.", sources=["S1"])


def rung_of(request: Received) -> str:
    wanted = request.json.get("response_format", {}).get("type")
    if wanted:
        return {"json_schema": "json_schema", "json_object": "json"}[wanted]
    return "tool" if request.json.get("tools") else "prompt"


def asked(url: str, *, times: int = 1, budget: Budget | None = None) -> list[str]:
    """The rungs on which so many questions were answered."""

    async def run() -> list[str]:
        models, rungs = models_at(url), []
        for _ in range(times):
            spent = budget or Budget(10)
            assert await models.structured(QUESTION, Said, spent) == VALUE
            rungs.append(spent.usages[-1].rung)
        await models.close()
        return rungs

    return asyncio.run(run())


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Here you are:\n\n```\n{GOOD}\n```\nAnything else?",
        f"Sure! {GOOD} I hope that helps.",
        f"<think>Perhaps {{}} or {{'text': 1}}?</think>\n{GOOD}",
        f'{{"note": "not this one"}} {GOOD}',
    ],
)
def test_json_is_found_however_it_is_wrapped(text: str) -> None:
    assert parsed(text, Said) == VALUE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Access opens on 4 May.", "malformed"),
        ('{"text": "cut', "malformed"),
        ('{"text": NaN}', "malformed"),
        ('{"answer": 42}', "wrong_schema"),
        ('{"text": ["a"]}', "wrong_schema"),
        ("{" * 5000, "malformed"),
        ('{"a":' * 5000, "malformed"),
    ],
)
def test_other_text_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ModelFailed) as caught:
        parsed(text, Said)
    assert caught.value.reason == reason
    assert caught.value.partial == text


def test_a_server_that_heeds_the_schema_is_asked_once_and_sent_all_of_it() -> None:
    with scripted(says(GOOD)) as server:
        assert asked(server.url) == ["json_schema"]
        (request,) = server.requests
    schema = request.json["response_format"]["json_schema"]["schema"]
    assert set(schema["properties"]) == {"text", "sources"}
    assert schema["additionalProperties"] is False


def test_fenced_json_from_a_server_that_ignores_the_schema_needs_no_second_try() -> None:
    with scripted(says(f"```json\n{GOOD}\n```")) as server:
        assert asked(server.url, times=2) == ["json_schema", "json_schema"]
        assert len(server.requests) == 2


def test_a_refused_rung_is_left_and_the_one_that_works_is_remembered() -> None:
    def behaviour(request: Received) -> Reply:
        if rung_of(request) == "json_schema":
            return replies.fails(400, message="'response_format' of type 'json_schema' is not supported")
        return replies.calls(ToolCall("Said", GOOD))

    with scripted(behaviour) as server:
        assert asked(server.url, times=2) == ["tool", "tool"]
        assert [rung_of(request) for request in server.requests] == ["json_schema", "tool", "tool"]


def test_a_silently_ignored_rung_is_noticed_and_left() -> None:
    with scripted(
        lambda request: says(GOOD if rung_of(request) == "prompt" else "Access opens on 4 May, as S1 says.")
    ) as server:
        budget = Budget(10)
        assert asked(server.url, budget=budget) == ["prompt"]
        # Three attempts do not reach four rungs: the last goes to the one that needs nothing of a server.
        assert [rung_of(request) for request in server.requests] == ["json_schema", "tool", "prompt"]
    assert budget.usages[0].failures == ("first: malformed", "first: malformed")


def test_the_lowest_rung_states_the_schema_in_words() -> None:
    with scripted(lambda request: says(GOOD) if rung_of(request) == "prompt" else replies.fails(400)) as server:
        assert asked(server.url) == ["prompt"]
        last = server.requests[-1]
    assert last.json["messages"][-1]["content"].startswith(QUESTION[-1].content)
    assert json.dumps(Said.model_json_schema()["properties"]["text"]["type"]) in last.prompt


def test_a_model_that_calls_no_tool_though_told_to_is_asked_otherwise() -> None:
    found = {"json_schema": replies.fails(422), "tool": says(""), "prompt": says(GOOD)}
    with scripted(lambda request: found[rung_of(request)]) as server:
        assert asked(server.url) == ["prompt"]


def test_a_model_that_never_gives_the_shape_is_asked_three_times() -> None:
    with scripted(says('{"answer": 42}')) as server:
        with pytest.raises(ModelFailed) as caught:
            asked(server.url)
        assert len(server.requests) == 3
    assert caught.value.reason == "wrong_schema"
    assert "text: Field required" in str(caught.value)


def test_a_failing_server_is_no_reason_to_ask_for_less() -> None:
    with scripted(replies.fails(503), says(GOOD)) as server:
        assert asked(server.url) == ["json_schema"]


def test_a_stream_with_a_schema_gives_json_on_whichever_rung_the_server_takes() -> None:
    async def run(url: str) -> list[str]:
        models, budget = models_at(url), Budget(10)
        for _ in range(2):
            assert "".join([piece async for piece in models.stream(QUESTION, budget, schema=Said)]) == GOOD
        return [usage.rung for usage in budget.usages]

    def behaviour(request: Received) -> Reply:
        return replies.calls(ToolCall("Said", GOOD)) if rung_of(request) == "tool" else replies.fails(400)

    with scripted(behaviour) as server:
        assert asyncio.run(run(server.url)) == ["tool", "tool"]
        assert len(server.requests) == 3


def test_a_stream_that_did_not_heed_the_schema_is_told_and_the_next_asks_otherwise() -> None:
    async def run(url: str) -> list[str]:
        models, budget = models_at(url), Budget(10)
        for _ in range(2):
            assert [piece async for piece in models.stream(QUESTION, budget, schema=Said)]
        return [usage.rung for usage in budget.usages]

    with scripted(says("Access opens on 4 May. [S1]")) as server:
        assert asyncio.run(run(server.url)) == ["json_schema (not heeded)", "tool (not heeded)"]
        assert [rung_of(request) for request in server.requests] == ["json_schema", "tool"]
