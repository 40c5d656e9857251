"""A text checked statement by statement against documents, by what a reader would want to know of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.grounding.stored import TODAY, stored
from glossary.edition import Edition
from retrieval.loaders import parse_text
from service.interpretation.grounding.verifying import verify
from service.interpretation.nouns import Source, VerifiedClaim
from service.interpretation.shown import Shown

HERE = Path(__file__).parent
MAIL = (HERE / "launch_mail.md").read_text(encoding="utf-8")
EXPECTED: list[dict[str, Any]] = yaml.safe_load((HERE / "launch_mail.yaml").read_text(encoding="utf-8"))

Check = Callable[..., list[VerifiedClaim]]


@pytest.fixture
def source(edition: Edition) -> Callable[..., Shown]:
    def made(name: str, text: str, dated: dt.date | None = None) -> Shown:
        held = Source(id=f"p_{name}", kind="passage", title=name.title(), document_id=f"d_{name}", quote=text)
        return Shown(held, text, parse_text(text).blocks, edition.matcher, TODAY, dated=dated)

    return made


@pytest.fixture
def plan(source: Callable[..., Shown]) -> Shown:
    text = (
        "# Roll-out of Tillpoint\n\n"
        "Tillpoint goes live in the 12 shops in Leeds on 3 May 2027. "
        "The 40 cashiers in Leeds are trained on 26 April 2027.\n\n"
        "The old tills are switched off on 30 June 2027. No trainer is on site in the warehouse.\n"
    )
    return source("plan", text, dt.date(2027, 3, 1))


@pytest.fixture
def check(edition: Edition) -> Check:
    def checked(text: str, *sources: Shown) -> list[VerifiedClaim]:
        claims, _ = verify(text, parse_text(text).blocks, lambda _: sources, edition, today=TODAY)
        return claims

    return checked


def only(claims: Sequence[VerifiedClaim]) -> VerifiedClaim:
    assert len(claims) == 1
    return claims[0]


def test_what_a_document_says_agrees_and_names_it(check: Check, plan: Shown) -> None:
    claim = only(check("Tillpoint goes live in Leeds on 3 May 2027.\n", plan))
    assert (claim.finding, claim.status, claim.sources) == ("agrees", "supported", ("p_plan",))
    assert claim.why == ""


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Tillpoint goes live in Leeds on 10 May 2027.\n", "“3 May 2027” instead of “10 May 2027”"),
        ("The 60 cashiers in Leeds are trained on 26 April 2027.\n", "“40” instead of “60”"),
        ("A trainer is on site in the warehouse.\n", "“No trainer is on site in the warehouse.”"),
    ],
)
def test_a_contradiction_says_what_which_document_and_of_when(
    check: Check, plan: Shown, text: str, instead: str
) -> None:
    claim = only(check(text, plan))
    assert (claim.finding, claim.status, claim.sources) == ("contradicts", "unsupported", ("p_plan",))
    assert claim.why.startswith("Plan (1 March 2027) ")
    assert instead in claim.why


def test_another_date_of_another_thing_is_no_contradiction(check: Check, plan: Shown) -> None:
    claim = only(check("The canteen in York reopens on 10 May 2027.\n", plan))
    assert (claim.finding, claim.sources) == ("not_found", ())
    assert claim.why.startswith("No document says this.")


def test_a_text_without_any_source_is_not_found(check: Check) -> None:
    assert only(check("The canteen in York reopens on 10 May 2027.\n")).finding == "not_found"


def test_the_very_words_of_a_document_agree_with_it(check: Check, source: Callable[..., Shown]) -> None:
    words = "Customer portal: if it ever moves to Tillpoint, who pays for it, and when, is open.\n"
    assert only(check(words, source("plan", words))).finding == "agrees"


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("The 40 cashiers are trained in June.\n", "The training of the cashiers in June lasts 8 hours.\n"),
        ("Ring 0 of Tillpoint has 60 people.\n", "Wave 1 of Tillpoint has 760 people.\n"),
        (
            "The stock-take runs from 3 to 14 May 2027.\n",
            "| What | From | To |\n|---|---|---|\n| Stock-take | 2027-05-03 | 2027-05-14 |\n",
        ),
    ],
)
def test_other_figures_of_the_same_thing_are_no_contradiction(
    check: Check, source: Callable[..., Shown], text: str, document: str
) -> None:
    assert only(check(text, source("plan", document))).finding != "contradicts"


def test_what_the_glossary_allows_in_general_is_contradicted_by_the_initiative(
    check: Check, source: Callable[..., Shown]
) -> None:
    note = source("note", "Text messages are not permitted as a second factor.\n", dt.date(2027, 3, 8))
    claim = only(check("Text messages are permitted as a second factor.\n", note))
    assert (claim.finding, claim.sources) == ("contradicts", ("p_note",))


def test_of_a_sentence_with_two_statements_the_wrong_one_is_named(check: Check, plan: Shown) -> None:
    text = "Tillpoint goes live in Leeds on 3 May 2027, and the old tills are switched off on 30 May 2027.\n"
    claim = only(check(text, plan))
    assert claim.finding == "contradicts"
    assert "“the old tills are switched off on 30 May 2027”: Plan (1 March 2027) has “30 June 2027”" in claim.why
    assert "goes live" not in claim.why


def test_of_a_sentence_with_an_unknown_half_only_some_is_borne_out(check: Check, plan: Shown) -> None:
    text = "Tillpoint goes live in Leeds on 3 May 2027, and the mayor makes a speech.\n"
    claim = only(check(text, plan))
    assert (claim.finding, claim.status) == ("partly", "unsupported")
    assert "“the mayor makes a speech”: No document says this." in claim.why


def test_what_a_newer_document_says_otherwise_is_disputed(
    check: Check, plan: Shown, source: Callable[..., Shown]
) -> None:
    mail = source("mail", "Tillpoint goes live in Leeds on 17 May 2027.\n", dt.date(2027, 4, 9))
    old = only(check("Tillpoint goes live in Leeds on 3 May 2027.\n", plan, mail))
    assert (old.finding, old.sources, old.disputed_by) == ("agrees", ("p_plan",), ("p_mail",))
    assert "a newer document says otherwise" in old.why
    assert "Mail (9 April 2027) has “17 May 2027” instead of “3 May 2027”" in old.why
    new = only(check("Tillpoint goes live in Leeds on 17 May 2027.\n", plan, mail))
    assert (new.finding, new.sources, new.disputed_by) == ("agrees", ("p_mail",), ("p_plan",))
    assert "an older document says otherwise" in new.why


def test_documents_that_contradict_are_named_newest_first(
    check: Check, plan: Shown, source: Callable[..., Shown]
) -> None:
    mail = source("mail", "Tillpoint goes live in Leeds on 17 May 2027.\n", dt.date(2027, 4, 9))
    claim = only(check("Tillpoint goes live in Leeds on 24 May 2027.\n", plan, mail))
    assert (claim.finding, claim.sources) == ("contradicts", ("p_mail", "p_plan"))
    assert claim.why.index("Mail (9 April 2027)") < claim.why.index("Plan (1 March 2027)")


def test_what_only_the_glossary_says_has_its_status(check: Check, edition: Edition) -> None:
    concept = edition.catalog.current("single-sign-on")
    meaning = concept.meaning["people_readiness"]
    claim = check(f"Single sign-on: {meaning}\n")[0]
    assert (claim.finding, claim.status) == ("agrees", "glossary")
    assert claim.sources == (concept.source_id,)


def test_each_row_of_a_table_is_checked(check: Check, plan: Shown) -> None:
    text = "| When | What |\n|---|---|\n| 3 May | Tillpoint goes live |\n| 30 May | Old tills switched off |\n"
    assert [claim.finding for claim in check(text, plan)] == ["agrees", "contradicts"]


def test_offsets_and_order_are_those_of_the_text(check: Check, plan: Shown) -> None:
    text = "Hello all,\n\nTillpoint goes live on 3 May 2027. Any questions?\n"
    claims = check(text, plan)
    assert [text[c.start : c.end] for c in claims] == [c.text for c in claims]
    assert [c.finding for c in claims] == ["no_statement", "agrees", "no_statement"]


def test_every_named_source_is_handed_back_once(edition: Edition, plan: Shown) -> None:
    text = "Tillpoint goes live in Leeds on 3 May 2027. Tillpoint goes live in Leeds on 10 May 2027.\n"
    claims, named = verify(text, parse_text(text).blocks, lambda _: [plan], edition, today=TODAY)
    assert [one.id for one in named] == ["p_plan"]
    assert {i for c in claims for i in (*c.sources, *c.disputed_by)} == {"p_plan"}


def test_it_is_looked_for_with_what_it_stands_under_and_refers_to(edition: Edition) -> None:
    asked: list[str] = []

    def find(question: str) -> Sequence[Shown]:
        asked.append(question)
        return ()

    text = "## Leeds\n\nTillpoint comes in May. It goes live on 3 May 2027.\n"
    verify(text, parse_text(text).blocks, find, edition, today=TODAY)
    assert "Leeds Tillpoint comes in May. It goes live on 3 May 2027." in asked


@pytest.fixture(scope="module")
def mail(edition: Edition) -> list[VerifiedClaim]:
    with stored(None) as documents:
        held = [one for shown in documents.sources.values() for one in shown]
        claims, _ = verify(MAIL, parse_text(MAIL).blocks, lambda _: held, edition, today=TODAY)
    return claims


def found(claims: Sequence[VerifiedClaim], begins: str) -> VerifiedClaim:
    return next(claim for claim in claims if claim.text.startswith(begins))


FAULTS = [case for case in EXPECTED if case["finding"] != "agrees"]
RIGHT = [case for case in EXPECTED if case["finding"] == "agrees"]


def test_the_faulty_mail_has_enough_of_both() -> None:
    assert len(FAULTS) >= 10
    assert len(RIGHT) >= 10


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: str(case["begins"]))
def test_each_planted_fault_of_the_mail_is_found(mail: list[VerifiedClaim], case: dict[str, Any]) -> None:
    claim = found(mail, case["begins"])
    assert claim.finding == case["finding"], claim.why
    assert case.get("instead", "") in claim.why


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: str(case["begins"]))
def test_no_right_statement_of_the_mail_is_called_contradicted(mail: list[VerifiedClaim], case: dict[str, Any]) -> None:
    claim = found(mail, case["begins"])
    assert claim.finding != "contradicts", claim.why
    assert case.get("instead", "") in claim.why
    assert bool(claim.disputed_by) == ("disputed_by" in case)


def test_most_right_statements_of_the_mail_are_borne_out(mail: list[VerifiedClaim]) -> None:
    agreeing = [case for case in RIGHT if found(mail, case["begins"]).finding == "agrees"]
    assert len(agreeing) >= 10


def test_the_rest_of_the_mail_states_nothing(mail: list[VerifiedClaim]) -> None:
    begins = tuple(case["begins"] for case in EXPECTED)
    rest = [claim for claim in mail if not claim.text.startswith(begins)]
    assert rest
    assert {claim.finding for claim in rest} == {"no_statement"}
