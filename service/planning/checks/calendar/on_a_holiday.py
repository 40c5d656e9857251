"""The rule `on_a_holiday`: something needs people on a day on which they are not there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from glossary.concepts import Community
from service.planning import wording
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.checks.starting import is_start
from service.planning.facts import EventKind
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Closure, Work
from service.planning.pairing import Pairing, groups_of, precise, says, told_by
from service.planning.working_days import UnknownCountry, is_working_day

_NEEDS_PEOPLE = frozenset({"go_live", "training", "change", "pilot", "support_cover", "communication", "feedback"})
_GATHERING = re.compile(
    r"\b(?:meetings?|town ?halls?|all[- ]hands|briefings?|road ?shows?|kick-?offs?|sessions?|workshops?|hours?|calls?|"
    r"open days?|fairs?|assembl(?:y|ies)|courses?|class(?:es)?|clinics?)\b",
    re.IGNORECASE,
)
"""Messages for which people have to come together."""
_KNOWN = re.compile(
    r"\b(?:weekends?|saturdays?|sundays?|bank holidays?|public holidays?|holidays?|closed|closure|shutdown|vacations?|"
    r"overnight|over (?:the )?(?:easter|christmas|new year))\b"
)
"""Whoever wrote this knew that it is no working day."""
_WEEKDAY = re.compile(r"\b(?:sat(?:urday)?s?|sun(?:day)?s?|weekends?)\b")
_SHORT = dt.timedelta(days=6)
_WEEKEND = 5
_LONG_CLOSURE = dt.timedelta(days=10)


def on_a_holiday(context: Context) -> Iterator[Disconnect]:
    """One finding for each day or closure, with all that falls on it."""
    pairing, country = context.pairing, context.country
    away = [c for c in context.observed.closures if c.kind == "holiday"]
    closed = _by_day(away)
    by_day: dict[dt.date, list[Milestone]] = {}
    by_closure: dict[int, list[Milestone]] = {}
    for milestone in context.milestones:
        if milestone.start is None or milestone.basis != "stated" or not _needs_people(milestone):
            continue
        if _is_public(milestone.start, country) and _counts(milestone) and not says(_is_known, milestone):
            by_day.setdefault(milestone.start, []).append(milestone)
            continue
        if milestone.start.weekday() >= _WEEKEND:
            if _on_a_free_weekend(pairing, milestone, context.observed.work):
                by_day.setdefault(milestone.start, []).append(milestone)
            continue
        number = next((n for n in closed.get(milestone.start, ()) if _away(pairing, milestone, away[n])), None)
        if number is not None:
            by_closure.setdefault(number, []).append(milestone)
    for day, some in sorted(by_day.items()):
        told = [c for c in away if c.first <= day <= c.last and c.last - c.first < _SHORT]
        yield _found(day, some, told, _is_public(day, country))
    for number, some in by_closure.items():
        yield _during(away[number], some)


def _by_day(closures: Sequence[Closure]) -> dict[dt.date, list[int]]:
    """Which closures, by number, there are on each day."""
    found: dict[dt.date, list[int]] = {}
    for number, closure in enumerate(closures):
        for after in range((closure.last - closure.first).days + 1):
            found.setdefault(closure.first + dt.timedelta(days=after), []).append(number)
    return found


@lru_cache(maxsize=20_000)
def _is_public(day: dt.date, country: str | None) -> bool:
    """Whether a weekday is a public holiday of the country or region."""
    if country is None or day.weekday() >= _WEEKEND:
        return False
    try:
        return not is_working_day(day, country)
    except UnknownCountry:
        return False


@lru_cache(maxsize=50_000)
def _is_known(text: str) -> bool:
    return _KNOWN.search(text.lower()) is not None


@lru_cache(maxsize=50_000)
def _names_weekend(text: str) -> bool:
    return _WEEKDAY.search(text.lower()) is not None


@lru_cache(maxsize=50_000)
def _gathers(title: str) -> bool:
    return _GATHERING.search(title) is not None


def _needs_people(milestone: Milestone) -> bool:
    if milestone.status in ("done", "cancelled"):
        return False
    if not milestone.kinds:
        return is_start(milestone) and precise(milestone)
    if milestone.kinds[0] not in _NEEDS_PEOPLE:
        return False
    if milestone.kinds[0] == "change" and not milestone.groups:
        return False
    if milestone.kinds[0] in ("communication", "feedback") and not _gathers(milestone.title):
        return False
    return precise(milestone)


def _kind(milestone: Milestone) -> EventKind:
    """What happens; what is no event by any known word, and needs people, is a start."""
    return milestone.kinds[0] if milestone.kinds else "go_live"


def _counts(milestone: Milestone) -> bool:
    """Whether the first day tells: of something longer, it is as good as any other."""
    assert milestone.start is not None
    return (milestone.end or milestone.start) - milestone.start <= _SHORT * 2


def _on_a_free_weekend(pairing: Pairing, milestone: Milestone, work: Sequence[Work]) -> bool:
    """Courses and meetings on a Saturday or Sunday, unless these people work then or it was meant so."""
    assert milestone.start is not None
    if _kind(milestone) not in ("training", "communication") or milestone.track == "technical":
        return False
    if (milestone.end or milestone.start) - milestone.start > dt.timedelta(days=1):
        return False
    profile = pairing.profile(milestone)
    theirs = [w for w in work if pairing.between(profile.groups, groups_of(w.groups)) != "other"]
    if any(milestone.start.weekday() in w.hours.days for w in theirs):
        return False
    return bool(theirs) or not says(_names_weekend, milestone)


def _away(pairing: Pairing, milestone: Milestone, closure: Closure) -> bool:
    assert milestone.start is not None
    end = milestone.end or milestone.start
    if closure.last - closure.first < _SHORT < end - milestone.start:
        return False
    bond = pairing.between(pairing.profile(milestone).groups, groups_of(closure.groups))
    named = pairing.profile(milestone).groups
    if bond == "other" or (bond == "open" and closure.groups and (named or _kind(milestone) != "go_live")):
        return False
    gathers = _kind(milestone) in ("training", "communication", "feedback")
    if not gathers and bond != "same" and closure.last - closure.first >= _LONG_CLOSURE:
        return False  # long closures are when systems are changed on purpose
    return not says(_is_known, milestone)


def _found(day: dt.date, some: list[Milestone], told: Sequence[Closure], public: bool) -> Disconnect:
    first = some[0]
    what = next((f"{wording.named(c.title)}" for c in told), "a public holiday" if public else f"a {day:%A}")
    return disconnect(
        "on_a_holiday",
        "high" if any(_kind(m) == "go_live" for m in some) else "medium",
        f"{wording.several([m.title for m in some])} {'are' if len(some) > 1 else 'is'} planned for "
        f"{wording.day(day)}, {what}",
        [*(told_by(m) for m in some), *(side_of(c.quote) for c in told)],
        "Those who are to learn, to use it or to help are not at work, or only a few of them are.",
        f"Who is at work on {wording.day(day)}, and does {wording.named(first.title)} move to a working day?",
        to=_owner(first),
        milestones=[m.id for m in some],
    )


def _during(closure: Closure, some: list[Milestone]) -> Disconnect:
    first = some[0]
    assert first.start is not None
    days = wording.period(closure.first, closure.last)
    return disconnect(
        "on_a_holiday",
        "medium",
        f"{wording.several([m.title for m in some])} from {wording.day(first.start)} on fall into "
        f"{wording.named(closure.title)}, {days}"
        if len(some) > 1
        else f"{wording.named(first.title)} on {wording.day(first.start)} falls into "
        f"{wording.named(closure.title)}, {days}",
        [*(told_by(m) for m in some), side_of(closure.quote)],
        "Those who are to learn, to use it or to help are not at work, or only a few of them are.",
        f"Who is there on {wording.day(first.start)}, and does {wording.named(first.title)} move out of {days}?",
        to=_owner(first),
        milestones=[m.id for m in some],
    )


def _owner(milestone: Milestone) -> Community:
    return "it" if milestone.track == "technical" else "people_readiness"
