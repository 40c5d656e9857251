"""Questions that name their matter first and then ask about it: "cutover - what does that mean for us?"."""

from __future__ import annotations

import re

_FRONTED = re.compile(
    r"^(?:(?:and|so|ok|hi|hello|hey|also)\b[ ,]*)*(?P<matter>[\w'’&/.+-]+(?: [\w'’&/.+-]+){0,4}?) ?(?: [-–—]|"
    r"[:,.;?!…]+|\.\.+) "
    r"(?P<asks>(?:what|how|when|who|where|why)\b.*)$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:that|this|it|they|those|these)\b", re.IGNORECASE)
_NO_MATTER = re.compile(
    r"^(?:ok(?:ay)?|thanks?(?: you)?|thx|hi|hello|hey|sorry|well|so|right|yes|no|good|great|one more|quick question|"
    r"question|another one|just checking|i see|hm+|if|when|once|as|after|before|since|because|while|unless|for|in|on|"
    r"at|"
    r"what|who|how|where|why|which)\b|\b(?:is|are|was|were|do|does|did|will|have|has|had|can|could|"
    r"said|says|want|wants|need|needs|heard|read)\b",
    re.IGNORECASE,
)


def unfolded(text: str) -> str:
    """The question with its matter in the place of the word that points to it; as it was where there is none."""
    match = _FRONTED.match(text)
    if match is None or _NO_MATTER.search(match["matter"]):
        return text
    pointing = _POINTING.search(match["asks"])
    if pointing is None:
        return text
    asks = match["asks"]
    filled = f"{asks[: pointing.start()]}{match['matter']}{asks[pointing.end() :]}"
    return filled[:1].upper() + filled[1:]
