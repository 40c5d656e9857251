"""Checks a whole text, statement by statement, against what the documents and the glossary say.

Each statement is grounded in the sources that are nearest to it. One that none bears out is compared with the units
that speak of the same thing: where one of them gives another day, number, group or polarity, it contradicts. One that
is borne out may still be disputed by another document. Below stands `ground`; which sources there are is for the
function that is handed in to find.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from glossary.edition import Edition
from retrieval.documents import Block
from service.interpretation import wording
from service.interpretation.grounding import cutting
from service.interpretation.grounding.cutting import Said
from service.interpretation.grounding.grounding import Similar, ground
from service.interpretation.grounding.nouns import Flaw, FlawKind, Grounded, Proposed
from service.interpretation.grounding.saying import figures
from service.interpretation.grounding.saying.telling import Rival, disputed, lacking, name, otherwise, quote
from service.interpretation.grounding.statements import tokens
from service.interpretation.grounding.subjects import Near, Subjects, day
from service.interpretation.nouns import Finding, Status, VerifiedClaim
from service.interpretation.shown import Shown, Unit, shown_concept, shown_input

Find = Callable[[str], Sequence[Shown]]
"""The sources that a statement may be about, from the documents that the caller may read."""

_SOURCES = 6
"""Sources in which a statement is looked for, one by one."""
_TOGETHER = 3
"""Sources that may bear it out only together."""
_UNITS = 8
"""Units about the same thing that are compared with it."""
_LOOKED = 30
"""Units among which one is looked for that tells its subject's end, or its nearest."""
_LEAST = 0.4
"""The share of a statement's subject from which on a unit may take back its day."""
_TOPIC = 0.3
"""What the words that a statement is about add to a unit's share, to find the nearest."""
_CONCEPTS = 3
_ALIKE = 0.55
"""The share of a statement's subject from which on a unit may speak of the same thing: if it has all of its content."""
_ALL = 0.95
"""The share of its content that such a unit has to have."""
_SAME = 0.7
"""The share of a statement's subject from which on a unit speaks of the same thing."""
_SURE = 0.83
"""The share from which on a unit denies it or tells it of others; for another day or number, less will do."""
_FEW = 0.75
"""The share for a subject of a single word."""
_RIVAL = 0.75
"""The share from which on a unit disputes what another source bears out."""
_NEAR = 0.85
"""Of the best unit's share: what is as near as that counts as much."""
_NEARER = 1.3
"""How much nearer than what bears a statement out a unit is that is taken at its word instead."""
_HELD = 0.5
"""The share of a statement's content that a unit has to have for what it says otherwise to count."""
_PARTLY = 0.6
"""The share of a statement's content from which on some of it is borne out."""
_VALUES: frozenset[FlawKind] = frozenset({"date", "number"})
"""Flaws that show by themselves, whatever else a statement says."""
_PLAIN_DISPUTE: frozenset[FlawKind] = _VALUES | {"negation"}
_AGAINST = _PLAIN_DISPUTE | {"name", "relation"}
"""Flaws that a unit may not have that is said to hold all of a statement's values."""


@dataclass(frozen=True)
class _Found:
    """What the sources say to a statement or a part of it."""

    finding: Finding
    status: Status = "unsupported"
    why: str = ""
    sources: tuple[Shown, ...] = ()
    disputed_by: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class _Check:
    """What all statements of a text share."""

    find: Find
    glossary: Edition
    today: dt.date
    similar: Similar | None
    subjects: Subjects
    entries: dict[str, Shown] = field(default_factory=dict)
    """Those of the glossary that were asked for, by concept: each is read once."""

    def entry(self, concept: str) -> Shown:
        """A concept of the glossary as a source."""
        if concept not in self.entries:
            self.entries[concept] = shown_concept(self.glossary.catalog.current(concept), self.glossary, self.today)
        return self.entries[concept]


def verify(
    text: str,
    blocks: Sequence[Block],
    find: Find,
    glossary: Edition,
    *,
    today: dt.date,
    similar: Similar | None = None,
    title: str = "",
) -> tuple[list[VerifiedClaim], list[Shown]]:
    """Check a text.

    Args:
        text: the whole text; offsets of the findings are into it.
        blocks: its headings, paragraphs, items and rows.
        find: gives the sources that a statement may be about; it is asked for every statement and its parts.
        glossary: what the terms mean.
        today: the day of reading.
        similar: compares texts by meaning; without it, words alone decide.
        title: what the text is called.

    Returns:
        The sentences, items and rows in order, each with what was found; the sources that the findings name.
    """
    check = _Check(find, glossary, today, similar, Subjects(glossary.matcher))
    claims: list[VerifiedClaim] = []
    named: dict[str, Shown] = {}
    for said in cutting.cut(shown_input(title, text, blocks, glossary, today)):
        found = _found(check, said, said.text, said.parts) if said.states else _Found("no_statement")
        named |= {one.id: one for one in (*found.sources, *found.disputed_by)}
        claims.append(
            VerifiedClaim(
                start=said.start,
                end=said.end,
                text=said.unit.text,
                status=found.status,
                finding=found.finding,
                why=found.why,
                sources=_ids(found.sources),
                disputed_by=_ids(found.disputed_by),
            )
        )
    return claims, list(named.values())


def _found(check: _Check, said: Said, text: str, parts: Sequence[str] = ()) -> _Found:
    looked = _Looked(check, said, text)
    borne = looked.borne_out()
    if borne is not None:
        sources = looked.of(borne.sources)
        # A document does not contradict itself: what its words seem to bear out, it rules out in so many words.
        own = [r for r in looked.ruled_out() if r.shown.source.document_id in {o.source.document_id for o in sources}]
        if own:
            return _Found("contradicts", why=otherwise(own), sources=tuple(r.shown for r in own))
        rivals = looked.disputes(sources)
        nearer = [r for r in rivals if r.near.share > _NEARER * looked.share(sources)]
        if nearer:
            return _Found("contradicts", why=otherwise(nearer), sources=tuple(r.shown for r in nearer))
        why = disputed(sources, rivals) if rivals else ""
        return _Found("agrees", borne.status, why, sources, tuple(r.shown for r in rivals))
    if parts:
        each = [_found(check, said, part) for part in parts]
        if any(one.finding != "not_found" for one in each):
            return _together(parts, each)
    holding = looked.holding()
    plain = looked.plain()
    if holding and not plain:
        sources = tuple({n.unit.shown.id: n.unit.shown for n, _ in holding}.values())
        against = looked.disputes(sources)
        whole = all(f.kind == "group" for f in holding[0][1].flaws)
        why = "" if whole else lacking(holding[0][1].flaws) + looked.nearest()
        told = disputed(sources, against) if against else ""
        finding: Finding = "agrees" if whole else "partly"
        status: Status = "supported" if whole else "unsupported"
        return _Found(finding, status, " ".join(filter(None, (why, told))), sources, tuple(r.shown for r in against))
    rivals = plain or looked.rivals(_ALIKE)
    if rivals:
        return _Found("contradicts", why=otherwise(rivals), sources=tuple(r.shown for r in rivals))
    # The glossary says what words mean in general: the initiative's own documents go before it.
    general = looked.in_the_glossary()
    if general is not None:
        return _Found("agrees", general.status, sources=looked.of(general.sources))
    head = cutting.head(text)
    if head:
        found = _found(check, said, head)
        if found.finding == "contradicts":
            return found
    best = looked.best
    if best is not None and (best.overlap >= _PARTLY or looked.partly()):
        return _Found(
            "partly", why=looked.missing(best) + looked.nearest(), sources=looked.close() or looked.of(best.sources)
        )
    return _Found("not_found", why="No document says this. " + looked.nearest())


class _Looked:
    """One statement, or one part of it, among the sources that may be about it."""

    def __init__(self, check: _Check, said: Said, text: str) -> None:
        self._check = check
        self._said = said
        self._text = text
        self._sources = {one.id: one for one in check.find(_question(said, text))}
        self.best: Grounded | None = None
        """What comes nearest to bearing it out."""

    @cached_property
    def near(self) -> list[Near]:
        """Units that speak of the same thing or part of it, nearest first."""
        return self._check.subjects.near(self._text, self._said.before, self._sources.values())

    def borne_out(self) -> Grounded | None:
        """What a document or a few together bear out; None if nothing does."""
        ranked = list({n.unit.shown.id: n.unit.shown for n in self.near}.values())[:_SOURCES]
        words = figures.bare(self._said.unit.text)
        same = {n.unit.shown.id for n in self.near if figures.bare(n.unit.text) == words}
        standing = [
            Grounded(self._text, "supported", (one.id,), overlap=1.0) if one.id in same else self._ground([one])
            for one in ranked
        ]
        standing = [g for g in standing if g.stands]
        if standing:
            return replace(standing[0], sources=tuple(dict.fromkeys(i for g in standing for i in g.sources)))
        together = self._ground(ranked[:_TOGETHER]) if len(ranked) > 1 else None
        return together if together is not None and together.stands else None

    def in_the_glossary(self) -> Grounded | None:
        """What an entry of the glossary bears out; None if none does."""
        entries = [self._check.entry(concept) for concept in sorted(self._said.unit.concepts)[:_CONCEPTS]]
        self._sources |= {one.id: one for one in entries}
        return next((g for g in (self._ground([one]) for one in entries) if g.stands), None)

    def rivals(self, least: float, apart_from: frozenset[str] = frozenset()) -> list[Rival]:
        """Units with at least this share of the subject that say otherwise, newest first."""
        near = [n for n in self.near[:_UNITS] if n.share >= (least if n.things > 1 else max(least, _FEW))]
        best = near[0].share if near else 0.0
        held = [(n, self._alone(n.unit)) for n in near if n.share >= _NEAR * best and n.unit.shown.id not in apart_from]
        most = max((said.overlap for _, said in held), default=0.0)
        # A unit that has less of the statement than another one speaks of another thing.
        enough = max(_HELD, _NEAR * most)
        full = [(n, said) for n, said in held if said.overlap >= (enough if n.share >= _SAME else max(enough, _ALL))]
        found = [r for r in (Rival(n, self._telling(n, said)) for n, said in full) if r.flaws]
        denying = [r for r in found if any(f.kind in _PLAIN_DISPUTE for f in r.flaws)]
        return sorted(denying or found, key=lambda r: day(r.shown), reverse=True)

    def holding(self) -> list[tuple[Near, Grounded]]:
        """Units about the same thing that have all days, numbers and names of it and deny what it denies."""
        valued = figures.valued(self._text, self._said.unit)
        least = _ALIKE if valued else _ALL
        near = [n for n in self.near[:_UNITS] if n.share >= (least if n.things > 1 else max(least, _FEW))]
        found = []
        for n in near:
            if figures.lacks(self._text, self._said.unit, n.unit) or figures.other_event(self._text, n.unit.text):
                continue
            said = self._alone(n.unit)
            said = replace(said, flaws=figures.beside_what_stays(self._text, n.unit, said.flaws))
            about = {t.word for t in figures.topic(tokens.read(self._text))}
            strange = {f.kind for f in said.flaws if f.found} & _AGAINST or any(f.said in about for f in said.flaws)
            if said.overlap >= _PARTLY and not strange:
                found.append((n, said))
        return sorted(found, key=lambda held: len(held[1].flaws))

    def plain(self) -> list[Rival]:
        """Units that give another span, tell of some what it says of all, or rule out what it says will come."""
        found = []
        for n in self.near[:_LOOKED]:
            flaws = figures.ruled_out(self._text, n.unit)
            if n.share >= _ALIKE and n.things > 1:
                flaws += figures.spans(self._text, n.unit.text)
            if n.share >= _ALIKE:
                flaws += figures.share_of(self._text, n.unit.text)
            if flaws:
                found.append(Rival(n, flaws))
        return found

    def ruled_out(self) -> list[Rival]:
        """Units that say in so many words that there is no such thing, where it gives no day or number."""
        if figures.valued(self._text, self._said.unit):
            return []
        near = [n for n in self.near[:_LOOKED] if figures.none_of(self._text, n.unit)]
        return [Rival(n, (Flaw("negation", self._text, n.unit.text),)) for n in near]

    def partly(self) -> bool:
        """Whether the nearest unit is about the same and has every day, number and name."""
        n = self._nearest
        known = n is not None and figures.valued(self._text, self._said.unit) and n.share >= _LEAST
        return known and n is not None and not figures.lacks(self._text, self._said.unit, n.unit)

    def missing(self, best: Grounded) -> str:
        """What of it is not in the nearest unit."""
        return lacking(self._alone(self._nearest.unit).flaws if self._nearest else best.flaws)

    def close(self) -> tuple[Shown, ...]:
        """The source of the nearest unit."""
        return (self._nearest.unit.shown,) if self._nearest else ()

    def _telling(self, near: Near, said: Grounded) -> tuple[Flaw, ...]:
        """The flaws by which a unit says otherwise: another day or number; else others, where nothing else differs."""
        if figures.bare(near.unit.text) == figures.bare(self._text) or figures.other_event(self._text, near.unit.text):
            return ()
        telling = [
            f for f in said.flaws if figures.tells(f, self._text) and not (f.kind == "date" and self._given(near, f))
        ]
        values = tuple(f for f in telling if f.kind in _VALUES)
        if values:
            return values
        # A unit that is itself undecided denies nothing, so these count only where they are of one kind.
        kinds = {f.kind for f in said.flaws if f.found}
        sure = near.share >= _SURE and said.overlap >= _SAME and len(kinds) == 1
        return tuple(telling) if sure else ()

    def _given(self, near: Near, flaw: Flaw) -> bool:
        """Whether a nearer unit gives the day, or a row has it as the first or last of a period in two cells."""
        ours = {d for f in self._said.unit.facts("date") if f.text in flaw.said for d in (f.first, f.last)}
        if near.unit.sentence.kind == "row" and not ours.isdisjoint(figures.days(near.unit)):
            return True
        nearer = (n.unit for n in self.near[:_UNITS] if n.share > near.share and n.things)
        return bool(ours) and any(ours <= figures.days(unit) for unit in nearer)

    def disputes(self, agreeing: Sequence[Shown]) -> list[Rival]:
        """Units of other documents that say otherwise although these sources bear it out."""
        documents = {one.source.document_id for one in agreeing}
        found = self.rivals(_RIVAL, frozenset(_ids(agreeing)))
        plain = [r for r in found if {f.kind for f in r.flaws} <= _PLAIN_DISPUTE] + self._superseding()
        once = {r.near.unit: r for r in plain}
        return [r for r in once.values() if r.shown.source.document_id not in documents]

    def _superseding(self) -> list[Rival]:
        """Units that take back its day and give another one."""
        dates = [f for f in self._said.unit.facts("date") if f.text in self._text]
        found = []
        for n in self.near[:_LOOKED]:
            instead = figures.superseded(n.unit) if n.share >= _LEAST else {}
            flaws = tuple(Flaw("date", f.text, instead[f.first]) for f in dates if f.first in instead)
            if flaws:
                found.append(Rival(n, flaws))
        return found

    def share(self, sources: Sequence[Shown]) -> float:
        """How near the nearest unit of these sources is."""
        ids = _ids(sources)
        return max((n.share for n in self.near if n.unit.shown.id in ids), default=1.0)

    def of(self, ids: Iterable[str]) -> tuple[Shown, ...]:
        """The sources of these ids."""
        return tuple(self._sources[i] for i in ids if i in self._sources)

    @cached_property
    def _nearest(self) -> Near | None:
        """The unit with most of its subject; the words before the verb, which say what it is about, count most."""
        about = {t.name for t in figures.topic(tokens.read(self._text))}

        def shared(near: Near) -> float:
            names = {t.name for t in tokens.read(near.unit.text)}
            return near.share + (_TOPIC * len(about & names) / len(about) if about else 0.0)

        return max(self.near[:_LOOKED], key=shared, default=None)

    def nearest(self) -> str:
        """The unit that comes nearest, for a reader who looks for it."""
        if self._nearest is None:
            return "None speaks of anything in it."
        unit = self._nearest.unit
        return f"Nearest is {name(unit.shown)}: “{quote(unit)}”"

    def _ground(self, sources: Sequence[Shown]) -> Grounded:
        shown = {one.id: one for one in sources}
        proposed = Proposed(self._text, tuple(shown))
        found = ground(proposed, shown, glossary=self._check.glossary, similar=self._check.similar)
        if self.best is None or found.overlap > self.best.overlap:
            self.best = found
        return found

    def _alone(self, unit: Unit) -> Grounded:
        alone = self._check.subjects.alone(unit)
        return ground(Proposed(self._text, (alone.id,)), {alone.id: alone}, glossary=self._check.glossary)


def _question(said: Said, text: str) -> str:
    """What is looked for: the statement with what it stands under and, if it says "it", the sentence before."""
    return " ".join([*said.unit.sentence.headings[-1:], said.before, wording.plain(text)]).strip()


def _together(parts: Sequence[str], found: Sequence[_Found]) -> _Found:
    """What is found of a sentence of which each part was checked."""
    findings = {one.finding for one in found}
    finding: Finding = "contradicts" if "contradicts" in findings else "agrees" if findings == {"agrees"} else "partly"
    return _Found(
        finding,
        found[0].status if finding == "agrees" else "unsupported",
        " ".join(f"“{part}”: {one.why}" for part, one in zip(parts, found, strict=True) if one.why),
        tuple(source for one in found for source in one.sources),
        tuple(source for one in found for source in one.disputed_by),
    )


def _ids(sources: Iterable[Shown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in sources))
