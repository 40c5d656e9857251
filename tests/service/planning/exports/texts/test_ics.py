from __future__ import annotations

import datetime as dt
from typing import Any

from icalendar import Calendar

from service.planning.exports.texts import ics
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import sample
from tests.service.planning.exports.plans import NASTY, nasty


def events(plan: Plan) -> dict[str, Any]:
    calendar = Calendar.from_ical(ics.export(plan).content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_a_day_ends_on_the_day_after_as_calendars_want_it() -> None:
    training = events(sample())["Courses for wave 1"]
    assert training["dtstart"].dt == dt.date(2027, 5, 3)
    assert training["dtend"].dt == dt.date(2027, 5, 13)


def test_a_stated_time_is_in_the_time_zone_of_the_initiative_which_the_file_explains() -> None:
    plan = sample()
    sso = events(plan)["Single sign-on switched on"]
    assert sso["dtstart"].params["TZID"] == "Europe/Berlin"
    assert sso["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2027, 4, 26, 16, tzinfo=dt.UTC)
    zones = Calendar.from_ical(ics.export(plan).content).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/Berlin"]


def test_a_later_version_updates_the_events_of_an_earlier_one() -> None:
    plan = sample()
    later = plan.model_copy(update={"version": 4, "name": "Renamed"})
    for title, event in events(plan).items():
        again = events(later)[title]
        assert again["uid"] == event["uid"]
        assert again["sequence"] == event["sequence"] + 1


def test_another_initiative_has_other_events() -> None:
    plan = sample()
    other = plan.model_copy(update={"initiative_id": "other"})
    assert not {e["uid"] for e in events(plan).values()} & {e["uid"] for e in events(other).values()}


def test_cancelled_tentative_and_proposed_milestones_say_so() -> None:
    found = {title: str(event["status"]) for title, event in events(sample()).items()}
    assert found["Paper charts withdrawn"] == "CANCELLED"
    assert found["Service desk briefed and rota agreed"] == "TENTATIVE"
    assert found["Survey of the wards four weeks on"] == "TENTATIVE"
    assert found["Wave 1 goes live"] == "CONFIRMED"


def test_an_event_carries_its_track_its_warning_and_its_source() -> None:
    training = events(sample())["Courses for wave 1"]
    assert training["categories"].cats[0] == "Readiness track"
    assert "Can the accounts for wave 1 be there by 30 April" in training["description"]
    assert "Source: Readiness plan, Training" in training["description"]


def test_what_a_milestone_waits_for_is_linked() -> None:
    found = events(sample())
    related = found["Courses for wave 1"]["related-to"]
    assert related == found["Accounts for wave 1"]["uid"]
    assert related.params["RELTYPE"] == "DEPENDS-ON"


def test_nasty_text_comes_back_as_it_was_but_for_what_nobody_sees() -> None:
    found = events(nasty())
    assert NASTY[0] in found
    assert NASTY[9] not in found
    assert "section: title; end #35; %%{init: {}}%% [x](http://example.org) ---" in found


def test_an_unknown_time_zone_is_reported_and_times_stay() -> None:
    plan = sample().model_copy(update={"time_zone": "Mars/Olympus"})
    assert events(plan)["Single sign-on switched on"]["dtstart"].dt == dt.datetime(2027, 4, 26, 18)
    assert any('"Mars/Olympus" is not known' in line for line in ics.export(plan).report)
