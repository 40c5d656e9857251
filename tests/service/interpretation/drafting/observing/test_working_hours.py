"""Reading when people work."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.observing.working_hours import working_hours
from service.planning.observed import Work
from tests.service.interpretation.drafting.presence.papers import paper


def read(edition: Edition, text: str) -> tuple[Work, ...]:
    return working_hours(paper(edition, text))


@pytest.mark.parametrize(
    ("text", "start", "end", "days", "group"),
    [
        ("Night shift in both plants is 22:00 to 06:00.", "22:00", "06:00", 5, "plant"),
        ("Stores open Monday to Saturday from 08:00 to 20:00.", "08:00", "20:00", 6, "store"),
        ("Field engineers start at 06:30 with the dispatch call.", "06:30", "07:30", 5, "field engineer"),
        ("Crews start at 05:30 and tip off by 14:00, Monday to Friday.", "05:30", "14:00", 5, "crew"),
        ("The wards work on weekends too, around the clock.", "00:00", "00:00", 7, "ward"),
    ],
)
def test_hours_have_their_people(edition: Edition, text: str, start: str, end: str, days: int, group: str) -> None:
    (found,) = read(edition, text)
    assert (found.hours.start, found.hours.end) == (dt.time.fromisoformat(start), dt.time.fromisoformat(end))
    assert len(found.hours.days) == days
    assert group in found.groups


def test_each_shift_has_its_own_hours(edition: Edition) -> None:
    early, late = read(edition, "Augsburg: early shift 06:00 to 14:00, late shift 14:00 to 22:00, no night shift.")
    assert (early.hours.start.hour, late.hours.start.hour) == (6, 14)
    assert early.groups == late.groups == ("augsburg",)


@pytest.mark.parametrize(
    "text",
    [
        "The service desk works Monday to Friday, 07:00-19:00.",
        "The cutover starts at 05:00 and ends at 06:30.",
        "The workshop for planners runs from 09:00 to 12:00.",
        "Do the nurses work from 22:00 to 06:00?",
    ],
)
def test_hours_of_help_and_of_events_are_none(edition: Edition, text: str) -> None:
    assert not read(edition, text)
