"""Trying again and giving up: who may be asked, how often, how long to wait. Tenacity owns every retry there is.

One attempt is one request upstream. `attempted` makes attempts at one endpoint; `first_that_delivers` goes from one
endpoint to the next. All of them share one `Budget`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, Protocol, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from service.llm.client import CONNECT_SECONDS
from service.llm.failures import causes, failure, is_unconnected, translated
from service.llm.nouns import Budget, ModelFailed, Reason

T = TypeVar("T")
E = TypeVar("E", bound="Endpoint")

OPENS_AFTER: Final = 5
"""Failures in a row after which an endpoint is left alone."""
PAUSE_SECONDS: Final = 15.0
"""How long it is left alone before one request may try it, in seconds."""
PATIENCE_SECONDS: Final = 2.0
"""The longest wait for an endpoint, in seconds, while a fallback stands ready."""
_SICK: Final[frozenset[Reason]] = frozenset(
    {"unreachable", "unauthorized", "not_found", "overloaded", "timeout", "malformed", "no_finish", "error"}
)
"""What counts against an endpoint: failures that say more about it than about the request."""
_STAYS: Final[frozenset[Reason]] = frozenset({"filtered", "cut_off"})
"""After these no other model is asked: one declined, or answered at length; shopping around would hide it."""
_LATE: Final = 0.25
"""Seconds after its time at which the end of waiting for a connection tells of a busy process, not of the server."""
_backoff = wait_random_exponential(multiplier=0.25, max=4)


class Breaker:
    """Leaves an endpoint alone after failures in a row; after a pause, one request tries whether it is well again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Closed.

        Args:
            clock: Seconds, ever growing.
        """
        self._clock = clock
        self._failures = 0
        self._opened: float | None = None
        self._trying = False

    @property
    def open(self) -> bool:
        """Whether the endpoint is left alone; also while one request tries whether it is well again."""
        return self._opened is not None

    def enter(self) -> None:
        """A request is about to be sent; `leave` must follow.

        Raises:
            ModelFailed: it must not be.
        """
        if self._opened is None:
            return
        wait = self._opened + PAUSE_SECONDS - self._clock()
        if wait > 0 or self._trying:
            raise failure("breaker_open", f"{self._failures} failures in a row", f"a try in {max(wait, 0):.0f} s")
        self._trying = True

    def leave(self, reason: Reason | None, *, known: bool = True) -> None:
        """The request is over.

        Args:
            reason: Why it failed; None when it did not.
            known: False when nobody waited for the outcome.
        """
        was_trying, self._trying = self._trying, False
        if not known:
            return
        if reason is None or reason not in _SICK:
            self._failures, self._opened = 0, None
            return
        self._failures += 1
        if was_trying or self._failures >= OPENS_AFTER:
            self._opened = self._clock()


class Endpoint(Protocol):
    """What is asked: a name for the account, an address for errors, a breaker."""

    @property
    def name(self) -> str:
        """The model."""
        ...

    @property
    def shown(self) -> str:
        """The address, without secrets."""
        ...

    @property
    def breaker(self) -> Breaker:
        """Its breaker."""
        ...

    def hide(self, text: str) -> str:
        """The text without secrets."""
        ...


class Failures:
    """What went wrong during one call, for its account: each failed attempt, and how many attempts there were."""

    def __init__(self) -> None:
        """None so far."""
        self.attempts = 0
        self.told: list[str] = []

    def add(self, endpoint: Endpoint, failed: ModelFailed) -> None:
        """One attempt failed."""
        self.told.append(f"{endpoint.name}: {failed.short}")


async def attempted(
    endpoint: Endpoint,
    budget: Budget,
    failures: Failures,
    request: Callable[[], Awaitable[T]],
    *,
    spare: int = 0,
    clock: Callable[[], float] = time.monotonic,
) -> T:
    """What `request` gives, tried again after failures that may pass, within the budget.

    A success stays spent: the caller gives it back when the answer has ended well.

    Args:
        endpoint: Whom it asks.
        budget: What may be spent.
        failures: Where each failed attempt is noted.
        request: Sends one request; whatever it raises is translated.
        spare: How many further endpoints stand ready; each keeps an attempt, and a share of the time, for itself.
        clock: Seconds, ever growing.

    Raises:
        ModelFailed: it did not deliver.
    """

    async def once() -> T:
        try:
            endpoint.breaker.enter()
        except ModelFailed as refused:
            told(refused, endpoint, failures)
            raise
        try:
            budget.spend()
        except ModelFailed:
            endpoint.breaker.leave(None, known=False)
            raise
        failures.attempts += 1
        reason: Reason | None = None
        known = False
        began = clock()
        try:
            async with asyncio.timeout(budget.remaining() / (2 if spare else 1)):
                result = await request()
            known = True
            return result
        except Exception as error:
            failed = told(error, endpoint, failures)
            # A connection that this process came too late to says nothing of the server.
            known = not (is_unconnected(error) and clock() - began > CONNECT_SECONDS + _LATE)
            reason = failed.reason
            budget.last = failed
            if failed is error:
                raise
            raise failed from error
        finally:
            endpoint.breaker.leave(reason, known=known)

    def wait(state: RetryCallState) -> float:
        failed = state.outcome.exception() if state.outcome else None
        asked = failed.retry_after if isinstance(failed, ModelFailed) else None
        return _backoff(state) if asked is None else asked

    def stop(state: RetryCallState) -> bool:
        # Giving up now is better than sleeping past the deadline, or than waiting while another model is free.
        patience = min(budget.remaining(), PATIENCE_SECONDS) if spare else budget.remaining()
        return budget.left <= spare or state.upcoming_sleep >= patience

    retrying = AsyncRetrying(retry=retry_if_exception(_passes), wait=wait, stop=stop, reraise=True)
    return await retrying(once)


async def first_that_delivers(endpoints: Sequence[E], budget: Budget, ask: Callable[[E, int], Awaitable[T]]) -> T:
    """What the first endpoint gives that delivers, asked in order.

    Args:
        endpoints: In their order.
        budget: What may be spent.
        ask: Given an endpoint and how many stand ready after it.

    Raises:
        ModelFailed: none did; the last failure.
    """
    for spare, endpoint in zip(reversed(range(len(endpoints))), endpoints, strict=True):
        try:
            return await ask(endpoint, spare)
        except ModelFailed as failed:
            if not spare or failed.reason in _STAYS or budget.left <= 0 or budget.remaining() <= 0:
                raise
    raise failure("unreachable", "no model", "one that is declared")


def told(error: Exception, endpoint: Endpoint, failures: Failures) -> ModelFailed:
    """The error as ours, with the endpoint in its text, noted among the failures; no key is left in it."""
    failed = translated(error)
    for cause in causes(error):
        # A server that repeats its headers puts the key into a library's error, and that into a traceback.
        cause.args = tuple(endpoint.hide(part) if isinstance(part, str) else part for part in cause.args)
    failures.add(endpoint, failed)
    failed.args = (f'{endpoint.shown}, model "{endpoint.name}": {endpoint.hide(str(failed))}',)
    return failed


def _passes(error: BaseException) -> bool:
    return isinstance(error, ModelFailed) and error.again


def together(parts: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None
