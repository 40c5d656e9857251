"""Crosswalk under the worst: prints each report, ends with 1 if anything was lost. Without a name, all in turn."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol

from evals.faults import bad_input, chroma, kill, second_process
from evals.faults.model import matrix
from evals.faults.obedient import run as obedient

FAULTS = {
    "kill": "ingestion is ended by SIGKILL at random moments",
    "bad-input": "every bad file and request is sent to a live service",
    "chroma": "the vector cache is taken away while the service searches",
    "second-process": "a second crosswalk is started on a data folder in use",
    "model": "the language model fails in every way that one can",
    "obedient": "the language model obeys every order that it finds in a document",
}
ROUNDS = {"kill": 50, "chroma": 1}


class Report(Protocol):
    """What every fault comes back with."""

    problems: list[str]
    """In words."""

    @property
    def kept(self) -> bool:
        """Whether all is well and something was put to the test."""
        ...


def main(arguments: list[str] | None = None) -> int:
    """Runs one kind of fault, or all.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit code: 0 if all was kept, 1 if not.
    """
    known = "; ".join(f"{name}: {what}" for name, what in FAULTS.items())
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description=__doc__)
    parser.add_argument("fault", nargs="?", choices=list(FAULTS), help=known)
    parser.add_argument("--rounds", type=int, help=f"how often, of {ROUNDS} by default")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments and texts of kill (1)")
    parser.add_argument("--data", type=Path, help="an empty folder to work in; a temporary one if left out")
    parser.add_argument(
        "--only", action="append", default=[], help="of bad-input, model and obedient: this case alone, by its words"
    )
    given = parser.parse_args(arguments)
    verdicts: list[tuple[str, bool, float]] = []
    for fault in [given.fault] if given.fault else FAULTS:
        start = time.monotonic()
        print(f"{fault}: {FAULTS[fault]}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="crosswalk-faults-") as temporary:
            report = _run(fault, given, given.data or Path(temporary))
        _show(fault, report)
        verdicts.append((fault, report.kept, time.monotonic() - start))
    for fault, kept, seconds in verdicts:
        print(f"{fault:16} {'kept' if kept else 'NOT KEPT':9} {seconds:7.0f} s")
    return 0 if all(kept for _, kept, _ in verdicts) else 1


def _run(fault: str, given: argparse.Namespace, data: Path) -> Report:
    rounds = given.rounds or ROUNDS.get(fault, 1)
    if fault == "kill":
        return kill.run(rounds, data, seed=given.seed)
    if fault == "bad-input":
        return bad_input.run(data, given.only)
    if fault == "chroma":
        return chroma.run(data, rounds)
    if fault == "model":
        return matrix.run(data, given.only)
    if fault == "obedient":
        return obedient.run(data, given.only)
    return second_process.run(data)


def _show(fault: str, report: Report) -> None:
    if isinstance(report, bad_input.Report):
        print(bad_input.table(report))
        shown: dict[str, Any] = {"cases": len(report.outcomes), "problems": report.problems}
    elif isinstance(report, matrix.Report):
        print(matrix.table(report))
        shown = {"cells": len({outcome.cell for outcome in report.outcomes}), "problems": report.problems}
    else:
        shown = dataclasses.asdict(report)  # type: ignore[call-overload]
    print(json.dumps({"fault": fault, **shown, "kept": report.kept}, indent=2))


if __name__ == "__main__":
    sys.exit(main())
