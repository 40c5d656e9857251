"""Which units speak of the same thing as a statement."""

from __future__ import annotations

import datetime as dt

from glossary.edition import Edition
from retrieval.loaders import parse_text
from service.interpretation.grounding.subjects import Near, Subjects
from service.interpretation.nouns import Source
from service.interpretation.shown import Shown

TODAY = dt.date(2027, 4, 12)


def shown(edition: Edition, text: str, dated: dt.date | None = None) -> Shown:
    held = Source(id=f"p_{text}", kind="passage", title="Notes", document_id=f"d_{text}")
    return Shown(held, text, parse_text(text).blocks, edition.matcher, TODAY, dated=dated)


def near(edition: Edition, text: str, *sources: Shown, before: str = "") -> list[Near]:
    return Subjects(edition.matcher).near(text, before, sources)


def test_a_unit_of_the_same_subject_is_nearest_whatever_day_it_gives(edition: Edition) -> None:
    notes = shown(edition, "Tillpoint opens on 3 May. The canteen opens on 9 May. Parking is free.\n")
    found = near(edition, "The canteen opens on 3 May.", notes)
    assert found[0].unit.text == "The canteen opens on 9 May."
    assert found[0].share == 1.0
    assert "Parking is free." not in [one.unit.text for one in found]


def test_a_proper_name_counts_more_than_other_words(edition: Edition) -> None:
    notes = shown(edition, "Riverbank staff move in June. Galway staff move offices in July.\n")
    found = near(edition, "All teams of Riverbank move offices.", notes)
    assert found[0].unit.text == "Riverbank staff move in June."


def test_words_of_one_concept_are_one_subject(edition: Edition) -> None:
    notes = shown(edition, "SSO starts in June. Parking starts in June.\n")
    assert near(edition, "Single sign-on starts in May.", notes)[0].unit.text == "SSO starts in June."


def test_a_word_that_is_a_term_only_beside_certain_others_is_one_subject_with_the_word_alone(edition: Edition) -> None:
    alone, beside = "The gateway was switched off.\n", "Gateway switched off for 610 users.\n"
    assert not edition.matcher.find(alone)
    assert [m.label for m in edition.matcher.find(beside)] == ["switched off"]
    assert near(edition, alone, shown(edition, beside))[0].share == 1.0
    assert near(edition, beside, shown(edition, alone))[0].things == 2


def test_a_heading_lends_its_words_to_what_stands_under_it(edition: Edition) -> None:
    notes = shown(edition, "## Canteen\n\nClosed in May.\n\n## Parking\n\nClosed in May.\n")
    assert near(edition, "The canteen is closed in June.", notes)[0].unit.context[-1] == "Canteen"


def test_of_two_equally_near_the_newer_comes_first(edition: Edition) -> None:
    old = shown(edition, "Parking opens in May.\n", dt.date(2027, 1, 1))
    new = shown(edition, "Parking opens in June.\n", dt.date(2027, 3, 1))
    assert [one.unit.text for one in near(edition, "Parking opens in July.", old, new)] == [
        "Parking opens in June.",
        "Parking opens in May.",
    ]


def test_a_statement_that_says_it_is_about_what_was_said_before(edition: Edition) -> None:
    notes = shown(edition, "The canteen opens on 9 May. Tillpoint opens on 3 May.\n")
    found = near(edition, "It opens on 8 May.", notes, before="The canteen is new.")
    assert found[0].unit.text == "The canteen opens on 9 May."


def test_a_unit_alone_keeps_its_cells_and_headings(edition: Edition) -> None:
    notes = shown(edition, "## Plan\n\n| When | What |\n|---|---|\n| 3 May | Doors open |\n| 4 May | Party |\n")
    unit = next(one for one in notes.units if "Party" in one.text)
    alone = Subjects(edition.matcher).alone(unit)
    assert [one.cells for one in alone.units] == [(("When", "4 May"), ("What", "Party"))]
    assert alone.units[0].context == unit.context
