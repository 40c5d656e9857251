"""The four ways to ask a question over HTTP, and what each says of how its answer came about."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2

QUESTION: Final = "When do warehouse staff get access to the practice system?"
DOORS: Final = ("JSON", "SSE", "completions", "completions, streamed")


@dataclass(frozen=True)
class Heard:
    """What came back."""

    status: int
    seconds: float
    mode: str = ""
    reason: str = ""
    record_id: str = ""
    complete: bool = True
    text: str = ""
    """What a person would read."""
    claims: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    raw: str = ""
    """All of it, as sent."""
    wrong: tuple[str, ...] = field(default=())
    """What the protocol was broken by, in words."""


def ask(client: httpx2.Client, door: str, initiative: str, question: str = QUESTION, before: str = "") -> Heard:
    """Asks at one of the four doors.

    Args:
        client: Of the service.
        door: One of `DOORS`.
        initiative: About which.
        question: What is asked.
        before: An earlier question of the conversation, if there is one.
    """
    path, body = body_of(door, initiative, question, before)
    start = time.monotonic()
    try:
        answer = client.post(path, json=body)
    except httpx2.HTTPError as error:
        return Heard(0, time.monotonic() - start, wrong=(f"no answer: {type(error).__name__}: {error}",))
    seconds = time.monotonic() - start
    if answer.status_code != 200:
        return Heard(answer.status_code, seconds, raw=answer.text, wrong=(f"said {answer.text[:300]}",))
    try:
        heard = _READERS[door](answer.text)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        return Heard(200, seconds, raw=answer.text, wrong=(f"cannot be read: {error!r} in {answer.text[-300:]!r}",))
    return Heard(200, seconds, **heard, raw=answer.text)


def body_of(door: str, initiative: str, question: str, before: str = "") -> tuple[str, dict[str, Any]]:
    """The path and body of a question; see `ask`."""
    messages = [{"role": "user", "content": question}]
    if before:
        messages = [{"role": "user", "content": before}, {"role": "assistant", "content": "See the plan."}, *messages]
    streamed = door in ("SSE", "completions, streamed")
    body: dict[str, Any] = {"messages": messages, "stream": streamed}
    if not door.startswith("completions"):
        return "/v1/chat", body | {"initiative_id": initiative}
    return "/v1/chat/completions", body | {"model": f"crosswalk/{initiative}"}


def events(text: str) -> Iterator[tuple[str, str]]:
    """The name and data of each server-sent event."""
    for part in text.replace("\r\n", "\n").split("\n\n"):
        name, data = "message", []
        for line in part.split("\n"):
            if line.startswith("event:"):
                name = line[6:].strip()
            elif line.startswith("data:"):
                data.append(line[5:].removeprefix(" "))
        if data:
            yield name, "\n".join(data)


def _answer(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "mode": said["mode"],
        "reason": said.get("reason", ""),
        "record_id": said["record_id"],
        "complete": said["complete"],
        "claims": tuple(said["claims"]),
        "sources": tuple(said["sources"]),
        "text": "\n".join([said["text"], *said.get("follow_ups", ()), *said.get("missing", ())]),
    }


def _json(text: str) -> dict[str, Any]:
    return _answer(json.loads(text))


def _sse(text: str) -> dict[str, Any]:
    heard = [(name, json.loads(data)) for name, data in events(text)]
    names = [name for name, _ in heard]
    wrong = []
    if names.count("done") != 1 or names[-1] != "done":
        wrong.append(f"expected one done at the end, found {names[-3:]}")
    if "sources" not in names[:1]:
        wrong.append(f"expected sources first, found {names[:1]}")
    done = heard[-1][1]
    claims = [data.get("claim", data) for name, data in heard if name == "claim"]
    listed = [data for name, data in heard if name == "sources"]
    shown = listed[0].get("sources", ()) if listed and isinstance(listed[0], dict) else (listed[0] if listed else ())
    return {
        "mode": done["mode"],
        "reason": done.get("reason", ""),
        "record_id": done["record_id"],
        "complete": done["complete"],
        "claims": tuple(claims),
        "sources": tuple(done.get("sources") or shown),
        "text": "\n".join([*(str(claim["text"]) for claim in claims), *_strings(done)]),
        "wrong": tuple(wrong),
    }


def _completion(text: str) -> dict[str, Any]:
    said = json.loads(text)
    choice = said["choices"][0]
    ours = said["crosswalk"]
    return _whole(ours, choice["message"]["content"], choice["message"], choice["finish_reason"])


def _completion_stream(text: str) -> dict[str, Any]:
    datas = [data for _, data in events(text)]
    if not datas or datas[-1] != "[DONE]":
        raise ValueError("the stream does not end with [DONE]")
    chunks = [json.loads(data) for data in datas[:-1]]
    choices = [chunk["choices"][0] for chunk in chunks if chunk["choices"]]
    content = "".join(choice["delta"].get("content") or "" for choice in choices)
    keys = {key: value for choice in choices for key, value in choice["delta"].items()}
    finishes = [choice["finish_reason"] for choice in choices if choice.get("finish_reason")]
    ours: dict[str, Any] = {}
    for chunk in chunks:
        ours.update(chunk.get("crosswalk") or {})
    return _whole(ours, content, keys, finishes[-1] if finishes else None)


def _whole(ours: Mapping[str, Any], content: str, message: Mapping[str, Any], finish: str | None) -> dict[str, Any]:
    wrong = []
    if message.get("tool_calls") or message.get("function_call"):
        wrong.append(f"a tool call reached the reader: {message}")
    if finish not in ("stop", "length"):
        wrong.append(f"expected finish_reason stop, found {finish}")
    return {
        "mode": ours["mode"],
        "reason": ours.get("reason", ""),
        "record_id": ours["record_id"],
        "complete": ours.get("complete", finish == "stop"),
        "claims": tuple(ours.get("claims", ())),
        "sources": tuple(ours.get("sources", ())),
        "text": content,
        "wrong": tuple(wrong),
    }


def _strings(value: Any) -> Iterator[str]:
    """The words that a reader sees of a `done` event, but not the quotes of sources."""
    if isinstance(value, Mapping):
        for name in ("text", "follow_ups", "missing"):
            yield from _strings(value.get(name, ()))
    elif isinstance(value, str):
        yield value
    else:
        for one in value:
            yield from _strings(one)


_READERS = {
    "JSON": _json,
    "SSE": _sse,
    "completions": _completion,
    "completions, streamed": _completion_stream,
}
