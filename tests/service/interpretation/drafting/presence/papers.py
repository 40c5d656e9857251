"""A paper as drafting gets it, made of Markdown."""

from __future__ import annotations

import datetime as dt

from glossary.concepts import Community
from glossary.edition import Edition
from retrieval.loaders import parse_text
from service.interpretation.drafting.nouns import Material
from service.interpretation.nouns import Source
from service.interpretation.shown import Shown

WRITTEN = dt.date(2027, 1, 11)


def paper(edition: Edition, text: str, community: Community = "it") -> Material:
    """The text as one document, written on 11 January 2027."""
    parsed = parse_text(text)
    source = Source(
        id="p_1",
        kind="passage",
        title="A paper",
        document_id="d_1",
        version=1,
        start=0,
        end=len(parsed.text),
        quote=text,
    )
    shown = Shown(source, parsed.text, parsed.blocks, edition.matcher, WRITTEN, community=community, dated=WRITTEN)
    return Material((shown,), edition, WRITTEN)
