"""The plan as a Word document for a steering group: what to decide first, then both tracks, then what it rests on."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from service.planning.exports.dated import ORDER, Dated, days, first, last
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.office.drawn import HEAD, MOST_COLUMNS, PALE, RED, name, timeline
from service.planning.exports.office.tables import Text, table
from service.planning.exports.office.weeks import columns
from service.planning.exports.office.zipped import steady
from service.planning.exports.sources import Notes, notes
from service.planning.exports.wording import (
    SIDES,
    STATES,
    TRACKS,
    counted,
    crowded,
    hours,
    link,
    lost,
    name_of,
    plain,
    span,
    title_of,
    weekday,
)
from service.planning.nouns import Milestone, OpenPoint, Plan
from service.planning.wording import listed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_DRAWN = 60
MOST_ROWS = 400
WHY = 260
"""Characters of a milestone's reason; a steering group reads tables, not rules."""


def export(plan: Plan) -> Export:
    """A document with headings, repeated table headers and numbered sources."""
    view, cited = Dated(plan), notes(plan)
    document = docx.Document()
    _page(document)
    document.core_properties.title = f"{name_of(plan)}: joint plan"[:200]
    document.core_properties.author = "Crosswalk"
    document.add_paragraph(f"{name_of(plan)}: joint plan", "Title")
    document.add_paragraph(f"Version {plan.version}, as of {weekday(plan.today)}", "Subtitle")
    _summary(document, view)
    _decisions(document, view, cited)
    chosen = view.chosen(MOST_DRAWN)
    if view.dated:
        _turn(document, across=True)
        timeline(document, view, chosen)
    rows = [*view.dated, *view.undated]
    if rows:
        _milestones(document, view, cited, rows[:MOST_ROWS])
    if view.dated:
        _turn(document, across=False)
    joining = [edge for edge in view.links if view.crosses(edge)]
    _bullets(document, "What one track needs from the other", _needs(view, cited)[:MOST_ROWS])
    _journey(document, view)
    _measures(document, plan, cited)
    _bullets(document, "Open questions", _points(plan.open_questions, cited))
    _bullets(document, "Assumptions", _points(plan.assumptions, cited))
    _sources(document, cited)
    out = io.BytesIO()
    document.save(out)
    content = steady(out.getvalue(), dt.datetime.combine(plan.today, dt.time()))
    report = _report(view, len(chosen), len(rows), len(joining))
    return Export(content, MEDIA_TYPE, file_name(plan, "docx"), report)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.0)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for style in ("Title", "Heading 1", "Heading 2"):
        document.styles[style].font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    page = OxmlElement("w:r")
    number = OxmlElement("w:t")
    number.text = "1"
    page.append(number)
    field.append(page)
    footer._p.append(field)


def _turn(document: Document, *, across: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    wide, deep = (Cm(29.7), Cm(21.0)) if across else (Cm(21.0), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = wide, deep


def _summary(document: Document, view: Dated) -> None:
    plan = view.plan
    held = [m for m in plan.milestones if m.status != "cancelled"]
    document.add_heading("Summary", 1)
    by_track = [(TRACKS[track].split()[0].lower(), sum(m.track == track for m in held)) for track in ORDER]
    told = listed([f"{number} {name}" for name, number in by_track if number])
    lines = [f"{counted(len(held), 'milestone')}{f': {told}' if told else ''}."]
    if view.dated:
        lines.append(f"From {weekday(first(view.dated[0]))} to {weekday(max(map(last, view.dated)))}.")
    grave = sum(found.severity == "high" for found in plan.disconnects)
    if plan.disconnects:
        number = counted(len(plan.disconnects), "point")
        verb = "does" if len(plan.disconnects) == 1 else "do"
        lines.append(f"{number} {verb} not fit between the two sides{f', {grave} of them grave' if grave else ''}.")
    else:
        lines.append("Nothing was found that does not fit between the two sides.")
    path = [title_of(view.by_id[id]) for id in plan.critical_path if id in view.by_id]
    if path:
        lines.append(f"The finish depends on: {' → '.join(path[:15])}{' → …' if len(path) > 15 else ''}.")
    coming = [f"{title_of(m)} ({_when(m)})" for m in view.coming()]
    if coming:
        rest = f" and {len(coming) - 10} more" if len(coming) > 10 else ""
        lines.append(f"Now and in the next two weeks: {'; '.join(coming[:10])}{rest}.")
    if view.undated:
        names = [title_of(m) for m in view.undated]
        rest = f" and {len(names) - 10} more" if len(names) > 10 else ""
        lines.append(f"Without a date: {'; '.join(names[:10])}{rest}.")
    if plan.behind:
        lines.append(f"Out of date, changed since: {'; '.join(plain(title) for title in plan.behind)}.")
    lines += [plain(note) for note in plan.notes if plain(note)]
    for line in lines:
        document.add_paragraph(line, "List Bullet")


def _decisions(document: Document, view: Dated, cited: Notes) -> None:
    if not view.plan.disconnects:
        return
    document.add_heading("What has to be decided", 1)
    table(
        document,
        (0.9, 7.3, 4.4, 4.4),
        [Text(words, bold=True, fill=HEAD) for words in ("No.", "What does not fit", "Why it matters", "Question")],
        (
            [
                Text(str(number), bold=True, color=RED if found.severity == "high" else None, centred=True),
                Text(
                    "\n".join(
                        [
                            plain(found.title),
                            *(f"{SIDES[s.community]}: {plain(s.says)} {cited.marks(s.sources)}" for s in found.sides),
                        ]
                    ),
                    lead=True,
                ),
                Text(plain(found.why)),
                Text(f"{f'{SIDES[found.to]}: ' if found.to else ''}{plain(found.question)}"),
            ]
            for number, found in enumerate(view.plan.disconnects[:MOST_ROWS], 1)
        ),
    )


def _when(milestone: Milestone) -> str:
    found = days(milestone)
    return " ".join(part for part in (span(*found) if found else "no date", hours(milestone)) if part)


def _milestones(document: Document, view: Dated, cited: Notes, rows: Sequence[Milestone]) -> None:
    document.add_heading("Milestones", 1)
    names = ("When", "Milestone", "Track", "Owner", "Basis", "Why and what to ask", "Sources")
    table(
        document,
        (3.6, 6.0, 2.0, 2.9, 2.1, 7.4, 1.7),
        [Text(title, bold=True, fill=HEAD) for title in names],
        (
            [
                Text(_when(m)),
                name(m, view),
                Text(TRACKS[m.track].split()[0], fill=PALE[m.track]),
                Text(plain(m.owner or "–")),
                Text(", ".join(word for word in (m.basis, STATES[m.status]) if word)),
                Text("\n".join(plain(text, WHY) for text in (m.why, m.question) if plain(text))),
                Text(cited.marks(m.sources)),
            ]
            for m in rows
        ),
    )


def _needs(view: Dated, cited: Notes) -> list[str]:
    lines = []
    for edge in view.links:
        if view.crosses(edge):
            before, after = view.by_id[edge.before], view.by_id[edge.after]
            why = f" ({plain(edge.why)})" if plain(edge.why) else ""
            broken = edge.margin_days is not None and edge.margin_days < 0
            fails = f" Broken by {counted(-(edge.margin_days or 0), 'working day')}." if broken else ""
            sentence = f"“{title_of(after)}” {link(edge)} “{title_of(before)}”{why}.{fails} {cited.marks(edge.sources)}"
            lines.append(sentence.rstrip())
    return lines


def _bullets(document: Document, heading: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if told:
        document.add_heading(heading, 1)
        for line in told:
            document.add_paragraph(line, "List Bullet")


def _journey(document: Document, view: Dated) -> None:
    if not view.plan.journey:
        return
    document.add_heading("The user's journey", 1)
    rows = []
    for stage in view.plan.journey:
        steps = "\n".join(
            f"{title_of(view.by_id[id])} ({_when(view.by_id[id])})" for id in stage.milestones if id in view.by_id
        )
        gaps = "\n".join(plain(gap.text) for gap in stage.gaps)
        rows.append([Text(plain(stage.title or stage.stage), bold=True), Text(steps), Text(gaps)])
    header = [Text(title, bold=True, fill=HEAD) for title in ("Stage", "Planned", "Missing")]
    table(document, (4.0, 6.5, 6.5), header, rows)


def _measures(document: Document, plan: Plan, cited: Notes) -> None:
    if not plan.metrics:
        return
    document.add_heading("Measures that belong together", 1)
    header = [Text(title, bold=True, fill=HEAD) for title in ("IT", "People Readiness", "Why both")]
    rows = [
        [Text(plain(p.it)), Text(plain(p.people_readiness)), Text(f"{plain(p.why)} {cited.marks(p.sources)}".rstrip())]
        for p in plan.metrics
    ]
    table(document, (4.5, 6.0, 6.5), header, rows)


def _points(points: Sequence[OpenPoint], cited: Notes) -> Iterator[str]:
    for point in points:
        who = plain(point.owner or "") or (SIDES[point.to] if point.to else "Nobody named")
        why = f" ({plain(point.why)})" if plain(point.why) else ""
        yield f"{who}: {plain(point.text)}{why} {cited.marks(point.sources)}".rstrip()


def _sources(document: Document, cited: Notes) -> None:
    if not cited.notes:
        return
    document.add_heading("Sources", 1)
    for note in cited.notes[:MOST_ROWS]:
        label = ", ".join(part for part in (note.label or note.id, note.side) if part)
        words = f": “{note.words}”" if note.words else ""
        paragraph = document.add_paragraph(f"[{note.number}] {label}{words}")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)


def _report(view: Dated, drawn: int, rows: int, joining: int) -> tuple[str, ...]:
    said = [*crowded(len(view.dated) - drawn, len(view.dated), "the drawn timeline")]
    if rows > MOST_ROWS:
        said.append(f"The table of milestones ends after {MOST_ROWS} of {rows}; xlsx and csv hold them all.")
    if joining > MOST_ROWS:
        said.append(f"The list of what crosses the tracks ends after {MOST_ROWS} of {joining}; xlsx holds them all.")
    if len(view.links) > joining:
        number = counted(len(view.links) - joining, "dependency", "dependencies")
        said.append(f"{number} within a track not in the document.")
    found = columns(view, MOST_COLUMNS)
    if found and any(first(m) > found[-1].end for m in view.dated):
        said.append(f"The drawn timeline ends after {len(found)} months; later milestones are in the table only.")
    long = [m for m in view.plan.milestones if len(plain(m.why)) > WHY]
    said += lost(
        long,
        "has a reason that was cut; md and xlsx have it whole",
        "have reasons that were cut; md and xlsx have them whole",
    )
    said.append("Slack and ids of passages are not in the document.")
    return tuple(said)
