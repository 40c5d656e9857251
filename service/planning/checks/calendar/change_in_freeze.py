"""The rule `change_in_freeze`: something changes on days on which nothing may, or on which nobody has time for it."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from service.planning import wording
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.checks.starting import is_start
from service.planning.facts import EventKind
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Closure
from service.planning.pairing import Pairing, groups_of, precise, says, telling_words, told_by

_CHANGES = frozenset({"go_live", "change", "withdrawal", "pilot"})
_DISTURBS = frozenset({"go_live", "training", "pilot"})
_EITHER = _CHANGES | _DISTURBS
_LONGEST = dt.timedelta(days=21)
"""What takes longer goes on around a closure, and is held against it only by its first and last day."""
_OWN = re.compile(
    r"\b(?:code|feature|config(?:uration)?|scope|design|requirements?|string|build)[- ]?freez", re.IGNORECASE
)
"""A freeze that a project lays before its own go-live, and that ends with it."""
_ALLOWED = re.compile(
    r"\b(?:(?:approved|agreed|granted|written|signed|confirmed) (?:\w+ )?(?:exception|exemption|waiver|dispensation)|"
    r"(?:exception|exemption|waiver|dispensation)s? (?:\w+ )?(?:is |are |was |were |has been |have been )?"
    r"(?:approved|agreed|granted|given|signed|confirmed|obtained|in place)|exempt(?:ed)?|excepted)\b"
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ions?)?(?: for| of| are| is)?|apart from|other than|excluding|does not (?:apply to|concern|affect)|"
    r"not for|exempt(?:ed)?(?: is| are)?:?)\s+(?P<what>[^.;\n]{2,120})",
    re.IGNORECASE,
)


def change_in_freeze(context: Context) -> Iterator[Disconnect]:
    """Changes in a freeze that is for the same places and systems; go-lives and courses when people are busy."""
    closures = [c for c in context.observed.closures if c.kind != "holiday"]
    if not closures:
        return
    planned = sorted((m for m in context.milestones if _is_planned(m)), key=_begins)
    starts = [_begins(m) for m in planned]
    for some in _once(closures):
        closure = some[0]
        kinds = _CHANGES if closure.kind == "freeze" else _DISTURBS
        own = any(_OWN.search(text) for text in (closure.title, closure.quote.text))
        near = planned[bisect_left(starts, closure.first - _LONGEST) : bisect_right(starts, closure.last)]
        hit = [
            m
            for m in near
            if _kind(m) in kinds
            and _falls_in(m, closure, own)
            and any(_concerned(context.pairing, m, c) for c in some)
            and not _allowed(m, some)
        ]
        if hit:
            yield _found(some, hit)


def _once(closures: Sequence[Closure]) -> list[list[Closure]]:
    """Closures of the same days and kind together: several documents tell of one."""
    found: dict[tuple[object, ...], list[Closure]] = {}
    for closure in closures:
        found.setdefault((closure.kind, closure.first, closure.last), []).append(closure)
    return list(found.values())


def _is_planned(milestone: Milestone) -> bool:
    return (
        milestone.start is not None
        and milestone.basis == "stated"
        and milestone.status not in ("done", "cancelled")
        and _kind(milestone) in _EITHER
        and precise(milestone)
    )


def _kind(milestone: Milestone) -> EventKind | None:
    """What happens; a step of the technical track in other words than are known changes something."""
    if milestone.kinds:
        return milestone.kinds[0]
    if is_start(milestone):
        return "go_live"
    return "change" if milestone.track == "technical" else None


def _falls_in(milestone: Milestone, closure: Closure, own: bool) -> bool:
    """Whether it takes place in a closure; in one that a project lays before its own go-live, only well within."""
    assert milestone.start is not None
    end = milestone.end or milestone.start
    if own:
        return closure.first < milestone.start < closure.last
    inside = closure.first <= milestone.start <= closure.last or closure.first <= end <= closure.last
    return inside or (end - milestone.start <= _LONGEST and milestone.start <= closure.last and end >= closure.first)


def _concerned(pairing: Pairing, milestone: Milestone, closure: Closure) -> bool:
    """Whether the closure is for this milestone's people, places and systems."""
    profile = pairing.profile(milestone)
    if closure.systems:
        frozen = frozenset().union(*(telling_words(s) for s in closure.systems))
        if frozen and profile.things and frozen.isdisjoint(profile.things):
            return False
        if frozen and not profile.things and not closure.groups:
            return False
    bond = pairing.between(profile.groups, groups_of(closure.groups))
    if bond == "open" and closure.groups and not profile.groups:
        # Where a closure is for some places, only what starts for everybody starts for them too.
        places = frozenset().union(*(g.words for g in groups_of(closure.groups)))
        return _kind(milestone) == "go_live" or not places.isdisjoint(telling_words(milestone.title))
    return bond == "same" or (bond == "open" and not (closure.groups and profile.groups))


def _allowed(milestone: Milestone, closures: Sequence[Closure]) -> bool:
    """Whether a source says that this may happen all the same."""
    if says(_is_allowed, milestone):
        return True
    title = telling_words(milestone.title)
    return any(
        not title.isdisjoint(telling_words(match["what"]))
        for closure in closures
        for match in _EXCEPT.finditer(closure.quote.text)
    )


@lru_cache(maxsize=20_000)
def _is_allowed(text: str) -> bool:
    return _ALLOWED.search(text.lower()) is not None


def _found(closures: Sequence[Closure], hit: Sequence[Milestone]) -> Disconnect:
    closure, first = closures[0], hit[0]
    assert first.start is not None
    days = wording.period(closure.first, closure.last)
    severity: Literal["high", "medium"] = "high" if closure.kind == "freeze" else "medium"
    return disconnect(
        "change_in_freeze",
        severity,
        f"{wording.several([m.title for m in hit])} from {wording.day(first.start)} on fall into "
        f"{wording.named(closure.title)}, {days}"
        if len(hit) > 1
        else f"{wording.named(first.title)} on {wording.period(first.start, first.end or first.start)} "
        f"falls into {wording.named(closure.title)}, {days}",
        [*(told_by(m) for m in hit), *(side_of(c.quote) for c in closures)],
        "What may not be changed is changed, or has to be moved at the last moment with everything that hangs on it."
        if closure.kind == "freeze"
        else "People have no time to learn or to get over first troubles in these days.",
        f"Does {wording.named(first.title)} move out of {days}, or who grants the exception and takes the risk?",
        to="operations" if all(c.quote.community == "operations" for c in closures) else "it",
        milestones=[m.id for m in hit],
    )


def _begins(milestone: Milestone) -> dt.date:
    return milestone.start or dt.date.max
