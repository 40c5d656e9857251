"""What a what-if comes to."""

from __future__ import annotations

import datetime as dt

from glossary.concepts import Frozen
from service.planning.nouns import Basis, Disconnect, Track

Days = tuple[dt.date, dt.date]
"""First and last day."""


class Shifted(Frozen):
    """A milestone that would be, or could be, on other days."""

    id: str
    title: str
    track: Track
    basis: Basis
    """`stated`: it would have to move, and nobody has agreed to that; else it follows by itself."""
    was: Days
    now: Days
    working_days: int
    """Negative for earlier."""
    because: str
    """In words: what moves it."""
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
    """By how much it is shifted; negative for earlier."""
    shifted: tuple[Shifted, ...]
    """The milestone itself first, then what follows or would have to move, by day."""
    possible: tuple[Shifted, ...] = ()
    """What could then be earlier, and need not."""
    broken: tuple[Broken, ...] = ()
    """What would not hold if nobody moves anything else."""
    finish: tuple[dt.date, dt.date] | None = None
    """The finish's last day as it is, and once everything has moved that has to; null if nothing has a date."""
    critical_path: tuple[str, ...] = ()
    """Once everything has moved that has to."""
    appeared: tuple[Disconnect, ...] = ()
    """What would newly not fit if nobody moves anything else."""
    settled: tuple[Disconnect, ...] = ()
    groups: tuple[str, ...] = ()
    """Whose days change."""
    owners: tuple[str, ...] = ()
    tracks: tuple[Track, ...] = ()
    text: tuple[str, ...] = ()
    """Lines to read aloud."""
