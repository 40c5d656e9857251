"""What a sentence or remark says about what comes first: who waits, for what, by how much.

By English verbs of needing, conjunctions of time and their negations alone; which milestones the two sides are is not
known here. A side may be empty: "needs the accounts" is said of what the row or the sentence before it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from service.interpretation.drafting.linking.lags import NO_LAG, Lag, before_word
from service.interpretation.drafting.linking.wordings import needing, ordering
from service.interpretation.drafting.linking.wordings.denying import DENIED
from service.planning.nouns import LinkType


@dataclass(frozen=True, slots=True)
class Relation:
    """`after` waits for `before`; both in the sentence's own words, with where they stand in it."""

    before: str
    after: str
    at: tuple[int, int]
    """Where `before` and `after` begin in the text."""
    lag: Lag = NO_LAG
    type: LinkType = "FS"
    strong: bool = True
    """Whether it says that one needs the other, not only which comes first."""
    otherwise: bool = False
    """Whether it is meant only where the one before it names nothing: who "need B for A" are people."""


_ENOUGH = re.compile(
    r"\b(?:and(?!\s+(?:\d{1,3}|[A-Z])\b)|but|which|who|that|because|so that|as|since|while|whereas|otherwise"
    r"|or else)\b|[.(),–—]"
)
_ENOUGH_AT_ENDS = re.compile(rf"{_ENOUGH.pattern}|:(?=\s)")
_ASIDE = re.compile(
    r"^(?:(?:pls|please|kindly|do|note|remember|reminder|fyi|nb|n\.b\.|also|again|so|ok|okay|hence|therefore|thus"
    r"|of course|as (?:said|agreed|discussed)|(?:we|it was|was) agreed|agreed|be aware|to be clear)\b"
    r"[ ,:]*(?:that\b ?)?)+",
    re.IGNORECASE,
)
_CLAUSE_BEHIND = re.compile(r"\b(?:but|which|who|that|because|since|while|whereas|otherwise|or else)\b|[.(–—]")
_OBLIGED = re.compile(
    r"\b(?:must|needs?|has to|have to|should|shall|required|at least|latest|minimum)\b", re.IGNORECASE
)
_BARE_STARTS = re.compile(r"^\W*(?:the )?(?:start|beginning|begin|opening) of\b", re.IGNORECASE)
_LONGEST = 600
"""Characters of a text that is searched: the time grows with the square of them, and no sentence has so many."""
_LONGEST_CLAUSE = 400
_CLAUSE = re.compile(r"(?<=[.;])\s+|\s+[–—]\s+|;\s*|,? but |\(|\)| \| ")


def relations(text: str) -> list[Relation]:
    """What a text says about what comes first, clause by clause; a question says nothing."""
    return list(_relations(" ".join(text.split()) if "\n" in text else text))


@lru_cache(maxsize=20_000)
def _relations(text: str) -> tuple[Relation, ...]:
    if text.rstrip().endswith("?") or not needing.EARLIEST_CUT.search(text):
        return ()
    whole = list(_over_clauses(text)) if len(text) <= _LONGEST else []
    if whole:
        return tuple(whole)
    found: list[Relation] = []
    begin = 0
    bracketed = ""
    at = 0
    for cut in chain((m.span() for m in _CLAUSE.finditer(text)), ((len(text), len(text)),)):
        clause = text[begin : cut[0]]
        if clause.strip() and len(clause) <= _LONGEST_CLAUSE and not DENIED.search(clause):
            for relation in chain.from_iterable(map(_of_clause, _singly(clause))):
                moved = _moved(relation, begin)
                if bracketed and not moved.after.strip():
                    moved = replace(moved, after=bracketed, at=(moved.at[0], at))
                found.append(moved)
        bracketed, at = (clause, begin) if text[cut[0] : cut[1]] == "(" else ("", 0)
        begin = cut[1]
    return tuple(found)


_LEADING_TO = re.compile(
    r"(?<!\w)(?:before|after|post|following|prior to|ahead of|until|till|unless|without|w/o|once|when|if"
    r"|(?<!falls )with|upon|as soon as|in (?:good )?time for)\s*$",
    re.IGNORECASE,
)


def _moved(relation: Relation, by: int) -> Relation:
    return replace(relation, at=(relation.at[0] + by, relation.at[1] + by))


def _over_clauses(text: str) -> Iterator[Relation]:
    """What is told from one clause to the next: arrows, `first … then`, `… only then …`."""
    for pattern, forward in ((ordering.ARROW, True), (ordering.BACK_ARROW, False)):
        sides = [(text[s:e], s) for s, e in _between(pattern, text)]
        if len(sides) > 1:
            for (left, at), (right, behind) in pairwise(sides):
                if forward:
                    yield Relation(left, right, (at, behind))
                else:
                    yield Relation(right, left, (behind, at))
            return
    if DENIED.search(text):
        return
    match = ordering.FIRST_THEN.search(text)
    if match:
        b = "b1" if match["b1"] else "b2"
        yield Relation(match[b], _inverted(match["a"]), (match.start(b), match.start("a")), strong=True)
        return
    match = ordering.THEREAFTER.match(text)
    if match:
        yield Relation("", _inverted(match["a"]), (0, match.start("a")), strong=False)
        return
    match = ordering.ONLY_THEN.search(text)
    if match:
        yield Relation(match["b"] or "", _inverted(match["a"]), (max(0, match.start("b")), match.start("a")))


def _between(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in pattern.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text)


def _inverted(words: str) -> str:
    """Without the verb that "only then" puts in front: `can the launch happen`."""
    return re.sub(r"^(?:can|may|will|shall|must|should|do|does|is|are|could)\s+", "", words, flags=re.IGNORECASE)


def _singly(clause: str) -> list[str]:
    """A clause, or the short rules that it lists: `K4 after K3, K6 after K5`."""
    parts = ordering.SHORT_PIECES.split(clause)
    if len(parts) > 1 and all(_SHORT_RULE.fullmatch(part) for part in parts):
        return parts
    return [clause]


_IF_ANYBODY = re.compile(
    r"\b(?:if|who|whoever|anyone|when|whenever|in case|should)\b(?: \w+){0,2} (?:needs?|requires?|wants?)\s*$",
    re.IGNORECASE,
)
"""An offer to whoever needs it, not a need."""
_ANYBODY = re.compile(r"\b(?:who|whoever|if|anyone|anybody|those)\b", re.IGNORECASE)
_SHORT_RULE = re.compile(
    r"\W*(?:[\w-]+ ){1,3}(?:only )?(?:after|before|needs?|follows?|once|waits for|depends on|requires) "
    r"(?:[\w-]+\W?){1,4}",
    re.IGNORECASE,
)


def _of_clause(clause: str) -> Iterator[Relation]:
    """The relation of one clause: the most telling pattern that fits, and what it may mean where that names nothing."""
    for pattern in (
        needing.SO_DOES,
        needing.SLIPS,
        needing.DELAYS,
        needing.HELD_BACK,
        needing.NO_NO,
        needing.WITHOUT_NO,
        needing.NO_WITHOUT,
    ):
        match = pattern.search(clause)
        if match and not (pattern is needing.NO_WITHOUT and _ANYBODY.search(clause[: match.start()])):
            yield _needing(match)
            return
    for pattern in (
        needing.SENSELESS_TO,
        needing.FOR_THIS,
        needing.CONDITION_IS,
        needing.ASSUMED,
        ordering.WITH_IN_PLACE,
        ordering.IF_THEN,
    ):
        match = pattern.search(clause)
        if match:
            b = "b2" if "b2" in match.re.groupindex and match["b2"] else "b"
            strong = pattern not in (ordering.WITH_IN_PLACE, ordering.IF_THEN)
            yield Relation(match[b], match["a"], (match.start(b), match.start("a")), strong=strong)
            return
    match = needing.WAITS.search(clause)
    if match and _IF_ANYBODY.search(clause[: match.start("b")]):
        return
    if match:
        yield _needing(match)
        match = needing.FOR_SOMETHING.search(clause)
        if match:
            _, lag = before_word(match["b"])
            at = (match.start("b"), match.start("a"))
            yield Relation(match["b"], match["a"], at, Lag(lag.days), otherwise=True)
        return
    match = needing.MUST_BE.match(clause)
    if match:
        yield Relation(match["b"], "", (match.start("b"), match.end()), strong=False)
        return
    match = ordering.OPENING.match(clause)
    if match and not before_word(match["lag"])[0].strip(" ,"):
        yield _opening(match)
        return
    for pattern, kind in ((ordering.TOGETHER, "SS"), (ordering.ENDS_WITH, "FF")):
        match = pattern.search(clause)
        if match and not match["left"].lower().rstrip().endswith(("not", "only")):
            yield Relation(
                match["right"],
                match["left"],
                (match.start("right"), match.start("left")),
                Lag(0, exact=False),
                "SS" if kind == "SS" else "FF",
            )
            return
    match = needing.NEEDED.search(clause)
    if match:
        yield _needing(match)
        return
    match = ordering.ORDER.search(clause)
    if match and match["word"].lower() not in ("when", "until"):
        yield _ordered(match)
        return
    match = ordering.WHEN_ALL.match(clause)
    if match:
        at = (match.start("right"), match.start("left"))
        yield Relation(match["right"], match["left"], at, strong=False)
        return
    match = ordering.THEN.match(clause)
    if match:
        yield Relation(match["b"], _inverted(match["a"]), (match.start("b"), match.start("a")), strong=False)


def _needing(match: re.Match[str]) -> Relation:
    a, b = match["a"], match["b"]
    first = "b" if match.start("b") < match.start("a") else "a"
    second = "a" if first == "b" else "b"
    between = match.string[match.end(first) : match.start(second)]
    lead = _LEADING_TO.search(between)
    lag = NO_LAG
    if lead:
        said, lag = before_word(match[first] + between[: lead.start()])
        a, b = (a, said) if first == "b" else (said, b)
    if lag == NO_LAG:
        behind, lag = _distance_within(match[second])
        a, b = (behind, b) if second == "a" else (a, behind)
    return Relation(b, a, (match.start("b"), match.start("a")), Lag(lag.days, False), _type(b, a))


def _opening(match: re.Match[str]) -> Relation:
    which = next(name for name in ("rest", "nobody", "bare") if match[name])
    rest, at_rest = match[which], match.start(which)
    word = match["word"].lower()
    _, lag = before_word(match["lag"] or "")
    if word == "before" and not re.match(r"\s*(?:no|nobody|nothing|we can(?:not|'t|’t))\b", rest, re.IGNORECASE):
        return Relation(rest, match["first"], (at_rest, match.start("first")), lag, strong=False)
    return Relation(
        match["first"],
        rest,
        (match.start("first"), at_rest),
        lag,
        strong=word in ("without", "until", "till", "once", "unless"),
    )


def _ordered(match: re.Match[str]) -> Relation:
    word = match["word"].lower()
    left, lag = before_word(match["left"])
    right, behind = _distance_within(match["right"])
    lag = behind if lag == NO_LAG else lag
    if _OBLIGED.search(match["left"]):
        lag = Lag(lag.days, False)
    if word in ("before", "prior to", "ahead of", "in advance of"):
        return Relation(
            left, right, (match.start("left"), match.start("right")), lag, "FS", _OBLIGED.search(left) is not None
        )
    strong = word in ("once", "as soon as")
    return Relation(right, left, (match.start("right"), match.start("left")), lag, _type(right, left), strong)


def _distance_within(right: str) -> tuple[str, Lag]:
    """`four weeks of web access`, `a quiet month at the gate`: the thing, and the distance."""
    lasting = _LASTING.match(right)
    if lasting:
        _, lag = before_word(f"{lasting['number']} {lasting['unit']}")
        return lasting["rest"], Lag(lag.days, exact=False)
    of = re.match(r"^(?P<lag>[^,;]{3,25}?) (?:of|in|on|with|after|before) (?P<rest>.+)$", right, re.DOTALL)
    behind = re.match(
        r"^(?P<rest>.+?) (?:after|by|within|with|has run for|have run for|has worked for|have worked for"
        r"|has been live for|have been live for) (?P<lag>[^,;]{3,25}?)(?: later)?\.?$",
        right,
        re.DOTALL,
    )
    for found in (of, behind):
        if found:
            left, lag = before_word(found["lag"])
            if lag != NO_LAG and not left.strip():
                return found["rest"], Lag(lag.days, exact=False)
    return right, Lag()


_LASTING = re.compile(
    r"^\W*(?P<number>an?|one|two|three|four|five|six|eight|ten|twelve|\d{1,2})(?: \w+){1,3}? "
    r"(?P<unit>days?|weeks?|fortnights?|months?)(?:['’]s?)? (?:in|at|of|on|with|for) (?P<rest>.+?)(?: first)?\W*$",
    re.IGNORECASE | re.DOTALL,
)


def _type(before: str, after: str) -> LinkType:
    """After the start of one thing another may start; else it waits for the end."""
    starts = _BARE_STARTS.search(before) or re.search(
        r"\b(?:has |have )?(?:started|begun|starts|begins)\W*$", before, re.I
    )
    return "SS" if starts else "FS"


def trimmed(words: str, *, ends: bool = False) -> str:
    """A side without what only joins it to something else.

    Args:
        words: the side.
        ends: whether it ends at the word that ties it to the other side, so that its last part counts; else its first.
    """
    if not ends:
        cut = _ENOUGH.search(words, 3)
        return words[: cut.start()].strip() if cut else words.strip()
    parts = [part.strip() for part in _ENOUGH_AT_ENDS.split(words) if part.strip(" ,")]
    last = next((part for part in reversed(parts) if re.search(r"[^\W\d_]{3,}", part)), words.strip())
    return _ASIDE.sub("", last) or last


def sided(words: str) -> str:
    """A side with all that it lists, without a clause behind it."""
    cut = _CLAUSE_BEHIND.search(words, 3)
    return words[: cut.start()].strip() if cut else words.strip()


def pieces(words: str) -> list[str]:
    """The things that a side lists: `accounts, devices and the room`."""
    parts = re.split(r",\s*(?:and |or )?|\s+(?:and|as well as|plus|&|\+|und)\s+|\s*/\s*|;\s*|\n", words)
    return [part.strip(" .") for part in parts if part and part.strip(" .")]
