"""Sprints by number, placed by a calendar of sprints that is given or that the text itself states.

Below `dates`. Without a calendar a sprint keeps its name as value, and the note says what is missing.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from service.interpretation.facts.dates.days import Moment, Span, always

_SPRINT = re.compile(
    r"(?<!\w)(?P<label>sprints?|iterations?|PI)[ #-]{1,2}(?P<n>\d{1,3})(?![\w%]|[.,:]\d|/\d\d)"
    r"(?: ?(?P<sep>-|to|until|through|and|&) ?(?:sprint )?(?P<n2>\d{1,3})(?![\w%]|[.,:/]\d))?",
    re.IGNORECASE,
)
_SPRINT_LENGTH = re.compile(
    r"\b(?P<n>[1-6]|one|two|three|four)[- ]weeks?(?:ly)?[- ](?:long )?(?:sprint|iteration)|\b(?:sprints?|"
    r"iterations?) "
    r"(?:length|duration|cadence)?[^.\n]{0,16}?\b(?P<m>[1-6]|one|two|three|four) weeks?\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}


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
            yield Moment(match.start(), end, "sprint", always((starts[0], ends[1])), fixed=True)
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
            r"[ :(,\n-]*(?:(?:starts?|started|begins?|began|starting|runs?|ran|was|is|from|on|lasts|goes|will|start|"
            r"begin|the|of) ?)*[ (\n]*",
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
