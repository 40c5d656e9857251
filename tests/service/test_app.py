"""The front door: who comes in, from where, and with how much."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from service import app as front
from service.app import create
from service.settings import Settings
from service.workflows import Parts
from tests.service.people import KEYS, as_


def test_with_keys_every_route_but_the_open_ones_needs_one(shared: TestClient) -> None:
    paths = shared.get("/openapi.json", headers=as_("ada")).json()["paths"]
    assert len(paths) > 15
    for path, methods in paths.items():
        for method in methods:
            answer = shared.request(method, path)
            assert (answer.status_code == 401) == (path not in {"/healthz", "/readyz", "/"}), path
    assert shared.get("/openapi.json").status_code == 401


def test_the_description_of_the_interface_tells_of_errors_as_they_come(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/v1/search"]["post"]["responses"]
    assert set(described) == {"200", "default"}
    (said,) = described["default"]["content"]
    answer = client.post("/v1/search", json={"k": 0})
    assert answer.headers["content-type"] == said
    assert set(answer.json()) <= set(described["default"]["content"][said]["schema"]["properties"])


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("ada", "name:key"),
        ("ada:short", "16"),
        (f"ada:{'ü' * 16}", "ASCII"),
        (f"ada:{'k' * 16},ben:{'k' * 16}", "entry 2"),
    ],
)
def test_keys_that_could_not_tell_callers_apart_are_refused_at_the_start(keys: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why) as refused:
        Settings(api_keys=SecretStr(keys))
    assert keys not in str(refused.value)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", f"Basic {KEYS['ada']}", f"Bearer {KEYS['ada']}x"])
def test_a_key_that_is_not_known_is_refused_with_the_next_step(shared: TestClient, header: str) -> None:
    answer = shared.get("/v1/initiatives", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "Authorization: Bearer KEY" in answer.json()["detail"]
    assert KEYS["ada"] not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:1", "127.9.9.9", "[::1]:80", "LOCALHOST"])
def test_without_keys_this_machines_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/v1/initiatives", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.7", "0.0.0.0", "127.0.0.1.nip.io"])
def test_without_keys_other_names_are_refused(client: TestClient, host: str) -> None:
    for path in ("/v1/initiatives", "/healthz"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 403
        assert "CROSSWALK_API_KEYS" in answer.json()["detail"]


def test_without_keys_pages_of_others_cannot_post(client: TestClient, initiative: str) -> None:
    path = f"/v1/initiatives/{initiative}/documents"
    for origin, status in (("https://evil.example", 403), ("null", 403), ("http://127.0.0.1", 201)):
        answer = client.post(path, files={"file": ("a.md", b"# A\n")}, headers={"Origin": origin})
        assert answer.status_code == status


def test_a_body_without_a_length_is_cut_off_too(alone: Parts) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
        while True:
            read += 65_536
            yield b"x" * 65_536

    async def post() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=create(alone), raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post(
                "/v1/translate", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"}
            )

    answer = asyncio.run(post())
    assert answer.status_code == 413, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert read < 2 * alone.settings.most_bytes


def test_a_body_that_stops_coming_is_given_up(alone: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "BODY_PAUSE", 0.05)

    async def stalled() -> AsyncIterator[bytes]:
        yield b'{"text": "SSO'
        await asyncio.Event().wait()

    async def post() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=create(alone), raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post("/v1/translate", content=stalled(), headers={"Content-Type": "application/json"})

    answer = asyncio.run(post())
    assert answer.status_code == 408
    assert answer.json()["status"] == 408


def test_too_many_parts_are_refused(client: TestClient, initiative: str) -> None:
    files = [("file", (f"{n}.md", b"# A\n")) for n in range(101)]
    answer = client.post(f"/v1/initiatives/{initiative}/documents", files=files)
    assert answer.status_code == 400
    assert answer.json()["status"] == 400


def test_answers_are_not_kept_by_caches_nor_guessed_at_by_browsers(client: TestClient) -> None:
    headers = client.get("/v1/initiatives").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_start_page_needs_nothing_from_elsewhere_and_runs_only_what_stands_in_it(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    for kind in ("script", "style"):
        inline = re.findall(rf"<{kind}[^>]*>(.*?)</{kind}>", page.text, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inline]
        assert policy[f"{kind}-src"] == " ".join(f"'sha256-{each}'" for each in hashes)
    assert not re.search(r"\b(?:src|href)=(?!\"data:)", page.text)
    assert not re.search(r"\son\w+=|\sstyle=|innerHTML|insertAdjacentHTML|document\.write|eval\(", page.text)
