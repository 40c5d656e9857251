"""Whether dates fit: which comes first, how many working days lie between them, what falls on days that are kept free.

What is to come before what is a rule that the claim names; where sources give several days for one side, each is
weighed against the other side.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.answering.happening import access, calendar, choosing, sides, timeline
from service.interpretation.answering.happening.sides import Side
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.nouns import Claim
from service.planning.facts import EventKind

_AFTER = re.compile(r"\b(?:after|later than)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:before|ahead of|prior to|in time for|on time for|earlier than|early enough|soon enough|too late)\b",
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
_YES_NO = re.compile(
    r"(?:and |but |so )?(?:is|are|was|were|do|does|did|will|would|can|could|should|has|"
    r"have)(?:n't)?\b(?! there enough)",
    re.IGNORECASE,
)
_CLASH = re.compile(
    r"\b(?:clash|collide|conflict|overlap|interfere|contradict|too (?:late|early|close|soon|short|tight))",
    re.IGNORECASE,
)
_SHORT = 3
"""Working days in between below which it is called tight."""
_MOST_CLAIMS = 8
_MOST_PAIRS = 3


def compose(evidence: Evidence) -> Composed:
    """The verdict, the days it rests on, and what else stands in the way."""
    if not evidence.passages and not evidence.timeline:
        return nothing.compose(evidence)
    found = timeline.entries(choosing.units_of(evidence))
    asked = [side for side in sides.sides_of(evidence, found) if side.named and not sides.is_obstacle(side.question)]
    given = [side for side in asked if side.options]
    if len(given) >= 2:
        return _two(evidence, *sides.paired(given[0], given[1]), found)
    if len(given) == 1:
        return _one(evidence, given[0], [s for s in asked if not s.options], found)
    return _none(evidence, asked) if asked else _all(evidence, found)


def _two(evidence: Evidence, one: Side, other: Side, found: Sequence[Entry]) -> Composed:
    first, second, rule = _ordered(evidence.question.text, one, other)
    claims: list[Claim] = []
    must: set[int] = set()
    gone = choosing.absent(evidence, relevance.wanted(evidence.question, evidence.glossary.catalog))
    if gone is not None:
        must.add(0)
        claims.append(gone)
    pairs = [(a, b) for a in first.found for b in second.found][:_MOST_PAIRS]
    fits = True
    for before, after in pairs:
        claim, fine = _verdict(evidence, first, second, before, after, rule)
        fits = fits and fine
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
        follow_ups=_follow_ups(first, second, fits=fits),
        must_say=frozenset(i for i in must if i < _MOST_CLAIMS),
    )


def _ordered(text: str, one: Side, other: Side) -> tuple[Side, Side, str]:
    """Which of the two is to come first, and by what rule; without a rule, the earlier one."""
    if one.kind and other.kind:
        if (one.kind, other.kind) in _RULE_OF and (other.kind, one.kind) not in _RULE_OF:
            return one, other, _RULE_OF[one.kind, other.kind]
        if (other.kind, one.kind) in _RULE_OF and (one.kind, other.kind) not in _RULE_OF:
            return other, one, _RULE_OF[other.kind, one.kind]
    if _BEFORE.search(text):
        return one, other, "the order that the question asks for"
    if other.found[0][0].first < one.found[0][0].first:
        return other, one, ""
    return one, other, ""


def _verdict(
    evidence: Evidence, first: Side, second: Side, before: Sequence[Entry], after: Sequence[Entry], rule: str
) -> tuple[Claim, bool]:
    """What is true of two days, in a sentence, and whether they fit."""
    a, b = before[0], after[0]
    one, other = sides.called(first), sides.called(second)
    days = calendar.working_days_between(min(a.last, b.last), max(a.first, b.first), evidence.country)
    if a.last < b.first:
        fine = days is None or days >= _SHORT
        ends = f"{_verb(one, 'end')} on" if a.first != a.last else f"{_be(one)} on"
        starts = f"{_verb(other, 'start')} on" if b.first != b.last else f"{_be(other)} on"
        gap = (
            "years in between"
            if days is None
            else f"{wording.counted(days, 'working day') if days else 'no working day'} in between"
        )
        tight = "" if fine else "; that is tight"
        text = f"{one} {ends} {wording.day(a.last)}, {other} {starts} {wording.day(b.first)}, with {gap}{tight}."
    elif a.first > b.last or (rule and a.first > b.first):
        fine = not rule
        text = (
            f"{one} {_verb(one, 'start') if a.first != a.last else _be(one)} only on {wording.day(a.first)}, {other} "
        )
        text += (
            f"already {_verb(other, 'run')} from {b.when}."
            if b.first != b.last
            else f"{_be(other)} already on {b.when}."
        )
    elif (a.first, a.last) == (b.first, b.last):
        fine = False
        text = f"{one} and {other} fall on the same {'day' if a.first == a.last else 'days'}: {a.when}."
    else:
        fine = False
        shared = timeline.span(max(a.first, b.first), min(a.last, b.last))
        text = f"{one} ({a.when}) and {other} ({b.when}) overlap on {shared}."
    lead = _answered(evidence.question.text, first, second, a, b, fine)
    why = "; ".join(filter(None, [rule, _counting(evidence.country)]))
    text = f"{lead}: {text}" if lead else wording.capital(text)
    return Claim(text=text, status="computed", sources=choosing.sources_of([*before, *after]), why=why), fine


def _answered(text: str, first: Side, second: Side, a: Entry, b: Entry, fine: bool) -> str:
    """Yes or no to what was asked, where it was asked so."""
    asks = _YES_NO.match(text)
    if not asks:
        return ""
    if _CLASH.search(text):
        return "No" if fine else "Yes"
    swapped = text.lower().find(second.words.lower()) < text.lower().find(first.words.lower())
    if _AFTER.search(text):
        later, earlier = (b, a) if swapped else (a, b)
        return "Yes" if later.first > earlier.last else "No"
    if _BEFORE.search(text):
        earlier, later = (b, a) if swapped else (a, b)
        return "Yes" if earlier.last < later.first else "No"
    return "They fit" if fine else "They do not fit"


def _also(evidence: Evidence, first: Side, second: Side, found: Sequence[Entry]) -> list[Claim]:
    """What else is wrong: the accounts for the training come after it, a day is kept free."""
    claims: list[Claim] = []
    for side in (first, second):
        claim = calendar.late_accounts(side.options[0], found) if side.kind == "training" else None
        if claim is not None and not {first.kind, second.kind} >= {"training", "access"}:
            claims.append(claim)
    for side in (first, second):
        claim = calendar.warning(side.found[0][0], found, evidence.country)
        if claim is not None:
            claims.append(claim)
    return claims


def _one(evidence: Evidence, side: Side, lacking: Sequence[Side], found: Sequence[Entry]) -> Composed:
    """One thing's day against what stands in the way of it."""
    claims: list[Claim] = []
    must: set[int] = set()
    for days in side.found[:_MOST_PAIRS]:
        claim = calendar.warning(days[0], found, evidence.country)
        if claim is not None:
            must.add(len(claims))
            claims.append(claim)
    if lacking:
        names = wording.listed([sides.called(s) for s in lacking])
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
    if side.kind == "training" and (accounts := calendar.late_accounts(side.options[0], found)) is not None:
        must.add(len(claims))
        claims.append(accounts)
    missing = tuple(f"a day for {sides.called(s)}" for s in lacking)
    return Composed(claims=tuple(claims), follow_ups=_asks(side.found[0][0]), missing=missing, must_say=frozenset(must))


def _all(evidence: Evidence, found: Sequence[Entry]) -> Composed:
    """Whether the dates fit altogether: what disagrees, what falls on days that are kept free, what comes too late."""
    precise = [e for e in found if e.precise]
    claims: list[Claim] = []
    for cluster in timeline.clusters(precise):
        days = timeline.by_day(cluster)
        if len(days) > 1:
            claims.append(choosing.disagreement(days))
    trainings = [e for e in precise if "training" in e.kinds]
    for training in trainings[:2]:
        claim = calendar.late_accounts([training], found)
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


def _none(evidence: Evidence, asked: Sequence[Side]) -> Composed:
    composed = access.compose(evidence)
    missing = tuple(f"a day for {sides.called(side)}" for side in asked)
    return replace(composed, missing=tuple(dict.fromkeys((*composed.missing, *missing))))


def _be(name: str) -> str:
    return "are" if re.search(r"[^s]s$", name.split(" for ")[0]) else "is"


def _verb(name: str, verb: str) -> str:
    return verb if _be(name) == "are" else f"{verb}s"


def _counting(country: str | None) -> str:
    return (
        f"working days of {country}, public holidays left out"
        if country
        else "working days without public holidays, as no country is set"
    )


def _follow_ups(first: Side, second: Side, *, fits: bool) -> tuple[str, ...]:
    if fits:
        return (f"Who is affected by {sides.called(second)}?", f"Does {sides.called(second)} fall on a holiday?")
    return (
        f"Ask IT: can {sides.called(second)} move, or can {sides.called(first)} be earlier?",
        f"Who is affected by {sides.called(second)}?",
    )


def _asks(entry: Entry) -> tuple[str, ...]:
    return ("Who is affected?", f"What happens on {wording.day(entry.first)}?")
