"""The first thing that a glossary's action tells to do."""

from __future__ import annotations

import pytest

from service.interpretation import wording


@pytest.mark.parametrize(
    ("action", "clause"),
    [
        ("Offer several ways to learn: a video, a talk; repeat them.", "offer several ways to learn"),
        ("Write one page (message, data) with names. Then ask.", "write one page with names"),
        (
            "Take pictures from the version that everybody will be given in the end, write one page of steps for each "
            "of the tasks, and have two people follow it before it goes out",
            "take pictures from the version that everybody will be given in the end",
        ),
        ("IT agrees the day.", "IT agrees the day"),
    ],
)
def test_it_ends_where_the_next_step_begins(action: str, clause: str) -> None:
    assert wording.first_clause(action) == clause


def test_a_list_of_single_words_is_not_cut() -> None:
    action = (
        "Write down a sheet in which every log, report, file and message that the new program makes is named for them"
    )

    assert wording.first_clause(action).endswith("is named for them")
