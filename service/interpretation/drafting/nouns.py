"""What drafting starts from, and what its parts hand on to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from glossary.edition import Edition
from service.interpretation.shown import Shown, Unit
from service.planning.nouns import Dependency, Milestone, Quote
from service.planning.observed import BadDate, Disputed

_LONGEST = 1_200
"""Characters of a sentence, item or row that are searched; what is longer is no sentence but text gone wrong."""
_MOST_DATES = 16
"""Dates of a sentence or item: as many as a series of sessions has, and fewer than would take long to tell apart."""

Place = tuple[str, int]
"""A unit: the id of its source, and its number therein."""


@dataclass(frozen=True)
class Material:
    """An initiative's documents, read."""

    passages: tuple[Shown, ...]
    """Document by document, in the order of the text."""
    glossary: Edition
    today: dt.date
    country: str | None = None
    """ISO 3166, `DE` or `DE-BY`."""
    name: str = ""
    """The initiative's."""

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What the documents say, in order, headings too; what lies in two passages is there once.

        Without what is too long to be a sentence, as `unreadable` has it.
        """
        return tuple(unit for unit in self._all if not _is_endless(unit))

    @cached_property
    def unreadable(self) -> tuple[Unit, ...]:
        """What is too long, or has too many dates, to be read as a sentence."""
        return tuple(unit for unit in self._all if _is_endless(unit))

    @cached_property
    def _all(self) -> tuple[Unit, ...]:
        return tuple(self._once())

    def _once(self) -> Iterator[Unit]:
        seen: set[tuple[str | None, int, str]] = set()
        for shown in self.passages:
            for unit in shown.units:
                at = (shown.source.document_id, (shown.source.start or 0) + unit.sentence.start, unit.text)
                if at not in seen:
                    seen.add(at)
                    yield unit


def _is_endless(unit: Unit) -> bool:
    return len(unit.text) > _LONGEST or (unit.sentence.kind != "row" and len(unit.facts("date")) > _MOST_DATES)


@dataclass(frozen=True)
class Drafted:
    """Milestones as read, with where each was read."""

    milestones: tuple[Milestone, ...]
    home: Mapping[Place, str]
    """Which milestone a unit states, by id."""
    references: Mapping[tuple[str, str], str]
    """Milestones by (document id, the id or number that the document itself gives the row or item, lower case)."""
    bad_dates: tuple[BadDate, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be read, or has to be asked, in words."""


@dataclass(frozen=True)
class Linked:
    """Milestones with the dependencies between them."""

    milestones: tuple[Milestone, ...]
    """Those that were read, and any without a date of their own that a dependency names."""
    dependencies: tuple[Dependency, ...]
    home: Mapping[Place, str]


def place(unit: Unit) -> Place:
    """Where a unit stands."""
    return unit.shown.id, unit.number


def quote_of(unit: Unit, text: str = "") -> Quote:
    """A unit's words, with who says them and when."""
    source = unit.shown.source
    return Quote(
        source=source.id,
        text=text or unit.text,
        title=source.title,
        community=unit.shown.community,
        written=unit.shown.dated,
        where=source.where,
    )
