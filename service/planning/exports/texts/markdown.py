"""The plan as a page of Markdown that reads well as it stands: at a glance, what does not fit, both tracks by week."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from service.planning.exports.dated import Dated, days, first, last
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.sources import Notes, notes
from service.planning.exports.wording import (
    SIDES,
    STATES,
    TRACKS,
    counted,
    hours,
    link,
    name_of,
    plain,
    span,
    title_of,
    weekday,
)
from service.planning.nouns import Dependency, Disconnect, Milestone, OpenPoint, Plan
from service.planning.wording import listed

_MARKS = re.compile(r"([\\`*_\[\]|~])")
_MOST_TOLD = 10
_LEADING = re.compile(r"^([#+\-=]|\d+(?=[.)](?:\s|$)))")


def export(plan: Plan) -> Export:
    """Everything a person reads; ids of passages stand in the list of sources."""
    view, cited = Dated(plan), notes(plan)
    parts = [
        _head(view),
        *_glance(view),
        *_disconnects(view, cited),
        *_tracks(view),
        *_milestones(view, cited),
        *_dependencies(view, cited),
        *_journey(view, cited),
        *_metrics(plan, cited),
        *_points("Open questions", plan.open_questions, cited),
        *_points("Assumptions", plan.assumptions, cited),
        *_sources(cited),
    ]
    return Export(("\n\n".join(parts) + "\n").encode(), "text/markdown; charset=utf-8", file_name(plan, "md"))


def escaped(text: str) -> str:
    """One line in which no character of the text works as Markdown or HTML."""
    line = _MARKS.sub(r"\\\1", plain(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LEADING.sub(_shield, line).replace("://", r"\://")


def _shield(found: re.Match[str]) -> str:
    mark = found.group(1)
    return f"&#{ord(mark[0])};{mark[1:]}" if mark[0].isdigit() else f"\\{mark}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _title(milestone: Milestone) -> str:
    return escaped(title_of(milestone))


def _when(milestone: Milestone) -> str:
    found = days(milestone)
    return " ".join(part for part in (span(*found) if found else "no date", hours(milestone)) if part)


def _head(view: Dated) -> str:
    plan = view.plan
    about = [f"version {plan.version}", f"as of {weekday(plan.today)}", escaped(plan.time_zone)]
    if plan.country:
        about.append(f"working days of {escaped(plan.country)}")
    if plan.mode == "degraded":
        about.append(f"degraded: {escaped(plan.reason)}")
    return f"# Joint plan: {escaped(name_of(plan))}\n\n{' · '.join(about)}"


def _glance(view: Dated) -> Iterator[str]:
    plan = view.plan
    lines = []
    held = [m for m in plan.milestones if m.status != "cancelled"]
    bases = [(basis, sum(m.basis == basis for m in held)) for basis in ("stated", "computed", "proposed")]
    told = listed([f"{number} {basis}" for basis, number in bases if number])
    lines.append(f"{counted(len(held), 'milestone')}{f' ({told})' if told else ''}.")
    if view.dated:
        lines.append(f"From {weekday(first(view.dated[0]))} to {weekday(max(last(m) for m in view.dated))}.")
    grave = [(level, sum(d.severity == level for d in plan.disconnects)) for level in ("high", "medium", "low")]
    found = listed([f"{number} {level}" for level, number in grave if number])
    lines.append(f"{counted(len(plan.disconnects), 'disconnect')}: {found}." if found else "No disconnects found.")
    path = [_title(view.by_id[id]) for id in plan.critical_path if id in view.by_id]
    if path:
        lines.append(f"Critical path: {' → '.join(path)}.")
    coming = [f"{_title(m)} ({_when(m)})" for m in view.coming()]
    if coming:
        lines.append(f"Now and in the next two weeks: {_some(coming)}.")
    if view.undated:
        lines.append(f"Without a date: {_some([_title(m) for m in view.undated])}.")
    if plan.documents:
        lines.append(f"Drafted from {counted(len(plan.documents), 'document')}.")
    if plan.behind:
        lines.append(f"**Out of date**, changed since: {_some([escaped(title) for title in plan.behind])}.")
    lines.extend(escaped(note) for note in plan.notes if plain(note))
    yield "## At a glance"
    yield "\n".join(f"- {line}" for line in lines)


def _some(parts: Sequence[str]) -> str:
    rest = len(parts) - _MOST_TOLD
    return f"{'; '.join(parts[:_MOST_TOLD])}{f' and {rest} more' if rest > 0 else ''}"


def _disconnects(view: Dated, cited: Notes) -> Iterator[str]:
    if not view.plan.disconnects:
        return
    yield "## What does not fit"
    for number, found in enumerate(view.plan.disconnects, 1):
        yield _disconnect(number, found, view, cited)


def _disconnect(number: int, found: Disconnect, view: Dated, cited: Notes) -> str:
    lines = [f"### {number}. {escaped(found.title)}", "", f"*{found.severity}, {found.kind.replace('_', ' ')}*", ""]
    lines += [f"- {SIDES[s.community]}: {escaped(s.says)} {cited.marks(s.sources)}".rstrip() for s in found.sides]
    lines.append(f"- Why it matters: {escaped(found.why)}")
    lines.append(f"- **Ask{f' {SIDES[found.to]}' if found.to else ''}:** {escaped(found.question)}")
    known = [_title(view.by_id[id]) for id in found.milestones if id in view.by_id]
    if known:
        lines.append(f"- Milestones: {'; '.join(known)}")
    return "\n".join(lines)


def _tracks(view: Dated) -> Iterator[str]:
    if not view.dated:
        return
    yield "## Both tracks by week"
    weeks: dict[dt.date, list[Milestone]] = {}
    for milestone in view.dated:
        monday = first(milestone) - dt.timedelta(days=first(milestone).weekday())
        weeks.setdefault(monday, []).append(milestone)
    months: dict[str, list[dt.date]] = {}
    for monday in weeks:
        months.setdefault(f"{monday:%B %Y}", []).append(monday)
    for month, mondays in months.items():
        rows = [
            [f"{monday.day} {monday:%b} (CW {monday.isocalendar().week})", *_week(view, weeks[monday])]
            for monday in mondays
        ]
        yield f"### {month}\n\n{_table(['Week of', 'Technical', 'Readiness'], rows)}"


def _week(view: Dated, milestones: Sequence[Milestone]) -> list[str]:
    cells = []
    for track in ("technical", "readiness"):
        here = [m for m in milestones if m.track in (track, "both")]
        cells.append("<br>".join(f"{_when(m)}: {_marked(view, m, *_unstated(m))}" for m in here))
    return cells


def _unstated(milestone: Milestone) -> Iterator[str]:
    if milestone.basis != "stated":
        yield milestone.basis
    if milestone.track == "both":
        yield "both tracks"


def _marked(view: Dated, milestone: Milestone, *told: str) -> str:
    title = _title(milestone)
    if milestone.id in view.critical:
        title = f"**{title}**"
    if milestone.status == "cancelled":
        title = f"~~{title}~~"
    words = ", ".join(word for word in (STATES[milestone.status], *told) if word)
    warned = "".join(f" ⚠{number}" for number, _ in view.warnings.get(milestone.id, ()))
    return f"{title}{f' ({words})' if words else ''}{warned}"


def _milestones(view: Dated, cited: Notes) -> Iterator[str]:
    if not view.plan.milestones:
        return
    yield "## Milestones"
    yield _table(
        ["When", "Milestone", "Track", "Owner", "Basis", "Slack (working days)", "Why and what to ask", "Sources"],
        (
            [
                _when(m),
                _marked(view, m),
                TRACKS[m.track].split()[0],
                escaped(m.owner or "–"),
                m.basis,
                "–" if m.slack_days is None else str(m.slack_days),
                " ".join(escaped(text) for text in (m.why, m.question) if plain(text)),
                cited.marks(m.sources),
            ]
            for m in (*view.dated, *view.undated)
        ),
    )
    yield "Bold: on the critical path. ⚠: number of the disconnect."


def _dependencies(view: Dated, cited: Notes) -> Iterator[str]:
    across = [edge for edge in view.links if view.crosses(edge)]
    within = [edge for edge in view.links if not view.crosses(edge)]
    for heading, edges in (("Dependencies across the tracks", across), ("Dependencies within a track", within)):
        if edges:
            yield f"## {heading}"
            yield "\n".join(f"- {_dependency(view, edge, cited)}" for edge in edges)


def _dependency(view: Dated, edge: Dependency, cited: Notes) -> str:
    sentence = f"{_title(view.by_id[edge.after])} {link(edge)} {_title(view.by_id[edge.before])}"
    told = ["" if edge.basis == "stated" else edge.basis, escaped(edge.why)]
    if edge.margin_days is not None and edge.margin_days < 0:
        told.append(f"**broken by {counted(-edge.margin_days, 'working day')}**")
    because = "; ".join(part for part in told if part)
    return f"{sentence}{f' ({because})' if because else ''} {cited.marks(edge.sources)}".rstrip()


def _journey(view: Dated, cited: Notes) -> Iterator[str]:
    if not view.plan.journey:
        return
    yield "## The user's journey"
    rows = []
    for stage in view.plan.journey:
        steps = [f"{_title(view.by_id[id])} ({_when(view.by_id[id])})" for id in stage.milestones if id in view.by_id]
        gaps = [f"{escaped(gap.text)} {cited.marks(gap.sources)}".rstrip() for gap in stage.gaps]
        rows.append([escaped(stage.title or stage.stage), "<br>".join(steps), "<br>".join(gaps)])
    yield _table(["Stage", "Planned", "Missing"], rows)


def _metrics(plan: Plan, cited: Notes) -> Iterator[str]:
    if not plan.metrics:
        return
    yield "## Measures that belong together"
    yield _table(
        ["IT", "People Readiness", "Why both", "Measured already", "Sources"],
        (
            [
                escaped(pair.it),
                escaped(pair.people_readiness),
                escaped(pair.why),
                listed([SIDES[side] for side in pair.stated]) or "neither",
                cited.marks(pair.sources),
            ]
            for pair in plan.metrics
        ),
    )


def _points(heading: str, points: Sequence[OpenPoint], cited: Notes) -> Iterator[str]:
    if not points:
        return
    yield f"## {heading}"
    lines = []
    for point in points:
        who = escaped(point.owner) if point.owner and plain(point.owner) else SIDES[point.to] if point.to else "nobody"
        why = f" ({escaped(point.why)})" if plain(point.why) else ""
        lines.append(f"- {who}: {escaped(point.text)}{why} {cited.marks(point.sources)}".rstrip())
    yield "\n".join(lines)


def _sources(cited: Notes) -> Iterator[str]:
    if not cited.notes:
        return
    yield "## Sources"
    lines = []
    for note in cited.notes:
        words = f": {escaped(note.words)}" if note.words else ""
        label = " · ".join(escaped(part) for part in (note.label, note.side) if part)
        lines.append(f"{note.number}. {label}{words} `{note.id.replace('`', '')}`".replace(".  ", ". "))
    yield "\n".join(lines)
