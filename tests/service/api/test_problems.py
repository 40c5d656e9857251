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
        ("POST", "/v1/translate", b"x" * 8_100_000, "application/json", 413),
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


HEAD = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="%b"\r\n\r\nGo-live is on Monday.\r\n--cut'
UNREADABLE = {
    "a line end in a file's name": (HEAD % b"pl\r\nan.md" + b"--", "part 1", "at byte 71", "file name"),
    "a file's name that is too long": (HEAD % (b"n" * 5_000), "part 1", "headers", "Shorten the file name"),
    "another boundary": (b"--other--\r\n", "part 1", "at byte 2", "boundary"),
    "no form at all": (b"\0\xff" * 1_000, "at byte 0", "\\x00", "boundary"),
    "a form that is cut off": (HEAD % b"plan.md" + b"\r\nContent-Di", "part 2", "at byte 114", "Send the whole form"),
    "too many files": ((HEAD % b"a.md")[:-5] * 101, "part 101", "100 files", "Send less"),
}


@pytest.mark.parametrize(("form", "place", "found", "next_step"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_form_that_cannot_be_read_is_refused_with_the_place_and_the_next_step(
    client: TestClient, form: bytes, place: str, found: str, next_step: str
) -> None:
    answer = client.post("/v1/translate", content=form, headers={"Content-Type": "multipart/form-data; boundary=cut"})
    assert answer.status_code == 400
    for said in (place, found, "expected", next_step):
        assert said in answer.json()["detail"]


@pytest.mark.parametrize("header", ["", "; boundary=" + "b" * 300, "; boundary=cut; charset=undefined"])
def test_a_form_whose_header_describes_none_is_refused_with_the_header(client: TestClient, header: str) -> None:
    form = HEAD % b"plan.md" + b"--\r\n"
    answer = client.post("/v1/translate", content=form, headers={"Content-Type": f"multipart/form-data{header}"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("header Content-Type: found 'multipart/form-data")


@pytest.mark.parametrize("path", ["/v1/search", "/v1/translate"])
@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"query": "99", "k": ' + b"9" * 10_000 + b"}", "a number of 10,000 digits at byte 21"),
        (b'{"query": ' * 50_000, "nested 50,000 deep at byte 499,990"),
        (b'["[", ' + b"[" * 50_000, "nested 50,001 deep at byte 50,005"),
        (b'{"query": "\xff"}', "the byte 0xff at byte 11"),
    ],
    ids=["number", "objects", "lists", "bytes"],
)
def test_json_that_cannot_be_read_is_refused_with_the_place_and_the_next_step(
    client: TestClient, path: str, body: bytes, found: str
) -> None:
    answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert f"found {found}" in answer.json()["detail"].replace("lists or objects ", "")
    assert "expected" in answer.json()["detail"]
    assert "end " in answer.json()["detail"].split(". ")[-1]


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
