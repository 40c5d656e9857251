"""Small glossaries for tests."""

from __future__ import annotations

from typing import Any

from glossary.catalog import Catalog
from glossary.concepts import Concept


def concept(
    concept_id: str, *labels: str, verbs: tuple[str, ...] = (), community: str = "it", **fields: Any
) -> Concept:
    """A concept that one community calls by `labels`, the preferred one first."""
    names = labels or (concept_id.replace("-", " "),)
    content = {
        "id": concept_id,
        "labels": {community: {"preferred": names[0], "alternative": names[1:], "verbs": verbs}},
        "meaning": {community: "What it is."},
        "source": "Practice",
    }
    return Concept.model_validate(content | fields)


def catalog(*concepts: Concept) -> Catalog:
    return Catalog(concepts)
