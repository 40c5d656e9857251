"""Milestones, dependencies and plans in few words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from service.planning.calendar import Calendar
from service.planning.facts import EventKind
from service.planning.nouns import Basis, Dependency, Disconnect, LinkType, Milestone, Plan, State, Track
from service.planning.scheduling.schedule import scheduled

TODAY = dt.date(2027, 1, 4)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def milestone(
    key: str,
    start: str | None = None,
    end: str | None = None,
    *,
    title: str = "",
    kinds: Sequence[EventKind] = (),
    days: int | None = None,
    status: State = "planned",
    basis: Basis = "stated",
    track: Track = "technical",
    groups: Sequence[str] = (),
    parts: Sequence[str] = (),
    owner: str | None = None,
    sources: Sequence[str] = ("p_plan",),
    why: str = "",
) -> Milestone:
    return Milestone(
        id=key,
        track=track,
        title=title or key.capitalize(),
        start=day(start) if start else None,
        end=day(end) if end else day(start) if start and not days else None,
        kinds=tuple(kinds),
        duration_days=days,
        status=status,
        basis=basis,
        groups=tuple(groups),
        parts=tuple(parts),
        owner=owner,
        sources=tuple(sources),
        why=why,
    )


def link(
    before: str,
    after: str,
    type: LinkType = "FS",
    lag: int = 0,
    *,
    exact: bool = False,
    basis: Basis = "stated",
    why: str = "",
    sources: Sequence[str] = ("p_link",),
) -> Dependency:
    return Dependency(
        before=before, after=after, type=type, lag_days=lag, exact=exact, basis=basis, why=why, sources=tuple(sources)
    )


def plan(
    milestones: Sequence[Milestone],
    dependencies: Sequence[Dependency] = (),
    disconnects: Sequence[Disconnect] = (),
    *,
    version: int = 1,
    country: str | None = None,
    today: dt.date = TODAY,
) -> Plan:
    """A plan as it is kept: scheduled."""
    made = scheduled(milestones, dependencies, Calendar(country), today)
    return Plan(
        id="plan",
        initiative_id="i",
        version=version,
        record_id="r",
        today=today,
        country=country,
        milestones=made.milestones,
        dependencies=made.dependencies,
        critical_path=made.critical_path,
        disconnects=tuple(disconnects),
    )
