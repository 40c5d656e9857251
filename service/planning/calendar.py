"""Working-day arithmetic for whole plans: every day has a number, and distances are differences of numbers.

Above: `scheduling`, `versions` and the checks. `working_days` knows the public holidays of one country or region and
counts day by day; this module counts once and remembers, so that thousands of dates cost next to nothing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right, insort
from collections.abc import Iterable
from functools import lru_cache

from service.planning.working_days import UnknownCountry, check_country, is_working_day

_ORIGIN = dt.date(2025, 1, 1)
"""Days are numbered from here; the years between here and a day are looked up, once."""
_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
"""Public holidays are looked up between these days; beyond them only weekends are free."""
_DAYS_OF_TIME = dt.date.max.toordinal()


class Calendar:
    """The working days of a country or region, less further days on which nobody works.

    A day's number is the count of working days from an origin up to and including the day, so that a Saturday has
    the number of the Friday before it. Numbers of two calendars do not compare.
    """

    def __init__(self, country: str | None = None, closed: Iterable[dt.date] = ()) -> None:
        """Make a calendar.

        Args:
            country: ISO 3166, `DE` or `DE-BY`. With none, or one that has no holiday calendar, only weekends are free.
            closed: Further days on which nobody works.
        """
        self.unknown = country if country is not None and not _has_calendar(country) else None
        """The code that no holiday calendar is known for."""
        self.country = None if self.unknown else country
        self._free = sorted({day.toordinal() for day in closed if day.weekday() < 5})
        self._free_days = set(self._free)
        self._first = self._last = _ORIGIN.year
        self._load(_ORIGIN.year)
        self._numbers: dict[dt.date, int] = {}
        self._works: dict[dt.date, bool] = {}
        self._days: dict[int, dt.date] = {}

    def number(self, day: dt.date) -> int:
        """How many working days lie between the origin and `day`, which counts itself; negative before the origin."""
        found = self._numbers.get(day)
        if found is None:
            self._reach(day)
            found = self._numbers[day] = self._up_to(day.toordinal()) - self._up_to(_ORIGIN.toordinal())
        return found

    def works(self, day: dt.date) -> bool:
        """Whether it is a working day."""
        found = self._works.get(day)
        if found is None:
            self._reach(day)
            found = self._works[day] = day.weekday() < 5 and day.toordinal() not in self._free_days
        return found

    def day(self, number: int) -> dt.date:
        """The working day with that number; the first or last day of time if there is none."""
        found = self._days.get(number)
        if found is None:
            found = _clamped(_ORIGIN.toordinal() + number * 7 // 5)
            # A calendar day changes the number by one at most, so stepping by the difference never oversteps.
            while (left := number - self.number(found)) and dt.date.min < found < dt.date.max:
                found = _clamped(found.toordinal() + left)
            while not self.works(found) and found > dt.date.min:
                found = _clamped(found.toordinal() - 1)
            self._days[number] = found
        return found

    def shift(self, day: dt.date, working_days: int) -> dt.date:
        """The day that lies so many working days after `day` (before it, if negative); 0 gives `day` itself."""
        if not working_days:
            return day
        from_free = working_days < 0 and not self.works(day)
        return self.day(self.number(day) + working_days + from_free)

    def distance(self, start: dt.date, end: dt.date) -> int:
        """Working days from `start` to `end`, one of the two counted; negative if `end` lies before `start`.

        It undoes `shift` in both directions: from Friday to the Monday after it is 1, as is from Friday to Saturday
        (the Friday is the working day before the Saturday) and from Saturday to Monday (the Monday is the one after
        it). A day is 0 from itself and never 0 from a later `start`: from Sunday to the Saturday before it is -1.
        """
        between = self.number(end) - self.number(start)
        if end < start:
            return between if self.works(start) else between - 1
        return between + 1 if self.works(start) and not self.works(end) else between

    def next_working(self, day: dt.date) -> dt.date:
        """`day` itself if people work on it, else the first day after it on which they do."""
        return day if self.works(day) else self.day(self.number(day) + 1)

    def _up_to(self, ordinal: int) -> int:
        weeks, weekday = divmod(ordinal - 1, 7)  # day 1 of time is a Monday
        return weeks * 5 + min(weekday + 1, 5) - bisect_right(self._free, ordinal)

    def _reach(self, day: dt.date) -> None:
        year = min(max(day, _EARLIEST), _LATEST).year
        while self._last < year:
            self._last += 1
            self._load(self._last)
        while self._first > year:
            self._first -= 1
            self._load(self._first)

    def _load(self, year: int) -> None:
        if self.country is not None:
            for ordinal in _public_holidays(self.country, year):
                if ordinal not in self._free_days:
                    insort(self._free, ordinal)
                    self._free_days.add(ordinal)


def _clamped(ordinal: int) -> dt.date:
    return dt.date.fromordinal(min(max(ordinal, 1), _DAYS_OF_TIME))


def _has_calendar(country: str) -> bool:
    try:
        check_country(country)
    except UnknownCountry:
        return False
    return True


@lru_cache(maxsize=1024)
def _public_holidays(country: str, year: int) -> tuple[int, ...]:
    """Ordinals of the weekdays of a year on which people do not work."""
    first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
    days = map(dt.date.fromordinal, range(first, last + 1))
    return tuple(day.toordinal() for day in days if day.weekday() < 5 and not is_working_day(day, country))
