"""The noun `Export`: a plan in one format, and what that format could not carry."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from service.planning.nouns import Plan


@dataclass(frozen=True, slots=True)
class Export:
    """A file made from a plan; the same plan gives the same bytes."""

    content: bytes
    media_type: str
    file_name: str
    """ASCII, fit for a `Content-Disposition` header and every file system."""
    report: tuple[str, ...] = ()
    """In sentences: what the format could not carry, and what to know when opening it. Empty if all is there."""


def file_name(plan: Plan, ending: str) -> str:
    """A file's name from the initiative's name (its id where that has no ASCII letters) and the plan's version."""
    ascii_name = unicodedata.normalize("NFKD", plan.name or plan.initiative_id).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:60] or "initiative"
    return f"{stem}-plan-v{plan.version}.{ending}"
