"""Every error is a problem that says what to do, whoever raises it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from service.app import create
from service.workflows import Parts

MEMBERS = {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("method", "path", "content", "kind", "status"),
    [
        ("GET", "/nowhere", None, None, 404),
        ("GET", "/v1/documents/%00%ff%20", None, None, 404),
        ("GET", "/v1/records/" + "x" * 5_000, None, None, 404),
        ("GET", "/v1/glossary/concepts/..%2f..%2fetc", None, None, 404),
        ("DELETE", "/v1/initiatives", None, None, 405),
        ("POST", "/v1/search", b"query=x", "application/x-www-form-urlencoded", 415),
        ("POST", "/v1/search", b"{", "application/json", 422),
        ("POST", "/v1/search", b"[" * 200_000, "application/json", 400),
        ("POST", "/v1/search", b"\xff\xfe\xfa", "application/json", 400),
        ("POST", "/v1/search", b'{"query": "\\ud800"}', "application/json", 422),
        ("POST", "/v1/search", b'{"\\udfff": 1}', "application/json", 422),
        ("POST", "/v1/translate", b"{", "application/json", 400),
        ("POST", "/v1/translate", b"[" * 200_000, "application/json", 400),
        ("POST", "/v1/translate", b"SSO", "text/plain", 415),
        ("POST", "/v1/translate", b"SSO", None, 415),
        ("POST", "/v1/translate", b"not a form", "multipart/form-data", 400),
        ("POST", "/v1/translate", b"x", "multipart/form-data; boundary=y", 400),
        ("POST", "/v1/translate", b"x" * 4_100_000, "application/json", 413),
        ("GET", "/v1/glossary/concepts?limit=0", None, None, 422),
        ("GET", "/v1/records?before=r_0000", None, None, 404),
    ],
)
def test_what_the_framework_refuses_is_a_problem_too(
    client: TestClient, method: str, path: str, content: bytes | None, kind: str | None, status: int
) -> None:
    answer = client.request(method, path, content=content, headers={"Content-Type": kind} if kind else {})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().keys() >= MEMBERS
    assert answer.json()["status"] == status
    assert len(answer.text) < 3_000


def test_a_method_that_is_not_taken_comes_with_those_that_are(client: TestClient) -> None:
    assert client.delete("/v1/search").headers["allow"] == "POST"


def test_an_unexpected_error_says_nothing_of_our_insides_and_is_logged(
    alone: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    app = create(alone)

    @app.get("/broken")
    def broken() -> None:
        raise KeyError("a secret of ours")

    answer = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["reference"] in caplog.text
    assert "a secret of ours" in caplog.text
