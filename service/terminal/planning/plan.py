"""A joint plan: a calendar of both tracks, drawn; what does not fit; and what has to be asked.

Pure: what the API returned in, something that rich can print out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from glossary.concepts import Severity
from service.interpretation import wording
from service.interpretation.compose import NAMES
from service.planning.nouns import Disconnect, Milestone, OpenPoint, Plan, Stage, Track
from service.terminal.printing import clean, counted, heading, indented, shortened

Json = dict[str, Any]
_BAR = 22
"""Characters that the calendar's bars are drawn in."""
_STYLES: dict[Track, str] = {"technical": "blue", "readiness": "green", "both": "magenta"}
_TITLES: dict[Track, str] = {"technical": "IT", "readiness": "Readiness", "both": "Both sides"}
_GRAVE: dict[Severity, str] = {"high": "bold red", "medium": "yellow", "low": "dim"}
_SHOWN = 5
"""Open questions and assumptions that are shown unless all are asked for."""


def plan(found: Json, everything: bool = False) -> RenderableType:
    """A plan: calendar, disconnects, journey, metrics, open questions."""
    said = Plan.model_validate(found)
    parts: list[RenderableType] = [Text(clean(said.name), "bold"), Text(_told(said), "dim")]
    parts += [indented(Text(clean(note), "yellow"), hang=True) for note in said.notes]
    parts += _calendar(said, [m for m in said.milestones if m.basis != "proposed"])
    parts += disconnects(said.disconnects)
    parts += _proposals(said)
    parts += _journey(said.journey)
    if said.metrics:
        parts.append(heading("What belongs together", "the figure of IT and that of people"))
        parts += [
            indented(Text(f"{clean(metric.it)}  with  {clean(metric.people_readiness)}"), hang=True)
            for metric in (said.metrics if everything else said.metrics[:_SHOWN])
        ]
    parts += _points("Open questions", said.open_questions, everything)
    parts += _points("Assumptions", said.assumptions, everything)
    return Group(
        *parts, Rule(style="dim"), Text(f"Plan {said.id}, version {said.version}  Record {said.record_id}", "dim")
    )


def misfits(found: Json) -> RenderableType:
    """What does not fit, alone."""
    said = Plan.model_validate(found)
    if not said.disconnects:
        return Text(f"{clean(said.name)}: no disconnects in {counted(len(said.milestones), 'milestone')}.")
    return Group(*disconnects(said.disconnects))


def disconnects(found: Sequence[Disconnect]) -> Iterator[RenderableType]:
    """Each with both sides' words, why it matters, and the question that would settle it."""
    if not found:
        return
    yield heading("Disconnects", counted(len(found), "matter"))
    for each in found:
        yield indented(
            Text.assemble((f"{each.severity:<6} ", _GRAVE[each.severity]), (clean(each.title), "bold")), hang=True
        )
        for side in each.sides:
            who = NAMES[side.community] if side.community else "A document"
            says = shortened(side.says, 240)
            yield Padding(indented(Text.assemble((f"{who}: ", "cyan"), says), hang=True), (0, 0, 0, 2))
        yield Padding(indented(Text(clean(each.why), "dim"), hang=True), (0, 0, 0, 2))
        to = f"Ask {NAMES[each.to]}: " if each.to else "Ask: "
        yield Padding(indented(Text.assemble((to, "bold"), clean(each.question)), hang=True), (0, 0, 0, 2))


def _told(said: Plan) -> str:
    days = [d for m in said.milestones for d in (m.start, m.end) if d is not None]
    when = f", {wording.day(min(days))} to {wording.day(max(days))}" if days else ""
    proposed = sum(m.basis == "proposed" for m in said.milestones)
    more = f", {proposed} of them proposed" if proposed else ""
    behind = f". Not up to date with: {', '.join(said.behind)}" if said.behind else ""
    return f"Version {said.version}: {counted(len(said.milestones), 'milestone')}{more}{when}{behind}"


def _calendar(said: Plan, shown: Sequence[Milestone]) -> Iterator[RenderableType]:
    if not shown:
        return
    days = [d for m in shown for d in (m.start, m.end) if d is not None]
    first, last = (min(days), max(days)) if days else (said.today, said.today)
    critical, hit = set(said.critical_path), {key for d in said.disconnects for key in d.milestones}
    legend = Text()
    for track, title in _TITLES.items():
        legend += Text.assemble(("■ ", _STYLES[track]), f"{title}  ")
    yield Padding(legend + Text("* drives the finish  ! does not fit", "dim"), (1, 0, 0, 2))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=13)
    table.add_column(width=_BAR, no_wrap=True)
    table.add_column(width=3, no_wrap=True)
    table.add_column(overflow="fold")
    for one in shown:
        marks = ("*" if one.id in critical else " ", "!" if one.id in hit else " ")
        table.add_row(
            Text(_when(one), "bold" if one.basis == "stated" else ""),
            Text(_drawn(one, first, last), _STYLES[one.track]),
            Text("".join(marks), "bold red" if one.id in hit else "bold"),
            _title(one),
        )
    yield indented(table)


def _proposals(said: Plan) -> Iterator[RenderableType]:
    """What nobody has planned yet; its reason stands in the plan's other forms."""
    shown = [m for m in said.milestones if m.basis == "proposed"]
    if not shown:
        return
    yield heading("Proposed", "called for by the glossary or a model, and planned by nobody")
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=13)
    table.add_column(width=10, no_wrap=True)
    table.add_column(overflow="fold")
    for one in shown:
        table.add_row(Text(_when(one)), Text(_TITLES[one.track], _STYLES[one.track]), _title(one))
    yield indented(table)


def _title(one: Milestone) -> Text:
    told = Text(clean(one.title), "strike" if one.status == "cancelled" else "")
    if one.owner:
        told += Text(f"  {clean(one.owner)}", "dim")
    if one.status in ("tentative", "done"):
        told += Text(f"  {one.status}", "dim")
    return told + Text(f"  {clean(one.question)}", "yellow") if one.question else told


def _when(one: Milestone) -> str:
    if one.start is None or one.end is None:
        return "no date"
    if one.start == one.end:
        return f"{one.start:%d %b %y}"
    return (
        f"{one.start:%d %b}–{one.end:%d %b}"
        if one.start.month != one.end.month
        else f"{one.start:%d}–{one.end:%d %b %y}"
    )


def _drawn(one: Milestone, first: dt.date, last: dt.date) -> str:
    """The milestone's days as a bar within the plan's."""
    if one.start is None or one.end is None:
        return ""
    span = max((last - first).days, 1)
    start = round((one.start - first).days / span * (_BAR - 1))
    end = round((one.end - first).days / span * (_BAR - 1))
    return "·" * start + ("◆" if one.start == one.end else "█" * (end - start + 1))


def _journey(stages: Sequence[Stage]) -> Iterator[RenderableType]:
    if not stages:
        return
    yield heading("The way of a user", "from hearing of it to using it alone")
    for stage in stages:
        held = counted(len(stage.milestones), "milestone") if stage.milestones else "nothing planned"
        yield indented(Text.assemble((f"{clean(stage.title)}: ", "bold"), held), hang=True)
        for gap in stage.gaps:
            yield Padding(indented(Text(f"missing: {clean(gap.text)}", "yellow"), hang=True), (0, 0, 0, 2))


def _points(title: str, points: Sequence[OpenPoint], everything: bool) -> Iterator[RenderableType]:
    if not points:
        return
    shown = points if everything else points[:_SHOWN]
    yield heading(title, f"{len(shown)} of {len(points)}" if len(shown) < len(points) else "")
    for point in shown:
        whom = point.owner or (NAMES[point.to] if point.to else "")
        yield indented(Text.assemble((f"{clean(whom)}: " if whom else "", "cyan"), clean(point.text)), hang=True)
