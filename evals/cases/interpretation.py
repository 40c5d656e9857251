"""Interpretation, both ways: what a text of one community means for another."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from evals.cases.common import Case, Forbidden, Text
from evals.nouns import Value
from glossary.concepts import Category, Community
from service.planning.facts import FactKind


class Action(Value):
    """Something to do that follows from the text, in the words of a person who prepares others."""

    does: Text
    """What to do, as one sentence or clause."""
    who: str = ""
    """The people whom it is for, as the text names them; empty for all who are concerned."""
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    """Of readiness; the first is the one that fits best, any is acceptable."""
    by: dt.date | None = None
    """The day by which it has to be done, where the text fixes it: what an implication's `when.date` must not be
    later than."""
    optional: bool = False
    """A careful reader may name it or not."""


class Stated(Value):
    """A fact that the text states."""

    kind: FactKind
    value: str
    """Normalised as a fact's value is: an ISO date or interval, a number, a lower-case singular name, a system's name,
    an ISO 8601 duration, an event's kind."""
    unit: str = ""
    """For counts, what is counted; empty where it does not matter."""


class Asked(Value):
    """Something that the text leaves open and somebody has to ask."""

    to: Community
    about: Annotated[tuple[str, ...], Field(min_length=1)]
    """Each has to occur in one question to that community; `a | b` is either."""


class InterpretationCase(Case):
    """A text of one community, and what follows from it for another."""

    from_: Annotated[Community, Field(alias="from")]
    to: Community
    title: str = ""
    text: Text
    """As people write: a mail, a ticket, a table, minutes, a chat."""
    country: str = ""
    """Two letters, where public holidays or ways to write a date depend on it."""
    today: dt.date = dt.date(2027, 1, 11)
    """The day on which it is read."""
    actions: tuple[Action, ...] = ()
    nothing: bool = False
    """Whether nothing at all follows: no implication may be told."""
    facts: tuple[Stated, ...] = ()
    questions: tuple[Asked, ...] = ()
    must_not_say: tuple[Forbidden, ...] = ()
    """What no implication may say or ask to do."""
