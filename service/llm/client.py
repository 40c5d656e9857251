"""One endpoint of an OpenAI-compatible server: LangChain's `ChatOpenAI` holds its configuration and words its requests.

Bytes are read from the response that `ChatOpenAI`'s own client opens; retries, deadlines and fallbacks stand above, in
`resilience` and `models`. Nothing here sleeps, counts attempts or knows that there are other endpoints.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
import openai
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from service.llm.failures import TooMuch, failure, translated
from service.llm.nouns import ModelFailed
from service.llm.wire import DONE, Events, Heard

MOST_BYTES: Final = 8_000_000
"""Bytes that are read of one answer: a stream of 16,000 tokens takes about half of that."""
CONNECT_SECONDS: Final = 5.0
SETTLE_SECONDS: Final = 1.0
"""How long to wait for the token counts that follow a complete answer, in seconds."""
OPENAI: Final = "https://api.openai.com/v1"
OPTIONAL: Final = ("temperature", "max_completion_tokens", "stream_options")
"""What a request can do without, when a server refuses it by name."""
_LIMITS: Final = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=30.0)


class _Bounded(httpx2.AsyncByteStream):
    """A body that ends with an error where it becomes too large, be it an answer or an error page."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._stream:
            read += len(chunk)
            if read > MOST_BYTES:
                raise TooMuch(f"an answer of more than {MOST_BYTES} bytes")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx2.Response) -> None:
    stream = response.stream
    if isinstance(stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(stream)


class Client:
    """One model at one endpoint."""

    def __init__(self, name: str, url: str | None, key: SecretStr | None, answer_tokens: int) -> None:
        """Connects to nothing yet.

        Args:
            name: The model, as the server knows it.
            url: The base URL, up to and including `/v1`; None for OpenAI's own.
            key: The key; None where the server asks for none.
            answer_tokens: The longest answer to ask for.
        """
        self.name = name
        address = urlsplit(url or OPENAI)
        # Neither user nor query: either may carry a secret.
        self.shown = f"{address.scheme}://{address.hostname}{f':{address.port}' if address.port else ''}{address.path}"
        self.refused: set[str] = set()
        """Parameters that this server has refused by name; they are not sent again."""
        self._key = key
        self._http = httpx2.AsyncClient(
            # No time limit for a read: the deadline above holds however slowly bytes drip. No redirects: a request
            # carries documents, and goes where the operator said and nowhere else.
            timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
            limits=_LIMITS,
            follow_redirects=False,
            headers={"accept-encoding": "identity"},
            event_hooks={"response": [_bound]},
        )
        self._chat = ChatOpenAI(
            model=name,
            base_url=url or OPENAI,
            api_key=key or SecretStr("none"),
            temperature=0,
            max_retries=0,
            timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
            max_completion_tokens=answer_tokens,
            use_responses_api=False,
            http_async_client=self._http,
            # Given, or OPENAI_PROXY would be read and refused beside a client of our own.
            openai_proxy=None,
        )

    def __repr__(self) -> str:
        """Without the key."""
        return f"Client({self.name!r} at {self.shown})"

    @property
    def calls_tools(self) -> bool:
        """Whether LangChain's profile of the model knows it to call tools."""
        return bool((self._chat.profile or {}).get("tool_calling"))

    def payload(self, messages: Sequence[BaseMessage], *, stream: bool = False, **extra: Any) -> dict[str, Any]:
        """The request as `ChatOpenAI` words it, less what this server has refused."""
        if stream:
            extra |= {"stream": True, "stream_options": {"include_usage": True}}
        worded = self._chat._get_request_payload(list(messages), **extra)
        return {name: value for name, value in worded.items() if name not in self.refused}

    @property
    def parameters(self) -> dict[str, str]:
        """What is sent beside the messages, for the record."""
        sent = {"temperature": self._chat.temperature, "max_completion_tokens": self._chat.max_tokens}
        return {name: str(value) for name, value in sent.items() if value is not None and name not in self.refused}

    def hide(self, text: str) -> str:
        """The text without the key, in case a server repeats what it was sent."""
        secret = self._key.get_secret_value() if self._key else ""
        return text.replace(secret, "***") if len(secret) >= 4 else text

    async def whole(self, payload: dict[str, Any], heard: Heard) -> str:
        """The text of an answer that comes at once.

        Raises:
            ModelFailed: it is not complete, with the text that came as its `partial`.
            Exception: whatever the libraries raise; see `failures.translated`.
        """
        async with self._opened(payload) as response:
            body = b"".join([chunk async for chunk in response.aiter_bytes()])
        return _checked(heard, heard.take(body, whole=True))

    async def pieces(self, payload: dict[str, Any], heard: Heard) -> AsyncGenerator[str, None]:
        """The text of an answer in pieces as they come; closing it closes the connection.

        Raises:
            ModelFailed: it did not end well.
            Exception: whatever the libraries raise; see `failures.translated`.
        """
        async with self._opened(payload) as response:
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind == "application/json":
                # A server that does not stream answers whole.
                body = b"".join([chunk async for chunk in response.aiter_bytes()])
                yield _checked(heard, heard.take(body, whole=True))
                return
            if kind.startswith("text/html"):
                raise failure("malformed", f"a page of type {kind}", "text/event-stream")
            async with aclosing(_events(response)) as events:
                async for data in events:
                    text = heard.take(data)
                    if text:
                        yield text
                    if heard.finish is not None:
                        break
                if heard.finish is not None:
                    # The answer is complete; the token counts that follow are welcome, and no reason to fail.
                    with suppress(Exception):
                        async with asyncio.timeout(SETTLE_SECONDS):
                            async for data in events:
                                heard.take(data)
            held = heard.check_end()
            if held:
                yield held

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    def chat_result(self, heard: Heard) -> ChatResult:
        """A whole answer as LangChain's agent takes it."""
        usage = {"prompt_tokens": heard.input_tokens or 0, "completion_tokens": heard.output_tokens or 0}
        choice = {"index": 0, "message": heard.message, "finish_reason": heard.finish}
        return self._chat._create_chat_result({"choices": [choice], "usage": usage, "model": self.name})

    @asynccontextmanager
    async def _opened(self, payload: dict[str, Any]) -> AsyncIterator[httpx2.Response]:
        completions = self._chat.root_async_client.chat.completions
        # As extra body: the SDK would spend half a millisecond on checking what ChatOpenAI has worded.
        manager = completions.with_streaming_response.create(model=self.name, messages=[], extra_body=payload)
        try:
            response = await manager.__aenter__()
        except openai.APIStatusError as error:
            refused = self._newly_refused(payload, error)
            if refused is None:
                raise
            raise refused from error
        try:
            yield response.http_response
        finally:
            await response.close()

    def _newly_refused(self, payload: dict[str, Any], error: openai.APIStatusError) -> ModelFailed | None:
        """The failure that another try without the parameter will not have; None if no parameter is to blame."""
        failed = translated(error)
        names = [name for name in OPTIONAL if name in payload and name in error.message]
        if failed.reason != "refused_request" or not names:
            return None
        self.refused.update(names)
        failed.again = True
        return failed


async def _events(response: httpx2.Response) -> AsyncGenerator[bytes, None]:
    events = Events()
    async with aclosing(response.aiter_bytes()) as chunks:
        async for chunk in chunks:
            for data in events.feed(chunk):
                if data == DONE:
                    return
                yield data
    for data in events.end():
        if data != DONE:
            yield data


def _checked(heard: Heard, text: str) -> str:
    try:
        return text + heard.check_end()
    except ModelFailed as failed:
        failed.partial = text
        raise
