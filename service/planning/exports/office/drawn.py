"""The timeline of the document: a table with a row a milestone, a column a week or month, bars as shaded cells."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document

from service.planning.exports.dated import ORDER, Dated, first, last
from service.planning.exports.office.tables import Text, table
from service.planning.exports.office.weeks import Column, columns, covered
from service.planning.exports.wording import TRACKS, title_of
from service.planning.nouns import Milestone, Track

MOST_COLUMNS = 30
_WIDE, _TITLE = 25.7, 6.6
"""Centimetres: between the margins of a page that lies across, and of the titles."""
_SOFT: dict[Track, str] = {"technical": "B4D2EF", "both": "D0BFE9", "readiness": "B2DDC0"}
_FILLS: dict[Track, str] = {"technical": "5B9BD5", "both": "9B7FC7", "readiness": "63B37E"}
PALE: dict[Track, str] = {"technical": "DCE9F7", "both": "EAE2F6", "readiness": "DFF2E5"}
HEAD, RED, _CLOSED = "E7ECF3", "B42318", "FDF0D5"


def timeline(document: Document, view: Dated, chosen: frozenset[str]) -> None:
    """Add the heading, the drawn table and its legend, for a page that lies across."""
    document.add_heading("Both tracks on one calendar", 1)
    found = columns(view, MOST_COLUMNS)
    each = (_WIDE - _TITLE) / len(found)
    today = view.plan.today
    header = [Text("", fill=HEAD)]
    for number, column in enumerate(found):
        new = number == 0 or column.month != found[number - 1].month
        now = column.holds(today, today)
        told = f"{column.name.split()[0]}\n{_month(column) if new else ''}"
        header.append(Text(told, bold=now, color=RED if now else None, fill=HEAD, centred=True, size=6.5))
    table(document, [_TITLE, *[each] * len(found)], header, _drawn(view, chosen, found), size=8.0)
    kind = "week, by its Monday" if (found[0].end - found[0].start).days < 7 else "month"
    document.add_paragraph(
        f"A column is a {kind}; red: today. ◆ a single day. Bold: on the critical path. Pale: proposed or tentative."
        " Cream: freeze or closure. (1): number of what has to be decided."
    )


def _month(column: Column) -> str:
    return column.name.split()[1] if " " in column.name else column.month


def _drawn(view: Dated, chosen: frozenset[str], found: tuple[Column, ...]) -> Iterator[list[Text]]:
    closed = {number for closure in view.closures for number in covered(closure, found)}
    for track in ORDER:
        here = [milestone for milestone in view.of(track) if milestone.id in chosen]
        if here:
            yield [Text(TRACKS[track], bold=True, fill=PALE[track]), *[Text("", fill=PALE[track])] * len(found)]
        for milestone in here:
            bar = covered(milestone, found)
            pale = milestone.basis == "proposed" or milestone.status in ("tentative", "cancelled")
            fill = _SOFT[track] if pale else _FILLS[track]
            sign = "◆" if first(milestone) == last(milestone) else ""
            yield [
                name(milestone, view, 60),
                *(
                    Text(sign, fill=fill, centred=True, size=6.5)
                    if number in bar
                    else Text("", fill=_CLOSED if number in closed else None, size=6.5)
                    for number in range(len(found))
                ),
            ]


def name(milestone: Milestone, view: Dated, most: int | None = None) -> Text:
    """A milestone's title: bold on the critical path, struck when cancelled, with the numbers of its disconnects."""
    warned = "".join(f" ({number})" for number, _ in view.warnings.get(milestone.id, ()))
    gone = milestone.status == "cancelled"
    return Text(f"{title_of(milestone, most)}{warned}", bold=milestone.id in view.critical, struck=gone)
