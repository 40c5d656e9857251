"""The rule `no_support_cover`."""

from __future__ import annotations

from dataclasses import replace

from service.planning.checks.calendar.no_support_cover import no_support_cover
from service.planning.observed import Cover
from tests.service.planning.checks.steps import day, desk, hours, plan, shift, step, words

START = step("go_live", "Wardbook live, wards 1-6", "03-01", groups=("wards",))
"""A Monday."""


def test_a_night_shift_outside_all_hours_of_help_is_found_with_the_gap() -> None:
    night = shift("20:00", "08:00", "ward")
    (found,) = no_support_cover(plan(START, covers=(desk("08:00", "18:00"),), work=(night,)))
    assert found.milestones == (START.id,)
    assert "20:00 to 08:00" in found.title
    assert {s.community for s in found.sides} >= {"it", "people_readiness"}


def test_an_early_start_before_the_desk_opens_is_found_and_one_after_it_is_not() -> None:
    early = shift("05:30", "14:00", "ward")
    (found,) = no_support_cover(plan(START, covers=(desk("07:00", "19:00"),), work=(early,)))
    assert "05:30 to 07:00" in found.title
    assert not list(no_support_cover(plan(START, covers=(desk("05:00", "19:00"),), work=(early,))))


def test_help_at_all_hours_or_for_these_people_closes_the_gap() -> None:
    night = shift("20:00", "08:00", "ward")
    always = Cover(hours("00:00", "00:00", range(7)), None, None, (), words("On call 24/7"))
    special = desk("19:00", "09:00", range(7), groups=("ward",), first=day("03-01"), last=day("03-05"))
    for cover in (always, special):
        assert not list(no_support_cover(plan(START, covers=(desk("08:00", "18:00"), cover), work=(night,))))


def test_help_for_somebody_else_closes_no_gap() -> None:
    other = desk("19:00", "09:00", range(7), groups=("laboratory",))
    assert list(
        no_support_cover(plan(START, covers=(desk("08:00", "18:00"), other), work=(shift("20:00", "08:00", "ward"),)))
    )


def test_the_shift_of_people_who_do_not_start_is_no_finding() -> None:
    kitchen = shift("20:00", "08:00", "kitchen")
    assert not list(no_support_cover(plan(START, covers=(desk("08:00", "18:00"),), work=(kitchen,))))


def test_silence_about_help_is_no_finding() -> None:
    assert not list(no_support_cover(plan(START, work=(shift("20:00", "08:00", "ward"),))))


def test_help_that_comes_after_the_start_is_found() -> None:
    late = desk("08:00", "18:00", first=day("03-03"), last=day("03-19"))
    (found,) = no_support_cover(plan(START, covers=(late,)))
    assert "3 March 2027" in found.title
    assert not list(no_support_cover(plan(START, covers=(replace(late, first=day("03-01")),))))


def test_help_for_a_later_wave_is_not_late_for_an_earlier_one() -> None:
    second = step("go_live", "Wardbook live, wards 7-14", "03-15", groups=("wards",))
    own = desk("08:00", "18:00", first=day("03-15"), last=day("03-26"))
    assert not list(no_support_cover(plan(START, second, covers=(desk("08:00", "18:00"), own))))


def test_a_friday_start_of_people_who_work_at_weekends_needs_help_at_the_weekend() -> None:
    friday = step("go_live", "Wardbook live", "03-05", groups=("wards",))
    every_day = shift("08:00", "16:00", "ward", days=range(7))
    assert any(
        "weekend" in f.title
        for f in no_support_cover(plan(friday, covers=(desk("08:00", "18:00"),), work=(every_day,)))
    )
    assert not list(no_support_cover(plan(friday, covers=(desk("08:00", "18:00", range(7)),), work=(every_day,))))
    office = shift("08:00", "16:00", "ward")
    assert not list(no_support_cover(plan(friday, covers=(desk("08:00", "18:00"),), work=(office,))))


def test_a_cutover_at_a_weekend_for_people_who_come_on_monday_is_no_finding() -> None:
    saturday = step("go_live", "Cutover", "03-06", "03-07")
    assert not list(no_support_cover(plan(saturday, covers=(desk("08:00", "18:00"),), work=(shift("08:00", "16:00"),))))


def test_help_on_site_that_one_side_counts_on_and_the_other_refuses_is_found() -> None:
    refused = Cover(None, None, None, ("ward",), words("All help is remote."), denied=True, on_site=True)
    asked = Cover(
        None, None, None, (), words("Somebody should be on site.", "people_readiness"), needed=True, on_site=True
    )
    (found,) = no_support_cover(plan(START, covers=(desk("08:00", "18:00"), refused, asked)))
    assert {s.says for s in found.sides} == {"All help is remote.", "Somebody should be on site."}
    assert not list(no_support_cover(plan(START, covers=(desk("08:00", "18:00"), refused))))
