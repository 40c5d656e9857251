"""A model that chooses among tools: bounded in its steps and calls, and as accountable as any other call."""

from __future__ import annotations

import asyncio

import pytest
from langchain_core.tools import StructuredTool

from service.llm.agent import MOST_CALLS
from service.llm.models import Models, models
from service.llm.nouns import Budget, Message, ModelFailed
from service.llm.scripted import Reply, ToolCall, replies, says, scripted
from service.settings import Settings
from tests.service.llm.asking import models_at

LOOK = (Message("user", "Find out when people get access."),)


def gathered(url: str, budget: Budget, max_steps: int = 3) -> list[str]:
    """What the model searched for."""
    found: list[str] = []

    def search(words: str) -> str:
        """Search the documents."""
        found.append(words)
        return "Access opens on 4 May."

    async def run() -> None:
        asked = models_at(url)
        try:
            await asked.gather(LOOK, [StructuredTool.from_function(search)], budget, max_steps)
        finally:
            await asked.close()

    asyncio.run(run())
    return found


def search_for(*words: str) -> Reply:
    return replies.calls(*(ToolCall("search", f'{{"words": "{word}"}}') for word in words))


def test_tools_are_called_and_their_results_shown_to_the_model() -> None:
    budget = Budget(10)
    with scripted(search_for("access"), search_for("date"), says("Done.")) as server:
        assert gathered(server.url, budget) == ["access", "date"]
        assert "Access opens on 4 May." in server.requests[-1].prompt
        assert server.requests[0].json["tools"][0]["function"]["name"] == "search"
    assert [usage.attempts for usage in budget.usages] == [1, 1, 1]
    assert budget.left == 3


def test_a_model_that_never_has_enough_is_stopped() -> None:
    with scripted(search_for("again")) as server:
        assert gathered(server.url, Budget(10), max_steps=2) == ["again", "again"]
        assert len(server.requests) == 2


def test_a_model_that_asks_for_many_calls_at_once_gets_a_few() -> None:
    with scripted(search_for(*(f"word {number}" for number in range(500))), says("Done.")) as server:
        assert len(gathered(server.url, Budget(10))) == MOST_CALLS


@pytest.mark.parametrize(
    "call",
    [
        ToolCall("delete_everything", "{}"),
        ToolCall("search", '{"words": '),
        ToolCall("search", "[]"),
        ToolCall("search", '{"other": 1}'),
    ],
)
def test_a_call_that_cannot_be_made_calls_nothing_and_breaks_nothing(call: ToolCall) -> None:
    with scripted(replies.calls(call), says("Done.")) as server:
        assert gathered(server.url, Budget(10)) == []


def test_a_half_character_in_an_argument_reaches_no_tool() -> None:
    with scripted(replies.calls(ToolCall("search", '{"words": "a\\ud800"}')), says("Done.")) as server:
        for words in gathered(server.url, Budget(10)):
            words.encode()


def test_a_failing_model_fails_as_everywhere_and_within_the_same_attempts() -> None:
    budget = Budget(10)
    with scripted(replies.fails(503)) as server:
        with pytest.raises(ModelFailed) as caught:
            gathered(server.url, budget)
        assert len(server.requests) == 3
    assert caught.value.reason == "overloaded"
    assert budget.usages[0].failures == ("first: 503",) * 3


def test_the_deadline_holds_for_all_steps_together() -> None:
    with scripted(search_for("access"), replies.silent("after headers")) as server:
        with pytest.raises(ModelFailed) as caught:
            gathered(server.url, Budget(1.0))
        assert len(server.requests) == 2
    assert caught.value.reason == "timeout"


def test_whether_models_call_tools_is_the_operators_word_or_what_langchain_knows() -> None:
    def of(name: str, tools: bool | None) -> Models:
        return models(Settings(model=name, model_url="http://127.0.0.1:9/v1", model_tools=tools))

    assert of("gpt-4.1-mini", None).calls_tools
    assert not of("local", None).calls_tools
    assert of("local", True).calls_tools
    assert not of("gpt-4.1-mini", False).calls_tools
