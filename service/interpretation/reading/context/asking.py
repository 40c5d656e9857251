"""What those who prepare others ask of IT without any change being announced: needs, lacks, limits and conditions.

"No training environment yet", "the works council has to agree", "only 20-minute sessions" call for something to be
done, where in a technical text the same words describe.
"""

from __future__ import annotations

import re

from glossary.concepts import OccasionKind

_LABEL = re.compile(
    r"^\W*(?:what (?:we|they|\w+) (?:need|want|expect)\w*|needs?|needed|asks?|request(?:ed|s)?|requirements?"
    r"|required|wish(?:es)?"
    r"|conditions?|must(?:-haves?)?|criteria|missing|blockers?|open|to ?do|for it|from it|it to do|please|pls"
    r"|wanted|expected"
    r"|our (?:needs|asks|requests|conditions))(?: (?:\w+ ){0,3}(?:it|you))?\s*[:–—|-]",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:needs?|requires?|conditions?|criteria|must|only (?:if|when|once)|asks?|request|wish|wishes|expects?"
    r"|want|before (?:we|they)"
    r"|missing|prerequisites?|depends? on|ready (?:if|when|once))\b",
    re.IGNORECASE,
)
_DENIED_NEED = re.compile(
    r"\b(?:not|no longer|never|nobody|nothing) (?:\w+ )?(?:needed|need|needs|required|wanted|necessary|asked"
    r"|requested)\b"
    r"|\bno (?:need|requirement|request|wish|condition|questions?|further|changes?)\b|\bdone by us\b|\b(?:we"
    r"|ourselves) do \w+ ourselves\b",
    re.IGNORECASE,
)
_LACKS = re.compile(
    r"\b(?:there (?:is|are) (?:still |currently |so far )?no|(?:have|has|had|with|got|see|get|gets) no"
    r"|not (?:have|get) (?:an?|any|the|their|enough)"
    r"|lacks?|lacking|without|missing|can not|not able to|unable to|still no|wait(?:s|ing)? for|stuck (?:with|without)"
    r"|(?:is|are|be) impossible|fails? to|instead of)\s+(?:[\w-]+\s+){0,4}$"
)
_LACKING = re.compile(
    r"^\s*(?::\s*|\|\s*)?(?:[\w-]+ ){0,4}?(?:(?:is|are|was|were|be) )?(?:still |yet |all )?(?:missing|lacking"
    r"|impossible|useless|too \w+"
    r"|not (?:there|available|ready|working|set up|possible|allowed|enough|there yet|an option|acceptable|usable"
    r"|stable)|no option"
    r"|[^;|]{0,40}\btoo (?:slow|late|early|small|few|short|long|many|much|old|heavy|loud)"
    r"|broken|unclear|unusable|unreliable|does not work|do not work|hangs|freezes|fails|times? out|expires? during)\b"
)
_WANTS = re.compile(
    r"^\s*(?:[\w-]+ ){0,2}?(?:must|has to|have to|need to|needs to|needs|need|wants?|wish(?:es)?|requires?"
    r"|insists?|expects?|asks?|demands?"
    r"|prefers?|refuses?|will only|can only|may only|can not|may not|would like|should)\b"
)
_LIMITS = re.compile(
    r"\b(?:only|at most|max|maximum|no more than|not more than|at the latest|not (?:on|during|in|before|until)"
    r"|never (?:on|during|in|reads?))\b"
)
_LONGEST = 200


def labelled(text: str) -> bool:
    """Whether a sentence begins with what makes it a request: "Need:", "Missing:", "From IT:"."""
    return _LABEL.match(text) is not None and not _DENIED_NEED.search(text[:_LONGEST])


def leads(text: str) -> bool:
    """Whether a line that introduces a list asks for what is in it."""
    return (_LABEL.match(text) or _LEAD.search(text[:_LONGEST])) is not None and not _DENIED_NEED.search(
        text[:_LONGEST]
    )


def of_mention(plain: str, at: int, until: int) -> OccasionKind | None:
    """What a clause of those who prepare others asks for at `plain[at:until]`; None where it asks for nothing."""
    if _DENIED_NEED.search(plain):
        return None
    before, after = plain[max(0, at - _LONGEST) : at], plain[until : until + _LONGEST]
    if _LACKS.search(before) or _LACKING.match(after):
        return "planned"
    if _WANTS.match(after):
        return "planned"
    if _LIMITS.search(before[-40:]) or _LIMITS.search(after[:40]):
        return "limited"
    return None
