"""What an interpretation consists of: the JSON that users rely on. Field names are final, fields may be added."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from glossary.concepts import Anchor, Category, Community, OccasionKind, Severity
from service.interpretation.reading.clauses import Standing
from service.planning.facts import Fact
from service.planning.nouns import Disconnect
from service.planning.sources import Source as Source

Mode = Literal["composed", "model", "degraded"]
Status = Literal["supported", "glossary", "computed", "unsupported"]
CoverageState = Literal["covered", "partly", "open", "unknown"]
INPUT = "input"
"""The source id of text that was handed in and not stored."""


class Value(BaseModel):
    """Immutable, strict about unknown fields, and named in JSON as the contract names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Claim(Value):
    """One sentence that Crosswalk stands behind, with its reason."""

    text: str
    status: Status
    sources: tuple[str, ...]
    why: str = ""
    """For `computed`, the rule; for `unsupported`, what the sources do not bear out."""


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


QuestionKind = Literal[
    "meaning", "impact", "access", "affected", "fit", "said", "where", "changes", "ask_it", "ambiguous", "other"
]
"""What a question is after: what a term means, what a change means for training and the like, when people get access
or something happens, who is affected, whether dates fit, what documents say, where they say it, what changed since a
date, what to ask IT; `ambiguous`: a word in it has to be asked back first; `other`: none of these."""


class Answer(Value):
    """What Crosswalk says to a question."""

    record_id: str
    mode: Mode
    reason: str = ""
    """For `degraded`: why no model phrased it."""
    question: str
    """As it was understood: with what it refers back to filled in."""
    kind: QuestionKind
    claims: tuple[Claim, ...]
    text: str
    """The claims as running text, with numbered references."""
    sources: tuple[Source, ...]
    """What was shown; what the claims cite comes first, in the order of the references."""
    follow_ups: tuple[str, ...] = ()
    """Questions that lead on."""
    missing: tuple[str, ...] = ()
    """What was looked for and not found, in words."""
    withheld: int = 0
    """Sentences of the model that were not borne out and are not shown."""
    complete: bool = True
    conversation_id: str | None = None


Finding = Literal["agrees", "contradicts", "partly", "not_found", "no_statement"]


class VerifiedClaim(Value):
    """One statement of a text that was checked."""

    start: int
    end: int
    """Offsets into the text."""
    text: str
    status: Status
    finding: Finding
    """`contradicts`: a source says otherwise; `partly`: some of it is borne out; `no_statement`: nothing to check
    (a greeting, a question)."""
    why: str = ""
    """What the sources do not bear out, or say instead."""
    sources: tuple[str, ...] = ()
    """What bears it out, or contradicts it."""
    disputed_by: tuple[str, ...] = ()
    """Sources that say otherwise although `sources` bear it out: the documents disagree."""


class Verification(Value):
    """A text, claim by claim, against an initiative's documents and the glossary."""

    record_id: str
    mode: Mode
    initiative_id: str | None
    title: str = ""
    claims: tuple[VerifiedClaim, ...]
    sources: tuple[Source, ...]
    counts: dict[Finding, int]
    missing: tuple[str, ...] = ()


class Interpretation(Value):
    """What a text of one community means for another."""

    record_id: str
    mode: Mode
    reason: str = ""
    """For `degraded`: why no model phrased it."""
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
    disconnects: tuple[Disconnect, ...] = ()
    """Where it does not fit with the initiative's documents, or they do not fit on what it says."""
    unknown_terms: tuple[UnknownTerm, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    """What could not be read of the text ("3 pictures have no text"), in words for the reader."""
