from __future__ import annotations

import csv
import io

from service.planning.exports.texts import csv as jira
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import nasty


def table(plan: Plan) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(jira.export(plan).content.decode(), newline=""), strict=True)
    return header, rows


def test_each_milestone_is_one_issue_with_iso_dates() -> None:
    header, rows = table(sample())
    training = dict(zip(header, rows[7], strict=True))
    assert len(rows) == 15
    assert training["Summary"] == "Courses for wave 1"
    assert (training["Start date"], training["Due date"]) == ("2027-05-03", "2027-05-12")
    assert (training["Owner"], training["External ID"]) == ("Learning", "m_training")
    assert "Ask IT: Can the accounts" in training["Description"]


def test_links_name_the_issues_that_wait_by_their_ids() -> None:
    header, rows = table(sample())
    ids = {row[header.index("External ID")]: row[0] for row in rows}
    access = next(row for row in rows if row[0] == ids["m_access"])
    blocked = {cell for name, cell in zip(header, access, strict=True) if name == "Blocks" and cell}
    assert blocked == {ids["m_training"], ids["m_golive"]}


def test_every_row_is_as_wide_as_the_header_and_no_heading_has_marks() -> None:
    for plan in (sample(), nasty()):
        header, rows = table(plan)
        assert {len(row) for row in rows} == {len(header)}
        assert all(name.replace(" ", "").isalpha() for name in header)


def test_labels_have_no_spaces() -> None:
    header, rows = table(nasty())
    labels = [cell for row in rows for name, cell in zip(header, row, strict=True) if name == "Labels"]
    assert not [label for label in labels if " " in label or "," in label]
    assert any(labels)


def test_no_cell_is_a_formula_and_the_report_counts_those_that_were() -> None:
    _, rows = table(nasty())
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert any("apostrophe" in line for line in jira.export(nasty()).report)


def test_the_report_says_which_date_format_to_choose_and_what_links_lose() -> None:
    report = " ".join(jira.export(sample()).report)
    assert "yyyy-MM-dd" in report
    assert '6 dependencies became a plain "blocks"' in report
