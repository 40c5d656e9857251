"""What a careful reader who knows both sides gets out of an initiative: `expected.yaml` beside its documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from glossary.concepts import Severity
from service.planning.nouns import DisconnectKind, State, Track

EXPECTED = "expected.yaml"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Written):
    """A milestone that belongs in the plan."""

    title: str
    start: dt.date | None = None
    end: dt.date | None = None
    """The last day; none for a single day, or where nothing says how long it takes."""
    track: Track | None = None
    owner: str | None = None
    status: State | None = None
    supersedes: tuple[dt.date, ...] = ()
    """Days that it had before, and that the plan must not have."""
    optional: bool = False
    """A careful reader may list it or leave it out."""


class Link(_Written):
    """A dependency, by the titles of two steps."""

    before: str
    after: str


class Conflict(_Written):
    """Something that does not fit."""

    kind: DisconnectKind
    also: tuple[DisconnectKind, ...] = ()
    """Other kinds under which it may as well be told."""
    what: str
    documents: tuple[str, ...]
    """The files that say it; a finding has to rest on one of them at least."""
    about: tuple[str, ...]
    """Words of which a finding has to have one at least: what it is about."""
    severity: Severity = "medium"


class Expected(_Written):
    """All of it."""

    today: dt.date
    milestones: tuple[Step, ...]
    dependencies: tuple[Link, ...] = ()
    disconnects: tuple[Conflict, ...] = ()
    acceptable: tuple[Conflict, ...] = Field(default=())
    """True as well, though not planted: neither missed when absent nor false when found."""


def read_expected(path: Path) -> Expected:
    """What is expected of an initiative.

    Raises:
        ValueError: the file is not of this form, or a dependency names a step that is not there.
    """
    try:
        expected = Expected.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{path}: not what an expectation looks like: {error}") from error
    titles = {step.title for step in expected.milestones}
    for link in expected.dependencies:
        for title in (link.before, link.after):
            if title not in titles:
                raise ValueError(
                    f"{path}: dependency names “{title}”, none of the milestones; write it as the milestone does"
                )
    return expected
