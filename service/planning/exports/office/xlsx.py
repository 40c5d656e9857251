"""The plan as a workbook: the plan, a drawn timeline, dependencies, disconnects, open points and sources."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from openpyxl import Workbook

from service.planning.exports.dated import Dated, days
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.office.sheets import Value, sheet
from service.planning.exports.office.timeline import MOST_COLUMNS, timeline
from service.planning.exports.office.weeks import columns
from service.planning.exports.office.zipped import steady
from service.planning.exports.sources import Notes, notes
from service.planning.exports.wording import SIDES, hours, link, lost, name_of, plain, title_of
from service.planning.nouns import Plan

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(plan: Plan) -> Export:
    """A workbook in which every text is text; dates are dates that sort and filter."""
    view, cited = Dated(plan), notes(plan)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet(book, "Plan", _PLAN, _plan(view, cited))
    timeline(book, view)
    sheet(book, "Dependencies", _DEPENDENCIES, _dependencies(view, cited))
    sheet(book, "Disconnects", _DISCONNECTS, _disconnects(view, cited))
    sheet(book, "Journey and open points", _POINTS, _points(view, cited))
    sheet(book, "Sources", _SOURCES, _sources(cited))
    book.properties.title = f"{name_of(plan)}: joint plan"[:200]
    book.properties.creator = "Crosswalk"
    out = io.BytesIO()
    book.save(out)
    made = dt.datetime.combine(plan.today, dt.time())
    return Export(steady(out.getvalue(), made), MEDIA_TYPE, file_name(plan, "xlsx"), _report(view))


_PLAN = (
    ("No.", 6),
    ("Track", 12),
    ("Milestone", 46),
    ("Start", 17),
    ("End", 17),
    ("Time", 16),
    ("Owner", 22),
    ("Status", 11),
    ("Basis", 11),
    ("Critical", 9),
    ("Slack (working days)", 11),
    ("For", 22),
    ("Disconnects", 12),
    ("Why and what to ask", 50),
    ("Sources", 12),
)
_DEPENDENCIES = (
    ("Waits (no.)", 9),
    ("Milestone that waits", 44),
    ("How", 42),
    ("For (no.)", 9),
    ("Milestone before", 44),
    ("Type", 7),
    ("Lag (working days)", 10),
    ("Margin (working days)", 10),
    ("Across tracks", 9),
    ("Basis", 11),
    ("Why", 44),
    ("Sources", 12),
)
_DISCONNECTS = (
    ("No.", 6),
    ("Severity", 10),
    ("What does not fit", 50),
    ("What each side says", 60),
    ("Why it matters", 44),
    ("Ask", 18),
    ("Question", 50),
    ("Milestones (no.)", 14),
    ("Kind", 26),
)
_POINTS = (("Part", 18), ("What", 60), ("Who", 22), ("Basis", 14), ("Why, or what is missing", 60), ("Sources", 12))
_SOURCES = (("No.", 6), ("Document", 34), ("Where", 30), ("Written", 14), ("Side", 18), ("Words", 90), ("Id", 24))


def _plan(view: Dated, cited: Notes) -> Iterator[list[Value]]:
    for milestone in (*view.dated, *view.undated):
        found = days(milestone)
        yield [
            view.numbers[milestone.id],
            milestone.track,
            title_of(milestone),
            found[0] if found else "no date",
            found[1] if found else "no date",
            hours(milestone),
            plain(milestone.owner or ""),
            milestone.status,
            milestone.basis,
            "yes" if milestone.id in view.critical else "",
            milestone.slack_days,
            ", ".join(plain(group) for group in milestone.groups),
            ", ".join(str(number) for number, _ in view.warnings.get(milestone.id, ())),
            "\n".join(plain(text) for text in (milestone.why, milestone.question) if plain(text)),
            cited.marks(milestone.sources),
        ]


def _dependencies(view: Dated, cited: Notes) -> Iterator[list[Value]]:
    for edge in view.links:
        before, after = view.by_id[edge.before], view.by_id[edge.after]
        yield [
            view.numbers[after.id],
            title_of(after),
            link(edge),
            view.numbers[before.id],
            title_of(before),
            edge.type,
            edge.lag_days,
            edge.margin_days,
            "yes" if view.crosses(edge) else "",
            edge.basis,
            plain(edge.why),
            cited.marks(edge.sources),
        ]


def _disconnects(view: Dated, cited: Notes) -> Iterator[list[Value]]:
    for number, found in enumerate(view.plan.disconnects, 1):
        yield [
            number,
            found.severity,
            plain(found.title),
            "\n".join(f"{SIDES[s.community]}: {plain(s.says)} {cited.marks(s.sources)}".rstrip() for s in found.sides),
            plain(found.why),
            SIDES[found.to] if found.to else "",
            plain(found.question),
            ", ".join(str(view.numbers[id]) for id in found.milestones if id in view.numbers),
            found.kind.replace("_", " "),
        ]


def _points(view: Dated, cited: Notes) -> Iterator[list[Value]]:
    plan = view.plan
    for stage in plan.journey:
        steps = "; ".join(title_of(view.by_id[id]) for id in stage.milestones if id in view.by_id)
        gaps = "\n".join(plain(gap.text) for gap in stage.gaps)
        sources = [source for gap in stage.gaps for source in gap.sources]
        yield [
            "Journey",
            f"{plain(stage.title or stage.stage)}: {steps or 'nothing planned'}",
            "",
            "",
            gaps,
            cited.marks(sources),
        ]
    for pair in plan.metrics:
        both = f"IT: {plain(pair.it)}\nPeople Readiness: {plain(pair.people_readiness)}"
        stated = ", ".join(SIDES[side] for side in pair.stated)
        yield ["Measures", both, stated, "", plain(pair.why), cited.marks(pair.sources)]
    for part, points in (("Open question", plan.open_questions), ("Assumption", plan.assumptions)):
        for point in points:
            who = plain(point.owner or "") or (SIDES[point.to] if point.to else "")
            yield [part, plain(point.text), who, point.basis, plain(point.why), cited.marks(point.sources)]
    for note in plan.notes:
        yield ["Note", plain(note), "", "", "", ""]


def _sources(cited: Notes) -> Iterator[list[Value]]:
    for note in cited.notes:
        yield [note.number, note.title, note.where, note.written, note.side, note.words, note.id]


def _report(view: Dated) -> tuple[str, ...]:
    said = [*lost(view.undated, "has no date and is not in the timeline", "have no date and are not in the timeline")]
    drawn = columns(view, MOST_COLUMNS)
    if drawn and (drawn[0].end - drawn[0].start).days > 7:
        said.append("The plan is too long for weeks: the timeline's columns are months.")
    if drawn and any(days(m)[0] > drawn[-1].end for m in view.dated):  # type: ignore[index]
        said.append(f"The timeline ends after {len(drawn)} columns; later milestones are in the sheet Plan only.")
    if view.plan.country and not view.known_country:
        said.append(f'No public holidays: no calendar is known for the country "{plain(view.plan.country)}".')
    return tuple(said)
