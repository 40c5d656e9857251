"""What a person sees of an interpretation, at the widths that terminals have."""

from __future__ import annotations

import io

import pytest
from fastapi.testclient import TestClient
from rich.console import Console

from service.interpretation.nouns import Coverage, Interpretation
from service.terminal.interpretation import BRIEFLY, interpretation
from service.terminal.printing import show
from tests.service.people import PLAN


@pytest.fixture
def said(client: TestClient) -> Interpretation:
    text = f"{PLAN}\nThe legacy WMS client is decommissioned on 28 May 2027.\n\nA pilot starts on 12 April 2027.\n"
    answer = client.post("/v1/translate", json={"text": text, "to": "people_readiness"})
    return Interpretation.model_validate_json(answer.content)


def printed(said: Interpretation, width: int = 80, *, everything: bool = False) -> str:
    out = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    show(interpretation(said, everything=everything), to=out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def covered(said: Interpretation, *states: str) -> Interpretation:
    pairs = zip(said.implications, states, strict=False)
    changed = [one.model_copy(update={"coverage": Coverage.model_validate({"state": state})}) for one, state in pairs]
    return said.model_copy(update={"implications": (*changed, *said.implications[len(changed) :])})


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_line_fits_and_none_ends_in_blanks(said: Interpretation, width: int) -> None:
    lines = printed(said, width, everything=True).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_all_of_it_is_there_when_all_is_asked_for(said: Interpretation) -> None:
    flat = " ".join(printed(said, 3000, everything=True).split())
    wanted = [
        *(claim.text for claim in said.summary),
        *(part for one in said.implications for part in (one.do, one.says, one.who)),
        *(part for gap in said.assumption_gaps for part in (gap.it, gap.people_readiness, gap.ask)),
        *(question.text for question in said.questions),
        *(term.term for term in said.unknown_terms),
        said.record_id,
    ]
    assert [text for text in wanted if " ".join((text or "").split()) not in flat] == []


def test_those_that_come_first_are_shown_and_the_rest_are_counted(said: Interpretation) -> None:
    assert len(said.implications) > BRIEFLY
    asked = printed(said, 3000).partition("What it asks of")[2]
    assert [one.id for one in said.implications if one.do in asked] == [one.id for one in said.implications[:BRIEFLY]]
    assert f"and {len(said.implications) - BRIEFLY} more" in asked


def test_marks_tell_what_is_planned_partly_planned_and_open(said: Interpretation) -> None:
    text = printed(covered(said, "covered", "partly", "open"), 3000)
    lines = [line.strip() for line in text.partition("What it asks of")[2].splitlines()]
    for mark, one in zip("●◐○", said.implications, strict=False):
        assert any(line.startswith(mark) and one.do in line for line in lines)
    assert "1 open, 1 partly planned, 1 planned" in text


def test_each_action_says_by_whom_by_when_and_from_which_statement(said: Interpretation) -> None:
    one = next(each for each in said.implications if each.when.date is not None)
    lines = printed(said, 3000, everything=True).splitlines()
    at = next(number for number, line in enumerate(lines) if one.do in line)
    assert one.when.date is not None
    assert f"{one.when.date.day} {one.when.date:%b}" in lines[at]
    assert one.who in lines[at + 2]
    assert f"from {one.occasions[0]} “" in lines[at + 3]
