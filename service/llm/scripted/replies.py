"""What a scripted model answers, as values: a text at a given pace, tool calls, and everything that goes wrong.

A reply says what happens, not how it is sent: the same one is told whole or streamed, as the request asks. What
goes wrong inside an answer's text (fenced or broken JSON, a schema that was not asked for) is merely `says(…)`.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Hang = Literal["before headers", "after headers"]
_WORD = re.compile(r"\s*\S+|\s+$")
_NONE: Mapping[str, str] = MappingProxyType({})
_HTML = b"<!doctype html><title>Sign in</title><h1>Sign in to go on</h1><p>Your session has ended."


@dataclass(frozen=True)
class ToolCall:
    """A tool that the model asks for."""

    name: str
    arguments: str
    """JSON, as the model writes it: it need not be well-formed."""


@dataclass(frozen=True)
class Reply:
    """An answer as it goes over the wire."""

    pieces: tuple[str, ...] = ()
    """Of the text, one event each when it is streamed."""
    every: float = 0.0
    """Seconds before each piece; a reply told whole comes when its last piece would."""
    tools: tuple[ToolCall, ...] = ()
    finish: str | None = "stop"
    """`finish_reason`; without one the stream ends as if all had been said."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    body: bytes | None = None
    """Sent instead of a completion, in one go."""
    kind: str = "application/json"
    """The content type of `body`."""
    event: str | None = None
    """Data of one more event after the pieces; told whole, it is the body."""
    cut_after: int | None = None
    """Pieces after which the connection is cut; told whole, it is cut in the middle of the body."""
    hang: Hang | None = None
    """Where nothing more comes until the client leaves."""


def says(text: str, *, rate: float | None = None, every: float = 0.0) -> Reply:
    """A text, a word a piece.

    Args:
        text: What it says.
        rate: Pieces a second; all at once if neither this nor `every` is given.
        every: Seconds before each piece.
    """
    return Reply(pieces=tuple(_WORD.findall(text)), every=1 / rate if rate else every)


def calls(*tools: ToolCall, text: str = "") -> Reply:
    """Tool calls, after a text if there is one."""
    return Reply(pieces=tuple(_WORD.findall(text)), tools=tools, finish="tool_calls")


def fails(status: int, *, retry_after: str | None = None, message: str = "scripted to fail") -> Reply:
    """An error as OpenAI words it."""
    body = {"error": {"message": message, "type": "scripted", "param": None, "code": str(status)}}
    headers = {} if retry_after is None else {"retry-after": retry_after}
    return Reply(status=status, headers=MappingProxyType(headers), body=json.dumps(body).encode())


def http_date(seconds: float) -> str:
    """The moment so many seconds from now, as `Retry-After` may give it."""
    return email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds), usegmt=True)


def silent(hang: Hang) -> Reply:
    """Nothing, from before or from after the headers on."""
    return Reply(hang=hang)


def cut(text: str, after: int) -> Reply:
    """The connection is cut after so many pieces of a text."""
    return Reply(pieces=tuple(_WORD.findall(text)), cut_after=after)


def unfinished(text: str) -> Reply:
    """Ends in good order, but never says that it is finished."""
    return Reply(pieces=tuple(_WORD.findall(text)), finish=None)


def finished(text: str, reason: str) -> Reply:
    """Ends for another reason than that all was said: `length`, `content_filter`."""
    return Reply(pieces=tuple(_WORD.findall(text)), finish=reason)


def error_inside(text: str = "") -> Reply:
    """Status 200, some of a text, then an error in place of the rest."""
    error = json.dumps({"error": {"message": "the engine has stopped", "type": "server_error", "code": 500}})
    return Reply(pieces=tuple(_WORD.findall(text)), event=error)


def html() -> Reply:
    """A page for people, with status 200, as a proxy sends it."""
    return Reply(body=_HTML, kind="text/html; charset=utf-8")


def invalid_json() -> Reply:
    """Something that begins like an answer and is no JSON."""
    return Reply(event='{"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "mess')


def wrong_envelope() -> Reply:
    """JSON, but nothing that OpenAI's protocol knows."""
    return Reply(event='{"result": {"output": "Go-live is on Monday."}, "choices": "none"}')


def not_a_number() -> Reply:
    """NaN where a number belongs, which Python reads and JSON does not know."""
    choice = '{"index": NaN, "delta": {"content": NaN}, "message": {"role": "assistant", "content": NaN}, '
    return Reply(event=f'{{"id": "chatcmpl-1", "created": NaN, "choices": [{choice}"finish_reason": "stop"}}]}}')


def no_choices() -> Reply:
    """An answer with an empty list of choices."""
    return Reply(event='{"id": "chatcmpl-1", "object": "chat.completion", "model": "scripted", "choices": []}')


def huge(megabytes: int = 50) -> Reply:
    """A text of so many megabytes, as fast as it is read."""
    return Reply(pieces=("x" * 62_499 + " ",) * (megabytes * 16))
