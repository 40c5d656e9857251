"""Chat by OpenAI's protocol, so that its SDK, LangChain and chat front ends work unchanged.

The model named is the initiative that is asked about. Sources stand as numbered footnotes in the text, and in full in
the field `crosswalk`. What the protocol has besides and nothing here follows is accepted and ignored, as others do.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from retrieval.database.initiatives import list_initiatives
from service import bodies, workflows
from service.api.asking.chat import LEFT
from service.api.asking.protocol import MODEL, Asked, Cut, Refused, footnotes, inert, read, tokens
from service.api.asking.streaming import (
    EventStream,
    Left,
    Running,
    answer_of,
    first_of,
    sse,
    unless_left,
    with_comments,
)
from service.api.problems import as_openai, of
from service.dependencies import Allowed, Asking, Service
from service.interpretation.answering.references import References
from service.interpretation.nouns import Answer, Claim
from service.workflows import ClaimChecked, Done, Event, SourcesShown

router = APIRouter(prefix="/v1", tags=["openai"])

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["model", "messages"],
                    "properties": {
                        "model": {"type": "string", "description": f"`{MODEL}` or `{MODEL}/INITIATIVE_ID`"},
                        "messages": {"type": "array", "items": {"type": "object"}},
                        "stream": {"type": "boolean"},
                    },
                }
            }
        },
    }
}


@router.get("/models")
def models(service: Service, allowed: Allowed) -> dict[str, Any]:
    """The models there are: everything that the caller may read, and each initiative by itself."""
    return {"object": "list", "data": _listed(service, allowed)}


@router.get("/models/{model:path}")
def model(service: Service, allowed: Allowed, model: str) -> dict[str, Any]:
    """One of them."""
    for each in _listed(service, allowed):
        if each["id"] == model:
            return each
    raise Refused.model(model)


@router.post("/chat/completions", openapi_extra=_BODY)
async def completions(request: Request, service: Service, asking: Asking, allowed: Allowed) -> Response:
    """Answers the last message of a user, as a completion or in chunks."""
    asked = await run_in_threadpool(read, await bodies.content(request))
    if asked.initiative_id is not None and asked.initiative_id not in allowed:
        raise Refused.model(asked.model)
    question = workflows.Asked(
        text=asked.question, history=asked.history, initiative_id=asked.initiative_id, kept=False
    )
    running = Running(workflows.answer(service, asking, question))
    try:
        if not asked.stream:
            return JSONResponse(_completion(asked, await unless_left(request, running, answer_of(running))))
        first = await unless_left(request, running, first_of(running))
    except Left:
        return Response(status_code=LEFT)
    return EventStream(_chunks(asked, first, running), running)


def _listed(service: Service, allowed: frozenset[str]) -> list[dict[str, Any]]:
    every = [{"id": MODEL, "object": "model", "created": 0, "owned_by": "crosswalk"}]
    return every + [
        {
            "id": f"{MODEL}/{each.id}",
            "object": "model",
            "created": int(each.created_at.timestamp()),
            "owned_by": "crosswalk",
            "name": each.name,
        }
        for each in list_initiatives(service.engine, allowed)
    ]


def _completion(asked: Asked, answer: Answer) -> dict[str, Any]:
    said, references = Cut(asked), References()
    text = "".join([said.take(piece) for piece in _pieces(answer, references)]) + said.rest()
    return {
        "id": f"chatcmpl-{answer.record_id}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": asked.model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None},
                "logprobs": None,
                "finish_reason": said.ended or "stop",
            }
        ],
        "usage": _usage(asked, text),
        "crosswalk": answer.model_dump(mode="json"),
    }


def _pieces(answer: Answer, references: References) -> list[str]:
    pieces = [_piece(number, claim, references) for number, claim in enumerate(answer.claims)]
    return [*(pieces or [inert(answer.text)]), footnotes(references.cited(answer.sources))]


def _piece(number: int, claim: Claim, references: References) -> str:
    said = claim.model_copy(update={"text": inert(claim.text)})
    return ("\n" if number else "") + references.marked(said)


async def _chunks(asked: Asked, first: Event, running: Running[Event]) -> AsyncIterator[str]:
    """The answer claim by claim, then the footnotes, then all that is known of it."""
    said, references = Cut(asked), References()
    assert isinstance(first, SourcesShown)
    head = {
        "id": f"chatcmpl-{first.record_id}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": asked.model,
    }
    told: list[str] = []

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _data({**head, "choices": [choice], **({"usage": None} if asked.usage else {}), **more})

    def words(piece: str) -> str:
        told.append(piece)
        return chunk({"content": piece}) if piece else ""

    sources = [source.model_dump(mode="json") for source in first.sources]
    yield chunk({"role": "assistant", "content": ""}, crosswalk={"record_id": first.record_id, "sources": sources})
    count = 0
    try:
        async for event in with_comments(first, running):
            if event is None:
                yield ": still at work\n\n"
            elif isinstance(event, ClaimChecked):
                yield words(said.take(_piece(count, event.claim, references)))
                count += 1
            elif isinstance(event, Done):
                text = "" if count else inert(event.answer.text)
                for piece in (text, footnotes(references.cited(event.answer.sources))):
                    yield words(said.take(piece))
                yield words(said.rest())
                yield chunk({}, said.ended or "stop", crosswalk=event.answer.model_dump(mode="json"))
    except Exception as exc:
        # The status has been sent; without a reason to have finished, nobody takes what came for the whole.
        yield _data(as_openai(of(exc)))
        return
    if asked.usage:
        yield _data({**head, "choices": [], "usage": _usage(asked, "".join(told))})
    yield sse("", "[DONE]")


def _data(content: dict[str, Any]) -> str:
    return sse("", json.dumps(content, separators=(",", ":")))


def _usage(asked: Asked, text: str) -> dict[str, int]:
    prompt, completion = asked.tokens, tokens(text)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
