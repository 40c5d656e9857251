"""What the words beside a place say of it: whether it is a verb, and whether its last word goes with a date.

Above: `matcher`. This module knows no label.
"""

from __future__ import annotations

import re

_BEFORE_VERBS = frozenset("to will would can could shall should must may might cannot not we they you i".split())
_AFTER_VERBS = frozenset(
    "the a an this that these those our your their its his her my it them us you all every".split()
)
_BEFORE_NOUNS = frozenset("the a an this that these those our your their its his her my each every no any".split())
_REACH = 16
"""Characters to each side within which the neighbouring word is read."""
_MONTH = (
    r"(?:(?i:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)|Mar(?:ch|\.)?|May|MAR(?:CH)?|MAY)\b\.?"
)
"""A month; "march" and "may" in small letters are other words."""
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:19|20)\d\d\b(?!\s?[\w%])"
_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
_SPELT = rf"(?:(?:the\s)?{_DAY}(?:\sof)?\s{_MONTH}|{_MONTH}\s{_DAY}|\d{{4}}-\d\d-\d\d\b|\d{{1,2}}[./]\d{{1,2}}\b)"
"""A day of the calendar."""
_SPAN = (
    rf"(?:(?:(?:early|mid|late|the\s\w+\s(?:week|half)\sof)[\s-])?(?:{_MONTH}(?!\s{_DAY}(?!\s?[:.]\d))|{_YEAR})"
    rf"|Q[1-4]\b|(?:calendar\s)?week\s\d|(?:spring|summer|autumn|winter)\b)"
)
"""A month, a year, or a part of either; a month with a day is not in, but on."""
_ANY = rf"(?:{_SPELT}|{_SPAN}|{_MONTH}|{_WEEKDAY})"
_DATES = {
    "in": re.compile(rf"\s{_SPAN}"),
    "on": re.compile(rf"\s(?:{_SPELT}|{_WEEKDAY})"),
} | {word: re.compile(rf"\s{_ANY}") for word in ("at", "by", "for", "from", "through", "to", "until", "with")}
PREPOSITIONS = frozenset(_DATES)
"""The words that end a verb ("log in") and begin a date ("in June")."""


def begins_date(preposition: str, text: str, end: int) -> bool:
    """Whether a preposition that ends at `end` belongs to the date that follows."""
    return _DATES[preposition].match(text, end) is not None


def is_used_as_verb(text: str, start: int, end: int) -> bool:
    """Whether a word that can be either stands as a verb does: "to release", "we release", "release the app"."""
    before, after = _beside(text, start, end)
    return before in _BEFORE_VERBS or (after in _AFTER_VERBS and before not in _BEFORE_NOUNS)


def is_surely_verb(text: str, start: int, end: int) -> bool:
    """Whether a word listed as a noun stands between what comes before a verb and what comes after one."""
    before, after = _beside(text, start, end)
    return before in _BEFORE_VERBS and after in _AFTER_VERBS


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a place, in lower case; empty where something else stands there."""
    before = text[max(0, start - _REACH) : start].rsplit(None, 1) if text[start - 1 : start].isspace() else []
    after = text[end : end + _REACH].split(None, 1) if text[end : end + 1].isspace() else []
    return before[-1].lower() if before else "", after[0].lower() if after else ""
