"""A sentence taken apart into clauses, each with what is asked of it: its triggers, its states, its dates.

What few clauses are asked for is worked out when they are.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from glossary.concepts import OccasionKind
from service.interpretation.reading import clauses, marks, triggers
from service.interpretation.reading.clause import states
from service.interpretation.reading.clause.states import Side
from service.interpretation.reading.clauses import Clause
from service.interpretation.reading.sentences import Sentence
from service.interpretation.reading.triggers import Trigger
from service.interpretation.reading.words import Words
from service.planning.facts import Fact

_FROM = re.compile(
    r"\b(?:from|as of|as from|starting|effective|beginning|with effect from|in future|from now on"
    r"|going forward|soon|henceforth"
    r"|effective immediately)\s*(?:on|in|from)?\s*(?:\w+ )?$"
)
WILL = re.compile(
    r"\b(?:scheduled|planned|upcoming|next (?:week|month|quarter|year|spring|summer|autumn|winter)"
    r"|takes? place|starts?|begins?)\b"
)
_NOW = frozenset({"today", "now", "this morning"})
_DAY_FIRST = re.compile(r"\W*\d{1,4}[-/. ]")
NEAR = 120
"""Characters before a place that are searched for what it belongs to."""
_RECENT = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class State:
    """What a state of the clause says, and on which side of the words the thing stands."""

    kind: OccasionKind
    side: Side
    first: int
    last: int


@dataclass(frozen=True)
class Part:
    """A clause; what is asked of few of them is worked out when it is."""

    clause: Clause
    words: Words
    fragment: bool
    coming: tuple[Fact, ...]
    """Its dates that lie ahead or are not settled."""
    past: bool
    """All of its dates lie well behind."""

    @cached_property
    def found(self) -> list[Trigger]:
        """Its triggers."""
        return triggers.find(self.words.tokens, fragment=self.fragment)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Its states."""
        return tuple(_states(self.words.plain))

    @cached_property
    def settled(self) -> bool:
        """Whether one of its coming dates is more than the name of a weekday, which may as well lie behind."""
        return any(not (d.note.startswith("counted from") and d.unit == "day") for d in self.coming)

    @cached_property
    def soon(self) -> bool:
        """Whether it names a time to come that is no date."""
        return marks.SEASON.search(self.words.plain) is not None

    @cached_property
    def entry(self) -> bool:
        """Whether it is an entry of a log: a day long past, then what was done."""
        return self.past and _DAY_FIRST.match(self.words.plain) is not None and not WILL.search(self.words.plain)

    @cached_property
    def starts(self) -> bool:
        """Whether one of its coming dates stands with "from", "as of", "starting"."""
        places = [self.words.place(d.start) for d in self.coming]
        return any(_FROM.search(self.words.plain[max(0, p - NEAR) : p]) for p in places)


@dataclass(frozen=True)
class Parts:
    """The clauses of a sentence."""

    parts: tuple[Part, ...]
    starts: tuple[int, ...]
    affirmed: bool = False
    """Whether it is a question that the next sentence answers with something else than no."""

    @cached_property
    def dated(self) -> bool:
        """Whether any of its clauses names a time to come."""
        return any(p.coming or p.soon for p in self.parts)

    def at(self, offset: int) -> int:
        """The clause at an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


@dataclass(frozen=True, slots=True)
class Days:
    """The dates of a document, and the day it speaks from."""

    dates: Sequence[Fact]
    starts: Sequence[int]
    today: dt.date

    def between(self, start: int, end: int) -> Sequence[Fact]:
        """Those that begin in `[start, end)`."""
        return self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def parts_of(sentence: Sentence, days: Days, answered: str = "") -> Parts:
    """A sentence, taken apart; `answered` is the answer that follows it, where it is a question."""
    text = sentence.text
    affirmed = bool(answered) and not answered.startswith("no")
    if affirmed:
        text = text.rstrip()[:-1]
    parts = tuple(
        _read(sentence, *c, days, inverted=affirmed) for c in clauses.read(text, sentence.start, days.today.year)
    )
    return Parts(parts, tuple(p.clause.start for p in parts), affirmed)


def _read(sentence: Sentence, clause: Clause, words: Words, days: Days, *, inverted: bool = False) -> Part:
    # A question has its verb in front of the subject, where the rules for statements do not look for it.
    if inverted and clause.standing == "none":
        clause = replace(clause, standing="real")
    fragment = inverted or sentence.kind in ("heading", "row") or not triggers.verbal(words.tokens)
    inside = days.between(clause.start, clause.end)
    coming = tuple(d for d in inside if (d.last is None or d.last > days.today) and d.text.lower() not in _NOW)
    past = bool(inside) and all(d.last is not None and d.last < days.today - _RECENT for d in inside)
    return Part(clause, words, fragment, coming, past)


def _states(plain: str) -> Iterator[State]:
    temporal = states.ONCE.search(plain)
    if temporal:
        yield State("introduced", "before", temporal.start(1), temporal.end())
    for kind, side, pattern in states.STATES:
        match = pattern.search(plain)
        if match and not re.search(
            r"\b(?:not|never|nobody|hardly)(?: \w+)?\s$", plain[max(0, match.start() - 24) : match.start()]
        ):
            yield State(kind, side, match.start(), match.end())
