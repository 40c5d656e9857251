"""The rule `contradicting_dates`: documents give different days for the same thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from glossary.concepts import Community
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Disputed
from service.planning.wording import day, listed, named, period

_GRAVE = dt.timedelta(days=7)
_SLIGHT = dt.timedelta(days=1)
_FELT = frozenset({"go_live", "change", "withdrawal", "access"})
"""What happens to people on that very day, so that a single day matters."""


def contradicting_dates(context: Context) -> Iterator[Disconnect]:
    """What documents disagree on, unless a person has decided since, or the side that had it otherwise has moved."""
    for disputed in context.observed.disputed:
        milestone = context.by_id.get(disputed.milestone or "")
        one = _still_said(disputed, milestone)
        if len(set(one.days)) > 1 and not _decided(milestone, one):
            yield _found(one, milestone)


def _still_said(disputed: Disputed, milestone: Milestone | None) -> Disputed:
    """Without what a side said before it came to give the day that holds itself."""
    holds = disputed.days[0]
    agreed: dict[Community, dt.date] = {}
    for stated in milestone.dates if milestone else ():
        community, written = stated.quote.community, stated.quote.written
        if community and written and (stated.start, stated.end) == holds:
            agreed[community] = max(agreed.get(community, written), written)
    kept = [
        (quote, days)
        for quote, days in zip(disputed.quotes, disputed.days, strict=True)
        if days == holds
        or not (quote.community in agreed and quote.written and quote.written < agreed[quote.community])
    ]
    quotes, days = zip(*kept, strict=True)
    return Disputed(disputed.title, quotes, days, disputed.milestone)


def _decided(milestone: Milestone | None, disputed: Disputed) -> bool:
    """Whether a person has given the day after the last of the documents was written."""
    if milestone is None:
        return False
    written = max((str(quote.written) for quote in disputed.quotes if quote.written), default="")
    return any({"start", "end"} & edit.changes.keys() and edit.at[:10] >= written for edit in milestone.edits)


def _found(one: Disputed, milestone: Milestone | None) -> Disconnect:
    title = named(milestone.title if milestone else one.title)
    periods = [period(*days) for days in dict.fromkeys(one.days)]
    starts, ends = ([days[end] for days in one.days] for end in (0, 1))
    apart = max(max(starts) - min(starts), max(ends) - min(ends))
    felt = milestone is not None and bool(_FELT & set(milestone.kinds))
    named_documents = list(dict.fromkeys(named(quote.title) for quote in one.quotes if quote.title))
    where = f" in {listed(named_documents)}" if len(named_documents) > 1 else ""
    return disconnect(
        "contradicting_dates",
        "high" if apart >= _GRAVE or felt else "low" if apart <= _SLIGHT else "medium",
        f"{title} is on {listed(periods, 'or')}{where}",
        [side_of(quote) for quote in one.quotes],
        f"Each side prepares for its own day: who goes by {day(max(starts))} is not ready on {day(min(starts))}, and "
        "who goes by the earlier one announces and staffs a day on which nothing happens."
        if max(starts) != min(starts)
        else "Each side plans with its own end: help, rooms and people are booked for different lengths of time.",
        f"Which holds for {title}: {listed(periods, 'or')}? Who tells those who have the other?",
        to=next((quote.community for quote in one.quotes if quote.community), None),
        milestones=[milestone.id] if milestone else (),
    )
