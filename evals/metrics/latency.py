"""How long answers took and what they cost in tokens. Outcomes with an error are left out: they are no answers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.nouns import Outcome


@dataclass(frozen=True)
class Latency:
    """Of some answers: how many, and their seconds."""

    answers: int
    mean: float
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True)
class Tokens:
    """What went into a model and came out, all answers together."""

    input: int
    output: int


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` (0 to 100) of all reach or fall below: the nearest rank, always one of them.

    Raises:
        ValueError: there are no values, or `percent` lies outside.
    """
    if not values or not 0 <= percent <= 100:
        raise ValueError(f"percentile {percent} of {len(values)} values; expected 0 to 100 and at least one value")
    return sorted(values)[max(math.ceil(percent / 100 * len(values)), 1) - 1]


def latency(outcomes: Iterable[Outcome]) -> Latency | None:
    """Seconds of the outcomes without an error; none where there are none."""
    seconds = [outcome.seconds for outcome in outcomes if not outcome.error]
    if not seconds:
        return None
    return Latency(
        answers=len(seconds),
        mean=sum(seconds) / len(seconds),
        p50=percentile(seconds, 50),
        p95=percentile(seconds, 95),
        longest=max(seconds),
    )


def tokens(outcomes: Iterable[Outcome]) -> Tokens:
    """Tokens of the outcomes without an error."""
    answers = [outcome for outcome in outcomes if not outcome.error]
    return Tokens(sum(one.input_tokens for one in answers), sum(one.output_tokens for one in answers))
