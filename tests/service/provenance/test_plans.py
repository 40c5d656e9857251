"""Versions of a plan: kept with their record or not at all, and read by the members of the initiative alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.access import NotFound
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from service.errors import Conflict
from service.provenance import ledger, plans
from service.provenance.plans import KeptPlan
from tests.service.provenance.test_ledger import OPERATOR, record

MINE = frozenset({"rollout"})


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'crosswalk.db'}")
    create_initiative(engine, NewInitiative(name="Rollout", id="rollout", members=("Mira",)))
    yield engine
    engine.dispose()


def version(number: int, record_id: str = "") -> KeptPlan:
    return KeptPlan(
        plan_id="pl_1",
        initiative_id="rollout",
        version=number,
        made_at="2026-11-22T09:00:00.000+00:00",
        made_by="Mira",
        cause="drafted",
        record_id=record_id,
        body=f'{{"version": {number}}}',
        observed="{}",
    )


def keep(engine: sa.Engine, made: KeptPlan) -> str:
    entry = record("rollout")
    ledger.append(engine, entry, lambda connection: plans.keep(connection, replace(made, record_id=entry.id)))
    return entry.id


def test_the_newest_version_is_read_unless_another_is_asked_for(engine: sa.Engine) -> None:
    first, second = keep(engine, version(1)), keep(engine, version(2))
    assert plans.plan(engine, MINE, "pl_1").record_id == second
    assert plans.plan(engine, MINE, "pl_1", 1).record_id == first
    newest = plans.plan_of(engine, MINE, "rollout")
    assert newest is not None
    assert newest.version == 2
    assert [one.version for one in plans.versions(engine, MINE, "pl_1")] == [2, 1]
    assert [one.version for one in plans.every(engine, MINE)] == [2]


@pytest.mark.parametrize("late", [version(1), version(3), replace(version(2), plan_id="pl_2")])
def test_of_two_who_make_a_version_one_is_told_and_leaves_no_record(engine: sa.Engine, late: KeptPlan) -> None:
    keep(engine, version(1))
    entry = record("rollout")
    with pytest.raises(Conflict, match="read the plan again"):
        ledger.append(engine, entry, lambda connection: plans.keep(connection, replace(late, record_id=entry.id)))
    with pytest.raises(NotFound):
        ledger.entry(engine, OPERATOR, entry.id)
    assert plans.plan(engine, MINE, "pl_1").version == 1
    assert ledger.verify(engine).ok


def test_a_plan_of_an_initiative_that_one_may_not_read_is_not_there(engine: sa.Engine) -> None:
    keep(engine, version(1))
    stranger = frozenset({"another"})
    for reading in (plans.plan, plans.versions):
        with pytest.raises(NotFound):
            reading(engine, stranger, "pl_1")
    assert plans.plan_of(engine, stranger, "rollout") is None
    assert plans.every(engine, stranger) == []
