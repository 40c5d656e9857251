"""What a reader says of implications that were drawn evenly from the guides' interpretations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from evals.nouns import Value

VERDICTS = Path(__file__).resolve().parents[2] / "datasets" / "guide_verdicts.yaml"
SCHEMA = VERDICTS.with_name("guide_verdicts.schema.json")
Word = Literal["right", "so-so", "wrong"]
WORDS: tuple[Word, ...] = ("right", "so-so", "wrong")


class Judged(Value):
    """One implication of one guide."""

    guide: str
    rule: str
    """The glossary's implication, by id."""
    verdict: Word
    """`right`: it follows from this text and is useful to whoever prepares people for it; `so-so`: it follows only
    loosely, or helps little here; `wrong`: the text gives no occasion for it, or it misleads."""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
    """Why, in our words."""


_ALL = TypeAdapter(Annotated[tuple[Judged, ...], Field(min_length=1)])


def load(path: Path = VERDICTS) -> tuple[Judged, ...]:
    """The verdicts, in the order of the file.

    Raises:
        ValueError: the file is missing or does not fit, or judges an implication twice.
    """
    try:
        found = _ALL.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except OSError as exc:
        raise ValueError(f"{path}: {exc.strerror}; expected a file of verdicts") from exc
    except (yaml.YAMLError, ValidationError) as exc:
        raise ValueError(f"{path}: {exc}") from exc
    if len({(one.guide, one.rule) for one in found}) < len(found):
        raise ValueError(f"{path}: found an implication of a guide twice; expected each once")
    return found


def schema_text() -> str:
    """The JSON schema of the file, as it lies beside it."""
    made = _ALL.json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Verdicts on implications"}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
