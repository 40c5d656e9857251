from __future__ import annotations

import io
import zipfile
from typing import Any

import docx as reader
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from service.planning.exports.office import docx
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import NASTY, empty, large, nasty


def document(plan: Plan) -> Any:
    return reader.Document(io.BytesIO(docx.export(plan).content))


def table(plan: Plan, first: str) -> Any:
    return next(found for found in document(plan).tables if found.cell(0, 0).text == first)


def headings(plan: Plan) -> list[str]:
    return [p.text for p in document(plan).paragraphs if p.style.name.startswith("Heading")]


def test_what_has_to_be_decided_comes_before_the_plan_itself() -> None:
    found = headings(sample())
    assert found[:4] == ["Summary", "What has to be decided", "Both tracks on one calendar", "Milestones"]
    assert found[-1] == "Sources"


def test_a_decision_names_both_sides_and_the_question() -> None:
    row = [cell.text for cell in table(sample(), "No.").rows[1].cells]
    assert "People Readiness: Courses run 3 to 12 May. [2]" in row[1]
    assert row[3].startswith("IT: Can the accounts for wave 1")


def test_wide_tables_stand_on_pages_that_lie_across() -> None:
    turned = [section.orientation for section in document(sample()).sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_every_table_repeats_its_header_and_splits_no_row() -> None:
    for found in document(sample()).tables:
        first, *rest = found._tbl.tr_lst
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (first, *rest))


def test_the_timeline_shades_the_weeks_of_a_milestone() -> None:
    drawn = next(found for found in document(sample()).tables if len(found.columns) > 10)
    weeks = [cell.text.split("\n")[0] for cell in drawn.rows[0].cells]
    row = next(row for row in drawn.rows if row.cells[0].text == "Courses for wave 1 (1)")
    shaded = [week for week, cell in zip(weeks, row.cells, strict=True) if fill(cell) == "63B37E"]
    assert shaded == ["3", "10"]


def fill(cell: Any) -> str | None:
    shade = cell._tc.tcPr.find(qn("w:shd"))
    return None if shade is None else shade.get(qn("w:fill"))


def test_sources_are_numbered_as_they_are_cited() -> None:
    texts = [p.text for p in document(sample()).paragraphs]
    assert "[1] Rollout plan, 3 Waves, page 4, 1 Feb 2027, IT: “Wave 1 goes live on 17 May.”" in texts


def test_nasty_text_stands_in_the_document_as_text() -> None:
    titles = [row.cells[1].text for row in table(nasty(), "When").rows]
    assert any(NASTY[0] in title for title in titles)
    assert any("<script>alert(1)</script>" in title for title in titles)


def test_an_empty_plan_is_a_document_that_says_so() -> None:
    assert headings(empty()) == ["Summary"]


def test_a_huge_plan_is_cut_and_the_report_says_where_the_rest_is() -> None:
    report = " ".join(docx.export(large()).report)
    assert "ends after 400 of 2000; xlsx and csv hold them all" in report


def test_the_file_carries_the_day_of_the_plan_and_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.export(sample()).content)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        assert b"2027-04-07T00:00:00Z" in archive.read("docProps/core.xml")
