"""What would move, and what would break, if a milestone were on another day.

Two things are told apart. What has no day of its own follows by itself, as it would after an edit. What is stated stays
where it is, since nobody has agreed to another day: it is named with the day to which it would have to move.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Disconnect, Milestone, Plan
from service.planning.scheduling.schedule import Scheduled, scheduled
from service.planning.scheduling.sheet import Sheet, sheet
from service.planning.versions.nouns import Broken, Days, Shifted, WhatIf
from service.planning.versions.pushing import margin, push, shifted, worse
from service.planning.versions.telling import text
from service.planning.wording import day, named, working_days

__all__ = ["Checking", "UnknownMilestone", "WhatIf", "no_checks", "what_if"]

Checking = Callable[[Sequence[Milestone], Sequence[Dependency]], tuple[Disconnect, ...]]
"""All checks, on a plan as it would be."""
_ROUNDS = 10
"""How often what follows and what has to move are worked out in turn; they settle in two or three."""


class UnknownMilestone(LookupError):
    """The plan has no milestone of that id, or none with a date that takes place."""


@dataclass(frozen=True)
class _Moves:
    """The plan with one milestone moved (`alone`), and with everything moved that has to (`all`)."""

    alone: Scheduled
    all: Scheduled
    by: Mapping[str, Dependency]


def no_checks(milestones: Sequence[Milestone], dependencies: Sequence[Dependency]) -> tuple[Disconnect, ...]:
    """Finds nothing."""
    del milestones, dependencies
    return ()


def what_if(plan: Plan, milestone_id: str, shift_days: int, calendar: Calendar, check: Checking = no_checks) -> WhatIf:
    """What would be if a milestone took place so many working days later, or earlier.

    Args:
        plan: As it is.
        milestone_id: A milestone with a date.
        shift_days: Working days; negative for earlier.
        calendar: Of the plan's country.
        check: Finds disconnects in the plan as it is and as it would be.

    Raises:
        UnknownMilestone: there is none of that id, or it is cancelled or has no date.
    """
    was = _days(plan.milestones)
    if milestone_id not in was:
        raise UnknownMilestone(
            f'plan {plan.id}, version {plan.version}: found no milestone "{milestone_id}" that takes place on a known '
            "day; expected the id of one that does; read the plan for its milestones"
        )
    paper = sheet(plan.milestones, plan.dependencies, calendar)
    moves = _moves(plan, paper, was, {milestone_id: shifted(calendar, was[milestone_id], shift_days)}, shift_days > 0)
    alone, final = _days(moves.alone.milestones), _days(moves.all.milestones)
    order = sorted((m for m in moves.all.milestones if m.id in was and final[m.id] != was[m.id]), key=_by_day)
    order.sort(key=lambda m: m.id != milestone_id)
    basis = {m.id: m.basis for m in plan.milestones}
    moved = [
        _shifted(
            m.model_copy(update={"basis": basis[m.id]}), was, final, calendar, _because(m, milestone_id, moves, plan)
        )
        for m in order
    ]
    before = {one.id: one for one in check(plan.milestones, plan.dependencies)}
    after = {one.id: one for one in check(moves.alone.milestones, moves.alone.dependencies)}
    found = WhatIf(
        milestone=milestone_id,
        working_days=shift_days,
        shifted=tuple(moved),
        possible=tuple(_possible(plan, paper, was, final, calendar)) if shift_days < 0 else (),
        broken=tuple(_broken(plan, link, days, alone) for link, days in worse(paper, was, alone)),
        finish=_finish(plan, moves.all, was, final),
        critical_path=moves.all.critical_path,
        appeared=tuple(one for key, one in after.items() if key not in before),
        settled=tuple(one for key, one in before.items() if key not in after),
        groups=tuple(dict.fromkeys(group for one in moved for group in one.groups)),
        owners=tuple(dict.fromkeys(one.owner for one in moved if one.owner)),
        tracks=tuple(dict.fromkeys(one.track for one in moved)),
    )
    return found.model_copy(update={"text": tuple(text(plan, found))})


def _moves(plan: Plan, paper: Sheet, was: Mapping[str, Days], asked: Mapping[str, Days], later: bool) -> _Moves:
    state = alone = _with_days(plan, asked, paper.calendar)
    settled: dict[str, Days] = dict(asked)
    by: dict[str, Dependency] = {}
    computed = {m.id for m in plan.milestones if m.basis == "computed"}
    done = {m.id for m in plan.milestones if m.status == "done"}
    for _ in range(_ROUNDS):
        days, pushed = push(paper, was, _days(state.milestones), done | asked.keys(), later=later)
        new = {key: days[key] for key in pushed if key not in computed}
        by |= pushed
        if all(settled.get(key) == value for key, value in new.items()):
            break
        settled |= new
        state = _with_days(plan, settled, paper.calendar)
    return _Moves(alone, state, by)


def _with_days(plan: Plan, days: Mapping[str, Days], calendar: Calendar) -> Scheduled:
    """The plan's schedule with some milestones on other days, which hold as if stated."""
    milestones = [
        m.model_copy(update={"start": days[m.id][0], "end": days[m.id][1], "basis": "stated"}) if m.id in days else m
        for m in plan.milestones
    ]
    return scheduled(milestones, plan.dependencies, calendar, plan.today)


def _days(milestones: Iterable[Milestone]) -> dict[str, Days]:
    return {
        m.id: (m.start, m.end)
        for m in milestones
        if m.start is not None and m.end is not None and m.status != "cancelled"
    }


def _by_day(milestone: Milestone) -> tuple[dt.date, str]:
    return milestone.start or dt.date.max, milestone.id


def _shifted(one: Milestone, was: Mapping[str, Days], now: Mapping[str, Days], calendar: Calendar, why: str) -> Shifted:
    ends = 1 if was[one.id][0] == now[one.id][0] else 0
    return Shifted(
        id=one.id,
        title=one.title,
        track=one.track,
        basis=one.basis,
        was=was[one.id],
        now=now[one.id],
        working_days=calendar.distance(was[one.id][ends], now[one.id][ends]),
        because=why,
        groups=one.groups,
        owner=one.owner,
        sources=one.sources,
    )


def _because(milestone: Milestone, asked: str, moves: _Moves, plan: Plan) -> str:
    if milestone.id == asked:
        return "asked for"
    if milestone.basis == "computed":
        return milestone.why
    link = moves.by.get(milestone.id)
    if link is None:
        return milestone.why
    titles = {m.id: m.title for m in plan.milestones}
    # The dependency's own reason names both again; what comes after that is what the document says.
    same = f"{named(titles[link.after])} waits for {named(titles[link.before])}: "
    told = f": {link.why.removeprefix(same)}" if link.why else ""
    if link.after == milestone.id:
        return f"it waits for {named(titles[link.before])}{told}"
    return f"{named(titles[link.after])} waits for it{told}"


def _broken(plan: Plan, link: Dependency, more: int, days: Mapping[str, Days]) -> Broken:
    titles = {m.id: m.title for m in plan.milestones}
    first, second = days[link.before], days[link.after]
    told = (
        f"{named(titles[link.after])} ({day(second[0])}) waits for {named(titles[link.before])} ({day(first[1])}) "
        f"and would be {working_days(more)} too early"
    )
    return Broken(before=link.before, after=link.after, working_days=more, text=told, sources=link.sources)


def _finish(plan: Plan, new: Scheduled, was: Mapping[str, Days], now: Mapping[str, Days]) -> tuple[dt.date, dt.date]:
    """The last day of what the critical path leads to, or of all where there is none: as it is, and as it would be."""
    before = was.get(plan.critical_path[-1]) if plan.critical_path else None
    after = now.get(new.critical_path[-1]) if new.critical_path else None
    return (
        before[1] if before else max(end for _, end in was.values()),
        after[1] if after else max(end for _, end in now.values()),
    )


def _possible(
    plan: Plan, paper: Sheet, was: Mapping[str, Days], now: Mapping[str, Days], calendar: Calendar
) -> Iterable[Shifted]:
    """What waits for something that would be earlier, and could itself be earlier by as much as it gains."""
    incoming: dict[str, list[Dependency]] = {}
    for link in plan.dependencies:
        if link.before in was and link.after in was:
            incoming.setdefault(link.after, []).append(link)
    could = dict(now)
    for node in paper.order:
        one = paper.milestones[node]
        links = incoming.get(one.id, ())
        if not links or now[one.id] != was[one.id] or one.status == "done":
            continue
        had = min(max(margin(calendar, link, was[link.before], was[one.id]), 0) for link in links)
        has = min(max(margin(calendar, link, could[link.before], was[one.id]), 0) for link in links)
        if has > had:
            could[one.id] = shifted(calendar, was[one.id], had - has)
            yield _shifted(one, was, could, calendar, "what it waits for would be earlier")
