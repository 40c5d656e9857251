"""Small made-up initiatives, held in memory, and the sample; questions put to them as the workflows do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from glossary.edition import Edition
from retrieval.database.listing import Listed
from retrieval.documents import Community, Document, Parsed, Passage, document_id
from retrieval.loaders import load, parse_text
from retrieval.passages import passages
from retrieval.search import Found
from service.interpretation.answering.composing import composed
from service.interpretation.answering.gathering import Gathering
from service.interpretation.answering.nouns import Composed, Evidence, Turn
from service.interpretation.answering.question import understood

SAMPLE = Path("service/sample")
ID = "initiative"
_ADDED = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


Texts = Mapping[str, str | tuple[Community, str]]


@dataclass(frozen=True)
class Initiative:
    """Documents that can be asked about."""

    documents: dict[str, Document]
    edition: Edition
    today: dt.date
    country: str | None
    gathering: Gathering

    def evidence(self, text: str, history: Sequence[str] = (), today: dt.date | None = None) -> Evidence:
        """What is gathered for a question."""
        day = today or self.today
        turns = [Turn("user", said) for said in history]
        question = understood(text, turns, self.edition, community="people_readiness", today=day, country=self.country)
        return self.gathering.gather(frozenset({ID}), question, ID, self.edition, day, self.country)

    def answer(self, text: str, history: Sequence[str] = (), today: dt.date | None = None) -> Composed:
        """The composed answer to a question."""
        return composed(self.evidence(text, history, today))


def made(
    texts: Texts,
    edition: Edition,
    today: dt.date,
    country: str | None = None,
) -> Initiative:
    """An initiative of Markdown texts by name; a document's own day is what it says at its top."""
    documents: list[Document] = []
    for name, content in texts.items():
        community, text = content if isinstance(content, tuple) else (None, content)
        documents.append(_document(name, parse_text(text), community, None))
    return _initiative(documents, edition, today, country)


def sample(edition: Edition) -> Initiative:
    """The sample initiative as it is loaded for users, asked on the Monday after its newest document."""
    listed = yaml.safe_load((SAMPLE / "initiative.yaml").read_text(encoding="utf-8"))
    documents = [
        _document(one["file"], load(one["file"], SAMPLE / one["file"]), one["community"], one["dated"])
        for one in listed["documents"]
    ]
    return _initiative(documents, edition, dt.date(2027, 4, 12), "IE")


def _document(name: str, parsed: Parsed, community: Community | None, dated: dt.date | None) -> Document:
    return Document(
        id=document_id(ID, name),
        initiative_id=ID,
        name=name,
        title=parsed.title or name,
        version=1,
        sha256=name,
        community=community,
        dated=dated or parsed.dated,
        media_type=parsed.media_type,
        added_at=_ADDED,
        text=parsed.text,
        blocks=parsed.blocks,
    )


def _initiative(documents: Sequence[Document], edition: Edition, today: dt.date, country: str | None) -> Initiative:
    held = {document.id: document for document in documents}

    def listed(allowed: frozenset[str], initiative_id: str) -> list[Listed]:
        return list(_listed(held.values()))

    def passages_of(allowed: frozenset[str], key: str, version: int) -> Sequence[Passage]:
        return passages(held[key])

    def find(query: str, k: int, allowed: frozenset[str], groups: Sequence[Sequence[str]]) -> Sequence[Found]:
        return ()

    gathering = Gathering(listed, passages_of, find, lambda allowed, key, version: held[key], lambda allowed: len(held))
    return Initiative(held, edition, today, country, gathering)


def _listed(documents: Iterable[Document]) -> Iterator[Listed]:
    for document in documents:
        yield Listed(
            **document.model_dump(include={"id", "initiative_id", "name", "title", "version", "sha256", "community"}),
            dated=document.dated,
            media_type=document.media_type,
            added_at=document.added_at,
            notes=(),
            characters=len(document.text),
            passages=len(passages(document)),
            embedded=0,
        )
