"""How long it takes from twenty documents, parsed and stored, to their joint plan: the first time in a process.

The documents are those of the initiatives that drafting is measured with and of the sample, the longest first. Each
draft is made by a process of its own, which has its glossary and an open database, as the service has, and has read
nothing yet.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

from evals.bench.rows import Row
from evals.bench.timing import say
from evals.plans.material import MANIFEST, from_store
from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.ingest import Ingestor
from service.interpretation.drafting.draft import draft

DOCUMENTS = 20
MOST_SECONDS = 3.0
REPEATS = 3
TODAY = dt.date(2027, 1, 18)
INITIATIVE = "bench"
_ROOT = Path(__file__).resolve().parents[3]


def rows() -> list[Row]:
    """Seconds from stored documents to a plan."""
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        _store(url)
        taken = []
        for repeat in range(REPEATS):
            ran = subprocess.run(
                [sys.executable, "-m", "evals.bench.plans.drafting", url],
                check=True,
                capture_output=True,
                text=True,
                cwd=_ROOT,
            )
            told = json.loads(ran.stdout)
            taken.append(float(told["seconds"]))
            say(f"repeat {repeat + 1} of {REPEATS}: {told}")
    seconds = statistics.median(taken)
    name = f"{DOCUMENTS} documents to a plan, first in a process"
    return [Row(name, seconds, MOST_SECONDS, "the bar", MOST_SECONDS / seconds, 1.0, seconds <= MOST_SECONDS, "s")]


def drafted(url: str) -> dict[str, Any]:
    """One draft from the documents in a database, and how long it took, in seconds."""
    concepts = catalog.packaged()
    edition = Edition(concepts, Matcher(concepts))
    engine = open_database(url)
    try:
        start, worked = time.perf_counter(), time.process_time()
        taken = from_store(engine, INITIATIVE, "Bench", edition, TODAY, "DE")
        plan = draft(taken.material).plan
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
    finally:
        engine.dispose()
    return {
        "seconds": round(seconds, 3),
        "of the processor": round(worked, 3),
        "milestones": len(plan.milestones),
        "disconnects": len(plan.disconnects),
    }


def _store(url: str) -> None:
    folders = [*(_ROOT / "evals" / "plans" / "initiatives").iterdir(), _ROOT / "service" / "sample"]
    files = [
        (folder / entry["file"], entry)
        for folder in sorted(folders)
        if (folder / MANIFEST).is_file()
        for entry in yaml.safe_load((folder / MANIFEST).read_text(encoding="utf-8"))["documents"]
    ]
    engine, scope = open_database(url), frozenset({INITIATIVE})
    try:
        create_initiative(engine, NewInitiative(name="Bench", id=INITIATIVE, country="DE"))
        ingestor = Ingestor(engine)
        stored = [
            ingestor.add(
                scope,
                INITIATIVE,
                f"{file.parent.name}-{file.name}",
                file,
                community=entry.get("community"),
                dated=entry.get("dated"),
            ).document
            for file, entry in files
        ]
        by_length = sorted(stored, key=lambda document: -len(document.text))
        for document in by_length[DOCUMENTS:]:
            ingestor.delete(scope, document.id)
        say(f"{DOCUMENTS} documents of {sum(len(d.text.split()) for d in by_length[:DOCUMENTS]):,} words")
    finally:
        engine.dispose()


if __name__ == "__main__":
    print(json.dumps(drafted(sys.argv[1])))
