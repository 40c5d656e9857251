"""Passages by meaning: Chroma where it is sure, the exact index wherever it is not.

The exact index is in step with SQL and checks every score that Chroma gives. Chroma answers only when it holds what
the exact index holds, and the scope is large and most of that: a small one is compared sooner than Chroma is asked,
and asked with a filter Chroma takes 20 times as long. One background thread keeps Chroma in step, and makes it anew
when it is missing, broken or caught with a wrong answer; until then nothing is lost but a few ms a search.
"""

from __future__ import annotations

import logging
import math
import random
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from retrieval.indexes.chroma import AT_ONCE, SAME, Cache, CacheCollection, ChromaFailed, ChromaWrong
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import Hit, State, Vector

log = logging.getLogger(__name__)

EXACT_UP_TO = 20_000
"""Passages in scope up to which comparing all of them is the quicker way, and misses none: 1 ms against 2."""
WIDE = 0.5
"""The share of all passages from which a scope is wide enough to ask without a filter and cut what comes."""
SPARE, MOST = 10, 500
"""How many more than needed are asked for, and how many at most."""
SAMPLE = 100
RETRY_SECONDS = 60.0
"""After a failure that making it anew did not cure."""


class MeaningIndex:
    """The vector index of a service that runs for long."""

    name = "meaning"

    def __init__(self, exact: ExactIndex, cache: Cache, exact_up_to: int = EXACT_UP_TO) -> None:
        """Start keeping the cache; returns at once, and answers at once.

        Args:
            exact: Told of passages by this index alone, from now on.
            cache: Opened by this index alone.
            exact_up_to: Scopes of so many passages or fewer never need the cache.
        """
        self._exact_up_to = exact_up_to
        self._exact = exact
        self._cache = cache
        self._changed = threading.Condition()
        # Under the condition: what is asked of the thread, and how it is doing.
        self._work, self._busy, self._broken, self._stop = True, False, False, False
        self._in_step: int | None = None
        self._trouble, self._progress = "", "opening"
        # Changed by the thread alone.
        self._collection: CacheCollection | None = None
        self._holds: dict[str, str] = {}
        self._thread = threading.Thread(target=self._keep, name="vector-cache", daemon=True)
        self._thread.start()

    def add(self, seqs: Sequence[int]) -> None:
        """See `Index.add`."""
        self._exact.add(seqs)
        self._wake()

    def remove(self, seqs: Sequence[int]) -> None:
        """See `Index.remove`."""
        self._exact.remove(seqs)
        self._wake()

    def sync(self) -> None:
        """See `Index.sync`."""
        self._exact.sync()
        self._wake()

    def search(self, question: Vector, k: int, scope: frozenset[str]) -> list[Hit]:
        """See `Index.search`. The score is the cosine, from -1 to 1."""
        if k <= 0 or not scope:
            return []
        try:
            hits = self._by_chroma(question, k, scope)
        except ChromaFailed as exc:
            self._distrust(exc)
            hits = None
        return self._exact.search(question, k, scope) if hits is None else hits

    def state(self) -> State:
        """See `Index.state`."""
        exact = self._exact.state()
        with self._changed:
            if exact.status == "absent":
                return exact
            if self._is_in_step():
                return State(self.name, exact.status, f"{exact.words}; cache in step")
            if self._trouble:
                return State(self.name, "absent", f"{exact.words}; no cache, all compared exactly: {self._trouble}")
            return State(self.name, "building", f"{exact.words}; cache not in step, all compared: {self._progress}")

    def settle(self, seconds: float) -> bool:
        """Wait until the cache is in step with what has been told so far; False when it is not by then."""
        with self._changed:
            return self._changed.wait_for(self._is_in_step, seconds)

    def close(self) -> None:
        """Stop keeping the cache, wait for a write under way and let others have it."""
        with self._changed:
            self._stop = True
            self._changed.notify_all()
        self._thread.join()
        self._let_go()
        self._cache.close()

    def _is_in_step(self) -> bool:
        return not self._work and not self._busy and self._in_step == self._exact.generation

    def _by_chroma(self, question: Vector, k: int, scope: frozenset[str]) -> list[Hit] | None:
        """What Chroma finds, checked; None when the exact index should answer.

        Raises:
            ChromaFailed: it failed, or was caught with a wrong answer (`ChromaWrong`).
        """
        collection = self._collection
        generation, total, inside = self._exact.extent(scope)
        if collection is None or self._in_step != generation:
            return None
        if inside <= self._exact_up_to or inside < total * WIDE:
            return None
        n = min(total, math.ceil(k * total / inside) + SPARE)
        if n > MOST:
            return None
        if not self._cache.intact():
            raise ChromaFailed("its files are gone")
        said = collection.nearest(question, n)
        known = self._exact.compared(list(said), question)
        if self._exact.generation != generation:
            return None  # something changed in between, so the two may differ for good reason
        if len(said) < n or len(known) < len(said):
            if self._cache.shared:
                self._wake()  # others have changed it, and this process has not heard of it yet
                return None
            raise ChromaWrong(f"it gave {len(known)} of {n} passages that are there")
        for key, (exact, _) in known.items():
            if abs(exact.score - said[key]) > SAME:
                raise ChromaWrong(f"it gave passage {key} a cosine of {said[key]:.3f}, not {exact.score:.3f}")
        found = sorted((hit for hit, whose in known.values() if whose in scope), key=lambda hit: (-hit.score, hit.seq))
        if len(found) < min(k, inside):
            return None
        # Equals of the last one may be among those that were not asked for.
        if n < total and found[min(k, inside) - 1].score <= min(hit.score for hit, _ in known.values()):
            return None
        return found[:k]

    def _wake(self) -> None:
        with self._changed:
            self._work = True
            self._changed.notify_all()

    def _distrust(self, why: ChromaFailed) -> None:
        with self._changed:
            if self._in_step is None:
                return
            log.warning("the vector cache is opened again or made anew: %s", why)
            self._in_step, self._progress, self._work = None, str(why), True
            self._broken = self._is_broken(why)
            self._changed.notify_all()

    def _is_broken(self, why: Exception) -> bool:
        # A server that cannot be reached is not broken; a folder that fails is thrown away, being but a cache.
        return isinstance(why, ChromaWrong) or (isinstance(why, ChromaFailed) and not self._cache.shared)

    def _keep(self) -> None:
        failed_at = -math.inf
        while True:
            with self._changed:
                wait = RETRY_SECONDS if self._trouble else None
                self._changed.wait_for(lambda: self._stop or (self._work and not self._trouble), wait)
                if self._stop:
                    return
                anew, broken = self._in_step is None, self._broken
                self._work, self._busy, self._broken, self._trouble = False, True, False, ""
            try:
                if anew:
                    self._let_go()
                if broken:
                    self._cache.discard()
                self._catch_up()
            except Exception as exc:  # whatever it is, the exact index answers, and this thread must go on
                log.warning("the vector cache could not be brought in step: %s", exc)
                at_once = time.monotonic() - failed_at > RETRY_SECONDS
                failed_at = time.monotonic()
                with self._changed:
                    self._in_step, self._work, self._broken = None, True, self._is_broken(exc)
                    self._trouble, self._progress = "" if at_once else str(exc), str(exc)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _catch_up(self) -> None:
        """Bring Chroma in step with the exact index, however far apart they are."""
        if self._collection is None:
            _, wanted = self._exact.contents()
            sample = random.sample(sorted(wanted), min(SAMPLE, len(wanted)))
            self._collection = self._cache.open(self._exact.vectors(sample))
            self._holds = self._collection.contents()
        elif self._cache.shared:
            self._holds = self._collection.contents()
        if self._cache.shared:
            # After the listing: what others have put there by then is in SQL by now.
            self._exact.sync()
        while not self._stop:
            generation, wanted = self._exact.contents()
            extra = [key for key, whose in self._holds.items() if wanted.get(key) != whose]
            missing = [key for key, whose in wanted.items() if self._holds.get(key) != whose]
            if not extra and not missing:
                self._in_step = generation
                return
            with self._cache.writing():
                self._write(self._collection, extra, missing, wanted)

    def _write(
        self, collection: CacheCollection, extra: Sequence[str], missing: Sequence[str], wanted: Mapping[str, str]
    ) -> None:
        for start in range(0, len(extra), AT_ONCE):
            some = extra[start : start + AT_ONCE]
            collection.drop(some)
            for key in some:
                del self._holds[key]
        for start in range(0, len(missing), AT_ONCE):
            if self._stop:
                return
            self._progress = f"{len(self._holds)} of {len(wanted)} passages in it"
            # What is no longer held in memory was removed a moment ago, and is not put there.
            vectors = self._exact.vectors(missing[start : start + AT_ONCE])
            if vectors:
                collection.put(vectors, wanted)
                self._holds |= {key: wanted[key] for key in vectors}

    def _let_go(self) -> None:
        collection, self._collection, self._holds = self._collection, None, {}
        if collection is not None:
            with suppress(ChromaFailed):  # of a broken one, nothing is wanted any more
                collection.close()
