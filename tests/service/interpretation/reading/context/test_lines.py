"""Line breaks that end what is said are told from those that only wrap it."""

from __future__ import annotations

import pytest

from retrieval.loaders import parse_text
from service.interpretation.reading import sentences


def texts(text: str) -> list[str]:
    parsed = parse_text(text)
    return [" ".join(s.text.split()) for s in sentences.split(parsed.text, parsed.blocks)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Scanner app v3\nrollout to 40 couriers in the north hub on 9 March\nsouth hub later\nbattery: 6 hours",
            [
                "Scanner app v3",
                "rollout to 40 couriers in the north hub on 9 March",
                "south hub later",
                "battery: 6 hours",
            ],
        ),
        (
            "[08:01] Bo: tills swap on Monday\n[08:02] Ida: fine",
            ["[08:01] Bo: tills swap on Monday", "[08:02] Ida: fine"],
        ),
        ("Need: six sandboxes\nNot needed: accounts", ["Need: six sandboxes", "Not needed: accounts"]),
    ],
)
def test_a_statement_on_a_line_of_its_own_is_a_sentence(text: str, said: list[str]) -> None:
    assert texts(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "The couriers of the north hub get the new scanner app on the ninth of March, and those of\nthe other follow.",
        "All drivers, porters and clerks of the\nnorth hub, of the south hub and of the\nharbour get a phone.",
    ],
)
def test_a_wrapped_line_goes_on(text: str) -> None:
    assert len(texts(text)) == 1


def test_a_line_without_a_full_stop_above_a_list_introduces_it() -> None:
    parsed = parse_text("We open only if\n- the sandbox is stable\n- 12 accounts work")
    cut = sentences.split(parsed.text, parsed.blocks)
    assert sentences.lead_ins(cut) == {1: 0, 2: 0}
