"""Which words name a step of work, and which only stand for something that was named before."""

from __future__ import annotations

import re

STEP = re.compile(
    r"\w(?:tion|sion|ment|ance|sis|al|ing|up|out|over|in)s?$|\b(?:review|check|test|audit|survey|delivery"
    r"|sign-?off|contract|"
    r"order|agreement|vote|inspection|rehearsal|hand-?over|report|decision|budget|permit|certificate|licen[cs]e"
    r"|release|"
    r"build|load|fit)s?$",
    re.IGNORECASE,
)
NO_STEP = re.compile(
    r"\b(?:following|i|we|you|they|he|she|it|that|this|these|those|who|which|what|everybody|everyone|nobody|people|is|are"
    r"|was|were|be|"
    r"been|has|have|had|will|can|cannot|could|would|should|may|not|no|do|does|did|if|there|then|than|our own)\b"
    r"|\d{4}|[|@]",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:(?:the|a|an|all|both|its|their|our|any|each|every|final|formal|successful|full|completion of|end of"
    r"|finish of|"
    r"finishing|result of|results of|start of|beginning of|having)\s+)+",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\s+(?:(?:is|are|has|have|was|were|being|been|will be|has been|have been)\s+)*(?:done|finished|complete"
    r"|completed|ready|"
    r"passed|signed|available|over|closed|in place|approved|delivered|given|there)\W*$",
    re.IGNORECASE,
)
LEFT_OUT = re.compile(
    r"(?:\W|\d|\b(?:it|this|that|these|those|they|both|which|can(?:not)?|could|may|must|will|would|shall|should"
    r"|to|be|been"
    r"|is|are|has|have|needs?|only|not|n['’]t|t|start\w*|begin\w*|happens?|takes?|place|runs?|goes?|go|ahead|proceed"
    r"|carried|finish\w*|complet\w*|available|over|closed|approved|signed|out|done|held|planned|due|possible|ready|the"
    r"|then|also|however|and|but|so|there|here|all|for|with|before|after|earliest|latest|at|on|in|by|from|of)\b)*",
    re.IGNORECASE,
)
"""What stands for something that was named before, or says nothing of what it is."""
ALL_OVER = re.compile(
    r"\b(?:all|every(?:one|body)?|both|the last(?: of)?|each)\b(?: of)?(?: the)?(?: \w+)??(?P<who>(?: [^\W\d]+)?)\s+"
    r"(?:is|are|has|have)\s+(?:been |gone |come |all |successfully |now )*(?:live|across|over|on it|in it"
    r"|switched(?: over)?|moved(?: over)?|migrated|converted|cut ?over|on ?board(?:ed)?|onboarded|in use|rolled out"
    r"|changed over|using it|working with it|up and running|started)\b",
    re.IGNORECASE,
)
"""That all of several have gone over to the new way."""
