"""How planning says days, spans and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=4096)
def day(date: dt.date) -> str:
    """`14 March 2027`."""
    return f"{date.day} {date:%B %Y}"


def period(start: dt.date, end: dt.date) -> str:
    """`14 March 2027`, `3–14 March 2027`, `30 March – 2 April 2027`."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{f'{start.day} {start:%B}' if start.year == end.year else day(start)} – {day(end)}"


def working_days(number: int) -> str:
    """`1 working day`, `10 working days`; the sign is left to the sentence around it."""
    return f"{abs(number)} working day{'' if abs(number) == 1 else 's'}"


def listed(parts: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def named(title: str) -> str:
    """A milestone's title in quotation marks."""
    return f"“{title}”"
