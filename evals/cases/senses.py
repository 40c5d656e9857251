"""Terms and their senses: which words of a text are terms of the glossary, and in which sense."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from evals.cases.common import Case, Text
from evals.nouns import Value
from glossary.concepts import Community


class Word(Value):
    """A word of the text with its sense."""

    word: str
    """As the text has it."""
    nth: int = Field(default=1, ge=1)
    """Which of its occurrences."""
    concept: str | None
    """The id of the concept that it stands for here; null where it is no term (a tool in a box, a person's name)."""


class SenseCase(Case):
    """A text, and what its words mean."""

    community: Community | None = None
    """Who wrote it, where that is known."""
    text: Text
    words: Annotated[tuple[Word, ...], Field(min_length=1)]
    """The words that this case is about; the others are not judged."""
