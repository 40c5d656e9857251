from __future__ import annotations

from fastapi.testclient import TestClient


def test_a_document_is_found_by_the_other_communitys_words_at_once(client: TestClient, initiative: str) -> None:
    path = f"/v1/initiatives/{initiative}/documents"
    client.post(path, json={"title": "Plan", "text": "People will use one sign-in for all tools from May."})
    client.post(path, json={"title": "Canteen", "text": "The canteen serves soup on Fridays."})
    found = client.post("/v1/search", json={"query": "SSO", "initiative_ids": [initiative], "k": 1}).json()
    assert [result["passage"]["title"] for result in found["results"]] == ["Plan"]
    assert any(why["index"] == "words" and why["words"] for why in found["results"][0]["why"])
    record = client.get(f"/v1/records/{found['record_id']}").json()["record"]
    assert record["request"]["query"] == "SSO"
    assert [source["id"] for source in record["sources"]] == [found["results"][0]["passage"]["id"]]


def test_a_question_that_cannot_be_asked_is_refused_with_the_field(client: TestClient) -> None:
    for sent, place in (({"query": " "}, "query"), ({"query": "x", "k": 0}, "k"), ({"query": "x", "ids": []}, "ids")):
        answer = client.post("/v1/search", json=sent)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["place"] == f"body.{place}"


def test_signs_of_query_languages_are_only_words(client: TestClient) -> None:
    for query in ('"', "NEAR(a b)", "a* OR -b:", "\0", "%' --"):
        assert client.post("/v1/search", json={"query": query}).status_code == 200
