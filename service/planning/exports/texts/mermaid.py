"""The plan as Mermaid: a Gantt chart with the dates as computed, and a flowchart of what waits for what.

Both stand as fenced blocks in one Markdown page, which wikis and code hosts draw. Mermaid's parser takes many marks
for its own and gives up at 50,000 characters or 500 arrows; every mark of a text becomes an entity, and what has no
room is left out and reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from service.planning.exports.dated import ORDER, Dated, first, last
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.texts import markdown
from service.planning.exports.wording import TRACKS, counted, crowded, hours, lost, name_of, plain, span, title_of
from service.planning.nouns import Dependency, LinkType, Milestone, Plan

MOST_TASKS = 250
MOST_LINKS = 300
MOST_TEXT = 48_000
"""Characters of one diagram; Mermaid draws nothing above 50,000."""
TITLE = 70
Chosen = TypeVar("Chosen", frozenset[str], tuple[Dependency, ...])
_SAFE = re.compile(r"[^\w ,.()/+?!'’–—°…-]", re.ASCII)
_KEYWORD = re.compile(
    r"^(accdescr|acctitle|axisformat|call|click|dateformat|excludes|gantt|href|includes|inclusiveenddates|section"
    r"|tickinterval|title|todaymarker|topaxis|weekday|weekend|end|-|\d{4}-)",
    re.IGNORECASE,
)
_ARROWS: dict[LinkType, str] = {"FS": "", "SS": "start to start", "FF": "finish to finish", "SF": "start to finish"}


def export(plan: Plan) -> Export:
    """A Markdown page with two diagrams."""
    view = Dated(plan)
    parts = [f"# {markdown.escaped(name_of(plan))}: plan, version {plan.version}"]
    tasks, gantt = _fitting(lambda most: view.chosen(most), lambda some: _gantt(view, some), MOST_TASKS)
    if tasks:
        parts.append(gantt)
    edges, flowchart = _fitting(
        lambda most: view.leading(view.links, most), lambda some: _flowchart(view, some), MOST_LINKS
    )
    if edges:
        parts.append(flowchart)
    if not view.dated and not edges:
        parts.append("No milestone has a date, and none waits for another.")
    content = ("\n\n".join(parts) + "\n").encode()
    return Export(content, "text/markdown; charset=utf-8", file_name(plan, "mermaid.md"), _report(view, tasks, edges))


def escaped(text: str, most: int = TITLE) -> str:
    """One line in which nothing is a mark to Mermaid or to Markdown: other marks become `#35;`."""
    line = plain(text, most)
    shielded = "".join(c if c.isalnum() or not _SAFE.match(c) or ord(c) > 0x2000 else f"#{ord(c)};" for c in line)
    found = _KEYWORD.match(shielded)
    return f"#{ord(shielded[0])};{shielded[1:]}" if found else shielded


def _fitting(choose: Callable[[int], Chosen], draw: Callable[[Chosen], Iterator[str]], most: int) -> tuple[Chosen, str]:
    """What is shown and its diagram: as much as `choose` gives that stays short enough for Mermaid."""
    while True:
        chosen = choose(most)
        text = "\n".join(draw(chosen))
        if len(text) <= MOST_TEXT:
            return chosen, f"```mermaid\n{text}\n```"
        most = most * 3 // 4


def _gantt(view: Dated, tasks: frozenset[str]) -> Iterator[str]:
    yield "gantt"
    yield f"    title {escaped(name_of(view.plan))}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %-d %b %y"
    for track in ORDER:
        here = [milestone for milestone in view.of(track) if milestone.id in tasks]
        if here:
            yield f"    section {TRACKS[track]}"
            for milestone in here:
                yield f"    {_task(milestone, view)}"


def _task(milestone: Milestone, view: Dated) -> str:
    title = escaped(title_of(milestone))
    number = view.numbers[milestone.id]
    told = [word for word in ("tentative" if milestone.status == "tentative" else "", _basis(milestone)) if word]
    words = f" ({', '.join(told)})" if told else ""
    start, end = first(milestone), last(milestone)
    tags = []
    if milestone.status == "done":
        tags.append("done")
    elif milestone.status == "planned" and start <= view.plan.today <= end and start != end:
        tags.append("active")
    if milestone.id in view.critical:
        tags.append("crit")
    if milestone.status == "cancelled":
        words = " (cancelled)"
    if start == end:
        return f"{title}{words} :{', '.join([*tags, 'milestone', f't{number}', start.isoformat(), '1d'])}"
    after = end + dt.timedelta(days=1)
    return f"{title}{words} :{', '.join([*tags, f't{number}', start.isoformat(), after.isoformat()])}"


def _basis(milestone: Milestone) -> str:
    return "" if milestone.basis == "stated" else milestone.basis


def _flowchart(view: Dated, edges: tuple[Dependency, ...]) -> Iterator[str]:
    used = {id for edge in edges for id in (edge.before, edge.after)}
    yield "flowchart LR"
    for track in ORDER:
        here = [m for m in (*view.dated, *view.undated) if m.track == track and m.id in used]
        if here:
            yield f'    subgraph {track}_track["{TRACKS[track]}"]'
            for milestone in here:
                yield f"        {_node(milestone, view)}"
            yield "    end"
    critical, broken = [], []
    for number, edge in enumerate(edges):
        words = _words(edge)
        arrow = "-.->" if edge.basis == "proposed" else "-->"
        label = f'|"{escaped(words)}"|' if words else ""
        yield f"    t{view.numbers[edge.before]} {arrow}{label} t{view.numbers[edge.after]}"
        if edge.margin_days is not None and edge.margin_days < 0:
            broken.append(str(number))
        elif (edge.before, edge.after) in view.critical_links:
            critical.append(str(number))
    yield "    classDef critical stroke:#b42318,stroke-width:3px"
    yield "    classDef proposed stroke-dasharray: 5 4"
    on_path = [f"t{view.numbers[id]}" for id in view.plan.critical_path if id in used]
    unplanned = [f"t{view.numbers[id]}" for id in used if view.by_id[id].basis == "proposed"]
    if on_path:
        yield f"    class {','.join(dict.fromkeys(on_path))} critical"
    if unplanned:
        yield f"    class {','.join(sorted(unplanned))} proposed"
    if critical:
        yield f"    linkStyle {','.join(critical)} stroke:#b42318,stroke-width:3px"
    if broken:
        yield f"    linkStyle {','.join(broken)} stroke:#b54708,stroke-width:2px,stroke-dasharray: 3 3"


def _words(edge: Dependency) -> str:
    told = [_ARROWS[edge.type]]
    if edge.lag_days:
        told.append(f"{edge.lag_days:+d} days" if abs(edge.lag_days) != 1 else f"{edge.lag_days:+d} day")
    if edge.margin_days is not None and edge.margin_days < 0:
        told.append(f"broken by {counted(-edge.margin_days, 'day')}")
    return ", ".join(word for word in told if word)


def _node(milestone: Milestone, view: Dated) -> str:
    when = span(first(milestone), last(milestone)) if milestone.start or milestone.end else "no date"
    struck = "cancelled, " if milestone.status == "cancelled" else ""
    return f't{view.numbers[milestone.id]}["{escaped(title_of(milestone))}<br>{struck}{when}"]'


def _report(view: Dated, tasks: frozenset[str], edges: tuple[Dependency, ...]) -> tuple[str, ...]:
    said = [
        *lost(view.undated, "has no date and is not in the Gantt chart", "have no date and are not in the Gantt chart")
    ]
    said += crowded(len(view.dated) - len(tasks), len(view.dated), "the Gantt chart")
    if len(edges) < len(view.links):
        rest = counted(len(view.links) - len(edges), "dependency", "dependencies")
        said.append(f"{rest} of {len(view.links)} found no room in the flowchart; critical and broken ones came first.")
    said += lost(
        (m for m in view.dated if hours(m)),
        "has a time of day, which is not shown",
        "have a time of day, which is not shown",
    )
    said += lost(
        (m for m in view.plan.milestones if len(plain(m.title)) > TITLE),
        "has a title that was cut",
        "have titles that were cut",
    )
    said.append("Owners, sources, disconnects, the journey, measures and open points are not in the diagrams.")
    return tuple(said)
