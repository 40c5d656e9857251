"""Joint plans, kept version by version: one plan an initiative, each version beside the record that it rests on.

A plan is read by the members of its initiative alone. Versions are never changed: what a person edits makes a new one.
The tables belong to the one database (`retrieval.tables`); what a plan consists of is not known here.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from retrieval.access import not_found
from retrieval.tables import plan_versions, plans
from service.errors import Conflict


@dataclass(frozen=True)
class KeptPlan:
    """One version of a plan."""

    plan_id: str
    initiative_id: str
    version: int
    """From 1."""
    made_at: str
    """UTC, ISO 8601."""
    made_by: str
    cause: str
    """Why there is this version, in words."""
    record_id: str
    body: str
    """The plan as JSON."""
    observed: str
    """What else its checks looked at, as JSON."""


@dataclass(frozen=True)
class Version:
    """A version in a list."""

    plan_id: str
    initiative_id: str
    version: int
    made_at: str
    made_by: str
    cause: str
    record_id: str


def new_plan_id() -> str:
    """A fresh id."""
    return "pl_" + secrets.token_hex(10)


def plan_of(engine: sa.Engine, allowed: frozenset[str], initiative_id: str) -> KeptPlan | None:
    """The newest version of an initiative's plan; None while there is none."""
    query = _joined().where(plans.c.initiative_id == initiative_id, plans.c.initiative_id.in_(allowed))
    with engine.connect() as connection:
        row = connection.execute(query.order_by(plan_versions.c.version.desc()).limit(1)).one_or_none()
    return None if row is None else KeptPlan(**row._mapping)


def plan(engine: sa.Engine, allowed: frozenset[str], plan_id: str, version: int | None = None) -> KeptPlan:
    """One version of a plan, the newest if none is named.

    Raises:
        NotFound: there is no such plan or version, or its initiative is not in `allowed`.
    """
    query = _joined().where(plans.c.id == plan_id, plans.c.initiative_id.in_(allowed))
    if version is not None:
        query = query.where(plan_versions.c.version == version)
    with engine.connect() as connection:
        row = connection.execute(query.order_by(plan_versions.c.version.desc()).limit(1)).one_or_none()
    if row is None:
        raise not_found("plan", plan_id if version is None else f"{plan_id}, version {version}")
    return KeptPlan(**row._mapping)


def versions(engine: sa.Engine, allowed: frozenset[str], plan_id: str) -> list[Version]:
    """All versions of a plan, the newest first.

    Raises:
        NotFound: as for `plan`.
    """
    query = _listing().where(plans.c.id == plan_id, plans.c.initiative_id.in_(allowed))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(plan_versions.c.version.desc())).all()
    if not rows:
        raise not_found("plan", plan_id)
    return [Version(**row._mapping) for row in rows]


def every(engine: sa.Engine, allowed: frozenset[str], initiative_id: str | None = None) -> list[Version]:
    """The newest version of every plan that may be read, by initiative."""
    newest = (
        sa.select(plan_versions.c.plan_id, sa.func.max(plan_versions.c.version).label("version"))
        .group_by(plan_versions.c.plan_id)
        .subquery()
    )
    query = _listing().join(
        newest, (newest.c.plan_id == plan_versions.c.plan_id) & (newest.c.version == plan_versions.c.version)
    )
    query = query.where(plans.c.initiative_id.in_(allowed))
    if initiative_id is not None:
        query = query.where(plans.c.initiative_id == initiative_id)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(plans.c.initiative_id)).all()
    return [Version(**row._mapping) for row in rows]


def keep(connection: sa.Connection, made: KeptPlan) -> None:
    """Adds a version, and makes the plan with its first one.

    Args:
        connection: In the transaction that adds the version's record; there is one such at a time.
        made: The version, numbered one above the newest.

    Raises:
        Conflict: somebody else has made that version meanwhile.
    """
    known = connection.execute(sa.select(plans.c.id).where(plans.c.initiative_id == made.initiative_id)).scalar()
    if known is None:
        connection.execute(plans.insert().values(id=made.plan_id, initiative_id=made.initiative_id))
        known = made.plan_id
    newest = sa.select(sa.func.max(plan_versions.c.version)).where(plan_versions.c.plan_id == known)
    last = connection.scalar(newest) or 0
    if known != made.plan_id or last + 1 != made.version:
        raise Conflict(
            f"plan {known}: found version {last}, made meanwhile; expected {made.version - 1}; "
            "read the plan again, and send the change for that version"
        )
    values = {name: value for name, value in vars(made).items() if name != "initiative_id"}
    connection.execute(plan_versions.insert().values(**values))


_LISTED = (
    plan_versions.c.plan_id,
    plans.c.initiative_id,
    plan_versions.c.version,
    plan_versions.c.made_at,
    plan_versions.c.made_by,
    plan_versions.c.cause,
    plan_versions.c.record_id,
)


def _joined() -> sa.Select[tuple[object, ...]]:
    held = plan_versions.join(plans, plans.c.id == plan_versions.c.plan_id)
    return sa.select(*_LISTED, plan_versions.c.body, plan_versions.c.observed).select_from(held)


def _listing() -> sa.Select[tuple[object, ...]]:
    return sa.select(*_LISTED).select_from(plan_versions.join(plans, plans.c.id == plan_versions.c.plan_id))
