from __future__ import annotations

from dataclasses import replace

import pytest

from evals.nouns import Item, Outcome, Part
from evals.reports.comparing import Comparison, compare
from evals.running.journal import Run
from tests.evals.reports.made import case, manifest, run, whole

MIRRORED = {"fails": "passes", "passes": "fails", "worse": "better", "better": "worse", "errs": "runs", "runs": "errs"}


@pytest.fixture(scope="module")
def pair() -> tuple[Run, Run]:
    return whole(share=0.25, errors=2), whole("20270112T080000Z-d4e5f6", seed=8, share=0.25, quality=-0.2, errors=5)


@pytest.fixture(scope="module")
def there(pair: tuple[Run, Run]) -> Comparison:
    return compare(*pair)


def test_swapping_the_runs_turns_every_sign_and_nothing_else(pair: tuple[Run, Run], there: Comparison) -> None:
    back = compare(pair[1], pair[0])
    for one, other in zip(there.changes, back.changes, strict=True):
        assert (one.suite, one.metric) == (other.suite, other.metric)
        assert other.found.difference == pytest.approx(-one.found.difference, abs=1e-12)
        assert (other.found.low, other.found.high) == pytest.approx((-one.found.high, -one.found.low), abs=1e-9)
        assert (other.found.p, other.adjusted) == pytest.approx((one.found.p, one.adjusted))
        assert set(other.found.better) == set(one.found.worse)
    assert {(one.case, MIRRORED[one.kind]) for one in there.flips} == {(one.case, one.kind) for one in back.flips}
    assert [(one.suite, one.tag) for one in there.slices] == [(one.suite, one.tag) for one in back.slices]
    assert (back.only_before, back.only_after) == (there.only_after, there.only_before)


def test_a_run_beside_itself_differs_in_nothing(pair: tuple[Run, Run]) -> None:
    same = compare(pair[0], pair[0])
    assert {one.found.difference for one in same.changes} == {0.0}
    assert {(one.found.low, one.found.high, one.adjusted) for one in same.changes} == {(0.0, 0.0, 1.0)}
    assert (same.flips, same.slices, same.pins, same.reworded) == ((), (), (), 0)


def test_p_values_are_adjusted_after_holm_over_all_metrics() -> None:
    def runs(lost: dict[str, int]) -> Run:
        metrics = ("sense_f1", "sense_precision", "detection_f1")
        return run(
            *(
                Outcome(
                    suite="senses",
                    case=f"case-{number:02}",
                    parts={one: Part(over=float(number >= lost.get(one, 0)), under=1) for one in metrics},
                )
                for number in range(40)
            )
        )

    # Of n cases that all fall, two patterns of 2^n are as far from nothing as what was seen: p = 2 / 2^n.
    found = compare(runs({}), runs({"sense_f1": 7, "sense_precision": 6, "detection_f1": 9}))
    by_metric = {one.metric: one for one in found.changes}
    assert {name: one.found.p for name, one in by_metric.items()} == pytest.approx(
        {"sense_f1": 2 / 2**7, "sense_precision": 2 / 2**6, "detection_f1": 2 / 2**9}
    )
    assert {name: one.adjusted for name, one in by_metric.items()} == pytest.approx(
        {"detection_f1": 3 * 2 / 2**9, "sense_f1": 2 * 2 / 2**7, "sense_precision": 2 / 2**6}
    )
    assert all(one.sure for one in found.changes)


def test_what_holds_alone_may_not_hold_among_many() -> None:
    def runs(lost: int) -> Run:
        quiet = [case("chat", f"chat-{number}", metrics=("must_say_recall",)) for number in range(20)]
        return run(*(case(id=f"case-{number:02}", right=float(number >= lost)) for number in range(40)), *quiet)

    found = compare(runs(0), runs(6))
    (change,) = [one for one in found.changes if one.suite == "senses"]
    assert change.found.p == pytest.approx(2 / 2**6)
    assert change.adjusted == pytest.approx(2 * 2 / 2**6)
    assert not change.sure
    assert any("No metric differs by more than chance explains" in one for one in found.says)
    assert any("Surely different: senses" in one for one in compare(runs(0), runs(9)).says)


def test_flips_go_both_ways_and_keep_both_answers() -> None:
    before = run(
        case(id="lost", right=2, of=2, got=(Item(text="Train the night shift", right=True),)),
        case(id="won", right=0, of=2),
        case(id="worse", right=2, of=4),
        case(id="better", right=1, of=4),
        case(id="broken"),
        case(id="mended", error="found 503"),
        case(id="same", right=1, of=2),
    )
    after = run(
        case(id="lost", right=0, of=2, got=(Item(text="Nothing to do", right=False),)),
        case(id="won", right=2, of=2),
        case(id="worse", right=1, of=4),
        case(id="better", right=2, of=4),
        case(id="broken", error="found 503"),
        case(id="mended"),
        case(id="same", right=1, of=2),
    )
    found = compare(before, after)
    assert {one.case: one.kind for one in found.flips} == {
        "lost": "fails",
        "won": "passes",
        "worse": "worse",
        "better": "better",
        "broken": "errs",
        "mended": "runs",
    }
    (lost,) = found.flipped("fails")
    assert (lost.before.got[0].text, lost.after.got[0].text) == ("Train the night shift", "Nothing to do")
    assert (lost.moved[0].before, lost.moved[0].after) == (1, 0)


def test_cases_that_one_run_alone_has_are_named_and_not_compared() -> None:
    found = compare(run(case(id="a"), case(id="gone", right=0)), run(case(id="a"), case(id="new", right=0)))
    assert (found.only_before, found.only_after) == (("senses/gone",), ("senses/new",))
    assert found.compared == 1
    assert found.changes[0].found.cases == 1
    assert found.changes[0].found.difference == 0


def test_errors_are_no_scores() -> None:
    cases = [case(id=f"case-{number}") for number in range(9)]
    found = compare(run(*cases), run(*cases[:8], case(id="case-8", error="found 503")))
    assert found.changes[0].found.difference == 0
    assert found.changes[0].found.cases == 8
    assert found.costs[0].errors == (0, 1)


def test_an_answer_in_other_words_with_the_same_score_is_counted() -> None:
    found = compare(run(case(id="a", fingerprint="1")), run(case(id="a", fingerprint="2")))
    assert (found.reworded, found.flips) == (1, ())


def test_pins_that_differ_are_told_and_those_of_the_cases_warn() -> None:
    one = run(case())
    pins = {**one.manifest.pins, "glossary": "sha256:2"}
    other = replace(one, manifest=manifest(pins=pins, suites=("senses",)))
    found = compare(one, other)
    assert [pin.name for pin in found.pins] == ["glossary"]
    assert not any("Not the same in both" in words for words in found.says)
    asked = replace(one, manifest=manifest(pins={**pins, "datasets": "sha256:3"}, suites=("senses",)))
    assert any("Not the same in both: datasets" in words for words in compare(one, asked).says)


def test_runs_of_different_suites_say_that_nothing_is_compared() -> None:
    found = compare(run(case()), run(case("chat", metrics=("must_say_recall",))))
    assert found.changes == ()
    assert found.says == ("The runs have no case in common, so nothing is compared.",)


def test_peers_are_not_compared() -> None:
    found = compare(run(case(), case(system="flashtext")), run(case(), case(system="flashtext", right=0)))
    assert found.flips == ()


def test_a_comparison_survives_json(there: Comparison) -> None:
    assert Comparison.model_validate_json(there.model_dump_json()) == there
