"""The plan as Microsoft Project XML (MSPDI, the schema of Project 2007 that later versions and other planners read).

The schema is a sequence: the order of elements is part of the format. A day has eight hours, 08:00 to 12:00 and 13:00
to 17:00. Milestones that begin or end on a weekend or a public holiday get the calendar on which every day is a working
day, so that no date moves when Project opens the file.

Project links points of time, the plan links days: "the same day or later" holds between a milestone at 08:00 and what
begins then, but after a period that ends at 17:00 it takes a lag of minus one day. `_lag` does this sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.etree import ElementTree

from service.planning.exports.dated import ORDER, Dated, acyclic, first, last
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.sources import Notes, notes
from service.planning.exports.wording import (
    SIDES,
    TRACKS,
    counted,
    hours,
    lost,
    name_of,
    plain,
    title_of,
)
from service.planning.nouns import Dependency, LinkType, Milestone, Plan, Track

NAMESPACE = "http://schemas.microsoft.com/project"
WORKING, EVERY_DAY = 1, 2
"""UIDs of the calendars."""
_TYPES: dict[LinkType, str] = {"FF": "0", "FS": "1", "SF": "2", "SS": "3"}
_FIXED, _NOT_EARLIER = "2", "4"
"""Must start on, start no earlier than."""
_SHIFTS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
_START, _FINISH = dt.time(8), dt.time(17)
_DAY_MINUTES = 480
_LAG_IN_DAYS = "7"
_NOTES = 8000
Element = ElementTree.Element


def export(plan: Plan) -> Export:
    """A project with a summary task a track, a task a milestone, and links with their types and lags."""
    view = Dated(plan)
    shown = tuple(milestone for milestone in view.dated if milestone.status != "cancelled")
    ids = {milestone.id for milestone in shown}
    links, circular = acyclic(edge for edge in view.links if _has(edge, ids))
    root = _project(view, shown, links, notes(plan))
    ElementTree.indent(root)
    content = ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"
    return Export(content, "application/xml", file_name(plan, "mspdi.xml"), _report(view, shown, links, circular))


def _has(edge: Dependency, ids: set[str]) -> bool:
    return edge.before in ids and edge.after in ids


def _project(view: Dated, shown: tuple[Milestone, ...], links: tuple[Dependency, ...], cited: Notes) -> Element:
    plan = view.plan
    start = min(map(first, shown), default=plan.today)
    end = max(map(last, shown), default=plan.today)
    root = Element("Project", {"xmlns": NAMESPACE})
    _put(root, "SaveVersion", "12")
    _put(root, "UID", plain(plan.id)[:16])
    _put(root, "Name", file_name(plan, "mspdi.xml"))
    _put(root, "Title", name_of(plan)[:512])
    _put(root, "Revision", str(plan.version))
    _put(root, "ScheduleFromStart", "1")
    _put(root, "StartDate", _at(start, _START))
    _put(root, "FinishDate", _at(end, _FINISH))
    _put(root, "CurrencyCode", "EUR")
    _put(root, "CalendarUID", str(WORKING))
    _put(root, "DefaultStartTime", "08:00:00")
    _put(root, "DefaultFinishTime", "17:00:00")
    _put(root, "MinutesPerDay", str(_DAY_MINUTES))
    _put(root, "MinutesPerWeek", str(5 * _DAY_MINUTES))
    _put(root, "DaysPerMonth", "20")
    _put(root, "HonorConstraints", "1")
    _put(root, "WeekStartDay", "1")
    _put(root, "StatusDate", _at(plan.today, _FINISH))
    _put(root, "CurrentDate", _at(plan.today, _START))
    holidays = view.holidays(start - dt.timedelta(days=31), end + dt.timedelta(days=92))
    calendars = _put(root, "Calendars")
    _calendar(
        calendars, WORKING, f"Working days{f' {plain(plan.country)}' if plan.country else ''}", range(2, 7), holidays
    )
    _calendar(calendars, EVERY_DAY, "Every day", range(1, 8), ())
    _tasks(_put(root, "Tasks"), view, shown, links, cited, frozenset(holidays))
    return root


def _put(parent: Element, tag: str, text: str | None = None) -> Element:
    child = ElementTree.SubElement(parent, tag)
    child.text = text
    return child


def _at(day: dt.date, time: dt.time) -> str:
    return dt.datetime.combine(day, time).isoformat()


def _calendar(parent: Element, uid: int, name: str, working: Iterable[int], holidays: Iterable[dt.date]) -> None:
    """Days of the week count from 1, a Sunday; exceptions stand twice, for readers of before and after 2007."""
    calendar = _put(parent, "Calendar")
    _put(calendar, "UID", str(uid))
    _put(calendar, "Name", name)
    _put(calendar, "IsBaseCalendar", "1")
    _put(calendar, "BaseCalendarUID", "-1")
    week = _put(calendar, "WeekDays")
    for number in range(1, 8):
        day = _put(week, "WeekDay")
        _put(day, "DayType", str(number))
        _put(day, "DayWorking", "1" if number in working else "0")
        if number in working:
            times = _put(day, "WorkingTimes")
            for opens, closes in _SHIFTS:
                time = _put(times, "WorkingTime")
                _put(time, "FromTime", opens)
                _put(time, "ToTime", closes)
    closed = tuple(holidays)
    for holiday in closed:
        day = _put(week, "WeekDay")
        _put(day, "DayType", "0")
        _put(day, "DayWorking", "0")
        _period(day, holiday)
    if closed:
        exceptions = _put(calendar, "Exceptions")
        for holiday in closed:
            exception = _put(exceptions, "Exception")
            _put(exception, "EnteredByOccurrences", "0")
            _period(exception, holiday)
            _put(exception, "Occurrences", "1")
            _put(exception, "Name", "Public holiday")
            _put(exception, "Type", "1")
            _put(exception, "DayWorking", "0")


def _period(parent: Element, day: dt.date) -> None:
    period = _put(parent, "TimePeriod")
    _put(period, "FromDate", _at(day, dt.time()))
    _put(period, "ToDate", _at(day, dt.time(23, 59)))


def _tasks(
    parent: Element,
    view: Dated,
    shown: tuple[Milestone, ...],
    links: tuple[Dependency, ...],
    cited: Notes,
    holidays: frozenset[dt.date],
) -> None:
    uids = {milestone.id: view.numbers[milestone.id] + len(ORDER) for milestone in view.plan.milestones}
    before: dict[str, list[Dependency]] = {}
    for edge in links:
        before.setdefault(edge.after, []).append(edge)
    row = outline = 0
    for uid, track in enumerate(ORDER, 1):
        here = [milestone for milestone in shown if milestone.track == track]
        if not here:
            continue
        row, outline = row + 1, outline + 1
        _summary(parent, uid, row, outline, track, here)
        for place, milestone in enumerate(here, 1):
            row += 1
            task = _task(parent, uids[milestone.id], row, f"{outline}.{place}", milestone, view, holidays)
            _put(task, "Notes", _notes(milestone, view, cited))
            for edge in before.get(milestone.id, ()):
                link = _put(task, "PredecessorLink")
                _put(link, "PredecessorUID", str(uids[edge.before]))
                _put(link, "Type", _TYPES[edge.type])
                _put(link, "CrossProject", "0")
                _put(link, "LinkLag", str(_lag(edge, view) * _DAY_MINUTES * 10))
                _put(link, "LagFormat", _LAG_IN_DAYS)


def _lag(edge: Dependency, view: Dated) -> int:
    """Working days between the two points that Project links, for the days that the plan links to hold.

    From a day on which nobody works, Project counts from the next working day's start, the plan from the day before.
    """
    before, after = view.by_id[edge.before], view.by_id[edge.after]
    anchor = last(before) if edge.type[0] == "F" else first(before)
    behind = edge.type[0] == "F" and not _single(before) if view.works(anchor) else edge.lag_days > 0
    return edge.lag_days - behind + (edge.type[1] == "F" and not _single(after))


def _single(milestone: Milestone) -> bool:
    return first(milestone) == last(milestone)


def _summary(parent: Element, uid: int, row: int, outline: int, track: Track, here: list[Milestone]) -> None:
    task = _put(parent, "Task")
    _put(task, "UID", str(uid))
    _put(task, "ID", str(row))
    _put(task, "Name", TRACKS[track])
    _put(task, "Type", "1")
    _put(task, "IsNull", "0")
    _put(task, "WBS", str(outline))
    _put(task, "OutlineNumber", str(outline))
    _put(task, "OutlineLevel", "1")
    _put(task, "Start", _at(min(map(first, here)), _START))
    _put(task, "Finish", max(map(_finish, here)))
    _put(task, "Milestone", "0")
    _put(task, "Summary", "1")


def _task(
    parent: Element, uid: int, row: int, outline: str, milestone: Milestone, view: Dated, holidays: frozenset[dt.date]
) -> Element:
    start, end = first(milestone), last(milestone)
    whole = [start + dt.timedelta(days=number) for number in range((end - start).days + 1)]
    working = [day for day in whole if day.weekday() < 5 and day not in holidays]
    exact = start in working and end in working
    point = _single(milestone)
    days = 0 if point else len(working) if exact else len(whole)
    finish = _finish(milestone)
    done = milestone.status == "done"
    task = _put(parent, "Task")
    _put(task, "UID", str(uid))
    _put(task, "ID", str(row))
    _put(task, "Name", title_of(milestone, 255))
    _put(task, "Type", "1")
    _put(task, "IsNull", "0")
    if milestone.owner and plain(milestone.owner):
        _put(task, "Contact", plain(milestone.owner, 255))
    _put(task, "WBS", outline)
    _put(task, "OutlineNumber", outline)
    _put(task, "OutlineLevel", "2")
    _put(task, "Priority", "500")
    _put(task, "Start", _at(start, _START))
    _put(task, "Finish", finish)
    _put(task, "Duration", _hours(days))
    _put(task, "DurationFormat", _LAG_IN_DAYS)
    _put(task, "Estimated", "0")
    _put(task, "Milestone", "1" if point else "0")
    _put(task, "Summary", "0")
    _put(task, "Critical", "1" if milestone.id in view.critical else "0")
    _put(task, "PercentComplete", "100" if done else "0")
    if done:
        _put(task, "ActualStart", _at(start, _START))
        _put(task, "ActualFinish", finish)
    _put(task, "ActualDuration", _hours(days if done else 0))
    _put(task, "RemainingDuration", _hours(0 if done else days))
    _put(task, "ConstraintType", _FIXED if milestone.basis == "stated" else _NOT_EARLIER)
    _put(task, "CalendarUID", str(-1 if exact else EVERY_DAY))
    _put(task, "ConstraintDate", _at(start, _START))
    _put(task, "IgnoreResourceCalendar", "0" if exact else "1")
    return task


def _finish(milestone: Milestone) -> str:
    """A single day is a point of time, the start of that day; a period ends with its last day."""
    return _at(last(milestone), _START if _single(milestone) else _FINISH)


def _hours(days: int) -> str:
    return f"PT{days * 8}H0M0S"


def _notes(milestone: Milestone, view: Dated, cited: Notes) -> str:
    lines = []
    for number, found in view.warnings.get(milestone.id, ()):
        asked = f"Ask{f' {SIDES[found.to]}' if found.to else ''}: {plain(found.question)}"
        lines.append(f"Disconnect {number}: {plain(found.title)}. {asked}")
    lines.append(f"Basis: {milestone.basis}{f' – {plain(milestone.why)}' if plain(milestone.why) else ''}")
    if milestone.status == "tentative":
        lines.append("Tentative.")
    if hours(milestone):
        lines.append(f"Time: {hours(milestone)} ({plain(view.plan.time_zone)})")
    if plain(milestone.question):
        lines.append(f"To be asked: {plain(milestone.question)}")
    lines += [f"Source: {note.label or note.id}: {note.words}" for note in cited.of(milestone.sources)]
    return "\n".join(lines)[:_NOTES]


def _report(
    view: Dated, shown: tuple[Milestone, ...], links: tuple[Dependency, ...], circular: tuple[Dependency, ...]
) -> tuple[str, ...]:
    plan = view.plan
    said = [*lost(view.undated, "has no date and is not in the file", "have no date and are not in the file")]
    cancelled = [milestone for milestone in view.dated if milestone.status == "cancelled"]
    said += lost(cancelled, "is cancelled and not in the file", "are cancelled and not in the file")
    if circular:
        pairs = [f"{title_of(view.by_id[e.before], 40)} → {title_of(view.by_id[e.after], 40)}" for e in circular[:3]]
        said.append(
            f"{counted(len(circular), 'dependency', 'dependencies')} would close a circle, which Project refuses, and "
            f"{'is' if len(circular) == 1 else 'are'} left out: {'; '.join(pairs)}."
        )
    ends = {milestone.id for milestone in shown}
    rest = len(view.links) - len(links) - len(circular)
    loose = sum(not _has(edge, ends) for edge in view.links)
    if loose:
        number = counted(loose, "dependency", "dependencies")
        said.append(f"{number} of milestones that are not in the file {'is' if loose == 1 else 'are'} left out.")
    if rest > loose:
        number = counted(rest - loose, "second dependency", "second dependencies")
        said.append(f"{number} between the same two milestones left out: Project takes one link a pair.")
    shifted = sum(_lag(edge, view) != edge.lag_days for edge in links)
    if shifted:
        number = counted(shifted, "lag differs", "lags differ")
        said.append(f"{number} by a day from the plan's: Project links points of time, the plan days; the dates hold.")
    exact = sum(edge.exact for edge in links)
    if exact:
        number = counted(exact, "dependency", "dependencies")
        said.append(f"{number} with an exact distance became the least distance: Project knows no other.")
    broken = sum(edge.margin_days is not None and edge.margin_days < 0 for edge in links)
    if broken:
        number = counted(broken, "dependency", "dependencies")
        said.append(f"{number} broken as dated: Project keeps the dates and reports a scheduling conflict.")
    off = [m for m in shown if not _exact(m, view)]
    what = 'on days on which nobody works by the calendar: they use the calendar "Every day"'
    said += lost(off, f"starts or ends {what.replace('they use', 'it uses')}", f"start or end {what}")
    said += lost(
        (m for m in shown if hours(m)),
        "has a time of day, which stands in the notes",
        "have a time of day, which stands in the notes",
    )
    if plan.country and not view.known_country:
        said.append(f'No public holidays: no calendar is known for the country "{plain(plan.country)}".')
    said.append(
        "Dates that are stated must start on their day; computed and proposed ones start no earlier than theirs."
    )
    said.append("Owners stand as contacts; the journey, measures, open questions and assumptions are not in the file.")
    return tuple(said)


def _exact(milestone: Milestone, view: Dated) -> bool:
    start, end = first(milestone), last(milestone)
    return view.works(start) and view.works(end)
