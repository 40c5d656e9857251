"""All language models that the operator has declared, in their order: the only thing that others use."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any, Final, TypeVar

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from langchain_core.tools import BaseTool
from pydantic import BaseModel

from service.llm.agent import let_choose
from service.llm.client import Client
from service.llm.nouns import Budget, Message, ModelFailed, Usage
from service.llm.resilience import Breaker, Failures, attempted, first_that_delivers, together, told
from service.llm.structured import Ladder, Rung, asked, parsed, worded
from service.llm.wire import Heard
from service.settings import Settings

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")
MOST_ANSWER_TOKENS: Final = 4096


class Served:
    """An endpoint: its client, and what was learnt about it."""

    def __init__(self, client: Client) -> None:
        """Nothing is known yet."""
        self.client = client
        self.ladder = Ladder()
        self.breaker = Breaker()
        self.name = client.name
        self.shown = client.shown

    def hide(self, text: str) -> str:
        """The text without secrets."""
        return self.client.hide(text)


class _Call:
    """The account of one call."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.failures = Failures()
        self.heard = Heard()
        self.asked: Client | None = None
        self.rung: str = "text"
        self._began = time.monotonic()
        self._first: float | None = None

    def began(self, client: Client, rung: Rung) -> Heard:
        self.asked, self.rung, self.heard = client, rung, Heard()
        return self.heard

    def came(self) -> None:
        if self._first is None:
            self._first = time.monotonic() - self._began

    def close(self) -> None:
        self.budget.usages.append(
            Usage(
                model=self.asked.name if self.asked else "",
                rung=self.rung,
                attempts=self.failures.attempts,
                input_tokens=self.heard.input_tokens,
                output_tokens=self.heard.output_tokens,
                seconds=round(time.monotonic() - self._began, 3),
                first_token_seconds=None if self._first is None else round(self._first, 3),
                parameters=self.asked.parameters if self.asked else {},
                failures=tuple(self.failures.told),
            )
        )


class Models:
    """The configured models behind one door, for one event loop, whose connections it keeps.

    Without any, `configured` is false and whatever is asked fails.
    """

    def __init__(
        self, clients: Sequence[Client] = (), *, context_tokens: int = 0, calls_tools: bool | None = None
    ) -> None:
        """Connects to nothing yet.

        Args:
            clients: In the order in which they are asked.
            context_tokens: What fits in a prompt and its answer together.
            calls_tools: Whether they can call tools; None for what LangChain knows about the first.
        """
        self._served = tuple(Served(client) for client in clients)
        self.configured: bool = bool(clients)
        self.context_tokens: int = context_tokens
        """What fits in a prompt and its answer together."""
        self.answer_tokens: int = answer_tokens(context_tokens)
        """How much of that is kept for the answer."""
        self.calls_tools: bool = any(c.calls_tools for c in clients[:1]) if calls_tools is None else calls_tools
        self.names: tuple[str, ...] = tuple(client.name for client in clients)

    async def complete(self, messages: Sequence[Message], budget: Budget) -> str:
        """The whole answer as text.

        Raises:
            ModelFailed: no model delivered within the budget.
        """
        call = _Call(budget)

        async def ask(served: Served, rung: Rung) -> str:
            heard = call.began(served.client, rung)
            return await served.client.whole(served.client.payload(worded(messages, rung, None)), heard)

        return await self._whole(call, None, ask)

    async def structured(self, messages: Sequence[Message], schema: type[T], budget: Budget) -> T:
        """The answer as a value of `schema`.

        Raises:
            ModelFailed: no model delivered it within the budget.
        """
        call = _Call(budget)

        async def ask(served: Served, rung: Rung) -> T:
            heard = call.began(served.client, rung)
            payload = served.client.payload(worded(messages, rung, schema), **asked(rung, schema))
            value = parsed(await served.client.whole(payload, heard), schema)
            served.ladder.worked(rung)
            return value

        return await self._whole(call, schema, ask)

    async def stream(
        self, messages: Sequence[Message], budget: Budget, *, schema: type[BaseModel] | None = None
    ) -> AsyncGenerator[str, None]:
        """The answer in pieces as they come; close it (`contextlib.aclosing`) to hang up.

        With a schema the pieces are JSON where the server heeds it, and whatever the model says where not.

        Raises:
            ModelFailed: it ended wrongly, perhaps after pieces were given, which stay valid up to there.
        """
        call = _Call(budget)

        async def ask(served: Served, rung: Rung) -> tuple[Served, str, AsyncGenerator[str, None]]:
            heard = call.began(served.client, rung)
            extra = asked(rung, schema)
            pieces = served.client.pieces(
                served.client.payload(worded(messages, rung, schema), stream=True, **extra), heard
            )
            try:
                return served, await anext(pieces, ""), pieces
            except BaseException:
                await pieces.aclose()
                raise

        try:
            served, piece, pieces = await first_that_delivers(self._served, budget, self._down(call, schema, ask))
            call.came()
            given: list[str] = []
            async with aclosing(pieces):
                while piece:
                    given.append(piece)
                    yield piece
                    try:
                        async with asyncio.timeout(budget.remaining()):
                            piece = await anext(pieces, "")
                    except Exception as error:
                        failed = told(error, served, call.failures)
                        budget.last = failed
                        if failed is error:
                            raise
                        raise failed from error
            budget.give_back()
            if schema is not None:
                call.rung = _learnt(served.ladder, call.rung, "".join(given), schema)
        finally:
            call.close()

    async def gather(
        self, messages: Sequence[Message], tools: Sequence[BaseTool], budget: Budget, max_steps: int = 4
    ) -> None:
        """Let the model choose among read-only tools, step by step; what they find is theirs to keep.

        Args:
            messages: What it is to look for.
            tools: What it may call. Their scope must not come from their arguments.
            budget: What may be spent.
            max_steps: How many times the model may choose.

        Raises:
            ModelFailed: the model did not deliver; tools may have run.
        """

        async def choose(said: Sequence[BaseMessage], extra: dict[str, Any]) -> ChatResult:
            call = _Call(budget)

            async def ask(served: Served, rung: Rung) -> ChatResult:
                heard = call.began(served.client, rung)
                await served.client.whole(served.client.payload(said, **extra), heard)
                return served.client.chat_result(heard)

            return await self._whole(call, None, ask)

        await let_choose(choose, worded(messages, "text", None), tools, max_steps)

    def usage(self, budget: Budget) -> Usage | None:
        """What the calls of one request cost together; None when there was none."""
        calls = budget.usages
        if not calls:
            return None
        return Usage(
            model=calls[-1].model,
            rung=calls[-1].rung,
            attempts=sum(call.attempts for call in calls),
            input_tokens=together(call.input_tokens for call in calls),
            output_tokens=together(call.output_tokens for call in calls),
            seconds=round(sum(call.seconds for call in calls), 3),
            first_token_seconds=calls[-1].first_token_seconds,
            parameters=calls[-1].parameters,
            failures=tuple(failure for call in calls for failure in call.failures),
        )

    def resting(self) -> tuple[str, ...]:
        """The models that are left alone for a while, because they failed many times in a row."""
        return tuple(served.name for served in self._served if served.breaker.open)

    async def close(self) -> None:
        """Close all connections."""
        for served in self._served:
            await served.client.close()

    async def _whole(
        self, call: _Call, schema: type[BaseModel] | None, ask: Callable[[Served, Rung], Awaitable[R]]
    ) -> R:
        try:
            answer = await first_that_delivers(self._served, call.budget, self._down(call, schema, ask))
            call.came()
            call.budget.give_back()
            return answer
        finally:
            call.close()

    @staticmethod
    def _down(
        call: _Call, schema: type[BaseModel] | None, ask: Callable[[Served, Rung], Awaitable[R]]
    ) -> Callable[[Served, int], Awaitable[R]]:
        """How one endpoint is asked: from the rung that is known to work downwards."""

        async def one(served: Served, spare: int) -> R:
            rung: Rung = "text" if schema is None else served.ladder.at
            while True:
                request = functools.partial(ask, served, rung)
                try:
                    return await attempted(served, call.budget, call.failures, request, spare=spare)
                except ModelFailed as failed:
                    left = call.budget.left - spare
                    below = served.ladder.after(rung, failed, last=left <= 1)
                    if below is None or left <= 0:
                        raise
                    rung = below

        return one


def models(settings: Settings) -> Models:
    """The models that the operator has declared."""
    longest = answer_tokens(settings.model_context)
    clients = [Client(each.name, each.url, each.key, longest) for each in settings.models()]
    return Models(clients, context_tokens=settings.model_context, calls_tools=settings.model_tools)


def answer_tokens(context_tokens: int) -> int:
    """How much of a context is kept for the answer: a quarter, and no more than 4,096 tokens."""
    return min(context_tokens // 4, MOST_ANSWER_TOKENS)


def _learnt(ladder: Ladder, rung: str, text: str, schema: type[BaseModel]) -> str:
    """What the record calls the rung, now that the whole text is known."""
    tried: Rung = next(known for known in ("json_schema", "tool", "json", "prompt") if known == rung)
    try:
        parsed(text, schema)
    except ModelFailed:
        ladder.ignored(tried)
        return f"{rung} (not heeded)"
    ladder.worked(tried)
    return rung
