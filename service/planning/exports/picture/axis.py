"""The calendar across the picture: where a day lies, and the ticks that its scale has room for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.planning.exports.dated import Dated, first, last

_LEAST_DAYS = 28
_WIDE_MONTH = 76
"""Pixels from which on a month has its name and its weeks."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `start` to `end` (both shown) over the pixels from `left` to `right`."""

    start: dt.date
    end: dt.date
    left: float
    right: float

    @property
    def day(self) -> float:
        """Pixels a day."""
        return (self.right - self.left) / ((self.end - self.start).days + 1)

    def x(self, day: dt.date) -> float:
        """Where a day begins."""
        return self.left + (day - self.start).days * self.day

    def holds(self, day: dt.date) -> bool:
        """Whether the day is in the picture."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Tick:
    """A stretch of the calendar with its name."""

    x: float
    width: float
    name: str


def axis(view: Dated, left: float, right: float) -> Axis:
    """From the Monday of the first milestone to the Sunday of the last, four weeks at least.

    Today is in the picture where it lies within it or up to a quarter of its length away.
    """
    today = view.plan.today
    start = min(map(first, view.dated), default=today)
    end = max(map(last, view.dated), default=today)
    near = max((end - start) // 4, dt.timedelta(days=14))
    if start - near <= today <= end + near:
        start, end = min(start, today), max(end, today)
    start -= dt.timedelta(days=start.weekday())
    end = max(end, start + dt.timedelta(days=_LEAST_DAYS - 1))
    end += dt.timedelta(days=6 - end.weekday())
    return Axis(start, end, left, right)


def upper(scale: Axis) -> tuple[Tick, ...]:
    """Months where a month has room for its name and year, else years."""
    month = 30 * scale.day
    if month >= _WIDE_MONTH:
        return tuple(_ticks(scale, _months(scale, 1), lambda day: f"{day:%b %Y}"))
    step = 12
    while step * month < 44:
        step *= 2
    return tuple(_ticks(scale, _months(scale, step), lambda day: str(day.year)))


def lower(scale: Axis) -> tuple[Tick, ...]:
    """Weeks by their Mondays below months; months or quarters below years; nothing where there is no room."""
    month = 30 * scale.day
    if month >= _WIDE_MONTH:
        long = 7 * scale.day >= 54
        return tuple(_ticks(scale, _weeks(scale), lambda day: f"{day.day} {day:%b}" if long else str(day.day)))
    if month >= 30:
        return tuple(_ticks(scale, _months(scale, 1), lambda day: f"{day:%b}"))
    if 3 * month >= 26:
        return tuple(_ticks(scale, _months(scale, 3), lambda day: f"Q{(day.month + 2) // 3}"))
    return ()


def _weeks(scale: Axis) -> Iterator[dt.date]:
    day = scale.start
    while day <= scale.end:
        yield day
        day += 7 * _DAY


def _months(scale: Axis, step: int) -> Iterator[dt.date]:
    count = scale.start.year * 12 + scale.start.month - 1
    count -= count % step
    while (day := dt.date(count // 12, count % 12 + 1, 1)) <= scale.end:
        yield day
        count += step


def _ticks(scale: Axis, days: Iterator[dt.date], name: Callable[[dt.date], str]) -> Iterator[Tick]:
    starts = list(days)
    for day, after in zip(starts, [*starts[1:], scale.end + _DAY], strict=True):
        begin, end = scale.x(max(day, scale.start)), scale.x(min(after, scale.end + _DAY))
        yield Tick(begin, end - begin, name(day))
