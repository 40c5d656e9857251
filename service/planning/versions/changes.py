"""What changed between two versions of a plan, in words for a liaison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from glossary.concepts import Frozen
from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Disconnect, Milestone, Plan
from service.planning.wording import listed, named, period, working_days

_FIELDS = ("title", "owner", "status", "track", "groups", "parts")
"""What else of a milestone concerns people; dates are told as moves."""


class Moved(Frozen):
    """A milestone whose dates are others than before."""

    id: str
    title: str
    was: tuple[dt.date | None, dt.date | None]
    """First and last day."""
    now: tuple[dt.date | None, dt.date | None]
    working_days: int | None
    """By how much its start moved, or its end if only that did, negative for earlier; null without a date on one side.
    """
    reason: str
    """In words: which document or person says so, or what it follows from."""
    sources: tuple[str, ...]


class Changed(Frozen):
    """A field of a milestone, other than its dates, that reads differently."""

    id: str
    title: str
    field: str
    was: str
    now: str


class Changes(Frozen):
    """All that differs between two versions."""

    from_version: int
    to_version: int
    added: tuple[Milestone, ...] = ()
    removed: tuple[Milestone, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Those that move furthest first."""
    changed: tuple[Changed, ...] = ()
    linked: tuple[Dependency, ...] = ()
    """Dependencies that there are now."""
    unlinked: tuple[Dependency, ...] = ()
    """Dependencies that there were."""
    appeared: tuple[Disconnect, ...] = ()
    settled: tuple[Disconnect, ...] = ()
    still_open: tuple[Disconnect, ...] = ()
    text: tuple[str, ...] = ()
    """A line for each, in this order: moved, new disconnects, settled ones, changed, new, gone, dependencies."""


def changes(old: Plan, new: Plan, calendar: Calendar | None = None) -> Changes:
    """What is different in `new`.

    Args:
        old: A version.
        new: A later one, whose milestones keep the ids of those that they still are.
        calendar: For counting working days; that of the plan's country if none is given.
    """
    calendar = calendar or Calendar(new.country)
    before = {one.id: one for one in old.milestones}
    after = {one.id: one for one in new.milestones}
    both = [(before[one.id], one) for one in new.milestones if one.id in before]
    moved = [_moved(*pair, calendar) for pair in both if _days(pair[0]) != _days(pair[1])]
    links = [{_key(link): link for link in plan.dependencies} for plan in (old, new)]
    were = {one.id: one for one in old.disconnects}
    found = Changes(
        from_version=old.version,
        to_version=new.version,
        added=tuple(one for one in new.milestones if one.id not in before),
        removed=tuple(one for one in old.milestones if one.id not in after),
        moved=tuple(sorted(moved, key=lambda one: -abs(one.working_days or 0))),
        changed=tuple(one for pair in both for one in _changed(*pair)),
        linked=tuple(link for key, link in links[1].items() if key not in links[0]),
        unlinked=tuple(link for key, link in links[0].items() if key not in links[1]),
        appeared=tuple(one for one in new.disconnects if one.id not in were),
        settled=tuple(one for one in old.disconnects if one.id not in {other.id for other in new.disconnects}),
        still_open=tuple(one for one in new.disconnects if one.id in were),
    )
    lines = list(_told(found, {key: one.title for key, one in {**before, **after}.items()}))
    return found.model_copy(update={"text": tuple(lines or ["Nothing has changed."])})


def _days(milestone: Milestone) -> tuple[dt.date | None, dt.date | None]:
    return milestone.start, milestone.end


def _key(link: Dependency) -> tuple[str, str, str, int, bool]:
    return link.before, link.after, link.type, link.lag_days, link.exact


def _moved(old: Milestone, new: Milestone, calendar: Calendar) -> Moved:
    was, now = (old.end, new.end) if old.start == new.start else (old.start, new.start)
    days = calendar.distance(was, now) if was is not None and now is not None else None
    if edits := new.edits[len(old.edits) :]:
        reason = f"{edits[-1].by} says so: {edits[-1].reason}"
    else:
        reason = new.why.rstrip(".")
    holds = next((one.quote.source for one in new.dates if not one.superseded), None)
    return Moved(
        id=new.id,
        title=new.title,
        was=_days(old),
        now=_days(new),
        working_days=days,
        reason=reason,
        sources=(holds,) if holds and new.basis == "stated" and not edits else new.sources,
    )


def _changed(old: Milestone, new: Milestone) -> Iterator[Changed]:
    for field in _FIELDS:
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield Changed(id=new.id, title=new.title, field=field, was=_value(was), now=_value(now))


def _value(value: str | tuple[str, ...] | None) -> str:
    return listed(value) if isinstance(value, tuple) else value or ""


def _told(found: Changes, titles: dict[str, str]) -> Iterator[str]:
    yield from (_move(one) for one in found.moved)
    yield from (f"New disconnect: {one.title}. To be asked: {one.question}" for one in found.appeared)
    yield from (f"No longer a disconnect: {one.title}." for one in found.settled)
    yield from (_change(one) for one in found.changed)
    yield from (f"New: {named(one.title)}, {_when(one.start, one.end)}." for one in found.added)
    yield from (f"No longer planned: {named(one.title)}, was {_when(one.start, one.end)}." for one in found.removed)
    yield from (_link(one, titles, "now waits") for one in found.linked)
    yield from (_link(one, titles, "no longer waits") for one in found.unlinked)


def _when(start: dt.date | None, end: dt.date | None) -> str:
    return "without a date" if start is None else period(start, end or start)


def _move(one: Moved) -> str:
    way = f"{named(one.title)}: {_when(*one.now)}, was {_when(*one.was)}"
    if one.working_days:
        which = "its end " if one.was[0] == one.now[0] else ""
        way += f"; {which}{working_days(one.working_days)} {'later' if one.working_days > 0 else 'earlier'}"
    return f"{way}. {one.reason}." if one.reason else f"{way}."


def _change(one: Changed) -> str:
    if not one.was or not one.now:
        return f"{named(one.title)}: {one.field} {f'is now {one.now}' if one.now else f'was {one.was}, is now open'}."
    return f"{named(one.title)}: {one.field} {one.now}, was {one.was}."


def _link(link: Dependency, titles: dict[str, str], does: str) -> str:
    before, after = (named(titles.get(key, key)) for key in (link.before, link.after))
    return f"{after} {does} for {before}{f': {link.why}' if link.why else ''}."
