"""Technical terms without an entry: acronyms, what they stand for, and what merely looks like one."""

from __future__ import annotations

import pytest

from service.interpretation.reading import terms


def found(text: str) -> dict[str, str | None]:
    return {t.term: t.expansion for t in terms.unknown(text, [])}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Each ward has a label printing service (LPS).", "LPS", "label printing service"),
        ("The LPS (label printing service) is old.", "LPS", "label printing service"),
        ("Staff read out one-time codes (OTCs) on the phone.", "OTC", "one-time codes"),
        ("Point-of-care testing (POCT) moves.", "POCT", "Point-of-care testing"),
        ("A “yard management system” (“YMS”) helps.", "YMS", "yard management system"),
        ("YMS – Yard Management System", "YMS", "Yard Management System"),
        ("YMS: yard management system, bought in May", "YMS", "yard management system"),
        ("YMS stands for yard management system.", "YMS", "yard management system"),
        ("We call the token provider, or ToP, every day. The ToP is slow.", "ToP", "token provider"),
        ("Quality of service management (QSM) is measured.", "QSM", "Quality of service management"),
    ],
)
def test_an_acronym_is_found_with_what_it_stands_for(text: str, short: str, long: str) -> None:
    assert found(text)[short] == long


def test_the_words_of_another_phrase_are_no_expansion() -> None:
    assert found("The night shift (WMS users) meets; a letter follows (QRS).") == {"WMS": None, "QRS": None}


@pytest.mark.parametrize(
    "text",
    [
        "Chapter IV, phase XII and part XIX",
        "INC0012345, CHG-4711, KB5031356 and RFC 2119",
        "V2, Q3, FY27, CW12 and A4",
        "10 GB, 20 GHZ, 3 KWH, 40 EUR",
        "OUT OF SCOPE ITEMS FOR WAVE TWO",
        "PLEASE READ THIS NOW",
        "12 JAN to 3 SEPT, MON to THU",
        "The LINE stops. The line is old.",
        "see C:\\WMS, /etc/WMS, WMS.exe and WMS@example.org",
    ],
)
def test_numbers_units_references_and_shouting_are_no_terms(text: str) -> None:
    assert found(text) == {}


def test_plurals_and_possessives_count_with_their_acronym() -> None:
    (term,) = terms.unknown("The PLC stops. Two PLCs start, and a PLC's lamp is red.", [])
    assert (term.term, term.count, term.start) == ("PLC", 3, 4)


def test_what_the_glossary_knows_is_left_out() -> None:
    text = "SSO and PLC"
    assert [t.term for t in terms.unknown(text, [(0, 3)])] == ["PLC"]


def test_capitals_in_a_heading_of_capitals_mean_nothing() -> None:
    assert terms.unknown("PLANT LINES\n\nText", [], shouting=[(0, 11)]) == []


def test_the_most_frequent_comes_first() -> None:
    assert [t.term for t in terms.unknown("PLC, HMI, HMI", [])] == ["HMI", "PLC"]


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "A/" * 100_000, "a " * 100_000 + "(ABC)", "(" * 100_000, "Ab-" * 60_000]
)
@pytest.mark.timeout(60)
def test_a_text_of_one_long_word_is_read_to_its_end(text: str) -> None:
    assert "PLC" in [found.term for found in terms.unknown(f"{text}\n\nThen the PLC stops.", [])]
