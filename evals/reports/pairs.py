"""Two runs case by case: which cases both have, how each figure differs, and which cases made it differ.

Figures are compared over the cases alone that both runs could run: an error is told as an error, never as a score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.metrics.counting import ratio
from evals.metrics.figures import mean
from evals.metrics.resampling import difference_interval, paired
from evals.nouns import CROSSWALK, SUITES, Outcome, Part, SuiteName, Value

Key = tuple[SuiteName, str]
"""Suite and case."""
_NOTHING = Part(over=0, under=0)
DIGITS = 6
"""Decimals of parts that count, so that a baseline from a file is equal to the run that it was made from."""
_EQUAL = 1e-9
"""Shares of a part that are equal but for rounding."""


@dataclass(frozen=True)
class Tried:
    """One case of one system, all attempts at it together."""

    suite: SuiteName
    id: str
    tags: tuple[str, ...]
    parts: Mapping[str, Part]
    """Means of the attempts without an error; empty where there is none."""
    attempts: tuple[Outcome, ...]

    @property
    def errors(self) -> tuple[str, ...]:
        """Why attempts could not be run, each reason once."""
        return tuple(dict.fromkeys(one.error for one in self.attempts if one.error))

    @property
    def ran(self) -> bool:
        """Whether at least one attempt could be run."""
        return any(not one.error for one in self.attempts)

    @property
    def failed(self) -> bool:
        """Whether at least half of the attempts that could be run miss something."""
        ran = [one for one in self.attempts if not one.error]
        return bool(ran) and 2 * sum(one.failed for one in ran) >= len(ran)

    @property
    def told(self) -> Outcome:
        """The attempt that a reader is shown: the first that failed, else the first that ran, else the first."""
        return min(self.attempts, key=lambda one: (bool(one.error), not one.failed, one.attempt))


class Difference(Value):
    """A metric of the same cases in two runs."""

    before: float
    after: float
    difference: float
    """After minus before, as a share: 0.01 is a point of a hundred."""
    low: float
    high: float
    """95 % bootstrap interval of the difference, drawn by case."""
    p: float
    """Two-sided, of the paired randomisation test."""
    p_worse: float
    """One-sided: how often chance alone makes `after` so much worse."""
    cases: int
    """Those that both runs could run and that say something about the metric in one of them."""
    worse: tuple[str, ...]
    """Cases that pull the figure down, those first that pull most."""
    better: tuple[str, ...]


def in_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes by suite, system, case and attempt, so that nothing hangs on which of them came first."""
    return tuple(
        sorted(
            outcomes,
            key=lambda one: (SUITES.index(one.suite), one.system != CROSSWALK, one.system, one.case, one.attempt),
        )
    )


def tried(outcomes: Iterable[Outcome], system: str = CROSSWALK) -> dict[Key, Tried]:
    """The cases of a system, in the order of suites and then of ids."""
    found: dict[Key, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        if one.system == system:
            found[one.suite, one.case].append(one)
    return {key: _tried(found[key]) for key in sorted(found, key=lambda key: (SUITES.index(key[0]), key[1]))}


def metrics_of(cases: Iterable[Tried], suite: SuiteName) -> tuple[str, ...]:
    """The metrics that cases of a suite give parts to."""
    return tuple(dict.fromkeys(metric for case in cases if case.suite == suite for metric in case.parts))


def shared(before: Mapping[Key, Tried], after: Mapping[Key, Tried], suite: SuiteName) -> list[Key]:
    """The cases of a suite that both runs have."""
    return [key for key in before if key[0] == suite and key in after]


def slices(before: Mapping[Key, Tried], after: Mapping[Key, Tried], suite: SuiteName) -> dict[str, list[Key]]:
    """The cases of a suite that both runs have, by tag; a tag that all of them have is no slice."""
    keys = shared(before, after, suite)
    found: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        for tag in dict.fromkeys((*before[key].tags, *after[key].tags)):
            found[tag].append(key)
    return {tag: held for tag, held in sorted(found.items()) if len(held) < len(keys)}


def difference(
    before: Mapping[Key, Tried], after: Mapping[Key, Tried], keys: Iterable[Key], metric: str
) -> Difference | None:
    """How a metric differs on the cases among `keys` that both runs could run.

    Returns:
        None where these cases say nothing about the metric in one of the runs.
    """
    both = [key for key in keys if key in before and key in after and before[key].ran and after[key].ran]
    old = [before[key].parts.get(metric, _NOTHING) for key in both]
    new = [after[key].parts.get(metric, _NOTHING) for key in both]
    was, now = ratio(old), ratio(new)
    # Most slices of most runs are alike in both; nothing has to be drawn for them.
    ends = (0.0, 0.0) if old == new else difference_interval(old, new)
    if was is None or now is None or ends is None:
        return None
    test = paired(old, new)
    pulls = _pulls(old, new, (was + now) / 2)
    by_pull = sorted(zip(pulls, (case for _, case in both), strict=True))
    return Difference(
        before=was,
        after=now,
        difference=now - was,
        low=ends[0],
        high=ends[1],
        p=test.two_sided,
        p_worse=test.worse,
        cases=sum(a.under > 0 or b.under > 0 for a, b in zip(old, new, strict=True)),
        worse=tuple(case for pull, case in by_pull if pull < -_EQUAL),
        better=tuple(case for pull, case in reversed(by_pull) if pull > _EQUAL),
    )


def _pulls(old: Sequence[Part], new: Sequence[Part], figure: float) -> list[float]:
    """How far each case moves a ratio of sums: its change of `over` beyond what its change of `under` asks for."""
    return [(b.over - a.over) - figure * (b.under - a.under) for a, b in zip(old, new, strict=True)]


def _tried(attempts: Sequence[Outcome]) -> Tried:
    ordered = tuple(sorted(attempts, key=lambda one: one.attempt))
    ran = [one for one in ordered if not one.error]
    metrics = dict.fromkeys(metric for one in ran for metric in one.parts)
    return Tried(
        suite=ordered[0].suite,
        id=ordered[0].case,
        tags=tuple(dict.fromkeys(tag for one in ordered for tag in one.tags)),
        parts={metric: _mean([one.parts[metric] for one in ran if metric in one.parts]) for metric in metrics},
        attempts=ordered,
    )


def _mean(attempts: Sequence[Part]) -> Part:
    exact = mean(attempts)
    return Part(over=round(exact.over, DIGITS), under=round(exact.under, DIGITS))
