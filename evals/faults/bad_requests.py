"""Requests that no service should believe: names, bodies and sizes, made in code and sent as they are.

Multipart bodies are put together here, for a client library would mend the very names that are to be sent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

import httpx2

from evals.faults import bad_plans
from evals.faults.bad_files import SECRET, document, files

INITIATIVE = "faults"
Expected = Literal["refused", "taken", "either"]
_BOUNDARY = b"crosswalk-faults-boundary"
_DOCUMENTS = f"/v1/initiatives/{INITIATIVE}/documents"
_DIRECTION = {"from": "it", "to": "people_readiness"}
_HUGE = 300_000_000
_PIECE = b"Go-live is on Monday. " * 50_000
_REPEATED_LETTERS = 200_000
_REPEATED = {
    "a letter": "x",
    "a capital": "A",
    "a digit": "7",
    "a space": " ",
    "a line end": "\n",
    "a dash": "-",
    "a stop": ".",
    "a comma": "1,",
    "an underscore": "_",
    "a pipe": "|",
    "a bracket": "(",
    "a quote": '"',
    "a hash": "# ",
    "a star": "*",
    "a backtick": "`",
    "an item": "- ",
    "a quotation mark": "> ",
    "a link": "[a](",
    "an image": "![",
    "a tag": "<div>",
    "a row": "|-|\n",
    "a glossary's word": "SSO ",
    "two glossary's words": "SSO and MFA, ",
    "a quarter": "Q1/",
    "a month": "March ",
    "a date": "2027-03-12 ",
    "a group": "the team and ",
    "a count": "5 users, ",
    "a condition": "if not ",
    "an initial": "A.",
    "a title": "Dr. ",
    "an address": "http://",
    "a heading": "# Plan\n\n",
    "a sentence": "SSO goes live on Monday. ",
}
"""Pieces of which a text of `_REPEATED_LETTERS` may be made, half of it within a sentence and half behind it: whatever
reads it has to take time in proportion."""
_GROWTH = 150_000_000
"""Bytes by which the service may grow while it refuses `_HUGE`."""
Send = Callable[[httpx2.Client], httpx2.Response]


class Case(NamedTuple):
    """One bad input."""

    what: str
    prepare: Callable[[], Send]
    """Makes the input, which may take a while, and gives back what sends it."""
    expected: Expected = "refused"
    within: float = 100.0
    """Seconds in which it has to be answered."""
    growth: int | None = None
    """Bytes by which the service's own process may grow meanwhile, where that matters."""


def cases() -> Iterator[Case]:
    """All of them, files first."""
    for file in files():
        yield Case(
            file.what,
            lambda file=file: _upload(file.name.encode(), file.make()),  # type: ignore[misc]
            "either" if file.readable else "refused",
        )
    yield from _names()
    yield from _json()
    yield from _forms()
    yield Case("300 MB file", lambda: _huge_file(chunked=False), within=60, growth=_GROWTH)
    yield Case("300 MB file without a length", lambda: _huge_file(chunked=True), within=60, growth=_GROWTH)
    yield Case("300 MB of JSON without a length", lambda: _huge_json, within=60, growth=_GROWTH)
    yield Case("10,000 dates in one line", lambda: _post("/v1/translate", _dates()), "taken", within=20)
    for what, unit in _REPEATED.items():
        run = unit * (_REPEATED_LETTERS // 2 // len(unit))
        body = _said(text=f"Single sign-on {run} goes live on Monday. {run}")
        yield Case(f"{what}, over and over", lambda b=body: _post("/v1/translate", b), "either", within=20)  # type: ignore[misc]
    yield from _plans()


def _plans() -> Iterator[Case]:
    for what, method, path, body in bad_plans.requests():
        yield Case(what, lambda m=method, p=path, b=body: _as(m, p, b))  # type: ignore[misc]
    for number, paper in enumerate(bad_plans.papers()):
        yield Case(
            f"plan: {paper.what}",
            lambda n=number, p=paper: lambda client: bad_plans.planned(client, p, n),  # type: ignore[misc]
            "taken",
            within=40,
        )
    # What has come of all the bad files above.
    everything = {"initiative_id": INITIATIVE, "today": "2027-01-04"}
    yield Case("plan of all bad files", lambda: _post("/v1/plans", _plain(**everything)), "taken", within=100)


def _names() -> Iterator[Case]:
    good = document()
    text = b"Go-live is on Monday."
    for what, name, content, expected in (
        ("name with ../", b"../../etc/passwd", text, "refused"),
        ("name with ../ and an ending", b"../../../tmp/crosswalk-escaped.md", text, "either"),
        ("name with a drive", rb"C:\\x\\y.docx", good, "either"),
        ("name with NUL", b"plan\0.docx", good, "refused"),
        ("name with a line end", b"plan\r\n.docx", good, "refused"),
        ("name of 5,000 letters", b"n" * 5_000 + b".docx", good, "refused"),
        ("name that is only dots", b"..", text, "refused"),
        ("name that is no UTF-8", b"pl\xffn.md", text, "either"),
        ("empty name", b"", text, "refused"),
    ):
        yield Case(what, lambda n=name, c=content: _upload(n, c), expected)  # type: ignore[misc, arg-type]


def _json() -> Iterator[Case]:
    search, translate = "/v1/search", "/v1/translate"
    for what, path, body, expected in (
        ("NUL in a text", translate, _said(text="Go-live\0 is on Monday"), "either"),
        ("half a surrogate pair in a text", translate, _said(text="Go-live \ud800 is on Monday"), "either"),
        ("half a surrogate pair in a question", search, _plain(query="go-live \ud800"), "either"),
        ("half a surrogate pair in a name", search, b'{"query": "x", "\\ud800": 1}', "refused"),
        ("NUL and half a pair in a document", _DOCUMENTS, _plain(title="a\0\udfff", text="b\0\udfff"), "either"),
        ("NaN for a number", search, b'{"query": "x", "k": NaN}', "refused"),
        ("-Infinity for a number", search, b'{"query": "x", "k": -Infinity}', "refused"),
        ("number of 10,000 digits", search, b'{"query": "x", "k": ' + b"9" * 10_000 + b"}", "refused"),
        ("1e400 for a number", search, b'{"query": "x", "k": 1e400}', "refused"),
        ("lists 100,000 deep", translate, b"[" * 100_000 + b"]" * 100_000, "refused"),
        ("objects 100,000 deep", search, b'{"query":' * 100_000 + b"1" + b"}" * 100_000, "refused"),
        ("number for a text", translate, _said(text=5), "refused"),
        ("list for a text", translate, _said(text=["a"]), "refused"),
        ("text for a list", search, _plain(query="x", initiative_ids="faults"), "refused"),
        ("text for a number", search, _plain(query="x", k="many"), "refused"),
        ("k of -1", search, _plain(query="x", k=-1), "refused"),
        ("k of a billion", search, _plain(query="x", k=10**9), "refused"),
        ("unknown field", search, _plain(query="x", limit=3), "refused"),
        ("unknown field in a document", _DOCUMENTS, _plain(title="a", text="b", owner="me"), "refused"),
        ("unknown community", translate, _plain(**{"text": "x", "from": "it", "to": "martians"}), "refused"),
        ("the same community twice", translate, _plain(**{"text": "x", "from": "it", "to": "it"}), "refused"),
        ("neither text nor document", translate, _plain(**_DIRECTION), "refused"),
        ("text of white space", translate, _said(text=" \n\t" * 100), "refused"),
        ("document of white space", _DOCUMENTS, _plain(title="a", text=" \n\t"), "refused"),
        ("date that is none", _DOCUMENTS, _plain(title="a", text="b", dated="2027-02-30"), "refused"),
        ("list for a body", search, b"[1, 2, 3]", "refused"),
        ("null for a body", translate, b"null", "refused"),
        ("body cut off", search, b'{"query": "x"', "refused"),
        ("no body", translate, b"", "refused"),
        ("body that is no UTF-8", search, b'{"query": "\xff\xfe\x81"}', "refused"),
        (
            "SQL and FTS syntax for a question",
            search,
            _plain(query='" OR 1=1; DROP TABLE passages;-- NEAR( a*'),
            "taken",
        ),
        ("initiative with path parts", search, _plain(query="x", initiative_ids=["../../etc"]), "refused"),
        ("unknown initiative", "/v1/initiatives/no-such/documents", _plain(title="a", text="b"), "refused"),
    ):
        yield Case(what, lambda p=path, b=body: _post(p, b), expected)  # type: ignore[misc, arg-type]
    yield Case("JSON sent as text/plain", lambda: _post(_DOCUMENTS, _plain(title="a", text="b"), "text/plain"))
    yield Case("body sent as an image", lambda: _post(translate, _said(text="x"), "image/png"))


def _forms() -> Iterator[Case]:
    good = _form([(b"plan.md", b"Go-live is on Monday.")])
    kind = f"multipart/form-data; boundary={_BOUNDARY.decode()}"
    yield Case("form without a file", lambda: _post(_DOCUMENTS, _form([]), kind))
    yield Case("form without a boundary", lambda: _post(_DOCUMENTS, good, "multipart/form-data"))
    yield Case("form with another boundary", lambda: _post(_DOCUMENTS, good, "multipart/form-data; boundary=other"))
    yield Case("form cut off", lambda: _post(_DOCUMENTS, good[:-40], kind))
    yield Case("form that is none", lambda: _post(_DOCUMENTS, b"\0\xff" * 1000, kind))
    many = _form([(f"{n}.md".encode(), b"x") for n in range(5_000)])
    yield Case("form with 5,000 files", lambda: _post(_DOCUMENTS, many, kind))
    yield Case("form of two bad files", lambda: _post(_DOCUMENTS, _form([(b"a.docx", b""), (b"b.pdf", b"no")]), kind))


def _said(**body: object) -> bytes:
    return _plain(**_DIRECTION, **body)


def _plain(**body: object) -> bytes:
    return json.dumps(body).encode()


def _dates() -> bytes:
    days = (f"{1 + n % 28} {('March', 'May', 'June')[n % 3]} {2027 + n % 3}" for n in range(10_000))
    return _said(text="Single sign-on goes live for the waves on " + ", ".join(days) + ".")


def _post(path: str, body: bytes, kind: str = "application/json") -> Send:
    return lambda client: client.post(path, content=body, headers={"content-type": kind})


def _as(method: str, path: str, body: bytes) -> Send:
    return lambda client: client.request(method, path, content=body, headers={"content-type": "application/json"})


def _upload(name: bytes, content: bytes) -> Send:
    return _post(_DOCUMENTS, _form([(name, content)]), f"multipart/form-data; boundary={_BOUNDARY.decode()}")


def _form(parts: Sequence[tuple[bytes, bytes]]) -> bytes:
    pieces = [piece for name, content in parts for piece in (*_part_head(name), content, b"\r\n")]
    return b"".join([*pieces, b"--", _BOUNDARY, b"--\r\n"])


def _part_head(name: bytes) -> tuple[bytes, ...]:
    head = b'\r\nContent-Disposition: form-data; name="file"; filename="', name, b'"\r\n'
    return b"--", _BOUNDARY, *head, b"Content-Type: application/octet-stream\r\n\r\n"


def _huge_file(*, chunked: bool) -> Send:
    head, tail = b"".join(_part_head(b"huge.txt")), b"\r\n--" + _BOUNDARY + b"--\r\n"
    pieces = _HUGE // len(_PIECE)

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(pieces):
            yield _PIECE
        yield tail

    headers = {"content-type": f"multipart/form-data; boundary={_BOUNDARY.decode()}"}
    if not chunked:
        headers["content-length"] = str(len(head) + pieces * len(_PIECE) + len(tail))
    return lambda client: client.post(_DOCUMENTS, content=body(), headers=headers)


def _huge_json(client: httpx2.Client) -> httpx2.Response:
    def body() -> Iterator[bytes]:
        yield b'{"from": "it", "to": "people_readiness", "text": "'
        for _ in range(_HUGE // len(_PIECE)):
            yield _PIECE
        yield b'"}'

    return client.post("/v1/translate", content=body(), headers={"content-type": "application/json"})


__all__ = ["INITIATIVE", "SECRET", "Case", "cases"]
