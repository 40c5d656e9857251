"""A joint plan is drafted: gather the initiative's documents, read and check them, keep what comes out."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.access import Caller, scope
from retrieval.database.initiatives import Initiative, initiative
from retrieval.database.listing import Listed, list_documents
from retrieval.documents import Passage
from service.errors import Conflict
from service.interpretation.drafting.draft import Draft, draft
from service.interpretation.drafting.nouns import Material
from service.interpretation.drafting.suggesting import BY_MODEL, suggestions
from service.interpretation.drafting.suggesting import TEMPLATE as SUGGESTING
from service.interpretation.nouns import Mode
from service.interpretation.shown import shown_concept
from service.llm.nouns import Budget, ModelFailed
from service.planning.calendar import Calendar
from service.planning.exports.registry import FORMATS
from service.planning.nouns import Dependency, DocumentRead, Milestone, Plan
from service.planning.observed import Observed
from service.planning.scheduling.joining import joined
from service.planning.sources import Source
from service.provenance.plans import new_plan_id
from service.provenance.records import ModelUsed, new_id
from service.workflows.asking import model_used, why
from service.workflows.parts import Parts
from service.workflows.planning.keeping import Kept, keep, newest_of
from service.workflows.recording import now

log = logging.getLogger(__name__)

MOST_PASSAGES = 1_500
"""Passages up to which documents are read for one plan, the newest documents first."""
_TRIES = 3
_OF_A_VERSION = {"version", "record_id", "made_at", "today", "behind"}
"""What differs between two versions though nothing has changed."""


@dataclass(frozen=True)
class Drawn:
    """A plan as it was kept, and whether this is a new version."""

    plan: Plan
    new: bool


async def draft_plan(parts: Parts, caller: Caller, initiative_id: str, today: dt.date | None = None) -> Drawn:
    """The joint plan of an initiative, drafted from its documents as they are now.

    What people have edited stays. Where nothing has changed, the version that there is.

    Args:
        parts: The wired service.
        caller: Who asks.
        initiative_id: Whose documents.
        today: The day that the plan is drafted for; the clock's without it.

    Raises:
        NotFound: there is no such initiative for this caller.
        Conflict: others kept making versions meanwhile.
    """
    for attempt in range(_TRIES):
        try:
            base = await asyncio.to_thread(_base, parts, caller, initiative_id, today or parts.today())
            added = await _suggested(parts, base)
            return await asyncio.to_thread(_keep, parts, caller, base, added)
        except Conflict:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class _Base:
    """What documents alone amount to."""

    plan: Plan
    observed: Observed
    material: Material
    before: Kept | None


@dataclass(frozen=True)
class _Suggested:
    """What a model would add, as far as it is borne out."""

    milestones: tuple[Milestone, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    withheld: tuple[str, ...] = ()
    mode: Mode = "composed"
    reason: str = ""
    model: ModelUsed | None = None


def _base(parts: Parts, caller: Caller, initiative_id: str, today: dt.date) -> _Base:
    allowed = scope(parts.engine, caller)
    one = initiative(parts.engine, allowed, initiative_id)
    before = newest_of(parts, allowed, initiative_id)
    listed = list_documents(parts.engine, allowed, initiative_id)
    material, unread = material_of(parts, allowed, one, listed, today)
    drawn = draft(material, before.plan.milestones if before else ())
    plan = _plan(one, material, drawn, listed, unread, before.plan if before else None)
    return _Base(plan, drawn.observed, material, before)


async def _suggested(parts: Parts, base: _Base) -> _Suggested:
    """What a model suggests; where the documents are those of the last version, what it suggested then."""
    before = base.before.plan if base.before is not None else None
    if before is not None and before.documents == base.plan.documents:
        there = {m.id for m in base.plan.milestones}
        known = {(d.before, d.after) for d in base.plan.dependencies}
        milestones = tuple(m for m in before.milestones if m.id not in there and m.why.startswith(BY_MODEL))
        all_ids = there | {m.id for m in milestones}
        links = tuple(
            d
            for d in before.dependencies
            if d.why.startswith(BY_MODEL) and (d.before, d.after) not in known and {d.before, d.after} <= all_ids
        )
        return _Suggested(milestones, links, mode=before.mode, reason=before.reason)
    if not parts.models.configured or not base.plan.documents:
        return _Suggested()
    budget = Budget(parts.settings.model_deadline)
    try:
        milestones, links, withheld = await suggestions(parts.models, parts.prompts, base.plan, base.material, budget)
    except ModelFailed as exc:
        log.warning("a plan without suggestions, for the model failed: %s", exc)
        used = model_used(parts, budget, [SUGGESTING])
        return _Suggested(mode="degraded", reason=why(exc), model=used)
    return _Suggested(milestones, links, withheld, "model", "", model_used(parts, budget, [SUGGESTING]))


def _keep(parts: Parts, caller: Caller, base: _Base, added: _Suggested) -> Drawn:
    plan, before = base.plan, base.before
    if added.milestones or added.dependencies:
        milestones = (*plan.milestones, *added.milestones)
        links = (*plan.dependencies, *added.dependencies)
        made = joined(milestones, links, base.observed, base.material.today, base.material.country)
        notes = tuple(dict.fromkeys((*plan.notes, *made.notes)))
        plan = plan.model_copy(update={**vars(made), "notes": notes})
    plan = plan.model_copy(update={"mode": added.mode, "reason": added.reason})
    sources = _sources(parts, plan, base.material, before.plan if before else None)
    plan = plan.model_copy(update={"sources": tuple(sources)})
    made_now = Kept(plan, base.observed)
    if before is not None and _same(before, made_now):
        return Drawn(before.plan, new=False)
    cause = "drafted" if before is None else _cause(before.plan, plan)
    request = {"initiative_id": plan.initiative_id, "today": str(plan.today), "plan_id": plan.id}
    request |= {"version": str(plan.version)}
    keep(parts, caller, made_now, cause, request, base.material.passages, added.model, added.withheld)
    return Drawn(plan, new=True)


def material_of(
    parts: Parts, allowed: frozenset[str], one: Initiative, listed: Sequence[Listed], today: dt.date
) -> tuple[Material, list[Listed]]:
    """An initiative's documents as drafting reads them, and those that were too many to be read."""
    newest = sorted(listed, key=lambda d: (d.dated or d.added_at.date(), d.id), reverse=True)
    taken: set[str] = set()
    room = MOST_PASSAGES
    for document in newest:
        if document.passages <= room:
            taken.add(document.id)
            room -= document.passages
    passages: list[Passage] = []
    for document in listed:
        if document.id in taken:
            passages += parts.gathering.passages_of(allowed, document.id, document.version)
    country = Calendar(one.country).country
    glossary = parts.glossary.current
    shown = parts.gathering.showing.passages(allowed, passages, glossary, today, country)
    return Material(tuple(shown), glossary, today, country, one.name), [d for d in listed if d.id not in taken]


def _plan(
    one: Initiative,
    material: Material,
    drawn: Draft,
    listed: Sequence[Listed],
    unread: Sequence[Listed],
    before: Plan | None,
) -> Plan:
    left_out = {d.id for d in unread}
    return Plan(
        id=before.id if before else new_plan_id(),
        initiative_id=one.id,
        version=before.version + 1 if before else 1,
        record_id=new_id(),
        name=one.name,
        made_at=now(),
        today=material.today,
        country=one.country,
        time_zone=one.time_zone,
        **vars(drawn.plan) | {"notes": tuple(_notes(drawn, one, listed, unread))},
        metrics=drawn.metrics,
        open_questions=drawn.open_questions,
        assumptions=drawn.assumptions,
        documents=tuple(
            DocumentRead(id=d.id, version=d.version, title=d.title, community=d.community, dated=d.dated)
            for d in listed
            if d.id not in left_out
        ),
        exports=FORMATS,
    )


def _sources(parts: Parts, plan: Plan, material: Material, before: Plan | None) -> Iterable[Source]:
    """All that anything in the plan cites: passages in the documents' order, then the glossary's entries.

    What a person's word rests on may be in no document any more; it stays as the version before had it.
    """
    cited = _cited_by(plan)
    there = {shown.id for shown in material.passages}
    yield from (shown.source for shown in material.passages if shown.id in cited)
    if before is not None:
        yield from (s for s in before.sources if s.kind == "passage" and s.id in cited - there)
    catalog = parts.glossary.current.catalog
    concepts = {c.id: c for key in sorted(cited) if (c := catalog.by_source(key)) is not None}
    for concept in concepts.values():
        yield shown_concept(concept, parts.glossary.current, plan.today).source


def _cited_by(plan: Plan) -> frozenset[str]:
    """Ids of the sources that anything in the plan names."""
    return frozenset().union(
        *(milestone.sources for milestone in plan.milestones),
        *(link.sources for link in plan.dependencies),
        *(side.sources for found in plan.disconnects for side in found.sides),
        *(gap.sources for stage in plan.journey for gap in stage.gaps),
        *(metric.sources for metric in plan.metrics),
        *(point.sources for point in (*plan.open_questions, *plan.assumptions)),
    )


def _notes(drawn: Draft, one: Initiative, listed: Sequence[Listed], unread: Sequence[Listed]) -> Iterable[str]:
    if not listed:
        yield (
            f"{one.name}: found no documents; expected the plans, notes and mails of both sides; "
            f"add them with `crosswalk ingest {one.id} PATH…`, and draft again"
        )
    yield from drawn.notes
    yield from drawn.plan.notes
    if one.country is None and listed:
        yield "No country is set for the initiative, so that public holidays are not known: only weekends are free."
    elif one.country is not None and Calendar(one.country).unknown and listed:
        yield f"Country {one.country} has no calendar of public holidays: only weekends are free."
    for document in unread:
        yield f"{document.title} was not read: {MOST_PASSAGES} passages of newer documents are read for one plan."


def _same(before: Kept, made: Kept) -> bool:
    """Whether nothing has changed but the day and the number."""
    return before.observed == made.observed and before.plan.model_dump(exclude=_OF_A_VERSION) == made.plan.model_dump(
        exclude=_OF_A_VERSION
    )


def _cause(before: Plan, after: Plan) -> str:
    old, new = ({d.id: (d.version, d.title) for d in plan.documents} for plan in (before, after))
    parts = [
        ("new", [new[k][1] for k in new if k not in old]),
        ("changed", [new[k][1] for k in new if k in old and new[k][0] != old[k][0]]),
        ("gone", [old[k][1] for k in old if k not in new]),
    ]
    told = "; ".join(f"{word}: {', '.join(titles)}" for word, titles in parts if titles)
    return f"drafted again: {told}" if told else "drafted again"
