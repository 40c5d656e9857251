"""Every way in which a language model fails, each with what has to be said of it: the rows of the fault table.

A cell gives the replies to one request's attempts, in turn. Where claims arrive before something breaks, they are
checked like any other and may stand; nothing that is cut off may be told as complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.llm.nouns import Reason
from service.llm.scripted import Received, Reply, replies, says

Where = Literal["here", "refused", "unresolvable"]
Modes = frozenset[str]
Why = Reason | Literal["nothing stood"]
"""Why there is no answer of the model's: it failed, or what it said was no claim or not borne out."""
FACT = "Access to the practice system opens for warehouse staff on 26 April 2027"
"""What the document says, and a model that works repeats."""
_DEGRADED: Modes = frozenset({"degraded"})
_MODEL: Modes = frozenset({"model"})
_EITHER: Modes = _DEGRADED | _MODEL
Say = Callable[[Received], Sequence[Reply]]


@dataclass(frozen=True)
class Cell:
    """One fault."""

    what: str
    say: Say
    """The replies to the attempts of one request, the last one again and again."""
    modes: Modes = _DEGRADED
    """How the answer may come about."""
    reasons: frozenset[Why] = frozenset()
    """What is said of a degraded one; any of them."""
    attempts: frozenset[int] = frozenset({1, 2, 3})
    """How many requests may arrive upstream."""
    where: Where = "here"
    slow: bool = False
    """Whether it lasts until the deadline."""


def cells() -> list[Cell]:
    """All of them, in the order of the table."""
    return [*_unreachable(), *_statuses(), *_silences(), *_breaks(), *_contents()]


def well(request: Received) -> Sequence[Reply]:
    """A model that works: it repeats the document's words and cites the source that was shown for them."""
    return (says(claims_of(request)),)


def claims_of(request: Received, count: int = 2) -> str:
    """So many claims as JSON, the first borne out by the document and each of the others by its next words."""
    sentences = (FACT + ".", "Training for warehouse staff starts on 3 May 2027.")
    told = [{"text": sentences[n % 2], "sources": [mark_of(request.prompt, sentences[n % 2])]} for n in range(count)]
    return json.dumps({"claims": told})


def mark_of(prompt: str, words: str) -> str:
    """The mark under which these words were shown; `S1` if they were not."""
    at = prompt.find(words.rstrip("."))
    # The marks' letters are chosen anew for each request, lest a document's own words be taken for one.
    shown = re.findall(r"(?m)^([A-Z]\d+)(?=[ :])", prompt[:at]) if at >= 0 else []
    return shown[-1] if shown else "S1"


def _unreachable() -> list[Cell]:
    reasons: frozenset[Why] = frozenset({"unreachable", "breaker_open"})
    none = frozenset({0})
    return [
        Cell("connection refused", well, reasons=reasons, attempts=none, where="refused"),
        Cell("host name unknown", well, reasons=reasons, attempts=none, where="unresolvable"),
    ]


def _statuses() -> list[Cell]:
    once, thrice = frozenset({1}), frozenset({3})
    found: list[tuple[int, Reason, frozenset[int]]] = [
        (401, "unauthorized", once),
        (404, "not_found", once),
        (408, "timeout", thrice),
        (429, "rate_limited", frozenset({1, 2, 3})),
        (500, "error", thrice),
        (503, "overloaded", thrice),
        (529, "overloaded", thrice),
    ]
    waits = [
        ("1 second", "1", _MODEL),
        ("HTTP date", "date", _MODEL),
        ("60 seconds", "60", _DEGRADED),
        ("absurd number", "99999999999999999999", _DEGRADED),
        ("negative number", "-5", _EITHER),
        ("not a number", "NaN", _EITHER),
        ("words", "after lunch", _EITHER),
    ]
    cells_ = [
        Cell(f"status {status}", _always(replies.fails(status)), reasons=frozenset({reason}), attempts=attempts)
        for status, reason, attempts in found
    ]
    for what, wait, modes in waits:
        cells_.append(
            Cell(
                f"429, Retry-After: {what}",
                _limited(wait),
                modes,
                reasons=frozenset({"rate_limited", "timeout"}),
                attempts=frozenset({1, 2, 3}),
            )
        )
    again = frozenset({2})
    cells_.append(Cell("503, then well", lambda r: (replies.fails(503), *well(r)), _MODEL, attempts=again))
    cells_.append(Cell("cut at once, then well", lambda r: (replies.cut("", 0), *well(r)), _MODEL, attempts=again))
    return cells_


def _silences() -> list[Cell]:
    reasons: frozenset[Why] = frozenset({"timeout"})
    return [
        Cell("hangs before headers", _always(replies.silent("before headers")), reasons=reasons, slow=True),
        Cell("silence after headers", _always(replies.silent("after headers")), reasons=reasons, slow=True),
        Cell(
            "a token every 5 seconds", lambda r: (says(claims_of(r), every=5.0),), reasons=frozenset(reasons), slow=True
        ),
        Cell(
            "endless text, 20 tokens a second",
            lambda r: (says(claims_of(r, 200), rate=20),),
            _EITHER,
            reasons=reasons,
            slow=True,
        ),
    ]


def _breaks() -> list[Cell]:
    broken: frozenset[Why] = frozenset({"unreachable", "no_finish", "malformed"})
    return [
        Cell("cut after 0 tokens", lambda r: (replies.cut(claims_of(r), 0),), reasons=broken),
        Cell("cut after 1 token", lambda r: (replies.cut(claims_of(r), 1),), reasons=broken),
        Cell("cut after the first claim", lambda r: (replies.cut(claims_of(r, 6), 20),), _EITHER, reasons=broken),
        Cell(
            "ends without finish_reason",
            lambda r: (replies.unfinished(claims_of(r)),),
            _EITHER,
            reasons=frozenset({"no_finish"}),
        ),
        Cell(
            "ends without finish_reason or text",
            _always(replies.unfinished("")),
            reasons=frozenset({"no_finish", "empty"}),
        ),
        Cell("error inside a 200", _always(replies.error_inside()), reasons=frozenset({"error", "malformed"})),
        Cell(
            "error inside a 200, after text",
            lambda r: (replies.error_inside(claims_of(r)[:30]),),
            reasons=frozenset({"error", "malformed"}),
        ),
    ]


def _contents() -> list[Cell]:
    malformed: frozenset[Why] = frozenset({"malformed"})
    nothing: frozenset[Why] = frozenset({"nothing stood", "wrong_schema", "malformed"})
    return [
        Cell("HTML with 200", _always(replies.html()), reasons=malformed),
        Cell("invalid JSON with 200", _always(replies.invalid_json()), reasons=malformed),
        Cell("wrong envelope", _always(replies.wrong_envelope()), reasons=malformed | {"empty"}),
        Cell("NaN in the envelope", _always(replies.not_a_number()), reasons=malformed),
        Cell("empty choices", _always(replies.no_choices()), reasons=frozenset({"empty", "no_finish", "malformed"})),
        Cell("empty text", _always(says("")), reasons=frozenset({"empty"})),
        Cell("invalid JSON in the text", lambda r: (says(claims_of(r)[:20] + "}}]"),), reasons=nothing),
        Cell("another schema in the text", _always(says('{"answer": 42, "confidence": "high"}')), reasons=nothing),
        Cell("NaN in the text", _always(says('{"claims": NaN, "text": NaN, "sources": [NaN]}')), reasons=nothing),
        Cell("fenced JSON", lambda r: (says(f"```json\n{claims_of(r)}\n```"),), _MODEL),
        Cell(
            "lone surrogates",
            lambda r: (says('{"claims": [{"text": "Access \ud83d opens \udfff", "sources": ["S1"]}]}'),),
            _EITHER,
            reasons=nothing,
        ),
        Cell("50 MB of text", _always(replies.huge(50)), reasons=frozenset({"too_large", "timeout"})),
        Cell(
            "finish_reason length",
            lambda r: (replies.finished(claims_of(r), "length"),),
            _EITHER,
            reasons=frozenset({"cut_off"}),
        ),
        Cell(
            "finish_reason content_filter",
            _always(replies.finished("", "content_filter")),
            reasons=frozenset({"filtered"}),
        ),
        Cell("as it should be", well, _MODEL, attempts=frozenset({1})),
    ]


def _always(reply: Reply) -> Say:
    return lambda request: (reply,)


def _limited(wait: str) -> Say:
    """Once turned away, then well: the wait decides whether anyone is there to see it."""

    def say(request: Received) -> Sequence[Reply]:
        after = replies.http_date(1.0) if wait == "date" else wait
        return (replies.fails(429, retry_after=after), *well(request))

    return say
