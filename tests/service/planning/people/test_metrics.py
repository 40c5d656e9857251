"""The figure of IT and the figure of people: which pairs a plan gets, and which half is measured already."""

from __future__ import annotations

from glossary.catalog import packaged
from service.planning.nouns import Milestone, Quote
from service.planning.observed import Measure
from service.planning.people.metrics import MOST, paired_metrics

CONCEPTS = {concept.id: concept for concept in packaged().concepts}
PAIRED = next(c for c in CONCEPTS.values() if c.metrics)
PAIR = PAIRED.metrics[0]
ABOUT = Milestone(id="m_1", track="both", title="Go-live", concepts=(PAIRED.id,))


def measure(side: str, text: str) -> Measure:
    return Measure(
        side="it" if side == "it" else "people",
        what=text,
        target="",
        concepts=(),
        quote=Quote(source="p_1", text=text),
    )


def test_a_plan_gets_the_pairs_of_what_it_is_about_with_their_source() -> None:
    found = paired_metrics([ABOUT], [], CONCEPTS)
    assert (found[0].it, found[0].people_readiness, found[0].stated) == (PAIR.it, PAIR.people_readiness, ())
    assert found[0].sources == (PAIRED.source_id,)
    assert paired_metrics([], [], CONCEPTS) == ()


def test_the_half_that_documents_measure_is_marked_and_comes_first() -> None:
    named = {c.id for c in CONCEPTS.values() if c.metrics}
    everything = Milestone(id="m_2", track="both", title="Go-live", concepts=tuple(sorted(named)))
    found = paired_metrics([everything], [measure("it", PAIR.it)], CONCEPTS)
    assert len(found) == MOST
    mine = next(pair for pair in found if pair.it == PAIR.it)
    assert mine.stated == ("it",)
    assert "p_1" in mine.sources
    assert found.index(mine) < MOST // 2
    assert "it" not in paired_metrics([ABOUT], [measure("people", PAIR.it)], CONCEPTS)[0].stated
