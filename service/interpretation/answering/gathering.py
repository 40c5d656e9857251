"""All that may be used to answer a question: passages that bear on it, the glossary's entries, dated statements.

A small initiative is read whole, so that nothing dated is missed; of a large one, the passages that a search finds.
Passages that share too little with the question are no evidence. It is handed the functions that ask for documents,
each of which is given the caller's scope.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from glossary.edition import Edition
from retrieval.database.listing import Listed
from retrieval.documents import Document, Passage
from retrieval.search import Found, SearchFailed
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.nouns import Evidence, Judged, Question
from service.interpretation.answering.ranking import asking, scoring, verdict
from service.interpretation.answering.relevance import Wanted
from service.interpretation.facts import find_facts
from service.interpretation.grounding.orders import instructs
from service.interpretation.nouns import QuestionKind
from service.interpretation.shown import DocumentOf, Scope, Showing, Shown, Unit, shown_concept
from service.planning.facts import Fact

log = logging.getLogger(__name__)

READ_WHOLE = 150
"""Passages up to which an initiative is read whole."""
_MOST_INITIATIVES = 6
"""Initiatives up to which all that the caller may read is listed when none is named."""
_SEARCHED = 12
"""Passages asked of a search; of a large initiative, this is all that is looked at."""
_READ_OF_MANY = 6
"""Of those, how many are read: reading costs most."""
_MOST_PASSAGES = 16
_MOST_DATED = 200
_MOST_OPEN = 6
_LARGE_FOR = 60.0
"""Seconds for which an initiative that was too large to be read whole is taken to be so still, without a look."""
_LISTED_FOR = 10.0
"""Seconds for which its list of documents is taken to be the newest, where what changed is asked for."""
_KEPT = 64
"""Documents that are kept as they were read, the latest used."""
_CLOSE = 0.5
"""Cosine from which on a passage bears on a question that shares no word with it."""
_HEAD = 500
"""Characters at the top of a document in which it says when it was written."""
_PLANNED = frozenset({"access", "fit", "affected", "impact", "ask_it"})
"""Kinds of question for which what stands in the way, freezes and holidays, is evidence too."""
_RANKED: frozenset[QuestionKind] = frozenset(
    {"access", "affected", "ambiguous", "fit", "impact", "meaning", "said", "where"}
)
"""Kinds of question for which every statement is weighed against the question."""
_CALENDAR = re.compile(
    r"\b(?:freeze|frozen|holidays?|black-?out|stock-?take|shutdown|closure|embargo|moratorium)\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:if|unless|subject to|depend(?:s|ing) on|not (?:yet )?(?:decided|confirmed|agreed)|tbd|tbc|might|"
    r"provided that|at risk)\b",
    re.IGNORECASE,
)
"""Words by which a passage makes a plan depend on something; where a plan is asked for, they are evidence too."""
_MOVED = re.compile(
    r"\b(?:mov(?:e|es|ed|ing)|instead of|not on|postpon\w+|delay\w*|reschedul\w+|brought forward|slip\w*|is now|later|"
    r"earlier|goes ahead)\b",
    re.IGNORECASE,
)
"""Words by which a passage tells of a day that is not what it was."""
_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?!\w)|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b")
_STAMP = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_WRITTEN = re.compile(
    r"\b(?:as (?:of|at)|dated?|date:|version|draft|status|stand|updated|revised|revision|issued|published|written|"
    r"prepared|minutes|"
    r"created|meeting of|week of)\b|\bv\d",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:will|shall|must|should|is|are|was|were|has|have|had|starts?|begins?|ends?|until|till|from|by|before|"
    r"after|goes?|due|on|"
    r"planned|scheduled|deadline|go-live|since)\b",
    re.IGNORECASE,
)

ListedIn = Callable[[Scope, str], Sequence[Listed]]
"""The documents of an initiative, with how many passages each has."""
PassagesOf = Callable[[Scope, str, int], Sequence[Passage]]
"""The passages of one version of a document, in order."""
Find = Callable[[str, int, Scope, Sequence[Sequence[str]]], Sequence[Found]]
"""A search: question, how many, scope, groups of phrases that mean the same."""
DocumentsIn = Callable[[Scope], int]
"""How many documents there are to look in."""


@dataclass(frozen=True)
class _Looked:
    """What was looked at, and how."""

    passages: tuple[Passage, ...]
    cosines: dict[str, float]
    """By passage, of those that a search by meaning found."""
    documents: int
    whole: bool


class Gathering:
    """Gathers evidence; blocking and thread-safe. What was read of passages is kept."""

    def __init__(
        self, listed: ListedIn, passages_of: PassagesOf, find: Find, document_of: DocumentOf, documents_in: DocumentsIn
    ) -> None:
        """Functions that read the documents under a caller's scope."""
        self._listed = listed
        self.passages_of = passages_of
        """The passages of one version of a document, under the caller's scope."""
        self._find = find
        self._documents_in = documents_in
        self._document_of = document_of
        self._large: dict[str, tuple[float, Sequence[Listed]]] = {}
        self._documents: OrderedDict[tuple[str, int], tuple[float, Document]] = OrderedDict()
        self._lock = Lock()
        self.showing = Showing(self._document)
        """Makes sources of passages as evidence does: each document with the day that it gives itself."""

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
        only = allowed & {initiative_id} if initiative_id is not None else allowed
        concepts = tuple(
            shown_concept(glossary.catalog.current(c), glossary, today)
            for c in dict.fromkeys([*question.concepts, *(c for m in question.ambiguous for c in m.candidates)])
        )
        wanted = relevance.wanted(question, glossary.catalog)
        looked = self._look(only, question, glossary) if question.kind != "other" else _Looked((), {}, 0, True)
        ranked = _ranked(looked, wanted, question)
        if not looked.whole:
            ranked = ranked[:_READ_OF_MANY]
        everything = looked.whole and (
            question.kind == "changes" or (question.kind in _PLANNED and _is_general(wanted))
        )
        most = 2 * _MOST_PASSAGES if question.kind == "fit" else _MOST_PASSAGES
        chosen = ranked if everything or question.kind == "changes" else ranked[:most]
        shown = self.showing.passages(only, chosen, glossary, today, country)
        if question.kind == "changes":
            shown = _newest_first(shown)
        beside: list[Shown] = []
        if looked.whole and question.kind in _PLANNED:
            there = {p.id for p in chosen}
            rest = [p for p in looked.passages if p.id not in there]
            beside = self.showing.passages(
                only, [p for p in rest if _CALENDAR.search(p.text)], glossary, today, country
            )
            open_ = [p for p in rest if _OPEN.search(p.text) and _names_any(p, wanted)]
            # "Phase 1 moves to" belongs to the plan that has phase 1, whatever else it names.
            parts = frozenset().union(*(grouping.numbered(p.text) for p in chosen))
            moved = [p for p in rest if _MOVED.search(p.text) and parts & grouping.numbered(p.text) and p not in open_]
            more = [*open_[:_MOST_OPEN], *moved[:_MOST_OPEN]]
            shown += self.showing.passages(only, more, glossary, today, country)
        read = shown
        if looked.whole and question.kind in _RANKED:
            read = self.showing.passages(only, looked.passages, glossary, today, country)
        judged = _judged(question, read, looked.cosines, glossary, today) if question.kind in _RANKED else None
        return Evidence(
            question=question,
            passages=tuple(shown),
            concepts=concepts,
            timeline=_dated(shown, beside),
            glossary=glossary,
            today=today,
            country=country,
            initiative_id=initiative_id,
            looked_in=looked.documents,
            judged=judged,
        )

    def whole(self, allowed: Scope, initiative_id: str, most: int = READ_WHOLE) -> list[Passage] | None:
        """All passages of an initiative's documents, in the order of the text; None if there are more than `most`."""
        return self._whole(allowed, self._listed(allowed, initiative_id), most)

    def _whole(self, allowed: Scope, listed: Sequence[Listed], most: int = READ_WHOLE) -> list[Passage] | None:
        if sum(document.passages for document in listed) > most:
            return None
        # By version: a document that is deleted meanwhile is still there to be read.
        return [p for d in listed for p in self.passages_of(allowed, d.id, d.version)]

    def _look(self, only: Scope, question: Question, glossary: Edition) -> _Looked:
        known = self._known_as_large(only, _LISTED_FOR if question.kind == "changes" else _LARGE_FOR)
        if known is not None:
            found = self._search(only, question, glossary, _SEARCHED)
            if question.kind == "changes":
                return self._lately(only, question, known, found)
            return _Looked(tuple(f.passage for f in found), _by_meaning(found), len(known), False)
        listed = [d for i in sorted(only) for d in self._listed(only, i)] if len(only) <= _MOST_INITIATIVES else None
        if listed is not None and (passages := self._whole(only, listed)) is not None:
            return _Looked(tuple(passages), self._cosines(only, question, len(passages)), len(listed), True)
        if listed is not None and len(only) == 1:
            self._large[next(iter(only))] = (time.monotonic(), listed)
        found = self._search(only, question, glossary, _SEARCHED)
        if question.kind == "changes" and listed is not None:
            return self._lately(only, question, listed, found)
        count = len(listed) if listed is not None else self._documents_in(only)
        return _Looked(tuple(f.passage for f in found), _by_meaning(found), count, False)

    def _known_as_large(self, only: Scope, seconds: float) -> Sequence[Listed] | None:
        """The documents of the one initiative, if it was too large to be read whole so many seconds ago."""
        at, documents = self._large.get(next(iter(only)), (0.0, ())) if len(only) == 1 else (0.0, ())
        return documents if at and time.monotonic() - at < seconds else None

    def _lately(self, only: Scope, question: Question, listed: Sequence[Listed], found: Sequence[Found]) -> _Looked:
        """Of a large initiative, the newest documents since the day that is asked for, and what the search found."""
        recent = sorted((d for d in listed if d.dated is not None), key=lambda d: d.dated or dt.date.min, reverse=True)
        passages: dict[str, Passage] = {}
        for document in recent:
            if document.dated is None or (question.since is not None and document.dated < question.since):
                break
            if len(passages) >= _SEARCHED:
                break
            some = self.passages_of(only, document.id, document.version)
            passages.update((p.id, p) for p in some[:_SEARCHED])
        passages.update((f.passage.id, f.passage) for f in found)
        return _Looked(tuple(passages.values()), _by_meaning(found), len(listed), False)

    def _cosines(self, only: Scope, question: Question, k: int) -> dict[str, float]:
        """How close the passages of a small initiative are in meaning; without an answer, words alone decide."""
        if not question.words or not k:
            return {}
        try:
            return _by_meaning(self._find(question.text, min(k, _SEARCHED), only, ()))
        except SearchFailed as exc:
            log.warning("read whole, and ranked by words alone: %s", exc)
            return {}

    def _search(self, only: Scope, question: Question, glossary: Edition, k: int) -> Sequence[Found]:
        expansions = [glossary.catalog.expansions([c]) for c in question.concepts]
        return self._find(question.text, k, only, expansions)

    def _document(self, allowed: Scope, key: str, version: int) -> Document:
        at = (key, version)
        with self._lock:
            since, known = self._documents.get(at, (0.0, None))
            # Not for long: a version's own date and community may be corrected.
            if known is not None and known.initiative_id in allowed and time.monotonic() - since < _LISTED_FOR:
                self._documents.move_to_end(at)
                return known
        document = self._document_of(allowed, key, version)
        if document.dated is None and (day := own_day(document)):
            document = document.model_copy(update={"dated": day})
        with self._lock:
            self._documents[at] = (time.monotonic(), document)
            while len(self._documents) > _KEPT:
                self._documents.popitem(last=False)
        return document


def _judged(
    question: Question, shown: Sequence[Shown], cosines: Mapping[str, float], glossary: Edition, today: dt.date
) -> Judged:
    """Which of the statements fit best, and whether they answer; an order how to answer is no statement."""
    units = [unit for one in shown for unit in one.units if telling.is_said(unit) and not instructs(unit.text)]
    vocabulary = asking.vocabulary_of([scoring.words_of(scoring.text_of(unit)).stems for unit in units])
    asked = asking.asked(question, glossary.matcher, today, vocabulary)
    # Of a passage that the search did not bring up, it is known that it is no nearer than those it did.
    least = min(cosines.values(), default=0.0)
    near = {shown.id: cosines.get(shown.id, least) for shown in (unit.shown for unit in units)}
    return verdict.judged(question, asked, scoring.ranked(asked, units, near))


def own_day(document: Document) -> dt.date | None:
    """The day that a document gives itself at its top or in its name: "Version 1.4, 1 March 2027"."""
    spaced = _STAMP.sub(r" \1-\2-\3 ", document.name).replace("_", " ")
    if _YEAR.search(spaced):
        named = [f for f in find_facts(spaced, today=document.added_at.date()) if _is_day(f)]
        if named:
            return named[0].first
    seen = 0
    for block in document.blocks:
        if block.start > _HEAD or seen > 5 or block.kind == "row":
            break
        text = document.text[block.start : min(block.end, block.start + _HEAD)]
        seen += 1
        if not _YEAR.search(text):
            continue
        for fact in find_facts(text, today=document.added_at.date()):
            if not _is_day(fact):
                continue
            line = text[max(text.rfind("\n", 0, fact.start), text.rfind(". ", 0, fact.start)) + 1 : fact.start]
            if _WRITTEN.search(line) or not _PLANS.search(line):
                return fact.first
    return None


def _is_day(fact: Fact) -> bool:
    """Whether it is a day with its year, written out."""
    return (
        fact.kind == "date"
        and fact.first == fact.last
        and fact.unit in ("", "day")
        and bool(re.search(r"\d{4}", fact.text))
    )


def _by_meaning(found: Sequence[Found]) -> dict[str, float]:
    scores = {f.passage.id: why.score for f in found for why in f.why if why.index == "meaning"}
    return {key: score for key, score in scores.items() if score is not None}


def _ranked(looked: _Looked, wanted: Wanted, question: Question) -> list[Passage]:
    """The passages that bear on the question, best first."""
    scored: list[tuple[float, int, Passage]] = []
    # Two things are asked for, and one passage need not name both.
    general = _is_general(wanted)
    enough = relevance.ENOUGH / 3 if question.kind == "fit" else relevance.ENOUGH
    for number, passage in enumerate(looked.passages):
        own = relevance.stems_of(passage.text)
        share = wanted.share(own | relevance.stems_of(" ".join((passage.title, *passage.headings))))
        cosine = looked.cosines.get(passage.id, 0.0)
        if (
            share >= enough
            or cosine >= _CLOSE
            or question.kind == "changes"
            or (general and question.kind == "affected")
        ):
            scored.append((share + 0.5 * wanted.share(own) + cosine, -number, passage))
    return [passage for _, _, passage in sorted(scored, key=lambda s: s[:2], reverse=True)]


def _is_general(wanted: Wanted) -> bool:
    """Whether nothing in particular is asked for: who gets access, whatever to."""
    return all(term.kind == "event" or term.event is not None for term in wanted.terms)


def _names_any(passage: Passage, wanted: Wanted) -> bool:
    stems = relevance.stems_of(passage.text) | relevance.stems_of(" ".join((passage.title, *passage.headings)))
    return any(term.named_in(stems) for term in wanted.subjects)


def _newest_first(shown: Sequence[Shown]) -> list[Shown]:
    return sorted(shown, key=lambda s: s.dated or dt.date.min, reverse=True)


def _dated(shown: Sequence[Shown], beside: Sequence[Shown]) -> tuple[Unit, ...]:
    """The dated units of the passages, and those of the calendar, by day."""
    found = [(day, u) for s in shown for u in s.units if (day := _first_day(u)) is not None]
    found += [(d, u) for s in beside for u in s.units if _CALENDAR.search(u.text) and (d := _first_day(u)) is not None]
    return tuple(unit for _, unit in sorted(found, key=lambda f: f[0])[:_MOST_DATED])


def _first_day(unit: Unit) -> dt.date | None:
    if unit.sentence.kind == "heading":
        return None
    return min((f.first for f in unit.facts("date") if f.first is not None), default=None)
