"""What there is, without the texts: an initiative's documents, and how much a caller may read."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from retrieval.access import may_read, not_found
from retrieval.documents import Community, Frozen
from retrieval.tables import documents as documents_table
from retrieval.tables import passages as passages_table
from retrieval.tables import versions as versions_table


class Listed(Frozen):
    """A document without its text, for lists."""

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
    """Length of the text in code points."""
    passages: int
    embedded: int
    """How many of its passages have a vector, of whichever embedder."""


class Counts(Frozen):
    """How much there is to read."""

    initiatives: int
    documents: int
    passages: int
    embedded: int
    """How many of the passages have a vector, of whichever embedder."""


def list_documents(engine: sa.Engine, allowed: frozenset[str], initiative_id: str) -> tuple[Listed, ...]:
    """The initiative's documents without their texts, each in its current version, by name.

    Raises:
        NotFound: the initiative is not in `allowed`.
    """
    if not may_read(allowed, initiative_id):
        raise not_found("initiative", initiative_id)
    mine = (
        passages_table.c.document_id == documents_table.c.id,
        passages_table.c.version == documents_table.c.current_version,
        passages_table.c.live,
    )
    query = (
        sa.select(
            documents_table.c.id,
            documents_table.c.initiative_id,
            documents_table.c.name,
            *(versions_table.c[name] for name in ("title", "version", "sha256", "community", "dated")),
            *(versions_table.c[name] for name in ("media_type", "added_at", "notes")),
            sa.func.length(versions_table.c.text).label("characters"),
            sa.select(sa.func.count()).where(*mine).scalar_subquery().label("passages"),
            sa.select(sa.func.count(passages_table.c.embedded_by)).where(*mine).scalar_subquery().label("embedded"),
        )
        .join(versions_table, versions_table.c.document_id == documents_table.c.id)
        .where(
            documents_table.c.initiative_id == initiative_id,
            documents_table.c.deleted_at.is_(None),
            versions_table.c.version == documents_table.c.current_version,
        )
        .order_by(documents_table.c.name)
    )
    with engine.connect() as connection:
        return tuple(Listed.model_validate(dict(row._mapping)) for row in connection.execute(query))


def counts(engine: sa.Engine, allowed: frozenset[str]) -> Counts:
    """How many initiatives, documents and live passages are in `allowed`."""
    mine = passages_table.c.live, passages_table.c.initiative_id.in_(allowed)
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(
                sa.select(sa.func.count())
                .where(documents_table.c.deleted_at.is_(None), documents_table.c.initiative_id.in_(allowed))
                .scalar_subquery()
                .label("documents"),
                sa.select(sa.func.count()).where(*mine).scalar_subquery().label("passages"),
                sa.select(sa.func.count(passages_table.c.embedded_by)).where(*mine).scalar_subquery().label("embedded"),
            )
        ).one()
    return Counts(initiatives=len(allowed), **row._mapping)
