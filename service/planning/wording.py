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
    """`14 March 2027` or `14 March 2027 to 2 April 2027`."""
    return day(start) if start == end else f"{day(start)} to {day(end)}"


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
