"""The ledger keeps what was said, and any change of what it keeps shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.access import Caller, NotFound
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.loaders import parse_text
from retrieval.store import add_document
from service.provenance import ledger
from service.provenance.prov import to_prov_json
from service.provenance.records import ClaimMade, GlossaryUsed, Record, SourceUsed, chained, new_id, sha256

OPERATOR = Caller("operator", sees_all=True)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'crosswalk.db'}")
    yield engine
    engine.dispose()


def record(initiative_id: str | None = None, caller: str = "ana") -> Record:
    return Record(
        id=new_id(),
        kind="interpretation",
        made_at="2026-11-21T09:00:00.000+00:00",
        caller=caller,
        initiative_id=initiative_id,
        request={"from": "it", "to": "people_readiness"},
        mode="composed",
        glossary=GlossaryUsed(revision="abc", concepts=("single-sign-on",)),
        sources=(
            SourceUsed(id="p_1", document_id="d_1", version=1, start=0, end=9, sha256=sha256("the words"), cited=True),
            SourceUsed(id="g_1", sha256=sha256("a concept"), cited=True),
        ),
        claims=(ClaimMade(text="Größe: 😀", status="computed", sources=("p_1",)),),
        software="0",
    )


def change(engine: sa.Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_a_chain_of_records_verifies(engine: sa.Engine) -> None:
    kept = [ledger.append(engine, record()) for _ in range(3)]
    assert ledger.verify(engine) == ledger.Verdict(True, 3, "")
    assert kept[1].prev_hash == kept[0].hash
    assert ledger.entry(engine, OPERATOR, kept[0].record.id) == kept[0]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET body = replace(body, 'composed', 'compesed') WHERE seq = 2",
        "UPDATE records SET body = substr(body, 1, 40) WHERE seq = 2",
        "UPDATE records SET caller = 'eve' WHERE seq = 2",
        "UPDATE records SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 2",
        "UPDATE record_sources SET version = 7 WHERE document_id = 'd_1'",
        "DELETE FROM record_sources",
        "UPDATE records SET seq = 9 WHERE seq = 2",
    ],
)
def test_whatever_is_changed_afterwards_is_found_and_named(engine: sa.Engine, damage: str) -> None:
    for _ in range(3):
        ledger.append(engine, record())
    change(engine, damage)
    verdict = ledger.verify(engine)
    assert not verdict.ok
    assert "record r_" in verdict.problem


def test_a_body_that_is_no_record_is_found_and_named_though_its_hash_is_right(engine: sa.Engine) -> None:
    kept = ledger.append(engine, record())
    digest = chained(kept.prev_hash, "{}")
    change(engine, f"UPDATE records SET body = '{{}}', hash = '{digest}'")
    change(engine, f"UPDATE heads SET hash = '{digest}'")
    verdict = ledger.verify(engine)
    assert not verdict.ok
    assert kept.record.id in verdict.problem


def test_records_cut_off_at_the_end_are_missed(engine: sa.Engine) -> None:
    for _ in range(3):
        last = ledger.append(engine, record())
    change(engine, "DELETE FROM record_sources WHERE record_id = (SELECT id FROM records WHERE seq = 3)")
    change(engine, "DELETE FROM records WHERE seq = 3")
    verdict = ledger.verify(engine)
    assert not verdict.ok
    assert "3 records" in verdict.problem
    assert last.hash[:12] in verdict.problem


def test_a_damaged_record_is_an_error_that_says_so(engine: sa.Engine) -> None:
    kept = ledger.append(engine, record())
    change(engine, "UPDATE records SET body = '{'")
    with pytest.raises(ledger.RecordDamaged, match="records verify"):
        ledger.entry(engine, OPERATOR, kept.record.id)


def test_a_record_is_read_by_members_of_its_initiative_and_else_by_its_caller_alone(engine: sa.Engine) -> None:
    create_initiative(engine, NewInitiative(name="Field", id="field", members=("ana",)))
    shared = ledger.append(engine, record("field", caller="ben")).record.id
    private = ledger.append(engine, record(None, caller="ben")).record.id
    ana, ben = Caller("ana"), Caller("ben")
    assert ledger.entry(engine, ana, shared).record.id == shared
    assert [e.record.id for e in ledger.latest(engine, ana, 10)] == [shared]
    assert [e.record.id for e in ledger.latest(engine, ben, 10)] == [private]
    for caller, hidden in ((ana, private), (ben, shared)):
        with pytest.raises(NotFound):
            ledger.entry(engine, caller, hidden)


def test_a_record_is_read_only_by_those_who_may_read_all_that_it_rests_on(engine: sa.Engine) -> None:
    create_initiative(engine, NewInitiative(name="Field", id="field", members=("ana", "ben")))
    create_initiative(engine, NewInitiative(name="Secret", id="secret", members=("ana",)))
    allowed = frozenset({"field", "secret"})
    hidden = add_document(engine, allowed, "secret", "plan.md", parse_text("SSO comes."), "0" * 64, []).document
    foreign = SourceUsed(id="p_2", document_id=hidden.id, version=1, sha256=sha256("SSO comes."), cited=False)
    both = ledger.append(engine, record("field").model_copy(update={"sources": (foreign,)})).record.id
    assert ledger.entry(engine, Caller("ana"), both).record.id == both
    with pytest.raises(NotFound):
        ledger.entry(engine, Caller("ben"), both)
    assert ledger.latest(engine, Caller("ben"), 10) == []
    assert ledger.used_by(engine, Caller("ben"), hidden.id) == []


def test_a_record_tells_itself_as_prov_json(engine: sa.Engine) -> None:
    kept = ledger.append(engine, record())
    told = to_prov_json(kept)
    assert f"crosswalk:{kept.record.id}" in told["entity"]
    derived = {d["prov:usedEntity"] for d in told["wasDerivedFrom"].values()}
    assert derived == {"crosswalk:p_1", "crosswalk:g_1"}
