"""What a language model would add to a plan: steps and links that a line of the documents bears out, as proposals.

The model sees the plan's steps and lines of the documents under marks, and answers with marks and titles alone. Dates,
owners, people and reasons are never taken from it. What does not hold is withheld with the reason; nothing that is
stated is changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from glossary.catalog import Catalog
from prompts.catalog import Prompts
from prompts.fencing import fence
from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.drafting.linking import relations
from service.interpretation.drafting.linking.graph import reaches
from service.interpretation.drafting.linking.naming import Names, kind_in, phrase
from service.interpretation.drafting.nouns import Drafted, Material, quote_of
from service.interpretation.drafting.reading.traits import category_of, track_of
from service.interpretation.grounding.orders import instructs
from service.interpretation.phrasing.claims.cleaning import clean, visible
from service.interpretation.phrasing.claims.keeping import numbers
from service.interpretation.phrasing.material import free_marks, tokens
from service.interpretation.shown import Unit
from service.llm.models import Models
from service.llm.nouns import Budget, Message
from service.planning.nouns import Dependency, Milestone, Plan

T = TypeVar("T")
TEMPLATE = "draft"
BY_MODEL = "Suggested by "
"""How the reason of everything that a model has suggested begins."""
MOST = 6
"""Steps, and links, that are taken from one answer."""
_MOST_TOKENS = 3_000
_FOR_PLAN = 0.4
"""What part of the tokens the plan's steps may take."""
_FRAME = 300
_LONGEST_TITLE = 110
_LONGEST_LINE = 300
_BORNE_OUT = 0.6
"""Share of a title's words that its line must have."""
_SAME = 0.7
"""Share of a title's words from which on a planned step is the same thing."""
_NAMED = 0.34
_NAME = re.compile(r"\b[A-Z][\w'’-]*")
_WHEN = re.compile(
    r"\b(?:today|tomorrow|yesterday|(?:next|this|last) (?:week|month|quarter|year|sprint)|\d+ (?:days?|weeks?|months?)|"
    r"asap|immediately|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|november|december)\b",
    re.IGNORECASE,
)


class StepForm(BaseModel):
    """A step, as a model is asked to suggest it."""

    model_config = ConfigDict(extra="forbid")

    line: str
    title: str


class LinkForm(BaseModel):
    """A link between two planned steps, as a model is asked to suggest it."""

    model_config = ConfigDict(extra="forbid")

    line: str
    first: str
    then: str


class SuggestionsForm(BaseModel):
    """What a plan lacks, as a model is asked to write it."""

    model_config = ConfigDict(extra="forbid")

    steps: list[StepForm]
    links: list[LinkForm]


@dataclass(frozen=True)
class _Asked:
    """What the model was shown, by mark."""

    lines: Mapping[str, Unit]
    steps: Mapping[str, Milestone]
    messages: tuple[Message, ...]


async def suggestions(
    models: Models, prompts: Prompts, plan: Plan, material: Material, budget: Budget
) -> tuple[tuple[Milestone, ...], tuple[Dependency, ...], tuple[str, ...]]:
    """The steps and dependencies that a model would add, as far as the documents bear them out.

    Args:
        models: whom to ask; without any nothing is suggested.
        prompts: the templates.
        plan: as it stands, stated and proposed.
        material: the documents it was drafted from.
        budget: of the whole request.

    Returns:
        Milestones and dependencies with `basis="proposed"`, without dates and owners; and what was withheld, with why.

    Raises:
        ModelFailed: no answer came.
    """
    if not models.configured:
        return (), (), ()
    asked = await asyncio.to_thread(_asked, models, prompts, plan, material)
    form = await models.structured(asked.messages, SuggestionsForm, budget)
    model = budget.usages[-1].model if budget.usages else wording.listed(models.names)
    return await asyncio.to_thread(_checked, form, asked, plan, material.glossary.catalog, model)


def _asked(models: Models, prompts: Prompts, plan: Plan, material: Material) -> _Asked:
    template = prompts[TEMPLATE]
    most = min(_MOST_TOKENS, models.context_tokens - models.answer_tokens - tokens(template.system) - _FRAME)
    units = [u for u in material.units if _tells(u)]
    marks = free_marks([*(u.text for u in units), *(m.title for m in plan.milestones)])
    steps, told_steps = _marked(plan.milestones, marks.note, lambda m: _step(m), int(most * _FOR_PLAN))
    left = most - tokens(told_steps)
    lines, told_lines = _marked(sorted(units, key=_wanting, reverse=True), marks.source, _line, left)
    data = f"PLANNED STEPS\n{told_steps}\nLINES OF DOCUMENTS\n{told_lines}"
    rendered = template.render(
        step=f"{marks.note}1", line=f"{marks.source}1", most=str(MOST), data=fence(data).around(data)
    )
    return _Asked(lines, steps, (Message("system", rendered.system), Message("user", rendered.user)))


def _marked(things: Iterable[T], letter: str, told: Callable[[T], str], most: int) -> tuple[dict[str, T], str]:
    """As many of some things as fit, each on a line under its mark."""
    shown: dict[str, T] = {}
    written: list[str] = []
    for thing in things:
        mark = f"{letter}{len(shown) + 1}"
        line = f"{mark}: {visible(told(thing))}"
        if tokens(line) > most:
            break
        most -= tokens(line)
        shown[mark] = thing
        written.append(line)
    return shown, "\n".join(written)


def _step(milestone: Milestone) -> str:
    day = "" if milestone.start is None else f", {wording.day(milestone.start)}"
    return f"{milestone.title}{day}"


def _line(unit: Unit) -> str:
    return telling.bare(unit, _LONGEST_LINE)


def _tells(unit: Unit) -> bool:
    return unit.sentence.kind != "heading" and telling.is_said(unit) and not instructs(unit.text)


def _wanting(unit: Unit) -> tuple[bool, bool, int]:
    """How likely a line asks for something that is not planned: it needs or orders something, and has no day."""
    return (
        bool(relations.relations(unit.text)),
        bool(unit.facts("event")) and not unit.facts("date"),
        len(unit.concepts),
    )


def _checked(
    form: SuggestionsForm, asked: _Asked, plan: Plan, catalog: Catalog, model: str
) -> tuple[tuple[Milestone, ...], tuple[Dependency, ...], tuple[str, ...]]:
    names = Names(Drafted(plan.milestones, {}, {}))
    withheld: list[str] = []
    milestones: dict[str, Milestone] = {}
    for step in form.steps[:MOST]:
        unit = asked.lines.get(_mark(step.line))
        title = clean(visible(step.title), [unit.text] if unit else ()).rstrip(" .;")
        flaw = "it names no line that was shown" if unit is None else _flaw(title, unit, names, catalog)
        if flaw is None and any(_alike(title, m.title) for m in milestones.values()):
            flaw = "it is suggested twice"
        if flaw is not None or unit is None:
            withheld.append(f"“{visible(title)[:_LONGEST_TITLE]}”: {flaw}")
            continue
        milestone = _proposed(title, unit, model)
        milestones[milestone.id] = milestone
    after: dict[str, set[str]] = {}
    for dependency in plan.dependencies:
        after.setdefault(dependency.before, set()).add(dependency.after)
    dependencies: list[Dependency] = []
    for link in form.links[:MOST]:
        unit = asked.lines.get(_mark(link.line))
        first, then = asked.steps.get(_mark(link.first)), asked.steps.get(_mark(link.then))
        told = f"{_told(first, link.first)} before {_told(then, link.then)}"
        if unit is None or first is None or then is None:
            withheld.append(f"{told}: it names a line or a step that was not shown")
            continue
        flaw = _flaw_of_link(first, then, unit, names, after)
        if flaw is not None:
            withheld.append(f"{told}: {flaw}")
            continue
        after.setdefault(first.id, set()).add(then.id)
        dependencies.append(
            Dependency(
                before=first.id,
                after=then.id,
                basis="proposed",
                sources=(unit.shown.id,),
                why=f"{BY_MODEL}{model}: “{telling.bare(unit, _LONGEST_LINE)}”",
            )
        )
    return tuple(milestones.values()), tuple(dependencies), tuple(withheld)


def _mark(text: str) -> str:
    return text.strip(" []().:").upper()


def _told(milestone: Milestone | None, mark: str) -> str:
    return f"“{milestone.title}”" if milestone else f"“{visible(mark)[:20]}”"


def _flaw(title: str, unit: Unit, names: Names, catalog: Catalog) -> str | None:
    """Why a title may not be proposed from a line; None if it may."""
    said, line = phrase(title), relevance.stems_of(" ".join((*unit.context[1:], unit.text)))
    if not said.stems or len(title) > _LONGEST_TITLE or instructs(title):
        return "it is no title of a step"
    if unit.standing in ("negated", "out_of_scope", "past", "status_quo", "hypothetical"):
        return "its line says that this is not planned, or not any more"
    if not numbers(title) <= numbers(unit.text):
        return "it has a number that its line does not have"
    if any(match[0].lower() not in unit.text.lower() for match in _WHEN.finditer(title)):
        return "it has a date that its line does not have"
    foreign = [name for name in _NAME.findall(title) if not _known(name, unit, catalog, first=title.startswith(name))]
    if foreign:
        return f"it names {wording.listed(foreign)}, and its line does not"
    if len(said.stems & line) < _BORNE_OUT * len(said.stems):
        return "its line does not speak of it"
    if names.ranked(title, least=_SAME):
        return "it is planned already"
    return None


def _known(name: str, unit: Unit, catalog: Catalog, *, first: bool) -> bool:
    """Whether a word with a capital stands in the line; the first of a title may be any word of the trade."""
    if name.lower() in unit.text.lower() or any(name.lower() in above.lower() for above in unit.context[1:]):
        return True
    stems = wording.stems(name)
    return first and not name.isupper() and all(relevance.weight(stem, catalog) < 1.0 for stem in stems)


def _alike(one: str, other: str) -> bool:
    a, b = phrase(one).stems, phrase(other).stems
    return len(a & b) >= _SAME * max(1, min(len(a), len(b)))


def _proposed(title: str, unit: Unit, model: str) -> Milestone:
    kind = kind_in(title)
    kinds = (kind,) if kind else ()
    track = track_of(kinds, title, (), unit.shown.community)
    digest = hashlib.sha256(" ".join(("suggested", *sorted(phrase(title).stems))).encode()).hexdigest()
    quote = quote_of(unit)
    return Milestone(
        id=f"m_{digest[:16]}",
        track=track,
        title=wording.capital(title),
        basis="proposed",
        sources=(quote.source,),
        why=f"{BY_MODEL}{model}: “{telling.bare(unit, _LONGEST_LINE)}”",
        kinds=kinds,
        category=category_of(kinds, title, track),
        quotes=(quote,),
    )


def _flaw_of_link(
    first: Milestone, then: Milestone, unit: Unit, names: Names, after: Mapping[str, set[str]]
) -> str | None:
    if first.id == then.id:
        return "a step cannot wait for itself"
    if then.id in after.get(first.id, ()) or first.id in after.get(then.id, ()):
        return "the two are joined already"
    if not any(_says(r, first.id, then.id, names) for r in relations.relations(unit.text)):
        return "its line does not say so"
    if reaches(after, then.id, first.id):
        return "the plan would go round in a circle"
    return None


def _says(relation: relations.Relation, first: str, then: str, names: Names) -> bool:
    """Whether a relation has these two steps, and this way round."""
    before, after = phrase(relation.before), phrase(relation.after)
    right = min(names.fit(before, first), names.fit(after, then))
    wrong = min(names.fit(before, then), names.fit(after, first))
    return right >= _NAMED and right > wrong
