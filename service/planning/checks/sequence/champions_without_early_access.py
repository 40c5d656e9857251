"""The rule `champions_without_early_access`: those who are to help their colleagues get in no earlier than they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from service.planning import wording
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.checks.sequence import first_few
from service.planning.nouns import Disconnect, Milestone, Side
from service.planning.observed import HeadStart
from service.planning.pairing import Pairing, precise, telling_words, told_by


def champions_without_early_access(context: Context) -> Iterator[Disconnect]:
    """One finding for all who are to help: when they need it, and when they get it."""
    said = context.observed.head_starts
    known = first_few.helpers(said)
    theirs, everyone = _openings(context, known)
    needed = [s for s in said if s.stance == "needed"]
    given = [s for s in said if s.stance == "given" and s.day is not None]
    refused = [s for s in said if s.stance == "refused"]
    if not needed:
        yield from _late_by_plan(theirs, everyone)
        return
    first = _first_for_all(context.pairing, needed, everyone)
    wanted = _wanted(needed, first)
    days = [s.day for s in given if s.day is not None]
    days += [m.start for m in theirs if m.start is not None and precise(m)]
    if days and wanted is not None and min(days) <= wanted:
        return
    if not days and not refused and (first is None or first.start is None or wanted is None or first.start <= wanted):
        return
    if not days and not refused and "it" not in context.observed.communities:
        return
    against: list[Side] = [side_of(s.quote) for s in (*given, *refused)]
    against += [told_by(m) for m in (*theirs, *([first] if first is not None else []))]
    unknown = first is None or first.start is None or (bool(days) and min(days) < first.start)
    if days and wanted is None and not refused and unknown:
        return
    yield _found(needed, against, [*theirs, *([first] if first is not None else [])], wanted, days, first)


def _openings(context: Context, known: frozenset[str]) -> tuple[list[Milestone], list[Milestone]]:
    """What opens for those who help, and what opens for everybody, each by day."""
    theirs: dict[str, Milestone] = {}
    everyone: dict[str, Milestone] = {}
    pilots = (m for m in context.by_kind.get("pilot", ()) if m.start is not None and m.basis != "proposed")
    for milestone in (*context.starts, *pilots, *context.openings):
        if first_few.for_helpers(milestone, known):
            theirs[milestone.id] = milestone
        elif milestone.kinds[:1] == ("pilot",):
            if not milestone.groups:
                theirs[milestone.id] = milestone  # who is in it is not said; they may be
        elif not first_few.for_technical(milestone):
            everyone[milestone.id] = milestone
    return sorted(theirs.values(), key=_begins), sorted(everyone.values(), key=_begins)


def _first_for_all(pairing: Pairing, needed: Sequence[HeadStart], everyone: Sequence[Milestone]) -> Milestone | None:
    """The first opening for everybody, of the thing that is spoken of if one is."""
    words = frozenset().union(*(telling_words(n.quote.text) for n in needed))
    about = [m for m in everyone if not words.isdisjoint(pairing.profile(m).things)]
    return next(iter(about or everyone), None)


def _wanted(needed: Sequence[HeadStart], first: Milestone | None) -> dt.date | None:
    """The day from which those who help have to be in, as far as it can be told."""
    days = [n.day for n in needed if n.day is not None]
    if first is not None and first.start is not None:
        days += [first.start - dt.timedelta(days=n.lead_days) for n in needed if n.lead_days is not None]
        days = days or [first.start - dt.timedelta(days=1)]
    return min(days, default=None)


def _late_by_plan(theirs: Sequence[Milestone], everyone: Sequence[Milestone]) -> Iterator[Disconnect]:
    """Early access that is planned as such and comes no earlier than everybody's."""
    early = [m for m in theirs if m.category in ("early_access", "champions") and "pilot" not in m.kinds and precise(m)]
    if not early or not everyone:
        return
    first, general = early[0], everyone[0]
    if first.start is None or general.start is None or first.start < general.start:
        return
    yield disconnect(
        "champions_without_early_access",
        "medium",
        f"{wording.named(first.title)} on {wording.day(first.start)} comes no earlier than "
        f"{wording.named(general.title)} on {wording.day(general.start)}",
        [told_by(first), told_by(general)],
        _WHY,
        f"From which day can those who are to help work with it, before {wording.day(general.start)}?",
        to="it",
        milestones=[first.id, general.id],
    )


_WHY = (
    "Whoever is to help others has to have worked with it first; otherwise they meet the same questions at the same "
    "time."
)


def _found(
    needed: Sequence[HeadStart],
    against: Sequence[Side],
    milestones: Sequence[Milestone],
    wanted: dt.date | None,
    days: Sequence[dt.date],
    first: Milestone | None,
) -> Disconnect:
    who = next((g for n in needed for g in n.groups), "those who are to help their colleagues")
    need = f"are to be in by {wording.day(wanted)}" if wanted else "are to be in before their colleagues"
    if days:
        get = f"get access only on {wording.day(min(days))}"
    elif first is not None and first.start is not None:
        get = f"get access with everybody else, {wording.named(first.title)} on {wording.day(first.start)}"
    else:
        get = "get no access ahead of them"
    helpers = who if who.startswith("those ") else wording.plural(who)
    return disconnect(
        "champions_without_early_access",
        "high",
        f"{helpers[:1].upper()}{helpers[1:]} {need} and {get}",
        [*(side_of(n.quote) for n in needed), *against],
        _WHY,
        f"Which day can {helpers} get in, with which accounts, and if not before their colleagues, who helps then?",
        to="it",
        milestones=list(dict.fromkeys(m.id for m in milestones)),
    )


def _begins(milestone: Milestone) -> dt.date:
    return milestone.start or dt.date.max
