"""Annotated guides: a technical text, and the readiness actions that its authors thought of and that were cut out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.actions.nouns import Wanted


class Tolerant(BaseModel):
    """Immutable; fields that are not known here are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ReadinessAction(Tolerant):
    """What the guide tells to do for the people concerned."""

    id: str
    action: str
    category: str
    evidence: str = ""

    @property
    def wanted(self) -> Wanted:
        """As the matcher takes it."""
        raise NotImplementedError


class Guide(Tolerant):
    """A guide with what was cut out of it."""

    id: str
    title: str
    technical_text: str
    readiness_actions: tuple[ReadinessAction, ...]


class BadGuide(ValueError):
    """A file that is no annotated guide: it names file and field, what was found and what was expected."""


def annotated(folder: Path) -> Sequence[Guide]:
    """The guides of a folder, one a JSON file, in the order of their names.

    Raises:
        BadGuide: there is no such folder, it holds no guide, or a file does not fit.
    """
    raise NotImplementedError
