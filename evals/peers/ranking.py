"""Rankers as they come: BM25 alone (bm25s), and Chroma beside BM25 in LangChain's EnsembleRetriever.

Each is set up as its documentation does, with the embeddings that Crosswalk itself uses: so what differs is how
passages are found, not who made the vectors. Above: `available`. Nothing here knows cases or metrics.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import bm25s
import snowballstemmer
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

from evals.peers.nouns import Ranker, Text
from retrieval.indexes.embeddings import MiniLM

_STEMMER = snowballstemmer.stemmer("english")
_SCOPES = 256
"""Of which an index of words is kept."""


class Words:
    """BM25 over some passages: English stop words left out, stemmed, with the parameters that bm25s comes with."""

    def __init__(self, passages: Sequence[Text]) -> None:
        """Index the passages."""
        self._passages = tuple(passages)
        self._index = bm25s.BM25()
        tokens = _tokenised([passage.text for passage in passages])
        self._empty = not any(tokens)
        if not self._empty:
            self._index.index(tokens, show_progress=False)

    def find(self, query: str, k: int) -> list[Text]:
        """The best `k` passages that have a word of the query, best first."""
        (tokens,) = _tokenised([query])
        wanted = min(k, len(self._passages))
        if self._empty or not tokens or wanted < 1:
            return []
        places, scores = self._index.retrieve([tokens], k=wanted, show_progress=False)
        return [
            self._passages[int(place)] for place, score in zip(places[0], scores[0], strict=True) if float(score) > 0
        ]


class _WordRetriever(BaseRetriever):
    """The same BM25 as LangChain has its retrievers."""

    words: Words
    k: int

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(passage) for passage in self.words.find(query, self.k)]


class _Vectors(Embeddings):
    """Crosswalk's own vectors as LangChain has its embeddings."""

    def __init__(self) -> None:
        self._model = MiniLM()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in row] for row in self._model.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def bm25(passages: Sequence[Text]) -> Ranker:
    """BM25 with an index for each set of initiatives that is searched."""
    scoped = _by_scope(passages)

    def ranker(query: str, initiatives: Sequence[str], k: int) -> list[str]:
        return [passage.id for passage in scoped(frozenset(initiatives)).find(query, k)]

    return ranker


@contextmanager
def ensemble(passages: Sequence[Text]) -> Iterator[Ranker]:
    """Chroma in memory and BM25, half and half, fused by EnsembleRetriever; the collection is gone after the block."""
    scoped = _by_scope(passages)
    store = Chroma(collection_name=f"peer-{uuid.uuid4().hex}", embedding_function=_Vectors())
    if passages:
        store.add_documents([_document(passage) for passage in passages], ids=[passage.id for passage in passages])

    def ranker(query: str, initiatives: Sequence[str], k: int) -> list[str]:
        if not initiatives or not query.strip():
            return []
        near = store.as_retriever(search_kwargs={"k": k, "filter": {"initiative": {"$in": sorted(set(initiatives))}}})
        worded = _WordRetriever(words=scoped(frozenset(initiatives)), k=k)
        both = EnsembleRetriever(retrievers=[worded, near], weights=[0.5, 0.5], id_key="id")
        return [str(document.metadata["id"]) for document in both.invoke(query)][:k]

    try:
        yield ranker
    finally:
        store.delete_collection()


def _by_scope(passages: Sequence[Text]) -> Callable[[frozenset[str]], Words]:
    @lru_cache(maxsize=_SCOPES)
    def scoped(initiatives: frozenset[str]) -> Words:
        return Words([passage for passage in passages if passage.initiative in initiatives])

    return scoped


def _document(passage: Text) -> Document:
    return Document(page_content=passage.text, metadata={"id": passage.id, "initiative": passage.initiative})


def _tokenised(texts: list[str]) -> list[list[str]]:
    found: list[list[str]] = bm25s.tokenize(
        texts, stopwords="en", stemmer=_STEMMER.stemWords, return_ids=False, show_progress=False
    )
    return found
