"""Whether what was found answers a question, is only near it, or has nothing to do with it.

A statement answers that has most of what is asked, whatever is asked for by name, and what no answer can do without.
Where it lacks a name, the very thing, or an amount that was asked for, it is near, and must not be told as the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.interpretation.answering.nouns import Judged, Question, Ranked
from service.interpretation.answering.ranking import beside, types
from service.interpretation.answering.ranking.asking import Asked, even
from service.interpretation.nouns import QuestionKind
from service.interpretation.shown import Unit

ANSWERS = 0.5
NEAR = 0.3
"""Share of what is asked from which on a statement answers, or is near."""
_LOOKED_AT = 3
"""Statements that are looked at for what must not be lacking."""
_KEPT = 8
_DEEP = 60
_MOST_REST = 2
_GAIN = 0.15
"""Share of what is asked that another statement must add to be told beside the best."""
_BY_SCORE = 0.2
_TOGETHER = 0.75
"""Share that statements must have together where two things are asked of each other."""
_TWO = re.compile(
    r"\b(?:before|after|by the time|in time|enough|and|or|than|between|while|when|once|if|until|during|instead|still|"
    r"already|with|without)\b"
)
_MOST_NEAR = 3
_OF_SEVERAL: frozenset[QuestionKind] = frozenset({"affected", "fit"})
"""Kinds of question that are answered from several statements, each of which names but a part."""
_NAMED = 0.25
"""How far one of the best statements must name a thing that was asked for."""
_RARE = 3
"""Statements up to which a name is rare: one that stands everywhere goes without saying."""
_HEARD = 0.3
"""How far some statement must name a thing for it to be known at all."""
_BY_TYPE = 0.15
_BY_PAIR = 0.06
_BY_MEANING = 0.05
_BY_OWN = 0.3


def score(one: Ranked, small: str) -> float:
    """How well a statement fits, for ordering."""
    typed = sum(has(one.unit) for has in types.helpful(small))
    typed += sum(1 if has(one.unit) else -1 for _, has in types.needed(small))
    dated = 0.01 * (one.unit.shown.dated.toordinal() % 3650) / 3650 if one.unit.shown.dated else 0.0
    question = 0.2 * one.unit.text.rstrip().endswith("?")
    return (
        one.share
        + _BY_OWN * one.own
        + _BY_PAIR * min(one.pairs, 2)
        + _BY_MEANING * one.near
        + _BY_TYPE * typed
        + dated
        - question
    )


def _of_the_rest(order: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Statements that have what the best one lacks, the one that has most of it first."""
    covered = list(order[0].parts)
    found: list[Ranked] = []
    for _ in range(_MOST_REST):
        gains = [(sum(max(0.0, p - c) for p, c in zip(one.parts, covered, strict=True)), one) for one in order[:_DEEP]]
        gain, one = max(gains, key=lambda pair: pair[0] + _BY_SCORE * pair[1].score)
        if gain < _GAIN:
            break
        found.append(one)
        covered = [max(p, c) for p, c in zip(one.parts, covered, strict=True)]
    return tuple(found)


def judged(question: Question, asked: Asked, found: Sequence[Ranked]) -> Judged:
    """What of it answers.

    Args:
        question: as understood.
        asked: the same as it is looked for.
        found: all statements with how much they have.
    """
    small = even(question.text)
    scored = [replace(one, score=score(one, small)) for one in found]
    scores = {(one.unit.shown.id, one.unit.number): one.score for one in scored}
    order = sorted(scored, key=lambda one: -one.score)
    if not order:
        return Judged("nothing", ())
    rest = _of_the_rest(order)
    best = (order[0], *rest, *(one for one in order[1:_KEPT] if all(one is not other for other in rest)))
    besides = beside.beside(small, question, scored, best)
    lacking = _lacking(small, question, asked, found, order, besides)
    if not lacking and best[0].share < ANSWERS and besides and beside.asks_for_help(small):
        # Whatever has happened to whoever asks: the hours of the help are the answer.
        return Judged("answers", tuple(one for one in best[:1] if one.share >= NEAR), (), besides, scores)
    together = sum(map(max, zip(*(one.parts for one in (order[0], *rest)), strict=True))) if rest else 0.0
    if not lacking and (best[0].share >= ANSWERS or (together >= _TOGETHER and _TWO.search(small))):
        return Judged("answers", best, (), besides, scores)
    near = tuple(one for one in best[:_MOST_NEAR] if one.share >= NEAR)
    return Judged("near" if near else "nothing", near, lacking, besides, scores)


def _lacking(
    small: str,
    question: Question,
    asked: Asked,
    found: Sequence[Ranked],
    order: Sequence[Ranked],
    besides: Sequence[Unit],
) -> tuple[str, ...]:
    """What was asked for in particular and is in none of the best statements."""
    best = order[:_LOOKED_AT]
    looked_at = [*(one.unit for one in best if one.share >= NEAR), *besides]
    lacking = [name for name, has in types.needed(small) if not any(map(has, looked_at))]
    for at, term in enumerate(asked.terms):
        if not (term.name or term.thing):
            continue
        grades = [one.grades[at] for one in found]
        unheard = max(grades) < _HEARD
        rare = sum(grade >= _HEARD for grade in grades) <= max(_RARE, len(found) // 20)
        elsewhere = term.name and rare and not any(one.grades[at] > 0 for one in best)
        apart = term.thing and question.kind not in _OF_SEVERAL and all(one.grades[at] < _NAMED for one in best)
        if unheard or elsewhere or apart:
            lacking.append(f"“{term.written}”")
    return tuple(lacking)
