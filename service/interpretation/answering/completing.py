"""An answer made whole: what fits the question best is told even where the way of composing it did not come by it.

Where what was found only comes near, that is said first, and the nearest statements follow; where nothing does, that
alone is said. A statement is told with the sentences beside it, because what limits it often stands there. What orders
a reader how to answer, or holds what a screen might act on, limits nothing and is not told along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding.claims import MOST, by_units, computed
from service.interpretation.answering.kinds import nothing, said
from service.interpretation.answering.nouns import Composed, Evidence, Ranked
from service.interpretation.answering.ranking import uses
from service.interpretation.grounding.orders import instructs
from service.interpretation.nouns import Claim, QuestionKind
from service.interpretation.shown import Unit

_MOST_MORE = 3
_MOST_NEAR = 3
_AS_GOOD = 0.7
"""Share of the best statement's score from which on another is told beside it."""
_MOST_TOLD = 2
"""Sentences of a paragraph that are told together, unless one leans on more."""
_ADDS = 0.15
"""Share of what is asked from which on a statement is told for having it where the best has not."""
_MUCH_WORSE = 0.5
"""Share of the best statement's score below which a told one is left out."""
_SHORTEST = 12
"""Characters of a statement from which on it is known by its words."""
_SHORT_CELL = 4
_CELLS = 2
"""Cells of a row, longer than this, by which it is known where it is told in other words."""
_FIRM: frozenset[QuestionKind] = frozenset({"access", "affected", "fit", "said", "where"})
"""Kinds that only documents answer, so that there is no answer where no document has one."""
_WHY_NEAR = "what was asked for by name stands in no statement that bears on the rest"
_WHY_NONE = "no statement has enough of what was asked for"
_QUOTED = re.compile(r"\W+")
_ACTIVE = re.compile(
    r"\b[a-z][a-z0-9+.-]*://|\bwww\.|\b(?:javascript|vbscript|data|mailto|tel|file|blob):\S"
    r"|(?<![\w@./-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/|(?<![\w:/])//\w"
    r"|<[a-z!/?]|&(?:lt|#\d+|#x[0-9a-f]+);|!\[|\](?:\(|\[|:\s*\S)",
    re.IGNORECASE,
)
"""Addresses, links, pictures and elements: whoever asked for none is not to be handed one along with an answer."""


def completed(answer: Composed, evidence: Evidence) -> Composed:
    """The answer with what it lacks, or a refusal where it answers something else."""
    judged = evidence.judged
    if judged is None or not judged.scores:
        return answer
    kind = answer.kind or evidence.question.kind
    if kind in ("meaning", "ambiguous") and not is_refusal(answer):
        return uses.with_uses(answer, evidence)
    refused = is_refusal(answer)
    if kind in _FIRM and judged.verdict != "answers":
        if refused and not judged.best:
            return answer
        if refused or judged.lacking:
            return _near(answer, evidence, judged.best)
        if kind == "said":
            return _not_directly(answer, evidence)
    if refused and judged.verdict == "answers":
        return _told(evidence, judged.best)
    if judged.verdict == "answers" and (kind in _FIRM or kind == "impact"):
        return _with_more(answer, evidence, judged.best)
    return answer


def is_refusal(answer: Composed) -> bool:
    """Whether it says first of all that nothing was found."""
    first = answer.claims[0] if answer.claims else None
    return first is None or (first.status == "computed" and not first.sources and bool(answer.missing))


def _near(answer: Composed, evidence: Evidence, best: Sequence[Ranked]) -> Composed:
    judged = evidence.judged
    assert judged is not None
    looked = nothing.searched(evidence)
    if judged.lacking:
        text = f"Nothing {looked} answers this: there is nothing on {wording.listed(judged.lacking[:3], 'or')}."
        missing = f"{wording.listed(judged.lacking[:3], 'or')}, {looked}"
    else:
        text = f"Nothing {looked} states this directly."
        missing = f"{evidence.question.text.rstrip('?')}, {looked}"
    lead = computed(text + (" The nearest there is:" if best else ""), _WHY_NEAR if best else _WHY_NONE, ())
    units = [*(one.unit for one in best), *judged.beside] if best else []
    claims = [lead, *(_claim(unit) for unit in _distinct(units, ()))][: _MOST_NEAR + 2]
    asked = [c for c in answer.claims if c.text.startswith("Ask ")][:1]
    return replace(
        answer,
        claims=(*claims, *asked),
        missing=(missing,),
        must_say=frozenset({0}),
        kind=None if answer.kind == "other" else answer.kind,
    )


def _not_directly(answer: Composed, evidence: Evidence) -> Composed:
    """The answer, said to be only what is nearest."""
    looked = nothing.searched(evidence)
    lead = computed(f"Nothing {looked} states this directly. The nearest there is:", _WHY_NONE, ())
    claims = [claim for claim in answer.claims if claim.sources]
    must = frozenset({0, *(1 + claims.index(answer.claims[at]) for at in answer.must_say if answer.claims[at].sources)})
    missing = f"{evidence.question.text.rstrip('?')}, {looked}"
    near = replace(answer, claims=(lead, *claims), must_say=must, missing=(missing,))
    assert evidence.judged is not None
    return _with_more(near, evidence, evidence.judged.best)


def _told(evidence: Evidence, best: Sequence[Ranked]) -> Composed:
    """What fits best, where the way of composing found nothing."""
    assert evidence.judged is not None
    units = _distinct(_in_order(best, evidence.judged.beside), ())
    claims = [_claim(unit) for unit in units[: _MOST_MORE + 1]]
    return Composed(claims=tuple(claims), follow_ups=tuple(said.follow_ups(evidence)))


def _fitting(answer: Composed, evidence: Evidence) -> Composed:
    """The answer without what fits far worse than the best: it crowds that out."""
    assert evidence.judged is not None
    scores = evidence.judged.scores
    least = _MUCH_WORSE * max(scores.values(), default=0.0)
    shown = {one.id: one for one in evidence.shown}

    def fits(claim: Claim) -> bool:
        if claim.status != "supported":
            return True
        told = _QUOTED.sub(" ", claim.text).lower()
        held = [
            scores.get((unit.shown.id, unit.number), 0.0)
            for source in claim.sources
            for unit in (shown[source].units if source in shown else ())
            if _is_in(unit, told)
        ]
        return not held or max(held) >= least

    kept = [at for at, claim in enumerate(answer.claims) if at in answer.must_say or fits(claim)]
    must = frozenset(kept.index(at) for at in answer.must_say)
    return replace(answer, claims=tuple(answer.claims[at] for at in kept), must_say=must)


def _is_in(unit: Unit, told: str) -> bool:
    """Whether a text, words alone, is made of the unit: of its words, or of a row's first cells."""
    words = _QUOTED.sub(" ", telling.bare(unit)).strip().lower()
    if len(words) > _SHORTEST and words in told:
        return True
    cells = [_QUOTED.sub(" ", text).strip().lower() for _, text in unit.cells]
    return sum(len(cell) > _SHORT_CELL and cell in told for cell in cells) >= _CELLS


def _with_more(answer: Composed, evidence: Evidence, best: Sequence[Ranked]) -> Composed:
    """The answer and what fits as well and is not told in it."""
    assert evidence.judged is not None
    firm = (answer.kind or evidence.question.kind) in _FIRM
    answer = _fitting(answer, evidence) if firm else answer
    told = [claim.text for claim in answer.claims]
    more = [
        _claim(unit) for unit in _distinct(_in_order(best, evidence.judged.beside), told)[: _MOST_MORE if firm else 1]
    ]
    room = max(MOST - len(more), len(answer.must_say))
    kept = _kept(answer, room)
    places = {id(claim): at for at, claim in enumerate(kept)}
    must = frozenset(places[id(answer.claims[at])] for at in answer.must_say if id(answer.claims[at]) in places)
    return replace(answer, claims=(*kept, *more), must_say=must)


def _kept(answer: Composed, room: int) -> list[Claim]:
    claims = list(answer.claims)
    for at in range(len(claims) - 1, -1, -1):
        if len(claims) > room and at not in answer.must_say:
            del claims[at]
    return claims


def _good(best: Sequence[Ranked]) -> list[Ranked]:
    """Those that fit nearly as well as the best, or have what it lacks."""
    first = best[0]
    return [
        one
        for one in best
        if one.score >= _AS_GOOD * first.score
        or sum(max(0.0, p - q) for p, q in zip(one.parts, first.parts, strict=True)) >= _ADDS
    ][: _MOST_MORE + 1]


def _in_order(best: Sequence[Ranked], beside: Sequence[Unit]) -> list[Unit]:
    """The best, what has to be told beside it, and what fits as well."""
    if not best:
        return list(beside)
    first, *others = _good(best)
    return [first.unit, *beside, *(one.unit for one in others)]


def _distinct(units: Iterable[Unit], told: Sequence[str]) -> list[Unit]:
    """Those whose words are not told already, each once."""
    found: list[Unit] = []
    spoken: list[str] = list(told)
    for unit in units:
        if not _is_told(unit, spoken):
            found.append(unit)
            spoken.append(around(unit))
    return found


def _is_told(unit: Unit, told: Sequence[str]) -> bool:
    """Whether its words are already told."""
    words = _QUOTED.sub(" ", telling.bare(unit)).strip().lower()
    cells = [cell for _, text in unit.cells if (cell := _QUOTED.sub(" ", text).strip().lower())]
    for text in (_QUOTED.sub(" ", one).lower() for one in told):
        if words in text or (len(cells) > _CELLS and 2 * sum(cell in text for cell in cells) > len(cells)):
            return True
    return False


def _claim(unit: Unit) -> Claim:
    heads = said.sentence(said.Told(unit))
    return by_units(heads.replace(telling.told(unit), around(unit)), [unit])


def around(unit: Unit) -> str:
    """The unit with what stands beside it in its paragraph, as far as it fits."""
    if unit.cells:
        return telling.told(unit)
    units = unit.shown.units
    parts = list(telling.whole(unit))
    length = sum(len(telling.bare(part)) for part in parts)
    first, last = parts[0].number, parts[-1].number
    while len(parts) < _MOST_TOLD:
        after = units[last + 1] if last + 1 < len(units) else None
        before = units[first - 1] if first else None
        if after is not None and _goes_with(after, unit, length):
            parts.append(after)
            last, length = last + 1, length + len(telling.bare(after))
        elif before is not None and _goes_with(before, unit, length):
            parts.insert(0, before)
            first, length = first - 1, length + len(telling.bare(before))
        else:
            break
    return telling.shortened(" ".join(telling.bare(part) for part in dict.fromkeys(parts)))


def _goes_with(other: Unit, unit: Unit, length: int) -> bool:
    """Whether a sentence beside the unit's is of the same paragraph, may limit what is said, and still fits."""
    same = other.sentence.block == unit.sentence.block and other.sentence.kind != "heading"
    if not same or _ACTIVE.search(other.text) or instructs(other.text):
        return False
    return length + len(telling.bare(other)) < telling.LONGEST
