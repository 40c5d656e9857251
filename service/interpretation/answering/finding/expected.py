"""What an answer to a question has to have in it: a reason, a number, a length of time, an hour, a language.

"How fast does it open?" is not answered by "it opens in June". A unit that has what is expected is told before one
that only names the same things.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.interpretation import wording
from service.interpretation.shown import Unit

Expectation = Literal["reason", "length", "hours", "number", "language", "price"]
_REASON = re.compile(
    r"\b(?:because|owing to|due to|since (?!\d)(?:the|we|it|they|this|there|no|not|each|every|people|all|some|many)\b"
    r"|so that|in order (?:to|that)|as a result|therefore|thus|the reasons?|for (?:\w+ ){0,3}reasons?|caused|causes"
    r"|thanks to|otherwise|why|needs?|requires?|required by|demands?|depends? on|on account of|in view of)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d| ?(?:am|pm|o'clock)\b| to \d{1,2}\b)|\b24/7\b|\bround the clock\b", re.IGNORECASE
)
_LENGTH = re.compile(
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half an))[\s-]?"
    r"(?:ms|s|sec|min|h|(?:working )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))\b|\b(?:until|till) ",
    re.IGNORECASE,
)
_TONGUES = re.compile(
    r"\b(?:languages?|multilingual|bilingual|translat\w+|english|german|french|spanish|italian|portuguese|polish|"
    r"dutch|danish|swedish|norwegian|finnish|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|arabic|russian|"
    r"ukrainian|chinese|mandarin|japanese|korean|hindi|irish|welsh|catalan|croatian|serbian|lithuanian|latvian|"
    r"estonian|hebrew|persian|urdu|vietnamese|thai)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"[€$£]|\b(?:euros?|eur|dollars?|usd|pounds?|gbp|francs|chf|kroner|nok|costs?|price|budget)\b", re.IGNORECASE
)
_HAS: dict[Expectation, Callable[[Unit], bool]] = {
    "reason": lambda unit: _REASON.search(unit.text) is not None,
    "length": lambda unit: _LENGTH.search(unit.text) is not None,
    "hours": lambda unit: _CLOCK.search(unit.text) is not None,
    "number": lambda unit: bool(unit.facts("count", "population")) or re.search(r"\d", unit.text) is not None,
    "language": lambda unit: _TONGUES.search(unit.text) is not None,
    "price": lambda unit: any(c.isdigit() for c in unit.text) and _PRICE.search(unit.text) is not None,
}
_PATTERNS: tuple[tuple[Expectation, str, str], ...] = (
    (
        "reason",
        r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:is|are|was|were) the reasons?\b|\bfor what reasons?\b"
        r"|\bbecause of what\b",
        "reason reasons come",
    ),
    (
        "language",
        r"\b(?:what|which|how many|in|other) languages?\b|\blanguages? (?:is|are|does|do)\b",
        "language languages speak speaks spoken available offered held come comes written",
    ),
    (
        "hours",
        r"\bopening (?:times?|hours?)\b|\b(?:what|which) hours\b|\b(?:hours|times?) of\b|\bat what times?\b"
        r"|\bwhat times?\b|\bhow late\b|\bworking hours\b|\bhours\b.{0,30}\b(?:staffed|open|reachable|available)\b",
        "opening time times hour hours open opens late",
    ),
    (
        "price",
        r"\bhow much (?:does|do|will|is|are|did|would)\b.{0,60}\b(?:cost|pay)|\b(?:price|costs?) of\b"
        r"|\bhow expensive\b",
        "much cost costs price expensive pay",
    ),
    (
        "length",
        r"\bhow (?:fast|long|quick|quickly|slow|slowly|soon|often|frequently)\b|\bresponse times?\b"
        r"|\bloading times?\b",
        "fast long quick quickly slow slowly soon often frequently last lasts response loading time times within",
    ),
    ("number", r"\bhow (?:many|much|big|large|high)\b|\b(?:the )?number of\b", "many much number big large high"),
)
_ASKED = tuple((kind, re.compile(p, re.IGNORECASE), wording.stems(frame)) for kind, p, frame in _PATTERNS)


@dataclass(frozen=True)
class Expected:
    """What is expected of an answer."""

    kind: Expectation
    frame: frozenset[str]
    """Stems of words that only ask for it; a document answers without them."""

    def had_by(self, unit: Unit) -> bool:
        """Whether the unit has such a thing."""
        return _HAS[self.kind](unit)


@lru_cache(maxsize=2_000)
def expected(text: str) -> Expected | None:
    """What an answer to this question has to have; None where nothing in particular."""
    for kind, pattern, frame in _ASKED:
        if pattern.search(text):
            return Expected(kind, frame)
    return None
