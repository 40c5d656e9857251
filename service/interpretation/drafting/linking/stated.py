"""Dependencies that documents state: in columns of tables, in remarks, in sentences, each with its words.

Between `relations` and `columns`, which read words, and `naming`, which knows the milestones. What names no milestone
and is clearly a step becomes one without a date; what could mean several gives nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.drafting.linking import columns, relations
from service.interpretation.drafting.linking.columns import Named, Rows
from service.interpretation.drafting.linking.naming import Names, kind_in, phrase
from service.interpretation.drafting.linking.relations import Relation
from service.interpretation.drafting.linking.wordings import steps
from service.interpretation.drafting.linking.wordings.lists import Listed, lists
from service.interpretation.drafting.linking.wordings.series import bare, members, series
from service.interpretation.drafting.nouns import Drafted, Place, place, quote_of
from service.interpretation.shown import Unit
from service.planning.facts import EventKind
from service.planning.nouns import Dependency, LinkType, Milestone, Track

_LONGEST_WHY = 180
_MOST_OF_A_KIND = 8
_SURE_OF_HOME = 0.5
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
_LONGEST_NAME = 9
_SURE_OF_ROW = 0.75
_ANY_OF = re.compile(r"^\W*(?:any|each|every|the first(?: of)?|one of)(?: the)? (?P<of>.+)$", re.IGNORECASE | re.DOTALL)
_WHICH = re.compile(
    r"^(?P<thing>.{3,}?),? (?:which|that)(?: (?:is|are|in turn|itself|again|also|only|must|will))*\s*$", re.I
)
"""A clause on what was named right before it: "Berne moves, which …"."""
_LONGEST_SIDE = 8
"""Words of a side where only "before" or "after" stands between the two: in a long sentence it joins something else."""


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


def rules_among(milestones: Iterable[Milestone]) -> frozenset[str]:
    """Those without a day whose title is no step but a rule: "crews C and D wait until A and B have run"."""
    return frozenset(
        m.id
        for m in milestones
        if m.start is None
        and any(r.strong and r.before.strip() and r.after.strip() for r in relations.relations(m.title))
    )


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
        self.told: dict[Place, str] = {}
        """Units that tell of a tie between two milestones that were read, with the one that waits."""
        self.added: dict[str, Milestone] = {}
        """Steps that are named by a dependency alone."""

    def links(self) -> Iterator[Link]:
        """Every dependency that is stated, in the order of the documents."""
        for unit in self._units:
            if unit.sentence.kind == "heading":
                continue
            if unit.cells:
                yield from self._of_row(unit)
            elif len(unit.text.split()) > 1 or telling.is_said(unit):
                yield from self._of_sentence(unit)
        for listed in lists(self._units):
            yield from self._of_list(listed)

    def _of_row(self, unit: Unit) -> Iterator[Link]:
        home = self._home.get(place(unit))
        cells = self._rows.cells(unit)
        subject = home or self._row_subject(unit, cells)
        for named in columns.named_in(cells, self._known.get(unit.shown.source.document_id)):
            waiting = self._one(unit, named.other, None, named) if named.other else subject
            other = None if waiting is None else self._one(unit, named.words, waiting, named)
            if waiting is not None and other is not None and other != waiting:
                before, after = (other, waiting) if named.waits else (waiting, other)
                yield Link(
                    self._dependency(unit, before, after, named.type, named.lag.days, named.lag.exact, named.told), True
                )
        for header, text in cells:
            if not columns.is_for_links(header) and not columns.is_day(header):
                told = f"{header}: {text}" if header else text
                yield from self._of_relations(unit, relations.relations(text), subject, told)

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

    def _row_subject(self, unit: Unit, cells: columns.Cells) -> str | None:
        """The milestone that a row without one of its own names in the first column that names any."""
        for header, text in cells:
            if columns.names_things(header) and 0 < len(text.split()) <= _LONGEST_NAME:
                found = self._names.meant(text, unit.shown.source.document_id, least=_SURE_OF_ROW)
                if found is not None:
                    return found
        return None

    def _of_list(self, listed: Listed) -> Iterator[Link]:
        """What a list says whose opening tells what its items are."""
        lead = listed.lead
        document = lead.shown.source.document_id
        things = [self._home.get(place(u)) or self._names.meant(u.text, document) for u in listed.items]
        if listed.sort == "order":
            for (one, other), unit in zip(pairwise(things), listed.items[1:], strict=True):
                if one is not None and other is not None and one != other:
                    yield Link(self._dependency(unit, one, other, "FS", 0, False, f"{lead.text} {unit.text}"), True)
            return
        after = self._names.meant(relations.trimmed(listed.waiting), document)
        for before, unit in zip(things, listed.items, strict=True):
            if after is not None and before is not None and before != after:
                yield Link(self._dependency(unit, before, after, "FS", 0, False, f"{lead.text} {unit.text}"), True)

    def _of_sentence(self, unit: Unit) -> Iterator[Link]:
        yield from self._of_relations(unit, relations.relations(unit.text), self._home.get(place(unit)), unit.text)

    def _of_relations(self, unit: Unit, those: Iterable[Relation], home: str | None, told: str) -> Iterator[Link]:
        found: list[Link] = []
        for relation in those:
            if not (relation.otherwise and found):
                found = list(self._related(unit, relation, home, told))
                yield from found

    def _related(self, unit: Unit, relation: Relation, home: str | None, told: str) -> Iterator[Link]:
        document = unit.shown.source.document_id
        near = self._names.milestones.get(home) if home else None
        if not relation.strong and max(_length(w, e) for w, e in _sides(relation)) > _LONGEST_SIDE:
            return
        (before_words, before_ends), (after_words, after_ends) = _sides(relation)
        after = self._subject(unit, after_words, after_ends, relation.at[1], home, near)
        after = after or self._first_of(after_words, after_ends)
        if after is None:
            after = self._counted(unit, relation, after_words, after_ends, before_words, before_ends)
        if after is None:
            yield from self._of_each(unit, relation, told)
            return
        everyone = self._everyone(before_words, after)
        found = [everyone] if everyone else self._things(before_words, before_ends, document, self._milestone(after))
        said = relations.trimmed(before_words, ends=before_ends)
        found = found or self._series(said, after_words, after)
        if not found and phrase(said).empty and steps.LEFT_OUT.fullmatch(said):
            earlier = self._before(unit) if home in (None, after) else home
            found = [earlier] if earlier is not None and earlier != after else []
        elif not found and (relation.strong or relation.lag.exact) and not self._names.ranked(said):
            step = self._step(unit, said, listed=relation.lag.exact)
            found = [step] if step and step != after else []
        for before in found:
            lag = relation.lag
            if before not in self.added and after not in self.added:
                self.told[place(unit)] = after
            yield Link(self._dependency(unit, before, after, relation.type, lag.days, lag.exact, told), relation.strong)

    def _series(self, said: str, after_words: str, after: str) -> list[str]:
        """Those of a series whose noun was said of what waits: "crews C + D wait until A + B have run"."""
        items = bare(said)
        nouns = {m.rsplit(" ", 1)[0] for m in (*series(after_words), *series(self._milestone(after).title))}
        if items is None or len(nouns) != 1:
            return []
        (noun,) = nouns
        wanted = {f"{noun} {member}" for member in members(items)}
        about = self._milestone(after)
        fits = [
            m.id
            for m in self._names.milestones.values()
            if wanted <= self._names.named(m.id).series and set(m.kinds[:1]) == set(about.kinds[:1]) and m.id != after
        ]
        return fits if len(fits) == 1 else []

    def _everyone(self, words: str, after: str) -> str | None:
        """The last of several to go over, where all of them are said to have: "when all four crews are across"."""
        match = steps.ALL_OVER.search(words)
        if match is None:
            return None
        about = phrase(match["who"]).stems
        those = [
            m
            for m in self._names.milestones.values()
            if set(m.kinds[:1]) & {"go_live", "change"}
            and m.start is not None
            and m.id != after
            and about <= self._names.named(m.id).title | self._names.named(m.id).words
        ]
        if len(those) < 2:
            return None
        last = max(m.start for m in those if m.start is not None)
        latest = [m.id for m in those if m.start == last]
        return latest[0] if len(latest) == 1 else None

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
        which = _WHICH.match(words) if ends else None
        said = relations.trimmed(which["thing"] if which else words, ends=ends)
        ids = self._names.references_in(said, unit.shown.source.document_id)
        if len(ids) == 1:
            return ids[0]
        if phrase(said).empty:
            return (home or self._before(unit) or self._headed(unit)) if steps.LEFT_OUT.fullmatch(said) else None
        if home is not None and self._names.fit(phrase(said), home) >= _SURE_OF_HOME:
            return home
        found = self._names.meant(said, unit.shown.source.document_id, near)
        if found is None and home is not None and not unit.cells:
            start = unit.sentence.start
            dated = [f.start - start for f in unit.facts("date") if f.first is not None]
            if any(at <= d < at + len(words) for d in dated):
                return home
        return found

    def _headed(self, unit: Unit) -> str | None:
        """The milestone that the heading right above names."""
        above = unit.sentence.headings[-1:] if not unit.cells else ()
        return self._names.meant(above[0], unit.shown.source.document_id, least=_SURE_OF_ROW) if above else None

    def _first_of(self, words: str, ends: bool) -> str | None:
        """The first of all that a side names, where none may come earlier: "before any zone commences"."""
        match = _ANY_OF.match(relations.trimmed(words, ends=ends))
        if match is None:
            return None
        ranked = self._names.ranked(match["of"], least=_SURE_OF_ROW)
        those = [self._names.milestones[m] for _, m in ranked]
        dated = sorted((m.start, m.id) for m in those if m.start is not None and m.kinds[:1] == those[0].kinds[:1])
        return dated[0][1] if len(dated) > 1 and dated[0][0] != dated[1][0] else None

    def _before(self, unit: Unit) -> str | None:
        """The milestone of the sentence before, in the same paragraph or item."""
        for number in range(unit.number - 1, max(-1, unit.number - 4), -1):
            other = unit.shown.units[number]
            if other.sentence.block != unit.sentence.block:
                return None
            home = self._home.get(place(other)) or self._names.meant(other.text, other.shown.source.document_id)
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
        title = wording.plain(steps.TAIL.sub("", steps.LEAD.sub("", words.strip(" .,:;–-")))).strip(" .")
        if not title or len(title.split()) > _MOST_WORDS or steps.NO_STEP.search(title) or phrase(title).empty:
            return None
        if unit.facts("date") and not unit.cells and any(f.text in words for f in unit.facts("date")):
            return None
        kind = kind_in(title)
        if kind in ("freeze", "holiday") or not (steps.STEP.search(title) or (listed and kind)):
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
