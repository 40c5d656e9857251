"""What a rewording must keep, and may not bring in: numbers, and whether something is denied."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+")
_SPELT = re.compile(
    r"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half|dozen|hundred|"
    r"thousand|million)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|except)\b|n['’]t\b", re.IGNORECASE
)


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, in digits and in words; a day is the numbers it is written with."""
    digits = (number.lstrip("0") or "0" for number in _NUMBER.findall(text))
    return frozenset(digits) | frozenset(word.lower() for word in _SPELT.findall(text))


def denies(text: str) -> bool:
    """Whether something in the text is denied."""
    return _NOT.search(text) is not None
