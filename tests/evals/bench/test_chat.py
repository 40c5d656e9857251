"""What chat costs, at a small size, and how it is counted."""

from __future__ import annotations

import pytest

from evals.bench.chat import composed, first_claim, streams, talking
from service.llm.scripted import Received


def request(prompt: str, pieces: int) -> Received:
    said = {"messages": [{"role": "user", "content": prompt}]}
    asked = Received(0, "POST", "/v1/chat/completions", {}, b"", said, began=0.0)
    asked.sent = [float(number) for number in range(pieces)]
    return asked


def test_a_sentence_is_complete_with_its_last_letter() -> None:
    asked = request("S1 (Plan):\n", 10_000)
    reply = talking.answer(asked, 2)
    first, second = talking.sentences()[:2]
    found = talking.moments(asked, reply)
    assert list(found) == [first, second]
    told = "".join(reply.pieces[: int(found[first]) + 1])
    assert first in told
    assert first not in told[: -len(reply.pieces[int(found[first])])]


def test_only_what_was_sent_is_complete() -> None:
    asked = request("S1 (Plan):\n", 12)
    assert talking.moments(asked, talking.answer(asked, 2)) == {}


def test_each_asker_is_known_by_the_question() -> None:
    assert talking.asker_of(request(talking.question(17), 0)) == 17
    assert talking.asker_of(request("Nobody asks.", 0)) == -1


def test_a_percentile_is_a_value_that_so_many_do_not_exceed() -> None:
    values = [float(number) for number in range(100)]
    assert talking.percentile(values, 0.95) == 95
    assert talking.percentile(values, 1.0) == 99
    assert talking.percentile([], 0.95) == float("inf")


def test_the_sentences_of_the_plan_differ() -> None:
    assert len(set(talking.sentences())) == talking.SENTENCES


@pytest.mark.slow
def test_the_first_claim_is_timed_beside_the_bare_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_claim, "REPEATS", 1)
    (row,) = first_claim.rows()
    assert row.peer < row.ours < row.peer + 30


@pytest.mark.slow
def test_streams_beside_each_other_are_timed_claim_by_claim() -> None:
    row = streams.streams_row(5)
    assert "0 failed" in row.name
    assert 0 < row.ours < 30_000
    assert row.ok == (row.ours <= streams.MOST_MS)


@pytest.mark.slow
def test_composed_answers_are_timed_from_when_they_are_asked_for() -> None:
    row = composed.composed_row(300, 2)
    assert "0 failed" in row.name
    assert 0 < row.ours < 30_000
