"""The nouns of answering: a turn of a conversation, a question as understood, its evidence, a composed answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
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


Verdict = Literal["answers", "near", "nothing"]


@dataclass(frozen=True, eq=False)
class Ranked:
    """A unit, and how much of what is asked it has."""

    unit: Unit
    share: float
    """By weight, from 0 to 1."""
    own: float
    """The same by its own words alone."""
    pairs: int
    """Words that stand side by side in the question and in it."""
    near: float
    """How near its passage is in meaning."""
    grades: tuple[float, ...] = ()
    """How far it names each term, 0 to 1."""
    parts: tuple[float, ...] = ()
    """What each term contributes to the share."""
    score: float = 0.0
    """All of it together with what an answer of this kind holds, for comparing with others."""


@dataclass(frozen=True, eq=False)
class Judged:
    """What was found for a question, and how it stands to it."""

    verdict: Verdict
    best: tuple[Ranked, ...]
    """Best first: what answers, or what is near."""
    lacking: tuple[str, ...] = ()
    """What was asked for and is in none of it."""
    beside: tuple[Unit, ...] = ()
    """What has to be told with it to answer: the other number, the hours of the help, what else is on that day."""
    scores: Mapping[tuple[str, int], float] = field(default_factory=dict)
    """Of every statement, by its source's id and its number."""


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
    judged: Judged | None = None
    """The statements that fit the question best, and whether they answer it; None where that was not asked."""

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every source, each once."""
        judged = self.judged
        near = [*(one.unit for one in judged.best), *judged.beside] if judged is not None else []
        held = [*self.passages, *(unit.shown for unit in near), *(unit.shown for unit in self.timeline), *self.concepts]
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
