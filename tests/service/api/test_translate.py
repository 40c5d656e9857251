from __future__ import annotations

from fastapi.testclient import TestClient

from tests.service.people import PLAN


def test_text_a_file_and_a_stored_document_give_the_same_implications(client: TestClient, initiative: str) -> None:
    way = {"from": "it", "to": "people_readiness"}
    stored = client.post(f"/v1/initiatives/{initiative}/documents", files={"file": ("plan.md", PLAN)}).json()
    said = [
        client.post("/v1/translate", json={"text": PLAN, **way}),
        client.post("/v1/translate", files={"file": ("plan.md", PLAN)}, data=way),
        client.post("/v1/translate", json={"document_id": stored["id"], **way}),
    ]
    assert [answer.status_code for answer in said] == [200, 200, 200]
    rules = [[each["rule"] for each in answer.json()["implications"]] for answer in said]
    assert rules[0] == rules[1] == rules[2] != []
    kinds = [{s["kind"] for s in answer.json()["sources"]} for answer in said]
    assert kinds == [{"input", "glossary"}, {"input", "glossary"}, {"passage", "glossary"}]


def test_the_names_are_those_of_the_contract(client: TestClient) -> None:
    said = client.post("/v1/translate", json={"text": PLAN, "to": "people_readiness"}).json()
    assert (said["from"], said["to"], said["mode"]) == ("it", "people_readiness", "composed")
    known = {source["id"] for source in said["sources"]}
    for part in ("summary", "statements", "implications", "assumption_gaps"):
        assert all(set(each["sources"]) <= known for each in said[part])
    assert all(PLAN[s["start"] : s["end"]] == s["text"] for s in said["statements"])


def test_an_initiative_says_what_its_documents_plan_already(client: TestClient, initiative: str) -> None:
    asked = {"text": PLAN, "to": "people_readiness", "initiative_id": initiative}
    with_it = client.post("/v1/translate", json=asked).json()
    without = client.post("/v1/translate", json={"text": PLAN, "to": "people_readiness"}).json()
    assert {each["coverage"]["state"] for each in with_it["implications"]} == {"open"}
    assert {each["coverage"]["state"] for each in without["implications"]} == {"unknown"}


def test_a_stored_document_may_be_read_beside_another_initiative(client: TestClient, initiative: str) -> None:
    other = client.post("/v1/initiatives", json={"name": "Another rollout"}).json()["id"]
    stored = client.post(f"/v1/initiatives/{initiative}/documents", files={"file": ("plan.md", PLAN)}).json()
    asked = {"document_id": stored["id"], "to": "people_readiness", "initiative_id": other}
    answer = client.post("/v1/translate", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.json()["initiative_id"] == other


def test_the_record_is_there_when_the_answer_is(client: TestClient) -> None:
    said = client.post("/v1/translate", json={"text": PLAN, "to": "people_readiness"}).json()
    record = client.get(f"/v1/records/{said['record_id']}").json()["record"]
    assert len(record["claims"]) == len(said["summary"]) + len(said["implications"])
    assert PLAN not in str(record), "the record keeps what was handed in by its hash alone"


def test_requests_that_cannot_be_interpreted_say_what_was_expected(client: TestClient) -> None:
    cases = [
        ({"to": "people_readiness"}, "exactly one"),
        ({"text": "SSO", "document_id": "d_1", "to": "people_readiness"}, "exactly one"),
        ({"text": "SSO", "from": "it", "to": "it"}, "two different communities"),
        ({"text": "?!", "to": "people_readiness"}, "letters or digits"),
        ({"text": "SSO", "to": "marketing"}, "people_readiness"),
    ]
    for sent, expected in cases:
        answer = client.post("/v1/translate", json=sent)
        assert answer.status_code == 422, sent
        assert expected in answer.json()["detail"], sent


def test_text_with_half_characters_and_nulls_is_interpreted_at_the_same_places(client: TestClient) -> None:
    text = "\\ud800\\u0000 SSO goes live on 3 May 2027. \\udfff"
    content = f'{{"text": "{text}", "to": "people_readiness"}}'
    said = client.post("/v1/translate", content=content, headers={"Content-Type": "application/json"})
    assert said.status_code == 200
    mention = said.json()["statements"][0]["mentions"][0]
    assert (mention["label"], mention["start"], mention["end"]) == ("SSO", 3, 6)


def test_a_file_is_read_and_not_kept(client: TestClient, initiative: str) -> None:
    asked = {"to": "people_readiness", "initiative_id": initiative}
    assert client.post("/v1/translate", files={"file": ("x.md", PLAN)}, data=asked).status_code == 200
    assert client.get(f"/v1/initiatives/{initiative}/documents").json()["documents"] == []
    named = client.post("/v1/translate", files={"file": ("x.md", PLAN)}, data=asked | {"title": "The scanners"})
    assert named.json()["title"] == "The scanners"
    two = [("file", ("x.md", PLAN)), ("file", ("y.md", PLAN))]
    assert client.post("/v1/translate", files=two, data=asked).status_code == 422
    assert client.post("/v1/translate", files={"file": ("x.exe", b"MZ")}, data=asked).status_code == 415


def _covered(client: TestClient, initiative: str) -> dict[str, str]:
    text = "MFA is enforced for all users on 8 March 2027."
    asked = {"text": text, "to": "people_readiness", "initiative_id": initiative}
    implications = client.post("/v1/translate", json=asked).json()["implications"]
    return {i["category"]: i["coverage"]["missing"] for i in implications if i["coverage"]["state"] != "open"}


def test_what_a_paragraph_longer_than_a_passage_plans_is_seen(client: TestClient, initiative: str) -> None:
    step = "Training on MFA enrolment is held for all users on 15 February 2027 with a phone in hand."
    more = " ".join(["The foreman writes down what the shift has made and who was there."] * 30)
    pasted = {"title": "Plan", "text": f"# Plan\n\n{step} {more}", "community": "people_readiness"}
    stored = client.post(f"/v1/initiatives/{initiative}/documents", json=pasted).json()
    assert len(stored["passages"]) > 1
    assert "training" in _covered(client, initiative)


def test_a_file_that_is_stored_too_does_not_cover_itself(client: TestClient, initiative: str) -> None:
    plan = "Mandatory MFA training for all nurses starts on 3 May 2027.\n"
    stored = client.post(f"/v1/initiatives/{initiative}/documents", files={"file": ("plan.md", plan)}).json()
    asked = {"to": "people_readiness", "initiative_id": initiative}
    by_id = client.post("/v1/translate", json=asked | {"document_id": stored["id"]}).json()
    by_file = client.post("/v1/translate", files={"file": ("plan.md", plan)}, data=asked).json()
    for said in (by_id, by_file):
        assert said["implications"]
        assert {each["coverage"]["state"] for each in said["implications"]} == {"open"}


def test_a_corrected_date_of_a_document_counts_at_once(client: TestClient, initiative: str) -> None:
    pasted = {"title": "Plan", "text": "# Training\n\nAll users have a training course on MFA enrolment on Monday."}
    path = f"/v1/initiatives/{initiative}/documents"
    assert client.post(path, json=pasted | {"dated": "2027-03-03"}).status_code == 201
    assert "planned for 8 March 2027" in _covered(client, initiative)["training"]
    assert client.post(path, json=pasted | {"dated": "2027-02-03"}).status_code == 200
    assert "planned for" not in _covered(client, initiative)["training"]
