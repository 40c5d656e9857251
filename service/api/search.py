"""Search: passages for a question, with scores and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from retrieval.documents import Frozen, Passage
from service import workflows
from service.dependencies import Asking, Body, BodyId, Service

router = APIRouter(prefix="/v1/search", tags=["search"])


class Asked(Body):
    """What is looked for, and where."""

    query: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    initiative_ids: Annotated[list[BodyId], Field(min_length=1, max_length=100)] | None = None
    """All that the caller may read, without them."""
    k: Annotated[int, Field(ge=1, le=100)] = 10


class Reason(Frozen):
    """What one index had to do with a passage's being found."""

    index: str
    rank: int | None
    score: float | None
    words: tuple[str, ...]
    note: str


class Result(Frozen):
    """One passage, and why."""

    passage: Passage
    score: float
    why: tuple[Reason, ...]


class Results(Frozen):
    """What was found, best first; an empty list means that there is nothing."""

    record_id: str
    results: tuple[Result, ...]


@router.post("")
async def search(service: Service, asking: Asking, asked: Asked) -> Results:
    """Passages for a question, by words and by meaning, in what the caller may read."""
    found, record_id = await workflows.find(service, asking, asked.query, asked.initiative_ids, asked.k)
    results = tuple(
        Result(passage=one.passage, score=one.score, why=tuple(Reason(**vars(why)) for why in one.why)) for one in found
    )
    return Results(record_id=record_id, results=results)
