"""The verdict on one statement of a claim against one unit of a source: borne out, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.interpretation.grounding.comparing import relating, standings, values
from service.interpretation.grounding.comparing.content import Content, content
from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.statements.statement import Statement
from service.interpretation.grounding.statements.tokens import Token
from service.interpretation.grounding.statements.units import UnitRead

Alike = Callable[[Sequence[Token], UnitRead], frozenset[str]]
"""Which of these words have one of nearly the same meaning in a unit, by name."""
_FREE = 6
"""Words that matter in a claim for one of them to be said by no word of the source."""


@dataclass(frozen=True)
class Verdict:
    """What became of a statement at one unit."""

    flaws: tuple[Flaw, ...]
    overlap: float
    weight: float
    """How much the unit is about what the claim is about, to tell which unit's flaws to report."""

    @property
    def stands(self) -> bool:
        """Whether the unit bears it out."""
        return not self.flaws


def judge(
    claim: Statement, relations: Sequence[Relation], source: Statement, unit: UnitRead, alike: Alike | None
) -> Verdict:
    """Hold a statement of a claim against one of a unit."""
    matched = content(claim, source, unit)
    dates = values.dates(claim, source, unit)
    counts = [*values.times(claim, source, unit), *values.numbers(claim, source, unit), *values.labels(claim, source, unit)]
    told = len(claim.moments) + len(claim.amounts) + len(claim.labels) + len(claim.clocks)
    right = told - len(dates) - len(counts)
    weight = matched.overlap * max(matched.hits, 0.5) + 0.3 * right
    flaws = [*dates, *counts]
    flaws += _content(claim, source, unit, matched, right, alike)
    flaws += standings.denials(claim, source, unit, matched.matched)
    flaws += standings.certainty(claim, source, unit)
    flaws += standings.quantities(claim, source, unit)
    if relations:
        flaws += relating.relations(relations, unit.sentence, source.header_names)
    flaws += relating.turned(claim, source)
    return Verdict(tuple(flaws), matched.overlap, weight)


def _content(
    claim: Statement, source: Statement, unit: UnitRead, matched: Content, right: int, alike: Alike | None
) -> list[Flaw]:
    flaws = [Flaw("negation", token.word, other) for token, other in matched.turned]
    flaws += [_missing(claim, token) for token in matched.astray]
    missing = list(matched.missing)
    if missing and alike is not None and len(missing) * 2 <= matched.total:
        loose = [t for t in missing if not t.proper]
        near = alike(loose, unit) if loose else frozenset()
        missing = [t for t in missing if t.name not in near]
    names = [t for t in missing if t.proper]
    flaws += [_missing(claim, t) for t in names]
    rest = [t for t in missing if not t.proper]
    if rest and (names or len(rest) > matched.total // _FREE or rest[0].name in claim.subject):
        flaws += [_missing(claim, t) for t in rest]
    if not matched.total and not right:
        flaws.append(Flaw("content", claim.text, ""))
    own = [t for t in source.content if not t.empty]
    if not matched.hits and own and (matched.total or len(own) > 1):
        flaws.append(Flaw("content", claim.text, ""))
    if source.subject and matched.total and not source.subject & claim.names and not _subject_by_concept(claim, source):
        if matched.hits * 2 < matched.total:
            flaws.append(Flaw("content", claim.text, ""))
    return flaws


def _missing(claim: Statement, token: Token) -> Flaw:
    written = claim.text[token.start : token.end]
    return Flaw("name" if token.proper else "content", written, "")


def _subject_by_concept(claim: Statement, source: Statement) -> bool:
    return bool(claim.concept_ids & source.concept_ids)
