"""Evidence made of a few texts, and models at a scripted server."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TypeVar

from glossary.edition import Edition
from prompts.catalog import load
from retrieval.documents import Document, Passage, document_id
from retrieval.loaders import parse_text
from retrieval.passages import passages
from service.interpretation import wording
from service.interpretation.answering.nouns import Composed, Evidence, Question, Turn
from service.interpretation.nouns import Claim, QuestionKind
from service.interpretation.phrasing.answers import Phrased, phrased
from service.interpretation.shown import Showing, shown_concept
from service.llm.models import Models, models
from service.llm.nouns import Budget
from service.settings import Settings

TODAY = dt.date(2027, 3, 1)
PROMPTS = load()
T = TypeVar("T")


def evidence(
    edition: Edition,
    question: str,
    *texts: str,
    concepts: Sequence[str] = (),
    kind: QuestionKind = "said",
) -> Evidence:
    """What a question may be answered from: each text a document, `Plan 0`, `Plan 1` …, written the day before."""
    documents: dict[str, Document] = {}
    found: list[Passage] = []
    for number, text in enumerate(texts):
        parsed = parse_text(text)
        name = f"Plan {number}"
        document = Document(
            id=document_id("i", name),
            initiative_id="i",
            name=name,
            title=name,
            version=1,
            sha256=f"{number:064}",
            dated=TODAY - dt.timedelta(days=1),
            media_type="text/markdown",
            added_at=dt.datetime(2027, 3, 1, tzinfo=dt.UTC),
            text=parsed.text,
            blocks=parsed.blocks,
        )
        documents[document.id] = document
        found.extend(passages(document))
    showing = Showing(lambda allowed, document, version: documents[document])
    return Evidence(
        question=Question(
            text=question,
            original=question,
            kind=kind,
            community="people_readiness",
            concepts=tuple(concepts),
            words=wording.stems(question),
        ),
        passages=tuple(showing.passages(frozenset("i"), found, edition, TODAY)),
        concepts=tuple(shown_concept(edition.catalog.current(c), edition, TODAY) for c in concepts),
        timeline=(),
        glossary=edition,
        today=TODAY,
        initiative_id="i",
    )


def noted(found: Evidence, *texts: str) -> Composed:
    """A composed answer: each claim rests on the passage of the same place."""
    claims = (
        Claim(text=text, status="supported", sources=(found.passages[number].id,)) for number, text in enumerate(texts)
    )
    return Composed(tuple(claims))


def models_at(url: str, *, tools: bool | None = None, context: int = 8192) -> Models:
    """The one model of an operator."""
    return models(Settings(model="scripted", model_url=url, model_tools=tools, model_context=context))


def answered(
    url: str,
    found: Evidence,
    composed: Composed | None = None,
    history: Sequence[Turn] = (),
    *,
    context: int = 8192,
) -> list[Phrased]:
    """The claims that the model at this URL phrases."""

    async def run() -> list[Phrased]:
        asked = models_at(url, context=context)
        try:
            return await listed(
                phrased(
                    asked,
                    found,
                    composed or Composed(()),
                    history,
                    Budget(20),
                    PROMPTS,
                )
            )
        finally:
            await asked.close()

    return asyncio.run(run())


async def listed(coming: AsyncGenerator[T, None]) -> list[T]:
    """All that comes, to the end."""
    async with aclosing(coming) as things:
        return [thing async for thing in things]
