from __future__ import annotations

import base64
import hashlib
import re

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from evals.nouns import Item, Outcome
from evals.reports.comparing import compare
from evals.reports.page import comparison_html, html
from evals.reports.summary import summary
from evals.running.journal import Run
from tests.evals.reports.made import case, manifest, run, whole

NASTY = "\"'></title></style><script>alert(1)</script><img src=x onerror=alert(2)><!-- {{ 7 * 7 }} & ]]> <svg onload=x>"
LIMIT = 3_000_000


@pytest.fixture(scope="module")
def made() -> Run:
    return whole(share=0.3, errors=4, repeat=2, model="qwen3-8b")


@pytest.fixture(scope="module")
def pages(made: Run) -> dict[str, str]:
    other = whole("20270112T080000Z-d4e5f6", seed=8, share=0.3, quality=-0.2, repeat=2, model="qwen3-8b")
    return {"report": html(made), "comparison": comparison_html(compare(made, other))}


def first(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None, f"nothing is {selector}"
    return node


def nasty(right: float, seed: str) -> Outcome:
    return Outcome(
        suite="chat",
        case=f"{NASTY}-{seed}",
        parts=case(right=right, metrics=("must_say_recall",)).parts,
        asked=NASTY,
        expected=(Item(text=NASTY, right=False),),
        got=(Item(text=NASTY, right=True), Item(text=NASTY)),
        sources=(NASTY,),
        record={NASTY: [NASTY]},
        tags=(NASTY,),
        mode=NASTY,
    )


@pytest.mark.parametrize("kind", ["report", "comparison"])
def test_a_page_asks_for_nothing_outside_and_runs_only_what_its_policy_names(kind: str, pages: dict[str, str]) -> None:
    tree = LexborHTMLParser(pages[kind])
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), f"{node.tag} has {name}"
            assert name not in ("src", "srcset", "style", "action", "data", "xlink:href")
            assert name != "href" or (value or "").startswith("#")
    assert not re.search(r"https?://|@import|url\(", pages[kind])
    assert not tree.css("link, iframe, object, embed, base, img")
    (policy,) = [node.attributes["content"] or "" for node in tree.css("meta[http-equiv]")]
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        (node,) = tree.css(tag)
        digest = base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_text_of_cases_cannot_become_markup() -> None:
    pins = {NASTY: NASTY, "datasets": "1"}
    before = Run(manifest(NASTY, model=NASTY, pins=pins), (nasty(0, "a"), nasty(1, "b"), case(error=NASTY)))
    after = Run(manifest(NASTY, model=NASTY, pins={}), (nasty(1, "a"), nasty(0, "b"), case(error=NASTY)))
    for page in (html(before), comparison_html(compare(before, after))):
        tree = LexborHTMLParser(page)
        assert len(tree.css("script")) == 1
        assert len(tree.css("style")) == 1
        assert not tree.css("img, [onload], [onerror]")
        assert tree.body is not None
        assert NASTY in tree.body.text()
        assert "49" not in (first(tree, "blockquote").text())


@pytest.mark.parametrize("kind", ["report", "comparison"])
def test_every_plot_is_named_and_no_id_is_there_twice(kind: str, pages: dict[str, str]) -> None:
    tree = LexborHTMLParser(pages[kind])
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    plots = tree.css("svg[role=img]")
    assert len(plots) >= 10
    for plot in plots:
        for name in (plot.attributes["aria-labelledby"] or "").split():
            assert name in ids
            assert first(tree, f"#{name}").text().strip()
    for link in tree.css("a[href^='#']"):
        assert (link.attributes["href"] or "")[1:] in ids


def test_every_figure_of_a_plot_stands_in_a_table(made: Run, pages: dict[str, str]) -> None:
    tree = LexborHTMLParser(pages["report"])
    rows = {tuple(cell.text().strip() for cell in row.css("th, td")) for row in tree.css("tbody tr")}
    by_cells = {tuple(row[2:5]) for row in rows}
    for suite in summary(made).suites:
        for one in suite.figures:
            assert (
                f"{100 * one.value:.1f} %",
                f"{100 * one.low:.1f} to {100 * one.high:.1f}",
                str(one.cases),
            ) in by_cells
    for table in tree.css("table"):
        assert table.css("th[scope=row]")


def test_a_failed_case_shows_expected_beside_got_with_sources_and_record() -> None:
    told = case(
        id="lost",
        right=1,
        of=2,
        asked="What does the pilot need?",
        expected=(Item(text="Train the depot", right=False), Item(text="Tell the depot", right=True)),
        got=(
            Item(text="Close the depot", right=False),
            Item(text="Tell the depot.", right=True),
            Item(text="Paint it"),
        ),
        sources=("plan.docx: pilot in Leeds",),
        record={"prompt": "answer@3"},
        tags=("word:pilot",),
        mode="composed",
        seconds=0.25,
    )
    page = LexborHTMLParser(html(run(told, case(id="fine"), case(id="lost", right=0, of=2, system="flashtext"))))
    (shown,) = page.css("details.case")
    assert shown.attributes["data-state"] == "failed"
    text = " ".join(shown.text().split())
    for words in (
        "✗ missing Train the depot",
        "✓ there Tell the depot",
        "✗ unwanted Close the depot",
        "✓ wanted Tell the depot.",
        "· unjudged Paint it",
        "plan.docx: pilot in Leeds",
        '"prompt": "answer@3"',
        "What does the pilot need?",
        "composed · 250 ms",
        "word:pilot",
        "F1 of senses 1 of 2",
        "flashtext F1 of senses 0 of 2",
    ):
        assert words in text
    assert [first(row, "th").text().strip() for row in page.css("tr[data-state=passed]")] == ["fine"]


def test_a_case_that_could_not_be_run_says_why_and_is_told_apart() -> None:
    page = LexborHTMLParser(html(run(case(id="fine"), case(id="stuck", error="POST /v1/chat: found 503"))))
    (shown,) = page.css("details.case")
    assert shown.attributes["data-state"] == "error"
    assert "POST /v1/chat: found 503" in shown.text()
    assert "found 503" in first(page, "section[aria-labelledby=errors]").text()


def test_the_worst_cases_of_a_suite_stand_first() -> None:
    outcomes = [case(id="half", right=1, of=2), case(id="none", right=0, of=2), case(id="stuck", error="found 503")]
    page = LexborHTMLParser(html(run(*outcomes)))
    assert [node.text() for node in page.css("details.case .id")] == ["stuck", "none", "half"]


def test_a_comparison_shows_both_answers_of_a_case_that_flipped() -> None:
    before = run(case(id="lost", got=(Item(text="Train the depot", right=True),)))
    after = run(case(id="lost", right=0, got=(Item(text="Nothing to do", right=False),)))
    page = LexborHTMLParser(comparison_html(compare(before, after)))
    (shown,) = page.css("details.case")
    before_told, after_told = (" ".join(node.text().split()) for node in shown.css(".pair > div"))
    assert "Got before ✓ wanted Train the depot" in before_told
    assert "Got after ✗ unwanted Nothing to do" in after_told


def test_a_large_run_stays_below_three_megabytes_and_says_what_was_left_out() -> None:
    long = "Überführung der Schichtpläne <b> & Ähnliches; " * 400
    items = tuple(Item(text=long, right=False) for _ in range(60))
    outcomes = [
        case(
            suite="chat" if number % 3 else "senses",
            id=f"case-{number:04}",
            right=0,
            metrics=("must_say_recall",) if number % 3 else ("sense_f1",),
            asked=long,
            expected=items,
            got=items,
            sources=(long,) * 40,
            record={"answer": long, "passages": [long] * 9},
            tags=(f"word:{number % 200}",),
        )
        for number in range(240)
    ]
    small = [case("chat", f"small-{number:04}", metrics=("must_say_recall",)) for number in range(960)]
    made = run(*outcomes, *small)
    page = html(made)
    assert len(page.encode()) < LIMIT
    tree = LexborHTMLParser(page)
    shown = tree.css("details.case")
    assert {node.attributes["data-suite"] for node in shown} == {"senses", "chat"}
    assert f"{240 - len(shown)} cases that failed or could not be run had no room here" in page
    assert len(tree.css("tr[data-state=failed]")) == 240 - len(shown)
    flipped = run(*(one.model_copy(update={"parts": case(metrics=tuple(one.parts)).parts}) for one in outcomes))
    assert len(comparison_html(compare(made, flipped)).encode()) < LIMIT


def test_a_run_without_outcomes_has_a_page() -> None:
    assert "no outcomes in this run yet" in html(run())
    assert "nothing is compared" in comparison_html(compare(run(), run()))
