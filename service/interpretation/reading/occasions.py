"""Occasions: where the text says that something is introduced, changed, moved, enforced, limited or withdrawn.

A mention without an occasion gives a term its meaning and nothing more. Each mention is judged in its clause: by the
verb or noun that governs it, by the obligation or date it stands under, and by what qualifies the clause.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.concepts import OccasionKind
from service.interpretation.reading import clauses, marks, triggers
from service.interpretation.reading.clauses import Clause, Standing
from service.interpretation.reading.marks import Side
from service.interpretation.reading.sentences import Sentence, Span, lead_ins
from service.interpretation.reading.triggers import Trigger
from service.interpretation.reading.words import Words, searched
from service.interpretation.reading.words import read as read_words
from service.planning.facts import Fact

_MUST = re.compile(
    r"\b(?:must|shall|have to|has to|will need to|needs? to|required to|obliged to|asked to"
    r"|expected to)\b(?! no longer)"
)
_FROM = re.compile(
    r"\b(?:from|as of|as from|starting|effective|beginning|with effect from|in future|from now on"
    r"|going forward|soon|henceforth"
    r"|effective immediately)\s*(?:on|in|from)?\s*(?:\w+ )?$"
)
_SOON = re.compile(r"\b(?:in future|from now on|going forward|henceforth|effective immediately|soon|shortly)\b")
_NO_SUCH = re.compile(
    r"\b(?:no|not|never|neither|nor|nobody|none|nowhere|hardly|barely|scarcely)\s+(?!until|only|just"
    r"|later|more)(?:[\w-]+\s+){0,4}$"
)
_NEW = re.compile(r"\b(?:new|replacement|first)\s+(?:[\w-]+\s+)?$")
_WILL = re.compile(
    r"\b(?:scheduled|planned|upcoming|next (?:week|month|quarter|year|spring|summer|autumn|winter)"
    r"|takes? place|starts?|begins?)\b"
)
_SHALL = re.compile(
    r"\b(?:will|shall|going to|about to)\b(?! not\b(?! until))(?! (?:\w+ly )?(?:find|remain|stay|continue|still)\b)"
)
_DENIED = re.compile(r"\b(?:not|never|nobody|none|hardly)(?: \w+){0,2}$")
_WORK_WITH = re.compile(
    r"\b(?:use|have|need|get|sign in|log in|log on|work|access|receive|be able to|prompted|asked|see|go)\b"
)
_LATELY = re.compile(r"\b(?:yesterday|this (?:week|month|morning)|last (?:week|night|friday|monday)|just|now|today)\b")
_UNTIL = re.compile(r"\b(?:until|till|up to|through)\s(?:[\w,]+\s){0,3}$")
_NOT_UNTIL = re.compile(r"\bnot\b.*\b(?:until|till|before)\b")
_NOW = frozenset({"today", "now", "this morning"})
_DAY_FIRST = re.compile(r"\W*\d{1,4}[-/. ]")
_NEAR = 120
"""Characters before a place that are searched for what it belongs to."""
_RECENT = dt.timedelta(days=31)


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
class _State:
    kind: OccasionKind
    side: Side
    first: int
    last: int


@dataclass(frozen=True)
class _Read:
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
        return triggers.find(self.words.tokens, fragment=self.fragment)

    @cached_property
    def states(self) -> tuple[_State, ...]:
        return tuple(_states(self.words.plain))

    @cached_property
    def soon(self) -> bool:
        """Whether it names a time to come that is no date."""
        return marks.SEASON.search(self.words.plain) is not None

    @cached_property
    def entry(self) -> bool:
        """Whether it is an entry of a log: a day long past, then what was done."""
        return self.past and _DAY_FIRST.match(self.words.plain) is not None and not _WILL.search(self.words.plain)

    @cached_property
    def starts(self) -> bool:
        """Whether one of its coming dates stands with "from", "as of", "starting"."""
        places = [self.words.place(d.start) for d in self.coming]
        return any(_FROM.search(self.words.plain[max(0, p - _NEAR) : p]) for p in places)


@dataclass(frozen=True)
class _Sentence:
    parts: tuple[_Read, ...]
    starts: tuple[int, ...]

    @cached_property
    def dated(self) -> bool:
        """Whether any of its clauses names a time to come."""
        return any(p.coming or p.soon for p in self.parts)

    def at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)


def judge(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Span],
    dates: Sequence[Fact],
    today: dt.date,
    *,
    asking: bool = False,
) -> list[Judged]:
    """How each mention stands, in the order given.

    Args:
        text: the document.
        sentences: its sentences, in order.
        mentions: where its terms occur.
        dates: its date facts, sorted by start.
        today: the day it speaks from.
        asking: whether it is written by those who state needs: there, "each group needs a sandbox" calls for one,
            where a technical text only describes ("the client needs a certificate").
    """
    starts = [s.start for s in sentences]
    days = _Days(dates, [d.start for d in dates], today)
    leads = lead_ins(sentences)
    known: dict[int, _Sentence] = {}

    def read(index: int) -> _Sentence:
        if index not in known:
            known[index] = _sentence(sentences[index], days)
        return known[index]

    judged: list[Judged] = []
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        if index < 0 or mention.start >= sentences[index].end:
            judged.append(Judged(-1, None, "none"))
            continue
        sentence = sentences[index]
        kind, standing = _of_mention(mention, read(index), sentence)
        if asking and kind is None and standing == "none" and _called_for(mention, read(index)):
            kind, standing = "planned", "real"
        lead = leads.get(index)
        if lead is not None and standing in ("real", "none"):
            kind, standing = _with_lead(kind, standing, sentences[lead], read(lead))
        if kind is None and standing in ("none", "real") and sentence.kind in ("item", "row") and sentence.headings:
            kind, standing = _with_heading(standing, mention, sentence, read(index))
        above = clauses.under(sentence.headings)
        if above != "real" and standing in ("real", "conditional", "none"):
            kind, standing = None, above
        judged.append(Judged(index, kind, standing))
    return judged


def reference_day(dated: dt.date | None, dates: Sequence[Fact], today: dt.date) -> dt.date:
    """The day a text speaks from: its own date, or today; for a plan whose days all lie behind, the first of them."""
    if dated is not None:
        return dated
    days = {d.first for d in dates if d.first is not None and d.unit in ("", "day")}
    return min(days) if days and max(days) < today else today


@dataclass(frozen=True, slots=True)
class _Days:
    """The dates of a document, and the day it speaks from."""

    dates: Sequence[Fact]
    starts: Sequence[int]
    today: dt.date

    def between(self, start: int, end: int) -> Sequence[Fact]:
        return self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _sentence(sentence: Sentence, days: _Days) -> _Sentence:
    parts = tuple(_read(sentence, *c, days) for c in clauses.read(sentence.text, sentence.start, days.today.year))
    return _Sentence(parts, tuple(p.clause.start for p in parts))


def _read(sentence: Sentence, clause: Clause, words: Words, days: _Days) -> _Read:
    fragment = sentence.kind in ("heading", "row") or not triggers.verbal(words.tokens)
    inside = days.between(clause.start, clause.end)
    coming = tuple(d for d in inside if (d.last is None or d.last > days.today) and d.text.lower() not in _NOW)
    past = bool(inside) and all(d.last is not None and d.last < days.today - _RECENT for d in inside)
    return _Read(clause, words, fragment, coming, past)


def _states(plain: str) -> Iterator[_State]:
    temporal = marks.ONCE.search(plain)
    if temporal:
        yield _State("introduced", "before", temporal.start(1), temporal.end())
    for kind, side, pattern in marks.STATES:
        match = pattern.search(plain)
        if match and not re.search(
            r"\b(?:not|never|nobody|hardly)(?: \w+)?\s$", plain[max(0, match.start() - 24) : match.start()]
        ):
            yield _State(kind, side, match.start(), match.end())


def _of_mention(mention: Span, read: _Sentence, sentence: Sentence) -> tuple[OccasionKind | None, Standing]:
    at = read.at(mention.start)
    here = read.parts[at]
    if at + 1 < len(read.parts) and read.parts[at + 1].clause.aside and not triggers.verbal(here.words.tokens):
        for later in read.parts[at + 1 : at + 3]:
            said = _of_subject(later)
            if said is not None and later.clause.standing in ("real", "conditional"):
                return said, later.clause.standing
    return _standing(mention, here, read, sentence)


def _of_subject(later: _Read) -> OccasionKind | None:
    """What a relative clause, or a verb that resumes after one, says of what stands before it."""
    first = next((t for t in later.found if not t.noun and not t.negated), None)
    if first is None:
        return None
    opening = [t.word for t in later.words.tokens[:3]]
    acted_on = later.clause.aside and opening[-1] in ("we", "they", "you", "it")
    if first.first != later.words.tokens[0].start and not acted_on:
        return None
    return first.kind if first.tense in ("coming", "done") or (first.tense == "dated" and later.coming) else None


def _standing(mention: Span, here: _Read, read: _Sentence, sentence: Sentence) -> tuple[OccasionKind | None, Standing]:
    kind, standing = _happens(mention, here, read, sentence)
    if standing in ("negated", "out_of_scope") or kind is None:
        return None, standing
    qualified = here.clause.standing
    if qualified == "status_quo" and here.coming:
        before = here.words.plain[: here.words.place(here.coming[0].start)]
        if _UNTIL.search(before):
            return "limited", "real"
    if qualified == "status_quo" and kind == "withdrawn" and "no longer" in here.words.plain:
        return kind, "real"
    if qualified in ("past", "none") and here.coming:
        return kind, "real"
    return (kind if qualified in ("real", "conditional") else None), qualified


def _happens(mention: Span, here: _Read, read: _Sentence, sentence: Sentence) -> tuple[OccasionKind | None, Standing]:
    """What the clause says happens to the mention, before anything qualifies it."""
    plain = here.words.plain
    at, until = here.words.place(mention.start), here.words.place(mention.end)
    before = plain[max(0, at - _NEAR) : at]
    left_out = marks.EXCEPT.search(before)
    if left_out and not triggers.verbal(read_words(before, left_out.start(), len(before)).tokens[1:]):
        return None, "out_of_scope"
    if sentence.kind == "row" and searched(marks.CELL_NOT, plain):
        return None, "status_quo"
    for trigger in _governing(mention, here.found):
        if trigger.negated:
            if searched(_NOT_UNTIL, plain) and here.coming:
                return trigger.kind, "real"
            return ("limited", "real") if _stated(here, at, until) == "limited" else (None, "negated")
        if trigger.tense == "coming" or (trigger.tense == "done" and not here.past):
            return (None, "past") if here.entry else (trigger.kind, "real")
        if trigger.tense == "dated" and trigger.kind == "planned" and here.starts and trigger.end <= mention.start:
            continue
        if trigger.tense == "dated" and (read.dated or (trigger.noun and searched(_WILL, plain))):
            return trigger.kind, "real"
        if trigger.tense == "past" and (here.coming or (searched(_LATELY, plain) and not here.past)):
            return trigger.kind, "real"
        if trigger.tense == "past":
            return None, "past"
    stated = _stated(here, at, until)
    if stated is not None:
        return stated, "real"
    obliged = searched(_MUST, plain)
    if obliged and obliged.end() <= at and not _DENIED.search(plain[: obliged.start()].rstrip()):
        negated = plain[obliged.end() :].startswith(" not")
        return ("limited" if negated else "enforced"), "real"
    if _NO_SUCH.search(before):
        return None, "negated"
    if here.starts:
        own = any(t.noun and t.start < mention.end and mention.start < t.end for t in here.found)
        return ("planned" if own else "introduced"), "real"
    if searched(_SOON, plain):
        return "introduced", "real"
    shall = searched(_SHALL, plain)
    worked = shall is not None and shall.end() <= at and _WORK_WITH.search(plain, shall.end(), at) is not None
    if here.coming and not here.past:
        return ("introduced" if worked else "planned"), "real"
    if shall and _DENIED.search(plain[: shall.end()]):
        return None, "negated"
    if shall:
        return ("introduced" if worked else "planned"), "real"
    if _NEW.search(before[-40:]):
        return "introduced", "real"
    if (sentence.kind == "row" or here.fragment) and read.dated:
        return "planned", "real"
    return None, (here.clause.standing if here.clause.standing != "real" else "none")


def _called_for(mention: Span, read: _Sentence) -> bool:
    """Whether somebody needs, wants, does or measures by what is mentioned: in the present, as plans are written."""
    here = read.parts[read.at(mention.start)]
    before = here.words.plain[: here.words.place(mention.start)]
    asked = marks.ASKS.search(before) or marks.WE_DO.search(before)
    if asked is not None:
        return not _DENIED.search(before[: asked.start()].rstrip())
    does = [t for t in _governing(mention, here.found) if t.kind == "planned" and t.tense == "dated" and not t.negated]
    return bool(does) and not here.fragment


def _stated(here: _Read, at: int, until: int) -> OccasionKind | None:
    for state in here.states:
        if (
            (state.side == "before" and state.first >= until - 1)
            or (state.side == "after" and state.last <= at + 1)
            or (state.side == "around" and state.first <= at and until <= state.last)
        ):
            return state.kind
    return None


def _governing(mention: Span, found: Sequence[Trigger]) -> list[Trigger]:
    """The triggers whose stretch holds the mention, the nearest first; a noun does not govern itself."""
    covering = [
        t
        for t in found
        if t.first <= mention.start
        and mention.end <= t.last
        and not (t.noun and t.start < mention.end and mention.start < t.end)
        and not (mention.start <= t.start and t.end <= mention.end and t.end - t.start < mention.end - mention.start)
    ]
    return sorted(covering, key=lambda t: (max(mention.start - t.end, t.start - mention.end, 0), t.start))


def _with_lead(
    kind: OccasionKind | None, standing: Standing, lead: Sentence, read: _Sentence
) -> tuple[OccasionKind | None, Standing]:
    last = read.parts[-1]
    heading = clauses.of_heading(lead.text)
    qualified = heading if heading != "real" else last.clause.standing
    if qualified not in ("real", "conditional"):
        return None, qualified
    if kind is None:
        for trigger in reversed(last.found):
            if trigger.tense in ("coming", "done") or (trigger.tense == "dated" and last.coming):
                return (None, "negated") if trigger.negated else (trigger.kind, qualified)
    return kind, (qualified if kind is not None else standing)


def _with_heading(
    standing: Standing, mention: Span, sentence: Sentence, read: _Sentence
) -> tuple[OccasionKind | None, Standing]:
    """A bare item takes what its heading says: "Decommissioning", "In scope"."""
    heading = sentence.headings[-1]
    bare = all(p.fragment for p in read.parts) and not sentence.text.rstrip().endswith(".")
    if not bare or clauses.of_heading(heading) != "real":
        return None, standing
    words = read_words(heading, 0, min(len(heading), 200))
    if marks.HEADING_DELIVERED.search(words.plain):
        own = _governing(mention, read.parts[read.at(mention.start)].found)
        return (own[0].kind if own else "introduced"), "real"
    if sentence.kind == "item" and len(words.tokens) <= 8:
        for trigger in triggers.find(words.tokens, fragment=True):
            if not trigger.negated and trigger.kind != "planned":
                return trigger.kind, "real"
    return None, standing
