"""A question taken apart for a word index."""

from __future__ import annotations

import pytest

from retrieval.indexes.words import MOST_GROUPS, groups, matched


def test_words_that_say_nothing_are_left_out() -> None:
    assert groups("When will the shift leads be trained?") == (("shift",), ("leads",), ("trained",))


def test_a_question_of_stop_words_only_is_looked_for_as_it_is() -> None:
    assert groups("to be or not to be") == (("to",), ("be",), ("or",), ("not",))


def test_letters_in_capitals_are_a_name_even_where_small_ones_are_a_stop_word() -> None:
    assert ("it",) in groups("who in IT decides")
    assert ("it",) not in groups("who decides it")


def test_a_compound_is_looked_for_whole_and_in_parts() -> None:
    assert groups("2026-W50") == (("2026 w50",), ("2026",), ("w50",))


def test_expansions_become_groups_of_phrases_before_the_words() -> None:
    wanted = groups("SSO", [["SSO", "single sign-on", "  "], []])
    assert wanted == (("sso", "single sign on"), ("sso",))


@pytest.mark.parametrize("text", ['"', "NEAR(a b)*", "' OR 1=1 --", "a:b ^c", "\x00", "\ud800", "((("])
def test_no_character_survives_that_an_index_could_take_for_an_operator(text: str) -> None:
    for group in groups(text):
        for phrase in group:
            assert phrase.replace(" ", "").isalnum()


def test_of_a_pasted_document_only_so_many_words_are_taken() -> None:
    assert len(groups(" ".join(f"word{i}" for i in range(5000)))) == MOST_GROUPS


def test_what_answers_is_named_as_it_stands_in_the_text() -> None:
    wanted = groups("training of champions", [["SSO", "single sign-on"]])
    text = "Champions train first; Single Sign-On follows."
    assert matched(wanted, text) == ("single sign on", "train", "champions")


def test_a_phrase_is_only_found_where_its_words_stand_together() -> None:
    wanted = groups("", [["single sign-on"]])
    assert matched(wanted, "a single person may sign on Monday") == ()
