"""Expectations as they are written beside an initiative's documents."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evals.plans.__main__ import INITIATIVES, SAMPLE, SAMPLE_EXPECTED
from evals.plans.expected import EXPECTED, read_expected
from evals.plans.material import MANIFEST

FOLDERS = {folder.parent: folder for folder in sorted(INITIATIVES.glob(f"*/{EXPECTED}"))} | {SAMPLE: SAMPLE_EXPECTED}


@pytest.mark.parametrize("folder", list(FOLDERS), ids=lambda folder: folder.name)
def test_an_expectation_names_only_documents_that_are_there(folder: Path) -> None:
    expected = read_expected(FOLDERS[folder])
    manifest = yaml.safe_load((folder / MANIFEST).read_text(encoding="utf-8"))
    files = {entry["file"] for entry in manifest["documents"]}
    assert all((folder / file).is_file() for file in files)
    for conflict in (*expected.disconnects, *expected.acceptable):
        assert conflict.documents
        assert set(conflict.documents) <= files
    assert all(entry["dated"] <= expected.today for entry in manifest["documents"])


def test_something_is_planted_and_one_initiative_has_nothing_to_find() -> None:
    planted = [len(read_expected(path).disconnects) for path in FOLDERS.values()]
    assert sum(planted) >= 20
    assert 0 in planted


def test_a_dependency_between_unknown_steps_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / EXPECTED
    path.write_text(
        "today: 2027-01-04\nmilestones: [{title: One}]\ndependencies: [{before: One, after: Two}]\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="“Two”"):
        read_expected(path)


def test_what_is_no_expectation_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / EXPECTED
    path.write_text("today: 2027-01-04\nmilestones: [{name: One}]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"expected\.yaml"):
        read_expected(path)
