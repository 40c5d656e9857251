"""The long document that is interpreted in the benchmark, and the benchmark at a small size."""

from __future__ import annotations

import pytest

from evals.bench import ingest, interpretation
from retrieval.loaders import parse_text


def test_the_document_is_as_long_as_asked_for_and_the_same_each_time() -> None:
    text = interpretation.long_text(3_000)
    assert 3_000 <= len(text.split()) < 4_000
    assert text == interpretation.long_text(3_000)
    assert text != interpretation.long_text(3_000, seed=6)


def test_the_document_has_headings_lists_tables_and_prose() -> None:
    kinds = [block.kind for block in parse_text(interpretation.long_text(3_000), "").blocks]
    assert {"heading", "paragraph", "item", "row"} <= set(kinds)


@pytest.mark.slow
def test_interpreting_is_measured_beside_splitting_into_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpretation, "WORDS", 2_000)
    (row,) = interpretation.rows()
    assert row.ours > 0
    assert row.peer > 0
    assert row.ratio == pytest.approx(row.peer / row.ours)


@pytest.mark.slow
def test_storing_is_measured_beside_embedding_the_same_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "DOCUMENTS", 1)
    monkeypatch.setattr(ingest, "WORDS", 1_000)
    monkeypatch.setattr(ingest, "REPEATS", 1)
    (row,) = ingest.rows()
    assert row.unit == "passages/s"
    assert row.ok
