"""Cells that stay what they say: text is never a formula, and every sheet has a header that stays in view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from service.planning.exports.wording import readable

Value = str | int | dt.date | None
INK, PALE = "1D2939", "F2F4F7"
THIN = Side(style="thin", color="D0D5DD")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADER = PatternFill("solid", fgColor="1F3A5F")
_TOP = Alignment(vertical="top", wrap_text=True)
_MOST = 32_767
"""Characters in a cell."""


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell; rows and columns count from 1.

    Raises:
        TypeError: it lies inside merged cells and is not the first of them.
    """
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{sheet.title}!{cell.coordinate} lies inside merged cells; write to the first of them")
    return cell


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Set a cell; text is stored as text and marked so, even where it begins like a formula."""
    cell = at(sheet, row, column)
    if isinstance(value, str):
        text = readable(value)[:_MOST]
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in tuple("=+-@")
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "ddd d mmm yyyy"
    return cell


def font(*, bold: bool = False, size: int = 11, color: str = INK, strike: bool = False) -> Font:
    """A font that says all of itself: programs differ in what they take for left out."""
    return Font(name="Calibri", size=size, bold=bold, color=color, strike=strike)


def sheet(book: Workbook, name: str, header: Sequence[tuple[str, float]], rows: Iterable[Sequence[Value]]) -> Worksheet:
    """A table with column widths in characters, a frozen header that repeats in print, and filters."""
    made: Worksheet = book.create_sheet(name)
    for column, (title, wide) in enumerate(header, 1):
        cell = put(made, 1, column, title)
        cell.font, cell.fill, cell.alignment = font(bold=True, color="FFFFFF"), HEADER, _TOP
        made.column_dimensions[get_column_letter(column)].width = wide
    number = 1
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = put(made, number, column, value)
            cell.alignment, cell.border = _TOP, BOX
    made.freeze_panes = "A2"
    made.auto_filter.ref = f"A1:{get_column_letter(len(header))}{max(number, 1)}"
    made.print_title_rows = "1:1"
    landscape(made)
    return made


def landscape(sheet: Worksheet) -> None:
    """Print across, as many pages down as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
