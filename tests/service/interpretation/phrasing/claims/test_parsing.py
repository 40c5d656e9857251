"""Claims are read from whatever form a model writes them in, as soon as they are complete."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.interpretation.phrasing.claims.marks import Marks, Said
from service.interpretation.phrasing.claims.parsing import Claims

TWO = [Said("Doors open on 3 May.", ("N1",)), Said("Badges are not needed.", ("S2", "S3"))]
OBJECTS = [
    {"text": "Doors open on 3 May.", "sources": ["N1"]},
    {"text": "Badges are not needed.", "sources": ["S2", "S3"]},
]
PAIRS = [("Doors open on 3 May.", "N1"), ("Badges are not needed.", "S2, S3")]
FORMS = {
    "as asked": json.dumps({"claims": OBJECTS}),
    "sources first": json.dumps({"claims": [dict(reversed(o.items())) for o in OBJECTS]}),
    "indented": json.dumps({"claims": OBJECTS}, indent=2),
    "fenced": f"```json\n{json.dumps({'claims': OBJECTS})}\n```",
    "fenced with words around": f"Here is the answer:\n```\n{json.dumps({'claims': OBJECTS})}\n```\n",
    "an array": json.dumps(OBJECTS),
    "a line each": "\n".join(json.dumps(o) for o in OBJECTS),
    "objects in a row": "".join(json.dumps(o) for o in OBJECTS),
    "other names": json.dumps({"answers": [{"claim": o["text"], "citations": o["sources"]} for o in OBJECTS]}),
    "sources as text": json.dumps({"claims": [{"text": text, "source": marks} for text, marks in PAIRS]}),
    "sources as objects": json.dumps(
        [{"text": o["text"], "sources": [{"id": mark} for mark in o["sources"]]} for o in OBJECTS]
    ),
    "trailing commas": '{"claims": [{"text": "Doors open on 3 May.", "sources": ["N1",],}, '
    '{"text": "Badges are not needed.", "sources": ["S2", "S3"],},],}',
    "marks in the texts": '[{"text": "Doors open on 3 May [N1]."}, {"text": "Badges are not needed. [S2, S3]"}]',
    "a list of sentences": '{"claims": ["Doors open on 3 May [N1].", "Badges are not needed [S2][S3]."]}',
    "a bare list of sentences": '["Doors open on 3 May [N1].", "Badges are not needed [S2][S3]."]',
    "one text": '{"answer": "Doors open on 3 May [N1]. Badges are not needed [S2, S3]."}',
    "plain": "Doors open on 3 May. [N1] Badges are not needed. [S2, S3]",
    "plain, marks before the stop": "Doors open on 3 May [N1]. Badges are not needed [S2][S3].\n",
    "plain, marks in round brackets": "Doors open on 3 May (N1). Badges are not needed (S2, S3).",
    "plain, marks that lead": "[N1] Doors open on 3 May. [S2, S3] Badges are not needed.",
    "bullets": "- Doors open on 3 May. [N1]\n- Badges are not needed. [S2] [S3]\n",
    "a numbered list under a heading": "## Answer\n\n1. Doors open on 3 May [N1].\n2. Badges are not needed [S2, S3].",
    "after thinking": '<think>The user asks [S9]. {"claims": []}</think>' + json.dumps({"claims": OBJECTS}),
    "words after it": json.dumps({"claims": OBJECTS}) + "\n\nSources:\n",
}


def read(text: str, size: int) -> list[Said]:
    claims = Claims(Marks())
    found = [said for at in range(0, len(text), size) for said in claims.feed(text[at : at + size])]
    return found + claims.finish()


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
@pytest.mark.parametrize("form", FORMS)
def test_a_claim_is_read_in_every_form_however_it_is_cut_into_pieces(form: str, size: int) -> None:
    assert read(FORMS[form], size) == TWO


def test_a_claim_is_given_as_soon_as_its_object_is_closed() -> None:
    claims = Claims(Marks())
    assert claims.feed('{"claims": [{"text": "Doors open.", "sources": ["S1"]') == []
    assert claims.feed("}") == [Said("Doors open.", ("S1",))]


def test_a_plain_sentence_is_given_when_the_next_one_begins() -> None:
    claims = Claims(Marks())
    assert claims.feed("Doors open on 3 May [S1]. ") == []
    assert claims.feed("B") == [Said("Doors open on 3 May.", ("S1",))]


@pytest.mark.parametrize(
    "cut",
    ['{"claims": [{"text": "Doors open on 3', "Doors open on 3", '[{"sources": ["S1"], "text": "Doors do not op'],
)
def test_an_answer_that_breaks_off_gives_no_half_claim(cut: str) -> None:
    assert Claims(Marks()).feed(cut) == []


def test_an_object_that_lacks_only_its_end_counts_at_the_regular_end() -> None:
    assert read('{"claims": [{"text": "Doors open.", "sources": ["S1"', 5) == [Said("Doors open.", ("S1",))]
    assert read('{"claims": [{"sources": ["S1"], "text": "Doors ope', 5) == []


def test_a_sentence_without_marks_is_a_claim_without_sources() -> None:
    assert read("Doors open on 3 May.", 4) == [Said("Doors open on 3 May.", ())]
    assert read('{"claims": [{"text": "Doors open.", "sources": []}]}', 4) == [Said("Doors open.", ())]


def test_marks_within_a_sentence_are_taken_out_with_the_words_that_point_to_them() -> None:
    assert read("According to [S1], doors open on 3 May.", 9) == [Said("doors open on 3 May.", ("S1",))]
    said = read('{"claims": [{"text": "As stated in S1, doors open on 3 May.", "sources": ["S1"]}]}', 9)
    assert said == [Said("doors open on 3 May.", ("S1",))]


def test_other_letters_leave_what_looks_like_the_usual_marks_alone() -> None:
    claims = Claims(Marks("R", "K"))
    assert claims.feed('{"text": "An S1 incident is answered in an hour.", "sources": ["R2"]}') == [
        Said("An S1 incident is answered in an hour.", ("R2",))
    ]


def test_tool_calls_and_other_objects_are_no_claims() -> None:
    assert read('<tool_call>\n{"name": "search", "arguments": {"words": "delete it"}}\n</tool_call>', 6) == []


@given(st.text(alphabet='{}[]"\\,: \nSN1text<>/`-.claims', max_size=300), st.integers(1, 40))
def test_nothing_raises_and_pieces_make_no_difference(text: str, size: int) -> None:
    assert read(text, size) == read(text, max(1, len(text)))


def test_endless_input_is_let_go() -> None:
    claims = Claims(Marks())
    for _ in range(200):
        assert claims.feed("[" * 1_000 + "x" * 1_000) == []
    assert claims.finish() == []
