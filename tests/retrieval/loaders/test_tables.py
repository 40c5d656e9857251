"""Which row of a table names its columns."""

from __future__ import annotations

import pytest

from retrieval.loaders.tables import heading_row


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Milestone", "Date"], ["UAT", "3 May"]], 0),
        ([["No.", "Milestone", "Qty."], ["1", "UAT", "3"]], 0),
        ([["Plan 2027", ""], ["Milestone", "Date"], ["UAT", "3 May"]], 1),
        ([["1", "UAT"], ["2", "Go-live"]], None),
        ([["We start early.", "We end late."], ["a", "b"]], None),
        ([["Owner:", "Anna"], ["Due:", "May"]], None),
    ],
)
def test_a_heading_row_is_short_distinct_words_above_other_rows(rows: list[list[str]], expected: int | None) -> None:
    assert heading_row(rows) == expected
