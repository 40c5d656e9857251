"""`python -m evals.actions`: how well foreseen readiness actions are told, and which are foreseen in annotated guides.

calibrate  works out the weights anew from the judged pairs and writes them; needs the guides
agreement  how well the matcher agrees with the judge, on the half that it was not calibrated on
guides     which readiness actions of the guides Crosswalk foresees
precision  how many of the implications for the guides were judged right
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.actions.guides import BadGuide, annotated
from evals.actions.judged import pairs, stored, verdicts
from evals.actions.judged.calibrating import ground, measured
from evals.actions.learnt import CALIBRATION, load, remembering
from evals.actions.report import agreements, foreseen_table, precision_table
from evals.actions.translated import recalled
from retrieval.indexes.embeddings import MiniLM

GUIDES = Path(__file__).resolve().parents[3] / "shared" / "data" / "initiatives"


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line asks for.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit code: 0, or 1 with a message if a file or folder cannot be used.
    """
    parser = argparse.ArgumentParser(
        prog="python -m evals.actions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["calibrate", "agreement", "guides", "precision"])
    parser.add_argument("--guides", type=Path, default=GUIDES, help="the folder of annotated guides")
    parser.add_argument("--misses", action="store_true", help="list the pairs or actions that are missed")
    given = parser.parse_args(arguments)
    try:
        print(_done(given.command, given.guides, given.misses))
    except (BadGuide, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _done(command: str, folder: Path, misses: bool) -> str:
    if command == "calibrate":
        return _calibrate(folder)
    if command == "agreement":
        return agreements(stored.load(), load(), misses)
    if command == "guides":
        guides = annotated(folder)
        # By words alone, as the suites do: the same question must not have two figures.
        return foreseen_table(recalled(guides, load(), None), stored.load(), misses)
    return precision_table(verdicts.load())


def _calibrate(folder: Path) -> str:
    sources = pairs.load()
    judged = pairs.pairs(sources, annotated(folder))
    expected = sum(len(source.pairs) for source in sources)
    if len(judged) != expected:
        raise ValueError(
            f"{folder}: found texts for {len(judged)} of {expected} pairs; expected all guides to be there"
        )
    rows = measured(judged, ground(sources), remembering(MiniLM().embed))
    calibration = stored.calibrated(sources, rows)
    stored.FEATURES.write_text(stored.text(rows), encoding="utf-8")
    CALIBRATION.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    pairs.SCHEMA.write_text(pairs.schema_text(), encoding="utf-8")
    return f"{len(rows)} pairs; written: {CALIBRATION.name}, {stored.FEATURES.name}"


if __name__ == "__main__":
    sys.exit(main())
