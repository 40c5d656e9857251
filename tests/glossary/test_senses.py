from __future__ import annotations

from glossary.concepts import Community
from glossary.matcher import Matcher, Mention
from tests.glossary.making import catalog, concept

MATCHER = Matcher(
    catalog(
        concept("access-token", "token", "access token", cues=("login", "password"), related=("single-sign-on",)),
        concept("language-model-token", "token", cues=("prompt", "language model"), broader=("language-model",)),
        concept("single-sign-on", "SSO"),
        concept("language-model", "large language model"),
        concept("it-change", "change management", "change enablement", cues=("approval", "rollback")),
        concept(
            "people-change",
            "change management",
            community="people_readiness",
            cues=("sponsor", "resistance", "change network"),
        ),
        concept("release", "release", "software release", cues=("deployment", "version"), everyday=("release",)),
        concept("deployment", "go-live", related=("release",)),
    )
)


def token(text: str, community: Community | None = None) -> Mention:
    return next(m for m in MATCHER.find(text, community) if m.label.lower() in ("token", "tokens", "change management"))


def names(text: str) -> list[str | None]:
    return [mention.concept for mention in MATCHER.find(text)]


def test_a_cue_in_the_sentence_settles_the_sense_and_is_named() -> None:
    mention = token("After login the token is renewed.")

    assert (mention.concept, mention.ambiguous) == ("access-token", False)
    assert mention.candidates[0] == "access-token"
    assert "login" in mention.why
    assert token("Each prompt costs tokens.").concept == "language-model-token"


def test_cues_are_found_in_any_form() -> None:
    assert token("Logins and passwords go; a token stays.").concept == "access-token"


def test_a_cue_in_capitals_is_not_the_word_in_small_letters() -> None:
    matcher = Matcher(
        catalog(
            concept("service-desk", "desk", cues=("IT", "PIN")),
            concept("office-desk", "desk", cues=("chair", "new office")),
        )
    )

    for text in ("The desk and its screen: it is pinned.", "Pin it to the desk."):
        assert [m.concept for m in matcher.find(text)] == [None]
    for text in ("The IT desk.", "The desk of \uff29\uff34.", "PINs\n\nThe desk."):
        assert [m.concept for m in matcher.find(text)] == ["service-desk"]
    assert [m.concept for m in matcher.find("The desk in the NEW OFFICE.")] == ["office-desk"]
    assert [m.concept for m in matcher.find("It is said.\n\nYes.\n\nThe desk and the chair.")] == ["office-desk"]


def test_a_kindred_concept_nearby_settles_the_sense() -> None:
    assert token("SSO issues a token.").concept == "access-token"
    assert token("A large language model counts every token.").concept == "language-model-token"


def test_even_or_missing_evidence_leaves_both_senses() -> None:
    for text in ("The token is short.", "A login and a prompt, and a token."):
        mention = token(text)
        assert (mention.concept, mention.ambiguous) == (None, True)
        assert set(mention.candidates) == {"access-token", "language-model-token"}


def test_the_sentence_outweighs_the_paragraph_and_the_paragraph_the_text() -> None:
    assert token("The token lapses with the login. Another prompt follows.").concept == "access-token"
    far = "Prompt texts are long.\n\n" + "Nothing to see here.\n\n"
    assert token(far + "The token lapses.\n\nYes. It came with the login.").ambiguous
    assert token(far + "The token lapses. It came with the login.").concept == "access-token"


def test_the_rest_of_the_text_never_outweighs_what_stands_near() -> None:
    far = "A prompt for the language model.\n\nThe large language model.\n\nNothing to see here.\n\n"
    assert token(far + "The token lapses. Yes. It came with the login.").concept == "access-token"
    assert token(far + "The token lapses.").concept == "language-model-token"


def test_the_sentence_beside_counts_across_a_paragraph_and_not_across_a_heading() -> None:
    assert token("The token lapses.\n\nIt came with the login.").concept == "access-token"
    assert token("It came with the login.\n\nThe token lapses.").concept == "access-token"
    assert names("The release is late.\n\nA version is out.") == ["release"]
    assert names("The release is late.\n\nVersions\n\nA list of them.") == []


def test_a_heading_speaks_for_what_stands_under_it() -> None:
    assert token("## Login\n\nSome words come first.\n\nThe token lapses.").concept == "access-token"


def test_the_writer_s_community_decides_only_where_nothing_else_does() -> None:
    text = "Change management is needed."
    assert token(text).ambiguous
    assert token(text, "it").concept == "it-change"
    assert token(text, "people_readiness").concept == "people-change"
    assert token("Change management needs a sponsor.", "it").concept == "people-change"
    assert token("Change management is needed.\n\nYes. The sponsor agrees.", "it").ambiguous


def test_a_word_is_no_evidence_for_itself() -> None:
    assert token("The change management network meets. The change network does not.").concept == "people-change"
    assert token("Change management.").ambiguous


def test_a_cue_within_another_label_of_several_senses_counts() -> None:
    matcher = Matcher(
        catalog(
            concept("access-token", "token", cues=("session",)),
            concept("language-model-token", "token", cues=("prompt",)),
            concept("login-session", "session", cues=("token",)),
            concept("training-session", "session", cues=("trainer",)),
        )
    )

    assert [m.concept for m in matcher.find("The session and the token end.")] == ["login-session", "access-token"]
    assert [m.concept for m in matcher.find("The token ends. The token is short.")] == [None, None]
    assert [m.concept for m in matcher.find("A session, a token, a prompt.")] == ["login-session", None]


def test_everyday_words_do_not_hold_each_other_up() -> None:
    release = concept("release", cues=("environment", "version"), everyday=("release",))
    environment = concept("environment", cues=("release",), everyday=("environment",))
    note = concept("release-token", "token", cues=("release",), related=("release",))
    thanks = concept("thanks-token", "token", cues=("thanks",))
    matcher = Matcher(catalog(release, environment, note, thanks))

    assert matcher.find("A release into the environment.") == []
    both = matcher.find("A release into the environment, a new version.")
    assert [m.concept for m in both] == ["release", "environment"]
    assert [m.concept for m in matcher.find("The release of a token.")] == ["release-token"]


def test_an_open_place_takes_the_sense_the_word_has_elsewhere() -> None:
    text = "The token lapses with the login.\n\n" + "Words.\n\n" * 3 + "The token again."

    assert [m.concept for m in MATCHER.find(text)] == ["access-token", "access-token"]


def test_an_everyday_word_counts_only_where_something_speaks_for_it() -> None:
    assert MATCHER.find("Please release the brake.") == []
    assert [m.concept for m in MATCHER.find("The release brings a new version.")] == ["release"]
    assert [m.concept for m in MATCHER.find("The release moves with the go-live.")] == ["release", "deployment"]
    assert [m.concept for m in MATCHER.find("The software release is late.")] == ["release"]


def test_an_everyday_word_is_no_term_because_the_rest_of_the_text_is_about_it() -> None:
    text = "A deployment is due.\n\nThe version and the deployment are ready.\n\nThe software release and the go-live."
    apart = "\n\nNobody has more to say.\n\n"
    assert "release" in names(text)
    assert len(MATCHER.find(text + apart + "The release of the brake.")) == len(MATCHER.find(text))
    assert len(MATCHER.find(text + apart + "The release of the version.")) == len(MATCHER.find(text)) + 1


def test_a_noun_of_several_senses_is_not_found_where_a_verb_must_stand() -> None:
    matcher = Matcher(
        catalog(
            concept("model-prompt", "prompt", cues=("model",)), concept("sign-in-prompt", "prompt", cues=("login",))
        )
    )

    assert matcher.find("The system could prompt them at login.") == []
    assert len(matcher.find("The prompt appears at login, and to prompt engineers.")) == 2


def test_long_texts_with_many_open_places_are_read_in_reasonable_steps() -> None:
    text = "The token and the login and the prompt. " * 5_000

    assert len(MATCHER.find(text)) == 5_000


def test_words_of_an_everyday_use_drop_the_mention_where_they_outweigh_the_concept_s() -> None:
    matcher = Matcher(
        catalog(
            concept("pilot", cues=("branch",), elsewhere={"pilot": ("aircraft", "runway")}),
            concept("release", cues=("version",), elsewhere={"release": ("film", "cinema")}),
            concept("release-from-duty", "release", cues=("shift",)),
        )
    )

    assert [m.concept for m in matcher.find("The pilot ends in May.")] == ["pilot"]
    assert matcher.find("The pilot left the runway.") == []
    assert [m.concept for m in matcher.find("The pilot in the branch beside the runway.")] == ["pilot"]
    assert [m.concept for m in matcher.find("The pilot ends in May. Yes. The runway is long.")] == ["pilot"]
    assert matcher.find("The release of the film is late.") == []
    assert [m.concept for m in matcher.find("The release for the shift.")] == ["release-from-duty"]


def test_what_stands_nearer_to_another_place_of_the_word_counts_less() -> None:
    text = "The token comes with the login, and each token of the prompt is counted."

    assert [m.concept for m in MATCHER.find(text)] == ["access-token", "language-model-token"]


def test_what_a_text_sets_the_word_against_says_nothing() -> None:
    assert token("The token of the login, not of the prompt.").concept == "access-token"
    assert token("A token, unlike the password, is about the language model, rather than a login.").concept == (
        "language-model-token"
    )
