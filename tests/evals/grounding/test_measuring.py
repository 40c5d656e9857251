"""The runner's arithmetic, on verdicts and documents made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.grounding import __main__ as runner
from evals.grounding import overlap, report
from evals.grounding.labels import Cited, Kind, Labelled
from evals.grounding.measuring import Counts, Judged, by_kind, counted, misses
from evals.grounding.stored import Stored


def claim(number: int, supported: bool, kind: Kind = "date", text: str = "It is so.") -> Labelled:
    cited = Cited(document="weekly-update.eml", words="contract ends earlier")
    return Labelled(id=f"c{number}", corpus="sample", kind=kind, supported=supported, text=text, cites=(cited,))


VERDICTS = [
    Judged(claim(1, True), True),
    Judged(claim(2, True, "name"), True),
    Judged(claim(3, True), False, "date “12 May” – the source has “14 May”"),
    Judged(claim(4, False), True),
    Judged(claim(5, False, "name"), False),
]


def test_precision_is_of_what_stood_and_recall_of_what_is_true() -> None:
    counts = counted(VERDICTS)
    assert counts == Counts(true_stands=2, true_withheld=1, false_stands=1, false_withheld=1)
    assert counts.precision == pytest.approx(2 / 3)
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.f1 == pytest.approx(2 / 3)


def test_without_anything_that_stood_there_is_no_precision() -> None:
    counts = counted([VERDICTS[2], VERDICTS[4]])
    assert (counts.precision, counts.recall, counts.f1) == (None, 0.0, 0.0)
    assert counted([VERDICTS[4]]).recall is None


def test_kinds_are_counted_apart_and_add_up() -> None:
    kinds = by_kind(VERDICTS)
    assert kinds["name"] == Counts(true_stands=1, false_withheld=1)
    assert kinds["date"] == Counts(true_stands=1, true_withheld=1, false_stands=1)


def test_false_claims_that_stood_come_first_among_the_misses() -> None:
    assert [one.claim.id for one in misses(VERDICTS)] == ["c4", "c3"]


def test_the_report_names_figures_kinds_and_misses() -> None:
    assert report.figures("grounding", VERDICTS) == (
        "grounding: precision 0.667 of 3 that stood, recall 0.667 of 3 true, F1 0.667"
    )
    table = report.table(VERDICTS, VERDICTS[::-1]).splitlines()
    assert [line.split() for line in table[2:]] == [
        ["date", "1", "1", "1", "0", "2", "2"],
        ["name", "1", "0", "0", "1", "0", "0"],
        ["all", "2", "1", "1", "1", "2", "2"],
    ]
    missed = report.missed(VERDICTS)
    assert "c4 date: let through, though false" in missed
    assert "found: date “12 May” – the source has “14 May”" in missed


def test_times_are_told_in_milliseconds() -> None:
    judged = [Judged(claim(n, True), True, seconds=n / 1000) for n in range(1, 101)]
    assert report.times(judged) == "time per claim: median 50.50 ms, p95 96.00 ms, most 100.00 ms"


def test_the_baseline_counts_content_words_by_stem() -> None:
    assert overlap.share("The tablets were enrolled", ["Enrolment of the tablet is under way"]) == 1.0
    assert overlap.share("The tablets were stolen", ["Enrolment of the tablet is under way"]) == 0.5
    assert overlap.share("It is", ["anything"]) == 1.0


def test_the_threshold_is_the_one_with_the_best_f1() -> None:
    claims = [claim(1, True), claim(2, True), claim(3, False), claim(4, False)]
    assert overlap.threshold(claims, [0.9, 0.6, 0.5, 0.1]) == 0.6
    assert [one.stands for one in overlap.judged(claims, [0.9, 0.6, 0.5, 0.1], 0.6)] == [True, True, False, False]
    with pytest.raises(ValueError, match="no claims"):
        overlap.threshold([], [])


def test_each_claim_is_grounded_against_what_it_cites(sample: Stored) -> None:
    right = claim(1, True, text="The VPN will be switched off on 14 May.")
    wrong = claim(2, False, text="The VPN will be switched off on 4 May.")
    judged = runner.grounded([right, wrong], sample)
    assert [one.stands for one in judged] == [True, False]
    assert judged[1].why
    assert all(one.seconds > 0 for one in judged)


def test_without_the_guides_their_claims_are_skipped_and_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runner, "GUIDES", tmp_path / "none")
    assert runner.main(["--split", "development", "--words-only"]) == 0
    said = capsys.readouterr().out
    assert "claims about the guides skipped" in said
    assert "word overlap alone, from" in said


def test_a_folder_of_guides_that_is_not_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["--guides", str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().out
