"""Plans in a few words: steps on days, and what documents say beside them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from glossary.concepts import Community
from service.planning.checks.context import Context
from service.planning.facts import EventKind
from service.planning.nouns import Dependency, Milestone, Quote, StatedDate
from service.planning.observed import Closure, Cover, HeadStart, Hours, Observed, Work

TODAY = dt.date(2027, 1, 4)
WEEKDAYS = frozenset(range(5))
READINESS: frozenset[EventKind] = frozenset({"training", "communication", "feedback", "support_cover"})


def day(text: str) -> dt.date:
    """`05-03` is 3 May 2027."""
    return dt.date.fromisoformat(f"2027-{text}")


def words(text: str, community: Community | None = "it") -> Quote:
    """A quote from a document of its own."""
    return Quote(source="p_" + hashlib.sha256(text.encode()).hexdigest()[:8], text=text, community=community)


def step(kind: EventKind | None, title: str, first: str, last: str | None = None, **fields: Any) -> Milestone:
    """A stated milestone of one kind; `said` replaces the words it was read from, `vague` makes its date one."""
    start, end = day(first), day(last or first)
    community: Community = "people_readiness" if kind in READINESS else "it"
    quote = words(fields.pop("said", f"{title}: {start.isoformat()}"), community)
    precise = not fields.pop("vague", False)
    return Milestone(
        id="m_" + hashlib.sha256(f"{title}{start}".encode()).hexdigest()[:8],
        track="readiness" if kind in READINESS else "technical",
        title=title,
        start=start,
        end=end,
        kinds=(kind,) if kind else (),
        sources=(quote.source,),
        quotes=(quote,),
        dates=(StatedDate(start=start, end=end, words=start.isoformat(), precise=precise, quote=quote),),
        **fields,
    )


def plan(
    *steps: Milestone, country: str | None = None, dependencies: Iterable[Dependency] = (), **observed: Any
) -> Context:
    """These steps with what else documents say."""
    seen = Observed(communities=frozenset({"it", "people_readiness"}), **observed)
    return Context(steps, tuple(dependencies), seen, TODAY, country)


def closure(kind: Any, title: str, first: str, last: str, *groups: str, said: str = "", systems: Any = ()) -> Closure:
    """A closure for these places, or for all."""
    return Closure(kind, title, day(first), day(last), groups, systems, words(said or title, "operations"))


def hours(start: str, end: str, days: Iterable[int] = WEEKDAYS) -> Hours:
    """Hours of the week; on working days unless said otherwise."""
    return Hours(frozenset(days), dt.time.fromisoformat(start), dt.time.fromisoformat(end))


def desk(start: str, end: str, days: Iterable[int] = WEEKDAYS, **fields: Any) -> Cover:
    """A standing service."""
    given = {"first": None, "last": None, "groups": ()} | fields
    return Cover(hours=hours(start, end, days), quote=words(f"The desk is there {start}-{end}."), **given)


def shift(start: str, end: str, *groups: str, days: Iterable[int] = WEEKDAYS) -> Work:
    """When some people work."""
    return Work(hours(start, end, days), groups, words(f"{groups} work {start}-{end}", "people_readiness"))


def ahead(stance: Any, text: str, *groups: str, on: str | None = None, lead: int | None = None) -> HeadStart:
    """What is said about helpers getting in first."""
    side: Community = "people_readiness" if stance == "needed" else "it"
    return HeadStart(stance, groups, (), day(on) if on else None, lead, words(text, side))
