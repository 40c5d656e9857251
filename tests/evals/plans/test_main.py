"""The runner, on an initiative of two documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.plans.__main__ import main

MANIFEST = """
id: small
name: Small
description: A made-up one.
country: GB
documents:
  - {file: plan.md, community: it, dated: 2027-01-04}
  - {file: people.md, community: people_readiness, dated: 2027-01-05}
"""
PLAN = """
# Plan

| Milestone | Start | End | Owner |
|---|---|---|---|
| Accounts for all cashiers | 2027-03-01 | 2027-03-02 | R. Okafor |
| Till software goes live | 2027-03-15 | 2027-03-15 | R. Okafor |
"""
PEOPLE = """
# Cashiers

Courses for the cashiers run from 8 to 12 March 2027.
"""
EXPECTED = """
today: 2027-01-11
milestones:
  - {title: Accounts for all cashiers, start: 2027-03-01, end: 2027-03-02}
  - {title: Till software goes live, start: 2027-03-15}
  - {title: Courses for the cashiers, start: 2027-03-08, end: 2027-03-12}
  - {title: Fireworks, start: 2027-12-31}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("initiative.yaml", MANIFEST),
        ("plan.md", PLAN),
        ("people.md", PEOPLE),
        ("expected.yaml", EXPECTED),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_found_and_missed_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    told = capsys.readouterr().out
    assert "missed   Fireworks 2027-12-31" in told
    assert "missed   Till" not in told
    assert "milestones: recall 0.75 of 4" in told


def test_json_has_the_same_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["total"]["milestones"]["missed"] == 1
    assert told["initiatives"][0]["milestones"]["missed"] == ["Fireworks"]


def test_the_summary_has_no_words_of_the_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--summary"]) == 0
    told = capsys.readouterr().out.lower()
    assert "recall" in told
    assert "fireworks" not in told
    assert "cashier" not in told


def test_a_folder_without_an_expectation_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
