"""The door to language models, against a server that plays every part a model server is known to play."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing

import pytest

from service.llm.models import models
from service.llm.nouns import Budget, ModelFailed, Reason
from service.llm.scripted import UNRESOLVABLE, Reply, refused, replies, says, scripted
from service.settings import Settings
from tests.service.llm.asking import QUESTION, TEXT, Ask, Said, answer, failed, models_at, streamed, whole

both = pytest.mark.parametrize("ask", [whole, streamed])


@both
def test_a_complete_answer_comes_word_for_word_and_is_accounted_for(ask: Ask) -> None:
    budget = Budget(10)
    with scripted(says(TEXT)) as server:
        assert answer(server.url, ask, budget) == TEXT
    (usage,) = budget.usages
    assert (usage.model, usage.rung, usage.attempts, usage.failures) == ("first", "text", 1, ())
    assert usage.output_tokens == len(TEXT.split())
    assert usage.parameters["temperature"] == "0.0"
    assert usage.first_token_seconds is not None
    assert usage.first_token_seconds <= usage.seconds
    assert budget.left == 3


@both
@pytest.mark.parametrize(
    ("status", "reason", "attempts"),
    [
        (400, "refused_request", 1),
        (401, "unauthorized", 1),
        (403, "unauthorized", 1),
        (404, "not_found", 1),
        (408, "timeout", 3),
        (409, "refused_request", 3),
        (422, "refused_request", 1),
        (429, "rate_limited", 3),
        (500, "error", 3),
        (501, "error", 1),
        (503, "overloaded", 3),
        (529, "overloaded", 3),
    ],
)
def test_a_status_has_its_reason_and_is_tried_again_only_if_that_may_help(
    ask: Ask, status: int, reason: Reason, attempts: int
) -> None:
    budget = Budget(10)
    with scripted(replies.fails(status)) as server:
        error = failed(server.url, ask, budget)
        assert len(server.requests) == attempts
    assert error.reason == reason
    assert server.url in str(error)
    assert f"status {status}" in str(error)
    assert budget.usages[0].failures == (f"first: {status}",) * attempts


@both
@pytest.mark.parametrize(
    ("reply", "reason", "attempts"),
    [
        (replies.cut(TEXT, 0), "unreachable", 3),
        (replies.cut(TEXT, 1), "unreachable", None),
        (replies.unfinished(""), "no_finish", 3),
        (replies.error_inside(), "error", 3),
        (replies.html(), "malformed", 1),
        (replies.invalid_json(), "malformed", 1),
        (replies.wrong_envelope(), "malformed", 1),
        (replies.not_a_number(), "malformed", 1),
        (Reply(body=b'{"choices": []}'), "empty", 1),
        (says(""), "empty", 1),
        (replies.finished(TEXT, "length"), "cut_off", 1),
        (replies.finished("", "content_filter"), "filtered", 1),
        (replies.finished(TEXT, "engine_gone"), "no_finish", 1),
        (replies.huge(9), "too_large", 1),
        (Reply(body=b"[" * 100_000, kind="application/json"), "malformed", 1),
        (Reply(status=500, body=b"x" * 9_000_000), "too_large", 1),
    ],
)
def test_an_answer_that_goes_wrong_has_its_reason(ask: Ask, reply: Reply, reason: Reason, attempts: int | None) -> None:
    with scripted(reply) as server:
        assert failed(server.url, ask, Budget(10)).reason == reason
        assert attempts is None or len(server.requests) == attempts


@both
def test_nobody_listening_is_unreachable(ask: Ask) -> None:
    with refused() as url:
        assert failed(url, ask, Budget(10)).reason == "unreachable"


@both
def test_an_unknown_host_is_unreachable(ask: Ask) -> None:
    assert failed(UNRESOLVABLE, ask, Budget(10)).reason == "unreachable"


@both
@pytest.mark.parametrize(
    "reply", [replies.silent("before headers"), replies.silent("after headers"), says(TEXT, every=5.0)]
)
def test_the_deadline_holds_while_a_read_blocks(ask: Ask, reply: Reply) -> None:
    began = time.monotonic()
    with scripted(reply) as server:
        assert failed(server.url, ask, Budget(0.5)).reason == "timeout"
        assert time.monotonic() - began < 1.5
        assert server.wait_for().wait_until_over() is not None
        assert len(server.requests) == 1


def test_the_deadline_holds_between_pieces() -> None:
    began = time.monotonic()
    with scripted(says(TEXT, every=0.3)) as server:
        assert failed(server.url, streamed, Budget(1.0)).reason == "timeout"
    assert time.monotonic() - began < 2


@both
def test_a_failure_that_passes_is_tried_again(ask: Ask) -> None:
    budget = Budget(10)
    with scripted(replies.fails(503), replies.cut("", 0), says(TEXT)) as server:
        assert answer(server.url, ask, budget) == TEXT
    assert budget.usages[0].attempts == 3
    assert budget.usages[0].failures == ("first: 503", "first: unreachable")
    assert budget.left == 1


def test_what_was_given_stays_and_is_not_said_twice_when_a_stream_breaks() -> None:
    given: list[str] = []

    async def run(url: str) -> None:
        async for piece in models_at(url).stream(QUESTION, Budget(10)):
            given.append(piece)

    with scripted(replies.cut(TEXT, 3)) as server:
        with pytest.raises(ModelFailed, match="connection that holds"):
            asyncio.run(run(server.url))
        assert len(server.requests) == 1
    assert TEXT.startswith("".join(given))
    assert len(given) == 3


def test_an_answer_cut_at_its_length_limit_hands_over_what_came() -> None:
    with scripted(replies.finished(TEXT, "length")) as server:
        assert failed(server.url, whole, Budget(10)).partial == TEXT


def test_a_stream_that_ends_without_finish_reason_is_not_taken_for_complete() -> None:
    with scripted(replies.unfinished(TEXT)) as server:
        assert failed(server.url, streamed, Budget(10)).reason == "no_finish"


@both
@pytest.mark.parametrize("wait", [lambda: "0.4", lambda: replies.http_date(2)], ids=["seconds", "date"])
def test_the_wait_that_a_server_asks_for_is_kept(ask: Ask, wait: Callable[[], str]) -> None:
    with scripted(replies.fails(429, retry_after=wait()), says(TEXT)) as server:
        assert answer(server.url, ask, Budget(20)) == TEXT
        first, second = server.requests
    assert second.began - first.began >= 0.4


@both
@pytest.mark.parametrize(
    "wait", ["60", "99999999999999999999", "1e999", pytest.param(replies.http_date(3600), id="date")]
)
def test_a_wait_past_the_deadline_is_given_up_at_once(ask: Ask, wait: str) -> None:
    began = time.monotonic()
    with scripted(replies.fails(429, retry_after=wait)) as server:
        assert failed(server.url, ask, Budget(10)).reason == "rate_limited"
        assert len(server.requests) == 1
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("wait", ["-5", "NaN", "after lunch", "Tue, 99 Foo 2026"])
def test_a_wait_that_means_nothing_does_not_stop_the_next_try(wait: str) -> None:
    with scripted(replies.fails(429, retry_after=wait), says(TEXT)) as server:
        assert answer(server.url, whole, Budget(10)) == TEXT


def test_an_account_without_credit_is_not_asked_again() -> None:
    with scripted(replies.fails(429, message="You exceeded your current quota")) as server:
        assert failed(server.url, whole, Budget(10)).reason == "rate_limited"
        assert len(server.requests) == 1


@both
def test_a_prompt_that_does_not_fit_is_told_by_the_servers_words(ask: Ask) -> None:
    words = "request (9000 tokens) exceeds the available context size (8192 tokens)"
    with scripted(replies.fails(400, message=words)) as server:
        error = failed(server.url, ask, Budget(10))
    assert error.reason == "too_long"
    assert "CROSSWALK_MODEL_CONTEXT" in str(error)


@both
def test_half_characters_are_replaced_and_whole_ones_put_together(ask: Ask) -> None:
    reply = Reply(pieces=("ready \ud83d", "\ude00 or \udfff not", " \ud83d"))
    with scripted(reply) as server:
        assert answer(server.url, ask, Budget(10)) == "ready \U0001f600 or \ufffd not \ufffd"


def test_a_parameter_that_a_server_refuses_is_left_out_from_then_on() -> None:
    words = "Unsupported value: 'temperature' does not support 0 with this model."

    async def run(url: str) -> Budget:
        asked, budget = models_at(url), Budget(10)
        assert await asked.complete(QUESTION, budget) == TEXT
        assert await asked.complete(QUESTION, budget) == TEXT
        return budget

    with scripted(
        lambda request: replies.fails(400, message=words) if "temperature" in request.json else says(TEXT)
    ) as server:
        budget = asyncio.run(run(server.url))
        assert ["temperature" in request.json for request in server.requests] == [True, False, False]
    assert "temperature" not in budget.usages[-1].parameters


def test_a_redirect_is_not_followed_and_names_its_target() -> None:
    with scripted(says(TEXT)) as other:
        moved = Reply(status=307, headers={"location": f"{other.url}/chat/completions"}, body=b"moved")
        with scripted(moved) as server:
            error = failed(server.url, whole, Budget(10))
        assert other.requests == []
    assert error.reason == "not_found"
    assert other.url in str(error)


@both
def test_leaving_hangs_up_within_a_second(ask: Ask) -> None:
    async def run(url: str, asked_for: Callable[[], object]) -> None:
        task = asyncio.ensure_future(ask(models_at(url), Budget(60)))
        await asyncio.to_thread(asked_for)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with scripted(says(TEXT, every=0.5)) as server:
        asyncio.run(run(server.url, server.wait_for))
        assert (server.wait_for().wait_until_over(1.0)) is not None


def test_closing_a_stream_hangs_up_though_the_model_goes_on() -> None:
    async def run(url: str) -> str:
        async with aclosing(models_at(url).stream(QUESTION, Budget(60))) as pieces:
            async for piece in pieces:
                return piece
        return ""

    with scripted(says(TEXT * 20, rate=20)) as server:
        assert asyncio.run(run(server.url)) == "People"
        assert server.wait_for().wait_until_over(1.0) is not None


def test_without_a_url_and_a_key_no_model_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    asked = models(Settings())
    assert not asked.configured
    with pytest.raises(ModelFailed, match="no model"):
        asyncio.run(whole(asked, Budget(1)))


def test_an_environment_made_for_other_programs_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_other")
    with scripted(says(TEXT)) as server:
        assert answer(server.url, streamed, Budget(10)) == TEXT
        assert "lsv2_other" not in str(server.requests[0].headers)


def test_the_account_of_several_calls_is_their_sum() -> None:
    async def run(url: str) -> None:
        asked, budget = models_at(url), Budget(10)
        assert asked.usage(budget) is None
        await asked.complete(QUESTION, budget)
        assert await asked.structured(QUESTION, Said, budget) == Said(text="yes")
        usage = asked.usage(budget)
        assert usage is not None
        assert (usage.attempts, usage.output_tokens, usage.rung) == (3, 3, "json_schema")
        assert usage.failures == ("first: 503",)

    with scripted(replies.fails(503), says("one two"), Reply(pieces=('{"text": "yes"}',))) as server:
        asyncio.run(run(server.url))
