"""From a reading to an interpretation: statements, implications with coverage, gaps, questions, sources.

Pure: the documents' readings, the catalogue and the citing function are handed in; nothing is stored or fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glossary.catalog import Catalog
from glossary.concepts import Community, Concept
from retrieval.documents import Passage
from service.interpretation import compose, implications, wording
from service.interpretation.citing import source_of
from service.interpretation.coverage.covering import cover
from service.interpretation.coverage.steps import Step
from service.interpretation.evidence import Reading
from service.interpretation.implications import Draft
from service.interpretation.nouns import (
    INPUT,
    Coverage,
    Due,
    ImplicationOut,
    Interpretation,
    MentionOut,
    Source,
    Statement,
    UnknownTerm,
)
from service.interpretation.reading import terms

Cite = Callable[[int, int], Sequence[Source]]
"""The sources that hold a span of the text: its passages, or the input itself."""


def translate(
    reading: Reading,
    catalog: Catalog,
    *,
    from_: Community,
    to: Community,
    record_id: str,
    cite: Cite,
    planned: Sequence[Step] | None,
    document: str = INPUT,
    initiative_id: str | None = None,
    country: str | None = None,
    known: Sequence[Passage] = (),
    drafts: Sequence[Draft] | None = None,
    notes: Sequence[str] = (),
) -> Interpretation:
    """Interpret a text of one community for another.

    Args:
        reading: the text, read.
        catalog: the glossary.
        from_: who wrote it.
        to: who has to understand it.
        record_id: the record under which this interpretation is kept.
        cite: gives the sources of a span.
        planned: the steps that the initiative's documents plan; None without an initiative.
        document: the document's id, so that a text does not cover itself.
        initiative_id: the initiative whose documents were looked through.
        country: ISO 3166 code whose public holidays are no working days.
        known: the passages that `planned` was read from, so that coverage can be cited.
        drafts: the text's implications, where they have been worked out already.
        notes: what the reader should know about this interpretation.
    """
    if drafts is None:
        drafts = implications.instantiate(reading, catalog, from_, to, country, anything=True)
    implying = {n for draft in drafts for n in draft.sentences}
    numbers = [n for n in range(len(reading.sentences)) if n in implying or reading.mentions_in(n)]
    statement_of = {number: f"s{at}" for at, number in enumerate(numbers, 1)}
    covered = [(draft, _coverage(draft, reading, catalog, planned, document, from_)) for draft in drafts]
    covered.sort(key=lambda pair: implications.rank(pair[0], _urgency(pair[1])))
    named = [(f"i{at}", draft) for at, (draft, _) in enumerate(covered, 1)]
    sources = _Sources(reading, cite, known)
    said = tuple(
        _implication(f"i{at}", draft, coverage, sources, statement_of)
        for at, (draft, coverage) in enumerate(covered, 1)
    )
    following: dict[int, list[str]] = {}
    for name, draft in named:
        for number in draft.sentences:
            following.setdefault(number, []).append(name)
    explained: set[str] = set()
    statements = tuple(
        _statement(number, statement_of[number], reading, catalog, to, sources, following.get(number, ()), explained)
        for number in numbers
    )
    assumption_gaps = tuple(compose.gaps(reading, catalog, from_, to))
    for gap in assumption_gaps:
        sources.concept(catalog.current(gap.concept), to)
    return Interpretation(
        record_id=record_id,
        mode="composed",
        from_=from_,
        to=to,
        initiative_id=initiative_id,
        title=reading.title,
        summary=tuple(compose.summary(reading, said, catalog, from_, to, sources.sentence)),
        statements=statements,
        implications=said,
        assumption_gaps=assumption_gaps,
        questions=tuple(compose.questions(reading, named, catalog, from_, statement_of)),
        facts=reading.facts,
        unknown_terms=tuple(_unknown(reading)),
        sources=sources.all(),
        notes=tuple(notes),
    )


class _Sources:
    """Collects what is cited, each source once, in order of first use."""

    def __init__(self, reading: Reading, cite: Cite, known: Sequence[Passage]) -> None:
        self._reading = reading
        self._known = {p.id: p for p in known}
        self._cite = cite
        self._found: dict[str, Source] = {}

    def sentence(self, number: int) -> tuple[str, ...]:
        if not self._reading.sentences:
            return ()
        s = self._reading.sentences[number]
        return self.add(self._cite(s.start, s.end))

    def concept(self, concept: Concept, to: Community) -> str:
        meaning = concept.meaning.get(to) or next(iter(concept.meaning.values()))
        entry = Source(id=concept.source_id, kind="glossary", title=concept.name(to), quote=meaning, where=concept.id)
        return self.add([entry])[0]

    def passages(self, ids: Sequence[str]) -> None:
        """Cite passages of the initiative's other documents."""
        self.add([source_of(self._known[p]) for p in ids])

    def add(self, sources: Sequence[Source]) -> tuple[str, ...]:
        for source in sources:
            self._found.setdefault(source.id, source)
        return tuple(s.id for s in sources)

    def all(self) -> tuple[Source, ...]:
        return tuple(self._found.values())


def _coverage(
    draft: Draft,
    reading: Reading,
    catalog: Catalog,
    planned: Sequence[Step] | None,
    document: str,
    from_: Community,
) -> Coverage:
    if planned is None:
        return Coverage(state="unknown", missing="no initiative was named whose documents could plan for it")
    occasions = [reading.sentences[n] for n in draft.sentences]
    places = {(document, sentence.start) for sentence in occasions}
    # What is handed in may be stored among the initiative's documents too, and is told by its words there.
    words = {sentence.text for sentence in occasions} if document == INPUT else set()
    return cover(draft, planned, catalog, from_, lambda s: (s.document, s.start) in places or s.text in words)


def _urgency(coverage: Coverage) -> int:
    """A plan that comes too late is what a liaison has to hear of first; one that is right, last."""
    if coverage.state == "covered":
        return -4
    return 3 if "late" in coverage.flaws else 0


def _implication(
    name: str, draft: Draft, coverage: Coverage, sources: _Sources, statement_of: dict[int, str]
) -> ImplicationOut:
    sources.passages(coverage.sources)
    cited = [
        sources.concept(draft.concept, draft.rule.to),
        *(s for n in draft.sentences[:8] for s in sources.sentence(n)),
    ]
    return ImplicationOut(
        id=name,
        concept=draft.concept.id,
        rule=draft.rule.id,
        category=draft.rule.category,
        says=draft.says,
        do=draft.do,
        who=draft.rule.who,
        when=Due(
            anchor=draft.rule.when.anchor,
            offset_days=draft.rule.when.offset_days,
            date=draft.due,
            anchor_date=draft.anchor_date,
            anchor_source=statement_of.get(draft.anchor_sentence),
        ),
        severity=draft.rule.severity,
        conditional=draft.conditional,
        occasions=tuple(statement_of[n] for n in draft.sentences),
        coverage=coverage,
        status="glossary",
        sources=tuple(dict.fromkeys(cited)),
    )


def _statement(
    number: int,
    name: str,
    reading: Reading,
    catalog: Catalog,
    to: Community,
    sources: _Sources,
    implied: Sequence[str],
    explained: set[str],
) -> Statement:
    sentence = reading.sentences[number]
    mentions = tuple(
        MentionOut(
            concept=reading.mentions[m].concept,
            label=reading.mentions[m].label,
            start=reading.mentions[m].start,
            end=reading.mentions[m].end,
            ambiguous=reading.mentions[m].ambiguous,
            candidates=reading.mentions[m].candidates if reading.mentions[m].ambiguous else (),
            occasion=reading.judged[m].kind if reading.judged[m].has_occasion else None,
        )
        for m in reading.mentions_in(number)
    )
    concepts = [catalog.current(c) for c in dict.fromkeys(m.concept for m in mentions) if c is not None]
    return Statement(
        id=name,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        rendering=compose.rendering(reading, number, catalog, to, explained),
        standing=compose.standing_of(reading, number),
        mentions=mentions,
        implications=tuple(implied),
        sources=(*(sources.concept(c, to) for c in concepts), *sources.sentence(number)),
        where=wording.where(sentence.headings, sentence.where),
    )


def _unknown(reading: Reading) -> list[UnknownTerm]:
    shouting = [(s.start, s.end) for s in reading.sentences if s.kind == "heading" and s.text.isupper()]
    found = terms.unknown(reading.text, [(m.start, m.end) for m in reading.mentions], shouting=shouting)
    return [UnknownTerm(term=t.term, count=t.count, expansion=t.expansion, start=t.start, end=t.end) for t in found]
