"""Gives days to milestones that have none, out of what they depend on and how long they take.

In this order: what is told as a distance ("two weeks before go-live"), in either direction; then the earliest that
predecessors allow; then, for what is left, the latest that successors allow. The last two are the forward and the
backward pass of the critical path method (Kelley and Walker, "Critical-path planning and scheduling", 1959), with
stated days in the place of one project start and end: they are never touched.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Sequence

from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Milestone
from service.planning.scheduling.sheet import FROM_END, TO_START, Link, Sheet
from service.planning.wording import day, listed, named, working_days

_NAMED_AT_MOST = 3


def give_days(sheet: Sheet, today: dt.date) -> None:
    """Write on the sheet every day that follows from others; what follows from nothing stays as it was."""
    _complete(sheet)
    _follow(sheet, today)
    for node, (start, end) in sheet.earlier.items():
        if sheet.starts[node] is None:
            sheet.starts[node], sheet.ends[node] = start or end, end or start


def _follow(sheet: Sheet, today: dt.date) -> None:
    missing = {node for node, start in enumerate(sheet.starts) if start is None}
    if not missing:
        return
    incoming: dict[int, list[Link]] = {node: [] for node in missing}
    outgoing: dict[int, list[Link]] = {node: [] for node in missing}
    for link in sheet.held():
        if link[1] in missing:
            incoming[link[1]].append(link)
        if link[0] in missing:
            outgoing[link[0]].append(link)
    _exact(sheet, missing)
    undated = [
        node
        for node in sheet.order
        if node in missing and sheet.starts[node] is None and _may_follow(sheet.milestones[node])
    ]
    earliest = sheet.calendar.number(sheet.calendar.next_working(today))
    while undated:
        before = len(undated)
        undated = [node for node in undated if not _forward(sheet, node, incoming[node], earliest)]
        undated = [node for node in reversed(undated) if not _backward(sheet, node, outgoing[node])][::-1]
        if len(undated) == before:
            break


def ready(calendar: Calendar, before: dt.date, lag: int) -> int:
    """The number of the first working day on which what waits for `before` may be."""
    number = calendar.number(before) + lag
    return number if lag > 0 or calendar.works(before) else number + 1


def due(calendar: Calendar, after: dt.date, lag: int) -> int:
    """The number of the last working day on which what `after` waits for may be."""
    number = calendar.number(after) - lag
    return number if lag <= 0 or calendar.works(after) else number + 1


def stretched(calendar: Calendar, milestone: Milestone, start: dt.date | None, end: dt.date | None) -> dt.date:
    """The other end of a milestone of which one is given: as far off as it takes working days, its first counted."""
    more = (milestone.duration_days or 1) - 1
    if start is not None:
        return calendar.shift(calendar.next_working(start), more) if more > 0 else start
    assert end is not None
    return calendar.shift(calendar.day(calendar.number(end)), -more) if more > 0 else end


def _complete(sheet: Sheet) -> None:
    for node, (start, end) in enumerate(zip(sheet.starts, sheet.ends, strict=True)):
        if (start is None) != (end is None):
            other = stretched(sheet.calendar, sheet.milestones[node], start, end)
            sheet.starts[node], sheet.ends[node] = start or other, end or other
            if other != (start or end):
                sheet.ended.add(node)


def _may_follow(milestone: Milestone) -> bool:
    """What is over has been on some day, which a dependency does not tell."""
    return milestone.status != "done"


def _exact(sheet: Sheet, missing: set[int]) -> None:
    """Days told as a distance from others, from one to the next; what a document states before what a rule says."""
    neighbours: dict[int, list[Link]] = {}
    exact = [link for link in sheet.links if link[3].exact and (link[0] in missing or link[1] in missing)]
    for link in sorted(exact, key=lambda link: link[3].basis != "stated"):
        neighbours.setdefault(link[0], []).append(link)
        neighbours.setdefault(link[1], []).append(link)
    queue = deque(node for node in neighbours if sheet.starts[node] is not None)
    while queue:
        known = queue.popleft()
        for link in neighbours[known]:
            node = link[1] if known == link[0] else link[0]
            if sheet.starts[node] is None:
                _at_a_distance(sheet, node, known, link)
                queue.append(node)


def _at_a_distance(sheet: Sheet, node: int, known: int, link: Link) -> None:
    before, _, _, dependency = link
    kind, lag = dependency.type, dependency.lag_days
    forward = known == before
    from_end = kind in FROM_END if forward else kind not in TO_START
    gives_start = kind in TO_START if forward else kind not in FROM_END
    anchor = (sheet.ends if from_end else sheet.starts)[known]
    assert anchor is not None
    found = sheet.calendar.shift(anchor, lag if forward else -lag)
    start, end = (found, None) if gives_start else (None, found)
    other = stretched(sheet.calendar, sheet.milestones[node], start, end)
    words = _distance(lag if forward else -lag, _told(sheet, known, from_end))
    sheet.set(node, start or other, end or other, _reason(words, [dependency]), [dependency])


def _forward(sheet: Sheet, node: int, incoming: Sequence[Link], earliest: int) -> bool:
    """Give the earliest days that predecessors with days allow; whether there are such."""
    length = (sheet.milestones[node].duration_days or 1) - 1
    found: list[tuple[int, Link]] = []
    for link in incoming:
        before, _, _, dependency = link
        kind = dependency.type
        anchor = (sheet.ends if kind in FROM_END else sheet.starts)[before]
        if anchor is not None:
            number = ready(sheet.calendar, anchor, dependency.lag_days)
            found.append((number if kind in TO_START else number - length, link))
    if not found:
        return False
    number = max(number for number, _ in found)
    driving = [link for at, link in found if at == number][:_NAMED_AT_MOST]
    words = listed([_allowed(sheet, link, forward=True) for link in driving])
    if number < earliest:
        number = earliest
        words += f", and not before {day(sheet.calendar.day(earliest))}, the next working day"
    drivers = [link[3] for link in driving]
    days = sheet.calendar.day(number), sheet.calendar.day(number + length)
    sheet.set(node, *days, _reason(words, drivers), drivers)
    return True


def _backward(sheet: Sheet, node: int, outgoing: Sequence[Link]) -> bool:
    """Give the latest days that successors with days allow; whether there are such."""
    length = (sheet.milestones[node].duration_days or 1) - 1
    found: list[tuple[int, Link]] = []
    for link in outgoing:
        _, after, _, dependency = link
        kind = dependency.type
        anchor = (sheet.starts if kind in TO_START else sheet.ends)[after]
        if anchor is not None:
            number = due(sheet.calendar, anchor, dependency.lag_days)
            found.append((number if kind in FROM_END else number + length, link))
    if not found:
        return False
    number = min(number for number, _ in found)
    driving = [link for at, link in found if at == number][:_NAMED_AT_MOST]
    words = listed([_allowed(sheet, link, forward=False) for link in driving])
    drivers = [link[3] for link in driving]
    days = sheet.calendar.day(number - length), sheet.calendar.day(number)
    sheet.set(node, *days, _reason(words, drivers), drivers)
    return True


def _told(sheet: Sheet, node: int, end: bool) -> str:
    """`“Go-live” (3 May 2027)`, `the end of “Training” (14 May 2027)`."""
    first, last = sheet.starts[node], sheet.ends[node]
    assert first is not None
    assert last is not None
    which = "" if first == last else "the end of " if end else "the start of "
    return f"{which}{named(sheet.milestones[node].title)} ({day(last if end else first)})"


def _distance(days: int, anchor: str) -> str:
    if not days:
        return f"on the day of {anchor}"
    return f"{working_days(days)} {'after' if days > 0 else 'before'} {anchor}"


def _allowed(sheet: Sheet, link: Link, forward: bool) -> str:
    before, after, _, dependency = link
    kind, lag = dependency.type, dependency.lag_days
    if forward:
        anchor, days = _told(sheet, before, kind in FROM_END), lag
    else:
        anchor, days = _told(sheet, after, kind not in TO_START), -lag
    soon = "early" if forward else "late"
    if not days:
        return f"as {soon} as {anchor} allows"
    return f"{_distance(days, anchor)}, as {soon} as that allows"


def _reason(words: str, drivers: Sequence[Dependency]) -> str:
    told = list(dict.fromkeys(one.why for one in drivers if one.why))
    return f"{words}: {'; '.join(told)}" if told else words
