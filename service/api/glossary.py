"""The glossary: its concepts, the places where a text uses them, and exchange with other tools."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from glossary import skos, tbx
from glossary.catalog import Catalog, CatalogError
from glossary.concepts import COMMUNITIES, Category, Community, Concept
from glossary.edition import Edition, read_concepts, to_json, to_yaml
from glossary.matcher import Mention
from glossary.skos import SkosFormat
from retrieval.access import not_found
from retrieval.documents import Frozen
from service.dependencies import Body, PathId, Service, Words
from service.errors import TooLarge

router = APIRouter(prefix="/v1/glossary", tags=["glossary"])

MOST_IMPORTED = 10_000_000
"""Bytes of one import."""
Form = Literal["yaml", "json", "ttl", "rdfxml", "jsonld", "tbx"]
_MEDIA_TYPES: dict[str, str] = {
    "yaml": "application/yaml",
    "json": "application/json",
    "ttl": "text/turtle",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "tbx": "application/x-tbx",
    "csv": "text/csv",
}
_SKOS: dict[str, SkosFormat] = {"ttl": "turtle", "rdfxml": "xml", "jsonld": "json-ld"}
Status = Literal["draft", "approved", "deprecated"]


class Concepts(Frozen):
    """One page of concepts, by id."""

    revision: str
    total: int
    """All that fit the filter."""
    concepts: tuple[Concept, ...]
    next: str | None
    """What to send as `after` for the next page; null on the last."""


class Asked(Body):
    """A text, and who wrote it where that is known."""

    text: Words
    community: Community | None = None


class Sense(Frozen):
    """A concept that a label may mean."""

    concept: str
    labels: dict[Community, str]
    """What each community calls it."""
    meaning: dict[Community, str]


class Matched(Frozen):
    """One place where the text uses a label."""

    start: int
    end: int
    label: str
    concept: str | None
    """Null while the senses cannot be told apart."""
    ambiguous: bool
    verb: bool
    why: str
    senses: tuple[Sense, ...]
    """The likeliest first."""


class Matches(Frozen):
    """All places, in order and without overlap."""

    revision: str
    mentions: tuple[Matched, ...]


class Imported(Frozen):
    """What an import did or, as a dry run, would do."""

    dry_run: bool
    revision: str
    """Of the glossary in use afterwards."""
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@router.get("/concepts")
def concepts(
    service: Service,
    q: Annotated[str, Query(max_length=200, description="Part of a label or of the id")] = "",
    community: Annotated[Community | None, Query(description="With labels of this community")] = None,
    category: Annotated[Category | None, Query(description="With implications of this category")] = None,
    status: Status | None = None,
    after: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Concepts:
    """Concepts by id, a page at a time."""
    catalog = service.glossary.current.catalog
    fitting = [c for c in catalog.concepts if _fits(c, q.casefold().strip(), community, category, status)]
    page = [c for c in fitting if c.id > after][: limit + 1]
    following = page[limit - 1].id if len(page) > limit else None
    return Concepts(revision=catalog.revision, total=len(fitting), concepts=tuple(page[:limit]), next=following)


@router.get("/concepts/{concept_id}")
def concept(service: Service, concept_id: PathId) -> Concept:
    """One concept."""
    found = service.glossary.current.catalog.get(concept_id)
    if found is None:
        raise not_found("concept", concept_id)
    return found


@router.post("/match")
async def match(service: Service, asked: Asked) -> Matches:
    """The places where a text uses the glossary's labels, with what they may mean."""
    most = service.settings.most_characters
    if len(asked.text) > most:
        raise TooLarge(f"body.text: has {len(asked.text):,} characters; at most {most:,} are taken. Send it in parts.")
    edition = service.glossary.current
    mentions = await asyncio.to_thread(edition.matcher.find, asked.text, asked.community)
    found = tuple(_matched(mention, edition) for mention in mentions)
    return Matches(revision=edition.catalog.revision, mentions=found)


@router.get("/export", response_class=Response)
def export(service: Service, form: Annotated[Form | Literal["csv"], Query(alias="format")] = "yaml") -> Response:
    """The whole glossary: our own YAML or JSON, SKOS in three spellings, TBX, or a table of its labels."""
    return Response(_written(service.glossary.current.catalog, form), media_type=_MEDIA_TYPES[form])


@router.post("/import")
async def take(
    request: Request,
    service: Service,
    dry_run: bool = False,
    form: Annotated[Form, Query(alias="format")] = "yaml",
    community: Annotated[Community, Query(description="Whose words they are, where the file does not say")] = "it",
    name: Annotated[str, Query(max_length=200, description="The file's name, for messages")] = "upload",
) -> Imported:
    """Takes in concepts, the file as the body: all of them, or none if any does not fit."""
    content = await request.body()
    if len(content) > MOST_IMPORTED:
        raise TooLarge(f"the import has {len(content):,} bytes; at most {MOST_IMPORTED:,} are taken. Part it.")
    concepts = await run_in_threadpool(_read, content, form, PurePath(name).name, community)
    done = await run_in_threadpool(service.glossary.take, concepts, dry_run=dry_run)
    if done.problems:
        raise CatalogError(done.problems)
    return Imported(
        dry_run=dry_run,
        revision=service.glossary.current.catalog.revision,
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
    )


def _written(catalog: Catalog, form: str) -> str:
    if form in _SKOS:
        return skos.write(catalog.concepts, _SKOS[form])
    match form:
        case "tbx":
            return tbx.write(catalog.concepts)
        case "json":
            return to_json(catalog.concepts)
        case "csv":
            return _table(catalog)
    return to_yaml(catalog.concepts)


def _table(catalog: Catalog) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("concept", "status", "community", "kind", "label", "meaning"))
    for concept in catalog.concepts:
        for community, labels in concept.labels.items():
            meaning = concept.meaning.get(community, "")
            kinds = {"preferred": (labels.preferred,), **labels.model_dump(exclude={"preferred"})}
            for kind, words in kinds.items():
                for word in words:
                    rows.writerow((concept.id, concept.status, community, kind, _plain(word), meaning))
        for idiom in concept.idioms:
            rows.writerow((concept.id, concept.status, "", "idiom", _plain(idiom), ""))
    return out.getvalue()


def _plain(word: str) -> str:
    """A word that no spreadsheet takes for a formula."""
    return f"'{word}" if word[0] in "=+-@" else word


def _read(content: bytes, form: Form, name: str, community: Community) -> tuple[Concept, ...]:
    if form in ("yaml", "json"):
        return read_concepts(content, name)
    found = tbx.read(content, name, community) if form == "tbx" else skos.read(content, _SKOS[form], name, community)
    if found.problems:
        raise CatalogError(found.problems)
    return found.concepts


def _fits(
    concept: Concept, part: str, community: Community | None, category: Category | None, status: Status | None
) -> bool:
    if status is not None and concept.status != status:
        return False
    if community is not None and community not in concept.labels:
        return False
    if category is not None and all(i.category != category for i in concept.implications):
        return False
    labels = (label for some in concept.labels.values() for label in some.all())
    return not part or any(part in label.casefold() for label in (concept.id, *labels))


def _matched(mention: Mention, edition: Edition) -> Matched:
    senses = tuple(_sense(concept_id, edition.catalog) for concept_id in mention.candidates)
    told = mention._asdict()
    del told["candidates"]
    return Matched(**told, senses=senses)


def _sense(concept_id: str, catalog: Catalog) -> Sense:
    concept = catalog.current(concept_id)
    labels = {c: concept.labels[c].preferred for c in COMMUNITIES if c in concept.labels}
    return Sense(concept=concept.id, labels=labels, meaning=concept.meaning)
