"""How far a system says the same when asked the same again, by the fingerprints of its attempts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evals.metrics.counting import share
from evals.nouns import Outcome, Part


@dataclass(frozen=True)
class Consistency:
    """Over the cases that were tried at least twice without an error."""

    same: Part
    """Cases whose attempts are all alike, of these cases."""
    agreement: Part
    """The chance that two attempts at a case are alike, summed over these cases."""


def consistency(outcomes: Iterable[Outcome]) -> Consistency:
    """Of one system's outcomes, or several systems' together; those without a fingerprint are left out."""
    attempts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one in outcomes:
        if one.fingerprint and not one.error:
            attempts[one.suite, one.system, one.case].append(one.fingerprint)
    repeated = [prints for prints in attempts.values() if len(prints) > 1]
    return Consistency(
        same=share(len(set(prints)) == 1 for prints in repeated),
        agreement=Part(over=sum(map(_agreement, repeated)), under=len(repeated)),
    )


def _agreement(prints: list[str]) -> float:
    alike = sum(count * (count - 1) for count in Counter(prints).values())
    return alike / (len(prints) * (len(prints) - 1))
