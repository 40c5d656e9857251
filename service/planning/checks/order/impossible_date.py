"""The rule `impossible_date`: a day that does not exist, or an end before its start."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import BadDate
from service.planning.pairing import told_by
from service.planning.wording import day, named

_WHY = "Whoever reads it picks a day: one side prepares for it, and the other is not there."


def impossible_date(context: Context) -> Iterator[Disconnect]:
    """Dates that documents give and that cannot be, one for each milestone or source."""
    seen: set[str] = set()
    for bad in context.observed.bad_dates:
        milestone = context.by_id.get(bad.milestone or "")
        key = milestone.id if milestone else f"{bad.quote.source} {bad.words}"
        if key not in seen:
            seen.add(key)
            yield _misdated(bad, milestone)
    for one in context.milestones:
        if one.start is not None and one.end is not None and one.end < one.start and one.id not in seen:
            yield _backwards(one)


def _misdated(bad: BadDate, milestone: Milestone | None) -> Disconnect:
    about = f"{named(milestone.title)}: " if milestone else ""
    return disconnect(
        "impossible_date",
        "high" if milestone and {"go_live", "change", "withdrawal"} & set(milestone.kinds) else "medium",
        f"{about}“{bad.words}” cannot be: {bad.found}",
        [side_of(bad.quote)],
        _WHY,
        f"Which day is meant by “{bad.words}”{f' for {named(milestone.title)}' if milestone else ''}?",
        to=bad.quote.community,
        milestones=[milestone.id] if milestone else (),
    )


def _backwards(one: Milestone) -> Disconnect:
    assert one.start is not None
    assert one.end is not None
    side = told_by(one)
    return disconnect(
        "impossible_date",
        "medium",
        f"{named(one.title)} ends on {day(one.end)}, before it starts on {day(one.start)}",
        [side],
        _WHY,
        f"On which days does {named(one.title)} start and end?",
        to=side.community,
        milestones=[one.id],
    )
