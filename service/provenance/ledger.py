"""The ledger: appends records, finds them again, says what rests on a document, and proves that nothing was changed.

Each record's hash covers the one before it, and the head is kept apart: a changed, removed, inserted or truncated
record breaks the chain at a place that `verify` names. The tables belong to the one database (`retrieval.tables`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import ValidationError

from retrieval.access import Caller, not_found, scope
from retrieval.database.engine import snapshot, take_turns, writing
from retrieval.tables import documents, heads, record_sources, records
from service.provenance.records import GENESIS, Record, canonical, chained

_HEAD = "records"


@dataclass(frozen=True)
class Entry:
    """A record with its place in the chain."""

    record: Record
    seq: int
    prev_hash: str
    hash: str


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds."""

    ok: bool
    checked: int
    """Records that were read before the verdict."""
    problem: str
    """Empty if it holds; else the first broken record, what was found and what was expected."""


class RecordDamaged(RuntimeError):
    """What is stored is no record any more; `verify` names the first place where the chain is broken."""


@dataclass(frozen=True)
class Use:
    """A record that rests on a document."""

    record_id: str
    kind: str
    made_at: str
    version: int
    cited: bool
    stale: bool
    """The document has changed or gone since."""


def append(engine: sa.Engine, record: Record, then: Callable[[sa.Connection], None] = lambda _: None) -> Entry:
    """Adds a record at the end of the chain; it is on the disk on return.

    Args:
        engine: The database.
        record: What is added.
        then: Writes what belongs to it, in the same transaction.
    """
    body = canonical(record)
    with writing(engine) as connection:
        take_turns(connection, _HEAD)
        head = connection.execute(sa.select(heads).where(heads.c.name == _HEAD)).one_or_none()
        previous, last = (head.hash, head.seq) if head is not None else (GENESIS, 0)
        digest = chained(previous, body)
        connection.execute(
            records.insert().values(
                seq=last + 1,
                id=record.id,
                kind=record.kind,
                made_at=record.made_at,
                caller=record.caller,
                initiative_id=record.initiative_id,
                body=body,
                prev_hash=previous,
                hash=digest,
            )
        )
        used = [
            {
                "record_id": record.id,
                "source_id": source.id,
                "document_id": source.document_id,
                "version": source.version,
                "cited": source.cited,
            }
            for source in record.sources
        ]
        if used:
            connection.execute(record_sources.insert(), used)
        if head is None:
            connection.execute(heads.insert().values(name=_HEAD, hash=digest, seq=last + 1))
        else:
            connection.execute(heads.update().where(heads.c.name == _HEAD).values(hash=digest, seq=last + 1))
        then(connection)
    return Entry(record, last + 1, previous, digest)


def entry(engine: sa.Engine, caller: Caller, record_id: str) -> Entry:
    """One record.

    Raises:
        NotFound: there is none, or the caller may not read all that it rests on.
        RecordDamaged: it is no longer what was written.
    """
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(records).where(records.c.id == record_id, _mine(engine, caller))
        ).one_or_none()
    if row is None:
        raise not_found("record", record_id)
    return _entry(row)


def latest(engine: sa.Engine, caller: Caller, limit: int, before: int | None = None) -> list[Entry]:
    """The newest records that the caller may read, newest first; `before` is the `seq` to go on from."""
    query = sa.select(records).where(_mine(engine, caller)).order_by(records.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(records.c.seq < before)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [_entry(row) for row in rows]


def used_by(engine: sa.Engine, caller: Caller, document_id: str) -> list[Use]:
    """The records that were shown a passage of the document, newest first, as far as the caller may read them."""
    with engine.connect() as connection:
        document = connection.execute(sa.select(documents).where(documents.c.id == document_id)).one_or_none()
        query = (
            sa.select(
                records.c.id,
                records.c.kind,
                records.c.made_at,
                sa.func.max(record_sources.c.version).label("version"),
                sa.func.max(sa.cast(record_sources.c.cited, sa.Integer)).label("cited"),
            )
            .join(record_sources, record_sources.c.record_id == records.c.id)
            .where(record_sources.c.document_id == document_id, _mine(engine, caller))
            .group_by(records.c.id, records.c.kind, records.c.made_at, records.c.seq)
            .order_by(records.c.seq.desc())
        )
        rows = connection.execute(query).all()
    current = None if document is None or document.deleted_at is not None else document.current_version
    return [Use(r.id, r.kind, r.made_at, r.version, bool(r.cited), r.version != current) for r in rows]


def verify(engine: sa.Engine, record_id: str | None = None) -> Verdict:
    """Reads the whole chain, or up to one record, and recomputes every hash."""
    previous, checked, seen = GENESIS, 0, False
    # Of one moment: a record that is added meanwhile is neither missed nor taken for one too many.
    with snapshot(engine) as connection:
        for row in _rows(connection):
            checked += 1
            problem = _broken(row, previous, checked) or _differs(connection, row)
            if problem:
                return Verdict(False, checked, problem)
            previous = row.hash
            if row.id == record_id:
                seen = True
                break
        head = connection.execute(sa.select(heads).where(heads.c.name == _HEAD)).one_or_none()
    if record_id is not None:
        return Verdict(seen, checked, "" if seen else f"record {record_id}: not in the chain of {checked} records")
    expected, count = (head.hash, head.seq) if head is not None else (GENESIS, 0)
    if (previous, checked) != (expected, count):
        return Verdict(
            False,
            checked,
            f"the chain ends after {checked} records with {previous[:12]}…; its head says {count} records and "
            f"{expected[:12]}…: records at the end were removed or added",
        )
    return Verdict(True, checked, "")


def _rows(connection: sa.Connection) -> Iterator[sa.Row[tuple[object, ...]]]:
    yield from connection.execution_options(yield_per=500).execute(sa.select(records).order_by(records.c.seq))


def _broken(row: sa.Row[tuple[object, ...]], previous: str, place: int) -> str:
    where = f"record {row.id} (number {row.seq})"
    if row.seq != place:
        return f"{where}: expected number {place}; a record before it was removed or its number changed"
    if row.prev_hash != previous:
        return (
            f"{where}: follows {str(row.prev_hash)[:12]}…, expected {previous[:12]}…; the record before it is another"
        )
    if row.hash != chained(previous, str(row.body)):
        found = chained(previous, str(row.body))
        return (
            f"{where}: its content gives {found[:12]}…, stored is {str(row.hash)[:12]}…: changed after it was written"
        )
    return ""


def _differs(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> str:
    """What does not agree with the body of a record whose hash is right."""
    where = f"record {row.id} (number {row.seq})"
    try:
        record = Record.model_validate_json(str(row.body))
    except ValidationError:
        return f"{where}: its body is no record; it was changed, and its hash with it, after it was written"
    columns = (row.id, row.kind, row.made_at, row.caller, row.initiative_id)
    if columns != (record.id, record.kind, record.made_at, record.caller, record.initiative_id):
        return f"{where}: its columns do not say what its body says; they were changed after it was written"
    kept = connection.execute(
        sa.select(
            record_sources.c.source_id, record_sources.c.document_id, record_sources.c.version, record_sources.c.cited
        ).where(record_sources.c.record_id == row.id)
    ).all()
    expected = {(s.id, s.document_id, s.version, s.cited) for s in record.sources}
    if {tuple(r) for r in kept} != expected:
        return f"{where}: its list of sources is not the one in its body; one was changed"
    return ""


def _entry(row: sa.Row[tuple[object, ...]]) -> Entry:
    try:
        record = Record.model_validate_json(str(row.body))
    except ValidationError as exc:
        raise RecordDamaged(
            f"record {row.id} (number {row.seq}) cannot be read: it was changed after it was written; "
            "run `crosswalk records verify` and restore the database from a backup"
        ) from exc
    return Entry(record, row.seq, row.prev_hash, row.hash)


def _mine(engine: sa.Engine, caller: Caller) -> sa.ColumnElement[bool]:
    """The records that the caller may read: of an initiative of theirs or their own, and resting on nothing else's."""
    allowed = scope(engine, caller)
    resting = record_sources.alias("resting")
    foreign = (
        sa.select(sa.literal(1))
        .select_from(resting.join(documents, documents.c.id == resting.c.document_id))
        .where(resting.c.record_id == records.c.id, documents.c.initiative_id.not_in(allowed))
        .exists()
    )
    theirs = records.c.initiative_id.in_(allowed) | (
        records.c.initiative_id.is_(None) & (sa.literal(caller.sees_all) | (records.c.caller == caller.name))
    )
    return theirs & ~foreign
