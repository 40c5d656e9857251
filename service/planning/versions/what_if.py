"""What would move, and what would break, if a milestone were on another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from glossary.concepts import Community, Frozen
from service.planning.calendar import Calendar
from service.planning.nouns import Basis, Dependency, Disconnect, Milestone, Plan, Track

Checking = Callable[[Sequence[Milestone], Sequence[Dependency]], tuple[Disconnect, ...]]
"""All checks, on a plan as it would be."""


class UnknownMilestone(LookupError):
    """The plan has no milestone of that id."""


class Shifted(Frozen):
    """A milestone that would be on other days."""

    id: str
    title: str
    track: Track
    basis: Basis
    """`stated`: it would have to move, and nobody has agreed to that; else it follows by itself."""
    was: tuple[dt.date, dt.date]
    now: tuple[dt.date, dt.date]
    working_days: int
    because: str
    """In words: which dependency moves it."""
    groups: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()


class Broken(Frozen):
    """A dependency that would not hold if stated dates stay where they are."""

    before: str
    after: str
    working_days: int
    """By how much."""
    text: str
    sources: tuple[str, ...] = ()


class WhatIf(Frozen):
    """What a shift would mean."""

    milestone: str
    working_days: int
    shifted: tuple[Shifted, ...]
    """The milestone itself first, then what follows, by day."""
    broken: tuple[Broken, ...]
    finish: tuple[dt.date, dt.date] | None
    """The finish's last day as it is, and as it would be; null if nothing has a date."""
    critical_path: tuple[str, ...]
    """As it would be."""
    appeared: tuple[Disconnect, ...]
    settled: tuple[Disconnect, ...]
    groups: tuple[str, ...]
    """Whose days change."""
    owners: tuple[str, ...]
    communities: tuple[Community, ...] = ()
    text: tuple[str, ...] = ()
    """Lines to read aloud."""


def no_checks(milestones: Sequence[Milestone], dependencies: Sequence[Dependency]) -> tuple[Disconnect, ...]:
    """Finds nothing."""
    del milestones, dependencies
    return ()


def what_if(plan: Plan, milestone_id: str, shift_days: int, calendar: Calendar, check: Checking = no_checks) -> WhatIf:
    """What would be if a milestone took place so many working days later (earlier, if negative)."""
    del calendar, check
    if milestone_id not in {m.id for m in plan.milestones}:
        raise UnknownMilestone(milestone_id)
    return WhatIf(
        milestone=milestone_id,
        working_days=shift_days,
        shifted=(),
        broken=(),
        finish=None,
        critical_path=plan.critical_path,
        appeared=(),
        settled=(),
        groups=(),
        owners=(),
    )
