"""What every drawn or scheduled export needs of a plan: its days, its edges, what is critical, when nobody works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.planning.nouns import Dependency, Disconnect, Milestone, Plan, Track
from service.planning.working_days import UnknownCountry, check_country, is_working_day

ORDER: tuple[Track, ...] = ("technical", "both", "readiness")
"""Top to bottom: what both do stands between the tracks that it joins."""
_COMING = dt.timedelta(days=14)


@dataclass(frozen=True)
class Dated:
    """A plan with its milestones looked up and laid out in time."""

    plan: Plan

    @cached_property
    def by_id(self) -> dict[str, Milestone]:
        """Milestones by id."""
        return {milestone.id: milestone for milestone in self.plan.milestones}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """A number for each milestone, from 1: by first day, those without a day last."""
        return {milestone.id: number for number, milestone in enumerate((*self.dated, *self.undated), 1)}

    @cached_property
    def dated(self) -> tuple[Milestone, ...]:
        """Milestones with a day, by first day."""
        found = [milestone for milestone in self.plan.milestones if days(milestone)]
        return tuple(sorted(found, key=lambda milestone: (first(milestone), last(milestone), milestone.id)))

    @cached_property
    def undated(self) -> tuple[Milestone, ...]:
        """Milestones without a day."""
        return tuple(milestone for milestone in self.plan.milestones if not days(milestone))

    @cached_property
    def turned(self) -> tuple[Milestone, ...]:
        """Milestones that end before they start; they are shown from the earlier to the later day."""
        return tuple(m for m in self.plan.milestones if m.start and m.end and m.end < m.start)

    @cached_property
    def links(self) -> tuple[Dependency, ...]:
        """Dependencies between two different milestones of the plan."""
        return tuple(
            edge
            for edge in self.plan.dependencies
            if edge.before in self.by_id and edge.after in self.by_id and edge.before != edge.after
        )

    @cached_property
    def waiting(self) -> dict[str, tuple[Dependency, ...]]:
        """What a milestone waits for, by its id."""
        found: dict[str, list[Dependency]] = {}
        for edge in self.links:
            found.setdefault(edge.after, []).append(edge)
        return {milestone: tuple(edges) for milestone, edges in found.items()}

    @cached_property
    def critical(self) -> frozenset[str]:
        """Ids on the critical path."""
        return frozenset(self.plan.critical_path)

    @cached_property
    def critical_links(self) -> frozenset[tuple[str, str]]:
        """Pairs of neighbours on the critical path."""
        return frozenset(zip(self.plan.critical_path, self.plan.critical_path[1:], strict=False))

    @cached_property
    def warnings(self) -> dict[str, tuple[tuple[int, Disconnect], ...]]:
        """Disconnects by milestone, each with its number in the plan, from 1."""
        found: dict[str, list[tuple[int, Disconnect]]] = {}
        for number, disconnect in enumerate(self.plan.disconnects, 1):
            for milestone in dict.fromkeys(disconnect.milestones):
                found.setdefault(milestone, []).append((number, disconnect))
        return {milestone: tuple(some) for milestone, some in found.items()}

    def of(self, track: Track) -> tuple[Milestone, ...]:
        """The dated milestones of one track."""
        return tuple(milestone for milestone in self.dated if milestone.track == track)

    def crosses(self, edge: Dependency) -> bool:
        """Whether a dependency leads from one track to another."""
        return self.by_id[edge.before].track != self.by_id[edge.after].track

    @cached_property
    def closures(self) -> tuple[Milestone, ...]:
        """Periods in which nothing is changed or people are away."""
        return tuple(
            m for m in self.dated if m.kinds and m.kinds[0] in ("freeze", "holiday") and m.status != "cancelled"
        )

    @cached_property
    def known_country(self) -> bool:
        """Whether the public holidays of the plan's country are known."""
        if self.plan.country is None:
            return False
        try:
            check_country(self.plan.country)
        except UnknownCountry:
            return False
        return True

    def works(self, day: dt.date) -> bool:
        """Whether people work on that day."""
        return is_working_day(day, self.plan.country if self.known_country else None)

    def holidays(self, start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
        """Public holidays of the plan's country on weekdays; none where its calendar is not known."""
        if not self.known_country:
            return ()
        span = (start + dt.timedelta(days=number) for number in range((end - start).days + 1))
        return tuple(day for day in span if day.weekday() < 5 and not is_working_day(day, self.plan.country))

    def leading(self, edges: Sequence[Dependency], most: int) -> tuple[Dependency, ...]:
        """The edges that are shown where there is room for so many, in their order: critical, broken, then joining."""
        if len(edges) <= most:
            return tuple(edges)
        ranked = sorted(range(len(edges)), key=lambda number: self._rank(edges[number]))
        return tuple(edges[number] for number in sorted(ranked[:most]))

    def _rank(self, edge: Dependency) -> int:
        if (edge.before, edge.after) in self.critical_links:
            return 0
        if edge.margin_days is not None and edge.margin_days < 0:
            return 1
        return 2 if self.crosses(edge) else 3

    def coming(self) -> tuple[Milestone, ...]:
        """What runs today or begins within the next two weeks, as far as somebody has planned it."""
        today = self.plan.today
        soon = [m for m in self.dated if first(m) <= today + _COMING and last(m) >= today]
        return tuple(m for m in soon if m.status in ("planned", "tentative") and m.basis != "proposed")

    def chosen(self, most: int) -> frozenset[str]:
        """Ids of the milestones that are shown where there is room for so many.

        The critical path first, then what does not fit, then what joins the tracks, then the earliest.
        """
        if len(self.dated) <= most:
            return frozenset(milestone.id for milestone in self.dated)
        joining = [end for edge in self.links if self.crosses(edge) for end in (edge.before, edge.after)]
        wanted = [*self.plan.critical_path, *self.warnings, *joining, *(milestone.id for milestone in self.dated)]
        here = {milestone.id for milestone in self.dated}
        return frozenset([i for i in dict.fromkeys(wanted) if i in here][:most])


def days(milestone: Milestone) -> tuple[dt.date, dt.date] | None:
    """First and last day, in this order even where the end is stated to lie before the start; None without a day."""
    known = [day for day in (milestone.start, milestone.end) if day]
    return (min(known), max(known)) if known else None


def first(milestone: Milestone) -> dt.date:
    """The first day of a milestone that has one."""
    return min(day for day in (milestone.start, milestone.end) if day)


def last(milestone: Milestone) -> dt.date:
    """The last day of a milestone that has one."""
    return max(day for day in (milestone.start, milestone.end) if day)


def acyclic(edges: Iterable[Dependency]) -> tuple[tuple[Dependency, ...], tuple[Dependency, ...]]:
    """Edges that form no cycle, and those left out because they would close one; the first of several that join a pair.

    A depth-first walk: an edge that leads back to where the walk came from closes a cycle.
    """
    single: dict[tuple[str, str], Dependency] = {}
    for edge in edges:
        single.setdefault((edge.before, edge.after), edge)
    after: dict[str, list[str]] = {}
    for before, behind in single:
        after.setdefault(before, []).append(behind)
    back: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    for root in after:
        if root in state:
            continue
        state[root] = 1
        walk = [(root, iter(after[root]))]
        while walk:
            node, ahead = walk[-1]
            step = next(ahead, None)
            if step is None:
                state[node] = 2
                walk.pop()
            elif state.get(step) == 1:
                back.add((node, step))
            elif step not in state:
                state[step] = 1
                walk.append((step, iter(after.get(step, ()))))
    kept = tuple(edge for pair, edge in single.items() if pair not in back)
    return kept, tuple(single[pair] for pair in single if pair in back)
