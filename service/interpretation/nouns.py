"""What an interpretation consists of: the JSON that users rely on. Field names are final, fields may be added."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from glossary.concepts import Anchor, Category, Community, OccasionKind, Severity
from service.interpretation.reading.clauses import Standing
from service.planning.facts import Fact

Mode = Literal["composed", "model", "degraded"]
Status = Literal["supported", "glossary", "computed", "unsupported"]
CoverageState = Literal["covered", "partly", "open", "unknown"]
INPUT = "input"
"""The source id of text that was handed in and not stored."""


class Value(BaseModel):
    """Immutable, strict about unknown fields, and named in JSON as the contract names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(Value):
    """What a claim cites."""

    id: str
    """`p_…` a passage, `g_…` a concept of the glossary, `input` the text handed in."""
    kind: Literal["passage", "glossary", "input"]
    title: str
    document_id: str | None = None
    version: int | None = None
    start: int | None = None
    """Offset of the quote in the document's text; null for a concept."""
    end: int | None = None
    quote: str = ""
    where: str = ""
    """Heading path and page, slide or sheet; for a concept, its id."""


class Claim(Value):
    """One sentence that Crosswalk stands behind, with its reason."""

    text: str
    status: Status
    sources: tuple[str, ...]


class MentionOut(Value):
    """A term of the glossary in a statement."""

    concept: str | None
    """The concept's id; null while the label's senses cannot be told apart."""
    label: str
    start: int
    end: int
    ambiguous: bool = False
    candidates: tuple[str, ...] = ()
    """The senses in question, for an ambiguous label."""
    occasion: OccasionKind | None = None
    """What happens to it here; null for a mere mention."""


class Statement(Value):
    """A sentence, list item or table row that says something about a known term."""

    id: str
    start: int
    end: int
    text: str
    rendering: str
    """The same in the other community's words."""
    standing: Standing
    """How it stands: real, conditional, or why nothing follows from it."""
    mentions: tuple[MentionOut, ...]
    implications: tuple[str, ...]
    sources: tuple[str, ...]
    where: str = ""


class Due(Value):
    """When to act, relative to an event, with the date where the event's is known."""

    anchor: Anchor
    offset_days: int
    """Working days; negative is before."""
    date: dt.date | None = None
    anchor_date: dt.date | None = None
    anchor_source: str | None = None
    """The statement that gives the anchor's date."""


class Coverage(Value):
    """Whether the initiative's documents already plan for it."""

    state: CoverageState
    missing: str = ""
    """What is not there yet; for `unknown`, why."""
    flaws: tuple[Literal["late", "left_out", "incomplete"], ...] = ()
    """For `partly`: what is wrong with the plan."""
    sources: tuple[str, ...] = ()


class ImplicationOut(Value):
    """What an occasion means for the other community, said once with all its occasions."""

    id: str
    concept: str
    rule: str
    """The glossary's implication, by id."""
    category: Category
    says: str
    do: str
    who: str
    when: Due
    severity: Severity
    conditional: bool
    occasions: tuple[str, ...]
    """Statement ids."""
    coverage: Coverage
    status: Status
    sources: tuple[str, ...]


class AssumptionGap(Value):
    """What each side takes for granted about a concept, and what to ask."""

    concept: str
    label: str
    """What the text calls it."""
    it: str | None = None
    people_readiness: str | None = None
    hr: str | None = None
    operations: str | None = None
    business: str | None = None
    gap: str
    ask: str
    sources: tuple[str, ...]


class QuestionOut(Value):
    """Something to ask the other side."""

    to: Community
    text: str
    because: tuple[str, ...]
    """Ids of the implications or statements that raise it."""


class UnknownTerm(Value):
    """A term that looks technical and is not in the glossary."""

    term: str
    count: int
    expansion: str | None
    """What the document itself says it stands for."""
    start: int
    end: int


class Interpretation(Value):
    """What a text of one community means for another."""

    record_id: str
    mode: Mode
    from_: Community = Field(alias="from")
    to: Community
    initiative_id: str | None = None
    title: str = ""
    summary: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    implications: tuple[ImplicationOut, ...]
    assumption_gaps: tuple[AssumptionGap, ...]
    questions: tuple[QuestionOut, ...]
    facts: tuple[Fact, ...]
    disconnects: tuple[dict[str, str], ...] = ()
    unknown_terms: tuple[UnknownTerm, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    """What could not be read of the text ("3 pictures have no text"), in words for the reader."""
