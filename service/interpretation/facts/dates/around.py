"""What stands around a day or period and belongs to it: `mid-`, `end of`, `w/c`, `EOD`, `(Monday)`, a time.

Below `dates`. It widens a moment and says what part of it is meant; it finds none itself.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from service.interpretation.facts.dates.days import WEEKDAY, Moment, Span, weekday_number

PREFIX = re.compile(
    r"(?:\b(?:(?P<week>(?:w/c|wc|w/b|week commencing|week beginning|week starting|week of|week from)(?: the)?)|"
    r"(?P<ending>w/e|week ending)|"
    r"(?P<eod>EOD|COB|EOB|end of (?:the )?day|close of (?:business|play))(?: on)?),? (?:the )?)$",
    re.IGNORECASE,
)
_ZONE = (
    r"(?: ?(?:CET|CEST|GMT|BST|UTC|EST|EDT|ET|PST|PDT|PT|CST|CDT|MST|MDT|IST|JST|SGT|AEST|AEDT|MEZ|local time)\b"
    r"(?:[+-]\d{1,2}(?::?\d\d)?)?)?"
)
_CLOCK = (
    r"(?:(?P<h{0}>[01]?\d|2[0-4])"
    r"(?:[:.h](?P<m{0}>[0-5]\d)(?::\d\d)?(?: ?(?P<p{0}>[ap]\.?m\b\.?)| ?(?:hrs|hours|h|uhr)\b)?"
    r"| ?(?P<q{0}>[ap]\.?m\b\.?)| ?(?:hrs|o'clock)\b)|(?P<w{0}>noon|midnight|midday))"
)
_TIME_AFTER = re.compile(
    rf"(?:T(?P<iso>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|"
    rf"(?: ?,? ?(?:at|@|from|by|around|between|-|\(|,)? ?)"
    rf"{_CLOCK.format(1)}(?: ?(?:-|to|and|until) ?{_CLOCK.format(2)})?{_ZONE}(?![\d.:]\d))",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(rf"(?<![\w:.]){_CLOCK.format(1)}{_ZONE},? (?:on )?$", re.IGNORECASE)

PART = re.compile(
    r"\b(?P<part>early(?: in)?|beginning(?: of)?|start(?: of)?|mid|middle of|late(?: in)?|end(?: of)?|"
    r"first half of|second half of|first week (?:of|in)|"
    r"last week (?:of|in)|first day of|last day of)(?: |-){1,2}(?:the )?$",
    re.IGNORECASE,
)


def dressed(plain: str, moment: Moment) -> Moment:
    """With what may stand around a day: `w/c`, `EOD`, a weekday in brackets, a time."""
    if moment.unit != "day":
        return with_part(plain, moment)
    prefix = PREFIX.search(plain[max(0, moment.start - 28) : moment.start])
    if prefix:
        moment = replace(moment, start=moment.start - len(prefix[0]))
        if not prefix["eod"]:
            return _as_week(moment, bool(prefix["ending"]))
    bracket = re.match(
        rf" ?\((?P<d>{WEEKDAY})\)|,? (?P<e>{WEEKDAY})\b(?=[ ,.;\n]|$)",
        plain[moment.end : moment.end + 16],
        re.IGNORECASE,
    )
    if bracket and moment.weekday is None and not moment.fixed:
        moment = replace(moment, end=moment.end + bracket.end(), weekday=weekday_number(bracket["d"] or bracket["e"]))
    after = _TIME_AFTER.match(plain[moment.end : moment.end + 48])
    if after:
        clock = after["iso"] or _clock(after, 1, after["p2"] or after["q2"])
        until = _clock(after, 2, None) if not after["iso"] else ""
        return replace(moment, end=moment.end + after.end(), time=clock + (f"/{until}" if clock and until else ""))
    before = _TIME_BEFORE.search(plain[max(0, moment.start - 24) : moment.start])
    if before and (clock := _clock(before, 1, None)):
        return replace(moment, start=moment.start - len(before[0]), time=clock)
    return moment


def with_part(plain: str, moment: Moment) -> Moment:
    """`mid-` and `end of` before a period belong to it."""
    found = PART.search(plain[max(0, moment.start - 32) : moment.start])
    if not found:
        return moment
    start = moment.start - len(found[0])
    part, whole, unit = found["part"], moment.at, moment.unit
    if moment.fixed and moment.value:
        return replace(moment, start=start, value=f"{part.lower()} {moment.value}", note=moment.note)

    def at(year: int) -> Span | None:
        span = whole(year)
        return narrow(part, unit, span) if span else None

    note = moment.note
    if not note and unit not in ("week", "sprint"):
        note = f"{plain[start : moment.end]} is no exact day"
    return replace(moment, start=start, at=at, note=note)


def _as_week(moment: Moment, ending: bool) -> Moment:
    day = moment.at

    def at(year: int) -> Span | None:
        span = day(year)
        if not span:
            return None
        if ending:
            return span[1] - dt.timedelta(days=span[1].weekday()), span[1]
        monday = span[0] - dt.timedelta(days=span[0].weekday())
        return monday, monday + dt.timedelta(days=6)

    return replace(moment, at=at, unit="week", weekday=None)


def _clock(match: re.Match[str], which: int, half: str | None) -> str:
    if match[f"w{which}"]:
        return "00:00" if match[f"w{which}"].lower() == "midnight" else "12:00"
    if not match[f"h{which}"]:
        return ""
    hour, minute = int(match[f"h{which}"]), int(match[f"m{which}"] or 0)
    half = (match[f"p{which}"] or match[f"q{which}"] or half or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour % 24:02d}:{minute:02d}"


def narrow(part: str, unit: str, span: Span) -> Span:
    """The part of a period: thirds for early, mid and late; the last days for the end."""
    first, last = span
    days = (last - first).days + 1
    third = dt.timedelta(days=days // 3)
    edge = dt.timedelta(days={"week": 1, "month": 7, "quarter": 14}.get(unit, 31) - 1)
    if unit == "sprint":
        edge = dt.timedelta(days=0)
    day, part = dt.timedelta(days=1), part.lower()
    if part.startswith("early"):
        return first, first + third - day
    if part.startswith(("beginning", "start")):
        return first, min(last, first + edge)
    if part.startswith("mid"):
        return first + third, last - third
    if part.startswith("late"):
        return last - third + day, last
    if part.startswith("end"):
        if unit == "week":
            return first + 4 * day, first + 4 * day
        return max(first, last - edge), last
    if part.startswith("first half"):
        return first, first + (days // 2 - 1) * day
    if part.startswith("second half"):
        return first + days // 2 * day, last
    size = dt.timedelta(days=6 if "week" in part else 0)
    return (first, first + size) if part.startswith("first") else (last - size, last)
