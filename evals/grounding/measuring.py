"""What was said of each labelled claim, and how good that is. It knows neither documents nor how claims are checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.grounding.labels import Labelled


@dataclass(frozen=True)
class Judged:
    """A labelled claim and what a check made of it."""

    claim: Labelled
    stands: bool
    """Whether the check lets it through as borne out."""
    why: str = ""
    """What the check found wrong with it."""
    seconds: float = 0.0


@dataclass(frozen=True)
class Counts:
    """Of some claims: how many true and false ones stood, and how many were withheld."""

    true_stands: int = 0
    true_withheld: int = 0
    false_stands: int = 0
    false_withheld: int = 0

    @property
    def precision(self) -> float | None:
        """The share of true claims among those that stood; None if none did."""
        stood = self.true_stands + self.false_stands
        return self.true_stands / stood if stood else None

    @property
    def recall(self) -> float | None:
        """The share of the true claims that stood; None without true claims."""
        true = self.true_stands + self.true_withheld
        return self.true_stands / true if true else None

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 if nothing true stood."""
        errors = self.false_stands + self.true_withheld
        return 2 * self.true_stands / (2 * self.true_stands + errors) if self.true_stands else 0.0


def counted(judged: Iterable[Judged]) -> Counts:
    """The counts of some verdicts."""
    found = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for one in judged:
        found[one.claim.supported, one.stands] += 1
    return Counts(found[True, True], found[True, False], found[False, True], found[False, False])


def by_kind(judged: Sequence[Judged]) -> dict[str, Counts]:
    """The counts of each kind, in the order in which the kinds first occur."""
    kinds = dict.fromkeys(one.claim.kind for one in judged)
    return {kind: counted(one for one in judged if one.claim.kind == kind) for kind in kinds}


def misses(judged: Iterable[Judged]) -> list[Judged]:
    """Where the check and the label disagree: false ones that stood first."""
    wrong = [one for one in judged if one.stands != one.claim.supported]
    return sorted(wrong, key=lambda one: one.claim.supported)
