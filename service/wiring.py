"""Puts the parts together; the only module that knows every concrete name. Tests call `wired` with other settings."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain

import numpy as np
import sqlalchemy as sa

from glossary import catalog
from glossary.edition import Glossary
from prompts import catalog as prompts
from retrieval import store
from retrieval.database.engine import open_database
from retrieval.database.listing import Listed, counts, list_documents
from retrieval.database.lock import hold
from retrieval.documents import Document, Passage
from retrieval.indexes.chroma import Cache, Embedded, Server
from retrieval.indexes.embeddings import Embedder, MiniLM
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import EmbeddingFailed, Matrix
from retrieval.indexes.lexical import open_words
from retrieval.indexes.meaning import MeaningIndex
from retrieval.indexes.remote_embeddings import EndpointEmbedder
from retrieval.ingest import EmbeddingWorker, Ingestor
from retrieval.loaders import load
from retrieval.passages import windows
from retrieval.search import Found, Search
from service.interpretation.answering.gathering import Gathering
from service.interpretation.coverage.planned import Planned
from service.llm.models import models
from service.settings import Settings
from service.workflows import Parts
from service.workflows.evaluating import Evaluations

log = logging.getLogger(__name__)

DATABASE = "crosswalk.db"
_VECTORS = 4_000
"""Vectors that are kept of texts that claims are compared with; 1.5 KB each."""
_THREADS = 2
"""Of each kind: gathering and checking compute more than they wait, and Python computes in one thread at a time."""


@contextmanager
def wired(settings: Settings, url: str = "") -> Iterator[Parts]:
    """The service's parts over its data folder, which nobody else may use meanwhile.

    Args:
        settings: What the operator has set.
        url: Where this process answers, told to those who find the folder taken.

    Raises:
        DataFolderInUse: another process holds the data folder.
        DatabaseUnusable: the database cannot be opened or migrated.
        CatalogError: the glossary has errors.
    """
    with hold(settings.data, url):
        engine = open_database(_database_url(settings))
        try:
            yield from _parts(settings, engine)
        finally:
            engine.dispose()


def _parts(settings: Settings, engine: sa.Engine) -> Iterator[Parts]:
    base = catalog.load(settings.glossary) if settings.glossary else catalog.packaged()
    embedder = _embedder(settings)
    exact = ExactIndex(engine, embedder.name)
    meaning = MeaningIndex(exact, _cache(settings, embedder.name))
    search = Search(engine, open_words(engine), meaning, embedder)
    worker = EmbeddingWorker(engine, embedder.name, lambda passages: _embed(embedder, passages), on_vectors=meaning.add)
    ingestor = Ingestor(engine, on_stored=worker.wake, on_retired=meaning.remove)

    def listed(allowed: frozenset[str], initiative_id: str) -> Sequence[Listed]:
        return list_documents(engine, allowed, initiative_id)

    def passages_of(allowed: frozenset[str], key: str, version: int) -> Sequence[Passage]:
        return store.passages(engine, allowed, key, version)

    def found(query: str, k: int, allowed: frozenset[str], expansions: Sequence[Sequence[str]]) -> Sequence[Found]:
        return search.search(query, k, allowed, expansions)

    def passages(query: str, k: int, allowed: frozenset[str], expansions: Sequence[Sequence[str]]) -> Sequence[Passage]:
        return [one.passage for one in found(query, k, allowed, expansions)]

    def document(allowed: frozenset[str], key: str, version: int) -> Document:
        return store.document(engine, allowed, key, version)

    def documents_in(allowed: frozenset[str]) -> int:
        return counts(engine, allowed).documents

    @lru_cache(maxsize=_VECTORS)
    def vector(text: str) -> Matrix:
        return embedder.embed([text])

    def vectors(texts: Sequence[str]) -> Matrix:
        # One at a time a text is asked for again and again: each claim is held against several units of a source.
        return vector(texts[0]) if len(texts) == 1 else embedder.embed(texts)

    def similar(some: Sequence[str], others: Sequence[str]) -> Matrix:
        try:
            return vectors(some) @ vectors(others).T
        except EmbeddingFailed as exc:
            # Where nothing is known of meaning, words have to bear a claim out alone.
            log.warning("claims are checked by words alone: %s", exc)
            return np.zeros((len(some), len(others)), dtype=np.float32)

    gathering = Gathering(listed, passages_of, found, document, documents_in)
    evaluations = Evaluations(settings)
    gatherers, checkers = (ThreadPoolExecutor(_THREADS, name) for name in ("gathering", "checking"))
    worker.start()
    try:
        yield Parts(
            settings=settings,
            engine=engine,
            glossary=Glossary(base, settings.data / "glossary"),
            search=search,
            ingestor=ingestor,
            worker=worker,
            load=load,
            planned=Planned(gathering.whole, passages, document),
            gathering=gathering,
            similar=similar,
            models=models(settings),
            prompts=prompts.load(),
            today=dt.date.today,
            parsing=asyncio.Semaphore(settings.parsers),
            checking=asyncio.Semaphore(settings.parsers),
            gatherers=gatherers,
            checkers=checkers,
            evaluations=evaluations,
        )
    finally:
        evaluations.close()
        for threads in (gatherers, checkers):
            threads.shutdown(cancel_futures=True)
        worker.stop()
        meaning.close()
        search.close()


def _database_url(settings: Settings) -> str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{settings.data.resolve() / DATABASE}"


def _cache(settings: Settings, embedder: str) -> Cache:
    # Vectors of two models never share a collection; Chroma takes few characters for its name.
    collection = f"passages-{hashlib.sha256(embedder.encode()).hexdigest()[:12]}"
    if settings.chroma_url is not None:
        return Server(settings.chroma_url, collection)
    return Embedded(settings.data / "chroma", collection)


def _embedder(settings: Settings) -> Embedder:
    if settings.embedding_url is None:
        return MiniLM()
    return EndpointEmbedder(settings.embedding_model, settings.embedding_key, settings.embedding_url)


def _embed(embedder: Embedder, passages: Sequence[Passage]) -> list[Matrix]:
    """The vectors of each passage's windows."""
    texts = [windows(passage.text) for passage in passages]
    vectors = embedder.embed(list(chain.from_iterable(texts)))
    return np.split(vectors, np.cumsum([len(each) for each in texts])[:-1])
