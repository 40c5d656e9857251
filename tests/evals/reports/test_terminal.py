from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

from evals.reports.comparing import compare
from evals.reports.terminal import compared, shown
from tests.evals.reports.made import case, run, whole


def printed(content: RenderableType, width: int = 100) -> str:
    console = Console(file=StringIO(), width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(content)
    return captured.get()


def test_a_run_is_told_with_its_peers_slices_times_and_errors() -> None:
    text = printed(shown(whole(share=0.2, errors=3)))
    for words in ("F1 of senses", "flashtext", "weakest slices: ", "median ", "beside bm25: ", "found 503"):
        assert words in text
    assert "{" not in text


def test_a_run_without_a_figure_is_told_too() -> None:
    assert "found 503" in printed(shown(run(case(error="found 503"))))
    assert "0 cases" in printed(shown(run()))


def test_it_fits_a_narrow_terminal() -> None:
    text = printed(shown(whole(share=0.1)), width=60)
    assert all(len(line.rstrip()) <= 60 for line in text.splitlines())


def test_control_characters_of_an_error_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in printed(shown(run(case(error="found \x1b[2J in the answer"))))


def test_a_comparison_tells_figures_and_the_cases_that_flipped() -> None:
    before = run(case(id="kept"), case(id="lost", tags=("word:pilot",)))
    after = run(case(id="kept"), case(id="lost", right=0, tags=("word:pilot",)), pins={"glossary": "2"})
    text = printed(compared(compare(before, after)))
    for words in ("−50.0", "miss something now (1): senses/lost", "senses word:pilot", "glossary: "):
        assert words in text


def test_two_runs_that_are_alike_are_told_as_such() -> None:
    text = printed(compared(compare(run(case()), run(case()))))
    assert "1 metric the same" in text
    assert "Cases that came out differently" not in text


def test_answers_that_the_model_did_not_give_are_told_beside_the_figures_that_they_made() -> None:
    said = [case(id=f"one-{at}", mode="degraded" if at < 2 else "model") for at in range(3)]
    assert "2 answers without the model that was asked" in printed(shown(run(*said, model="small")))
    assert "without the model" not in printed(shown(run(*said[2:], model="small")))
