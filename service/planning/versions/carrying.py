"""Carries identity and people's edits from one version of a plan to the next.

Documents are read anew for every version. What they still state keeps its id, so that links, calendars and tickets made
from an older version go on pointing at it; and what a person changed stays that person's word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from service.planning.nouns import Dependency, Edit, Milestone, StatedDate
from service.planning.wording import day, period

_WORD = re.compile(r"\w+")
_ENOUGH = 5.0
"""Least likeness of two milestones to be the same."""
_TELLING = 60
"""A key that more milestones share tells nothing, and would have each compared with each."""
_DATES = frozenset({"start", "end"})


def carried(old: Sequence[Milestone], new: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """New milestones under the ids of the old ones that they are, with what persons changed in those.

    A milestone of the same id is the same. Of the others those are, one to one and the likest first, that share title,
    words of a source, people and part; never two that name different parts or people.

    Args:
        old: Of the version before.
        new: As read now.

    Returns:
        As many as `new` and in its order, so that `renaming` tells which id became which.
    """
    pairs = _pairs(old, new)
    return tuple(_kept(one, pairs[number]) if number in pairs else one for number, one in enumerate(new))


def renaming(before: Sequence[Milestone], after: Sequence[Milestone]) -> dict[str, str]:
    """Which id became which, for the same milestones in the same order."""
    return {one.id: other.id for one, other in zip(before, after, strict=True)}


def renamed(
    before: Sequence[Milestone], after: Sequence[Milestone], dependencies: Sequence[Dependency]
) -> tuple[Dependency, ...]:
    """Dependencies between `before` as dependencies between `after`, the same milestones in the same order."""
    ids = renaming(before, after)
    return tuple(
        link.model_copy(update={"before": ids.get(link.before, link.before), "after": ids.get(link.after, link.after)})
        for link in dependencies
    )


def with_edits(milestone: Milestone, edits: Sequence[Edit]) -> Milestone:
    """A milestone as documents state it, with what persons said of it on top; the later word holds.

    Where a document that is newer than the edit gives something else, the person's word stands and `why` says so.
    """
    if not edits:
        return milestone
    last = {name: edit for edit in edits for name in edit.changes}
    values = {name: _value(name, edit.changes[name]) for name, edit in last.items()}
    why = list(dict.fromkeys(f"{edit.by} says so: {edit.reason}" for edit in last.values()))
    why += _otherwise(milestone, last, values)
    update: dict[str, object] = {
        **values,
        "edits": tuple(edits),
        "why": ". ".join([*why, *filter(None, [milestone.why])]),
    }
    if _DATES & values.keys():
        days = values.get("start", milestone.start), values.get("end", milestone.end)
        update |= {"basis": "stated", "question": "", "duration_days": None}
        update["dates"] = tuple(_overruled(one, days) for one in milestone.dates)
    return milestone.model_copy(update=update)


def _kept(new: Milestone, old: Milestone) -> Milestone:
    return with_edits(new.model_copy(update={"id": old.id}) if new.id != old.id else new, old.edits)


def _value(name: str, told: str) -> object:
    if told == "null":
        return None
    return dt.date.fromisoformat(told) if name in _DATES else told


def _overruled(stated: StatedDate, days: tuple[object, object]) -> StatedDate:
    if (stated.start, stated.end) == days or stated.superseded:
        return stated
    return stated.model_copy(update={"superseded": True})


def _otherwise(milestone: Milestone, last: dict[str, Edit], values: dict[str, object]) -> Iterator[str]:
    """What documents written after an edit give instead."""
    for name, edit in last.items():
        if name == "end" and "start" in last:
            continue
        held = next(iter(milestone.dates), None) if name in _DATES else None
        quotes = [held.quote] if held else [] if name in _DATES else list(milestone.quotes)
        newest = max((q for q in quotes if q.written), key=lambda q: q.written or dt.date.min, default=None)
        stated: object = getattr(milestone, name)
        differs = stated != values[name] or (name == "start" and "end" in values and milestone.end != values["end"])
        if newest is None or newest.written is None or str(newest.written) <= edit.at[:10] or not differs:
            continue
        told = period(held.start, held.end) if held else f"{name} “{stated}”"
        yield f"“{newest.title}” of {day(newest.written)} is newer and says otherwise: {told}"


def _pairs(old: Sequence[Milestone], new: Sequence[Milestone]) -> dict[int, Milestone]:
    """By place in `new`, the old milestone that it is."""
    by_id = {one.id: one for one in old}
    pairs = {number: by_id[one.id] for number, one in enumerate(new) if one.id in by_id}
    taken = {one.id for one in pairs.values()}
    index: dict[str, list[Milestone]] = defaultdict(list)
    for one in old:
        if one.id not in taken:
            for key in _keys(one):
                index[key].append(one)
    found: list[tuple[float, int, str]] = []
    for number, one in enumerate(new):
        if number in pairs:
            continue
        lists = [index[key] for key in _keys(one) if key in index]
        near = {other.id: other for some in lists if len(some) <= _TELLING for other in some}
        found += [(-like, number, key) for key, other in near.items() if (like := _likeness(one, other)) >= _ENOUGH]
    for _, number, key in sorted(found):
        if number not in pairs and key not in taken:
            pairs[number] = by_id[key]
            taken.add(key)
    return pairs


def _keys(milestone: Milestone) -> set[str]:
    """What two versions of a milestone share at least one of: a source, its words, the title or a word of it."""
    words = _words(milestone.title)
    keys = {f"title {' '.join(words)}", *(f"word {word}" for word in words)}
    return keys | {f"source {one}" for one in milestone.sources} | {f"quote {one.text}" for one in milestone.quotes}


def _words(title: str) -> list[str]:
    return _WORD.findall(title.casefold())


def _likeness(one: Milestone, other: Milestone) -> float:
    for ours, theirs in ((one.parts, other.parts), (one.groups, other.groups)):
        if ours and theirs and set(ours).isdisjoint(theirs):
            return 0.0
    mine, others = set(_words(one.title)), set(_words(other.title))
    shared = len(mine & others) / max(len(mine | others), 1)
    quoted = bool({q.text for q in one.quotes} & {q.text for q in other.quotes})
    if shared < 0.5 and not quoted:
        return 0.0
    return (
        4.0 * shared
        + 2.0 * quoted
        + 0.5 * bool(set(one.sources) & set(other.sources))
        + (one.kinds == other.kinds)
        + (one.track == other.track)
        + (one.parts == other.parts)
        + (one.groups == other.groups)
        + 0.5 * ((one.start, one.end) == (other.start, other.end))
    )
