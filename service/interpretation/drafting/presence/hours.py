"""Hours of the week as people write them: `Mon-Fri 07:00-19:00`, `8 am to 6 pm`, `round the clock`.

Below the readers of working hours and of help; it knows nothing of who is there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.planning.observed import Hours

ALL_DAYS = frozenset(range(7))
WORKDAYS = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\.?"
_SHORT = r"(?-i:Mo|Tu|Di|We|Mi|Th|Do|Fr|Sa|Su|So)"
_SHORT_NUMBERS = {"mo": 0, "tu": 1, "di": 1, "we": 2, "mi": 2, "th": 3, "do": 3, "fr": 4, "sa": 5, "su": 6, "so": 6}
_DAYS = re.compile(
    rf"\b(?:(?P<from>{_DAY})(?:,? \d{{1,2}}[:.]\d\d)?(?: ?(?:-|–|—|to|until|till|through|thru) ?)(?P<to>{_DAY})(?!\w)|"
    rf"(?P<week>weekdays?|school ?days?|working days?|business days?|work ?days|on workdays)|"
    r"(?P<all>daily|every day|each day|all (?:seven )?days|(?:seven|7) days(?: a week)?|7/7|all week|any day)|"
    r"(?P<ends>weekends?)|(?P<holidays>(?:bank|public) holidays?)|"
    rf"(?P<one>{_DAY})(?!\w)|(?P<short>{_SHORT}) ?(?:-|–|—|bis) ?(?P<until>{_SHORT})(?!\w))",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|not (?:on|at)|never|except(?: for)?|without|excluding|apart from|closed(?: on| at)?|nobody(?: on|"
    r" at)?)"
    r" (?:on |at |the |any )?(?:work (?:on |at )?)?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"(?:,? (?:and|&|or) (?:on )?(?:{_DAY}|(?:bank|public) holidays?))*:? (?:it |we )?(?:is |are |stays? |remains? )?"
    r"(?:closed|shut|off|free|nobody|no one|not (?:staffed|covered|open|available|manned))\b",
    re.IGNORECASE,
)
"""What is said behind days that are left out."""
_NO_DATE = re.compile(
    r"\.? \d{1,2}(?: ?[ap]\.?m\.?)?(?: ?(?:-|–|—) ?| (?:to|till|until) )\d{1,2}\b(?! ?(?:[./]|jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
"""`Sat 10-4`: times, not days of a month."""
_ALWAYS = re.compile(
    r"\b24 ?[/x×] ?7\b|\b(?:a)?round the clock\b|\b24 hours(?: a day)?\b|\b24h\b|\bday and night\b|\bat any (?:time|"
    r"hour)\b(?! of (?:the |any )?(?:year|term|season))|\bnon-?stop\b|"
    r"\b(?:three|3|four|4|multi)[- ]shift (?:operation|system|work\w*|plant|site|rota|roster)\b|"
    r"\b(?:on |in |for |during )?(?:all|every|each) (?:three |two |of the )?shifts?\b",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?P<h{0}>[01]?\d|2[0-4])(?:[:.h](?P<m{0}>[0-5]\d))? ?(?P<p{0}>[ap]\.?m\b\.?)?(?P<u{0}> ?(?:h|hrs?|hours|uhr|"
    r"o['’]clock)\b)?|(?P<w{0}>noon|midday|midnight)|(?P<x{0}>[01]\d[0-5]\d|2[0-3][0-5]\d)(?: ?(?:h|hrs?|hours))?)"
)
_TO = r" ?(?:-|–|—|to|until|till|and|bis|through) ?"
_RANGE = re.compile(rf"(?<![\w.:/-]){_CLOCK.format(1)}{_TO}{_CLOCK.format(2)}(?![\d:/]|\.\d|-\d)", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\w.:/-]){_CLOCK.format(1)}(?![\d:/]|\.\d|-\d)", re.IGNORECASE)
_WEEK_BEFORE = re.compile(rf"(?:{_DAY}|weekdays|daily|week|hours|open)[,:]? ?(?:from |between |are )?$", re.IGNORECASE)

_MONTH = re.compile(r" ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
"""`from 3 to 24 March` is no time of day."""


@dataclass(frozen=True, slots=True)
class Times:
    """A stretch of the day, with where it stands in the text."""

    start: dt.time
    end: dt.time
    begin: int
    finish: int


def times_in(text: str) -> list[Times]:
    """The stretches of the day that a text gives, in order."""
    return list(_times(text))


def clock_in(text: str) -> tuple[dt.time, int] | None:
    """The first single time of day of a text that is surely one, and where it ends."""
    for match in _ONE.finditer(text):
        if match["m1"] or match["p1"] or match["u1"] or match["w1"]:
            time = _time(match, 1, match["p1"])
            if time is not None:
                return time, match.end()
    return None


def days_in(text: str) -> frozenset[int] | None:
    """The days of the week that a text names, less those it leaves out; None where it names none."""
    found: set[int] = set()
    less: set[int] = set()
    named = False
    for match in _DAYS.finditer(text):
        if match["holidays"]:
            continue
        days = _of(match)
        if (
            match["one"]
            and re.match(r"\.? \d{1,2}\b(?![:.h]\d)", text[match.end() :])
            and not match["one"].endswith("s")
            and not _NO_DATE.match(text, match.end())
        ):
            continue  # a date: "Mon 3 May"
        if _NOT.search(text[: match.start()][-40:]) or _CLOSED.match(text, match.end()):
            less |= days
        else:
            named = True
            found |= days
    if not named:
        return WORKDAYS - less if less else None
    return frozenset(found - less)


def is_always(text: str) -> bool:
    """Whether a text says round the clock, or on every shift."""
    return _ALWAYS.search(text) is not None


def hours_in(text: str, usual: frozenset[int]) -> list[Hours]:
    """The hours of the week that a text gives.

    Args:
        text: a sentence, item or row.
        usual: the days that are meant where none are named.
    """
    days = days_in(text)
    if is_always(text):
        return [Hours(days or ALL_DAYS, dt.time(0), dt.time(0))]
    found = times_in(text)
    if len(found) < 2:
        return [Hours(days or usual, t.start, t.end) for t in found]
    # Each stretch has the days that stand nearest before it, or else those of the whole.
    hours: list[Hours] = []
    last = 0
    for number, times in enumerate(found):
        here = days_in(text[last : times.begin])
        until = found[number + 1].begin if number + 1 < len(found) else len(text)
        after = days_in(text[times.finish : until]) if here is None and number == len(found) - 1 and number else None
        if here is None and number and _joined(text[last : times.begin]):
            here = hours[-1].days
        hours.append(Hours(here or after or days or usual, times.start, times.end))
        last = times.finish
    return hours


def _joined(between: str) -> bool:
    return re.fullmatch(r"[\s,;&/]*(?:and|or)?\s*", between) is not None


def _times(text: str) -> Iterator[Times]:
    for match in _RANGE.finditer(text):
        if _MONTH.match(text, match.end()):
            continue
        sure = any(match[f"{part}{n}"] for part in ("m", "p", "u", "w") for n in (1, 2))
        military = bool(match["x1"] and match["x2"])
        if not sure and not military and not _WEEK_BEFORE.search(text[: match.start()][-24:]):
            continue
        start = _time(match, 1, match["p1"] or (match["p2"] if _same_half(match) else None))
        end = _time(match, 2, match["p2"])
        if start is not None and end is not None and end <= start and _by_day(match):
            end = end.replace(hour=end.hour + 12)
        if start is not None and end is not None and start != end:
            yield Times(start, end, match.start(), match.end())


def _by_day(match: re.Match[str]) -> bool:
    """`9 to 5`, `8 to 8`: to the afternoon, where neither is told by the 24 hours of the day."""
    hours = (match["h1"], match["h2"])
    told = any(match[f"{part}{n}"] for part in ("p", "u", "w", "x") for n in (1, 2))
    return not told and all(h and not h.startswith("0") and 1 <= int(h) < 12 for h in hours)


def _same_half(match: re.Match[str]) -> bool:
    """`6 to 8 pm` is in one half of the day, `8 to 6 pm` is not."""
    return bool(match["h1"] and match["h2"] and int(match["h1"]) % 12 < int(match["h2"]) % 12)


def _time(match: re.Match[str], which: int, half: str | None) -> dt.time | None:
    if word := match[f"w{which}"]:
        return dt.time(0) if word.lower() == "midnight" else dt.time(12)
    if four := match[f"x{which}"]:
        return dt.time(int(four[:2]), int(four[2:]))
    hour, minute = int(match[f"h{which}"]), int(match[f"m{which}"] or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return dt.time(hour % 24, minute)


def _of(match: re.Match[str]) -> frozenset[int]:
    if match["from"] or match["short"]:
        first, last = _number(match["from"] or match["short"]), _number(match["to"] or match["until"])
        return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    if match["week"]:
        return WORKDAYS
    if match["all"]:
        return ALL_DAYS
    return _WEEKEND if match["ends"] else frozenset({_number(match["one"])})


def _number(name: str) -> int:
    short = _SHORT_NUMBERS.get(name.lower())
    return _NAMES.index(name[:3].lower()) if short is None else short
