"""How plans are kept and read again: the plan with what else its checks looked at, and the record that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from glossary.catalog import Catalog
from retrieval.access import Caller, scope
from retrieval.database.listing import list_documents
from service.interpretation.shown import Shown
from service.planning.nouns import Basis, Plan
from service.planning.observed import Observed
from service.planning.sources import Source
from service.provenance import ledger, plans
from service.provenance.plans import KeptPlan
from service.provenance.records import ClaimMade, GlossaryUsed, ModelUsed, Record
from service.workflows.parts import SOFTWARE, Parts
from service.workflows.recording import now, shown_used, used_source

_OBSERVED = TypeAdapter(Observed)
_STATUS = {"stated": "supported", "computed": "computed", "proposed": "glossary"}


@dataclass(frozen=True)
class Kept:
    """A version of a plan as it was kept."""

    plan: Plan
    observed: Observed


def read(parts: Parts, caller: Caller, plan_id: str, version: int | None = None) -> Kept:
    """A version of a plan, the newest if none is named.

    Raises:
        NotFound: there is none, or its initiative is not the caller's to read.
    """
    return _kept(plans.plan(parts.engine, scope(parts.engine, caller), plan_id, version))


def newest_of(parts: Parts, allowed: frozenset[str], initiative_id: str) -> Kept | None:
    """The newest version of an initiative's plan; None while there is none."""
    found = plans.plan_of(parts.engine, allowed, initiative_id)
    return None if found is None else _kept(found)


def up_to_date(parts: Parts, caller: Caller, plan: Plan) -> Plan:
    """The plan with the titles of documents that were added, changed or deleted since it was drafted."""
    there = list_documents(parts.engine, scope(parts.engine, caller), plan.initiative_id)
    known = {(d.id, d.version, d.community, d.dated): d.title for d in plan.documents}
    found = {(d.id, d.version, d.community, d.dated): d.title for d in there}
    behind = [title for key, title in {**known, **found}.items() if (key in known) != (key in found)]
    return plan.model_copy(update={"behind": tuple(sorted(set(behind)))})


def keep(
    parts: Parts,
    caller: Caller,
    made: Kept,
    cause: str,
    request: dict[str, str],
    shown: Sequence[Shown] = (),
    model: ModelUsed | None = None,
    withheld: Iterable[str] = (),
) -> None:
    """Writes a version and its record, both or neither; on the disk on return.

    Args:
        parts: The wired service.
        caller: Who made it.
        made: The version.
        cause: Why there is this version, in words.
        request: What was asked.
        shown: The sources that were read; without them, the plan's own stand for themselves.
        model: What suggested, if a model did.
        withheld: Suggestions of a model that were not borne out.

    Raises:
        Conflict: somebody else has made a version meanwhile.
    """
    plan = made.plan
    record = record_of(parts, caller, plan, request, shown, model, withheld)
    kept = KeptPlan(
        plan_id=plan.id,
        initiative_id=plan.initiative_id,
        version=plan.version,
        made_at=plan.made_at,
        made_by=caller.name,
        cause=cause,
        record_id=plan.record_id,
        body=plan.model_dump_json(),
        observed=_OBSERVED.dump_json(made.observed).decode(),
    )
    ledger.append(parts.engine, record, lambda connection: plans.keep(connection, kept))


def record_of(
    parts: Parts,
    caller: Caller,
    plan: Plan,
    request: dict[str, str],
    shown: Sequence[Shown] = (),
    model: ModelUsed | None = None,
    withheld: Iterable[str] = (),
) -> Record:
    """The record of a plan: every milestone, dependency and disconnect as a claim with its sources."""
    catalog = parts.glossary.current.catalog
    concepts = [c for s in plan.sources if s.kind == "glossary" and (c := catalog.by_source(s.id)) is not None]
    cited = {source.id for source in plan.sources}
    used = [used_source(source, _content(source, catalog), cited=True) for source in plan.sources]
    used += shown_used([one for one in shown if one.id not in cited], ())
    return Record(
        id=plan.record_id,
        kind="plan",
        made_at=now(),
        caller=caller.name,
        initiative_id=plan.initiative_id,
        request=request,
        mode=plan.mode,
        reason=plan.reason,
        glossary=GlossaryUsed(revision=catalog.revision, concepts=tuple(c.id for c in concepts)),
        model=model,
        sources=tuple(used),
        claims=(*_claims(plan), *(ClaimMade(text=text, status="unsupported", sources=()) for text in withheld)),
        software=SOFTWARE,
    )


def _claims(plan: Plan) -> Iterable[ClaimMade]:
    titles = {m.id: m.title for m in plan.milestones}
    for one in plan.milestones:
        when = f"{one.start} to {one.end}" if one.start != one.end else f"{one.start or 'no date'}"
        yield _claim(f"{one.title}: {when}", one.basis, one.sources, one.why)
    for link in plan.dependencies:
        words = f"{titles.get(link.after, link.after)} waits for {titles.get(link.before, link.before)} ({link.type})"
        yield _claim(words, link.basis, link.sources, link.why)
    for found in plan.disconnects:
        sources = tuple(dict.fromkeys(s for side in found.sides for s in side.sources))
        yield ClaimMade(text=found.title, status="computed", sources=sources, why=found.kind)


def _content(source: Source, catalog: Catalog) -> str:
    """What is hashed of it: a passage's text, which is its quote, or a concept with all it holds."""
    concept = catalog.by_source(source.id)
    return source.quote if concept is None else concept.model_dump_json(by_alias=True)


def _claim(text: str, basis: Basis, sources: tuple[str, ...], why: str) -> ClaimMade:
    return ClaimMade.model_validate({"text": text, "status": _STATUS[basis], "sources": sources, "why": why})


def _kept(found: KeptPlan) -> Kept:
    return Kept(Plan.model_validate_json(found.body), _OBSERVED.validate_json(found.observed))
