"""Spreadsheets and CSV: each sheet a heading, each row a line, each cell under its column's heading."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from retrieval.documents import Parsed
from retrieval.loaders.child import run
from retrieval.loaders.files import check_package, ending
from retrieval.loaders.formats.text import decode
from retrieval.loaders.limits import Limits, LoadError, too_large
from retrieval.loaders.rendering import Writer, counted
from retrieval.loaders.tables import heading_row

_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DELIMITERS = ",;\t|"
_SAMPLE = 20
_DECIMALS = re.compile(r"[0#]\.(0+)")
_NEVER_COMPUTED = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*(?:<v\s*/>|<v></v>)?\s*</c>")

Row = tuple[int, list[str]]
"""A row's number, from 1, and its cells."""


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.xlsx`, `.csv` and `.tsv`."""
    writer = Writer(name, limits)
    if ending(name) == ".xlsx":
        check_package(name, data, limits)
        return _workbook(data, writer, limits)
    text, notes = decode(name, data)
    writer.notes.extend(notes)
    rows = _csv_rows(name, text, limits)
    _write(rows, "", writer, limits)
    return writer.parsed(name.rpartition(".")[0], "text/csv")


def _workbook(data: bytes, writer: Writer, limits: Limits) -> Parsed:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            writer.notes.append(f"The sheet {sheet.title} is hidden and was left out.")
            continue
        writer.reset()
        writer.where = f"sheet {sheet.title}"
        # The size that the file states may be wrong or missing.
        sheet.reset_dimensions()
        _write(_sheet_rows(sheet, writer.name, limits), sheet.title, writer, limits)
    if book.chartsheets:
        writer.notes.append(f"{counted(len(book.chartsheets), 'chart sheet')} without text.")
    missing = _never_computed(data)
    if missing:
        writer.notes.append(
            f"{counted(missing, 'formula')} without a stored result left out. Open the file in Excel, save it, "
            "and add it again."
        )
    writer.where = ""
    return writer.parsed(str(book.properties.title or "") or writer.name.rpartition(".")[0], _MEDIA)


def _sheet_rows(sheet: Any, name: str, limits: Limits) -> Iterator[Row]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.columns:
            raise too_large(name, f"row {number} has {len(cells):,} columns", limits.columns, "columns")
        yield number, cells


def shown(value: object, number_format: str = "General") -> str:
    """A cell's value as text: dates in ISO form, numbers as the sheet shows them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, (dt.date, dt.timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    pattern = number_format.split(";")[0]
    decimals = _DECIMALS.search(pattern)
    places = len(decimals[1]) if decimals else 0
    if "%" in pattern:
        return f"{value * 100:.{places}f}%"
    grouped = "," if "#,##0" in pattern else ""
    if decimals or grouped or pattern == "0":
        return f"{value:{grouped}.{places}f}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.12g}"


def _csv_rows(name: str, text: str, limits: Limits) -> Iterator[Row]:
    longest = max((line.count(mark) for line in text.splitlines()[:_SAMPLE] for mark in _DELIMITERS), default=0)
    if longest >= limits.columns * 4:
        raise too_large(name, f"a row has about {longest + 1:,} columns", limits.columns, "columns")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    try:
        for cells in reader:
            if len(cells) > limits.columns:
                raise too_large(name, f"line {reader.line_num:,} has {len(cells):,} columns", limits.columns, "columns")
            yield reader.line_num, cells
    except csv.Error as error:
        raise LoadError(
            "damaged",
            f"{name}: line {reader.line_num:,} is no valid CSV ({error}); expected cells of at most "
            f"{csv.field_size_limit():,} letters with closed quotation marks. Correct the line and try again.",
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter that parts the first lines most evenly; the comma when none does."""
    lines = text.splitlines(keepends=True)[:_SAMPLE]

    def evenness(mark: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark, skipinitialspace=True) if row]
        except csv.Error:
            return 0.0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)

    return max(_DELIMITERS, key=evenness)


def _write(rows: Iterable[Row], sheet: str, writer: Writer, limits: Limits) -> None:
    """Writes the tables of a sheet; an empty row ends a table, a line with one cell above it is a paragraph."""
    titled = False
    names: Sequence[str] = ()
    for table in _tables(rows, limits, writer.name):
        if sheet and not titled:
            writer.heading(sheet, 1)
            titled = True
        while table and _filled(table[0]) == 1 and (len(table) == 1 or any(_filled(row) > 1 for row in table)):
            writer.where = _where(sheet, table[0][0])
            writer.paragraph(next(cell for cell in table[0][1] if cell.strip()))
            table = table[1:]
        if not table:
            continue
        head = heading_row([cells for _, cells in table[:12]])
        lines = [cells for _, cells in table]
        wheres = [_where(sheet, number) for number, _ in table]
        goes_on = head is None and bool(names) and max(map(len, lines)) <= len(names)
        if not goes_on:
            names = lines[head] if head is not None else ()
        # A table that goes on below an empty row still has its column headings.
        writer.table(lines, head, wheres, names=names)


def _filled(row: Row) -> int:
    return sum(1 for cell in row[1] if cell.strip())


def _where(sheet: str, number: int) -> str:
    return f"sheet {sheet}, row {number}" if sheet else f"row {number}"


def _tables(rows: Iterable[Row], limits: Limits, name: str) -> Iterator[list[Row]]:
    table: list[Row] = []
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            table.append((number, cells))
            if len(table) > limits.blocks:
                raise too_large(name, "a table has too many rows", limits.blocks, "rows")
        elif table:
            yield table
            table = []
    if table:
        yield table


def _never_computed(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [part for part in package.namelist() if part.startswith("xl/worksheets/sheet")]
        return sum(len(_NEVER_COMPUTED.findall(package.read(part))) for part in sheets)


if __name__ == "__main__":
    run(load)
