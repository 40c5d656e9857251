"""The terms that a question asks about and the glossary does not have: acronyms, names, quoted and bare phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.matcher import Mention
from service.interpretation.answering.nouns import Evidence
from service.interpretation.reading import terms

_QUOTED = re.compile(r"[\"“„'‘]([^\"“”„'‘’]{2,60})[\"”“'’]")
_LEAD = (
    r"(?:the |an? |our )?(?:differences? between )?(?:the |an? )?"
    r"(?:(?:term|word|acronym|abbreviation|phrase|expression) )?"
)
_TAIL = (
    r"(?:\s+(?:here|for us|to (?:us|me|them|it)|(?:in|on|at|for) (?:this|the|our|these) .*|actually|exactly|again))*"
)
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhat (?:do|does|did|is|are|would|could) {_LEAD}(.{{2,60}}?){_TAIL} (?:mean|stand for|refer to)\b",
        rf"\b(?:the )?(?:meaning|definition) of {_LEAD}(.{{2,60}}?){_TAIL}\s*[?.!]*$",
        rf"\b(?:define|explain|meant by|mean by|understand by) {_LEAD}(.{{2,60}}?){_TAIL}\s*[?.!]*$",
        rf"\bwhat(?:'s|’s| is| are) {_LEAD}(.{{2,60}}?){_TAIL}\s*[?.!]*$",
    )
)
_JOINED = re.compile(r"\s*(?:,| and | or )\s*")
_MOST_WORDS = 5


def unlisted(evidence: Evidence) -> tuple[str, ...]:
    """Terms of the question, as written, that no label of the glossary covers; in order."""
    question = evidence.question
    mentions = evidence.glossary.matcher.find(question.text, community=question.community)
    spans = [(m.start, m.end) for m in mentions if m.candidates]
    found: dict[str, None] = {}
    for term in terms.unknown(question.text, spans):
        found[term.term] = None
    for system in question.systems if not question.concepts else ():
        if not any(system.lower() == question.text[s:e].lower() for s, e in spans):
            found[system] = None
    for match in _QUOTED.finditer(question.text):
        if not _covered(match.start(1), match.end(1), mentions):
            found[match.group(1).strip()] = None
    for pattern in _ASKED if not found else ():
        asked = pattern.search(question.text)
        if asked is None:
            continue
        start = asked.start(1)
        for part in _JOINED.split(asked.group(1)):
            at = question.text.find(part, start)
            if part and len(part.split()) <= _MOST_WORDS and not _covered(at, at + len(part), mentions):
                found[part.strip(" \"'“”")] = None
        break
    return tuple(term for term in found if len(term) > 1)


def _covered(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether labels of the glossary make up half of a stretch of the question or more."""
    inside = sum(min(m.end, end) - max(m.start, start) for m in mentions if m.start < end and m.end > start)
    return 2 * inside >= end - start
