"""Interpretations in a model's words, under the same checks as answers."""

from __future__ import annotations

import json
import re
from typing import Any

from service.llm.scripted import Received, Reply, replies, says
from tests.service.api.asking.conftest import Asking, Begin

TEXT = "SSO goes live on 3 May 2027 for 400 warehouse staff."
GOOD = "One sign-in for all tools goes live on 3 May 2027 for 400 warehouse staff."
BAD = "One sign-in for all tools goes live on 4 May 2027 for 400 warehouse staff."


def words(rendering: str, summary: str) -> Any:
    """A model that renders each statement so, and sums up so."""

    def say(request: Received) -> Reply:
        if "STATEMENTS" in request.prompt:
            return says(json.dumps({"renderings": [{"number": 1, "text": rendering}]}))
        mark = re.findall(r"(?m)^([A-Z]1)(?=[ :])", request.prompt)[-1]
        return says(json.dumps({"claims": [{"text": summary, "sources": [mark]}]}))

    return say


def translate(service: Asking) -> dict[str, Any]:
    said = service.client.post("/v1/translate", json={"text": TEXT, "to": "people_readiness"})
    assert said.status_code == 200, said.text
    told: dict[str, Any] = said.json()
    return told


def test_renderings_and_summary_are_the_models_where_they_are_borne_out(asking: Begin) -> None:
    with asking(words(GOOD, TEXT)) as service:
        said = translate(service)
        kept = service.record(said["record_id"])
    assert (said["mode"], said["reason"]) == ("model", "")
    assert [statement["rendering"] for statement in said["statements"]] == [GOOD]
    assert said["summary"][0]["text"] == TEXT
    assert kept["model"]["prompt"] == "translate summarise"
    assert kept["mode"] == "model"


def test_what_is_not_borne_out_keeps_the_composed_words(asking: Begin) -> None:
    with asking(words(BAD, BAD)) as service:
        said = translate(service)
        kept = service.record(said["record_id"])
    assert said["mode"] == "degraded"
    assert "borne out" in said["reason"] or "claim" in said["reason"]
    assert "4 May" not in json.dumps(said)
    assert any(claim["status"] == "unsupported" for claim in kept["claims"])


def test_an_outage_gives_the_composed_interpretation(asking: Begin) -> None:
    with asking(replies.fails(503)) as service:
        said = translate(service)
    assert said["mode"] == "degraded"
    assert "overloaded" in said["reason"]
    assert said["statements"]
    assert said["implications"]
