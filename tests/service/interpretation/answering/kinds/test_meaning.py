"""What a term means, to each side and in the documents."""

from __future__ import annotations

from tests.service.interpretation.answering.kinds.asking import BANK, HOSPITAL, SCHOOL, asked, is_must, telling, texts


def test_the_askers_side_comes_first_and_the_warning_may_not_be_left_out() -> None:
    answer = asked("What does SSO mean?", "meaning")

    assert "to People Readiness" in answer.claims[0].text
    assert "to IT" in answer.claims[1].text
    assert is_must(answer, telling(answer, "Mind the difference"))
    assert all(claim.status == "glossary" and claim.sources for claim in answer.claims)


def test_somebody_from_it_reads_its_own_meaning_first() -> None:
    answer = asked("What does adoption mean?", "meaning", community="it")

    assert "to IT" in answer.claims[0].text
    assert "to People Readiness" in answer.claims[1].text


def test_two_documents_that_define_a_word_differently_stand_side_by_side() -> None:
    answer = asked("What does go-live mean here?", "meaning", HOSPITAL)

    technical = telling(answer, "runs on every ward tablet")
    nursing = telling(answer, "no nurse uses the paper chart")
    assert "technical plan of 4 February 2027" in technical.text
    assert "9 February 2027" in nursing.text
    assert is_must(answer, technical)
    assert is_must(answer, nursing)
    assert is_must(answer, telling(answer, "do not mean the same"))


def test_an_acronym_that_only_a_document_spells_out_is_explained_from_there() -> None:
    answer = asked("What is a DTP?", "meaning", HOSPITAL)

    first = answer.claims[0]
    assert "“downtime procedure”" in first.text
    assert first.status == "supported"
    assert any("DTP" in line and "glossary" in line for line in answer.missing)


def test_a_name_is_explained_by_the_sentence_that_tells_what_kind_of_thing_it_is() -> None:
    assert "learning portal Kolibri" in asked("What is Kolibri?", "meaning", SCHOOL).claims[0].text


def test_a_term_that_is_nowhere_is_said_to_be_nowhere() -> None:
    answer = asked("What does QZX stand for?", "meaning", HOSPITAL)

    assert len(answer.claims) == 1
    assert "neither in the glossary nor in the 3 documents" in answer.claims[0].text
    assert answer.must_say == {0}


def test_several_terms_are_each_explained_to_both_sides() -> None:
    answer = asked("What do SSO and VPN mean?", "meaning", BANK)

    for term in ("SSO", "VPN"):
        assert sum(f"“{term}” to " in text for text in texts(answer)) == 2


def test_how_a_document_uses_the_word_is_told_with_the_document() -> None:
    used = telling(asked("What does smart card mean?", "meaning", HOSPITAL), "Used in", "smart card")

    assert used.status == "supported"
    assert "technical plan of 4 February 2027" in used.text
