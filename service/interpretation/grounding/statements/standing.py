"""How a statement stands: which of its words are denied, whether it is settled, and whether it is over.

A denied word is one with an odd number of negations over it, so that "no sign-in without second factor" denies the
sign-in and not the factor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation.grounding.statements.tokens import Token, is_verb, may_act
from service.interpretation.reading.words import plain

_NOT = frozenset("not never cannot neither nor no nobody none nothing nowhere without hardly barely scarcely".split())
_LEAVES_OUT = re.compile(
    r"\b(?:instead of|rather than|except(?: for)?|apart from|other than|excluding|with the exception of|but not"
    r"|as opposed to|free of|out of(?! scope)|outside(?: of)?|fails? to|failed to|refus\w+ to|declin\w+ to"
    r"|avoid(?:s|ed|ing)?)\b"
)
_NO_DENIAL = re.compile(
    r"\b(?:not only|not just|not merely|not least|(?:no|not) (?:later|earlier|sooner|more|fewer|less|longer) than"
    r"|not (?:be )?(?:before|until)|no doubt|nothing but|no matter|why not|or not|whether or not|out of the box)\b"
)
_STOPS = frozenset(
    "but because although though while whereas since if when unless which who whose where until once so therefore "
    "however instead except".split()
)
_ENDS = frozenset(";:|()?!–—")
_UNSETTLED = re.compile(
    r"\b(?:if|unless|would|could|might|may|should|perhaps|maybe|possibly|probably|potentially|presumably|likely"
    r"|tentative(?:ly)?|provisional(?:ly)?|provided(?: that)?|assuming|whether|tbd|tbc|tba|undecided|unclear|unknown"
    r"|not (?:yet )?(?:been )?(?:decided|confirmed|agreed|fixed|settled|clear"
    r"|known|approved|final|certain|sure|set|determined|scheduled|planned yet)"
    r"|(?:still |yet )?to be (?:decided|confirmed|agreed|clarified|fixed|announced|defined|determined|named|found)"
    r"|(?:is|are|remains?|stays?|still|date|decision"
    r"|question) (?:still )?open(?=\W*$|[,;.|])|pending|in case|subject to"
    r"|considers?|considering|propos(?:es|ed|al)|suggests?"
    r"|suggested|under discussion|not yet|hopes?|hoping|wish(?:es)?"
    r"|wants?|wanted|would like|asks? for|asked for|asking for"
    r"|requested|(?:been|was|were|is|are|being) asked(?=\W*$| by\b| to (?:deliver|supply|send|provide)|[,;.|])"
    r"|(?:\w+ )asked(?= ?[,;|])|enquired|inquired"
    r"|(?:is|are|being) (?:considered|examined|evaluated|discussed|looked at)"
    r"|under (?:consideration|review|negotiation|examination)|in (?:talks|negotiations?)|negotiating"
    r"|ask(?:s|ed)? (?:that|whether|if)|demand(?:s|ed)|appl(?:ies|ied) for"
    r"|decision (?:is |was )?postponed|aim(?:s|ing)? (?:for|at|to)|hoped?|no decision|draft|assum(?:es|ed|ing|ption)"
    r"|expects?|estimated?|no (?:\w+ )?date (?:yet|is|has|for)|(?:target|goal|objective|aim)s?(?= :| is| of|$))\b"
)
_OPEN_CELL = re.compile(
    r"(?:open|tbd|tbc|tba|to be (?:decided|confirmed)|not decided|undecided|pending|\?+|unclear)", re.IGNORECASE
)
_DECIDES = re.compile(
    r"\b(?:not|un|to be|still) ?(?:yet )?(?:been )?(?:decided|confirmed|agreed|fixed|clear|known|open)\b"
)
_MILD = re.compile(
    r"\b(?:may|can|could|should|must|have to|has to|ought to|need to|needs to|able to|allowed to|possible)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|has been|have been|had|did|has already"
    r"|have already|already|previously|formerly|ago|went live|used to"
    r"|last (?:year|month|week)|(?:has|have) (?!to\b)(?:\w+ed|gone"
    r"|begun|taken|met|left|run|become|come|made|given|sent))\b"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|going to|is to|are to|planned|scheduled"
    r"|not yet|upcoming|about to|(?:is|are) being|due to|is due|are due|in progress)\b"
)
_ORDERS = re.compile(
    r"\bas soon as possible\b|\bif (?:you have|in doubt|needed|necessary|required|possible)\b|\bdue to\b"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a part of a statement stands."""

    unsettled: str
    """The word that leaves it open, empty for none."""
    past: bool
    future: bool
    permits: bool
    """Whether it only says that something may, can, should or must be."""


def standing(plain: str) -> Standing:
    """How a part stands; `plain` is its words in lower case, contractions taken apart."""
    read = _ORDERS.sub(" ", plain)
    found = _UNSETTLED.search(read)
    return Standing(
        found[0] if found else ("?" if plain.rstrip().endswith("?") else ""),
        _PAST.search(read) is not None,
        _FUTURE.search(read) is not None,
        _MILD.search(read) is not None,
    )


def is_open(text: str) -> bool:
    """Whether a cell or a short sentence says that the matter beside it is not settled."""
    bare = text.strip(" .!*_()")
    if _OPEN_CELL.fullmatch(bare):
        return True
    return len(bare.split()) <= 4 and not bare.endswith("?") and _DECIDES.search(plain(bare)) is not None


def denied(tokens: Sequence[Token], low: str) -> tuple[bool, ...]:
    """For each token whether it is denied; `low` is the text in lower case."""
    flags = [False] * len(tokens)
    if not _DENIES.search(low):
        return tuple(flags)
    harmless = [m.span() for m in _NO_DENIAL.finditer(low)]
    for at, token in enumerate(tokens):
        if token.word in _NOT and not any(s <= token.start < e for s, e in harmless):
            noun = token.word in ("no", "nobody", "none", "nothing", "neither", "without")
            subject = noun and token.word != "without" and not _verb_before(tokens, at)
            _flip(tokens, flags, at + 1, low, subject=subject, short=noun and not subject)
        if token.word == "free" and at and low[tokens[at - 1].end : token.start] == "-":
            flags[at - 1] = not flags[at - 1]
    for match in _LEAVES_OUT.finditer(low):
        if any(s <= match.start() < e for s, e in harmless):
            continue
        start = next((i for i, t in enumerate(tokens) if t.start >= match.end()), len(tokens))
        _flip(tokens, flags, start, low, short=True)
    return tuple(flags)


_DENIES = re.compile(
    r"n't|n’t|\b(?:not|never|cannot|cant|wont|dont|doesnt|isnt|arent"
    r"|neither|nor|no|nobody|none|nothing|nowhere|without|hardly|barely|scarcely|instead"
    r"|rather|except|apart|other than|excluding|exception|opposed|free of|-free|out of|outside|fail|refus|declin|avoid)"
)


def _verb_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause has its verb before this place, so that what follows is no subject."""
    for token in reversed(tokens[:at]):
        if token.word in _ENDS or token.word in _STOPS - {"who", "which"} or token.word == ",":
            return False
        if is_verb(token) or token.word in ("has", "have", "had", "is", "are", "there", "with"):
            return token.word != "there"
    return False


def _flip(
    tokens: Sequence[Token], flags: list[bool], start: int, low: str, *, subject: bool = False, short: bool = False
) -> None:
    verbs = 0
    following = tokens[start].word if start < len(tokens) else "."
    if not subject and (following in _ENDS or following in _STOPS or following in (".", ",")):
        # "That is not where …", "the keys are not": what stands before is denied.
        last = next((i for i in range(start - 2, max(-1, start - 6), -1) if tokens[i].name), None)
        if last is not None:
            flags[last] = not flags[last]
        return
    for at in range(start, len(tokens)):
        word = tokens[at].word
        if ". " in low[tokens[at - 1].end if at else 0 : tokens[at].start]:
            return
        if word in _ENDS or word in _STOPS or word == "." or (word == "," and at > start):
            if word == "," and subject and not verbs and not short:
                continue
            return
        if word in ("and", "or") and any(is_verb(t) for t in tokens[at + 1 : at + 3]) and word == "and":
            return
        if may_act(tokens[at]):
            verbs += 1
            if short:
                return
        flags[at] = not flags[at]
