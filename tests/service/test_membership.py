"""Nobody receives text, titles, counts or citations of an initiative they are not a member of: asked of every route."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.people import PLAN, as_

SECRET = "Zephyrine"
"""Stands in everything that is Ada's alone."""
OPEN_TO_ALL = {"/healthz", "/readyz", "/metrics", "/"}
SHARED = ("/v1/glossary/", "/v1/evals/")
"""The glossary is everybody's, and so are runs of the harness: cases and documents of its own."""
LISTS = {
    ("get", "/v1/initiatives"),
    ("get", "/v1/records"),
    ("get", "/v1/conversations"),
    ("get", "/v1/models"),
    ("get", "/v1/plans"),
    ("post", "/v1/search"),
    ("post", "/v1/chat"),
    ("post", "/v1/chat/completions"),
    ("post", "/v1/verify"),
}
QUESTION = [{"role": "user", "content": "What do the documents say of SSO going live?"}]
OF_LISTS: dict[str, dict[str, Any]] = {
    "/v1/search": {"query": f"{SECRET} SSO goes live"},
    "/v1/chat": {"messages": QUESTION},
    "/v1/chat/completions": {"model": "crosswalk", "messages": QUESTION},
    "/v1/verify": {"text": "SSO goes live on 3 May 2027 for the warehouse."},
}
BODIES: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("post", "/v1/initiatives/{initiative_id}/documents"): [{"title": "Mine", "text": "A text of my own."}],
    ("patch", "/v1/initiatives/{initiative_id}"): [{"name": "Mine now"}, {"members": ["ben"]}],
    ("post", "/v1/translate"): [
        {"document_id": "{document_id}", "to": "people_readiness"},
        {"text": "SSO goes live.", "to": "people_readiness", "initiative_id": "{initiative_id}"},
    ],
    ("post", "/v1/search"): [{"query": SECRET, "initiative_ids": ["{initiative_id}"]}],
    ("post", "/v1/chat"): [
        {"messages": QUESTION, "initiative_id": "{initiative_id}"},
        {"messages": QUESTION, "conversation_id": "{conversation_id}"},
    ],
    ("post", "/v1/chat/completions"): [{"model": "crosswalk/{initiative_id}", "messages": QUESTION}],
    ("post", "/v1/verify"): [
        {"text": "SSO goes live.", "initiative_id": "{initiative_id}"},
        {"text": "SSO goes live.", "sources": ["{passage_id}"]},
    ],
}
BODIES |= {
    ("post", "/v1/plans"): [{"initiative_id": "{initiative_id}"}],
    ("patch", "/v1/plans/{plan_id}/milestones/{milestone_id}"): [{"owner": "Ben", "reason": "Mine now."}],
    ("post", "/v1/plans/{plan_id}/what-if"): [{"milestone": "{milestone_id}", "shift_days": 5}],
}
UNKNOWN = {
    "initiative_id": "nothing-of-that-name",
    "document_id": "d_0123456789abcdef",
    "passage_id": "p_0123456789abcdef",
    "record_id": "r_0123456789abcdef0123",
    "conversation_id": "c_0123456789abcdef0123",
    "plan_id": "pl_0123456789abcdef0123",
    "milestone_id": "m_0123456789abcdef",
    "model": "crosswalk/nothing-of-that-name",
}


@pytest.fixture(scope="module")
def hers(shared: TestClient) -> dict[str, str]:
    """The ids of what is Ada's alone."""
    made = shared.post("/v1/initiatives", json={"name": f"{SECRET} rollout"}, headers=as_("ada")).json()
    path = f"/v1/initiatives/{made['id']}/documents"
    sent = {"title": f"{SECRET} plan", "text": f"{PLAN} Led by {SECRET}."}
    document = shared.post(path, json=sent, headers=as_("ada")).json()
    asked = {"document_id": document["id"], "to": "people_readiness"}
    record = shared.post("/v1/translate", json=asked, headers=as_("ada")).json()
    shared.post("/v1/search", json={"query": SECRET}, headers=as_("ada"))
    answer = shared.post("/v1/chat", json={"messages": QUESTION}, headers=as_("ada")).json()
    plan = shared.post("/v1/plans", json={"initiative_id": made["id"]}, headers=as_("ada")).json()
    return {
        "initiative_id": made["id"],
        "document_id": document["id"],
        "passage_id": document["passages"][0]["id"],
        "record_id": record["record_id"],
        "conversation_id": answer["conversation_id"],
        "plan_id": plan["id"],
        "milestone_id": plan["milestones"][0]["id"],
        "model": f"crosswalk/{made['id']}",
    }


def operations(client: TestClient) -> list[tuple[str, str]]:
    paths = client.get("/openapi.json", headers=as_("ben")).json()["paths"]
    return [
        (method, path)
        for path, methods in paths.items()
        for method in methods
        if path not in OPEN_TO_ALL and not path.startswith(SHARED)
    ]


def filled(template: Any, ids: dict[str, str]) -> Any:
    if isinstance(template, str):
        return template.format(**{"model:path": ids["model"], **ids}) if "{" in template else template
    if isinstance(template, list):
        return [filled(each, ids) for each in template]
    return {name: filled(value, ids) for name, value in template.items()} if isinstance(template, dict) else template


def named(text: str, ids: dict[str, str]) -> str:
    """The text with names in place of ids, so that two answers can be compared."""
    for name, value in ids.items():
        text = text.replace(value, f"<{name}>")
    return text


def test_what_belongs_to_others_looks_like_what_does_not_exist_on_every_route(
    shared: TestClient, hers: dict[str, str]
) -> None:
    asked = 0
    for method, path in operations(shared):
        bodies: list[Any] = BODIES.get((method, path), [None])
        for body in bodies:
            if "{" not in path and body is None:
                continue
            answers = [
                shared.request(
                    method,
                    filled(path, ids),
                    json=filled(body, ids) if body is not None else None,
                    headers=as_("ben"),
                )
                for ids in (hers, UNKNOWN)
            ]
            told = [named(answer.text, ids) for answer, ids in zip(answers, (hers, UNKNOWN), strict=True)]
            assert [answer.status_code for answer in answers] == [404, 404], (method, path, body, answers[0].text)
            assert told[0] == told[1], (method, path, body)
            assert SECRET not in answers[0].text
            asked += 1
    assert asked >= 14


def test_lists_and_searches_hold_nothing_of_others(shared: TestClient, hers: dict[str, str]) -> None:
    covered = {key for key in operations(shared) if "{" not in key[1]}
    made = {("post", "/v1/initiatives"), ("post", "/v1/translate"), ("post", "/v1/plans")}
    verified = {("get", "/v1/records/verify"), *made}
    assert covered == LISTS | verified, "a new route: say here what strangers get from it"
    for method, path in sorted(LISTS):
        answer = shared.request(method, path, json=OF_LISTS.get(path), headers=as_("ben"))
        assert answer.status_code == 200
        assert SECRET not in answer.text
        for value in hers.values():
            assert value not in answer.text, (path, value)
    # The search above has left a record of Ben's own, and only that.
    mine = shared.get("/v1/records", headers=as_("ben")).json()["records"]
    assert {record["caller"] for record in mine} == {"ben"}


def test_no_figure_counts_what_belongs_to_others(shared: TestClient, hers: dict[str, str]) -> None:
    ready = shared.get("/readyz", headers=as_("ben")).json()
    assert ready["embedding"] == {"done": 0, "total": 0, "error": ""}
    assert "embedding" not in shared.get("/readyz").json() or shared.get("/readyz").json()["embedding"] is None
    checked = shared.get("/v1/records/verify", headers=as_("ben")).json()
    assert checked == {"ok": True, "problem": "", "checked": None}
    assert shared.get("/metrics", headers=as_("ben")).status_code == 401
    assert "crosswalk_records" in shared.get("/metrics", headers=as_("metrics")).text


def test_an_id_does_not_tell_that_others_have_an_initiative_of_that_name(
    shared: TestClient, hers: dict[str, str]
) -> None:
    ids = [
        shared.post("/v1/initiatives", json={"name": name}, headers=as_("ben")).json()["id"]
        for name in (f"{SECRET} rollout", "A name that is new")
    ]
    assert [len(each.rpartition("-")[2]) for each in ids] == [10, 10]
    taken = shared.post("/v1/initiatives", json={"name": "X", "id": hers["initiative_id"]}, headers=as_("ben"))
    free = shared.post("/v1/initiatives", json={"name": "X", "id": "free"}, headers=as_("ben"))
    assert taken.status_code == free.status_code == 422
    assert taken.json() == free.json()


def test_a_member_that_is_added_reads_all_and_one_that_is_removed_reads_nothing(shared: TestClient) -> None:
    made = shared.post("/v1/initiatives", json={"name": "Handed over"}, headers=as_("ada")).json()
    path = f"/v1/initiatives/{made['id']}"
    assert made["members"] == ["ada"]
    added = shared.post(f"{path}/documents", json={"title": "Plan", "text": PLAN}, headers=as_("ada")).json()
    document = f"/v1/documents/{added['id']}"
    assert shared.get(document, headers=as_("ben")).status_code == 404
    assert shared.patch(path, json={"members": ["ada", "ben"]}, headers=as_("ada")).json()["members"] == ["ada", "ben"]
    assert shared.get(document, headers=as_("ben")).json()["text"] == PLAN
    shared.patch(path, json={"members": ["ada"]}, headers=as_("ada"))
    assert shared.get(document, headers=as_("ben")).status_code == 404
    refused = shared.patch(path, json={"members": []}, headers=as_("ada"))
    assert refused.status_code == 422


def test_records_that_rest_on_a_document_are_listed_only_to_those_who_may_read_them(shared: TestClient) -> None:
    made = shared.post("/v1/initiatives", json={"name": "Both", "members": ["ben"]}, headers=as_("ada")).json()
    path = f"/v1/initiatives/{made['id']}/documents"
    added = shared.post(path, json={"title": "Plan", "text": PLAN}, headers=as_("ada")).json()
    # A search in all that Ada may read is hers; one in the initiative is its members'.
    shared.post("/v1/search", json={"query": "single sign-on"}, headers=as_("ada"))
    asked = {"query": "single sign-on", "initiative_ids": [made["id"]]}
    ours = shared.post("/v1/search", json=asked, headers=as_("ada")).json()["record_id"]
    used = f"/v1/documents/{added['id']}/used-by"
    hers, his = (shared.get(used, headers=as_(name)).json()["records"] for name in ("ada", "ben"))
    assert len(hers) == 2
    assert [use["record_id"] for use in his] == [ours]
