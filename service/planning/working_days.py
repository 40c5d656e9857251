"""Working days of a country: weekends and public holidays out, offsets counted in days on which people work."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays


class UnknownCountry(ValueError):
    """No holiday calendar is known by that code."""


@lru_cache(maxsize=64)
def _calendar(country: str) -> holidays.HolidayBase:
    code, _, region = country.partition("-")
    try:
        return holidays.country_holidays(code, subdiv=region or None)
    except NotImplementedError as exc:
        raise UnknownCountry(
            f'country "{country}" has no holiday calendar; expected an ISO 3166 code such as DE, US or DE-BY'
        ) from exc


def check_country(country: str) -> None:
    """Raise `UnknownCountry` for a code without a calendar."""
    _calendar(country)


def is_working_day(day: dt.date, country: str | None = None) -> bool:
    """Whether people work: no Saturday, no Sunday, no public holiday of `country` (ISO 3166, `DE` or `DE-BY`)."""
    return day.weekday() < 5 and (country is None or day not in _calendar(country))


def shift(day: dt.date, working_days: int, country: str | None = None) -> dt.date:
    """The day that lies so many working days after `day` (before it, if negative); 0 gives `day` itself."""
    step = dt.timedelta(days=1 if working_days >= 0 else -1)
    left = abs(working_days)
    while left:
        day += step
        if is_working_day(day, country):
            left -= 1
    return day
