"""Dependencies that documents state: in columns of tables, in remarks, in sentences, each with its words.

Between `relations` and `columns`, which read words, and `naming`, which knows the milestones. What names no milestone
and is clearly a step becomes one without a date; what could mean several gives nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.drafting.linking import columns, relations
from service.interpretation.drafting.linking.columns import Named, Rows
from service.interpretation.drafting.linking.naming import Names, kind_in, phrase
from service.interpretation.drafting.linking.relations import Relation
from service.interpretation.drafting.nouns import Drafted, place, quote_of
from service.interpretation.shown import Unit
from service.planning.facts import EventKind
from service.planning.nouns import Dependency, LinkType, Milestone, Track

_LONGEST_WHY = 180
_MOST_OF_A_KIND = 8
_SURE_OF_HOME = 0.5
_STEP = re.compile(
    r"\w(?:tion|sion|ment|ance|sis|al|ing|up|out|over|in)s?$|\b(?:review|check|test|audit|survey|delivery"
    r"|sign-?off|contract|"
    r"order|agreement|vote|inspection|rehearsal|hand-?over|report|decision|budget|permit|certificate|licen[cs]e"
    r"|release|"
    r"build|load|fit)s?$",
    re.IGNORECASE,
)
_NO_STEP = re.compile(
    r"\b(?:i|we|you|they|he|she|it|that|this|these|those|who|which|what|everybody|everyone|nobody|people|is|are"
    r"|was|were|be|"
    r"been|has|have|had|will|can|cannot|could|would|should|may|not|no|do|does|did|if|there|then|than|our own)\b"
    r"|\d{4}|[|@]",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:the|a|an|all|both|its|their|our|any|each|every|final|formal|successful|full|completion of|end of"
    r"|finish of|"
    r"finishing|result of|results of|start of|beginning of|having)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:(?:is|are|has|have|was|were|being|been|will be|has been|have been)\s+)*(?:done|finished|complete"
    r"|completed|ready|"
    r"passed|signed|available|over|closed|in place|approved|delivered|given|there)\W*$",
    re.IGNORECASE,
)
_TRACKS: dict[EventKind, Track] = {
    "training": "readiness",
    "communication": "readiness",
    "feedback": "readiness",
    "access": "technical",
    "change": "technical",
    "test": "technical",
    "withdrawal": "technical",
    "go_live": "technical",
}
_MOST_WORDS = 7
_LONGEST_SIDE = 8
"""Words of a side where only "before" or "after" stands between the two: in a long sentence it joins something else."""
_LEFT_OUT = re.compile(
    r"(?:\W|\d|\b(?:it|this|that|these|those|they|both|which|can(?:not)?|could|may|must|will|would|shall|should"
    r"|to|be|been"
    r"|is|are|has|have|needs?|only|not|n['’]t|t|start\w*|begin\w*|happens?|takes?|place|runs?|goes?|go|ahead|proceed"
    r"|carried|finish\w*|complet\w*|available|over|closed|approved|signed|out|done|held|planned|due|possible|ready|the"
    r"|then|also|however|and|but|so|there|here|all|for|with|before|after|earliest|latest|at|on|in|by|from|of)\b)*",
    re.IGNORECASE,
)
"""What stands for something that was named before, or says nothing of what it is."""


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency as it was read, before the same one said twice is made one."""

    dependency: Dependency
    sure: bool
    """Whether a table or a verb of needing says so; else only an order of words."""


_BOTH = re.compile(r"\W*(?:both|the two)(?: of (?:them|these))?\W*", re.IGNORECASE)


def _length(words: str, ends: bool) -> int:
    return len(relations.trimmed(words, ends=ends).split())


def _sides(relation: Relation) -> tuple[tuple[str, bool], tuple[str, bool]]:
    """What comes first and what waits, each with whether it stands in front of the word that ties the two."""
    first, second = relation.at
    return (relation.before, first < second), (relation.after, second < first)


class Stated:
    """Reads the dependencies of an initiative's units."""

    def __init__(self, drafted: Drafted, names: Names, units: Iterable[Unit]) -> None:
        """`names` are those of the drafted milestones."""
        self._home = drafted.home
        self._names = names
        self._units = tuple(units)
        self._known: dict[str | None, Mapping[str, str]] = {}
        for (document, reference), milestone in drafted.references.items():
            self._known[document] = {**self._known.get(document, {}), reference: milestone}
        self._rows = Rows(self._units, self._known)
        homes = (drafted.home.get(place(u)) for u in self._units if u.sentence.kind != "heading")
        self._order = list(dict.fromkeys(m for m in homes if m is not None))
        self.added: dict[str, Milestone] = {}
        """Steps that are named by a dependency alone."""

    def links(self) -> Iterator[Link]:
        """Every dependency that is stated, in the order of the documents."""
        for unit in self._units:
            if unit.sentence.kind == "heading":
                continue
            if unit.cells:
                yield from self._of_row(unit)
            elif telling.is_said(unit) or len(unit.text.split()) > 1:
                yield from self._of_sentence(unit)

    def _of_row(self, unit: Unit) -> Iterator[Link]:
        home = self._home.get(place(unit))
        cells = self._rows.cells(unit)
        for named in columns.named_in(cells, self._known.get(unit.shown.source.document_id)):
            waiting = self._one(unit, named.other, None, named) if named.other else home
            other = None if waiting is None else self._one(unit, named.words, waiting, named)
            if waiting is not None and other is not None and other != waiting:
                before, after = (other, waiting) if named.waits else (waiting, other)
                yield Link(
                    self._dependency(unit, before, after, named.type, named.lag.days, named.lag.exact, named.told), True
                )
        for header, text in cells:
            if not columns.is_for_links(header) and not columns.is_day(header):
                for relation in relations.relations(text):
                    yield from self._related(unit, relation, home, f"{header}: {text}" if header else text)

    def _one(self, unit: Unit, words: str, of: str | None, named: Named | None = None) -> str | None:
        """The milestone that a cell names: by id, by row, by title."""
        document = unit.shown.source.document_id
        if columns.is_reference(words):
            found = self._names.referred(words, document)
            if found is None and words.strip("#. ").isdigit():
                row = self._rows.numbered(unit, int(words.strip("#. ")))
                found = self._home.get(row) if row is not None else None
            if found is not None or phrase(words).empty:
                return found
        near = self._names.milestones.get(of) if of else None
        found = self._names.meant(words, document, near, without=[of] if of else ())
        if found is None and named is not None and named.listed and not self._names.ranked(words, near):
            return self._step(unit, words, listed=True)
        return found

    def _of_sentence(self, unit: Unit) -> Iterator[Link]:
        home = self._home.get(place(unit))
        for relation in relations.relations(unit.text):
            yield from self._related(unit, relation, home, unit.text)

    def _related(self, unit: Unit, relation: Relation, home: str | None, told: str) -> Iterator[Link]:
        document = unit.shown.source.document_id
        near = self._names.milestones.get(home) if home else None
        if not relation.strong and max(_length(w, e) for w, e in _sides(relation)) > _LONGEST_SIDE:
            return
        (before_words, before_ends), (after_words, after_ends) = _sides(relation)
        after = self._subject(unit, after_words, after_ends, relation.at[1], home, near)
        if after is None:
            after = self._counted(unit, relation, after_words, after_ends, before_words, before_ends)
        if after is None:
            yield from self._of_each(unit, relation, told)
            return
        found = self._things(before_words, before_ends, document, self._milestone(after))
        said = relations.trimmed(before_words, ends=before_ends)
        if not found and phrase(said).empty and _LEFT_OUT.fullmatch(said):
            found = [m for m in (home or self._before(unit),) if m is not None and m != after]
        elif not found and (relation.strong or relation.lag.exact) and not self._names.ranked(said):
            step = self._step(unit, said, listed=relation.lag.exact)
            found = [step] if step and step != after else []
        for before in found:
            lag = relation.lag
            yield Link(self._dependency(unit, before, after, relation.type, lag.days, lag.exact, told), relation.strong)

    def _counted(
        self, unit: Unit, relation: Relation, after: str, after_ends: bool, before: str, before_ends: bool
    ) -> str | None:
        """The step that a sentence dates by its distance from something: "a survey two weeks after go-live"."""
        said = relations.trimmed(after, ends=after_ends)
        anchor = self._names.meant(relations.trimmed(before, ends=before_ends), unit.shown.source.document_id)
        if not relation.lag.exact or anchor is None or self._names.ranked(said):
            return None
        return self._step(unit, said, listed=True)

    def _subject(
        self, unit: Unit, words: str, ends: bool, at: int, home: str | None, near: Milestone | None
    ) -> str | None:
        """What waits: what the words name, else what the row, the sentence or the one before it is about."""
        said = relations.trimmed(words, ends=ends)
        ids = self._names.references_in(said, unit.shown.source.document_id)
        if len(ids) == 1:
            return ids[0]
        if phrase(said).empty:
            return (home or self._before(unit)) if _LEFT_OUT.fullmatch(said) else None
        if home is not None and self._names.fit(phrase(said), home) >= _SURE_OF_HOME:
            return home
        found = self._names.meant(said, unit.shown.source.document_id, near)
        if found is None and home is not None and not unit.cells:
            start = unit.sentence.start
            dated = [f.start - start for f in unit.facts("date") if f.first is not None]
            if any(at <= d < at + len(words) for d in dated):
                return home
        return found

    def _before(self, unit: Unit) -> str | None:
        """The milestone of the sentence before, in the same paragraph or item."""
        for number in range(unit.number - 1, max(-1, unit.number - 4), -1):
            other = unit.shown.units[number]
            if other.sentence.block != unit.sentence.block:
                return None
            home = self._home.get(place(other))
            if home is not None:
                return home
        return None

    def _things(self, words: str, ends: bool, document: str | None, waiting: Milestone) -> list[str]:
        """The milestones that words list."""
        said = relations.trimmed(words, ends=ends)
        listed = words if ends else relations.sided(words)
        ids = [m for m in self._names.references_in(listed.strip(" .,"), document) if m != waiting.id]
        if ids:
            return ids
        if _BOTH.fullmatch(said):
            return self._last_two(waiting.id)
        whole = self._names.meant(said, document, waiting, without=[waiting.id])
        if whole is not None:
            return [whole]
        pieces = [] if ends else relations.pieces(listed)
        if len(pieces) < 2:
            return []
        named = (self._names.meant(piece, document, waiting, without=[waiting.id]) for piece in pieces)
        return list(dict.fromkeys(m for m in named if m is not None))

    def _last_two(self, milestone: str) -> list[str]:
        """The two milestones that are stated before one, next to it in its document: "after both"."""
        at = self._order.index(milestone) if milestone in self._order else 0
        return self._order[at - 2 : at] if at > 1 else []

    def _of_each(self, unit: Unit, relation: Relation, told: str) -> Iterator[Link]:
        """A rule for all of a kind, "training needs access": each waits for that of its own people and system."""
        (before_words, before_ends), (after_words, after_ends) = _sides(relation)
        said = phrase(relations.trimmed(after_words, ends=after_ends))
        if not relation.strong or said.empty or said.kind is None or not said.stems <= said.happens:
            return
        those = [
            m
            for _, m in self._names.ranked(said.text)
            if said.kind in self._names.milestones[m].kinds[:1]
            and not self._names.named(m).quoted.isdisjoint(said.stems)
        ]
        if not 1 < len(those) <= _MOST_OF_A_KIND:
            return
        for after in those:
            waiting = self._names.milestones[after]
            for before in self._things(before_words, before_ends, unit.shown.source.document_id, waiting):
                yield Link(
                    self._dependency(unit, before, after, relation.type, relation.lag.days, relation.lag.exact, told),
                    relation.strong,
                )

    def _step(self, unit: Unit, words: str, *, listed: bool = False) -> str | None:
        """A milestone without a date for a step that only a dependency names; None for what is no step."""
        title = wording.plain(_TAIL.sub("", _LEAD.sub("", words.strip(" .,:;–-")))).strip(" .")
        if not title or len(title.split()) > _MOST_WORDS or _NO_STEP.search(title) or phrase(title).empty:
            return None
        if unit.facts("date") and not unit.cells and any(f.text in words for f in unit.facts("date")):
            return None
        kind = kind_in(title)
        if kind in ("freeze", "holiday") or not (_STEP.search(title) or (listed and kind)):
            return None
        key = " ".join(sorted(phrase(title).stems | phrase(title).parts))
        milestone_id = f"m_{hashlib.sha256(f'step {key}'.encode()).hexdigest()[:16]}"
        if milestone_id not in self.added:
            quote = quote_of(unit)
            track: Track = "technical" if unit.shown.community == "it" else "both"
            if unit.shown.community in ("people_readiness", "hr"):
                track = "readiness"
            self.added[milestone_id] = Milestone(
                id=milestone_id,
                track=_TRACKS.get(kind, track) if kind else track,
                title=wording.capital(title),
                sources=(quote.source,),
                why="It is named only by what waits for it, and no document gives it a date.",
                kinds=(kind,) if kind else (),
                quotes=(quote,),
            )
        return milestone_id

    def _dependency(
        self, unit: Unit, before: str, after: str, kind: LinkType, lag: int, exact: bool, told: str
    ) -> Dependency:
        words = " ".join(wording.plain(told).split())
        cut = words if len(words) <= _LONGEST_WHY else words[:_LONGEST_WHY].rsplit(" ", 1)[0] + " …"
        return Dependency(
            before=before,
            after=after,
            type=kind,
            lag_days=lag,
            exact=exact,
            sources=(unit.shown.id,),
            why=f"“{self._title(after)}” waits for “{self._title(before)}”: “{cut}”",
        )

    def _title(self, milestone: str) -> str:
        return self._milestone(milestone).title

    def _milestone(self, milestone: str) -> Milestone:
        return self._names.milestones.get(milestone) or self.added[milestone]
