from __future__ import annotations

import pytest

from glossary.edition import Edition
from service.planning.checks.fitting.one_word_two_meanings import one_word_two_meanings
from tests.service.interpretation.drafting.observing.reading import FLOOR, IT, PEOPLE, found


@pytest.mark.parametrize(
    ("ours", "theirs", "word"),
    [
        (
            "Cutover means that the old database is read-only.",
            "Cutover is the week in which both lists are kept by hand.",
            "cutover",
        ),
        (
            "A site is ready when its network has been tested.",
            "We call a site ready when every shift has practised.",
            "ready",
        ),
        (
            "By acceptance we mean the signed test protocol.",
            "Acceptance is reached when four of five clerks would not want to go back.",
            "acceptance",
        ),
        (
            "A round: the server asks all tablets in turn for news.",
            "A round is what one crew does in a day.",
            "round",
        ),
        (
            "# Terms\n\n| Term | Meaning |\n|---|---|\n| Release | new version of the software in production |\n",
            "In the yard, release means the wagon may leave.",
            "release",
        ),
        ("Glossary\n\nBatch – a job that runs at night.", "By a batch we understand one kettle of beer.", "batch"),
        (
            "We speak of a rollback when the database is restored.",
            "When we say rollback, we mean the trailer rolling back from the ramp.",
            "rollback",
        ),
        (
            "An incident is any unplanned interruption.",
            "An incident is when somebody is hurt or nearly hurt.",
            "incident",
        ),
        ("Deployed means installed on the devices.", "Deployment is done once people do their jobs in it.", "deploy"),
        (
            "Closing is on 30 June 2027: from then on no booking goes into the old ledger.",
            "Closing takes place at 18:30, when the tills are counted.",
            "closing",
        ),
    ],
)
def test_a_word_that_both_define_differently_is_found(edition: Edition, ours: str, theirs: str, word: str) -> None:
    findings = found(one_word_two_meanings, edition, (IT, ours), (FLOOR, theirs))
    assert len(findings) == 1
    assert word in findings[0].title.lower()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The deployment starts on 3 May.", "Deployment worries the teams."),
        (
            "Deployment is complete when every depot works in it.",
            "Deployment is done once each depot works in it without paper.",
        ),
        ("Deployment is complete when it is installed.", "Deployment starts on 3 May 2027."),
        ("Training is complete when the test is passed.", "Training takes place at 09:00 in room 4."),
        ("A site is ready when it has been tested.", "A site is closed when it snows."),
        ("Risk: the network is slow.", "Risk: the people are tired."),
        ("Training is the responsibility of the line.", "Training is the part that worries us."),
        ("Meeting: Tuesday, when the leads meet.", "Meeting: Thursday, where all crews come."),
        ("It is done when it is done.", "It is done once nobody complains."),
        ("Is deployment complete when it is installed?", "Deployment is complete when people work with it."),
    ],
)
def test_mentions_like_definitions_and_appointments_are_no_conflict(edition: Edition, ours: str, theirs: str) -> None:
    assert found(one_word_two_meanings, edition, (IT, ours), (FLOOR, theirs)) == []


def test_one_side_that_changes_its_mind_is_no_conflict(edition: Edition) -> None:
    papers = ((PEOPLE, "Deployment means installed."), (PEOPLE, "Deployment means that people do their jobs in it."))
    assert found(one_word_two_meanings, edition, *papers) == []
