"""What every index is to the search: told of passages, asked for the best of them, honest about its state.

An index is a view of the SQL table `passages` and never the truth. It knows passages by their `seq` and is asked
within a scope of initiatives. Above: `retrieval.search` fuses what the indexes say and reads every passage again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
"""Unit length, shape `(dimensions,)`."""
Matrix = npt.NDArray[np.float32]
"""Rows of unit length, shape `(n, dimensions)`."""


class RetrievalError(Exception):
    """Finding passages went wrong.

    RetrievalError
    ├── EmbeddingFailed   no vector could be made of a text
    ├── IndexFailed       an index could not answer
    └── SearchFailed      neither words nor vectors answered (`retrieval.search`)
    """


class EmbeddingFailed(RetrievalError):
    """No vector could be made: the model is missing or altered, or the endpoint refused."""


class IndexFailed(RetrievalError):
    """An index could not answer; it holds what went wrong and the next step."""


@dataclass(frozen=True)
class Hit:
    """One passage that an index proposes."""

    seq: int
    """`passages.seq`."""
    score: float
    """Higher is better; comparable only within one answer of one index."""


@dataclass(frozen=True)
class State:
    """How an index is doing."""

    name: str
    status: Literal["ready", "building", "absent"]
    """`building` and `absent` cost speed or reach, and `words` says which; they never cost correctness."""
    words: str


@dataclass(frozen=True)
class Words:
    """A question as the word index takes it."""

    text: str
    expansions: tuple[tuple[str, ...], ...] = ()
    """Groups of phrases that mean the same, of which any may stand in a passage."""


Question = TypeVar("Question", contravariant=True)


class Index(Protocol[Question]):
    """The port that exact vectors, Chroma and both kinds of word index fill. All methods are thread-safe."""

    @property
    def name(self) -> str:
        """A short name that the reader of a result understands: `meaning`, `words`."""
        ...

    def add(self, seqs: Sequence[int]) -> None:
        """Take up these passages as SQL has them now; those that SQL does not have (any more) are left out."""
        ...

    def remove(self, seqs: Sequence[int]) -> None:
        """Forget these passages; those that it does not hold do not matter."""
        ...

    def sync(self) -> None:
        """Catch up with SQL, whatever was missed."""
        ...

    def search(self, question: Question, k: int, scope: frozenset[str]) -> list[Hit]:
        """The best `k` or fewer passages of the initiatives in `scope`: best first, equals by `seq`.

        Raises:
            IndexFailed: it cannot answer. An empty list means that there is nothing to find.
        """
        ...

    def state(self) -> State:
        """How it is doing, in words for the operator."""
        ...
