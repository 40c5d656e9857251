"""What every check is handed: the plan as drafted, what else documents say, the calendar and the day."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.concepts import Community, Severity
from service.planning.checks import starting
from service.planning.checks.sequence import first_few
from service.planning.facts import EventKind
from service.planning.nouns import Dependency, Disconnect, DisconnectKind, Milestone, Quote, Side
from service.planning.observed import Observed
from service.planning.pairing import Pairing
from service.planning.scheduling.network import tangles


@dataclass(frozen=True)
class Context:
    """The state of an initiative that checks look at. Milestones are those that take place: cancelled ones are out."""

    milestones: tuple[Milestone, ...]
    dependencies: tuple[Dependency, ...]
    observed: Observed
    today: dt.date
    country: str | None = None

    @cached_property
    def by_id(self) -> dict[str, Milestone]:
        """Milestones by id."""
        return {m.id: m for m in self.milestones}

    @cached_property
    def by_kind(self) -> dict[EventKind, tuple[Milestone, ...]]:
        """Milestones by what happens; one of several kinds under each."""
        found: dict[EventKind, list[Milestone]] = {}
        for milestone in self.milestones:
            for kind in milestone.kinds:
                found.setdefault(kind, []).append(milestone)
        return {kind: tuple(some) for kind, some in found.items()}

    @cached_property
    def pairing(self) -> Pairing:
        """Which milestones have to do with each other; what it finds out is shared by all checks."""
        return Pairing(self.milestones)

    @cached_property
    def tangles(self) -> tuple[frozenset[str], ...]:
        """Milestones that wait for each other by what documents state, by id: of each set none can be first."""
        return tangles((d.before, d.after) for d in self.dependencies if d.basis == "stated")

    @cached_property
    def openings(self) -> tuple[Milestone, ...]:
        """Those that give people what they get in with: accounts, cards, a practice system."""
        return tuple(filter(first_few.opens, self.milestones))

    @cached_property
    def starts(self) -> tuple[Milestone, ...]:
        """Those from which on people have to work with something: dated, agreed on, not yet done."""
        return tuple(
            m
            for m in self.milestones
            if m.start is not None and m.basis != "proposed" and m.status != "done" and starting.is_start(m)
        )


Check = Callable[[Context], Iterable[Disconnect]]
"""A rule: pure, near linear in the number of milestones."""


def disconnect(
    kind: DisconnectKind,
    severity: Severity,
    title: str,
    sides: Sequence[Side],
    why: str,
    question: str,
    *,
    to: Community | None = None,
    milestones: Sequence[str] = (),
    about: str = "",
) -> Disconnect:
    """A finding, with the id that it keeps as long as the same things do not fit.

    `about` tells findings of one kind apart that lie in the same passages and concern no milestone.
    """
    told = sorted(milestones) or [
        *filter(None, [about]),
        *sorted({source for side in sides for source in side.sources}),
    ]
    digest = hashlib.sha256("\0".join((kind, *told)).encode()).hexdigest()
    return Disconnect(
        id=f"x_{digest[:16]}",
        kind=kind,
        severity=severity,
        title=title,
        sides=tuple(sides),
        why=why,
        question=question,
        to=to,
        milestones=tuple(milestones),
    )


def side_of(quote: Quote, says: str = "") -> Side:
    """One source's side, in its own words unless others are given."""
    return Side(community=quote.community, says=says or quote.text, sources=(quote.source,))
