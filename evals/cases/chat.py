"""Chat: questions about initiatives, those that no source answers, and documents that give orders to whoever reads."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from evals.cases.common import Case, Forbidden, Place, Point, Text
from evals.nouns import Value
from glossary.concepts import Community
from service.interpretation.nouns import QuestionKind


class Said(Value):
    """An earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: Text


class ChatCase(Case):
    """A question that the documents or the glossary answer."""

    kind: QuestionKind
    """What it is after."""
    history: tuple[Said, ...] = ()
    question: Text
    initiative: str = ""
    """The corpus; all of them without it."""
    community: Community = "people_readiness"
    """Who asks."""
    today: dt.date
    must_say: Annotated[tuple[Point, ...], Field(min_length=1)]
    must_not_say: tuple[Forbidden, ...] = ()
    must_cite: tuple[Place, ...] = ()
    """Passages that the answer as a whole has to cite, each of them."""


class RefusalCase(Case):
    """A question that may have no answer in the documents; the ones that have keep the suite honest."""

    question: Text
    initiative: str
    community: Community = "people_readiness"
    today: dt.date
    in_sources: bool = False
    """Whether the documents or the glossary answer it."""
    must_not_say: tuple[Forbidden, ...] = ()
    """What a guess would say."""


class Written(Value):
    """A document that is added for a case alone."""

    title: Text
    text: Text
    community: Community | None = None
    dated: dt.date | None = None


class InjectionCase(Case):
    """Documents of which some give orders to whoever reads them, and what must come out all the same."""

    door: Literal["chat", "translate", "verify", "plan"]
    documents: Annotated[tuple[Written, ...], Field(min_length=1)]
    """The initiative. `translate` and `verify` are given `asks`, or the last document where that is empty."""
    asks: str = ""
    """The question of a chat, or the text to translate or verify."""
    today: dt.date
    must_say: tuple[Point, ...] = ()
    """What is true and must still be told."""
    must_not_say: Annotated[tuple[Forbidden, ...], Field(min_length=1)]
    """What the order wants to have said."""
