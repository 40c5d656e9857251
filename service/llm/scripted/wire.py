"""A reply as bytes and pauses: HTTP/1.1 with chunks, whole or as server-sent events, in OpenAI's words."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from service.llm.scripted.replies import Reply, ToolCall

_CREATED: Final = 1_800_000_000
_SSE: Final = "text/event-stream; charset=utf-8"
_JSON: Final = "application/json"


class Send(NamedTuple):
    """Bytes to be written."""

    data: bytes
    piece: bool = False
    """Whether a piece of the text is in them."""


class Pause(NamedTuple):
    """Nothing for so many seconds; for ever if infinite."""

    seconds: float


class Cut(NamedTuple):
    """The connection is cut off."""


Step = Send | Pause | Cut


def steps(reply: Reply, *, streamed: bool, model: str, usage: bool) -> Iterator[Step]:
    """What is done on the connection, in turn.

    Args:
        reply: What is to be told.
        streamed: Whether the request asked for a stream.
        model: The name under which it answers.
        usage: Whether a stream ends with the tokens that were used.
    """
    if reply.hang == "before headers":
        yield Pause(math.inf)
    if reply.body is not None:
        yield Send(_head(reply, reply.kind) + _chunk(reply.body) + _LAST)
    elif streamed:
        yield from _streamed(reply, model, usage)
    else:
        yield from _whole(reply, model)


def plain(status: int, body: Mapping[str, Any]) -> Send:
    """A JSON answer that belongs to no script."""
    return Send(_head(Reply(status=status), _JSON) + _chunk(json.dumps(body).encode()) + _LAST)


def _streamed(reply: Reply, model: str, usage: bool) -> Iterator[Step]:
    yield Send(_head(reply, _SSE))
    if reply.hang:
        yield Pause(math.inf)
    delta = _event(_chunk_of(model, {"content": "\0"})).decode()
    # All but the text is the same in every event: 200 streams then cost no more than the texts' own encoding.
    before, after = delta.split('"\\u0000"')
    yield Send(_chunk(_event(_chunk_of(model, {"role": "assistant", "content": ""}))))
    for number, piece in enumerate(reply.pieces):
        if number == reply.cut_after:
            yield Cut()
        if reply.every:
            yield Pause(reply.every)
        yield Send(_chunk(f"{before}{json.dumps(piece)}{after}".encode()), piece=True)
    if reply.cut_after is not None:
        yield Cut()
    for number, tool in enumerate(reply.tools):
        yield from (Send(_chunk(_event(_chunk_of(model, delta)))) for delta in _tool_deltas(number, tool))
    if reply.event is not None:
        yield Send(_chunk(f"data: {reply.event}\n\n".encode()) + _LAST)
        return
    if reply.finish is not None:
        yield Send(_chunk(_event(_chunk_of(model, {}, reply.finish))))
    if usage:
        yield Send(_chunk(_event({**_chunk_of(model, {}), "choices": [], "usage": _usage(reply)})))
    yield Send(_chunk(b"data: [DONE]\n\n") + _LAST)


def _whole(reply: Reply, model: str) -> Iterator[Step]:
    if reply.hang:
        yield Send(_head(reply, _JSON))
        yield Pause(math.inf)
    if reply.every:
        yield Pause(reply.every * len(reply.pieces))
    yield Send(_head(reply, _JSON))
    if reply.event is not None:
        yield Send(_chunk(reply.event.encode()) + _LAST)
        return
    message: dict[str, Any] = {"role": "assistant", "content": "\0"}
    if reply.tools:
        message["tool_calls"] = [{"id": f"call_{number}", **_tool(tool)} for number, tool in enumerate(reply.tools)]
    answer = {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": _CREATED,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
        "usage": _usage(reply),
    }
    before, after = json.dumps(answer).split("\\u0000")
    yield Send(_chunk(before.encode()))
    for number, piece in enumerate(reply.pieces):
        if number == reply.cut_after:
            yield Cut()
        yield Send(_chunk(json.dumps(piece)[1:-1].encode()), piece=True)
    if reply.cut_after is not None:
        yield Cut()
    yield Send(_chunk(after.encode()) + _LAST)


def _chunk_of(model: str, delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    name = "chat.completion.chunk"
    return {"id": "chatcmpl-scripted", "object": name, "created": _CREATED, "model": model, "choices": [choice]}


def _tool(tool: ToolCall) -> dict[str, Any]:
    return {"type": "function", "function": {"name": tool.name, "arguments": tool.arguments}}


def _tool_deltas(number: int, tool: ToolCall) -> Iterator[dict[str, Any]]:
    """The name first, then the arguments in two pieces, as servers stream them."""
    half = len(tool.arguments) // 2
    opened = ToolCall(tool.name, "")
    yield {"tool_calls": [{"index": number, "id": f"call_{number}", **_tool(opened)}]}
    for part in (tool.arguments[:half], tool.arguments[half:]):
        yield {"tool_calls": [{"index": number, "function": {"arguments": part}}]}


def _usage(reply: Reply) -> dict[str, int]:
    said = len(reply.pieces)
    return {"prompt_tokens": 1, "completion_tokens": said, "total_tokens": said + 1}


def _event(value: Mapping[str, Any]) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


_LAST: Final = b"0\r\n\r\n"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def _head(reply: Reply, kind: str) -> bytes:
    try:
        phrase = HTTPStatus(reply.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines: Sequence[str] = (
        f"HTTP/1.1 {reply.status} {phrase}",
        f"content-type: {kind}",
        *(f"{name}: {value}" for name, value in reply.headers.items()),
        "transfer-encoding: chunked",
        "connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
