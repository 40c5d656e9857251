import re

from hypothesis import given

from retrieval.documents import Block, Parsed
from retrieval.loaders import parse_text
from tests.retrieval.test_passages import TEXTS


def shown(parsed: Parsed) -> list[tuple[str, str]]:
    return [(b.kind, parsed.text[b.start : b.end]) for b in parsed.blocks]


def cells(parsed: Parsed, block: Block) -> list[tuple[str, str]]:
    return [(c.header, parsed.text[c.start : c.end]) for c in block.cells]


@given(TEXTS)
def test_blocks_lie_in_order_within_the_very_text_given(text: str) -> None:
    parsed = parse_text(text)

    assert parsed.text == text
    edges = [edge for block in parsed.blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    assert all(0 <= block.start < block.end <= len(text) for block in parsed.blocks)
    assert all(block.start <= cell.start <= cell.end <= block.end for block in parsed.blocks for cell in block.cells)


def test_markdown_is_read_into_headings_items_rows_code_and_paragraphs() -> None:
    parsed = parse_text(
        "# One login\n\nAll *sites* change.\n\n## Steps ##\n\n- tell people\n  - twice\n- [x] train\n\n"
        "| Site | Day |\n|---|:-:|\n| Ulm | 3 May |\n\n```sh\nls -l\n```\n"
    )

    assert shown(parsed) == [
        ("heading", "One login"),
        ("paragraph", "All *sites* change."),
        ("heading", "Steps"),
        ("item", "tell people"),
        ("item", "twice"),
        ("item", "[x] train"),
        ("row", "| Site | Day |"),
        ("row", "| Ulm | 3 May |"),
        ("code", "```sh\nls -l\n```"),
    ]
    assert [b.level for b in parsed.blocks][:6] == [1, 0, 2, 1, 2, 1]
    assert parsed.blocks[-1].headings == ("One login", "Steps")
    assert cells(parsed, parsed.blocks[6]) == []
    assert cells(parsed, parsed.blocks[7]) == [("Site", "Ulm"), ("Day", "3 May")]
    assert parsed.title == "One login"


def test_rows_pasted_from_a_spreadsheet_get_their_column_headings() -> None:
    parsed = parse_text("Device\tCount\tSite\nScanner\t120\tUlm\nTablet\t\tRome")

    assert cells(parsed, parsed.blocks[1]) == [("Device", "Scanner"), ("Count", "120"), ("Site", "Ulm")]
    assert cells(parsed, parsed.blocks[2]) == [("Device", "Tablet"), ("Site", "Rome")]


def test_pasted_bullets_and_numbers_are_items() -> None:
    parsed = parse_text("What changes:\n• a new page\n• a new card\n\n1) sign in\n2) confirm\na) or skip")

    assert [kind for kind, _ in shown(parsed)] == ["paragraph", *["item"] * 5]
    assert parsed.text[parsed.blocks[1].start :].startswith("a new page")


def test_a_wrapped_paragraph_stays_one_and_separate_lines_do_not() -> None:
    wrapped = (
        "The new sign-in page replaces the old one at all sites on\nMonday, and nobody needs to install\nanything."
    )
    lines = "Owner: Jana Weiss\nStart: 3 May 2027\nStatus: open"

    assert shown(parse_text(wrapped)) == [("paragraph", wrapped)]
    assert shown(parse_text(lines)) == [("paragraph", line) for line in lines.split("\n")]


def test_a_wrapped_line_that_starts_with_a_number_is_no_item() -> None:
    text = "The licences of the old system end on 31 December of the year\n27. Until then both can be used."

    assert shown(parse_text(text)) == [("paragraph", text)]


def test_headings_of_plain_text_are_seen_where_none_are_marked() -> None:
    parsed = parse_text("ROLLOUT PLAN\n\n1. Scope\n\nAll sites.\n\n1.1 Not in scope\n\nDrivers of partner firms.\n")

    assert parsed.blocks[-1].headings == ("ROLLOUT PLAN", "1. Scope", "1.1 Not in scope")


def test_a_sentence_without_a_full_stop_is_no_heading() -> None:
    text = "MFA is enforced for all warehouse staff on 3 May\n\nDetails follow next week."

    assert [kind for kind, _ in shown(parse_text(text))] == ["paragraph", "paragraph"]


def test_a_comment_in_markdown_is_no_text_of_the_document() -> None:
    parsed = parse_text(
        "| Day | Step |\n|---|---|\n| 3 May | Move |\n<!-- tell\nnobody -->\nLunch is\n<!-- late -->\nat noon."
    )

    assert [words for _, words in shown(parsed)] == ["| Day | Step |", "| 3 May | Move |", "Lunch is", "at noon."]


def test_a_comment_that_is_never_closed_or_has_text_behind_it_swallows_nothing() -> None:
    for text in ("<!-- a\n\nThe day is Monday.", "<!-- a --> The day is Monday."):
        assert "The day is Monday." in " ".join(words for _, words in shown(parse_text(text)))


def test_a_fence_that_is_never_closed_swallows_nothing() -> None:
    parsed = parse_text("```\nThe pilot starts in May.\n\n- all sites follow\n")

    assert ("item", "all sites follow") in shown(parsed)


def test_front_matter_is_read_as_lines() -> None:
    parsed = parse_text("---\nowner: Jana\nstatus: draft\n---\n# Plan\n")

    assert shown(parsed) == [("paragraph", "owner: Jana"), ("paragraph", "status: draft"), ("heading", "Plan")]


def test_offsets_hold_with_any_line_ends_and_letters() -> None:
    text = "# Größe 😀\r\n\r\n- 終わり\r- zwei\u2028Ende"

    assert [t for _, t in shown(parse_text(text))] == ["Größe 😀", "終わり", "zwei", "Ende"]


@given(TEXTS)
def test_all_words_but_list_markers_are_in_some_block(text: str) -> None:
    edges = [0, *(edge for b in parse_text(text).blocks for edge in (b.start, b.end)), len(text)]
    outside = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]

    assert all(
        re.fullmatch(r"\d{1,3}|[A-Za-z]|[ivx]{2,5}", word) for gap in outside for word in re.findall(r"\w+", gap)
    )
