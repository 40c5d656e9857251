"""With a model a plan gets suggestions: proposed, checked, kept while nothing changes, and never in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.app import create
from service.llm.scripted import Received, Reply, says, scripted
from service.settings import Settings
from service.wiring import wired
from tests.service.api.plans.conftest import IT, READINESS, TODAY

ASKED = "Somebody has to translate the till guide into Polish."
TITLE = "Translate the till guide into Polish"


def suggesting(request: Received) -> Reply:
    """A model that suggests what one line asks for, and something that no document knows."""
    mark = next(m[1] for m in re.finditer(r"^([A-Z]\d+): (.*)$", request.prompt, re.MULTILINE) if "Polish" in m[2])
    steps = [{"line": mark, "title": TITLE}, {"line": mark, "title": "Move the Tillmark go-live to 1 July 2029"}]
    return says(json.dumps({"steps": steps, "links": []}))


def drafted(client: TestClient) -> tuple[int, dict[str, object]]:
    answer = client.post("/v1/plans", json={"initiative_id": "tills", "today": TODAY})
    return answer.status_code, answer.json()


@pytest.mark.parametrize("works", [True, False])
def test_a_models_suggestions_are_proposed_and_its_failure_costs_only_them(tmp_path: Path, works: bool) -> None:
    with scripted(suggesting if works else Reply(status=401)) as server:
        model = {"model": "scripted", "model_url": server.url, "model_tools": False, "model_deadline": 10.0}
        with (
            wired(Settings.model_validate({"data": tmp_path, **model})) as parts,
            TestClient(create(parts), base_url="http://127.0.0.1", raise_server_exceptions=False) as client,
        ):
            client.post("/v1/initiatives", json={"name": "Tills", "id": "tills", "country": "GB-ENG"})
            for title, text, side in (
                ("Technical plan", IT, "it"),
                ("Readiness plan", f"{READINESS}\n{ASKED}\n", "people_readiness"),
            ):
                sent = {"title": title, "text": text, "community": side, "dated": "2029-05-01"}
                assert client.post("/v1/initiatives/tills/documents", json=sent).status_code == 201
            status, plan = drafted(client)
            assert (status, plan["mode"]) == (201, "model" if works else "degraded")
            milestones = {one["title"]: one for one in plan["milestones"]}  # type: ignore[attr-defined]
            assert milestones["Tillmark go-live"]["start"] == "2029-06-11"
            assert (TITLE in milestones) is works
            if works:
                assert milestones[TITLE]["basis"] == "proposed"
                assert milestones[TITLE]["start"] is None
            record = client.get(f"/v1/records/{plan['record_id']}").json()["record"]
            assert record["model"]["name"] == "scripted"
            assert any("1 July 2029" in claim["text"] for claim in record["claims"]) is works
            asked = len(server.requests)
            assert drafted(client) == (200, plan)
            assert len(server.requests) == asked
