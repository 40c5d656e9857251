"""The prompt sheet of the joint retrospective: plan against actual, and what to ask both sides about the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from glossary.concepts import Community, Frozen
from service.planning.calendar import Calendar
from service.planning.nouns import Milestone, Plan, State, Track
from service.planning.versions.changes import Changes, changes
from service.planning.wording import named, period, working_days

_MOST = 12
"""Prompts of one kind; a sheet of fifty questions is answered by nobody."""


class Row(Frozen):
    """A milestone as it was planned, and as it came."""

    id: str
    title: str
    track: Track
    planned: tuple[dt.date, dt.date] | None
    actual: tuple[dt.date, dt.date] | None
    """The newest days that are known of it."""
    working_days: int | None
    """How much later it was; negative for earlier."""
    status: State
    why: str = ""
    sources: tuple[str, ...] = ()


class Prompt(Frozen):
    """A question for the meeting."""

    topic: str
    text: str
    to: Community | None = None
    milestones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Sheet(Frozen):
    """What both sides sit down with afterwards."""

    plan_id: str
    baseline: int
    """The version that counts as the plan."""
    version: int
    """The version that counts as what came of it."""
    rows: tuple[Row, ...]
    prompts: tuple[Prompt, ...]
    text: str
    """The sheet as Markdown, with room for answers."""


def sheet(baseline: Plan, latest: Plan, today: dt.date) -> Sheet:
    """The prompt sheet.

    Args:
        baseline: The plan as it was agreed.
        latest: The plan as it is known now.
        today: The day of the meeting: what has not taken place by then is told as open.
    """
    between = changes(baseline, latest, Calendar(latest.country))
    rows = tuple(_rows(baseline, latest, between))
    prompts = tuple(_prompts(baseline, latest, between, today))
    return Sheet(
        plan_id=latest.id,
        baseline=baseline.version,
        version=latest.version,
        rows=rows,
        prompts=prompts,
        text="\n".join(_written(latest, baseline.version, rows, prompts)) + "\n",
    )


def _rows(baseline: Plan, latest: Plan, between: Changes) -> Iterator[Row]:
    planned = {m.id: m for m in baseline.milestones}
    moved = {m.id: m for m in between.moved}
    for one in latest.milestones:
        if one.basis == "proposed" and one.status != "done":
            continue
        before = planned.get(one.id)
        move = moved.get(one.id)
        yield Row(
            id=one.id,
            title=one.title,
            track=one.track,
            planned=_days(before) if before is not None else None,
            actual=_days(one),
            working_days=move.working_days if move is not None else 0 if before is not None and one.start else None,
            status=one.status,
            why=move.reason if move is not None else "" if before is not None else "not in the plan then",
            sources=one.sources,
        )
    there = {m.id for m in latest.milestones}
    for gone in baseline.milestones:
        if gone.id not in there and gone.basis != "proposed":
            yield Row(
                id=gone.id,
                title=gone.title,
                track=gone.track,
                planned=_days(gone),
                actual=None,
                working_days=None,
                status="cancelled",
                why="no longer in any document",
                sources=gone.sources,
            )


def _prompts(baseline: Plan, latest: Plan, between: Changes, today: dt.date) -> Iterator[Prompt]:
    slipped = sorted((m for m in between.moved if m.working_days), key=lambda m: -abs(m.working_days or 0))
    for moved in slipped[:_MOST]:
        way = "later" if (moved.working_days or 0) > 0 else "earlier"
        text = (
            f"{named(moved.title)} came {working_days(moved.working_days or 0)} {way} than planned. When did each side "
            "know, and what did the other side do in the meantime for nothing?"
        )
        yield Prompt(topic="Dates", text=text, milestones=(moved.id,), sources=moved.sources)
    for one in between.added[:_MOST]:
        if one.basis == "stated":
            text = f"{named(one.title)} was not in the first plan. Which question, asked earlier, would have found it?"
            yield Prompt(topic="What was missing", text=text, milestones=(one.id,), sources=one.sources)
    for found in between.settled[:_MOST]:
        text = f"“{found.title}” was settled. Who noticed, who decided, and how long did it take?"
        yield Prompt(topic="What we settled", text=text, milestones=found.milestones)
    for found in (*between.still_open, *between.appeared)[:_MOST]:
        text = f"“{found.title}” was never settled. What did it cost people, and would the date have been worth moving?"
        yield Prompt(topic="What stayed open", text=text, to=found.to, milestones=found.milestones)
    for one in latest.milestones:
        if one.end is not None and one.end < today and one.status == "planned" and one.basis == "stated":
            yield Prompt(
                topic="Plan and actual",
                text=f"{named(one.title)}: on which day did it really happen?",
                milestones=(one.id,),
                sources=one.sources,
            )
    for metric in latest.metrics[:_MOST]:
        text = f"What was “{metric.it}”, and beside it “{metric.people_readiness}”? {metric.why}"
        yield Prompt(topic="Figures", text=text.strip(), sources=metric.sources)
    for point in baseline.assumptions[:_MOST]:
        yield Prompt(topic="Assumptions", text=f"Did it hold? {point.text}", to=point.to, sources=point.sources)
    yield Prompt(
        topic="Both sides", text="Which word did the other side use in another sense than you, and when did you notice?"
    )
    yield Prompt(topic="Both sides", text="What would you tell the next project’s other side on the first day?")


def _days(one: Milestone) -> tuple[dt.date, dt.date] | None:
    return (one.start, one.end) if one.start is not None and one.end is not None else None


def _written(latest: Plan, baseline: int, rows: tuple[Row, ...], prompts: tuple[Prompt, ...]) -> Iterator[str]:
    yield f"# {latest.name}: joint retrospective"
    yield ""
    yield f"Plan: version {baseline}. What came of it: version {latest.version}."
    yield ""
    yield "| Milestone | Planned | Came | Working days |"
    yield "|---|---|---|---|"
    for row in rows:
        planned, actual = (period(*days) if days is not None else "–" for days in (row.planned, row.actual))
        late = "" if row.working_days is None else f"{row.working_days:+d}" if row.working_days else "0"
        yield f"| {_cell(row.title)} | {planned} | {actual} | {late} |"
    topic = ""
    for prompt in prompts:
        if prompt.topic != topic:
            topic = prompt.topic
            yield ""
            yield f"## {topic}"
            yield ""
        yield f"- {prompt.text}"
        yield "  - IT: …"
        yield "  - Readiness: …"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
