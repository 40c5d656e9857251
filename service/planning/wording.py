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


def several(titles: Sequence[str]) -> str:
    """`“A”`, `“A” and “B”`, `“A” and 2 more`."""
    if len(titles) < 3:
        return listed([named(title) for title in titles])
    return f"{named(titles[0])} and {len(titles) - 1} more"


def plural(name: str) -> str:
    """`field engineer` as `field engineers`; what is one already is left."""
    if name.endswith("y") and name[-2:-1] not in ("a", "e", "i", "o", "u"):
        return f"{name[:-1]}ies"
    if name.endswith(("s", "people", "staff", "personnel", "men", "women", "crew")):
        return name
    return f"{name}es" if name.endswith(("ch", "sh", "x")) else f"{name}s"


def named(title: str) -> str:
    """A milestone's title in quotation marks."""
    return f"“{title}”"
