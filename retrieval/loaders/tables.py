"""Which row of a table names its columns, when nothing in the file says so.

Used for spreadsheets, CSV, pasted tables and Word tables alike. Knows no file format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LOOKED_AT = 12
_LONGEST_HEADING = 80
_ABBREVIATED = re.compile(r"\w{1,5}\.")
_VALUE = re.compile(r"[-+(]?[\d.,:/ \u00a0'’%€$£+-]*\d[\d.,:/ \u00a0'’%€$£)-]*(?:T[\d:.]+Z?)?\Z")


def is_value(cell: str) -> bool:
    """Whether the cell holds a number, an amount or a date in digits, as cells under a heading do."""
    return len(cell) <= 40 and _VALUE.match(cell) is not None


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the row that names the columns, or `None`.

    It is the first row that fills most of the table's columns with short, distinct words and no values, and
    has rows below it. Rows above it (a sheet's title, a remark) are allowed.
    """
    seen = rows[:_LOOKED_AT]
    columns = max((sum(1 for cell in row if cell.strip()) for row in seen), default=0)
    if columns < 2:
        return None
    for index, row in enumerate(seen[:-1]):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < 2 or len(cells) * 3 < columns * 2:
            if cells and len(cells) > 1:
                return None
            continue
        fits = (
            len({cell.casefold() for cell in cells}) == len(cells)
            and all(len(cell) <= _LONGEST_HEADING for cell in cells)
            and not any(is_value(cell) or _ends_a_sentence(cell) for cell in cells)
        )
        return index if fits else None
    return None


def _ends_a_sentence(cell: str) -> bool:
    """As no heading does; "No." and "Qty." are abbreviations."""
    return cell.endswith(":") or (cell.endswith(".") and not _ABBREVIATED.fullmatch(cell))
