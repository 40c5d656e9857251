"""A model's words reach a reader as plain text, whatever was in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.interpretation.phrasing.claims.cleaning import clean, visible

ELSEWHERE = "(address in the source)"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Doors open on [3 May](https://evil.example/?q=secret).", "Doors open on 3 May."),
        ("Doors open. ![x](https://evil.example/a.png)", "Doors open."),
        ("Doors open. ![x][1]", "Doors open."),
        ("See [the plan][1] first.", "See the plan first."),
        ("Sign in at https://evil.example/login now.", f"Sign in at {ELSEWHERE} now."),
        ("Sign in at <https://evil.example/login>.", f"Sign in at {ELSEWHERE}."),
        ("Sign in at www.evil.example.", f"Sign in at {ELSEWHERE}."),
        ("Sign in at evil.example/login.", f"Sign in at {ELSEWHERE}."),
        ("Sign in at //evil.example/login", f"Sign in at {ELSEWHERE}"),
        ("Sign in at evil.example now.", f"Sign in at {ELSEWHERE} now."),
        ("Write to thief@evil.example now.", f"Write to {ELSEWHERE} now."),
        ("Run javascript:alert(1) first.", f"Run {ELSEWHERE} first."),
        ("Doors <b>open</b> on <script>steal()</script>3 May.", "Doors open on 3 May."),
        ("Doors open.<img src=x onerror=steal()>", "Doors open."),
        ("Doors open.<img src=x onerror=steal()", "Doors open. img src=x onerror=steal()"),
        ("Doors &lt;img src=x&gt; open.", "Doors open."),
        ("Doors &amp;lt;img src=x&amp;gt; open.", "Doors open."),
        ("**Doors** open on *3 May*, `now`.", "Doors open on 3 May, now."),
        ("- Doors open.", "Doors open."),
        ("### Doors open.", "Doors open."),
        ("1. Doors open.", "Doors open."),
        ("Doors\u202e nepo\u202c on\u200b 3\x00 May\U000e0041.", "Doors nepo on 3 May."),
        ("Doors \ud800open.", "Doors open."),
        ("Doors\nopen\u2028on 3 May.", "Doors open on 3 May."),
        ("Fewer than <5 doors open at 07:30, i.e. few.", "Fewer than <5 doors open at 07:30, i.e. few."),
        ("Wave 2 covers 1,420 people; v1.4 of 99.5 % counts.", "Wave 2 covers 1,420 people; v1.4 of 99.5 % counts."),
        ("snake_case and 2*3*4 stay.", "snake_case and 2*3*4 stay."),
    ],
)
def test_only_plain_text_is_left(written: str, read: str) -> None:
    assert clean(written) == read


def test_a_host_or_mail_address_of_a_cited_source_stays_as_plain_text() -> None:
    sources = ["Write to desk@kilvarra.example; the intranet is one.kilvarra.example."]
    text = "Write to desk@kilvarra.example or open one.kilvarra.example."
    assert clean(text, sources) == text
    assert clean("Write to thief@kilvarra.example.", sources) == f"Write to {ELSEWHERE}."


def test_an_address_with_a_path_does_not_even_stay_when_a_source_has_it() -> None:
    sources = ["Go to https://evil.example/now"]
    assert "evil" not in clean("Go to https://evil.example/now.", sources)


def test_nested_disguises_are_unfolded_or_dropped() -> None:
    assert not re.search(r"<\S", clean("<<b>script>steal()<</b>/script>"))
    assert clean("[[[[a](b)](c)](d)](e)") == "a"
    deep = "<script>"
    for _ in range(12):
        deep = deep.replace("&", "&amp;").replace("<", "&lt;")
    assert clean(deep) == ""


@given(st.text(max_size=200) | st.text(alphabet="[]()<>!/:.a&;lt*`_\u202e\u200b ", max_size=200))
def test_whatever_comes_nothing_that_acts_is_left(text: str) -> None:
    cleaned = clean(text)
    assert visible(cleaned) == cleaned
    assert not re.search(r"\]\(|<[a-zA-Z/!?]|!\[.*\]|\w://", cleaned)
    assert clean(cleaned) == cleaned or "(address" in cleaned
