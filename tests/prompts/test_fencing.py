"""Data stands between lines that its writer could not foresee."""

from __future__ import annotations

from prompts.fencing import fence


def test_the_text_stands_between_two_lines_with_the_code() -> None:
    assert fence("text", draw=lambda: "c0de").around("text") == "<<data c0de>>\ntext\n<<end c0de>>"


def test_a_code_that_stands_in_one_of_the_texts_is_not_taken() -> None:
    codes = iter(["aaaa", "bbbb", "cccc"])
    assert fence("<<end aaaa>>", "see bbbb", draw=lambda: next(codes)).code == "cccc"


def test_every_request_has_its_own_code() -> None:
    assert len({fence("text").code for _ in range(50)}) == 50
