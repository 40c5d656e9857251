"""Labelled claims: what somebody might say of the documents, and whether the passages it cites bear it out.

They lie in YAML, half to develop with and half held out, beside a JSON schema made from the model here. A citation
finds its passage by a few of its words, so that no text of a document is repeated. Nothing here knows how claims are
checked.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, model_validator

DATA = Path(__file__).parent / "data"
SCHEMA = DATA / "claims.schema.json"
MOST_WORDS = 8
"""Of a document that a locator may repeat."""

Half = Literal["development", "held_out"]
HALVES: tuple[Half, ...] = ("development", "held_out")
Corpus = Literal["sample", "guides"]
Kind = Literal[
    "verbatim",
    "paraphrase",
    "glossary",
    "coarser",
    "combined",
    "date",
    "number",
    "group",
    "relation",
    "negation",
    "half",
    "elsewhere",
    "certainty",
    "name",
    "quantifier",
    "quotation",
    "general",
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]


class Frozen(BaseModel):
    """Immutable, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Frozen):
    """A passage or an entry of the glossary, by what finds it."""

    document: str = ""
    """The file's name: of the sample, or of the folder of guides."""
    words: str = ""
    """A few words that stand together in exactly one passage of the document; case and blanks do not count."""
    concept: str = ""
    """Instead: the id of a concept of the packaged glossary."""

    @model_validator(mode="after")
    def _one_place(self) -> Cited:
        if bool(self.concept) == bool(self.document) or bool(self.document) != bool(self.words):
            raise ValueError("expected either a document with some of its words, or a concept")
        if len(self.words.split()) > MOST_WORDS:
            raise ValueError(f"repeats {len(self.words.split())} words; expected at most {MOST_WORDS}")
        return self


class Labelled(Frozen):
    """A claim with what a careful reader says of it."""

    id: str
    corpus: Corpus
    """`guides` are not part of the project: their claims are left out where the folder is missing."""
    kind: Kind
    """What is at stake. The first five are true claims, said more or less like the source; each of the others has
    false claims, in which that one thing is wrong, and true ones, in which it is right."""
    supported: bool
    """Whether the cited passages bear all of it out."""
    text: Text
    cites: tuple[Cited, ...]
    note: str = ""
    """Why, where it is not plain."""


_CLAIMS = TypeAdapter(tuple[Labelled, ...])


def load(half: Half, folder: Path = DATA) -> tuple[Labelled, ...]:
    """The claims of one half, in the order of the file.

    Raises:
        ValueError: the file does not fit the model; it names file, claim and field.
    """
    path = folder / f"{half}.yaml"
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        return _CLAIMS.validate_python(content)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def schema() -> dict[str, Any]:
    """The JSON schema of a file of claims."""
    made = _CLAIMS.json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Labelled claims"}


def schema_text() -> str:
    """The schema as its file has it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
