"""Several of a kind told apart by letters or numbers: `crews C + D`, `offices 2–23`, `gates 1, 2, 3`."""

from __future__ import annotations

import re
from functools import lru_cache

_ONE = r"(?:[A-Z]|\d{1,3})(?![\w’'%:/.]|[.,]\d|-\w{2})|(?:\d{1,3})(?=\s*[–-]\s*\d{1,3}\b)"
_MORE = rf"(?:\s*(?:,\s*(?:and |& )?|\+|&|/|–|-|\band\b|\bto\b)\s*(?:{_ONE}))*"
_SERIES = re.compile(
    rf"\b(?P<noun>[A-Za-z]{{3,}}?)s? (?P<items>(?:{_ONE}){_MORE})",
)
_BARE = re.compile(rf"^\W*(?:the )?(?P<items>(?:{_ONE}){_MORE})(?!\w)")
_RANGE = re.compile(r"(?P<first>\d{1,3}|[A-Z])\s*(?:–|-|\bto\b)\s*(?P<last>\d{1,3}|[A-Z])")
_NO_NOUN = frozenset(
    "jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october "
    "november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday week weeks "
    "day sprint version from for the and until till than about least all only with over release page day rev option "
    "build plan top item vitamin not but was has have had are were item annex appendix table figure note".split()
)
_MOST = 400


@lru_cache(maxsize=20_000)
def series(text: str) -> frozenset[str]:
    """The members of series that a text names, `crew C`; the noun in lower case without its plural.

    A letter that may be an article or "I" is none: it needs a second member beside it, or nothing behind it.
    """
    found: set[str] = set()
    for match in _SERIES.finditer(text):
        noun = match["noun"].lower()
        if noun not in _NO_NOUN and f"{noun}s" not in _NO_NOUN and not _is_word(match, text):
            found.update(f"{noun} {member}" for member in members(match["items"]))
    return frozenset(found)


def _is_word(match: re.Match[str], text: str) -> bool:
    return match["items"] in ("A", "I") and re.match(r"\s+[a-z]", text[match.end() :]) is not None


def bare(text: str) -> str | None:
    """The members that a text begins with where the noun was said before: `A + B have run`."""
    match = _BARE.match(text)
    return match["items"] if match and match["items"] not in ("A", "I") else None


def members(items: str) -> frozenset[str]:
    """`2–4` and `A + B`, one by one."""
    found: set[str] = set()
    for match in _RANGE.finditer(items):
        first, last = match["first"], match["last"]
        if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _MOST:
            found.update(str(n) for n in range(int(first), int(last) + 1))
        elif not first.isdigit() and not last.isdigit():
            found.update(chr(n) for n in range(ord(first), ord(last) + 1))
    return frozenset(found.union(str(int(m)) if m.isdigit() else m for m in re.findall(r"\d+|[A-Z]", items)))
