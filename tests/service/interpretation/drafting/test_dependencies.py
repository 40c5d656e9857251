"""Which milestone waits for which, read from documents as people write them."""

from __future__ import annotations

import datetime as dt

from glossary.edition import Edition
from service.interpretation.drafting.dependencies import dependencies
from service.interpretation.drafting.nouns import Drafted, Material
from service.planning.nouns import Milestone
from tests.service.interpretation.drafting.linking.texts import TODAY, by_title, linked

TASKS = """# Reading room

| No | Task | Start | Finish | Predecessors |
|---|---|---|---|---|
| 1 | Shelves ordered | 2027-02-01 | 2027-02-05 | |
| 2 | Shelves mounted | 2027-02-15 | 2027-02-26 | 1FS+5d |
| 3 | Catalogue migrated | 2027-02-15 | 2027-03-05 | |
| 4 | Librarian training | 2027-03-08 | 2027-03-12 | 2;3SS+2w |
| 5 | Go-live of the catalogue | 2027-03-22 | 2027-03-22 | 3-4 |
"""
MINUTES = """# Minutes of the project meeting

- Data migration: 1 to 5 March 2027. It must be finished before the acceptance test.
- Acceptance test: 8 to 12 March 2027.
- Accounts are handed out on 10 March 2027.
- Training on 15 March 2027, only after the accounts have been handed out.
- Go-live on 22 March 2027. If the acceptance test slips, the go-live moves as well.
- Newsletter on 1 March 2027. Does not depend on the data migration.
- No go-live without the works council's agreement.
"""
RELATIVE = """# Pharmacy robot

| Milestone | When |
|---|---|
| Robot go-live | 7 June 2027 |
| Pharmacist training | Robot go-live - 3 weeks |
| Pulse survey | four weeks after go-live |
| Staff briefing | T-10 |
"""
REGISTER = """Site survey on 1 February 2027. Terminal go-live on 8 March 2027.

| Predecessor | Successor | Type | Lag |
|---|---|---|---|
| Site survey | Terminal go-live | finish to start | 1w |
"""
WAVES = """# Tills

| ID | Milestone | Date |
|---|---|---|
| A1 | Wave 1 go-live, stores in the north | 2027-05-03 |
| A2 | Wave 2 go-live, stores in the south | 2027-06-07 |
| A3 | User accounts created, wave 1 | 2027-04-26 |
| A4 | User accounts created, wave 2 | 2027-05-31 |
"""
COURSES = """# Learning

| ID | Course | Date |
|---|---|---|
| L1 | Cashier training, wave 1 | 2027-04-19 |
| L2 | Cashier training, wave 2 | 2027-06-01 |
"""


def test_predecessors_are_read_with_their_types_and_lags(edition: Edition) -> None:
    found = by_title(linked(edition, TASKS))
    assert found["Shelves ordered", "Shelves mounted"].lag_days == 5
    late = found["Catalogue migrated", "Librarian training"]
    assert (late.type, late.lag_days) == ("SS", 10)
    assert ("Shelves mounted", "Librarian training") in found
    assert {before for before, after in found if after == "Go-live of the catalogue"} == {
        "Catalogue migrated",
        "Librarian training",
    }


def test_every_dependency_names_its_passage_and_its_words(edition: Edition) -> None:
    plan = linked(edition, TASKS)
    stated = [d for d in plan.dependencies if d.basis == "stated"]
    assert stated
    assert all(source.startswith("p_") for d in stated for source in d.sources)
    assert "1FS+5d" in by_title(plan)["Shelves ordered", "Shelves mounted"].why


def test_sentences_say_what_waits_for_what(edition: Edition) -> None:
    found = by_title(linked(edition, MINUTES))
    assert ("Data migration", "Acceptance test") in found
    assert ("Acceptance test", "Go-live") in found
    assert any("ccounts" in before and "raining" in after for before, after in found)


def test_what_is_denied_is_no_dependency(edition: Edition) -> None:
    plan = linked(edition, MINUTES)
    assert not [pair for pair in by_title(plan) if "Newsletter" in pair[1]]


def test_a_step_that_only_a_dependency_names_has_no_date(edition: Edition) -> None:
    plan = linked(edition, MINUTES)
    (agreement,) = (m for m in plan.milestones if "agreement" in m.title.lower())
    assert agreement.start is None
    assert agreement.sources
    assert agreement.basis == "stated"


def test_days_counted_from_another_milestone_are_exact(edition: Edition) -> None:
    found = by_title(linked(edition, RELATIVE))
    training = found["Pharmacist training", "Robot go-live"]
    assert (training.lag_days, training.exact) == (15, True)
    survey = found["Robot go-live", "Pulse survey"]
    assert (survey.lag_days, survey.exact) == (20, True)
    assert found["Staff briefing", "Robot go-live"].lag_days == 10


def test_a_register_of_dependencies_is_about_two_other_things(edition: Edition) -> None:
    found = by_title(linked(edition, REGISTER))
    assert found["Site survey", "Terminal go-live"].lag_days == 5


def test_rules_join_the_same_wave_and_not_the_other(edition: Edition) -> None:
    computed = by_title(linked(edition, WAVES, COURSES), "computed")
    ends = {(before[-6:], after) for before, after in computed if "accounts" in before}
    assert ends == {("wave 1", "Cashier training, wave 1"), ("wave 2", "Cashier training, wave 2")}
    assert {(b, a[:6]) for b, a in computed if "Cashier" in b} == {
        ("Cashier training, wave 1", "Wave 1"),
        ("Cashier training, wave 2", "Wave 2"),
    }


def test_a_rule_holds_even_where_the_dates_break_it_and_names_itself(edition: Edition) -> None:
    plan = linked(edition, WAVES, COURSES)
    titles = {m.id: m for m in plan.milestones}
    broken = [
        d
        for d in plan.dependencies
        if d.basis == "computed" and (titles[d.before].start or TODAY) > (titles[d.after].start or TODAY)
    ]
    assert [titles[d.after].title for d in broken] == ["Cashier training, wave 1"]
    assert "sign in" in broken[0].why
    assert set(broken[0].sources) >= {*titles[broken[0].before].sources, *titles[broken[0].after].sources}


def test_computed_dependencies_never_close_a_circle(edition: Edition) -> None:
    turned = TASKS.replace("2;3SS+2w", "5").replace("3-4", "3")
    plan = linked(edition, turned)
    found = by_title(plan)
    assert ("Go-live of the catalogue", "Librarian training") in found
    assert ("Librarian training", "Go-live of the catalogue") not in by_title(plan, "computed")


def test_each_pair_is_joined_once_by_known_milestones(edition: Edition) -> None:
    plan = linked(edition, WAVES, COURSES + "\nCashier training, wave 1, needs the user accounts of wave 1.\n")
    pairs = [(d.before, d.after) for d in plan.dependencies]
    assert len(pairs) == len(set(pairs))
    assert {m for pair in pairs for m in pair} <= {m.id for m in plan.milestones}


def test_a_large_plan_is_linked_without_comparing_all_with_all(edition: Edition) -> None:
    kinds = ("access", "training", "communication", "go_live", "support_cover")
    many = tuple(
        Milestone(
            id=f"m_{n}",
            track="both",
            title=f"{kinds[n % 5]} {n // 5} tool",
            start=dt.date(2027, 1, 4) + dt.timedelta(days=n % 300),
            kinds=(kinds[n % 5],),
            parts=(f"wave {n // 5}",),
            sources=("p_1",),
        )
        for n in range(2_000)
    )
    plan = dependencies(Material((), edition, TODAY), Drafted(many, {}, {}))
    by_id = {m.id: m for m in many}
    assert len(plan.dependencies) >= 1_000
    assert all(by_id[d.before].parts == by_id[d.after].parts for d in plan.dependencies)
