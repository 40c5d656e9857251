"""The nouns of planning: milestones, dependencies, disconnects and the plan; what `GET /v1/plans/{id}` returns.

Above: `interpretation.drafting` reads them out of documents, `schedule`, `checks` and `exports` work on them. They know
no document's text beyond the words they quote, no model and no clock: today is passed in.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from glossary.concepts import Category, Community, Frozen, Severity
from service.planning.facts import EventKind
from service.planning.sources import Source

Track = Literal["technical", "readiness", "both"]
Basis = Literal["stated", "computed", "proposed"]
"""`stated`: a document or a person says so; `computed`: it follows from a dependency or a rule of the calendar;
`proposed`: nobody has planned it, and a rule or a model calls for it."""
LinkType = Literal["FS", "SS", "FF", "SF"]
"""Finish to start, start to start, finish to finish, start to finish."""
State = Literal["planned", "tentative", "done", "cancelled"]
"""`tentative`: it holds under a condition, or is still to be decided."""

DisconnectKind = Literal[
    "training_before_access",
    "champions_without_early_access",
    "communication_after_change",
    "contradicting_dates",
    "numbers_do_not_match",
    "prerequisite_too_late",
    "change_in_freeze",
    "on_a_holiday",
    "no_support_cover",
    "control_users_cannot_meet",
    "accessibility_after_go_live",
    "one_word_two_meanings",
    "success_on_one_side",
    "nobody_owns_it",
    "decided_without_consulting",
    "no_readiness_counterpart",
    "no_technical_counterpart",
    "usable_only_on_paper",
    "dependency_cycle",
    "impossible_date",
]
"""`usable_only_on_paper`: within the service level and still too slow or too rare to work with. `impossible_date`: a
day that does not exist, or an end before its start."""


class Quote(Frozen):
    """The words of one source: what something was read from."""

    source: str
    """Id of the passage, `p_…`; `input` for text that was handed in, `edit` for a person's word in the plan."""
    text: str
    title: str = ""
    """The document's title."""
    community: Community | None = None
    """Whose document it is."""
    written: dt.date | None = None
    """The document's day."""
    where: str = ""


class StatedDate(Frozen):
    """A day or period that one source gives for a milestone."""

    start: dt.date
    end: dt.date
    words: str
    """As the source has it: `CW 18`, `3.-14. May`."""
    precise: bool = True
    """Whether it is told by the day."""
    quote: Quote
    superseded: bool = False
    """A newer source, or a person, says otherwise."""


class Edit(Frozen):
    """What a person changed in a milestone."""

    by: str
    at: str
    """UTC, ISO 8601."""
    reason: str
    changes: dict[str, str]
    """New values by field; `null` as text for one that was emptied."""


class Milestone(Frozen):
    """Something that happens on a day or over a period; a step of the plan."""

    id: str
    """`m_…`; kept from version to version of a plan."""
    track: Track
    title: str
    start: dt.date | None = None
    end: dt.date | None = None
    """The last day itself; the same as `start` for a single day. Null for both: no date is known."""
    owner: str | None = None
    """As the documents name them."""
    status: State = "planned"
    basis: Basis = "stated"
    sources: tuple[str, ...] = ()
    why: str = ""
    """For `computed` and `proposed`, the rule; for `stated`, which document's date holds and which it supersedes."""
    kinds: tuple[EventKind, ...] = ()
    """What happens, the most telling first; empty where the words are not known."""
    category: Category | None = None
    """For the readiness track: which of its fields."""
    groups: tuple[str, ...] = ()
    """The people and places it is for, lower case, as named; empty where none is."""
    systems: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    """Ids of the glossary's concepts it names."""
    parts: tuple[str, ...] = ()
    """Which of several it is: `wave 2`, `ring 0`."""
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    """Wall-clock times in the initiative's time zone, where stated."""
    duration_days: int | None = None
    """Working days it takes, where stated or known from its dates."""
    dates: tuple[StatedDate, ...] = ()
    """Every date that sources give for it, newest source first; the first that is not superseded holds."""
    quotes: tuple[Quote, ...] = ()
    """Where it is stated."""
    question: str = ""
    """What has to be asked before its date can be relied on: "12/01/2027: 12 January or 1 December?"."""
    edits: tuple[Edit, ...] = ()
    slack_days: int | None = None
    """Working days by which it can slip before the plan's finish does; negative: it is already too late by that
    much. Null without a date."""
    free_days: int | None = None
    """Working days by which it can slip before anything else has to move."""


class Dependency(Frozen):
    """One milestone waits for another."""

    before: str
    """Milestone id."""
    after: str
    type: LinkType = "FS"
    lag_days: int = 0
    """Working days between; negative is a lead."""
    basis: Basis = "stated"
    sources: tuple[str, ...] = ()
    why: str = ""
    """In words: "training needs access"."""
    exact: bool = False
    """Whether the lag is the distance itself ("two weeks before go-live"), not the least there must be."""
    margin_days: int | None = None
    """Working days left between the two as dated; negative: it is broken by that much."""


class Side(Frozen):
    """What one community says in a disconnect."""

    community: Community | None
    """Null where the document is nobody's in particular."""
    says: str
    sources: tuple[str, ...]


class Disconnect(Frozen):
    """A conflict between the two sides, found by a rule."""

    id: str
    """`x_…`; the same as long as the same rule finds the same milestones or sources."""
    kind: DisconnectKind
    severity: Severity
    title: str
    """One line: what does not fit."""
    sides: tuple[Side, ...]
    why: str
    """Why it matters, to people's work."""
    question: str
    """What would settle it."""
    to: Community | None = None
    """Whom to ask."""
    milestones: tuple[str, ...] = ()


class Gap(Frozen):
    """What a stage of the journey lacks."""

    text: str
    rule: str
    sources: tuple[str, ...] = ()


class Stage(Frozen):
    """A stage of what a user goes through, from hearing of the tool to using it alone."""

    stage: str
    title: str
    milestones: tuple[str, ...]
    gaps: tuple[Gap, ...]


class PairedMetric(Frozen):
    """The IT figure and the people figure that belong together."""

    it: str
    people_readiness: str
    why: str
    stated: tuple[Literal["it", "people_readiness"], ...] = ()
    """Which of them the documents measure already."""
    sources: tuple[str, ...] = ()


class OpenPoint(Frozen):
    """A question or an assumption, and who has to answer it."""

    text: str
    owner: str | None = None
    """As the documents name them; else null and `to` says which side."""
    to: Community | None = None
    basis: Basis = "stated"
    sources: tuple[str, ...] = ()
    why: str = ""


class DocumentRead(Frozen):
    """A document that a plan was drafted from."""

    id: str
    version: int
    title: str
    community: Community | None = None
    dated: dt.date | None = None


class Plan(Frozen):
    """A joint plan: two tracks on one calendar."""

    id: str
    initiative_id: str
    version: int
    record_id: str
    name: str = ""
    """The initiative's."""
    made_at: str = ""
    """UTC, ISO 8601."""
    today: dt.date
    """The day it was drafted for."""
    country: str | None = None
    time_zone: str = "UTC"
    mode: Literal["composed", "model", "degraded"] = "composed"
    reason: str = ""
    milestones: tuple[Milestone, ...] = ()
    """By start, those without a date last."""
    dependencies: tuple[Dependency, ...] = ()
    critical_path: tuple[str, ...] = ()
    """Milestone ids, first to last: the chain that drives the finish."""
    disconnects: tuple[Disconnect, ...] = ()
    journey: tuple[Stage, ...] = ()
    metrics: tuple[PairedMetric, ...] = ()
    open_questions: tuple[OpenPoint, ...] = ()
    assumptions: tuple[OpenPoint, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be read or is missing: "no document gives a date"."""
    documents: tuple[DocumentRead, ...] = ()
    """What it was drafted from."""
    sources: tuple[Source, ...] = ()
    """All that anything in it cites, each once."""
    behind: tuple[str, ...] = ()
    """Titles of documents that were added, changed or deleted since; empty while the plan is up to date."""
    exports: tuple[str, ...] = ()
    """The formats it can be had in."""
