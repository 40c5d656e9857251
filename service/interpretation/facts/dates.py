"""Dates as facts: gathers days and periods, adds weekdays and `tomorrow`, joins ranges, and gives years to the yearless.

Above it are events and `find_facts`. A year that is not written is inferred and the note says so; an order of day
and month that nothing settles is asked for, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.interpretation.facts.days import DATE_CUE, WEEKDAY, Moment, Span, find_days, find_order, weekday_number
from service.interpretation.facts.periods import (
    PART,
    SprintCalendar,
    find_periods,
    find_sprints,
    month_span,
    narrow,
    sprint_calendar,
)
from service.interpretation.facts.reading import Reading
from service.planning.facts import Fact

_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "twelve": 12,
    "a": 1,
    "an": 1,
}
_WEEKDAY = re.compile(
    rf"(?<![\w-])(?P<which>(?:next|this|coming|last|on|by|until|from|every|each|eod|cob) )?(?:the )?(?P<d>{WEEKDAY})(?P<plural>s)?\b\.?"
    rf"(?P<next> (?:next|after next|this) week)?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![\w-])(?P<w>(?:the )?day after tomorrow|(?P<end>EOW|EOM|EOQ|EOY|end of (?:the |this )?(?:week|month|quarter|year))(?! \d)(?! (?:one|two|three|four|of))|(?<!after )tomorrow|today|tonight|yesterday|"
    r"(?P<shift>next|this|last|coming|current|previous) (?P<u>week(?!day|end)|month|quarter|year|fortnight)(?:'s\b)?)(?![\w-])",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    rf"\b(?:(?P<in>in|within) (?:about |around |exactly )?(?P<n>{_NUMBER}) (?P<u>(?:working |business |calendar )?days?|weeks?|months?)"
    rf"(?P<time>'s?)?(?: time| from (?:now|today))?|(?P<n2>{_NUMBER}) (?P<u2>(?:working |business )?days?|weeks?|months?) (?P<way>ago|from (?:now|today)))\b"
    r"(?! (?:of|after|before|prior|following|from the|from go))",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:\b(?:(?P<week>(?:w/c|wc|w/b|week commencing|week beginning|week starting|week of|week from)(?: the)?)|"
    r"(?P<ending>w/e|week ending)|(?P<eod>EOD|COB|EOB|end of (?:the )?day|close of (?:business|play))(?: on)?),? (?:the )?)$",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r" ?- ?| (?:to|until|till|through|thru|up to and including|up to) (?:the )?(?:end of )?", re.IGNORECASE
)
_MOVED = re.compile(
    r"\b(?:moved?|moving|moves|postponed?|shift(?:ed|s)?|reschedul\w+|push(?:ed|es)?(?: back| out)?|brought forward|delay\w*|changed|slip\w*|"
    r"defer\w*|put back)\b[^.\n]{0,40}\bfrom (?:the )?$",
    re.IGNORECASE,
)
_ZONE = r"(?: ?(?:CET|CEST|GMT|BST|UTC|EST|EDT|ET|PST|PDT|PT|CST|CDT|MST|MDT|IST|JST|SGT|AEST|AEDT|MEZ|local time)\b(?:[+-]\d{1,2}(?::?\d\d)?)?)?"
_CLOCK = (
    r"(?:(?P<h{0}>[01]?\d|2[0-4])(?:[:.h](?P<m{0}>[0-5]\d)(?::\d\d)?(?: ?(?P<p{0}>[ap]\.?m\b\.?)| ?(?:hrs|hours|h|uhr)\b)?| ?(?P<q{0}>[ap]\.?m\b\.?)"
    r"| ?(?:hrs|o'clock)\b)|(?P<w{0}>noon|midnight|midday))"
)
_TIME_AFTER = re.compile(
    rf"(?:T(?P<iso>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|(?: ?,? ?(?:at|@|from|by|around|between|-|\(|,)? ?)"
    rf"{_CLOCK.format(1)}(?: ?(?:-|to|and|until) ?{_CLOCK.format(2)})?{_ZONE}(?![\d.:]\d))",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(rf"(?<![\w:.]){_CLOCK.format(1)}{_ZONE},? (?:on )?$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:since|last|was|were|had|ended|completed|started|ran|held|went)\b[^.\n]{0,30}$", re.IGNORECASE)
_WORKING = re.compile("working|business", re.IGNORECASE)


def find_dates(
    reading: Reading,
    *,
    today: dt.date,
    country: str | None = None,
    day_first: bool | None = None,
    sprints: SprintCalendar | None = None,
) -> list[Fact]:
    """The dates and periods that a text names, sorted, without overlap.

    Args:
        reading: The text, from `read`.
        today: The document's own date or the day of reading; weekdays and `tomorrow` count from it.
        country: ISO 3166 code; settles `12/01/2027` where nothing else does.
        day_first: Whether the day stands before the month in such dates, if that is known.
        sprints: When sprints are; otherwise what the text says of them is used.
    """
    plain = reading.plain
    order = find_order(plain, country, day_first)
    moments = [_dressed(plain, m) for m in find_days(plain, order, today.year)]
    moments += [_part(plain, m) for m in find_periods(plain, today.year)]
    moments += [_dressed(plain, m) for m in _relative(reading, today)]
    moments = _join(plain, _apart(moments))
    years = _Years(moments, today)
    placed = [(moment, *years.place(plain, moment)) for moment in moments]
    if sprints is None:
        dated = [(m.start, span[0], span[1]) for m, span, _ in placed if span and m.unit == "day"]
        sprints = sprint_calendar(plain, dated)
    for moment in find_sprints(plain, sprints):
        moment = _part(plain, moment)
        placed.append((moment, moment.at(0), moment.note))
    return [_fact(reading.text, *each) for each in _apart_placed(placed)]


def _fact(text: str, moment: Moment, span: Span | None, note: str) -> Fact:
    value = moment.value
    if span:
        first, last = span
        value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        if moment.time and first == last:
            value = "/".join(f"{value}T{clock}" for clock in moment.time.split("/"))
    return Fact(
        kind="date",
        text=text[moment.start : moment.end],
        start=moment.start,
        end=moment.end,
        value=value,
        unit=moment.unit,
        first=span[0] if span else None,
        last=span[1] if span else None,
        note=note,
    )


def _apart(moments: Sequence[Moment]) -> list[Moment]:
    """Sorted and without overlap: the longer of two, then the one that was looked for first."""
    kept: list[Moment] = []
    for moment in sorted(moments, key=lambda m: m.start):
        while kept and kept[-1].end > moment.start and moment.end - moment.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or kept[-1].end <= moment.start:
            kept.append(moment)
    return kept


def _apart_placed(placed: list[tuple[Moment, Span | None, str]]) -> list[tuple[Moment, Span | None, str]]:
    chosen = {id(moment) for moment in _apart([moment for moment, _, _ in placed])}
    return sorted((each for each in placed if id(each[0]) in chosen), key=lambda each: each[0].start)


def _part(plain: str, moment: Moment) -> Moment:
    """`mid-` and `end of` before a period belong to it."""
    found = PART.search(plain[max(0, moment.start - 32) : moment.start])
    if not found:
        return moment
    start = moment.start - len(found[0])
    part, whole, unit = found["part"], moment.at, moment.unit
    if moment.fixed and moment.value:
        return replace(moment, start=start, value=f"{part.lower()} {moment.value}", note=moment.note)

    def at(year: int) -> Span | None:
        span = whole(year)
        return narrow(part, unit, span) if span else None

    note = moment.note
    if not note and unit not in ("week", "sprint"):
        note = f"{plain[start : moment.end]} is no exact day"
    return replace(moment, start=start, at=at, note=note)


def _dressed(plain: str, moment: Moment) -> Moment:
    """With what may stand around a day: `w/c`, `EOD`, a weekday in brackets, a time."""
    if moment.unit != "day":
        return _part(plain, moment)
    prefix = _PREFIX.search(plain[max(0, moment.start - 28) : moment.start])
    if prefix:
        moment = replace(moment, start=moment.start - len(prefix[0]))
        if not prefix["eod"]:
            return _as_week(moment, bool(prefix["ending"]))
    bracket = re.match(
        rf" ?\((?P<d>{WEEKDAY})\)|,? (?P<e>{WEEKDAY})\b(?=[ ,.;\n]|$)",
        plain[moment.end : moment.end + 16],
        re.IGNORECASE,
    )
    if bracket and moment.weekday is None and not moment.fixed:
        moment = replace(moment, end=moment.end + bracket.end(), weekday=weekday_number(bracket["d"] or bracket["e"]))
    after = _TIME_AFTER.match(plain[moment.end : moment.end + 48])
    if after:
        clock = after["iso"] or _clock(after, 1, after["p2"] or after["q2"])
        until = _clock(after, 2, None) if not after["iso"] else ""
        return replace(moment, end=moment.end + after.end(), time=clock + (f"/{until}" if clock and until else ""))
    before = _TIME_BEFORE.search(plain[max(0, moment.start - 24) : moment.start])
    if before and (clock := _clock(before, 1, None)):
        return replace(moment, start=moment.start - len(before[0]), time=clock)
    return moment


def _clock(match: re.Match[str], which: int, half: str | None) -> str:
    if match[f"w{which}"]:
        return "00:00" if match[f"w{which}"].lower() == "midnight" else "12:00"
    if not match[f"h{which}"]:
        return ""
    hour, minute = int(match[f"h{which}"]), int(match[f"m{which}"] or 0)
    half = (match[f"p{which}"] or match[f"q{which}"] or half or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour % 24:02d}:{minute:02d}"


def _as_week(moment: Moment, ending: bool) -> Moment:
    day = moment.at

    def at(year: int) -> Span | None:
        span = day(year)
        if not span:
            return None
        if ending:
            return span[1] - dt.timedelta(days=span[1].weekday()), span[1]
        monday = span[0] - dt.timedelta(days=span[0].weekday())
        return monday, monday + dt.timedelta(days=6)

    return replace(moment, at=at, unit="week", weekday=None)


def _join(plain: str, moments: list[Moment]) -> list[Moment]:
    """Two moments with `to` or a dash between them are one range, unless something is moved from one to the other."""
    joined: list[Moment] = []
    for moment in moments:
        before = joined[-1] if joined else None
        gap = plain[before.end : moment.start] if before and moment.start - before.end <= 24 else "\n"
        opener = plain[max(0, before.start - 60) : before.start] if before else ""
        linked = _JOIN.fullmatch(gap) or (gap == " and " and re.search(r"\bbetween (?:the )?$", opener, re.IGNORECASE))
        if before and linked and not before.value and not moment.value and not _MOVED.search(opener):
            pair = _pair(before, moment)
            if pair:
                joined[-1] = pair
                continue
        joined.append(moment)
    return joined


def _pair(a: Moment, b: Moment) -> Moment | None:
    if a.at(2028) is None or b.at(2028) is None:
        return None
    from_year = a.year if a.year is not None or a.fixed else b.year
    past_year = b.year if b.year is not None or b.fixed else a.year
    unit = a.unit if a.unit == b.unit else "day" if "day" in (a.unit, b.unit) else b.unit
    note = a.note or b.note

    def at(year: int) -> Span | None:
        """`year` is that of the first; a range without years may cross New Year."""
        first = a.at(from_year if from_year is not None else year)
        last = b.at(past_year if past_year is not None else year)
        if first and last and first[0] > last[1]:
            if b.year is None and not b.fixed:
                last = b.at((past_year if past_year is not None else year) + 1)
            elif a.year is None and not a.fixed and from_year is not None:
                first = a.at(from_year - 1)
            elif a.fixed and b.fixed and (first[0] - last[1]).days < 7:
                last = last[0] + dt.timedelta(days=7), last[1] + dt.timedelta(days=7)  # Monday to Wednesday
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None

    year = from_year if a.year is None or not a.fixed else past_year
    if at(year or 2028) is None:
        return None
    fixed = a.fixed and b.fixed
    time = f"{a.time}" if a.time and not b.time else ""
    return Moment(a.start, b.end, unit, at, year, a.weekday, note, fixed, time)


def _relative(reading: Reading, today: dt.date) -> Iterator[Moment]:
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
        yield Moment(match.start(), match.end(), precision, _fixed((day, day)), None, None, counted, True)


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


def _fixed(span: Span) -> _Always:
    return _Always(span)


class _Always:
    """The same days in every year."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def __call__(self, year: int) -> Span | None:
        return self.span


def _weekday(reading: Reading, match: re.Match[str], today: dt.date, counted: str) -> Iterator[Moment]:
    plain, word, which = reading.plain, match["d"], (match["which"] or "").strip().lower()
    start = match.start() if which not in ("on", "by", "until", "from", "eod", "cob", "") else match.start("d")
    if match["plural"] or which in ("every", "each"):
        note = f"every {word}, not one day"
        yield Moment(start, match.end(), "day", lambda _: None, note=note, fixed=True, value=f"every {word.lower()}")
        return
    short = len(word) <= 4
    cued = (
        which
        or DATE_CUE.search(plain[max(0, match.start() - 14) : match.start()])
        or _PREFIX.search(plain[max(0, match.start() - 28) : match.start()])
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
    yield Moment(start, match.end(), "day", _fixed((day, day)), None, None, note, True)


def _named(match: re.Match[str], today: dt.date, counted: str) -> Moment:
    word = match["w"].lower()
    if match["end"]:
        unit = next(u for u in ("week", "month", "quarter", "year") if word.endswith(("eo" + u[0], u)))
        last = today + dt.timedelta(days=(4 - today.weekday()) % 7) if unit == "week" else _period(today, unit, 0)[1]
        return Moment(match.start(), match.end(), "day", _fixed((last, last)), None, None, counted, True)
    if not match["u"]:
        shift = 2 if "after" in word else 1 if word == "tomorrow" else -1 if word == "yesterday" else 0
        day = today + dt.timedelta(days=shift)
        return Moment(match.start(), match.end(), "day", _fixed((day, day)), None, None, counted, True)
    step = {"next": 1, "coming": 1, "last": -1, "previous": -1}.get(match["shift"].lower(), 0)
    unit = match["u"].lower()
    if unit in ("week", "fortnight"):
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7 * step)
        return Moment(
            match.start(),
            match.end(),
            "week",
            _fixed((monday, monday + dt.timedelta(days=6 if unit == "week" else 13))),
            None,
            None,
            counted,
            True,
        )
    return Moment(match.start(), match.end(), unit, _fixed(_period(today, unit, step)), None, None, counted, True)


def _period(today: dt.date, unit: str, step: int) -> Span:
    """The month, quarter or year so many before or after the one around today."""
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (today.year * 12 + today.month - 1) // size * size + step * size
    year, first = index // 12, index % 12 + 1
    return month_span(year, first, first + size - 1)


class _Years:
    """Gives a year to what has none: the one that fits a weekday, the nearest dates that have one, or the near future."""

    def __init__(self, moments: Sequence[Moment], today: dt.date) -> None:
        self.today = today
        self.known: list[tuple[int, dt.date]] = []
        for moment in moments:
            if moment.year is not None and (span := moment.at(moment.year)):
                middle = span[0] + (span[1] - span[0]) / 2
                self.known.append((moment.start, middle))
        self.starts = [start for start, _ in self.known]

    def place(self, plain: str, moment: Moment) -> tuple[Span | None, str]:
        """First and last day, and the note."""
        if moment.fixed or moment.year is not None:
            span = moment.at(moment.year or 0)
            note = moment.note
            if span and moment.weekday is not None and span[0].weekday() != moment.weekday and not note:
                note = f"{span[0].isoformat()} is a {span[0]:%A}"
            if span is None and not note:
                note = f"{plain[moment.start : moment.end]} is no day of the calendar"
            return span, note
        spans = [s for year in range(self.today.year - 1, self.today.year + 3) if (s := self._at(moment, year))]
        if moment.weekday is not None:
            fitting = [s for s in spans if s[0].weekday() == moment.weekday]
            if fitting:
                spans = fitting
        if not spans:
            return None, f"{plain[moment.start : moment.end]} is no day of the years around {self.today.year}"
        anchor = self._anchor(moment.start)
        if anchor:
            span = min(spans, key=lambda s: abs((s[0] - anchor).days))
            note = f"the year {span[0].year} is inferred from the dates around it"
        else:
            grace = 300 if _PAST.search(plain[max(0, moment.start - 50) : moment.start]) else 45
            oldest = self.today - dt.timedelta(days=grace)
            span = next((s for s in spans if s[1] >= oldest), spans[-1])
            note = f"the year {span[0].year} is inferred from {self.today.isoformat()}"
        if moment.weekday is not None and span[0].weekday() != moment.weekday:
            note += f", though {span[0].isoformat()} is a {span[0]:%A}"
        return span, "; ".join(part for part in (moment.note, note) if part)

    def _at(self, moment: Moment, year: int) -> Span | None:
        return moment.at(year) if dt.MINYEAR <= year <= dt.MAXYEAR - 1 else None

    def _anchor(self, at: int) -> dt.date | None:
        if not self.known:
            return None
        place = bisect_left(self.starts, at)
        around = self.known[max(0, place - 1) : place + 1]
        return min(around, key=lambda each: abs(each[0] - at))[1]
