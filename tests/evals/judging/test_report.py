"""What a model judged has a section of its own in the table, in JSON and on the page."""

from __future__ import annotations

import json

from rich.console import Console
from selectolax.lexbor import LexborHTMLParser, LexborNode

from evals.nouns import Judged, Outcome
from evals.reports.page import html
from evals.reports.summary import summary
from evals.reports.terminal import shown
from evals.reports.wording import JUDGED, UNCOUNTED
from evals.running.journal import Run
from tests.evals.reports.made import case, run

NASTY = "</td></table><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }} \x1b[31m"
JUDGE = "strict at http://127.0.0.1:1/v1, temperature 0"


def chat(id: str, right: float, *judged: Judged) -> Outcome:
    return case("chat", id, right, metrics=("must_say_recall",), judged=judged)


def made(text: str = "It moves.") -> Run:
    return run(
        chat(
            "lost",
            0,
            Judged(text=text, verdict="yes", rules=False),
            Judged(text="In May.", verdict="unscored", why=f"malformed: {text}", rules=True),
        ),
        chat("fine", 1, Judged(text="It stays.", verdict="yes", rules=True)),
        chat("also", 1, Judged(text="It goes.", verdict="no", rules=False)),
        judge=JUDGE,
    )


def printed(of: Run) -> str:
    console = Console(width=200, record=True, color_system=None)
    with console.capture() as captured:
        console.print(shown(of))
    return captured.get()


def cells(table: LexborNode) -> list[list[str]]:
    return [[cell.text().strip() for cell in row.css("th, td")] for row in table.css("tbody tr")]


def test_the_table_names_the_judge_and_how_far_it_agrees_and_says_that_it_is_in_no_figure() -> None:
    lines = printed(made()).splitlines()
    at = next(number for number, line in enumerate(lines) if JUDGED in line)
    told = " ".join(lines[at:])
    assert JUDGE in told
    assert UNCOUNTED in told
    row = next(line.split() for line in lines[at:] if line.startswith("chat"))
    assert row == ["chat", "4", "1", "66.7", "%", "0.40", "1", "0"]
    assert "malformed 1" in told


def test_the_page_has_the_same_and_a_failed_case_has_its_verdicts_beside_its_points() -> None:
    page = LexborHTMLParser(html(made()))
    (section,) = page.css("section[aria-labelledby=judged]")
    text = " ".join(section.text().split())
    assert text.startswith(JUDGED)
    assert JUDGE in text
    assert UNCOUNTED in text
    assert cells(section.css("table")[0]) == ["chat|4|1|66.7 %|0.40|1|1|0|1".split("|")]
    assert cells(section.css("table")[1]) == [["chat/lost", "It moves.", "no", "yes"]]
    (failed,) = page.css("details.case")
    (table,) = failed.css("table")
    assert cells(table) == [["It moves.", "no", "yes"], ["In May.", "yes", "unscored: malformed: It moves."]]
    assert "in no figure" in failed.text()


def test_json_has_it_apart_from_the_suites() -> None:
    told = json.loads(summary(made()).model_dump_json())
    assert told["judged"]["judge"] == JUDGE
    assert told["judged"]["suites"][0]["agreed"] == 2 / 3
    assert "judge" not in json.dumps(told["suites"])


def test_what_a_judge_or_a_point_says_cannot_become_markup_nor_a_command_to_a_terminal() -> None:
    page = LexborHTMLParser(html(made(NASTY)))
    assert len(page.css("script")) == 1
    assert not page.css("img, [onerror]")
    assert page.body is not None
    assert "{{ 7 * 7 }}" in page.body.text()
    assert "\x1b" not in printed(made(NASTY))


def test_a_judge_that_nothing_was_put_to_is_told_and_a_run_without_one_has_no_such_section() -> None:
    unasked = run(case(), judge=JUDGE)
    assert "No point was put to it" in printed(unasked)
    assert "No point was put to it" in html(unasked)
    for told in (printed(run(case())), html(run(case()))):
        assert JUDGED not in told
