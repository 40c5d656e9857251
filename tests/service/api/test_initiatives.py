from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


def test_an_initiative_is_made_read_listed_and_changed(client: TestClient) -> None:
    sent = {"name": "Ticket system", "time_zone": "Europe/Dublin", "country": "IE", "description": "All sites"}
    made = client.post("/v1/initiatives", json=sent)
    assert made.status_code == 201
    assert made.json() | sent == made.json()
    path = made.headers["location"]
    assert client.get(path).json() == made.json()
    assert made.json() in client.get("/v1/initiatives").json()["initiatives"]
    changed = client.patch(path, json={"country": "DE-BY"})
    assert changed.json() == made.json() | {"country": "DE-BY"}


def test_whoever_makes_an_initiative_is_a_member(client: TestClient) -> None:
    made = client.post("/v1/initiatives", json={"name": "Mine", "members": ["Mira"]}).json()
    assert made["members"] == ["Mira", "local"]


def test_an_id_that_is_taken_is_a_conflict(client: TestClient) -> None:
    assert client.post("/v1/initiatives", json={"name": "A", "id": "taken"}).status_code == 201
    again = client.post("/v1/initiatives", json={"name": "B", "id": "taken"})
    assert (again.status_code, again.json()["status"]) == (409, 409)
    assert "taken" in again.json()["detail"]


def test_fields_that_cannot_be_used_are_named_with_what_was_found(client: TestClient) -> None:
    answer = client.post("/v1/initiatives", json={"name": " ", "time_zone": "Mars/Olympus", "colour": "red"})
    assert answer.status_code == 422
    errors = {error["place"]: error["detail"] for error in answer.json()["errors"]}
    assert set(errors) == {"body.name", "body.time_zone", "body.colour"}
    assert "Mars/Olympus" in errors["body.time_zone"]
    assert "Europe/Berlin" in errors["body.time_zone"]


@pytest.mark.parametrize("country", ["ZZ", "DE-XX"])
def test_a_country_without_a_calendar_of_holidays_is_refused_at_once(client: TestClient, country: str) -> None:
    made = client.post("/v1/initiatives", json={"name": "Nowhere", "country": country})
    path = client.post("/v1/initiatives", json={"name": "Somewhere", "country": "IE"}).headers["location"]
    changed = client.patch(path, json={"country": country})
    for answer in (made, changed):
        assert answer.status_code == 422
        assert country in answer.json()["detail"]
    assert client.get(path).json()["country"] == "IE"
