"""All facts of a document at once: exact spans, order, and time that grows with the text alone."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Block
from service.interpretation.facts import find_facts

TODAY = dt.date(2027, 4, 20)
MAIL = """Hi all,

quick update on the CRM rollout. Accounts for the 40 champions are created on Monday 26 April, training for
all 1,200 warehouse operators runs 3–14 May 2027 (90 minutes each). Go-live moved from 10 May to
17 May; hypercare covers the first two weeks after go-live.

- 28 April: mail to all managers
- w/c 24 May: pulse survey

Thx, Jo
"""
PIECES = st.sampled_from(
    ["3 May", "14.03.2027", "12/01/2027", "30 February", "Q3", "week 19", "sprint 3", "by", "EOD Thursday", "training",
     "go-live", "is not", "moved from", "to", "1,200", "users", "two", "weeks", "after", "Beacon", "replace", "with",
     "the", "Finance", "team", "system", "|", "\t", "\n", "\n\n", "- ", "–", "(", ")", ":", ";", ",", ".", "9999",
     "may", "31", "\u00a0", "’", "İ", "T-10", "%", "half", "0", "00/00/0000", "2027-13-40", "W99", "night shift"]
)  # fmt: skip


def test_a_mail_gives_its_facts() -> None:
    facts = find_facts(MAIL, today=TODAY)
    values = {(f.kind, f.value) for f in facts}
    assert {
        ("system", "CRM"),
        ("count", "40"),
        ("population", "champion"),
        ("population", "warehouse operator"),
        ("duration", "PT90M"),
        ("date", "2027-05-03/2027-05-14"),
    } <= values
    found = {(f.event, f.first) for f in facts if f.kind == "event"}
    assert ("access", dt.date(2027, 4, 26)) in found
    assert ("training", dt.date(2027, 5, 3)) in found
    assert ("go_live", dt.date(2027, 5, 17)) in found
    assert ("communication", dt.date(2027, 4, 28)) in found
    assert ("feedback", dt.date(2027, 5, 24)) in found


@given(st.lists(PIECES | st.text(max_size=6), max_size=30).map(" ".join), st.data())
def test_every_span_is_exact_whatever_the_text_and_its_blocks(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    kinds = st.sampled_from(["paragraph", "heading", "item", "row", "code"])
    blocks = [
        Block(kind=data.draw(kinds), start=start, end=end, headings=("Training",)) for start, end in pairwise(cuts)
    ]
    facts = find_facts(text, blocks, today=TODAY)
    assert facts == sorted(facts, key=lambda f: f.start)
    for fact in facts:
        assert fact.text == text[fact.start : fact.end] != ""
        assert (fact.first is None) == (fact.last is None)
        assert fact.first is None or fact.last is None or fact.first <= fact.last


@pytest.mark.parametrize("today", [dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(2028, 2, 29)])
def test_no_day_of_reading_is_beyond_it(today: dt.date) -> None:
    assert find_facts("tomorrow, next year, 3 May, 14/03/27, in 999 months, w/c 1 January, sprint 999", today=today)


@pytest.mark.parametrize(
    "piece",
    [
        "14 March 2027; ",
        "training on 3 May, go-live 4 May ",
        "1, 2 and ",
        "may ",
        "users and ",
        "one hundred and ",
        "access to ",
        "Alpha Beta ",
        "replace ",
        "- ",
        "sprint 14 ",
        "1/2/",
        "very big warehouse ",
        "x",
        "no ",
    ],
)
@pytest.mark.timeout(60)
def test_a_piece_repeated_twenty_thousand_times_is_read_to_its_end(piece: str) -> None:
    text = piece * 20_000 + ". Training for nurses starts on 14 March 2027."
    last = [fact for fact in find_facts(text, today=TODAY) if fact.kind == "date"][-1]
    assert last.text.startswith("14 March 2027")
