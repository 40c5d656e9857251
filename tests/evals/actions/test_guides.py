"""Annotated guides: read from a folder, and how many of their readiness actions an interpretation foresees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.actions.guides import BadGuide, Guide, annotated
from evals.actions.judged import verdicts
from evals.actions.learnt import load
from evals.actions.translated import recalled, recalls

LEARNT = load()
GUIDE: dict[str, Any] = {
    "id": "tram",
    "title": "Ticket machines on trams",
    "technical_text": "From 3 May 2027 we deploy new ticket machines on all trams for 300 drivers and conductors. "
    "The old machines are switched off on 31 May 2027.",
    "readiness_actions": [
        {"id": "tram-1", "action": "Tell drivers what changes and whom to ask", "category": "communications", "odd": 1},
        {"id": "tram-2", "action": "Repaint the depot", "category": "painting"},
    ],
    "licence": "ours",
}


def written(folder: Path, *guides: Any) -> Path:
    for number, guide in enumerate(guides):
        (folder / f"{number}.json").write_text(json.dumps(guide), "utf-8")
    return folder


def test_a_guide_is_read_and_fields_that_nobody_knows_are_left_out(tmp_path: Path) -> None:
    (guide,) = annotated(written(tmp_path, GUIDE))
    assert [one.id for one in guide.readiness_actions] == ["tram-1", "tram-2"]
    assert guide.readiness_actions[0].wanted.categories == ("communications",)
    assert guide.readiness_actions[1].wanted.categories == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"technical_text": ""}, r"0\.json: technical_text"),
        ({"readiness_actions": []}, r"readiness_actions"),
        ({"readiness_actions": [{"id": "x"}]}, r"readiness_actions\.0\.action"),
        ({"readiness_actions": GUIDE["readiness_actions"][:1] * 2}, r"'tram-1' more than once"),
    ],
)
def test_a_file_that_is_no_guide_is_refused_with_its_place(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(BadGuide, match=told):
        annotated(written(tmp_path, {**GUIDE, **change}))


def test_a_folder_without_guides_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGuide, match="no such folder"):
        annotated(tmp_path / "nowhere")
    with pytest.raises(BadGuide, match=r"no \.json file"):
        annotated(tmp_path)
    (tmp_path / "a.json").write_text("{", "utf-8")
    with pytest.raises(BadGuide, match="found no JSON"):
        annotated(tmp_path)


def test_an_action_that_an_implication_says_is_foreseen_and_any_other_is_not(tmp_path: Path) -> None:
    guides = annotated(written(tmp_path, GUIDE))
    told, painted = recalled(guides, LEARNT, None)["tram"]
    assert (told.part.over, told.part.under) == (1, 1)
    assert (painted.part.over, painted.part.under) == (0, 1)
    assert told.tags == ("guide:tram",)


def test_nothing_is_foreseen_without_implications() -> None:
    found = recalls(Guide.model_validate(GUIDE), (), LEARNT, None)
    assert [one.part.over for one in found] == [0, 0]


def test_the_verdicts_are_a_hundred_drawn_evenly_with_reasons() -> None:
    found = verdicts.load()
    counts = {guide: sum(one.guide == guide for one in found) for guide in {one.guide for one in found}}
    assert sorted(counts.values()) == [20] * 5
    assert verdicts.SCHEMA.read_text("utf-8") == verdicts.schema_text()


def test_a_verdict_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.yaml"
    file.write_text("- {guide: a, rule: b, verdict: right, reason: it does}\n" * 2, "utf-8")
    with pytest.raises(ValueError, match="twice"):
        verdicts.load(file)
