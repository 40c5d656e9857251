"""Joint plans: drafted from an initiative's documents, read in any version, edited milestone by milestone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import StringConstraints, model_validator

from retrieval.access import not_found
from retrieval.documents import Frozen
from service.dependencies import Allowed, Asking, Body, BodyId, PathId, Service, Words
from service.planning.nouns import Plan, State, Track
from service.provenance import plans as kept
from service.workflows import planning

router = APIRouter(prefix="/v1/plans", tags=["plans"])

_QUERY_ID = r"^[A-Za-z0-9_-]{1,64}$"
VersionNumber = Annotated[int | None, Query(ge=1, le=1_000_000)]
"""A version; the newest without it."""


class Wanted(Body):
    """Whose plan is drafted."""

    initiative_id: BodyId
    today: dt.date | None = None
    """The day that it is drafted for; today without it."""


class Listed(Frozen):
    """A plan, or a version of one, in a list."""

    id: str
    initiative_id: str
    version: int
    made_at: str
    made_by: str
    cause: str
    """Why there is this version, in words."""
    record_id: str


class Plans(Frozen):
    """The newest version of every plan that the caller may read."""

    plans: tuple[Listed, ...]


class Versions(Frozen):
    """All versions of a plan, the newest first."""

    versions: tuple[Listed, ...]


Title = Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Owner = Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
FIELDS = ("title", "start", "end", "owner", "status", "track")


class Edited(Body):
    """What a person says of a milestone; a field that is not given stays as it is."""

    title: Title | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    owner: Owner | None = None
    status: State | None = None
    track: Track | None = None
    reason: Reason
    """Kept with the change, as this person's word."""
    version: int | None = None
    """The version that the person has seen; a newer one is a 409."""

    @model_validator(mode="after")
    def _named(self) -> Edited:
        for name in ("title", "status", "track"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name}: found null; expected a value, or leave it out to keep what it is")
        return self


@router.post("", status_code=201, responses={200: {"model": Plan, "description": "Nothing has changed since"}})
async def draft(service: Service, asking: Asking, wanted: Wanted, response: Response) -> Plan:
    """Drafts the joint plan of an initiative; 200 with the version there is, where nothing has changed."""
    drawn = await planning.draft_plan(service, asking, wanted.initiative_id, wanted.today)
    response.status_code = 201 if drawn.new else 200
    response.headers["Location"] = f"/v1/plans/{drawn.plan.id}"
    return drawn.plan


@router.get("")
def every(
    service: Service, allowed: Allowed, initiative_id: Annotated[str | None, Query(pattern=_QUERY_ID)] = None
) -> Plans:
    """The plans that the caller may read, all or that of one initiative."""
    if initiative_id is not None and initiative_id not in allowed:
        raise not_found("initiative", initiative_id)
    return Plans(plans=tuple(_listed(one) for one in kept.every(service.engine, allowed, initiative_id)))


@router.get("/{plan_id}")
def one(service: Service, asking: Asking, plan_id: PathId, version: VersionNumber = None) -> Plan:
    """A plan; `behind` names the documents that have changed since it was drafted."""
    return planning.up_to_date(service, asking, planning.read(service, asking, plan_id, version).plan)


@router.get("/{plan_id}/versions")
def versions(service: Service, allowed: Allowed, plan_id: PathId) -> Versions:
    """All versions of a plan, the newest first, with who made each and why."""
    return Versions(versions=tuple(_listed(one) for one in kept.versions(service.engine, allowed, plan_id)))


@router.patch("/{plan_id}/milestones/{milestone_id}")
async def edit(service: Service, asking: Asking, plan_id: PathId, milestone_id: PathId, edited: Edited) -> Plan:
    """Changes a milestone, with a reason: a new version, in which what follows is computed anew."""
    fields = {name: getattr(edited, name) for name in FIELDS if name in edited.model_fields_set}
    change = planning.Change(milestone=milestone_id, reason=edited.reason, fields=fields, version=edited.version)
    return await planning.edit(service, asking, plan_id, change)


def _listed(version: kept.Version) -> Listed:
    named = dict(vars(version))
    return Listed(id=named.pop("plan_id"), **named)


Format = Literal["md", "json", "ics", "csv", "xlsx", "docx", "mermaid", "mspdi", "svg"]
