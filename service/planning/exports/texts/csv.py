"""The plan as CSV for Jira's importer: one issue a milestone, links by issue id, dates in ISO form.

Jira asks for the meaning of each column once; columns of the same name are several values of one field. A cell that a
spreadsheet program would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata

from service.planning.exports.dated import Dated, days
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.sources import Notes, notes
from service.planning.exports.wording import (
    SIDES,
    counted,
    hours,
    is_formula,
    link,
    lost,
    plain,
    readable,
    title_of,
)
from service.planning.nouns import Milestone, Plan

SUMMARY = 255
"""Characters that Jira takes as a summary; and in one label."""
AT_ONCE = 1500
"""Issues in one file that Jira's documentation recommends at most."""
_FIXED = (
    "Issue Id",
    "Summary",
    "Issue Type",
    "Status",
    "Start date",
    "Due date",
    "Owner",
    "Track",
    "External ID",
    "Description",
)


def export(plan: Plan) -> Export:
    """One row a milestone; what waits for it stands in its `Blocks` columns."""
    view, cited = Dated(plan), notes(plan)
    rows = {milestone.id: number for number, milestone in enumerate(plan.milestones, 1)}
    blocks: dict[str, list[str]] = {}
    for edge in view.links:
        known = blocks.setdefault(edge.before, [])
        if str(rows[edge.after]) not in known:
            known.append(str(rows[edge.after]))
    labels = {milestone.id: _labels(milestone, view) for milestone in plan.milestones}
    wide_labels = max((len(some) for some in labels.values()), default=0)
    wide_blocks = max((len(some) for some in blocks.values()), default=0)
    lines: list[list[str]] = [[*_FIXED, *["Labels"] * wide_labels, *["Blocks"] * wide_blocks]]
    shielded = 0
    for milestone in plan.milestones:
        found = days(milestone)
        told = labels[milestone.id]
        held = blocks.get(milestone.id, [])
        cells = [
            str(rows[milestone.id]),
            title_of(milestone, SUMMARY - 1),
            "Task",
            "Done" if milestone.status in ("done", "cancelled") else "To Do",
            found[0].isoformat() if found else "",
            found[1].isoformat() if found else "",
            plain(milestone.owner or ""),
            milestone.track,
            milestone.id,
            _description(milestone, view, cited),
            *told,
            *[""] * (wide_labels - len(told)),
            *held,
            *[""] * (wide_blocks - len(held)),
        ]
        shielded += sum(is_formula(cell) for cell in cells)
        lines.append([f"'{cell}" if is_formula(cell) else cell for cell in cells])
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return Export(text.getvalue().encode(), "text/csv; charset=utf-8", file_name(plan, "csv"), _report(view, shielded))


def _description(milestone: Milestone, view: Dated, cited: Notes) -> str:
    lines = [
        f"Time: {hours(milestone)} ({plain(view.plan.time_zone)})" if hours(milestone) else "",
        f"Basis: {milestone.basis}",
        plain(milestone.why),
        f"To be asked: {plain(milestone.question)}" if plain(milestone.question) else "",
        f"For: {', '.join(plain(group) for group in milestone.groups)}" if milestone.groups else "",
    ]
    for number, found in view.warnings.get(milestone.id, ()):
        asked = f" Ask{f' {SIDES[found.to]}' if found.to else ''}: {plain(found.question)}"
        lines.append(f"Disconnect {number}: {plain(found.title)}.{asked}")
    lines += [f"Source: {note.label or note.id}: {note.words}" for note in cited.of(milestone.sources)]
    return readable("\n".join(line for line in lines if line))


def _labels(milestone: Milestone, view: Dated) -> list[str]:
    told = [
        milestone.track,
        milestone.basis,
        *([milestone.status] if milestone.status in ("tentative", "cancelled") else []),
        *(milestone.kinds[:1]),
        *([milestone.category] if milestone.category else []),
        *milestone.groups,
        *(["critical-path"] if milestone.id in view.critical else []),
        *(["disconnect"] if milestone.id in view.warnings else []),
    ]
    return list(dict.fromkeys(label for label in map(_label, told) if label))


def _label(text: str) -> str:
    """A label has no spaces and no marks; other alphabets stay."""
    kept = "".join(c if unicodedata.category(c)[0] in "LN" or unicodedata.combining(c) else "-" for c in plain(text))
    return re.sub(r"-+", "-", kept).strip("-").lower()[:SUMMARY]


def _report(view: Dated, shielded: int) -> tuple[str, ...]:
    plan = view.plan
    said = [
        'In Jira\'s importer choose the encoding UTF-8, the delimiter "," and the date format yyyy-MM-dd; map "Blocks" '
        'to the link type Blocks, "Issue Id" to Issue Id and "External ID" to a text field, by which a later version '
        "finds the same issues. Links need the importer for administrators (External System Import).",
    ]
    if any(m.owner for m in plan.milestones):
        said.append(
            'Owners are as the documents name them, not Jira users: map "Owner" to a text field or to Assignee.'
        )
    reduced = [edge for edge in view.links if edge.type != "FS" or edge.lag_days]
    if reduced:
        example = reduced[0]
        titles = title_of(view.by_id[example.after], 60), title_of(view.by_id[example.before], 60)
        said.append(
            f'{counted(len(reduced), "dependency", "dependencies")} became a plain "blocks": Jira\'s links know no lag '
            f"and no other type than finish to start (“{titles[0]}” {link(example)} “{titles[1]}”)."
        )
    timed = [m for m in plan.milestones if hours(m)]
    said += lost(
        timed,
        "has a time of day, which stands in the description",
        "have a time of day, which stands in the description",
    )
    cancelled = [m for m in plan.milestones if m.status == "cancelled"]
    said += lost(
        cancelled,
        "is cancelled: it comes as Done with the label cancelled",
        "are cancelled: they come as Done with the label cancelled",
    )
    said += lost(view.undated, "has no date", "have no date")
    said += lost(
        (m for m in plan.milestones if len(plain(m.title)) > SUMMARY - 1),
        "has a title too long for a summary",
        "have titles too long for a summary",
    )
    loose = [d for d in plan.disconnects if not any(id in view.by_id for id in d.milestones)]
    if loose:
        verb = "is" if len(loose) == 1 else "are"
        said.append(f"{counted(len(loose), 'disconnect')} without a milestone {verb} not in the file.")
    if shielded:
        said.append(
            f"{counted(shielded, 'cell')} that a spreadsheet would run as a formula got an apostrophe in front."
        )
    if len(plan.milestones) > AT_ONCE:
        said.append(f"{len(plan.milestones)} issues: Jira recommends at most {AT_ONCE} a file; import it in parts.")
    said.append("Sources stand in the descriptions; the journey, measures and open questions are not in the file.")
    return tuple(said)
