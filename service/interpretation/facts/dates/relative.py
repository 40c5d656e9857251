"""Days counted from the day of reading: `Monday`, `next Tuesday`, `tomorrow`, `in two weeks`, `end of the month`.

Below `dates`. What it finds needs no year; the note says from which day it was counted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.interpretation.facts.dates.around import PREFIX
from service.interpretation.facts.dates.days import DATE_CUE, WEEKDAY, Moment, Span, always, month_span, weekday_number
from service.interpretation.facts.reading import Reading

_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "twelve": 12,
    "a": 1,
    "an": 1,
}
_WEEKDAY = re.compile(
    r"(?<![\w-])(?P<which>(?:next|this|coming|last|on|by|until|from|every|each|eod|cob) )?(?:the )?"
    rf"(?P<d>{WEEKDAY})(?P<plural>s)?\b(?:(?<!day)\.)?(?P<next> (?:next|after next|this) week)?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![\w-])(?P<w>(?:the )?day after tomorrow|(?<!after )(?:tomorrow|tomorow|tommorow|tmrw)|today|tonight|yesterday"
    r"|(?P<end>EOW|EOM|EOQ|EOY|end of (?:the |this )?(?:week|month|quarter|year))(?! \d| (?:one|two|three|four|of)\b)"
    r"|(?P<shift>next|this|last|coming|current|previous) "
    r"(?P<u>week(?!day|end)|month|quarter|year|fortnight)(?:'s\b)?)(?![\w-])",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    rf"\b(?:(?P<in>in|within) (?:about |around |exactly )?(?P<n>{_NUMBER}) "
    r"(?P<u>(?:working |business |calendar )?days?|weeks?|months?)(?:'s?)?(?: time| from (?:now|today))?"
    rf"|(?P<n2>{_NUMBER}) (?P<u2>(?:working |business )?days?|weeks?|months?) (?P<way>ago|from (?:now|today)))\b"
    r"(?! (?:of|after|before|prior|following|from the|from go))",
    re.IGNORECASE,
)
_FEAST = re.compile(r"\b(?:easter|whit|cyber|black|good|shrove|ash|palm|boxing) $", re.IGNORECASE)
# `Mon-Fri 8-18` is every week.
_HOURS = re.compile(rf"[A-Z][a-z]{{1,3}}\.? ?- ?{WEEKDAY}\b", re.IGNORECASE)
_HOURS_BEFORE = re.compile(r"\b[A-Z][a-z]{1,3}\.? ?- ?$")
_EVERY = re.compile(rf"\b(?:every|each) (?:{WEEKDAY}(?:,|, and| and| or) ){{1,4}}$", re.IGNORECASE)
_ANY = re.compile(r"\b(?:a|any|some|no|one) $", re.IGNORECASE)
"""Before a weekday: any such day, not the next one."""
_DAY_ALONE = re.compile(
    r"\b(?:by|on|until|till|from|before|after|due|since|to) (?P<d>the (?P<n>\d{1,2})(?:st|nd|rd|th))"
    r"(?= ?(?:$|[.,;:!?)\n]|- |(?:at|and|or|for|we|the|in|when|is|to|until|if|so|because)\b))",
    re.IGNORECASE | re.MULTILINE,
)
_WORKING = re.compile("working|business", re.IGNORECASE)


def find_relative(reading: Reading, today: dt.date) -> Iterator[Moment]:
    """Weekdays, `tomorrow`, `next week` and distances from today, in no particular order."""
    plain = reading.plain
    counted = f"counted from {today.isoformat()}"
    for match in _WEEKDAY.finditer(plain):
        yield from _weekday(reading, match, today, counted)
    for match in _NAMED.finditer(plain):
        yield _named(match, today, counted)
    for match in _DISTANCE.finditer(plain):
        unit = (match["u"] or match["u2"]).lower()
        number = _amount(match["n"] or match["n2"])
        if (match["in"] or "").lower() == "within":
            continue  # a duration
        back = (match["way"] or "").lower() == "ago"
        day = _later(today, -number if back else number, unit)
        precision = "week" if "week" in unit else "month" if "month" in unit else "day"
        yield Moment(match.start(), match.end(), precision, always((day, day)), None, None, counted, True)


def _weekday(reading: Reading, match: re.Match[str], today: dt.date, counted: str) -> Iterator[Moment]:
    plain, word, which = reading.plain, match["d"], (match["which"] or "").strip().lower()
    start = match.start() if which not in ("on", "by", "until", "from", "eod", "cob", "") else match.start("d")
    if not word[0].isupper() and len(word) <= 5 and not word.endswith("day"):
        return
    around = plain[max(0, match.start() - 24) : match.start()]
    if _FEAST.search(around) or _HOURS.match(plain[match.start("d") :][:24]) or _HOURS_BEFORE.search(around):
        return
    if match["plural"] or which in ("every", "each") or _EVERY.search(around) or _ANY.search(around):
        note = f"every {word}, not one day"
        yield Moment(start, match.end(), "day", lambda _: None, note=note, fixed=True, value=f"every {word.lower()}")
        return
    short = len(word) <= 4
    cued = (
        which
        or DATE_CUE.search(plain[max(0, match.start() - 14) : match.start()])
        or PREFIX.search(plain[max(0, match.start() - 28) : match.start()])
    )
    if (not word[0].isupper() and not which) or (
        short and not cued and not reading.fills_cell(match.start(), match.end())
    ):
        return
    if short and not word[0].isupper():
        return
    wanted = weekday_number(word) or 0
    ahead = (wanted - today.weekday()) % 7
    monday = today - dt.timedelta(days=today.weekday())
    note = counted
    if which == "last":
        day = today - dt.timedelta(days=(today.weekday() - wanted) % 7 or 7)
    elif match["next"] and "this" in match["next"].lower():
        day = monday + dt.timedelta(days=wanted)
    elif which == "next" or match["next"]:
        day = monday + dt.timedelta(days=(14 if "after" in (match["next"] or "").lower() else 7) + wanted)
        coming = today + dt.timedelta(days=ahead or 7)
        if day != coming and not match["next"]:
            note = f"{counted}; may mean {coming.isoformat()}"
    else:
        day = today + dt.timedelta(days=ahead)
    yield Moment(start, match.end(), "day", always((day, day)), None, None, note, True)


def _named(match: re.Match[str], today: dt.date, counted: str) -> Moment:
    word = match["w"].lower()
    if match["end"]:
        unit = next(u for u in ("week", "month", "quarter", "year") if word.endswith(("eo" + u[0], u)))
        last = today + dt.timedelta(days=(4 - today.weekday()) % 7) if unit == "week" else _period(today, unit, 0)[1]
        return Moment(match.start(), match.end(), "day", always((last, last)), None, None, counted, True)
    if not match["u"]:
        shift = 2 if "after" in word else 1 if word.startswith(("tom", "tm")) else -1 if word == "yesterday" else 0
        day = today + dt.timedelta(days=shift)
        return Moment(match.start(), match.end(), "day", always((day, day)), None, None, counted, True)
    step = {"next": 1, "coming": 1, "last": -1, "previous": -1}.get(match["shift"].lower(), 0)
    unit = match["u"].lower()
    if unit in ("week", "fortnight"):
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7 * step)
        return Moment(
            match.start(),
            match.end(),
            "week",
            always((monday, monday + dt.timedelta(days=6 if unit == "week" else 13))),
            None,
            None,
            counted,
            True,
        )
    return Moment(match.start(), match.end(), unit, always(_period(today, unit, step)), None, None, counted, True)


def _amount(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _later(day: dt.date, number: int, unit: str) -> dt.date:
    if _WORKING.search(unit):
        step, left = (1 if number > 0 else -1), abs(number)
        while left:
            day += dt.timedelta(days=step)
            left -= day.weekday() < 5
        return day
    if "month" in unit:
        month = day.month - 1 + number
        year = day.year + month // 12
        return dt.date(year, month % 12 + 1, min(day.day, month_span(year, month % 12 + 1, month % 12 + 1)[1].day))
    return day + dt.timedelta(days=number * (7 if "week" in unit else 1))


def _period(today: dt.date, unit: str, step: int) -> Span:
    """The month, quarter or year so many before or after the one around today."""
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (today.year * 12 + today.month - 1) // size * size + step * size
    year, first = index // 12, index % 12 + 1
    return month_span(year, first, first + size - 1)


def days_alone(plain: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each day that is named without its month: `by the 21st`."""
    for match in _DAY_ALONE.finditer(plain):
        yield match.start("d"), match.end("d"), int(match["n"])


def next_day(base: dt.date, number: int) -> dt.date | None:
    """The first day with that number in its month, from `base` on; None for what no month has."""
    return next((day for ahead in range(62) if (day := base + dt.timedelta(days=ahead)).day == number), None)
