"""Questions are told apart by how they are asked, whatever they are about, and however carelessly they are typed."""

from __future__ import annotations

import pytest

from service.interpretation.answering.asked import kinds, spelling

ASKED = {
    "access": [
        "when do the depots get Worklane",
        "What date is the VPN being switched off?",
        "by when must everyone have a second factor?",
        "until when can we still use the old client",
        "is there a date for wave 3",
        "Timeline please",
        "what happens on 3 May",
        "vpn date",
        "could you tell me when training starts",
        "has wave 1 started yet?",
        "when can nurses log in to the new ward system",
        "hi, do you know when the parents get their accounts?",
    ],
    "fit": [
        "is there enough time between training and go-live",
        "Does the training come before people get access?",
        "is go-live on a holiday?",
        "do the training and the go live fit",
        "does wave 3 clash with the freeze",
        "how many working days between training and go-live",
        "will the accounts be ready in time for the training?",
        "can we train people before they have accounts?",
        "which comes first, training or access?",
        "is two days enough time for the teachers to learn the gradebook before term starts",
    ],
    "affected": [
        "who is hit by the VPN withdrawal",
        "who is affected",
        "Who gets Worklane?",
        "how many people lose the VPN?",
        "are the plants affected by MFA",
        "which groups need training?",
        "does this affect the shop floor",
        "which branches lose their tellers' terminals?",
    ],
    "changes": [
        "what's new since 2 April",
        "what has changed since last Monday",
        "any news since yesterday?",
        "what changed",
        "catch me up since Friday",
        "have any dates moved?",
        "did the go-live date change?",
        "what is different from last week's plan",
    ],
    "ask_it": [
        "what should I ask IT about the tablets",
        "What do I need to ask it about MFA?",
        "questions for IT about SSO",
        "what should we clarify with the security team",
    ],
    "impact": [
        "what does SSO mean for us",
        "What does the VPN withdrawal mean for training?",
        "how does MFA affect the night shift",
        "what do we have to prepare for wave 2",
        "what are the consequences for champions",
        "implications of the new gradebook for parents",
    ],
    "meaning": [
        "what does cutover mean",
        "what is SSO?",
        "explain conditional access",
        "what does IT mean by deployment",
        "what is the difference between go-live and cutover?",
        "what does hypercare mean to IT",
    ],
    "where": [
        "where does it say that the VPN goes on 14 May",
        "which document mentions passkeys",
        "where is that written?",
        "show me the passage about licences",
    ],
    "said": [
        "did anyone say anything about accessibility",
        "what do the documents say about tablets",
        "why is the VPN withdrawn",
        "who is responsible for the work instructions",
        "tell me about Worklane",
        "what is the service level for Worklane",
        "how many licences are ordered?",
    ],
    "other": [
        "wann bekommen die Depots Worklane?",
        "quand est-ce que les utilisateurs",
        "",
        "???",
        "hello",
        "tell me a joke",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ASKED.items() for text in texts])
def test_a_question_is_known_by_how_it_is_asked(kind: str, text: str) -> None:
    assert kinds.kind_of(spelling.plain(text)) == kind


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ASKED.items() for text in texts])
def test_capitals_and_question_marks_do_not_matter(kind: str, text: str) -> None:
    assert kinds.kind_of(spelling.plain(text.upper().rstrip("?"))) == kind
    assert kinds.kind_of(spelling.plain(f"  {text.lower()} ??")) == kind


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("wehn do depots get acess", "access"),
        ("who is afected by this", "affected"),
        ("waht changd since monday", "changes"),
        ("is there enogh time betwen traning and go-live", "fit"),
        ("wat does cutover mean", "meaning"),
    ],
)
def test_slips_of_the_finger_do_not_matter(typed: str, kind: str) -> None:
    assert kinds.kind_of(spelling.plain(typed)) == kind
