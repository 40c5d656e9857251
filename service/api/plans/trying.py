"""What would be if a milestone moved, what changed between versions, what to meet about, and other formats."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from glossary.concepts import Frozen
from service.api.plans.plans import Format, VersionNumber
from service.dependencies import Asking, Body, PathId, Service, Words
from service.errors import BadRequest
from service.planning.calendar import Calendar
from service.planning.exports.registry import exported
from service.planning.meeting.retrospective import Sheet, sheet
from service.planning.meeting.sync import Agenda, agenda
from service.planning.versions.changes import Changes, changes
from service.planning.versions.what_if import WhatIf
from service.workflows import planning

router = APIRouter(prefix="/v1/plans/{plan_id}", tags=["plans"])

LONGEST_SHIFT = 520
"""Working days: two years."""
_REPORT = 4_000
"""Characters of a report that fit into a header."""


class Asked(Body):
    """A milestone and by how much it would move."""

    milestone: Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    """Its id, or words of its title that no other milestone has."""
    shift_days: Annotated[int, Field(ge=-LONGEST_SHIFT, le=LONGEST_SHIFT)]
    """Working days; negative for earlier."""


class Tried(WhatIf):
    """What a shift would mean."""

    record_id: str


class Report(Frozen):
    """What an export could not carry."""

    format: Format
    file_name: str
    media_type: str
    bytes: int
    report: tuple[str, ...]


@router.post("/what-if")
async def what_if(service: Service, asking: Asking, plan_id: PathId, asked: Asked) -> Tried:
    """What would move, what would break and for whom; the plan stays as it is."""
    tried = await planning.shift(service, asking, plan_id, asked.milestone, asked.shift_days)
    return Tried(**vars(tried.what_if), record_id=tried.record_id)


@router.get("/changes")
def changed(
    service: Service,
    asking: Asking,
    plan_id: PathId,
    since: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    until: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Changes:
    """What changed from version `since`, the one before without it, to version `until`, the newest without it."""
    new = planning.read(service, asking, plan_id, until).plan
    since = since if since is not None else max(1, new.version - 1)
    if since > new.version:
        raise BadRequest(f"since: found version {since}; expected one up to {new.version}, which it is compared with")
    return changes(planning.read(service, asking, plan_id, since).plan, new, Calendar(new.country))


@router.get("/sync")
def sync(
    service: Service,
    asking: Asking,
    plan_id: PathId,
    since: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    today: dt.date | None = None,
) -> Agenda:
    """The agenda of the weekly sync: changed since version `since` (the one before without it), blocked, coming."""
    new = planning.read(service, asking, plan_id).plan
    since = since if since is not None else new.version - 1
    if since > new.version:
        raise BadRequest(f"since: found version {since}; expected one up to {new.version}, the newest")
    old = planning.read(service, asking, plan_id, since).plan if since else None
    return agenda(old, new, today or service.today())


@router.get("/retrospective")
def retrospective(
    service: Service,
    asking: Asking,
    plan_id: PathId,
    baseline: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    today: dt.date | None = None,
) -> Sheet:
    """The prompt sheet of the joint retrospective: the plan of version `baseline` against the newest."""
    agreed = planning.read(service, asking, plan_id, baseline).plan
    return sheet(agreed, planning.read(service, asking, plan_id).plan, today or service.today())


@router.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The plan as a file"}},
)
def export(
    service: Service,
    asking: Asking,
    plan_id: PathId,
    format: Annotated[Format, Query()] = "md",
    version: VersionNumber = None,
) -> Response:
    """A plan as a file. The header `Crosswalk-Report` says, as a JSON list, what the format could not carry."""
    plan = planning.up_to_date(service, asking, planning.read(service, asking, plan_id, version).plan)
    made = exported(plan, format)
    report = json.dumps(made.report)
    if len(report) > _REPORT:
        report = json.dumps([f"{len(made.report)} remarks; read them at export/report"])
    headers = {"Content-Disposition": f'attachment; filename="{made.file_name}"', "Crosswalk-Report": report}
    return Response(made.content, media_type=made.media_type, headers=headers)


@router.get("/export/report")
def report(
    service: Service,
    asking: Asking,
    plan_id: PathId,
    format: Annotated[Format, Query()] = "md",
    version: VersionNumber = None,
) -> Report:
    """What an export could not carry, and what to know when opening it."""
    plan = planning.up_to_date(service, asking, planning.read(service, asking, plan_id, version).plan)
    made = exported(plan, format)
    size = len(made.content)
    return Report(format=format, file_name=made.file_name, media_type=made.media_type, bytes=size, report=made.report)
