"""The nouns of grounding: a claim that somebody proposes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.interpretation.nouns import Status

FlawKind = Literal[
    "not_shown",
    "quote",
    "date",
    "number",
    "name",
    "group",
    "negation",
    "certainty",
    "relation",
    "content",
    "contradicts",
]
"""What of a claim is not borne out: a source that was not shown; words in quotation marks that do not occur; a date,
number, name or group that its sources do not state of this; a negation or its lack; a plan told as settled, or the
other way round; a cause, order or comparison turned round; too little of its content; a computed fact that says
otherwise."""


@dataclass(frozen=True)
class Proposed:
    """A sentence, and the ids of the sources that are said to bear it out."""

    text: str
    cited: tuple[str, ...]


@dataclass(frozen=True)
class Flaw:
    """One thing in a claim that its sources do not bear out."""

    kind: FlawKind
    said: str
    """The words of the claim."""
    found: str
    """What the sources have in its place; empty if nothing."""
    sources: tuple[str, ...] = ()
    """Where that is found."""

    def __str__(self) -> str:
        """For a reader: `“12 May” – the source has 14 May`."""
        return f"“{self.said}” – " + (f"the source has “{self.found}”" if self.found else "not in the source")


@dataclass(frozen=True)
class Grounded:
    """A claim with its verdict."""

    text: str
    status: Status
    sources: tuple[str, ...]
    """Those of the cited that bear it out; all that were cited, for an unsupported one."""
    flaws: tuple[Flaw, ...] = ()
    overlap: float = 0.0
    """How much of its content its best source has, 0 to 1."""

    @property
    def stands(self) -> bool:
        """Whether it may be shown as fact."""
        return self.status != "unsupported"
