"""Events with the dates of their clause, row or item."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.documents import Block, Cell
from service.interpretation.facts import find_dates, find_events, read
from service.planning.facts import Fact

TODAY = dt.date(2027, 4, 20)


def events(text: str, blocks: list[Block] | None = None) -> list[Fact]:
    reading = read(text, blocks or ())
    return find_events(reading, find_dates(reading, today=TODAY))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "first", "last"),
    [
        ("Accounts are created on 3 May 2027.", "Accounts are created", "access", "2027-05-03", "2027-05-03"),
        ("Access opens on 3 May 2027.", "Access opens", "access", "2027-05-03", "2027-05-03"),
        ("Licences will be assigned by 3 May 2027", "Licences will be assigned", "access", "2027-05-03", "2027-05-03"),
        ("The pilot runs 3–14 May 2027.", "pilot", "pilot", "2027-05-03", "2027-05-14"),
        ("Training takes place on 3 May 2027.", "Training", "training", "2027-05-03", "2027-05-03"),
        ("We announce it on 3 May 2027.", "announce", "communication", "2027-05-03", "2027-05-03"),
        ("Town hall: 3 May 2027", "Town hall", "communication", "2027-05-03", "2027-05-03"),
        ("MFA is enforced from 3 May 2027.", "is enforced", "change", "2027-05-03", "2027-05-03"),
        ("The new CRM goes live on 3 May 2027.", "goes live", "go_live", "2027-05-03", "2027-05-03"),
        ("7.4 goes into production on 3 May 2027.", "goes into production", "go_live", "2027-05-03", "2027-05-03"),
        ("Cutover weekend 1–2 May 2027", "Cutover weekend", "go_live", "2027-05-01", "2027-05-02"),
        ("Change freeze from 18 Dec 2026 to 4 Jan 2027.", "Change freeze", "freeze", "2026-12-18", "2027-01-04"),
        ("Thursday 6 May 2027 is a public holiday", "public holiday", "holiday", "2027-05-06", "2027-05-06"),
        ("Hypercare until 14 May 2027", "Hypercare", "support_cover", "2027-05-14", "2027-05-14"),
        ("Lotus Notes is switched off on 30 June 2027.", "switched off", "withdrawal", "2027-06-30", "2027-06-30"),
        ("UAT ends on 3 May 2027", "UAT", "test", "2027-05-03", "2027-05-03"),
        ("Go/no-go on 3 May 2027", "Go/no-go", "decision", "2027-05-03", "2027-05-03"),
        ("A pulse survey follows in May 2027.", "pulse survey", "feedback", "2027-05-01", "2027-05-31"),
        ("On 3 May 2027 access is granted.", "access is granted", "access", "2027-05-03", "2027-05-03"),
        ("14 May 2027 – training for Finance", "training", "training", "2027-05-14", "2027-05-14"),
    ],
)
def test_a_trigger_word_and_the_date_of_its_clause_are_an_event(
    sentence: str, words: str, kind: str, first: str, last: str
) -> None:
    (event,) = events(sentence)
    assert (event.text, event.event, event.value) == (words, kind, kind)
    assert (event.first, event.last) == (day(first), day(last))
    assert sentence[event.start : event.end] == words


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Accounts are created on 3 May and training starts on 10 May.",
            [("access", "2027-05-03"), ("training", "2027-05-10")],
        ),
        (
            "Training runs on 3 May 2027, before the cutover on 17 May 2027.",
            [("training", "2027-05-03"), ("go_live", "2027-05-17")],
        ),
        (
            "UAT: 3 May; go/no-go on 10 May; launch 17 May",
            [("test", "2027-05-03"), ("decision", "2027-05-10"), ("go_live", "2027-05-17")],
        ),
        (
            "Town hall on Thursday, newsletter on Friday",
            [("communication", "2027-04-22"), ("communication", "2027-04-23")],
        ),
        (
            "On 3 May accounts are created and training begins.",
            [("access", "2027-05-03"), ("training", "2027-05-03")],
        ),
        ("Training is held on 3 May, two weeks after go-live.", [("training", "2027-05-03"), ("go_live", None)]),
        ("The go-live announcement is sent on 3 May.", [("communication", "2027-05-03")]),
        (
            "May 10: Kick-off; May 24: Go Live; Jun 7: end of hypercare",
            [("go_live", "2027-05-24"), ("support_cover", "2027-06-07")],
        ),
        ("Training sessions are mandatory from 3 May.", [("training", "2027-05-03")]),
        ("No changes are allowed from 15 to 31 December 2026.", [("freeze", "2026-12-15")]),
        ("Do not communicate before the steering committee has signed off on 5 May.", [("decision", "2027-05-05")]),
    ],
)
def test_each_date_goes_to_the_event_it_belongs_to(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    found = [(e.value, e.first.isoformat() if e.first else None) for e in events(sentence)]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("No training is planned for the night shift.", "negated"),
        ("There will not be any training.", "negated"),
        ("Training is not planned.", "negated"),
        ("Nobody is trained.", "negated"),
        ("The launch on 3 May 2027 is cancelled.", "cancelled"),
        ("We will not launch before 3 May 2027.", "not before"),
    ],
)
def test_an_event_that_does_not_take_place_says_so(sentence: str, note: str) -> None:
    (event,) = events(sentence)
    assert event.note.split(";")[0] == note


@pytest.mark.parametrize(
    "sentence",
    ["Not only training is planned.", "Training starts no later than Friday.", "The go/no-go is on Friday."],
)
def test_a_no_that_denies_nothing_negates_nothing(sentence: str) -> None:
    (event,) = events(sentence)
    assert "negated" not in event.note


@pytest.mark.parametrize(
    "sentence",
    [
        "The go-live was moved from 3 May 2027 to 17 May 2027.",
        "The go-live, originally planned for 3 May 2027, is now on 17 May 2027.",
        "Go-live on 17 May 2027 instead of 3 May 2027.",
        "Go-live (planned: 3 May 2027; actual: 17 May 2027)",
    ],
)
def test_a_postponed_event_has_the_new_day_and_names_the_old_one(sentence: str) -> None:
    (event,) = events(sentence)
    assert event.first == event.last == day("2027-05-17")
    assert "3 May 2027" in event.note


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Training on the new CRM starts on 3 May.", "the new CRM"),
        ("Teams training is on 3 May.", "Teams"),
        ("Accounts are created on 3 May.", "Accounts"),
        ("The old intranet will be switched off on 30 June.", "old intranet"),
        ("The go-live of Kestrel is on 3 May.", "Kestrel"),
    ],
)
def test_an_event_says_of_what_it_is(sentence: str, subject: str) -> None:
    (event,) = events(sentence)
    assert event.subject == subject


def test_what_happens_twice_is_two_events() -> None:
    found = events("Champions get early access on 26 April, everyone else from 3 May.")
    assert sorted((e.first, e.subject) for e in found) == [
        (day("2027-04-26"), "Champions"),
        (day("2027-05-03"), "everyone else"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Of course, the training data are a training set.",
        "Screens freeze when the form opens.",
        "The training plan and the go-live checklist are ready.",
        "The pilot group likes it.",
        "We review the holiday request app.",
    ],
)
def test_words_that_only_sound_like_events_are_none(sentence: str) -> None:
    assert events(sentence) == []


def test_a_date_that_cannot_be_read_leaves_its_doubt_with_the_event() -> None:
    (event,) = events("Go-live is 12/01/2027.")
    assert event.first is None
    assert "12 January or 1 December" in event.note


def table(headers: list[str], *rows: list[str], headings: tuple[str, ...] = ()) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for row in rows:
        start, cells = len(text), []
        for header, cell in zip(headers, row, strict=True):
            cells.append(Cell(start=len(text), end=len(text) + len(cell), header=header))
            text += cell + " | "
        blocks.append(Block(kind="row", start=start, end=len(text), cells=tuple(cells), headings=headings))
        text += "\n"
    return text, blocks


def test_a_row_with_start_and_end_is_one_event_named_by_its_name_cell() -> None:
    text, blocks = table(
        ["ID", "Owner", "Milestone", "Start", "End"],
        ["M1", "Anna", "Training for Finance", "3 May 2027", "14 May 2027"],
        ["M2", "Ben", "Cutover", "17 May 2027", ""],
    )
    training, cutover = events(text, blocks)
    assert (training.text, training.event, training.subject) == (
        "Training for Finance",
        "training",
        "Training for Finance",
    )
    assert (training.first, training.last) == (day("2027-05-03"), day("2027-05-14"))
    assert (cutover.event, cutover.first, cutover.last) == ("go_live", day("2027-05-17"), day("2027-05-17"))


def test_columns_of_events_give_one_for_each_date_of_a_row() -> None:
    text, blocks = table(["Group", "Training", "Go-live"], ["Finance", "3 May 2027", "17 May 2027"])
    assert [(e.event, e.subject, e.first) for e in events(text, blocks)] == [
        ("training", "Finance", day("2027-05-03")),
        ("go_live", "Finance", day("2027-05-17")),
    ]


def test_a_table_or_list_under_a_heading_takes_its_kind_from_it() -> None:
    text, blocks = table(["Who", "When"], ["Finance", "3 May 2027"], headings=("Plan", "Training dates"))
    assert [(e.event, e.subject) for e in events(text, blocks)] == [("training", "Finance")]
    item = "14 May 2027: Finance"
    found = events(item, [Block(kind="item", start=0, end=len(item), level=1, headings=("Training",))])
    assert [(e.event, e.subject, e.first) for e in found] == [("training", "Finance", day("2027-05-14"))]


def test_an_old_and_a_new_date_in_a_row_are_a_move() -> None:
    text, blocks = table(["Milestone", "Old date", "New date"], ["Go-live", "3 May 2027", "17 May 2027"])
    (event,) = events(text, blocks)
    assert event.first == day("2027-05-17")
    assert event.note == "moved from 3 May 2027"


def test_a_table_pasted_as_text_is_still_a_table() -> None:
    training, live = events("Training | 3 May 2027 | 14 May 2027 | Anna\nGo-live\t17 May 2027\tIT")
    assert (training.first, training.last) == (day("2027-05-03"), day("2027-05-14"))
    assert live.first == day("2027-05-17")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("No changes on the scanners from 1 May to 9 May.", "freeze"),
        ("Hard stop 1 May - 9 May 2027", "freeze"),
        ("Somebody from IT is on call until 22:00.", "support_cover"),
        ("The desk is reachable until 22:00.", "support_cover"),
        ("Field trial with two crews", "test"),
        ("Tests run on 3 May.", "test"),
        ("The old scanners go in May.", "withdrawal"),
        ("The fax line stops working.", "withdrawal"),
        ("Access for couriers is created on 3 May.", "access"),
        ("The plant is closed from 1 May to 9 May.", "holiday"),
    ],
)
def test_events_are_told_in_plain_words_too(sentence: str, kind: str) -> None:
    assert [e.event for e in events(sentence)] == [kind]


@pytest.mark.parametrize("sentence", ["No changes to roles.", "The screen freezes."])
def test_plain_words_that_tell_no_event_give_none(sentence: str) -> None:
    assert events(sentence) == []
