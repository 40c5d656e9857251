"""Conversations: listed, read turn by turn, and deleted; each belongs to whoever had it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from retrieval.access import not_found
from retrieval.documents import Frozen
from service.dependencies import Allowed, Asking, PathId, Service
from service.interpretation.nouns import Answer
from service.provenance import conversations as kept

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])

_QUERY_ID = r"^[A-Za-z0-9_-]{1,64}$"


class Listed(Frozen):
    """A conversation in a list."""

    id: str
    initiative_id: str | None
    """Null where all that the caller may read was asked about."""
    title: str
    """The first question, shortened."""
    started_at: str
    last_at: str


class Conversations(Frozen):
    """One page of conversations, the one that was last gone on with first."""

    conversations: tuple[Listed, ...]
    next: str | None
    """What to send as `before` for the next page; null on the last."""


class Turn(Frozen):
    """A question with its answer."""

    number: int
    asked_at: str
    question: str
    answer: Answer


class Whole(Listed):
    """A conversation with its turns, oldest first."""

    turns: tuple[Turn, ...]


@router.get("")
def every(
    service: Service,
    asking: Asking,
    allowed: Allowed,
    initiative_id: Annotated[str | None, Query(pattern=_QUERY_ID)] = None,
    before: Annotated[str | None, Query(pattern=_QUERY_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Conversations:
    """The caller's conversations, all or those about one initiative."""
    if initiative_id is not None and initiative_id not in allowed:
        raise not_found("initiative", initiative_id)
    place = kept.conversation(service.engine, asking, before) if before is not None else None
    found = kept.latest(service.engine, asking, limit + 1, initiative_id, place)
    page = found[:limit]
    return Conversations(
        conversations=tuple(Listed(**vars(each)) for each in page),
        next=page[-1].id if len(found) > limit else None,
    )


@router.get("/{conversation_id}")
def one(service: Service, asking: Asking, conversation_id: PathId) -> Whole:
    """One conversation with its turns, but those that rest on what the caller may no longer read."""
    found = kept.conversation(service.engine, asking, conversation_id)
    turns = tuple(
        Turn(
            number=turn.number,
            asked_at=turn.asked_at,
            question=turn.question,
            answer=Answer.model_validate_json(turn.answer),
        )
        for turn in kept.turns_of(service.engine, asking, conversation_id)
    )
    return Whole(**vars(found), turns=turns)


@router.delete("/{conversation_id}", status_code=204)
def delete(service: Service, asking: Asking, conversation_id: PathId) -> None:
    """Deletes a conversation; the records of its answers stay."""
    kept.forget(service.engine, asking, conversation_id)
