"""Two moments with `to` or a dash between them are one range, whichever of them bears the year.

Below `dates`. What was moved `from` one day `to` another is no range.
"""

from __future__ import annotations

import datetime as dt
import re

from service.interpretation.facts.dates.days import Moment, Span

_JOIN = re.compile(
    r" ?- ?| (?:to|until|till|through|thru|up to and including|up to) (?:the )?(?:end of )?", re.IGNORECASE
)
_MOVED = re.compile(
    r"\b(?:moved?|moving|moves|postponed?|shift(?:ed|s)?|reschedul\w+|push(?:ed|es)?(?: back| out)?|"
    r"brought forward|delay\w*|changed|slip\w*|"
    r"defer\w*|put back)\b[^.\n]{0,40}\bfrom (?:the )?$",
    re.IGNORECASE,
)


def joined(plain: str, moments: list[Moment]) -> list[Moment]:
    """Two moments with `to` or a dash between them are one range, unless something is moved from one to the other."""
    ranges: list[Moment] = []
    for moment in moments:
        before = ranges[-1] if ranges else None
        gap = plain[before.end : moment.start] if before and moment.start - before.end <= 24 else "\n"
        opener = plain[max(0, before.start - 60) : before.start] if before else ""
        linked = _JOIN.fullmatch(gap) or (gap == " and " and re.search(r"\bbetween (?:the )?$", opener, re.IGNORECASE))
        if before and linked and not before.value and not moment.value and not _MOVED.search(opener):
            pair = _pair(before, moment)
            if pair:
                ranges[-1] = pair
                continue
        ranges.append(moment)
    return ranges


def _pair(a: Moment, b: Moment) -> Moment | None:
    if a.at(2028) is None or b.at(2028) is None:
        return None
    from_year = a.year if a.year is not None or a.fixed else b.year
    past_year = b.year if b.year is not None or b.fixed else a.year
    unit = a.unit if a.unit == b.unit else "day" if "day" in (a.unit, b.unit) else b.unit
    note = a.note or b.note

    def at(year: int) -> Span | None:
        """`year` is that of the first; a range without years may cross New Year."""
        first = a.at(from_year if from_year is not None else year)
        last = b.at(past_year if past_year is not None else year)
        if first and last and first[0] > last[1]:
            if b.year is None and not b.fixed:
                last = b.at((past_year if past_year is not None else year) + 1)
            elif a.year is None and not a.fixed and from_year is not None:
                first = a.at(from_year - 1)
            elif a.fixed and b.fixed and (first[0] - last[1]).days < 7:
                last = last[0] + dt.timedelta(days=7), last[1] + dt.timedelta(days=7)  # Monday to Wednesday
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None

    year = from_year if a.year is None or not a.fixed else past_year
    if at(year or 2028) is None:
        return None
    fixed = a.fixed and b.fixed
    time = f"{a.time}" if a.time and not b.time else ""
    return Moment(a.start, b.end, unit, at, year, a.weekday, note, fixed, time)
