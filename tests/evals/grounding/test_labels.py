"""The labelled claims: that they fit their schema, and that each citation finds one passage."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from evals.grounding.labels import HALVES, SCHEMA, Cited, Kind, load, schema_text
from evals.grounding.stored import Stored, stored

CLAIMS = [claim for half in HALVES for claim in load(half)]


def test_the_schema_beside_the_claims_is_that_of_the_model() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_no_claim_occurs_twice_and_none_in_both_halves() -> None:
    assert len({claim.id for claim in CLAIMS}) == len({claim.text for claim in CLAIMS}) == len(CLAIMS) >= 240


def test_both_halves_have_as_many_of_each_kind() -> None:
    one, other = (Counter((c.corpus, c.kind, c.supported) for c in load(half)) for half in HALVES)
    assert all(abs(one[group] - other[group]) <= 1 for group in one | other)


def test_each_kind_has_several_claims_and_what_can_be_wrong_is_sometimes_right() -> None:
    by_kind = Counter(claim.kind for claim in CLAIMS)
    assert all(by_kind[kind] >= 8 for kind in get_args(Kind))
    false = {claim.kind for claim in CLAIMS if not claim.supported} - {"elsewhere"}
    assert false <= {claim.kind for claim in CLAIMS if claim.supported}


def test_every_citation_finds_its_passage_in_the_sample(sample: Stored) -> None:
    cited = [cited for claim in CLAIMS if claim.corpus == "sample" for cited in claim.cites]
    assert len({sample.find(one).id for one in cited}) >= 30


def test_a_citation_that_fits_no_passage_or_several_is_refused_with_its_place(sample: Stored) -> None:
    with pytest.raises(LookupError, match=r"weekly-update\.eml: 0 passages have 'pink elephants'"):
        sample.find(Cited(document="weekly-update.eml", words="pink elephants"))
    with pytest.raises(LookupError, match=r"milestones\.xlsx: \d+ passages have '2027'; expected one"):
        sample.find(Cited(document="milestones.xlsx", words="2027"))
    with pytest.raises(LookupError, match=r"document 'nowhere\.md' is not there"):
        sample.find(Cited(document="nowhere.md", words="anything"))


def test_a_concept_can_be_cited(sample: Stored) -> None:
    concept = sample.glossary.catalog.concepts[0]
    assert sample.find(Cited(concept=concept.id)).concept == concept


def test_a_citation_repeats_only_a_few_words() -> None:
    with pytest.raises(ValidationError, match="repeats 9 words; expected at most 8"):
        Cited(document="a.md", words="one two three four five six seven eight nine")


def test_a_claim_with_an_unknown_kind_is_refused_with_its_file(tmp_path: Path) -> None:
    bad = "- {id: x, corpus: sample, kind: odd, supported: true, text: It is so., cites: []}\n"
    (tmp_path / "development.yaml").write_text(bad)
    with pytest.raises(ValueError, match=r"development\.yaml: .*\n0\.kind"):
        load("development", tmp_path)


def test_guides_are_read_from_json_and_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"title": "Guide A", "technical_text": "Keys last for two years."}')
    (tmp_path / "b.md").write_text("# Guide B\n\nRing 1 opens in May.\n")
    with stored(tmp_path) as documents:
        assert "two years" in documents.find(Cited(document="a.json", words="keys LAST for")).text
        assert "Ring 1" in documents.find(Cited(document="b.md", words="opens in may")).text
