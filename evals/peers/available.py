"""Which peers can be had here: their libraries come with `make evals`, not with a plain installation.

The modules that import those libraries are loaded by name, and only where the libraries are there.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from evals.peers.nouns import Detector, Ranker, Text
from glossary.catalog import Catalog, packaged

__all__ = ["Detector", "Ranker", "Text", "absent", "detectors", "rankers"]

RANKERS = ("BM25", "Chroma + EnsembleRetriever")
DETECTORS = ("FlashText", "spaCy PhraseMatcher")
LIBRARIES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    RANKERS: ("bm25s", "langchain_chroma", "langchain_classic"),
    DETECTORS: ("flashtext", "spacy"),
}
"""What the peers of each kind need to be imported."""


def absent() -> tuple[str, ...]:
    """A sentence for each kind of peers that cannot be had, with how to get them; nothing where all are there."""
    return tuple(
        f"{' and '.join(peers)} are not measured: {', '.join(missing)} cannot be imported; "
        "expected the peers' libraries, which `make evals` installs"
        for peers, libraries in LIBRARIES.items()
        if (missing := _missing(libraries))
    )


@contextmanager
def rankers(passages: Sequence[Text]) -> Iterator[Mapping[str, Ranker]]:
    """The rankers that can be had, by name, over some passages until the end of the block; none without passages."""
    if not passages or _missing(LIBRARIES[RANKERS]):
        yield {}
        return
    module = importlib.import_module("evals.peers.ranking")
    bm25, ensemble = RANKERS
    with module.ensemble(passages) as fused:
        yield {bm25: module.bm25(passages), ensemble: fused}


def detectors(catalog: Catalog | None = None) -> Mapping[str, Detector]:
    """The keyword matchers that can be had, by name, over all labels of a glossary; the packaged one if None."""
    if _missing(LIBRARIES[DETECTORS]):
        return {}
    module = importlib.import_module("evals.peers.keywords")
    flashtext, phrase_matcher = DETECTORS
    labels = catalog or packaged()
    return {flashtext: module.flashtext(labels), phrase_matcher: module.phrase_matcher(labels)}


def _missing(libraries: Sequence[str]) -> list[str]:
    return [library for library in libraries if importlib.util.find_spec(library) is None]
