"""An interpretation as users read it: statements, renderings, gaps, questions, sources."""

from __future__ import annotations

from tests.glossary.making import catalog, concept
from tests.service.interpretation.making import interpreted, rule

SSO = concept(
    "single-sign-on",
    labels={
        "it": {"preferred": "single sign-on", "alternative": ["SSO"]},
        "people_readiness": {"preferred": "one sign-in for all tools"},
    },
    meaning={"it": "Federated authentication.", "people_readiness": "People sign in once."},
    assumes={"it": "The protocol works.", "people_readiness": "Nobody is locked out."},
    gap="Working for IT is not working for people.",
    implications=[rule("tell")],
    questions=[{"to": "it", "text": "Which tools keep their own sign-in?"}, {"to": "hr", "text": "Not for IT."}],
)
GLOSSARY = catalog(SSO)


def test_statements_keep_their_place_in_the_text_whatever_stands_before() -> None:
    text = "Größe 😀 and İstanbul.\n\n- **SSO** will be enforced for nurses.\n"
    (statement,) = interpreted(text, GLOSSARY).statements
    assert text[statement.start : statement.end] == statement.text
    (mention,) = statement.mentions
    assert text[mention.start : mention.end] == "SSO" == mention.label


def test_a_rendering_says_who_when_and_what_in_the_reader_s_words() -> None:
    text = "SSO will be enforced for nurses from 14 April 2027. Later, SSO is extended to porters."
    first, second = interpreted(text, GLOSSARY).statements
    assert first.rendering.startswith("Nurses, 14 April 2027, becomes mandatory: ")
    assert "one sign-in for all tools" in first.rendering
    assert "People sign in once." in first.rendering
    assert "People sign in once." not in second.rendering, "a meaning is given once"


def test_a_rendering_of_what_does_not_happen_says_so() -> None:
    for text, said in (
        ("Nurses use SSO as they do today.", "As it is today"),
        ("SSO is out of scope.", "Out of scope"),
        ("SSO will not be introduced.", "Not happening"),
        ("SSO was introduced in 2019.", "Looking back"),
        ("One day SSO will be introduced.", "Only an idea"),
        ("If it pays, SSO will be introduced.", "If it comes to that"),
        ("If SSO is slow, call us.", "If it comes to that"),
    ):
        (statement,) = interpreted(text, GLOSSARY).statements
        assert statement.rendering.startswith(said), statement.rendering


def test_markup_and_table_bars_do_not_reach_a_rendering() -> None:
    text = "| What | When |\n|---|---|\n| **SSO** goes live | 14 April 2027 |\n"
    (statement,) = interpreted(text, GLOSSARY).statements
    assert "|" not in statement.rendering
    assert "*" not in statement.rendering


def test_both_sides_assumptions_stand_side_by_side_with_what_to_ask() -> None:
    (gap,) = interpreted("SSO will be introduced.", GLOSSARY).assumption_gaps
    assert gap.it == "The protocol works."
    assert gap.people_readiness == "Nobody is locked out."
    assert gap.ask == "Which tools keep their own sign-in?"
    assert interpreted("SSO is a pattern.", GLOSSARY).assumption_gaps == ()


def test_questions_go_to_the_side_that_wrote_and_ask_for_what_is_missing() -> None:
    said = interpreted("SSO will be introduced.", GLOSSARY)
    texts = [q.text for q in said.questions]
    assert "Which tools keep their own sign-in?" in texts
    assert any("which day" in t for t in texts)
    assert any("Who exactly" in t for t in texts)
    assert {q.to for q in said.questions} == {"it"}
    full = interpreted("SSO will be introduced for nurses on 14 April 2027.", GLOSSARY)
    assert [q.text for q in full.questions] == ["Which tools keep their own sign-in?"]


def test_an_ambiguous_word_is_asked_back_and_implies_nothing() -> None:
    one = concept("web-token", "token", cues=["browser"], implications=[rule("one")], meaning={"it": "A web pass."})
    two = concept("model-token", "token", cues=["model"], implications=[rule("two")], meaning={"it": "A word piece."})
    said = interpreted("A token will be introduced.", catalog(one, two))
    assert said.implications == ()
    assert said.statements[0].mentions[0].ambiguous
    assert set(said.statements[0].mentions[0].candidates) == {"web-token", "model-token"}
    assert any("token" in q.text and q.because == ("s1",) for q in said.questions)


def test_every_source_that_is_cited_is_listed_once() -> None:
    said = interpreted("SSO will be introduced for nurses. SSO stays off for porters.", GLOSSARY)
    listed = [s.id for s in said.sources]
    cited = {i for c in said.summary for i in c.sources}
    cited |= {i for s in said.statements for i in s.sources} | {i for s in said.implications for i in s.sources}
    assert cited == set(listed)
    assert len(listed) == len(set(listed))


def test_a_text_in_which_nothing_happens_says_that_it_asks_nothing() -> None:
    said = interpreted("SSO is a pattern used by many.", GLOSSARY)
    assert said.implications == ()
    assert "asks nothing" in said.summary[0].text


def test_a_text_that_asks_something_under_a_condition_does_not_say_that_it_asks_nothing() -> None:
    said = interpreted("If SSO is enforced on 19 April 2027, nurses sign in differently.", GLOSSARY)
    assert [i.conditional for i in said.implications] == [True]
    (claim,) = said.summary
    assert claim.text == "1 action would follow only if a condition in the text comes true."
    assert set(claim.sources) == set(said.implications[0].sources)


def test_unknown_terms_come_with_what_the_text_says_they_stand_for() -> None:
    said = interpreted("The Morning Dispatch Brief (MDB) stays. Nobody touches the MDB. SSO comes.", GLOSSARY)
    (term,) = said.unknown_terms
    assert (term.term, term.count, term.expansion) == ("MDB", 2, "Morning Dispatch Brief")


def test_an_empty_or_wordless_text_is_no_trouble() -> None:
    for text in ("", "\n\n", "— 😀 —", "|||"):
        assert interpreted(text, GLOSSARY).statements == ()
