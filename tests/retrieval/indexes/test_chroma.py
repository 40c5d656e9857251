"""The vector cache in a folder and on a server: made, checked, locked, lost and made anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from retrieval.database.lock import hold
from retrieval.indexes import chroma
from retrieval.indexes.chroma import ChromaFailed, Embedded, Server
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import Vector
from retrieval.indexes.meaning import MeaningIndex
from tests.retrieval.indexes.corpus import BOTH, EMBEDDER, TOPICS, about, put, towards

SECONDS = 60.0
NAME = "passages"


def vectors(n: int = 40) -> dict[str, Vector]:
    rows = np.random.default_rng(5).standard_normal((n, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return {f"p_{i}": row for i, row in enumerate(rows)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound cache of `vectors()`, written by a process that ended well."""
    path = tmp_path / "vectors"
    fill(path, vectors())
    return path


def fill(path: Path, contents: dict[str, Vector], dies: bool = False) -> None:
    cache = Embedded(path, NAME)
    collection = cache.open({})
    writing = cache.writing()
    writing.__enter__()
    collection.put(contents, dict.fromkeys(contents, "north"))
    if not dies:
        writing.__exit__(None, None, None)
    collection.close()
    cache.close()


def held(path: Path, sample: dict[str, Vector]) -> set[str]:
    """What the cache has when it is opened by somebody who expects `sample` in it."""
    cache = Embedded(path, NAME)
    collection = cache.open(sample)
    found = set(collection.contents())
    collection.close()
    cache.close()
    return found


def test_a_sound_store_is_opened_as_it_was_left(folder: Path) -> None:
    assert held(folder, vectors()) == set(vectors())


def test_a_store_with_other_vectors_than_sql_is_thrown_away(folder: Path) -> None:
    others = {key: -vector for key, vector in vectors().items()}
    assert held(folder, others) == set()


def test_a_store_whose_index_is_lost_is_thrown_away(folder: Path) -> None:
    (store,) = folder.glob("store-*")
    (store / "chroma.sqlite3").write_bytes(b"not a database" * 500)
    assert held(folder, vectors()) == set()


def test_a_store_whose_writer_died_is_thrown_away(tmp_path: Path) -> None:
    fill(tmp_path / "vectors", vectors(), dies=True)
    assert held(tmp_path / "vectors", vectors()) == set()


def test_a_check_that_hangs_is_ended_and_means_broken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma, "CHECK_SECONDS", 0.01)
    assert held(folder, vectors()) == set()


def test_a_folder_that_is_in_use_is_refused_by_name(folder: Path) -> None:
    with hold(folder), pytest.raises(ChromaFailed, match="in use by process"):
        Embedded(folder, NAME).open({})


def test_a_folder_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ChromaFailed, match="file"):
        Embedded(tmp_path / "file", NAME).open({})


def test_a_folder_deleted_while_running_costs_no_hit_and_is_made_anew(engine: sa.Engine, tmp_path: Path) -> None:
    index = MeaningIndex(ExactIndex(engine, EMBEDDER), Embedded(tmp_path / "vectors", NAME), exact_up_to=0)
    seqs = put(engine, "north", [about("login", much) for much in (9, 5, 2)])
    index.add(seqs)
    assert index.settle(SECONDS), index.state()
    shutil.rmtree(tmp_path / "vectors")
    assert [hit.seq for hit in index.search(towards("login"), 3, BOTH)] == seqs
    assert index.settle(SECONDS), index.state()
    assert list((tmp_path / "vectors").glob("store-*"))
    assert [hit.seq for hit in index.search(towards("login"), 3, BOTH)] == seqs
    index.close()


def test_a_stale_store_is_brought_up_to_date(engine: sa.Engine, tmp_path: Path) -> None:
    def start() -> MeaningIndex:
        made = MeaningIndex(ExactIndex(engine, EMBEDDER), Embedded(tmp_path / "vectors", NAME), exact_up_to=0)
        assert made.settle(SECONDS), made.state()
        return made

    put(engine, "north", [about("login", 2)] * 30)
    start().close()
    (best,) = put(engine, "south", [about("login", 9)])
    index = start()
    assert index.search(towards("login"), 1, BOTH)[0].seq == best
    index.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A Chroma server on a free port of this machine."""
    port = 18000 + hash(str(tmp_path)) % 2000
    chroma_command = str(Path(sys.executable).with_name("chroma"))
    command = [chroma_command, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path / "served")]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=SECONDS):
                break
        except OSError:
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
    yield url
    process.terminate()
    process.wait(20)


def test_a_server_is_filled_asked_and_brought_up_to_date(engine: sa.Engine, server: str) -> None:
    cache = Server(server, NAME)
    seqs = put(engine, "north", [about(topic, 5) for topic in TOPICS])
    index = MeaningIndex(ExactIndex(engine, EMBEDDER), cache, exact_up_to=0)
    index.sync()
    assert index.settle(SECONDS), index.state()
    assert index.search(towards("holiday"), 1, BOTH)[0].seq == seqs[TOPICS.index("holiday")]
    index.close()
    other = cache.open({})
    assert set(other.contents()) == {f"p_{seq}" for seq in seqs}
    other.close()


def test_a_server_that_is_not_there_is_named_and_costs_no_hit(engine: sa.Engine) -> None:
    index = MeaningIndex(ExactIndex(engine, EMBEDDER), Server("http://127.0.0.1:9", NAME), exact_up_to=0)
    seqs = put(engine, "north", [about("login", 5)])
    index.add(seqs)
    assert [hit.seq for hit in index.search(towards("login"), 1, BOTH)] == seqs
    deadline = time.monotonic() + SECONDS
    while "127.0.0.1:9" not in index.state().words:
        assert time.monotonic() < deadline, index.state()
    index.close()
