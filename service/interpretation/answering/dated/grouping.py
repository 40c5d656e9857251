"""Which people and which numbered parts of a plan a text names, as stems: by general English words alone."""

from __future__ import annotations

import re

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.answering.asked import naming
from service.interpretation.shown import Unit

_ORDINAL = re.compile(
    r"\b(?P<what>wave|ring|phase|batch|stage|round|step|tranche|group|release|cohort|iteration|sprint|module|pilot|"
    r"line|site|grade|"
    r"year|class|block|part)s? (?P<numbers>(?:\d{1,2}|[A-Z](?=\b))(?:(?:,| and| or|/|-) ?\d{1,2})*)\b",
    re.IGNORECASE,
)
GENERIC = wording.stems(
    "ready done planned start starts started end ends date day days week weeks status open owner remark needs none all "
    "site sites people users user staff milestone project step scope affected plan from until first last "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december new will goes takes place runs run"
)
_NOBODY = wording.stems("people users staff all everyone team site sites account number user")


def people_in(text: str) -> frozenset[str]:
    """Stems of the people and places that a text names."""
    return relevance.stems_of(" ".join(text[s:e] for s, e in naming.groups_in(text))) - _NOBODY


def people_of(unit: Unit) -> frozenset[str]:
    """Stems of the people and places that a unit names."""
    facts = [(f.start - unit.sentence.start, f.end - unit.sentence.start) for f in unit.facts("population")]
    spans = naming.groups_in(unit.text, facts)
    return relevance.stems_of(" ".join(unit.text[s:e] for s, e in spans)) - _NOBODY - GENERIC


def numbered(text: str) -> frozenset[str]:
    """The numbered parts of a plan that a text names: `wave 2`."""
    found: set[str] = set()
    for match in _ORDINAL.finditer(text):
        for number in re.findall(r"\d+|[A-Z]\b", match["numbers"]):
            found.add(f"{match['what'].lower()} {number}")
    return frozenset(found)


def opens_with_part(text: str) -> bool:
    """Whether a sentence is about a numbered part from its first word on: "Phase 1 moves"."""
    return _ORDINAL.match(text) is not None
