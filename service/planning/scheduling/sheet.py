"""The working paper of a schedule: the milestones that take part, their days as they become known, and the links.

It lives for one call of `schedule.scheduled` and is written on by `dating`; what comes out are frozen values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, LinkType, Milestone
from service.planning.scheduling import network

FROM_END: frozenset[LinkType] = frozenset({"FS", "FF"})
"""Links that are counted from the end of what comes before."""
TO_START: frozenset[LinkType] = frozenset({"FS", "SS"})
"""Links that are counted to the start of what comes after."""


Link = tuple[int, int, int, Dependency]
"""A dependency between two numbered milestones: before, after, its own number in the order handed in, itself."""


@dataclass(slots=True)
class Sheet:
    """Milestones by number, with lists beside them."""

    calendar: Calendar
    milestones: list[Milestone]
    starts: list[dt.date | None]
    ends: list[dt.date | None]
    links: list[Link]
    """Those between milestones that take part."""
    order: list[int]
    """Every milestone after all that it waits for, cycles left out."""
    outgoing: list[list[int]]
    """By milestone, places in `links` of those that lead from it and are on no cycle."""
    loose: frozenset[int]
    """Numbers of the dependencies that are left out because they lie on a cycle."""
    cycles: tuple[tuple[str, ...], ...]
    earlier: dict[int, tuple[dt.date | None, dt.date | None]]
    """Days that were worked out for an earlier schedule, by milestone: they are worked out anew."""
    why: dict[int, str] = field(default_factory=dict)
    """For milestones whose dates were worked out: the rule."""
    drivers: dict[int, tuple[Dependency, ...]] = field(default_factory=dict)
    """For those: what it follows from."""
    ended: set[int] = field(default_factory=set)
    """Milestones of which one end was stated and the other follows from their duration."""

    def set(self, node: int, start: dt.date, end: dt.date, why: str, drivers: Sequence[Dependency]) -> None:
        """Write down days that were worked out."""
        self.starts[node], self.ends[node] = start, end
        self.why[node] = why
        self.drivers[node] = tuple(drivers)

    def held(self) -> list[Link]:
        """The links that are on no cycle."""
        return [link for link in self.links if link[2] not in self.loose] if self.loose else self.links


def sheet(milestones: Sequence[Milestone], dependencies: Sequence[Dependency], calendar: Calendar) -> Sheet:
    """A sheet with what is stated on it."""
    taking = [one for one in milestones if one.status != "cancelled"]
    index = {one.id: number for number, one in enumerate(taking)}
    links = [
        (before, after, number, one)
        for number, one in enumerate(dependencies)
        if (before := index.get(one.before)) is not None and (after := index.get(one.after)) is not None
    ]
    outgoing, order = _ordered(len(taking), links)
    loose: frozenset[int] = frozenset()
    cycles: tuple[tuple[str, ...], ...] = ()
    if len(order) < len(taking):
        loose, cycles = _untangled(taking, links)
        outgoing, order = _ordered(len(taking), links, loose)
    starts: list[dt.date | None] = [one.start for one in taking]
    ends: list[dt.date | None] = [one.end for one in taking]
    earlier = {node: (one.start, one.end) for node, one in enumerate(taking) if one.basis == "computed"}
    for node in earlier:
        starts[node] = ends[node] = None
    return Sheet(calendar, taking, starts, ends, links, order, outgoing, loose, cycles, earlier)


def _untangled(
    milestones: Sequence[Milestone], links: Sequence[Link]
) -> tuple[frozenset[int], tuple[tuple[str, ...], ...]]:
    """The dependencies that have to be left out for there to be an order, and the cycles among stated ones.

    Where a rule's dependency closes a circle with what documents state, the rule gives way and there is no cycle to
    report: only what is stated can contradict itself.
    """
    knots = network.knots(_successors(len(milestones), links))
    by_rule = _within(knots, [link for link in links if link[3].basis != "stated"])
    kept = [link for link in links if link[2] not in by_rule]
    successors = _successors(len(milestones), kept)
    knots = network.knots(successors)
    cycles = (network.shortest_cycle(successors, knot) for knot in knots)
    return by_rule | _within(knots, kept), tuple(tuple(milestones[node].id for node in cycle) for cycle in cycles)


def _successors(size: int, links: Sequence[Link]) -> list[list[int]]:
    successors: list[list[int]] = [[] for _ in range(size)]
    for before, after, _, _ in links:
        successors[before].append(after)
    return successors


def _ordered(
    size: int, links: Sequence[Link], loose: frozenset[int] = frozenset()
) -> tuple[list[list[int]], list[int]]:
    """By milestone, places of the links that lead from it; and the milestones in topological order (Kahn 1962)."""
    outgoing: list[list[int]] = [[] for _ in range(size)]
    waiting = [0] * size
    for place, (before, after, number, _) in enumerate(links):
        if number not in loose:
            outgoing[before].append(place)
            waiting[after] += 1
    order = [node for node, left in enumerate(waiting) if not left]
    for node in order:
        for place in outgoing[node]:
            after = links[place][1]
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    return outgoing, order


def _within(knots: Sequence[Sequence[int]], links: Sequence[Link]) -> frozenset[int]:
    knot_of = {node: number for number, knot in enumerate(knots) for node in knot}
    return frozenset(
        number for before, after, number, _ in links if before in knot_of and knot_of[before] == knot_of.get(after)
    )
