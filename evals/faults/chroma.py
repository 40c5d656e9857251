"""Takes the vector cache away from a live service while it searches, and looks whether anybody notices.

What is expected comes from the exact index alone, before the service is started. There are more passages than the
service compares one by one, so that it asks Chroma whenever that is in step. Then the folder is deleted or its files
are overwritten while questions keep coming, and once more while the service is down; each answer must be the same.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.live.process import Live, serving
from evals.live.stock import INITIATIVE, SCOPE, database, fill
from retrieval.database.engine import open_database
from retrieval.indexes.embeddings import MiniLM
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.lexical import open_words
from retrieval.indexes.meaning import EXACT_UP_TO
from retrieval.search import Search

PASSAGES = EXACT_UP_TO + 500
K = 10
IN_STEP_SECONDS = 300.0
AFTER = 4
"""How often all questions are asked right after the cache has been damaged."""
_PAUSE = 0.2
Damage = Callable[[Path], None]


@dataclass
class Report:
    """What was done, and what was wrong."""

    passages: int = 0
    rounds: list[str] = field(default_factory=list)
    """What was done to the cache, in words."""
    searches: int = 0
    """Answers that were compared."""
    problems: list[str] = field(default_factory=list)
    """In words; empty when every answer was as expected."""

    @property
    def kept(self) -> bool:
        """Whether all is well and something was put to the test."""
        return not self.problems and self.searches > 0 and bool(self.rounds)


def run(data: Path, rounds: int = 2, passages: int = PASSAGES) -> Report:
    """Damages the cache of a live service again and again and compares all that it finds.

    Args:
        data: An empty folder.
        rounds: How often each kind of damage is done.
        passages: With `EXACT_UP_TO` or fewer the cache is kept but never asked.
    """
    report = Report(passages=passages)
    folder = data / "data"
    questions = fill(folder, passages)
    expected = dict(zip(questions, _exactly(folder, questions), strict=True))
    for number in range(rounds):
        for what, damage in _DAMAGES:
            with serving(folder) as live:
                _compare(live, expected, report, f"{what}, round {number}: before")
                _await_step(live, report)
                _compare(live, expected, report, f"{what}, round {number}: with the cache in step")
                damage(folder / "chroma")
                _say(report, f"{what} while the service runs")
                for _ in range(AFTER):
                    _compare(live, expected, report, f"{what}, round {number}: after")
                _await_step(live, report)
                _compare(live, expected, report, f"{what}, round {number}: made anew")
            damage(folder / "chroma")
            _say(report, f"{what} while the service is down")
            with serving(folder) as live:
                _compare(live, expected, report, f"{what}, round {number}: started again")
                _await_step(live, report)
                _compare(live, expected, report, f"{what}, round {number}: started again and in step")
    return report


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _overwrite(folder: Path) -> None:
    """Puts noise into the middle of every file, so that names and sizes stay as they are."""
    chance = random.Random(9)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = file.stat().st_size
        with file.open("r+b") as opened:
            for at in range(0, size, 4096):
                opened.seek(at + min(size - at, 4096) // 3)
                opened.write(chance.randbytes(min(64, size - at)))


def _truncate(folder: Path) -> None:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        with file.open("r+b") as opened:
            opened.truncate(file.stat().st_size // 2)


_DAMAGES: tuple[tuple[str, Damage], ...] = (
    ("folder deleted", _delete),
    ("files overwritten", _overwrite),
    ("files cut in half", _truncate),
)


def _exactly(folder: Path, questions: Sequence[str]) -> list[list[str]]:
    """The ids that each question finds by words and by comparing all vectors."""
    engine = open_database(database(folder))
    model = MiniLM()
    index = ExactIndex(engine, model.name)
    index.sync()
    search = Search(engine, open_words(engine), index, model)
    found = [[one.passage.id for one in search.search(question, K, SCOPE)] for question in questions]
    search.close()
    engine.dispose()
    return found


def _compare(live: Live, expected: dict[str, list[str]], report: Report, when: str) -> None:
    for question, ids in expected.items():
        answer = live.client.post("/v1/search", json={"query": question, "initiative_ids": [INITIATIVE], "k": K})
        report.searches += 1
        if answer.status_code != 200:
            report.problems.append(f"{when}: {question!r} was answered with {answer.status_code}: {answer.text[:300]}")
            continue
        found = [result["passage"]["id"] for result in answer.json()["results"]]
        if found != ids:
            missing = len(set(ids) - set(found))
            report.problems.append(f"{when}: {question!r} found {found}, expected {ids} ({missing} missing)")


def _await_step(live: Live, report: Report) -> None:
    """Waits until the cache is used again."""
    until = time.monotonic() + IN_STEP_SECONDS
    state = ""
    while time.monotonic() < until:
        parts = {part["name"]: part for part in live.parts()["parts"]}
        state = parts["meaning"]["detail"]
        if state.endswith("cache in step"):
            return
        time.sleep(_PAUSE)
    report.problems.append(f"the cache is not in step after {IN_STEP_SECONDS:g} s: {state}")


def _say(report: Report, words: str) -> None:
    report.rounds.append(words)
    print(f"  {words}; {report.searches} searches so far, {len(report.problems)} wrong", file=sys.stderr, flush=True)
