"""Retrieval: queries, and the passages that answer them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from evals.cases.common import Case, Place, Text


class Judged(Place):
    """A passage that has to do with the query."""

    grade: Annotated[int, Field(ge=1, le=3)]
    """3 answers it, 2 answers part of it, 1 is about it."""


class RetrievalCase(Case):
    """What somebody looks for."""

    query: Text
    """As typed: a question, a few words, with typos and acronyms."""
    initiatives: tuple[str, ...] = ()
    """The corpora that are searched; all of them without it."""
    relevant: Annotated[tuple[Judged, ...], Field(min_length=1)]
    """All passages that have to do with it; any other counts as grade 0. Each names its initiative."""
