from __future__ import annotations

import json

from fastapi.testclient import TestClient

from tests.service.people import PLAN


def path_of(initiative: str) -> str:
    return f"/v1/initiatives/{initiative}/documents"


def test_text_is_stored_with_version_and_passages_that_open_at_their_place(client: TestClient, initiative: str) -> None:
    sent = {"title": "Plan", "text": PLAN, "community": "it", "dated": "2027-03-01"}
    added = client.post(path_of(initiative), json=sent)
    assert added.status_code == 201
    said = added.json()
    assert (said["version"], said["community"], said["dated"]) == (1, "it", "2027-03-01")
    stored = client.get(added.headers["location"]).json()
    assert stored["text"] == PLAN
    for place in said["passages"]:
        passage = client.get(f"/v1/documents/{said['id']}/passages/{place['id']}").json()
        assert passage["text"] == PLAN[place["start"] : place["end"]]


def test_the_same_bytes_are_no_new_version_and_changed_ones_are(client: TestClient, initiative: str) -> None:
    answers = [
        client.post(path_of(initiative), files={"file": ("plan.md", content)})
        for content in ("# A\n", "# A\n", "# B\n")
    ]
    assert [answer.status_code for answer in answers] == [201, 200, 201]
    assert [answer.json()["version"] for answer in answers] == [1, 1, 2]
    listed = client.get(path_of(initiative)).json()["documents"]
    assert [(each["name"], each["version"]) for each in listed] == [("plan.md", 2)]
    assert client.get(f"/v1/documents/{listed[0]['id']}?version=1").json()["text"].startswith("# A")


def test_of_several_files_each_ends_as_ingested_or_as_rejected_with_a_reason(
    client: TestClient, initiative: str
) -> None:
    client.post(path_of(initiative), files={"file": ("known.md", b"# Known\n")})
    files = [
        ("file", ("known.md", b"# Known\n")),
        ("file", ("empty.docx", b"")),
        ("file", ("new.md", b"# New\n")),
        ("file", ("new.md", b"# Newer\n")),
        ("file", ("tool.exe", b"MZ\x90\x00")),
        ("file", ("broken.pdf", b"%PDF-1.7 and no more")),
    ]
    answer = client.post(path_of(initiative), files=files, data={"community": "people_readiness"})
    assert answer.status_code == 201
    outcomes = answer.json()["outcomes"]
    assert [each["name"] for each in outcomes] == [name for _, (name, _) in files]
    assert [each["outcome"] for each in outcomes] == ["unchanged", "rejected", "ingested", *["rejected"] * 3]
    assert [each["problem"]["reason"] for each in outcomes if each["problem"]][:3] == ["empty", "name", "unsupported"]
    assert outcomes[2]["document"]["community"] == "people_readiness"
    assert len(client.get(path_of(initiative)).json()["documents"]) == 2


def test_files_that_are_all_rejected_are_an_error_with_every_reason(client: TestClient, initiative: str) -> None:
    files = [("file", (f"{name}.exe", b"MZ")) for name in ("a", "b")]
    answer = client.post(path_of(initiative), files=files)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["name"] for each in answer.json()["outcomes"]] == ["a.exe", "b.exe"]


def test_a_file_that_cannot_be_read_is_a_problem_that_says_why(client: TestClient, initiative: str) -> None:
    answers = {
        name: client.post(path_of(initiative), files={"file": (name, content)})
        for name, content in {"old.doc": b"x", "fake.pdf": b"plain words", "empty.md": b""}.items()
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "old.doc": 415,
        "fake.pdf": 415,
        "empty.md": 422,
    }
    assert {answer.json()["reason"] for answer in answers.values()} == {"unsupported", "wrong_type", "empty"}
    assert all(name in answer.json()["detail"] for name, answer in answers.items())


def test_a_deleted_document_leaves_lists_and_searches_while_its_passages_open(
    client: TestClient, initiative: str
) -> None:
    added = client.post(path_of(initiative), json={"title": "Gone", "text": "The quokka handbook."}).json()
    asked = {"query": "quokka", "initiative_ids": [initiative]}
    assert client.post("/v1/search", json=asked).json()["results"]
    assert client.delete(f"/v1/documents/{added['id']}").status_code == 204
    assert client.delete(f"/v1/documents/{added['id']}").status_code == 404
    assert client.get(f"/v1/documents/{added['id']}").status_code == 404
    assert client.get(path_of(initiative)).json()["documents"] == []
    assert client.post("/v1/search", json=asked).json()["results"] == []
    passage = added["passages"][0]["id"]
    assert client.get(f"/v1/documents/{added['id']}/passages/{passage}").json()["text"] == "The quokka handbook."


def test_records_that_rest_on_an_older_version_are_stale(client: TestClient, initiative: str) -> None:
    added = client.post(path_of(initiative), json={"title": "Plan", "text": PLAN}).json()
    asked = {"document_id": added["id"], "to": "people_readiness"}
    first = client.post("/v1/translate", json=asked).json()["record_id"]
    client.post(path_of(initiative), json={"title": "Plan", "text": PLAN.replace("3 May", "4 May")})
    second = client.post("/v1/translate", json=asked).json()["record_id"]
    used = client.get(f"/v1/documents/{added['id']}/used-by").json()["records"]
    assert [(use["record_id"], use["version"], use["stale"]) for use in used] == [(second, 2, False), (first, 1, True)]


def test_a_passage_opens_only_under_its_own_document(client: TestClient, initiative: str) -> None:
    one, other = (
        client.post(path_of(initiative), json={"title": title, "text": f"{title} text"}).json() for title in ("A", "B")
    )
    assert client.get(f"/v1/documents/{one['id']}/passages/{other['passages'][0]['id']}").status_code == 404


def test_what_no_database_stores_is_replaced_or_refused_and_never_crashes(client: TestClient, initiative: str) -> None:
    nul = client.post(path_of(initiative), json={"title": "N\0", "text": "before\0after"})
    assert nul.status_code == 201
    assert client.get(nul.headers["location"]).json()["text"] == "before\ufffdafter"
    half = client.post(
        path_of(initiative),
        content=json.dumps({"title": "H", "text": "half \ud800 pair"}),
        headers={"Content-Type": "application/json"},
    )
    assert client.get(half.headers["location"]).json()["text"] == "half \ufffd pair"
    blank = client.post(path_of(initiative), json={"title": "B", "text": " \n"})
    assert blank.status_code == 422


def test_unknown_fields_of_a_form_are_refused(client: TestClient, initiative: str) -> None:
    answer = client.post(
        path_of(initiative), files={"file": ("a.md", b"# A\n")}, data={"comunity": "it", "dated": "soon"}
    )
    assert answer.status_code == 422
    assert {error["place"] for error in answer.json()["errors"]} == {"body.comunity", "body.dated"}
    assert client.get(path_of(initiative)).json()["documents"] == []
