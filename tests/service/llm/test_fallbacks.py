"""Who is asked next, who is left alone, and whose key goes where."""

from __future__ import annotations

import asyncio
import time
import traceback

import pytest

from service.llm.nouns import Budget, ModelFailed, Reason
from service.llm.scripted import replies, says, scripted
from tests.service.llm.asking import QUESTION, TEXT, answer, failed, models_at, streamed, whole


def test_fallbacks_are_asked_in_order_within_the_same_attempts() -> None:
    budget = Budget(10)
    with scripted(says(TEXT)) as third, scripted(replies.fails(500)) as second, scripted(replies.fails(503)) as first:
        declared = f'[{{"name": "second", "url": "{second.url}"}}, {{"name": "third", "url": "{third.url}"}}]'
        assert answer(first.url, whole, budget, declared) == TEXT
        assert [len(server.requests) for server in (first, second, third)] == [1, 1, 1]
    (usage,) = budget.usages
    assert usage.model == "third"
    assert usage.failures == ("first: 503", "second: 500")


def test_a_hanging_model_leaves_its_fallback_time_to_answer() -> None:
    with scripted(says(TEXT)) as second, scripted(replies.silent("before headers")) as first:
        declared = f'[{{"name": "second", "url": "{second.url}"}}]'
        assert answer(first.url, streamed, Budget(1.5), declared) == TEXT
        assert len(first.requests) == 1


def test_nobody_waits_for_a_limited_model_while_a_fallback_is_free() -> None:
    began = time.monotonic()
    with scripted(says(TEXT)) as second, scripted(replies.fails(429, retry_after="8")) as first:
        declared = f'[{{"name": "second", "url": "{second.url}"}}]'
        assert answer(first.url, streamed, Budget(30), declared) == TEXT
        assert len(first.requests) == 1
    assert time.monotonic() - began < 4


def test_no_model_is_asked_around_another_that_declined() -> None:
    with scripted(says(TEXT)) as second, scripted(replies.finished("", "content_filter")) as first:
        declared = f'[{{"name": "second", "url": "{second.url}"}}]'
        assert failed(first.url, whole, Budget(10), declared).reason == "filtered"
        assert second.requests == []


def test_a_server_that_always_fails_is_asked_three_times_by_all_calls_together() -> None:
    async def run(url: str) -> list[Reason]:
        asked, budget, found = models_at(url), Budget(10), []
        for _ in range(2):
            for ask in (whole, streamed):
                try:
                    await ask(asked, budget)
                except ModelFailed as error:
                    found.append(error.reason)
        return found

    with scripted(replies.fails(503)) as server:
        assert asyncio.run(run(server.url)) == ["overloaded"] * 4
        assert len(server.requests) == 3


def test_an_endpoint_that_fails_many_times_in_a_row_is_left_alone() -> None:
    async def run(url: str) -> tuple[Reason, float]:
        asked = models_at(url)
        for _ in range(2):
            with pytest.raises(ModelFailed):
                await asked.complete(QUESTION, Budget(10))
        began = time.monotonic()
        with pytest.raises(ModelFailed) as caught:
            await asked.complete(QUESTION, Budget(10))
        return caught.value.reason, time.monotonic() - began

    with scripted(replies.fails(503)) as server:
        reason, seconds = asyncio.run(run(server.url))
        assert len(server.requests) == 5
    assert reason == "breaker_open"
    assert seconds < 0.1


def test_no_error_and_no_repr_tells_the_key() -> None:
    key = "sk-very-secret-0123456789"

    async def run(url: str) -> list[str]:
        asked = models_at(url, key=key)
        with pytest.raises(ModelFailed) as caught:
            await asked.complete(QUESTION, Budget(10))
        traced = "".join(traceback.format_exception(caught.value))
        return [
            str(caught.value),
            traced,
            repr(caught.value),
            repr(asked),
            repr(vars(asked)),
            repr(asked._served[0].client),
        ]

    with scripted(lambda request: replies.fails(401, message=f"bad {request.headers['authorization']}")) as server:
        told = asyncio.run(run(server.url))
        assert server.requests[0].headers["authorization"] == f"Bearer {key}"
    assert not [text for text in told if key in text]
    assert "***" in told[0]


def test_a_fallback_elsewhere_never_gets_the_first_ones_key() -> None:
    async def run(first: str, second: str) -> None:
        asked = models_at(first, key="sk-for-the-first", fallbacks=f'[{{"name": "second", "url": "{second}"}}]')
        assert await asked.complete(QUESTION, Budget(10)) == TEXT

    with scripted(says(TEXT)) as second, scripted(replies.fails(503)) as first:
        asyncio.run(run(first.url, second.url))
        assert "sk-for-the-first" not in str(second.requests[0].headers)
