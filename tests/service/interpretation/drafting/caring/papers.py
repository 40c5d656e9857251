"""Initiatives of a few short papers, read as drafting reads them."""

from __future__ import annotations

import datetime as dt

from glossary.concepts import Community
from glossary.edition import Edition
from retrieval.documents import Document, document_id
from retrieval.loaders import parse_text
from retrieval.passages import passages
from service.interpretation.drafting.nouns import Material
from service.interpretation.shown import Showing

TODAY = dt.date(2027, 1, 11)


def papers(edition: Edition, *written: tuple[Community, str]) -> Material:
    """Documents of these communities, one a day from 4 January 2027 on."""
    documents: dict[str, Document] = {}
    found = []
    for number, (community, text) in enumerate(written):
        parsed = parse_text(text)
        name = f"paper-{number}.md"
        document = Document(
            id=document_id("i", name),
            initiative_id="i",
            name=name,
            title=f"Paper {number}",
            version=1,
            sha256=f"{number:064}",
            community=community,
            dated=dt.date(2027, 1, 4 + number),
            media_type="text/markdown",
            added_at=dt.datetime(2027, 1, 4, tzinfo=dt.UTC),
            text=parsed.text,
            blocks=parsed.blocks,
        )
        documents[document.id] = document
        found += list(passages(document))
    showing = Showing(lambda allowed, document, version: documents[document])
    return Material(tuple(showing.passages(frozenset("i"), found, edition, TODAY, "GB")), edition, TODAY, "GB")
