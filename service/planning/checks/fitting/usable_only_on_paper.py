"""Within what is promised and still too slow or too rare for the work: 4 s against a 2.5 s takt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from service.planning.checks.context import Context, disconnect, side_of
from service.planning.checks.fitting import people
from service.planning.nouns import Disconnect
from service.planning.observed import Pace

_WHY = {
    "answer": "Each wait is added to every single step; people go round the tool or fall behind with their work.",
    "help": "Work stands before help is due, although everybody keeps what was promised.",
    "data": "People decide on figures that are older than their work allows, and start to keep lists of their own.",
}
_MOST_SIDES = 4


def usable_only_on_paper(context: Context) -> Iterator[Disconnect]:
    """One finding for each need that what is promised for the same thing does not meet."""
    promised: dict[str, list[Pace]] = defaultdict(list)
    for pace in context.observed.paces:
        if pace.side == "promised":
            promised[pace.kind].append(pace)
    alone = {kind: len({s.lower() for p in some for s in p.systems}) < 2 for kind, some in promised.items()}
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Pace, Pace]]] = defaultdict(list)
    for need in context.observed.paces:
        if need.side != "needed":
            continue
        fits = [p for p in promised.get(need.kind, ()) if _same_thing(p, need, alone=alone[need.kind])]
        slow = [p for p in fits if p.seconds > need.seconds]
        if not slow or (need.kind == "help" and len(slow) < len(fits)):
            continue  # some help is there in time
        worst = max(slow, key=lambda p: (len(p.about & need.about), p.seconds))
        systems = tuple(s.lower() for s in (need.systems or worst.systems))
        found[need.kind, systems].append((worst, need))
    for pairs in found.values():
        yield _told(pairs)


def _same_thing(promise: Pace, need: Pace, *, alone: bool) -> bool:
    if (promise.quote.source, promise.quote.text) == (need.quote.source, need.quote.text):
        return False
    if promise.systems and need.systems:
        return people.same_systems(promise.systems, need.systems)
    if promise.groups and need.groups and not people.meet(promise.groups, need.groups):
        return False
    if promise.about & need.about:
        return True
    return need.kind == "help" or (need.kind == "answer" and alone and not need.systems)


def _told(pairs: Iterable[tuple[Pace, Pace]]) -> Disconnect:
    pairs = sorted(pairs, key=lambda p: p[1].seconds)
    promise, need = pairs[0]
    quotes = {(p.quote.source, p.quote.text): p.quote for pair in pairs for p in pair}
    thing = ", ".join(promise.systems or need.systems)
    whom = people.named(need.groups, "the people who work with it")
    return disconnect(
        "usable_only_on_paper",
        "high",
        f"{thing + ': ' if thing else ''}{_time(promise.seconds)} promised, the work allows {_time(need.seconds)}",
        [side_of(quote) for quote in list(quotes.values())[:_MOST_SIDES]],
        _WHY[need.kind],
        f"What would have to change for {whom} to get {_time(need.seconds)} instead of {_time(promise.seconds)}, and "
        "how do they work until then?",
        to=promise.quote.community or "it",
    )


def _time(seconds: float) -> str:
    for size, name in ((604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size and seconds % size == 0:
            count = int(seconds // size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{seconds:g} s"
