"""Days and ranges of days as people write them: ISO, with month names, with numbers in either order.

Below `dates`, which gives yearless days their year and turns moments into facts. It does not know the day of reading
beyond which years are near it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Span = tuple[dt.date, dt.date]

MONTH = (
    r"(?:jan(?:uary|urary|aury)?|feb(?:ruary|uary|urary|r)?|mar(?:ch|hc)?|apr(?:il|li)?|may|june?|july?|"
    r"aug(?:ust)?|sep(?:t(?:ember|emeber|mber)?|ember)?|oct(?:ober)?|nov(?:ember|emeber)?|dec(?:ember|emeber)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|nsday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ORDINAL = r"(?:st|nd|rd|th)?"
_BETWEEN = r"(?: ?, ?(?:and )?| ?[-/&+] ?| (?:to|until|till|through|thru|and|or) )"
_YEAR = r"(?:,? ?-? ?(?P<y4>(?:19|20)\d\d)(?![\d.,]\d|\d| ?[%])|,?[ -]?'(?P<y2>\d\d)\b|-(?P<y3>\d\d)(?![\d-]))?"
_DAY_MONTH = re.compile(
    rf"(?<![\w$€£])(?<!\d[.,/:])(?:\b(?P<wd>{WEEKDAY})\b\.?,? (?:the )?)?"
    rf"(?P<more>(?:\d{{1,2}}{_ORDINAL}\.?{_BETWEEN}(?:{WEEKDAY}\b,? )?){{0,8}})"
    rf"(?P<d>\d{{1,2}}){_ORDINAL}\.?(?:-| {{1,2}}(?:of )?|)(?P<m>{MONTH})(?![a-z])\.?{_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<wd>{WEEKDAY})\b\.?,? )?(?P<m>{MONTH})\b\.? (?:the )?(?P<d>\d{{1,2}})(?P<ord>{_ORDINAL})"
    rf"(?![\d%]|[:.]\d|/\d{{1,2}}/|,\d\d\d\b)(?:(?: ?[-/] ?| (?:to|until|till|through|thru"
    rf"|and) )(?P<d2>\d{{1,2}}){_ORDINAL}"
    rf"(?![\d%:/]|\.\d| {{0,2}}(?:of )?{MONTH}\b))?{_YEAR}",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w/$€£])(?:(?<!\d[.:,-])|(?<=[./]\d\d-)|(?<=[./]20\d\d-))(?<![A-Za-z]-)(?:(?P<wd>[A-Z][a-z]{1,8})\.?,? )?"
    r"(?:(?P<iso>(?:19|20)\d\d)(?P<s1>[-/.])(?P<im>\d\d?)(?P=s1)(?P<id>\d\d?)"
    r"|(?P<a>\d{1,2})(?P<s2>[-/.])(?P<b>\d{1,2})(?P=s2)(?P<y>(?:19|20)\d\d|\d\d))(?![\d/%]|-(?!\d{1,2}[./]\d{1,2}[./]\d)\d|[.:,]\d|[a-su-z])",
)
SHORT_RANGE = re.compile(
    r"(?<![\w./:$€£-])(?:(?P<a>\d{1,2})/(?P<b>\d{1,2}) ?(?:-|to|until|till|through|thru) ?(?P<c>\d{1,2})/(?P<d>\d{1,2})"
    r"|(?P<e>\d{1,2})\.(?P<f>\d{2})\.? ?(?:-|to|until|till) ?(?P<g>\d{1,2})\.(?P<h>\d{2})\.)(?![\w/%]|[.:,]\d)"
)
"""`3/8 - 3/19`, `08.03. - 12.03.`: two short dates, each of which shows that the other is one."""
VERSION_BEFORE = re.compile(
    r"\b(?:v|ver|version|release|build|rev|revision|firmware|section|chapter|clause|§|id|ip|no|api)[.:]? ?$",
    re.IGNORECASE,
)
LABEL_BEFORE = re.compile(
    r"\b(?:waves?|phases?|steps?|sessions?|groups?|rings?|modules?|parts?|sprints?|weeks?|releases?|versions?|"
    r"stages?|levels?|batch|cohorts?|tranches?|days?|items?|tables?|figures?|sections?|no|option|tier|round|lot|kw|cw|pi|"
    r"team|ward|floor|building|room|line|shift|milestone|task|m|#)[. #]{0,2}$",
    re.IGNORECASE,
)
DATE_CUE = re.compile(
    r"(?:\b(?:on|by|until|till|from|before|after|since|due|starting|starts|ending|ends|begins|commencing|w/c|w/e|wc|"
    r"dated?|deadline|between|effective|through|for|moved to|postponed to|now|not|instead of|rather than)|[:(,>-])"
    r" {0,2}(?:the )?$",
    re.IGNORECASE,
)

MONTH_FIRST = frozenset({"US"})
# In these countries both orders, or year first, are common: the country settles nothing.
NEITHER_ORDER = frozenset({"CA", "PH", "CN", "JP", "KR", "TW", "HU", "LT", "MN", "ZA"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or period that the text names, before it is known in which year it falls."""

    start: int
    end: int
    unit: str
    at: Callable[[int], Span | None]
    """First and last day in a given year; None if that year has no such day."""
    year: int | None = None
    """The year that the text gives; None where it gives none."""
    weekday: int | None = None
    """Monday is 0; where the text names it beside the day."""
    note: str = ""
    fixed: bool = False
    """Whether `at` needs no year: a date relative to the day of reading, or one that could not be read."""
    time: str = ""
    value: str = ""
    """What to say for something that has a name and no days, such as `sprint 14`."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the day stands before the month in `12/01/2027`, and how one knows."""

    day_first: bool | None = None
    because: str = ""


def month_number(word: str) -> int:
    """1 for `Jan` or `january`."""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int | None:
    """0 for `Mon`, `monday`, …; None for another word."""
    return _WEEKDAYS.index(word[:3].lower()) if re.fullmatch(WEEKDAY, word, re.IGNORECASE) else None


def on(month: int, day: int) -> Callable[[int], Span | None]:
    """That day of a year."""
    return between((month, day), (month, day))


def between(first: tuple[int, int], last: tuple[int, int]) -> Callable[[int], Span | None]:
    """From one (month, day) to another of a year."""

    def at(year: int) -> Span | None:
        try:
            return dt.date(year, *first), dt.date(year, *last)
        except ValueError:
            return None

    return at


def always(span: Span) -> Callable[[int], Span | None]:
    """Those days, whichever the year."""
    return lambda _: span


def month_span(year: int, first: int, last: int) -> Span:
    """From the first day of one month to the last day of another."""
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def find_order(plain: str, country: str | None, day_first: bool | None) -> Order:
    """Settle the order of numbers in a document from what is told, its unambiguous dates, or its country."""
    if day_first is not None:
        return Order(day_first)
    seen: set[bool] = set()
    witness = ""
    for match in _NUMBERS.finditer(plain):
        if match["s2"] in ("/", "-"):
            a, b = int(match["a"]), int(match["b"])
            if (a > 12) != (b > 12) and 0 < min(a, b) <= 12 and max(a, b) <= 31:
                seen.add(a > 12)
                witness = witness or match[0]
    words = {True: "day first", False: "month first"}
    place = (country or "")[:2].upper()
    if not seen:
        for match in SHORT_RANGE.finditer(plain):
            if match["e"]:
                continue
            for a, b in ((int(match["a"]), int(match["b"])), (int(match["c"]), int(match["d"]))):
                if (a > 12) != (b > 12) and 0 < min(a, b) <= 12 and max(a, b) <= 31:
                    seen.add(a > 12)
                    witness = witness or match[0]
    if len(seen) == 1:
        chosen = seen.pop()
        return Order(chosen, f"read {words[chosen]}, as {witness} in the same document must be")
    if not seen and place and place not in NEITHER_ORDER:
        return Order(place not in MONTH_FIRST, f"read {words[place not in MONTH_FIRST]}, as is usual in {place}")
    return Order()


def find_days(plain: str, order: Order, near: int) -> Iterator[Moment]:
    """Days and ranges of days with a day of the month, in no particular order; years within 40 of `near`."""
    for match in _DAY_MONTH.finditer(plain):
        yield from _day_month(plain, match, near)
    for match in _MONTH_DAY.finditer(plain):
        if not _day_before(plain, match.start()):
            yield from _month_day(plain, match, near)
    for match in _NUMBERS.finditer(plain):
        yield from _numbers(plain, match, order, near)


def _day_before(plain: str, at: int) -> bool:
    """Whether a day stands before the month: what follows `1 July` counts something else."""
    before = re.search(r"(?<![\w.,:/-])\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?$", plain[max(0, at - 12) : at])
    if before is None:
        return False
    start = at - len(before[0])
    return not LABEL_BEFORE.search(plain[max(0, start - 14) : start])


def _year(match: re.Match[str], near: int) -> tuple[int | None, int]:
    """The year and where the match ends with or without it: `on 14 May 2000 users move` has none."""
    short = match["y2"] or match["y3"]
    if short:
        return century(int(short), near), match.end()
    if not match["y4"]:
        return None, match.end() - match[0].endswith(".")
    year = int(match["y4"])
    if abs(year - near) > 40 or (year % 100 == 0 and re.match(r" [a-z]+s\b", match.string[match.end() :][:30])):
        return None, len(match.string[: match.start("y4")].rstrip(" ,-"))
    return year, match.end()


def century(short: int, near: int) -> int:
    """The full year nearest to `near` that ends in these two digits."""
    return min((near // 100 * 100 + short + shift for shift in (-100, 0, 100)), key=lambda y: abs(y - near))


def _is_verb(plain: str, match: re.Match[str]) -> bool:
    """Whether `14 may need help` uses the verb."""
    return (
        match["m"] in ("may", "mar", "sat")
        and not (match["y4"] or match["y2"] or match["y3"])
        and (
            re.match(r" [a-z]", plain[match.end() : match.end() + 2]) is not None
            and not DATE_CUE.search(plain[max(0, match.start() - 14) : match.start()])
        )
    )


def _moment(match: re.Match[str], start: int, end: int, month: int, days: tuple[int, int], year: int | None) -> Moment:
    weekday = weekday_number(match["wd"]) if match["wd"] else None
    at = between((month, days[0]), (month, days[1]))
    note = ""
    if at(year or 2028) is None:  # 2028 has a 29 February
        bad = days[0] if on(month, days[0])(year or 2028) is None else days[1]
        name = dt.date(2028, month, 1).strftime("%B")
        return Moment(
            start,
            end,
            "day",
            lambda _: None,
            note=f"there is no {bad} {name}" + (f" {year}" if year else ""),
            fixed=True,
        )
    return Moment(start, end, "day", at, year, weekday, note)


def _day_month(plain: str, match: re.Match[str], near: int) -> Iterator[Moment]:
    if _is_verb(plain, match):
        return
    month, day = month_number(match["m"]), int(match["d"])
    year, end = _year(match, near)
    listed = [
        (int(m[1]), m[2].strip(), match.start("more") + m.start())
        for m in re.finditer(rf"(\d{{1,2}}){_ORDINAL}\.?({_BETWEEN})", match["more"], re.IGNORECASE)
    ]
    days = [d for d, _, _ in listed]
    labelled = LABEL_BEFORE.search(plain[max(0, match.start("more") - 14) : match.start("more")])
    rising = days == sorted(days) and (not days or 0 < days[-1] < day)
    if not listed or labelled or not rising or listed[-1][1] == ",":
        start = match.start() if not listed else match.start("d")
        yield _moment(match, start, end, month, (day, day), year)
        return
    joint = listed[-1][1].lower().replace(",", "").strip()
    is_range = joint in {"-", "/", "to", "until", "till", "through", "thru"}
    together = joint in {"and", "&", "+"} and day - days[-1] == 1
    if is_range or together:
        listed, last = listed[:-1], listed[-1]
        yield _moment(match, last[2] if listed else match.start(), end, month, (last[0], day), year)
    else:
        yield _moment(match, match.start("d"), end, month, (day, day), year)
    for number, _, at in listed:
        yield _moment(match, at, at + len(str(number)), month, (number, number), year)


def _month_day(plain: str, match: re.Match[str], near: int) -> Iterator[Moment]:
    year, end = _year(match, near)
    lower = match["m"].islower() and match["m"] in ("may", "march", "mar")
    if lower and not (match["ord"] or year):
        return
    first = int(match["d"])
    last = int(match["d2"] or first)
    if last < first:
        last, end = first, match.start("d2")
        end = len(re.sub(r"(?: ?- ?| [a-z]+ )$", "", plain[:end][-20:])) + max(0, end - 20)
    yield _moment(match, match.start(), end, month_number(match["m"]), (first, last), year)


def _numbers(plain: str, match: re.Match[str], order: Order, near: int) -> Iterator[Moment]:
    start = match.start() if match["wd"] and weekday_number(match["wd"]) is not None else match.start("iso")
    start = start if start >= 0 else match.start("a")
    if VERSION_BEFORE.search(plain[max(0, start - 12) : start]):
        return
    weekday = weekday_number(match["wd"]) if match["wd"] and start == match.start() else None
    if match["iso"]:
        year, month, day = int(match["iso"]), int(match["im"]), int(match["id"])
        if match["s1"] == "." and len(match["im"] + match["id"]) < 4:
            return
        readings = [(month, day)] if 1 <= month <= 12 else []
    else:
        a, b = int(match["a"]), int(match["b"])
        year = int(match["y"]) if len(match["y"]) == 4 else century(int(match["y"]), near)
        if len(match["y"]) == 2:
            padded = len(match["a"]) == len(match["b"]) == 2
            if abs(year - near) > 15 or (match["s2"] != "/" and not padded):
                return
        readings = [(month, day) for month, day in ((b, a), (a, b)) if 1 <= month <= 12 and 1 <= day <= 31]
        if match["s2"] == "." or a == b:
            readings = [(b, a)] if 1 <= b <= 12 else []
    text = plain[start : match.end()]
    valid = [r for r in readings if on(*r)(year)]
    if not valid:
        note = f"{text} is no day of the calendar"
        yield Moment(start, match.end(), "day", lambda _: None, note=note, fixed=True)
    elif len(valid) == 1:
        yield Moment(start, match.end(), "day", on(*valid[0]), year, weekday)
    else:
        yield either(start, match.end(), text, valid, order, year, weekday)


def either(
    start: int,
    end: int,
    text: str,
    readings: list[tuple[int, int]],
    order: Order,
    year: int | None,
    weekday: int | None,
) -> Moment:
    """A date whose numbers can be read in both orders."""
    if weekday is not None and year is not None:
        fitting = [r for r in readings if (span := on(*r)(year)) and span[0].weekday() == weekday]
        if len(fitting) == 1:
            return Moment(start, end, "day", on(*fitting[0]), year, weekday)
    if order.day_first is None:
        first, second = (f"{day} {dt.date(2028, month, 1):%B}" for month, day in readings)
        note = f"{text} is {first} or {second}; the order of day and month is not known"
        return Moment(start, end, "day", lambda _: None, note=note, fixed=True)
    chosen = readings[0] if order.day_first else readings[1]
    return Moment(start, end, "day", on(*chosen), year, weekday, order.because)
