"""An initiative whose two sides have each written a plan, as users hand it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

IT = """# Tills: technical plan

| ID | Step | Date | For whom | Owner | Needs |
|---|---|---|---|---|---|
| T1 | Practice accounts for Tillmark ready | 18 May 2029 | store clerks | R. Osei | |
| T2 | Tillmark pilot in two stores | 21 May 2029 | stores Hove and Lewes | R. Osei | T1 |
| T3 | Tillmark go-live | 11 June 2029 | 40 stores | R. Osei | T2 |
| T4 | Old tills switched off | 29 June 2029 | 40 stores | R. Osei | T3 |

The service desk is open Monday to Sunday, 06:00-23:00.
"""
READINESS = """# Tills: readiness plan

| Date | What | For whom | Who |
|---|---|---|---|
| 14 May 2029 | Mail: the new tills are coming | store clerks | J. Brandt |
| 21 to 25 May 2029 | Tillmark training for the store clerks | store clerks | J. Brandt |
| 11 to 15 June 2029 | Floor walkers in the stores | 40 stores | J. Brandt |
| 9 July 2029 | Survey among the store clerks | store clerks | J. Brandt |
"""
TODAY = "2029-05-02"
Hand = Callable[..., dict[str, Any]]


@pytest.fixture
def tills(client: TestClient) -> str:
    """The initiative's id."""
    made = client.post("/v1/initiatives", json={"name": "Tills", "country": "GB-ENG", "time_zone": "Europe/London"})
    return str(made.json()["id"])


@pytest.fixture
def hand_in(client: TestClient, tills: str) -> Hand:
    """Adds a document to it."""

    def add(title: str, text: str, community: str, dated: str | None = None) -> dict[str, Any]:
        sent = {"title": title, "text": text, "community": community} | ({"dated": dated} if dated else {})
        answer = client.post(f"/v1/initiatives/{tills}/documents", json=sent)
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json())

    return add


@pytest.fixture
def plan(client: TestClient, tills: str, hand_in: Hand) -> dict[str, Any]:
    """Its plan."""
    hand_in("Technical plan", IT, "it", "2029-05-01")
    hand_in("Readiness plan", READINESS, "people_readiness", "2029-05-01")
    answer = client.post("/v1/plans", json={"initiative_id": tills, "today": TODAY})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def milestone(plan: dict[str, Any], title: str) -> dict[str, Any]:
    """The one milestone that has these words in its title."""
    found = [m for m in plan["milestones"] if title.lower() in m["title"].lower() and m["basis"] != "proposed"]
    assert len(found) == 1, [m["title"] for m in plan["milestones"]]
    return dict(found[0])
