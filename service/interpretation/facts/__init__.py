"""Facts out of text: dates, counts, durations, populations, systems and events, each with its exact span."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from retrieval.documents import Block
from service.interpretation.facts.amounts import find_amounts
from service.interpretation.facts.dates import SprintCalendar, find_dates
from service.interpretation.facts.events import find_events
from service.interpretation.facts.populations import find_populations
from service.interpretation.facts.reading import Reading, read
from service.interpretation.facts.systems import find_systems
from service.planning.facts import Fact

__all__ = [
    "Reading",
    "SprintCalendar",
    "find_amounts",
    "find_dates",
    "find_events",
    "find_facts",
    "find_populations",
    "find_systems",
    "read",
]


def find_facts(
    text: str,
    blocks: Sequence[Block] = (),
    *,
    today: dt.date,
    country: str | None = None,
    day_first: bool | None = None,
    sprints: SprintCalendar | None = None,
) -> list[Fact]:
    """All facts of a document, sorted by where they start; facts of different kinds may overlap.

    Args:
        text: The whole text, of which the facts' offsets are code points.
        blocks: Its paragraphs, items and table rows, where a loader knows them; none means one paragraph a line.
        today: The document's own date, or the day of reading; `tomorrow` and dates without a year count from it.
        country: ISO 3166 code of the initiative's country; decides the order of `12/01/2027` if the text does not.
        day_first: That order, if it is known.
        sprints: The calendar of sprints, if it is known; otherwise the text's own statements are used.
    """
    reading = read(text, blocks)
    dates = find_dates(reading, today=today, country=country, day_first=day_first, sprints=sprints)
    systems = find_systems(reading)
    facts = [
        *dates,
        *systems,
        *find_amounts(reading, dates),
        *find_populations(reading, systems),
        *find_events(reading, dates),
    ]
    return sorted(facts, key=lambda fact: (fact.start, fact.end, fact.kind))
