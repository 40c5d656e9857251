"""Reading closures: freezes, holidays, busy days."""

from __future__ import annotations

import datetime as dt

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.observing.closures import closures
from service.planning.observed import Closure
from tests.service.interpretation.drafting.presence.papers import paper


def read(edition: Edition, text: str) -> tuple[Closure, ...]:
    return closures(paper(edition, text))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("Change freeze from 13 December 2027 to 7 January 2028.", "freeze", "2027-12-13", "2028-01-07"),
        ("No releases are allowed between 1 and 12 June 2027.", "freeze", "2027-06-01", "2027-06-12"),
        ("From 8 to 24 November 2027 nothing is changed in the halls.", "freeze", "2027-11-08", "2027-11-24"),
        ("Blackout: 3 May - 7 May 2027", "freeze", "2027-05-03", "2027-05-07"),
        ("The stock-take is on 10 and 11 May 2027.", "busy", "2027-05-10", "2027-05-11"),
        ("Exam weeks run from 7 to 18 June 2027.", "busy", "2027-06-07", "2027-06-18"),
        ("Plant shutdown from 2 to 13 August 2027.", "holiday", "2027-08-02", "2027-08-13"),
        ("22 March 2027: Holi, floor closed.", "holiday", "2027-03-22", "2027-03-22"),
        ("The fair is from 3 to 14 May 2027. Nothing is switched in these days.", "freeze", "2027-05-03", "2027-05-14"),
    ],
)
def test_a_closure_has_its_kind_and_days(edition: Edition, text: str, kind: str, first: str, last: str) -> None:
    (found,) = read(edition, text)
    assert (found.kind, found.first, found.last) == (kind, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert found.quote.source.startswith("p_")


@pytest.mark.parametrize(
    "text",
    [
        "Hiring freeze until 30 June 2027.",
        "There is no freeze from 3 to 7 May 2027.",
        "If sales ask for it, there is a freeze from 3 to 7 May 2027.",
        "The training is on 10 May 2027, after the freeze.",
        "Go-live is on 6 September 2027, right after the summer holidays.",
        "The car park is closed from 3 to 7 May 2027.",
        "Is there a freeze from 3 to 7 May 2027?",
        "No change for the depots, whose desk is there Monday to Friday.",
    ],
)
def test_what_closes_nothing_is_none(edition: Edition, text: str) -> None:
    assert not read(edition, text)


def test_a_table_of_closures_gives_places_and_days(edition: Edition) -> None:
    text = (
        "| Site | What | From | To |\n|---|---|---|---|\n"
        "| Cork, York | Stock-take | 2027-05-10 | 2027-05-14 |\n| All sites | Bank holiday | 2027-05-03 | 2027-05-03 "
        "|\n"
    )
    cork, everywhere = read(edition, text)
    assert cork.title == "Stock-take"
    assert set(cork.groups) == {"cork", "york"}
    assert cork.last == dt.date(2027, 5, 14)
    assert everywhere.kind == "holiday"
    assert not everywhere.groups


def test_a_heading_says_what_its_items_are(edition: Edition) -> None:
    found = read(edition, "# Days\n\n## Change freezes\n\n- Warehouse: 3 - 7 May 2027\n- Shops: 1 - 24 December 2027\n")
    assert [c.kind for c in found] == ["freeze", "freeze"]
    assert [c.groups for c in found] == [("warehouse",), ("shop",)]
