"""The baseline: a claim stands if enough of its words are in what it cites. It reads no date, name or negation."""

from __future__ import annotations

from collections.abc import Sequence

from evals.grounding.labels import Labelled
from evals.grounding.measuring import Judged, counted
from service.interpretation import wording


def share(claim: str, cited: Sequence[str]) -> float:
    """The share of the claim's content stems that the cited texts have, 0 to 1; 1 for a claim without any."""
    wanted = wording.stems(claim)
    return len(wanted & wording.stems("\n".join(cited))) / len(wanted) if wanted else 1.0


def threshold(claims: Sequence[Labelled], shares: Sequence[float]) -> float:
    """The share from which on a claim should stand, so that F1 of these claims is highest; the lowest of equals.

    Raises:
        ValueError: there are no claims to choose it on.
    """
    if not claims:
        raise ValueError("no claims to choose a threshold on; expected at least one")
    return max(sorted(set(shares)), key=lambda least: counted(judged(claims, shares, least)).f1)


def judged(claims: Sequence[Labelled], shares: Sequence[float], least: float) -> list[Judged]:
    """What the baseline says of the claims with this threshold."""
    return [
        Judged(claim, share >= least, f"{share:.0%} of its words") for claim, share in zip(claims, shares, strict=True)
    ]
