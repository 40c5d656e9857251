"""How outcomes tell what was asked and what came: shortened texts, records, hashes of answers."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from evals.cases.common import Forbidden
from evals.metrics import saying
from evals.nouns import Item
from service.terminal.client import Api

_MOST = 700
"""Characters of a text that a report shows."""
_MOST_ITEMS = 25
Answered = TypeVar("Answered")


def shortened(text: str, most: int = _MOST) -> str:
    """The beginning of a text."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def fingerprint(said: Iterable[str]) -> str:
    """The same for the same things said in the same order."""
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def items(texts: Iterable[tuple[str, bool | None]]) -> tuple[Item, ...]:
    """What was said or expected, with verdicts; a long list says how many more there are."""
    every = [Item(text=shortened(text, 400), right=right) for text, right in texts]
    more = len(every) - _MOST_ITEMS
    # What is right or wrong is what a reader came for; the rest of a long list is counted.
    every.sort(key=lambda item: item.right is None)
    return tuple(every) if more <= 0 else (*every[:_MOST_ITEMS], Item(text=f"and {more} more"))


def kept(rules: Sequence[Forbidden], claims: Sequence[str]) -> list[tuple[str, bool]]:
    """For each rule its words, and whether no claim says what it forbids."""
    places = saying.forbidden(rules, claims)
    return [(f"not: {rule.says}", not where) for rule, where in zip(rules, places, strict=True)]


async def timed(asking: Awaitable[Answered]) -> tuple[Answered, float]:
    """What was answered, and the wall-clock seconds that it took: the call alone, not what a case needs around it."""
    began = time.perf_counter()
    answer = await asking
    return answer, round(time.perf_counter() - began, 4)


async def record(api: Api, key: str) -> dict[str, Any]:
    """What a record tells of how an answer came about, without what the answer itself repeats."""
    kept = (await api.call("GET", f"/v1/records/{key}")).json()
    body: Mapping[str, Any] = kept.get("record", kept)
    sources = body.get("sources", [])
    told = {
        "id": key,
        "kind": body.get("kind"),
        "mode": body.get("mode"),
        "reason": body.get("reason") or None,
        "glossary": body.get("glossary", {}).get("revision"),
        "concepts": body.get("glossary", {}).get("concepts"),
        "sources_shown": len(sources),
        "sources_cited": sum(bool(one.get("cited")) for one in sources),
        "unsupported": sum(one.get("status") == "unsupported" for one in body.get("claims", [])) or None,
        "model": body.get("model"),
    }
    return {name: value for name, value in told.items() if value is not None}


def tokens(told: Mapping[str, Any]) -> dict[str, int]:
    """The tokens that a record says the model took, as an outcome's fields."""
    model = told.get("model") or {}
    return {name: int(model.get(name) or 0) for name in ("input_tokens", "output_tokens")}
