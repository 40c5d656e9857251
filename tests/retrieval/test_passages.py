import datetime as dt
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Block, Document
from retrieval.loaders import parse_text
from retrieval.passages import LONGEST_WINDOW, MOST, cut, passages, windows

SENTENCE = "The warehouse teams sign in on the shared scanners at the start of the early shift. "
LINES = st.sampled_from(
    [
        "# Rollout",
        "## Scope",
        "### Who",
        "- an item",
        "  - a nested item",
        "1. first",
        "> quoted words",
        "| a | b |",
        "|---|---|",
        "a\tb",
        "```",
        "---",
        "",
        "Some words here.",
        SENTENCE * 3,
        SENTENCE * 30,
        "日本語の文章です。" * 40,
        "x" * 6000,
        "§ %%",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(LINES, max_size=40).map("\n".join))


def document(text: str) -> Document:
    parsed = parse_text(text, title="Plan")
    return Document(
        id="d_1",
        initiative_id="i_1",
        name="plan.md",
        title=parsed.title,
        version=2,
        sha256="0" * 64,
        media_type=parsed.media_type,
        added_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
        text=text,
        blocks=parsed.blocks,
        community="it",
        dated=dt.date(2027, 1, 1),
    )


@given(TEXTS)
def test_every_word_is_in_exactly_one_passage(text: str) -> None:
    pieces = cut(text, parse_text(text).blocks)

    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    covered = "".join(text[piece.start : piece.end] for piece in pieces)
    assert re.findall(r"\w", covered) == re.findall(r"\w", text)


@given(TEXTS)
def test_text_without_blocks_is_covered_too(text: str) -> None:
    covered = "".join(text[piece.start : piece.end] for piece in cut(text, ()))

    assert re.findall(r"\w", covered) == re.findall(r"\w", text)


@given(TEXTS)
def test_no_passage_is_longer_than_a_passage_may_be(text: str) -> None:
    assert all(len(text[p.start : p.end].split()) <= MOST for p in cut(text, parse_text(text).blocks))


def test_a_passage_is_the_very_text_of_its_document() -> None:
    made = document("# One login\n\n" + SENTENCE * 12 + "\n\n## Support\n\n" + SENTENCE * 12)

    found = passages(made)

    assert [p.text for p in found] == [made.text[p.start : p.end] for p in found]
    assert [p.headings for p in found] == [("One login",), ("One login", "Support")]
    assert {(p.document_id, p.version, p.community, p.dated) for p in found} == {("d_1", 2, "it", dt.date(2027, 1, 1))}
    assert len({p.id for p in found}) == 2
    assert passages(made) == found


def test_sections_of_good_length_stay_apart_and_carry_their_heading_line() -> None:
    text = "# Training\n\n" + SENTENCE * 8 + "\n\n# Support\n\n" + SENTENCE * 8

    first, second = cut(text, parse_text(text).blocks)

    assert text[first.start : first.end].startswith("# Training")
    assert text[second.start :].startswith("# Support")


def test_tiny_sections_join_their_neighbours() -> None:
    text = "# Plan\n\n" + "".join(f"## Step {n}\n\nDo the thing.\n\n" for n in range(6))

    (only,) = cut(text, parse_text(text).blocks)

    assert only.headings == ("Plan",)


def test_a_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    text = SENTENCE * 60

    pieces = cut(text, parse_text(text).blocks)

    assert len(pieces) > 3
    assert all(text[p.start : p.end].endswith("shift.") for p in pieces)
    assert all(80 <= len(text[p.start : p.end].split()) <= 220 for p in pieces)


def test_rows_far_from_their_heading_row_name_the_columns() -> None:
    text = "| Milestone | Owner |\n|---|---|\n" + "| Pilot in the northern depots | Operations |\n" * 60

    pieces = cut(text, parse_text(text).blocks)

    assert len(pieces) > 1
    assert text[pieces[0].start : pieces[0].end].startswith("| Milestone | Owner |")
    assert all(p.headings == ("Milestone | Owner",) for p in pieces[1:])


def test_passages_end_with_their_page_and_name_their_rows() -> None:
    words = "word " * 100
    text = "\n".join([words, words, "a", "b"])
    edges = [0, len(words) + 1, 2 * len(words) + 2, 2 * len(words) + 4]
    wheres = ["page 1", "page 2", "sheet Dates, row 2", "sheet Dates, row 3"]
    blocks = [
        Block(kind="paragraph", start=at, end=min(at + len(words), len(text)) if n < 2 else at + 1, where=where)
        for n, (at, where) in enumerate(zip(edges, wheres, strict=True))
    ]

    assert [p.where for p in cut(text, blocks)] == ["page 1", "page 2", "sheet Dates, rows 2-3"]


def test_a_list_marker_at_the_start_is_part_of_the_passage() -> None:
    text = "12. Hand out the new cards.\n13. Collect the old ones."

    (only,) = cut(text, parse_text(text).blocks)

    assert text[only.start : only.end] == text


@given(st.text(alphabet="ab .\n|-", max_size=900))
def test_every_word_of_a_passage_is_in_one_of_its_windows(text: str) -> None:
    made = windows(text)
    assert made
    assert {*text.replace("|", " ").replace("-", " ").replace(".", " ").split()} <= {
        *" ".join(made).replace("|", " ").replace("-", " ").replace(".", " ").split()
    }
    assert all(len(each.split()) <= LONGEST_WINDOW for each in made if len(made) > 1)


def test_short_rows_share_a_window_and_sentences_do_not_run_into_each_other() -> None:
    rows = "Site | Day | Lead\n|---|---|---|\nHarbour | 3 May | Okafor\nMill | 10 May | Brandt"
    assert windows(rows) == ["Site | Day | Lead Harbour | 3 May | Okafor Mill | 10 May | Brandt"]
    first = "The scanners in the warehouse are exchanged on the first weekend of June by the supplier and two of ours."
    second = "Whoever works that weekend gets a paper list from the shift lead and enters it on Monday before nine."
    assert windows(f"{first} {second}") == [first, second]


def test_what_stands_at_the_cut_of_a_very_long_sentence_is_whole_in_another_window() -> None:
    words = [f"w{n}" for n in range(120)]
    made = windows(" ".join(words))
    for left, right in pairwise(words):
        assert any(f"{left} {right}" in each for each in made)
