from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import skos
from glossary.catalog import packaged
from glossary.concepts import Concept, Condition, Implication, MetricPair, Question
from glossary.skos import SkosFormat
from tests.glossary.making import concept, whole

FORMS = get_args(SkosFormat)
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/terms/12> a skos:Concept ;
    skos:prefLabel "Single Sign-On"@en, "Einmalanmeldung"@de ;
    skos:altLabel "SSO"@en ;
    skos:definition "One sign-in for all."@en ;
    skos:broader <https://example.org/terms/13> .
<https://example.org/terms/13> a skos:Concept ;
    skos:prefLabel "access management" ;
    skos:definition "Who may do what." .
"""


@pytest.mark.parametrize("form", FORMS)
def test_every_field_survives_the_way_out_and_back(form: SkosFormat) -> None:
    concepts = (whole(), concept("another"), concept("old", status="deprecated", replaced_by="another"))

    found = skos.read(skos.write(concepts, form).encode(), form)

    assert found.problems == ()
    assert found.concepts == tuple(sorted(concepts, key=lambda c: c.id))


def test_the_sample_uses_every_field() -> None:
    sample = whole()
    (implication,) = sample.implications
    for part, model in (
        (sample, Concept),
        (implication, Implication),
        (implication.applies_if, Condition),
        (sample.questions[0], Question),
        (sample.metrics[0], MetricPair),
    ):
        unused = {name for name, field in model.model_fields.items() if getattr(part, name) == field.default}
        assert unused <= {"status", "replaced_by"}, f"give {model.__name__}.{unused} a value in the sample"


@pytest.mark.parametrize("form", FORMS)
def test_the_packaged_glossary_comes_back_as_it_was(form: SkosFormat) -> None:
    concepts = packaged().concepts[:40]
    known = {c.id for c in concepts}
    text = skos.write(concepts, form)

    assert text == skos.write(concepts, form) or form != "turtle"
    assert {c.id for c in skos.read(text.encode(), form).concepts} == known
    assert skos.read(text.encode(), form).concepts == concepts


def test_a_file_of_another_tool_is_read_with_its_own_names() -> None:
    found = skos.read(TURTLE.encode(), "turtle", "terms.ttl", "business")

    assert found.problems == ()
    access, sso = found.concepts
    assert sso.id == "single-sign-on"
    assert sso.labels["business"].all() == ("Single Sign-On", "SSO")
    assert sso.meaning == {"business": "One sign-in for all."}
    assert sso.broader == (access.id,) == ("access-management",)
    assert sso.source == "Imported from terms.ttl"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('skos:definition "Who may do what."', 'skos:note "Nothing."', "meaning"),
        (
            "skos:broader <https://example.org/terms/13>",
            "skos:broader <https://example.org/else>",
            "is no concept here",
        ),
        ("Single Sign-On", "access management", 'would have the id "access-management"'),
        ("@prefix skos:", "@prefix skoss:", "cannot be read"),
        (" a skos:Concept", " a skos:Collection", "holds no concept"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken_in_by_half(before: str, after: str, words: str) -> None:
    assert before in TURTLE

    found = skos.read(TURTLE.replace(before, after).encode(), "turtle", "terms.ttl")

    assert found.concepts == ()
    assert any(words in problem.message for problem in found.problems), found.problems
    assert all(problem.place.startswith("terms.ttl") for problem in found.problems)


BOMB = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:x">&b;
</rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_whatever_encoding(encoding: str) -> None:
    found = skos.read(BOMB.encode(encoding), "xml")

    assert found.concepts == ()
    assert "document type" in found.problems[0].message


@pytest.mark.parametrize(
    "content",
    [
        {"@context": "http://127.0.0.1:9/context.json"},
        {"@context": [{"a": "urn:a"}, "file:///etc/passwd"]},
        {"@context": {"@import": "http://127.0.0.1:9/"}},
        {"@context": {"part": {"@id": "urn:p", "@context": "http://127.0.0.1:9/"}}},
        {"@graph": [{"@id": "urn:x", "urn:y": {"@context": "http://127.0.0.1:9/"}}]},
        [{"@context": "http://127.0.0.1:9/"}],
    ],
)
def test_a_remote_context_is_refused_wherever_it_stands(content: object) -> None:
    found = skos.read(json.dumps(content).encode(), "json-ld")

    assert found.concepts == ()
    assert "remote context" in found.problems[0].message


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    assert skos.read(b"[" * 100_000, "json-ld").problems
    assert "deeper" in skos.read(b"[" * 500 + b"]" * 500, "json-ld").problems[0].message


@given(st.binary(max_size=200), st.sampled_from(FORMS))
def test_any_bytes_give_problems_and_no_error(content: bytes, form: SkosFormat) -> None:
    found = skos.read(content, form)

    assert found.concepts == ()
    assert found.problems
