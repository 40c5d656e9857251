"""The agenda of the weekly 30-minute sync: what changed, what is blocked, what is coming, what has to be decided.

It comes from the difference of two versions of the plan, and from the documents that are new between them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from glossary.concepts import Community, Frozen
from service.planning.calendar import Calendar
from service.planning.nouns import Disconnect, Milestone, Plan
from service.planning.versions.changes import Changes, changes
from service.planning.wording import day, listed, named, period, working_days

AHEAD = 10
"""Working days that "coming" looks ahead: until the sync after the next."""
MINUTES = {"changed": 8, "blocked": 10, "coming": 7, "to_decide": 5}
"""Of the half hour, by section."""
_MOST = 8
"""Items of one section that fit into its minutes; the rest are counted."""


class Item(Frozen):
    """One point of the agenda."""

    text: str
    milestones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    to: Community | None = None
    """Who has to answer."""


class Section(Frozen):
    """A part of the meeting."""

    title: str
    minutes: int
    items: tuple[Item, ...]
    more: int = 0
    """Items that do not fit into the minutes."""


class Agenda(Frozen):
    """Half an hour for both sides."""

    plan_id: str
    from_version: int | None
    """The version that it is compared with; null where there is only one."""
    to_version: int
    today: dt.date
    new_documents: tuple[str, ...]
    """Titles of what was added or changed since."""
    changed: Section
    blocked: Section
    coming: Section
    to_decide: Section
    text: str
    """The agenda as Markdown, to paste into the invitation."""


def agenda(old: Plan | None, new: Plan, today: dt.date) -> Agenda:
    """The agenda for a meeting on a day.

    Args:
        old: The version that the last meeting had; None for the first meeting.
        new: The version of today.
        today: The day of the meeting.
    """
    calendar = Calendar(new.country)
    between = changes(old, new, calendar) if old is not None else None
    known = {(d.id, d.version) for d in old.documents} if old is not None else set()
    fresh = tuple(d.title for d in new.documents if (d.id, d.version) not in known)
    sections = {
        "changed": _section("Changed", "changed", list(_changed(between, new))),
        "blocked": _section("Blocked", "blocked", list(_blocked(new, calendar, today))),
        "coming": _section("Coming", "coming", list(_coming(new, calendar, today))),
        "to_decide": _section("To decide", "to_decide", list(_to_decide(new, between))),
    }
    return Agenda(
        plan_id=new.id,
        from_version=old.version if old is not None else None,
        to_version=new.version,
        today=today,
        new_documents=fresh,
        text="\n".join(_written(new, today, fresh, sections.values())) + "\n",
        **sections,
    )


def _section(title: str, name: str, items: Sequence[Item]) -> Section:
    return Section(title=title, minutes=MINUTES[name], items=tuple(items[:_MOST]), more=max(0, len(items) - _MOST))


def _changed(between: Changes | None, new: Plan) -> Iterator[Item]:
    if between is None:
        yield Item(
            text=f"This is the first version of the plan: {len(new.milestones)} milestones, to be read together."
        )
        return
    planned = {m.id for m in new.milestones if m.basis != "proposed"}
    for moved in between.moved:
        if moved.id not in planned:
            continue
        was, now = _told(moved.was), _told(moved.now)
        by = ""
        if moved.working_days:
            by = f", {working_days(moved.working_days)} {'later' if moved.working_days > 0 else 'earlier'}"
        reason = f": {moved.reason}" if moved.reason else ""
        yield Item(
            text=f"{named(moved.title)}: {was} → {now}{by}{reason}", milestones=(moved.id,), sources=moved.sources
        )
    for one in between.added:
        if one.id not in planned:
            continue
        when = f", {period(one.start, one.end)}" if one.start and one.end else ""
        yield Item(text=f"New: {named(one.title)}{when}", milestones=(one.id,), sources=one.sources)
    for one in between.removed:
        if one.basis == "proposed":
            continue
        yield Item(text=f"No longer planned: {named(one.title)}", sources=one.sources)
    for field in between.changed:
        if field.id not in planned:
            continue
        yield Item(text=f"{named(field.title)}: {field.field} “{field.was}” → “{field.now}”", milestones=(field.id,))
    for found in between.settled:
        yield Item(text=f"Settled: {found.title}", milestones=found.milestones, sources=_sources(found))


def _blocked(plan: Plan, calendar: Calendar, today: dt.date) -> Iterator[Item]:
    by_id = {m.id: m for m in plan.milestones}
    for one in plan.milestones:
        if one.end is not None and one.end < today and one.status == "planned" and one.basis != "proposed":
            late = working_days(calendar.distance(one.end, today))
            owner = f" ({one.owner})" if one.owner else ""
            text = f"{named(one.title)}{owner} was due on {day(one.end)}, {late} ago: is it done?"
            if _lately(one, calendar, today):
                yield Item(text=text, milestones=(one.id,), sources=one.sources)
    for link in plan.dependencies:
        before, after = by_id.get(link.before), by_id.get(link.after)
        if before is None or after is None or link.margin_days is None or link.margin_days >= 0:
            continue
        if link.basis == "stated" and after.end is not None and after.end >= today:
            text = (
                f"{named(after.title)} waits for {named(before.title)}, which comes "
                f"{working_days(link.margin_days)} too late"
            )
            yield Item(text=text, milestones=(before.id, after.id), sources=link.sources)
    for found in plan.disconnects:
        if found.severity == "high" and not _over(found, by_id, today):
            yield Item(text=found.title, milestones=found.milestones, sources=_sources(found), to=found.to)


def _lately(one: Milestone, calendar: Calendar, today: dt.date) -> bool:
    """Whether it was due since the sync before the last: what is older has been asked."""
    return one.end is not None and calendar.distance(one.end, today) <= AHEAD


def _over(found: Disconnect, by_id: dict[str, Milestone], today: dt.date) -> bool:
    ends = [m.end for key in found.milestones if (m := by_id.get(key)) is not None and m.end is not None]
    return bool(ends) and max(ends) < today


def _coming(plan: Plan, calendar: Calendar, today: dt.date) -> Iterator[Item]:
    until = calendar.shift(today, AHEAD)
    waiting: list[Milestone] = []
    for one in plan.milestones:
        if one.start is None or one.end is None or not today <= one.start <= until:
            continue
        if one.status in ("done", "cancelled"):
            continue
        if one.basis == "proposed":
            waiting.append(one)
            continue
        side = {"technical": "IT", "readiness": "Readiness", "both": "Both"}[one.track]
        owner = f", {one.owner}" if one.owner else ", nobody named"
        for_whom = f", for {listed(one.groups[:3])}" if one.groups else ""
        text = f"{period(one.start, one.end)} · {side}: {named(one.title)}{for_whom}{owner}"
        yield Item(text=text, milestones=(one.id,), sources=one.sources)
    if waiting:
        told = f"{named(waiting[0].title)}" + (f" and {len(waiting) - 1} more" if len(waiting) > 1 else "")
        yield Item(text=f"Proposed for these days, and nobody’s yet: {told}", milestones=tuple(m.id for m in waiting))


def _to_decide(plan: Plan, between: Changes | None) -> Iterator[Item]:
    fresh = {found.id for found in between.appeared} if between is not None else set()
    for found in sorted(plan.disconnects, key=lambda d: d.id not in fresh):
        new = "New: " if found.id in fresh else ""
        yield Item(text=f"{new}{found.question}", milestones=found.milestones, sources=_sources(found), to=found.to)
    for one in plan.milestones:
        if one.question:
            yield Item(text=f"{named(one.title)}: {one.question}", milestones=(one.id,), sources=one.sources)


def _told(days: tuple[dt.date | None, dt.date | None]) -> str:
    start, end = days
    return period(start, end) if start is not None and end is not None else "no date"


def _sources(found: Disconnect) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for side in found.sides for source in side.sources))


def _written(plan: Plan, today: dt.date, fresh: Sequence[str], sections: Iterable[Section]) -> Iterator[str]:
    yield f"# {plan.name}: weekly sync, {day(today)} (30 minutes)"
    yield ""
    yield f"Plan version {plan.version}." + (f" New since the last time: {listed(fresh)}." if fresh else "")
    for section in sections:
        yield ""
        yield f"## {section.title} ({section.minutes} min)"
        yield ""
        yield from (f"- {item.text}" for item in section.items)
        if section.more:
            yield f"- … and {section.more} more in the plan"
        if not section.items:
            yield "- Nothing."
