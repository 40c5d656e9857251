"""What the rows about plans are measured on, and that they measure."""

from __future__ import annotations

import networkx as nx
import pytest

from evals.bench.plans import drafting, joining, large_plan


def test_the_large_plan_has_the_size_asked_for_and_no_cycle() -> None:
    milestones = large_plan.milestones(2_000)
    dependencies = large_plan.dependencies(milestones, 5_000)
    graph = nx.DiGraph([(d.before, d.after) for d in dependencies])
    assert len({m.id for m in milestones}) == 2_000
    assert graph.number_of_edges() == 5_000
    assert set(graph) <= {m.id for m in milestones}
    assert nx.is_directed_acyclic_graph(graph)


def test_the_large_plan_is_the_same_each_time() -> None:
    assert large_plan.milestones(100) == large_plan.milestones(100)
    assert large_plan.observed() == large_plan.observed()


def test_every_step_of_the_large_plan_has_days_and_a_source() -> None:
    for milestone in large_plan.milestones(400):
        assert milestone.start is not None
        assert milestone.end is not None
        assert milestone.start <= milestone.end
        assert milestone.sources


def test_joining_is_timed_beside_networkx() -> None:
    row = joining.joining_row(200, 400)
    assert row.ours > 0
    assert row.peer > 0
    assert row.ratio == pytest.approx(row.peer / row.ours)
    assert row.ok == (row.ratio >= 1 / joining.TIMES)


@pytest.mark.slow
def test_a_draft_is_timed_in_a_process_of_its_own() -> None:
    (row,) = drafting.rows()
    assert 0 < row.ours < 60
