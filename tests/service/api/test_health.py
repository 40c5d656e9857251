from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from service.workflows import Parts


@contextmanager
def no_database(engine: sa.Engine) -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("disk I/O error"))

    sa.event.listen(engine, "begin", refuse)
    try:
        yield
    finally:
        sa.event.remove(engine, "begin", refuse)


def test_every_part_says_how_it_is(client: TestClient) -> None:
    ready = client.get("/readyz")
    assert ready.status_code == 200
    parts = {part["name"]: part["status"] for part in ready.json()["parts"]}
    assert set(parts) == {"database", "glossary", "words", "meaning", "embedding", "model"}
    assert parts["model"] == "absent"
    assert parts["database"] == parts["words"] == parts["glossary"] == "ready"
    embedding = ready.json()["embedding"]
    assert 0 <= embedding["done"] <= embedding["total"]
    assert client.get("/healthz").json()["status"] == "alive"


def test_without_its_database_the_service_lives_but_is_not_ready(
    client: TestClient, alone: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    with no_database(alone.engine):
        ready = client.get("/readyz")
        answer = client.get("/v1/initiatives")
        assert client.get("/healthz").status_code == 200
    assert ready.status_code == 503
    assert {p["name"]: p["status"] for p in ready.json()["parts"]}["database"] == "failed"
    assert answer.status_code == 503
    assert "operator" in answer.json()["detail"]
    assert "SELECT" not in answer.text
    assert "disk I/O error" in caplog.text
    assert client.get("/readyz").status_code == 200


def test_requests_are_counted_by_route_and_not_by_address(client: TestClient) -> None:
    for address in ("/v1/records/r_0000", "/v1/records/r_1111", "/nowhere-a", "/nowhere-b"):
        client.get(address)
    figures = client.get("/metrics").text
    assert 'crosswalk_requests_total{method="GET",route="/v1/records/{record_id}",status="404"} 2.0' in figures
    assert 'crosswalk_requests_total{method="any",route="none",status="404"} 2.0' in figures
    assert "r_0000" not in figures
    assert "nowhere" not in figures
    assert "crosswalk_passages_waiting" in figures
