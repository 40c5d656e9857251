from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from evals.metrics.citations import Stated, bears_out, citation_parts
from evals.metrics.counting import ratio
from evals.nouns import Part

TEXTS = {
    "portal": "The old portal closes on 14 May 2027. Requests go through the new one from then on.",
    "training": "All 120 supervisors in Lyon are trained in the first week of May.",
    "badge": "Badges are not replaced; every badge keeps working.",
}
ANSWER = (
    Stated("The old portal closes on 14.05.2027.", ("portal",)),
    Stated("120 supervisors are trained before that.", ("training",)),
    Stated("Badges are not replaced.", ("badge",)),
)


def entails(texts: Sequence[str], statement: str) -> bool:
    """A judge of sets: a statement's letters have to be among those of the texts together."""
    return set(statement) <= set("".join(texts))


def values(statements: Sequence[Stated], texts: dict[str, str]) -> tuple[float | None, float | None]:
    made = citation_parts(statements, texts, entails)
    return ratio([made["citation_recall"]]), ratio([made["citation_precision"]])


LETTERS = {"a": "a", "b": "b", "ab": "ab", "z": "z"}


@pytest.mark.parametrize(
    ("cites", "recall", "precision"),
    [
        (("ab",), 1, 1),
        (("a", "b"), 1, 1),  # neither alone, both together
        (("ab", "z"), 1, 1 / 2),  # z says nothing, and the other does without it
        (("ab", "a"), 1, 1 / 2),
        (("ab", "ab"), 1, 1),  # repeated, not two
        (("a", "z"), 0, 0),  # not borne out, so no citation counts
        ((), 0, 0),
        (("ab", "gone"), 0, 0),  # a source that does not exist
    ],
)
def test_a_statement_counts_as_alce_has_it(cites: tuple[str, ...], recall: float, precision: float) -> None:
    assert values([Stated("ab", cites)], LETTERS) == (recall, precision)


def test_recall_is_over_statements_and_precision_over_citations() -> None:
    statements = [Stated("ab", ("ab", "z", "a")), Stated("b", ("b",)), Stated("a", ("z",)), Stated("z")]
    assert values(statements, LETTERS) == (2 / 4, 2 / 5)


def test_an_answer_without_statements_says_nothing() -> None:
    assert citation_parts([], LETTERS, entails) == dict.fromkeys(
        ("citation_recall", "citation_precision"), Part(over=0, under=0)
    )


def test_citing_at_random_lowers_both() -> None:
    chance = random.Random(3)
    right = citation_parts(ANSWER, TEXTS, bears_out)
    assert [ratio([part]) for part in right.values()] == [1, 1]
    moved = [Stated(one.text, (chance.choice([key for key in TEXTS if key not in one.cites]),)) for one in ANSWER]
    wrong = citation_parts(moved, TEXTS, bears_out)
    assert [ratio([part]) for part in wrong.values()] == [0, 0]


def test_citing_everything_each_time_lowers_precision_alone() -> None:
    greedy = citation_parts([Stated(one.text, tuple(TEXTS)) for one in ANSWER], TEXTS, bears_out)
    assert ratio([greedy["citation_recall"]]) == 1
    assert ratio([greedy["citation_precision"]]) == pytest.approx(3 / 9)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("portal", "The old portal closes on 15 May 2027."),
        ("portal", "The old portal closes in Lyon on 14 May 2027."),
        ("portal", "The old portal does not close on 14 May 2027."),
        ("training", "All 130 supervisors are trained."),
        ("training", "Nobody has to pay for lunch."),
        ("badge", "Badges are replaced."),
    ],
)
def test_the_judge_refuses_another_number_name_or_denial(source: str, statement: str) -> None:
    assert not bears_out([TEXTS[source]], statement)


def test_the_judge_reads_several_texts_together() -> None:
    statement = "The portal closes on 14 May, and the 120 supervisors are trained in Lyon."
    assert bears_out([TEXTS["portal"], TEXTS["training"]], statement)
    assert not bears_out([TEXTS["portal"]], statement)
    assert not bears_out([], statement)
