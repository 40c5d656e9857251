"""Conversations, kept turn by turn: what was asked, what was answered, and under which record.

A conversation is its caller's alone. Its answers are derived from documents: a turn whose record rests on a document
of an initiative that the caller may no longer read is not given back, and a conversation about such an initiative is
not there at all. The tables belong to the one database (`retrieval.tables`).
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from retrieval.access import Caller, not_found, scope
from retrieval.database.engine import writing
from retrieval.tables import conversations, documents, record_sources, turns

LONGEST_TITLE = 120
MOST_TURNS = 500
"""Turns of one conversation that are read at once, the newest."""


@dataclass(frozen=True)
class Conversation:
    """A conversation without its turns."""

    id: str
    initiative_id: str | None
    title: str
    """The first question, shortened."""
    started_at: str
    """UTC, ISO 8601."""
    last_at: str


@dataclass(frozen=True)
class KeptTurn:
    """One question with its answer."""

    number: int
    """From 1."""
    asked_at: str
    question: str
    """As it was typed."""
    answer: str
    """The answer as JSON."""
    record_id: str


def new_conversation_id() -> str:
    """A fresh id; the conversation begins with its first turn."""
    return "c_" + secrets.token_hex(10)


def conversation(engine: sa.Engine, caller: Caller, conversation_id: str) -> Conversation:
    """One conversation of the caller's.

    Raises:
        NotFound: there is none, it is another's, or its initiative may no longer be read.
    """
    query = sa.select(conversations).where(conversations.c.id == conversation_id, _mine(scope(engine, caller), caller))
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        raise not_found("conversation", conversation_id)
    return _conversation(row)


def latest(
    engine: sa.Engine, caller: Caller, limit: int, initiative_id: str | None = None, before: Conversation | None = None
) -> list[Conversation]:
    """The caller's conversations, the one that was last gone on with first.

    Args:
        engine: The database.
        caller: Whose.
        limit: How many at most.
        initiative_id: Only those about this initiative.
        before: The one to go on after.
    """
    order = sa.tuple_(conversations.c.last_at, conversations.c.id)
    query = sa.select(conversations).where(_mine(scope(engine, caller), caller))
    if initiative_id is not None:
        query = query.where(conversations.c.initiative_id == initiative_id)
    if before is not None:
        query = query.where(order < sa.tuple_(sa.literal(before.last_at), sa.literal(before.id)))
    query = query.order_by(conversations.c.last_at.desc(), conversations.c.id.desc()).limit(limit)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [_conversation(row) for row in rows]


def turns_of(engine: sa.Engine, caller: Caller, conversation_id: str, most: int = MOST_TURNS) -> list[KeptTurn]:
    """The newest turns of a conversation, oldest first, but those that rest on what is not the caller's to read.

    Raises:
        NotFound: as for `conversation`.
    """
    conversation(engine, caller, conversation_id)
    foreign = (
        sa.select(sa.literal(1))
        .select_from(record_sources.join(documents, documents.c.id == record_sources.c.document_id))
        .where(
            record_sources.c.record_id == turns.c.record_id,
            documents.c.initiative_id.not_in(scope(engine, caller)),
        )
        .exists()
    )
    query = (
        sa.select(turns)
        .where(turns.c.conversation_id == conversation_id, ~foreign)
        .order_by(turns.c.number.desc())
        .limit(most)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [KeptTurn(r.number, r.asked_at, r.question, r.answer, r.record_id) for r in reversed(rows)]


def keep(
    connection: sa.Connection,
    caller: Caller,
    conversation_id: str,
    initiative_id: str | None,
    *,
    question: str,
    answer: str,
    record_id: str,
) -> None:
    """Adds a turn, and makes the conversation with its first one.

    Args:
        connection: In the transaction that adds the turn's record; there is one such at a time.
        caller: Whose conversation it is.
        conversation_id: Of one that there is, or from `new_conversation_id`.
        initiative_id: What a new one is about; None for all that the caller may read.
        question: As it was typed.
        answer: As JSON.
        record_id: What the answer rests on.
    """
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    title = " ".join(question.split())
    title = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    known = conversations.update().where(conversations.c.id == conversation_id, conversations.c.caller == caller.name)
    if not connection.execute(known.values(last_at=now)).rowcount:
        made = {"id": conversation_id, "caller": caller.name, "initiative_id": initiative_id, "title": title}
        connection.execute(conversations.insert().values(**made, started_at=now, last_at=now))
    last = connection.scalar(sa.select(sa.func.max(turns.c.number)).where(turns.c.conversation_id == conversation_id))
    connection.execute(
        turns.insert().values(
            conversation_id=conversation_id,
            number=(last or 0) + 1,
            asked_at=now,
            question=question,
            answer=answer,
            record_id=record_id,
        )
    )


def forget(engine: sa.Engine, caller: Caller, conversation_id: str) -> None:
    """Deletes a conversation with its turns; the records of its answers stay.

    Raises:
        NotFound: as for `conversation`.
    """
    conversation(engine, caller, conversation_id)
    with writing(engine) as connection:
        connection.execute(turns.delete().where(turns.c.conversation_id == conversation_id))
        connection.execute(conversations.delete().where(conversations.c.id == conversation_id))


def _mine(allowed: frozenset[str], caller: Caller) -> sa.ColumnElement[bool]:
    of_caller = conversations.c.caller == caller.name
    return of_caller & (conversations.c.initiative_id.is_(None) | conversations.c.initiative_id.in_(allowed))


def _conversation(row: sa.Row[tuple[object, ...]]) -> Conversation:
    return Conversation(row.id, row.initiative_id, row.title, row.started_at, row.last_at)
