from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from service.app import create
from service.settings import Settings
from service.wiring import wired

CONCEPT = {
    "id": "quokka-check",
    "labels": {"it": {"preferred": "quokka check"}, "people_readiness": {"preferred": "friendly look round"}},
    "meaning": {"it": "A look at a system by somebody new to it."},
    "source": "made up for this test",
}


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A glossary of its own, for tests that change it."""
    with wired(Settings(data=tmp_path_factory.mktemp("own"))) as parts:
        yield TestClient(create(parts), base_url="http://127.0.0.1", raise_server_exceptions=False)


def imported(client: TestClient, *concepts: Mapping[str, object], **query: str | bool) -> Response:
    content = json.dumps({"concepts": concepts})
    return client.post("/v1/glossary/import", params={"name": "ours.yaml", **query}, content=content)


def test_pages_of_concepts_hold_all_of_them_once(client: TestClient) -> None:
    seen: list[str] = []
    after = ""
    while True:
        page = client.get("/v1/glossary/concepts", params={"after": after, "limit": 70}).json()
        seen += [concept["id"] for concept in page["concepts"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == sorted(set(seen))
    assert len(seen) == page["total"] > 100


def test_concepts_are_filtered_by_words_and_by_what_they_imply(client: TestClient) -> None:
    by_word = client.get("/v1/glossary/concepts", params={"q": "single sign"}).json()["concepts"]
    assert "single-sign-on" in [concept["id"] for concept in by_word]
    training = client.get("/v1/glossary/concepts", params={"category": "training", "limit": 500}).json()
    assert 0 < training["total"] < client.get("/v1/glossary/concepts").json()["total"]
    for concept in training["concepts"]:
        assert "training" in {each["category"] for each in concept["implications"]}


def test_one_concept_is_given_with_the_names_of_the_files(client: TestClient) -> None:
    concept = client.get("/v1/glossary/concepts/single-sign-on").json()
    assert {"it", "people_readiness"} <= set(concept["labels"])
    assert {"from", "to"} <= set(concept["implications"][0])
    assert client.get("/v1/glossary/concepts/no-such-thing").status_code == 404


def test_mentions_come_with_the_senses_that_they_may_have(client: TestClient) -> None:
    text = "The release waits until SSO works."
    found = client.post("/v1/glossary/match", json={"text": text, "community": "it"}).json()["mentions"]
    assert all(text[each["start"] : each["end"]] == each["label"] for each in found)
    sso = next(each for each in found if each["label"] == "SSO")
    assert sso["senses"][0]["concept"] == sso["concept"] == "single-sign-on"
    assert sso["senses"][0]["labels"]["people_readiness"]


@pytest.mark.parametrize("form", ["yaml", "json", "ttl", "rdfxml", "jsonld", "tbx"])
def test_what_is_exported_is_taken_in_again(client: TestClient, form: str) -> None:
    content = client.get("/v1/glossary/export", params={"format": form}).content
    done = client.post("/v1/glossary/import", params={"format": form, "dry_run": True}, content=content).json()
    total = client.get("/v1/glossary/concepts").json()["total"]
    assert done["added"] == []
    assert len(done["changed"]) + len(done["unchanged"]) == total
    if form in ("yaml", "json"):
        assert done["changed"] == []


def test_the_table_has_a_row_for_each_label(client: TestClient) -> None:
    answer = client.get("/v1/glossary/export", params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert {"concept": "single-sign-on", "community": "it", "label": "SSO", "kind": "alternative"}.items() <= next(
        row for row in rows if row["label"] == "SSO"
    ).items()
    of_course = next(row for row in rows if row["label"] == "of course")
    assert (of_course["concept"], of_course["kind"], of_course["community"]) == ("training-session", "idiom", "")


def test_an_import_counts_at_once_and_is_still_there_after_a_restart(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = Settings(data=tmp_path_factory.mktemp("own"))
    for times in range(2):
        with wired(settings) as parts:
            client = TestClient(create(parts), base_url="http://127.0.0.1")
            if times == 0:
                assert imported(client, CONCEPT, dry_run=True).json()["added"] == ["quokka-check"]
                assert client.get("/v1/glossary/concepts/quokka-check").status_code == 404
                assert imported(client, CONCEPT).json()["added"] == ["quokka-check"]
            found = client.post("/v1/glossary/match", json={"text": "After the quokka check."}).json()["mentions"]
            assert [each["concept"] for each in found] == ["quokka-check"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("concepts:\n- id: x\n  labels: {it: {preferred: ok}}\n", "ours.yaml:"),
        ("concepts: [", "ours.yaml:"),
        ("a: &a [x]\nconcepts: [*a]\n", "ours.yaml"),
        ("[" * 100_000, "ours.yaml"),
        ("\x00", "ours.yaml"),
        ("concepts:\n- {id: 1}\n- 7\n", "ours.yaml:"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(client: TestClient, content: str, place: str) -> None:
    answer = client.post("/v1/glossary/import", params={"name": "ours.yaml"}, content=content)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["place"].startswith(place)
    assert "/tmp" not in answer.text


def test_one_concept_that_does_not_fit_keeps_all_out(own: TestClient) -> None:
    loose = CONCEPT | {"id": "loose", "labels": {"it": {"preferred": "loose end"}}, "related": ["nowhere"]}
    answer = imported(own, CONCEPT, loose)
    assert answer.status_code == 422
    assert "nowhere" in answer.json()["detail"]
    assert own.get("/v1/glossary/concepts/quokka-check").status_code == 404
