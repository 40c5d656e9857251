"""A what-if in lines that a liaison can read aloud, what people have to agree on first."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.nouns import Plan
from service.planning.versions.nouns import Shifted, WhatIf
from service.planning.wording import day, listed, named, period, working_days


def text(plan: Plan, found: WhatIf) -> Iterator[str]:
    """The lines of a what-if."""
    titles = {one.id: one.title for one in plan.milestones}
    asked, rest = found.shifted[:1], found.shifted[1:]
    if not asked:
        yield f"{named(titles[found.milestone])} stays where it is, and nothing else has to move."
        return
    yield f"If {_move(asked[0], 'moves')}:"
    agreed = [one for one in rest if one.basis == "stated"]
    follows = [one for one in rest if one.basis != "stated"]
    if not rest:
        yield "Nothing else has to move."
    for one in agreed:
        owner = f" To be agreed with {one.owner}." if one.owner else " Nobody is named whom to agree it with."
        yield f"{_move(one, 'would have to move')}: {one.because}.{owner}"
    for one in follows:
        yield f"{_move(one, 'follows by itself')}: {one.because}."
    yield from (f"If nobody moves it, {one.text}." for one in found.broken)
    yield from _finish(titles, found)
    yield from (f"Would newly not fit: {one.title}. To be asked: {one.question}" for one in found.appeared)
    yield from (f"Would fit again: {one.title}." for one in found.settled)
    for one in found.possible:
        yield f"{named(one.title)} could be up to {working_days(one.working_days)} earlier, from {period(*one.now)}."
    if found.groups or found.owners:
        told = [f"for {listed(found.groups)}"] if found.groups else []
        told += [f"in the hands of {listed(found.owners)}"] if found.owners else []
        yield f"Days change {' and '.join(told)}."


def _move(one: Shifted, does: str) -> str:
    far = f"{working_days(one.working_days)} {'later' if one.working_days > 0 else 'earlier'}"
    return f"{named(one.title)} {does} from {period(*one.was)} to {period(*one.now)}, {far}"


def _finish(titles: dict[str, str], found: WhatIf) -> Iterator[str]:
    if found.finish is None:
        return
    was, now = found.finish
    name = named(titles[found.critical_path[-1]]) if found.critical_path else "the last milestone"
    if was == now:
        yield f"The finish, {name}, stays on {day(was)}."
    else:
        yield f"The finish, {name}, moves from {day(was)} to {day(now)}."
