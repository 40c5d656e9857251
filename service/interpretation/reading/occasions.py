"""Occasions: where the text says that something is introduced, changed, moved, enforced, limited or withdrawn.

A mention without an occasion gives a term its meaning and nothing more. Each mention is judged in its clause: by the
verb or noun that governs it, by the obligation or date it stands under, and by what qualifies the clause.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from glossary.concepts import OccasionKind
from service.interpretation.reading import clauses, triggers
from service.interpretation.reading.clauses import Clause, Standing
from service.interpretation.reading.sentences import Sentence
from service.interpretation.reading.triggers import Trigger
from service.planning.facts import Fact

_USE = r"(?:us\w+|access\w*|install\w*|connect\w*|sign\w*|log\w*|open\w*|bring\w*|stor\w+|send\w*|shar\w+)"
_STATES: tuple[tuple[OccasionKind, str, re.Pattern[str]], ...] = (
    ("enforced", "before", re.compile(r"no longer (?:be )?optional")),
    (
        "enforced",
        "before",
        re.compile(
            r"(?:becomes?|become|will be|(?:is |are )?made|turns?) (?:a )?"
            r"(?:mandatory|compulsory|obligatory|required|must|the only way|requirement)"
        ),
    ),
    (
        "enforced",
        "before",
        re.compile(
            r"(?:is|are) (?:mandatory|compulsory|obligatory|required)\b"
            r"(?=.*\b(?:all|every\w*|staff|users|employees|from|by)\b)"
        ),
    ),
    ("enforced", "after", re.compile(r"(?:becomes?|become|will be) (?:mandatory|compulsory|obligatory) to")),
    (
        "withdrawn",
        "before",
        re.compile(
            r"no longer (?:be )?(?:available|supported|possible|needed|required|valid|works?|accepted|maintained"
            r"|offered|in use)|(?:reach\w*|end of) (?:its )?end of (?:life|support|service)|goes? away|will be gone"
        ),
    ),
    (
        "limited",
        "before",
        re.compile(
            r"(?:will|shall|must|may) not (?:be )?"
            r"(?:available|accessible|reachable|usable|possible|allowed|permitted|used)"
            r"|(?:be|is|are|goes?|becomes?) (?:\w+ly )?"
            r"(?:unavailable|read-only|offline|down|inaccessible|closed|off limits)\b"
            r"|prohibited|forbidden|banned"
        ),
    ),
    (
        "limited",
        "after",
        re.compile(
            rf"(?:must|may|shall|can) ?not (?:be |yet )?{_USE}|cannot {_USE}|not (?:be )?(?:allowed|permitted) to {_USE}"
        ),
    ),
    (
        "introduced",
        "before",
        re.compile(
            r"(?:will be|becomes?|goes?|going|to be|shall be|be made|comes?) (?:\w+ )?"
            r"(?:available|live|active|ready|operational|accessible|usable|online|in production|in force|the default)\b"
        ),
    ),
)
_MUST = re.compile(
    r"\b(?:must|shall|have to|has to|will need to|needs? to|required to|obliged to|asked to|expected to)\b"
)
_FROM = re.compile(
    r"\b(?:from|as of|as from|starting|effective|beginning|with effect from)\s*(?:on|in|from)?\s*(?:\w+,?\s+)?\Z"
)
_NO_SUCH = re.compile(r"\b(?:no|not|never|without|neither|nor)\s+(?:[\w-]+\s+){0,3}\Z")
_NEW = re.compile(r"\b(?:new|replacement|first)\s+(?:[\w-]+\s+)?\Z")
_WILL = re.compile(
    r"\b(?:will|shall|must|going to|scheduled|planned|upcoming"
    r"|next (?:week|month|quarter|year|spring|summer|autumn|winter))\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|shall|must|should|can|could|may|might|would|does|do|did|needs?|"
    r"gets?|goes|provides?|includes?|allows?|enables?|requires?|uses?|means|sees?|works?)\b"
)
_LATELY = re.compile(r"\b(?:yesterday|this (?:week|month|morning)|last (?:week|night|friday|monday)|just|now|today)\b")
_UNTIL = re.compile(r"\b(?:until|till|up to|through)\s(?:[\w,]+\s){0,3}\Z")
_NOW = frozenset({"today", "now", "tonight", "this morning"})
_RECENT = dt.timedelta(days=31)


class Span(Protocol):
    """A mention: where a concept occurs."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one mention stands: with an occasion of a kind, or without and why."""

    sentence: int
    """Index of its sentence, -1 outside any."""
    kind: OccasionKind | None
    """What happens; None for a mere mention."""
    standing: Standing

    @property
    def has_occasion(self) -> bool:
        """Whether implications may follow."""
        return self.kind is not None and self.standing in ("real", "conditional")


@dataclass(frozen=True, slots=True)
class _Read:
    clause: Clause
    found: tuple[Trigger, ...]
    fragment: bool
    lower: str
    coming: tuple[Fact, ...]
    past: bool
    """All of its dates lie well behind."""


def judge(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Span], dates: Sequence[Fact], today: dt.date
) -> list[Judged]:
    """How each mention stands, in the order given; `dates` are the document's date facts, sorted by start."""
    starts = [s.start for s in sentences]
    date_starts = [d.start for d in dates]
    leads = _lead_ins(sentences)
    read: dict[int, tuple[_Read, ...]] = {}

    def clauses_of(index: int) -> tuple[_Read, ...]:
        if index not in read:
            s = sentences[index]
            inside = dates[bisect_left(date_starts, s.start) : bisect_left(date_starts, s.end)]
            read[index] = tuple(_read(text, s, c, inside, today) for c in clauses.split(s.text, s.start, today.year))
        return read[index]

    judged: list[Judged] = []
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        if index < 0 or mention.start >= sentences[index].end:
            judged.append(Judged(-1, None, "none"))
            continue
        above = clauses.under(sentences[index].headings)
        kind, standing = _of_mention(text, mention, clauses_of(index), sentences[index])
        lead = leads.get(index)
        if lead is not None and standing in ("real", "none"):
            kind, standing = _with_lead(kind, standing, sentences[lead], clauses_of(lead))
        if above != "real" and standing in ("real", "conditional", "none"):
            kind, standing = None, above
        judged.append(Judged(index, kind, standing))
    return judged


def reference_day(dated: dt.date | None, dates: Sequence[Fact], today: dt.date) -> dt.date:
    """The day a text speaks from: its own date, or today; for a plan whose days all lie behind, the first of them."""
    if dated is not None:
        return dated
    days = {d.first for d in dates if d.first is not None and d.unit in ("", "day")}
    return min(days) if len(days) > 1 and max(days) < today else today


def _read(text: str, sentence: Sentence, clause: Clause, dates: Sequence[Fact], today: dt.date) -> _Read:
    lower = text[clause.start : clause.end].lower().replace("’", "'")
    fragment = sentence.kind in ("heading", "row") or not _FINITE.search(lower)
    words = triggers.tokens(text, clause.start, clause.end)
    inside = [d for d in dates if clause.start <= d.start < clause.end and d.last is not None]
    coming = tuple(d for d in inside if d.last is not None and d.last >= today and d.text.lower() not in _NOW)
    past = bool(inside) and all(d.last is not None and d.last < today - _RECENT for d in inside)
    found = tuple(triggers.find(words, fragment=fragment and sentence.kind != "paragraph"))
    return _Read(clause, found, fragment, lower, coming, past)


def _of_mention(
    text: str, mention: Span, read: Sequence[_Read], sentence: Sentence
) -> tuple[OccasionKind | None, Standing]:
    here = next((r for r in read if r.clause.start <= mention.start < r.clause.end), read[-1])
    kind, standing = _happens(text, mention, here, read, sentence)
    if standing == "negated" or kind is None:
        return None, standing
    qualified = here.clause.standing
    if (
        qualified == "status_quo"
        and here.coming
        and _UNTIL.search(here.lower[: here.coming[0].start - here.clause.start])
    ):
        return "limited", "real"
    if qualified == "status_quo" and kind == "withdrawn" and "no longer" in here.lower:
        return kind, "real"
    if qualified == "past" and here.coming:
        return kind, "real"
    return (kind if qualified in ("real", "conditional") else None), qualified


def _happens(
    text: str, mention: Span, here: _Read, read: Sequence[_Read], sentence: Sentence
) -> tuple[OccasionKind | None, Standing]:
    """What the clause says happens to the mention, before anything qualifies it."""
    dated = any(r.coming for r in read)
    willed = _WILL.search(here.lower) is not None or any(
        t.tense == "coming" and t.kind == "planned" and not t.negated for t in here.found
    )
    for trigger in _governing(mention, here.found):
        if trigger.negated:
            return None, "negated"
        if trigger.tense == "coming" or (trigger.tense == "done" and not here.past):
            return trigger.kind, "real"
        if trigger.tense == "dated" and (dated or willed):
            return trigger.kind, "real"
        if trigger.tense == "past" and (here.coming or (_recent(here) and not here.past)):
            return trigger.kind, "real"
        if trigger.tense == "past":
            return None, "past"
    at, until = mention.start - here.clause.start, mention.end - here.clause.start
    for kind, side, pattern in _STATES:
        match = pattern.search(here.lower)
        if match and (match.start() >= until - 1 if side == "before" else match.end() <= at + 1):
            return kind, "real"
    obliged = _MUST.search(here.lower)
    if obliged and obliged.end() <= at:
        negated = re.match(r"\s*not\b", here.lower[obliged.end() :]) is not None
        return ("limited" if negated else "enforced"), "real"
    if _NO_SUCH.search(text[here.clause.start : mention.start].lower()):
        return None, "negated"
    for date in here.coming:
        if _FROM.search(text[here.clause.start : date.start].lower()):
            return "introduced", "real"
    if here.coming and not here.past:
        return "planned", "real"
    if _NEW.search(text[max(here.clause.start, mention.start - 40) : mention.start].lower()):
        return "introduced", "real"
    if sentence.kind == "row" and dated:
        return "planned", "real"
    return None, (here.clause.standing if here.clause.standing != "real" else "none")


def _governing(mention: Span, found: Sequence[Trigger]) -> list[Trigger]:
    """The triggers whose stretch holds the mention, the nearest first; a noun does not govern itself."""
    covering = [
        t
        for t in found
        if t.first <= mention.start
        and mention.end <= t.last
        and not (t.noun and t.start < mention.end and mention.start < t.end)
    ]
    return sorted(covering, key=lambda t: (max(mention.start - t.end, t.start - mention.end, 0), t.start))


def _recent(here: _Read) -> bool:
    return _LATELY.search(here.lower) is not None


def _lead_ins(sentences: Sequence[Sentence]) -> dict[int, int]:
    """For each list item, the sentence that introduces its list: the one before it that ends with a colon."""
    leads: dict[int, int] = {}
    lead: int | None = None
    for index, sentence in enumerate(sentences):
        if sentence.kind == "item" or (sentence.kind == "row" and lead is not None):
            if lead is not None:
                leads[index] = lead
        else:
            lead = index if sentence.text.rstrip(" *_").endswith(":") and sentence.kind == "paragraph" else None
    return leads


def _with_lead(
    kind: OccasionKind | None, standing: Standing, lead: Sentence, read: Sequence[_Read]
) -> tuple[OccasionKind | None, Standing]:
    heading = clauses.of_heading(lead.text)
    qualified = heading if heading != "real" else read[-1].clause.standing
    if qualified not in ("real", "conditional"):
        return None, qualified
    if kind is None:
        for trigger in reversed(read[-1].found):
            if trigger.tense in ("coming", "done") or (trigger.tense == "dated" and read[-1].coming):
                return (None, "negated") if trigger.negated else (trigger.kind, qualified)
    return kind, (qualified if kind is not None else standing)
