"""The noun `Fact`: something typed that a text states, with its exact span.

It lives here, on the lowest row that needs it; facts are read out of text in `interpretation.facts`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

FactKind = Literal["date", "count", "population", "system", "duration", "event"]
EventKind = Literal[
    "access",
    "pilot",
    "training",
    "communication",
    "change",
    "go_live",
    "freeze",
    "holiday",
    "support_cover",
    "withdrawal",
    "test",
    "decision",
    "feedback",
]


class Fact(BaseModel):
    """A date, count, population, system, duration or event that `text[start:end]` states."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FactKind
    text: str
    """The words themselves, exactly `document[start:end]`."""
    start: int
    end: int
    value: str
    """Normalised: an ISO date or interval `2027-03-01/2027-03-14` for dates, a number for counts, a lower-case
    singular name for populations, the name for systems, an ISO 8601 duration (`PT4S`, `P2W`) for durations, the
    event's kind for events."""
    unit: str = ""
    """For counts: what is counted (`user`, `licence`, `%`). For dates: the precision (`day`, `week`, `sprint`,
    `month`, `quarter`, `year`)."""
    first: dt.date | None = None
    """For dates, and events with one: the first day."""
    last: dt.date | None = None
    """For dates, and events with one: the last day, the first itself for a single day."""
    event: EventKind | None = None
    subject: str = ""
    """For events: what is trained, announced, opened …, as the text names it; may be empty."""
    note: str = ""
    """Why `value` is not certain: `12/01/2027 is 12 January or 1 December; the locale is not known`. Empty if it is."""
