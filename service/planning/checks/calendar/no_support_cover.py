"""The rule `no_support_cover`: in the first 48 hours after a start, somebody who works has nobody to turn to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.planning import wording
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Cover, Hours, Work
from service.planning.pairing import Group, Pairing, groups_of, precise, told_by

_FIRST_DAYS = 2
"""The first 48 hours, in days."""
_BEFORE = dt.timedelta(days=3)
"""Help that begins so long before a start is help for it."""
_QUARTER = 15
_DAY = 24 * 60
_FRIDAY, _SATURDAY = 4, 5
_WHY = "The first two days decide whether people trust it; whoever gets no help then works around it or stops."


@dataclass(frozen=True)
class _Start:
    """A start with the help that its people have."""

    milestone: Milestone
    groups: tuple[Group, ...]
    covers: tuple[Cover, ...]
    """What is promised to them at the time, standing or for these days."""
    dated: tuple[Cover, ...]
    """Help for these people with days of its own, whenever it is."""


def no_support_cover(context: Context) -> Iterator[Disconnect]:
    """Hours of work without help, help that comes late or ends early, and help on site that is refused."""
    promised = [c for c in context.observed.covers if not c.denied and not c.needed]
    starts = [s for s in _starts(context) if promised or context.observed.covers]
    if not starts:
        return
    theirs: dict[tuple[Group, ...], list[Cover]] = {}
    named = [(c, groups_of(c.groups)) for c in promised]
    for groups in {context.pairing.profile(m).groups for m in starts}:
        theirs[groups] = [c for c, whose in named if context.pairing.between(groups, whose) != "other"]
    held = [_with_help(m, context.pairing.profile(m).groups, theirs) for m in starts]
    yield from _hours_without(context, held)
    yield from _late_or_short(held)
    yield from _weekend(context, held)
    yield from _refused(context, held)


def _starts(context: Context) -> list[Milestone]:
    return [
        m
        for m in context.starts
        if m.start is not None and m.basis == "stated" and precise(m) and (m.end or m.start) >= context.today
    ]


def _with_help(
    milestone: Milestone, groups: tuple[Group, ...], by_groups: Mapping[tuple[Group, ...], Sequence[Cover]]
) -> _Start:
    theirs = by_groups[groups]
    assert milestone.start is not None
    last = milestone.start + dt.timedelta(days=_FIRST_DAYS - 1)
    now = [c for c in theirs if (c.first is None or c.first <= last) and (c.last is None or c.last >= milestone.start)]
    dated = [c for c in theirs if c.first is not None and c.last is not None]
    return _Start(milestone, groups, tuple(now), tuple(dated))


def _for(pairing: Pairing, groups: tuple[Group, ...], named: Iterable[str]) -> bool:
    return pairing.between(groups, groups_of(named)) != "other"


def _hours_without(context: Context, starts: Sequence[_Start]) -> Iterator[Disconnect]:
    """Shifts and early starts of the people concerned that lie outside all hours of help."""
    told: list[tuple[Hours, tuple[Group, ...]]] = []
    for work in sorted(context.observed.work, key=lambda w: w.quote.community != "people_readiness"):
        named = groups_of(work.groups)
        if any(h == work.hours and context.pairing.between(g, named) != "other" for h, g in told):
            continue
        hit: list[_Start] = []
        gap = ""
        for start in _of_those(context.pairing, starts, named):
            if any(c.hours is None and c.on_site for c in start.covers):
                continue
            known = [c.hours for c in start.covers if c.hours is not None]
            if not known:
                continue
            found = _gap(start.milestone, work.hours, known)
            if found:
                hit.append(start)
                gap = gap or found
        if hit:
            told.append((work.hours, named))
            wanted = [
                c for c in context.observed.covers if c.needed and c.hours is not None and _overlap(c.hours, work.hours)
            ]
            yield _gap_found(work, hit, gap, wanted)


def _of_those(pairing: Pairing, starts: Sequence[_Start], named: tuple[Group, ...]) -> list[_Start]:
    """The starts of the people who work then: the same by name, or else those of places that name no people."""
    if not named:
        return [s for s in starts if not s.groups]
    same = [s for s in starts if pairing.between(s.groups, named) == "same"]
    if same or any(g.place for g in named):
        return same
    return [s for s in starts if s.groups and pairing.between(s.groups, named) == "open"]


def _gap(milestone: Milestone, work: Hours, covers: Sequence[Hours]) -> str:
    """The first stretch of work in the first 48 hours without help: `22:00 to 06:00`; empty if there is none."""
    assert milestone.start is not None
    days = [milestone.start + dt.timedelta(days=n) for n in range(_FIRST_DAYS)]
    for day in days:
        if day.weekday() not in work.days:
            continue
        open_at = [m for m in _minutes(work, day.weekday()) if not any(_is_open(c, day.weekday(), m) for c in covers)]
        if open_at:
            first, last = open_at[0], open_at[-1] + _QUARTER
            for one, other in pairwise(open_at):
                if other - one > _QUARTER:
                    last = one + _QUARTER
                    break
            return f"{_clock(first)} to {_clock(last)}"
    return ""


def _minutes(hours: Hours, weekday: int) -> range:
    """The quarters of an hour of a day's work, in minutes from its midnight; past 24 hours into the next day."""
    start = hours.start.hour * 60 + hours.start.minute
    end = hours.end.hour * 60 + hours.end.minute
    return range(start, end if end > start else end + _DAY, _QUARTER)


def _is_open(cover: Hours, weekday: int, minute: int) -> bool:
    """Whether help is there at a minute counted from a day's midnight."""
    weekday, minute = (weekday + minute // _DAY) % 7, minute % _DAY
    start = cover.start.hour * 60 + cover.start.minute
    end = cover.end.hour * 60 + cover.end.minute
    if end > start:
        return weekday in cover.days and start <= minute < end
    return (weekday in cover.days and minute >= start) or ((weekday - 1) % 7 in cover.days and minute < end)


def _overlap(one: Hours, other: Hours) -> bool:
    return any(_is_open(one, day, m) for day in other.days for m in _minutes(other, day))


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _gap_found(work: Work, hit: Sequence[_Start], gap: str, wanted: Sequence[Cover]) -> Disconnect:
    first = hit[0].milestone
    covers = list(dict.fromkeys(c for s in hit for c in s.covers if c.hours is not None))
    who = _at_work(work)
    return disconnect(
        "no_support_cover",
        "high",
        f"Nobody helps from {gap} in the first 48 hours after {_names(s.milestone for s in hit)}, "
        f"when {who} are at work",
        [*(side_of(c.quote) for c in covers), side_of(work.quote), *(side_of(c.quote) for c in wanted), told_by(first)],
        _WHY,
        f"Who answers from {gap} on the first two days, and how is that person reached?",
        to="it",
        milestones=[s.milestone.id for s in hit],
    )


def _at_work(work: Work) -> str:
    """Those who work then: `nurses`, `people at harbour depot`."""
    named = zip(work.groups, map(groups_of, ((g,) for g in work.groups)), strict=True)
    told = [f"people at {g}" if taken and taken[0].place else wording.plural(g) for g, taken in named]
    return wording.listed(told) or "people"


def _late_or_short(starts: Sequence[_Start]) -> Iterator[Disconnect]:
    """Help for just this start that begins after it or ends within its first 48 hours."""
    for start in starts:
        first = start.milestone.start
        assert first is not None
        near = [c for c in start.dated if c.first is not None and c.first - first <= dt.timedelta(days=21)]
        near = [c for c in near if c.last is not None and c.last >= first]
        if not near or any(c.first <= first and _lasts(c, first) for c in near if c.first is not None):
            continue
        cover = min(near, key=lambda c: c.first or first)
        if any(_belongs(other, cover) for other in starts if other is not start):
            continue
        assert cover.first is not None
        assert cover.last is not None
        late = cover.first > first
        what = f"begins on {wording.day(cover.first)}" if late else f"ends on {wording.day(cover.last)}"
        yield disconnect(
            "no_support_cover",
            "high",
            f"Help for {wording.named(start.milestone.title)} on {wording.day(first)} {what}",
            [told_by(start.milestone), side_of(cover.quote)],
            _WHY,
            f"Who helps on {wording.day(first)} and the day after?",
            to="it",
            milestones=[start.milestone.id],
        )


def _lasts(cover: Cover, first: dt.date) -> bool:
    """Whether it is there on two days of work, a weekend in between not counted."""
    last = first + dt.timedelta(
        days=1 if first.weekday() < _FRIDAY else _FIRST_DAYS + 1 if first.weekday() == _FRIDAY else 1
    )
    return cover.last is not None and cover.last >= min(last, first + dt.timedelta(days=1))


def _belongs(start: _Start, cover: Cover) -> bool:
    """Whether the help is for this start, as it is there on its day."""
    first = start.milestone.start
    assert first is not None
    return (
        cover.first is not None
        and cover.last is not None
        and cover.first - _BEFORE <= first <= cover.last
        and (cover.first <= first)
    )


def _weekend(context: Context, starts: Sequence[_Start]) -> Iterator[Disconnect]:
    """A start on a Friday, or of people who work at weekends, with help on working days only."""
    hit: list[_Start] = []
    for start in starts:
        first = start.milestone.start
        assert first is not None
        days = [first + dt.timedelta(days=n) for n in range(_FIRST_DAYS + 1)]
        free = [d for d in days if d.weekday() >= _SATURDAY]
        hours = [c.hours for c in start.covers if c.hours is not None]
        if not free or not hours or any(c.hours is None for c in start.covers):
            continue
        if any(d.weekday() in h.days for d in free for h in hours):
            continue
        theirs = [w for w in context.observed.work if _for(context.pairing, start.groups, w.groups)]
        at_weekends = [w for w in theirs if w.hours.days & {d.weekday() for d in free}]
        if at_weekends or (first.weekday() == _FRIDAY and not theirs):
            hit.append(start)
    for start in hit:
        first = start.milestone.start
        assert first is not None
        covers = [c for c in start.covers if c.hours is not None]
        work = [
            w for w in context.observed.work if w.hours.days & {5, 6} and _for(context.pairing, start.groups, w.groups)
        ]
        yield disconnect(
            "no_support_cover",
            "high" if work else "medium",
            f"{wording.named(start.milestone.title)} is on {first:%A} {wording.day(first)}, "
            "and nobody helps at the weekend that follows",
            [told_by(start.milestone), *(side_of(c.quote) for c in covers), *(side_of(w.quote) for w in work)],
            _WHY,
            "Who works at that weekend, and whom do they call?",
            to="it",
            milestones=[start.milestone.id],
        )


def _refused(context: Context, starts: Sequence[_Start]) -> Iterator[Disconnect]:
    """Help on site, or at all, that one side counts on and the other says there is none of."""
    for denied in (c for c in context.observed.covers if c.denied):
        named = groups_of(denied.groups)
        asked = [
            c
            for c in context.observed.covers
            if not c.denied
            and c.quote.source != denied.quote.source
            and (c.needed or (c.on_site and c.quote.community != denied.quote.community))
            and (c.on_site or not denied.on_site)
            and context.pairing.between(named, groups_of(c.groups)) != "other"
        ]
        hit = [s for s in starts if context.pairing.between(s.groups, named) != "other"]
        exact = [s for s in hit if named and context.pairing.between(s.groups, named) == "same"]
        hit = exact or hit
        if not asked or not hit:
            continue
        where = f" for {wording.listed(denied.groups)}" if denied.groups else ""
        yield disconnect(
            "no_support_cover",
            "high",
            f"Help on site{where} is counted on after {_names(s.milestone for s in hit)}, and none is planned"
            if denied.on_site
            else f"Help{where} is counted on after {_names(s.milestone for s in hit)}, and none is planned",
            [side_of(denied.quote), *(side_of(c.quote) for c in asked)],
            _WHY,
            "Who is there on the first two days, and who pays for it?",
            to="it" if denied.quote.community == "it" else denied.quote.community,
            milestones=[s.milestone.id for s in hit],
        )


def _names(milestones: Iterable[Milestone]) -> str:
    titles = list(dict.fromkeys(wording.named(m.title) for m in milestones))
    return wording.listed(titles if len(titles) < 4 else [*titles[:2], f"{len(titles) - 2} more"])
