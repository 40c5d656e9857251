"""Nobody learns anything of an initiative they are not a member of, not even that it exists."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from retrieval.access import Caller, NotFound, may_read, scope
from retrieval.database.initiatives import (
    InitiativeChanges,
    NewInitiative,
    change_initiative,
    create_initiative,
    initiative,
    list_initiatives,
)
from retrieval.database.listing import counts, list_documents
from retrieval.store import (
    current_version,
    delete_document,
    document,
    documents,
    passage,
    passages,
    passages_by_id,
    passages_by_seq,
    unchanged,
)
from tests.retrieval.texts import MANY, add, found_by_word, sha256

MIRA, TOM, OPERATOR = Caller("Mira"), Caller("Tom"), Caller("operator", sees_all=True)


@pytest.fixture
def two(engine: sa.Engine) -> None:
    """Mira is a member of `open`, Tom of `open` and `secret`."""
    create_initiative(engine, NewInitiative(name="Open", members=("Mira", "Tom")))
    create_initiative(engine, NewInitiative(name="Secret", members=("Tom",)))


pytestmark = pytest.mark.usefixtures("two")


def test_a_caller_reads_what_they_are_a_member_of(engine: sa.Engine) -> None:
    assert scope(engine, MIRA) == {"open"}
    assert scope(engine, TOM) == {"open", "secret"}
    assert scope(engine, Caller("mira")) == frozenset()
    assert scope(engine, OPERATOR) == {"open", "secret"}


def test_a_wish_narrows_a_scope_and_never_widens_it(engine: sa.Engine) -> None:
    assert scope(engine, TOM, ["secret"]) == {"secret"}
    assert scope(engine, TOM, []) == frozenset()
    with pytest.raises(NotFound):
        scope(engine, MIRA, ["open", "secret"])


def test_a_membership_ends_at_once(engine: sa.Engine) -> None:
    change_initiative(engine, scope(engine, TOM), "open", InitiativeChanges(members=("Tom",)))
    assert scope(engine, MIRA) == frozenset()


def test_forbidden_and_unknown_read_the_same(engine: sa.Engine) -> None:
    hidden = add(engine, scope(engine, TOM), MANY, initiative_id="secret").document
    mine = scope(engine, MIRA)
    secret_passage = passages(engine, scope(engine, TOM), hidden.id)[0].id

    def said(call: object, *args: object) -> str:
        assert callable(call)
        with pytest.raises(NotFound) as refused:
            call(*args)
        return str(refused.value)

    pairs = [("secret", "absent"), (hidden.id, "d_0000000000000000"), (secret_passage, "p_0000000000000000")]
    for call, pair in (
        (lambda key: scope(engine, MIRA, [key]), pairs[0]),
        (lambda key: scope(engine, OPERATOR, [key]), ("gone", "absent")),
        (lambda key: initiative(engine, mine, key), pairs[0]),
        (lambda key: change_initiative(engine, mine, key, InitiativeChanges(name="Mine")), pairs[0]),
        (lambda key: documents(engine, mine, key), pairs[0]),
        (lambda key: list_documents(engine, mine, key), pairs[0]),
        (lambda key: add(engine, mine, "Text.", initiative_id=key), pairs[0]),
        (lambda key: add(engine, mine, MANY, initiative_id=key), pairs[0]),
        (lambda key: unchanged(engine, mine, key, "plan.md", sha256(MANY)), pairs[0]),
        (lambda key: document(engine, mine, key), pairs[1]),
        (lambda key: document(engine, mine, key, 1), pairs[1]),
        (lambda key: passages(engine, mine, key), pairs[1]),
        (lambda key: current_version(engine, mine, key), pairs[1]),
        (lambda key: delete_document(engine, mine, key), pairs[1]),
        (lambda key: passage(engine, mine, key), pairs[2]),
    ):
        forbidden, unknown = (said(call, key).replace(key, "KEY") for key in pair)
        assert forbidden == unknown
        assert "Secret" not in forbidden


def test_a_scope_that_nobody_granted_stores_nothing(engine: sa.Engine) -> None:
    with pytest.raises(NotFound):
        add(engine, frozenset({"invented"}), "Text.", initiative_id="invented")


def test_hits_lists_and_counts_hold_nothing_of_others(engine: sa.Engine) -> None:
    theirs = add(engine, scope(engine, TOM), MANY, initiative_id="secret").document
    ours = add(engine, scope(engine, TOM), "The hall opens.", initiative_id="open").document
    mine = scope(engine, MIRA)
    hits = found_by_word(engine, "hall")
    keys = [each.id for each in passages(engine, scope(engine, TOM), theirs.id)]
    assert len(hits) > 2
    assert {each.document_id for each in passages_by_seq(engine, mine, hits).values()} == {ours.id}
    assert passages_by_id(engine, mine, keys) == {}
    assert [each.id for each in list_initiatives(engine, mine)] == ["open"]
    total = counts(engine, mine)
    assert (total.initiatives, total.documents, total.passages) == (1, 1, 1)


def test_only_an_initiative_in_the_scope_may_be_read() -> None:
    assert may_read(frozenset({"open"}), "open")
    assert not may_read(frozenset({"open"}), "secret")
    assert not may_read(frozenset(), "")
