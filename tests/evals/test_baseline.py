"""The accepted baseline holds for what is in the repository, and falls where the glossary gets worse."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from evals.__main__ import app
from glossary.catalog import packaged
from glossary.concepts import Concept
from glossary.edition import to_yaml

CUT = "access-token"
"""A concept that shares the label `token` with others."""


def _gated(out: Path, *options: str) -> tuple[int, str]:
    """Runs the harness and holds the run against the baseline: the gate's exit code, and what it says."""
    runner = CliRunner()
    done = runner.invoke(app, ["run", "--no-peers", "--out", str(out), *options])
    assert done.exit_code == 0, done.output
    held = runner.invoke(app, ["gate", "latest", "--out", str(out)])
    return held.exit_code, held.output


def test_the_fast_slice_keeps_to_the_baseline(tmp_path: Path) -> None:
    code, said = _gated(tmp_path, "--slice", "fast")

    assert code == 0, said


def test_the_gate_fails_when_a_concept_loses_its_cues_and_passes_when_it_has_them_again(tmp_path: Path) -> None:
    concepts = packaged().concepts
    worse, same = tmp_path / "worse", tmp_path / "same"
    for folder, kept in ((worse, tuple(map(_without_cues, concepts))), (same, concepts)):
        folder.mkdir()
        (folder / "glossary.yaml").write_text(to_yaml(kept), encoding="utf-8")

    code, said = _gated(tmp_path / "runs", "--suite", "senses", "--glossary", str(worse))
    again, _ = _gated(tmp_path / "runs", "--suite", "senses", "--glossary", str(same))

    assert code == 1
    assert "word:token" in said
    assert again == 0


def _without_cues(concept: Concept) -> Concept:
    """The concept with a cue that nobody writes, where it is the one to cut: shared labels without any are refused."""
    return concept.model_copy(update={"cues": ("xyzzy",)}) if concept.id == CUT else concept
