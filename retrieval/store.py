"""Documents, their versions and their passages in the SQL database.

Below it are the tables and the one rule of access; above it `retrieval.ingest`, `retrieval.search` and the service's
workflows. It knows no file format and no vector index. Every function that reads or writes on somebody's behalf takes
`allowed`, the scope that `retrieval.access.scope` returned for the caller, and sees nothing outside it.

A version is never changed and never thrown away, so that a citation opens at its place for good. What is searched is
the live set: the passages of the current versions of documents that are not deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from retrieval.access import may_read, not_found
from retrieval.database.engine import take_turns, writing
from retrieval.database.rows import (
    Span,
    passage_row,
    storable,
    storable_text,
    to_document,
    to_passage,
    version_row,
    whole_documents,
    without_vectors,
)
from retrieval.documents import Community, Document, Parsed, Passage, document_id
from retrieval.tables import documents as documents_table
from retrieval.tables import initiatives
from retrieval.tables import passages as passages_table
from retrieval.tables import versions as versions_table


class Added(NamedTuple):
    """What became of a document that was handed in."""

    document: Document
    """Its current version."""
    created: bool
    """Whether this call made that version."""
    retired: tuple[int, ...]
    """`seq` of the passages that are no longer live."""


def add_document(
    engine: sa.Engine,
    allowed: frozenset[str],
    initiative_id: str,
    name: str,
    parsed: Parsed,
    sha256: str,
    spans: Sequence[Span],
    *,
    community: Community | None = None,
    dated: dt.date | None = None,
) -> Added:
    """Stores a document with its passages, in one transaction that is on the disk on return.

    The same bytes as the current version's are no new version; only a `community` or `dated` that is given and
    differs is corrected. Other bytes under the same name are the next version, and so is a document that comes back
    after it was deleted.

    Args:
        engine: The database.
        allowed: The caller's scope.
        initiative_id: Whose document it is.
        name: Its file name or title; the same name is the same document.
        parsed: What the loader made of it.
        sha256: Of the bytes that were handed in.
        spans: Its passages, as places in `parsed.text`, each place once.
        community: Who wrote it, if known.
        dated: Its own date, if known better than `parsed.dated`.

    Raises:
        NotFound: the initiative is not in `allowed`.
    """
    parsed, name = storable(parsed), storable_text(name)
    key = document_id(initiative_id, name)
    retired: tuple[int, ...] = ()
    with writing(engine) as connection:
        take_turns(connection, key)
        _require(connection, allowed, initiative_id)
        known = _unchanged(connection, key, sha256, community, dated)
        if known is not None:
            return Added(known, False, retired)
        shas = connection.execute(
            sa.select(versions_table.c.version, versions_table.c.sha256).where(versions_table.c.document_id == key)
        ).all()
        version = max((row.version for row in shas), default=0) + 1
        document = Document(
            id=key,
            initiative_id=initiative_id,
            name=name,
            title=parsed.title,
            version=version,
            sha256=sha256,
            community=community,
            dated=dated or parsed.dated,
            media_type=parsed.media_type,
            added_at=dt.datetime.now(dt.UTC),
            text=parsed.text,
            blocks=parsed.blocks,
            notes=parsed.notes,
        )
        if not shas:
            connection.execute(
                documents_table.insert().values(id=key, initiative_id=initiative_id, name=name, current_version=version)
            )
        else:
            retired = _retire(connection, key)
            connection.execute(
                documents_table.update()
                .where(documents_table.c.id == key)
                .values(current_version=version, deleted_at=None)
            )
        connection.execute(versions_table.insert().values(version_row(document)))
        # Bytes that come back after other ones were current give the same places again; their passages are others.
        again = any(row.sha256 == sha256 for row in shas)
        recipe = f"{sha256}/{version}" if again else sha256
        rows = [passage_row(document, span, recipe) for span in spans]
        if rows:
            connection.execute(passages_table.insert(), rows)
    return Added(document, True, retired)


def unchanged(
    engine: sa.Engine,
    allowed: frozenset[str],
    initiative_id: str,
    name: str,
    sha256: str,
    *,
    community: Community | None = None,
    dated: dt.date | None = None,
) -> Document | None:
    """What `add_document` would return if these bytes are current already, so that they need not be parsed.

    Raises:
        NotFound: the initiative is not in `allowed`.
    """
    key = document_id(initiative_id, storable_text(name))
    with writing(engine) as connection:
        take_turns(connection, key)
        _require(connection, allowed, initiative_id)
        return _unchanged(connection, key, sha256, community, dated)


def delete_document(engine: sa.Engine, allowed: frozenset[str], key: str) -> tuple[int, ...]:
    """Takes a document out of all lists and searches; what was cited from it opens still.

    Returns:
        `seq` of the passages that are no longer live.

    Raises:
        NotFound: there is none, it is already deleted, or its initiative is not in `allowed`.
    """
    with writing(engine) as connection:
        take_turns(connection, key)
        if _current(connection, allowed, key) is None:
            raise not_found("document", key)
        retired = _retire(connection, key)
        connection.execute(
            documents_table.update()
            .where(documents_table.c.id == key)
            .values(deleted_at=dt.datetime.now(dt.UTC).isoformat())
        )
    return retired


def document(engine: sa.Engine, allowed: frozenset[str], key: str, version: int | None = None) -> Document:
    """The document's current version, or the version asked for even if the document has been deleted since.

    Raises:
        NotFound: there is no such document or version, or its initiative is not in `allowed`.
    """
    with engine.connect() as connection:
        current = _current(connection, allowed, key)
        wanted = current if version is None else version
        if wanted is None:
            raise not_found("document", key)
        return _document(connection, key, wanted)


def current_version(engine: sa.Engine, allowed: frozenset[str], key: str) -> int | None:
    """The number of the document's current version; None if it has been deleted.

    Raises:
        NotFound: there never was such a document, or its initiative is not in `allowed`.
    """
    with engine.connect() as connection:
        return _current(connection, allowed, key)


def documents(engine: sa.Engine, allowed: frozenset[str], initiative_id: str) -> tuple[Document, ...]:
    """The initiative's documents with their texts, each in its current version, by name.

    Raises:
        NotFound: the initiative is not in `allowed`.
    """
    if not may_read(allowed, initiative_id):
        raise not_found("initiative", initiative_id)
    query = whole_documents().where(
        documents_table.c.initiative_id == initiative_id,
        documents_table.c.deleted_at.is_(None),
        versions_table.c.version == documents_table.c.current_version,
    )
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(documents_table.c.name)).all()
    return tuple(to_document(row) for row in rows)


def passage(engine: sa.Engine, allowed: frozenset[str], key: str) -> Passage:
    """One passage, of whichever version.

    Raises:
        NotFound: there is none, or its initiative is not in `allowed`.
    """
    found = passages_by_id(engine, allowed, [key])
    if key not in found:
        raise not_found("passage", key)
    return found[key]


def passages(engine: sa.Engine, allowed: frozenset[str], key: str, version: int | None = None) -> tuple[Passage, ...]:
    """The passages of a document version, in the order of the text; of the current version if none is given.

    Raises:
        NotFound: there is no such document or version, or its initiative is not in `allowed`.
    """
    wanted = document(engine, allowed, key, version).version
    here = passages_table.c.document_id == key, passages_table.c.version == wanted
    query = without_vectors().where(*here).order_by(passages_table.c.start)
    with engine.connect() as connection:
        return tuple(to_passage(row) for row in connection.execute(query))


def passages_by_id(engine: sa.Engine, allowed: frozenset[str], keys: Iterable[str]) -> dict[str, Passage]:
    """The passages of these ids that may be read, of whichever version, by id in the order of `keys`."""
    wanted = list(dict.fromkeys(keys))
    query = without_vectors().where(passages_table.c.id.in_(wanted))
    with engine.connect() as connection:
        found = {row.id: to_passage(row) for row in connection.execute(query) if may_read(allowed, row.initiative_id)}
    return {key: found[key] for key in wanted if key in found}


def passages_by_seq(engine: sa.Engine, allowed: frozenset[str], seqs: Iterable[int]) -> dict[int, Passage]:
    """The live passages with these numbers that may be read, in the order of `seqs`: what an index's hits stand for."""
    wanted = list(dict.fromkeys(seqs))
    query = without_vectors().where(passages_table.c.seq.in_(wanted), passages_table.c.live)
    with engine.connect() as connection:
        found = {row.seq: to_passage(row) for row in connection.execute(query) if may_read(allowed, row.initiative_id)}
    return {seq: found[seq] for seq in wanted if seq in found}


def _current(connection: sa.Connection, allowed: frozenset[str], key: str) -> int | None:
    row = connection.execute(sa.select(documents_table).where(documents_table.c.id == key)).one_or_none()
    if row is None or not may_read(allowed, row.initiative_id):
        raise not_found("document", key)
    return None if row.deleted_at is not None else int(row.current_version)


def _require(connection: sa.Connection, allowed: frozenset[str], initiative_id: str) -> None:
    exists = connection.scalar(sa.select(initiatives.c.id).where(initiatives.c.id == initiative_id))
    if exists is None or not may_read(allowed, initiative_id):
        raise not_found("initiative", initiative_id)


def _unchanged(
    connection: sa.Connection, key: str, sha256: str, community: Community | None, dated: dt.date | None
) -> Document | None:
    """The current version if it was made of these bytes, with what is now known better about it."""
    version = connection.scalar(
        sa.select(versions_table.c.version)
        .join(documents_table, documents_table.c.id == versions_table.c.document_id)
        .where(
            documents_table.c.id == key,
            documents_table.c.deleted_at.is_(None),
            versions_table.c.version == documents_table.c.current_version,
            versions_table.c.sha256 == sha256,
        )
    )
    if version is None:
        return None
    _correct(connection, key, version, community, dated)
    return _document(connection, key, version)


def _retire(connection: sa.Connection, key: str) -> tuple[int, ...]:
    """Takes the document's passages out of the live set."""
    live = passages_table.c.document_id == key, passages_table.c.live
    seqs = tuple(connection.execute(sa.select(passages_table.c.seq).where(*live)).scalars())
    connection.execute(passages_table.update().where(*live).values(live=False))
    return seqs


def _correct(
    connection: sa.Connection, key: str, version: int, community: Community | None, dated: dt.date | None
) -> None:
    given = {"community": community, "dated": dated.isoformat() if dated else None}
    values = {name: value for name, value in given.items() if value is not None}
    for table in (versions_table, passages_table) if values else ():
        connection.execute(
            table.update().where(table.c.document_id == key, table.c.version == version).values(**values)
        )


def _document(connection: sa.Connection, key: str, version: int) -> Document:
    row = connection.execute(
        whole_documents().where(documents_table.c.id == key, versions_table.c.version == version)
    ).one_or_none()
    if row is None:
        raise not_found("document", f"{key} version {version}")
    return to_document(row)
