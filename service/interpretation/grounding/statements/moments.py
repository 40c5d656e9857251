"""The days, periods and times of day in a statement, with the part they play: on, from, until, by, before, after."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.planning.facts import Fact

Role = Literal["on", "from", "until", "by", "before", "after"]

_BEFORE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "from",
        re.compile(r"\b(?:not (?:be )?(?:before|until|earlier than)|no earlier than|at the earliest(?: on)?)\s+$"),
    ),
    (
        "by",
        re.compile(
            r"\b(?:by|(?:no|not) later than|at the latest(?: by"
            r"| on)?|due(?: on| by)?|deadline:?)\s+(?:the )?$"
        ),
    ),
    ("before", re.compile(r"\b(?:before|prior to|ahead of|earlier than)\s+(?:the )?$")),
    ("after", re.compile(r"\b(?:after|following|later than)\s+(?:the )?$")),
    (
        "from",
        re.compile(
            r"\b(?:from|since|as of|as from|as at|starting(?: on| from)?"
            r"|beginning(?: on)?|effective(?: from)?)\s+(?:the )?$"
        ),
    ),
    ("until", re.compile(r"(?:\b(?:until|till|through|up to|ending(?: on)?)|[-–])\s+(?:the )?$")),
)
_BEHIND: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("by", re.compile(r"^(?:\s*,?\s*at the latest\b|\s*\(?latest\b)")),
    ("from", re.compile(r"^\s*(?:onwards?|at the earliest|and later|or later)\b")),
)
_HEADERS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("from", re.compile(r"^(?:start|from|begin|first day|opens?)", re.IGNORECASE)),
    ("until", re.compile(r"^(?:end|finish|until|to$|till|last day|closes?)", re.IGNORECASE)),
    ("by", re.compile(r"^(?:due|deadline|by\b|latest)", re.IGNORECASE)),
)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|probably|some time in)\s+(?:the )?$|~\s*$"
)
_DEAD = re.compile(
    r"\b(?:not|instead of|rather than|originally|previously|formerly|was|no longer|planned date|old date)"
    r"(?: (?:on|for|planned|scheduled|from|in|to|be|set|due|the))*\s+$"
)
_OLD = re.compile(
    r"\b(?:mov|postpon|shift|delay|push|brought|bring|chang|defer"
    r"|reschedul|slip|extend|advanc)\w*\b[^.;]*?\bfrom\s+(?:the )?$"
)
_NEW = re.compile(r"\bto\s+(?:the )?$")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|nes|rs|r|urs)?\b", re.IGNORECASE)
_ONLY_WEEKDAY = re.compile(
    r"(?:this |next |that |the following |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(
    r"(?<![\d.:,/])(?<![A-Za-z]-)(?:(?P<h>[01]?\d"
    r"|2[0-4])(?P<sep>[:.h])(?P<m>[0-5]\d)(?![\d%]|\.\d|,\d)(?: ?(?P<ap>[ap])\.?m\b\.?)?"
    r"|(?P<h2>1[0-2]|[1-9]) ?(?P<ap2>[ap])\.?m\b\.?|(?P<h3>[1-9]"
    r"|1\d|2[0-3]) o'clock|\b(?P<noon>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:at|from|to|until|till|between|by|before|after|and|since|open|daily)\s*$|[-–(|,]\s*$", re.IGNORECASE
)
_LOOSE = re.compile(
    r"\b(?:(?P<season>spring|summer|autumn|fall|winter)(?: of| in)?\s+(?P<year>20\d\d)"
    r"|(?<=in )(?P<alone>20\d\d))\b(?![-/.]\d)"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins."""
_SLACK = dt.timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or period; `first` is None for one that has no place in the calendar ("week 3")."""

    text: str
    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    role: Role = "on"
    about: bool = False
    dead: bool = False
    """Whether the statement says that it is not this one, or no longer."""
    year_given: bool = True
    period: bool = False
    """Whether it is told from one day to another, rather than as a month or week."""
    weekday: bool = False
    """Whether only a day of the week is named."""
    named: int = -1
    """The day of the week that is named beside the date, 0 for Monday; -1 for none."""

    @property
    def spans(self) -> bool:
        """Whether it is longer than a day."""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in minutes after midnight."""

    text: str
    start: int
    end: int
    minutes: int
    role: Role = "on"


def moments(text: str, facts: Iterable[Fact], header_of: dict[int, str] | None = None) -> tuple[Moment, ...]:
    """The moments in a text; `facts` are its dates, with offsets into it; `header_of` a fact's column heading."""
    low = text.lower()
    found: list[Moment] = []
    for fact in facts:
        if fact.kind != "date" or (fact.value.startswith("every ") and fact.first is None):
            continue
        before, behind = low[max(0, fact.start - 60) : fact.start], low[fact.end : fact.end + 20]
        role: Role = _role(before) or _first(_BEHIND, behind) or "on"
        header = (header_of or {}).get(fact.start, "")
        if role == "on" and header:
            role = _first(_HEADERS, header) or "on"
        old = _OLD.search(before) is not None and role == "from"
        if role == "on" and found and _NEW.search(before) and found[-1].role == "from" and not found[-1].dead:
            role = "until"
        if role == "on" and found and low[found[-1].end : fact.start].strip() == "and" and found[-1].role == "from":
            role = "until"
        period = fact.unit == "day" and fact.first != fact.last
        if period and role == "from":
            role = "on"
        elif re.search(r"\bbetween\s+$", before):
            role = "from"
        day = _WEEKDAY.search(fact.text)
        found.append(
            Moment(
                fact.text,
                fact.start,
                fact.end,
                fact.first,
                fact.last,
                role,
                _ABOUT.search(before) is not None,
                old or (_DEAD.search(before) is not None and role == "on"),
                "year" not in fact.note and "counted" not in fact.note and "month is inferred" not in fact.note,
                period,
                _ONLY_WEEKDAY.fullmatch(fact.text.strip()) is not None,
                _DAYS.index(day[1].lower()) if day and fact.unit == "day" else -1,
            )
        )
    taken = [(m.start, m.end) for m in found]
    found += [m for m in _loose(text, low) if not any(s < m.end and m.start < e for s, e in taken)]
    return tuple(sorted(found, key=lambda m: m.start))


def _loose(text: str, low: str) -> Iterable[Moment]:
    """Years by themselves and seasons of a year: "in 2029", "summer 2031"."""
    for match in _LOOSE.finditer(low):
        year = int(match["year"] or match["alone"])
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        if match["season"]:
            month = _SEASONS[match["season"]]
            first = dt.date(year, month, 1)
            last = (dt.date(year + 1, 3, 1) if month == 12 else dt.date(year, month + 3, 1)) - dt.timedelta(days=1)
        yield Moment(text[match.start() : match.end()], match.start(), match.end(), first, last)


def clocks(text: str) -> tuple[Clock, ...]:
    """The times of day in a text."""
    found: list[Clock] = []
    low = text.lower()
    for match in _TIME.finditer(text):
        if match["sep"] == "." and not (match["ap"] or _CLOCK.search(text[max(0, match.start() - 9) : match.start()])):
            continue
        if match["noon"]:
            minutes = 0 if match["noon"].lower() == "midnight" else 720
        else:
            hour = int(match["h"] or match["h2"] or match["h3"])
            half = (match["ap"] or match["ap2"] or "").lower()
            hour = hour % 12 + 12 * (half == "p") if half else hour
            minutes = 60 * hour + int(match["m"] or 0)
        before = low[max(0, match.start() - 30) : match.start()]
        role = _role(before) or "on"
        if role == "on" and found and re.fullmatch(r"\s*(?:[-–]|to|and)\s*", low[found[-1].end : match.start()]):
            role = "until"
            if found[-1].role == "on":
                found[-1] = Clock(found[-1].text, found[-1].start, found[-1].end, found[-1].minutes, "from")
        found.append(Clock(match[0], match.start(), match.end(), minutes, role))
    return tuple(found)


def _role(before: str) -> Role | None:
    """The part that the words in front of a moment give it."""
    return _first(_BEFORE, before)


def _first(table: Sequence[tuple[Role, re.Pattern[str]]], text: str) -> Role | None:
    return next((role for role, pattern in table if pattern.search(text)), None)


def bears_out(source: Moment, claim: Moment, *, starts: bool = False, ends: bool = False) -> bool:
    """Whether a source's moment bears out a claim's: the same or, in the claim, a coarser one, in the same part.

    Args:
        source: what the source has.
        claim: what the claim says.
        starts: whether the claim tells when something starts.
        ends: whether it tells when something ends.
    """
    if claim.first is None or claim.last is None or source.first is None or source.last is None:
        return claim.text.lower() == source.text.lower()
    if source.dead != claim.dead or (source.about and not claim.about):
        return False
    if claim.named >= 0 and not claim.spans and not source.spans and source.first.weekday() != claim.named:
        return False
    role = claim.role
    if role == "on" and (starts or ends) and source.spans:
        role = "from" if starts else "until"
    if claim.weekday:
        day = source.last if role == "until" else source.first
        return (role == "from" or role == "until" or not source.spans) and day.weekday() == claim.first.weekday()
    first, last = claim.first, claim.last
    if not claim.year_given and first.year != source.first.year:
        first, last = (
            _in_year(first, source.first.year),
            _in_year(last, source.first.year + last.year - claim.first.year),
        )
    if claim.about:
        first, last = first - _SLACK, last + _SLACK
    whole = first <= source.first and source.last <= last
    if claim.period:
        return source.period and first == source.first and last == source.last
    if role == "from":
        return first <= source.first <= last and source.role in ("on", "from")
    if role == "until":
        return first <= source.last <= last and (source.role in ("until", "by") or source.spans or ends)
    if role in ("by", "before", "after") and source.role in ("by", "before", "after"):
        return whole and source.role == role
    if role == "by":
        return source.last <= last and source.role != "until" and (starts or source.role != "from")
    if role == "before":
        return source.last < first and source.role != "until"
    if role == "after":
        return source.first > last and source.role != "until"
    return whole and source.role in (("until", "on") if ends else ("on", "from"))


def _in_year(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
