"""Many ways to say that one step waits for another, in prose, remarks, lists and registers; and what says nothing."""

from __future__ import annotations

import pytest

from glossary.edition import Edition
from tests.service.interpretation.drafting.linking.texts import by_title, linked

STEPS = """# Depot move

| Ref | Step | Day |
|---|---|---|
| B1 | Charging points installed | 2027-02-15 |
| B2 | Fire officer inspects the hall | 2027-02-24 |
| B3 | Driver log-ins handed out | 2027-03-01 |
| B4 | Roster data loaded into Tacho | 2027-03-04 |
| B5 | Induction for drivers | 2027-03-09 |
| B6 | Letter to residents | 2027-03-11 |
| B7 | Lines 1 + 2 go over to Tacho | 2027-03-22 |
| B8 | Lines 3 + 4 go over to Tacho | 2027-04-19 |
"""
TITLES = {
    "i": "Charging points installed",
    "f": "Fire officer inspects the hall",
    "l": "Driver log-ins handed out",
    "r": "Roster data loaded into Tacho",
    "t": "Induction for drivers",
    "m": "Letter to residents",
    "a": "Lines 1 + 2 go over to Tacho",
    "b": "Lines 3 + 4 go over to Tacho",
}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Lines 3 + 4 only once 1 + 2 have run for a fortnight.", "ab"),
        ("Lines 3 and 4 go over three weeks after lines 1 and 2 at the earliest.", "ab"),
        ("No induction till the drivers have their log-ins.", "lt"),
        ("Mo: no log-ins, no induction", "lt"),
        ("Log-ins can't be handed out until the roster data is loaded.", "rl"),
        ("The fire officer won't inspect the hall unless the charging points are installed.", "if"),
        ("Roster data first, then log-ins.", "rl"),
        ("Every driver must have a log-in by the time of the induction.", "lt"),
        ("You can only do the induction with your own log-in.", "lt"),
        ("Jo: we hold back the letter to residents until the fire officer has been", "fm"),
        ("The induction is of no use without log-ins.", "lt"),
        ("Charging points installed by 15 February. After that the fire officer inspects the hall.", "if"),
        ("If the charging points slip, so does the inspection by the fire officer.", "if"),
        ("Upon receipt of the roster data the log-ins are handed out.", "rl"),
        ("B3 -> B5 -> B7", "lt ta"),
        ("The induction hinges on the log-ins.", "lt"),
        ("The induction can go ahead provided the log-ins have been handed out.", "lt"),
    ],
)
def test_sentences_and_chat_tell_what_waits(edition: Edition, text: str, pairs: str) -> None:
    assert set(by_title(linked(edition, STEPS, text))) == {(TITLES[p[0]], TITLES[p[1]]) for p in pairs.split()}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("| # | Item | Cannot happen until | Held by |\n|---|---|---|---|\n| C1 | Induction | Log-ins | Jo |\n", "lt"),
        ("| Step | Can start when |\n|---|---|\n| Induction for drivers | Log-ins handed out |\n", "lt"),
        ("| We need | From | For |\n|---|---|---|\n| Log-ins | IT | Induction |\n", "lt"),
        ("| Ref | Giver | Receiver |\n|---|---|---|\n| D1 | Log-ins | Induction |\n", "lt"),
        ("| Ref | Constraint |\n|---|---|\n| 1 | Roster data must be loaded before log-ins are handed out |\n", "rl"),
        ("For lines 1 + 2 to go over:\n\n- fire officer has inspected the hall\n- induction for drivers\n", "fa ta"),
        ("## Prerequisites for the induction\n\n- log-ins\n- charging points\n", "lt it"),
        ("The steps in this order:\n\n1. Charging points\n2. Fire officer inspects\n3. Lines 1 + 2 go over\n", "if fa"),
        ("### Induction for drivers\n\nOnly after the log-ins have been handed out.\n", "lt"),
    ],
)
def test_registers_and_lists_say_what_their_columns_and_openings_are(edition: Edition, text: str, pairs: str) -> None:
    assert set(by_title(linked(edition, STEPS, text))) == {(TITLES[p[0]], TITLES[p[1]]) for p in pairs.split()}


@pytest.mark.parametrize(
    "text",
    [
        "Lines 1 + 2 can go over without the letter to residents.",
        "The induction need not wait for the log-ins.",
        "Drivers don't need log-ins for the induction.",
        "The fire officer inspects the hall regardless of the charging points.",
        "The induction goes ahead even if the log-ins are late.",
        "Does the induction need log-ins?",
        "If you need a log-in for the induction, ring the desk.",
        "The letter to residents says when the fire officer inspects the hall.",
        "First come, first served at the induction.",
        "No letter, no fuss.",
        "| From | To | Subject |\n|---|---|---|\n| Jo | Mo | Induction |\n",
        "| Step | Before | After |\n|---|---|---|\n| Letter | paper | Tacho |\n",
        "Before the induction:\n\n- bring a pen\n- park outside\n",
        "The steps we spoke of:\n\n1. Charging points\n2. Fire officer inspects\n",
    ],
)
def test_denials_offers_and_plain_lists_tie_nothing(edition: Edition, text: str) -> None:
    assert by_title(linked(edition, STEPS, text)) == {}


def test_a_row_that_only_says_what_waits_is_no_step(edition: Edition) -> None:
    register = "| Ref | Words |\n|---|---|\n| 4 | Lines 3 + 4 wait until 1 + 2 have run for three weeks |\n"
    found = linked(edition, STEPS, register)
    assert by_title(found)[TITLES["a"], TITLES["b"]].lag_days == 15
    assert len(found.milestones) == len(TITLES)
