"""What the ledger keeps of each result: what was asked, shown, cited and claimed, and by which glossary."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence

from glossary.catalog import Catalog
from retrieval.access import Caller
from retrieval.documents import Document, Passage
from service.interpretation.answering.nouns import Evidence, Turn
from service.interpretation.citing import source_of
from service.interpretation.evidence import Reading
from service.interpretation.nouns import INPUT, Answer, Claim, Interpretation, Source, Verification
from service.interpretation.shown import Shown
from service.provenance.records import ClaimMade, GlossaryUsed, ModelUsed, Record, SourceUsed, sha256
from service.workflows.parts import SOFTWARE


def of_interpretation(
    said: Interpretation,
    reading: Reading,
    caller: Caller,
    catalog: Catalog,
    document: Document | None,
    shown: Sequence[Passage],
    withheld: Sequence[Claim] = (),
    model: ModelUsed | None = None,
) -> Record:
    """The record of an interpretation; a text that was handed in is kept as its hash alone."""
    cited = {source.id for source in said.sources}
    sources = [used(passage, cited=passage.id in cited) for passage in {p.id: p for p in shown}.values()]
    concepts = [concept for s in said.sources if (concept := catalog.by_source(s.id)) is not None]
    sources += [
        SourceUsed(id=c.source_id, sha256=sha256(c.model_dump_json(by_alias=True)), cited=True) for c in concepts
    ]
    if document is None:
        sources.append(SourceUsed(id=INPUT, sha256=sha256(reading.text), cited=True))
    claims = [made(claim) for claim in said.summary]
    claims += [ClaimMade(text=f"{i.says} {i.do}", status=i.status, sources=i.sources) for i in said.implications]
    claims += [made(claim) for claim in withheld]
    request = {"from": said.from_, "to": said.to, "title": said.title, "characters": str(len(reading.text))}
    request |= {"document_id": document.id} if document else {"text_sha256": sha256(reading.text)}
    return Record(
        id=said.record_id,
        kind="interpretation",
        made_at=now(),
        caller=caller.name,
        initiative_id=said.initiative_id,
        request=request,
        mode=said.mode,
        reason=said.reason,
        glossary=GlossaryUsed(revision=catalog.revision, concepts=tuple(c.id for c in concepts)),
        model=model,
        sources=tuple(sources),
        claims=tuple(claims),
        software=SOFTWARE,
    )


def of_answer(
    said: Answer,
    evidence: Evidence,
    caller: Caller,
    history: Sequence[Turn],
    withheld: Sequence[Claim],
    model: ModelUsed | None,
) -> Record:
    """The record of an answer; what was withheld stands in it as unsupported.

    Args:
        said: The answer, whole or cut short.
        evidence: What was shown.
        caller: Who asked.
        history: What the question was understood with; kept as its hash.
        withheld: Claims of a model that were not borne out.
        model: What was asked to phrase it; None in composed mode.
    """
    question = evidence.question
    cited = {source for claim in said.claims for source in claim.sources}
    concepts = dict.fromkeys([*question.concepts, *(s.concept.id for s in evidence.concepts if s.concept is not None)])
    request = {
        "question": question.original,
        "understood": question.text,
        "kind": said.kind,
        "community": question.community,
        "turns_before": str(len(history)),
        "history_sha256": _hashed(history),
    }
    return Record(
        id=said.record_id,
        kind="answer",
        made_at=now(),
        caller=caller.name,
        initiative_id=evidence.initiative_id,
        request=request | ({"conversation_id": said.conversation_id} if said.conversation_id else {}),
        mode=said.mode,
        reason=said.reason,
        complete=said.complete,
        glossary=GlossaryUsed(revision=evidence.glossary.catalog.revision, concepts=tuple(concepts)),
        model=model,
        sources=tuple(shown_used(evidence.shown, cited)),
        claims=tuple(map(made, (*said.claims, *withheld))),
        software=SOFTWARE,
    )


def of_verification(
    said: Verification, caller: Caller, catalog: Catalog, text: str, shown: Sequence[Shown], asked: Sequence[str]
) -> Record:
    """The record of a check.

    Args:
        said: What was found.
        caller: Who asked.
        catalog: The glossary.
        text: What was checked; kept as its hash, and its statements as claims.
        shown: The sources that were looked at.
        asked: The documents or passages that it was to be checked against; none for all there are.
    """
    cited = {source for claim in said.claims for source in (*claim.sources, *claim.disputed_by)}
    request = {"title": said.title, "characters": str(len(text)), "text_sha256": sha256(text)}
    return Record(
        id=said.record_id,
        kind="verification",
        made_at=now(),
        caller=caller.name,
        initiative_id=said.initiative_id,
        request=request | ({"sources": " ".join(asked)} if asked else {}),
        mode=said.mode,
        glossary=GlossaryUsed(
            revision=catalog.revision, concepts=tuple(s.concept.id for s in shown if s.concept is not None)
        ),
        sources=(*shown_used(shown, cited), SourceUsed(id=INPUT, sha256=sha256(text), cited=True)),
        claims=tuple(
            ClaimMade(text=c.text, status=c.status, sources=c.sources, why=f"{c.finding}. {c.why}".strip())
            for c in said.claims
        ),
        software=SOFTWARE,
    )


def shown_used(shown: Sequence[Shown], cited: Collection[str]) -> list[SourceUsed]:
    """Sources as they were when they were shown."""
    return [used_source(one.source, _content(one), cited=one.id in cited) for one in shown]


def used(passage: Passage, *, cited: bool) -> SourceUsed:
    """A passage as it was when it was used."""
    return used_source(source_of(passage), passage.text, cited=cited)


def used_source(source: Source, content: str, *, cited: bool) -> SourceUsed:
    """A source as it was when it was used; `content` is what is hashed of it."""
    return SourceUsed(
        id=source.id,
        document_id=source.document_id,
        version=source.version,
        start=source.start,
        end=source.end,
        sha256=sha256(content),
        cited=cited,
    )


def made(claim: Claim) -> ClaimMade:
    """A claim as the record keeps it."""
    return ClaimMade(text=claim.text, status=claim.status, sources=claim.sources, why=claim.why)


def now() -> str:
    """UTC, ISO 8601, to the millisecond."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _content(one: Shown) -> str:
    return one.text if one.concept is None else one.concept.model_dump_json(by_alias=True)


def _hashed(history: Sequence[Turn]) -> str:
    digest = hashlib.sha256()
    for turn in history:
        digest.update(f"{turn.role}\0{turn.text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
