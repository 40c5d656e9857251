"""Joins milestones and dependencies to a plan, scheduled and checked: a draft and an edited plan both come by here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from service.planning.calendar import Calendar
from service.planning.checks.context import Context
from service.planning.checks.registry import disconnects
from service.planning.nouns import Dependency, Disconnect, Milestone, Stage
from service.planning.observed import Observed
from service.planning.people.journey import journey
from service.planning.scheduling.schedule import scheduled


@dataclass(frozen=True)
class Joined:
    """Two tracks on one calendar, and what does not fit."""

    milestones: tuple[Milestone, ...]
    dependencies: tuple[Dependency, ...]
    critical_path: tuple[str, ...]
    disconnects: tuple[Disconnect, ...]
    journey: tuple[Stage, ...]
    notes: tuple[str, ...]


def joined(
    milestones: Sequence[Milestone],
    dependencies: Sequence[Dependency],
    observed: Observed,
    today: dt.date,
    country: str | None = None,
) -> Joined:
    """The plan that these make.

    Args:
        milestones: With the dates that are stated.
        dependencies: Between them.
        observed: What else documents say.
        today: The day of drafting.
        country: ISO 3166, for public holidays.
    """
    made = scheduled(_undated(milestones, dependencies), dependencies, Calendar(country), today)
    found = checked(made.milestones, made.dependencies, observed, today, country)
    stages = journey(made.milestones, found)
    return Joined(made.milestones, made.dependencies, made.critical_path, found, stages, made.notes)


def checked(
    milestones: Sequence[Milestone],
    dependencies: Sequence[Dependency],
    observed: Observed,
    today: dt.date,
    country: str | None = None,
) -> tuple[Disconnect, ...]:
    """What does not fit among scheduled milestones; what is cancelled, or proposed and not agreed, takes no part."""
    taking_place = tuple(m for m in milestones if m.status != "cancelled" and m.basis != "proposed")
    there = {m.id for m in taking_place}
    links = tuple(d for d in dependencies if d.before in there and d.after in there)
    return disconnects(Context(taking_place, links, observed, today, country))


def _undated(milestones: Sequence[Milestone], dependencies: Sequence[Dependency]) -> list[Milestone]:
    """Proposals that a dependency dates lose the day they had, so that they follow what they depend on."""
    follows = {
        key for link in dependencies if link.basis == "proposed" and link.exact for key in (link.before, link.after)
    }
    return [
        m.model_copy(update={"start": None, "end": None}) if m.basis == "proposed" and m.id in follows else m
        for m in milestones
    ]
