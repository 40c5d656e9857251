"""Bad inputs end as clear refusals, and the check notices where they do not."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from evals.faults import bad_input
from evals.faults.bad_files import File, document, files, ole, pdf
from evals.faults.bad_requests import cases
from retrieval.loaders import LoadError, load

GOOD = {"type": "about:blank", "title": "Too large", "status": 413, "detail": "plan.docx: it has 60 bytes; send less"}
SOME = (
    "empty .docx",
    "PDF with a password",
    "macros inside .xlsx",
    "part that unpacks to 400 MB",
    "XXE in a Word document",
    "name with ../ and an ending",
    "name with NUL",
    "NaN for a number",
    "lists 100,000 deep",
    "unknown field",
    "300 MB file without a length",
)


def problem(code: int = 413, kind: str = "application/problem+json", **changes: object) -> httpx2.Response:
    said = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return httpx2.Response(code, json=said, headers={"content-type": kind})


def test_a_problem_that_says_what_was_found_is_a_clear_refusal() -> None:
    assert bad_input.refused(problem()) == []


@pytest.mark.parametrize(
    "answer",
    [
        problem(500, status=500),
        problem(200, status=200),
        problem(kind="application/json"),
        problem(detail=None),
        problem(detail="Bad input."),
        problem(413, status=400),
        problem(detail='plan.docx: Traceback (most recent call last): File "/srv/crosswalk.py"'),
        httpx2.Response(413, text="too large", headers={"content-type": "application/problem+json"}),
    ],
)
def test_anything_else_is_none(answer: httpx2.Response) -> None:
    assert bad_input.refused(answer) != []


def test_no_two_bad_inputs_have_the_same_words() -> None:
    words = [case.what for case in cases()]
    assert len(words) > 100
    assert len(set(words)) == len(words)
    assert set(SOME) <= set(words)


def test_the_good_files_that_the_bad_ones_are_made_from_are_read() -> None:
    assert "single sign-on" in load("plan.docx", document()).text
    assert "single sign-on" in load("plan.pdf", pdf()).text


def test_the_old_container_is_recognised_by_its_streams() -> None:
    with pytest.raises(LoadError) as caught:
        load("locked.docx", ole("EncryptedPackage", "EncryptionInfo"))
    assert caught.value.reason == "encrypted"


@pytest.mark.parametrize("file", list(files())[:7], ids=lambda file: file.what)
def test_an_empty_file_is_empty_whatever_it_is_called(file: File) -> None:
    with pytest.raises(LoadError) as caught:
        load(file.name, file.make())
    assert caught.value.reason == "empty"


@pytest.mark.slow
def test_a_live_service_refuses_what_is_bad_and_keeps_answering(tmp_path: Path) -> None:
    report = bad_input.run(tmp_path, SOME)
    assert report.problems == []
    assert [outcome.case for outcome in report.outcomes] == [case.what for case in cases() if case.what in SOME]
    assert report.kept


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_bad_input_is_taken_for_a_good_one(tmp_path: Path) -> None:
    assert bad_input.run(tmp_path).problems == []
