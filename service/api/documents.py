"""Documents: added as files or text, read, deleted, and the records that rest on them."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response, UploadFile
from pydantic import StringConstraints

from retrieval import store
from retrieval.access import not_found
from retrieval.database.listing import Listed, list_documents
from retrieval.documents import Community, Document, Frozen, Passage
from retrieval.loaders import DEFAULT, LoadError, safe_name
from retrieval.store import Added
from service import workflows
from service.api.problems import Problem, problem, rejected
from service.dependencies import Allowed, Asking, Body, PathId, Service, Words, on_disk, sent
from service.errors import BadRequest, TooLarge
from service.provenance import ledger
from service.provenance.ledger import Use
from service.workflows import Parts

router = APIRouter(prefix="/v1", tags=["documents"])


class About(Body):
    """What is known of documents that are handed in."""

    community: Community | None = None
    dated: dt.date | None = None


class Pasted(About):
    """A document as text; its title is its identity within the initiative."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    text: Words


class PassageAt(Frozen):
    """Where a passage lies in its document."""

    id: str
    start: int
    end: int
    headings: tuple[str, ...]
    where: str


class Stored(Frozen):
    """A document in one of its versions, with the places of its passages."""

    id: str
    initiative_id: str
    name: str
    title: str
    version: int
    sha256: str
    community: Community | None
    dated: dt.date | None
    media_type: str
    added_at: dt.datetime
    notes: tuple[str, ...]
    characters: int
    passages: tuple[PassageAt, ...]


class StoredText(Stored):
    """The same with its text."""

    text: str


class Outcome(Frozen):
    """What became of one file of several."""

    name: str
    outcome: Literal["ingested", "unchanged", "rejected"]
    document: Stored | None = None
    problem: dict[str, Any] | None = None
    """For a rejected file: why, as the members of a problem."""


class Outcomes(Frozen):
    """One outcome for each file, in the order in which they were sent."""

    outcomes: tuple[Outcome, ...]


class Documents(Frozen):
    """An initiative's documents without their texts."""

    documents: tuple[Listed, ...]


class Uses(Frozen):
    """The records that rest on a document, as far as the caller may read them."""

    records: tuple[Use, ...]


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Pasted.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        **About.model_json_schema()["properties"],
                    },
                }
            },
        },
    }
}


@router.post(
    "/initiatives/{initiative_id}/documents",
    status_code=201,
    response_model=Stored | Outcomes,
    openapi_extra=_BODY,
    responses={200: {"model": Stored | Outcomes, "description": "The same bytes were there already"}},
)
async def add(
    request: Request, response: Response, service: Service, asking: Asking, allowed: Allowed, initiative_id: PathId
) -> Stored | Outcomes | Problem:
    """Adds files, or text as JSON. Durable and found by words on return; their vectors follow."""
    if initiative_id not in allowed:
        raise not_found("initiative", initiative_id)
    async with sent(request, Pasted, About) as (about, files):
        if isinstance(about, Pasted):
            added = await asyncio.to_thread(_add_text, service, allowed, initiative_id, about)
        elif len(files) == 1:
            added = await _add_file(service, asking, initiative_id, files[0], about)
        else:
            outcomes = await _add_files(service, asking, allowed, initiative_id, files, about)
            if all(o.outcome == "rejected" for o in outcomes.outcomes):
                told = outcomes.model_dump(mode="json", exclude_none=True)
                return Problem(422, "The files cannot be read", f"none of the {len(files)} files can be read", **told)
            response.status_code = 201 if any(o.outcome == "ingested" for o in outcomes.outcomes) else 200
            return outcomes
    response.status_code = 201 if added.created else 200
    response.headers["Location"] = f"/v1/documents/{added.document.id}"
    return await asyncio.to_thread(_stored, service, allowed, added.document)


@router.get("/initiatives/{initiative_id}/documents")
def every(service: Service, allowed: Allowed, initiative_id: PathId) -> Documents:
    """The initiative's documents, each in its current version, by name."""
    return Documents(documents=list_documents(service.engine, allowed, initiative_id))


@router.get("/documents/{document_id}")
def one(
    service: Service,
    allowed: Allowed,
    document_id: PathId,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> StoredText:
    """A document with its text: the current version, or the one asked for."""
    document = store.document(service.engine, allowed, document_id, version)
    return StoredText(**dict(_stored(service, allowed, document)), text=document.text)


@router.delete("/documents/{document_id}", status_code=204)
def delete(service: Service, allowed: Allowed, document_id: PathId) -> None:
    """Takes a document out of all lists and searches; what was cited from it opens still."""
    service.ingestor.delete(allowed, document_id)


@router.get("/documents/{document_id}/passages/{passage_id}")
def passage(service: Service, allowed: Allowed, document_id: PathId, passage_id: PathId) -> Passage:
    """One passage, of whichever version."""
    found = store.passage(service.engine, allowed, passage_id)
    if found.document_id != document_id:
        raise not_found("passage", passage_id)
    return found


@router.get("/documents/{document_id}/used-by")
def used_by(service: Service, asking: Asking, allowed: Allowed, document_id: PathId) -> Uses:
    """Every record that was shown a passage of the document, newest first; `stale` where it has changed since."""
    store.current_version(service.engine, allowed, document_id)
    return Uses(records=tuple(ledger.used_by(service.engine, asking, document_id)))


def _add_text(service: Parts, allowed: frozenset[str], initiative_id: str, pasted: Pasted) -> Added:
    if not any(c.isalnum() for c in pasted.text):
        raise BadRequest("body.text: holds no letters or digits; expected the document's text")
    if len(pasted.text) > DEFAULT.letters:
        raise TooLarge(
            f"body.text: has {len(pasted.text):,} characters; at most {DEFAULT.letters:,} are read. Split it."
        )
    return service.ingestor.add_text(
        allowed, initiative_id, pasted.title, pasted.text, community=pasted.community, dated=pasted.dated
    )


async def _add_file(service: Parts, asking: Asking, initiative_id: str, file: UploadFile, about: About) -> Added:
    async with on_disk(file) as path:
        return await workflows.add_document(
            service,
            asking,
            initiative_id,
            file.filename or "",
            path,
            community=about.community,
            dated=about.dated,
        )


async def _add_files(
    service: Parts,
    asking: Asking,
    allowed: frozenset[str],
    initiative_id: str,
    files: Sequence[UploadFile],
    about: About,
) -> Outcomes:
    outcomes: list[Outcome] = []
    names: set[str] = set()
    for file in files:
        name = file.filename or ""
        try:
            if safe_name(name) in names:
                raise LoadError("name", f"{name}: sent twice in one request; expected each name once. Rename one.")
            names.add(safe_name(name))
            added = await _add_file(service, asking, initiative_id, file, about)
        except LoadError as error:
            said = rejected(error)
            told = problem(said.status_code, "The file cannot be read", error.message, reason=error.reason)
            outcomes.append(Outcome(name=_sendable(name), outcome="rejected", problem=told))
            continue
        stored = await asyncio.to_thread(_stored, service, allowed, added.document)
        outcomes.append(Outcome(name=name, outcome="ingested" if added.created else "unchanged", document=stored))
    return Outcomes(outcomes=tuple(outcomes))


def _stored(service: Parts, allowed: frozenset[str], document: Document) -> Stored:
    passages = store.passages(service.engine, allowed, document.id, document.version)
    known = document.model_dump(exclude={"text", "blocks"})
    places = tuple(PassageAt(**p.model_dump(include=set(PassageAt.model_fields))) for p in passages)
    return Stored(**known, characters=len(document.text), passages=places)


def _sendable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()[:200]
