"""Claims about small documents: what is borne out stands, what is changed in one point does not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.loaders import parse_text
from service.interpretation.grounding.grounding import Matrix, Similar, ground
from service.interpretation.grounding.nouns import Grounded, Proposed
from service.interpretation.nouns import Claim
from service.interpretation.shown import Shown, shown_concept, shown_input

TODAY = dt.date(2027, 3, 1)
CONCEPTS = catalog.packaged()
GLOSSARY = Edition(CONCEPTS, Matcher(CONCEPTS))


def source(text: str, title: str = "Plan") -> Shown:
    parsed = parse_text(text)
    return shown_input(title, parsed.text, parsed.blocks, GLOSSARY, TODAY)


def held(
    text: str, claim: str, *, title: str = "Plan", computed: Sequence[Claim] = (), similar: Similar | None = None
) -> Grounded:
    shown = source(text, title)
    return ground(
        Proposed(claim, (shown.id,)), {shown.id: shown}, glossary=GLOSSARY, computed=computed, similar=similar
    )


MOVES = """# Move to the new building

The archive moves on 7 May 2027 and the canteen on 21 May 2027. Packing starts on 3 May.

The lift is out of service from 3 to 14 June 2027. The west entrance closes on 10 June, the east entrance opens on
17 June.

The old badge reader is set to read-only on 4 June and removed on 30 June.

About 1,250 boxes are needed. Each floor gets 40 crates, 12 trolleys and 3 porters.

The reception is staffed from 07:00 to 19:30. Visitors are asked to register by 28 May.

The car park is not part of the move. Bikes are parked behind the hall.

If the floor is not dry in time, the library would move two weeks later. Not decided.

The caterer delivers lunch because the kitchen is closed. The new lockers replace the old shelves.

Erik Lindqvist leads the move; Salma Haddad orders the crates.

Only the night shift keeps its rooms. All meeting rooms on the first floor get new screens.
"""

TABLE = """# Courses

| Course | Start | End | For whom | Place | Status |
|---|---|---|---|---|---|
| Forklift basics | 2027-04-12 | 2027-04-16 | 36 pickers | Hall 2 | planned |
| Scanner workshop | 2027-04-26 | 2027-04-27 | 14 packers | Hall 3 | planned |
| Fire drill | 2027-05-03 | 2027-05-03 | everyone | Yard | open |
"""

TRUE = [
    "The archive moves on 7 May.",
    "The archive moves on 2027-05-07.",
    "The archive moves on 07.05.2027.",
    "The archive moves in early May 2027.",
    "The archive moves in May.",
    "The canteen moves on 21 May 2027.",
    "The archive is relocated on 7 May.",
    "The lift is out of service from 3 to 14 June.",
    "The lift is out of service from 3 June.",
    "The lift is out of service until 14 June.",
    "The east entrance opens on 17 June.",
    "The old badge reader is removed on 30 June.",
    "On 30 June the old badge reader is removed.",
    "About 1,250 boxes are needed.",
    "Each floor gets twelve trolleys.",
    "Each floor gets 40 crates and 3 porters.",
    "The reception is staffed until 7:30 pm.",
    "Visitors are asked to register by 28 May.",
    "The car park is not part of the move.",
    "If the floor is not dry in time, the library would move 14 days later.",
    "The library might move two weeks later if the floor is not dry in time.",
    "The caterer delivers lunch because the kitchen is closed.",
    "The old shelves are replaced by the new lockers.",
    "E. Lindqvist leads the move.",
    "Salma Haddad orders the crates.",
    "Only the night shift keeps its rooms.",
    "All meeting rooms on the first floor get new screens.",
    "The archive moves on 7 May and packing starts on 3 May.",
    "The archive moves on Friday 7 May.",
]

FALSE = [
    ("The archive moves on 21 May 2027.", "date"),
    ("The canteen moves on 7 May 2027.", "date"),
    ("The archive moves on 7 May 2028.", "date"),
    ("The archive moves on Monday 7 May.", "date"),
    ("The lift is out of service from 3 to 24 June.", "date"),
    ("The lift is out of service from 14 June.", "date"),
    ("The lift is out of service until 3 June.", "date"),
    ("The east entrance opens on 10 June.", "date"),
    ("The east entrance closes on 17 June.", "negation"),
    ("The old badge reader is removed on 4 June.", "date"),
    ("About 1,520 boxes are needed.", "number"),
    ("1,250 boxes are needed.", "number"),
    ("Each floor gets 12 crates.", "number"),
    ("Each floor gets 40 trolleys.", "number"),
    ("The reception is staffed until 20:30.", "date"),
    ("Visitors are asked to register on 28 May.", "date"),
    ("The car park is part of the move.", "negation"),
    ("The archive does not move on 7 May.", "negation"),
    ("The library moves two weeks later.", "certainty"),
    ("The archive might move on 7 May.", "certainty"),
    ("The archive was moved on 7 May although nobody packed.", "content"),
    ("The kitchen is closed because the caterer delivers lunch.", "relation"),
    ("The old shelves replace the new lockers.", "relation"),
    ("The archive moves on 7 May because the kitchen is closed.", "relation"),
    ("Salma Haddad leads the move.", "content"),
    ("Jonas Haddad orders the crates.", "name"),
    ("The night shift and the day shift keep their rooms.", "content"),
    ("All rooms get new screens on 7 May.", "date"),
    ("All archives move on 7 May.", "group"),
    ("Only the archive moves on 7 May.", "group"),
    ("The archive moves on 7 May and packing starts on 5 May.", "date"),
    ("The gym moves on 7 May.", "content"),
    ("The archive moves to Bergen on 7 May.", "name"),
    ("If the library would move two weeks later, the floor is not dry in time.", "relation"),
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_a_sentence_says_is_supported(claim: str) -> None:
    found = held(MOVES, claim)
    assert found.status == "supported", [str(f) for f in found.flaws]
    assert found.sources == ("input",)


@pytest.mark.parametrize(("claim", "kind"), FALSE)
def test_what_is_changed_in_one_point_is_not_supported(claim: str, kind: str) -> None:
    found = held(MOVES, claim)
    assert found.status == "unsupported"
    assert kind in {f.kind for f in found.flaws}, found.flaws


TABLE_TRUE = [
    "The forklift basics course for 36 pickers is in Hall 2 from 12 to 16 April 2027.",
    "The scanner workshop ends on 27 April.",
    "The forklift basics start on 12 April.",
    "14 packers attend the scanner workshop.",
]
TABLE_FALSE = [
    "The forklift basics start on 26 April.",
    "The scanner workshop ends on 26 April.",
    "36 packers attend the scanner workshop.",
    "The scanner workshop is in Hall 2.",
    "The fire drill takes place on 3 May.",
    "The scanner workshop is completed.",
]


@pytest.mark.parametrize("claim", TABLE_TRUE)
def test_a_row_is_read_with_its_headings(claim: str) -> None:
    found = held(TABLE, claim)
    assert found.stands, [str(f) for f in found.flaws]


@pytest.mark.parametrize("claim", TABLE_FALSE)
def test_values_of_another_row_or_column_bear_nothing_out(claim: str) -> None:
    assert held(TABLE, claim).status == "unsupported"


def test_each_clause_may_rest_on_another_source() -> None:
    one, other = source("The archive moves on 7 May 2027."), source("The lift is repaired on 9 May 2027.")
    other = dataclasses.replace(other, source=other.source.model_copy(update={"id": "p_2"}))
    shown = {s.id: s for s in (one, other)}
    claim = "The archive moves on 7 May and the lift is repaired on 9 May."
    found = ground(Proposed(claim, ("input", "p_2")), shown, glossary=GLOSSARY)
    assert (found.status, found.sources) == ("supported", ("input", "p_2"))
    alone = ground(Proposed(claim, ("input",)), shown, glossary=GLOSSARY)
    assert alone.status == "unsupported"


def test_a_source_that_was_not_shown_bears_nothing_out() -> None:
    one = source("The archive moves on 7 May 2027.")
    found = ground(Proposed("The archive moves on 7 May.", ("p_other",)), {one.id: one}, glossary=GLOSSARY)
    assert [(f.kind, f.said) for f in found.flaws] == [("not_shown", "p_other")]


def test_a_claim_without_source_is_not_supported() -> None:
    one = source("The archive moves on 7 May 2027.")
    assert not ground(Proposed("The archive moves on 7 May.", ()), {one.id: one}, glossary=GLOSSARY).stands


def test_quoted_words_have_to_occur() -> None:
    assert held(MOVES, "The plan says “each floor gets 40 crates”.").stands
    found = held(MOVES, "The plan says “each floor gets new crates”.")
    assert [f.kind for f in found.flaws] == ["quote"]


def test_a_flaw_names_the_date_that_the_source_has_for_it() -> None:
    found = held(MOVES, "The archive moves on 12 May 2027.")
    assert [(f.kind, f.said, f.found, f.sources) for f in found.flaws] == [
        ("date", "12 May 2027", "7 May 2027", ("input",))
    ]


NOTES = (
    Claim(text="10 working days lie between 7 May and 21 May 2027.", status="computed", sources=("input",)),
    Claim(text="Packing starts 4 days before the archive moves.", status="computed", sources=("input",)),
)


def test_what_code_worked_out_may_be_restated() -> None:
    assert held(MOVES, "Ten working days lie between 7 May and 21 May.", computed=NOTES).status == "computed"
    assert held(MOVES, "Packing starts four days before the archive moves.", computed=NOTES).status == "computed"


def test_what_code_worked_out_may_not_be_contradicted() -> None:
    for claim in ("8 working days lie between 7 May and 21 May.", "Packing starts 6 days before the archive moves."):
        found = held(MOVES, claim, computed=NOTES)
        assert [f.kind for f in found.flaws] == ["contradicts"], claim


def test_an_entry_of_the_glossary_gives_its_own_status() -> None:
    concept = CONCEPTS.get("single-sign-on")
    assert concept is not None
    entry = shown_concept(concept, GLOSSARY, TODAY)
    claim = Proposed("With SSO people sign in once, on one company page.", (entry.id,))
    assert ground(claim, {entry.id: entry}, glossary=GLOSSARY).status == "glossary"
    twice = Proposed("With SSO people sign in twice, on one company page.", (entry.id,))
    assert not ground(twice, {entry.id: entry}, glossary=GLOSSARY).stands


def test_either_side_may_use_the_others_word_for_a_concept() -> None:
    assert held("SSO starts in the warehouse on 7 May 2027.", "Single sign-on starts in the warehouse on 7 May.").stands
    assert held("Single sign-on starts in the warehouse on 7 May 2027.", "SSO starts in the warehouse on 7 May.").stands


def test_vectors_are_asked_only_where_a_word_is_missing() -> None:
    asked: list[tuple[str, ...]] = []

    def close(a: Sequence[str], b: Sequence[str]) -> Matrix:
        asked.append((*a, *b))
        return np.full((len(a), len(b)), 0.9)

    assert held(MOVES, "The archive moves on 7 May.", similar=close).stands
    assert not held(MOVES, "The archive moves on 8 May.", similar=close).stands
    assert not asked
    paraphrase = "The caterer delivers tasty lunch because the kitchen is closed."
    assert held(MOVES, paraphrase, similar=close).stands
    assert asked
    assert not held(MOVES, paraphrase).stands


def test_no_vector_makes_up_for_a_word_in_the_place_of_another() -> None:
    def close(a: Sequence[str], b: Sequence[str]) -> Matrix:
        return np.array([[0.9 if " " in x else 0.2 for _ in b] for x in a])

    assert not held(MOVES, "The caterer delivers wine because the kitchen is closed.", similar=close).stands


def test_what_stands_under_another_heading_is_out_of_scope() -> None:
    text = "# Move\n\n## Not in scope\n\n- The archive\n\n## In scope\n\n- The canteen\n"
    assert not held(text, "The archive is part of the move.").stands
