"""A document is found by words when it is acknowledged, and by meaning when the worker has come round to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from retrieval import ingest
from retrieval.access import NotFound
from retrieval.database.queue import Vectors, progress, put_embeddings, waiting
from retrieval.documents import Parsed, Passage
from retrieval.ingest import EmbeddingWorker, Ingestor
from retrieval.loaders import Limits, LoadError
from retrieval.store import delete_document
from retrieval.tables import passages as passages_table
from tests.retrieval.texts import MANY, add, found_by_word, load

NAME = "fake/1"


def vectors(passages: Sequence[Passage]) -> Vectors:
    """A vector of unit length for each passage, from its text."""
    made = np.array([[len(each.text), ord(each.text[0]), 1.0] for each in passages])
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float32)


def stored_vectors(engine: sa.Engine) -> dict[int, bytes]:
    query = sa.select(passages_table.c.seq, passages_table.c.embedding).where(passages_table.c.embedding.is_not(None))
    with engine.connect() as connection:
        return {row.seq: row.embedding for row in connection.execute(query)}


class Listener:
    """Hears which vectors are stored, and says when as many as expected are."""

    def __init__(self, expected: int) -> None:
        self.heard: list[int] = []
        self.all = threading.Event()
        self._expected = expected

    def __call__(self, seqs: Sequence[int]) -> None:
        self.heard += seqs
        if len(set(self.heard)) >= self._expected:
            self.all.set()


@pytest.fixture
def run(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., EmbeddingWorker]]:
    """Starts a worker that pauses hardly at all, and stops it in the end."""
    monkeypatch.setattr(ingest, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(ingest, "LONGEST_PAUSE", 0.01)
    started: list[EmbeddingWorker] = []

    def start(embed: ingest.Embed, on_vectors: Callable[[Sequence[int]], None]) -> EmbeddingWorker:
        worker = EmbeddingWorker(engine, NAME, embed, on_vectors)
        worker.start()
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.stop()
        assert not worker.state().running


def test_a_document_is_found_by_words_once_it_is_acknowledged(
    engine: sa.Engine, rollout: frozenset[str], tmp_path: Path
) -> None:
    stages: list[str] = []
    path = tmp_path / "plan.md"
    path.write_text("The kiosk opens in March.")
    added = Ingestor(engine, load=load).add(rollout, "rollout", path.name, path, community="it", report=stages.append)
    assert (added.created, added.document.version, added.document.community) == (True, 1, "it")
    assert len(found_by_word(engine, "kiosk")) == 1
    assert stages == ["reading", "parsing", "storing"]


def test_bytes_that_are_current_already_are_not_parsed_again(engine: sa.Engine, rollout: frozenset[str]) -> None:
    first = Ingestor(engine, load=load).add(rollout, "rollout", "plan.md", b"The kiosk opens.")

    def refuse(name: str, data: bytes, *, limits: Limits) -> Parsed:
        raise AssertionError("parsed")

    again = Ingestor(engine, load=refuse).add(rollout, "rollout", "plan.md", b"The kiosk opens.")
    assert (again.created, again.document) == (False, first.document)


def test_a_file_is_known_by_the_last_part_of_its_name_and_parsed_in_a_process_of_its_own(
    engine: sa.Engine, rollout: frozenset[str], tmp_path: Path
) -> None:
    added = Ingestor(engine).add(rollout, "rollout", "C:\\plans\\plan.md", b"# Kiosk\n\nIt opens.")
    assert (added.document.name, added.document.title) == ("plan.md", "Kiosk")
    with pytest.raises(LoadError, match=r"missing\.md: cannot be read"):
        Ingestor(engine).add(rollout, "rollout", "missing.md", tmp_path / "missing.md")
    with pytest.raises(LoadError, match="bytes"):
        Ingestor(engine, limits=Limits(file_bytes=10)).add(rollout, "rollout", "long.md", Path(__file__))
    assert len(found_by_word(engine, "opens")) == 1


def test_pasted_text_is_known_by_its_title(engine: sa.Engine, rollout: frozenset[str]) -> None:
    ingestor = Ingestor(engine)
    first = ingestor.add_text(rollout, "rollout", "Shift 1/2", "The kiosk opens.")
    again = ingestor.add_text(rollout, "rollout", "Shift 1/2", "The kiosk opens.")
    changed = ingestor.add_text(rollout, "rollout", "Shift 1/2", "The kiosk closes.", community="hr")
    assert (first.document.name, first.document.title) == ("Shift 1/2", "Shift 1/2")
    assert (again.created, changed.document.version, changed.document.community) == (False, 2, "hr")
    assert len(found_by_word(engine, "kiosk")) == 1


def test_a_file_that_cannot_be_parsed_leaves_the_version_before_it(engine: sa.Engine, rollout: frozenset[str]) -> None:
    ingestor = Ingestor(engine, load=load)
    ingestor.add(rollout, "rollout", "plan.md", b"The kiosk opens.")
    with pytest.raises(UnicodeDecodeError):
        ingestor.add(rollout, "rollout", "plan.md", b"\xff\xff")
    assert len(found_by_word(engine, "kiosk")) == 1


def test_nothing_is_read_for_a_stranger(engine: sa.Engine, rollout: frozenset[str]) -> None:
    with pytest.raises(NotFound):
        Ingestor(engine, load=load).add(frozenset(), "rollout", "plan.md", b"The kiosk opens.")
    assert found_by_word(engine, "kiosk") == []


def test_the_indexes_hear_what_has_left_even_if_one_of_them_fails(engine: sa.Engine, rollout: frozenset[str]) -> None:
    left: list[int] = []

    def forget(seqs: Sequence[int]) -> None:
        left.extend(seqs)
        raise OSError("the index is broken")

    ingestor = Ingestor(engine, load=load, on_retired=forget)
    key = ingestor.add(rollout, "rollout", "plan.md", b"The kiosk opens.").document.id
    first = found_by_word(engine, "kiosk")
    ingestor.add(rollout, "rollout", "plan.md", b"The kiosk closes.")
    assert left == first
    second = found_by_word(engine, "kiosk")
    ingestor.delete(rollout, key)
    assert left == first + second


def test_the_worker_embeds_what_is_stored_and_tells_the_indexes(
    engine: sa.Engine, rollout: frozenset[str], run: Callable[..., EmbeddingWorker]
) -> None:
    listener = Listener(len(MANY.split("## ")) - 1)
    worker = run(vectors, listener)
    Ingestor(engine, load=load, on_stored=worker.wake).add(rollout, "rollout", "plan.md", MANY.encode())
    assert listener.all.wait(30)
    stored = stored_vectors(engine)
    assert sorted(listener.heard) == sorted(stored) == found_by_word(engine, "hall")
    assert all(abs(np.linalg.norm(np.frombuffer(each, "<f4")) - 1) < 1e-3 for each in stored.values())
    state = worker.state()
    assert (state.running, state.progress, state.error) == (True, (len(stored), len(stored)), "")


def test_work_that_an_earlier_process_left_is_taken_up(
    engine: sa.Engine, rollout: frozenset[str], run: Callable[..., EmbeddingWorker]
) -> None:
    add(engine, rollout, "The kiosk opens.")
    listener = Listener(1)
    run(vectors, listener)
    assert listener.all.wait(30)


def test_another_embedder_queues_everything_again_after_what_has_none(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    add(engine, rollout, "The kiosk opens.", "a.md")
    EmbeddingWorker(engine, "old/1", vectors).drain()
    add(engine, rollout, "The terminal opens.", "b.md")
    [old], [new] = found_by_word(engine, "kiosk"), found_by_word(engine, "terminal")
    assert progress(engine, NAME) == (0, 2)
    assert [seq for seq, _ in waiting(engine, NAME, 10)] == [new, old]
    assert [seq for seq, _ in waiting(engine, NAME, 10, {new})] == [old]
    assert [seq for seq, _ in waiting(engine, "old/1", 10)] == [new]
    EmbeddingWorker(engine, NAME, vectors).drain()
    assert progress(engine, NAME) == (2, 2)


def test_what_is_no_longer_live_does_not_wait(engine: sa.Engine, rollout: frozenset[str]) -> None:
    stored = add(engine, rollout, MANY).document
    delete_document(engine, rollout, stored.id)
    assert waiting(engine, NAME, 10) == []
    assert progress(engine, NAME) == (0, 0)


def test_the_worker_outlives_an_embedder_and_an_index_that_fail(
    engine: sa.Engine, rollout: frozenset[str], run: Callable[..., EmbeddingWorker]
) -> None:
    add(engine, rollout, MANY)
    listener = Listener(len(found_by_word(engine, "hall")))
    tries = iter([ConnectionError("the endpoint is away")] * 3)
    refusals = iter([OSError("the index is locked")])

    def embed(passages: Sequence[Passage]) -> Vectors:
        for failure in tries:
            raise failure
        return vectors(passages)

    def tell(seqs: Sequence[int]) -> None:
        for failure in refusals:
            raise failure
        listener(seqs)

    run(embed, tell)
    assert listener.all.wait(30)
    assert sorted(listener.heard) == found_by_word(engine, "hall")


def test_a_passage_that_cannot_be_embedded_holds_up_no_other_and_is_named(
    engine: sa.Engine, rollout: frozenset[str], run: Callable[..., EmbeddingWorker]
) -> None:
    add(engine, rollout, "Poison.", "a.md")
    add(engine, rollout, MANY, "b.md")
    others = found_by_word(engine, "hall")
    listener = Listener(len(others))
    blamed = threading.Event()

    def embed(passages: Sequence[Passage]) -> Vectors:
        if any("Poison" in each.text for each in passages):
            if listener.all.is_set():
                blamed.set()
            raise ValueError("this text is refused")
        return vectors(passages)

    worker = run(embed, listener)
    assert listener.all.wait(30)
    assert blamed.wait(30)
    assert sorted(stored_vectors(engine)) == others
    assert "this text is refused" in worker.state().error


def test_a_stop_waits_for_the_batch_in_hand_and_keeps_it(engine: sa.Engine, rollout: frozenset[str]) -> None:
    add(engine, rollout, MANY)
    begun, go_on = threading.Event(), threading.Event()

    def embed(passages: Sequence[Passage]) -> Vectors:
        begun.set()
        assert go_on.wait(30)
        return vectors(passages)

    worker = EmbeddingWorker(engine, NAME, embed)
    worker.start()
    assert begun.wait(30)
    worker.stop(timeout=0)
    assert worker.state().running
    go_on.set()
    worker.stop()
    assert not worker.state().running
    assert stored_vectors(engine)


def test_a_command_line_sees_how_far_it_is_and_why_it_failed(engine: sa.Engine, rollout: frozenset[str]) -> None:
    add(engine, rollout, MANY)
    total = len(found_by_word(engine, "hall"))
    seen: list[tuple[int, int]] = []
    EmbeddingWorker(engine, NAME, vectors).drain(lambda done, of: seen.append((done, of)))
    assert seen[0] == (0, total)
    assert seen[-1] == (total, total)

    def embed(passages: Sequence[Passage]) -> Vectors:
        raise ConnectionError("the endpoint is away")

    add(engine, rollout, "The kiosk opens.", "b.md")
    with pytest.raises(ConnectionError, match="away"):
        EmbeddingWorker(engine, NAME, embed).drain()


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (np.ones((2, 3), np.float32), "gave 2 arrays .* for 1 passages"),
        (np.ones(3, np.float32), "gave 3 arrays .* for 1 passages"),
        (np.ones((1, 0, 3), np.float32), r"gave 1 arrays \[\(0, 3\)\] for 1 passages"),
        (np.ones((1, 3), np.float32), "of length 1.73"),
        (np.full((1, 3), np.nan, np.float32), "of length nan"),
    ],
)
def test_vectors_that_are_none_are_refused(
    engine: sa.Engine, rollout: frozenset[str], made: Vectors, says: str
) -> None:
    add(engine, rollout, "The kiosk opens.")
    with pytest.raises(ValueError, match=says):
        put_embeddings(engine, NAME, found_by_word(engine, "kiosk"), made)
    assert stored_vectors(engine) == {}
