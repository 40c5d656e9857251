"""What a run comes to: figures of each suite beside the peers', errors apart, the weakest slices, time and tokens.

It is what `report.json` holds, and what the table and the page are drawn from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from evals.judging.agreement import Verdicts, verdicts
from evals.metrics.consistency import consistency
from evals.metrics.counting import ratio
from evals.metrics.figures import figures
from evals.metrics.latency import latency, percentile, tokens
from evals.metrics.resampling import holm, interval
from evals.nouns import CROSSWALK, Figure, Manifest, Outcome, Part, SuiteName, Value
from evals.reports.pairs import Difference, Key, Tried, difference, in_order, tried
from evals.reports.wording import HEADLINES, counted, metric_name, ordered, percent
from evals.running.journal import Run

_ALPHA = 0.05


class Beside(Value):
    """Crosswalk beside a peer on the headline of a suite: the difference is Crosswalk's figure minus the peer's."""

    system: str
    found: Difference
    adjusted: float
    """The two-sided p after Holm over all peers of the run."""


class Slice(Value):
    """The headline of a suite over the cases with one tag."""

    tag: str
    value: float
    low: float
    high: float
    cases: int
    failed: int


class Times(Value):
    """Seconds of the answers of a suite."""

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    longest: float
    answers: int


class Repeats(Value):
    """How far attempts at the same case say the same."""

    same: float
    """Share of cases whose attempts are all alike."""
    agreement: float
    """Chance that two attempts at a case are alike."""
    cases: int
    """Those tried more than once."""


class Failure(Value):
    """A case that could not be run."""

    suite: SuiteName
    case: str
    system: str
    attempts: int
    error: str


class SuiteSummary(Value):
    """One suite. Figures are shares, 0 to 1; all but `figures` and `beside` are Crosswalk's."""

    suite: SuiteName
    headline: str
    says: str
    """The verdict in a sentence or two."""
    figures: tuple[Figure, ...]
    """Of each metric, the headline first, Crosswalk before the peers."""
    beside: tuple[Beside, ...]
    slices: tuple[Slice, ...]
    """The weakest first."""
    cases: int
    failed: int
    """Cases of which at least half of the attempts miss something; those with an error are not among them."""
    errors: int
    """Cases that could not be run at least once."""
    modes: dict[str, int]
    """How many answers say that they came about in which way."""
    times: Times | None
    repeats: Repeats | None
    input_tokens: int
    output_tokens: int

    def figure(self, system: str = CROSSWALK, metric: str = "") -> Figure | None:
        """A system's figure; of the headline where no metric is named."""
        wanted = metric or self.headline
        return next((one for one in self.figures if one.system == system and one.metric == wanted), None)


class Summary(Value):
    """A run as figures."""

    manifest: Manifest
    says: str
    """What was run, how much of it, and what could not be."""
    suites: tuple[SuiteSummary, ...]
    failures: tuple[Failure, ...]
    """All that could not be run, peers' too."""
    judged: Verdicts | None = None
    """What a model judged, where one was asked to; none of it is in a figure."""


def summary(run: Run) -> Summary:
    """The figures of a run; suites without an outcome are left out."""
    outcomes = in_order(run.outcomes)
    systems = tuple(dict.fromkeys((CROSSWALK, *(one.system for one in outcomes))))
    cases = {system: tried(outcomes, system) for system in systems}
    measured = figures(outcomes)
    beside = _beside(cases)
    present = tuple(dict.fromkeys(suite for suite, _ in _keys(cases)))
    suites = tuple(_suite(suite, outcomes, cases[CROSSWALK], measured, beside.get(suite, ())) for suite in present)
    return Summary(
        manifest=run.manifest,
        says=_says(run.manifest, suites),
        suites=suites,
        failures=tuple(
            Failure(suite=suite, case=case, system=system, attempts=len(one.attempts), error=error)
            for system in systems
            for (suite, case), one in cases[system].items()
            for error in one.errors
        ),
        judged=verdicts(run.manifest.judge, outcomes),
    )


def _keys(cases: Mapping[str, Mapping[Key, Tried]]) -> tuple[Key, ...]:
    from_all = {key: None for found in cases.values() for key in found}
    order = list(HEADLINES)
    return tuple(sorted(from_all, key=lambda key: (order.index(key[0]), key[1])))


def _beside(cases: Mapping[str, Mapping[Key, Tried]]) -> Mapping[SuiteName, tuple[Beside, ...]]:
    ours = cases[CROSSWALK]
    found: list[tuple[SuiteName, str, Difference]] = []
    for suite, headline in HEADLINES.items():
        keys = [key for key in ours if key[0] == suite]
        for system, theirs in cases.items():
            if system != CROSSWALK and (one := difference(theirs, ours, keys, headline)) is not None:
                found.append((suite, system, one))
    adjusted = holm([one.p for _, _, one in found])
    by_suite: dict[SuiteName, list[Beside]] = defaultdict(list)
    for (suite, system, one), p in zip(found, adjusted, strict=True):
        by_suite[suite].append(Beside(system=system, found=one, adjusted=p))
    return {suite: tuple(given) for suite, given in by_suite.items()}


def _suite(
    suite: SuiteName,
    outcomes: Sequence[Outcome],
    cases: Mapping[Key, Tried],
    measured: Sequence[Figure],
    beside: tuple[Beside, ...],
) -> SuiteSummary:
    own = [one for one in outcomes if one.suite == suite and one.system == CROSSWALK]
    held = [case for case in cases.values() if case.suite == suite]
    given = [one for one in measured if one.suite == suite]
    metrics = ordered(suite, [one.metric for one in given])
    used = tokens(own)
    in_turn = tuple(sorted(given, key=lambda one: (metrics.index(one.metric), one.system != CROSSWALK, one.system)))
    return SuiteSummary(
        suite=suite,
        headline=HEADLINES[suite],
        says=_verdict(HEADLINES[suite], in_turn, beside, held),
        figures=in_turn,
        beside=beside,
        slices=_slices(held, HEADLINES[suite]),
        cases=len(held),
        failed=sum(case.failed for case in held),
        errors=sum(bool(case.errors) for case in held),
        modes=dict(sorted(Counter(one.mode for one in own if one.mode and not one.error).items())),
        times=_times(own),
        repeats=_repeats(own),
        input_tokens=used.input,
        output_tokens=used.output,
    )


def _says(manifest: Manifest, suites: Sequence[SuiteSummary]) -> str:
    cases, errors = sum(one.cases for one in suites), sum(one.errors for one in suites)
    how = "Composed, without a model" if manifest.model == "composed" else f"With the model {manifest.model}"
    times = f", each tried {counted(manifest.repeat, 'time')}" if manifest.repeat > 1 else ""
    told = f"{how}: {counted(cases, 'case')} in {counted(len(suites), 'suite')}{times}; "
    return told + (f"{counted(errors, 'case')} could not be run." if errors else "all of them could be run.")


def _verdict(headline: str, given: Sequence[Figure], beside: Sequence[Beside], cases: Sequence[Tried]) -> str:
    own = next((one for one in given if one.system == CROSSWALK and one.metric == headline), None)
    errors, failed = sum(bool(case.errors) for case in cases), sum(case.failed for case in cases)
    if own is None:
        first = f"No figure for {metric_name(headline)}: no case that could be run says anything about it"
    else:
        name = metric_name(headline)
        first = (
            f"{name[0].upper()}{name[1:]}: {percent(own.value)} (95 % interval {100 * own.low:.1f} to "
            f"{100 * own.high:.1f}) on {counted(own.cases, 'case')}"
        ).replace("NDCG", "nDCG")
    sure = [one for one in beside if one.adjusted < _ALPHA]
    told = [
        _peers("ahead of", [one for one in sure if one.found.difference > 0]),
        _peers("behind", [one for one in sure if one.found.difference < 0]),
        _peers("not told apart from", [one for one in beside if one not in sure]),
    ]
    second = f"{failed:,} of {counted(sum(case.ran for case in cases), 'case')} {'misses' if failed == 1 else 'miss'}"
    third = f"; {counted(errors, 'case')} could not be run" if errors else ""
    return f"{', '.join((first, *filter(None, told)))}. {second} something{third}."


def _peers(how: str, peers: Sequence[Beside]) -> str:
    named = " and ".join(f"{one.system} ({percent(one.found.before)})" for one in peers)
    return f"{how} {named}" if named else ""


def _slices(cases: Sequence[Tried], headline: str) -> tuple[Slice, ...]:
    by_tag: dict[str, list[Tried]] = defaultdict(list)
    for case in cases:
        for tag in case.tags:
            by_tag[tag].append(case)
    found = [one for tag, held in by_tag.items() if (one := _slice(tag, held, headline)) is not None]
    return tuple(sorted(found, key=lambda one: (one.value, -one.failed, one.tag)))


def _slice(tag: str, cases: Sequence[Tried], headline: str) -> Slice | None:
    said: list[Part] = [case.parts[headline] for case in cases if headline in case.parts]
    value, ends = ratio(said), interval(said)
    if value is None or ends is None:
        return None
    return Slice(
        tag=tag,
        value=value,
        low=ends[0],
        high=ends[1],
        cases=sum(part.under > 0 for part in said),
        failed=sum(case.failed for case in cases),
    )


def _times(outcomes: Sequence[Outcome]) -> Times | None:
    whole = latency(outcomes)
    if whole is None:
        return None
    seconds = [one.seconds for one in outcomes if not one.error]
    return Times(
        p5=percentile(seconds, 5),
        p25=percentile(seconds, 25),
        p50=whole.p50,
        p75=percentile(seconds, 75),
        p95=whole.p95,
        longest=whole.longest,
        answers=whole.answers,
    )


def _repeats(outcomes: Sequence[Outcome]) -> Repeats | None:
    found = consistency(outcomes)
    if not found.same.under:
        return None
    return Repeats(
        same=found.same.over / found.same.under,
        agreement=found.agreement.over / found.agreement.under,
        cases=round(found.same.under),
    )
