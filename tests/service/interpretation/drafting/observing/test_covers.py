"""Reading help: promised, asked for, refused."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.observing.covers import covers
from service.planning.observed import Cover
from tests.service.interpretation.drafting.presence.papers import paper


def read(edition: Edition, text: str) -> tuple[Cover, ...]:
    return covers(paper(edition, text))


@pytest.mark.parametrize(
    ("text", "days", "start", "end"),
    [
        ("The service desk is open Monday to Friday, 07:00-19:00.", 5, 7, 19),
        ("Help desk hours are weekdays 8 am to 6 pm.", 5, 8, 18),
        ("Hotline: Mo-Fr 08:00-17:00", 5, 8, 17),
        ("The help desk answers 24/7.", 7, 0, 0),
        ("Our support line is staffed daily from 6:00 to 22:00.", 7, 6, 22),
        ("The hotline is there Monday to Saturday 7 a.m. - 8 p.m.", 6, 7, 20),
    ],
)
def test_hours_of_a_desk_are_read(edition: Edition, text: str, days: int, start: int, end: int) -> None:
    (found,) = read(edition, text)
    assert found.hours is not None
    assert (len(found.hours.days), found.hours.start.hour, found.hours.end.hour) == (days, start, end)
    assert found.first is None
    assert not found.denied


def test_the_sentence_under_a_heading_on_support_has_its_hours(edition: Edition) -> None:
    (found,) = read(edition, "# Plan\n\n## Support\n\nHours: Monday to Friday, 07:00-19:00.\n")
    assert found.hours is not None


def test_hypercare_has_its_days_and_the_hours_of_the_desk(edition: Edition) -> None:
    _, care = read(
        edition,
        "The service desk is open Monday to Friday, 07:00-19:00. "
        "Hypercare runs from 3 to 14 May 2027 in the same hours.",
    )
    assert (care.first, care.last) == (dt.date(2027, 5, 3), dt.date(2027, 5, 14))
    assert care.hours is not None
    assert care.hours.start == dt.time(7)


def test_help_that_is_refused_or_asked_for_is_no_promise(edition: Edition) -> None:
    refused, asked = read(
        edition,
        "No on-site support in the depots is planned.\n\n"
        "In the first 48 hours somebody should be on site in the depot.",
    )
    assert refused.denied
    assert refused.on_site
    assert asked.needed
    assert asked.on_site


@pytest.mark.parametrize(
    "text",
    [
        "The tool does not support old browsers.",
        "The on-call engineer is there for outages of the whole system, not for users' questions.",
        "Every Wednesday from 3 to 24 March 2027 the canteen serves soup.",
        "If money is left, hypercare runs until 14 May 2027.",
        "Does the service desk answer from 07:00 to 19:00?",
    ],
)
def test_what_is_no_help_for_users_is_none(edition: Edition, text: str) -> None:
    assert not read(edition, text)
