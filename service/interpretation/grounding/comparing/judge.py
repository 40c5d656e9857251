"""The verdict on one statement of a claim against one unit of a source: borne out, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from service.interpretation.grounding.comparing import relating, scope, standings, values
from service.interpretation.grounding.comparing.content import Content, content
from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements.amounts import is_person
from service.interpretation.grounding.statements.english import canon, named
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.statements.statement import Statement
from service.interpretation.grounding.statements.tokens import Token, acts, is_verb
from service.interpretation.grounding.units import UnitRead

Near = Callable[[str, str], float]
"""The cosine of two texts."""
_WORD_LIKE = 0.45
"""The cosine from which a word may stand for another in its place."""
_LIKE = 0.6
_LIKE_WITH_RIVAL = 0.7
"""Cosines from which a word may be missing: where the source has a verb of its own for it, it takes more."""
_LIKE_LIGHT = 0.55
"""Where nothing but verbs and the like are missing."""
_LIKE_BARE = 0.5
"""Where all words are there, and only the source's verb is another."""
_MOST = 0.5
"""The share of words that must be there all the same."""


_UNDECIDED = re.compile(
    r"\b(?:undecided|unresolved|unanswered|unsettled|unclear|pending|nothing (?:has been |is |was )?(?:decided"
    r"|agreed)|no (?:decision|answer)|still open|(?:is|are|remains?|stays?) open|not (?:yet )?(?:been )?(?:decided"
    r"|answered|settled|clear|known|agreed|confirmed)|open question|to be decided)\b"
)
_OPEN = re.compile(
    r"undecided|unresolved|unanswered|unsettled|unclear|pending|decid\w+|decision|answer\w*|open|settled|raised|taken"
)
_PLACING = frozenset("in at for to by from with of on into per among between without after before until than".split())
_WEIGHTY = frozenset(
    canon(named(w))
    for w in "full complete unrestricted limit restrict partial temporary permanent mandatory optional guarantee "
    "certain always definite confirm final first last before after free automatic manual anonymous confidential".split()
)
"""Words of degree, certainty and order: no nearness of meaning makes up for one."""


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
    claim: Statement,
    relations: Sequence[Relation],
    source: Statement,
    unit: UnitRead,
    near: Near | None,
    ordered: Mapping[Relation, bool] | None = None,
) -> Verdict:
    """Hold a statement of a claim against one of a unit."""
    matched = content(claim, source, unit)
    dates = values.dates(claim, source, unit)
    counts = [
        *values.times(claim, source, unit),
        *values.numbers(claim, source, unit),
        *values.labels(claim, source, unit),
        *values.other_numbers(claim, unit),
    ]
    told = len(claim.moments) + len(claim.amounts) + len(claim.labels) + len(claim.clocks)
    right = told - len(dates) - len(counts)
    weight = (matched.overlap * max(matched.hits, 0.5) + 0.3 * right) * (1.0 if matched.at_home else 0.5)
    flaws = [*dates, *counts]
    flaws += _content(claim, source, unit, matched, right, near)
    flaws += standings.denials(claim, source, unit, matched)
    flaws += standings.certainty(claim, source, unit)
    flaws += standings.quantities(claim, source, unit)
    flaws += scope.scope(claim, source, unit)
    if relations:
        flaws += relating.relations(relations, unit.sentence, ordered or {})
    flaws += relating.turned(claim, source)
    if _both_open(claim, source, unit):
        said = {t.word for t in claim.tokens if _OPEN.fullmatch(t.word)}
        flaws = [f for f in flaws if f.kind not in ("negation", "certainty") and f.said not in (*said, claim.text)]
    return Verdict(tuple(flaws), matched.overlap, weight)


def _both_open(claim: Statement, source: Statement, unit: UnitRead) -> bool:
    """Whether both say of a thing that it is not settled, in whichever words."""
    left = unit.around.open or _UNDECIDED.search(unit.text.lower())
    return _UNDECIDED.search(claim.plain) is not None and bool(left)


def _content(
    claim: Statement, source: Statement, unit: UnitRead, matched: Content, right: int, near: Near | None
) -> list[Flaw]:
    flaws = [Flaw("negation", token.word, other) for token, other in matched.turned]
    flaws += [_missing(claim, token) for token in matched.astray]
    own = [t for t in source.content if not t.empty]
    missing = list(matched.missing)
    names = [t for t in missing if t.proper]
    flaws += [_missing(claim, t) for t in names]
    rest = [t for t in missing if not t.proper]
    strange = (
        unit.kind != "row"
        and claim.acts
        and bool(source.verbs)
        and not source.verbs & (claim.names | matched.matched | {other for _, other in matched.kin})
        and not (matched.agreed and claim.denies and not source.denies)
        and not _same_concept(claim, source)
    )
    open_ = (bool(rest) or strange) and not names and matched.overlap >= _MOST and source.denies == claim.denies
    # "X is the Y of Z": which thing is which no vector tells.
    named = not claim.verbs and len({t.name for t in claim.content if t.proper}) > 1
    if open_ and near is not None and not named and not matched.turned and not matched.astray:
        heavy = [t for t in rest if not _light(claim, t)]
        told = _placed(claim, heavy) or any(is_person(t.name) for t in heavy) or any(_weighty(t) for t in rest)
        told = told or (strange and "keep" in source.verbs)
        if not told and all(_fits(claim, source, t, near) for t in heavy):
            least = (
                (_LIKE_WITH_RIVAL if strange else _LIKE)
                if heavy
                else _LIKE_LIGHT
                if rest
                else _LIKE_BARE
                if claim.verbs
                else _LIKE
            )
            if near(claim.plain, unit.text) >= least:
                rest, strange = [], False
    flaws += [_missing(claim, t) for t in rest]
    if strange:
        flaws.append(Flaw("content", claim.text, unit.text))
    if own and 2 * (matched.hits + right) < matched.total:
        flaws.append(Flaw("content", claim.text, unit.text))
    if not matched.total and not right:
        flaws.append(Flaw("content", claim.text, ""))
    if not matched.at_home:
        flaws.append(Flaw("content", claim.text, unit.text))
    if not matched.own_hits and not set(claim.labels) & set(source.labels) and own and (matched.total or len(own) > 1):
        flaws.append(Flaw("content", claim.text, ""))
    if not claim.subject and not claim.verbs and unit.kind != "row":
        # "Access has been granted to the guards": of the words before the verb at least one is to be there.
        subject = _before_verb(claim)
        here = source.more_names | unit.around.names | unit.around.near | {t.name for t in unit.sentence.tokens}
        if subject and claim.standing.past and not subject & here:
            flaws.append(Flaw("content", claim.text, unit.text))
    about_another = source.subject and not source.subject & claim.names and not claim.concept_ids & source.concept_ids
    if about_another and matched.hits * 2 < matched.total:
        flaws.append(Flaw("content", claim.text, ""))
    return flaws


def _before_verb(claim: Statement) -> frozenset[str]:
    """The names before a claim's verb, those included that mean little; empty where there is no verb."""
    order = [claim.tokens[i] for i in (*claim.shared, *claim.own)]
    verb = next((n for n, t in enumerate(order) if is_verb(t)), 0)
    return frozenset(t.name for t in order[:verb] if t.name)


def _weighty(token: Token) -> bool:
    return token.name in _WEIGHTY or token.stem in _WEIGHTY


def _light(claim: Statement, token: Token) -> bool:
    """Whether a word is a verb or says how, rather than what, who or where."""
    if token.word.endswith("ly") or (token.word.endswith(("ed", "ing")) and len(token.word) > 5):
        return True
    order = [claim.tokens[i] for i in (*claim.shared, *claim.own)]
    at = order.index(token) if token in order else -1
    return at >= 0 and acts(order, at)


def _fits(claim: Statement, source: Statement, missing: Token, near: Near) -> bool:
    """Whether the source has nothing else in a missing word's place, or a word of nearly its meaning.

    Of a sentence with one word exchanged the vector is hardly another one: only the place tells.
    """
    ours = [t for t in claim.content if not t.empty]
    theirs = [t for t in source.content if not t.empty]
    both = {t.name for t in ours} & {t.name for t in theirs}
    at = ours.index(missing)
    before = next((t.name for t in reversed(ours[:at]) if t.name in both), None)
    behind = next((t.name for t in ours[at + 1 :] if t.name in both), None)
    rivals = [*_run(theirs, before, both), *_run(theirs[::-1], behind, both)]
    return not rivals or any(near(missing.word, rival.word) >= _WORD_LIKE for rival in rivals)


def _run(tokens: Sequence[Token], start: str | None, both: set[str]) -> list[Token]:
    """The tokens right behind the one of this name, or from the beginning, that the other side does not have."""
    at = next((i + 1 for i, t in enumerate(tokens) if t.name == start), 0)
    found: list[Token] = []
    for token in tokens[at:]:
        if token.name in both:
            break
        found.append(token)
    return found


def _placed(claim: Statement, missing: Sequence[Token]) -> bool:
    """Whether a missing word says where, for whom or with what: no nearness of meaning makes up for that."""
    order = [claim.tokens[i] for i in (*claim.shared, *claim.own)]
    for token in missing:
        at = order.index(token) if token in order else 0
        before = [t.word for t in order[max(0, at - 3) : at]]
        if any(w in _PLACING for w in before[-2:]):
            return True
    return False


def _missing(claim: Statement, token: Token) -> Flaw:
    written = claim.text[token.start : token.end]
    return Flaw("name" if token.proper else "content", written, "")


def _same_concept(claim: Statement, source: Statement) -> bool:
    """Whether a verb of the source belongs to a term that the claim names in its own words."""
    both = claim.concept_ids & source.concept_ids
    places = [(s, e) for s, e, ids in source.concepts if both.intersection(ids)]
    return any(t.name in source.verbs for t in source.content if any(s <= t.start < e for s, e in places))
