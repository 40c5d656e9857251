"""The words that qualify a clause: as it is today, out of scope, only an idea, on a condition, in the past.

Each entry is a fragment of a regular expression over lower-case text, matched at word boundaries. General English
only; nothing here names a technology or a document.
"""

from __future__ import annotations

import re


def _any_of(*fragments: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(fragments)})\b")


STATUS_QUO = _any_of(
    r"(?:just |exactly )?(?:as|like) (?:today|now|before|usual|always|ever|at present|currently|is|it is|it was)",
    r"(?:just |exactly )?(?:as|like) \w+ (?:do(?:es)?|did|are|is|always)"
    r"(?= (?:today|now|at present|currently|it)|\W*$)",
    r"unchanged",
    r"untouched",
    r"unaffected",
    r"not (?:be )?(?:affected|impacted)",
    r"no impact",
    r"stay(?:s|ed|ing)?",
    r"remain(?:s|ed|ing)?",
    r"continu(?:es?|ed|ing)",
    r"keep(?:s|ing)?\s+(?:on\s+)?(?:us\w+|work\w+|runn\w+|the|their|its|our|your|sign\w+|logg\w+|hav\w+|as)",
    r"(?:no|without(?: any)?) (?:further )?changes?",
    r"nothing (?:new|[^.;,]{0,60}?\bchang(?:es?|ed|ing)|changes)",
    r"(?:do(?:es)?|did|will|would) not (?:change|differ|move|affect|alter)",
    r"already\s+(?:in|on|live|uses?|using|hav\w+|has|works?|known?|exist\w*|available|active|runs?|set up|\w+ed)",
    r"still\s+(?:us\w+|works?|working|sign\w*|log\w*|rel\w+|runs?|running|available|valid|in (?:place|use|force))",
    r"since\s+(?:(?:19|20)\d\d|last|the|early|late|mid|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)",
    r"(?:have|has) (?:always|long|been using)",
    r"business as usual",
    r"(?:in place|in use|in force) for (?:\w+ )?(?:years|months)",
    r"for (?:many|several) years",
    r"well[- ]established",
)
OUT_OF_SCOPE = _any_of(
    r"(?:out[- ]of[- ]|outside (?:of )?(?:the |our )?|beyond (?:the |our )?|not (?:in|within) (?:the )?)scope",
    r"not (?:a )?part of",
    r"(?:is|are|was|were|be) (?:explicitly )?excluded",
    r"excludes?",
    r"(?:de|do|does)-?(?:scoped| not (?:include|cover))",
    r"not (?:be )?covered",
    r"not (?:currently |yet )?(?:planned|foreseen|envisaged|included|intended|addressed)",
    r"not in this (?:release|phase|wave|project)",
    r"no plans?",
    r"on hold indefinitely",
    r"left out of",
    r"is not a goal",
    r"non-goals?",
)
HYPOTHETICAL = _any_of(
    r"ever",
    r"(?:one|some) ?day",
    r"hypothetical\w*",
    r"in theory",
    r"wish ?list",
    r"thought experiment",
    r"(?:we|they|i|he|she|team|board|committee|it) (?:have |has |had |also |briefly )*"
    r"(?:considered|discussed|looked at|talked about|debated|explored|thought about|rejected|ruled out)",
    r"(?:was|were|been) (?:considered|discussed|debated|rejected|ruled out|explored|suggested)",
    r"nice[- ]to[- ]have",
    r"just an idea",
    r"(?:would|could|might) have",
    r"decided against",
    r"if (?:we|they|it|you|the \w+|anyone) (?:were|was) to",
    r"should we",
    r"in (?:the distant|some) future",
)
CONDITIONAL = _any_of(
    r"(?:could|might|would|may)(?!\s+\d)",
    r"perhaps",
    r"maybe",
    r"possibly",
    r"potentially",
    r"unless",
    r"whether",
    r"subject to",
    r"pending",
    r"provided(?: that)?",
    r"assuming",
    r"tentative(?:ly)?",
    r"propos(?:ed|al|es?)",
    r"consider(?:s|ing)?",
    r"explor(?:es?|ing)",
    r"think(?:ing)? (?:about|of)",
    r"not (?:yet )?(?:been )?decided",
    r"undecided",
    r"in the event",
    r"in case",
    r"(?<!longer )optional(?:ly)?",
    r"to be (?:decided|confirmed)",
)
IF = _any_of(
    r"if(?!\s+(?:you have (?:any )?questions|in doubt|not already|needed|necessary|required|possible|applicable))"
)
PAST = _any_of(
    r"previously",
    r"formerly",
    r"historically",
    r"originally",
    r"back (?:then|in)",
    r"at the time",
    r"in the past",
    r"once upon",
    r"used to",
    r"last (?:year|month|quarter|summer|winter|spring|autumn|fall|decade)",
    r"(?:years?|months?|decades?) ago",
    r"had(?: been)?",
)
YEAR = re.compile(r"\b(?:in|during|until|since|of|back in|early|late|mid)[ -]((?:19|20)\d\d)\b")

HEADING_OUT_OF_SCOPE = re.compile(
    r"out[- ]of[- ]scope|not in scope|exclu(?:ded|sions)|non-goals?|what (?:does not|doesn['’]t|stays)|no change"
)
HEADING_STATUS_QUO = re.compile(
    r"(?:current|present|existing) (?:state|situation|process|landscape|set-?up)|as[- ]is\b|status quo|unchanged"
    r"|how (?:it|things) works? today"
)
HEADING_PAST = re.compile(
    r"^(?:background|history|previous|past|lessons learned|change log|revision history|version (?:history|table)"
    r"|retrospective)\b"
)
HEADING_IDEAS = re.compile(
    r"future ideas|parking lot|wish ?list|(?:alternatives|options) considered|ideas for later|long-term vision|rejected"
)
HEADING_WORDS = re.compile(
    r"^(?:glossary|key terms|terms and definitions|definitions|technology and terms|terminology|abbreviations|acronyms"
    r"|references|resources|further reading|see also|table of contents|contents)$"
)
