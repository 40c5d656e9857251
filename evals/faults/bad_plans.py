"""Documents that no plan should founder on, and requests about plans that no service should believe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import httpx2

ROWS = 2_000
LETTERS = 60_000
PIECES = {
    "steps without an end": "Wave 1 goes live on 3 May 2027, then ",
    "dates without an end": "3 May 2027, 30 February 2027, 12/01/2027, CW 18, ",
    "predecessors without an end": "after the training, ",
    "brackets": "((",
    "pipes": "|",
    "quotation marks": "“",
    "a name, over and over": "Ana: ",
    "numbers": "12 ",
    "until": "from 3 May until ",
    "questions": "Who? ",
    "white space": " \t",
}
"""Pieces of which a document is made."""


class Papers(NamedTuple):
    """A document, and what it is called in the table."""

    what: str
    text: str


def papers() -> Iterator[Papers]:
    """All of them."""
    yield Papers("no dates at all", "# Plan\n\n- Accounts\n- Training\n- Go-live\n")
    yield Papers("dates that do not exist", _table((f"S{n}", f"{29 + n % 3} February 2027", "") for n in range(60)))
    yield Papers("ends before starts", "- Training from 9 May 2027 to 3 May 2027\n- Go-live: 10/5/2027 - 3/5/2027\n")
    yield Papers("one name for all", _table(("Go-live", f"{1 + n % 28} May 2027", "") for n in range(200)))
    yield Papers("a circle of predecessors", _table((f"S{n}", "3 May 2027", f"S{(n + 1) % 300}") for n in range(300)))
    yield Papers(
        "each waits for all", _table((f"S{n}", "3 May 2027", ", ".join(f"S{m}" for m in range(60))) for n in range(60))
    )
    yield Papers(
        "rows of a large plan", _table((f"S{n}", f"{1 + n % 28} May {2027 + n % 5}", f"S{n - 1}") for n in range(ROWS))
    )
    yield Papers("far past and future", "Go-live on 1 January 0001. Training on 31 December 9999. Survey in 99999.\n")
    for what, piece in PIECES.items():
        run = piece * (LETTERS // 2 // len(piece))
        yield Papers(what, f"# Plan\n\nThe go-live {run} is on 3 May 2027. Training is on 1 May.\n\n{run}\n")


def planned(client: httpx2.Client, paper: Papers, number: int) -> httpx2.Response:
    """Hands a document in to an initiative of its own, and asks for the plan."""
    made = client.post("/v1/initiatives", json={"name": paper.what, "id": f"plans-{number}", "country": "DE"})
    made.raise_for_status()
    document = {"title": paper.what, "text": paper.text, "community": "it", "dated": "2027-01-04"}
    client.post(f"/v1/initiatives/plans-{number}/documents", json=document).raise_for_status()
    return client.post("/v1/plans", json={"initiative_id": f"plans-{number}", "today": "2027-01-04"})


def requests() -> Iterator[tuple[str, str, str, bytes]]:
    """Requests about plans that have to be refused: what, method, path, body."""
    plan, milestone = "/v1/plans/pl_0000000000", "/v1/plans/pl_0000000000/milestones/m_0"
    for what, method, path, body in (
        ("plan of no initiative", "POST", "/v1/plans", {}),
        ("plan of an unknown initiative", "POST", "/v1/plans", {"initiative_id": "no-such"}),
        ("plan of path parts", "POST", "/v1/plans", {"initiative_id": "../../etc"}),
        ("plan for a day that is none", "POST", "/v1/plans", {"initiative_id": "faults", "today": "2027-02-30"}),
        ("plan with an unknown field", "POST", "/v1/plans", {"initiative_id": "faults", "owner": "me"}),
        ("edit of an unknown plan", "PATCH", milestone, {"owner": "me", "reason": "x"}),
        ("edit without a reason", "PATCH", milestone, {"owner": "me"}),
        ("shift of an unknown plan", "POST", f"{plan}/what-if", {"milestone": "m_0", "shift_days": 1}),
        ("shift by a billion days", "POST", f"{plan}/what-if", {"milestone": "m_0", "shift_days": 10**9}),
        ("shift by a word", "POST", f"{plan}/what-if", {"milestone": "m_0", "shift_days": "far"}),
        ("export to an unknown format", "GET", f"{plan}/export?format=../../etc/passwd", None),
        ("version of 20 digits", "GET", f"{plan}?version={'9' * 20}", None),
    ):
        yield what, method, path, b"" if body is None else json.dumps(body).encode()


def _table(rows: Iterator[tuple[str, str, str]]) -> str:
    lines = (f"| {step} | {step} | {day} | {needs} |" for step, day, needs in rows)
    return "\n".join(["| ID | Step | Date | Needs |", "|---|---|---|---|", *lines]) + "\n"
