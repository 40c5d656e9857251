"""Circles in graphs of numbered nodes: strongly connected components (Tarjan 1972), and a shortest way round in each.

Nodes are 0 to `size - 1`, so that a plan of thousands is lists of
integers; who the nodes are is known above, in `schedule` and in the checks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

_ROOTS = 200
"""How many starting points are tried for a shortest cycle; a knot of more nodes gets a short one."""


def knots(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """Sets of nodes of which each waits for each: strongly connected components of two or more, and self-loops."""
    found: list[list[int]] = []
    number = [-1] * len(successors)
    low = [0] * len(successors)
    standing: list[int] = []
    on_stack = [False] * len(successors)
    count = 0
    for root in range(len(successors)):
        if number[root] >= 0:
            continue
        path = [(root, iter(successors[root]))]
        number[root] = low[root] = count
        count += 1
        standing.append(root)
        on_stack[root] = True
        while path:
            node, rest = path[-1]
            for after in rest:
                if number[after] < 0:
                    number[after] = low[after] = count
                    count += 1
                    standing.append(after)
                    on_stack[after] = True
                    path.append((after, iter(successors[after])))
                    break
                if on_stack[after]:
                    low[node] = min(low[node], number[after])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == number[node]:
                    knot = [standing.pop()]
                    while knot[-1] != node:
                        knot.append(standing.pop())
                    for one in knot:
                        on_stack[one] = False
                    if len(knot) > 1 or node in successors[node]:
                        found.append(sorted(knot))
    return sorted(found)


def shortest_cycle(successors: Sequence[Sequence[int]], knot: Sequence[int]) -> list[int]:
    """A shortest way round within a knot, from its lowest node on; each waits for the one before it."""
    inside = set(knot)
    best: list[int] = []
    for root in knot[:_ROOTS]:
        cycle = _way_back(successors, inside, root, len(best) or len(knot) + 1)
        if cycle:
            best = cycle
        if len(best) == 1:
            break
    turn = best.index(min(best))
    return best[turn:] + best[:turn]


def _way_back(successors: Sequence[Sequence[int]], inside: set[int], root: int, shorter_than: int) -> list[int]:
    """The shortest cycle through `root`, breadth first; empty if none is shorter."""
    come_from = {root: (root, 1)}
    queue = deque([root])
    while queue:
        node = queue.popleft()
        length = come_from[node][1]
        if length >= shorter_than:
            return []
        for after in successors[node]:
            if after == root:
                way = [node]
                while node != root:
                    node = come_from[node][0]
                    way.append(node)
                return way[::-1]
            if after in inside and after not in come_from:
                come_from[after] = (node, length + 1)
                queue.append(after)
    return []


def cycles(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """One shortest cycle for each set of ids that wait for each other; `links` are (before, after)."""
    names, successors, found = _tangled(links)
    return tuple(tuple(names[node] for node in shortest_cycle(successors, knot)) for knot in found)


def tangles(links: Iterable[tuple[str, str]]) -> tuple[frozenset[str], ...]:
    """Sets of ids of which each waits for each; `links` are (before, after)."""
    names, _, found = _tangled(links)
    return tuple(frozenset(names[node] for node in knot) for knot in found)


def _tangled(links: Iterable[tuple[str, str]]) -> tuple[list[str], list[list[int]], list[list[int]]]:
    """Ids by number, who waits for each, and the knots; that there is none is found out at a fraction of the price."""
    index: dict[str, int] = {}
    successors: list[list[int]] = []
    waiting: list[int] = []
    for before, after in links:
        one, other = index.get(before), index.get(after)
        if one is None:
            one = index[before] = len(successors)
            successors.append([])
            waiting.append(0)
            other = index.get(after)
        if other is None:
            other = index[after] = len(successors)
            successors.append([])
            waiting.append(0)
        successors[one].append(other)
        waiting[other] += 1
    free = [node for node, left in enumerate(waiting) if not left]
    for node in free:
        for other in successors[node]:
            waiting[other] -= 1
            if not waiting[other]:
                free.append(other)
    return list(index), successors, knots(successors) if len(free) < len(successors) else []
