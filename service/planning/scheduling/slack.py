"""How much room there is: margins of dependencies, slack of milestones, and the chain that drives the finish.

Margin: working days by which what comes before can slip until it breaks the dependency as dated. Total slack: working
days by which a milestone can slip until the plan's finish does, the least sum of margins on any way there. Free slack:
until anything else has to move. These are total and free float of the critical path method (Kelley and Walker 1959),
with stated days in the place of early and late ones: where a stated day leaves less room than there must be, margin and
slack are negative by that much. What is only proposed drives nothing that is planned, and takes no room from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.planning.calendar import Calendar
from service.planning.scheduling.sheet import FROM_END, TO_START, Sheet


@dataclass(frozen=True, slots=True)
class Room:
    """Working days left; by number of dependency or milestone. None where a day is missing."""

    margins: list[int | None]
    total: list[int | None]
    free: list[int | None]
    chain: list[int]
    """Milestones that drive the finish, first to last."""


def room(sheet: Sheet, dependencies: int) -> Room:
    """Margins of so many dependencies, and the slack of the sheet's milestones."""
    margins = _margins(sheet, dependencies)
    chain = _chain(sheet, margins)
    total, free = _slack(sheet, margins, chain[-1] if chain else None)
    return Room(margins, total, free, chain)


def _margins(sheet: Sheet, dependencies: int) -> list[int | None]:
    margins: list[int | None] = [None] * dependencies
    starts, ends = sheet.starts, sheet.ends
    # Calendar.distance, with its look-ups done once a day instead of once a dependency.
    days = {one for one in {*starts, *ends} if one is not None}
    numbers = {one: sheet.calendar.number(one) for one in days}
    free = {one for one in days if not sheet.calendar.works(one)}
    for before, after, number, link in sheet.links:
        kind = link.type
        start = ends[before] if kind in FROM_END else starts[before]
        end = starts[after] if kind in TO_START else ends[after]
        if start is None or end is None:
            continue
        margin = numbers[end] - numbers[start] - link.lag_days
        if start in free:
            margin -= end < start
        elif end in free:
            margin += end >= start
        margins[number] = margin
    return margins


def _chain(sheet: Sheet, margins: list[int | None]) -> list[int]:
    """From the finish back along the tightest dependency; of equally tight ones the longer chain, then the later."""
    size = len(sheet.milestones)
    planned = _planned(sheet)
    incoming: list[list[int]] = [[] for _ in range(size)]
    depth = [0] * size
    for node in sheet.order:
        further = depth[node] + 1
        for place in sheet.outgoing[node]:
            _, after, number, _ = sheet.links[place]
            if margins[number] is not None and planned[node] and planned[after]:
                incoming[after].append(place)
                if depth[after] < further:
                    depth[after] = further
    finish = _finish(sheet, incoming)
    if finish is None:
        return []

    def tightness(place: int) -> tuple[int, int, int, int]:
        before, _, number, _ = sheet.links[place]
        return margins[number] or 0, -depth[before], -_ordinal(sheet.ends[before]), before

    chain = [finish]
    while found := incoming[chain[-1]]:
        chain.append(sheet.links[min(found, key=tightness)][0])
    return chain[::-1]


def _planned(sheet: Sheet) -> list[bool]:
    return [one.basis != "proposed" for one in sheet.milestones]


def _finish(sheet: Sheet, incoming: list[list[int]]) -> int | None:
    """The last go-live that waits for something, else the last milestone that does."""
    waiting = [node for node, found in enumerate(incoming) if found]
    going_live = [node for node in waiting if "go_live" in sheet.milestones[node].kinds]
    return max(going_live or waiting, key=lambda node: (_ordinal(sheet.ends[node]), -node), default=None)


def _ordinal(date: dt.date | None) -> int:
    return date.toordinal() if date else 0


def _slack(sheet: Sheet, margins: list[int | None], finish: int | None) -> tuple[list[int | None], list[int | None]]:
    size = len(sheet.milestones)
    total: list[int | None] = [None] * size
    free: list[int | None] = [None] * size
    last = max((end for end in sheet.ends if end is not None), default=None)
    if last is None:
        return total, free
    to_last = _Distances(sheet.calendar, last)
    planned = _planned(sheet)
    links = sheet.links
    for node in reversed(sheet.order):
        end = sheet.ends[node]
        if end is None:
            continue
        left = room_here = None
        for place in sheet.outgoing[node]:
            _, after, number, _ = links[place]
            margin = margins[number]
            if margin is not None and (planned[after] or not planned[node]):
                way = margin + (total[after] or 0)
                if left is None or way < left:
                    left = way
                if room_here is None or margin < room_here:
                    room_here = margin
        if left is None:
            left = room_here = to_last.of(end)
        free[node] = room_here
        # The finish itself can slip by nothing, whatever may come after it.
        total[node] = min(left, 0) if node == finish else left
    return total, free


class _Distances:
    """Working days from a day to the last one, worked out once for each."""

    def __init__(self, calendar: Calendar, last: dt.date) -> None:
        self._calendar, self._last = calendar, last
        self._known: dict[dt.date, int] = {}

    def of(self, date: dt.date) -> int:
        if date not in self._known:
            self._known[date] = self._calendar.distance(date, self._last)
        return self._known[date]
