"""Groups of people, by grammar rather than by list."""

from __future__ import annotations

import pytest

from retrieval.documents import Block
from service.interpretation.facts import find_populations, find_systems, read
from service.planning.facts import Fact


def populations(text: str) -> list[Fact]:
    reading = read(text)
    return find_populations(reading, find_systems(reading))


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("Field staff get new phones.", "Field staff", "field staff"),
        ("Everyone who works from home gets a key.", "Everyone who works from home", "everyone who works from home"),
        ("From 14 March 2027 all 1,200 users sign in.", "all 1,200 users", "user"),
        ("Staff who travel on 3 May get one.", "Staff who travel", "staff who travel"),
        ("We train all 1,200 warehouse operators.", "all 1,200 warehouse operators", "warehouse operator"),
        ("The Finance team is next.", "The Finance team", "finance team"),
        ("Cover for the night shift is missing.", "the night shift", "night shift"),
        ("Training for order takers is ready.", "order takers", "order taker"),
        ("Order takers at the counter have 2 s.", "Order takers", "order taker"),
        ("Order takers need to see the price.", "Order takers", "order taker"),
        ("Remote employees call in.", "Remote employees", "remote employee"),
        ("Mail goes to managers in Lyon.", "managers in Lyon", "manager in lyon"),
        ("Nurses on ward 3 start first.", "Nurses on ward 3", "nurse on ward 3"),
        ("Inform the help desk agents.", "the help desk agents", "help desk agent"),
        ("Then brief store associates.", "store associates", "store associate"),
        ("The pilot group gives feedback.", "The pilot group", "pilot group"),
        ("Super-users answer first.", "Super-users", "super-user"),
        ("It is for wave 1 users only.", "wave 1 users", "wave 1 user"),
        ("Users sign in with SSO.", "Users", "user"),
        ("Affected users receive a mail.", "Affected users", "user"),
        ("We wait for the works council.", "the works council", "works council"),
        ("Training for Finance starts on Monday.", "Finance", "finance"),
        ("Every store manager gets a call.", "Every store manager", "store manager"),
        ("The tool helps forklift drivers.", "forklift drivers", "forklift driver"),
        ("The 300 seasonal pickers have no mailbox.", "The 300 seasonal pickers", "seasonal picker"),
        ("It is for only 300 people.", "300 people", "people"),
        ("Support staff work weekends.", "Support staff", "support staff"),
        ("We have to support staff in Lyon.", "staff in Lyon", "staff in lyon"),
        ("The IT department decides.", "The IT department", "it department"),
        ("their team leads decide", "their team leads", "team lead"),
        ("users in Salesforce see it", "users", "user"),
    ],
)
def test_a_group_of_people_is_found_with_its_modifiers_and_place(sentence: str, words: str, value: str) -> None:
    (group,) = populations(sentence)
    assert (group.text, group.value) == (words, value)
    assert sentence[group.start : group.end] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Servers and browsers send headers and parameters.",
        "Identity providers and service providers trust each other.",
        "Load balancers and domain controllers fail over.",
        "All device drivers and endpoint agents are updated.",
        "All dispensers, connectors and containers use 2 GB.",
        "Security groups are nested; open a channel in Teams.",
        "Newsletters, reminders, answers and numbers",
        "This shifts the focus, a shift in culture.",
        "The Finance app and the HR portal close.",
        "We have never done it before.",
    ],
)
def test_things_that_sound_like_people_are_none(sentence: str) -> None:
    assert populations(sentence) == []


def test_what_stands_in_one_list_with_people_is_people() -> None:
    found = populations("We train the night shift and the order takers.")
    assert [g.value for g in found] == ["night shift", "order taker"]


def test_a_cell_that_holds_a_department_names_its_people() -> None:
    text = "Finance"
    block = Block(kind="item", start=0, end=len(text))
    assert [g.value for g in find_populations(read(text, [block]))] == ["finance"]


def test_no_people_stand_in_a_product_s_name() -> None:
    text = "Migrate from Unified Service Desk to Customer Service workspace."
    assert populations(text) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("During the outage porters at the north hub write by hand.", ["porter"]),
        ("approx. 40 couriers, ca 12 packers", ["courier", "packer"]),
        ("Gate clerks and radiographers", ["gate clerk", "radiographer"]),
        ("HRBPs get letters.", ["hrbp"]),
        ("Midwives follow.", ["midwife"]),
    ],
)
def test_words_of_time_and_measure_before_people_are_not_their_name(sentence: str, values: list[str]) -> None:
    assert [p.value for p in populations(sentence)] == values
