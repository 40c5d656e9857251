"""What an answer is held against, and what each fault of it costs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from evals.actions.nouns import Foreseen, Offered, Wanted
from evals.cases.chat import ChatCase
from evals.cases.interpretation import Action, InterpretationCase
from evals.nouns import Outcome
from evals.suites.asking import chat, grounding
from evals.suites.house import Corpus
from evals.suites.nouns import Options
from evals.suites.reading import interpretation
from retrieval.documents import Passage
from service.interpretation.nouns import Answer, Claim, Coverage, Due, ImplicationOut, Interpretation, Source

TODAY = dt.date(2027, 1, 11)
TEXT = "The old portal closes on 14 May 2027."
HELD = Passage(
    id="p_held", document_id="d_one", initiative_id="moving", title="Plan", version=1, start=0, end=len(TEXT), text=TEXT
)
CORPORA = {"moving": Corpus("moving", {"d_one": "plan.md"}, {"plan.md": [HELD]})}


def source(key: str, kind: Any) -> Source:
    return Source(id=key, kind=kind, title="Plan", quote=TEXT)


def answered(cites: tuple[str, ...], says: str = TEXT) -> Outcome:
    case = ChatCase.model_validate(
        {
            "id": "closing",
            "kind": "said",
            "question": "When does the portal close?",
            "initiative": "moving",
            "today": TODAY,
            "must_say": [
                {
                    "says": "The day",
                    "words": ["14 May 2027"],
                    "cites": [{"document": "plan.md", "words": "old portal closes"}],
                }
            ],
        }
    )
    answer = Answer(
        record_id="r_1",
        mode="composed",
        question=case.question,
        kind="said",
        claims=(Claim(text=says, status="supported", sources=cites),),
        text=says,
        sources=(source("p_held", "passage"), source("g_portal", "glossary")),
    )
    return chat.scored(case, answer, CORPORA)


@pytest.mark.parametrize(
    ("cites", "recall", "precision"),
    [(("p_held",), 1, 1), (("p_held", "g_portal"), 1, 1), (("p_held", "p_made_up"), 0, 0), (("p_made_up",), 0, 0)],
)
def test_a_source_that_nobody_has_bears_nothing_out(cites: tuple[str, ...], recall: float, precision: float) -> None:
    parts = answered(cites).parts
    assert (parts["citation_recall"].over, parts["citation_precision"].over) == (recall, precision)


@pytest.mark.parametrize(
    ("says", "cites", "said", "cited"),
    [
        (TEXT, ("p_held",), 1, 1),
        (TEXT, ("g_portal",), 1, 0),
        ("The old portal stays.", ("p_held",), 0, 0),
    ],
)
def test_what_must_be_cited_is_missed_by_who_does_not_cite_it_and_by_who_does_not_say_it(
    says: str, cites: tuple[str, ...], said: int, cited: int
) -> None:
    parts = answered(cites, says).parts
    assert (parts["must_say_recall"].over, parts["must_cite_recall"].over) == (said, cited)
    assert parts["must_cite_recall"].under == 1


def interpreted(planned: dt.date | None, found: bool = True) -> Outcome:
    case = InterpretationCase.model_validate(
        {"id": "closing", "from": "it", "to": "people_readiness", "text": TEXT, "today": TODAY}
    ).model_copy(
        update={"actions": (Action(does="tell the users", categories=("communications",), by=dt.date(2027, 5, 1)),)}
    )
    told = ImplicationOut(
        id="i1",
        concept="portal",
        rule="portal-tell",
        category="communications",
        says="People lose it.",
        do="Tell the users.",
        who="users",
        when=Due(anchor="change", offset_days=-10, date=planned),
        severity="high",
        conditional=False,
        occasions=(),
        coverage=Coverage(state="unknown"),
        status="glossary",
        sources=(),
    )
    given = Interpretation(
        record_id="r_1",
        mode="composed",
        from_="it",
        to="people_readiness",
        summary=(),
        statements=(),
        implications=(told,),
        assumption_gaps=(),
        questions=(),
        facts=(),
        unknown_terms=(),
        sources=(),
    )
    hit = Foreseen(
        wanted=Wanted(does="tell the users"),
        best=Offered(id="i1", says=told.says, do=told.do, who="users", category="communications"),
        likeness=0.9 if found else 0.1,
        same=found,
    )
    return interpretation.scored(case, given, [hit])


@pytest.mark.parametrize(
    ("planned", "right"), [(dt.date(2027, 4, 30), 1), (dt.date(2027, 5, 1), 1), (dt.date(2027, 5, 2), 0), (None, 0)]
)
def test_an_action_that_comes_too_late_or_on_no_day_costs_and_is_shown(planned: dt.date | None, right: int) -> None:
    outcome = interpreted(planned)
    assert outcome.parts["by_accuracy"].over == right
    assert outcome.parts["by_accuracy"].under == outcome.parts["action_recall"].over == 1
    assert outcome.failed is any(item.right is False for item in outcome.expected) is (right == 0)


def test_an_action_that_is_missed_costs_recall_and_no_day_as_well() -> None:
    parts = interpreted(None, found=False).parts
    assert parts["action_recall"].over == parts["by_accuracy"].under == 0


def test_the_fast_claims_are_the_same_with_the_guides_and_without(tmp_path: Path) -> None:
    alone, beside = ([case.id for case in grounding.cases(Options(guides=at)) if case.fast] for at in (None, tmp_path))
    assert alone == beside
    assert len(alone) >= 5
