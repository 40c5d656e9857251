"""`python -m evals.faults kill --rounds 50`: prints the report as JSON; ends with 1 if anything was lost."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from evals.faults import kill


def main(arguments: list[str] | None = None) -> int:
    """Runs one kind of fault.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit code: 0 if all was kept, 1 if not.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description=__doc__)
    parser.add_argument("fault", choices=["kill"], help="kill: ingestion is ended by SIGKILL at random moments")
    parser.add_argument("--rounds", type=int, default=50, help="how often (50)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments and texts (1)")
    parser.add_argument("--data", type=Path, help="an empty folder to work in; a temporary one if left out")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="crosswalk-faults-") as temporary:
        report = kill.run(given.rounds, given.data or Path(temporary), seed=given.seed)
    print(json.dumps(dataclasses.asdict(report) | {"kept": report.kept}, indent=2))
    return 0 if report.kept else 1


if __name__ == "__main__":
    sys.exit(main())
