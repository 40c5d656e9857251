from __future__ import annotations

import html
import re

import pytest

from service.planning.exports.texts import mermaid
from service.planning.exports.wording import plain
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import NASTY, empty, large, nasty

TASK = re.compile(
    r" {4}[^:;\"%{}<>|`\[\]]* :((done|active|crit|milestone), )*t\d+, \d{4}-\d\d-\d\d, (\d{4}-\d\d-\d\d|1d)"
)


def diagrams(plan: Plan) -> list[str]:
    text = mermaid.export(plan).content.decode()
    return re.findall(r"```mermaid\n(.*?)\n```", text, re.DOTALL)


def bare(line: str) -> str:
    return re.sub(r"#\d+;", "", line)


def test_the_chart_has_a_section_a_track_and_marks_what_is_critical_and_done() -> None:
    gantt = diagrams(sample())[0].splitlines()
    assert [line.strip() for line in gantt if "section" in line] == [
        "section Technical track",
        "section Both tracks",
        "section Readiness track",
    ]
    assert "    Servers for the chart system installed :done, crit, t1, 2027-03-01, 2027-03-13" in gantt
    assert "    Wave 1 goes live :crit, milestone, t10, 2027-05-17, 1d" in gantt


def test_the_flowchart_has_every_dependency_with_its_type_and_lag() -> None:
    flow = diagrams(sample())[1]
    assert len(re.findall(r"^ {4}t\d+ (-->|-\.->)", flow, re.MULTILINE)) == 10
    assert '|"start to finish, -1 day"|' in flow
    assert '|"broken by 6 days"|' in flow


@pytest.mark.parametrize("plan", [sample(), nasty(), large()], ids=["sample", "nasty", "large"])
def test_every_task_is_one_line_without_a_mark_that_mermaid_takes_for_its_own(plan: Plan) -> None:
    gantt = diagrams(plan)[0].splitlines()
    tasks = [line for line in gantt if re.search(r"t\d+, \d{4}", line)]
    assert tasks
    assert [line for line in tasks if not TASK.fullmatch(bare(line))] == []
    assert len(gantt) == len(tasks) + 4 + sum(" section " in line for line in gantt)


@pytest.mark.parametrize("text", [text for text in NASTY if 0 < len(plain(text)) <= mermaid.TITLE])
def test_an_escaped_title_reads_as_it_was_written(text: str) -> None:
    assert html.unescape(re.sub(r"#(\d+);", r"&#\1;", mermaid.escaped(text))) == plain(text)


@pytest.mark.parametrize(
    "text", ["section two", "title deeds", "click here", "2027-05-01 review", "End of support", "todayMarker"]
)
def test_a_title_that_begins_like_a_statement_is_none(text: str) -> None:
    assert re.match(r"#\d+;", mermaid.escaped(text))


def test_a_huge_plan_stays_within_what_mermaid_draws_and_says_what_is_left_out() -> None:
    plan = large()
    for diagram in diagrams(plan):
        assert len(diagram) < 50_000
        assert diagram.count("-->") < 500
    report = " ".join(mermaid.export(plan).report)
    assert "1750 milestones of 2000 found no room in the Gantt chart" in report
    assert "found no room in the flowchart" in report


def test_a_plan_without_dates_and_links_says_so() -> None:
    assert not diagrams(empty())
    assert b"No milestone has a date" in mermaid.export(empty()).content
