"""Who waits for whom in a sentence, by its verbs and conjunctions."""

from __future__ import annotations

import pytest

from service.interpretation.drafting.linking.lags import Lag
from service.interpretation.drafting.linking.relations import pieces, relations, trimmed


def said(text: str) -> list[tuple[str, str]]:
    """The two sides of each relation, first what comes before."""
    return [
        (trimmed(r.before, ends=r.at[0] < r.at[1]).strip(" ."), trimmed(r.after, ends=r.at[1] < r.at[0]).strip(" ."))
        for r in relations(text)
    ]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("The courses need the sandbox.", "the sandbox", "The courses"),
        ("The move depends on the lease.", "the lease", "The move"),
        ("Painting waits for the plaster.", "the plaster", "Painting"),
        ("The lab cannot open before the inspection.", "the inspection", "The lab cannot open"),
        ("The audit is a prerequisite for the launch.", "The audit", "the launch"),
        ("The cable work blocks the move.", "The cable work", "the move"),
        ("No launch without the audit.", "the audit", "launch"),
        ("Once the audit has ended, the launch may proceed", "the audit has ended", "the launch may proceed"),
        ("If the permit is late, the move slips.", "the permit", "the move"),
        ("A delay in the permit would delay the move.", "the permit", "the move"),
        ("The launch is only possible after the audit.", "the audit", "The launch is only possible"),
        ("The lease must be signed before the move.", "The lease must be signed", "the move"),
        ("Inventory happens after closing.", "closing", "Inventory happens"),
        ("In June the roof is done, the move needs the keys", "the keys", "the move"),
    ],
)
def test_the_side_that_waits_is_told_from_the_other(text: str, before: str, after: str) -> None:
    assert said(text) == [(before, after)]


@pytest.mark.parametrize(
    "text",
    [
        "The move does not depend on the lease.",
        "There is no dependency on the lease.",
        "The move is independent of the lease.",
        "The move can start before the lease is signed.",
        "Can the move start before the lease is signed?",
        "A training needs analysis is planned.",
        "The lease is signed.",
    ],
)
def test_denials_questions_and_mere_mentions_tie_nothing(text: str) -> None:
    assert relations(text) == []


def test_the_distance_is_read_with_what_it_stands_between() -> None:
    (relation,) = relations("The survey goes out three weeks after the launch")
    assert relation.lag == Lag(15, exact=True)
    (needed,) = relations("Keys must be handed out at least two days before the move")
    assert needed.lag == Lag(2)


def test_the_same_day_is_a_start_with_a_start() -> None:
    (relation,) = relations("The hotline opens together with the launch")
    assert relation.type == "SS"


def test_a_side_may_list_several_things() -> None:
    assert pieces("keys, badges and the floor plan") == ["keys", "badges", "the floor plan"]
