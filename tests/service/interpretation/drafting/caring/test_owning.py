"""Work that nobody has: in columns, in sentences, and between the sides."""

from __future__ import annotations

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.caring.owning import unowned
from tests.service.interpretation.drafting.caring.papers import papers

FILLER = "Rooms are booked. The budget is kept. Parking stays as it is. Rolls come in February. Lunch is at noon.\n"


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
        "No volunteer has come forward for the handover sheets of the early shift.\n",
        "The position of trainer for the night crew is vacant.\n",
        "Correcting the address list is on nobody's desk.\n",
        "We don't know who will brief the agency drivers.\n",
        "Cleaning the duplicates is not my job and not Stores' job either.\n",
        "Briefing the agency drivers: nobody.\n",
        "Responsible for the duplicate check: open.\n",
        "It has not been settled which team answers the hotline after 6 pm.\n",
        "There is no one to sit with the porters at night.\n",
        "Lead for the printing of cards – still being sought.\n",
        "Ravi thought the depot does it, Ana thought the desk team.\n",
        "**Item 4 Lockers.** Who refills the lockers at night?\n\nTM: not with us, that is for the sites.\n",
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
        "If nobody is in charge of a shift, ring the duty line.\n",
        "Your lead keeps an open hour twice a week, so that nobody has to sit alone with it.\n",
        "Calls that nobody picks up go to the duty line.\n",
        "An order without an owner cannot be saved in the tool.\n",
        "Each case that is not assigned is given to the next free clerk.\n",
        "Nobody took it badly when the old screens went.\n",
        "The owner of the record is unknown to the system when a batch is loaded.\n",
        "Until 2025 nobody was responsible for the cones; since then Jo is.\n",
        "Somebody must be told, so Jo will ring round.\n",
        "We thought the handsets would come in May, the supplier expected June.\n",
        "It was unclear who signs the gate sheet. It is the shift lead.\n",
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


@pytest.mark.parametrize(
    ("header", "owner", "note", "left"),
    [
        ("Point person", "(vacant)", "", True),
        ("Action by", "awaiting nomination", "", True),
        ("Officer i/c", "to be nominated", "", True),
        ("zust.", "N.N.", "offen", True),
        ("Assigned to", "nobody yet", "", True),
        ("Owner", "none", "parked until next year", False),
        ("Owner", "none", "not in this release", False),
        ("Owner", "", "on hold", False),
    ],
)
def test_columns_of_owners_have_many_names(edition: Edition, header: str, owner: str, note: str, left: bool) -> None:
    table = f"| Task | Note | {header} |\n|---|---|---|\n| Order cones | | Jo |\n| Fill lockers | {note} | {owner} |\n"
    assert names(edition, table + "| Sign gates | | Al |\n| Walk the yard | | Al |\n") == ["Fill lockers"] * left


def test_contacts_and_names_beside_groups_own_nothing(edition: Edition) -> None:
    contacts = (
        "| Group | Contact | Number |\n|---|---|---|\n| North | Jo | 40 |\n| South | none | 12 |\n| West | Al | 9 |\n"
    )
    assert names(edition, contacts) == []


@pytest.mark.parametrize(
    ("of_it", "of_people", "left"),
    [
        (
            "Correcting wrong phone numbers of volunteers is a matter for the branches.",
            "Wrong phone numbers of volunteers are corrected by IT.",
            True,
        ),
        (
            "Duplicate donor records are cleaned up by the campaign teams before the load.",
            "IT cleans up the duplicate donor records before loading them.",
            True,
        ),
        (
            "Labelling the lockers is not in our scope.",
            "We have nobody at the stations for labelling the lockers.",
            True,
        ),
        (
            "Training writes the cheat sheets for the ramp crews.",
            "IT provides the screenshots for the cheat sheets of the ramp crews; we write them.",
            False,
        ),
        (
            "The desk answers calls until 6 pm; managers answer questions about the roster.",
            "Questions about the roster go to the manager; password calls are answered by IT.",
            False,
        ),
    ],
)
def test_what_each_side_leaves_to_the_other_is_nobodys(
    edition: Edition, of_it: str, of_people: str, left: bool
) -> None:
    found = unowned(papers(edition, ("it", f"{of_it}\n\n{FILLER}"), ("people_readiness", f"{of_people}\n")))
    assert any(w.others for w in found) == left
