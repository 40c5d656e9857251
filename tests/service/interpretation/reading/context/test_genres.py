"""An advert, an invitation, a glossary, a quoted old mail and news of others change nothing for anybody here."""

from __future__ import annotations

import pytest

from tests.service.interpretation.conftest import Interpret

NOTHING = [
    "We are hiring: service desk agent (m/f/d)\n\nYou bring two years of experience with MFA and VPN rollouts.\n"
    "We offer a new laptop and home office. Apply by 9 March.",
    "Cake at three to celebrate that the MFA rollout went so well! Who's in?",
    "Terms used here\n\nMFA: a second proof that is asked for at sign-in\nVPN: a tunnel that users switch on",
    "The VPN gateway moves to another data centre on Sunday. Nobody will notice.",
    "Certificates are renewed on Saturday night, no user impact.",
    "The directory is upgraded on 9 May and this is invisible to users.",
    "A competitor introduces single sign-on in May.",
    "The MFA rollout is over. Thanks to all.",
    "MFA rollout: closed.",
    "Go-live takes place as planned.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_kind_of_text_it_is_can_say_that_nothing_follows(text: str, interpret: Interpret) -> None:
    said = interpret(text)
    assert [m for s in said.statements for m in s.mentions], "the terms themselves must be found"
    assert [i.do for i in said.implications] == []


@pytest.mark.parametrize(
    "text",
    [
        "We offer two dates: MFA becomes mandatory on 9 March for sales and on 6 April for all others.",
        "MFA becomes mandatory on 9 March. There is cake for whoever enrols first, who's in?",
        "Glossary of the project\n\nFrom 9 March everybody signs in with single sign-on.",
        "The VPN is switched off on 9 May. Nobody will notice if they have moved before.",
        "The directory moves on Sunday, nobody will notice. All users must enrol in MFA by 9 May.",
        "On 3 November 2026 Ann Lee wrote:\n\nFrom 9 March 2027 MFA will be mandatory for everybody.",
        "Our vendor's newsletter reached us: from 9 March we have to sign in with MFA.",
        "Go-live takes place as planned on 9 March.",
        "Q: When is the VPN switched off?\nA: On 9 May.",
        "Q: Will the VPN be switched off?\nA: Yes, in May.",
    ],
)
def test_a_change_for_people_is_read_whatever_stands_around_it(text: str, interpret: Interpret) -> None:
    assert interpret(text).implications


def test_an_answer_of_no_denies_its_question(interpret: Interpret) -> None:
    assert interpret("Q: Will the VPN be switched off?\nA: No.").implications == ()


def test_those_who_prepare_others_can_say_that_they_need_nothing(interpret: Interpret) -> None:
    text = "Training starts on 9 March in the sandbox. Nothing is needed from your side."
    assert interpret(text, "people_readiness", "it").implications == ()
    assert interpret(text.split(".")[0] + ".", "people_readiness", "it").implications


def test_a_quoted_mail_that_is_long_past_gives_no_occasion(interpret: Interpret) -> None:
    said = interpret("On 3 March 2024 Ann Lee wrote:\n\nFrom 1 April 2024 MFA will be mandatory for everybody.")
    assert [m.occasion for s in said.statements for m in s.mentions] == [None]
