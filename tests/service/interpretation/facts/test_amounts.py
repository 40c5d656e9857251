"""Counts with what they count, and durations."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.loaders import parse_text
from service.interpretation.facts import find_amounts, find_dates, read
from service.planning.facts import Fact


def amounts(text: str) -> list[Fact]:
    reading = read(text)
    return find_amounts(reading, find_dates(reading, today=dt.date(2027, 4, 20)))


@pytest.mark.parametrize(
    ("sentence", "words", "value", "unit"),
    [
        ("It affects 1,200 users.", "1,200 users", "1200", "user"),
        ("1 200 seats are left", "1 200 seats", "1200", "seat"),
        ("We bought 1200 licenses", "1200 licenses", "1200", "licence"),
        ("some 1.2k users,", "1.2k users", "1200", "user"),
        ("twelve hundred people", "twelve hundred people", "1200", "person"),
        ("two dozen laptops", "two dozen laptops", "24", "laptop"),
        ("twenty-five apps", "twenty-five apps", "25", "application"),
        ("in 14 countries", "14 countries", "14", "country"),
        ("all 300 warehouse operators", "300 warehouse operators", "300", "operator"),
        ("12 sales managers", "12 sales managers", "12", "manager"),
        ("One training session is enough", "One training session", "1", "session"),
        ("20 % of them", "20 %", "20", "%"),
        ("twenty percent", "twenty percent", "20", "%"),
        ("12 shift leads", "12 shift leads", "12", "lead"),
        ("99.9% uptime", "99.9%", "99.9", "%"),
        ("2 million tickets", "2 million tickets", "2000000", "ticket"),
    ],
)
def test_a_number_counts_the_noun_behind_it(sentence: str, words: str, value: str, unit: str) -> None:
    (count,) = amounts(sentence)
    assert (count.kind, count.text, count.value, count.unit) == ("count", words, value, unit)
    assert sentence[count.start : count.end] == words


@pytest.mark.parametrize(
    ("sentence", "value", "note"),
    [
        ("about 30 sites", "30", "about"),
        ("~30 sites", "30", "about"),
        ("no more than 500 devices", "500", "no more than"),
        ("up to 500 devices", "500", "up to"),
        ("300+ stores", "300", "at least"),
        ("20-30 devices", "30", "20 to 30"),
        ("1.200 users", "1200", "1.200 is read as a number of thousands"),
    ],
)
def test_a_count_that_is_not_exact_says_so(sentence: str, value: str, note: str) -> None:
    (count,) = amounts(sentence)
    assert (count.value, count.note) == (value, note)


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("It takes 4 s.", "4 s", "PT4S"),
        ("within 200ms", "200ms", "PT0.2S"),
        ("a p95 of 2.5 seconds", "2.5 seconds", "PT2.5S"),
        ("90 minutes each", "90 minutes", "PT90M"),
        ("a 90-minute session", "90-minute", "PT90M"),
        ("48 hours of cover", "48 hours", "PT48H"),
        ("it lasts two weeks", "two weeks", "P2W"),
        ("half an hour", "half an hour", "PT0.5H"),
        ("18 months", "18 months", "P18M"),
    ],
)
def test_a_duration_is_an_iso_8601_one(sentence: str, words: str, value: str) -> None:
    (duration,) = amounts(sentence)
    assert (duration.kind, duration.text, duration.value) == ("duration", words, value)


@pytest.mark.parametrize(
    ("sentence", "words", "value", "unit", "note"),
    [
        ("two business days after go-live", "two business days after go-live", "P2D", "working day", "after go-live"),
        ("a week before the cutover", "a week before the cutover", "P1W", "", "before cutover"),
        ("Mail at T-10", "T-10", "P10D", "", "before T"),
        ("Survey: D+2", "D+2", "P2D", "", "after D"),
        ("go-live + 2 weeks", "go-live + 2 weeks", "P2W", "", "after go-live"),
        ("five working days", "five working days", "P5D", "working day", ""),
        ("2-3 weeks", "2-3 weeks", "P3W", "", "2 to 3"),
    ],
)
def test_a_distance_from_an_event_says_from_which(sentence: str, words: str, value: str, unit: str, note: str) -> None:
    (duration,) = amounts(sentence)
    assert (duration.text, duration.value, duration.unit, duration.note) == (words, value, unit, note)


@pytest.mark.parametrize(
    "sentence",
    [
        "Windows 11 laptops and Office 365 licences",
        "wave 3 users, step 2 users, sprint 4 items",
        "on 14 March 2027 users move",
        "support 24/7 as in the 1990s",
        "see section 3.5 items and v2.1 features",
        "one of the teams came as one",
        "zero trust principles",
        "$500 licences",
        "call +49 30 1234 users",
    ],
)
def test_a_number_that_names_something_counts_nothing(sentence: str) -> None:
    assert amounts(sentence) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Team leads (about 140) get it first, clerks (66; all in Lund) later.", [("140", "lead"), ("66", "clerk")]),
        ("Licences: 90\nUsers: ~1.300\nWave: 3", [("90", "licence"), ("1300", "user")]),
        ("150 of them have no phone and 7 of these are new.", [("150", ""), ("7", "")]),
        ("2,400 + 310 seats", [("2400", ""), ("310", "seat")]),
        ("1.4 M documents and 2 Mio records", [("1400000", "document"), ("2000000", "record")]),
        ("Expect +15% calls and -20 % output.", [("15", "%"), ("20", "%")]),
        ("Shop count 88. Headcount: 31.", [("88", "shop"), ("31", "")]),
        ("30 key users", [("30", "key user")]),
        ("31 out of 45 are done; the other 14 need help", [("31", ""), ("45", ""), ("14", "")]),
        ("in groups of 9", [("9", "")]),
        ("Scanners 70, phones 25.", [("70", "scanner"), ("25", "phone")]),
        ("60 x headset", [("60", "headset")]),
        ("1'250 users", [("1250", "user")]),
        ("Weeks 10, room 14, wave 3 + hypercare, version 5 of 6, in 2027.", []),
        ("Phase 3 of 5 is done. Gate (12) is open.", []),
    ],
)
def test_a_number_whose_noun_does_not_follow_counts_too(text: str, counts: list[tuple[str, str]]) -> None:
    assert [(c.value, c.unit) for c in amounts(text) if c.kind == "count"] == counts


def test_a_number_alone_in_a_column_counts_what_its_heading_names() -> None:
    parsed = parse_text(
        "| Hub | Scanners | Ready % | Wave | Days |\n|---|---|---|---|---|\n| North | 70 | 35 | 2 | 4 |\n"
    )
    counts = [f for f in find_amounts(read(parsed.text, parsed.blocks)) if f.kind == "count"]
    assert [(c.text, c.unit) for c in counts] == [("70", "scanner"), ("35", "%")]
