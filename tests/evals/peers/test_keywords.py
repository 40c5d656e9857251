from __future__ import annotations

import pytest

from evals.peers.nouns import Detector
from glossary.catalog import Catalog, packaged

for library in ("flashtext", "spacy"):
    pytest.importorskip(library)
keywords = pytest.importorskip("evals.peers.keywords")

CATALOG = packaged()


@pytest.fixture(scope="module", params=["flashtext", "phrase_matcher"])
def find(request: pytest.FixtureRequest) -> Detector:
    made: Detector = getattr(keywords, request.param)(CATALOG)
    return made


def test_labels_are_found_where_they_stand_in_any_case_of_letters(find: Detector) -> None:
    text = "The RELEASE waits for the change freeze."
    assert [text[one.start : one.end] for one in find(text)] == ["RELEASE", "change freeze"]
    assert [one.label.lower() for one in find(text)] == ["release", "change freeze"]


def test_of_labels_within_one_another_the_longest_is_found(find: Detector) -> None:
    short, long = within(CATALOG)
    assert [one.label.lower() for one in find(f"About {long}.")] == [long.lower()], short


def test_an_ambiguous_label_gives_its_first_concept_whatever_stands_beside_it(find: Detector) -> None:
    label, ids = next((label, ids) for label, ids in CATALOG.labels().items() if len(ids) > 1)
    for text in (f"Our {label} is late.", f"Their {label}: nobody knows."):
        assert [one.concept for one in find(text)] == [CATALOG.current(ids[0]).id]


def test_every_concept_that_is_told_is_in_the_glossary(find: Detector) -> None:
    text = ". ".join(CATALOG.labels())
    found = find(text)
    assert len(found) > len(CATALOG.labels()) // 2
    assert all(CATALOG.get(one.concept) is not None for one in found)


def test_text_without_labels_has_none(find: Detector) -> None:
    assert find("Zyx wvu.") == []
    assert find("") == []


def within(catalog: Catalog) -> tuple[str, str]:
    """A label, and a longer one that begins with it."""
    labels = sorted(label for label in catalog.labels() if label.replace(" ", "").isalpha() and label.islower())
    return next((one, other) for one in labels for other in labels if other.startswith(f"{one} "))
