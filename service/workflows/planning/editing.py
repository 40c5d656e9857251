"""A person edits a milestone, or tries out what would be if it moved."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.access import Caller, not_found
from service.errors import BadRequest, Conflict
from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Disconnect, Edit, Milestone, Plan
from service.planning.scheduling.joining import checked, joined
from service.planning.versions.what_if import UnknownMilestone, WhatIf, what_if
from service.provenance import ledger
from service.provenance.records import ClaimMade, new_id
from service.workflows.parts import Parts
from service.workflows.planning.keeping import Kept, keep, read, record_of
from service.workflows.recording import now


@dataclass(frozen=True)
class Change:
    """What a person says of a milestone."""

    milestone: str
    """Its id."""
    reason: str
    fields: dict[str, object] = field(default_factory=dict)
    """New values by field: `title`, `start`, `end`, `owner`, `status`, `track`; None empties one."""
    version: int | None = None
    """The version that the person has seen; the newest if none is named."""


@dataclass(frozen=True)
class Tried:
    """What a shift would mean, and the record of having asked."""

    what_if: WhatIf
    record_id: str


async def edit(parts: Parts, caller: Caller, plan_id: str, change: Change) -> Plan:
    """A new version of a plan, with a milestone as a person says; dates that follow are computed anew.

    Raises:
        NotFound: there is no such plan, or no such milestone in it.
        BadRequest: nothing changes, or the dates cannot be.
        Conflict: the plan has a newer version than the person has seen.
    """
    return await asyncio.to_thread(_edit, parts, caller, plan_id, change)


def _edit(parts: Parts, caller: Caller, plan_id: str, change: Change) -> Plan:
    kept = read(parts, caller, plan_id)
    before = kept.plan
    if change.version is not None and change.version != before.version:
        raise Conflict(
            f"plan {plan_id}: found version {before.version}; expected {change.version}, for which "
            "the change was meant; read the plan again, and send the change for that version"
        )
    one = _milestone(before, change.milestone)
    edited = _edited(one, change, caller.name)
    milestones = [edited if m.id == one.id else m for m in before.milestones]
    made = joined(milestones, before.dependencies, kept.observed, before.today, before.country)
    plan = before.model_copy(
        update={
            **vars(made),
            "notes": tuple(dict.fromkeys((*before.notes, *made.notes))),
            "version": before.version + 1,
            "record_id": new_id(),
            "made_at": now(),
        }
    )
    fields = ", ".join(edited.edits[-1].changes)
    request = {"plan_id": plan_id, "milestone": one.id, "fields": fields, "reason": change.reason}
    request |= {"version": str(plan.version)}
    keep(parts, caller, Kept(plan, kept.observed), f"“{one.title}”: {fields} by {caller.name}", request)
    return plan


async def shift(parts: Parts, caller: Caller, plan_id: str, milestone: str, shift_days: int) -> Tried:
    """What would move and break if a milestone took place so many working days later, or earlier.

    Args:
        parts: The wired service.
        caller: Who asks.
        plan_id: The plan, in its newest version.
        milestone: An id, or a title that only one milestone has.
        shift_days: Working days; negative for earlier.

    Raises:
        NotFound: there is no such plan, or no such milestone in it.
        BadRequest: the milestone has no date that could move, or the title stands for several.
    """
    return await asyncio.to_thread(_shift, parts, caller, plan_id, milestone, shift_days)


def _shift(parts: Parts, caller: Caller, plan_id: str, milestone: str, shift_days: int) -> Tried:
    kept = read(parts, caller, plan_id)
    plan = kept.plan
    one = _milestone(plan, milestone)
    if one.start is None:
        raise BadRequest(
            f"milestone “{one.title}”: found no date; expected one that can be shifted; give it a date first"
        )

    def check(milestones: Sequence[Milestone], dependencies: Sequence[Dependency]) -> tuple[Disconnect, ...]:
        return checked(milestones, dependencies, kept.observed, plan.today, plan.country)

    try:
        found = what_if(plan, one.id, shift_days, Calendar(plan.country), check)
    except UnknownMilestone as exc:
        raise not_found("milestone", milestone) from exc
    request = {"plan_id": plan_id, "version": str(plan.version), "milestone": one.id, "shift_days": str(shift_days)}
    of_plan = record_of(parts, caller, plan, request)
    record = of_plan.model_copy(
        update={
            "id": new_id(),
            "claims": tuple(
                ClaimMade(text=line, status="computed", sources=(), why="the plan's dependencies")
                for line in found.text
            ),
        }
    )
    ledger.append(parts.engine, record)
    return Tried(found, record.id)


def _milestone(plan: Plan, named: str) -> Milestone:
    """The milestone of that id or title."""
    for one in plan.milestones:
        if one.id == named:
            return one
    wanted = named.strip().casefold()
    titled = [m for m in plan.milestones if m.title.casefold() == wanted]
    titled = titled or [m for m in plan.milestones if wanted and wanted in m.title.casefold()]
    if len(titled) > 1:
        listed = "; ".join(f"{m.id} “{m.title}”" for m in titled[:6])
        raise BadRequest(
            f"milestone {named[:80]!a}: found {len(titled)} of that title; expected one; send its id: {listed}"
        )
    if not titled:
        raise not_found("milestone", named)
    return titled[0]


def _edited(one: Milestone, change: Change, by: str) -> Milestone:
    fields = dict(change.fields)
    start, end = fields.get("start", one.start), fields.get("end", one.end)
    if "start" in fields and "end" not in fields and isinstance(start, dt.date):
        # A period that is moved by its start keeps its length.
        length = one.end - one.start if one.start is not None and one.end is not None else dt.timedelta()
        end = fields["end"] = start + length
    if "start" in fields and start is None:
        end = fields["end"] = None
    if isinstance(end, dt.date) and start is None:
        start = fields["start"] = end
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        raise BadRequest(f"milestone “{one.title}”: found an end, {end}, before its start, {start}; expected it later")
    changed = {name: value for name, value in fields.items() if getattr(one, name) != value}
    if not changed:
        raise BadRequest(f"milestone “{one.title}”: found nothing that changes; expected a field with a new value")
    told = {name: "null" if value is None else str(value) for name, value in changed.items()}
    word = Edit(by=by, at=now(), reason=change.reason, changes=told)
    dated = {"basis": "stated", "question": "", "duration_days": None} if {"start", "end"} & changed.keys() else {}
    why = f"{by} says so: {change.reason}" + (f". Before: {one.why}" if one.why else "")
    return one.model_copy(update={**changed, **dated, "why": why, "edits": (*one.edits, word)})
