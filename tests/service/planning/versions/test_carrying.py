"""Ids and people's words from one version to the next."""

from __future__ import annotations

import pytest

from service.planning.nouns import Edit, Milestone, Quote, StatedDate
from service.planning.versions.carrying import carried, renamed, renaming
from tests.service.planning.plans import day, link, milestone


def said(one: Milestone, start: str, written: str, title: str = "Course plan") -> Milestone:
    """As a document of that day has it."""
    quote = Quote(source="p_new", text=f"on {start}", title=title, written=day(written))
    stated = StatedDate(start=day(start), end=day(start), words=start, quote=quote)
    return one.model_copy(
        update={"start": day(start), "end": day(start), "dates": (stated, *one.dates), "quotes": (quote,)}
    )


def edited(one: Milestone, at: str = "2027-02-01T10:00:00Z", **changes: str) -> Milestone:
    return one.model_copy(update={"edits": (Edit(by="ana", at=at, reason="agreed on the phone", changes=changes),)})


def test_a_milestone_keeps_its_id_when_its_title_its_date_and_its_passage_change_a_little() -> None:
    old = milestone("m_old", "2027-03-01", title="Training for nurses", kinds=["training"], groups=["nurses"])
    new = milestone(
        "m_new", "2027-03-08", title="Training of nurses", kinds=["training"], groups=["nurses"], sources=["p_other"]
    )
    assert carried([old], [new])[0].id == "m_old"
    same_words = [
        one.model_copy(update={"quotes": (Quote(source="p", text="Nurses learn it on ward 3"),)}) for one in (old, new)
    ]
    assert carried(same_words[:1], [same_words[1].model_copy(update={"title": "Learning on ward 3"})])[0].id == "m_old"


def test_waves_and_groups_are_not_taken_for_each_other() -> None:
    old = [milestone("m_1", "2027-03-01", title="Go-live", parts=["wave 1"])]
    new = [milestone("n_2", "2027-03-01", title="Go-live", parts=["wave 2"])]
    assert carried(old, new)[0].id == "n_2"
    people = (
        milestone("m_1", title="Training", groups=["nurses"]),
        milestone("n_1", title="Training", groups=["porters"]),
    )
    assert carried(people[:1], people[1:])[0].id == "n_1"


def test_each_old_milestone_is_one_new_one_the_likest_first() -> None:
    old = [milestone("m_1", "2027-03-01", title="Go-live plant", kinds=["go_live"])]
    new = [
        milestone("n_1", "2027-05-01", title="Go-live plant office", kinds=["go_live"]),
        milestone("n_2", "2027-03-01", title="Go-live plant", kinds=["go_live"]),
    ]
    assert [one.id for one in carried(old, new)] == ["n_1", "m_1"]


def test_the_same_id_is_the_same_milestone_before_any_likeness() -> None:
    old = [milestone("m_1", title="Training"), milestone("m_2", title="Briefing")]
    new = [milestone("m_1", title="Briefing"), milestone("n_2", title="Training")]
    assert carried(old, new)[0].id == "m_1"


def test_dependencies_follow_the_ids() -> None:
    new = [milestone("n_1", title="Training"), milestone("n_2", title="Access")]
    kept = carried([milestone("m_1", title="Training")], new)
    assert renaming(new, kept) == {"n_1": "m_1", "n_2": "n_2"}
    assert [(one.before, one.after) for one in renamed(new, kept, [link("n_2", "n_1")])] == [("n_2", "m_1")]


def test_a_persons_word_stands_when_the_documents_are_read_again() -> None:
    new = said(milestone("m_1"), "2027-03-01", "2027-01-10")
    old = edited(new, start="2027-03-15", end="2027-03-16", owner="Rosa")
    kept = carried([old], [new])[0]
    assert (kept.start, kept.end, kept.owner, kept.basis) == (day("2027-03-15"), day("2027-03-16"), "Rosa", "stated")
    assert kept.edits == old.edits
    assert "ana says so: agreed on the phone" in kept.why
    assert "otherwise" not in kept.why
    assert all(one.superseded for one in kept.dates)


def test_a_newer_document_that_says_otherwise_is_named_and_does_not_displace_the_word() -> None:
    new = said(milestone("m_1"), "2027-04-05", "2027-02-20", title="Newer mail")
    kept = carried([edited(milestone("m_1", "2027-03-01"), start="2027-03-15", end="2027-03-15")], [new])[0]
    assert kept.start == day("2027-03-15")
    assert "“Newer mail” of 20 February 2027 is newer and says otherwise: 5 April 2027" in kept.why


def test_a_newer_document_that_agrees_is_no_contradiction() -> None:
    new = said(milestone("m_1"), "2027-03-15", "2027-02-20")
    kept = carried([edited(milestone("m_1", "2027-03-01"), start="2027-03-15", end="2027-03-15")], [new])[0]
    assert "otherwise" not in kept.why


@pytest.mark.parametrize(("field", "value"), [("owner", None), ("start", None)])
def test_a_field_that_a_person_emptied_stays_empty(field: str, value: None) -> None:
    changes = {field: "null", "end": "null"} if field == "start" else {field: "null"}
    kept = carried([edited(milestone("m_1"), **changes)], [milestone("m_1", "2027-03-01", owner="Mia")])[0]
    assert getattr(kept, field) is value
