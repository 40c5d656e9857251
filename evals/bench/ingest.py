"""How fast documents are stored and found by words, beside how fast the model makes vectors of the same passages.

A document is acknowledged as soon as it is stored; its vectors follow. So storing has to be much quicker than the
model, or there would be little to wait for in the background. Parsing happens in a process of its own and is said
beside the row, not counted in it.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from pathlib import Path

from evals.bench.interpretation import long_text
from evals.bench.rows import Row
from evals.bench.timing import in_turn, say
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.documents import Parsed
from retrieval.indexes.embeddings import MiniLM
from retrieval.ingest import BATCH, Ingestor
from retrieval.loaders import DEFAULT, Limits, load
from retrieval.passages import windows
from retrieval.store import passages

TIMES = 20.0
"""How many times the embedding rate the storing rate has to be."""
DOCUMENTS = 8
WORDS = 2_500
"""In each."""
REPEATS = 3
INITIATIVE = "bench"
SCOPE = frozenset({INITIATIVE})


def rows() -> list[Row]:
    """Passages a second, stored and found by words, and embedded."""
    texts = [long_text(WORDS, seed=number).encode() for number in range(DOCUMENTS)]
    start = time.perf_counter()
    parsed = [load(f"plan-{number}.md", data) for number, data in enumerate(texts)]
    say(f"parsing in processes of their own: {(time.perf_counter() - start) / DOCUMENTS:.2f} s a document")
    model = MiniLM()
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'bench.db'}")
        create_initiative(engine, NewInitiative(name="Bench", id=INITIATIVE))

        def parsed_before(name: str, data: bytes, *, limits: Limits = DEFAULT) -> Parsed:
            return parsed[int(name.split("-")[0])]

        ingestor = Ingestor(engine, load=parsed_before)
        rounds = itertools.count()

        def store() -> list[str]:
            # Other names and other bytes each time, so that nothing is known already.
            again = next(rounds)
            return [
                ingestor.add(SCOPE, INITIATIVE, f"{number}-{again}.md", data + b"\n" * again).document.id
                for number, data in enumerate(texts)
            ]

        pieces = [piece for key in store() for piece in passages(engine, SCOPE, key)]
        say(f"{len(pieces)} passages in {DOCUMENTS} documents")

        def embed() -> None:
            for start in range(0, len(pieces), BATCH):
                model.embed([window for piece in pieces[start : start + BATCH] for window in windows(piece.text)])

        stored, embedded = in_turn([store, embed], REPEATS)
        engine.dispose()
    return [rate("store and index by words", len(pieces) / stored, len(pieces) / embedded)]


def rate(name: str, ours: float, peer: float) -> Row:
    """A row about passages a second, where more is better."""
    ratio = ours / peer
    return Row(name, ours, peer, f"embedding them, {MiniLM.name}", ratio, TIMES, ratio >= TIMES, "passages/s")
