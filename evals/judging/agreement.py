"""How far a judge agrees with the rules, over the points on which it gave a verdict. Neither is taken to be right.

Cohen's kappa is (po - pe) / (1 - pe): po is the share of equal verdicts, pe the share that would be equal by chance,
where each side keeps its own share of yes (Cohen, A coefficient of agreement for nominal scales, 1960).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from evals.nouns import SUITES, Judged, Outcome, SuiteName, Value


class Agreement(Value):
    """The verdicts on the answers of a suite, beside the rules."""

    suite: SuiteName
    asked: int
    """Points that were put to the judge."""
    unscored: int
    """Those without a verdict: they count for nothing below."""
    both: int
    """Points that the answer says, by the judge and by the rules."""
    judge_alone: int
    """Points that it says by the judge, and not by the rules."""
    rules_alone: int
    neither: int
    agreed: float | None
    """Share of equal verdicts; none without a verdict."""
    kappa: float | None
    """None where chance alone makes all verdicts equal: one side or both say yes, or no, throughout."""


class Differing(Value):
    """A point on which the judge and the rules differ."""

    suite: SuiteName
    case: str
    attempt: int
    text: str
    rules: bool
    """What the rules say; the judge says the opposite."""


class Verdicts(Value):
    """What a model judged in a run."""

    judge: str
    """Model, server and parameters."""
    suites: tuple[Agreement, ...]
    reasons: dict[str, int]
    """How often there was no verdict for which kind of reason."""
    differing: tuple[Differing, ...]


def verdicts(judge: str, outcomes: Iterable[Outcome]) -> Verdicts | None:
    """The verdicts of a run; none where nobody was asked to judge.

    Args:
        judge: As the run's manifest has it.
        outcomes: The run's, in the order in which differences are to be told.
    """
    given = [one for one in outcomes if one.judged]
    if not judge and not given:
        return None
    suites = [suite for suite in SUITES if any(one.suite == suite for one in given)]
    return Verdicts(
        judge=judge,
        suites=tuple(
            agreement(suite, [point for one in given if one.suite == suite for point in one.judged]) for suite in suites
        ),
        reasons=dict(
            Counter(
                point.why.partition(":")[0] for one in given for point in one.judged if point.verdict == "unscored"
            ).most_common()
        ),
        differing=tuple(
            Differing(suite=one.suite, case=one.case, attempt=one.attempt, text=point.text, rules=point.rules)
            for one in given
            for point in one.judged
            if point.verdict != "unscored" and (point.verdict == "yes") != point.rules
        ),
    )


def agreement(suite: SuiteName, points: Sequence[Judged]) -> Agreement:
    """How far the judge agrees with the rules on some points of a suite."""
    found = Counter((point.verdict == "yes", point.rules) for point in points if point.verdict != "unscored")
    both, judge_alone = found[True, True], found[True, False]
    rules_alone, neither = found[False, True], found[False, False]
    scored = found.total()
    agreed = (both + neither) / scored if scored else None
    return Agreement(
        suite=suite,
        asked=len(points),
        unscored=len(points) - scored,
        both=both,
        judge_alone=judge_alone,
        rules_alone=rules_alone,
        neither=neither,
        agreed=agreed,
        kappa=_kappa(both, judge_alone, rules_alone, neither),
    )


def _kappa(both: int, judge_alone: int, rules_alone: int, neither: int) -> float | None:
    # In whole numbers, so that it is plain where chance leaves nothing to agree on.
    scored = both + judge_alone + rules_alone + neither
    chance = (both + judge_alone) * (both + rules_alone) + (neither + judge_alone) * (neither + rules_alone)
    left = scored**2 - chance
    return ((both + neither) * scored - chance) / left if left else None
