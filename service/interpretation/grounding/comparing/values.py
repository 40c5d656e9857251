"""Whether the dates, times, numbers and labels of a claim are those of the same statement of the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements import amounts as counting
from service.interpretation.grounding.statements import moments as timing
from service.interpretation.grounding.statements.amounts import Amount, is_person
from service.interpretation.grounding.statements.english import PERSONS, canon, stem
from service.interpretation.grounding.statements.moments import Moment
from service.interpretation.grounding.statements.statement import Statement
from service.interpretation.grounding.units import UnitRead

_DECISION = re.compile(
    r"\b(?:decision|decides?|decided|deciding|vote[sd]?|voting|answer(?:ed|s)?|reply|replies|approval"
    r"|requested|asked|ordered|applied|application|verdict|ruling)"
    r"(?: (?:is|was|are|were|due|expected|planned|to be|made|taken|will|come|follows?|on|by"
    r"|for|in|at|the|until|before|about|around))*[ :,–—|(-]*$",
    re.IGNORECASE,
)
"""In front of a day: it is that of a decision, and not of what is decided."""
_DECIDING = frozenset(
    canon(stem(w))
    for w in "decide decision vote answer approve request ask order apply verdict rule know clear settle determine "
    "agree learn become choose commission offer hear want".split()
)
_STARTS = frozenset({"start", "introduc", "open"})
_ENDS = frozenset({"end", "close", "withdraw"})


def dates(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """The dates of a claim that the source does not give for this."""
    flaws: list[Flaw] = []
    row = tuple(m for s in unit.sentence.statements for m in s.moments) if unit.kind == "row" else source.moments
    known = [*source.moments, *_periods(row)]
    if not source.moments:
        known = list(unit.around.moments)
    starts, ends = bool(claim.names & _STARTS), bool((claim.names | source.names) & _ENDS)
    for moment in claim.moments:
        fits = [m for m in known if timing.bears_out(m, moment, starts=starts and not ends, ends=ends and not starts)]
        if not claim.names & _DECIDING and not claim.standing.unsettled:
            fits = [m for m in fits if not _of_decision(m, source)]
        if not fits:
            found = ", ".join(dict.fromkeys(_said(m) for m in known if not m.dead))
            flaws.append(Flaw("date", moment.text, found))
    return flaws


def _of_decision(moment: Moment, source: Statement) -> bool:
    """Whether a day of a source is that on which something is asked or decided."""
    at = source.text.find(moment.text, max(0, moment.start))
    return at == moment.start and _DECISION.search(source.text[max(0, at - 60) : at]) is not None


def times(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """The times of day of a claim that the source does not give for this."""
    known = source.clocks or tuple(c for s in unit.sentence.statements for c in s.clocks)
    flaws: list[Flaw] = []
    for clock in claim.clocks:
        fits = [c for c in known if c.minutes == clock.minutes and (clock.role == "on" or c.role in (clock.role, "on"))]
        if not fits:
            flaws.append(Flaw("date", clock.text, ", ".join(dict.fromkeys(c.text for c in known))))
    return flaws


def numbers(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """The numbers of a claim that the source does not give for this."""
    flaws: list[Flaw] = []
    every = tuple({a.start: a for s in unit.sentence.statements for a in s.amounts}.values())
    near = unit.around.names | unit.around.near
    for amount in claim.amounts:
        known = source.amounts
        if not any(counting.bears_out(a, amount) and _same_thing(a, amount, every, source, near) for a in known):
            apart = [a for a in every if a not in known]
            if any(counting.bears_out(a, amount) and _named_alike(a, amount) for a in apart) and amount.nouns:
                continue
            if _is_one(amount, source):
                continue
            alike = [a for a in known if a.unit == amount.unit and (not amount.nouns or _named_alike(a, amount))]
            found = ", ".join(dict.fromkeys(a.text for a in alike or known))
            flaws.append(Flaw("number", amount.text, found))
    return flaws


def other_numbers(claim: Statement, unit: UnitRead) -> list[Flaw]:
    """Digits of a claim that are no date, time, amount or label, and that the unit does not have as they stand."""
    known = {t.word for t in unit.sentence.tokens}
    return [Flaw("number", word, "") for word in claim.digits if word not in known and word not in unit.around.digits]


def labels(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """Numbered things of a claim ("wave 2") that the source does not speak of here."""
    known = {*source.labels, *unit.around.labels}
    if len(unit.sentence.statements) > 1:
        known |= {label for s in unit.sentence.statements if not s.labels for label in s.labels}
        if not source.labels:
            known |= set(unit.sentence.statements[0].labels)
    flaws: list[Flaw] = []
    beside = {(a.name, b.word) for a, b in pairwise([source.tokens[i] for i in (*source.shared, *source.own)])}
    for name, number in claim.labels:
        if (name, number) in beside:
            continue
        if (name, number) in known:
            own = {n for other, n in source.labels if other == name}
            if not own or number in own:
                continue
            known_here = own
        else:
            known_here = {n for other, n in known if other == name}
        flaws.append(Flaw("name", f"{name} {number}", ", ".join(f"{name} {n}" for n in sorted(known_here))))
    return flaws


def _said(moment: Moment) -> str:
    return moment.text if moment.role == "on" else f"{moment.role} {moment.text}"


def _periods(moments: Sequence[Moment]) -> list[Moment]:
    """From one date until another is a period."""
    found: list[Moment] = []
    first = [m for m in moments if m.role == "from" and m.first]
    last = [m for m in moments if m.role == "until" and m.last]
    for a in first[:1]:
        for b in last[:1]:
            if a.first and b.last and a.first <= b.last:
                found.append(Moment(f"{a.text} to {b.text}", a.start, b.end, a.first, b.last, period=True))
    return found


def _is_one(amount: Amount, source: Statement) -> bool:
    return (
        amount.value == 1 and amount.text.lower() == "one" and not any(_named_alike(a, amount) for a in source.amounts)
    )


def _named_alike(source: Amount, claim: Amount) -> bool:
    """Whether two numbers count the same: the same head, or people in general."""
    if not claim.nouns or not source.nouns:
        return True
    head = claim.nouns[-1]
    if head in source.phrase or source.nouns[-1] in claim.nouns:
        return True
    return head in PERSONS and is_person(source.nouns[-1])


def _same_thing(
    source: Amount, claim: Amount, every: tuple[Amount, ...], statement: Statement, near: frozenset[str]
) -> bool:
    if claim.unit and not claim.nouns:
        return True
    if not claim.nouns:
        return True
    if not claim.unit and source.nouns and not _named_alike(source, claim):
        return False
    others = frozenset(n for a in every if a is not source for n in a.phrase) - source.phrase
    for name in claim.phrase:
        if name in PERSONS or name in source.phrase:
            continue
        if name in others and len(every) > 1:
            return False
    if not source.nouns and not claim.unit:
        head = claim.nouns[-1]
        return head in statement.more_names or head in near or head in PERSONS
    return True
