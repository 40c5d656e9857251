"""The nouns of the glossary: a concept, its labels, and what it implies for another community.

Relations are SKOS's (broader, related), term data are TBX's (preferred, admitted, hidden labels); the community
takes the place of the language. Above: `catalog` loads these from YAML, `matcher` finds them in text. This module
knows no file and no text.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Community = Literal["it", "people_readiness", "hr", "operations", "business"]
COMMUNITIES: tuple[Community, ...] = get_args(Community)

Category = Literal[
    "communications",
    "training",
    "support",
    "early_access",
    "champions",
    "access_timing",
    "user_experience",
    "work_redesign",
    "metrics_feedback",
    "inclusion",
    "governance",
]

Anchor = Literal["access", "change", "go_live", "pilot", "training", "communication", "freeze", "withdrawal"]
"""The event that an implication's date is counted from."""

OccasionKind = Literal["introduced", "changed", "moved", "enforced", "limited", "withdrawn", "planned"]
"""What the text says is happening to a thing. `planned`: an activity takes place or is called for."""

Severity = Literal["high", "medium", "low"]
Slot = Literal["date", "group", "count", "system"]
SLOT = re.compile(r"\{([a-z_]+)(?:\|([^{}]*))?\}")

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]


class Frozen(BaseModel):
    """A value: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class LabelSet(Frozen):
    """The words one community uses for a concept."""

    preferred: Label
    """The label this community would put on a slide; a noun phrase, lower case unless it is a name."""
    alternative: tuple[Label, ...] = ()
    """Other labels in good use, acronyms among them (SKOS altLabel, TBX admittedTerm)."""
    hidden: tuple[Label, ...] = ()
    """Found in text but never shown: misspellings, jargon, lower-case acronyms (SKOS hiddenLabel)."""
    verbs: tuple[Label, ...] = ()
    """Base forms of verbs that say the same ("deploy", "roll out"); all their inflections are found."""

    def all(self) -> tuple[str, ...]:
        """Every label of the set, the preferred one first."""
        return (self.preferred, *self.alternative, *self.hidden, *self.verbs)


class When(Frozen):
    """A due date relative to an event."""

    anchor: Anchor
    offset_days: int = Field(ge=-260, le=260)
    """Working days from the anchor; negative is before."""


class Condition(Frozen):
    """What must be said nearby for an implication to hold. Empty fields ask for nothing."""

    occasions: tuple[OccasionKind, ...] = ()
    """Any of these must be what happens to the concept."""
    words: tuple[Label, ...] = ()
    """Any of these words must stand in the same section; matched by stem."""
    without: tuple[Label, ...] = ()
    """None of these words may stand in the same section; matched by stem."""
    unless: tuple[Identifier, ...] = ()
    """Silent where one of these concepts has an occasion of its own in the text: it says it better."""
    filled: tuple[Slot, ...] = ()
    """The text must give all of these: what is said of nobody and of no day is said in vain."""
    stated: bool = False
    """To be stated is enough where the text tells of anything to come: "nine of them have no mail address"."""
    alone: bool = False
    """Silent where another concept has something of the same category to say about the same sentences."""


class Implication(Frozen):
    """What a concept's occasion in one community's text means for another community's work."""

    id: Identifier
    from_: Community = Field(alias="from")
    to: Community
    category: Category
    says: Words
    """What it means; slots as {date|the day of the change}, {group|the people affected}, {count|…}, {system|…}."""
    do: Words
    """The action, an imperative that a person of the `to` community can start on; may hold slots."""
    who: Words
    """Who acts: a role of the `to` community."""
    when: When
    severity: Severity
    applies_if: Condition = Condition()

    @model_validator(mode="after")
    def _slots_have_fallbacks(self) -> Implication:
        for part in (self.says, self.do):
            for slot, fallback in SLOT.findall(part):
                if slot not in get_args(Slot):
                    raise ValueError(f"has slot {{{slot}}}; expected one of {', '.join(get_args(Slot))}")
                if not fallback:
                    raise ValueError(
                        f"has slot {{{slot}}} without a fallback; write {{{slot}|words to use without it}}"
                    )
        if self.from_ == self.to:
            raise ValueError(f"goes from {self.from_} to itself; expected two different communities")
        return self


class Question(Frozen):
    """Something to ask the other side."""

    to: Community
    text: Words


class MetricPair(Frozen):
    """The technical figure and the people figure that belong together."""

    it: Words
    people_readiness: Words
    why: Words


class Concept(Frozen):
    """One idea, with what each community calls it, means by it and takes for granted about it."""

    id: Identifier
    status: Literal["draft", "approved", "deprecated"] = "approved"
    replaced_by: Identifier | None = None
    labels: dict[Community, LabelSet] = Field(min_length=1)
    meaning: dict[Community, Words] = Field(min_length=1)
    assumes: dict[Community, Words] = {}
    gap: Words | None = None
    """The false-friend warning: where the sides think they agree and do not."""
    cues: tuple[Label, ...] = ()
    """Words whose nearness tells this sense from another concept of the same label."""
    everyday: tuple[Label, ...] = ()
    """Those of the labels that are also everyday words; they count only where a cue or a kindred concept is near."""
    idioms: tuple[Label, ...] = ()
    """Phrases with one of the labels in them that mean something else ("of course"); no label is found within."""
    elsewhere: dict[Label, tuple[Label, ...]] = {}
    """For labels that English uses otherwise too ("pilot"): words whose nearness tells that it does so here."""
    of_anything: bool = False
    """Its rules hold where something happens to people or to a system that has no entry of its own."""
    implications: tuple[Implication, ...] = ()
    questions: tuple[Question, ...] = ()
    metrics: tuple[MetricPair, ...] = ()
    broader: tuple[Identifier, ...] = ()
    related: tuple[Identifier, ...] = ()
    comes_with: tuple[Identifier, ...] = ()
    """Concepts of which an occasion of this one is an occasion too: who introduces single sign-on deploys."""
    not_: tuple[Identifier, ...] = Field(default=(), alias="not")
    """False friends: concepts this one is taken for."""
    source: Words
    """Where the knowledge comes from, in words: practice, a standard by name and number."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Concept:
        if (self.status == "deprecated") != (self.replaced_by is not None):
            raise ValueError(f"has status {self.status} and replaced_by {self.replaced_by}; expected both or neither")
        ids = [i.id for i in self.implications]
        if len(ids) != len(set(ids)):
            raise ValueError("has two implications of one id; expected each id once")
        return self

    @property
    def source_id(self) -> str:
        """The stable id under which answers cite this concept."""
        return "g_" + hashlib.sha256(b"concept-v1\0" + self.id.encode()).hexdigest()[:12]

    def name(self, community: Community) -> str:
        """What `community` calls it; the first community that has a label speaks for those without."""
        labels = self.labels.get(community) or next(iter(self.labels.values()))
        return labels.preferred
