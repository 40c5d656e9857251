"""`python -m evals.grounding [--split development|held_out|all] [--misses]`: how well claims are checked.

The claims are grounded against the passages they cite, which come out of a real store. Word overlap alone, with the
threshold that is best on the development half, stands beside it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evals.grounding import overlap, report
from evals.grounding.labels import HALVES, Half, Labelled, load
from evals.grounding.measuring import Judged
from evals.grounding.stored import Stored, stored
from retrieval.indexes.embeddings import MiniLM
from service.interpretation.grounding.grounding import Matrix, Similar, ground
from service.interpretation.grounding.nouns import Proposed

GUIDES = Path(__file__).resolve().parents[3] / "shared" / "data" / "initiatives"


def main(arguments: Sequence[str] | None = None) -> int:
    """Grounds the labelled claims and prints what came of it.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit code: 0, or 2 if the folder of guides that was asked for is not there.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.grounding", description=__doc__)
    parser.add_argument("--split", choices=[*HALVES, "all"], default="all", help="which half of the claims")
    parser.add_argument("--misses", action="store_true", help="list each claim where check and label disagree")
    parser.add_argument("--guides", type=Path, help=f"the folder of guides; {GUIDES} if it exists")
    parser.add_argument("--words-only", action="store_true", help="ask no vectors where words leave it open")
    given = parser.parse_args(arguments)
    if given.guides is not None and not given.guides.is_dir():
        print(f"--guides {given.guides}: no such folder. Give the folder with the guides, or leave it out.")
        return 2
    guides = given.guides or (GUIDES if GUIDES.is_dir() else None)
    halves: Sequence[Half] = HALVES if given.split == "all" else (given.split,)
    with stored(guides) as documents:
        chosen = [claim for half in halves for claim in load(half)]
        claims = _those_there(chosen, guides)
        least = overlap.threshold(*_shares(_those_there(load("development"), guides), documents))
        baseline = overlap.judged(*_shares(claims, documents), least)
        judged = grounded(claims, documents, None if given.words_only else _similar(MiniLM()))
    print(f"{len(claims)} claims of {' and '.join(halves)}: {sum(c.supported for c in claims)} true")
    if len(claims) < len(chosen):
        print(f"{len(chosen) - len(claims)} claims about the guides skipped: their folder is missing (--guides)")
    print(report.figures("grounding", judged))
    print(report.figures(f"word overlap alone, from {least:.0%}", baseline))
    print(report.times(judged))
    print(report.table(judged, baseline))
    if given.misses:
        print(report.missed(judged))
    return 0


def grounded(claims: Sequence[Labelled], documents: Stored, similar: Similar | None = None) -> list[Judged]:
    """What grounding says of the claims, each against the passages that it cites."""
    judged: list[Judged] = []
    for claim in claims:
        shown = {one.id: one for one in map(documents.find, claim.cites)}
        # Sources are read once and kept; what a claim costs is the check alone.
        _ = [one.units for one in shown.values()]
        begun = time.perf_counter()
        said = ground(Proposed(claim.text, tuple(shown)), shown, glossary=documents.glossary, similar=similar)
        seconds = time.perf_counter() - begun
        judged.append(Judged(claim, said.stands, "; ".join(f"{f.kind} {f}" for f in said.flaws), seconds))
    return judged


def _those_there(claims: Sequence[Labelled], guides: Path | None) -> list[Labelled]:
    return [claim for claim in claims if guides is not None or claim.corpus != "guides"]


def _shares(claims: Sequence[Labelled], documents: Stored) -> tuple[Sequence[Labelled], list[float]]:
    return claims, [overlap.share(c.text, [documents.find(cited).text for cited in c.cites]) for c in claims]


def _similar(embedder: MiniLM) -> Similar:
    def similar(some: Sequence[str], others: Sequence[str]) -> Matrix:
        product: Matrix = embedder.embed(list(some)) @ embedder.embed(list(others)).T
        return product

    return similar


if __name__ == "__main__":
    sys.exit(main())
