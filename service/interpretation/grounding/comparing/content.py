"""Whether the words of a claim are there: by stem, by what says the same, by the glossary, as initials, or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.interpretation.grounding.comparing.kinship import kin
from service.interpretation.grounding.statements.english import HAPPENS, OPPOSITES, PERSONS, stem
from service.interpretation.grounding.statements.statement import Statement
from service.interpretation.grounding.statements.tokens import Token, is_verb
from service.interpretation.grounding.units import UnitRead

_WEEKDAY = stem("weekday")
_WEEK = re.compile(r"mon(?:day)?s? ?(?:-|–|to|until|through) ?fri(?:day)?s?\b|(?:working|business) days", re.IGNORECASE)
_SEASONS = {
    "spring": frozenset({3, 4, 5}),
    "summer": frozenset({6, 7, 8}),
    "autumn": frozenset({9, 10, 11}),
    "winter": frozenset({12, 1, 2}),
}
_EDGES = frozenset({"start", "end"})
"""What a period has of itself: which of its days is meant is for the dates to say."""
_QUIET = frozenset({"withdraw", "end", "postpon", "declin", "forbid", "exclud"})
"""A source with one of these says that something does not happen any more, or not yet."""


@dataclass(frozen=True)
class Content:
    """How a claim's words are matched."""

    total: int
    """Words that matter."""
    matched: frozenset[str]
    """Names that the source's own statement has, `c:id` for concepts."""
    hits: int
    """Words that are matched in the source's own words, not only around them."""
    own_hits: int
    """Those of them that are in the statement itself, not in the words that introduce its list."""
    at_home: bool
    """Whether it has one of the words by which this statement differs from the others of its sentence."""
    missing: tuple[Token, ...]
    """Words that are nowhere."""
    astray: tuple[Token, ...]
    """Words that the sentence has, but of something else."""
    turned: tuple[tuple[Token, str], ...]
    """Words of which the source has the opposite, with its name for it."""
    kin: tuple[tuple[str, str], ...] = ()
    """Names that are matched by one of nearly the same meaning, with that."""
    agreed: bool = False
    """Whether a word agrees with its opposite, because one of the two is denied: "not before" and "after"."""

    @property
    def overlap(self) -> float:
        """The share of words that are matched."""
        return 1.0 - (len(self.missing) + len(self.astray) + len(self.turned)) / self.total if self.total else 0.0


def content(claim: Statement, source: Statement, unit: UnitRead) -> Content:
    """Match a claim's words with those of a statement of a unit and what stands around it."""
    around = unit.around
    near = around.names | around.behind
    before = around.near
    headers_only = source.header_names - {t.name for t in unit.sentence.tokens}
    left_open = source.standing.unsettled or around.open
    open_words = frozenset(claim.standing.unsettled.split()) if left_open else frozenset()
    known = source.more_names
    others = {n for s in unit.sentence.statements if s is not source for n in s.own_names} - known
    concepts = source.concept_ids | around.concepts
    covered_by = [(s, e, ids) for s, e, ids in claim.concepts if concepts.intersection(ids)]
    matched: set[str] = set()
    hits = own_hits = total = 0
    missing: list[Token] = []
    astray: list[Token] = []
    turned: list[tuple[Token, str]] = []
    pairs: list[tuple[str, str]] = []
    agreed = False
    seen: set[str] = set()
    theirs = known - claim.names - source.header_names - {""}
    words = claim.content
    for at, token in enumerate(words):
        own = token.name in source.names
        if own:
            matched.add(token.name)
        if token.name in seen:
            continue
        seen.add(token.name)
        by = next((ids for s, e, ids in covered_by if s <= token.start < e), None)
        if by is not None:
            mine = source.concept_ids.intersection(by)
            matched.update(f"c:{i}" for i in mine)
            own = own or bool(mine)
        if (token.empty and token.name not in PERSONS) or token.word in open_words or token.word == "instead":
            continue
        against = OPPOSITES.get(token.name)
        other = _opposite(token, against, claim, source) if against and token.name not in source.own_names else None
        if other is not None:
            total += 1
            if other:
                turned.append((token, other))
            else:
                agreed = True
                hits += 1
                own_hits += 1
            continue
        if token.empty or (token.name in _EDGES and any(m.spans for m in source.moments)):
            continue
        total += 1
        if own or token.name in known or token.name in around.lead:
            hits += token.name not in headers_only
            own_hits += token.name not in headers_only and (own or token.name in known)
        elif (
            by is not None
            or token.name in near
            or (token.name == _WEEKDAY and _WEEK.search(unit.text))
            or (token.name in before and token.start < _first_verb(claim))
            or (token.word == "free" and claim.denies and source.denies)
            or _in_season(token, source, unit)
            or _spelt(token, words, at, source, unit)
        ):
            continue
        elif not token.proper and (partner := kin(token.name, theirs)):
            pairs.append((token.name, partner))
            theirs -= {partner}
            hits += 1
            own_hits += 1
        elif token.name in others:
            astray.append(token)
        elif not token.proper and kin(token.name, around.lead):
            continue
        elif (
            token.name in HAPPENS
            and (not source.acts or unit.kind == "row")
            and not _QUIET & (source.names | {n for n in near if n in _QUIET})
        ):
            total -= 1
        else:
            missing.append(token)
    own_words = {
        source.tokens[i].name for i in source.own if i not in source.skipped and not source.tokens[i].empty
    } - {""}
    starts = {source.tokens[i].start for i in source.own}
    if own_words:
        own_words |= {f"c:{i}" for s, _, ids in source.concepts if s in starts for i in ids}
    named = claim.names | matched
    home = len(unit.sentence.statements) == 1 or not own_words or bool(own_words & named)
    home = home or bool(set(source.labels) & set(claim.labels))
    return Content(
        total,
        frozenset(matched),
        hits,
        own_hits,
        home,
        tuple(missing),
        tuple(astray),
        tuple(turned),
        tuple(pairs),
        agreed,
    )


def _first_verb(claim: Statement) -> int:
    """The offset at which a claim's verb stands; the end where there is none."""
    verb = next((claim.tokens[i] for i in (*claim.shared, *claim.own) if is_verb(claim.tokens[i])), None)
    return verb.start if verb else len(claim.text)


def _opposite(token: Token, against: Iterable[str], claim: Statement, source: Statement) -> str | None:
    """The source's opposite of a word; empty where one of the two is denied and so they agree; None for none."""
    for name in against:
        if name in source.own_names and name not in claim.names:
            agree = (True in claim.stances[token.name]) != (True in source.stances.get(name, {False}))
            word = next((source.tokens[i].word for i in source.own if source.tokens[i].name == name), name)
            return "" if agree else word
    return None


def _in_season(token: Token, source: Statement, unit: UnitRead) -> bool:
    """Whether all that the source dates lies in the season of which the claim speaks."""
    months = _SEASONS.get(token.word)
    days = source.moments or tuple(m for s in unit.sentence.statements for m in s.moments)
    if months is None or not days:
        return False
    return all(m.first and m.last and {m.first.month, m.last.month} <= months and not m.dead for m in days)


def _spelt(token: Token, words: Sequence[Token], at: int, source: Statement, unit: UnitRead) -> bool:
    """Whether it is the initials of words of the source, part of what the source has as initials, or an initial."""
    if token.proper and token.word.isalpha() and 2 <= len(token.word) <= 6 and token.word in unit.sentence.initials:
        return True
    initials = "".join([t.word[0] for t in words])
    for short in unit.sentence.shorts:
        first = initials.find(short, max(0, at - len(short) + 1), at + len(short))
        if first >= 0 and not any(t.word == short for t in words):
            return True
    # `Declan` of `Declan Shaw` where the source has `D. Shaw`.
    return token.proper and at + 1 < len(words) and (token.word[0], words[at + 1].name) in unit.sentence.initialled
