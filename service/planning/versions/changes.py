"""What changed between two versions of a plan, in words for a liaison."""

from __future__ import annotations

import datetime as dt

from glossary.concepts import Frozen
from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Disconnect, Milestone, Plan


class Moved(Frozen):
    """A milestone whose dates are others than before."""

    id: str
    title: str
    was: tuple[dt.date | None, dt.date | None]
    """First and last day."""
    now: tuple[dt.date | None, dt.date | None]
    working_days: int | None
    """By how much its start moved, negative for earlier; null where there was or is no date."""
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
    changed: tuple[Changed, ...] = ()
    linked: tuple[Dependency, ...] = ()
    """Dependencies that there are now."""
    unlinked: tuple[Dependency, ...] = ()
    """Dependencies that there were."""
    appeared: tuple[Disconnect, ...] = ()
    settled: tuple[Disconnect, ...] = ()
    still_open: tuple[Disconnect, ...] = ()
    text: tuple[str, ...] = ()
    """A line for each, most important first."""


def changes(old: Plan, new: Plan, calendar: Calendar | None = None) -> Changes:
    """What is different in `new`."""
    del calendar
    return Changes(from_version=old.version, to_version=new.version)
