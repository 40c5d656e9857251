"""What stands in the way of a day: freezes, holidays and closures that documents state, and public holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from service.interpretation import wording
from service.interpretation.answering.happening import choosing, timeline
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.nouns import Claim
from service.planning.facts import EventKind
from service.planning.working_days import UnknownCountry, is_working_day

_BLOCKS: frozenset[EventKind] = frozenset({"freeze", "holiday"})
_LONGEST_COUNT = 3 * 366


def obstacles(found: Sequence[Entry]) -> list[Entry]:
    """The statements that keep days free of changes or of people."""
    return [e for e in found if e.kinds & _BLOCKS]


def in_the_way(entry: Entry, found: Sequence[Entry]) -> list[Entry]:
    """The obstacles on the days of an entry, for the same people as far as both name any; each thing once."""
    hit = [
        o
        for o in obstacles(found)
        if o is not entry and o.first <= entry.last and entry.first <= o.last and _same_place(entry, o)
    ]
    return [max(group, key=lambda o: o.written) for group in timeline.clusters(hit)]


def warning(entry: Entry, found: Sequence[Entry], country: str | None) -> Claim | None:
    """That the day of an entry falls on a day that documents keep free, or on a public holiday."""
    hits = in_the_way(entry, found)
    if hits:
        words = "; ".join(choosing.who_says(o.unit.shown, choosing.quoted(o.unit)) for o in hits[:2])
        return Claim(
            text=f"{_falls(entry, hits)} {words}",
            status="computed",
            sources=choosing.sources_of([entry, *hits]),
            why="the day lies within a freeze, holiday or closure that a document states",
        )
    if entry.precise and entry.first == entry.last and entry.first.weekday() < 5 and not works(entry.first, country):
        return Claim(
            text=f"{wording.capital(entry.when)} is a public holiday ({country}); no document takes it into account.",
            status="computed",
            sources=choosing.sources_of([entry]),
            why=f"public holidays of {country}",
        )
    return None


def late_accounts(training: Sequence[Entry], found: Sequence[Entry]) -> Claim | None:
    """That what people train with is there only after the training has begun."""
    lead = training[0]
    ready = [
        e
        for e in found
        if "access" in e.kinds
        and timeline.is_for_training(e.unit)
        and e.unit is not lead.unit
        and e.first > lead.first
        and (not e.who or not lead.who or e.who & lead.who)
    ]
    if not ready:
        return None
    together = [e for e in ready if e.first == ready[0].first]
    text = (
        f"What people train with is there only on {ready[0].when}, after the training starts on "
        f"{wording.day(lead.first)}. {choosing.who_says(together[0].unit.shown, choosing.quoted(together[0].unit))}"
    )
    why = "people need their accounts before they are trained on the system"
    return Claim(text=text, status="computed", sources=choosing.sources_of([*together, lead]), why=why)


def works(day: dt.date, country: str | None) -> bool:
    """Whether people work that day; of a country without a calendar only weekends are known."""
    try:
        return is_working_day(day, country)
    except UnknownCountry:
        return is_working_day(day)


def working_days_between(first: dt.date, last: dt.date, country: str | None) -> int | None:
    """Working days strictly between two days; None if they lie too far apart to be counted sensibly."""
    if (last - first).days > _LONGEST_COUNT:
        return None
    return sum(1 for n in range(1, (last - first).days) if works(first + dt.timedelta(days=n), country))


def _same_place(entry: Entry, obstacle: Entry) -> bool:
    return not entry.who or not obstacle.who or bool(entry.who & obstacle.who)


def _falls(entry: Entry, hits: Sequence[Entry]) -> str:
    kinds = {kind for hit in hits for kind in hit.kinds & _BLOCKS}
    if entry.first != entry.last:
        names = wording.listed([{"freeze": "a freeze", "holiday": "a holiday"}[kind] for kind in sorted(kinds)])
        return f"{wording.capital(entry.when)} overlaps with {names}."
    names = wording.listed([{"freeze": "into a freeze", "holiday": "on a holiday"}[kind] for kind in sorted(kinds)])
    return f"{wording.capital(entry.when)} falls {names}."
