"""Initiatives of a few texts, read as drafting reads them, and their dependencies by title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from glossary.concepts import Community
from glossary.edition import Edition
from retrieval.documents import Document, document_id
from retrieval.loaders import parse_text
from retrieval.passages import passages
from service.interpretation.drafting.dependencies import dependencies
from service.interpretation.drafting.milestones import milestones
from service.interpretation.drafting.nouns import Linked, Material
from service.interpretation.shown import Showing
from service.planning.nouns import Dependency

TODAY = dt.date(2027, 1, 11)


def material(edition: Edition, texts: Mapping[str, str]) -> Material:
    """Documents by name, all of 4 January 2027; those whose names begin with `it` are IT's, the others' readiness's."""
    documents: dict[str, Document] = {}
    found = []
    for name, text in texts.items():
        parsed = parse_text(text)
        side: Community = "it" if name.startswith("it") else "people_readiness"
        document = Document(
            id=document_id("i", name),
            initiative_id="i",
            name=name,
            title=name,
            version=1,
            sha256=f"{len(documents):064}",
            community=side,
            dated=dt.date(2027, 1, 4),
            media_type="text/markdown",
            added_at=dt.datetime(2027, 1, 4, tzinfo=dt.UTC),
            text=parsed.text,
            blocks=parsed.blocks,
        )
        documents[document.id] = document
        found += list(passages(document))
    showing = Showing(lambda allowed, document, version: documents[document])
    return Material(tuple(showing.passages(frozenset("i"), found, edition, TODAY, "GB")), edition, TODAY, "GB")


def linked(edition: Edition, *texts: str) -> Linked:
    """The milestones of some texts, the first IT's, the others the readiness side's, with their dependencies."""
    read = material(edition, {("it" if not n else "readiness") + f"-{n}.md": text for n, text in enumerate(texts)})
    return dependencies(read, milestones(read))


def by_title(found: Linked, basis: str = "stated") -> dict[tuple[str, str], Dependency]:
    """Dependencies by the titles of their milestones, first the one that comes before."""
    titles = {m.id: m.title for m in found.milestones}
    return {(titles[d.before], titles[d.after]): d for d in found.dependencies if d.basis == basis}
