"""Words other than verbs of happening that say what happens to a thing, and on which side of them it stands."""

from __future__ import annotations

import re
from typing import Literal

from glossary.concepts import OccasionKind

_USE = (
    r"(?:us\w+|access\w*|install\w*|connect\w*|sign\w*|log\w*|open\w*|bring\w*|stor\w+|send\w*|shar\w+|work\w*|tak\w+"
    r"|copy\w*|download\w*|print\w*)"
)
_COMPULSORY = (
    r"(?:mandatory|compulsory|obligatory|required|a must|the only way|the rule|a requirement|binding|enforced)"
)
Side = Literal["before", "after", "around"]
"""On which side of such words the thing stands."""
STATES: tuple[tuple[OccasionKind, Side, re.Pattern[str]], ...] = (
    ("enforced", "before", re.compile(r"no longer (?:be )?(?:optional|voluntary)")),
    (
        "enforced",
        "before",
        re.compile(rf"(?:becomes?|become|will be|(?:is |are )?made|turns?) (?:\w+ly )?{_COMPULSORY}"),
    ),
    (
        "enforced",
        "before",
        re.compile(
            r"(?:is|are) (?:now )?(?:mandatory|compulsory|obligatory)\b|(?:is"
            r"|are) required\b(?=.*\b(?:all|every\w*|staff|users|employees|from|by|as of)\b)"
        ),
    ),
    (
        "enforced",
        "after",
        re.compile(r"(?:is|are|be|become|becomes) (?:mandatory|compulsory|obligatory) (?:to|for \w+ to)\b"),
    ),
    ("enforced", "before", re.compile(r"(?:must|has to|have to|needs? to|will need to) be (?!able)")),
    (
        "withdrawn",
        "before",
        re.compile(
            r"no longer (?:be )?(?:available|supported|possible|needed|required|valid|works?|accepted|maintained"
            r"|offered|in use)|(?:reach\w*|end of) (?:its )?end of (?:life|support|service)|goes? away"
            r"|(?:will be|is|are) (?:gone|history|a thing of the past|obsolete|off the network)"
            r"|(?:will|shall) not (?:be )?(?:available|supported|accepted|valid|work) (?:any more|anymore|after|from)"
        ),
    ),
    (
        "withdrawn",
        "before",
        re.compile(
            r"(?:is|are|has been|have been|gets?) (?:now )?(?:cancelled|canceled|called off|abandoned|scrapped)\b"
        ),
    ),
    ("withdrawn", "after", re.compile(r"\b(?:will|is|are|shall)(?: be)? no (?:more|longer any)\b")),
    (
        "withdrawn",
        "after",
        re.compile(
            r"\b(?:no longer|not) (?:\w+ )?(?:accept|support|offer|issue|allow)\w*(?=.*(?:any ?more|after|from))"
        ),
    ),
    (
        "withdrawn",
        "after",
        re.compile(r"\bno longer (?:be )?(?:\w+ )?(?:accept|support|offer|use|issue|have|provide|able to)\w*"),
    ),
    (
        "limited",
        "before",
        re.compile(
            r"(?:will|shall|must|may|should|can) not (?:be )?"
            r"(?:available|accessible|reachable|usable|possible|allowed|permitted|used)"
            r"|(?:be|is|are|goes?|becomes?) (?:\w+ly )?"
            r"(?:unavailable|read-only|offline|down|inaccessible|closed(?! (?:when|by|if|once"
            r"|after))|off limits|out of service)\b"
            r"|prohibited|forbidden|banned|no \w+ (?:are|is|will be) (?:allowed|permitted|possible|accepted)"
        ),
    ),
    (
        "limited",
        "around",
        re.compile(
            r"\bno (?:\w+ )+?(?:are|is|will be|may be|shall be|can be) (?:allowed|permitted|possible|accepted|made)\b"
        ),
    ),
    ("limited", "after", re.compile(r"\bonly (?:\w+ ){1,5}(?:may|can|will be able to|are allowed to|will have)\b")),
    (
        "limited",
        "after",
        re.compile(
            rf"\b(?:must|may|shall|can|should) not (?:be |yet )?{_USE}|not (?:be )?(?:able|allowed|permitted) to {_USE}"
        ),
    ),
    (
        "introduced",
        "before",
        re.compile(
            r"(?:will be|becomes?|goes?|going|went|gone|to be|shall be|be made|comes?|(?:is|are) now) (?:\w+ )?"
            r"(?:available|live|active|ready|operational|accessible|usable|online|in production|in force|the default)\b"
        ),
    ),
    (
        "introduced",
        "before",
        re.compile(r"(?:is|are) (?:now )?(?:available|live|open|active|in force)\b(?=.*\bfrom\b)"),
    ),
    ("introduced", "before", re.compile(r"(?:is|are) (?:\w+ )?here(?: !)?$")),
    (
        "introduced",
        "before",
        re.compile(r"(?:is|are) (?:\w+ )?coming\b(?! (?:from|to an? (?:end|close)|back to))|lands? (?:on|in|at) "),
    ),
    ("introduced", "before", re.compile(r"(?:takes?|taking|will take) over (?:from|for)\b")),
    ("withdrawn", "after", re.compile(r"(?:takes?|taking|will take) over (?:from|for)\b")),
    ("introduced", "before", re.compile(r"available (?:when|once|after|from|as of)\b")),
    (
        "withdrawn",
        "before",
        re.compile(
            r"\b(?:go(?:es)?|dies?|leaves?|dead|bows? out|(?:is|are) (?:killed|taken away|collected|gone))(?: (?:away"
            r"|for good))?"
            r"(?=\W*$| (?:on|by|from|until) \d| (?:on|by|from) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
            r"| in (?:january|february|march|april|mai|june|july|august|september|october|november|december|week"
            r"|q\d)\b)"
        ),
    ),
    (
        "limited",
        "before",
        re.compile(r"can not be (?:reached|used|accessed|opened|changed|edited|ordered|booked|entered|made)"),
    ),
    ("limited", "after", re.compile(r"\b(?:not|no longer) be able to \w+")),
    (
        "changed",
        "before",
        re.compile(r"(?:will|shall|going to) (?:look|feel|be|work|behave) (?:\w+ly )?(?:different(?:ly)?|new)\b"),
    ),
)
"""Words other than verbs of happening that say what happens to a thing."""
ONCE = re.compile(
    r"^(?:once|when|after|as soon as|before|until) .*?\b((?:is|are|goes|go) (?:\w+ )?(?:live|up"
    r"|available|in place|ready|active|there)\b)"
)
"""A time told by what is introduced: "once SSO is live"."""
