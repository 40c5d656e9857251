"""What documents say beside milestones that a plan can founder on: figures, closures, cover, demands, measures, words.

Read out of text in `interpretation.drafting.observing`, compared in `checks`. Each holds the words it was read from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from glossary.concepts import Community
from service.planning.nouns import Quote

Weekday = int
"""0 is Monday, 6 is Sunday."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of something there are, are ordered or are needed."""

    what: Literal["people", "licences", "accounts", "devices", "places"]
    """`places`: seats in courses; `licences` are seats of a product too."""
    value: int
    groups: tuple[str, ...]
    """Whom it counts or is for, lower case; empty for all."""
    systems: tuple[str, ...]
    """What it is for, as written."""
    quote: Quote
    exact: bool = True
    """False for "about", "more than"."""
    parts: tuple[str, ...] = ()
    """Which part of several it counts: `wave 2`, `pilot`."""
    concepts: tuple[str, ...] = ()
    """Ids of the glossary's concepts it is about, with those next to them."""
    whole: bool = False
    """Whether it says that these are all whom the initiative concerns."""
    thing: str = ""
    """For what is ordered, its noun in the singular: `tablet`, `mailbox`."""
    wants: tuple[str, ...] = ()
    """For people: of what each of them is to have one, in the same form."""


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which nothing may be changed, or people are not there."""

    kind: Literal["freeze", "holiday", "busy"]
    """`freeze`: no changes; `holiday`: people are away; `busy`: stock-taking, exams, year-end: no time for anything."""
    title: str
    first: dt.date
    last: dt.date
    groups: tuple[str, ...]
    """Whom or which places it concerns; empty for all."""
    systems: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Hours:
    """When in the week something is there."""

    days: frozenset[Weekday]
    start: dt.time
    end: dt.time
    """Earlier than `start` for a night shift; equal to it for round the clock."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Help that people get: a service desk, hypercare, floor walkers."""

    hours: Hours | None
    """None where no hours are stated."""
    first: dt.date | None
    last: dt.date | None
    """None for a standing service."""
    groups: tuple[str, ...]
    quote: Quote
    denied: bool = False
    """"No on-site support is planned"."""
    needed: bool = False
    """Asked for or taken for granted, promised by nobody: "somebody should be on site"."""
    on_site: bool = False
    """Whether it is help where people work, not on the phone."""


@dataclass(frozen=True, slots=True)
class Work:
    """When people work: shifts, weekends, early starts."""

    hours: Hours
    groups: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class HeadStart:
    """What is said about those who help their colleagues getting in before them."""

    stance: Literal["needed", "given", "refused"]
    """`needed`: asked for, or they are to help from a day on; `refused`: they get in with all, or only IT does."""
    groups: tuple[str, ...]
    """Who helps, lower case, as named; empty where a refusal names nobody."""
    systems: tuple[str, ...]
    day: dt.date | None
    """From when."""
    lead_days: int | None
    """How many days ahead of their colleagues, where stated."""
    quote: Quote


@dataclass(frozen=True, slots=True)
class Demand:
    """What people must have or be able to do to use it."""

    means: str
    """What is needed, a stem-like noun shared with `Lack`: `phone`, `mail`, `app`, `token`, `network`, `hands`."""
    groups: tuple[str, ...]
    systems: tuple[str, ...]
    quote: Quote
    alternatives: tuple[str, ...] = ()
    """Other means that will do as well."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What people do not have or may not use."""

    means: str
    groups: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Pace:
    """A time that is promised, or that the work allows."""

    side: Literal["promised", "needed"]
    seconds: float
    what: str
    """What takes or may take so long."""
    groups: tuple[str, ...]
    systems: tuple[str, ...]
    quote: Quote
    kind: Literal["answer", "help", "data"] = "answer"
    """`answer`: of a screen or device; `help`: until somebody helps or it runs again; `data`: between two updates."""
    about: frozenset[str] = frozenset()
    """Stems of the things it speaks of."""


@dataclass(frozen=True, slots=True)
class Measure:
    """By what success is told."""

    side: Literal["it", "people"]
    """Whether it tells of the technology or of people and their work."""
    what: str
    target: str
    concepts: tuple[str, ...]
    quote: Quote
    outcome: bool = True
    """False for a mere mention: only criteria and targets say what success is."""
    met: bool | None = None
    """Whether what was reached meets the target, where a document tells."""
    denied: bool = False
    """"No survey is planned": somebody says that it is not measured."""


@dataclass(frozen=True, slots=True)
class Use:
    """How one document uses a word that has several meanings."""

    label: str
    concept: str
    """By what the word is known: ids of all concepts it may stand for, or its stems where no entry has it."""
    community: Community | None
    meaning: str
    """In words."""
    quote: Quote
    stems: frozenset[str] = frozenset()
    """Of the words that say what it means."""
    habit: bool = False
    """Whether it is told as something that recurs at times of the day, not defined."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that was decided, and whom it was talked over with."""

    what: str
    concepts: tuple[str, ...]
    systems: tuple[str, ...]
    affects: tuple[str, ...]
    """Groups whose work it changes."""
    consulted: tuple[str, ...]
    left_out: tuple[str, ...]
    """Groups or bodies that a document says were not asked or not told."""
    day: dt.date | None
    """When it was decided or, where nobody says, when it takes effect."""
    quote: Quote
    others: tuple[Quote, ...] = ()
    """What says that they were left out, or when they are to be heard."""
    heard: dt.date | None = None
    """The day on which those left out are to be heard or to agree, where one is set."""


@dataclass(frozen=True, slots=True)
class Unowned:
    """Work that a document names and nobody has."""

    what: str
    quote: Quote
    milestone: str | None = None
    others: tuple[Quote, ...] = ()
    """Where two sides each say that the other does it: what the other one says."""


@dataclass(frozen=True, slots=True)
class BadDate:
    """A date that cannot be: 30 February, an end before its start."""

    words: str
    found: str
    """What is wrong with it, in words."""
    quote: Quote
    milestone: str | None = None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A day that documents of about the same standing give differently, or that one denies."""

    title: str
    quotes: tuple[Quote, ...]
    """Newest first."""
    days: tuple[tuple[dt.date, dt.date], ...]
    """First and last by quote."""
    milestone: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one side's documents speak of at all."""

    words: frozenset[str] = frozenset()
    """In the singular, lower case, without what every plan says."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Such words side by side: `screen`, `reader`."""
    parts: frozenset[str] = frozenset()
    """`wave 2`, `ring 0`."""
    concepts: frozenset[str] = frozenset()
    """Ids of the glossary's."""


@dataclass(frozen=True)
class Observed:
    """All that was read."""

    amounts: tuple[Amount, ...] = ()
    closures: tuple[Closure, ...] = ()
    covers: tuple[Cover, ...] = ()
    work: tuple[Work, ...] = ()
    head_starts: tuple[HeadStart, ...] = ()
    demands: tuple[Demand, ...] = ()
    lacks: tuple[Lack, ...] = ()
    paces: tuple[Pace, ...] = ()
    measures: tuple[Measure, ...] = ()
    uses: tuple[Use, ...] = ()
    decisions: tuple[Decision, ...] = ()
    unowned: tuple[Unowned, ...] = ()
    bad_dates: tuple[BadDate, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    said_in_readiness: Said = Said()
    """Words of the readiness side's documents; empty where it has handed in none."""
    said_in_technology: Said = Said()
    """Words of IT's documents; empty where it has handed in none."""
    communities: frozenset[Community] = frozenset()
    """Whose documents there are; a side that has handed in nothing is not said to have forgotten something."""
