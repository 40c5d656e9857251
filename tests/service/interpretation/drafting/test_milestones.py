"""Milestones out of documents of many styles: what is one, when, whose, and which of several days holds."""

from __future__ import annotations

from glossary.edition import Edition
from tests.service.interpretation.drafting.drafts import IT, PEOPLE, days, drafted, one, titles

PLAN = """# Depot tills: work plan

| No. | Work package | Start | End | Lead | Status | Predecessors |
|---|---|---|---|---|---|---|
| | Infrastructure | | | | | |
| 1 | Firewall rules opened | 18/01/2027 | 22/01/2027 | T. Osei | in progress | |
| 2 | Test environment | 25/01/2027 | 29/01/2027 | T. Osei | done | 1 |
| | Rollout | | | | | |
| 3 | Pilot: dispatch office | 15/02/2027 | 26/02/2027 | R. Lindqvist | planned | 2 |
| 4 | Go-live all terminals | 15/03/2027 | | R. Lindqvist | planned | 3 |
| 5 | Old tills retired | TBD | | | open | 4 |
"""


def test_a_row_of_a_plan_is_a_milestone_with_its_owner_state_and_number(edition: Edition) -> None:
    found = drafted(edition, (IT, "2027-01-08", PLAN))
    assert titles(found) == [
        "Firewall rules opened",
        "Test environment",
        "Pilot: dispatch office",
        "Go-live all terminals",
        "Old tills retired",
    ]
    pilot, test = one(found, "pilot"), one(found, "environment")
    assert (days(pilot), pilot.owner, pilot.kinds) == (("2027-02-15", "2027-02-26"), "R. Lindqvist", ("pilot",))
    assert test.status == "done"
    assert {key: found.references[key] for key in found.references if key[1] == "3"} == {
        (next(iter(found.references))[0], "3"): pilot.id
    }
    assert pilot.id in found.home.values()
    assert pilot.quotes[0].source in pilot.sources


def test_a_row_whose_date_is_open_is_tentative_and_undated(edition: Edition) -> None:
    retired = one(drafted(edition, (IT, "2027-01-08", PLAN)), "retired")
    assert (days(retired), retired.status) == (("-", "-"), "tentative")


def test_a_newer_document_moves_a_milestone_and_says_what_it_supersedes(edition: Edition) -> None:
    weekly = "# Weekly\n\n- Pilot moved from 15 Feb to 22 Feb, ends 5 March, the vendor needs a week\n"
    found = drafted(edition, (IT, "2027-01-08", PLAN), (IT, "2027-02-05", weekly))
    pilot = one(found, "pilot")
    assert days(pilot) == ("2027-02-22", "2027-03-05")
    assert [d.superseded for d in pilot.dates] == [False, True]
    assert "supersedes 15 to 26 February 2027" in pilot.why
    assert found.disputed == ()


def test_another_sides_document_with_the_old_day_is_still_disputed(edition: Edition) -> None:
    people = "# Preparing the depots\n\n- Pilot in the dispatch office: 15 February to 26 February 2027\n"
    mail = "# Mail\n\nThe pilot in the dispatch office starts on 22 February 2027, not on 15 February.\n"
    found = drafted(edition, (PEOPLE, "2027-01-08", people), (IT, "2027-02-05", mail))
    pilot = one(found, "pilot")
    assert str(pilot.start) == "2027-02-22"
    assert [d.milestone for d in found.disputed] == [pilot.id]


def test_a_document_without_a_day_supersedes_nothing(edition: Edition) -> None:
    other = "# List\n\n- Go-live of all terminals: 22 March 2027\n"
    found = drafted(edition, (IT, "2027-01-08", PLAN), (PEOPLE, None, other))
    live = one(found, "go-live")
    assert str(live.start) == "2027-03-15"
    assert not any(d.superseded for d in live.dates)
    assert len(found.disputed) == 1


def test_a_month_never_supersedes_a_day_within_it(edition: Edition) -> None:
    board = "# Board\n\n- Go-live of all terminals is planned for March 2027\n"
    live = one(drafted(edition, (IT, "2027-01-08", PLAN), (PEOPLE, "2027-02-01", board)), "go-live")
    assert str(live.start) == "2027-03-15"
    assert len(live.dates) == 2
    assert not any(d.superseded for d in live.dates)


def test_dates_that_cannot_be_are_told_and_the_step_is_kept(edition: Edition) -> None:
    plan = (
        "# Plan\n\n| Task | Start | End |\n|---|---|---|\n| Penetration test | 30/02/2027 | 05/03/2027 |\n"
        "| Driver app | 20/03/2027 | 10/03/2027 |\n| Handbook printed | 12/03/2027 | 12/03/2027 |\n"
    )
    found = drafted(edition, (IT, "2027-01-08", plan))
    assert {b.milestone for b in found.bad_dates} == {one(found, "penetration").id, one(found, "driver").id}
    assert days(one(found, "driver")) == ("-", "-")
    assert days(one(found, "handbook")) == ("2027-03-12", "2027-03-12")


def test_an_order_of_day_and_month_that_nothing_settles_is_asked_for(edition: Edition) -> None:
    plan = "# Plan\n\n| Task | Date |\n|---|---|\n| Accounts created | 12/01/2027 |\n"
    accounts = one(drafted(edition, (IT, None, plan), country=None), "accounts")
    assert accounts.start is None
    assert "12 January or 1 December" in accounts.question
    assert str(one(drafted(edition, (IT, None, plan), country="US"), "accounts").start) == "2027-12-01"


def test_columns_that_are_each_an_event_give_a_milestone_for_each_place(edition: Edition) -> None:
    plan = (
        "# Stores\n\n| Store | Training | Go-live |\n|---|---|---|\n| Leeds | 3-5 March 2027 | 15 March 2027 |\n"
        "| York | tbd | 22 March 2027 |\n"
    )
    found = drafted(edition, (IT, "2027-01-08", plan))
    assert days(one(found, "training", "leeds")) == ("2027-03-03", "2027-03-05")
    assert (one(found, "training", "york").status, one(found, "go-live", "york").status) == ("tentative", "planned")
    assert one(found, "go-live", "york").groups == ("york",)


def test_two_heading_rows_are_read_as_one(edition: Edition) -> None:
    plan = (
        "# Plan\n\n| Phase | Dates | | Owner |\n|---|---|---|---|\n| | Start | End | |\n"
        "| Data cleansing | 46419 | 46423 | J. Doe |\n| Cables laid | 3 May 2027 | 7 May 2027 | J. Doe |\n"
    )
    found = drafted(edition, (IT, "2027-01-08", plan))
    assert days(one(found, "cables")) == ("2027-05-03", "2027-05-07")
    assert days(one(found, "cleansing")) == ("2027-02-01", "2027-02-05")


def test_prose_says_who_does_what_when(edition: Edition) -> None:
    text = (
        "# Telling people\n\nLena Fox will send the announcement to all drivers on 22 February 2027. "
        "A reminder goes out on 10 March 2027. Super-users get their access on 22 February 2027, everyone else "
        "on 15 March 2027.\n"
    )
    found = drafted(edition, (PEOPLE, "2027-01-15", text))
    assert one(found, "announcement").owner == "Lena Fox"
    assert one(found, "announcement").track == "readiness"
    assert str(one(found, "reminder").start) == "2027-03-10"
    assert str(one(found, "everyone else").start) == "2027-03-15"
    assert one(found, "super-users").groups == ("super-users",)


def test_what_is_no_step_is_left_out(edition: Edition) -> None:
    text = """# Weekly, 5 February 2027

- The freeze runs from 24 March to 5 April 2027.
- Passkeys were tested in 2024.
- I am off on Monday 8 February 2027.
- Marketing asked for 1 April 2027, rejected.
- Hours: Monday to Friday, 08:00 to 18:00.
- If the pilot fails we would go live on 12 April 2027.
- The ERP upgrade on 3 May 2027 is not part of this project.
- Licences are paid per month from 1 April 2027.
- Training starts on 1 March 2027.
"""
    assert titles(drafted(edition, (IT, "2027-02-05", text))) == ["Training starts"]


def test_an_unrelated_document_leaves_ids_as_they_are(edition: Edition) -> None:
    before = drafted(edition, (IT, "2027-01-08", PLAN))
    menu = "# Canteen kitchen\n\n- New ovens fitted: 3 May 2027\n"
    after = drafted(edition, (IT, "2027-01-08", PLAN), (PEOPLE, "2027-01-20", menu))
    assert {m.id for m in before.milestones} < {m.id for m in after.milestones}


def test_two_of_one_name_stay_two_and_can_be_told_apart(edition: Edition) -> None:
    plan = (
        "# Plan\n\n| Step | Site | Date |\n|---|---|---|\n"
        "| Course | Leeds | 3 May 2027 |\n| Course | York | 4 May 2027 |\n"
    )
    found = titles(drafted(edition, (PEOPLE, "2027-01-08", plan)))
    assert len(set(found)) == 2


def test_a_plan_without_dates_is_a_plan_with_a_note(edition: Edition) -> None:
    steps = "1. Order devices\n2. Set up accounts for the nurses\n3. Train the nurses\n"
    text = f"# Moving over\n\n## Rollout steps\n\n{steps}"
    found = drafted(edition, (IT, "2027-01-08", text))
    assert titles(found) == ["Order devices", "Set up accounts for the nurses", "Train the nurses"]
    assert any("No document gives a date" in note for note in found.notes)
    assert drafted(edition, (IT, "2027-01-08", "# Hello\n\nNothing here.\n")).notes


def test_a_sprint_has_the_days_that_another_document_gives_it(edition: Edition) -> None:
    board = "# Board\n\n| Key | Item | Sprint |\n|---|---|---|\n| AB-1 | Claims data loaded | Sprint 3 |\n"
    plan = "# Delivery\n\nSprints are two weeks long. Sprint 1 starts on 11 January 2027.\n"
    found = drafted(edition, (IT, "2027-01-08", board), (IT, "2027-01-08", plan))
    assert days(one(found, "claims")) == ("2027-02-08", "2027-02-19")


def test_rows_of_a_list_of_messages_are_messages_whatever_they_tell_of(edition: Edition) -> None:
    plan = "# Tills\n\n| Step | Date |\n|---|---|\n| Depot north starts | 17 May 2027 |\n"
    news = "# Newsletter items\n\n| Item | Date |\n|---|---|\n| Depot north starts: what to bring | 12 May 2027 |\n"
    found = drafted(edition, (IT, "2027-01-08", plan), (PEOPLE, "2027-01-08", news))
    assert {(m.kinds[:1], str(m.start)) for m in found.milestones} == {
        (("go_live",), "2027-05-17"),
        (("communication",), "2027-05-12"),
    }
    assert found.disputed == ()


def test_a_bare_weekday_says_nothing_against_a_day_that_is_named(edition: Edition) -> None:
    plan = "# Tills\n\n| Step | Date |\n|---|---|\n| Tillmark go-live | 17 May 2027 |\n"
    mail = "# Mail\n\nThe Tillmark go-live is on Tuesday.\n"
    found = drafted(edition, (IT, "2027-01-08", plan), (IT, "2027-03-01", mail))
    assert days(one(found, "go-live")) == ("2027-05-17", "2027-05-17")
    assert found.disputed == ()


def test_a_numbered_stage_is_the_start_of_those_in_it(edition: Edition) -> None:
    plan = "# Tills\n\n| Step | Date | For whom |\n|---|---|---|\n| Wave 3: plants | 17 May 2027 | 90 fitters |\n"
    assert one(drafted(edition, (IT, "2027-01-08", plan)), "wave 3").kinds == ("go_live",)
