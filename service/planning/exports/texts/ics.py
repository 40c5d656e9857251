"""The plan as iCalendar (RFC 5545): one event a milestone, for any calendar program.

A milestone's UID never changes and the plan's version is its SEQUENCE, so a later version updates what an earlier one
put into the calendar. Days are all-day events whose DTEND is the day after; only a single day with a stated time
becomes a timed event in the initiative's time zone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from service.planning.exports.dated import Dated, days, first, last
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.sources import Notes, notes
from service.planning.exports.wording import (
    SIDES,
    TRACKS,
    counted,
    hours,
    link,
    lost,
    name_of,
    plain,
    title_of,
)
from service.planning.nouns import Milestone, Plan


def export(plan: Plan) -> Export:
    """Events for every milestone with a date, cancelled ones as such, so that calendars take them out."""
    view, cited = Dated(plan), notes(plan)
    zone = _zone(plan.time_zone)
    calendar = Calendar()
    calendar.add("prodid", "-//Crosswalk//Joint plan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name_of(plan))
    calendar.add("x-wr-calname", name_of(plan))
    if zone is not None:
        calendar.add("x-wr-timezone", plan.time_zone)
    for milestone in view.dated:
        calendar.add_component(_event(milestone, view, cited, zone))
    if zone is not None and view.dated:
        calendar.add_missing_timezones(first(view.dated[0]), max(map(last, view.dated)) + dt.timedelta(days=2))
    return Export(calendar.to_ical(), "text/calendar; charset=utf-8", file_name(plan, "ics"), _report(view, zone))


def uid(plan: Plan, milestone: Milestone) -> str:
    """The same for a milestone in every version of an initiative's plan, and in no other initiative."""
    digest = hashlib.sha256(f"{plan.initiative_id}\0{milestone.id}".encode()).hexdigest()
    return f"{digest[:32]}@crosswalk"


def _event(milestone: Milestone, view: Dated, cited: Notes, zone: ZoneInfo | None) -> Event:
    plan = view.plan
    event = Event()
    event.add("uid", uid(plan, milestone))
    event.add("dtstamp", _made(plan))
    event.add("last-modified", _made(plan))
    event.add("sequence", plan.version)
    event.add("summary", title_of(milestone))
    start, end = _times(milestone, zone)
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)
    event.add("transp", "OPAQUE" if isinstance(start, dt.datetime) else "TRANSPARENT")
    event.add("status", _status(milestone))
    event.add("categories", list(dict.fromkeys(_categories(milestone, view))))
    event.add("description", _description(milestone, view, cited))
    if milestone.owner and plain(milestone.owner):
        event.add("contact", plain(milestone.owner))
    for edge in view.waiting.get(milestone.id, ()):
        event.add("related-to", vText(uid(plan, view.by_id[edge.before])), parameters={"RELTYPE": "DEPENDS-ON"})
    return event


def _times(milestone: Milestone, zone: ZoneInfo | None) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime | None]:
    start, end = first(milestone), last(milestone)
    opens, closes = milestone.starts_at, milestone.ends_at
    if start != end or opens is None:
        return start, end + dt.timedelta(days=1)
    begin = dt.datetime.combine(start, opens.replace(tzinfo=None), zone)
    if closes is None:
        return begin, None
    over_night = dt.timedelta(days=1 if closes <= opens else 0)
    return begin, dt.datetime.combine(start + over_night, closes.replace(tzinfo=None), zone)


def _status(milestone: Milestone) -> str:
    if milestone.status == "cancelled":
        return "CANCELLED"
    if milestone.status == "tentative" or milestone.basis == "proposed":
        return "TENTATIVE"
    return "CONFIRMED"


def _categories(milestone: Milestone, view: Dated) -> list[str]:
    return [
        TRACKS[milestone.track],
        *(milestone.kinds[:1]),
        *([milestone.category] if milestone.category else []),
        milestone.basis,
        *(["critical path"] if milestone.id in view.critical else []),
        *(["disconnect"] if milestone.id in view.warnings else []),
    ]


def _description(milestone: Milestone, view: Dated, cited: Notes) -> str:
    lines = []
    for number, found in view.warnings.get(milestone.id, ()):
        asked = f"Ask{f' {SIDES[found.to]}' if found.to else ''}: {plain(found.question)}"
        lines.append(f"⚠ {number}. {plain(found.title)}. {asked}")
    if hours(milestone):
        lines.append(f"Time: {hours(milestone)} ({plain(view.plan.time_zone)})")
    if milestone.owner and plain(milestone.owner):
        lines.append(f"Owner: {plain(milestone.owner)}")
    lines.append(f"Basis: {milestone.basis}{f' – {plain(milestone.why)}' if plain(milestone.why) else ''}")
    if plain(milestone.question):
        lines.append(f"To be asked: {plain(milestone.question)}")
    for edge in view.waiting.get(milestone.id, ()):
        lines.append(f"It {link(edge)} “{title_of(view.by_id[edge.before])}”.")
    lines += [f"Source: {note.label or note.id}: {note.words}" for note in cited.of(milestone.sources)]
    return "\n".join(lines)


def _made(plan: Plan) -> dt.datetime:
    """When the plan was made, to the second, UTC; the start of its day where that is not told."""
    try:
        made = dt.datetime.fromisoformat(plan.made_at)
    except ValueError:
        return dt.datetime.combine(plan.today, dt.time(), dt.UTC)
    return made.replace(tzinfo=made.tzinfo or dt.UTC, microsecond=0).astimezone(dt.UTC)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _report(view: Dated, zone: ZoneInfo | None) -> tuple[str, ...]:
    plan = view.plan
    said = [*lost(view.undated, "has no date and is not in the calendar", "have no date and are not in the calendar")]
    timed = [m for m in view.dated if hours(m)]
    over_days = [m for m in timed if first(m) != last(m) or m.starts_at is None]
    what = "with hours over several days or without a start are all-day, their hours stand in the description"
    said += lost(over_days, what)
    if zone is None and len(timed) > len(over_days):
        name = plain(plan.time_zone)
        said.append(
            f'The time zone "{name}" is not known: times of day are without one, as each reader\'s clock has them.'
        )
    said += lost(
        view.turned,
        "ends before it starts and is shown from the earlier day to the later",
        "end before they start and are shown from the earlier day to the later",
    )
    if view.links:
        number = counted(len(view.links), "dependency", "dependencies")
        said.append(
            f"{number} stand as RELATED-TO and in words in the descriptions; most calendar programs show only the "
            "words, and none moves one event because of another."
        )
    loose = [d for d in plan.disconnects if not any(id in view.by_id and days(view.by_id[id]) for id in d.milestones)]
    if loose:
        verb = "is" if len(loose) == 1 else "are"
        said.append(f"{counted(len(loose), 'disconnect')} without a dated milestone {verb} not in the calendar.")
    said.append("Slack, the journey, measures, open questions and assumptions are not in the calendar.")
    return tuple(said)
