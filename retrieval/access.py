"""Who may read what. An initiative is the unit: its members read all of it, nobody else learns that it exists.

`scope` is the one place that decides. What it returns goes into every index query and every getter of
`retrieval.store`, and `may_read` is asked again for each passage before anything is said from it. The caller comes
from the request's credentials, never from the words of a question or of a model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from retrieval.tables import initiatives, members


@dataclass(frozen=True)
class Caller:
    """Who is asking."""

    name: str
    """As it stands among an initiative's members."""
    sees_all: bool = False
    """True for the operator of a single-user installation and for the command line."""


class NotFound(LookupError):
    """There is no such thing, or the caller may not know of it: both read the same."""


def scope(engine: sa.Engine, caller: Caller, wanted: Iterable[str] | None = None) -> frozenset[str]:
    """The ids of the initiatives that the caller may read.

    Args:
        engine: The database.
        caller: Who is asking.
        wanted: Only these; without it, all that the caller may read.

    Raises:
        NotFound: one of `wanted` does not exist or is not the caller's to read.
    """
    if caller.sees_all:
        query = sa.select(initiatives.c.id)
    else:
        query = sa.select(members.c.initiative_id).where(members.c.member == caller.name)
    with engine.connect() as connection:
        allowed = frozenset(connection.execute(query).scalars())
    if wanted is None:
        return allowed
    narrowed = frozenset(wanted)
    for initiative_id in sorted(narrowed - allowed):
        raise not_found("initiative", initiative_id)
    return narrowed


def may_read(allowed: frozenset[str], initiative_id: str) -> bool:
    """Whether a thing of that initiative may be shown to the caller whose scope this is."""
    return initiative_id in allowed


def not_found(kind: str, thing_id: str) -> NotFound:
    """The error for a thing that is not there or not the caller's to read, the same in both cases."""
    return NotFound(
        f"{kind} {thing_id}: there is none that you may read; check the id, or ask a member of its initiative to "
        "add you"
    )
