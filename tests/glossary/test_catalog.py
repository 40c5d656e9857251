from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from glossary.catalog import PACKAGED, SCHEMA, Catalog, CatalogError, lint, load, packaged, schema
from tests.glossary.making import catalog, concept

WHOLE = """
concepts:
  - id: single-sign-on
    labels:
      it: {preferred: single sign-on, alternative: [SSO], hidden: [sso], verbs: [federate]}
      people_readiness: {preferred: one sign-in for all tools}
    meaning:
      it: One sign-in serves all applications.
    implications:
      - id: sso-sign-in-looks-different
        from: it
        to: people_readiness
        category: communications
        says: The page looks different from {date|the day of the change}.
        do: Show the page.
        who: communications lead
        when: {anchor: change, offset_days: -10}
        severity: medium
        applies_if: {unless: [access]}
    broader: [access]
    comes_with: [access]
    source: Practice
  - id: access
    labels:
      it: {preferred: access management}
    meaning:
      it: Who may do what.
    source: Practice
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder}/", "") for problem in lint(folder)]


def test_a_folder_loads_into_concepts_that_can_be_looked_up(tmp_path: Path) -> None:
    found = load(write(tmp_path, identity=WHOLE))

    assert [c.id for c in found.concepts] == ["access", "single-sign-on"]
    sso = found.get("single-sign-on")
    assert sso is not None
    assert found.by_source(sso.source_id) is sso
    assert found.get("no-such") is None
    assert found.by_source("g_0") is None
    assert found.labels()["SSO"] == ("single-sign-on",)


def test_an_error_names_file_line_what_was_found_and_what_was_expected(tmp_path: Path) -> None:
    write(tmp_path, identity=WHOLE.replace("category: communications", "category: comms"))

    (problem,) = problems(tmp_path)

    assert problem.startswith('identity.yaml:13: implication "sso-sign-in-looks-different" has category "comms"; ')
    assert "expected one of communications, training, support" in problem


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("severity: medium", "severity: medium\n        urgent: true", 19, 'has "urgent", which is no field here'),
        ("        who: communications lead\n", "", 10, 'has no "who"'),
        ("id: access", "id: Access Rights", 23, "expected small letters, digits and single hyphens"),
        ("{date|the day of the change}", "{date}", 10, "has slot {date} without a fallback"),
        ("{date|the day of the change}", "{day|then}", 10, "expected one of date, group, count, system"),
        ("to: people_readiness", "to: it", 10, "goes from it to itself"),
        ("offset_days: -10", "offset_days: -1000", 17, "expected greater than or equal to -260"),
        ("people_readiness: {preferred", "people: {preferred", 6, "expected one of it, people_readiness, hr"),
        (
            "broader: [access]",
            "broader: [acess]",
            20,
            'names broader "acess"; expected the id of a concept, perhaps "access"',
        ),
        ("broader: [access]", "broader: [single-sign-on]", 20, "expected the id of another concept"),
        (
            "comes_with: [access]",
            "comes_with: [acess]",
            21,
            'names comes_with "acess"; expected the id of a concept, perhaps "access"',
        ),
        ("comes_with: [access]", "comes_with: [single-sign-on]", 21, "expected the id of another concept"),
        (
            "unless: [access]",
            "unless: [access,\n          acess]",
            20,
            'implication "sso-sign-in-looks-different" has unless "acess"; expected the id of a concept, perhaps',
        ),
        ("unless: [access]", "unless: [single-sign-on]", 19, "expected the id of another concept"),
        (
            "preferred: access management",
            "preferred: SSO",
            25,
            'shares the label "SSO" with "single-sign-on" and has no cues',
        ),
        ("source: Practice\n  - id", "source: Practice\n    source: Twice\n  - id", 23, 'key "source" is given twice'),
    ],
)
def test_each_kind_of_mistake_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, words: str
) -> None:
    assert before in WHOLE
    write(tmp_path, identity=WHOLE.replace(before, after))

    found = [problem for problem in problems(tmp_path) if words in problem]

    assert found
    assert found[0].startswith(f"identity.yaml:{line}: "), found


def test_all_problems_of_all_files_are_reported_together(tmp_path: Path) -> None:
    write(
        tmp_path,
        one=WHOLE.replace("severity: medium", "severity: grave"),
        two="concepts: []\nnotes: none",
        three="concepts: [{id: x",
    )

    with pytest.raises(CatalogError) as caught:
        load(tmp_path)

    assert [p.place.rsplit("/", 1)[1].split(":")[0] for p in caught.value.problems] == [
        "one.yaml",
        "three.yaml",
        "two.yaml",
    ]
    assert str(caught.value).count("\n") == 2


def test_an_id_that_occurs_in_two_files_is_reported_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, one=WHOLE, two=WHOLE.replace("SSO", "SSSO").replace("sso]", "ssso]"))

    found = problems(tmp_path)

    assert 'two.yaml:3: concept id "single-sign-on" is taken at one.yaml:3; expected each id once' in found
    assert any('two.yaml:10: implication id "sso-sign-in-looks-different" is taken at' in line for line in found)


def test_a_circle_in_broader_is_told_once_with_the_way_around() -> None:
    with pytest.raises(CatalogError) as caught:
        catalog(
            concept("alpha", broader=("beta",)),
            concept("beta", broader=("gamma",)),
            concept("gamma", broader=("alpha",)),
        )

    assert [p.message for p in caught.value.problems] == [
        'concept "alpha" has itself above it in broader: alpha -> beta -> gamma -> alpha; expected no circle'
    ]


def test_a_circle_in_comes_with_is_told_with_its_line(tmp_path: Path) -> None:
    text = WHOLE.replace("it: Who may do what.\n", "it: Who may do what.\n    comes_with: [single-sign-on]\n")

    assert problems(write(tmp_path, identity=text)) == [
        'identity.yaml:21: concept "single-sign-on" brings itself along in comes_with: '
        "single-sign-on -> access -> single-sign-on; expected no circle"
    ]


def test_concepts_may_share_a_label_when_both_have_cues() -> None:
    shared = catalog(concept("alpha", "token", cues=("login",)), concept("beta", "Token", cues=("model",)))

    assert shared.labels() == {"token": ("alpha",), "Token": ("beta",)}


def test_an_everyday_word_must_be_one_of_the_labels() -> None:
    with pytest.raises(CatalogError, match='has everyday word "brake"; expected one of its labels'):
        catalog(concept("alpha", "release", everyday=("brake",)))


def test_what_is_used_elsewhere_must_be_one_of_the_labels() -> None:
    assert catalog(concept("alpha", "release", elsewhere={"Release": ("film",)}))
    with pytest.raises(CatalogError, match='has elsewhere "brake"; expected one of its labels'):
        catalog(concept("alpha", "release", elsewhere={"brake": ("car",)}))


@pytest.mark.parametrize("idiom", ["hot pursuit", "account", "accountable", "User account"])
def test_an_idiom_must_have_one_of_the_labels_in_it_and_be_none(idiom: str) -> None:
    assert catalog(concept("alpha", "account", "user account", idioms=("into account", "By all accounts")))
    with pytest.raises(CatalogError, match=f'has idiom "{idiom}"; expected a phrase with one of its labels in it'):
        catalog(concept("alpha", "account", "user account", idioms=(idiom,)))


def test_a_deprecated_concept_gives_way_to_the_one_that_replaced_it() -> None:
    found = catalog(
        concept("old", status="deprecated", replaced_by="newer"),
        concept("newer", status="deprecated", replaced_by="newest"),
        concept("newest"),
    )

    assert found.current("old").id == "newest"
    assert found.expansions(["old"]) == ("newest",)


def test_expansion_leads_from_one_community_to_the_words_of_the_other(tmp_path: Path) -> None:
    found = load(write(tmp_path, identity=WHOLE))

    assert found.expansions(["single-sign-on"]) == ("single sign-on", "one sign-in for all tools", "SSO")
    assert found.expansions(["no-such"]) == ()


def test_the_revision_depends_on_content_and_not_on_order() -> None:
    one, two = concept("alpha"), concept("beta")

    assert Catalog([one, two]).revision == Catalog([two, one]).revision
    assert Catalog([one, concept("beta", "other")]).revision != Catalog([one, two]).revision


def test_an_empty_folder_is_a_problem_and_not_an_empty_glossary(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"has no \*\.yaml files"):
        load(tmp_path)


def test_the_schema_beside_the_data_is_the_model_s() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema(), (
        "write glossary.catalog.schema() to the file again"
    )


def test_the_packaged_glossary_has_nothing_wrong_with_it() -> None:
    assert lint(PACKAGED) == ()
    assert len(packaged().concepts) > 100
