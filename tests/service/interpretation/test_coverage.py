"""Coverage: whether an initiative's documents already plan for what follows, and what they leave out."""

from __future__ import annotations

from service.interpretation.nouns import Coverage
from tests.glossary.making import catalog, concept
from tests.service.interpretation.making import interpreted, rule

MFA = concept(
    "mfa",
    "MFA",
    "second factor",
    implications=[
        rule("tell", do="Announce by mail what the second factor asks of {group|the people affected}, with pictures.")
    ],
)
OTHERS = [
    concept(f"other-{n}", implications=[rule(f"r{n}", do=f"Announce by mail and prepare thing number {n}.")])
    for n in range(9)
]
GLOSSARY = catalog(MFA, *OTHERS)
CHANGE = "MFA will be enforced for nurses from 19 April 2027."


def coverage(*planned: str, text: str = CHANGE) -> Coverage:
    (implication,) = interpreted(text, GLOSSARY, planned=planned).implications
    return implication.coverage


def test_what_a_document_plans_in_time_for_the_same_people_is_covered_by_its_passage() -> None:
    found = coverage(
        "On 29 March 2027 a mail with pictures announces to all nurses what the second factor asks of them."
    )
    assert found == Coverage(state="covered", sources=("p_0",))


def test_what_nobody_plans_is_open() -> None:
    assert coverage("The canteen closes at two.").state == "open"


def test_a_plan_that_comes_after_the_change_is_partial_and_names_both_days() -> None:
    found = coverage("On 21 April 2027 a mail with pictures announces to nurses what the second factor asks of them.")
    assert found.state == "partly"
    assert "21 April 2027" in found.missing
    assert "19 April 2027" in found.missing


def test_a_plan_that_leaves_out_a_group_is_partial_and_names_it() -> None:
    found = coverage("On 29 March 2027 a mail with pictures announces to porters what the second factor asks of them.")
    assert found.state == "partly"
    assert "nurses" in found.missing


def test_a_plan_for_everyone_leaves_out_nobody() -> None:
    found = coverage("On 29 March 2027 a mail with pictures announces to all staff what the second factor asks.")
    assert found.state == "covered"


def test_a_plan_of_the_kind_without_the_thing_itself_says_what_it_leaves_out() -> None:
    found = coverage("A newsletter on MFA goes out on 29 March 2027.")
    assert found.state == "partly"
    assert "pictures" in found.missing


def test_a_plan_that_is_denied_or_only_an_idea_covers_nothing() -> None:
    for text in (
        "There is no mail that announces what the second factor asks of nurses, with pictures.",
        "We considered a mail with pictures that announces what the second factor asks of nurses.",
        "If time allows, a mail with pictures announces what the second factor asks of nurses.",
    ):
        assert coverage(text).state == "open", text


def test_without_an_initiative_coverage_is_unknown_and_says_why() -> None:
    (implication,) = interpreted(CHANGE, GLOSSARY).implications
    assert implication.coverage.state == "unknown"
    assert "initiative" in implication.coverage.missing


def test_the_asking_side_s_own_wish_does_not_cover_what_it_asks_for() -> None:
    wish = rule("open", do="Open accounts for {group|the champions} in a pilot ring.", category="early_access")
    wish |= {"from": "people_readiness", "to": "it"}
    champions = catalog(concept("champion", community="people_readiness", implications=[wish]))
    said = interpreted(
        "Champions need accounts by 3 May 2027.",
        champions,
        from_="people_readiness",
        to="it",
        planned=("Open accounts for the champions in a pilot ring: requested.",),
    )
    assert said.implications[0].coverage.state == "open"
