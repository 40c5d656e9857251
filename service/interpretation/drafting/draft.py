"""Drafts a joint plan out of documents: read, link, schedule, check. The story of a plan before it has a number.

Above: `workflows.planning` gathers the documents and keeps what comes out. The same documents give the same draft.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.interpretation.drafting.caring.decisions import decisions
from service.interpretation.drafting.caring.measures import measures
from service.interpretation.drafting.caring.mentions import said_in_readiness, said_in_technology
from service.interpretation.drafting.caring.owning import unowned
from service.interpretation.drafting.caring.points import points
from service.interpretation.drafting.dependencies import dependencies
from service.interpretation.drafting.milestones import milestones
from service.interpretation.drafting.nouns import Drafted, Material
from service.interpretation.drafting.observing.amounts import amounts
from service.interpretation.drafting.observing.closures import closures
from service.interpretation.drafting.observing.covers import covers
from service.interpretation.drafting.observing.means import means
from service.interpretation.drafting.observing.paces import paces
from service.interpretation.drafting.observing.uses import uses
from service.interpretation.drafting.observing.working_hours import working_hours
from service.interpretation.drafting.presence.head_starts import head_starts
from service.interpretation.drafting.proposing import proposed
from service.planning.nouns import Disconnect, Milestone, OpenPoint, PairedMetric
from service.planning.observed import Observed
from service.planning.people.metrics import paired_metrics
from service.planning.scheduling.joining import Joined, joined
from service.planning.versions.carrying import carried, renamed, renaming


@dataclass(frozen=True)
class Draft:
    """A plan as the documents have it."""

    plan: Joined
    observed: Observed
    metrics: tuple[PairedMetric, ...] = ()
    open_questions: tuple[OpenPoint, ...] = ()
    assumptions: tuple[OpenPoint, ...] = ()
    notes: tuple[str, ...] = ()


def draft(material: Material, before: Sequence[Milestone] = ()) -> Draft:
    """The joint plan that documents amount to.

    Args:
        material: The documents.
        before: The milestones of the plan's last version; what they still are keeps its id and people's edits.
    """
    drafted = milestones(material)
    linked = dependencies(material, drafted)
    proposals = proposed(material, linked)
    all_of_them = (*linked.milestones, *proposals.milestones)
    kept = carried(before, all_of_them)
    links = renamed(all_of_them, kept, (*linked.dependencies, *proposals.dependencies))
    seen = _under(renaming(all_of_them, kept), observed(material, drafted))
    plan = joined((*kept, *_only_said(before, kept)), links, seen, material.today, material.country)
    questions, assumptions = points(material, drafted)
    metrics = paired_metrics(plan.milestones, seen.measures, {c.id: c for c in material.glossary.catalog.concepts})
    return Draft(plan, seen, metrics=metrics, open_questions=questions, assumptions=assumptions, notes=drafted.notes)


def conflicts(material: Material, of: Collection[str]) -> tuple[Disconnect, ...]:
    """What does not fit in these documents, as far as some of the sources have a part in it.

    Args:
        material: the documents.
        of: ids of the sources.
    """
    drafted = milestones(material)
    linked = dependencies(material, drafted)
    seen = observed(material, drafted)
    plan = joined(linked.milestones, linked.dependencies, seen, material.today, material.country)
    return tuple(d for d in plan.disconnects if any(s in of for side in d.sides for s in side.sources))


def observed(material: Material, drafted: Drafted) -> Observed:
    """What the documents say beside milestones."""
    demands, lacks = means(material)
    return Observed(
        amounts=amounts(material),
        closures=closures(material),
        covers=covers(material),
        head_starts=head_starts(material),
        work=working_hours(material),
        demands=demands,
        lacks=lacks,
        paces=paces(material),
        measures=measures(material),
        uses=uses(material, material.glossary),
        decisions=decisions(material),
        unowned=unowned(material, drafted.milestones, drafted),
        bad_dates=drafted.bad_dates,
        disputed=drafted.disputed,
        said_in_readiness=said_in_readiness(material),
        said_in_technology=said_in_technology(material),
        communities=frozenset(s.community for s in material.passages if s.community is not None),
    )


def _only_said(before: Sequence[Milestone], kept: Sequence[Milestone]) -> Iterator[Milestone]:
    """What a person has said of milestones that no document states any more: a word that was given is not lost."""
    there = {one.id for one in kept}
    for one in before:
        if one.edits and one.id not in there:
            word = one.edits[-1]
            why = f"No document states it any more; it stands as {word.by} said: {word.reason}"
            yield one.model_copy(update={"why": why})


def _under(ids: Mapping[str, str], seen: Observed) -> Observed:
    """The same, with the ids that milestones have kept."""
    return replace(
        seen,
        unowned=tuple(replace(one, milestone=ids.get(one.milestone or "", one.milestone)) for one in seen.unowned),
        bad_dates=tuple(replace(one, milestone=ids.get(one.milestone or "", one.milestone)) for one in seen.bad_dates),
        disputed=tuple(replace(one, milestone=ids.get(one.milestone or "", one.milestone)) for one in seen.disputed),
    )
