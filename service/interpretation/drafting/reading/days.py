"""The day or period that a stretch of a unit gives, and what is wrong with it if it cannot be relied on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.interpretation import wording
from service.interpretation.shown import Unit
from service.planning.facts import Fact

_EPOCH = dt.date(1899, 12, 30)
_SERIAL = re.compile(r"(4\d{4}|5\d{4})(?:\.\d+)?")
_TIMES = re.compile(r"T(\d\d):(\d\d)")
_CLOCK = re.compile(r"(?<![\d.:])(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)(?![\d.:]\d)")
_WRONG_WEEKDAY = re.compile(r"(\d{4}-\d\d-\d\d) is a (\w+)")
_EITHER = re.compile(r"(?P<words>.+) is (?P<one>\d+ \w+) or (?P<other>\d+ \w+);")
_OF_A_PAPER = re.compile(
    r"\b(?:plan|notes?|list|letter|report|update|e-?mail|mail|minutes|meeting|memo|version|draft|was|formerly|"
    r"originally|instead of|not|"
    r"moved from|old:?)(?: (?:of|from|dated))?(?: the)?\s*$",
    re.IGNORECASE,
)
"""The day of what a cell refers to, or one that no longer holds, beside the day itself."""
_NO_DAY = re.compile(r"there is no|is no day of the calendar|has no week")


@dataclass(frozen=True)
class Days:
    """First and last day, as written; with neither where none can be relied on."""

    first: dt.date | None = None
    last: dt.date | None = None
    words: str = ""
    precise: bool = True
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    question: str = ""
    impossible: tuple[str, str] | None = None

    @property
    def known(self) -> bool:
        """Whether there is a day."""
        return self.first is not None

    @property
    def noted(self) -> bool:
        """Whether something is wrong with it."""
        return bool(self.question or self.impossible)

    @classmethod
    def joined(cls, found: Sequence[Days]) -> Days:
        """The days of a start and of an end column together; an end before its start is impossible."""
        known = [d for d in found if d.known]
        noted = next((d for d in found if d.noted), None)
        words = " to ".join(dict.fromkeys(d.words for d in found if d.words))
        question = next((d.question for d in found if d.question), "")
        impossible = next((d.impossible for d in found if d.impossible), None)
        if not known or impossible:
            return replace(noted or cls(), first=None, last=None, words=words, question=question, impossible=impossible)
        if len(found) > 1 and found[0].known and found[-1].known:
            first, last = found[0].first, found[-1].last
            assert first is not None
            assert last is not None
            if last < first:
                said = f"it ends on {wording.day(last)}, before its start on {wording.day(first)}"
                return cls(words=words, impossible=(words, said))
        return cls(
            known[0].first,
            known[-1].last if len(found) > 1 and (found[-1].known or len(known) > 1) else known[0].last,
            words,
            all(d.precise for d in known),
            known[0].starts_at,
            known[-1].ends_at or (known[-1].starts_at if len(known) > 1 else None),
            question,
            impossible,
        )


def days_in(unit: Unit, start: int, end: int) -> Days:
    """The days that a stretch of a unit's source names: several become the period from the first to the last."""
    facts = [f for f in unit.facts("date") if start <= f.start and f.end <= end]
    if len(facts) > 1:
        text = unit.shown.text
        facts = [f for f in facts if not _OF_A_PAPER.search(text[max(start, f.start - 40) : f.start])] or facts
    if not facts:
        starts_at, ends_at = times_in(unit.shown.text[start:end])
        return Days(starts_at=starts_at, ends_at=ends_at)
    text = unit.shown.text
    if (
        len(facts) > 1
        and facts[0].first
        and facts[1].first
        and re.fullmatch(r"\s*(?:to|until|till|[-–—]|bis)\s*", text[facts[0].end : facts[1].start])
    ):
        return Days.joined([of_fact(facts[0]), of_fact(facts[1])])
    found = [of_fact(f) for f in facts]
    known = [d for d in found if d.known]
    if len(known) > 1 and all(d.precise for d in known):
        firsts, lasts = [d.first for d in known if d.first], [d.last for d in known if d.last]
        return replace(known[0], first=min(firsts), last=max(lasts), words=text[facts[0].start : facts[-1].end])
    return (known or found)[0]


def of_fact(fact: Fact) -> Days:
    """What a date in a text gives."""
    question, impossible = doubt(fact)
    starts_at, ends_at = _times(fact)
    return Days(
        fact.first,
        fact.last or fact.first,
        fact.text,
        fact.unit in ("", "day"),
        starts_at,
        ends_at,
        question,
        impossible,
    )


def doubt(fact: Fact) -> tuple[str, tuple[str, str] | None]:
    """What has to be asked about a date, and what makes it impossible."""
    if fact.first is None:
        either = _EITHER.match(fact.note)
        if either:
            return f"{either['words']}: {either['one']} or {either['other']}?", None
        if _NO_DAY.search(fact.note):
            return "", (fact.text, fact.note)
        if fact.note:
            return f"{fact.text}: which day is meant? {wording.sentence(fact.note)}", None
        return "", None
    weekday = _WRONG_WEEKDAY.search(fact.note)
    if weekday:
        day = dt.date.fromisoformat(weekday[1])
        return f"“{fact.text}”: {wording.day(day)} is a {weekday[2]}; which day is meant?", None
    return "", None


def serial_day(text: str) -> dt.date | None:
    """A day as spreadsheets count it, `46145`."""
    match = _SERIAL.fullmatch(text.strip())
    return _EPOCH + dt.timedelta(days=int(match[1])) if match else None


def times_in(text: str) -> tuple[dt.time | None, dt.time | None]:
    """The clock times of a text that is nothing else."""
    found = [dt.time(int(m["h"]), int(m["m"])) for m in _CLOCK.finditer(text)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _times(fact: Fact) -> tuple[dt.time | None, dt.time | None]:
    times = [dt.time(int(h), int(m)) for h, m in _TIMES.findall(fact.value) if int(h) < 24]
    if not times or (times == [dt.time(0)] and "00:00" in fact.text):
        return None, None  # a spreadsheet's day, with the midnight that it adds
    return times[0], times[1] if len(times) > 1 else None
