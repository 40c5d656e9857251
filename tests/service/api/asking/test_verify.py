from __future__ import annotations

from fastapi.testclient import TestClient

from service.api.asking import verify as door
from service.workflows import verifying
from tests.service.api.asking.conftest import Asking
from tests.service.people import as_

MAIL = "Dear all,\n\nSSO goes live on 4 May 2027. MFA will be enforced on 10 May 2027.\n\nCafés close in Lisbon.\n"


def test_each_statement_is_found_contradicted_or_missing_with_its_place(planned: Asking) -> None:
    sent = {"text": MAIL, "initiative_id": planned.initiative}
    said = planned.client.post("/v1/verify", json=sent).json()
    assert all(MAIL[c["start"] : c["end"]] == c["text"] for c in said["claims"])
    found = {c["text"]: c["finding"] for c in said["claims"]}
    assert found["SSO goes live on 4 May 2027."] == "contradicts"
    assert found["MFA will be enforced on 10 May 2027."] == "agrees"
    assert found["Cafés close in Lisbon."] == "not_found"
    assert sum(said["counts"].values()) == len(said["claims"])
    assert said["missing"] == ["“Cafés close in Lisbon.”"]
    known = {source["id"] for source in said["sources"]}
    assert all({*c["sources"], *c["disputed_by"]} <= known for c in said["claims"])


def test_a_file_is_checked_as_its_text_is(planned: Asking) -> None:
    data = {"initiative_id": planned.initiative}
    by_file = planned.client.post("/v1/verify", files={"file": ("mail.md", MAIL)}, data=data).json()
    by_text = planned.client.post("/v1/verify", json={"text": MAIL, **data}).json()
    assert by_file["counts"] == by_text["counts"]
    assert planned.client.get(f"/v1/initiatives/{planned.initiative}/documents").json()["documents"][1:] == []


def test_a_text_may_be_checked_against_named_sources_alone(planned: Asking) -> None:
    path = f"/v1/initiatives/{planned.initiative}/documents"
    other = planned.client.post(path, json={"title": "Mail", "text": "MFA will be enforced on 12 May 2027."}).json()
    sent = {"text": "MFA will be enforced on 12 May 2027.", "initiative_id": planned.initiative}
    alone = planned.client.post("/v1/verify", json=sent | {"sources": [other["id"]]}).json()
    assert [(c["finding"], c["disputed_by"]) for c in alone["claims"]] == [("agrees", [])]
    passage = other["passages"][0]["id"]
    assert {source["id"] for source in alone["sources"]} == {passage}
    assert planned.client.post("/v1/verify", json=sent | {"sources": ["d_0"]}).status_code == 404


def test_the_record_keeps_the_statements_and_what_was_found(planned: Asking) -> None:
    said = planned.client.post("/v1/verify", json={"text": MAIL, "initiative_id": planned.initiative}).json()
    kept = planned.record(said["record_id"])
    assert (kept["kind"], kept["initiative_id"]) == ("verification", planned.initiative)
    assert [claim["text"] for claim in kept["claims"]] == [claim["text"] for claim in said["claims"]]
    assert any(claim["why"].startswith("contradicts") for claim in kept["claims"])
    assert "input" in {source["id"] for source in kept["sources"]}


def test_what_cannot_be_checked_says_what_was_expected(client: TestClient, initiative: str) -> None:
    cases = [
        ({"text": "?!"}, 422, "letters or digits"),
        ({"text": "word " * verifying.LONGEST}, 413, "in parts"),
        ({"text": "SSO.", "initiative_id": "nowhere"}, 404, "nowhere"),
        ({"text": "SSO.", "sources": ["p_0"] * (door.MOST_SOURCES + 1)}, 422, "sources"),
        ({}, 422, "text"),
    ]
    for sent, status, expected in cases:
        said = client.post("/v1/verify", json=sent)
        assert said.status_code == status, sent
        assert expected in said.json()["detail"]


def test_nothing_is_checked_against_what_the_caller_may_not_read(shared: TestClient) -> None:
    mine = shared.post("/v1/initiatives", json={"name": "Harbour"}, headers=as_("ada")).json()["id"]
    path = f"/v1/initiatives/{mine}/documents"
    stored = shared.post(
        path, json={"title": "Plan", "text": "Quayside goes live on 3 May 2027."}, headers=as_("ada")
    ).json()
    sent = {"text": "Quayside goes live on 4 May 2027."}
    assert shared.post("/v1/verify", json=sent, headers=as_("ada")).json()["counts"]["contradicts"] == 1
    said = shared.post("/v1/verify", json=sent, headers=as_("ben"))
    assert "3 May" not in said.text
    assert said.json()["counts"]["contradicts"] == 0
    for more in ({"initiative_id": mine}, {"sources": [stored["id"]]}):
        assert shared.post("/v1/verify", json=sent | more, headers=as_("ben")).status_code == 404
