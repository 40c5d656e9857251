"""Initiatives and their members: what is described, made, changed and listed."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pydantic import AfterValidator, Field, StringConstraints

from retrieval.access import may_read, not_found
from retrieval.database.engine import writing
from retrieval.database.rows import storable_text
from retrieval.documents import Frozen
from retrieval.tables import initiatives, members

MAX_ID = 64


class InitiativeExists(ValueError):
    """The id that was asked for is taken."""


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone; expected an IANA name such as Europe/Berlin or UTC") from None
    return value


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", value):
        raise ValueError(f"{value!r} is no country code; expected ISO 3166 such as DE or, with a subdivision, DE-BY")
    return value


def _members(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(value)))


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(storable_text)
]
Description = Annotated[str, AfterValidator(storable_text)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Country = Annotated[str, AfterValidator(_country)]
Member = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128), AfterValidator(storable_text)
]
Members = Annotated[tuple[Member, ...], AfterValidator(_members)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=MAX_ID)]


class NewInitiative(Frozen):
    """An initiative as it is described by whoever starts it."""

    name: Name
    id: Slug | None = None
    """Small letters, digits and hyphens; without one, it is made from the name."""
    description: Description = ""
    time_zone: TimeZone = "UTC"
    """IANA name; the days of a plan begin and end by it."""
    country: Country | None = None
    """ISO 3166 alpha-2, with a subdivision if public holidays depend on it: `DE`, `DE-BY`."""
    members: Members = ()


class InitiativeChanges(Frozen):
    """What is to change; a field that is not given stays as it is, and `members` replaces all of them."""

    name: Name = ""
    description: Description = ""
    time_zone: TimeZone = "UTC"
    country: Country | None = None
    members: Members = ()


class Initiative(Frozen):
    """An undertaking with its own documents and its own readers."""

    id: str
    name: str
    description: str
    time_zone: str
    country: str | None
    members: tuple[str, ...] = Field(description="Sorted by name.")
    created_at: dt.datetime


def create_initiative(engine: sa.Engine, new: NewInitiative) -> Initiative:
    """Makes an initiative; it is durable on return.

    Raises:
        InitiativeExists: the id given is taken. An id made from the name gets an ending instead.
    """
    values: dict[str, Any] = new.model_dump(exclude={"id", "members"})
    created_at = dt.datetime.now(dt.UTC)
    with writing(engine) as connection:
        for candidate in [new.id] if new.id else _ids_for(new.name):
            try:
                with connection.begin_nested():
                    connection.execute(
                        initiatives.insert().values(id=candidate, created_at=created_at.isoformat(), **values)
                    )
            except sa.exc.IntegrityError:
                continue
            _put_members(connection, candidate, new.members)
            return Initiative(id=candidate, created_at=created_at, members=new.members, **values)
    raise InitiativeExists(f"initiative {new.id}: this id is taken; choose another, or leave it out")


def initiative(engine: sa.Engine, allowed: frozenset[str], initiative_id: str) -> Initiative:
    """One initiative.

    Raises:
        NotFound: there is none of that id in `allowed`.
    """
    found = list_initiatives(engine, allowed & {initiative_id})
    if not found:
        raise not_found("initiative", initiative_id)
    return found[0]


def list_initiatives(engine: sa.Engine, allowed: frozenset[str]) -> tuple[Initiative, ...]:
    """The initiatives in `allowed`, by name."""
    with engine.connect() as connection:
        rows = connection.execute(sa.select(initiatives).order_by(initiatives.c.name, initiatives.c.id)).all()
        pairs = connection.execute(sa.select(members).order_by(members.c.member)).all()
    by_id: dict[str, list[str]] = {}
    for pair in pairs:
        by_id.setdefault(pair.initiative_id, []).append(pair.member)
    return tuple(
        Initiative(**row._mapping, members=tuple(by_id.get(row.id, ()))) for row in rows if may_read(allowed, row.id)
    )


def change_initiative(
    engine: sa.Engine, allowed: frozenset[str], initiative_id: str, changes: InitiativeChanges
) -> Initiative:
    """Changes the fields that were given, and returns the initiative as it is now.

    Raises:
        NotFound: there is none of that id in `allowed`.
    """
    initiative(engine, allowed, initiative_id)
    values = changes.model_dump(include=changes.model_fields_set - {"members"})
    with writing(engine) as connection:
        if values:
            connection.execute(initiatives.update().where(initiatives.c.id == initiative_id).values(**values))
        if "members" in changes.model_fields_set:
            connection.execute(members.delete().where(members.c.initiative_id == initiative_id))
            _put_members(connection, initiative_id, changes.members)
    return initiative(engine, allowed, initiative_id)


def _put_members(connection: sa.Connection, initiative_id: str, names: tuple[str, ...]) -> None:
    if names:
        connection.execute(members.insert(), [{"initiative_id": initiative_id, "member": name} for name in names])


def _ids_for(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: MAX_ID - 9].strip("-") or "initiative"
    yield slug
    while True:
        yield f"{slug}-{secrets.token_hex(4)}"
