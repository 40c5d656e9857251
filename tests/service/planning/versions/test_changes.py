"""What changed between two versions, in words."""

from __future__ import annotations

from service.planning.checks.context import disconnect
from service.planning.nouns import Edit, Quote, Side, StatedDate
from service.planning.versions.changes import changes
from tests.service.planning.plans import day, link, milestone, plan

CLASH = disconnect(
    "contradicting_dates", "high", "Two days", [Side(community="it", says="x", sources=("p",))], "", "Which?"
)
GAP = disconnect("nobody_owns_it", "high", "No owner", [Side(community="it", says="x", sources=("q",))], "", "Who?")


def test_a_move_tells_both_dates_how_far_and_who_says_so() -> None:
    quote = Quote(source="p_mail", text="SSO moves to 17 May", title="Mail")
    dates = (StatedDate(start=day("2027-05-17"), end=day("2027-05-17"), words="17 May", quote=quote),)
    old = plan([milestone("sso", "2027-05-03", title="SSO")])
    new = plan(
        [
            milestone(
                "sso", "2027-05-17", title="SSO", why="17 May 2027 from Mail; it supersedes 3 May 2027."
            ).model_copy(update={"dates": dates})
        ],
        version=2,
    )
    found = changes(old, new)
    assert (found.from_version, found.to_version) == (1, 2)
    assert (found.moved[0].working_days, found.moved[0].sources) == (10, ("p_mail",))
    assert found.text == (
        "“SSO”: 17 May 2027, was 3 May 2027; 10 working days later. 17 May 2027 from Mail; it supersedes 3 May 2027.",
    )


def test_a_move_that_a_person_made_gives_their_reason() -> None:
    word = Edit(by="ana", at="2027-02-01T10:00:00Z", reason="the room is taken", changes={"start": "2027-05-04"})
    old = plan([milestone("course", "2027-05-03")])
    new = plan([milestone("course", "2027-05-04").model_copy(update={"edits": (word,)})], version=2)
    assert changes(old, new).moved[0].reason == "ana says so: the room is taken"


def test_the_end_alone_can_move() -> None:
    old = plan([milestone("course", "2027-05-03", "2027-05-07")])
    new = plan([milestone("course", "2027-05-03", "2027-05-05")], version=2)
    assert changes(old, new).moved[0].working_days == -2
    assert "its end 2 working days earlier" in changes(old, new).text[0]


def test_new_gone_and_changed_milestones_are_told() -> None:
    old = plan([milestone("course", "2027-05-03", owner="Mia"), milestone("fair", "2027-05-04")])
    new = plan([milestone("course", "2027-05-03", status="cancelled"), milestone("mail", "2027-05-05")], version=2)
    found = changes(old, new)
    assert [one.id for one in found.added] == ["mail"]
    assert [one.id for one in found.removed] == ["fair"]
    assert {(one.field, one.was, one.now) for one in found.changed} == {
        ("owner", "Mia", ""),
        ("status", "planned", "cancelled"),
    }
    lines = " ".join(found.text)
    assert "No longer planned: “Fair”, was 4 May 2027." in lines
    assert "New: “Mail”, 5 May 2027." in lines
    assert "owner was Mia, is now open" in lines


def test_dependencies_come_and_go() -> None:
    steps = [milestone("access", "2027-05-03"), milestone("course", "2027-05-10")]
    found = changes(plan(steps), plan(steps, [link("access", "course", why="it needs a sign-in")], version=2))
    assert found.text == ("“Course” now waits for “Access”: it needs a sign-in.",)
    assert changes(plan(steps, [link("access", "course")]), plan(steps)).unlinked[0].after == "course"


def test_a_margin_alone_is_no_change_of_a_dependency() -> None:
    old = plan([milestone("access", "2027-05-03"), milestone("course", "2027-05-10")], [link("access", "course")])
    new = plan([milestone("access", "2027-05-04"), milestone("course", "2027-05-10")], [link("access", "course")])
    found = changes(old, new)
    assert found.linked == found.unlinked == ()


def test_disconnects_are_new_settled_or_still_open() -> None:
    old, new = plan([], disconnects=[CLASH]), plan([], disconnects=[CLASH, GAP], version=2)
    forth, back = changes(old, new), changes(new, old)
    assert (forth.appeared, forth.still_open, forth.settled) == ((GAP,), (CLASH,), ())
    assert back.settled == (GAP,)
    assert forth.text == ("New disconnect: No owner. To be asked: Who?",)


def test_two_equal_versions_say_that_nothing_has_changed() -> None:
    one = plan([milestone("access", "2027-05-03")])
    assert changes(one, one).text == ("Nothing has changed.",)
