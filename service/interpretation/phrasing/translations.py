"""An interpretation in a model's words: renderings of its statements and a summary, with what each has to rest on.

Only what matters is rendered: statements from which something follows, a few batches of them. What is proposed here is
grounded by the caller; where it does not stand, the composed words stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from glossary.concepts import Community, Concept
from glossary.edition import Edition
from prompts.catalog import Prompts
from prompts.fencing import fence
from retrieval.loaders import parse_text
from service.interpretation import compose, wording
from service.interpretation.grounding.nouns import Proposed
from service.interpretation.nouns import INPUT, Interpretation, Source, Statement
from service.interpretation.phrasing.answers import claims_of
from service.interpretation.phrasing.claims.cleaning import LONGEST, clean, visible
from service.interpretation.phrasing.claims.keeping import denies, numbers
from service.interpretation.phrasing.material import TOKENS, Material, free_marks, tokens
from service.interpretation.shown import Shown, shown_concept
from service.llm.models import Models
from service.llm.nouns import Budget, Message

RENDERINGS = "translate"
SUMMARY = "summarise"
MOST = 12
"""Statements that are rendered."""
_BATCH = 6
_LONGEST_STATEMENT = 500
_WORDS = 10
_IMPLICATIONS = 4


class RenderingForm(BaseModel):
    """One statement, as a model is asked to render it."""

    model_config = ConfigDict(extra="forbid")

    number: int
    text: str


class RenderingsForm(BaseModel):
    """A batch of statements, as a model is asked to render them."""

    model_config = ConfigDict(extra="forbid")

    renderings: list[RenderingForm]


@dataclass(frozen=True)
class Rendering:
    """A statement in the other side's words, as a model proposes it."""

    statement: str
    """Its id."""
    proposed: Proposed
    shown: Mapping[str, Shown]
    """What it must be borne out by, by source id: the statement's own words, and what its terms mean."""


@dataclass(frozen=True)
class Summarised:
    """A sentence of a summary, as a model proposes it."""

    proposed: Proposed
    shown: Mapping[str, Shown]
    """What it must be borne out by, by source id; the composed summary is what code has computed."""


async def renderings(
    models: Models,
    interpretation: Interpretation,
    glossary: Edition,
    budget: Budget,
    prompts: Prompts,
    *,
    today: dt.date,
    dated: dt.date | None = None,
    most: int = MOST,
) -> AsyncGenerator[Rendering, None]:
    """The statements that matter, in the other side's words, the gravest first.

    Left out are renderings that lose a number or turn a "not" round.

    Args:
        models: whom to ask.
        interpretation: the composed one.
        glossary: the edition it was made with.
        budget: of the whole request.
        prompts: the templates.
        today: the day of reading.
        dated: the day that the text itself gives.
        most: statements that are rendered.

    Raises:
        ModelFailed: a batch did not come; those given before stay valid.
    """
    chosen = [s for s in mattering(interpretation) if len(s.text) <= _LONGEST_STATEMENT][:most]
    for first in range(0, len(chosen), _BATCH):
        batch = chosen[first : first + _BATCH]
        messages = _asked_to_render(batch, interpretation, glossary, prompts)
        form = await models.structured(messages, RenderingsForm, budget)
        waiting = dict(enumerate(batch, 1))
        for rendered in form.renderings:
            statement = waiting.get(rendered.number)
            if statement is None:
                continue
            shown = _bearing_out(statement, interpretation, glossary, today, dated)
            text = clean(rendered.text, [statement.text]) if len(rendered.text) <= LONGEST else ""
            kept = numbers(text) >= numbers(statement.text) and denies(text) == denies(statement.text)
            if any(character.isalpha() for character in text) and kept:
                del waiting[rendered.number]
                yield Rendering(statement.id, Proposed(text, tuple(shown)), shown)


async def summary(
    models: Models,
    interpretation: Interpretation,
    glossary: Edition,
    budget: Budget,
    prompts: Prompts,
    *,
    today: dt.date,
    dated: dt.date | None = None,
) -> AsyncGenerator[Summarised, None]:
    """What a reader must know, sentence by sentence.

    Args:
        models: whom to ask.
        interpretation: the composed one.
        glossary: the edition it was made with.
        budget: of the whole request.
        prompts: the templates.
        today: the day of reading.
        dated: the day that the text itself gives.

    Raises:
        ModelFailed: no summary came, or not to its end; sentences given before that are complete.
    """
    shown = {s.id: _source(s, interpretation, glossary, today, dated) for s in interpretation.sources}
    material = _summed_up(interpretation, shown)
    rendered = prompts[SUMMARY].render(
        source=f"{material.marks.source}1",
        note=f"{material.marks.note}1",
        reader=compose.NAMES[interpretation.to],
        data=fence(material.data).around(material.data),
    )
    messages = [Message("system", rendered.system), Message("user", rendered.user)]
    async with aclosing(claims_of(models, messages, material, budget)) as claims:
        async for claim in claims:
            yield Summarised(claim, shown)


def mattering(interpretation: Interpretation) -> list[Statement]:
    """The statements from which something follows, the gravest first, then those in which something happens."""
    by_id = {statement.id: statement for statement in interpretation.statements}
    first = [s for implication in interpretation.implications for s in implication.occasions]
    then = [
        s.id
        for s in interpretation.statements
        if s.standing in ("real", "conditional") and any(mention.occasion for mention in s.mentions)
    ]
    return [by_id[s] for s in dict.fromkeys([*first, *then]) if s in by_id]


def _asked_to_render(
    batch: Sequence[Statement], interpretation: Interpretation, glossary: Edition, prompts: Prompts
) -> list[Message]:
    concepts = {concept.id: concept for statement in batch for concept in _concepts(statement, glossary)}
    words = [_word(concept, interpretation.to) for concept in concepts.values()]
    statements = [f"{number}: {visible(wording.plain(statement.text))}" for number, statement in enumerate(batch, 1)]
    data = "\n".join(["WORDS", *[w for w in words if w][:_WORDS], "STATEMENTS", *statements])
    rendered = prompts[RENDERINGS].render(
        writer=compose.NAMES[interpretation.from_],
        reader=compose.NAMES[interpretation.to],
        numbers=wording.listed([str(number) for number in range(1, len(batch) + 1)]),
        words=fence(data).around(data),
    )
    return [Message("system", rendered.system), Message("user", rendered.user)]


def _word(concept: Concept, to: Community) -> str:
    meaning = concept.meaning.get(to)
    if meaning is None:
        return ""
    name = concept.name(to) if to in concept.labels else ""
    said = f" = {name}" if name else ""
    return f"- {concept.name('it')}{said}: {visible(meaning)}"


def _concepts(statement: Statement, glossary: Edition) -> list[Concept]:
    named = dict.fromkeys(mention.concept for mention in statement.mentions if mention.concept is not None)
    return [glossary.catalog.current(concept) for concept in named]


def _bearing_out(
    statement: Statement, interpretation: Interpretation, glossary: Edition, today: dt.date, dated: dt.date | None
) -> dict[str, Shown]:
    """The statement's own words under the ids it cites, and what its terms are called and mean."""
    kinds = {source.id: source for source in interpretation.sources}
    found: dict[str, Shown] = {}
    for cited in statement.sources:
        source = kinds.get(cited)
        if source is not None and source.kind != "glossary":
            found[cited] = _of_text(statement.text, source, interpretation, glossary, today, dated)
    for concept in _concepts(statement, glossary):
        entry = concept.model_copy(update={"implications": (), "assumes": {}, "gap": None})
        found[concept.source_id] = shown_concept(entry, glossary, today)
    return found


def _source(
    source: Source, interpretation: Interpretation, glossary: Edition, today: dt.date, dated: dt.date | None
) -> Shown:
    concept = glossary.catalog.by_source(source.id) if source.kind == "glossary" else None
    if concept is not None:
        return shown_concept(concept, glossary, today)
    statements = (statement.text for statement in interpretation.statements if source.id in statement.sources)
    return _of_text(source.quote or "\n\n".join(statements), source, interpretation, glossary, today, dated)


def _of_text(
    text: str,
    source: Source,
    interpretation: Interpretation,
    glossary: Edition,
    today: dt.date,
    dated: dt.date | None,
) -> Shown:
    parsed = parse_text(text)
    own = source.id == INPUT or source.title == interpretation.title
    return Shown(
        source,
        parsed.text,
        parsed.blocks,
        glossary.matcher,
        today,
        community=interpretation.from_ if own else None,
        dated=dated if own else None,
        initiative_id=interpretation.initiative_id,
    )


def _summed_up(interpretation: Interpretation, shown: Mapping[str, Shown]) -> Material:
    """The composed summary and the first implications as notes, the statements that matter as sources."""
    noted = [(claim.text, claim.sources) for claim in interpretation.summary]
    noted += [(i.says, i.sources) for i in interpretation.implications if not i.conditional][:_IMPLICATIONS]
    said = mattering(interpretation)
    marks = free_marks([*(text for text, _ in noted), *(statement.text for statement in said)])
    ids: dict[str, tuple[str, ...]] = {}
    left = TOKENS

    def written(letter: str, lines: Sequence[tuple[str, tuple[str, ...]]]) -> str:
        nonlocal left
        kept: list[str] = []
        for text, sources in lines:
            mark = f"{letter}{len(kept) + 1}"
            line = f"{mark}: {visible(wording.plain(text))}"
            if sources and tokens(line) <= left:
                ids[mark] = sources
                kept.append(line)
                left -= tokens(line)
        return "\n".join(kept)

    notes = written(marks.note, noted)
    own = [(s.text, tuple(i for i in s.sources if i in shown and shown[i].concept is None)) for s in said]
    return Material(written(marks.source, own), notes, marks, ids, {}, {i: one.text for i, one in shown.items()})
