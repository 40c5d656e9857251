"""How the documents themselves use a word that is asked for: what they say it is first, then one use of each side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding.claims import MOST, by_units
from service.interpretation.answering.nouns import Composed, Evidence, Ranked
from service.interpretation.answering.ranking import everyday, scoring
from service.interpretation.nouns import Claim
from service.interpretation.shown import Unit

_MOST_DEFINED = 3
_MOST_USES = 2
_NAMED = 0.8
"""Share of the question's telling words that a unit must have itself."""


def with_uses(answer: Composed, evidence: Evidence) -> Composed:
    """The answer with what the documents say of the word, before what the glossary says where they define it."""
    assert evidence.judged is not None
    words = _asked(evidence)
    if not words:
        return answer
    using = [one for one in evidence.judged.best if _uses(one.unit, words)]
    defined = [one.unit for one in using if any(_defines(one.unit.text, word) for word in words)]
    claims = list(answer.claims)
    first: list[Claim] = []
    for unit in defined[:_MOST_DEFINED]:
        known = next((claim for claim in claims if _plain(telling.bare(unit)) in _plain(claim.text)), None)
        if known is not None:
            claims.remove(known)
        first.append(known if known is not None else _claim(unit))
    told = " ".join(_plain(claim.text) for claim in claims)
    others = _of_each([one for one in using if _plain(telling.bare(one.unit)) not in told], defined)
    last = [_claim(unit) for unit in others[: _MOST_USES if first else 1]]
    must = {id(answer.claims[at]) for at in answer.must_say}
    for claim in reversed(list(claims)):
        if len(first) + len(claims) + len(last) > MOST and id(claim) not in must:
            claims.remove(claim)
    whole = list({id(claim): claim for claim in (*first, *claims, *last)}.values())
    return replace(
        answer,
        claims=tuple(whole),
        must_say=frozenset(at for at, claim in enumerate(whole) if id(claim) in must),
    )


def _asked(evidence: Evidence) -> list[str]:
    """The words that are asked for, as stems of their last words."""
    question = evidence.question
    labels = [m.label for m in question.ambiguous]
    if not labels:
        mentions = evidence.glossary.matcher.find(question.text, community=question.community)
        labels = [m.label for m in mentions if set(question.concepts) & {m.concept, *m.candidates}]
    named = [w for label in labels for w in re.findall(r"[a-z0-9]+", label.lower())[-1:]]
    if not named:
        named = [w for w in re.findall(r"[a-z0-9]+", question.text.lower()) if wording.stems(w) & question.words]
    return list(dict.fromkeys(named))[:3]


def _uses(unit: Unit, words: Sequence[str]) -> bool:
    stems = scoring.words_of(unit.text).stems
    return any(everyday.stem(word) in stems for word in words)


def _defines(text: str, word: str) -> bool:
    """Whether it says what the word stands for."""
    form = rf"[\"“']?\b{re.escape(word.removesuffix('s'))}s?\b[\"”']?"
    return (
        re.search(
            rf"\bby (?:an? |the )?(?:\w+ )?{form}.{{0,12}}\b(?:i|we|they|is) (?:mean|meant|understand)|"
            rf"^(?:an? |the |our )?(?:\w+ )?{form} (?:is|are|means?|counts?|stands? for|refers? to|happens when)\b|"
            rf"\bcall(?:s|ed)? (?:it |this |that )?(?:an? |the )?{form}|{form} (?:means|is what|is when|stands for)\b",
            text.strip(),
            re.IGNORECASE,
        )
        is not None
    )


def _of_each(using: Sequence[Ranked], told: Sequence[Unit]) -> list[Unit]:
    """One use of each document that has not spoken yet, best first."""
    spoken = {unit.shown.source.document_id for unit in told}
    found: list[Unit] = []
    for one in using:
        if one.unit.shown.source.document_id not in spoken:
            spoken.add(one.unit.shown.source.document_id)
            found.append(one.unit)
    return found


def _claim(unit: Unit) -> Claim:
    return by_units(f"In {telling.said_by(unit.shown)}: {telling.told(unit)}", [unit])


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
