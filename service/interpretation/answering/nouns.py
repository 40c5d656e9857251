"""The nouns of answering: a turn of a conversation, a question as understood, its evidence, a composed answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from glossary.concepts import Category, Community
from glossary.edition import Edition
from glossary.matcher import Mention
from service.interpretation.nouns import Claim, QuestionKind
from service.interpretation.shown import Shown, Unit
from service.planning.facts import EventKind


@dataclass(frozen=True)
class Turn:
    """Something said in a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class Question:
    """What is asked, taken apart by code."""

    text: str
    """On its own: what it refers back to is filled in."""
    original: str
    """As it was typed."""
    kind: QuestionKind
    community: Community
    """Whose words the answer is in: who asks."""
    concepts: tuple[str, ...] = ()
    """Ids of the glossary's concepts it names, the one it is about first."""
    ambiguous: tuple[Mention, ...] = ()
    """Its words with several senses that nothing in it or the conversation tells apart."""
    categories: tuple[Category, ...] = ()
    """The fields of readiness it asks for: training, communications …"""
    groups: tuple[str, ...] = ()
    """People, places and teams it names, lower case: "field engineers", "depots"."""
    systems: tuple[str, ...] = ()
    """Systems and products it names, as written."""
    events: tuple[EventKind, ...] = ()
    """What it asks the day of: access, training, go_live …"""
    days: tuple[tuple[dt.date, dt.date], ...] = ()
    """Days and periods it names, first and last."""
    since: dt.date | None = None
    """For `changes`: from which day on."""
    words: frozenset[str] = frozenset()
    """Stems of its content words, question words left out."""
    follows: bool = False
    """Whether it referred back to the conversation."""


@dataclass(frozen=True)
class Evidence:
    """All that may be used to answer: nothing else is shown to a model, and nothing else may be cited."""

    question: Question
    passages: tuple[Shown, ...]
    """Best first."""
    concepts: tuple[Shown, ...]
    """Entries of the glossary, the one it is about first."""
    timeline: tuple[Unit, ...]
    """Dated units of the initiative that bear on the question, by day."""
    glossary: Edition
    today: dt.date
    country: str | None = None
    initiative_id: str | None = None
    looked_in: int = 0
    """Documents that were searched or read."""

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every source, each once."""
        held = [*self.passages, *(unit.shown for unit in self.timeline), *self.concepts]
        return tuple({one.id: one for one in held}.values())


@dataclass(frozen=True)
class Composed:
    """An answer that code wrote."""

    claims: tuple[Claim, ...]
    follow_ups: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """What was looked for and not found."""
    must_say: frozenset[int] = frozenset()
    """Indexes of claims that no phrasing may leave out: contradictions, warnings, what is not in the sources."""
    kind: QuestionKind | None = None
    """Where it turned out to be of another kind than the question's words said."""
