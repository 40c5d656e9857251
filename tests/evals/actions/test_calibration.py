"""The weights lie beside the pairs that taught them, and fit them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evals.actions.__main__ import main
from evals.actions.judged import pairs, stored
from evals.actions.judged.agreement import agreement
from evals.actions.judged.calibrating import fit, ground, likenesses, measured
from evals.actions.learnt import CALIBRATION, load, remembering
from evals.actions.nouns import Matrix
from evals.actions.reading.features import VECTORS, WORDS
from retrieval.indexes.embeddings import MiniLM

SOURCES = pairs.load()
ROWS = stored.load()


def unlike(some: Sequence[str], others: Sequence[str]) -> Matrix:
    """A model of meaning to which nothing is like anything."""
    return np.zeros((len(some), len(others)), dtype=np.float32)


def test_fitting_the_stored_rows_again_gives_the_stored_weights() -> None:
    assert stored.calibrated(SOURCES, ROWS) == load()


def test_stored_rows_are_those_of_the_pairs() -> None:
    expected = [
        (f"{source.id}/{pair.action}/{pair.offered}", source.half, pair.same)
        for source in SOURCES
        for pair in source.pairs
    ]
    assert [(row.id, row.half, row.same) for row in ROWS] == expected


def test_the_words_of_our_pairs_give_the_stored_features() -> None:
    of_row = {row.id: row.features for row in ROWS}
    for row in measured(pairs.pairs(SOURCES), ground(SOURCES), unlike):
        assert row.features[: len(WORDS)] == pytest.approx(of_row[row.id][: len(WORDS)], abs=2e-6), row.id


def test_vectors_of_some_pairs_give_the_stored_features() -> None:
    of_row = {row.id: row.features for row in ROWS}
    for row in measured(pairs.pairs(SOURCES)[::150], ground(SOURCES), remembering(MiniLM().embed)):
        assert row.features == pytest.approx(of_row[row.id], abs=0.02), row.id


def test_no_text_lies_in_both_halves_and_there_are_pairs_enough() -> None:
    assert len(ROWS) >= 260
    assert sum(not row.guide for row in ROWS) >= 120
    halves = {row.source: row.half for row in ROWS}
    assert all(halves[row.source] == row.half for row in ROWS)
    assert len({source.text for source in SOURCES if not source.guide}) == sum(not s.guide for s in SOURCES)


def test_the_matcher_agrees_with_the_judge_beyond_chance_on_the_held_out_half() -> None:
    held = [row for row in ROWS if row.half == "held_out"]
    learnt = load()
    for weights, names in ((learnt.vectors, VECTORS), (learnt.words, WORDS)):
        said = [bool(value >= weights.threshold) for value in likenesses(held, weights, names)]
        figures = {one.name: one for one in agreement(said, [row.same for row in held], [row.action for row in held])}
        assert figures["kappa"].low > 0.3
        assert figures["f1"].value > 0.6


def test_weights_that_were_taught_wrong_verdicts_agree_less() -> None:
    half = [row for row in ROWS if row.half == "calibrating"]
    wrong = [row.model_copy(update={"same": not row.same}) for row in half]
    held = [row for row in ROWS if row.half == "held_out"]
    for taught, better in ((half, True), (wrong, False)):
        weights = fit(taught, WORDS)
        said = [bool(value >= weights.threshold) for value in likenesses(held, weights, WORDS)]
        kappa = agreement(said, [row.same for row in held], [row.action for row in held])[-1]
        assert (kappa.value > 0) == better


def test_full_agreement_is_one_and_none_is_minus_one() -> None:
    judged = [True, False, True, False]
    assert [one.value for one in agreement(judged, judged, "abcd")] == [1, 1, 1, 1, 1]
    turned = {one.name: one.value for one in agreement([not one for one in judged], judged, "abcd")}
    assert (turned["agreement"], turned["kappa"]) == (0, -1)


def test_schemas_lie_beside_what_they_describe() -> None:
    assert pairs.SCHEMA.read_text("utf-8") == pairs.schema_text()


def test_a_file_that_does_not_fit_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "calibration.json"
    with pytest.raises(ValueError, match=r"evals\.actions calibrate"):
        load(broken)
    content = json.loads(CALIBRATION.read_text("utf-8"))
    broken.write_text(json.dumps({**content, "words": 3}), "utf-8")
    with pytest.raises(ValueError, match="words"):
        load(broken)


def test_a_pair_that_names_nothing_known_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "pairs.yaml"
    file.write_text("- {id: a, half: held_out, offered: [], pairs: [{action: b, offered: c, same: true}]}\n", "utf-8")
    with pytest.raises(ValueError, match="pair names action 'b'"):
        pairs.load(file)


def test_the_command_tells_agreement_and_precision(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement"]) == 0
    assert "kappa" in capsys.readouterr().out
    assert main(["precision"]) == 0
    assert "61 of 100" in capsys.readouterr().out


def test_calibrating_without_the_guides_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--guides", str(tmp_path)]) == 1
    assert "no .json file" in capsys.readouterr().err
