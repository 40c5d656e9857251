"""Schedules a plan: dates that follow, margins, slack, and the chain that drives the finish.

Above: whoever drafts or edits a plan. `sheet` is the working paper, `dating` gives days, `slack` says how much room
there is. Stated days are never moved; those that were worked out for an earlier schedule are worked out anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Milestone
from service.planning.scheduling.dating import give_days
from service.planning.scheduling.sheet import Sheet, sheet
from service.planning.scheduling.slack import room
from service.planning.wording import listed, named, working_days

_NAMED_AT_MOST = 5
_Noun = TypeVar("_Noun", Milestone, Dependency)
_new, _set = object.__new__, object.__setattr__
_FIELDS = {noun: set(noun.model_fields) for noun in (Milestone, Dependency)}


@dataclass(frozen=True)
class Scheduled:
    """Milestones and dependencies with what follows from them."""

    milestones: tuple[Milestone, ...]
    """By start, those without a date last."""
    dependencies: tuple[Dependency, ...]
    critical_path: tuple[str, ...]
    """Milestone ids, first to last."""
    cycles: tuple[tuple[str, ...], ...]
    """Ids; each a shortest way round: every milestone waits for the one before it, the first for the last."""
    notes: tuple[str, ...]


def scheduled(
    milestones: Sequence[Milestone], dependencies: Sequence[Dependency], calendar: Calendar, today: dt.date
) -> Scheduled:
    """Date what has no date, and say how much room there is.

    A milestone takes place from its start to its end, both counted. A dependency without a lag holds when what waits
    is on the same day or later; a lag of one asks for the next working day. Cancelled milestones take no part.

    Args:
        milestones: With unique ids.
        dependencies: Those whose milestones are not there, or are cancelled, keep no margin and say nothing.
        calendar: Of the initiative's country.
        today: What has no day of its own, only predecessors, is not put before it.
    """
    paper = sheet(milestones, dependencies, calendar)
    give_days(paper, today)
    found = room(paper, len(dependencies))
    done: dict[str, Milestone] = {}
    for node, one in enumerate(paper.milestones):
        total, free = found.total[node], found.free[node]
        changes: dict[str, object] = {"slack_days": total, "free_days": free}
        if node in paper.why:
            changes |= _worked_out(paper, node)
        elif one.start is None or one.end is None:
            changes |= _completed(paper, node)
        elif one.slack_days == total and one.free_days == free:
            continue
        done[one.id] = _with(one, changes)
    dated = [done.get(one.id, one) for one in milestones]
    linked = [
        one if one.margin_days == margin else _with(one, {"margin_days": margin})
        for one, margin in zip(dependencies, found.margins, strict=True)
    ]
    return Scheduled(
        tuple(sorted(dated, key=lambda one: (one.start or dt.date.max, one.end or dt.date.max))),
        tuple(linked),
        tuple(paper.milestones[node].id for node in found.chain),
        paper.cycles,
        tuple(_notes(paper, milestones, dependencies)),
    )


def _worked_out(paper: Sheet, node: int) -> dict[str, object]:
    milestone, drivers = paper.milestones[node], paper.drivers[node]
    proposed = milestone.basis == "proposed"
    sources = (source for one in drivers for source in one.sources)
    return {
        "start": paper.starts[node],
        "end": paper.ends[node],
        "basis": "proposed" if proposed else "computed",
        "why": _joined(milestone.why, paper.why[node]) if proposed else paper.why[node],
        "sources": tuple(dict.fromkeys([*milestone.sources, *sources])),
    }


def _completed(paper: Sheet, node: int) -> dict[str, object]:
    milestone = paper.milestones[node]
    changes: dict[str, object] = {"start": paper.starts[node], "end": paper.ends[node]}
    if node in paper.ended:
        which = "end" if milestone.end is None else "start"
        rule = f"its {which} follows from its duration of {working_days(milestone.duration_days or 1)}"
        changes["why"] = _joined(milestone.why, rule)
    return changes


def _joined(first: str, second: str) -> str:
    return f"{first}; {second}" if first else second


def _with(value: _Noun, changes: Mapping[str, object]) -> _Noun:
    """A copy with other values, all fields counting as set; `model_copy` takes twice as long, for thousands of them."""
    copy = _new(type(value))
    _set(copy, "__dict__", {**value.__dict__, **changes})
    _set(copy, "__pydantic_fields_set__", _FIELDS[type(value)])
    _set(copy, "__pydantic_extra__", None)
    _set(copy, "__pydantic_private__", None)
    return copy


def _notes(paper: Sheet, milestones: Sequence[Milestone], dependencies: Sequence[Dependency]) -> list[str]:
    notes: list[str] = []
    if paper.calendar.unknown:
        notes.append(
            f'No public holidays are known for "{paper.calendar.unknown}"; only weekends are free. '
            "An ISO 3166 code such as DE, US or DE-BY is expected."
        )
    titles = {one.id: one.title for one in milestones}
    for cycle in paper.cycles:
        way = " → ".join(named(titles[one]) for one in (*cycle, cycle[0]))
        notes.append(
            f"These wait for each other, so that none can be first: {way}. Their dependencies were left aside."
        )
    if len(paper.links) < len(dependencies) and (
        lost := [one for one in dependencies if one.before not in titles or one.after not in titles]
    ):
        gone = listed(sorted({side for one in lost for side in (one.before, one.after) if side not in titles}))
        notes.append(f"Dependencies on {gone} were left aside: the plan has no such milestone.")
    missing = [one.title for one, start in zip(paper.milestones, paper.starts, strict=True) if start is None]
    if missing and len(missing) == len(paper.milestones):
        notes.append("No milestone has a date, so nothing could be scheduled: give one a day, and others can follow.")
    elif missing:
        some = [named(title) for title in missing[:_NAMED_AT_MOST]]
        more = [f"{len(missing) - _NAMED_AT_MOST} more"] if len(missing) > _NAMED_AT_MOST else []
        notes.append(f"No date is known, and none follows, for {listed([*some, *more])}.")
    return notes
