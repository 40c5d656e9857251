"""The noun `Said`: one statement of one thing that happens, as a unit of a document has it.

Above it rows and sentences make these, `merging` brings together those about one thing. It decides nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.answering.dated import grouping
from service.interpretation.shown import Unit
from service.planning.facts import EventKind
from service.planning.nouns import State, Track

_KEPT = 50_000
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, eq=False)
class Said:
    """A statement of one thing that happens."""

    unit: Unit
    title: str
    """Short, as the document names it."""
    first: dt.date | None = None
    last: dt.date | None = None
    words: str = ""
    """The date as the document writes it."""
    precise: bool = True
    kinds: tuple[EventKind, ...] = ()
    """The most telling first."""
    groups: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """`wave 2`."""
    owner: str | None = None
    status: State = "planned"
    track: Track | None = None
    """Where the document itself sorts it."""
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    duration_days: int | None = None
    replaced: tuple[dt.date, ...] = ()
    """The days that the statement itself says no longer hold."""
    question: str = ""
    """Why its date cannot be relied on."""
    key: str = ""
    """The id or number that the document gives it, lower case."""
    impossible: tuple[str, str] | None = None
    """Words of a date that cannot be, and what is wrong with it."""
    table: int = 0
    """Which of the documents' tables its row is in, from 1; 0 for what is in none."""
    weak: bool = False
    """Whether it tells of it only in passing: of the past, or of another's day."""

    passing: bool = False
    """Whether it is a step only if another statement makes it one: "stays until 28 May"."""

    @property
    def written(self) -> dt.date | None:
        """The day of its document."""
        return self.unit.shown.dated

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day, of what is known to have them."""
        assert self.first is not None
        return self.first, self.last or self.first

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.unit.shown.source.document_id or self.unit.shown.id

    @cached_property
    def who(self) -> frozenset[str]:
        """Stems of the people and places it is for."""
        return people_stems(self.groups)

    @cached_property
    def numbered(self) -> frozenset[str]:
        """Which of several it is."""
        return frozenset(self.parts)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its title, without numbers, people and what every plan says."""
        return plain_stems(self.title) - self.who

    @cached_property
    def happens(self) -> frozenset[str]:
        """Stems by which its kinds are told."""
        return frozenset().union(*(relevance.stems_of_event(kind) for kind in self.kinds)) if self.kinds else _NONE

    @cached_property
    def things(self) -> frozenset[str]:
        """Stems of what it is about, beside the words for what happens."""
        return self.stems - self.happens - _EVERY_EVENT

    @cached_property
    def near(self) -> frozenset[str]:
        """Stems of all that its row or sentence says, beside the words for what happens."""
        return plain_stems(self.unit.text) - self.happens - _EVERY_EVENT - self.who


_NONE: frozenset[str] = frozenset()
_EVERY_EVENT = wording.stems(
    "go live goes going launch rollout roll cutover switched off moved mandatory enforced introduced access "
    "training course "
    "session communication announcement"
)


@lru_cache(maxsize=_KEPT)
def people_stems(groups: tuple[str, ...]) -> frozenset[str]:
    """Stems of the names of people and places."""
    return frozenset(s for s in relevance.stems_of(" ".join(groups)) if not _NUMBER.search(s)) - NOBODY


@lru_cache(maxsize=_KEPT)
def plain_stems(text: str) -> frozenset[str]:
    """Stems of a title without numbers and what every plan says."""
    return frozenset(s for s in relevance.stems_of(text) if not _NUMBER.search(s)) - grouping.GENERIC - NOBODY


NOBODY = wording.stems(
    "people users staff all everyone everybody team teams employees colleagues person user others rest"
)
