"""Whether dates fit: which comes first, how many working days lie between them, what falls on days that are kept free.

What is to come before what is a rule that the claim names; where sources give several days for one side, each is
weighed against the other side.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.answering.asked import following, recognising
from service.interpretation.answering.happening import access, calendar, choosing, timeline
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence, Question
from service.interpretation.nouns import Claim
from service.planning.facts import EventKind

_BETWEEN = re.compile(
    r"\b(?:between|time for|enough for|does|do|will|would|is|are|can|could|has|have)\b(?P<one>.+?)"
    r"(?P<order>\b(?:and|before|after|with|ahead of|prior to|until|till|to|in time for|on time for|earlier than|later than|too late for|"
    r"early enough for|soon enough for|too close to|overlap(?:s|ping)?(?: with)?|clash(?:es)?(?: with)?|collides?(?: with)?|conflicts?(?: with)?|"
    r"fall(?:s)? (?:on|in|into|within)|on|during|in|or|fit(?:s)?(?: with| into| in| before| after)?)\b)(?P<other>.+)$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:after|later than)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|ahead of|prior to|in time for|on time for|earlier than|early enough|soon enough|too late)\b", re.IGNORECASE)
_ENDING = re.compile(
    r"\b(?:fit|fits|together|overlap\w*|clash\w*|collide\w*|conflict\w*|with each other|in time|on time|enough|too (?:late|early|close|short))\b.*$",
    re.IGNORECASE,
)
_ORDER: tuple[tuple[EventKind, EventKind, str], ...] = (
    ("access", "training", "people need their accounts before they are trained on the system"),
    ("training", "go_live", "training is to end before what it prepares for begins"),
    ("training", "change", "training is to end before what it prepares for begins"),
    ("training", "withdrawal", "training is to end before the old way is gone"),
    ("communication", "training", "people are told before they are trained"),
    ("communication", "go_live", "people are told before it happens"),
    ("communication", "change", "people are told before it happens"),
    ("communication", "withdrawal", "people are told before it happens"),
    ("communication", "access", "people are told before it happens"),
    ("pilot", "go_live", "a pilot is to be over before everyone follows"),
    ("test", "go_live", "a test can change something only before go-live"),
    ("decision", "go_live", "the decision is needed before go-live"),
    ("access", "go_live", "access is needed on the first day at the latest"),
    ("go_live", "withdrawal", "the new way has to work before the old one is gone"),
    ("training", "access", "training is to come before people use the system for their work"),
)
_RULE_OF: dict[tuple[EventKind, EventKind], str] = {(one, other): rule for one, other, rule in _ORDER}
_SHORT = 3
"""Working days in between below which it is called tight."""
_MOST_CLAIMS = 8
_MOST_PAIRS = 3


@dataclass(frozen=True)
class _Side:
    """One of the two things: as the question calls it, and what the sources say of its day."""

    words: str
    question: Question
    found: tuple[tuple[Entry, ...], ...]
    """Statements by day; the newest first, several where the sources disagree."""

    @property
    def kind(self) -> EventKind | None:
        """What happens."""
        return next((e for e in self.question.events if e not in ("freeze", "holiday")), None)


def compose(evidence: Evidence) -> Composed:
    """The verdict, the days it rests on, and what else stands in the way."""
    if not evidence.passages and not evidence.timeline:
        return nothing.compose(evidence)
    found = timeline.entries(choosing.units_of(evidence))
    sides = [_side(words, evidence, found) for words in _sides(evidence.question.text)]
    asked = [side for side in sides if not _is_obstacle(side.question)]
    given = [side for side in asked if side.found]
    if len(given) >= 2:
        return _two(evidence, given[0], given[1], found)
    if len(given) == 1 and (len(asked) == 1 or not asked[-1].found):
        return _one(evidence, given[0], [s for s in asked if not s.found], found)
    if not asked or not any(s.question.words - s.question.words.__class__() for s in asked):
        return _all(evidence, found)
    return _none(evidence, asked)


def _sides(text: str) -> list[str]:
    """What is held against what, in the question's words."""
    plain = text.rstrip(" ?!.")
    match = _BETWEEN.search(plain)
    if match is None:
        return [plain]
    one, other = match["one"].strip(), match["other"].strip()
    if re.search(r"\band\b", other) and re.fullmatch(r"(?:there )?(?:enough|any|a|much|sufficient)?.*\b(?:time|days|weeks|room|conflict|clash|overlap|gap)\b.*", one):
        one, _, other = other.partition(" and ")
    other = _ENDING.sub("", other).strip() or other
    return [one, other]


def _side(words: str, evidence: Evidence, found: Sequence[Entry]) -> _Side:
    """One side, with what the whole question says of people and systems where it names none itself."""
    whole = evidence.question
    plain = recognising.plain(words)
    mentions = evidence.glossary.matcher.find(words)
    own = tuple(dict.fromkeys(c for m in mentions for c in m.candidates if c in whole.concepts))
    groups = tuple(words[s:e].lower() for s, e in recognising.groups_in(words))
    events = recognising.events_in(plain)
    if set(events) & {"training", "communication", "freeze", "holiday"}:
        events = tuple(e for e in events if e in ("training", "communication", "freeze", "holiday"))
    asked = replace(
        whole,
        text=words,
        concepts=own,
        events=events,
        groups=groups or whole.groups,
        systems=tuple(s for s in whole.systems if s.lower() in words.lower()),
        words=whole.words & wording.stems(plain),
    )
    wanted = relevance.wanted(asked, evidence.glossary.catalog)
    if not wanted.terms:
        return _Side(words, asked, ())
    scored = choosing.chosen(found, wanted, asked.events, timeline.numbered(words))
    firm = [s for s in scored if not s.entry.unsure or s.entry.unit.cells] or scored
    named = [s for s in firm if s.for_asked] or (firm if not groups else [])
    if not named:
        return _Side(words, asked, ())
    clusters = timeline.clusters([s.entry for s in named], choosing.about(wanted))
    lead = next(c for c in clusters if named[0].entry in c)
    return _Side(words, asked, tuple(tuple(day) for day in timeline.by_day(lead)))


def _two(evidence: Evidence, one: _Side, other: _Side, found: Sequence[Entry]) -> Composed:
    first, second, rule = _ordered(evidence.question.text, one, other)
    claims: list[Claim] = []
    must: set[int] = set()
    pairs = [(a, b) for a in first.found for b in second.found][:_MOST_PAIRS]
    for before, after in pairs:
        claim, fine = _verdict(evidence, first, second, before, after, rule)
        if not fine or len(pairs) > 1:
            must.add(len(claims))
        claims.append(claim)
    for side in (first, second):
        if len(side.found) > 1:
            must.add(len(claims))
            claims.append(choosing.disagreement(side.found))
        else:
            claims.append(choosing.told(side.found[0]))
    for claim in _also(evidence, first, second, found):
        must.add(len(claims))
        claims.append(claim)
    return Composed(
        claims=tuple(claims[:_MOST_CLAIMS]),
        follow_ups=_follow_ups(first, second, fits=not any(i in must for i in range(len(pairs)))),
        must_say=frozenset(i for i in must if i < _MOST_CLAIMS),
    )


def _ordered(text: str, one: _Side, other: _Side) -> tuple[_Side, _Side, str]:
    """Which of the two is to come first, and by what rule."""
    if one.kind and other.kind:
        if (one.kind, other.kind) in _RULE_OF and (other.kind, one.kind) not in _RULE_OF:
            return one, other, _RULE_OF[one.kind, other.kind]
        if (other.kind, one.kind) in _RULE_OF and (one.kind, other.kind) not in _RULE_OF:
            return other, one, _RULE_OF[other.kind, one.kind]
    if _AFTER.search(text):
        return other, one, "the question takes this order for the right one"
    if _BEFORE.search(text):
        return one, other, "the question takes this order for the right one"
    if other.found[0][0].first < one.found[0][0].first:
        return other, one, ""
    return one, other, ""


def _verdict(
    evidence: Evidence, first: _Side, second: _Side, before: Sequence[Entry], after: Sequence[Entry], rule: str
) -> tuple[Claim, bool]:
    """What is true of two days, in a sentence, and whether they fit."""
    a, b = before[0], after[0]
    sources = choosing.sources_of([*before, *after])
    one, other = _called(first), _called(second)
    why = "; ".join(filter(None, [rule, _counting(evidence.country)]))
    if a.last < b.first:
        days = calendar.working_days_between(a.last, b.first, evidence.country)
        gap = f"{wording.counted(days, 'working day')} in between" if days is not None else "years in between"
        tight = days is not None and days < _SHORT
        ends = "ends on" if a.first != a.last else "is on"
        text = (
            f"{'Only just' if tight else 'Yes'}: {one} {ends} {wording.day(a.last)}, {other} "
            f"{'starts' if b.first != b.last else 'follows'} on {wording.day(b.first)}, with {gap}."
        )
        return Claim(text=text, status="computed", sources=sources, why=why), not tight
    if a.first > b.last or (a.first > b.first and rule):
        days = calendar.working_days_between(b.first, a.first, evidence.country)
        late = f" ({wording.counted(days + 1, 'working day')} later)" if days is not None else ""
        text = f"No: {one} is only on {a.when}{late}, {other} already on {b.when}."
        if a.first != a.last or b.first != b.last:
            text = f"No: {one} starts only on {wording.day(a.first)}{late}, {other} already on {wording.day(b.first)}."
        return Claim(text=text, status="computed", sources=sources, why=why), False
    if a.first == a.last == b.first == b.last:
        text = f"Both are on the same day: {one} and {other} on {wording.day(a.first)}."
    else:
        first_day, last_day = max(a.first, b.first), min(a.last, b.last)
        text = f"They overlap on {timeline.span(first_day, last_day)}: {one} {a.when}, {other} {b.when}."
    return Claim(text=text, status="computed", sources=sources, why=why or "days that both have"), False


def _also(evidence: Evidence, first: _Side, second: _Side, found: Sequence[Entry]) -> list[Claim]:
    """What else is wrong: the accounts for the training come after it, a day is kept free."""
    claims: list[Claim] = []
    for side in (first, second):
        claim = _accounts_for(evidence, side, found) if side.kind == "training" else None
        if claim is not None and not {first.kind, second.kind} >= {"training", "access"}:
            claims.append(claim)
    for side in (first, second):
        claim = calendar.warning(side.found[0][0], found, evidence.country)
        if claim is not None:
            claims.append(claim)
    return claims


def _accounts_for(evidence: Evidence, training: _Side, found: Sequence[Entry]) -> Claim | None:
    """That the accounts to train with are there only after the training has begun."""
    lead = training.found[0][0]
    ready = [
        e
        for e in found
        if e not in training.found[0]
        and _FOR_TRAINING.search(e.unit.text)
        and e.kinds & {"access", "training"}
        and e.first > lead.first
        and (not e.who or not lead.who or e.who & lead.who)
    ]
    if not ready:
        return None
    together = [e for e in ready if e.first == ready[0].first]
    text = (
        f"But what people train with is there only on {ready[0].when}, after the training starts on "
        f"{wording.day(lead.first)}: {choosing.quoted(together[0].unit)}"
    )
    why = "people need their accounts before they are trained on the system"
    return Claim(text=text, status="computed", sources=choosing.sources_of([*together, lead]), why=why)


_FOR_TRAINING = re.compile(
    r"\btraining (?:accounts?|tenant|system|environment|log-?ins?|access|licen[cs]es?|instance|client|database)\b|"
    r"\b(?:accounts?|tenant|system|environment|log-?ins?|access|sandbox|licen[cs]es?) for (?:the )?training\b|\bsandbox\b|\bpractice (?:system|accounts?)\b",
    re.IGNORECASE,
)


def _one(evidence: Evidence, side: _Side, lacking: Sequence[_Side], found: Sequence[Entry]) -> Composed:
    """One thing's day against what stands in the way of it."""
    claims: list[Claim] = []
    must: set[int] = set()
    for days in side.found[:_MOST_PAIRS]:
        claim = calendar.warning(days[0], found, evidence.country)
        if claim is not None:
            must.add(len(claims))
            claims.append(claim)
    if lacking:
        names = wording.listed([_called(s) for s in lacking])
        text = f"Whether it fits cannot be told: no document that I found gives a day for {names}."
        must.add(len(claims))
        why = "two stated dates are needed to compare them"
        sources = choosing.sources_of(side.found[0])
        claims.append(Claim(text=text, status="computed", sources=sources, why=why))
    elif not claims:
        obstacles = calendar.obstacles(found)
        text = f"{wording.capital(side.found[0][0].when)} falls on no freeze, holiday or weekend that is known."
        sources = choosing.sources_of([*side.found[0][:1], *obstacles[:3]])
        why = f"freezes and holidays stated in the documents; {_counting(evidence.country)}"
        claims.append(Claim(text=text, status="computed", sources=sources, why=why))
    if len(side.found) > 1:
        must.add(len(claims))
        claims.append(choosing.disagreement(side.found))
    else:
        claims.append(choosing.told(side.found[0]))
    if side.kind == "training" and (accounts := _accounts_for(evidence, side, found)) is not None:
        must.add(len(claims))
        claims.append(accounts)
    missing = tuple(f"a day for {_called(s)}" for s in lacking)
    return Composed(
        claims=tuple(claims), follow_ups=_asks(side.found[0][0]), missing=missing, must_say=frozenset(must)
    )


def _all(evidence: Evidence, found: Sequence[Entry]) -> Composed:
    """Whether the dates fit altogether: what disagrees, what falls on days that are kept free, what comes too late."""
    precise = [e for e in found if e.precise]
    claims: list[Claim] = []
    for cluster in timeline.clusters(precise):
        days = timeline.by_day(cluster)
        if len(days) > 1:
            claims.append(choosing.disagreement(days))
    trainings = [e for e in precise if "training" in e.kinds and not _FOR_TRAINING.search(e.unit.text)]
    for training in trainings[:2]:
        claim = _accounts_for(evidence, _Side("", evidence.question, ((training,),)), found)
        if claim is not None:
            claims.append(claim)
    seen: set[tuple[dt.date, dt.date]] = set()
    for entry in precise:
        steps = entry.kinds & {"go_live", "access", "change", "withdrawal", "training"}
        if not steps or (entry.first, entry.last) in seen or entry.first != entry.last:
            continue
        claim = calendar.warning(entry, found, evidence.country)
        if claim is not None:
            seen.add((entry.first, entry.last))
            claims.append(claim)
    if not claims:
        return access.compose(evidence)
    claims = claims[:_MOST_CLAIMS]
    return Composed(
        claims=tuple(claims),
        follow_ups=("What are the dates?", "What should I ask IT about the dates?"),
        must_say=frozenset(range(len(claims))),
    )


def _none(evidence: Evidence, sides: Sequence[_Side]) -> Composed:
    composed = access.compose(evidence)
    missing = tuple(f"a day for {_called(side)}" for side in sides)
    return replace(composed, missing=tuple(dict.fromkeys((*composed.missing, *missing))))


def _is_obstacle(question: Question) -> bool:
    named = set(question.events)
    return bool(named) and named <= {"freeze", "holiday"}


def _called(side: _Side) -> str:
    """The side as a noun: its own words without the question's verbs."""
    things = following.things(side.words) or side.words
    return things if things.split()[0].lower() in ("the", "a", "an") or things[:1].isupper() else f"the {things}"


def _counting(country: str | None) -> str:
    return f"working days of {country}, public holidays left out" if country else "working days without public holidays, as no country is set"


def _follow_ups(first: _Side, second: _Side, *, fits: bool) -> tuple[str, ...]:
    if fits:
        return (f"Who is affected by {_called(second)}?", f"Does {_called(second)} fall on a holiday?")
    return (
        f"Ask IT: can {_called(second)} move, or can {_called(first)} be earlier?",
        f"Who is affected by {_called(second)}?",
    )


def _asks(entry: Entry) -> tuple[str, ...]:
    return ("Who is affected?", f"What happens on {wording.day(entry.first)}?")
