"""Checks a whole text, statement by statement, against what the documents and the glossary say.

Each statement is grounded in the sources that are nearest to it. One that none bears out is compared with the units
that speak of the same thing: where one of them gives another day, number, group or polarity, it contradicts. One that
is borne out may still be disputed by another document. Below stands `ground`; which sources there are is for the
function that is handed in to find.
"""

from __future__ import annotations

import datetime as dt
import re
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
_MOST = 3
"""Documents that are named for one contradiction."""
_QUOTED = 160
"""Characters of a unit that are repeated to the reader."""
_VALUE = 40
"""Characters of a day, number or name that is told beside the statement's."""
_VALUES: frozenset[FlawKind] = frozenset({"date", "number"})
"""Flaws that show by themselves, whatever else a statement says."""
_TOLD: frozenset[FlawKind] = _VALUES | {"name"}
"""Flaws whose value can be told beside the statement's."""
_OTHERWISE: frozenset[FlawKind] = _TOLD | {"negation", "group", "certainty", "relation"}
"""Flaws by which a unit about the same thing says otherwise; a lack of content is none."""
_PLAIN_DISPUTE: frozenset[FlawKind] = _VALUES | {"negation"}
_UNIT = re.compile(r"%|[€$£]|\b(?:second|minute|hour|day|week|month|year)", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")


@dataclass(frozen=True)
class _Found:
    """What the sources say to a statement or a part of it."""

    finding: Finding
    status: Status = "unsupported"
    why: str = ""
    sources: tuple[Shown, ...] = ()
    disputed_by: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class _Rival:
    """A unit that speaks of the same thing and says otherwise."""

    near: Near
    flaws: tuple[Flaw, ...]

    @property
    def shown(self) -> Shown:
        return self.near.unit.shown


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
        rivals = looked.disputes(sources)
        nearer = [r for r in rivals if r.near.share > _NEARER * looked.share(sources)]
        if nearer:
            return _Found("contradicts", why=_otherwise(nearer), sources=tuple(r.shown for r in nearer))
        why = _disputed(sources, rivals) if rivals else ""
        return _Found("agrees", borne.status, why, sources, tuple(r.shown for r in rivals))
    if parts:
        each = [_found(check, said, part) for part in parts]
        if any(one.finding != "not_found" for one in each):
            return _together(parts, each)
    rivals = looked.rivals(_ALIKE)
    if rivals:
        return _Found("contradicts", why=_otherwise(rivals), sources=tuple(r.shown for r in rivals))
    # The glossary says what words mean in general: the initiative's own documents go before it.
    general = looked.in_the_glossary()
    if general is not None:
        return _Found("agrees", general.status, sources=looked.of(general.sources))
    best = looked.best
    if best is not None and best.overlap >= _PARTLY:
        return _Found("partly", why=_lacking(best.flaws) + looked.nearest(), sources=looked.of(best.sources))
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
        words = _bare(self._said.unit.text)
        same = {n.unit.shown.id for n in self.near if _bare(n.unit.text) == words}
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

    def rivals(self, least: float, apart_from: frozenset[str] = frozenset()) -> list[_Rival]:
        """Units with at least this share of the subject that say otherwise, newest first."""
        near = [n for n in self.near[:_UNITS] if n.share >= (least if n.things > 1 else max(least, _FEW))]
        best = near[0].share if near else 0.0
        held = [(n, self._alone(n.unit)) for n in near if n.share >= _NEAR * best and n.unit.shown.id not in apart_from]
        most = max((said.overlap for _, said in held), default=0.0)
        # A unit that has less of the statement than another one speaks of another thing.
        enough = max(_HELD, _NEAR * most)
        full = [(n, said) for n, said in held if said.overlap >= (enough if n.share >= _SAME else max(enough, _ALL))]
        found = [_Rival(n, self._telling(n, said)) for n, said in full]
        return sorted((r for r in found if r.flaws), key=lambda r: day(r.shown), reverse=True)

    def _telling(self, near: Near, said: Grounded) -> tuple[Flaw, ...]:
        """The flaws by which a unit says otherwise: another day or number; else others, where nothing else differs."""
        if _bare(near.unit.text) == _bare(self._text):
            return ()
        telling = [f for f in said.flaws if _tells(f, self._text) and not (f.kind == "date" and self._given(near, f))]
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
        if near.unit.sentence.kind == "row" and not ours.isdisjoint(_days(near.unit)):
            return True
        nearer = (n.unit for n in self.near[:_UNITS] if n.share > near.share and n.things)
        return bool(ours) and any(ours <= _days(unit) for unit in nearer)

    def disputes(self, agreeing: Sequence[Shown]) -> list[_Rival]:
        """Units of other documents that say otherwise although these sources bear it out."""
        documents = {one.source.document_id for one in agreeing}
        found = self.rivals(_RIVAL, frozenset(_ids(agreeing)))
        plain = [r for r in found if {f.kind for f in r.flaws} <= _PLAIN_DISPUTE]
        return [r for r in plain if r.shown.source.document_id not in documents]

    def share(self, sources: Sequence[Shown]) -> float:
        """How near the nearest unit of these sources is."""
        ids = _ids(sources)
        return max((n.share for n in self.near if n.unit.shown.id in ids), default=1.0)

    def of(self, ids: Iterable[str]) -> tuple[Shown, ...]:
        """The sources of these ids."""
        return tuple(self._sources[i] for i in ids if i in self._sources)

    def nearest(self) -> str:
        """The unit that comes nearest, for a reader who looks for it."""
        if not self.near:
            return "None speaks of anything in it."
        unit = self.near[0].unit
        return f"Nearest is {_name(unit.shown)}: “{_quote(unit)}”"

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


def _days(unit: Unit) -> set[dt.date | None]:
    return {day for fact in unit.facts("date") for day in (fact.first, fact.last)}


def _tells(flaw: Flaw, text: str) -> bool:
    """Whether a flaw shows that a unit says otherwise, not merely less: 8 hours are no other number of people."""
    if flaw.kind not in _OTHERWISE or not flaw.found or _bare(flaw.found) == _bare(flaw.said):
        return False
    if flaw.kind != "number":
        return _CLOCK.search(flaw.said) is None or _CLOCK.search(flaw.found) is not None
    # Several numbers are all that a unit has, none of them in the place of the statement's; "one" is mostly a word.
    found = _bare(flaw.found)
    if ", " in flaw.found or "one" in (found, _bare(flaw.said)) or f" {found} " in f" {_bare(text)} ":
        return False
    return set(_UNIT.findall(flaw.said)) == set(_UNIT.findall(flaw.found))


def _bare(text: str) -> str:
    """The words alone, to see whether two texts are the same."""
    return _NO_WORD.sub(" ", text).casefold().strip()


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


def _otherwise(rivals: Sequence[_Rival]) -> str:
    """What the sources say instead, the nearest unit of each document, the newest document first."""
    nearest = sorted(rivals, key=lambda r: r.near.share, reverse=True)
    by_document: dict[str | None, _Rival] = {}
    for rival in nearest:
        by_document.setdefault(rival.shown.source.document_id, rival)
    chosen = list(by_document.values())[:_MOST]
    return " ".join(_says(r) for r in sorted(chosen, key=lambda r: day(r.shown), reverse=True))


def _disputed(agreeing: Sequence[Shown], rivals: Sequence[_Rival]) -> str:
    """That the documents disagree, and whether the newer ones are for or against it."""
    newest = max(map(day, agreeing))
    newer = [r for r in rivals if day(r.shown) > newest]
    names = list(dict.fromkeys(map(_name, agreeing)))
    say = "says" if len(names) == 1 else "say"
    which = "a newer" if newer else "an older"
    otherwise = f"{which} document says otherwise" if rivals else ""
    return f"{wording.listed(names)} {say} so; {otherwise}. {_otherwise(newer or rivals)}"


def _says(rival: _Rival) -> str:
    """What a unit says instead, by value where it is one: `Plan (1 March 2027) has “3 May” instead of “10 May”: …`."""
    values = {f.said: f.found for f in rival.flaws if f.kind in _TOLD and len(f.found) <= _VALUE}
    told = wording.listed([f"“{found}” instead of “{said}”" for said, found in values.items()])
    return f"{_name(rival.shown)} {f'has {told}' if told else 'says otherwise'}: “{_quote(rival.near.unit)}”"


def _lacking(flaws: Sequence[Flaw]) -> str:
    """What of a statement is nowhere, in its own words."""
    lacking = list(dict.fromkeys(f"“{f.said}”" for f in flaws))
    return f"Only some of it is borne out; not so {wording.listed(lacking)}. " if lacking else ""


def _name(shown: Shown) -> str:
    return f"{shown.source.title} ({wording.day(shown.dated)})" if shown.dated else shown.source.title


def _quote(unit: Unit) -> str:
    text = wording.plain(unit.text)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rsplit(" ", 1)[0] + "…"
