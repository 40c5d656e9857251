"""The real service over a folder of its own: for one person, and for several with keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.app import create
from service.settings import Settings
from service.wiring import wired
from service.workflows import Parts
from tests.service.people import KEYS


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """The parts for one person on one machine; tests share it, each with initiatives of its own."""
    with wired(Settings(data=tmp_path_factory.mktemp("alone"), most_bytes=8_000_000)) as parts:
        yield parts


@pytest.fixture
def client(alone: Parts) -> TestClient:
    return TestClient(create(alone), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def initiative(client: TestClient) -> str:
    return str(client.post("/v1/initiatives", json={"name": "Scanner rollout", "country": "DE"}).json()["id"])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service with keys; `people.as_` says who asks."""
    keys = SecretStr(",".join(f"{name}:{key}" for name, key in KEYS.items()))
    with wired(Settings(data=tmp_path_factory.mktemp("shared"), api_keys=keys)) as parts:
        yield TestClient(create(parts), base_url="http://crosswalk.example", raise_server_exceptions=False)
