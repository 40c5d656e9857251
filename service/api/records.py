"""Provenance: what was answered to whom on which grounds, and the proof that nothing was changed since."""

from __future__ import annotations

from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Query

from retrieval.access import Caller
from retrieval.documents import Frozen
from service.dependencies import Asking, PathId, Service
from service.provenance import ledger
from service.provenance.prov import to_prov_json
from service.provenance.records import Record, RecordKind

router = APIRouter(prefix="/v1/records", tags=["records"])


class Kept(Frozen):
    """A record with its place in the chain."""

    record: Record
    hash: str
    prev_hash: str


class Listed(Frozen):
    """A record in a list."""

    id: str
    kind: RecordKind
    made_at: str
    caller: str
    initiative_id: str | None
    mode: str
    request: dict[str, str]
    sources: int
    claims: int


class Records(Frozen):
    """One page of records, newest first."""

    records: tuple[Listed, ...]
    next: str | None
    """What to send as `before` for the next page; null on the last."""


class Checked(Frozen):
    """Whether the chain of records holds."""

    ok: bool
    problem: str
    """Empty if it holds."""
    checked: int | None = None
    """Records that were read; only for who may read all of them."""


@router.get("")
def every(
    service: Service,
    asking: Asking,
    before: Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_-]{1,64}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Records:
    """The records that the caller may read, newest first."""
    # A place in the chain would tell how many records others have, so pages go by id.
    place = ledger.entry(service.engine, asking, before).seq if before is not None else None
    found = ledger.latest(service.engine, asking, limit + 1, place)
    page = found[:limit]
    return Records(
        records=tuple(_listed(entry.record) for entry in page),
        next=page[-1].record.id if len(found) > limit else None,
    )


@router.get("/verify")
def verify_all(service: Service, asking: Asking) -> Checked:
    """Reads the whole chain and recomputes every hash."""
    return _checked(service.engine, asking, None)


@router.get("/{record_id}")
def one(service: Service, asking: Asking, record_id: PathId) -> Kept:
    """One record, as it was written."""
    found = ledger.entry(service.engine, asking, record_id)
    return Kept(record=found.record, hash=found.hash, prev_hash=found.prev_hash)


@router.get("/{record_id}/verify")
def verify(service: Service, asking: Asking, record_id: PathId) -> Checked:
    """Reads the chain up to the record and recomputes every hash."""
    ledger.entry(service.engine, asking, record_id)
    return _checked(service.engine, asking, record_id)


@router.get("/{record_id}/prov")
def prov(service: Service, asking: Asking, record_id: PathId) -> dict[str, Any]:
    """The record as W3C PROV-JSON."""
    return to_prov_json(ledger.entry(service.engine, asking, record_id))


def _checked(engine: sa.Engine, asking: Caller, record_id: str | None) -> Checked:
    verdict = ledger.verify(engine, record_id)
    if asking.sees_all:
        return Checked(ok=verdict.ok, problem=verdict.problem, checked=verdict.checked)
    # The first broken record may be somebody else's.
    problem = "" if verdict.ok else "the chain of records is broken; the operator can see where"
    return Checked(ok=verdict.ok, problem=problem)


def _listed(record: Record) -> Listed:
    known = record.model_dump(include={"id", "kind", "made_at", "caller", "initiative_id", "mode", "request"})
    return Listed(**known, sources=len(record.sources), claims=len(record.claims))
