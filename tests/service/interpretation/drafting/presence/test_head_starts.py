"""Reading who is to help, and whether they get in first."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.presence.head_starts import head_starts
from service.planning.observed import HeadStart
from tests.service.interpretation.drafting.presence.papers import paper


def read(edition: Edition, text: str) -> tuple[HeadStart, ...]:
    return head_starts(paper(edition, text))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The champions need access before their colleagues.", "needed"),
        ("Early access for the key users has been requested from IT.", "needed"),
        ("Superusers get their log-in on 12 April 2027.", "given"),
        ("Champions get in on the same day as everybody else.", "refused"),
        ("The ambassadors get no early access.", "refused"),
        ("Early access is for IT only.", "refused"),
    ],
)
def test_what_is_said_has_a_stance(edition: Edition, text: str, stance: str) -> None:
    (found,) = read(edition, text)
    assert found.stance == stance


def test_whoever_shows_it_to_colleagues_is_a_helper_by_any_name(edition: Edition) -> None:
    (found,) = read(edition, "The lane mentors show the headset to the others from 30 March 2027.")
    assert found.stance == "needed"
    assert found.day == dt.date(2027, 3, 30)
    assert "mentor" in found.groups[0]


def test_the_next_sentence_speaks_of_the_same_people(edition: Edition) -> None:
    _, lead = read(
        edition,
        "From 6 April 2027 champions show it in their depot. "
        "For that they must be able to use it themselves, at least two weeks before their colleagues.",
    )
    assert lead.groups == ("champion",)
    assert lead.lead_days == 14


@pytest.mark.parametrize(
    "text",
    [
        "The service desk helps its colleagues from 3 May 2027.",
        "Champions meet on 22 March 2027.",
        "Nurses get their log-in on 12 April 2027.",
        "In 2024 the champions had no early access.",
    ],
)
def test_others_and_other_things_are_none(edition: Edition, text: str) -> None:
    assert not read(edition, text)
