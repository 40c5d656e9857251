"""From outcomes to figures: attempts are averaged within a case first, then cases are summed; errors are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from evals.metrics.counting import ratio
from evals.metrics.resampling import interval
from evals.nouns import SUITES, Figure, Outcome, Part, SuiteName

Key = tuple[SuiteName, str, str]
"""Suite, system, metric."""


def figures(outcomes: Iterable[Outcome]) -> tuple[Figure, ...]:
    """Every metric of every system on every suite, with its 95 % interval.

    Suites stand in their own order, systems and metrics in that in which they first occur. A metric that no case says
    anything about has no figure.
    """
    found = (_figure(key, tuple(cases.values())) for key, cases in by_case(outcomes).items())
    return tuple(figure for figure in found if figure is not None)


def by_case(outcomes: Iterable[Outcome]) -> Mapping[Key, Mapping[str, Part]]:
    """The parts of each case, by suite, system and metric; of several attempts the mean."""
    found: dict[Key, dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for outcome in outcomes:
        if not outcome.error:
            for metric, part in outcome.parts.items():
                found[outcome.suite, outcome.system, metric][outcome.case].append(part)
    ordered = sorted(found, key=lambda key: SUITES.index(key[0]))
    return {key: {case: mean(parts) for case, parts in found[key].items()} for key in ordered}


def mean(attempts: Sequence[Part]) -> Part:
    """What several attempts at one case give on average.

    Raises:
        ValueError: there are none.
    """
    if not attempts:
        raise ValueError("the mean of no attempts; expected at least one")
    return Part(
        over=sum(part.over for part in attempts) / len(attempts),
        under=sum(part.under for part in attempts) / len(attempts),
    )


def _figure(key: Key, parts: Sequence[Part]) -> Figure | None:
    value, ends = ratio(parts), interval(parts)
    if value is None or ends is None:
        return None
    suite, system, metric = key
    return Figure(
        suite=suite,
        system=system,
        metric=metric,
        value=value,
        low=ends[0],
        high=ends[1],
        cases=sum(part.under > 0 for part in parts),
    )
