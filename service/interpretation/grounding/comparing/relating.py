"""Whether what a claim ties together is tied together in the source, and the same way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.statements.statement import Sentence, Statement

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
        if crossed > 1 and not straight and left & behind and right & before:
            return [Flaw("relation", claim.text, source.text)]
    return []


def _straight(claim: Relation, source: Relation) -> bool:
    straight = len(claim.first & source.first) + len(claim.second & source.second)
    crossed = len(claim.first & source.second) + len(claim.second & source.first)
    return bool(claim.first & source.first) and bool(claim.second & source.second) and straight > crossed


def _crossed(claim: Relation, source: Relation) -> bool:
    return bool(claim.first & source.second) and bool(claim.second & source.first)


def _both_there(relation: Relation, source: Sentence) -> bool:
    names = {t.name for t in source.tokens}
    return bool(relation.first & names) and bool(relation.second & names)
