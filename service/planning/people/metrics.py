"""Paired metrics: the figure of IT and the figure of people that only together say how it went.

99.9 % uptime beside 22 % adoption is no victory. The pairs are the glossary's, for the concepts that the plan and the
documents' own measures are about; which half is measured already is said beside each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from glossary.concepts import Concept
from service.planning.nouns import Milestone, PairedMetric
from service.planning.observed import Measure

MOST = 8
"""Pairs in one plan: what nobody can report on a page is not measured."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_SAME = 0.6
_LEAST = 2
"""Share, and number, of a figure's own words that a measure has to name to be that figure."""
_OF_ANY_FIGURE = frozenset(
    "share rate number count percent percentage week weeks day days hour hours minutes month first last user people "
    "person hundred thousand target reached time total average per each with from that were have without within after "
    "before whose their could work".split()
)


def paired_metrics(
    milestones: Sequence[Milestone], measures: Sequence[Measure], concepts: Mapping[str, Concept]
) -> tuple[PairedMetric, ...]:
    """The pairs for a plan, those that documents measure half of first, then by how much the plan is about them.

    Args:
        milestones: Of the plan.
        measures: By which the documents tell success.
        concepts: The glossary's, by id.
    """
    weight: Counter[str] = Counter()
    for one in milestones:
        weight.update(one.concepts)
    for measure in measures:
        weight.update(measure.concepts)
    found: list[tuple[bool, int, PairedMetric]] = []
    for key, count in weight.items():
        concept = concepts.get(key)
        for metric in concept.metrics if concept is not None else ():
            assert concept is not None
            halves = {"it": metric.it, "people": metric.people_readiness}
            named = {side: [m for m in measures if m.side == side and _is(m, half)] for side, half in halves.items()}
            stated: list[Literal["it", "people_readiness"]] = []
            if named["it"]:
                stated.append("it")
            if named["people"]:
                stated.append("people_readiness")
            sources = (m.quote.source for some in named.values() for m in some)
            pair = PairedMetric(
                it=metric.it,
                people_readiness=metric.people_readiness,
                why=metric.why,
                stated=tuple(stated),
                sources=tuple(dict.fromkeys((concept.source_id, *sources))),
            )
            found.append((len(stated) == 1, count, pair))
    ranked = sorted(found, key=lambda each: (-each[0], -each[1]))
    return tuple({(pair.it, pair.people_readiness): pair for _, _, pair in ranked}.values())[:MOST]


def _is(measure: Measure, figure: str) -> bool:
    """Whether a measure is about as good as the figure itself, by the words it is told in."""
    wanted, told = _words(figure), _words(f"{measure.what} {measure.quote.text}")
    return len(wanted & told) >= max(_LEAST, _SAME * len(wanted))


def _words(text: str) -> frozenset[str]:
    """Its longer words, without the endings that number and time give them."""
    found = {re.sub(r"(?:ing|ed|es|s)$", "", word.lower()) for word in _WORD.findall(text)}
    return frozenset(found - _OF_ANY_FIGURE)
