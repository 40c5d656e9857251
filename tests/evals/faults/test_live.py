"""A live service without its vector cache, and beside a second process."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.faults import chroma, second_process
from evals.faults.__main__ import FAULTS, main


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nobody_notices_that_the_vector_cache_is_gone(tmp_path: Path) -> None:
    report = chroma.run(tmp_path, rounds=1)
    assert report.problems == []
    assert report.searches > 100
    assert report.kept


@pytest.mark.slow
def test_a_second_process_on_a_data_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    report = second_process.run(tmp_path)
    assert report.problems == []
    assert report.kept


def test_a_report_without_anything_put_to_the_test_is_not_kept() -> None:
    assert not chroma.Report().kept
    assert not second_process.Report().kept
    assert not second_process.Report(refusals={"crosswalk serve": "in use"}, problems=["it started"]).kept


def test_an_unknown_fault_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["flood"])
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert [name for name in FAULTS if name not in said] == []
