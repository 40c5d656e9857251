from __future__ import annotations

import itertools
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.matcher import Matcher, Mention
from tests.glossary.making import catalog, concept

MATCHER = Matcher(
    catalog(
        concept("single-sign-on", "single sign-on", "SSO", verbs=("federate",)),
        concept("sign-on", "sign-on"),
        concept("multi-factor-authentication", "multi-factor authentication", "MFA"),
        concept("information-technology", "information technology", "IT"),
        concept("pin-sign-in", "PIN"),
        concept("deployment", "deployment", verbs=("deploy", "roll out", "go live", "cut over", "set up")),
        concept("help-desk", "help desk"),
        concept("licence", "licence"),
        concept("organisational-change", "organisational change", verbs=("organise",)),
        concept("training-programme", "training programme"),
        concept("data-centre", "data centre"),
        concept("policy", "policy"),
        concept("proof-of-concept", "proof of concept"),
        concept("release", "release", verbs=("release",)),
        concept("environment", "environment"),
        concept("go-no-go", "go/no-go"),
        concept("dot-net", ".NET"),
        concept("pipeline", "CI/CD"),
        concept("resume", "résumé"),
        concept("configuration", "configuration"),
    ),
    extra_labels=("Orbit time sheet",),
)


def found(text: str) -> list[tuple[str, str | None]]:
    mentions = MATCHER.find(text)
    assert all(text[m.start : m.end] == m.label for m in mentions)
    return [(m.label, m.concept) for m in mentions]


def concepts(text: str) -> list[str | None]:
    return [name for _, name in found(text)]


@pytest.mark.parametrize(
    "written",
    [
        "single sign-on",
        "Single Sign On",
        "SINGLE SIGN-ON",
        "single signon",
        "single-sign-on",
        "single sign\u2011on",
        "single sign\u2013on",
        "single\u00a0sign\u2010on",
        "single\n    sign-on",
        "single\r\nsign-on",
        "single  sign-on",
        "single\tsign-on",
        "single sign-\n  on",
        "single sign-ons",
        "sin\u00adgle sign-on",
        "SSO",
        "SSOs",
        "\uff33\uff33\uff2f",
        "federates",
        "federated",
        "federating",
    ],
)
def test_a_label_is_found_in_every_way_of_writing_it(written: str) -> None:
    assert found(f"We have {written}, today.") == [(written, "single-sign-on")]


@pytest.mark.parametrize(
    ("written", "concept_id"),
    [
        ("policies", "policy"),
        ("proofs of concept", "proof-of-concept"),
        ("helpdesk", "help-desk"),
        ("help-desks", "help-desk"),
        ("licenses", "licence"),
        ("organizational changes", "organisational-change"),
        ("organizing", "organisational-change"),
        ("training programs", "training-programme"),
        ("data centers", "data-centre"),
        ("deployed", "deployment"),
        ("rolling out", "deployment"),
        ("rolled out", "deployment"),
        ("went live", "deployment"),
        ("gone live", "deployment"),
        ("going live", "deployment"),
        ("cutting over", "deployment"),
        ("set up", "deployment"),
        ("go/no-go", "go-no-go"),
        ("go no go", "go-no-go"),
        (".NET", "dot-net"),
        ("CI/CD", "pipeline"),
        ("re\u0301sume\u0301s", "resume"),
        ("con\ufb01gurations", "configuration"),
    ],
)
def test_inflected_and_respelt_forms_are_found(written: str, concept_id: str) -> None:
    assert found(f"Then {written} again") == [(written, concept_id)]


def test_a_possessive_is_no_part_of_the_label() -> None:
    assert found("the SSO's page, the help desk\u2019s hours") == [
        ("SSO", "single-sign-on"),
        ("help desk", "help-desk"),
    ]


def test_the_longest_label_counts_and_a_longer_one_that_ends_within_a_word_hides_nothing() -> None:
    assert concepts("single sign-on") == ["single-sign-on"]
    assert concepts("sign-on") == ["sign-on"]
    assert concepts("single, sign-on") == ["sign-on"]
    assert concepts("roll outside") == []
    assert concepts("SSO multi-factor authenticationless MFA") == ["single-sign-on", "multi-factor-authentication"]


def test_labels_are_whole_words() -> None:
    assert found("redeployments, policyholder, ssot, environmental, preSSO, SSO2") == []


def test_capitals_tell_an_acronym_from_a_word() -> None:
    assert found("IT says it is done") == [("IT", "information-technology")]
    assert found("Pin it to the wall, use your PIN or PINs, no pins") == [
        ("PIN", "pin-sign-in"),
        ("PINs", "pin-sign-in"),
    ]
    assert found("sso") == []


@pytest.mark.parametrize("text", ["PLEASE READ IT NOW", "JUST DO IT", "WHAT IT MEANS FOR YOU"])
def test_in_a_run_of_capitals_a_small_word_is_no_acronym(text: str) -> None:
    assert found(text) == []


def test_beside_another_acronym_it_still_is_one() -> None:
    assert concepts("IT SSO plans") == ["information-technology", "single-sign-on"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/environment/SSO?release=1",
        "www.environment.example",
        "release@example.org",
        "anna@environment.example",
        "/etc/environment",
        "./release/SSO",
        "docs/environment/plan.md",
        "C:\\release\\SSO",
        "config.environment.name",
        "my_environment, environment_name",
        "environment.yaml",
        "--environment prod",
        "environment=prod",
        "release()",
        "$environment",
    ],
)
def test_addresses_paths_and_identifiers_are_not_read(text: str) -> None:
    assert found(f"see {text} there") == []


@pytest.mark.parametrize(
    "text", ["SSO/MFA", "(SSO)", "**SSO**", "_SSO_", "[SSO](https://example.org/SSO)", "SSO-based", "SSO."]
)
def test_punctuation_around_a_label_does_not_hide_it(text: str) -> None:
    assert found(f"see {text} ")[0] == ("SSO", "single-sign-on")


def test_a_label_never_crosses_a_paragraph_or_a_clause() -> None:
    for between in ("\n\n", "\n \n", "\r\n\r\n", "\f", "\u2029", ", ", " - ", "; ", "/", "\n- "):
        assert concepts(f"help{between}desk") == [], repr(between)


def test_a_label_within_an_idiom_is_no_mention() -> None:
    matcher = Matcher(
        catalog(
            concept("account", idioms=("into account", "take account of")),
            concept("account-management", "account management"),
            concept("freeze", "freeze", verbs=("freeze",), idioms=("hiring freeze",)),
            concept("hiring", "hiring"),
        ),
        extra_labels=("Account of Ours",),
    )

    def found_in(text: str) -> list[str]:
        return [mention.label for mention in matcher.find(text)]

    assert found_in("Taking that into account, Into  Account and into-account.") == []
    assert found_in("It took account of this, and put money into an account.") == ["account"]
    assert found_in("Look into account management.") == ["account management"]
    assert found_in("A hiring freeze, two hiring freezes and a freeze.") == ["hiring", "hiring", "freeze"]
    assert found_in("We take Account of Ours to the web.") == ["Account of Ours"]
    assert found_in("Account into account; accounts") == ["Account", "accounts"]


def test_a_term_and_the_acronym_it_defines_are_both_found() -> None:
    assert found("Single sign-on (SSO) starts") == [("Single sign-on", "single-sign-on"), ("SSO", "single-sign-on")]


def test_verbs_are_told_from_nouns() -> None:
    def verbs(text: str) -> list[bool]:
        return [mention.verb for mention in MATCHER.find(text)]

    assert verbs("we deploy the deployment") == [True, False]
    assert verbs("We release the app. The release is late. They released it.") == [True, False, True]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("They sign in June and later.", []),
        ("The e-signing in June 2027 is late.", []),
        ("Staff sign in 2027.", []),
        ("We sign in early May.", []),
        ("They log on Monday what they saw.", []),
        ("They log on 14 June what they saw.", []),
        ("They sign in\nSept. again", []),
        ("Staff sign in.", ["sign in"]),
        ("Users log in on 14 June.", ["log in"]),
        ("Users log in June 14.", ["log in"]),
        ("Users can sign in may they come from anywhere.", ["sign in"]),
        ("Users log on in June.", ["log on"]),
        ("Users log in 2027 times.", ["log in"]),
        ("The sign-in June brings.", ["sign-in"]),
        ("We roll out June's build.", ["roll out"]),
        ("They opt in June.", []),
        ("The opt-in June brings, the opt in.", ["opt-in", "opt in"]),
        ("Single sign on Monday", ["Single sign on"]),
    ],
)
def test_a_preposition_that_begins_a_date_is_no_part_of_a_verb(text: str, labels: list[str]) -> None:
    matcher = Matcher(
        catalog(
            concept("authentication", "sign-in", verbs=("sign in", "log in", "log on")),
            concept("deployment", verbs=("roll out",)),
            concept("consent", "opt-in"),
            concept("single-sign-on", "single sign-on"),
        )
    )

    assert [mention.label for mention in matcher.find(text)] == labels


def test_a_label_from_outside_the_glossary_is_found_without_a_concept() -> None:
    (mention,) = MATCHER.find("in Orbit time sheets")

    assert (mention.label, mention.candidates, mention.concept, mention.ambiguous) == (
        "Orbit time sheets",
        (),
        None,
        False,
    )


def test_a_draft_is_not_found_and_a_deprecated_concept_stands_for_its_successor() -> None:
    matcher = Matcher(
        catalog(
            concept("draft", "sketch", status="draft"),
            concept("old", "logon", status="deprecated", replaced_by="new"),
            concept("new", "sign-in"),
        )
    )

    assert [(m.label, m.concept) for m in matcher.find("sketch, logon, sign-in")] == [
        ("logon", "new"),
        ("sign-in", "new"),
    ]


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\udfff SSO \ud800", "\x00", "İ" * 3, "e\u0301" * 3, "\u0301SSO"])
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    MATCHER.find(text)


def test_offsets_hold_behind_characters_that_change_their_length() -> None:
    for odd in ("İ", "ß", "ǆ", "e\u0301", "\ufb03", "\u00ad", "😀", "👩‍💻", "\ud83d", "  \n ", "ﷺ", "Å", "\u200b"):
        assert found(f"{odd} SSO {odd} help desk {odd}") == [("SSO", "single-sign-on"), ("help desk", "help-desk")], odd


PIECES = st.one_of(
    st.text(max_size=6),
    st.text(
        alphabet="İıßẞ\u0301\u0308\ufb01\u00ad\u200d\ufe0f😀👩\ud800\udc00 \t\n\r\f\u00a0\u2011-–./@_'’éÉ", max_size=6
    ),
    st.sampled_from(
        ["SSO", "single sign-on", "help\u00a0desk", "Rolled out", "IT", "résumé", "re\u0301sume\u0301", ".NET"]
    ),
)


def plain(text: str) -> str:
    """Letters and digits alone, so that variants of one label compare equal."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


@given(st.lists(PIECES, max_size=12).map("".join))
def test_for_any_text_mentions_are_in_order_apart_and_where_they_say(text: str) -> None:
    mentions: list[Mention] = MATCHER.find(text)

    assert [m.label for m in mentions] == [text[m.start : m.end] for m in mentions]
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    for mention in mentions:
        again = MATCHER.find(f" {mention.label} ")
        assert [plain(m.label) for m in again] == [plain(mention.label)] or mention.label.isupper()


@given(st.text(max_size=8), st.sampled_from(["SSO", "help desk", "single sign\u2011on", "rolled out", "résumé"]))
def test_a_label_between_blanks_is_found_behind_any_text(before: str, label: str) -> None:
    text = f"{before}\n\n{label} and more"

    assert (len(before) + 2, label) in [(m.start, m.label) for m in MATCHER.find(text)]


@given(st.text(alphabet=st.characters(max_codepoint=sys.maxunicode), min_size=2, max_size=20))
def test_any_label_with_a_letter_can_be_looked_for(label: str) -> None:
    if any(c.isalnum() for c in label):
        Matcher(catalog(), extra_labels=(label,)).find(f"x {label} y")


def test_a_long_run_without_blanks_is_data_and_not_read() -> None:
    assert found("SSO/" * 50_000) == []
    assert len(found("SSO/MFA/" * 5)) == 10
