"""A service with a language model that plays a script, and an initiative with one document to ask about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create
from service.llm.scripted import Received, Reply, Scripted, says, scripted
from service.settings import Settings
from service.wiring import wired
from tests.service.people import PLAN

QUESTION = "When does SSO go live?"
TRUE = "SSO goes live on 3 May 2027 for 400 warehouse staff."
FALSE = "SSO goes live on 4 May 2027."


@dataclass(frozen=True)
class Asking:
    """A service with its model and an initiative."""

    client: TestClient
    server: Scripted
    initiative: str

    def body(self, question: str = QUESTION, **more: Any) -> dict[str, Any]:
        return {"messages": [{"role": "user", "content": question}], "initiative_id": self.initiative, **more}

    def answer(self, question: str = QUESTION, **more: Any) -> dict[str, Any]:
        said = self.client.post("/v1/chat", json=self.body(question, **more))
        assert said.status_code == 200, said.text
        answer: dict[str, Any] = said.json()
        return answer

    def record(self, record_id: str) -> dict[str, Any]:
        kept: dict[str, Any] = self.client.get(f"/v1/records/{record_id}").json()["record"]
        return kept


def claims(*texts: str) -> Callable[[Received], Reply]:
    """A model that says these sentences, each citing the source that was shown first."""

    def say(request: Received) -> Reply:
        # The marks' letters are chosen anew, lest a document's own words be taken for one.
        mark = re.findall(r"(?m)^([A-Z]1)(?= \()", request.prompt)[0]
        return says(json.dumps({"claims": [{"text": text, "sources": [mark]} for text in texts]}))

    return say


def events(text: str) -> list[tuple[str, Any]]:
    """The server-sent events of an answer, comments left out."""
    found = []
    for part in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in part.splitlines() if not line.startswith(":"))
        if "data" in lines:
            data = lines["data"]
            found.append((lines.get("event", ""), data if data == "[DONE]" else json.loads(data)))
    return found


Begin = Callable[..., AbstractContextManager[Asking]]


@pytest.fixture
def asking(tmp_path: Path) -> Begin:
    """Begins a service whose model behaves so."""

    @contextmanager
    def begin(behaviour: Callable[[Received], Reply] | Reply, *further: Reply, **settings: Any) -> Iterator[Asking]:
        with scripted(behaviour, *further) as server:
            model = {"model": "scripted", "model_url": server.url, "model_tools": False, "model_deadline": 10.0}
            given = Settings.model_validate({"data": tmp_path, **model, **settings})
            with (
                wired(given) as parts,
                # As a context, so that all requests are served by one event loop.
                TestClient(create(parts), base_url="http://127.0.0.1", raise_server_exceptions=False) as client,
            ):
                initiative = client.post("/v1/initiatives", json={"name": "Scanner rollout"}).json()["id"]
                client.post(f"/v1/initiatives/{initiative}/documents", files={"file": ("plan.md", PLAN)})
                yield Asking(client, server, initiative)

    return begin


@pytest.fixture
def planned(client: TestClient, initiative: str) -> Asking:
    """An initiative with one document, at a service without a model."""
    client.post(f"/v1/initiatives/{initiative}/documents", files={"file": ("plan.md", PLAN)})
    return Asking(client, Scripted(lambda _: says(""), "none"), initiative)
