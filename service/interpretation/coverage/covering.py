"""Whether the initiative's documents already plan for an implication: covered, partly (and what is missing), or open.

A step covers an implication when it is an action of the same category on the same subject, in time, for the same
people.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossary.catalog import Catalog
from glossary.concepts import Community
from service.interpretation import wording
from service.interpretation.coverage.steps import Step
from service.interpretation.implications import Draft
from service.interpretation.nouns import Coverage


def cover(
    draft: Draft, planned: Sequence[Step], catalog: Catalog, from_: Community, own: frozenset[tuple[str, int]]
) -> Coverage:
    """How far the steps cover a draft; `own` are (document, start) of the sentences that give its occasion."""
    near = {draft.concept.id, *draft.concept.broader, *draft.concept.related, *draft.merged}
    wanted = wording.stems(draft.do) - wording.stems(" ".join(draft.groups))
    best: list[tuple[int, bool, Step]] = []
    for step in planned:
        if draft.rule.category not in step.categories or (step.document, step.start) in own:
            continue
        if from_ != "it" and step.community == from_:
            continue  # a wish of the asking side is not yet the other side's plan
        shared = len(wanted & step.words)
        about = bool(near & step.concepts)
        if (about and shared >= 1) or shared >= 4:
            best.append((shared + 3 * about, about, step))
    if not best:
        return Coverage(state="open", missing="no document plans for it")
    best.sort(key=lambda entry: -entry[0])
    judged = [(_missing(draft, about, shared - 3 * about, step, catalog), step) for shared, about, step in best[:5]]
    judged.sort(key=lambda entry: len(entry[0]))
    missing, step = judged[0]
    return Coverage(state="partly" if missing else "covered", missing="; ".join(missing), sources=(step.source,))


def _missing(draft: Draft, about: bool, shared: int, step: Step, catalog: Catalog) -> list[str]:
    lacks: list[str] = []
    if not about:
        lacks.append(f"does not say that it is about {draft.concept.name(draft.rule.to)}")
    elif shared < 2:
        lacks.append("names the subject, not this action")
    offset = draft.rule.when.offset_days
    if step.first and draft.anchor_date and draft.due and offset < 0 and step.first >= draft.anchor_date:
        lacks.append(
            f"planned for {wording.day(step.first)}, which is not before {wording.day(draft.anchor_date)}; "
            f"needed by {wording.day(draft.due)}"
        )
    groups = {g.lower() for g in draft.groups}
    if groups and step.groups and not step.everyone:
        left_out = [g for g in draft.groups if not any(_same_people(g, s) for s in step.groups)]
        if left_out:
            lacks.append(f"names {wording.listed(sorted(step.groups))}, not {wording.listed(left_out)}")
    return lacks


def _same_people(group: str, other: str) -> bool:
    one, two = wording.stems(group), wording.stems(other)
    return bool(one and two) and (one <= two or two <= one)
