"""Columns of a drawn timeline: weeks, or months where a plan is too long for weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.planning.exports.dated import Dated, first, last
from service.planning.nouns import Milestone

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of days."""

    start: dt.date
    end: dt.date
    """The last day itself."""
    month: str
    """Name of the month it begins in."""
    name: str
    """`CW 18` and the Monday's day for a week, the month for a month."""

    def holds(self, start: dt.date, end: dt.date) -> bool:
        """Whether any of these days lies in it."""
        return start <= self.end and end >= self.start


def columns(view: Dated, most: int) -> tuple[Column, ...]:
    """From the first to the last dated milestone: weeks if at most `most` do, else months, at most so many."""
    if not view.dated:
        return ()
    start, end = first(view.dated[0]), max(map(last, view.dated))
    monday = start - _DAY * start.weekday()
    weeks = (end - monday).days // 7 + 1
    if weeks <= most:
        return tuple(_week(monday + 7 * number * _DAY) for number in range(weeks))
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return tuple(_month(start.year * 12 + start.month - 1 + number) for number in range(min(months, most)))


def covered(milestone: Milestone, found: tuple[Column, ...]) -> range:
    """Numbers of the columns that a dated milestone lies in; a single one for a single day."""
    start, end = first(milestone), last(milestone)
    held = [number for number, column in enumerate(found) if column.holds(start, end)]
    return range(held[0], held[-1] + 1) if held else range(0)


def _week(monday: dt.date) -> Column:
    return Column(monday, monday + 6 * _DAY, f"{monday:%B %Y}", f"{monday.day} {monday:%b}")


def _month(count: int) -> Column:
    start = dt.date(count // 12, count % 12 + 1, 1)
    after = dt.date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return Column(start, after - _DAY, str(start.year), f"{start:%b}")
