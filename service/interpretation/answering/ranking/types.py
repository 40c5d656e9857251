"""What an answer to a question may be expected to hold besides its words: a day, people, a number, a permission.

Some of it is needed: where an amount of money is asked for, no statement without one answers. The rest only speaks
for a statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from service.interpretation.answering.finding.expected import expected
from service.interpretation.shown import Unit

Has = Callable[[Unit], bool]
_WHEN = re.compile(
    r"\b(?:when|since when|what (?:date|day|week|month)|which (?:date|day|week|month)|by (?:then|when)|how soon|"
    r"deadline|in time|before|after|enough time|from when|start date|go-?live date)\b"
)
_WHO = re.compile(
    r"\b(?:who|whom|whose|which (?:people|groups?|teams?|staff|users|sites|departments)|anyone|anybody|somebody)\b"
)
_AFFECTED = re.compile(
    r"\b(?:who|whom|which|how many)\b.{0,60}\b(?:affected|hit|impacted|concerned|touched|gets?|loses?|uses?|needs?|"
    r"for)\b"
)
_WHOM = re.compile(r"\b(?:whom|affected|audience|applies to|scope|users?|groups?)\b", re.IGNORECASE)
_ENOUGH = re.compile(r"\b(?:enough|suffice|sufficient|too (?:few|many)|everyone|everybody|for all|cover all)\b")
_MAY = re.compile(
    r"^(?:and |but |so )*(?:can|could|may|might|must|should|shall|do|does|did|will|would|has|have|is|are|was|were)\b"
)
_PRICE = re.compile(
    r"\b(?:how much (?!time|notice|earlier|later|longer|more time)|budget|cost|costs|price|pay|pays|paid|charge|"
    r"charges|fee|fees|"
    r"expensive|salary|wage|bonus)\b"
)
_MONEY = re.compile(
    r"[€$£¥]|\b(?:euros?|eur|dollars?|usd|cents?|pounds?|gbp|francs?|chf|kroner|kronor|nok|sek|dkk|rupees?|inr|zloty|"
    r"pln|cost[s]?|price[sd]?|free of charge|no extra (?:cost|charge)|budget\w*|pays?|paid|unpaid|funded|money)\b|"
    r"\b\d[\d.,]* ?k\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(?:phone|telephone|hotline|extension|dial|call)\b.{0,30}\bnumber\b|\bwhat number\b|\bwhich number\b|"
    r"\bwhat (?:is|are) (?:the |our |their |its )?(?:\w+ ){0,3}number\b"
)
_DIALLED = re.compile(r"(?<![\w/.])(?:\+?\d[\d ()-]{2,}\d|\d{3,})(?![\w/])")
_HELD_BY = re.compile(
    r"\b(?:owner|lead|who|whom|responsible|by|contact|audience|people|affected|users?|run by|assignee)\b", re.IGNORECASE
)
_PERMITS = re.compile(
    r"\b(?:can|cannot|may|must|allowed|permitted|only|not|no|nobody|never|none|without|need|needs|required|optional|"
    r"agreed|open|postponed|possible|instead|until|before|except|out of scope|yes)\b|n['’]t\b",
    re.IGNORECASE,
)


def _has_day(unit: Unit) -> bool:
    return bool(unit.facts("date"))


def _has_people(unit: Unit) -> bool:
    if unit.facts("population", "count"):
        return True
    if unit.cells:
        return any(_HELD_BY.search(header) and text.strip() for header, text in unit.cells)
    return (
        re.search(r"\b(?:nobody|no one|everyone|everybody|responsible|in charge)\b", unit.text, re.IGNORECASE)
        is not None
    )


def _for_whom(unit: Unit) -> bool:
    """Whether it is a row with a column for whom it holds."""
    return any(_WHOM.search(header) and text.strip() for header, text in unit.cells)


def _has_numbers(unit: Unit) -> bool:
    dates = unit.facts("date")
    figures = [
        m
        for m in re.finditer(r"\d[\d.,]*", unit.text)
        if not any(f.start <= m.start() + unit.sentence.start < f.end for f in dates)
    ]
    return bool(figures)


def _permits(unit: Unit) -> bool:
    return _PERMITS.search(unit.text) is not None


def _has_money(unit: Unit) -> bool:
    return _MONEY.search(unit.text) is not None


def _is_dialled(unit: Unit) -> bool:
    dates = unit.facts("date")
    return any(
        not any(f.start <= m.start() + unit.sentence.start < f.end for f in dates) for m in _DIALLED.finditer(unit.text)
    )


@lru_cache(maxsize=2_000)
def helpful(small: str) -> tuple[Has, ...]:
    """What speaks for a statement as an answer.

    Args:
        small: the question in small letters.
    """
    found: list[Has] = []
    if _WHEN.search(small):
        found.append(_has_day)
    if _WHO.search(small):
        found.append(_has_people)
    if _AFFECTED.search(small):
        found.append(_for_whom)
    if _ENOUGH.search(small):
        found.append(_has_numbers)
    if _MAY.match(small) and not found:
        found.append(_permits)
    expects = expected(small)
    if expects is not None:
        found.append(expects.had_by)
    return tuple(found)


@lru_cache(maxsize=2_000)
def needed(small: str) -> tuple[tuple[str, Has], ...]:
    """What no answer can do without, by the name for it."""
    found: list[tuple[str, Has]] = []
    if _PRICE.search(small):
        found.append(("an amount of money", _has_money))
    if _PHONE.search(small):
        found.append(("the number itself", _is_dialled))
    return tuple(found)
