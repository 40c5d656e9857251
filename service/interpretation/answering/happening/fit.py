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
_FIRST = re.compile(r"^(?:which|what) (?:comes?|is|happens|starts) (?:first|earlier|sooner)[,:]?\s*", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:there )?(?:enough|any|a|much|sufficient)?.*\b(?:time|days|weeks|room|conflict|clash|overlap|gap|buffer|many|much|long)\b.*",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:and |but |so )?(?:is|are|was|were|do|does|did|will|would|can|could|should|has|have)(?:n't)?\b(?! there enough)", re.IGNORECASE
)
_CLASH = re.compile(r"\b(?:clash|collide|conflict|overlap|interfere|contradict|too (?:late|early|close|soon|short|tight))", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:one|ones|it|they|them)\b", re.IGNORECASE)
_MOST_OPTIONS = 6
_NEAR = 0.7
"""How much worse than the best a statement may answer to one side, if it has more to do with the other."""
_SHORT = 3
"""Working days in between below which it is called tight."""
_MOST_CLAIMS = 8
_MOST_PAIRS = 3


@dataclass(frozen=True)
class _Side:
    """One of the two things: as the question calls it, and what the sources say of its day."""

    words: str
    question: Question
    options: tuple[tuple[Entry, ...], ...]
    """What it may be, each with its statements; the likeliest first."""
    named: bool = True
    """Whether it names anything that could be looked for."""

    @property
    def found(self) -> list[list[Entry]]:
        """Statements by day, of the likeliest; the newest first, several where the sources disagree."""
        return timeline.by_day(self.options[0]) if self.options else []

    @property
    def kind(self) -> EventKind | None:
        """What happens."""
        return next((e for e in self.question.events if e not in ("freeze", "holiday")), None)


def compose(evidence: Evidence) -> Composed:
    """The verdict, the days it rests on, and what else stands in the way."""
    if not evidence.passages and not evidence.timeline:
        return nothing.compose(evidence)
    found = timeline.entries(choosing.units_of(evidence))
    words = _sides(evidence.question.text)
    sides = [_side(words[0], "", evidence, found), *(_side(other, words[0], evidence, found) for other in words[1:])]
    asked = [side for side in sides if side.named and not _is_obstacle(side.question)]
    given = [side for side in asked if side.options]
    if len(given) >= 2:
        return _two(evidence, *_paired(given[0], given[1]), found)
    if len(given) == 1:
        return _one(evidence, given[0], [s for s in asked if not s.options], found)
    return _none(evidence, asked) if asked else _all(evidence, found)


def _sides(text: str) -> list[str]:
    """What is held against what, in the question's words."""
    plain = text.rstrip(" ?!.")
    first = _FIRST.match(plain)
    if first:
        return re.split(r"\b(?:or|and)\b", plain[first.end() :], maxsplit=1)
    match = _BETWEEN.search(plain)
    if match is None:
        return [plain]
    one, other = match["one"].strip(), match["other"].strip()
    if re.search(r"\band\b", other) and _ROOM.fullmatch(one):
        one, _, other = other.partition(" and ")
    return [one, _ENDING.sub("", other).strip() or other]


def _side(words: str, before: str, evidence: Evidence, found: Sequence[Entry]) -> _Side:
    """One side; for whom and in which system is taken from the whole question where it does not say so itself."""
    whole = evidence.question
    plain = recognising.plain(words)
    if before and _POINTING.search(words):
        # "before the new one comes": what it is stands on the other side.
        mentioned = following.things(before, whole.groups)
    else:
        mentioned = words
    mentions = evidence.glossary.matcher.find(mentioned)
    groups = tuple(g for g in whole.groups if g in words.lower())
    events = recognising.events_in(plain) or (("access", "go_live") if mentioned != words else ())
    firmly = tuple(e for e in events if e in ("training", "communication", "freeze", "holiday", "test"))
    asked = replace(
        whole,
        text=words,
        concepts=tuple(dict.fromkeys(c for m in mentions for c in m.candidates if c in whole.concepts)),
        events=firmly or events or (whole.events if groups else ()),
        groups=groups or whole.groups,
        systems=tuple(s for s in whole.systems if s.lower() in words.lower()),
        words=whole.words & wording.stems(f"{plain} {mentioned}"),
    )
    wanted = relevance.wanted(asked, evidence.glossary.catalog)
    if not any(t.kind != "group" for t in wanted.terms) and not groups:
        return _Side(words, asked, (), named=False)
    scored = choosing.chosen(found, wanted, asked, beside="training" in whole.events, near=_NEAR)
    firm = [s for s in scored if not s.entry.unsure or s.entry.unit.cells] or scored
    meant = [s for s in firm if s.for_asked] or (firm if not groups else [])
    clusters = timeline.clusters([s.entry for s in meant], choosing.about(wanted))
    order = {id(s.entry): number for number, s in enumerate(meant)}
    ranked = sorted(clusters, key=lambda c: min(order[id(e)] for e in c))
    return _Side(words, asked, tuple(tuple(c) for c in ranked[:_MOST_OPTIONS]))


def _paired(one: _Side, other: _Side) -> tuple[_Side, _Side]:
    """Of what each side may be, the two that have most to do with each other."""
    pairs = [
        (timeline.kindred(a[0], b[0]) - 0.5 * (i + j), -i, -j)
        for i, a in enumerate(one.options)
        for j, b in enumerate(other.options)
        if not set(a) & set(b)
    ]
    _, i, j = max(pairs, default=(0.0, 0, 0))
    return (
        replace(one, options=(one.options[-i], *(o for n, o in enumerate(one.options) if n != -i))),
        replace(other, options=(other.options[-j], *(o for n, o in enumerate(other.options) if n != -j))),
    )


def _two(evidence: Evidence, one: _Side, other: _Side, found: Sequence[Entry]) -> Composed:
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


def _ordered(text: str, one: _Side, other: _Side) -> tuple[_Side, _Side, str]:
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
    evidence: Evidence, first: _Side, second: _Side, before: Sequence[Entry], after: Sequence[Entry], rule: str
) -> tuple[Claim, bool]:
    """What is true of two days, in a sentence, and whether they fit."""
    a, b = before[0], after[0]
    one, other = _called(first), _called(second)
    days = calendar.working_days_between(min(a.last, b.last), max(a.first, b.first), evidence.country)
    if a.last < b.first:
        fine = days is None or days >= _SHORT
        ends = "ends on" if a.first != a.last else f"{_be(one)} on"
        starts = "starts on" if b.first != b.last else f"{_be(other)} on"
        gap = "years in between" if days is None else f"{wording.counted(days, 'working day') if days else 'no working day'} in between"
        tight = "" if fine else "; that is tight"
        text = f"{one} {ends} {wording.day(a.last)}, {other} {starts} {wording.day(b.first)}, with {gap}{tight}."
    elif a.first > b.last or (rule and a.first > b.first):
        fine = not rule
        text = f"{one} {'starts' if a.first != a.last else _be(one)} only on {wording.day(a.first)}, {other} "
        text += f"already runs from {b.when}." if b.first != b.last else f"{_be(other)} already on {b.when}."
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


def _answered(text: str, first: _Side, second: _Side, a: Entry, b: Entry, fine: bool) -> str:
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


def _also(evidence: Evidence, first: _Side, second: _Side, found: Sequence[Entry]) -> list[Claim]:
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
    if side.kind == "training" and (accounts := calendar.late_accounts(side.options[0], found)) is not None:
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


def _none(evidence: Evidence, sides: Sequence[_Side]) -> Composed:
    composed = access.compose(evidence)
    missing = tuple(f"a day for {_called(side)}" for side in sides)
    return replace(composed, missing=tuple(dict.fromkeys((*composed.missing, *missing))))


def _is_obstacle(question: Question) -> bool:
    named = set(question.events)
    return bool(named) and named <= {"freeze", "holiday"}


def _called(side: _Side) -> str:
    """The side as a noun: what it is about, and what happens to it."""
    pointed = re.search(r"\bthe (?:\w+ )?ones?\b", side.words, re.IGNORECASE)
    if pointed:
        return pointed.group()
    name = following.things(side.words, side.question.groups)
    noun = choosing.NOUNS.get(side.kind, "") if side.kind else ""
    people = [g for g in side.question.groups if g in side.words.lower()]
    whom = f" for the {wording.listed(people)}" if people else ""
    if not name:
        return f"the {noun}{whom}" if noun else (f"what is planned{whom}" if whom else "this")
    if side.kind and noun and not relevance.stems_of(name) & relevance.stems_of_event(side.kind):
        return f"the {name.removeprefix('the ')} {noun}{whom}"
    plainly = name.split()[0].lower() in ("the", "a", "an") or name[:1].isupper() or timeline.numbered(name)
    return f"{name if plainly else f'the {name}'}{whom}"


def _be(name: str) -> str:
    return "are" if re.search(r"[^s]s$", name.split(" for ")[0]) else "is"


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
