"""Dates as facts: gathers days, periods, sprints and relative days, joins ranges, and gives years to the yearless.

Above it are events and `find_facts`. A year that is not written is inferred and the note says so; an order of day
and month that nothing settles is asked for, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from service.interpretation.facts.dates.around import dressed, with_part
from service.interpretation.facts.dates.days import Moment, Span, always, find_days, find_order
from service.interpretation.facts.dates.periods import find_periods
from service.interpretation.facts.dates.ranges import joined
from service.interpretation.facts.dates.relative import days_alone, find_relative, next_day
from service.interpretation.facts.dates.sprints import SprintCalendar, find_sprints, sprint_calendar
from service.interpretation.facts.dates.written.short import find_short
from service.interpretation.facts.dates.years import Years
from service.interpretation.facts.reading import Reading
from service.planning.facts import Fact

_SHORT_BEHIND = re.compile(r" ?(?:-|to|until|till) ?\d{1,2}[./]\d")
_Placed = tuple[Moment, Span | None, str]
"""A moment with its first and last day, and the note."""


def find_dates(
    reading: Reading,
    *,
    today: dt.date,
    country: str | None = None,
    day_first: bool | None = None,
    sprints: SprintCalendar | None = None,
) -> list[Fact]:
    """The dates and periods that a text names, sorted, without overlap.

    Args:
        reading: The text, from `read`.
        today: The document's own date or the day of reading; weekdays and `tomorrow` count from it.
        country: ISO 3166 code; settles `12/01/2027` where nothing else does.
        day_first: Whether the day stands before the month in such dates, if that is known.
        sprints: When sprints are; otherwise what the text says of them is used.
    """
    plain = reading.plain
    # Far enough from the calendar's edges that no week or month beside it falls out.
    today = min(max(today, dt.date(1000, 1, 1)), dt.date(9000, 1, 1))
    order = find_order(plain, country, day_first)
    moments = [dressed(plain, m) for m in find_days(plain, order, today.year)]
    # The second day of a short range looks like a time behind the first.
    moments += [m if _SHORT_BEHIND.match(plain, m.end) else dressed(plain, m) for m in find_short(plain, order)]
    moments += [with_part(plain, m) for m in find_periods(plain, today.year)]
    moments += [dressed(plain, m) for m in find_relative(reading, today)]
    moments = joined(plain, _apart(moments))
    years = Years(moments, today)
    placed: list[_Placed] = [(moment, *years.place(plain, moment)) for moment in moments]
    placed += _alone(reading, placed, today)
    if sprints is None:
        dated = [(m.start, span[0], span[1]) for m, span, _ in placed if span and m.unit == "day"]
        sprints = sprint_calendar(plain, dated)
    for moment in find_sprints(plain, sprints):
        moment = with_part(plain, moment)
        placed.append((moment, moment.at(0), moment.note))
    return [_fact(reading.text, *each) for each in _apart_placed(placed)]


def _alone(reading: Reading, placed: list[_Placed], today: dt.date) -> list[_Placed]:
    """`By the 21st` is the next such day after the one that its sentence names before it, or after today."""
    known = [(moment.start, span[0]) for moment, span, _ in placed if span and moment.unit in ("day", "week")]
    found: list[_Placed] = []
    for start, end, number in days_alone(reading.plain):
        place = bisect_left(known, (start, today)) - 1
        base = known[place][1] if place >= 0 and known[place][0] >= reading.sentence(start)[0] else today
        day = next_day(base, number)
        if day:
            note = f"the month is inferred from {base.isoformat()}"
            found.append((Moment(start, end, "day", always((day, day)), fixed=True), (day, day), note))
    return found


def _fact(text: str, moment: Moment, span: Span | None, note: str) -> Fact:
    value = moment.value
    if span:
        first, last = span
        value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        if moment.time and first == last:
            value = "/".join(f"{value}T{clock}" for clock in moment.time.split("/"))
    return Fact(
        kind="date",
        text=text[moment.start : moment.end],
        start=moment.start,
        end=moment.end,
        value=value,
        unit=moment.unit,
        first=span[0] if span else None,
        last=span[1] if span else None,
        note=note,
    )


def _apart(moments: Sequence[Moment]) -> list[Moment]:
    """Sorted and without overlap: the longer of two, then the one that was looked for first."""
    kept: list[Moment] = []
    for moment in sorted(moments, key=lambda m: m.start):
        while kept and kept[-1].end > moment.start and moment.end - moment.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or kept[-1].end <= moment.start:
            kept.append(moment)
    return kept


def _apart_placed(placed: list[_Placed]) -> list[_Placed]:
    chosen = {id(moment) for moment in _apart([moment for moment, _, _ in placed])}
    return sorted((each for each in placed if id(each[0]) in chosen), key=lambda each: each[0].start)
