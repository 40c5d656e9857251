"""The noun `Record`: who asked what, what was shown and cited, by which glossary, and what was claimed.

A record is a value; its canonical JSON is what is stored and hashed, so that a changed byte shows.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

RecordKind = Literal["interpretation", "search", "answer", "verification", "plan"]
GENESIS = "0" * 64
"""The hash before the first record."""


class Value(BaseModel):
    """Immutable and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceUsed(Value):
    """A source as it was when it was used."""

    id: str
    """`p_…`, `g_…` or `input`."""
    document_id: str | None = None
    version: int | None = None
    start: int | None = None
    end: int | None = None
    sha256: str
    """Of the passage's text, the concept's content or the input's text, in UTF-8."""
    cited: bool
    """False for what was shown and not cited."""


class ClaimMade(Value):
    """One claim with its status."""

    text: str
    status: Literal["supported", "glossary", "computed", "unsupported"]
    sources: tuple[str, ...]
    why: str = ""
    """For `computed`, the rule; for `unsupported`, which was withheld, what is not borne out."""


class GlossaryUsed(Value):
    """The glossary as it was."""

    revision: str
    concepts: tuple[str, ...]


class ModelUsed(Value):
    """The language model and prompt, where one phrased."""

    name: str
    parameters: dict[str, str]
    prompt: str
    prompt_sha256: str
    rung: str
    """Which way of asking for structured output worked."""
    prompt_version: str = ""
    attempts: int = 0
    """Requests that were sent to models."""
    failures: tuple[str, ...] = ()
    """What went wrong on the way, one for each failed request."""
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float = 0.0


class Record(Value):
    """One entry of the ledger."""

    id: str
    kind: RecordKind
    made_at: str
    """UTC, ISO 8601."""
    caller: str
    initiative_id: str | None
    request: dict[str, str]
    """What was asked: the route's parameters; long text only as its SHA-256 and length."""
    mode: Literal["composed", "model", "degraded"]
    reason: str = ""
    """For `degraded`: why."""
    complete: bool = True
    """False for an answer whose asker left before its end."""
    glossary: GlossaryUsed
    model: ModelUsed | None = None
    sources: tuple[SourceUsed, ...]
    claims: tuple[ClaimMade, ...]
    software: str
    """Crosswalk's version."""


def new_id() -> str:
    """A fresh record id."""
    return "r_" + secrets.token_hex(10)


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, lone surrogates included."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(record: Record) -> str:
    """The record as JSON with sorted keys and no blanks: the bytes that are hashed."""
    content: dict[str, Any] = record.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def chained(previous: str, body: str) -> str:
    """The hash of a record's body after the record whose hash is `previous`."""
    return hashlib.sha256(f"record-v1\0{previous}\0{body}".encode()).hexdigest()
