"""What a sentence or remark says about what comes first: who waits, for what, by how much.

By English verbs of needing, conjunctions of time and their negations alone; which milestones the two sides are is not
known here. A side may be empty: "needs the accounts" is said of what the row or the sentence before it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from service.interpretation.drafting.linking.lags import NO_LAG, Lag, before_word
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


_BE = r"(?:is|are|was|were|be|been|being|gets?|has been|have been|will be|'s|'re)"
_MODAL = r"(?:must|has to|have to|needs? to|should|shall|may|can|could|is to|are to|will|would)"

# `A` waits for `B`.
_WAITS = re.compile(
    r"(?P<a>[^;|]*?)\s*\b(?:"
    r"needs?(?! (?:to|analys[ei]s|assessment)\b)|requires?|depends? (?:up)?on|depending on|(?:is "
    r"|are )?dependent (?:up)?on|relies on|rely on"
    r"|hinges? on|(?:is |are )?(?:conditional|contingent) (?:up)?on|subject to|presupposes?"
    r"|(?:has |have |must |needs? )?(?:to )?waits? (?:for|until|till)|waiting (?:for|on)|awaits?|awaiting"
    r"|(?:is |are )?(?:blocked|gated|held up|held back|driven) by|blocked until"
    r"|(?:(?:can|must|may|shall|should|will|does|do|is|are|could)(?: ?not|n['’]t)|cannot|never|not)\b[^,;.|]{0,60}?"
    r"(?<!earlier )(?:before|until|unless|without)"
    r"|(?:no |not )(?:earlier|sooner) than|not before|not until|only (?:possible |allowed )?(?:after|once|when"
    r"|if|with|as soon as)"
    r"|(?:is |are )?(?:impossible|not possible) (?:before|until|without)"
    r"|(?:prerequisites?|preconditions?|requirements?|dependenc(?:y|ies)|depends)(?: (?:is|are|on"
    r"|for this)\b)*\s*[:=–-]"
    r")(?!\w)\s*(?P<b>[^;|]+)",
    re.IGNORECASE,
)
# `B` is needed by `A`.
_NEEDED = re.compile(
    r"(?P<b>[^;|]*?)\s*\b(?:"
    rf"(?:{_BE} |a |as )*(?:an? )?(?:needed|required|necessary|essential|prerequisites?|preconditions?|conditions?)"
    r" (?:for|by|of|before|to)(?! use\b)"
    r"|blocks(?= (?:the|all|any|every|our|its|their|[A-Z\\d]))|enables|unlocks|(?:holds?|held) up"
    r"|is followed by|are followed by|followed by"
    rf"|{_MODAL} (?:[\w'’-]+ ){{0,8}}?(?:before|by(?= (?:the )?(?:start|beginning|time|go))|prior to|ahead of"
    rf"|in time for)"
    rf"|(?:ready|finished|completed?|done|closed|in place|available) (?:in time )?(?:before|for|prior to|ahead of)"
    r")\s+(?P<a>[^;|]+)",
    re.IGNORECASE,
)
_MUST_BE = re.compile(
    r"^\W*(?P<b>[^,;|]+?)\s+(?:must|has to|have to|needs? to) (?:be|have been|have)\b"
    r"(?: (?:in|ready|done|there|finished|available|complete\w*|in place|over|closed|signed|approved|delivered"
    r"|tested|first"
    r"|by then|before(?: that| this)?|already|fully|all))+\W*$",
    re.IGNORECASE,
)
_NO_WITHOUT = re.compile(
    r"(?<![\w/-])(?:(?:no|none of the)\b(?![/-])(?! (?:later|sooner|earlier|longer|more|less|one)\b)|nobody"
    r"|no one|nothing)\b\s*(?P<a>[^;|,]*?),? (?:without|before|until|unless)\s+(?P<b>[^;|,]+)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?P<left>[^;|]*?)\s*\b(?P<word>after|before|prior to|ahead of|once|as soon as|following|follows?|when|until)\b"
    r"\s*(?P<right>[^;|]+)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:but |and |only |however,? )*(?P<lag>[^,;|]{0,40}?)\b(?P<word>after|once|as soon as|before|until"
    r"|without|when"
    r"|following)\b\s+(?P<first>[^;|]+?)"
    r"(?:,\s*(?P<rest>[^;|]+)|\s+(?P<nobody>(?:no|nobody|nothing|we cannot|we can't|it is not possible)\b[^;|,]+))$",
    re.IGNORECASE,
)
_SLIP = (
    r"(?:slips?|slipp\w+|is late|are late|late|delays?|delayed|moves|move(?= too| also| as well|\W*$)"
    r"|postpon\w+|shifts?|overruns?|fails?|drags?|"
    rf"{_BE} (?:not )?(?:late|delayed|postponed|moved|ready|complete\w*|finished|done|available|delivered"
    r"|approved|signed|"
    r"certified|in place)|not (?:come|arrive|finish)|stall\w*|push\w*)"
)
_SLIPS = re.compile(
    rf"^\W*(?:if|when|should|in case|unless)\s+(?P<b>[^,;|]+?)\s+(?:{_SLIP})\b[^,;|]*,?\s*(?:then )?"
    rf"(?P<a>[^;|]+?)\s+(?:{_MODAL}\s+)?(?:also |too )?(?:have to |need to )?(?:{_SLIP}|(?:cannot|can't"
    rf"|will not|won't|can not)\b[^;|]*)",
    re.IGNORECASE,
)
_DELAYS = re.compile(
    rf"\b(?:any )?(?:delay|slip(?:page)?) (?:in|of|to|with)\s+(?P<b>[^,;|]+?)\s+(?:{_MODAL} )?(?:also |directly )?"
    r"(?:delays?|moves?|shifts?|pushes|push|hits?|affects?|postpones?|holds? up)\s+(?P<a>[^;|]+)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?P<left>[^;|]*?)\s*\b(?:(?:on|at) the same (?:day|time|morning|weekend) (?:as|with)|same day as"
    r"|in parallel (?:with|to)"
    r"|together with|simultaneously with|(?:starts?|begins?|opens?|(?:is|are) opened) (?:with|when)"
    r"|(?:starts?|begins?|opens?)(?: \w+)? (?:on|at) (?:the )?(?:day|start) of)\s+(?P<right>[^;|]+)",
    re.IGNORECASE,
)
_ENDS_WITH = re.compile(
    r"(?P<left>[^;|]*?)\s*\b(?:ends?|finish(?:es)?|closes?) (?:with|when|together with)\s+(?P<right>[^;|]+)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|n['’]t|never|no longer) (?:\w+ )?(?:depend|dependent|rely|need|require|wait|block|gate|conditional)\w*"
    r"|\b(?:no|without|zero) (?:\w+ )?(?:dependenc(?:y|ies)|prerequisites?|preconditions?|need|effect|impact"
    r"|influence)\b"
    r"|\bindependent(?:ly)? (?:of|from)\b|\bregardless of\b|\bneeds? (?:no|nothing|neither)\b|\brequires? (?:no"
    r"|nothing)\b"
    r"|\bnot (?:tied|linked|bound) to\b|\bwithout waiting\b|\b(?:can|may|could) (?:\w+ )?(?:start|begin|run"
    r"|open|happen) before\b"
    r"|\bunaffected by\b|\bwhether or not\b|\bno matter\b",
    re.IGNORECASE,
)
_ENOUGH = re.compile(
    r"\b(?:and|but|which|who|that|because|so that|as|since|while|whereas|otherwise|or else)\b|[.(),–—]"
)
_CLAUSE_BEHIND = re.compile(r"\b(?:but|which|who|that|because|since|while|whereas|otherwise|or else)\b|[.(–—]")
_OBLIGED = re.compile(
    r"\b(?:must|needs?|has to|have to|should|shall|required|at least|latest|minimum)\b", re.IGNORECASE
)
_BARE_STARTS = re.compile(r"^\W*(?:the )?(?:start|beginning|begin|opening) of\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[.;])\s+|\s+[–—]\s+|;\s*|,? but |\(|\)| \| ")


def relations(text: str) -> list[Relation]:
    """What a text says about what comes first, clause by clause; a question says nothing."""
    return list(_relations(" ".join(text.split()) if "\n" in text else text))


@lru_cache(maxsize=20_000)
def _relations(text: str) -> tuple[Relation, ...]:
    if text.rstrip().endswith("?") or not _ANY.search(text):
        return ()
    found: list[Relation] = []
    begin = 0
    for cut in chain((m.span() for m in _CLAUSE.finditer(text)), ((len(text), len(text)),)):
        clause = text[begin : cut[0]]
        if clause.strip() and not _DENIED.search(clause):
            found += (_moved(r, begin) for r in _of_clause(clause))
        begin = cut[1]
    return tuple(found)


_ANY = re.compile(
    r"\b(?:must|has to|have to|need|requir|depend|rel(?:y|ies)|hing|condition|contingent|subject to|presuppos"
    r"|wait|await|block|gat"
    r"|held|hold"
    r"|driven|before|until|unless|without|earlier|sooner|only|impossible|possible|prereq|precond|necessary|essential"
    r"|enabl|unlock|follow|prior|ahead|in time|ready|finish|done|complet|after|once|soon|when|if|should|delay|slip"
    r"|same|parallel|together|simultan|start|begin|open|end|clos)",
    re.IGNORECASE,
)


_LEADING_TO = re.compile(r"\b(?:before|after|prior to|ahead of|until|in time for)\b\s*$", re.IGNORECASE)


def _moved(relation: Relation, by: int) -> Relation:
    return Relation(
        relation.before,
        relation.after,
        (relation.at[0] + by, relation.at[1] + by),
        relation.lag,
        relation.type,
        relation.strong,
    )


def _of_clause(clause: str) -> Iterator[Relation]:
    """The relation of one clause: the most telling pattern that fits."""
    for pattern in (_SLIPS, _DELAYS, _NO_WITHOUT, _WAITS):
        match = pattern.search(clause)
        if match:
            yield _needing(match)
            return
    match = _MUST_BE.match(clause)
    if match:
        yield Relation(match["b"], "", (match.start("b"), match.end()), strong=False)
        return
    match = _OPENING.match(clause)
    if match:
        yield _opening(match)
        return
    for pattern, kind in ((_TOGETHER, "SS"), (_ENDS_WITH, "FF")):
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
    match = _NEEDED.search(clause)
    if match:
        yield _needing(match)
        return
    match = _ORDER.search(clause)
    if match and match["word"].lower() not in ("when", "until"):
        yield _ordered(match)


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
    rest = match["rest"] or match["nobody"]
    at_rest = match.start("rest") if match["rest"] else match.start("nobody")
    word = match["word"].lower()
    _, lag = before_word(match["lag"] or "")
    if word == "before" and not re.match(r"\s*(?:no|nobody|nothing|we can(?:not|'t|’t))\b", rest, re.IGNORECASE):
        return Relation(rest, match["first"], (at_rest, match.start("first")), lag, strong=False)
    return Relation(
        match["first"], rest, (match.start("first"), at_rest), lag, strong=word in ("without", "until", "once")
    )


def _ordered(match: re.Match[str]) -> Relation:
    word = match["word"].lower()
    left, lag = before_word(match["left"])
    right, behind = _distance_within(match["right"])
    lag = behind if lag == NO_LAG else lag
    if _OBLIGED.search(match["left"]):
        lag = Lag(lag.days, False)
    if word in ("before", "prior to", "ahead of"):
        return Relation(
            left, right, (match.start("left"), match.start("right")), lag, "FS", _OBLIGED.search(left) is not None
        )
    strong = word in ("once", "as soon as") or word.startswith("follow")
    return Relation(right, left, (match.start("right"), match.start("left")), lag, _type(right, left), strong)


def _distance_within(right: str) -> tuple[str, Lag]:
    """`four weeks of web access`, `wave 1 after two weeks`: the thing, and the distance."""
    of = re.match(r"^(?P<lag>[^,;]{3,25}?) (?:of|in|on|with|after|before) (?P<rest>.+)$", right, re.DOTALL)
    behind = re.match(r"^(?P<rest>.+?) (?:after|by|within|with) (?P<lag>[^,;]{3,25}?)(?: later)?\.?$", right, re.DOTALL)
    for found in (of, behind):
        if found:
            left, lag = before_word(found["lag"])
            if lag != NO_LAG and not left.strip():
                return found["rest"], Lag(lag.days, exact=False)
    return right, Lag()


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
    parts = [part.strip() for part in _ENOUGH.split(words) if part.strip(" ,")]
    return next((part for part in reversed(parts) if re.search(r"[^\W\d_]{3,}", part)), words.strip())


def sided(words: str) -> str:
    """A side with all that it lists, without a clause behind it."""
    cut = _CLAUSE_BEHIND.search(words, 3)
    return words[: cut.start()].strip() if cut else words.strip()


def pieces(words: str) -> list[str]:
    """The things that a side lists: `accounts, devices and the room`."""
    parts = re.split(r",\s*(?:and |or )?|\s+(?:and|as well as|plus|&|\+|und)\s+|\s*/\s*|;\s*|\n", words)
    return [part.strip(" .") for part in parts if part and part.strip(" .")]
