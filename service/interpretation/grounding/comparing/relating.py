"""Whether what a claim ties together is tied together in the source, and the same way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.interpretation.grounding.comparing.kinship import akin, kin
from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.statements.statement import Sentence, Statement
from service.interpretation.grounding.statements.tokens import acts, is_verb

_KIN = {
    "cause": {"cause", "need"},
    "need": {"need", "order", "cause"},
    "order": {"order", "need"},
    "replace": {"replace"},
    "condition": {"condition"},
}


def relations(claim: Sequence[Relation], source: Sentence, known: Mapping[Relation, bool]) -> list[Flaw]:
    """The claim's relations that the source does not have, or has the other way round.

    Args:
        claim: the relations.
        source: the sentence they are held against.
        known: orders that the days of their sides decide.
    """
    flaws: list[Flaw] = []
    for relation in claim:
        if relation.kind == "same time":
            if any(r.kind == "order" and (_straight(relation, r) or _crossed(relation, r)) for r in source.relations):
                flaws.append(Flaw("relation", relation.words, source.text))
            continue
        if relation in known:
            if not known[relation]:
                flaws.append(Flaw("relation", relation.words, ""))
            continue
        kin = [r for r in source.relations if r.kind in _KIN[relation.kind]]
        if any(_straight(relation, r) for r in kin):
            continue
        # Conditions are told in ever other words; the check of the words themselves is still to come.
        if relation.kind == "condition" and kin and not any(_crossed(relation, r) for r in kin):
            continue
        if (
            relation.kind == "order"
            and not any(_crossed(relation, r) for r in kin)
            and not _both_there(relation, source)
        ):
            continue
        flaws.append(Flaw("relation", relation.words, source.text if kin else ""))
    return flaws


def turned(claim: Statement, source: Statement) -> list[Flaw]:
    """Whether who does what to whom is the other way round: the same verb, with its two sides changed."""
    ours, theirs = claim.sides, source.sides
    for verb, (left, right) in ours.items():
        if verb not in theirs:
            continue
        before, behind = theirs[verb]
        straight = len(left & before) + len(right & behind)
        crossed = len((left & behind) - before) + len((right & before) - behind)
        swapped = crossed > 1 and bool(left & behind) and bool(right & before)
        if swapped and (not straight or not left & before):
            return [Flaw("relation", claim.text, source.text)]
    if _led_elsewhere(claim, source) or _by_another(claim, source):
        return [Flaw("relation", claim.text, source.text)]
    return []


def _led_elsewhere(claim: Statement, source: Statement) -> bool:
    """Whether what something goes to in the claim is where it comes from in the source, and another its goal there."""
    ours, theirs = _goals(claim), _goals(source)
    if not ours or not theirs:
        return False
    opening = next((frozenset({t.name}) for t in source.content if not t.empty), frozenset[str]())
    if (ours - theirs) & (source.subject | opening):
        return True
    if any(kin(n, theirs) for n in ours):
        return False
    whole = {t.name for t in source.tokens}
    said = {t.name for t in claim.tokens}
    return ours <= whole and bool(theirs & said)


def _goals(statement: Statement) -> frozenset[str]:
    """Names right behind "to" and the like: where something goes."""
    order = [statement.tokens[i] for i in sorted({*statement.shared, *statement.own})]
    found: set[str] = set()
    for at, token in enumerate(order):
        if token.word in ("to", "into", "onto", "towards") and not (at + 1 < len(order) and acts(order, at + 1)):
            for goal in order[at + 1 :]:
                if is_verb(goal) or (not goal.name and goal.word not in _ARTICLES):
                    break
                if goal.name and not goal.empty:
                    found.add(goal.name)
    return frozenset(found)


def _by_another(claim: Statement, source: Statement) -> bool:
    """Whether somebody the source does not name here is told as the one by whom something is done."""
    order = [claim.tokens[i] for i in sorted({*claim.shared, *claim.own})]
    for at, token in enumerate(order):
        passive = token.word == "by" and any(t.word in _BE for t in order[max(0, at - 6) : at])
        verb = next((t for t in reversed(order[max(0, at - 3) : at]) if is_verb(t) and t.word not in _BE), None)
        if not passive or verb is None or not verb.name:
            continue
        agent: set[str] = set()
        for one in order[at + 1 :]:
            if is_verb(one) or (not one.name and one.word not in _ARTICLES):
                break
            agent |= {one.name} - {""}
        whole = {t.name for t in source.tokens}
        if not agent or any(akin(n, w) for n in agent for w in whole if w):
            if verb.name in source.sides and agent:
                left, right = source.sides[verb.name]
                if left and not any(kin(n, left) for n in agent) and agent & right and not claim.denies:
                    return True
            continue
        return True
    return False


_ARTICLES = frozenset("the a an our its their your his her this that these those both all any each every".split())
_BE = frozenset("is are was were be been being get gets got".split())


def _straight(claim: Relation, source: Relation) -> bool:
    straight = len(claim.first & source.first) + len(claim.second & source.second)
    crossed = len(claim.first & source.second) + len(claim.second & source.first)
    return bool(claim.first & source.first) and bool(claim.second & source.second) and straight > crossed


def _crossed(claim: Relation, source: Relation) -> bool:
    return bool(claim.first & source.second) and bool(claim.second & source.first)


def _both_there(relation: Relation, source: Sentence) -> bool:
    names = {t.name for t in source.tokens}
    return bool(relation.first & names) and bool(relation.second & names)
