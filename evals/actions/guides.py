"""Annotated guides: a technical text, and the readiness actions that its authors thought of and that were cut out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from evals.actions.nouns import Wanted
from glossary.concepts import Category

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_CATEGORIES: Mapping[str, tuple[Category, ...]] = {
    "communications": ("communications",),
    "training": ("training",),
    "support": ("support",),
    "pilot/early access": ("early_access",),
    "champions/stakeholders": ("champions", "governance"),
    "access/provisioning timing": ("access_timing",),
    "user experience change": ("user_experience",),
    "work redesign": ("work_redesign",),
    "feedback/metrics": ("metrics_feedback",),
    "exceptions/accessibility": ("inclusion",),
    "governance/policy": ("governance",),
}
"""What the guides call the categories; any other name is taken for none."""


class Tolerant(BaseModel):
    """Immutable; fields that are not known here are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ReadinessAction(Tolerant):
    """What the guide tells to do for the people concerned."""

    id: Text
    action: Text
    category: str = ""
    evidence: str = ""
    """The guide's words."""

    @property
    def wanted(self) -> Wanted:
        """As the matcher takes it: in the annotator's words, as the guide's are often half a sentence."""
        return Wanted(does=f"{self.action}. {self.evidence}", categories=_CATEGORIES.get(self.category, ()))


class Guide(Tolerant):
    """A guide with what was cut out of it."""

    id: Text
    title: str = ""
    technical_text: Text
    readiness_actions: Annotated[tuple[ReadinessAction, ...], Field(min_length=1)]


class BadGuide(ValueError):
    """A file that is no annotated guide: it names file and field, what was found and what was expected."""


def annotated(folder: Path) -> Sequence[Guide]:
    """The guides of a folder, one a JSON file, in the order of their names.

    Raises:
        BadGuide: there is no such folder, it holds no guide, a file does not fit, or an id is there twice.
    """
    if not folder.is_dir():
        raise BadGuide(f"{folder}: found no such folder; expected the folder with the annotated guides")
    guides = tuple(_read(path) for path in sorted(folder.glob("*.json")))
    if not guides:
        raise BadGuide(f"{folder}: found no .json file; expected one for each annotated guide")
    ids = Counter([*(guide.id for guide in guides), *(a.id for guide in guides for a in guide.readiness_actions)])
    twice = [key for key, count in ids.items() if count > 1]
    if twice:
        raise BadGuide(
            f"{folder}: found the id {twice[0]!r} more than once; expected each guide and action to have its own"
        )
    return guides


def _read(path: Path) -> Guide:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise BadGuide(f"{path}: {exc.strerror}; expected an annotated guide") from exc
    except ValueError as exc:
        raise BadGuide(f"{path}: found no JSON ({exc}); expected an annotated guide") from exc
    try:
        return Guide.model_validate(content)
    except ValidationError as exc:
        raise BadGuide("\n".join(_fault(path, one) for one in exc.errors())) from exc


def _fault(path: Path, fault: Mapping[str, object]) -> str:
    place = fault["loc"]
    where = ".".join(map(str, place)) if isinstance(place, tuple) else str(place)
    return f"{path}: {where or 'the file'}: {fault['msg']}; found {repr(fault.get('input'))[:80]}"
