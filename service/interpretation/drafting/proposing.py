"""What the glossary's implications call for and nobody has planned: proposed, with the rule and a computed date.

An implication becomes a proposal only if no document plans for it, if it stands firm, and if it is grave or has a day.
The most urgent few of each field are proposed: a plan of a hundred proposals is read by nobody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossary.concepts import Community
from service.interpretation import implications, wording
from service.interpretation.compose import NAMES
from service.interpretation.coverage import covering, steps
from service.interpretation.coverage.steps import Step
from service.interpretation.drafting.nouns import Linked, Material, quote_of
from service.interpretation.implications import Draft
from service.interpretation.shown import Shown
from service.planning.calendar import Calendar
from service.planning.nouns import Dependency, Milestone

MOST = 12
"""Proposals in one plan."""
MOST_OF_A_FIELD = 2
"""Of one category and one side."""
_TITLE = 80


@dataclass(frozen=True)
class Proposed:
    """Proposals, with the dependencies that date them."""

    milestones: tuple[Milestone, ...]
    dependencies: tuple[Dependency, ...]
    left: int
    """Implications that are open too, and are not proposed."""


@dataclass(frozen=True)
class _Open:
    """An implication that nobody plans for, with the source that gives its occasion."""

    draft: Draft
    shown: Shown
    from_: Community


def proposed(material: Material, linked: Linked) -> Proposed:
    """What nobody has planned yet.

    Args:
        material: the documents.
        linked: the milestones read out of them, and where each was read.
    """
    found = sorted(_open(material), key=lambda one: implications.rank(one.draft, 3 * (one.draft.due is not None)))
    chosen: list[_Open] = []
    of_field: Counter[tuple[str, str]] = Counter()
    for one in found:
        field = (one.draft.rule.category, one.draft.rule.to)
        if len(chosen) < MOST and of_field[field] < MOST_OF_A_FIELD:
            of_field[field] += 1
            chosen.append(one)
    milestones, links = [], []
    for one in chosen:
        milestone = _milestone(one, material)
        link = _link(one, milestone, linked)
        if link is not None:
            milestone = milestone.model_copy(update={"start": None, "end": None})
            links.append(link)
        milestones.append(milestone)
    return Proposed(tuple(milestones), tuple(links), len(found) - len(chosen))


def _open(material: Material) -> Iterator[_Open]:
    """One for each rule of which every occasion is open; the occasion with the earliest day stands for it."""
    planned = list(_planned(material))
    by_rule: dict[str, list[_Open]] = {}
    covered: set[str] = set()
    for shown in material.passages:
        from_: Community = shown.community or "it"
        to: Community = "people_readiness" if from_ == "it" else "it"
        for draft in implications.instantiate(shown.reading, material.glossary.catalog, from_, to, material.country):
            key = draft.rule.id
            if key in covered or draft.conditional or draft.general or _is_over(draft, material.today):
                continue
            if draft.rule.severity != "high" and (draft.rule.severity == "low" or draft.due is None):
                continue
            state = covering.cover(draft, planned, material.glossary.catalog, from_, _is_occasion(shown, draft))
            if state.state == "open":
                by_rule.setdefault(key, []).append(_Open(draft, shown, from_))
            else:
                covered.add(key)
    for key, some in by_rule.items():
        if key not in covered:
            yield min(some, key=lambda one: (one.draft.due is None, one.draft.due or material.today))


def _is_over(draft: Draft, today: dt.date) -> bool:
    """Whether there is nothing left to prepare: what it was to be done before has taken place."""
    before = draft.rule.when.offset_days < 0
    return draft.anchor_date is not None and before and draft.anchor_date < today


def _planned(material: Material) -> Iterator[Step]:
    about: dict[tuple[str, str | None], frozenset[str]] = {}
    for shown in material.passages:
        title = (shown.source.title, shown.community)
        if title not in about:
            mentions = material.glossary.matcher.find(title[0], community=shown.community)
            about[title] = frozenset(c for m in mentions for c in m.candidates)
        document, cited = shown.source.document_id or "", (shown.id,)
        for step in steps.steps(shown.reading, document, shown.community, lambda *_: cited, about[title]):  # noqa: B023
            yield step.moved(shown.source.start or 0)


def _is_occasion(shown: Shown, draft: Draft) -> Callable[[Step], bool]:
    """Whether a step is itself one of the sentences that call for the implication."""
    first = shown.source.start or 0
    starts = {first + shown.reading.sentences[number].start for number in draft.sentences}
    return lambda step: step.source == shown.id and step.start in starts


def _milestone(one: _Open, material: Material) -> Milestone:
    draft, rule = one.draft, one.draft.rule
    late = draft.due is not None and draft.due < material.today
    day = Calendar(material.country).next_working(material.today) if late else draft.due
    passed = f" By the rule it was due on {wording.day(draft.due)}: at once." if late and draft.due else ""
    digest = hashlib.sha256(f"proposal\0{draft.concept.id}\0{rule.id}".encode()).hexdigest()
    units = [one.shown.units[number] for number in draft.sentences]
    name = draft.concept.name(one.from_)
    return Milestone(
        id=f"m_{digest[:16]}",
        track="technical" if rule.to == "it" else "readiness",
        title=_shortened(wording.capital(wording.first_clause(draft.do, _TITLE))),
        start=day,
        end=day,
        basis="proposed",
        sources=(one.shown.id, draft.concept.source_id),
        why=(
            f"{draft.says} No document plans for it. {draft.do} "
            f"Rule {rule.id} of the glossary’s “{name}”, for {NAMES[rule.to]}: {rule.who}.{passed}"
        ),
        category=rule.category,
        groups=tuple(group.lower() for group in draft.groups),
        concepts=(draft.concept.id,),
        quotes=tuple(quote_of(unit) for unit in units[:2]),
    )


def _link(one: _Open, proposal: Milestone, linked: Linked) -> Dependency | None:
    """What dates it: so many working days before or after the milestone that gives the anchor."""
    draft = one.draft
    anchor = linked.home.get((one.shown.id, draft.anchor_sentence)) if draft.anchor_sentence >= 0 else None
    milestones = {m.id: m for m in linked.milestones}
    if anchor is None or milestones[anchor].start is None or proposal.start is None or proposal.start != draft.due:
        return None
    offset = draft.rule.when.offset_days
    before, after = (proposal.id, anchor) if offset < 0 else (anchor, proposal.id)
    side = "before" if offset < 0 else "after"
    return Dependency(
        before=before,
        after=after,
        type="SS",
        lag_days=abs(offset),
        basis="proposed",
        sources=proposal.sources,
        why=f"{abs(offset)} working days {side} “{milestones[anchor].title}”, by rule {draft.rule.id} of the glossary",
        exact=True,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
