"""`python -m evals.plans [FOLDER…] [--json] [--summary]`: how much of what is planted in initiatives a draft finds.

Each folder's documents are taken in as a user's are; the plan drafted from them is held against its `expected.yaml`.
Without folders: those of this package. How things are matched is told in `evals.plans.scoring`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.plans.expected import EXPECTED, read_expected
from evals.plans.material import MANIFEST, taken_in
from evals.plans.report import as_json, details, summary
from evals.plans.scoring import Score, score
from service.interpretation.drafting.draft import draft

HERE = Path(__file__).parent
INITIATIVES = HERE / "initiatives"
SAMPLE = HERE.parent.parent / "service" / "sample"
SAMPLE_EXPECTED = HERE / "sample.expected.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Drafts the plans and prints what came of them.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit code: 0, or 2 if a folder is no initiative with an expectation.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.plans", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="initiatives; all of this package and the sample if none")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--summary", action="store_true", help="only the table, no words of the documents")
    given = parser.parse_args(arguments)
    folders = given.folders or [*sorted(p.parent for p in INITIATIVES.glob(f"*/{EXPECTED}")), SAMPLE]
    scores: list[Score] = []
    for folder in folders:
        expectation = _expectation(folder)
        if not (folder / MANIFEST).is_file() or not expectation.is_file():
            print(f"{folder}: no {MANIFEST} or no {EXPECTED} in it; give an initiative's folder", file=sys.stderr)
            return 2
        expected = read_expected(expectation)
        with taken_in(folder, expected.today) as taken:
            scores.append(score(folder.resolve().name, expected, draft(taken.material).plan, taken.files))
            if not given.json and not given.summary:
                print(details(scores[-1], taken.files), end="\n\n")
    print(json.dumps(as_json(scores), indent=2, ensure_ascii=False) if given.json else summary(scores))
    return 0


def _expectation(folder: Path) -> Path:
    """Beside the documents; the sample's is kept here, since the packaged sample is no test."""
    return SAMPLE_EXPECTED if folder.resolve() == SAMPLE.resolve() else folder / EXPECTED


if __name__ == "__main__":
    sys.exit(main())
