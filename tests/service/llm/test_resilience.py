"""An endpoint is left alone after failures in a row, and tried again by one request after a pause."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from service.llm.failures import translated
from service.llm.nouns import Budget, ModelFailed
from service.llm.resilience import OPENS_AFTER, PAUSE_SECONDS, Breaker, Failures, attempted


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(OPENS_AFTER):
        breaker.enter()
        breaker.leave("overloaded")
    return breaker


def test_an_open_breaker_lets_nobody_through_until_its_pause_is_over() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE_SECONDS - 1
    with pytest.raises(ModelFailed) as caught:
        breaker.enter()
    assert caught.value.reason == "breaker_open"
    clock.now += 1
    breaker.enter()


def test_one_request_tries_for_all() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE_SECONDS
    breaker.enter()
    with pytest.raises(ModelFailed):
        breaker.enter()
    breaker.leave(None)
    breaker.enter()
    breaker.enter()


def test_a_try_that_fails_opens_it_again_and_one_that_nobody_waited_for_does_not_block_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE_SECONDS
    breaker.enter()
    breaker.leave(None, known=False)
    breaker.enter()
    breaker.leave("timeout")
    with pytest.raises(ModelFailed):
        breaker.enter()


def test_failures_that_are_the_requests_own_do_not_open_it() -> None:
    breaker = Breaker(Clock())
    for _ in range(OPENS_AFTER * 2):
        breaker.enter()
        breaker.leave("too_long")
    breaker.enter()


def test_a_success_in_between_starts_the_count_anew() -> None:
    breaker = Breaker(Clock())
    for _ in range(OPENS_AFTER):
        for reason in ("overloaded", None):
            breaker.enter()
            breaker.leave(reason)
    breaker.enter()


def test_a_spent_budget_repeats_the_reason_of_the_last_failure() -> None:
    budget = Budget(10, attempts=1)
    budget.spend()
    budget.last = ModelFailed("rate_limited", "found status 429", short="429")
    with pytest.raises(ModelFailed) as caught:
        budget.spend()
    assert (caught.value.reason, caught.value.short) == ("rate_limited", "429")


def test_a_budget_whose_deadline_has_passed_spends_nothing() -> None:
    with pytest.raises(ModelFailed) as caught:
        Budget(0).spend()
    assert caught.value.reason == "timeout"


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("x"),
        KeyError("x"),
        OSError("x"),
        ValueError("x"),
        RecursionError("x"),
        asyncio.InvalidStateError("x"),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"),
    ],
)
def test_any_foreign_error_becomes_ours_with_its_own_name_in_the_text(error: Exception) -> None:
    failed = translated(error)
    assert failed.reason in ("error", "malformed", "unreachable")
    assert type(error).__name__ in str(failed)
    str(failed).encode()


class Unconnected:
    name = shown = "model"

    def __init__(self) -> None:
        self.breaker = Breaker(Clock())

    def hide(self, text: str) -> str:
        return text


@pytest.mark.parametrize(("seconds", "opens"), [(5.0, True), (7.0, False)])
def test_only_a_connection_that_is_waited_for_in_time_counts_against_an_endpoint(seconds: float, opens: bool) -> None:
    endpoint, clock = Unconnected(), Clock()

    async def request() -> str:
        clock.now += seconds
        raise httpx2.ConnectTimeout("nobody answers")

    for _ in range(OPENS_AFTER):
        with pytest.raises(ModelFailed) as caught:
            asyncio.run(attempted(endpoint, Budget(60, attempts=1), Failures(), request, clock=clock))
        assert caught.value.reason == "unreachable"
    assert endpoint.breaker.open is opens
