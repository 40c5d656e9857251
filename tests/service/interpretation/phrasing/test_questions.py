"""A rewritten question says what the conversation says, or it is not taken."""

from __future__ import annotations

import asyncio
import json

import pytest

from service.interpretation.answering.nouns import Turn
from service.interpretation.phrasing.questions import rewritten
from service.llm.nouns import Budget
from service.llm.scripted import says, scripted
from tests.service.interpretation.phrasing.asking import PROMPTS, models_at

HISTORY = (
    Turn("user", "When do the depots in Galway get the new scanner?"),
    Turn("assistant", "They get the new scanner on 3 May 2027; the training is on 12 April 2027."),
)


def asked(text: str, rewrite: str, history: tuple[Turn, ...] = HISTORY) -> str | None:
    async def run(url: str) -> str | None:
        models = models_at(url)
        try:
            return await rewritten(models, text, history, Budget(20), PROMPTS)
        finally:
            await models.close()

    with scripted(says(json.dumps({"question": rewrite}))) as server:
        return asyncio.run(run(server.url))


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("And who trains them?", "Who trains the depots in Galway?"),
        ("Is there training before that?", "Is there training before 3 May 2027?"),
        ("What about the scanner's battery?", "What about the battery of the new scanner in the Galway depots?"),
        ("How many are scanning?", "How many depots in Galway are scanning?"),
        ("Why is it not in April?", "Why do the depots not get the new scanner in April?"),
    ],
)
def test_a_rewrite_made_of_the_conversation_is_taken(text: str, rewrite: str) -> None:
    assert asked(text, rewrite) == rewrite


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("Is there training before that?", "Is there training before 4 May 2027?"),
        ("Is there training before that?", "Is there training before the pilot?"),
        ("Is there training before that?", "Is there training in Dublin before 3 May 2027?"),
        ("Is there training before that?", "Is there no training before 3 May 2027?"),
        ("Why is it not in April?", "Why do the depots get the new scanner in April?"),
        ("Is there training before that?", "When do the depots get the new scanner?"),
        ("Is there training for 40 people?", "Is there training for people in the depots?"),
        ("Is there training before that?", "Is there training? Two depots in Galway?"),
        ("Is there training before that?", "training " * 80),
        ("Is there training before that?", "?"),
    ],
    ids=["day", "word", "name", "not added", "not lost", "question lost", "number lost", "number", "long", "empty"],
)
def test_a_rewrite_that_adds_drops_or_turns_something_is_not_taken(text: str, rewrite: str) -> None:
    assert asked(text, rewrite) is None


def test_without_a_conversation_no_model_is_asked() -> None:
    with scripted(says("{}")) as server:
        assert asyncio.run(rewritten(models_at(server.url), "And then?", (), Budget(5), PROMPTS)) is None
        assert server.requests == []


def test_a_link_in_a_rewrite_is_gone() -> None:
    assert asked("Who trains them?", "Who trains the [depots](https://evil.example/x)?") == "Who trains the depots?"
