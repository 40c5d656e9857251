"""The workbook's timeline: a row a milestone, a column a week, bars as filled cells, both tracks on one calendar."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from service.planning.exports.dated import ORDER, Dated, first, last
from service.planning.exports.office.sheets import HEADER, INK, PALE, at, font, landscape, put
from service.planning.exports.office.weeks import Column, columns, covered
from service.planning.exports.wording import TRACKS, plain, span, title_of
from service.planning.nouns import Milestone, Track

MOST_COLUMNS = 160
_FIXED = (("Milestone", 44), ("Owner", 18), ("When", 24), ("Disconnects", 11))
_ACROSS = len(_FIXED)
_COLORS: dict[Track, str] = {"technical": "5B9BD5", "both": "9B7FC7", "readiness": "63B37E"}
_PALE: dict[Track, str] = {"technical": "DCE9F7", "both": "EAE2F6", "readiness": "DFF2E5"}
_SOFT: dict[Track, str] = {"technical": "C5DDF3", "both": "DCCFF0", "readiness": "C6E8D1"}
_RED, _GREY = "C00000", "A6A6A6"
_CLOSED, _HOLIDAY = "FDF0D5", "E4E7EC"
_MIDDLE = Alignment(horizontal="center", vertical="center")
_HEAD = 4
"""Rows above the milestones: title, legend, months, weeks."""


def timeline(book: Workbook, view: Dated) -> None:
    """Add the sheet; one sentence where no milestone has a date."""
    made: Worksheet = book.create_sheet("Timeline")
    found = columns(view, MOST_COLUMNS)
    if not found:
        put(made, 1, 1, "No milestone has a date.")
        return
    _legend(made)
    _header(made, view, found)
    row = _HEAD
    for track in ORDER:
        here = view.of(track)
        if not here:
            continue
        row += 1
        cell = put(made, row, 1, TRACKS[track])
        cell.font = font(bold=True)
        for column in range(1, _ACROSS + len(found) + 1):
            at(made, row, column).fill = PatternFill("solid", fgColor=_PALE[track])
        for milestone in here:
            row += 1
            _row(made, row, milestone, view, found)
    made.freeze_panes = at(made, _HEAD + 1, _ACROSS + 1).coordinate
    made.print_title_rows = f"1:{_HEAD}"
    made.print_title_cols = "A:A"
    landscape(made)
    made.sheet_view.showGridLines = False


def _legend(made: Worksheet) -> None:
    put(made, 1, 1, "Both tracks on one calendar").font = font(bold=True, size=14)
    text = "◆ single day · red border: critical path · dashed and pale: proposed or tentative · ✓ done · ✗ cancelled"
    put(made, 2, 1, f"{text} · grey: week with a public holiday · cream: freeze · ▼ today")


def _header(made: Worksheet, view: Dated, found: tuple[Column, ...]) -> None:
    for place, (title, wide) in enumerate(_FIXED, 1):
        cell = put(made, _HEAD, place, title)
        cell.font, cell.fill = font(bold=True, color="FFFFFF"), HEADER
        made.column_dimensions[get_column_letter(place)].width = wide
    holidays = view.holidays(found[0].start, found[-1].end)
    begun = 0
    for number, column in enumerate(found):
        now = column.holds(view.plan.today, view.plan.today)
        cell = put(made, _HEAD, _ACROSS + 1 + number, f"▼ {column.name}" if now else column.name)
        closed = any(column.start <= day <= column.end for day in holidays)
        cell.font = font(bold=now, size=9, color=_RED if now else INK)
        cell.fill = PatternFill("solid", fgColor=_HOLIDAY if closed else PALE)
        cell.alignment = Alignment(horizontal="center", vertical="bottom", text_rotation=90)
        made.column_dimensions[get_column_letter(_ACROSS + 1 + number)].width = 3.6
        if number + 1 == len(found) or found[number + 1].month != column.month:
            _month(made, begun, number, column.month)
            begun = number + 1
    made.row_dimensions[_HEAD].height = 52


def _month(made: Worksheet, begin: int, end: int, name: str) -> None:
    cell = put(made, _HEAD - 1, _ACROSS + 1 + begin, name)
    cell.font, cell.alignment = font(bold=True, size=9), Alignment(horizontal="left")
    if end > begin:
        row = _HEAD - 1
        made.merge_cells(start_row=row, end_row=row, start_column=_ACROSS + 1 + begin, end_column=_ACROSS + 1 + end)


def _row(made: Worksheet, row: int, milestone: Milestone, view: Dated, found: tuple[Column, ...]) -> None:
    critical = milestone.id in view.critical
    gone = milestone.status == "cancelled"
    name = put(made, row, 1, title_of(milestone, 120))
    name.font = font(bold=critical, strike=gone, color=_GREY if gone else INK)
    put(made, row, 2, plain(milestone.owner or "", 60))
    put(made, row, 3, span(first(milestone), last(milestone)))
    warned = ", ".join(f"⚠{number}" for number, _ in view.warnings.get(milestone.id, ()))
    put(made, row, 4, warned).font = font(bold=True, color="B54708")
    bar = covered(milestone, found)
    for number in _shaded(view, found):
        if number not in bar:
            at(made, row, _ACROSS + 1 + number).fill = PatternFill("solid", fgColor=_CLOSED)
    for number in bar:
        cell = at(made, row, _ACROSS + 1 + number)
        _fill(cell, milestone, critical, number == bar[0], number == bar[-1])
    if bar:
        sign = _sign(milestone)
        put(made, row, _ACROSS + 1 + bar[0], sign).alignment = _MIDDLE


def _shaded(view: Dated, found: tuple[Column, ...]) -> frozenset[int]:
    return frozenset(number for closure in view.closures for number in covered(closure, found))


def _fill(cell: Cell, milestone: Milestone, critical: bool, opens: bool, closes: bool) -> None:
    color = _GREY if milestone.status == "cancelled" else _COLORS[milestone.track]
    soft = milestone.basis == "proposed" or milestone.status == "tentative"
    cell.fill = PatternFill("solid", fgColor=_SOFT[milestone.track] if soft else color)
    if soft:
        edge = Side(style="mediumDashed", color=color)
        cell.border = Border(top=edge, bottom=edge, left=edge if opens else None, right=edge if closes else None)
    cell.font = font(color="000000", bold=True, size=9)
    if critical:
        edge = Side(style="medium", color=_RED)
        cell.border = Border(top=edge, bottom=edge, left=edge if opens else None, right=edge if closes else None)


def _sign(milestone: Milestone) -> str:
    if milestone.status != "planned":
        return {"done": "✓", "cancelled": "✗", "tentative": "?"}[milestone.status]
    return "◆" if first(milestone) == last(milestone) else ""
