"""What cases of all suites share: an id, places in documents, words that are said or must not be."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from evals.nouns import Value

MOST_WORDS = 8
"""Of a document that a place may repeat."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")]


class Case(Value):
    """One case of a suite."""

    id: Id
    note: str = ""
    """Why it is as it is, where that is not plain."""
    fast: bool = False
    """Whether it is part of the slice that every test run goes through."""


class Place(Value):
    """A passage of an initiative's document, by a few of its words, so that no text is repeated."""

    initiative: str = ""
    """The corpus; the case's own where it is left out."""
    document: str
    """The file's name."""
    words: Text
    """A few words that stand together in exactly one passage of the document; case and blanks do not count."""

    @model_validator(mode="after")
    def _short(self) -> Place:
        if len(self.words.split()) > MOST_WORDS:
            raise ValueError(f"repeats {len(self.words.split())} words; expected at most {MOST_WORDS}")
        return self


class Point(Value):
    """Something that an answer has to say, in one of its claims."""

    says: Text
    """The point as a sentence, for the reader of a report."""
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    """Each has to occur in the claim; `a | b` is either. A word counts in any of its forms (train, training), a number
    or date only as itself; a date may be written in any way that means the same day."""
    cites: tuple[Place, ...] = ()
    """The passages that bear it out: each of them alone would do."""


class Forbidden(Value):
    """Something that must not be said."""

    says: Text
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    """It is said where each of these occurs in one claim; `a | b` is either."""
