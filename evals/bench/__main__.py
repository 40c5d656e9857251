"""`python -m evals.bench [--only NAME]`: ours beside named peers in one run; ends with 1 if a bar is missed.

Prints one table with the machine it was made on, and keeps both in `bench-results/`. Progress goes to stderr.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from evals.bench import ingest, interpretation, matcher, search, service
from evals.bench.chat import composed, first_claim, streams
from evals.bench.plans import drafting, joining
from evals.bench.report import machine, table, write
from evals.bench.rows import Row

BENCHES: dict[str, Callable[[], list[Row]]] = {
    "matcher": matcher.rows,
    "search": search.rows,
    "interpretation": interpretation.rows,
    "ingest": ingest.rows,
    "service": service.rows,
    "first-claim": first_claim.rows,
    "streams": streams.rows,
    "composed": composed.rows,
    "plan": joining.rows,
    "draft": drafting.rows,
}


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmarks.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit code: 0 if every bar is reached, 1 if not.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(BENCHES), help="this one alone; may be given again")
    parser.add_argument("--results", type=Path, default=Path("bench-results"), help="where the JSON is kept")
    given = parser.parse_args(arguments)
    at, where = dt.datetime.now(dt.UTC), machine()
    rows: list[Row] = []
    failed: list[str] = []
    for name in given.only or BENCHES:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            rows += BENCHES[name]()
        except Exception:  # the others have their rows even if one cannot be run
            traceback.print_exc()
            failed.append(name)
    print(where)
    print(table(rows))
    for name in failed:
        print(f"{name}: COULD NOT BE RUN")
    print(f"kept in {write(given.results, rows, where, failed, at)}")
    return 0 if rows and not failed and all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
