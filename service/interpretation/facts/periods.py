"""Periods with a name: months, quarters, halves, years, calendar weeks, sprints, and parts of them (`mid-May`).

Below `dates`. A number after `week` may count the weeks of a plan; a fiscal quarter begins nobody knows when: what
cannot be placed in the calendar keeps its name as value and says why.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.interpretation.facts.days import MONTH, Moment, Span, between, century, month_number

_YEAR = r"(?:(?:,? (?:of )?| ?[-/] ?|)(?P<y>(?:19|20)\d\d)(?!\d|[-/]\d|[.,]\d)|(?: ?[/'] ?'?|-)(?P<y2>\d\d)(?![\d/-]))?"
_MONTH = re.compile(
    rf"(?:(?<![\w-])|(?<=\b(?:mid|end)-)|(?<=early-)|(?<=late-))(?<!\d )(?P<m>{MONTH})(?![a-z])\.?(?! \d{{1,2}}(?!\d|[:%]))"
    rf"{_YEAR}",
    re.IGNORECASE,
)
_MONTH_NUMBER = re.compile(r"(?<![\w/.-])(?P<m>0[1-9]|1[0-2])/(?P<y>20\d\d)(?![\w/.-])")
_QUARTER = re.compile(
    rf"(?<!\w)(?:(?P<before>20\d\d|FY ?'?\d\d(?:\d\d)?)[ /-]?)?(?:Q ?(?P<q>[1-4])|(?P<word>first|second|third|fourth|last|1st|"
    rf"2nd|3rd|4th) quarter)(?![\w%&])(?P<fy> ?(?:of )?(?:the )?(?:FY|fiscal(?: year)?|financial year) ?'?(?P<fyn>\d{{4}}|\d\d)?)?{_YEAR}",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?<!\w)(?:(?P<before>20\d\d)[ /-]?)?(?:(?:H(?P<h>[12])|(?P<h2>[12])H)(?P<s>\d\d)?|(?P<word>first|second|1st|2nd) half"
    rf"(?= of 20\d\d| of the year| 20\d\d)(?: of the year)?)(?!\w){_YEAR}"
)
_WEEK = re.compile(
    r"(?<![\w-])(?P<label>calendar weeks?|weeks?(?: no\.?| number)?|wks?\.?|kw|cw|W(?=\d\d))[ #-]?(?P<n>[1-9]|[0-4]\d|5[0-3])(?![\w%]|[.,:]\d)"
    r"(?: ?(?P<sep>-|/|to|until|through|and|&) ?(?:kw|cw|week |wk )?(?P<n2>[1-9]|[0-4]\d|5[0-3])(?![\w%/]|[.,:]\d))?"
    r"(?:,? (?:of )?(?P<y>20\d\d)|/(?P<y3>20\d\d)|[/'](?P<y2>\d\d))?(?!\d)(?P<of> (?:of|in|into|after) (?:the |a |our )?[a-z][\w-]*(?: [a-z][\w-]*)?)?",
    re.IGNORECASE,
)
_ISO_WEEK = re.compile(r"(?<![\w-])(?P<y>(?:19|20)\d\d)-?W(?P<n>[0-5]\d)(?:-(?P<d>[1-7]))?(?!\w)")
_FISCAL_YEAR = re.compile(
    r"(?<!\w)(?:FY ?'?|(?:fiscal|financial) year )(?P<y>\d{4}|\d\d)(?: ?[/-] ?(?P<to>\d{4}|\d\d))?(?!\w)", re.IGNORECASE
)
_BARE_YEAR = re.compile(
    r"(?P<cue>\b(?:in|by|during|since|until|till|throughout|of|from|for|before|after|through|early|late|mid-?|year|to|end|and) ?)"
    r"(?P<y>20\d\d)(?![\w/%]|-\d|[.,:]\d| ?[a-z]+s\b)",
    re.IGNORECASE,
)
_SPRINT = re.compile(
    r"(?<!\w)(?P<label>sprints?|iterations?|PI)[ #-]{1,2}(?P<n>\d{1,3})(?![\w%]|[.,:]\d|/\d\d)"
    r"(?: ?(?P<sep>-|to|until|through|and|&) ?(?:sprint )?(?P<n2>\d{1,3})(?![\w%]|[.,:/]\d))?",
    re.IGNORECASE,
)
_SPRINT_LENGTH = re.compile(
    r"\b(?P<n>[1-6]|one|two|three|four)[- ]weeks?(?:ly)?[- ](?:long )?(?:sprint|iteration)|\b(?:sprints?|iterations?) "
    r"(?:length|duration|cadence)?[^.\n]{0,16}?\b(?P<m>[1-6]|one|two|three|four) weeks?\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
MONTH_CUE = re.compile(
    r"\b(?:in|by|during|since|until|till|from|to|of|before|after|through|throughout|early|mid|late|next|this|last|between|and|"
    r"starting|ending|due|beginning|start|end|middle|for|or|around|about|planned|scheduled|month)[ -]{1,2}(?:the )?$|[-(/:,] ?$",
    re.IGNORECASE,
)
_TO_MONTH = re.compile(rf" ?- ?{MONTH}\b| (?:to|until|through|and) {MONTH}\b", re.IGNORECASE)
_NAMES_TOO = frozenset({"may", "april", "june", "august", "jan", "mar"})
PART = re.compile(
    r"\b(?P<part>early(?: in)?|beginning(?: of)?|start(?: of)?|mid|middle of|late(?: in)?|end(?: of)?|first half of|second half of|"
    r"first week (?:of|in)|last week (?:of|in)|first day of|last day of)(?: |-){1,2}(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SprintCalendar:
    """When sprints are: one sprint's number and first day, and the length of each in days."""

    number: int
    first: dt.date
    days: int = 14

    def span(self, number: int) -> Span | None:
        """First day of that sprint and the last before the weekend that ends it; None beyond the calendar's years."""
        try:
            first = self.first + dt.timedelta(days=(number - self.number) * self.days)
            last = first + dt.timedelta(days=self.days - 1)
        except OverflowError:
            return None
        # A sprint that starts on a Monday ends on a Friday.
        return first, last - dt.timedelta(days=max(0, last.weekday() - 4) if first.weekday() == 0 else 0)


def month_span(year: int, first: int, last: int) -> Span:
    """From the first day of one month to the last day of another."""
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def months(first: int, last: int) -> Callable[[int], Span | None]:
    """Those months of a year."""
    return lambda year: month_span(year, first, last)


def week_span(year: int, first: int, last: int) -> Span | None:
    """ISO weeks of a year, Monday to Sunday; None where the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, first, 1), dt.date.fromisocalendar(year, last, 7)
    except ValueError:
        return None


def narrow(part: str, unit: str, span: Span) -> Span:
    """The part of a period: thirds for early, mid and late; the last days for the end."""
    first, last = span
    days = (last - first).days + 1
    third = dt.timedelta(days=days // 3)
    edge = dt.timedelta(days={"week": 1, "month": 7, "quarter": 14}.get(unit, 31) - 1)
    if unit == "sprint":
        edge = dt.timedelta(days=0)
    day, part = dt.timedelta(days=1), part.lower()
    if part.startswith("early"):
        return first, first + third - day
    if part.startswith(("beginning", "start")):
        return first, min(last, first + edge)
    if part.startswith("mid"):
        return first + third, last - third
    if part.startswith("late"):
        return last - third + day, last
    if part.startswith("end"):
        if unit == "week":
            return first + 4 * day, first + 4 * day
        return max(first, last - edge), last
    if part.startswith("first half"):
        return first, first + (days // 2 - 1) * day
    if part.startswith("second half"):
        return first + days // 2 * day, last
    size = dt.timedelta(days=6 if "week" in part else 0)
    return (first, first + size) if part.startswith("first") else (last - size, last)


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
            cued = MONTH_CUE.search(before) or alone
            if word.lower() == "may" and (not word[0].isupper() or not cued or before.endswith(",")):
                continue
            cued = cued or _TO_MONTH.match(plain[match.end("m") : match.end("m") + 20])
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
        year, day = int(match["y"]), match["d"]
        span = week_span(year, number, number)
        if span is None:
            note = f"{year} has no week {number}"
            yield Moment(match.start(), match.end(), "week", lambda _: None, note=note, fixed=True)
            continue
        if day:
            span = (span[0] + dt.timedelta(days=int(day) - 1),) * 2
        yield Moment(match.start(), match.end(), "day" if day else "week", _always(span), year)
    found = list(_WEEK.finditer(plain))
    bare = {int(m["n"]) for m in found if m["label"].lower().startswith(("week", "wk")) and not _year_of(m, near)}
    counted = 1 in bare and max(bare) <= 26  # a plan whose weeks start at 1 counts its own
    for match in found:
        first, year = int(match["n"]), _year_of(match, near)
        last = int(match["n2"]) if match["n2"] else first
        end = match.end("of") - len(match["of"]) if match["of"] else match.end()
        if not 1 <= first <= 53 or (last < first and match["sep"] == "/"):
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


def _always(span: Span) -> Callable[[int], Span | None]:
    return lambda _: span


def _years(plain: str, near: int) -> Iterator[Moment]:
    for match in _FISCAL_YEAR.finditer(plain):
        note = f"{match[0]} begins on the first day of a fiscal year, which the text does not give"
        yield Moment(match.start(), match.end(), "year", lambda _: None, note=note, fixed=True, value=match[0])
    for match in _BARE_YEAR.finditer(plain):
        if abs(int(match["y"]) - near) <= 15:
            yield Moment(match.start("y"), match.end("y"), "year", between((1, 1), (12, 31)), int(match["y"]))


def find_sprints(plain: str, calendar_: SprintCalendar | None) -> Iterator[Moment]:
    """Sprints by number, with their days where a calendar of sprints is known."""
    for match in _SPRINT.finditer(plain):
        first = int(match["n"])
        last = int(match["n2"]) if match["n2"] else first
        end = match.end() if last >= first else match.end("n")
        last = max(first, last)
        label = "PI" if match["label"].upper() == "PI" else match["label"].lower().rstrip("s")
        value = f"{label} {first}" + (f"/{label} {last}" if last != first else "")
        starts = calendar_.span(first) if calendar_ and label != "PI" else None
        ends = calendar_.span(last) if calendar_ and label != "PI" else None
        if starts and ends:
            yield Moment(match.start(), end, "sprint", _always((starts[0], ends[1])), fixed=True)
        else:
            note = f"the text does not say when {value.replace('/', ' to ')} is"
            yield Moment(match.start(), end, "sprint", lambda _: None, note=note, fixed=True, value=value)


def sprint_calendar(plain: str, dated: list[tuple[int, dt.date, dt.date]]) -> SprintCalendar | None:
    """The calendar that a text itself gives: a sprint beside its dates, and a length or a second such sprint.

    Args:
        plain: The text.
        dated: Start offset, first and last day of each date in it, sorted.
    """
    known: dict[int, Span] = {}
    starts = [start for start, _, _ in dated]
    for match in _SPRINT.finditer(plain):
        place = _following(starts, match.end())
        if place is None or match["n2"]:
            continue
        start, first, last = dated[place]
        link = plain[match.end() : start]
        if len(link) <= 40 and re.fullmatch(
            r"[ :(,\n-]*(?:(?:starts?|begins?|starting|runs?|is|from|on|lasts|goes|will|start|begin|the|of) ?)*[ (\n]*",
            link,
            re.IGNORECASE,
        ):
            known.setdefault(int(match["n"]), (first, last))
    if not known:
        return None
    length = _SPRINT_LENGTH.search(plain)
    numbers = sorted(known)
    number, (first, last) = numbers[0], known[numbers[0]]
    if length:
        word = (length["n"] or length["m"]).lower()
        return SprintCalendar(number, first, 7 * (_WORDS.get(word) or int(word)))
    if len(numbers) > 1:
        days, rest = divmod((known[numbers[1]][0] - first).days, numbers[1] - number)
        return SprintCalendar(number, first, days) if days > 0 and not rest else None
    days = (last - first).days + 1
    return SprintCalendar(number, first, -(-days // 7) * 7) if days >= 5 else None


def _following(starts: list[int], at: int) -> int | None:
    place = bisect_left(starts, at)
    return place if place < len(starts) and starts[place] <= at + 40 else None
