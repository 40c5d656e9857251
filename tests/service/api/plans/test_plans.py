"""Joint plans over HTTP: drafted, kept in versions, edited, and told when they are behind."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.service.api.plans.conftest import TODAY, Hand, milestone

Json = dict[str, Any]


def test_both_sides_stand_on_one_calendar_with_owners_and_sources(client: TestClient, plan: Json) -> None:
    live, training = milestone(plan, "go-live"), milestone(plan, "training")
    assert (live["start"], live["owner"], live["basis"]) == ("2029-06-11", "R. Osei", "stated")
    assert (training["start"], training["end"], training["track"]) == ("2029-05-21", "2029-05-25", "readiness")
    sources = {source["id"]: source for source in plan["sources"]}
    for one in plan["milestones"] + plan["dependencies"]:
        assert one["sources"] or one["why"]
        assert set(one["sources"]) <= sources.keys()
    cited = sources[live["sources"][0]]
    opened = client.get(f"/v1/documents/{cited['document_id']}/passages/{cited['id']}").json()
    assert "11 June 2029" in opened["text"]


def test_what_the_table_says_of_predecessors_becomes_dependencies(plan: Json) -> None:
    ids = {one["id"]: one["title"] for one in plan["milestones"]}
    stated = {(ids[d["before"]], ids[d["after"]]) for d in plan["dependencies"] if d["basis"] == "stated"}
    assert ("Tillmark go-live", "Old tills switched off") in stated
    assert all(d["margin_days"] >= 0 for d in plan["dependencies"] if d["basis"] == "stated")


def test_a_plan_that_fits_has_no_disconnects(plan: Json) -> None:
    assert [found["title"] for found in plan["disconnects"]] == []


def test_the_same_documents_give_the_same_version(client: TestClient, plan: Json) -> None:
    again = client.post("/v1/plans", json={"initiative_id": plan["initiative_id"], "today": TODAY})
    assert again.status_code == 200
    assert again.json() == plan
    listed = client.get("/v1/plans", params={"initiative_id": plan["initiative_id"]}).json()["plans"]
    assert [(one["id"], one["version"]) for one in listed] == [(plan["id"], 1)]


def test_a_newer_mail_supersedes_a_date_and_a_new_version_says_so(
    client: TestClient, plan: Json, hand_in: Hand
) -> None:
    hand_in("Mail", "The Tillmark go-live moves from 11 June 2029 to 18 June 2029.", "it", "2029-05-08")
    assert client.get(f"/v1/plans/{plan['id']}").json()["behind"] == ["Mail"]
    drafted = client.post("/v1/plans", json={"initiative_id": plan["initiative_id"], "today": TODAY})
    assert drafted.status_code == 201
    new = drafted.json()
    moved = milestone(new, "go-live")
    assert (new["id"], new["version"]) == (plan["id"], 2)
    assert moved["id"] == milestone(plan, "go-live")["id"]
    assert moved["start"] == "2029-06-18"
    assert [one["superseded"] for one in moved["dates"]] == [False, True]
    told = client.get(f"/v1/plans/{plan['id']}/changes").json()
    by_title = {one["title"]: one["working_days"] for one in told["moved"]}
    assert by_title[moved["title"]] == 5
    assert client.get(f"/v1/plans/{plan['id']}", params={"version": 1}).json()["version"] == 1
    versions = client.get(f"/v1/plans/{plan['id']}/versions").json()["versions"]
    assert [(one["version"], one["cause"]) for one in versions] == [(2, "drafted again: new: Mail"), (1, "drafted")]


def test_a_persons_word_makes_a_version_and_outlives_the_next_draft(client: TestClient, plan: Json) -> None:
    live = milestone(plan, "go-live")
    path = f"/v1/plans/{plan['id']}/milestones/{live['id']}"
    edited = client.patch(path, json={"start": "2029-06-13", "owner": "A. Quist", "reason": "Agreed on the phone."})
    assert edited.status_code == 200, edited.text
    drafted = client.post("/v1/plans", json={"initiative_id": plan["initiative_id"], "today": TODAY}).json()
    for version in (edited.json(), drafted):
        one = milestone(version, "go-live")
        assert (one["start"], one["end"], one["owner"]) == ("2029-06-13", "2029-06-13", "A. Quist")
        assert one["edits"][0]["reason"] == "Agreed on the phone."
        assert one["edits"][0]["by"] == "local"


def test_what_a_person_has_said_stays_when_its_document_is_gone(client: TestClient, plan: Json, hand_in: Hand) -> None:
    added = hand_in("Extra", "The Tillmark hotline opens on 4 June 2029 for the store clerks.", "it", "2029-05-02")
    asked = {"initiative_id": plan["initiative_id"], "today": TODAY}
    hotline = milestone(client.post("/v1/plans", json=asked).json(), "hotline")
    path = f"/v1/plans/{plan['id']}/milestones/{hotline['id']}"
    assert client.patch(path, json={"owner": "M. Vail", "reason": "She offered."}).status_code == 200
    assert client.delete(f"/v1/documents/{added['id']}").status_code == 204
    drafted = client.post("/v1/plans", json=asked).json()
    kept = milestone(drafted, "hotline")
    assert set(kept["sources"]) <= {source["id"] for source in drafted["sources"]}
    assert (kept["owner"], kept["start"]) == ("M. Vail", "2029-06-04")
    assert "No document states it any more" in kept["why"]


def test_an_edit_for_a_version_that_is_no_longer_the_newest_is_a_conflict(client: TestClient, plan: Json) -> None:
    path = f"/v1/plans/{plan['id']}/milestones/{milestone(plan, 'go-live')['id']}"
    assert client.patch(path, json={"owner": "A. Quist", "reason": "Agreed.", "version": 1}).status_code == 200
    late = client.patch(path, json={"owner": "B. Quist", "reason": "Agreed.", "version": 1})
    assert late.status_code == 409
    assert "version 2" in late.json()["detail"]


def test_edits_that_cannot_be_are_refused_with_what_was_found(client: TestClient, plan: Json) -> None:
    path = f"/v1/plans/{plan['id']}/milestones/{milestone(plan, 'training')['id']}"
    wrong: list[tuple[Json, str]] = [
        ({"end": "2029-05-01", "reason": "x"}, "before its start"),
        ({"owner": "J. Brandt", "reason": "x"}, "nothing that changes"),
        ({"title": None, "reason": "x"}, "null"),
        ({"owner": "A. Quist"}, "reason"),
        ({"start": "2029-02-30", "reason": "x"}, "start"),
    ]
    for sent, told in wrong:
        refused = client.patch(path, json=sent)
        assert refused.status_code == 422, sent
        assert told in refused.text
    assert client.get(f"/v1/plans/{plan['id']}").json()["version"] == 1


def test_every_version_rests_on_a_record_that_names_its_claims(client: TestClient, plan: Json) -> None:
    record = client.get(f"/v1/records/{plan['record_id']}").json()["record"]
    assert record["kind"] == "plan"
    assert any(claim["text"].startswith("Tillmark go-live: 2029-06-11") for claim in record["claims"])
    assert client.get(f"/v1/records/{plan['record_id']}/verify").json()["ok"]
    document = plan["documents"][0]["id"]
    uses = client.get(f"/v1/documents/{document}/used-by").text
    assert plan["record_id"] in uses


def test_an_initiative_without_documents_gets_a_plan_that_says_what_is_missing(client: TestClient, tills: str) -> None:
    made = client.post("/v1/plans", json={"initiative_id": tills})
    assert made.status_code == 201
    plan = made.json()
    assert (plan["milestones"], plan["journey"], plan["disconnects"]) == ([], [], [])
    assert any("found no documents" in note for note in plan["notes"])


def test_a_translated_text_is_told_where_it_does_not_fit_with_the_initiative(client: TestClient, plan: Json) -> None:
    asked = {"from": "people_readiness", "to": "it", "initiative_id": plan["initiative_id"]}
    text = "The Tillmark training for the store clerks takes place from 14 to 16 May 2029."
    said = client.post("/v1/translate", json=asked | {"text": text}).json()
    kinds = {found["kind"] for found in said["disconnects"]}
    assert kinds & {"training_before_access", "contradicting_dates"}
    cited = {source for found in said["disconnects"] for side in found["sides"] for source in side["sources"]}
    assert "input" in cited
    assert cited <= {source["id"] for source in said["sources"]}
    fits = client.post("/v1/translate", json=asked | {"text": "Thank you all for coming to the kick-off."}).json()
    assert fits["disconnects"] == []
