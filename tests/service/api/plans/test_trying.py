"""What would be if a milestone moved, what to meet about, and a plan in other formats."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient

from tests.service.api.plans.conftest import TODAY, Hand, milestone

Json = dict[str, Any]


def test_a_shift_names_what_moves_what_breaks_and_for_whom(client: TestClient, plan: Json) -> None:
    asked = {"milestone": milestone(plan, "practice accounts")["id"], "shift_days": 5}
    said = client.post(f"/v1/plans/{plan['id']}/what-if", json=asked).json()
    assert said["shifted"][0]["title"] == "Practice accounts for Tillmark ready"
    assert said["shifted"][0]["now"][0] == "2029-05-25"
    assert {found["kind"] for found in said["appeared"]} >= {"training_before_access"}
    assert "store clerks" in said["groups"]
    assert said["text"]
    assert client.get(f"/v1/plans/{plan['id']}").json()["version"] == 1
    record = client.get(f"/v1/records/{said['record_id']}").json()["record"]
    assert record["request"]["shift_days"] == "5"


def test_a_milestone_may_be_named_by_words_of_its_title(client: TestClient, plan: Json) -> None:
    path = f"/v1/plans/{plan['id']}/what-if"
    assert client.post(path, json={"milestone": "old tills", "shift_days": -1}).status_code == 200
    several = client.post(path, json={"milestone": "till", "shift_days": 1})
    assert several.status_code == 422
    assert milestone(plan, "go-live")["id"] in several.json()["detail"]
    assert client.post(path, json={"milestone": "the moon", "shift_days": 1}).status_code == 404
    assert client.post(path, json={"milestone": "old tills", "shift_days": 100_000}).status_code == 422


def test_the_sync_tells_what_a_new_mail_changed(client: TestClient, plan: Json, hand_in: Hand) -> None:
    hand_in("Mail", "The Tillmark go-live moves from 11 June 2029 to 18 June 2029.", "it", "2029-05-08")
    client.post("/v1/plans", json={"initiative_id": plan["initiative_id"], "today": "2029-05-09"})
    said = client.get(f"/v1/plans/{plan['id']}/sync", params={"today": "2029-05-09"}).json()
    assert said["new_documents"] == ["Mail"]
    assert any("11 June 2029 → 18 June 2029" in item["text"] for item in said["changed"]["items"])
    assert any("Mail: the new tills are coming" in item["text"] for item in said["coming"]["items"])
    assert sum(said[name]["minutes"] for name in ("changed", "blocked", "coming", "to_decide")) == 30
    assert said["text"].startswith("# Tills: weekly sync, 9 May 2029")


def test_the_retrospective_sets_the_first_plan_against_what_came(client: TestClient, plan: Json, hand_in: Hand) -> None:
    hand_in("Mail", "The Tillmark go-live moves from 11 June 2029 to 18 June 2029.", "it", "2029-05-08")
    client.post("/v1/plans", json={"initiative_id": plan["initiative_id"], "today": TODAY})
    said = client.get(f"/v1/plans/{plan['id']}/retrospective", params={"today": "2029-08-01"}).json()
    row = next(row for row in said["rows"] if row["title"] == "Tillmark go-live")
    assert (row["planned"][0], row["actual"][0], row["working_days"]) == ("2029-06-11", "2029-06-18", 5)
    assert any(prompt["topic"] == "Dates" and "Tillmark go-live" in prompt["text"] for prompt in said["prompts"])
    assert any("really happen" in prompt["text"] for prompt in said["prompts"])


def test_every_format_comes_as_a_file_with_a_report_of_what_it_lacks(client: TestClient, plan: Json) -> None:
    assert set(plan["exports"]) >= {"md", "json", "ics", "csv", "xlsx", "docx", "mermaid", "mspdi", "svg"}
    for each in plan["exports"]:
        path = f"/v1/plans/{plan['id']}/export"
        answer = client.get(path, params={"format": each})
        assert answer.status_code == 200, each
        assert answer.headers["content-disposition"].startswith('attachment; filename="tills-plan-v1.')
        told = json.loads(answer.headers["crosswalk-report"])
        report = client.get(f"{path}/report", params={"format": each}).json()
        assert report["bytes"] == len(answer.content)
        assert told == report["report"] or len(told) == 1
    assert client.get(f"/v1/plans/{plan['id']}/export", params={"format": "json"}).json() == plan
    assert client.get(f"/v1/plans/{plan['id']}/export", params={"format": "pdf"}).status_code == 422


def test_versions_that_are_not_there_are_told(client: TestClient, plan: Json) -> None:
    path = f"/v1/plans/{plan['id']}"
    assert client.get(path, params={"version": 7}).status_code == 404
    assert client.get(f"{path}/changes", params={"since": 2}).status_code == 422
    assert client.get(f"{path}/sync", params={"since": 2}).status_code == 422
    assert client.get(f"{path}/changes").json()["moved"] == []
