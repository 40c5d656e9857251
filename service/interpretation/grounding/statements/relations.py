"""What a sentence ties together, and which way round: causes, needs, order, replacement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.interpretation.grounding.statements.tokens import Token

_Concepts = Sequence[tuple[int, int, tuple[str, ...]]]
Kind = Literal["cause", "need", "order", "replace", "condition", "same time"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`first` causes, is needed by, comes before or replaces `second`; both as the names of their words."""

    kind: Kind
    words: str
    first: frozenset[str]
    second: frozenset[str]


_LEFT_FIRST: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("cause", re.compile(
        r"\b(?:lead(?:s|ing)? to|led to|cause[sd]?|results? in"
            r"|resulted in|triggers?|triggered|(?:which|that) is why|so that"
        r"|which means|as a result|therefore|hence|consequently|that is why"
            r"|forces?|makes? it (?:necessary|impossible|possible))\b"
        r"|,\s*so\b(?! (?:far|called|much|many))"
    )),
    ("need", re.compile(
        r"\b(?:is|are|will be) (?:needed|required|necessary"
            r"|a (?:precondition|prerequisite|condition)) (?:for|by|of|before)\b"
        r"|\b(?:is|are) (?:a )?(?:precondition|prerequisite|condition) (?:for|of)\b"
    )),
    ("same time", re.compile(r"\b(?:when|while|at the same time as|during)\b")),
    ("order", re.compile(r"\b(?:before|prior to|ahead of|preced(?:es?|ed|ing)|(?:is|are) followed by|until"
        r"|earlier than|sooner than)\b")),
    ("replace", re.compile(r"\b(?:replac(?:es|ed|ing|e)(?! by)|supersedes?"
        r"|instead of|in place of|tak(?:es?|en|ing) over (?:from|for)|t(?:ak(?:es?|en|ing)|ook) the place of"
        r"|rather than)\b")),
)  # fmt: skip
_RIGHT_FIRST: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("cause", re.compile(
        r"\b(?:because(?: of)?|due to(?! start| begin)|owing to"
            r"|as a result of|(?:is|are|was|were) (?:caused|triggered) by"
        r"|results? from|on account of|thanks to|on the grounds that|reason(?: is| being|:))"
    )),
    ("need", re.compile(
        r"\b(?:needs?|needed(?! for| by)|requires?|depends? on|depending on|relies on|rely on|presupposes?|waits? for"
        r"|is (?:conditional|dependent) on|only (?:after|once|when|if)|not (?:possible )?(?:before|until|without))\b"
    )),
    ("condition", re.compile(r"(?<!only )\b(?:if|unless|provided that|in case)\b|, should\b")),
    ("order", re.compile(r"\b(?:after(?! that\b)|following(?! \w+ing)|follow(?:s|ed)?"
        r"(?= [a-z]+ [a-z]|$| [a-z]+\W*$)(?! (?:from|on|in|by|at|"
        r"up|later))|once|as soon as|later than)\b")),
    ("replace", re.compile(r"\b(?:(?:is|are|be|was|were|been|being) (?:replaced|superseded"
        r"|substituted) (?:by|with)|gives? way to|makes? way for)\b")),
)  # fmt: skip
_ANY = re.compile(
    r"\b(?:lead|led|caus|result|trigger|why|so that|, ?so|means"
    r"|therefore|hence|consequently|forc|make|need|requir|necess|"
    r"precond|prereq|condition|before|prior|ahead|preced|follow"
    r"|until|replac|supersed|instead|place|over from|rather|because|"
    r"due to|owing|account|thanks|grounds|reason|depend|rel[iy]|presuppos|wait|only"
    r""
    r"|not|after|once|first|earlier|later|sooner|followed|tak|took|as soon|substitut|way"
    r"|should|if|unless|provided|in case|when|while|same time|during)|,\s*so\b"
)
_OPENS = re.compile(
    r"^\W*(because(?: of)?|since(?! (?:\d|the |last))|as(?= \w+ \w+.*,)|due to"
    r"|owing to|before|after|until|once|instead of|following|if|unless|provided that"
    r"|should(?= [^,]+,))\b"
)
_KIND_OF: dict[str, tuple[Kind, bool]] = {
    "because": ("cause", True),
    "because of": ("cause", True),
    "since": ("cause", True),
    "as": ("cause", True),
    "due to": ("cause", True),
    "owing to": ("cause", True),
    "before": ("order", False),
    "until": ("order", False),
    "after": ("order", True),
    "once": ("order", True),
    "following": ("order", True),
    "instead of": ("replace", False),
    "if": ("condition", True),
    "should": ("condition", True),
    "unless": ("condition", True),
    "provided that": ("condition", True),
}
"""What a word that opens a sentence tells of the clause behind it: whether that comes first."""


_DAY = re.compile(
    r"\s*(?:the |about |early |mid[- ]|late |end of |start of |mon|tue|wed|thu|fri|sat|sun)*(?:\d"
    r"|jan(?:uary)?\b|feb|march\b|apr(?:il)?\b|may\b|june?\b|july?\b|aug(?:ust)?\b|sep|oct(?:ober)?\b|nov(?:ember)?\b|dec(?:ember)?\b)"
)
"""Behind "before" and the like a day, which is compared as a date."""
_FIRST_THEN = re.compile(
    r"\bfirst(?:ly)?\b(?P<a>.*?)\b(?:then|afterwards|after that|only then|second(?:ly)?)\b(?P<b>[^:;.]*)"
)
"""Of "first the cellar and then the roof" the cellar comes before the roof."""
_TO_FIRST = re.compile(r"(?P<a>.*?)\bfirst\s*,?\s*(?:and )?(?:only )?then\b(?P<b>[^:;.]*)")


def relations(low: str, tokens: Sequence[Token], concepts: _Concepts) -> tuple[Relation, ...]:
    """The relations in a sentence, given in lower case with its tokens and the concepts it names."""
    if not _ANY.search(low):
        return ()
    found: list[Relation] = []
    opened = _OPENS.match(low)
    comma = _comma(low, opened.end()) if opened else -1
    if opened and comma > 0 and opened[1] in _KIND_OF:
        kind, behind_first = _KIND_OF[opened[1]]
        clause, rest = _names(tokens, concepts, opened.end(), comma), _names(tokens, concepts, comma, len(low))
        first, second = (clause, rest) if behind_first else (rest, clause)
        if first and second:
            found.append(Relation(kind, opened[1], first, second))
    listed = _TO_FIRST.match(low) or _FIRST_THEN.search(low)
    if listed:
        sides = [_names(tokens, concepts, *listed.span(side)) for side in ("a", "b")]
        if all(sides):
            found.append(Relation("order", "first … then", sides[0], sides[1]))
    for left_first, table in ((True, _LEFT_FIRST), (False, _RIGHT_FIRST)):
        for kind, pattern in table:
            for match in pattern.finditer(low):
                if (opened and match.start() < opened.end()) or (kind == "order" and _DAY.match(low, match.end())):
                    continue
                left, right = (
                    _side(low, tokens, concepts, 0, match.start()),
                    _side(low, tokens, concepts, match.end(), len(low)),
                )
                first, second = (left, right) if left_first else (right, left)
                if first and second:
                    found.append(Relation(kind, match[0].strip(" ,"), first, second))
    return tuple(found)


def _comma(low: str, start: int) -> int:
    at = low.find(",", start)
    return at if at >= 0 else -1


def _side(low: str, tokens: Sequence[Token], concepts: _Concepts, start: int, end: int) -> frozenset[str]:
    """The names of one side, up to the next cell, semicolon or full stop."""
    if end < len(low):
        bounds = [low.rfind(mark, start, end) for mark in (";", "|")]
        # What opens a cell is said of the whole row before it.
        return _names(tokens, concepts, max(start, *bounds), end) or _names(tokens, concepts, start, end)
    ends = [at for mark in (";", "|") if (at := low.find(mark, start, end)) >= 0]
    return _names(tokens, concepts, start, min([end, *ends]))


def _names(tokens: Sequence[Token], concepts: _Concepts, start: int, end: int) -> frozenset[str]:
    names = {t.name for t in tokens if start <= t.start < end and t.name and not t.empty}
    return frozenset(names | {f"c:{i}" for s, _, ids in concepts if start <= s < end for i in ids})
