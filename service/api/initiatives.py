"""Initiatives: the undertakings that documents and readers belong to."""

from __future__ import annotations

import re
import secrets

from fastapi import APIRouter, Response

from retrieval.database.initiatives import (
    Initiative,
    InitiativeChanges,
    NewInitiative,
    change_initiative,
    create_initiative,
    initiative,
    list_initiatives,
)
from retrieval.documents import Frozen
from service.dependencies import Allowed, Asking, PathId, Service
from service.errors import BadRequest
from service.planning.working_days import UnknownCountry, check_country

router = APIRouter(prefix="/v1/initiatives", tags=["initiatives"])


class Initiatives(Frozen):
    """All initiatives that the caller may read."""

    initiatives: tuple[Initiative, ...]


@router.post("", status_code=201)
def create(service: Service, asking: Asking, new: NewInitiative, response: Response) -> Initiative:
    """Makes an initiative; whoever makes it becomes a member."""
    _has_calendar(new.country)
    if not asking.sees_all:
        if new.id is not None:
            raise BadRequest("id: found one; expected none: with API keys, ids are given by the service.")
        # An id from the name alone would tell whether others have an initiative of that name.
        slug = re.sub(r"[^a-z0-9]+", "-", new.name.lower()).strip("-")[:40].strip("-")
        new = new.model_copy(update={"id": f"{slug or 'initiative'}-{secrets.token_hex(5)}"})
    members = tuple(sorted({*new.members, asking.name}))
    made = create_initiative(service.engine, new.model_copy(update={"members": members}))
    response.headers["Location"] = f"/v1/initiatives/{made.id}"
    return made


@router.get("")
def every(service: Service, allowed: Allowed) -> Initiatives:
    """The initiatives that the caller may read, by name."""
    return Initiatives(initiatives=list_initiatives(service.engine, allowed))


@router.get("/{initiative_id}")
def one(service: Service, allowed: Allowed, initiative_id: PathId) -> Initiative:
    """One initiative."""
    return initiative(service.engine, allowed, initiative_id)


@router.patch("/{initiative_id}")
def change(
    service: Service, asking: Asking, allowed: Allowed, initiative_id: PathId, changes: InitiativeChanges
) -> Initiative:
    """Changes the fields that are given; `members` replaces all of them."""
    if not asking.sees_all and "members" in changes.model_fields_set and not changes.members:
        raise BadRequest("members: found none; expected one or more, or nobody could ever read the initiative again")
    _has_calendar(changes.country)
    return change_initiative(service.engine, allowed, initiative_id, changes)


def _has_calendar(country: str | None) -> None:
    try:
        if country is not None:
            check_country(country)
    except UnknownCountry as exc:
        raise BadRequest(f"body.country: {exc}; leave it out to count weekends alone") from exc
