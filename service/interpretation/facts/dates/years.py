"""The year of what names none: the one that fits its weekday, the dates around it, or the near future.

Below `dates`. Whatever it infers, the note says so.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from service.interpretation.facts.dates.days import Moment, Span

_PAST = re.compile(
    r"\b(?:since|last|(?:was|were)(?! (?:\w+ )?(?:booked|planned|scheduled|due|set|meant|supposed|announced"
    r"|promised|to)\b)|had|ended|finished|closed|completed"
    r"|completed|started|ran|held|went)\b[^.\n]{0,30}$",
    re.IGNORECASE,
)


class Years:
    """Gives a year to what has none, from its weekday, the dates around it, or the day of reading."""

    def __init__(self, moments: Sequence[Moment], today: dt.date) -> None:
        """Learn the years that other moments bear."""
        self.today = today
        self.known: list[tuple[int, dt.date]] = []
        for moment in moments:
            # A bare year ("we looked at it in 2024") dates a thought of its own, not the days around it.
            if moment.year is not None and moment.unit != "year" and (span := moment.at(moment.year)):
                middle = span[0] + (span[1] - span[0]) / 2
                self.known.append((moment.start, middle))
        self._beside: tuple[int, dt.date] | None = None
        self.starts = [start for start, _ in self.known]

    def place(self, plain: str, moment: Moment) -> tuple[Span | None, str]:
        """First and last day, and the note."""
        if moment.fixed or moment.year is not None:
            span = moment.at(moment.year or 0)
            note = moment.note
            if span and moment.weekday is not None and span[0].weekday() != moment.weekday and not note:
                note = f"{span[0].isoformat()} is a {span[0]:%A}"
            if span is None and not note:
                note = f"{plain[moment.start : moment.end]} is no day of the calendar"
            return span, note
        spans = [s for year in range(self.today.year - 1, self.today.year + 3) if (s := self._at(moment, year))]
        if moment.weekday is not None:
            fitting = [s for s in spans if s[0].weekday() == moment.weekday]
            if fitting:
                spans = fitting
        if not spans:
            return None, f"{plain[moment.start : moment.end]} is no day of the years around {self.today.year}"
        anchor = self._anchor(moment.start)
        beside = self._beside
        if not anchor and beside and moment.weekday is None and "\n" not in plain[beside[0] : moment.start]:
            anchor = beside[1] if 0 <= moment.start - beside[0] <= 120 else None
        if anchor:
            span = min(spans, key=lambda s: abs((s[0] - anchor).days))
            note = f"the year {span[0].year} is inferred from the dates around it"
        else:
            grace = 300 if _PAST.search(plain[max(0, moment.start - 50) : moment.start]) else 45
            oldest = self.today - dt.timedelta(days=grace)
            span = next((s for s in spans if s[1] >= oldest), spans[-1])
            note = f"the year {span[0].year} is inferred from {self.today.isoformat()}"
        self._beside = (moment.end, span[0])
        if moment.weekday is not None and span[0].weekday() != moment.weekday:
            note += f", though {span[0].isoformat()} is a {span[0]:%A}"
        return span, "; ".join(part for part in (moment.note, note) if part)

    def _at(self, moment: Moment, year: int) -> Span | None:
        return moment.at(year) if dt.MINYEAR <= year <= dt.MAXYEAR - 1 else None

    def _anchor(self, at: int) -> dt.date | None:
        if not self.known:
            return None
        place = bisect_left(self.starts, at)
        around = self.known[max(0, place - 1) : place + 1]
        return min(around, key=lambda each: abs(each[0] - at))[1]
