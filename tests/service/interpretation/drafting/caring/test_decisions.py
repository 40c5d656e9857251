"""Decisions: those of which a document says that somebody was not heard, or is to be heard on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.concepts import Community
from glossary.edition import Edition
from service.interpretation.drafting.caring.decisions import decisions
from service.planning.observed import Decision
from tests.service.interpretation.drafting.caring.papers import papers

FILLER = (
    "The supplier delivers the label rolls in February. Rooms are booked. The budget is kept. Parking stays as it is.\n"
)


def read(edition: Edition, *written: tuple[Community, str]) -> tuple[Decision, ...]:
    return decisions(papers(edition, *((who, f"{text}\n\n{FILLER}") for who, text in written)))


@pytest.mark.parametrize(
    ("decided", "complaint"),
    [
        (
            "# Decisions\n\n- Vehicles report their position every minute from 1 April\n",
            "The union has not been told anything about the position of vehicles.\n",
        ),
        (
            "The board approved the shared inbox for all counters on 7 January.\n",
            "We learned of the shared inbox from the intranet.\n",
        ),
        (
            "# Resolved\n\n1. Night orders are picked by the robot from May\n",
            "The pickers on nights were never asked about the robot.\n",
        ),
        (
            "It was agreed that keystrokes in the claims screen are logged per clerk.\n",
            "# Staff council\n\nIt was not consulted on keystrokes being logged.\n",
        ),
        (
            "Location of ambulances is recorded, approved by the sponsor in December.\n",
            "RESA: learnt of the location of ambulances from a supervisor; it never came to this table.\n",
        ),
        (
            "Cameras at the loading gates are mandatory for every shift from 3 May 2027.\n",
            "Works council: no talks about cameras at the gates have been held.\n",
        ),
    ],
)
def test_a_decision_is_found_with_whoever_was_left_out(edition: Edition, decided: str, complaint: str) -> None:
    (found,) = read(edition, ("business", decided), ("people_readiness", complaint))
    assert found.left_out
    assert found.quote.community == "business"
    assert [q.community for q in found.others] == ["people_readiness"]


def test_a_decision_without_asking_is_one_statement(edition: Edition) -> None:
    (found,) = read(edition, ("hr", "The new rota was decided without consulting the ward sisters.\n"))
    assert found.left_out == ("ward sisters",)
    assert found.others == ()


def test_a_body_that_is_heard_on_a_day_is_read_with_it(edition: Edition) -> None:
    (found,) = read(
        edition,
        ("it", "Voice recording goes live on 3 May 2027.\n"),
        ("hr", "The works council votes on the voice recording on 20 May 2027.\n"),
    )
    assert (found.day, found.heard) == (dt.date(2027, 5, 3), dt.date(2027, 5, 20))


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ("The board approved the shared inbox on 7 January.\n", "The works council agreed to the shared inbox.\n"),
        ("# Decisions\n\n- Robots pick at night from May\n", "The union was heard on the robots in December.\n"),
        ("# Decisions\n\n- Robots pick at night from May\n", "Was the union asked about the robots?\n"),
        (
            "# Decisions\n\n- Robots pick at night from May\n",
            "Day shifts are not affected by the robots and not told.\n",
        ),
        ("# Decisions needed\n\n- Robots at night?\n", "The pickers were not asked about the summer party.\n"),
        ("The board approved the shared inbox on 7 January.\n", "Drivers have not been told yet about the inbox.\n"),
        ("# Decisions\n\n- Robots pick at night from May\n", "The union has not been told about the new canteen.\n"),
    ],
)
def test_near_misses_are_none(edition: Edition, decided: str, said: str) -> None:
    assert not read(edition, ("business", decided), ("people_readiness", said))


def test_what_a_later_document_settles_is_settled(edition: Edition) -> None:
    decided = ("business", "# Decisions\n\n- Vehicles report their position every minute from 1 April\n")
    complaint = ("people_readiness", "The works council has not been told about the position of vehicles.\n")
    later = ("hr", "The works council has approved that vehicles report their position.\n")
    assert read(edition, decided, complaint)  # type: ignore[arg-type]  # literals
    assert not read(edition, decided, complaint, later)  # type: ignore[arg-type]  # literals


@pytest.mark.parametrize(
    ("decided", "complaint"),
    [
        (
            "Decision 4: keystrokes in the claims screen are logged per clerk.",
            "Staff side: we were presented with logging of keystrokes as done. No one sought our view.",
        ),
        (
            "The board chose fixed break times in the new roster tool.",
            "No one had talked to the crews about fixed break times in the roster.",
        ),
        ("Decided: cab cameras face the driver.", "No prior discussion took place with the drivers on cab cameras."),
        (
            "We have settled that the counter closes at noon.",
            "The clerks at the counter were not part of settling that it closes at noon.",
        ),
    ],
)
def test_being_passed_over_is_told_in_many_words(edition: Edition, decided: str, complaint: str) -> None:
    assert read(edition, ("business", decided), ("hr", complaint))


@pytest.mark.parametrize(
    "other",
    [
        "The crew committee was heard on cab cameras; they want a smaller lens, not two. Agreed",
        "No cameras look into the cab, so there was no need to consult the drivers.",
        "Drivers were not asked to bring their own phones.",
        "No one has complained about cab cameras.",
    ],
)
def test_who_was_heard_or_was_not_asked_for_something_else_is_not_left_out(edition: Edition, other: str) -> None:
    assert not read(edition, ("business", "Decided: cab cameras face the driver."), ("hr", other))
