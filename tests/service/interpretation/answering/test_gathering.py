"""Evidence is what bears on the question: of a small initiative from all of it, of a large one from a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from glossary.edition import Edition
from retrieval.database.listing import Listed
from retrieval.documents import Document, Passage
from retrieval.loaders import parse_text
from retrieval.passages import passages
from retrieval.search import Found, SearchFailed, Why
from service.interpretation.answering.gathering import Gathering, own_day
from service.interpretation.answering.nouns import Evidence
from service.interpretation.answering.question import understood
from tests.service.interpretation.answering import made_up

TODAY = dt.date(2027, 5, 1)
_ADDED = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def _document(name: str, text: str, initiative: str = "one") -> Document:
    parsed = parse_text(text)
    return Document(
        id=f"d_{initiative}_{name}",
        initiative_id=initiative,
        name=name,
        title=parsed.title or name,
        version=1,
        sha256=name + initiative,
        media_type="text/markdown",
        added_at=_ADDED,
        text=parsed.text,
        blocks=parsed.blocks,
    )


class _Shelf:
    """Documents of several initiatives, which notes under which scope it was asked."""

    def __init__(self, documents: Sequence[Document], pretend: int = 0, fails: bool = False) -> None:
        self.documents = {document.id: document for document in documents}
        self.scopes: set[frozenset[str]] = set()
        self.read: list[str] = []
        self._pretend = pretend
        self._fails = fails

    def listed(self, allowed: frozenset[str], initiative: str) -> list[Listed]:
        self.scopes.add(allowed)
        return [
            Listed(
                **d.model_dump(
                    include={"id", "initiative_id", "name", "title", "version", "sha256", "community", "dated"}
                ),
                media_type=d.media_type,
                added_at=d.added_at,
                notes=(),
                characters=len(d.text),
                passages=self._pretend or len(passages(d)),
                embedded=0,
            )
            for d in self.documents.values()
            if d.initiative_id == initiative
        ]

    def passages_of(self, allowed: frozenset[str], key: str, version: int) -> Sequence[Passage]:
        self.scopes.add(allowed)
        return passages(self.documents[key])

    def find(self, query: str, k: int, allowed: frozenset[str], groups: Sequence[Sequence[str]]) -> Sequence[Found]:
        self.scopes.add(allowed)
        if self._fails:
            raise SearchFailed("out of order")
        held = [p for d in self.documents.values() if d.initiative_id in allowed for p in passages(d)]
        return [Found(p, 0.1, (Why("meaning", 1, 0.2),)) for p in held][:k]

    def document(self, allowed: frozenset[str], key: str, version: int) -> Document:
        self.scopes.add(allowed)
        self.read.append(key)
        return self.documents[key]

    def ask(self, edition: Edition, text: str, initiative: str | None = "one", may: str = "one") -> Evidence:
        gathering = Gathering(
            self.listed, self.passages_of, self.find, self.document, lambda allowed: len(self.documents)
        )
        question = understood(text, [], edition, community="people_readiness", today=TODAY)
        return gathering.gather(frozenset(may.split()), question, initiative, edition, TODAY)


PLAN = "# Kitchen plan\n\nThe new ovens are installed on 3 June 2027 in all canteens.\n"
OTHER = "# Fleet\n\nThe vans get winter tyres on 1 November 2027.\n"


def test_what_shares_nothing_with_the_question_is_no_evidence(edition: Edition) -> None:
    shelf = _Shelf([_document("plan", PLAN), _document("fleet", OTHER)])
    evidence = shelf.ask(edition, "when are the ovens installed")
    assert [s.source.title for s in evidence.passages] == ["Kitchen plan"]
    assert shelf.ask(edition, "when does the swimming pool reopen").passages == ()
    assert evidence.looked_in == 2


def test_a_small_initiative_is_answered_although_the_search_is_out_of_order(edition: Edition) -> None:
    shelf = _Shelf([_document("plan", PLAN)], fails=True)
    assert shelf.ask(edition, "when are the ovens installed").passages


def test_a_large_initiative_cannot_be_answered_without_the_search(edition: Edition) -> None:
    shelf = _Shelf([_document("plan", PLAN)], pretend=5_000, fails=True)
    with pytest.raises(SearchFailed):
        shelf.ask(edition, "when are the ovens installed")


def test_of_a_large_initiative_few_passages_are_read(edition: Edition) -> None:
    many = [_document(f"plan {n}", PLAN.replace("canteens", f"canteens of region {n}")) for n in range(40)]
    shelf = _Shelf(many, pretend=500)
    evidence = shelf.ask(edition, "when are the ovens installed")
    assert 0 < len(evidence.passages) <= 8
    assert len(set(shelf.read)) <= 8


def test_without_an_initiative_all_that_the_caller_may_read_is_looked_through(edition: Edition) -> None:
    shelf = _Shelf([_document("plan", PLAN, "one"), _document("plan", PLAN, "two"), _document("plan", PLAN, "three")])
    evidence = shelf.ask(edition, "when are the ovens installed", None, "one two")
    assert {s.initiative_id for s in evidence.passages} == {"one", "two"}
    assert all(scope <= {"one", "two"} for scope in shelf.scopes)


def test_an_initiative_that_the_caller_may_not_read_gives_nothing(edition: Edition) -> None:
    shelf = _Shelf([_document("plan", PLAN, "two")])
    evidence = shelf.ask(edition, "when are the ovens installed", "two", "one")
    assert not evidence.passages
    assert not evidence.timeline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("# Plan\n\nVersion 1.4, 1 March 2027. Owner: D. S.\n\nGo-live is on 3 May 2027.", dt.date(2027, 3, 1)),
        ("# Plan\n\nHR, Ada Boyle. 12 March 2027, draft 3.\n", dt.date(2027, 3, 12)),
        ("# Milestones, as of 2 April 2027\n\nGo-live: 3 May 2027\n", dt.date(2027, 4, 2)),
        ("# Plan\n\nGo-live is on 3 May 2027.\n", None),
        ("# Plan\n\nThe old system will be switched off by 3 May 2027.\n", None),
    ],
)
def test_a_document_gives_its_own_day_at_its_top(text: str, day: dt.date | None) -> None:
    assert own_day(_document("plan.md", text)) == day


def test_a_document_gives_its_own_day_in_its_name() -> None:
    assert own_day(_document("minutes-2027-01-25.md", "# Minutes\n\nNothing decided.")) == dt.date(2027, 1, 25)


def test_the_timeline_holds_dated_statements_by_day_and_what_keeps_days_free(edition: Edition) -> None:
    evidence = made_up.bank(edition).evidence("when does wave 1 start")
    texts = [unit.text for unit in evidence.timeline]
    assert any("wave 1" in text for text in texts)
    assert any("freeze" in text for text in texts)
