"""Periods with a name: months, quarters, halves, years and calendar weeks.

Below `dates`. A number after `week` may count the weeks of a plan; a fiscal quarter begins nobody knows when: what
cannot be placed in the calendar keeps its name as value and says why.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from service.interpretation.facts.dates.days import (
    MONTH,
    Moment,
    Span,
    always,
    between,
    century,
    month_number,
    month_span,
)

_YEAR = (
    r"(?:(?:,? (?:of )?| ?[-/] ?|)(?P<y>(?:19|20)\d\d)(?!\d|[-/]\d|[.,]\d)"
    r"|(?: ?[/'] ?'?|-)(?P<y2>\d\d)(?![\d/-]))?"
)
_MONTH = re.compile(
    rf"(?:(?<![\w-])|(?<=\b(?:mid|end)-)|(?<=early-)|(?<=late-))(?<!\d )"
    rf"(?P<m>{MONTH})(?![a-z])\.?(?! \d{{1,2}}(?!\d|[:%])){_YEAR}",
    re.IGNORECASE,
)
_MONTH_NUMBER = re.compile(r"(?<![\w/.-])(?P<m>0[1-9]|1[0-2])/(?P<y>20\d\d)(?![\w/.-])")
_QUARTER = re.compile(
    r"(?<!\w)(?:(?P<before>20\d\d|FY ?'?\d\d(?:\d\d)?)[ /-]?)?"
    r"(?:Q ?(?P<q>[1-4])|(?P<word>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter)(?![\w%&])"
    r"(?P<fy> ?(?:of )?(?:the )?(?:FY|fiscal(?: year)?|financial year) ?'?(?:\d{4}|\d\d)?)?"
    rf"{_YEAR}",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<!\w)(?:(?P<before>20\d\d)[ /-]?)?"
    r"(?:(?:H(?P<h>[12])|(?P<h2>[12])H)(?P<s>\d\d)?"
    r"|(?P<word>first|second|1st|2nd) half(?= of 20\d\d| of the year| 20\d\d)(?: of the year)?)"
    rf"(?!\w){_YEAR}"
)
_WEEK_NUMBER = r"[1-9]|[0-4]\d|5[0-3]"
_WEEK = re.compile(
    r"(?<![\w-])(?P<label>calendar weeks?|weeks?(?: no\.?| number)?|wks?\.?|kw|cw|W(?=\d\d))[ #-]?"
    rf"(?P<n>{_WEEK_NUMBER})(?![\w%]|[.,:]\d)"
    rf"(?: ?(?P<sep>-|/|to|until|through|and|&) ?(?:kw|cw|week |wk )?(?P<n2>{_WEEK_NUMBER})(?![\w%/]|[.,:]\d))?"
    r"(?:,? (?:of )?(?P<y>20\d\d)|/(?P<y3>20\d\d)|[/'](?P<y2>\d\d))?(?!\d)"
    r"(?P<of> (?:of|in|into|after) (?:the |a |our )?[a-z][\w-]*(?: [a-z][\w-]*)?)?",
    re.IGNORECASE,
)
_SHORT_DATE_BEHIND = re.compile(r" ?(?:-|to) ?\d{1,2}/\d{1,2}(?!\d)")
"""After `weeks 4/12`: it is no pair of weeks but the fourth of December or the twelfth of April."""
_ISO_WEEK = re.compile(r"(?<![\w-])(?P<y>(?:19|20)\d\d)-?W(?P<n>[0-5]\d)(?:-(?P<d>[1-7]))?(?!\w)")
_FISCAL_YEAR = re.compile(
    r"(?<!\w)(?:FY ?'?|(?:fiscal|financial) year )(?:\d{4}|\d\d)(?: ?[/-] ?(?:\d{4}|\d\d))?(?!\w)", re.IGNORECASE
)
_BARE_YEAR = re.compile(
    r"\b(?:in|by|during|since|until|till|throughout|of|from|for|before|after|through|early|late|mid-?|year|to|end|"
    r"and) ?"
    r"(?P<y>20\d\d)(?![\w/%]|-\d|[.,:]\d| ?[a-z]+s\b)",
    re.IGNORECASE,
)
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
MONTH_CUE = re.compile(
    r"\b(?:in|by|during|since|until|till|from|to|of|before|after|through|throughout|early|mid|late|next|this|last|"
    r"between|and|"
    r"starting|ending|due|beginning|start|end|middle|for|or|around|about|planned|scheduled|"
    r"month)[ -]{1,2}(?:the )?$|[-(/:,] ?$",
    re.IGNORECASE,
)
_TO_MONTH = re.compile(rf" ?- ?{MONTH}\b| (?:to|until|through|and) {MONTH}\b", re.IGNORECASE)
_NAMES_TOO = frozenset({"may", "april", "june", "august", "jan", "mar"})


def months(first: int, last: int) -> Callable[[int], Span | None]:
    """Those months of a year."""
    return lambda year: month_span(year, first, last)


def week_span(year: int, first: int, last: int) -> Span | None:
    """ISO weeks of a year, Monday to Sunday; None where the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, first, 1), dt.date.fromisocalendar(year, last, 7)
    except ValueError:
        return None


def find_periods(plain: str, near: int) -> Iterator[Moment]:
    """Months, quarters, halves, weeks and years, in no particular order."""
    yield from _months(plain, near)
    yield from _quarters(plain, near)
    yield from _weeks(plain, near)
    yield from _years(plain, near)


def _year_of(match: re.Match[str], near: int) -> int | None:
    groups = match.groupdict()
    if groups.get("y2") or groups.get("s"):
        return century(int(groups.get("y2") or groups["s"]), near)
    full = groups.get("y") or groups.get("y3") or groups.get("before")
    return int(full) if full and full.isdigit() and abs(int(full) - near) <= 40 else None


def _months(plain: str, near: int) -> Iterator[Moment]:
    for match in _MONTH.finditer(plain):
        word, year = match["m"], _year_of(match, near)
        before = plain[max(0, match.start() - 14) : match.start()]
        if year is None:
            name_too = word.lower() in _NAMES_TOO and re.match(
                r" [A-Z][a-z]+", plain[match.end("m") : match.end("m") + 4]
            )
            alone = before.rstrip(" -*").endswith("\n") or not before.strip(" -*")
            alone = alone and not plain[match.end("m") : match.end("m") + 3].split("\n")[0].strip()
            cued = MONTH_CUE.search(before) is not None or alone
            if word.lower() == "may" and (not word[0].isupper() or not cued or before.endswith(",")):
                continue
            cued = cued or _TO_MONTH.match(plain[match.end("m") : match.end("m") + 20]) is not None
            if not word[0].isupper() or ((len(word) <= 4 or word == "March" or name_too) and not cued):
                continue
            if (
                name_too
                and not alone
                and not re.search(r"\b(?:in|by|during|since|until|early|mid|late|end of|start of)[ -]$", before)
            ):
                continue
        month = month_number(word)
        end = match.end() if year else match.end("m")
        yield Moment(match.start(), end, "month", months(month, month), year)
    for match in _MONTH_NUMBER.finditer(plain):
        yield Moment(match.start(), match.end(), "month", months(int(match["m"]), int(match["m"])), int(match["y"]))


def _quarters(plain: str, near: int) -> Iterator[Moment]:
    for match in _QUARTER.finditer(plain):
        fiscal = match["fy"] or (match["before"] or "").upper().startswith("FY")
        name = re.sub(r"\s+", " ", match[0])
        if fiscal:
            note = f"{name} counts from the start of a fiscal year, which the text does not give"
            yield Moment(match.start(), match.end(), "quarter", lambda _: None, note=note, fixed=True, value=name)
            continue
        if plain[match.end() : match.end() + 1] in ":.)" and re.match(
            r"[:.)][^\n]{0,200}\?", plain[match.end() : match.end() + 202]
        ):
            continue  # a numbered question
        number = int(match["q"]) if match["q"] else _QUARTERS[match["word"].lower()]
        year = _year_of(match, near)
        yield Moment(match.start(), match.end(), "quarter", months(3 * number - 2, 3 * number), year)
    for match in _HALF.finditer(plain):
        year = _year_of(match, near)
        if year is None and not MONTH_CUE.search(plain[max(0, match.start() - 14) : match.start()]):
            continue
        half = match["h"] or match["h2"] or ("1" if match["word"] in ("first", "1st") else "2")
        first = 6 * int(half) - 5
        yield Moment(match.start(), match.end(), "quarter", months(first, first + 5), year)


def _weeks(plain: str, near: int) -> Iterator[Moment]:
    for match in _ISO_WEEK.finditer(plain):
        number = int(match["n"])
        given, day = int(match["y"]), match["d"]
        span = week_span(given, number, number)
        if span is None:
            note = f"{given} has no week {number}"
            yield Moment(match.start(), match.end(), "week", lambda _: None, note=note, fixed=True)
            continue
        if day:
            span = (span[0] + dt.timedelta(days=int(day) - 1),) * 2
        yield Moment(match.start(), match.end(), "day" if day else "week", always(span), given)
    found = list(_WEEK.finditer(plain))
    bare = {int(m["n"]) for m in found if m["label"].lower().startswith(("week", "wk")) and not _year_of(m, near)}
    counted = 1 in bare and max(bare) <= 26  # a plan whose weeks start at 1 counts its own
    for match in found:
        first, year = int(match["n"]), _year_of(match, near)
        last = int(match["n2"]) if match["n2"] else first
        end = match.end("of") - len(match["of"]) if match["of"] else match.end()
        if not 1 <= first <= 53 or (last < first and match["sep"] == "/"):
            continue
        if match["sep"] == "/" and _SHORT_DATE_BEHIND.match(plain, match.end()):
            continue
        own = (match["label"].lower().startswith(("week", "wk")) and year is None) and (
            counted or (match["of"] and not re.search(r" (?:of|in) (?:the )?year", match["of"]))
        )
        if own or last < first:
            name = plain[match.start() : match.end() if match["of"] and own else end]
            note = f"{name} seems to be a week of a plan, whose start the text does not give"
            value = f"week {first}" + (f"/week {last}" if last != first else "")
            yield Moment(match.start(), end, "week", lambda _: None, note=note, fixed=True, value=value)
            continue
        yield Moment(match.start(), end, "week", _weeks_of(first, last), year)


def _weeks_of(first: int, last: int) -> Callable[[int], Span | None]:
    return lambda year: week_span(year, first, last)


def _years(plain: str, near: int) -> Iterator[Moment]:
    for match in _FISCAL_YEAR.finditer(plain):
        note = f"{match[0]} begins on the first day of a fiscal year, which the text does not give"
        yield Moment(match.start(), match.end(), "year", lambda _: None, note=note, fixed=True, value=match[0])
    for match in _BARE_YEAR.finditer(plain):
        if abs(int(match["y"]) - near) <= 15:
            yield Moment(match.start("y"), match.end("y"), "year", between((1, 1), (12, 31)), int(match["y"]))
