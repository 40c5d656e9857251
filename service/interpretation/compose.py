"""The words of a composed interpretation: renderings, summary, assumption gaps, questions. No model is involved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from glossary.catalog import Catalog
from glossary.concepts import Community, Concept, OccasionKind
from service.interpretation import wording
from service.interpretation.evidence import Reading
from service.interpretation.implications import Draft
from service.interpretation.nouns import (
    AssumptionGap,
    Claim,
    CoverageState,
    ImplicationOut,
    QuestionOut,
)
from service.interpretation.reading.clauses import Standing

NAMES: dict[Community, str] = {
    "it": "IT",
    "people_readiness": "People Readiness",
    "hr": "HR",
    "operations": "Operations",
    "business": "the business",
}
_HAPPENS: dict[OccasionKind, str] = {
    "introduced": "new",
    "changed": "changes",
    "moved": "date moved",
    "enforced": "becomes mandatory",
    "limited": "restricted",
    "withdrawn": "goes away",
    "planned": "planned",
}
_STANDS: dict[Standing, str] = {
    "status_quo": "As it is today, nothing to prepare",
    "negated": "Not happening",
    "past": "Looking back",
    "out_of_scope": "Out of scope here",
    "hypothetical": "Only an idea or a question",
    "conditional": "If it comes to that",
}
_GRAVEST_FIRST: tuple[OccasionKind, ...] = (
    "enforced",
    "withdrawn",
    "limited",
    "moved",
    "introduced",
    "changed",
    "planned",
)
_MOST_NAMED = 4
_MOST_FAILING = 2


def rendering(reading: Reading, number: int, catalog: Catalog, to: Community, explained: set[str]) -> str:
    """A sentence in the other community's words: who, when and what happens first, each term with its own word.

    A concept's meaning is added the first time that something happens to it; `explained` remembers which were.
    """
    sentence = reading.sentences[number]
    standing = standing_of(reading, number)
    glossed, meanings = _glossed(reading, number, catalog, to, explained)
    if sentence.kind == "heading":
        return wording.plain(glossed)
    lead = _lead(reading, number)
    parts = [p for p in (_STANDS.get(standing, ""), lead) if p]
    text = wording.sentence(wording.plain(glossed))
    head = f"{wording.capital(' – '.join(parts))}: " if parts else ""
    return " ".join([head + text, *meanings])


def standing_of(reading: Reading, number: int) -> Standing:
    """How a sentence stands on the whole: the firmest of its mentions."""
    judged = [reading.judged[m] for m in reading.mentions_in(number)]
    happening = {j.standing for j in judged if j.kind is not None}
    if "real" in happening:
        return "real"
    if "conditional" in happening:
        return "conditional"
    return next((j.standing for j in judged if j.standing != "none"), "none")


def _glossed(
    reading: Reading, number: int, catalog: Catalog, to: Community, explained: set[str]
) -> tuple[str, list[str]]:
    sentence = reading.sentences[number]
    pieces: list[str] = []
    meanings: list[str] = []
    at = sentence.start
    here: set[str] = set()
    said = wording.stems(sentence.text)
    for index in reading.mentions_in(number):
        mention, judged = reading.mentions[index], reading.judged[index]
        if mention.concept is None or mention.concept in here or mention.start < at:
            continue
        here.add(mention.concept)
        concept = catalog.current(mention.concept)
        word = concept.labels[to].preferred if to in concept.labels else None
        if word and not wording.stems(word) <= said:
            pieces.append(reading.text[at : mention.end])
            pieces.append(f" [{word}]")
            at = mention.end
        if (
            judged.has_occasion
            and sentence.kind != "heading"
            and concept.id not in explained
            and to in concept.meaning
            and len(meanings) < 2
        ):
            explained.add(concept.id)
            meanings.append(f"{wording.capital(word or mention.label)}: {wording.sentence(concept.meaning[to])}")
    pieces.append(reading.text[at : sentence.end])
    return "".join(pieces), meanings


def _lead(reading: Reading, number: int) -> str:
    happening = [m for m in reading.mentions_in(number) if reading.judged[m].has_occasion]
    if not happening:
        return ""
    gravest = min(happening, key=lambda m: _GRAVEST_FIRST.index(reading.judged[m].kind or "planned"))
    groups = list(dict.fromkeys(wording.plain(f.text) for f in reading.facts_in(number, "population")))
    happens = _HAPPENS[reading.judged[gravest].kind or "planned"]
    return ", ".join(p for p in [wording.listed(groups[:2]), when(reading, gravest), happens] if p)


def when(reading: Reading, mention: int) -> str:
    """The day or days on which something happens to a mention, as people read them; empty if its sentence has none."""
    date = reading.date_near(mention)
    if date is None or date.first is None:
        return ""
    if date.last is None or date.last == date.first:
        return wording.day(date.first)
    return f"{wording.day(date.first)} to {wording.day(date.last)}"


def summary(
    reading: Reading,
    implications: Sequence[ImplicationOut],
    catalog: Catalog,
    from_: Community,
    to: Community,
    cite: Callable[[int], tuple[str, ...]],
) -> list[Claim]:
    """What a reader must know, in a handful of sentences, each computed and with its sources."""
    changes = _changes(reading, catalog, to)
    if not changes and not implications:
        text = (
            "Nothing in this text is introduced, changed, moved, enforced, limited or withdrawn for anybody, "
            f"so it asks nothing of {NAMES[to]}."
        )
        return [Claim(text=text, status="computed", sources=cite(0) if reading.sentences else ())]
    claims = [_what_happens(reading, changes, cite)] if changes else []
    firm = [i for i in implications if not i.conditional]
    dated = sorted((i for i in firm if i.when.date), key=lambda i: (i.when.date or dt.date.max, i.id))
    if dated:
        first = dated[0]
        assert first.when.date is not None
        claims.append(
            Claim(
                text=f"First to act on, due {wording.day(first.when.date)}: {wording.sentence(first.do)}",
                status="computed",
                sources=first.sources,
            )
        )
    elif firm:
        text = f"The text gives no day for any of this; {NAMES[from_]} has to name one before it can be planned."
        named = cite(reading.judged[changes[0][2]].sentence) if changes else firm[0].sources
        claims.append(Claim(text=text, status="computed", sources=named))
    claims.extend(_plans_that_fail(implications))
    claims.extend(_how_covered(implications))
    waiting = sum(1 for i in implications if i.conditional)
    if waiting:
        held = tuple(dict.fromkeys(s for i in implications if i.conditional for s in i.sources))
        actions = wording.counted(waiting, "further action" if firm else "action")
        text = f"{actions} would follow only if a condition in the text comes true."
        claims.append(Claim(text=text, status="computed", sources=held))
    return claims


def _changes(reading: Reading, catalog: Catalog, to: Community) -> list[tuple[str, OccasionKind, int]]:
    """What happens, once for each concept: its name, how, and the mention that tells it best; the dated first."""
    best: dict[str, int] = {}
    weight: dict[str, int] = {}
    for number, (mention, judged) in enumerate(zip(reading.mentions, reading.judged, strict=True)):
        if (
            not mention.concept
            or judged.kind is None
            or judged.standing != "real"
            or _is_people(reading, mention.start)
        ):
            continue
        dated = reading.date_near(number) is not None
        if mention.concept not in best or (dated and reading.date_near(best[mention.concept]) is None):
            best[mention.concept] = number
        weight[mention.concept] = weight.get(mention.concept, 0) + 1 + 2 * dated
    ordered = sorted(best, key=lambda concept: -weight[concept])
    return [(catalog.current(c).name(to), reading.judged[best[c]].kind or "planned", best[c]) for c in ordered]


def _is_people(reading: Reading, start: int) -> bool:
    """Whether a mention names the people concerned, to whom nothing is introduced or withdrawn."""
    number = reading.sentence_at(start)
    return number >= 0 and any(f.start <= start < f.end for f in reading.facts_in(number, "population"))


def _what_happens(
    reading: Reading, changes: Sequence[tuple[str, OccasionKind, int]], cite: Callable[[int], tuple[str, ...]]
) -> Claim:
    named = []
    for name, kind, mention in changes[:_MOST_NAMED]:
        day = when(reading, mention)
        named.append(f"{name}: {_HAPPENS[kind]}" + (f" ({day})" if day else ""))
    more = len(changes) - len(named)
    text = "; ".join(named) + (f"; and {more} more." if more else ".")
    sentences = [reading.judged[mention].sentence for _, _, mention in changes[:_MOST_NAMED]]
    sources = tuple(dict.fromkeys(s for n in sentences for s in cite(n)))
    return Claim(text=wording.capital(text), status="computed", sources=sources)


def _plans_that_fail(implications: Sequence[ImplicationOut]) -> list[Claim]:
    """The plans that come too late: each is a disagreement between two documents."""
    failing = [i for i in implications if "late" in i.coverage.flaws][:_MOST_FAILING]
    return [
        Claim(
            text=f"Too late as it is: {wording.sentence(i.do)} It is {i.coverage.missing.split(';')[0]}.",
            status="computed",
            sources=tuple(dict.fromkeys((*i.coverage.sources, *i.sources))),
        )
        for i in failing
    ]


def _how_covered(implications: Sequence[ImplicationOut]) -> list[Claim]:
    states: dict[CoverageState, list[ImplicationOut]] = {}
    for implication in implications:
        states.setdefault(implication.coverage.state, []).append(implication)
    if not implications or "unknown" in states:
        return []
    parts = [
        f"{len(states[state])} {words}"
        for state, words in (("covered", "already planned"), ("partly", "planned in part"), ("open", "not planned yet"))
        if state in states
    ]
    cited = tuple(dict.fromkeys(s for i in implications for s in i.coverage.sources))
    follow = "1 action follows" if len(implications) == 1 else f"{len(implications)} actions follow"
    text = f"{follow}: {wording.listed(parts)} in the initiative's documents."
    return [Claim(text=text, status="computed", sources=cited or implications[0].sources)]


def gaps(reading: Reading, catalog: Catalog, from_: Community, to: Community) -> list[AssumptionGap]:
    """Where both sides take something for granted about a concept to which something happens here."""
    found: dict[str, AssumptionGap] = {}
    for mention, judged in zip(reading.mentions, reading.judged, strict=True):
        if not mention.concept or mention.concept in found or not judged.has_occasion:
            continue
        concept = catalog.current(mention.concept)
        if from_ in concept.assumes and to in concept.assumes:
            found[concept.id] = AssumptionGap(
                concept=concept.id,
                label=mention.label,
                **{side: concept.assumes[side] for side in (from_, to)},
                gap=concept.gap or "",
                ask=_ask(concept, from_, to, mention.label),
                sources=(concept.source_id,),
            )
    return list(found.values())


def _ask(concept: Concept, from_: Community, to: Community, label: str) -> str:
    for question in concept.questions:
        if question.to == from_:
            return question.text
    return (
        f"When you write “{label}”, may {NAMES[to]} rely on this: {wording.sentence(concept.assumes[to])} "
        f"Or do you mean: {wording.sentence(concept.assumes[from_])}"
    )


def questions(
    reading: Reading,
    drafts: Sequence[tuple[str, Draft]],
    catalog: Catalog,
    from_: Community,
    statement_of: dict[int, str],
) -> list[QuestionOut]:
    """What to ask the side that wrote the text; `drafts` are implications by id, ranked."""
    asked: dict[str, QuestionOut] = {}

    def ask(text: str, because: tuple[str, ...]) -> None:
        known = asked.get(text)
        merged = tuple(dict.fromkeys((*(known.because if known else ()), *because)))
        asked[text] = QuestionOut(to=from_, text=text, because=merged)

    for mention, judged in zip(reading.mentions, reading.judged, strict=True):
        if mention.ambiguous and judged.sentence in statement_of and mention.candidates:
            senses = [catalog.current(c).name(from_) for c in mention.candidates]
            if len(set(senses)) == 1:
                senses = [catalog.current(c).meaning.get(from_, c).split(".")[0].rstrip() for c in mention.candidates]
            ask(
                f"Which do you mean by “{mention.label}”: {wording.listed(senses, 'or')}?",
                (statement_of[judged.sentence],),
            )
    for concept_id in dict.fromkeys(d.concept.id for _, d in drafts):
        because = tuple(i for i, d in drafts if d.concept.id == concept_id)
        for question in catalog.current(concept_id).questions:
            if question.to == from_:
                ask(question.text, because)
    undated = tuple(i for i, d in drafts if d.anchor_date is None and not d.conditional)
    if undated:
        names = list(dict.fromkeys(d.concept.name(from_) for i, d in drafts if i in undated))
        more = [f"{len(names) - 5} more"] if len(names) > 5 else []
        ask(f"On which day does this happen: {wording.listed(names[:5] + more)}?", undated)
    unnamed = tuple(i for i, d in drafts if not d.groups and not d.conditional)
    if unnamed and not any(d.groups for _, d in drafts):
        ask("Who exactly is affected, by group and number, and who is not?", unnamed)
    return list(asked.values())
