"""Whether a claim and its source agree on yes and no, on how settled it is, on past and future, and on all or some."""

from __future__ import annotations

import re

from service.interpretation.grounding.comparing.content import Content
from service.interpretation.grounding.comparing.kinship import is_negative, is_strong
from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements.english import EMPTY, canon, stem
from service.interpretation.grounding.statements.statement import Statement
from service.interpretation.grounding.units import UnitRead

_OUT = frozenset({"out_of_scope"})


_RULED = frozenset(canon(stem(w)) for w in "allow forbid approve block exclude prevent entitle right rule".split())
"""Words of a rule: what is "not permitted" one "may not" do."""
_QUESTION = re.compile(r"\b(?:asked|requested)\b")
_ASKED = frozenset(canon(stem(w)) for w in "ask decide decision".split())
"""Who tells of the question, or of the decision to come, tells nothing as settled."""


def denials(claim: Statement, source: Statement, unit: UnitRead, matched: Content) -> list[Flaw]:
    """Where one says yes and the other no."""
    agree = disagree = 0
    # "Does not change" for "stays".
    opposed = matched.agreed and claim.denies and not source.denies
    word = ""
    same = matched.matched | (claim.stances.keys() & source.stances.keys() & EMPTY)
    for name, partner in (*((n, n) for n in same), *matched.kin):
        mine, theirs = claim.stances.get(name), source.stances.get(partner)
        if not mine or not theirs:
            continue
        if mine & theirs:
            agree += True in mine & theirs
        else:
            disagree += 1
            word = word or name
    # "X replaces Y" says of Y what "X instead of Y" says.
    swapped = "replac" in claim.names and "replac" in source.names
    for one, other in ((claim, source), (source, claim)) if not (swapped or opposed) else ():
        for name in one.denied_heads:
            if other.stances.get(name) == {False} and one.stances[name] == {True}:
                return [Flaw("negation", _said(claim, name), unit.text)]
    outside = (
        unit.around.standing in _OUT
        and not source.verbs
        and not claim.denies
        and not source.denies
        and "scope" not in claim.names
    )
    if outside and not any(n in claim.own_names for n in ("exclud", "out")):
        return [Flaw("negation", claim.text, "out of scope")]
    if disagree and not agree and not opposed:
        return [Flaw("negation", _said(claim, word), unit.text)]
    partners = {partner for _, partner in matched.kin}
    if not claim.denies and not source.denies and claim.acts and not any(map(is_negative, claim.names)):
        # Of a row only what its first cell says is said of all of it.
        first = unit.text.partition("|")[0] if unit.kind == "row" else unit.text
        reach = {t.name for t in source.tokens if t.start < len(first)}
        lost = [
            n for n in source.own_names - claim.names - partners if is_strong(n) and n in source.verbs and n in reach
        ]
        if lost:
            return [Flaw("negation", claim.text, unit.text)]
    open_ = source.standing.unsettled or unit.around.open
    if claim.denies and not source.denies and not agree and not (claim.standing.unsettled and open_):
        heads = unit.around.standing in ("out_of_scope", "negated", "status_quo")
        settled = heads or matched.agreed or _opposed(claim, source)
        return [] if settled else [Flaw("negation", claim.text, unit.text)]
    return []


def certainty(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """Where one leaves open what the other settles, or tells as done what the other plans."""
    mine, theirs = claim.standing, source.standing
    open_ = theirs.unsettled or unit.around.open
    if not open_ and unit.around.lead & claim.names - source.names:
        open_ = unit.around.lead_open
    if unit.around.standing == "hypothetical":
        open_ = open_ or "only an idea or a question"
    told = bool(claim.names & _ASKED) and _QUESTION.search(open_) is not None
    if open_ and not told and not mine.unsettled and not (theirs.permits and mine.permits and not unit.around.open):
        return [Flaw("certainty", claim.text, open_)]
    if mine.unsettled == "should" and not theirs.past and (not source.subject or unit.kind in ("item", "row")):
        return []
    rule = mine.permits and (theirs.permits or bool(source.own_names & _RULED))
    if mine.unsettled and not open_ and not rule:
        return [Flaw("certainty", mine.unsettled, unit.text)]
    if mine.past and not mine.future and theirs.future and not theirs.past:
        return [Flaw("certainty", claim.text, unit.text)]
    if mine.future and not mine.past and theirs.past and not theirs.future and not theirs.unsettled:
        return [Flaw("certainty", claim.text, unit.text)]
    return []


def quantities(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """Where one says all, only or some, and the other does not."""
    mine, theirs = claim.quantity, source.quantity
    flaws: list[Flaw] = []
    if "all" in mine and "all" not in theirs and not _counted_whole(claim, source):
        flaws.append(Flaw("group", _all_words(claim), unit.text))
    if "only" in mine and "only" not in theirs:
        flaws.append(Flaw("group", claim.text, unit.text))
    if source.some_of & claim.names and "some" not in mine and not source.amounts:
        flaws.append(Flaw("group", claim.text, unit.text))
    if "some" in mine and not theirs & {"some", "all"} and not claim.amounts and not _most(source):
        flaws.append(Flaw("group", claim.text, unit.text))
    return flaws


def _counted_whole(claim: Statement, source: Statement) -> bool:
    """Whether "all 450 engineers" meets a source that counts 450 engineers, or none is left out."""
    counted = any(a.value == b.value and a.nouns and b.nouns for a in claim.amounts for b in source.amounts)
    return counted or (claim.denies and source.denies)


def _most(source: Statement) -> bool:
    """Whether it counts more than half of a whole, as in `470, of which 455`."""
    values = sorted(a.value for a in source.amounts if not a.unit)
    return len(values) > 1 and values[-2] * 2 >= values[-1] and " of " in source.text


def _all_words(claim: Statement) -> str:
    return claim.text


def _said(claim: Statement, name: str) -> str:
    words = [claim.tokens[i].word for i in (*claim.shared, *claim.own) if claim.tokens[i].name == name]
    return words[0] if words else claim.text


def _opposed(claim: Statement, source: Statement) -> bool:
    """Whether the denial in the claim is one in another word of the source: "not optional" for "mandatory"."""
    return any(is_negative(name) for name in source.own_names - claim.names)
