"""All that may be used to answer a question: passages that bear on it, the glossary's entries, dated statements.

A small initiative is read whole, so that nothing dated is missed; of a large one, the passages that a search finds.
Passages that share too little with the question are no evidence. It is handed the functions that ask for documents,
each of which is given the caller's scope.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from glossary.edition import Edition
from retrieval.documents import Passage
from retrieval.search import Found
from service.interpretation.answering.nouns import Evidence, Question
from service.interpretation.shown import DocumentOf, Scope, Showing

PassagesOf = Callable[[Scope, str], Sequence[Passage]]
"""All live passages of an initiative, or none if there are too many to read it whole."""
Find = Callable[[str, int, Scope, Sequence[Sequence[str]]], Sequence[Found]]
"""A search: question, how many, scope, groups of phrases that mean the same."""
DocumentsIn = Callable[[Scope], int]
"""How many documents there are to look in."""


class Gathering:
    """Gathers evidence; blocking and thread-safe. Readings of passages are kept."""

    def __init__(
        self, passages_of: PassagesOf, find: Find, document_of: DocumentOf, documents_in: DocumentsIn, showing: Showing
    ) -> None:
        """Functions that read the documents under a caller's scope, and what keeps the readings."""
        self._passages_of = passages_of
        self._find = find
        self._document_of = document_of
        self._documents_in = documents_in
        self._showing = showing

    def gather(
        self,
        allowed: Scope,
        question: Question,
        initiative_id: str | None,
        glossary: Edition,
        today: dt.date,
        country: str | None = None,
    ) -> Evidence:
        """The evidence for a question.

        Args:
            allowed: initiatives that the caller may read.
            question: as understood.
            initiative_id: where to look; None is everywhere the caller may read.
            glossary: the edition in use.
            today: the day of asking.
            country: ISO 3166 code of the initiative's country.

        Raises:
            SearchFailed: nothing can be said of what a large initiative holds.
        """
        return Evidence(question, (), (), (), glossary, today, country, initiative_id)
