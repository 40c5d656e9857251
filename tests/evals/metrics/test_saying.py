from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.cases.common import Forbidden, Point
from evals.metrics.saying import forbidden, points, said


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("train", "Training is offered in both halls."),
        ("trained", "Who trains the night shift?"),
        ("send", "The mail was sent on Monday."),
        ("person", "Nine people are concerned."),
        ("e-mail", "An email goes out."),
        ("email", "An e-mail goes out."),
        ("sign-in", "They sign in with a badge."),
        ("single sign-on", "Single Sign-On (SSO) comes later."),
        ("end of hypercare", "until the end of the hypercare"),
        ("1200", "1,200 seats"),
        ("1200", "1.200 seats"),
        ("1,200", "1200 seats"),
        ("1200", "1 200 seats"),
        ("40 %", "40 percent of them"),
        ("3.5", "3,5 days"),
        ("three", "3 sites"),
        ("3", "three sites"),
        ("1 week", "one week before"),
        ("2.3.1", "release 2.3.1 of the app"),
        ("2 pm", "at 14:00"),
        ("14:30", "2:30 p.m."),
        ("14 May 2027", "by 14.05.2027"),
        ("14.05.2027", "on May 14"),
        ("2027-05-14", "Friday, the 14th of May"),
        ("14 May", "14/5 works for us"),
        ("16 May 2027", "from 14 to 16 May 2027"),
        ("May 2027", "on 14 May 2027"),
        ("March", "on 3 March"),
        ("IT", "IT looks after it"),
        ("manager | team lead", "Your team leads know."),
        ("works council", "The works council’s answer"),
    ],
)
def test_a_word_is_said_in_any_form_that_means_the_same(word: str, text: str) -> None:
    assert said([word], text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("40", "400 people"),
        ("40", "1,040 people"),
        ("14", "on 14 May"),
        ("4", "4.5 days"),
        ("2.3", "release 2.3.1"),
        ("14 May 2027", "in May 2027"),
        ("14 May 2027", "on 14 May 2026"),
        ("14 May 2027", "on 15 May 2027"),
        ("14:00", "at 2 am"),
        ("IT", "it is ready"),
        ("team lead", "the lead of another team"),
        ("manager | team lead", "Your team knows."),
        ("portal", "the port"),
    ],
)
def test_what_means_something_else_does_not_say_it(word: str, text: str) -> None:
    assert not said([word], text)


def test_each_of_the_words_has_to_be_there() -> None:
    text = "The badge office opens on 14 May."
    assert said(["badge", "14.05.2027"], text)
    assert not said(["badge", "15.05.2027"], text)


CLAIMS = ("The old portal closes on 14 May 2027.", "Managers tell their teams a week before.")
MUST_SAY = (
    Point(says="When the portal closes", words=("portal", "14 May 2027")),
    Point(says="Who tells the teams", words=("manager", "tell")),
)


def test_points_name_the_claims_that_say_them() -> None:
    assert points(MUST_SAY, CLAIMS) == ((0,), (1,))


def test_a_point_of_a_claim_that_is_left_out_is_not_said() -> None:
    assert points(MUST_SAY, CLAIMS[:1]) == ((0,), ())


def test_a_point_with_another_day_is_not_said() -> None:
    changed = [claim.replace("14 May", "15 May") for claim in CLAIMS]
    assert points(MUST_SAY, changed) == ((), (1,))


def test_a_point_is_not_made_of_words_of_several_claims() -> None:
    assert points(MUST_SAY, ["The portal stays.", "On 14 May 2027 we meet."])[0] == ()


def test_what_must_not_be_said_names_the_claims_that_say_it() -> None:
    never = (Forbidden(says="That it is optional", words=("optional | voluntary",)),)
    assert forbidden(never, CLAIMS) == ((),)
    assert forbidden(never, [*CLAIMS, "The course is voluntary."]) == ((2,),)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared_and_an_empty_word_is_never_said(word: str, text: str) -> None:
    assert said([word], text) in (True, False)
    assert not said([""], text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("plan portal 40 training 14:00 badge 2.5 managers".split()), min_size=1, max_size=6))
def test_a_text_says_each_of_its_own_words(words: list[str]) -> None:
    assert said(words, " ".join(words))
    assert not said([*words, "somewhere"], " ".join(words))
