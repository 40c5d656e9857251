"""The calendar of sprints that one document gives, for the sprints that another only numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.interpretation.drafting.reading.said import Said
from service.interpretation.facts import SprintCalendar
from service.interpretation.facts.dates.sprints import sprint_calendar
from service.interpretation.facts.reading import read
from service.interpretation.shown import Shown

_SPRINT = re.compile(
    r"(?:sprints?|iterations?)[ #-]{1,2}(?P<first>\d{1,3})(?:\D{1,12}(?P<last>\d{1,3}))?", re.IGNORECASE
)


def placed(found: Sequence[Said], passages: Sequence[Shown]) -> list[Said]:
    """The statements, those that name a sprint without its days with the days that another document gives it."""
    if not any(s.first is None and s.question and _SPRINT.search(s.words) for s in found):
        return list(found)
    calendar = next((c for shown in passages if (c := _calendar(shown)) is not None), None)
    return [_placed(s, calendar) for s in found] if calendar else list(found)


def _calendar(shown: Shown) -> SprintCalendar | None:
    if "sprint" not in shown.text.lower() and "iteration" not in shown.text.lower():
        return None
    days = [
        (f.start, f.first, f.last)
        for f in shown.reading.facts
        if f.kind == "date" and f.unit in ("", "day") and f.first is not None and f.last is not None
    ]
    return sprint_calendar(read(shown.text, shown.blocks).plain, days)


def _placed(said: Said, calendar: SprintCalendar) -> Said:
    match = _SPRINT.search(said.words) if said.first is None and said.question else None
    if match is None:
        return said
    start = calendar.span(int(match["first"]))
    end = calendar.span(int(match["last"])) if match["last"] else start
    if start is None or end is None:
        return said
    return replace(said, first=start[0], last=end[1], precise=False, question="")
