"""Work that nobody has: in columns, in sentences, and between the sides."""

from __future__ import annotations

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.caring.owning import unowned
from tests.service.interpretation.drafting.caring.papers import papers


def names(edition: Edition, *texts: str) -> list[str]:
    return [w.what for w in unowned(papers(edition, *(("people_readiness", text) for text in texts)))]


def test_an_open_or_empty_owner_in_a_column_is_found(edition: Edition) -> None:
    table = (
        "| Task | Day | Owner |\n|---|---|---|\n| Order badges | 3 May | Ines |\n| Print floor maps | 5 May |  |\n"
        "| Book the hall | 6 May | Omar |\n| Translate the leaflet | 7 May | TBD |\n| Stock shelves | 8 May | Ines |\n"
    )
    assert names(edition, table) == ["Print floor maps", "Translate the leaflet"]


def test_a_column_that_is_mostly_empty_says_nothing(edition: Edition) -> None:
    table = (
        "| Task | Who |\n|---|---|\n| Order badges | Ines |\n| Print maps |  |\n| Book the hall |  |\n| Clean |  |\n"
    )
    assert names(edition, table) == []


def test_what_is_done_or_needs_nobody_is_not_without_an_owner(edition: Edition) -> None:
    table = (
        "| Task | Status | Owner |\n|---|---|---|\n| Order badges | done | TBD |\n| Print maps | open | n/a |\n"
        "| Book the hall | open | Omar |\n| Call the press | cancelled |  |\n"
    )
    assert names(edition, table) == []


@pytest.mark.parametrize(
    "text",
    [
        "Owner of the phone list: to be named.\n",
        "It is still unclear who restocks the lockers at night. It is not yet decided who pays for it.\n",
        "Somebody has to rewrite the checklists for the ambulance crews.\n",
        "Nobody is responsible for the shared mailbox after June.\n",
        "The quick guides have to be in the vans by 3 May. Who prints them?\n",
        "Updating the floor plans: not yet assigned.\n",
        "The team leads thought that IT would reset the PINs, IT assumed the team leads would.\n",
        "We still need someone to sit with the night crew.\n",
        "The visitor log falls between the two teams.\n",
        "Stores says kitchens, kitchens say Stores for the allergy list.\n",
    ],
)
def test_a_sentence_that_leaves_work_to_nobody_is_found(edition: Edition, text: str) -> None:
    assert names(edition, text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has to own a phone.\n",
        "Who is affected? All cashiers.\n",
        "The quick guides have to be in the vans by 3 May. Who prints them? Omar does.\n",
        "If somebody must leave early, tell Ines.\n",
        "The phone list is owned by Ines.\n",
        "Whoever needs help calls 77.\n",
        "Licences that are not assigned to a person go back to the pool in July.\n",
        "Out of scope: nobody is responsible for the old archive in this project.\n",
        "No open points.\n",
    ],
)
def test_near_misses_are_none(edition: Edition, text: str) -> None:
    assert names(edition, text) == []


def test_what_a_newer_document_gives_to_somebody_is_owned(edition: Edition) -> None:
    open_point = "Somebody has to rewrite the checklists for the ambulance crews.\n"
    assert names(edition, open_point)
    assert names(edition, open_point, "Ines takes over the checklists for the ambulance crews.\n") == []


def test_two_sides_that_each_leave_it_to_the_other_are_found(edition: Edition) -> None:
    found = unowned(
        papers(
            edition,
            ("it", "The departments provide the list of shift supervisors with their badge numbers.\n"),
            ("people_readiness", "The list of shift supervisors and badge numbers is provided by IT.\n"),
        )
    )
    (one,) = found
    assert {one.quote.community, *(q.community for q in one.others)} == {"it", "people_readiness"}


def test_work_that_both_give_to_the_same_side_is_owned(edition: Edition) -> None:
    assert not unowned(
        papers(
            edition,
            ("it", "The departments provide the list of shift supervisors with their badge numbers.\n"),
            ("people_readiness", "The departments provide the list of shift supervisors and badge numbers.\n"),
        )
    )


def test_a_bare_verdict_is_told_with_the_work_it_is_about(edition: Edition) -> None:
    text = "- The greetings of all lines have to be recorded again for the new exchange.\n- Do you?\n- So neither.\n"
    (name,) = names(edition, text)
    assert name.startswith("The greetings of all lines")
