from __future__ import annotations

from typing import Any

import pytest

from evals.nouns import Outcome, Part, SuiteName
from evals.reports.gate import Limits, Verdict, gate
from tests.evals.reports.made import case, run, whole


def many(suite: SuiteName, right: int, of: int, **fields: Any) -> list[Outcome]:
    """`of` cases of a suite, the last ones wrong."""
    metrics = {"senses": "sense_f1", "chat": "must_say_recall"}
    return [
        case(suite, f"{suite}-{number:02}", float(number < right), metrics=(metrics[suite],), **fields)
        for number in range(of)
    ]


def kinds(verdict: Verdict) -> list[str]:
    return [one.kind for one in verdict.reasons]


def test_a_run_passes_against_itself() -> None:
    one = whole(share=0.2, errors=0)
    verdict = gate(one, one)
    assert verdict.passed
    assert verdict.exit_code == 0
    assert verdict.compared == sum(outcome.system == "crosswalk" for outcome in one.outcomes)
    assert "passed" in verdict.text()


def test_a_better_run_passes() -> None:
    assert gate(run(*many("senses", 30, 30)), run(*many("senses", 20, 30))).passed


def test_a_fall_beyond_chance_names_metric_figures_cases_and_p() -> None:
    before, after = run(*many("senses", 100, 100)), run(*many("senses", 95, 100))
    verdict = gate(after, before, Limits(fall=1))
    assert verdict.exit_code == 1
    (reason,) = verdict.reasons
    assert reason.found is not None
    assert reason.found.p_worse == pytest.approx(1 / 2**5)
    assert reason.found.worse == tuple(f"senses-{number:02}" for number in range(95, 100))
    for words in ("senses", "F1 of senses", "100.0 %", "95.0 %", "−5.0 points", "100 cases", "p = 0.031", "senses-97"):
        assert words in reason.says
    assert any("python -m evals compare" in step for step in verdict.next_steps)
    assert any("python -m evals accept" in step for step in verdict.next_steps)


def test_as_few_as_four_worse_cases_may_be_chance() -> None:
    before, after = run(*many("senses", 100, 100)), run(*many("senses", 96, 100))
    assert gate(after, before, Limits(fall=1)).passed


def test_what_others_gain_is_set_against_what_is_lost() -> None:
    before = run(*(case(id=f"case-{number:02}", right=float(number >= 6)) for number in range(40)))
    after = run(
        *(case(id=f"case-{number:02}", right=float(number not in (30, 31, 32, 33, 34, 35))) for number in range(40))
    )
    assert gate(after, before).passed


def test_without_a_model_a_metric_may_fall_by_two_points_and_no_further() -> None:
    before = run(*many("senses", 100, 100))
    assert gate(run(*many("senses", 98, 100)), before).passed
    verdict = gate(run(*many("senses", 97, 100)), before)
    assert kinds(verdict) == ["metric"]
    assert "more than the 2 points" in verdict.text()
    assert gate(run(*many("senses", 97, 100)), before, Limits(fall=0.05)).passed


def test_with_a_model_size_alone_is_no_reason() -> None:
    before = run(*many("senses", 100, 100), model="qwen3-8b")
    verdict = gate(run(*many("senses", 96, 100), model="qwen3-8b"), before)
    assert verdict.passed
    assert any("a model answered" in note for note in verdict.notes)


def test_with_a_model_many_tests_are_adjusted() -> None:
    def noisy(wrong: int) -> list[Outcome]:
        return [*many("senses", 100 - wrong, 100), *many("chat", 100, 100)]

    alone = gate(run(*many("senses", 95, 100), model="qwen3-8b"), run(*many("senses", 100, 100), model="qwen3-8b"))
    beside = gate(run(*noisy(5), model="qwen3-8b"), run(*noisy(0), model="qwen3-8b"))
    assert not alone.passed
    assert beside.passed
    assert not gate(run(*noisy(6), model="qwen3-8b"), run(*noisy(0), model="qwen3-8b")).passed


def test_a_word_that_is_lost_fails_though_the_suite_barely_falls() -> None:
    def senses(lost: int) -> list[Outcome]:
        words = [case(id=f"word-{n}", right=float(n >= lost), tags=("word:cutover",)) for n in range(3)]
        return [*words, *(case(id=f"other-{n:03}", tags=("word:access",)) for n in range(150))]

    assert gate(run(*senses(1)), run(*senses(0))).passed
    verdict = gate(run(*senses(2)), run(*senses(0)))
    (reason,) = verdict.reasons
    assert (reason.kind, reason.tag) == ("slice", "word:cutover")
    assert "on the slice word:cutover fell from 100.0 % to 33.3 %" in reason.says
    assert "word-0, word-1" in reason.says


def test_a_slice_of_a_suite_that_gains_elsewhere_is_tested_by_itself() -> None:
    def senses(mail: bool, ticket: bool) -> list[Outcome]:
        return [
            *(case(id=f"mail-{n}", right=float(mail or n >= 6), tags=("kind:mail",)) for n in range(60)),
            *(case(id=f"ticket-{n}", right=float(ticket or n >= 6), tags=("kind:ticket",)) for n in range(60)),
        ]

    verdict = gate(run(*senses(False, True)), run(*senses(True, False)))
    assert [one.tag for one in verdict.reasons] == ["kind:mail"]
    assert verdict.reasons[0].found is not None
    assert verdict.reasons[0].found.p_worse == pytest.approx(1 / 2**6)


def test_a_tag_that_all_cases_have_is_no_slice() -> None:
    def senses(right: int) -> list[Outcome]:
        return [case(id=f"case-{n}", right=float(n < right), tags=("kind:mail", f"word:{n % 2}")) for n in range(20)]

    assert gate(run(*senses(20)), run(*senses(20))).tests == 3
    assert {one.tag for one in gate(run(*senses(0)), run(*senses(20))).reasons} == {"", "word:0", "word:1"}


def test_errors_that_the_baseline_did_not_have_fail_and_are_no_scores() -> None:
    cases = many("chat", 20, 20)
    broken = [case("chat", "chat-07", error="POST /v1/chat: found 503; expected 200"), *cases[:7], *cases[8:]]
    verdict = gate(run(*broken), run(*cases))
    assert kinds(verdict) == ["errors"]
    assert "chat-07 (POST /v1/chat: found 503" in verdict.reasons[0].says
    assert verdict.reasons[0].found is None
    again = gate(run(*broken), run(*broken))
    assert again.passed
    assert any("as in the baseline: chat/chat-07" in note for note in again.notes)


def test_a_new_case_that_cannot_be_run_fails_too() -> None:
    cases = many("chat", 5, 5)
    assert kinds(gate(run(*cases, case("chat", "new", error="found 500")), run(*cases))) == ["errors"]


def test_cases_that_are_gone_fail_a_run_of_everything() -> None:
    verdict = gate(run(*many("senses", 15, 15)), run(*many("senses", 20, 20)))
    assert kinds(verdict) == ["missing"]
    assert "5 cases of the baseline missing in the run: senses-15, senses-16" in verdict.reasons[0].says


def test_a_run_that_was_asked_for_less_is_held_against_what_it_has() -> None:
    baseline = run(*many("senses", 20, 20), *many("chat", 20, 20))
    only_senses = gate(run(*many("senses", 20, 20)), baseline)
    assert only_senses.passed
    assert any("chat: 20 cases of the baseline not compared" in note for note in only_senses.notes)
    fast = gate(run(*many("senses", 4, 4), *many("chat", 3, 3), slice="fast"), baseline)
    assert fast.passed
    assert fast.compared == 7
    assert any("fast slice" in note for note in fast.notes)
    assert not gate(run(*many("senses", 2, 4), slice="fast"), baseline).passed


def test_runs_without_a_case_in_common_do_not_pass() -> None:
    verdict = gate(run(*many("senses", 5, 5)), run(*many("chat", 5, 5)))
    assert not verdict.passed
    assert "no case in common" in verdict.text()
    assert not gate(run(), run()).passed


def test_a_metric_that_is_no_longer_measured_fails() -> None:
    both = [case(id=f"case-{n}", metrics=("sense_f1", "detection_f1")) for n in range(5)]
    one = [case(id=f"case-{n}", metrics=("sense_f1",)) for n in range(5)]
    verdict = gate(run(*one), run(*both))
    assert kinds(verdict) == ["missing"]
    assert verdict.reasons[0].metric == "detection_f1"


def test_peers_do_not_count() -> None:
    ours = many("senses", 20, 20)
    strong, weak = many("senses", 20, 20, system="flashtext"), many("senses", 0, 20, system="flashtext")
    lost = [case(id="senses-03", system="flashtext", error="found no package")]
    assert gate(run(*ours, *weak), run(*ours, *strong)).passed
    assert gate(run(*ours, *lost), run(*ours)).passed


def test_other_cases_under_the_same_ids_are_told() -> None:
    cases = many("senses", 5, 5)
    pins = dict.fromkeys(("datasets", "corpus", "glossary"), "sha256:1")
    verdict = gate(run(*cases, pins={**pins, "datasets": "sha256:2", "glossary": "sha256:3"}), run(*cases, pins=pins))
    assert verdict.passed
    (note,) = verdict.notes
    assert note.startswith("datasets not the baseline's")


def test_attempts_count_as_one_case() -> None:
    def thrice(wrong: int) -> list[Outcome]:
        return [
            case(id=f"case-{n:02}", right=float(n >= wrong), attempt=attempt) for n in range(40) for attempt in range(3)
        ]

    verdict = gate(run(*thrice(4), repeat=3, model="m"), run(*thrice(0), repeat=3, model="m"))
    assert verdict.passed
    assert verdict.compared == 40


def test_a_case_that_says_more_and_gets_it_wrong_pulls_precision_down() -> None:
    def precision(under: float) -> list[Outcome]:
        silent = Outcome(suite="senses", case="silent", parts={"sense_precision": Part(over=0, under=under)})
        return [silent, *(case(id=f"case-{n}", metrics=("sense_precision",)) for n in range(9))]

    verdict = gate(run(*precision(1)), run(*precision(0)))
    assert verdict.reasons[0].found is not None
    assert verdict.reasons[0].found.worse == ("silent",)
    assert verdict.reasons[0].found.better == ()
