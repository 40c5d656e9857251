"""When people work: shifts, early starts, weekends and opening hours, by group."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.drafting.presence import hours
from service.interpretation.shown import Unit
from service.planning.observed import Hours, Work

_WORK = re.compile(
    r"\b(?:(?:early|late|night|day|evening|morning|graveyard|back|weekend|first|second|third|twilight) ?shifts?|"
    r"shifts?|nights|"
    r"(?:opening|working|business|office|shop|store|trading|core|operating|production|lesson|duty) (?:hours|times)|"
    r"works?|working|are open|is open|opens?|start(?:s)? (?:work|their|the day|at|the shift)|begins? (?:work|at|their)|"
    r"on duty|brew(?:s|ing)?|produc(?:e|es|ing)|(?:crew|team|shift|watch) is (?:on|there|in)|"
    r"rota|roster|handover|clock(?:s)? (?:in|on)|operates?|runs?)\b",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?:early|late|night|day|evening|morning|graveyard|back|weekend|twilight) ?shifts?\b|\bnights\b|\bshifts?\b",
    re.IGNORECASE,
)
_NO_SHIFT = re.compile(
    r"\b(?:no|without(?: an?| any)?|not? an?y?) (?:\w+ )?(?:night|late|early|weekend)", re.IGNORECASE
)
_START = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|clock(?:s)? (?:in|on)|(?:is|are) (?:there|in|at work|on (?:the )?(?:road|"
    r"duty)))"
    r"[^.;\n]{0,30}?\b(?:at|from|by|around)\s+[\w:.]+(?: ?[ap]\.?m\.?| h| hrs)?$",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:until|till|to|by|finish\w* (?:at|by)|ends? (?:at|by)|off (?:at|by)) (?P<when>[\w:.]+(?: ?[ap]\.?m\.?)?)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:the |all |our )?(?P<who>[A-Za-z][\w-]*(?: [a-z][\w-]*){0,2}) (?:starts?|begins?|works?) ", re.IGNORECASE
)
_HELP = re.compile(
    r"\b(?:service ?desk|help ?desk|support|hotline|help ?line|service line|toll-?free|"
    r"\w+ desk|picks? up|takes? calls|hyper-?care|on-call|stand-?by|floor[- ]?walk\w*|agents?|helpers?|"
    r"^help(?=:)|extra (?:people|"
    r"help|hands|staff)|the desk|cover(?:age|ed)?|call cent(?:re|er) for users|drop-?in|question hours?)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:cut-?over|cut over|go-?live|goes live|migrat\w+|meeting|workshop|course|training|session|call|maintenance|"
    r"batch(?:es)?|job runs?|back-?ups?|deploy\w*|switch\w*|roll-?out|test\w*|window|webinar|town hall|briefing)\b",
    re.IGNORECASE,
)
_WEEKEND_WORK = re.compile(
    r"\b(?:work(?:s|ing)?|open(?:s|ed)?|on duty|run(?:s|ning)?|operat(?:e|es|ing)|staffed|busy|busiest|trad(?:e|es|"
    r"ing)|there|"
    r"sell|serve)\b[^.;\n]{0,60}\b(?P<when>weekends?|saturdays?|sundays?|seven days|7 days|24 ?/ ?7|round the clock)\b|"
    r"\b(?P<first>seven-day|24 ?/ ?7|round-the-clock) (?:operation|service|shop|site|plant|work|working|ward|rota)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-ZÀ-Ž][\w'’&/ -]{1,40}:(?= )")
_NO_NAME = re.compile(
    r"\b(?:shifts?|hours|times?|days?|nights?|open(?:ing)?|note|please|weekdays?|weekends?|from|status|info|mon|tue|"
    r"wed|thu|fri|"
    r"sat|sun)\b|\d",
    re.IGNORECASE,
)
"""What labels hours rather than those who work them."""
_PRONOUNS = frozenset("we they it he she you this that there everything work".split())
_SHORTEST = dt.timedelta(hours=2)
_START_ONLY = 1
"""Hours that are taken for work where only its start is stated: nothing is said of when it ends."""
_LEAD = 80


def working_hours(material: Material) -> tuple[Work, ...]:
    """When people work, as far as documents say; where no days are named, on working days."""
    found: dict[tuple[Hours, tuple[str, ...], str], Work] = {}
    for unit in material.units:
        if not _speaks_of_work(unit):
            continue
        for work in _of(unit):
            found.setdefault((work.hours, work.groups, work.quote.source), work)
    return tuple(found.values())


def _speaks_of_work(unit: Unit) -> bool:
    if not scope.holds(unit) and not _NO_SHIFT.search(unit.text) and unit.standing not in ("status_quo", "none"):
        return False
    if unit.text.rstrip().endswith("?") or _HELP.search(unit.text):
        return False
    about = " ".join((*unit.sentence.headings[-1:], *(header for header, _ in unit.cells), unit.text))
    return _WORK.search(about) is not None


def _of(unit: Unit) -> Iterator[Work]:
    text = unit.text
    groups = _people(unit)
    times = hours.times_in(text)
    if times:
        if _EVENT.search(text) and not _SHIFT.search(text):
            return
        whole = hours.days_in(text)
        for number, one in enumerate(hours.hours_in(text, whole or hours.WORKDAYS)):
            begin = times[number].begin if number < len(times) else 0
            if _long_enough(one):
                yield Work(one, _named(text, times[number - 1].finish if number else 0, begin, groups), quote_of(unit))
        return
    clock = hours.clock_in(text)
    if clock is not None:
        began = _START.search(text[max(0, clock[1] - _LEAD) : clock[1]].rstrip())
        if began and groups and not _EVENT.search(text[: max(0, clock[1] - _LEAD) + began.start()]):
            start = clock[0]
            off = _END.search(text, clock[1])
            stops = hours.clock_in(off["when"]) if off else None
            end = stops[0] if stops else dt.time((start.hour + _START_ONLY) % 24, start.minute)
            yield Work(Hours(hours.days_in(text) or hours.WORKDAYS, start, end), groups, quote_of(unit))
        return
    match = _WEEKEND_WORK.search(text)
    if match and groups and unit.standing not in ("negated", "out_of_scope", "hypothetical"):
        always = hours.is_always(text)
        days = hours.ALL_DAYS if always else (hours.days_in(match[0]) or hours.ALL_DAYS)
        start, end = (dt.time(0), dt.time(0)) if always else (dt.time(9), dt.time(17))
        yield Work(Hours(days, start, end), groups, quote_of(unit))


def _people(unit: Unit) -> tuple[str, ...]:
    """Whom it names, or else what stands before its colon or in a row's first cell: "Leeds: 06:00 to 14:00"."""
    found = scope.groups_of(unit, inherited=False)
    if found and not all(_SHIFT.search(g) for g in found):
        return tuple(g for g in found if not _SHIFT.search(g))
    lead = unit.cells[0][1] if unit.cells else (_LABEL.match(unit.text) or [""])[0].rstrip(": ")
    name = scope.group_name(lead)
    if name and not _NO_NAME.search(lead) and not scope.is_generic(name):
        return (name, *found)
    subject = _SUBJECT.match(unit.text)
    if not found and subject and not _NO_NAME.search(subject["who"]) and not _EVENT.search(subject["who"]):
        named = scope.group_name(subject["who"])
        if named and not scope.is_generic(named) and named not in _PRONOUNS:
            return (named,)
    return tuple(g for g in found or scope.groups_of(unit) if not _SHIFT.fullmatch(g))


def _long_enough(one: Hours) -> bool:
    start = dt.datetime.combine(dt.date.min, one.start)
    end = dt.datetime.combine(dt.date.min, one.end)
    if end <= start:
        end += dt.timedelta(days=1)
    return end - start >= _SHORTEST


def _named(text: str, after: int, begin: int, groups: tuple[str, ...]) -> tuple[str, ...]:
    """The people of the unit, with the name of the shift that stands before the hours."""
    shifts = list(_SHIFT.finditer(text, after, begin))
    if not shifts:
        return groups
    kept = [g for g in groups if not _SHIFT.search(g)]
    name = scope.group_name(shifts[-1][0])
    return tuple(kept) or ((name,) if " " in name else ())
