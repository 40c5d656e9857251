"""The rule `communication_after_change`."""

from __future__ import annotations

import pytest

from service.planning.checks.sequence.communication_after_change import communication_after_change
from service.planning.nouns import Milestone
from tests.service.planning.checks.steps import plan, step

CHANGE = step("withdrawal", "Pagers withdrawn", "03-22", groups=("wards",))
LEAFLET = step("communication", "Leaflet on pagers", "03-30", groups=("wards",))


def test_the_first_message_after_the_change_is_found_with_both_sides() -> None:
    (found,) = communication_after_change(plan(CHANGE, LEAFLET))
    assert found.milestones == (CHANGE.id, LEAFLET.id)
    assert [s.community for s in found.sides] == ["it", "people_readiness"]
    assert "8 days after" in found.title


@pytest.mark.parametrize(
    "others",
    [
        [step("communication", "Poster on pagers", "03-01", groups=("wards",)), LEAFLET],
        [step("communication", "Leaflet on pagers", "03-15", groups=("wards",))],
        [step("communication", "Leaflet on pagers", "03-30", groups=("kitchen",))],
        [step("communication", "Leaflet on parking", "03-30", groups=("wards",))],
        [step("communication", "Pagers: thank you to all", "03-30"), step("communication", "What comes", "02-01")],
        [step("communication", "Pagers: report to the board", "03-30", groups=("steering committee",))],
    ],
    ids=["a message before", "in time", "other people", "other thing", "thanks", "to the committee"],
)
def test_messages_in_time_or_about_something_else_are_no_finding(others: list[Milestone]) -> None:
    assert not list(communication_after_change(plan(CHANGE, *others)))


def test_a_general_message_before_does_not_tell_how_to_do_the_thing() -> None:
    general = step("communication", "What the programme brings", "03-01")
    assert list(communication_after_change(plan(CHANGE, general, LEAFLET)))


def test_a_message_is_held_against_the_change_that_it_is_most_about() -> None:
    earlier = step("change", "Records of pagers corrected", "02-01")
    ahead = step("withdrawal", "Pagers of wards withdrawn for good", "04-30")
    message = step("communication", "Pagers withdrawn for good: leaflet", "04-12")
    assert not list(communication_after_change(plan(earlier, ahead, message)))


def test_what_happens_inside_it_need_not_be_announced() -> None:
    inside = step("change", "Pagers interface switched", "03-22")
    assert not list(communication_after_change(plan(inside, LEAFLET)))


def test_a_change_that_nobody_speaks_of_is_none_of_this_rule() -> None:
    assert not list(communication_after_change(plan(CHANGE)))
