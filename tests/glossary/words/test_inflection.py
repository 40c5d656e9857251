from __future__ import annotations

import pytest

from glossary.words.inflection import closed_spellings, noun_forms, open_spellings, spellings, verb_forms


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("policy", "policies"),
        ("key", "keys"),
        ("patch", "patches"),
        ("access", "accesses"),
        ("person", "people"),
        ("analysis", "analyses"),
        ("API", "APIs"),
        ("proof of concept", "proofs of concept"),
        ("release notes", "release note"),
    ],
)
def test_a_noun_is_found_in_the_other_number(word: str, plural: str) -> None:
    assert {word, plural} <= noun_forms(word)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("plan", "plans planned planning"),
        ("deploy", "deploys deployed deploying"),
        ("verify", "verifies verified verifying"),
        ("migrate", "migrates migrated migrating"),
        ("patch", "patches patched patching"),
        ("reset", "resets reset resetting"),
        ("withdraw", "withdraws withdrew withdrawn withdrawing"),
        ("enrol", "enrols enrolled enrolling"),
        ("cancel", "cancels canceled cancelled"),
    ],
)
def test_a_verb_is_found_in_all_its_forms(verb: str, forms: str) -> None:
    assert {verb, *forms.split()} <= verb_forms(verb)


def test_of_a_phrasal_verb_the_first_word_is_inflected() -> None:
    assert {"goes live", "went live", "gone live", "going live"} <= verb_forms("go live")
    assert verb_forms("roll out") == {"roll out", "rolls out", "rolled out", "rolling out"}


def test_a_single_syllable_is_doubled_always() -> None:
    assert not {"planing", "planed", "cuting"} & (verb_forms("plan") | verb_forms("cut"))


def test_both_sides_of_the_atlantic_are_spelt() -> None:
    assert spellings("organisational licence") == {
        f"{first} {last}" for first in ("organisational", "organizational") for last in ("licence", "license")
    }
    assert "programs" in spellings("programmes")


def test_compounds_close_and_open() -> None:
    assert closed_spellings("single sign-on") == {"single sign on", "single signon"}
    assert closed_spellings("help desk") == {"help desk", "helpdesk"}
    assert closed_spellings("two words more") == {"two words more"}
    assert open_spellings("rollback") == {"roll back"}
