"""From which milestones on people have to work with something: by the kind of event, or by the words for it."""

from __future__ import annotations

import re
from functools import lru_cache

from service.planning.nouns import Milestone
from service.planning.pairing import says

_STARTS = re.compile(
    r"\b(?:starts?|opens|opening|go(?:es)? (?:live|over)|first day|day one|switch(?:es|ed)?[- ]?over|switched on|"
    r"turned on|"
    r"launch(?:es)?|in use|takes over|^new|goes on(?:to)?|moves? (?:over |across )?to|works? (?:in|with|on)|"
    r"commenc(?:es?|ement|ing)|(?:chang|cut|cross|swap|flip|mov)(?:es|s)? (?:over|across)|go(?:es)? across|cutover|"
    r"(?:goes|comes|is brought|is put|brought|put|enters) into (?:use|force|operation|service|effect)|begins|"
    r"(?:first|1st) (?:shift|night|morning) (?:on|in|with)|kick(?:s|ed)? in|roll(?:s|ed) out|is introduced|w\.?e\.?f)\b"
)
"""How people who know no word for a go-live write of one."""
_GO_OVER = re.compile(
    r"\b(?:go|goes|chang\w+|switch\w*|cut|cuts|cross\w*|swap\w*|mov\w+|transfer\w*) (?:over|across) (?:on )?to\b"
)
"""Of changes: that people go over to something."""
_NO_START = re.compile(
    r"\b(?:sprints?|projects?|programmes?|planning|builds?|tests?|testing|design|contracts?|kick-?offs?|meetings?|"
    r"surveys?|"
    r"help|helpers?|support|preparations?|installation|works?|construction|pilots?|recruit\w*|hiring)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:after|before|until|till|once|when|since|if|unless|because|so that|as soon as)\b[^.;,|]*$")
_LOOK = 60


def is_start(milestone: Milestone) -> bool:
    """Whether people have to work with something from its day on, by its kind or else by its words."""
    if milestone.kinds:
        kind = milestone.kinds[0]
        return kind == "go_live" or (kind == "change" and bool(milestone.systems) and _goes_over(milestone.title))
    if milestone.track == "readiness" or _NO_START.search(milestone.title):
        return False
    return says(_starts_in, milestone)


@lru_cache(maxsize=50_000)
def _goes_over(title: str) -> bool:
    return _NO_START.search(title) is None and _GO_OVER.search(title.lower()) is not None


@lru_cache(maxsize=50_000)
def _starts_in(text: str) -> bool:
    said = text.lower()
    return any(not _WHEN.search(said[max(0, m.start() - _LOOK) : m.start()]) for m in _STARTS.finditer(said))
