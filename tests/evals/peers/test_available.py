from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec

import pytest

from evals.peers import available
from evals.peers.available import Text

PASSAGES = [Text("p1", "The old portal closes on Friday.", "harbour"), Text("p2", "Training in Lyon", "harbour")]


def without(monkeypatch: pytest.MonkeyPatch, *gone: str) -> None:
    find_spec = importlib.util.find_spec

    def found(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in gone else find_spec(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", found)


def test_a_plain_installation_has_no_peers_and_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "bm25s", "langchain_chroma", "langchain_classic", "flashtext", "spacy")
    with available.rankers(PASSAGES) as rankers:
        assert rankers == {}
    assert available.detectors() == {}
    told = available.absent()
    assert len(told) == 2
    assert all("`make evals` installs" in one for one in told)
    assert "bm25s, langchain_chroma, langchain_classic cannot be imported" in told[0]


def test_peers_whose_libraries_are_there_are_had_beside_those_that_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("flashtext")
    pytest.importorskip("spacy")
    without(monkeypatch, "bm25s")
    (told,) = available.absent()
    assert told.startswith("BM25 and Chroma + EnsembleRetriever are not measured: bm25s cannot")
    found = {name: find("The release is late.") for name, find in available.detectors().items()}
    assert list(found) == ["FlashText", "spaCy PhraseMatcher"]
    assert all([label.label for label in labels] == ["release"] for labels in found.values())


def test_all_rankers_rank_the_same_passages() -> None:
    for library in available.LIBRARIES[available.RANKERS]:
        pytest.importorskip(library)
    with available.rankers(PASSAGES) as rankers:
        assert {name: find("portal closing", ["harbour"], 1) for name, find in rankers.items()} == {
            "BM25": ["p1"],
            "Chroma + EnsembleRetriever": ["p1"],
        }


def test_without_passages_there_is_nothing_to_rank() -> None:
    with available.rankers([]) as rankers:
        assert rankers == {}
