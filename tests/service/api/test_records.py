from __future__ import annotations

import sqlalchemy as sa
from fastapi.testclient import TestClient

from service.workflows import Parts
from tests.service.people import PLAN


def test_pages_of_records_go_from_the_newest_to_the_oldest(client: TestClient) -> None:
    made = [client.post("/v1/search", json={"query": f"question {n}"}).json()["record_id"] for n in range(5)]
    seen: list[str] = []
    query: dict[str, str | int] = {"limit": 2}
    while len(seen) < 5:
        page = client.get("/v1/records", params=query).json()
        seen += [record["id"] for record in page["records"]]
        query["before"] = page["next"]
    assert seen[:5] == made[::-1]


def test_a_record_is_verified_and_given_as_provenance(client: TestClient) -> None:
    said = client.post("/v1/translate", json={"text": PLAN, "to": "people_readiness"}).json()
    path = f"/v1/records/{said['record_id']}"
    kept = client.get(path).json()
    assert kept["record"]["kind"] == "interpretation"
    assert client.get(f"{path}/verify").json()["ok"] is True
    prov = client.get(f"{path}/prov").json()
    assert f"crosswalk:{said['record_id']}" in prov["entity"]
    derived = {each["prov:usedEntity"] for each in prov["wasDerivedFrom"].values()}
    assert derived == {f"crosswalk:{source['id']}" for source in said["sources"]}


def test_a_record_that_was_changed_is_told_and_breaks_the_chain(client: TestClient, alone: Parts) -> None:
    record = client.post("/v1/search", json={"query": "to be changed"}).json()["record_id"]
    change = sa.text("UPDATE records SET body = replace(body, :old, :new) WHERE id = :id")
    words = {"old": "to be changed", "new": "never asked for", "id": record}
    with alone.engine.begin() as connection:
        connection.execute(change, words)
    try:
        found = client.get("/v1/records/verify").json()
        assert found["ok"] is False
        assert record in found["problem"]
    finally:
        with alone.engine.begin() as connection:
            connection.execute(change, words | {"old": words["new"], "new": words["old"]})
    assert client.get("/v1/records/verify").json()["ok"] is True
