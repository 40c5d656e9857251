"""Measures: what counts as a criterion, and whether it tells of the technology or of people."""

from __future__ import annotations

import pytest

from glossary.concepts import Community
from glossary.edition import Edition
from service.interpretation.drafting.caring.measures import measures
from service.planning.observed import Measure
from tests.service.interpretation.drafting.caring.papers import papers


def read(edition: Edition, text: str, community: Community = "it") -> tuple[Measure, ...]:
    return measures(papers(edition, (community, text)))


@pytest.mark.parametrize(
    "text",
    [
        "# Success criteria\n\n- All 38 branches connected\n",
        "# Definition of done\n\nEvery laptop has the new image and the old domain is decommissioned.\n",
        "# KPIs\n\n- Availability of the booking engine 99.9 %\n- Mean response time under 300 ms\n",
        "Good is: sound quality above 4.2 and no outage in office hours.\n",
        "The rollout is finished when 98 % of the till terminals report the new version.\n",
        "Our target is 95 % of mailboxes migrated by Easter.\n",
        "# Exit criteria for the project\n\nNo open severity 1 defects; delivered on time and within budget.\n",
        "| KPI | Target |\n|---|---|\n| Servers patched | 100 % |\n| Tickets per week | < 30 |\n",
        "# What we report to the board\n\nIncidents per week and the number of enrolled scanners.\n",
    ],
)
def test_figures_of_the_technology_are_it(edition: Edition, text: str) -> None:
    found = [m for m in read(edition, text) if m.outcome]
    assert found
    assert {m.side for m in found} == {"it"}
    assert all(m.quote.source.startswith("p_") and m.quote.text in text.replace("| ", "") + text for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "# Success criteria\n\n- Four of five tellers say they can open an account without help\n",
        "# How we know it worked\n\nNurses hand over in under ten minutes again, with no more mistakes than before.\n",
        "# Goals\n\n- Adoption: 80 % of planners build their week in the new tool\n",
        "We call it a success when drivers close 9 of 10 tours without paper.\n",
        "| Metric | Target value |\n|---|---|\n| Satisfaction of case workers | 4 of 5 |\n",
        "# When are we content\n\nNew clerks reach their normal speed after three weeks.\n",
        "Success is measured by a short poll among teachers in week 4.\n",
    ],
)
def test_figures_of_people_and_their_work_are_peoples(edition: Edition, text: str) -> None:
    found = [m for m in read(edition, text, "people_readiness") if m.outcome]
    assert found
    assert {m.side for m in found} == {"people"}


def test_a_criterion_of_both_kinds_tells_of_both_sides(edition: Edition) -> None:
    found = read(edition, "# Done\n\nAll tablets are installed, and staff are confident with them in a survey.\n")
    assert {m.side for m in found} == {"it", "people"}


@pytest.mark.parametrize(
    "text",
    [
        "# Security measures\n\n- All laptops are encrypted\n",
        "| Risk | Measure |\n|---|---|\n| Servers overload | A second server is installed |\n",
        "# Target group\n\n- 240 nurses on nine wards\n",
        "The vendor migrated 40 servers in December.\n",
        "# Steps\n\n- 3 May: tablets installed in the depots\n",
    ],
)
def test_what_is_no_criterion_is_none(edition: Edition, text: str) -> None:
    assert not [m for m in read(edition, text) if m.outcome]


@pytest.mark.parametrize(
    "text",
    ["No staff survey is planned.\n", "Nobody asks the drivers how they get on.\n", "A user survey is not foreseen.\n"],
)
def test_a_survey_that_is_refused_is_denied(edition: Edition, text: str) -> None:
    (found,) = read(edition, text, "business")
    assert found.denied
    assert found.side == "people"


def test_a_survey_that_somebody_plans_is_a_mention_and_one_that_was_is_none(edition: Edition) -> None:
    (planned,) = read(edition, "In week 3 we send a short survey to all cashiers.\n", "people_readiness")
    assert (planned.side, planned.outcome, planned.denied) == ("people", False, False)
    assert not read(edition, "A survey took place on 3 November 2026.\n", "people_readiness")


def test_it_is_read_whether_a_target_was_met(edition: Edition) -> None:
    table = "| KPI | Target | Actual |\n|---|---|---|\n| Uptime | 99.5 % | 99.8 % |\n| Active users | 70 % | 24 % |\n"
    assert {(m.side, m.met) for m in read(edition, table)} == {("it", True), ("people", False)}
    (said,) = read(edition, "Adoption stands at 24 %, against a target of 70 %.\n", "business")
    assert (said.side, said.met) == ("people", False)
    (fewer,) = read(edition, "| KPI | Target | Actual |\n|---|---|---|\n| Incidents | < 5 | 2 |\n")
    assert fewer.met


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The project will be regarded as complete once all 212 units are fitted.\n", "it"),
        ("We will close the project when every terminal is on the new version and no blocker is open.\n", "it"),
        ("Acceptance: zero Sev-1 for ten days, 95 % of records carried over.\n", "it"),
        ("The yardstick for the steering group is uptime.\n", "it"),
        ("We shall think it has worked if nine in ten porters would not go back to paper.\n", "people"),
        ("We count it a success if the round takes no longer than before.\n", "people"),
    ],
)
def test_success_is_told_in_many_words(edition: Edition, text: str, side: str) -> None:
    assert {m.side for m in read(edition, text) if m.outcome} == {side}


@pytest.mark.parametrize(
    "text",
    [
        "Sessions end after 60 minutes.\n",
        "The office is closed on 8 May.\n",
        "We aim to answer within three days.\n",
        "The order is done when the status is green.\n",
        "Leads were not asked; they read it in the minutes.\n",
        "Nobody was asked to bring their own phone.\n",
    ],
)
def test_what_tells_of_no_success_and_refuses_no_survey_is_none(edition: Edition, text: str) -> None:
    assert read(edition, text) == ()
