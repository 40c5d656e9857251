"""Grounding: labelled claims, and whether the check lets them stand on the passages that they cite."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.grounding import overlap
from evals.grounding.labels import DATA, HALVES, Labelled, load
from evals.grounding.stored import Stored, stored
from evals.metrics.counting import Counts, parts
from evals.nouns import CROSSWALK, Outcome
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System
from evals.suites.telling import fingerprint, items, shortened
from service.interpretation.grounding.grounding import ground
from service.interpretation.grounding.nouns import Proposed

OVERLAP = "word overlap"


@dataclass(frozen=True)
class ClaimCase:
    """A labelled claim, and which half it is of."""

    claim: Labelled
    half: str
    fast: bool

    @property
    def id(self) -> str:
        """The claim's."""
        return self.claim.id


def cases(options: Options) -> Sequence[ClaimCase]:
    """The claims about the sample, every twelfth of them fast, and those about the guides if their folder is given."""
    every = [(half, claim) for half in HALVES for claim in load(half)]
    there = [(half, claim) for half, claim in every if claim.corpus == "sample" or options.guides is not None]
    fast = {claim.id for claim in [claim for _, claim in every if claim.corpus == "sample"][::12]}
    return [ClaimCase(claim, half, claim.id in fast) for half, claim in there]


def scored(case: ClaimCase, stands: bool, why: str, documents: Stored) -> Outcome:
    """A verdict held against the label: what is true and stands is tp, what is false and stands is fp."""
    true = case.claim.supported
    counts = Counts(tp=true and stands, fp=stands and not true, fn=true and not stands)
    cited = [documents.find(one) for one in case.claim.cites]
    return Outcome(
        suite="grounding",
        case=case.id,
        parts=parts(counts),
        asked=case.claim.text,
        expected=items([("is borne out" if true else "is not borne out", stands == true)]),
        got=items([(f"{'stands' if stands else 'withheld'}{f': {why}' if why else ''}", stands == true)]),
        sources=tuple(shortened(" ".join(one.text.split()), 300) for one in cited),
        tags=(f"kind:{case.claim.kind}", f"half:{case.half}", f"corpus:{case.claim.corpus}"),
        fingerprint=fingerprint([str(stands)]),
    )


@asynccontextmanager
async def systems(house: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
    """The check that a model's claims go through, and word overlap alone with the best threshold there is for it.

    The threshold is chosen on the development half, which is kind to the peer on that half.
    """
    with stored(options.guides) as documents:
        development = [case.claim for case in cases(options) if case.half == "development"]
        least = overlap.threshold(development, [_share(claim, documents) for claim in development])

        async def crosswalk(case: ClaimCase) -> Outcome:
            shown = {one.id: one for one in map(documents.find, case.claim.cites)}
            proposed = Proposed(case.claim.text, tuple(shown))
            verdict = await asyncio.to_thread(
                ground, proposed, shown, glossary=house.parts.glossary.current, similar=house.similar
            )
            return scored(case, verdict.stands, "; ".join(f"{f.kind} {f}" for f in verdict.flaws), documents)

        async def by_overlap(case: ClaimCase) -> Outcome:
            share = _share(case.claim, documents)
            return scored(case, share >= least, f"{share:.0%} of its words, {least:.0%} needed", documents)

        yield {CROSSWALK: crosswalk} | ({OVERLAP: by_overlap} if options.peers else {})


def files(_: Options) -> Sequence[Path]:
    """Both halves."""
    return tuple(DATA / f"{half}.yaml" for half in HALVES)


def _share(claim: Labelled, documents: Stored) -> float:
    return overlap.share(claim.text, [documents.find(one).text for one in claim.cites])


SUITE = Suite(name="grounding", metrics=("f1", "precision", "recall"), cases=cases, systems=systems, files=files)
