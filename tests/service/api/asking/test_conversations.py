from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.service.api.asking.conftest import QUESTION, Asking
from tests.service.people import PLAN, as_


def ask(client: TestClient, name: str, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    body = {"messages": [{"role": "user", "content": question}], **more}
    said = client.post("/v1/chat", json=body, headers=as_(name))
    assert said.status_code == 200, said.text
    answer: dict[str, Any] = said.json()
    return answer


def listed(client: TestClient, name: str, **query: str) -> list[str]:
    found = client.get("/v1/conversations", params=query, headers=as_(name)).json()
    return [each["id"] for each in found["conversations"]]


def initiative(client: TestClient, *members: str, plan: str = PLAN) -> str:
    made = client.post("/v1/initiatives", json={"name": "Scanners", "members": members}, headers=as_("ada")).json()
    path = f"/v1/initiatives/{made['id']}/documents"
    client.post(path, files={"file": ("plan.md", plan)}, headers=as_("ada"))
    return str(made["id"])


def test_a_conversation_is_kept_turn_by_turn_as_it_was_answered(planned: Asking) -> None:
    first = planned.answer()
    second = planned.answer("And who is affected by it?", conversation_id=first["conversation_id"])
    kept = planned.client.get(f"/v1/conversations/{first['conversation_id']}").json()
    assert (kept["initiative_id"], kept["title"]) == (planned.initiative, QUESTION)
    assert [turn["question"] for turn in kept["turns"]] == [QUESTION, "And who is affected by it?"]
    assert [turn["answer"] for turn in kept["turns"]] == [first, second]


def test_a_conversation_stays_with_its_initiative(planned: Asking) -> None:
    first = planned.answer()
    other = planned.client.post("/v1/initiatives", json={"name": "Another"}).json()["id"]
    body = planned.body(conversation_id=first["conversation_id"]) | {"initiative_id": other}
    refused = planned.client.post("/v1/chat", json=body)
    assert refused.status_code == 422
    assert planned.initiative in refused.json()["detail"]


def test_conversations_are_listed_from_the_newest_a_page_at_a_time(planned: Asking) -> None:
    made = [planned.answer(f"What does SSO mean in ring {n}?")["conversation_id"] for n in range(3)]
    query = {"initiative_id": planned.initiative, "limit": "2"}
    first = planned.client.get("/v1/conversations", params=query).json()
    assert [each["id"] for each in first["conversations"]] == made[:0:-1]
    rest = planned.client.get("/v1/conversations", params=query | {"before": first["next"]}).json()
    assert [each["id"] for each in rest["conversations"]] == made[:1]
    assert rest["next"] is None


def test_a_deleted_conversation_is_gone_and_its_records_stay(planned: Asking) -> None:
    said = planned.answer()
    path = f"/v1/conversations/{said['conversation_id']}"
    assert planned.client.delete(path).status_code == 204
    assert planned.client.get(path).status_code == 404
    assert planned.client.delete(path).status_code == 404
    assert planned.record(said["record_id"])["kind"] == "answer"


def test_nobody_sees_goes_on_with_or_deletes_anothers_conversation(shared: TestClient) -> None:
    both = initiative(shared, "ben")
    mine = ask(shared, "ada", initiative_id=both)["conversation_id"]
    assert mine in listed(shared, "ada", initiative_id=both)
    assert listed(shared, "ben", initiative_id=both) == []
    assert shared.get(f"/v1/conversations/{mine}", headers=as_("ben")).status_code == 404
    assert shared.delete(f"/v1/conversations/{mine}", headers=as_("ben")).status_code == 404
    body = {"messages": [{"role": "user", "content": "And then?"}], "conversation_id": mine}
    assert shared.post("/v1/chat", json=body, headers=as_("ben")).status_code == 404


def test_whoever_may_no_longer_read_an_initiative_reads_nothing_that_was_derived_from_it(shared: TestClient) -> None:
    both = initiative(shared, "ben", plan="Quayside goes live on 7 June 2027 for 90 crane drivers.\n")
    question = "When does Quayside go live for crane drivers?"
    about_it = ask(shared, "ben", question, initiative_id=both)["conversation_id"]
    about_all = ask(shared, "ben", question)
    assert "7 June 2027" in about_all["text"]
    shared.patch(f"/v1/initiatives/{both}", json={"members": ["ada"]}, headers=as_("ada"))
    assert shared.get(f"/v1/conversations/{about_it}", headers=as_("ben")).status_code == 404
    assert about_it not in listed(shared, "ben")
    kept = shared.get(f"/v1/conversations/{about_all['conversation_id']}", headers=as_("ben"))
    assert kept.json()["turns"] == []
    assert "7 June" not in kept.text
    gone_on = ask(shared, "ben", "And who is affected by it?", conversation_id=about_all["conversation_id"])
    assert "90" not in gone_on["text"]
