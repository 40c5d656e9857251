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


def whole(concept_id: str = "sample-concept") -> Concept:
    """A concept with something in every field; it names the concept `another`."""
    implication = {
        "id": f"{concept_id}-first",
        "from": "it",
        "to": "people_readiness",
        "category": "training",
        "says": 'From {date|the day} on "everything" <looks> different & new.',
        "do": "Show {group|the people} the page.",
        "who": "training lead",
        "when": {"anchor": "go_live", "offset_days": -15},
        "severity": "high",
        "applies_if": {
            "occasions": ["moved", "introduced"],
            "words": ["shift", "kiosk"],
            "without": ["test", "pilot"],
            "unless": ["another"],
            "filled": ["group", "date"],
            "stated": True,
            "alone": True,
        },
    }
    return Concept.model_validate(
        {
            "id": concept_id,
            "labels": {
                "it": {
                    "preferred": "sample",
                    "alternative": ["zeta sample", "alpha sample", "SMP"],
                    "hidden": ["smp", "saample"],
                    "verbs": ["take a sample", "sample"],
                },
                "people_readiness": {"preferred": "sample of work", "alternative": ["trial piece"]},
            },
            "meaning": {"it": "A piece.", "hr": "A first day.", "people_readiness": "A try."},
            "assumes": {"it": "That it is small.", "business": "That it is free."},
            "gap": "One thinks of a piece, the other of a try.",
            "cues": ["piece", "laboratory", "batch"],
            "everyday": ["trial piece", "sample"],
            "idioms": ["sample sale", "a free sample"],
            "of_anything": True,
            "elsewhere": {"sample": ["blood", "nurse"], "trial piece": ["theatre"]},
            "implications": [implication],
            "questions": [{"to": "it", "text": "Which?"}, {"to": "hr", "text": "Für wen?"}],
            "metrics": [{"it": "number taken", "people_readiness": "number understood", "why": "Both count."}],
            "broader": ["another"],
            "related": ["another", "old"],
            "comes_with": ["another"],
            "not": ["old"],
            "source": "Practice; ISO 1087 for the terms",
        }
    )
