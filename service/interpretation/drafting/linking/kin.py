"""Whether two milestones concern the same part of a plan, the same people and the same system, and how much so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from service.planning.nouns import Milestone
from service.planning.pairing import Pairing

_PEOPLE, _PART, _SYSTEM, _THING = 2.0, 3.0, 2.0, 1.0


class Kin:
    """Compares the milestones of one plan."""

    def __init__(self, milestones: Iterable[Milestone]) -> None:
        """Learns who is in which part, and which place is whose."""
        self._pairing = Pairing(milestones)

    def together(self, one: Milestone, other: Milestone) -> bool:
        """Whether nothing tells them apart: parts, people and systems are shared, or one of the two names none."""
        systems = systems_of(one.systems), systems_of(other.systems)
        if all(systems) and not systems[0] & systems[1]:
            return False
        return self._pairing.people(one, other) != "other"

    def people(self, one: Milestone, other: Milestone) -> bool:
        """Whether both are for the same people."""
        return self._pairing.people(one, other) == "same"

    def things(self, milestone: Milestone) -> frozenset[str]:
        """What it is about: systems, concepts and telling words of its title."""
        return self._pairing.profile(milestone).things

    def shared(self, one: Milestone, other: Milestone) -> float:
        """How much they have in common beside what happens: 0 for two of which nothing is known."""
        return (
            _PART * bool(set(one.parts) & set(other.parts))
            + _PEOPLE * self.people(one, other)
            + _SYSTEM * bool(systems_of(one.systems) & systems_of(other.systems))
            + _THING * min(2, len(self.things(one) & self.things(other)))
        )


@lru_cache(maxsize=20_000)
def systems_of(systems: tuple[str, ...]) -> frozenset[str]:
    """Names of systems, to be compared."""
    return frozenset(system.lower() for system in systems)
