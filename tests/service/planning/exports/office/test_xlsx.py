from __future__ import annotations

import datetime as dt
import io

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.planning.exports.office import xlsx
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import nasty


def book(plan: Plan) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.export(plan).content))


def sheet(plan: Plan, name: str) -> Worksheet:
    found = book(plan)[name]
    assert isinstance(found, Worksheet)
    return found


def rows(made: Worksheet) -> list[dict[object, object]]:
    header, *found = made.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def drawn(made: Worksheet, title: str) -> dict[object, str]:
    """Fill colours of a milestone's row by the name of the column, as far as it has any."""
    heads = {cell.column: cell.value for cell in made[4]}
    row = next(row for row in made.iter_rows(min_row=5) if row[0].value == title)
    return {heads[c.column]: c.fill.fgColor.rgb[2:] for c in row[4:] if c.fill.fill_type == "solid"}


def test_dates_are_dates_and_text_is_text() -> None:
    training = next(row for row in rows(sheet(sample(), "Plan")) if row["Milestone"] == "Courses for wave 1")
    assert training["Start"] == dt.datetime(2027, 5, 3)
    assert (training["Owner"], training["Slack (working days)"], training["Disconnects"]) == ("Learning", -5, "1")


def test_no_cell_is_a_formula_whatever_stands_in_it() -> None:
    cells = [cell for made in book(nasty()).worksheets for row in made.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if str(cell.value).startswith("=cmd")]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


def test_the_timeline_draws_a_bar_over_the_weeks_of_a_milestone() -> None:
    made = sheet(sample(), "Timeline")
    assert [week for week, color in drawn(made, "Courses for wave 1").items() if color == "63B37E"] == [
        "3 May",
        "10 May",
    ]
    assert [week for week, color in drawn(made, "Pilot on ward 3").items() if color == "5B9BD5"] == ["22 Mar", "29 Mar"]


def test_the_timeline_marks_today_freezes_and_the_critical_path() -> None:
    made = sheet(sample(), "Timeline")
    assert "▼ 5 Apr" in [cell.value for cell in made[4]]
    assert drawn(made, "Courses for wave 1")["29 Mar"] == "FDF0D5"
    pilot = next(row for row in made.iter_rows(min_row=5) if row[0].value == "Pilot on ward 3")
    bar = [cell for cell in pilot[4:] if cell.fill.fgColor.rgb == "005B9BD5"]
    assert {cell.border.top.color.rgb for cell in bar} == {"00C00000"}
    assert made.freeze_panes == "E5"


def test_dependencies_name_both_ends_type_and_margin() -> None:
    found = rows(sheet(sample(), "Dependencies"))
    broken = next(row for row in found if row["Milestone that waits"] == "Courses for wave 1")
    assert (broken["Milestone before"], broken["Type"], broken["Margin (working days)"]) == (
        "Accounts for wave 1",
        "FS",
        -6,
    )
    assert len(found) == 10


def test_a_disconnect_has_both_sides_and_the_question() -> None:
    found = rows(sheet(sample(), "Disconnects"))[0]
    assert "IT: Accounts for wave 1 are created on 10 May. [1]" in str(found["What each side says"])
    assert found["Ask"] == "IT"


def test_a_plan_of_many_years_has_months_for_columns_and_says_so() -> None:
    plan = sample()
    late = plan.milestones[0].model_copy(
        update={"id": "m_late", "start": dt.date(2032, 5, 3), "end": dt.date(2032, 5, 3)}
    )
    long = plan.model_copy(update={"milestones": (*plan.milestones, late)})
    assert "May" in [cell.value for cell in sheet(long, "Timeline")[4]]
    assert any("columns are months" in line for line in xlsx.export(long).report)
