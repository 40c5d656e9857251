"""A control, a sign-in or a device asks for what its users do not have or may not use, and no other way is offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from service.planning.checks.context import Context, disconnect, side_of
from service.planning.checks.fitting import people
from service.planning.nouns import Disconnect
from service.planning.observed import Demand, Lack

_THINGS = {
    "phone": "a phone",
    "mail": "a mail address",
    "pc": "a PC",
    "token": "a hardware key",
    "network": "a connection",
    "hands": "bare hands",
    "face": "an uncovered face",
    "camera": "a camera",
    "voice": "to be heard speaking",
    "hearing": "to hear",
    "sight": "to see",
    "usb": "a USB port",
    "browser": "a current browser",
    "individual": "a device of one's own",
    "personal": "a sign-in of one's own",
}


def control_users_cannot_meet(context: Context) -> Iterator[Disconnect]:
    """One finding for each thing that is demanded of people who lack it."""
    lacks: dict[str, list[Lack]] = defaultdict(list)
    for lack in context.observed.lacks:
        lacks[lack.means].append(lack)
    found: dict[str, list[tuple[Demand, Lack]]] = defaultdict(list)
    for demand in context.observed.demands:
        for lack in lacks.get(demand.means, ()):
            if _conflict(demand, lack, lacks):
                found[demand.means].append((demand, lack))
    others = {demand.quote for means, pairs in found.items() if means != "network" for demand, _ in pairs}
    for means, pairs in found.items():
        if means == "network" and all(demand.quote in others for demand, _ in pairs):
            continue  # a code that cannot be received anyway needs no connection
        yield _told(means, pairs)


def _conflict(demand: Demand, lack: Lack, lacks: dict[str, list[Lack]]) -> bool:
    if _document(demand) == _document(lack) or not people.meet(demand.groups, lack.groups):
        return False
    return all(any(people.meet(other.groups, lack.groups) for other in lacks.get(a, ())) for a in demand.alternatives)


def _document(observed: Demand | Lack) -> str:
    return observed.quote.title or observed.quote.source


def _told(means: str, pairs: list[tuple[Demand, Lack]]) -> Disconnect:
    demands = {demand.quote.source: demand for demand, _ in pairs}
    lacks = {lack.quote.source: lack for _, lack in pairs}
    whom = people.named(dict.fromkeys(g for lack in lacks.values() for g in lack.groups))
    systems = dict.fromkeys(s for demand in demands.values() for s in demand.systems)
    thing = _THINGS.get(means, means)
    use = ", ".join(systems) or "what is introduced"
    return disconnect(
        "control_users_cannot_meet",
        "high",
        f"{use[:1].upper()}{use[1:]} asks for {thing}, which {whom} cannot offer",
        (*(side_of(d.quote) for d in demands.values()), *(side_of(one.quote) for one in lacks.values())),
        f"{whom[:1].upper()}{whom[1:]} cannot get in, or get round the control by sharing; no other way is told.",
        f"What do {whom} use instead of {thing}, who provides it, and by when?",
        to=next(iter(demands.values())).quote.community or "it",
    )
