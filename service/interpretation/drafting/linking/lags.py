"""How far apart two things are, as documents write it: `at least two weeks`, `+2d`, `the day before`, `T-10`.

Working days: a week has five, a month 21. Calendar days come out as the working days that lie in so many days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.planning.nouns import LinkType

Sense = Literal["before", "after"]

_WORDS = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "half a": 0.5,
    "a couple of": 2.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "twelve": 12.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
}
_NUMBER = rf"\d+(?:[.,]\d+)?|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=[ -])"
_UNIT = r"days?|weeks?|fortnights?|months?|sprints?|hours?|hrs?|wks?|wd|ed|d|w|h|mo"
_DISTANCE = (
    rf"(?P<number>{_NUMBER})[ -]*(?:full |clear )?(?P<calendar>calendar |working |business |work )?(?P<unit>{_UNIT})\b"
    r"(?P<kind> (?:of work|working|calendar)\b)?"
)
_BOUND = (
    r"(?P<least>at least|a minimum of|minimum|min\.?|not less than|no less than|no later than|not later than"
    r"|at the latest"
    r"|latest|more than|well over|earliest|no (?:sooner|earlier) than|not (?:sooner|earlier|before) than)?"
    r"(?P<most>at most|within|up to|less than|a maximum of|max\.?|maximum|no more than|in the)?"
)
_BETWEEN = re.compile(
    rf"(?:\b{_BOUND}\s*(?:about |approximately |approx\.? |roughly |around |the |another |some )?)"
    rf"(?<![\w.,]){_DISTANCE}(?: or more)?(?: (?P<later>later|earlier|sooner))?"
    r"(?:,? (?:at the latest|in advance|at the earliest|at least))?(?: \w+)?$",
    re.IGNORECASE,
)
_THE_DAY = re.compile(r"\b(?:the|one|a) (?P<unit>(?:working |business )?day|week)(?: immediately)?$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:least|or more|latest|earliest)\b", re.IGNORECASE)
_CLOSE = re.compile(r"\b(?:immediately|directly|straight|right|shortly|just|soon)$", re.IGNORECASE)
_SIGNED = re.compile(
    rf"(?P<anchor>[^\d+−–—-][^+−–—|;]*?|[A-Z])\s*(?P<sign>[+−–-])\s*(?P<number>\d+(?:[.,]\d+)?)"
    rf"\s*(?P<calendar>calendar |working |business )?(?P<unit>{_UNIT})?\.?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:[TDGLX]|GL|T0|D0|D-Day|T-Day|G-Day)", re.IGNORECASE)
_NOTATION = re.compile(
    rf"(?P<type>FS|SS|FF|SF)?\s*(?:(?P<sign>[+−–-])\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<calendar>calendar )?"
    rf"(?P<unit>{_UNIT})?\.?)?",
    re.IGNORECASE,
)
_LAG_CELL = re.compile(rf"(?P<sign>[+−–-])?\s*{_DISTANCE}\.?|(?P<plain>[+−–-]?\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lag:
    """Working days between two things."""

    days: int = 0
    exact: bool = False
    """Whether it is the distance itself, not the least there must be."""


NO_LAG = Lag()
"""One right after the other."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A day told by its distance from something: `go-live + 2 weeks`."""

    anchor: str
    """The something, in words; a lone letter such as `T` stands for the day itself."""
    sense: Sense
    lag: Lag
    type: LinkType = "FS"


def working_days(number: float, unit: str, calendar: bool = False) -> int:
    """So much time in working days; what is more than nothing is at least one, except hours of a day."""
    unit = unit.lower()
    if unit.startswith("fortnight"):
        return round(number * 10)
    if unit.startswith("w") and unit != "wd":
        return round(number * 5)
    if unit.startswith("sprint"):
        return round(number * 10)
    if unit.startswith("mo"):
        return round(number * 21)
    if unit.startswith("h"):
        return round(number / 24)
    if calendar or unit == "ed" or (number >= 7 and number % 7 == 0):
        return max(1, round(number * 5 / 7)) if number else 0
    return max(1, round(number)) if number else 0


def before_word(text: str) -> tuple[str, Lag]:
    """What stands before an "after" or "before": without the distance at its end, and the distance.

    Args:
        text: `accounts are opened at least two weeks`.
    """
    text = text.rstrip(" ,(–-")
    match = _BETWEEN.search(text)
    if match:
        days = working_days(_number(match["number"]), match["unit"], _calendar(match))
        if match["most"]:
            return text[: match.start()], Lag()
        return text[: match.start()], Lag(days, exact=not (match["least"] or _AT_LEAST.search(match[0])))
    match = _THE_DAY.search(text)
    if match:
        return text[: match.start()], Lag(1 if "day" in match["unit"].lower() else 0, "day" in match["unit"].lower())
    match = _CLOSE.search(text)
    return (text[: match.start()] if match else text), Lag()


def relative(text: str) -> Relative | None:
    """`Go-live − 2 weeks`, `T+3`, `D-10 working days`: the whole text, or None."""
    match = _SIGNED.fullmatch(text.strip())
    if match is None:
        return None
    anchor = match["anchor"].strip()
    if match["unit"] is None and not (_LETTER.fullmatch(anchor) or len(anchor.split()) > 1 or "-" in anchor):
        return None
    days = working_days(_number(match["number"]), match["unit"] or "wd", _calendar(match))
    if not days:
        return Relative(anchor, "after", Lag(0, exact=True), "SS")
    return Relative(anchor, "after" if match["sign"] == "+" else "before", Lag(days, exact=True))


def stands_for_the_day(anchor: str) -> bool:
    """Whether it is a letter that counts from the day of going live."""
    return _LETTER.fullmatch(anchor.strip()) is not None


@lru_cache(maxsize=4096)
def notation(text: str) -> tuple[LinkType, int] | None:
    """`FS+2d`, `SS`, `-1w` behind an id: the type and the lag; None for what is no such notation."""
    match = _NOTATION.fullmatch(text.strip())
    if match is None:
        return None
    kind: LinkType = "FS" if match["type"] is None else _TYPES[match["type"].upper()]
    days = 0
    if match["number"]:
        days = working_days(_number(match["number"]), match["unit"] or "wd", bool(match["calendar"]))
    return kind, -days if match["sign"] and match["sign"] != "+" else days


def lag_cell(text: str) -> int | None:
    """A lag in a column of its own: `2 days`, `-1w`, `5`."""
    match = _LAG_CELL.fullmatch(text.strip())
    if match is None:
        return None
    if match["plain"]:
        return int(match["plain"].replace("−", "-").replace("–", "-"))
    days = working_days(_number(match["number"]), match["unit"], _calendar(match))
    return -days if match["sign"] and match["sign"] != "+" else days


_TYPES: dict[str, LinkType] = {"FS": "FS", "SS": "SS", "FF": "FF", "SF": "SF"}


def link_type(text: str) -> LinkType | None:
    """A type in a column of its own: `FS`, `finish to start`, `start-start`."""
    words = re.findall(r"start|finish|end", text.lower())
    short = text.strip().upper()[:2]
    if len(words) == 2:
        short = "".join("S" if word == "start" else "F" for word in words)
    return _TYPES.get(short)


def _number(text: str) -> float:
    known = _WORDS.get(text.lower())
    return known if known is not None else float(text.replace(",", "."))


def _calendar(match: re.Match[str]) -> bool:
    told = match.groupdict()
    return "calendar" in ((told.get("calendar") or "") + (told.get("kind") or "")).lower()
