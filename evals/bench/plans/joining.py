"""How long a large plan takes to schedule and to check, beside networkx's bare sort and longest path of its graph."""

from __future__ import annotations

import networkx as nx

from evals.bench.plans import large_plan
from evals.bench.rows import Row, faster
from evals.bench.timing import in_turn, say
from service.planning.calendar import Calendar
from service.planning.nouns import Disconnect
from service.planning.scheduling.joining import checked
from service.planning.scheduling.schedule import Scheduled, scheduled

MILESTONES = 2_000
DEPENDENCIES = 5_000
TIMES = 5.0
"""How much longer it may take."""


def rows() -> list[Row]:
    """Schedule and all checks, beside networkx."""
    return [joining_row(MILESTONES, DEPENDENCIES)]


def joining_row(count: int, links: int) -> Row:
    """The same with so many milestones and dependencies."""
    milestones = large_plan.milestones(count)
    dependencies = large_plan.dependencies(milestones, links)
    observed = large_plan.observed()
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(m.id for m in milestones)
    graph.add_weighted_edges_from((d.before, d.after, 1 + d.lag_days) for d in dependencies)

    def ours() -> tuple[Scheduled, tuple[Disconnect, ...]]:
        made = scheduled(milestones, dependencies, Calendar("DE-BY"), large_plan.START)
        return made, checked(made.milestones, made.dependencies, observed, large_plan.START, "DE-BY")

    def networkx() -> tuple[list[str], list[str]]:
        return list(nx.topological_sort(graph)), nx.dag_longest_path(graph)

    made, found = ours()
    say(f"{len(found)} disconnects, {len(made.critical_path)} on the critical path")
    mine, its = in_turn([ours, networkx], 9)
    name = f"schedule and check {count:,} milestones, {links:,} dependencies"
    return faster(name, mine, its, "networkx topological_sort + dag_longest_path", 1 / TIMES)
