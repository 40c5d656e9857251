from __future__ import annotations

import itertools
import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from service.planning.exports.texts import markdown
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import NASTY, empty, nasty


def page(content: bytes) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(content.decode())


def headings(content: bytes) -> list[str]:
    tokens = page(content)
    return [after.content for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]


def text_of(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.type in ("text", "text_special"))


def test_the_page_leads_from_a_glance_over_what_does_not_fit_to_the_sources() -> None:
    found = [heading for heading in headings(markdown.export(sample()).content) if not heading[0].isdigit()]
    assert found[:3] == ["Joint plan: Ward charts", "At a glance", "What does not fit"]
    assert found[-1] == "Sources"


def test_a_disconnect_comes_with_both_sides_their_sources_and_the_question() -> None:
    text = markdown.export(sample()).content.decode()
    assert "- People Readiness: Courses run 3 to 12 May. [2]" in text
    assert "- IT: Accounts for wave 1 are created on 10 May. [1]" in text
    assert "- **Ask IT:** Can the accounts for wave 1 be there by 30 April" in text


def test_dependencies_across_the_tracks_stand_apart_and_say_when_they_are_broken() -> None:
    text = markdown.export(sample()).content.decode()
    across = text[text.index("## Dependencies across") : text.index("## Dependencies within")]
    assert "Courses for wave 1 starts after the end of Accounts for wave 1" in across
    assert "broken by 6 working days" in across
    assert "Pilot on ward 3" not in across


def test_a_milestone_stands_in_the_week_of_its_first_day_on_its_track() -> None:
    row = next(line for line in markdown.export(sample()).content.decode().splitlines() if line.startswith("| 3 May"))
    assert row == "| 3 May (CW 18) |  | 3–12 May 2027: Courses for wave 1 ⚠1 |"


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip()])
def test_text_of_people_is_never_markup(text: str) -> None:
    tokens = page(markdown.escaped(text).encode())
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    kinds = {child.type for child in tokens[1].children or ()}
    assert kinds <= {"text", "text_special"}


def test_nasty_text_breaks_no_table() -> None:
    content = markdown.export(nasty()).content
    rows = [line for line in content.decode().splitlines() if re.match(r"\| (?!---)", line)]
    tokens = page(content)
    assert sum(token.type == "tr_open" for token in tokens) == len(rows)
    assert not any(token.type in ("html_block", "html_inline") for token in tokens)


def test_an_empty_plan_says_that_it_is_empty() -> None:
    text = markdown.export(empty()).content.decode()
    assert "0 milestones" in text
    assert "No disconnects found" in text


def test_a_plan_behind_its_documents_says_so() -> None:
    text = markdown.export(sample().model_copy(update={"behind": ("Weekly mail",)})).content.decode()
    assert "**Out of date**, changed since: Weekly mail." in text
