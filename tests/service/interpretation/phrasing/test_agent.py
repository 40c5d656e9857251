"""A model with tools looks for more; what it finds is kept, and whatever it does, an answer can still be given."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest

from glossary.edition import Edition
from service.interpretation.answering.nouns import Evidence
from service.interpretation.phrasing.agent import MODEL_CALLS, TOOL_CALLS, LookedUp, LookUps, gathered
from service.llm.nouns import Budget
from service.llm.scripted import Reply, ToolCall, replies, says, scripted
from tests.service.interpretation.phrasing.asking import PROMPTS, evidence, models_at

QUESTION = "When do the depots get the new scanner?"


@pytest.fixture
def known(edition: Edition) -> Evidence:
    return evidence(edition, QUESTION, "The depots get something new.")


@pytest.fixture
def more(edition: Edition) -> LookedUp:
    found = evidence(edition, QUESTION, "", "The depots get the new scanner on 3 May 2027.")
    return LookedUp(passages=found.passages)


def look(url: str, known: Evidence, look_ups: LookUps, *, tools: bool = True) -> Evidence:
    async def run() -> Evidence:
        models = models_at(url, tools=tools)
        try:
            return await gathered(models, known, look_ups, Budget(20), PROMPTS)
        finally:
            await models.close()

    return asyncio.run(run())


def call(name: str, **arguments: object) -> Reply:
    return replies.calls(ToolCall(name, json.dumps(arguments)))


def test_what_a_tool_finds_is_added_to_the_evidence_and_shown_to_the_model(known: Evidence, more: LookedUp) -> None:
    asked: list[str] = []

    def search(words: str) -> LookedUp:
        asked.append(words)
        return more

    with scripted(call("search", words="new scanner"), says("The scanner comes in June.")) as server:
        found = look(server.url, known, LookUps(search=search))
        assert "The depots get the new scanner on 3 May 2027." in server.requests[1].prompt
    assert asked == ["new scanner"]
    assert {one.id for one in found.passages} == {one.id for one in (*known.passages, *more.passages)}
    assert all("June" not in one.text for one in found.shown)


def test_a_tool_takes_words_and_nothing_that_could_widen_its_scope(known: Evidence, more: LookedUp) -> None:
    asked: list[str] = []

    def search(words: str) -> LookedUp:
        asked.append(words)
        return more

    wide = call("search", words="scanner", initiative_id="another", caller="admin", allowed=["*"])
    with scripted(wide, says("Done.")) as server:
        look(server.url, known, LookUps(search=search))
        (offered,) = server.requests[0].json["tools"]
    assert set(offered["function"]["parameters"]["properties"]) == {"words"}
    assert asked == ["scanner"]


def test_only_the_tools_that_were_handed_in_are_offered(known: Evidence, more: LookedUp) -> None:
    with scripted(says("Nothing to look up.")) as server:
        look(server.url, known, LookUps(glossary=lambda _: more, timeline=lambda _: more))
        names = {tool["function"]["name"] for tool in server.requests[0].json["tools"]}
    assert names == {"glossary", "timeline"}


def fails(words: str) -> LookedUp:
    raise OSError(words)


@pytest.mark.parametrize(
    ("first", "search"),
    [
        (says("I need no tool."), lambda _: LookedUp()),
        (call("delete_everything", words="all"), lambda _: LookedUp()),
        (replies.calls(ToolCall("search", '{"words": ')), lambda _: LookedUp()),
        (call("search", query="scanner"), lambda _: LookedUp()),
        (call("search", words=["a", {"b": 1}]), lambda _: LookedUp()),
        (call("search", words="x" * 100_000), lambda _: LookedUp()),
        (call("search", words="scanner"), fails),
        (replies.fails(503), lambda _: LookedUp()),
        (replies.html(), lambda _: LookedUp()),
    ],
    ids=["no call", "no such tool", "no JSON", "other argument", "no text", "endless", "tool fails", "503", "HTML"],
)
def test_whatever_goes_wrong_the_evidence_stays(
    known: Evidence, first: Reply, search: Callable[[str], LookedUp]
) -> None:
    with scripted(first, says("Done.")) as server:
        assert look(server.url, known, LookUps(search=search)) is known


def test_what_was_found_before_a_failure_is_kept(known: Evidence, more: LookedUp) -> None:
    with scripted(call("search", words="scanner"), replies.fails(401)) as server:
        found = look(server.url, known, LookUps(search=lambda _: more))
    assert more.passages[0] in found.passages


def test_a_model_that_never_has_enough_is_stopped(known: Evidence, more: LookedUp) -> None:
    calls: list[str] = []

    def search(words: str) -> LookedUp:
        calls.append(words)
        return more

    greedy = replies.calls(*(ToolCall("search", json.dumps({"words": f"scanner {n}"})) for n in range(6)))
    with scripted(greedy) as server:
        look(server.url, known, LookUps(search=search))
        assert len(server.requests) <= MODEL_CALLS
    assert len(calls) == TOOL_CALLS


def test_a_model_that_cannot_call_tools_is_not_asked(known: Evidence, more: LookedUp) -> None:
    with scripted(says("Hello.")) as server:
        assert look(server.url, known, LookUps(search=lambda _: more), tools=False) is known
        assert server.requests == []


def test_what_a_tool_returns_is_cut_and_marked_off_as_data(edition: Edition, known: Evidence) -> None:
    long = evidence(edition, QUESTION, *("", *(f"Depot {n} gets a scanner. " * 40 for n in range(30))))
    with scripted(call("search", words="scanner"), says("Done.")) as server:
        look(server.url, known, LookUps(search=lambda _: LookedUp(passages=long.passages)))
        returned = server.requests[1].json["messages"][-1]["content"]
    assert len(returned) < 3_000
    assert returned.startswith("<<data ")
    assert returned.rstrip().endswith(">>")
