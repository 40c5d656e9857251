"""What a change means for training, communications, support, champions."""

from __future__ import annotations

import datetime as dt

import pytest

from service.interpretation import wording
from tests.service.interpretation.answering.kinds.asking import (
    BANK,
    HOSPITAL,
    SCHOOL,
    Written,
    asked,
    evidence,
    is_must,
    telling,
    texts,
)


def test_what_is_planned_already_is_told_before_what_follows_from_the_glossary() -> None:
    answer = asked("What does Mediro mean for training?", "impact", HOSPITAL)

    first = answer.claims[0]
    assert first.text.startswith("Training, planned in")
    assert "15 to 26 March 2027" in first.text
    assert first.status == "supported"


@pytest.mark.parametrize(
    "question",
    [
        "What does MFA mean for communications and support?",
        "How does multi-factor authentication affect our communication and the support?",
    ],
)
def test_what_follows_has_the_day_and_the_people_of_the_occasion(question: str) -> None:
    answer = asked(question, "impact", BANK)

    told = telling(answer, "communications", "900 advisers", "6 September 2027")
    assert told.status == "computed"
    assert "before 6 September 2027" in told.why
    assert [s[:2] for s in told.sources][:2] == ["g_", "p_"]
    assert telling(answer, "support").sources


def test_a_due_day_is_counted_back_from_the_day_that_the_passage_gives() -> None:
    answer = asked("What does MFA mean for communications?", "impact", BANK)

    for claim in answer.claims:
        if claim.status == "computed" and "for 6 September 2027" in claim.text:
            due = next(d for d in _days() if f"due {wording.day(d)}," in claim.text)
            assert due < dt.date(2027, 9, 6)
            return
    raise AssertionError(texts(answer))


def _days() -> list[dt.date]:
    return [dt.date(2027, 1, 1) + dt.timedelta(days=n) for n in range(400)]


def test_only_the_fields_that_were_asked_for_are_told() -> None:
    answer = asked("What does MFA mean for training?", "impact", BANK)

    assert answer.claims
    assert all(text.startswith("Training") for text in texts(answer))


def test_what_a_document_leaves_open_in_the_field_is_told_as_open() -> None:
    answer = asked("What does Mediro mean for support?", "impact", HOSPITAL)

    assert "Who pays? Open." in telling(answer, "still open").text


def test_without_an_occasion_in_the_documents_the_glossary_speaks_in_general_and_says_so() -> None:
    answer = asked("What does single sign-on mean for communications?", "impact", SCHOOL)

    assert all("in general" in text for text in texts(answer))
    assert all(claim.status == "glossary" for claim in answer.claims)
    assert any("occasion" in line for line in answer.missing)


def test_a_group_hears_only_of_what_names_it() -> None:
    answer = asked("What does this mean for the advisers?", "impact", BANK)

    known = {s.id: s.text for s in evidence("x", "impact", BANK).passages}
    for claim in answer.claims:
        assert any("advisers" in known.get(source, "") for source in claim.sources), claim


def test_documents_that_disagree_on_the_day_are_named_in_any_case() -> None:
    answer = asked("What does the withdrawal of the generic ward logins mean for us?", "impact", HOSPITAL)

    conflict = telling(answer, "30 June 2027", "10 May 2027")
    assert is_must(answer, conflict)
    assert len(conflict.sources) == 2


PRACTICE: tuple[Written, ...] = (
    ("Plan", "it", dt.date(2027, 3, 2), "# Plan\n\nThe training accounts for Tillo are ready on 26 April 2027.\n"),
    (
        "Readiness plan",
        "people_readiness",
        dt.date(2027, 3, 3),
        "# Readiness plan\n\n## Training\n\nTillo courses for the cashiers run from 14 to 23 April 2027.\n",
    ),
)


def test_courses_before_there_are_accounts_are_told_in_any_case() -> None:
    answer = asked("What does Tillo mean for training?", "impact", PRACTICE)

    misfit = telling(answer, "26 April 2027", "14 April 2027")
    assert is_must(answer, misfit)
    assert len(misfit.sources) == 2


def test_a_message_planned_after_the_day_is_told_as_too_late() -> None:
    late: tuple[Written, ...] = (
        (
            "Plan",
            "it",
            dt.date(2027, 3, 2),
            "# Plan\n\nMulti-factor authentication becomes mandatory for the 900 advisers on 6 September 2027.\n",
        ),
        (
            "Messages",
            "people_readiness",
            dt.date(2027, 3, 3),
            "# Messages\n\n## Communications\n\nOn 9 September 2027 the mail on multi-factor authentication announces "
            "to the advisers what changes, why, from which day, and whom to ask.\n",
        ),
    )
    answer = asked("What does MFA mean for communications?", "impact", late)

    told = telling(answer, "planned for 9 September 2027, not before 6 September 2027")
    assert is_must(answer, told)


def test_of_numbered_steps_only_the_one_asked_for_counts() -> None:
    answer = asked("What does phase 2 mean for communications and support?", "impact", HOSPITAL)

    assert not any("12 April 2027" in text or "140 nurses" in text for text in texts(answer))
