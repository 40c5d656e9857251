"""Clauses of a sentence and what qualifies them: negation, status quo, past, scope, condition.

A qualifier belongs to its clause ("the VPN stays, but MFA becomes mandatory"), except a condition and a question,
which hold for the whole sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Standing = Literal["real", "conditional", "status_quo", "negated", "past", "out_of_scope", "hypothetical", "none"]
"""How a thing stands in its clause. Only `real` and `conditional` are occasions; `none`: a mere mention."""

WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-‐‑][^\W_][\w'’]*)*|\d[\d.,:/-]*\d|\d|[;:,?!()|]|[–—]")

_SPLIT = re.compile(
    r";\s|\s[–—]\s|\s-\s|[,(]?\s*\b(?:but|whereas|although|though|however|instead)\b,?\s|,\s*(?:while|yet|and then|so)\b"
)
_AND = re.compile(
    r",?\s+and\s+(?=(?:the|a|an|our|their|its|we|they|it|all|every\w*|no|nothing|users?|staff|people)\b)|,\s+and\s+"
)

_STATUS_QUO = re.compile(
    r"\b(?:as|like|just as|exactly as) (?:today|now|before|usual|always|ever|at present|currently|is|it is|it was|"
    r"(?:they|we|you|people|users|staff|everyone|everybody|\w+) (?:do(?:es)?|did|are|is|always)\b)"
    r"|\bunchanged\b|\buntouched\b|\bunaffected\b|\bnot affected\b|\bnot (?:be )?impacted\b|\bno impact\b"
    r"|\b(?:stays?|stay(?:ed|ing)|remain(?:s|ed|ing)?|continu(?:es?|ed|ing))\b"
    r"|\bkeep(?:s|ing)?\s+(?:on\s+)?(?:us\w+|work\w+|runn\w+|the|their|its|our|your|sign\w+|logg\w+|hav\w+|as)\b"
    r"|\b(?:no|without(?: any)?) (?:further )?changes?\b|\bnothing (?:changes|new|will change|about \w+ changes)\b"
    r"|\b(?:do(?:es)?|did|will|would) not (?:change|differ|move|affect|alter)\b"
    r"|\balready\s+(?:in\b|on\b|live|uses?\b|using|hav\w+|has\b|works?\b|known?|exist\w*|available|enabled|deployed"
    r"|installed|used|active|runs?\b|set up|\w+ed\b)"
    r"|\bstill\s+(?:us\w+|works?\b|working|sign\w*|log\w*|rel\w+|runs?\b|running|available|valid|in (?:place|use|force))"
    r"|\bsince\s+(?:(?:19|20)\d\d|last|the|early|late|mid|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b|\b(?:have|has) (?:always|long|been using)\b|\bbusiness as usual\b|\bthe usual\b"
    r"|\b(?:in place|in use|in force) for (?:years|months|\w+ years|\w+ months)\b|\bfor (?:many|several) years\b"
    r"|\bwell[- ]established\b"
)
_OUT_OF_SCOPE = re.compile(
    r"\bout[- ]of[- ]scope\b|\bnot (?:in|within) (?:the )?scope\b|\bnot (?:a )?part of\b|\boutside (?:of )?(?:the |our )?scope\b"
    r"|\bbeyond the scope\b|\b(?:is|are|was|were|be) (?:explicitly )?excluded\b|\bexcludes?\b|\bnot (?:be )?covered\b"
    r"|\bnot (?:currently |yet )?(?:planned|foreseen|envisaged|included|intended|addressed)\b|\bdoes not (?:include|cover)\b"
    r"|\bdo not (?:include|cover)\b|\bnot in this (?:release|phase|wave|project)\b|\bdescoped\b|\bde-scoped\b|\bno plans?\b"
    r"|\bon hold indefinitely\b|\bdeliberately left out\b|\bleft out of\b|\bis not a goal\b|\bnon-goals?\b"
)
_HYPOTHETICAL = re.compile(
    r"\bever\b|\b(?:one|some) ?day\b|\bhypothetical\w*\b|\bin theory\b|\bwish ?list\b|\bthought experiment\b"
    r"|\b(?:we|they|i|he|she|team|board|committee|it) (?:have |has |had |also |briefly )*"
    r"(?:considered|discussed|looked at|talked about|debated|explored|thought about|rejected|ruled out)\b"
    r"|\b(?:was|were|been) (?:considered|discussed|debated|rejected|ruled out|explored|suggested)\b"
    r"|\bnice[- ]to[- ]have\b|\bjust an idea\b|\bwould have\b|\bcould have\b|\bmight have\b|\bdecided against\b"
    r"|\bif (?:we|they|it|you|the \w+|anyone) (?:were|was) to\b|\bshould we\b|\bin the distant future\b|\bin some future\b"
)
_CONDITIONAL = re.compile(
    r"\b(?:could|might|would|may)\b(?!\s+\d)|\bperhaps\b|\bmaybe\b|\bpossibly\b|\bpotentially\b|\bunless\b|\bwhether\b"
    r"|\bsubject to\b|\bpending\b|\bprovided (?:that)?\b|\bassuming\b|\btentative(?:ly)?\b|\bproposed\b|\bpropos(?:al|es?)\b"
    r"|\bconsider(?:s|ing)?\b|\bexplor(?:es?|ing)\b|\bthink(?:ing)? (?:about|of)\b|\bnot (?:yet )?(?:been )?decided\b"
    r"|\bundecided\b|\bin the event\b|\bin case\b|\boptional(?:ly)?\b(?<!longer optional)|\bto be (?:decided|confirmed)\b"
)
_IF = re.compile(
    r"\bif\b(?!\s+(?:you have (?:any )?questions|in doubt|not already|needed|necessary|required|possible|applicable))"
)
_PAST = re.compile(
    r"\b(?:previously|formerly|historically|originally|back then|back in|at the time|in the past|once upon|used to"
    r"|last (?:year|month|quarter|summer|winter|spring|autumn|fall|decade)|(?:years?|months?|decades?) ago|had been|had)\b"
)
_YEAR = re.compile(r"\b(?:in|during|until|since|of|back in|early|late|mid)[ -]((?:19|20)\d\d)\b")

_HEADING: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (
        "out_of_scope",
        re.compile(
            r"out[- ]of[- ]scope|not in scope|exclu(?:ded|sions)|non-goals?|what (?:does not|doesn['’]t|stays)|no change"
        ),
    ),
    (
        "status_quo",
        re.compile(
            r"(?:current|present|existing) (?:state|situation|process|landscape|set-?up)|as[- ]is\b|status quo|unchanged|how (?:it|things) works? today"
        ),
    ),
    (
        "past",
        re.compile(
            r"^(?:background|history|previous|past|lessons learned|change log|revision history|version (?:history|table)|retrospective)\b"
        ),
    ),
    (
        "hypothetical",
        re.compile(
            r"future ideas|parking lot|wish ?list|alternatives considered|options considered|ideas for later|long-term vision|rejected"
        ),
    ),
    (
        "none",
        re.compile(
            r"^(?:glossary|key terms|terms and definitions|definitions|technology and terms|terminology|abbreviations|acronyms|references|resources|further reading|see also|appendix.*(?:terms|references)|table of contents|contents)$"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`[start, end)` of the document, and how what it says stands on the whole."""

    start: int
    end: int
    standing: Standing
    """`real` until something in the clause or sentence qualifies it."""


def under(headings: tuple[str, ...]) -> Standing:
    """How things stand below these headings ("Out of scope", "Background"); `real` for ordinary ones."""
    for heading in headings:
        standing = of_heading(heading)
        if standing != "real":
            return standing
    return "real"


def of_heading(heading: str) -> Standing:
    """How things stand below this one heading or lead-in."""
    plain = heading.strip(" *_#:\t0123456789.").lower()
    for standing, pattern in _HEADING:
        if pattern.search(plain):
            return standing
    return "real"


def split(sentence: str, offset: int, this_year: int) -> list[Clause]:
    """The clauses of a sentence that starts at `offset`, each with its standing; together they cover it."""
    plain = sentence.replace("’", "'").replace("n't", " not")
    whole = _of_sentence(plain)
    cuts = [0, *(m.end() for m in _SPLIT.finditer(sentence)), len(sentence)]
    clauses: list[Clause] = []
    for left, right in zip(cuts, cuts[1:], strict=False):
        for start, end in _at_and(sentence, left, right):
            standing = whole or _of_clause(sentence[start:end].replace("’", "'").replace("n't", " not"), this_year)
            clauses.append(Clause(offset + start, offset + end, standing))
    return clauses


def _at_and(sentence: str, left: int, right: int) -> list[tuple[int, int]]:
    """Parts at "and" only where one side is qualified and the other is not: lists of things stay together."""
    for cut in _AND.finditer(sentence, left, right):
        before, after = sentence[left : cut.start()].lower(), sentence[cut.end() : right].lower()
        if (_STATUS_QUO.search(before) is None) != (_STATUS_QUO.search(after) is None) or (
            _OUT_OF_SCOPE.search(before) is None
        ) != (_OUT_OF_SCOPE.search(after) is None):
            return [(left, cut.end()), *_at_and(sentence, cut.end(), right)]
    return [(left, right)]


def _of_sentence(sentence: str) -> Standing | None:
    lower = _without_month(sentence)
    if _HYPOTHETICAL.search(lower) or sentence.rstrip(" \"'”’)*_").endswith("?"):
        return "hypothetical"
    return "conditional" if _IF.search(lower) else None


def _of_clause(clause: str, this_year: int) -> Standing:
    lower = _without_month(clause)
    if _OUT_OF_SCOPE.search(lower):
        return "out_of_scope"
    if _STATUS_QUO.search(lower):
        return "status_quo"
    if _PAST.search(lower) or any(int(y) < this_year for y in _YEAR.findall(lower)):
        return "past"
    return "conditional" if _CONDITIONAL.search(lower) else "real"


def _without_month(words: str) -> str:
    """Lower case, with the month of May out of the way of the verb."""
    return re.sub(r"(?<!^)\bMay\b|\bMay(?=,? \d)|(?<=\d )may\b", "month", words).lower()
