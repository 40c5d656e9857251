"""Every format, with every kind of plan."""

from __future__ import annotations

import re

import pytest

from service.planning.exports.registry import FORMATS, UnknownFormat, exported
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import PLANS, empty

ONE_LINE = re.compile(r"^[^\n]+$")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", PLANS)
def test_every_plan_can_be_had_in_every_format(name: str, format: str) -> None:
    export = exported(PLANS[name](), format)
    assert export.content
    assert all(ONE_LINE.match(line) and line.endswith(".") for line in export.report)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_plan_gives_the_same_bytes(format: str) -> None:
    assert exported(sample(), format).content == exported(sample(), format).content


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_is_fit_for_a_header_and_every_file_system(format: str) -> None:
    for plan in (sample(), PLANS["nasty"](), empty().model_copy(update={"name": "初回", "initiative_id": "../../x"})):
        assert re.fullmatch(r"[a-z0-9.-]+", exported(plan, format).file_name)


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownFormat, match='"pptx" is not known; expected one of md, json'):
        exported(sample(), "pptx")


def test_json_is_the_plan_itself() -> None:
    plan = PLANS["nasty"]()
    assert Plan.model_validate_json(exported(plan, "json").content) == plan


@pytest.mark.parametrize("format", [format for format in FORMATS if format not in ("md", "json", "csv")])
def test_what_has_no_date_is_reported_by_every_format_that_needs_one(format: str) -> None:
    report = " ".join(exported(sample(), format).report)
    assert "Joint review" in report or format == "docx"
