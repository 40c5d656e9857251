"""Chroma, as a cache of vectors that may be thrown away: one collection, in a folder of our own or on a server.

It holds ids, vectors and initiatives; text and truth are in SQL. The embedded mode does not survive two writers or a
death while writing, and a damaged index answers with the wrong rows or takes the process with it. So the folder is
locked, a store is opened only after a child process has opened it and found a sample of vectors in it, and one
whose writer died is not opened at all. `retrieval.indexes.meaning` decides when to ask it and what to believe.

`python -m retrieval.indexes.chroma STORE COLLECTION` is that child: a sample on stdin, a verdict on stdout.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings

from retrieval.database.lock import DataFolder, DataFolderInUse, hold
from retrieval.indexes.index import IndexFailed, Vector

AT_ONCE = 256
"""Passages in one write; Chroma refuses more than 5,461."""
PAGE = 5000
CHECK_SECONDS = 60.0
"""A store that is not checked by then hangs."""
SERVER_SECONDS = 5.0
"""For one request to a server; the exact index answers sooner than anybody would wait for more."""
SAME = 0.01
"""Cosine distance up to which two vectors are the same but for rounding."""


class ChromaFailed(IndexFailed):
    """Chroma refused or crashed."""


class ChromaWrong(ChromaFailed):
    """Chroma answered, and what it said is not so."""


@contextmanager
def _translated(doing: str) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit, ChromaFailed):
        raise
    # Its Rust core panics with an exception that is no Exception; its errors have several bases besides.
    except BaseException as exc:
        raise ChromaFailed(f"Chroma failed at {doing}: {type(exc).__name__}: {exc}") from exc


class Collection:
    """One open collection."""

    def __init__(self, client: ClientAPI, name: str) -> None:
        """Open the collection of that name, making it if need be.

        Raises:
            ChromaFailed: as every method here.
        """
        self._client = client
        try:
            with _translated(f"opening collection {name}"):
                # Without embedding_function=None it would download a model; without "cosine" it would compare by l2.
                self._collection = client.get_or_create_collection(
                    name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
                )
        except ChromaFailed:
            with suppress(ChromaFailed):
                self.close()
            raise

    def contents(self) -> dict[str, str]:
        """The initiative of every passage it holds, by the passage's id."""
        found: dict[str, str] = {}
        with _translated("listing its contents"):
            while True:
                page = self._collection.get(include=["metadatas"], limit=PAGE, offset=len(found))
                for key, about in zip(page["ids"], page["metadatas"] or (), strict=True):
                    found[key] = str((about or {}).get("initiative", ""))
                if len(page["ids"]) < PAGE:
                    return found

    def put(self, vectors: Mapping[str, Vector], initiatives: Mapping[str, str]) -> None:
        """Take up or replace these passages, `AT_ONCE` or fewer."""
        with _translated("writing"):
            self._collection.upsert(
                ids=list(vectors),
                embeddings=np.stack(list(vectors.values())),
                metadatas=[{"initiative": initiatives[key]} for key in vectors],
            )

    def drop(self, ids: Sequence[str]) -> None:
        """Forget these passages, `AT_ONCE` or fewer."""
        with _translated("deleting"):
            self._collection.delete(ids=list(ids))

    def nearest(self, question: Vector, n: int) -> dict[str, float]:
        """The cosines of about the nearest `n` passages of all initiatives, by id."""
        with _translated("searching"):
            found = self._collection.query(query_embeddings=question[None, :], n_results=n, include=["distances"])
        distances = found["distances"]
        if distances is None:
            raise ChromaFailed("Chroma answered a search without distances")
        return {key: 1.0 - float(far) for key, far in zip(found["ids"][0], distances[0], strict=True)}

    def close(self) -> None:
        """Let go of files and connections, of a broken client too."""
        with _translated("closing"):
            _close(self._client)


class CacheCollection(Protocol):
    """What is kept in a cache, once it is open; `Collection` is the real one."""

    def contents(self) -> dict[str, str]:
        """See `Collection.contents`, and so on for all."""
        ...

    def put(self, vectors: Mapping[str, Vector], initiatives: Mapping[str, str]) -> None: ...  # noqa: D102

    def drop(self, ids: Sequence[str]) -> None: ...  # noqa: D102

    def nearest(self, question: Vector, n: int) -> dict[str, float]: ...  # noqa: D102

    def close(self) -> None: ...  # noqa: D102


class Cache(Protocol):
    """Where the collection lives."""

    shared: bool
    """True where others may write to it too."""

    def open(self, sample: Mapping[str, Vector]) -> CacheCollection:
        """The collection, checked; an empty one where there was none or a broken one.

        Args:
            sample: Vectors as SQL has them; those that Chroma holds too must be found by themselves.

        Raises:
            ChromaFailed: it cannot be had; the message says why and what to do.
        """
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A context around writes: at its end what was written is complete."""
        ...

    def intact(self) -> bool:
        """Whether what was opened is still there; asked before every search, so it is quick."""
        ...

    def discard(self) -> None:
        """Throw the contents away; after this, `open` gives an empty collection. Closing comes first."""
        ...

    def close(self) -> None:
        """Let others have it."""
        ...


class Embedded:
    """A collection in a folder of our own, which holds nothing else."""

    shared = False

    def __init__(self, folder: Path, collection: str) -> None:
        """Nothing is touched before `open`."""
        self._folder = folder
        self._collection = collection
        self._lock: DataFolder | None = None
        self._store: Path | None = None
        self._inode: tuple[int, int] | None = None

    def open(self, sample: Mapping[str, Vector]) -> Collection:
        """See `Cache.open`."""
        self.close()
        try:
            self._lock = hold(self._folder)
            stores = [path for path in self._folder.glob("store-*") if path.is_dir()]
            if len(stores) == 1 and not _marker(stores[0]).exists() and _sound(stores[0], self._collection, sample):
                self._store = stores[0]
            else:
                self._clear()
                # A new name: the client keeps what it once knew of a path for as long as the process lives.
                self._store = self._folder / f"store-{secrets.token_hex(4)}"
        except DataFolderInUse as exc:
            raise ChromaFailed(f"the folder of the vector cache is taken: {exc}") from exc
        except OSError as exc:
            raise ChromaFailed(f"{self._folder}: the vector cache cannot be kept there: {exc}") from exc
        with _translated(f"opening {self._store}"):
            client = chromadb.PersistentClient(self._store, Settings(anonymized_telemetry=False))
            collection = Collection(client, self._collection)
        self._inode = self._look()
        return collection

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Cache.writing`. A process that dies in here leaves a mark, and the store is made anew."""
        assert self._store is not None
        try:
            _marker(self._store).touch()
            yield
            _marker(self._store).unlink()
        except OSError as exc:
            raise ChromaFailed(f"{self._folder}: the vector cache cannot be written: {exc}") from exc

    def intact(self) -> bool:
        """See `Cache.intact`."""
        return self._inode is not None and self._look() == self._inode

    def discard(self) -> None:
        """See `Cache.discard`."""
        self._store = self._inode = None
        if self._lock is not None:
            self._clear()

    def close(self) -> None:
        """See `Cache.close`."""
        self._store = self._inode = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _clear(self) -> None:
        for path in self._folder.glob("store-*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _look(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._store / "chroma.sqlite3") if self._store else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None


class Server:
    """A collection on a Chroma server, which keeps its own house."""

    shared = True

    def __init__(self, url: str, collection: str, headers: Mapping[str, str] | None = None) -> None:
        """Nothing is sent before `open`.

        Args:
            url: `http(s)://HOST:PORT`.
            collection: Its name there; whoever has another database needs another name.
            headers: Sent with every request, to say who we are.
        """
        self._url = url
        self._collection = collection
        self._headers = dict(headers or {})

    def open(self, sample: Mapping[str, Vector]) -> Collection:
        """See `Cache.open`. What the server answers is compared with SQL at every search; no sample is needed."""
        with _translated(f"connecting to {self._url}"):
            return Collection(self._client(), self._collection)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Cache.writing`."""
        yield

    def intact(self) -> bool:
        """See `Cache.intact`."""
        return True

    def discard(self) -> None:
        """See `Cache.discard`."""
        with _translated(f"deleting collection {self._collection} on {self._url}"):
            client = self._client()
            try:
                if self._collection in {found.name for found in client.list_collections()}:
                    client.delete_collection(self._collection)
            finally:
                _close(client)

    def close(self) -> None:
        """See `Cache.close`."""

    def _client(self) -> ClientAPI:
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.HttpClient(self._url, headers=self._headers or None, settings=settings)
        for session in _sessions(client):
            session.timeout = SERVER_SECONDS
        return client


def _sessions(client: ClientAPI) -> list[Any]:
    # Not public, but their timeout is "never" and nothing in the library closes them.
    owners = client, getattr(client, "_admin_client", None)
    sessions = [getattr(getattr(owner, "_server", None), "_session", None) for owner in owners]
    return [session for session in sessions if session is not None]


def _close(client: ClientAPI) -> None:
    sessions = _sessions(client)
    client.close()  # type: ignore[attr-defined]  # every client has it, their protocol does not
    for session in sessions:
        session.close()


def _marker(store: Path) -> Path:
    return store.with_name(f"{store.name}.writing")


def _sound(store: Path, collection: str, sample: Mapping[str, Vector]) -> bool:
    """Whether a child process opens the store in time and finds the sample in it."""
    given = json.dumps({key: vector.tolist() for key, vector in sample.items()})
    try:
        child = subprocess.run(
            [sys.executable, "-m", "retrieval.indexes.chroma", str(store), collection],
            input=given,
            capture_output=True,
            text=True,
            timeout=CHECK_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
        return child.returncode == 0 and json.loads(child.stdout.splitlines()[-1])["sound"] is True
    except (subprocess.TimeoutExpired, ValueError, IndexError, KeyError, TypeError):
        return False


def _check(store: str, collection: str, sample: Mapping[str, Sequence[float]]) -> bool:
    """Whether every vector of the sample that the store holds is found by itself."""
    client = chromadb.PersistentClient(store, Settings(anonymized_telemetry=False))
    opened = client.get_collection(collection, embedding_function=None)
    opened.count()
    held = opened.get(ids=list(sample), include=[])["ids"] if sample else []
    for key in held:
        distances = opened.query(query_embeddings=[sample[key]], n_results=1, include=["distances"])["distances"]
        if not distances or not distances[0] or distances[0][0] > SAME:
            return False
    return True


if __name__ == "__main__":
    print(json.dumps({"sound": _check(sys.argv[1], sys.argv[2], json.load(sys.stdin))}))
