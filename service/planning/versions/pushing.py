"""Pushes milestones along their dependencies as far as margins are used up: later by what comes before, or earlier.

A dependency that was broken already asks for no more than it had: what a shift does not make worse, it does not move.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from service.planning.calendar import Calendar
from service.planning.nouns import Dependency
from service.planning.scheduling.sheet import FROM_END, TO_START, Sheet
from service.planning.versions.nouns import Days

_LONGEST_BREAK = 14


def shifted(calendar: Calendar, days: Days, working_days: int) -> Days:
    """Days so many working days later or earlier and as many long; what starts on a weekend stays on one."""
    first, last = days
    start = _moved(calendar, first, working_days)
    length = last - first
    if length.days <= _LONGEST_BREAK and not any(
        calendar.works(first + dt.timedelta(n)) for n in range(length.days + 1)
    ):
        return start, start + length
    return start, max(start, _moved(calendar, last, working_days))


def _moved(calendar: Calendar, day: dt.date, working_days: int) -> dt.date:
    if not working_days or calendar.works(day):
        return calendar.shift(day, working_days)
    worked = calendar.day(calendar.number(day))
    same_gap = calendar.shift(worked, working_days) + (day - worked)
    return calendar.shift(day, working_days) if calendar.works(same_gap) else same_gap


def margin(calendar: Calendar, link: Dependency, before: Days, after: Days) -> int:
    """Working days left between the ends that a dependency ties; negative: it is broken by that many."""
    start = before[1] if link.type in FROM_END else before[0]
    end = after[0] if link.type in TO_START else after[1]
    return calendar.distance(start, end) - link.lag_days


def worse(sheet: Sheet, was: Mapping[str, Days], now: Mapping[str, Days]) -> Iterator[tuple[Dependency, int]]:
    """Dependencies that are broken on these days and were not, or not as much; with the working days it is more."""
    for before, after, _, link in sheet.held():
        one, other = sheet.milestones[before].id, sheet.milestones[after].id
        if one in now and other in now:
            allowed = min(margin(sheet.calendar, link, was[one], was[other]), 0)
            missing = allowed - margin(sheet.calendar, link, now[one], now[other])
            if missing > 0:
                yield link, missing


def push(
    sheet: Sheet, was: Mapping[str, Days], now: Mapping[str, Days], fixed: Collection[str], *, later: bool
) -> tuple[dict[str, Days], dict[str, Dependency]]:
    """Days on which everything holds as well as it did.

    Args:
        sheet: Milestones, dependencies and their order.
        was: Days as planned, by id.
        now: Days with what has been shifted.
        fixed: Milestones that stay where they are now.
        later: Push what waits, to later; else what is waited for, to earlier.

    Returns:
        All days, and by milestone that was pushed, the dependency that did it.
    """
    days = dict(now)
    by: dict[str, Dependency] = {}
    here: dict[int, list[tuple[int, Dependency]]] = {}
    for before, after, _, link in sheet.held():
        if link.before in days and link.after in days:
            source, target = (before, after) if later else (after, before)
            here.setdefault(source, []).append((target, link))
    for node in sheet.order if later else reversed(sheet.order):
        for target, link in here.get(node, ()):
            pushed = sheet.milestones[target].id
            if pushed not in fixed and _push(sheet.calendar, link, was, days, pushed, 1 if later else -1):
                by[pushed] = link
    return days, by


def _push(
    calendar: Calendar, link: Dependency, was: Mapping[str, Days], days: dict[str, Days], pushed: str, sign: int
) -> bool:
    allowed = min(margin(calendar, link, was[link.before], was[link.after]), 0)
    start = days[pushed]
    while (missing := allowed - margin(calendar, link, days[link.before], days[link.after])) > 0:
        further = shifted(calendar, days[pushed], missing * sign)
        if further == days[pushed]:
            break  # the end of time
        days[pushed] = further
    return days[pushed] != start
