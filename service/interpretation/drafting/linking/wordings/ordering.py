"""Ways to say which of two comes first, without that one needs the other: conjunctions, `first … then`, arrows."""

from __future__ import annotations

import re

_COMING = (
    r"(?:the )?(?:successful |full |formal |final )?(?:completion|receipt|arrival|delivery|approval|confirmation"
    r"|sign-?off|clearance|conclusion|issue|consent|end)"
)
_BEFORE_POST = (
    "only commence commences commencing start starts begin begins happen happens done live held go-live possible place "
    "weeks days week day out open opens immediately"
)
_POST = "|".join(rf"(?<={word} )post" for word in _BEFORE_POST.split())
"""`post` as a preposition, not what a postman brings."""

ORDER = re.compile(
    rf"(?P<left>[^;|]*?)\s*(?<!\w)(?P<word>(?:up)?on {_COMING} of|after|before|prior to|ahead of|in advance of|once"
    r"|as soon as|immediately (?=following)|following(?: on from)?|follows? (?:on from)|follows?|subsequent to"
    r"|(?:hot )?on the heels of|o(?:n|ff) the back of|in the wake of"
    rf"|when|until|{_POST})(?!\w)\s*(?P<right>[^;|]+)",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^\W*(?:but |and |only |however,? )*(?P<lag>[^,;|]{0,40}?)(?<!\w)(?P<word>after|once|as soon as|before|until|till"
    rf"|without|when|following|unless|assuming(?: that)?|provided(?: that)?|(?:up)?on {_COMING} of)(?!\w)"
    r"\s+(?P<first>[^;|]+?)"
    r"(?:,\s*(?P<rest>[^;|]+)|\s+(?P<nobody>(?:no|nobody|nothing|we cannot|we can't|it is not possible)\b[^;|,]+)"
    r"|(?<=\w)\s+(?P<bare>(?:the|our|all|each|we) [^;|,]+ (?:can|may|will|shall|must|starts?|begins?|opens?"
    r"|commences?|follows?|goes|takes|happens?|is|are)\b[^;|]*))$",
    re.IGNORECASE,
)
WITH_IN_PLACE = re.compile(
    r"^\W*(?:with|given)\s+(?P<b>[^,;|]+?)\s+(?:in place|done|finished|completed?|signed(?: off)?|behind us|settled"
    r"|out of the way|delivered|ready|there|up and running|in hand|sorted|over|closed|in),\s*(?P<a>[^;|]+?"
    r"\b(?:can|may|will|could|starts?|begins?|follows?|opens?|go(?:es)? ahead|proceeds?|commences?)\b[^;|]*)",
    re.IGNORECASE,
)
IF_THEN = re.compile(
    r"^\W*(?:only )?if\s+(?P<b>[^,;|]+?\b(?:is|are|has|have|was|were)\b[^,;|]*),\s*(?:then )?"
    r"(?P<a>(?!you|we will|please)"
    r"[^;|,]+?\b(?:can|may|could|is to|will) (?:then |only )?(?:start|go ahead|begin|proceed|happen|open|run"
    r"|take place|commence|be held|follow)\b)",
    re.IGNORECASE,
)
ONLY_THEN = re.compile(
    r"(?:^|(?P<b>[^;|]*?)[,;.:–—]?\s+(?:and |but )?)\bonly (?:then|after (?:that|this)|afterwards|thereafter)\b,?\s+"
    r"(?P<a>[^;|.]+)",
    re.IGNORECASE,
)
WHEN_ALL = re.compile(
    r"(?P<left>[^;|,]*?) when (?P<right>(?:all|every|both|the last)\b[^;|,]+? (?:is|are|has|have)\b[^;|,]*)",
    re.IGNORECASE,
)
"""Of all that something "when" may say, what waits until everybody has gone over."""
THEREAFTER = re.compile(
    r"^\W*(?:and |but )?(?:thereafter|afterwards|subsequently|(?:after|following) (?:that|this|which)"
    r"|(?:once|as soon as|when) (?:that|this|it) is (?:done|over|through|complete|finished)"
    r"|(?:then|next)(?=,? (?:the|we|our|all|come|comes)\b))\b,?"
    r"\s+(?P<a>[^;|.]+)",
    re.IGNORECASE,
)
FIRST_THEN = re.compile(
    r"(?:^\W*(?:first(?:ly| of all)?|to begin with),?\s+(?P<b1>(?!and\b|of\b)[^;|]+?)"
    r"|(?P<b2>[^,;|.]+?)\s+(?:(?:must|has to|have to|needs? to|should|is to|are to|comes?|goes|go|come)\b"
    r"[^,;|.]{0,20}?\s)?first)"
    r"\s*[,;.–—]?\s*(?:and\s+)?(?:then|after that|afterwards|thereafter|next)\b,?\s+(?P<a>[^;|.]+)",
    re.IGNORECASE,
)
THEN = re.compile(
    r"^\W*(?P<b>[^,;|.]+?)(?:,\s*(?:and )?|\s+and )(?:then|after that|afterwards|thereafter)\s+(?P<a>[^,;|.]+)",
    re.IGNORECASE,
)
ARROW = re.compile(r"\s*(?:-+>|→|⇒|=+>|➔|➜|»)\s*")
BACK_ARROW = re.compile(r"\s*(?:<-+|←|⇐|<=)\s*")
TOGETHER = re.compile(
    r"(?P<left>[^;|]*?)\s*\b(?:(?:on|at) the same (?:day|time|morning|weekend) (?:as|with)|same day as"
    r"|in parallel (?:with|to)"
    r"|together with|simultaneously with|(?:starts?|begins?|opens?|(?:is|are) opened) (?:with|when)"
    r"|(?:starts?|begins?|opens?)(?: \w+)? (?:on|at) (?:the )?(?:day|start) of)\s+(?P<right>[^;|]+)",
    re.IGNORECASE,
)
ENDS_WITH = re.compile(
    r"(?P<left>[^;|]*?)\s*\b(?:ends?|finish(?:es)?|closes?) (?:with|when|together with)\s+(?P<right>[^;|]+)",
    re.IGNORECASE,
)
SHORT_PIECES = re.compile(r",\s*(?!and\b|or\b|so\b)")
