"""Chat: one question of a conversation answered, at once or claim by claim as the claims are checked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from glossary.concepts import Community
from service import workflows
from service.api.asking.streaming import (
    EventStream,
    Left,
    Running,
    answer_of,
    first_of,
    named,
    sse,
    unless_left,
    with_comments,
)
from service.api.problems import of
from service.dependencies import Asking, Body, BodyId, Service, Words
from service.errors import BadRequest
from service.interpretation.answering.nouns import Turn
from service.interpretation.nouns import Answer
from service.workflows import Event

router = APIRouter(prefix="/v1/chat", tags=["chat"])

MOST_MESSAGES = 10_000
LEFT = 499
"""The status, by custom, for a request whose sender has closed the connection; nobody receives it."""


class Message(Body):
    """Something said in the conversation."""

    role: Literal["system", "user", "assistant"]
    """What `system` says is not followed: what may be read and how answers are checked is not for a message to say."""
    content: Words


class Asked(Body):
    """A conversation whose last message is the question."""

    messages: Annotated[list[Message], Field(min_length=1, max_length=MOST_MESSAGES)]
    initiative_id: BodyId | None = None
    """All that the caller may read, without it."""
    community: Community = "people_readiness"
    """Who asks."""
    stream: bool = False
    """Server-sent events: `sources`, a `claim` for each that has been checked, and one `done`."""
    conversation_id: BodyId | None = None
    """Of a kept conversation to go on with, whose turns then count rather than earlier messages here."""


_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; as server-sent events with `stream`, or with `Accept: text/event-stream`",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@router.post("", response_model=Answer, responses=_STREAM)
async def chat(request: Request, service: Service, asking: Asking, asked: Asked) -> Response | Answer:
    """Answers the last message from the documents and the glossary, each claim with its sources."""
    if asked.messages[-1].role != "user":
        raise BadRequest(
            f"body.messages.{len(asked.messages) - 1}.role: found {asked.messages[-1].role}; expected user, for the "
            "last message is the question"
        )
    history = tuple(Turn(m.role, m.content) for m in asked.messages[:-1] if m.role != "system")
    question = workflows.Asked(
        text=asked.messages[-1].content,
        history=history,
        initiative_id=asked.initiative_id,
        community=asked.community,
        conversation_id=asked.conversation_id,
    )
    running = Running(workflows.answer(service, asking, question))
    try:
        if not (asked.stream or _wants_stream(request)):
            return await unless_left(request, running, answer_of(running))
        first = await unless_left(request, running, first_of(running))
    except Left:
        return Response(status_code=LEFT)
    return EventStream(_pieces(first, running), running)


async def _pieces(first: Event, running: Running[Event]) -> AsyncIterator[str]:
    try:
        async for event in with_comments(first, running):
            yield ": still at work\n\n" if event is None else named(event)
    except Exception as exc:
        # The status has been sent; without `done`, nobody takes what came so far for the whole.
        yield sse("error", json.dumps(of(exc).members, ensure_ascii=False))


def _wants_stream(request: Request) -> bool:
    kinds = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    return "text/event-stream" in kinds and "application/json" not in kinds
