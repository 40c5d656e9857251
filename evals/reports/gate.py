"""Whether a run may be released: it fails where the accepted baseline is undercut, and says in words by what.

Every metric of every suite, and the headline on every slice, is tested one-sided and paired by case. Composed mode
repeats itself exactly, so that a fall there is the change's and never chance: it also fails where a metric falls
further than it may, however few the cases. Where a model answers, the p values are adjusted after Holm, or one gate in
two would fail by chance alone. Errors are no scores: new ones fail the gate as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from evals.metrics.resampling import holm
from evals.nouns import Manifest, SuiteName, Value
from evals.reports.comparing import UNLIKE
from evals.reports.pairs import Difference, Key, Tried, difference, metrics_of, shared, slices, tried
from evals.reports.wording import HEADLINES, chance, counted, listed, metric_name, ordered, percent, points
from evals.running.journal import Run

COMPOSED = "composed"
_ROUNDING = 1e-9
_ALIKE = (*UNLIKE, "model")
"""Pins that have to be equal; the others are what a gate is there to try."""


class Limits(Value):
    """How far a run may fall behind."""

    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Of each test."""
    fall: float = Field(default=0.02, ge=0, le=1)
    """Of a metric in composed mode, as a share."""
    slice_fall: float = Field(default=0.1, ge=0, le=1)
    """Of the headline on a slice in composed mode where at least two cases are worse: a slice is often too small for
    any test to tell, and a word that is lost on most of its cases is no accident."""


class Reason(Value):
    """Why a gate fails."""

    kind: Literal["errors", "missing", "metric", "slice"]
    suite: SuiteName | None = None
    metric: str = ""
    tag: str = ""
    found: Difference | None = None
    says: str
    """Which metric, from what to what, on how many cases, p, and which cases."""


class Verdict(Value):
    """What a gate says."""

    passed: bool
    run: str
    baseline: str
    compared: int
    """Cases that both have."""
    tests: int
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    """What the reader has to know, and what fails nothing."""
    next_steps: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 where it passes, else 1."""
        return 0 if self.passed else 1

    def text(self) -> str:
        """The verdict for a terminal or a log."""
        head = (
            f"Gate {'passed' if self.passed else 'FAILED'}: run {self.run} against baseline {self.baseline}, "
            f"{counted(self.compared, 'case')}, {counted(self.tests, 'test')}."
        )
        return "\n".join(
            (
                head,
                *(f"- {one.says}" for one in self.reasons),
                *(f"Note: {note}" for note in self.notes),
                *(f"Next: {step}" for step in self.next_steps),
            )
        )


@dataclass(frozen=True)
class _Test:
    suite: SuiteName
    metric: str
    tag: str
    found: Difference


def gate(run: Run, baseline: Run, limits: Limits | None = None) -> Verdict:
    """Holds a run against the accepted baseline.

    Args:
        run: What is to be released. Peers in it do not count.
        baseline: What `baseline.read` gives, or any other run.
        limits: How far the run may fall behind.
    """
    limits = limits or Limits()
    before, after = tried(baseline.outcomes), tried(run.outcomes)
    tests, vanished = _tests(before, after)
    exact = baseline.manifest.model == run.manifest.model == COMPOSED
    missing, allowed = _missing(before, after, run.manifest)
    both = [key for key in before if key in after]
    reasons = [*_errors(before, after), *missing, *vanished, *_undercut(tests, limits, exact)]
    if not both:
        says = "the run and the baseline have no case in common; expected a run of the suites that the baseline holds"
        reasons.append(Reason(kind="missing", says=says))
    return Verdict(
        passed=not reasons,
        run=run.manifest.id,
        baseline=baseline.manifest.id,
        compared=len(both),
        tests=len(tests),
        reasons=tuple(reasons),
        notes=(*allowed, *_notes(before, after, run.manifest, baseline.manifest, exact)),
        next_steps=_next_steps(run.manifest.id, baseline.manifest.id) if reasons else (),
    )


def _tests(before: Mapping[Key, Tried], after: Mapping[Key, Tried]) -> tuple[list[_Test], list[Reason]]:
    tests, vanished = [], []
    for suite in HEADLINES:
        keys = shared(before, after, suite)
        for metric in ordered(suite, metrics_of(before.values(), suite)):
            found = difference(before, after, keys, metric)
            if found is not None:
                tests.append(_Test(suite, metric, "", found))
            elif _told(before, keys, metric) and not _told(after, keys, metric):
                vanished.append(_vanished(suite, metric))
        for tag, held in slices(before, after, suite).items():
            if (found := difference(before, after, held, HEADLINES[suite])) is not None:
                tests.append(_Test(suite, HEADLINES[suite], tag, found))
    return tests, vanished


def _told(cases: Mapping[Key, Tried], keys: Sequence[Key], metric: str) -> bool:
    return any(cases[key].parts[metric].under > 0 for key in keys if metric in cases[key].parts)


def _vanished(suite: SuiteName, metric: str) -> Reason:
    says = f"{suite}: {metric_name(metric)} has no figure in the run; the baseline has one on the same cases"
    return Reason(kind="missing", suite=suite, metric=metric, says=says)


def _undercut(tests: Sequence[_Test], limits: Limits, exact: bool) -> list[Reason]:
    ps = [test.found.p_worse for test in tests]
    adjusted = ps if exact else holm(ps)
    reasons = []
    for test, p in zip(tests, adjusted, strict=True):
        found = test.found
        causes = []
        if p < limits.alpha:
            causes.append("more than chance explains")
        if exact and not test.tag and found.difference < -limits.fall - _ROUNDING:
            causes.append(f"more than the {100 * limits.fall:g} points that composed mode may fall")
        if exact and test.tag and found.difference < -limits.slice_fall - _ROUNDING and len(found.worse) > 1:
            causes.append(f"more than the {100 * limits.slice_fall:g} points that a slice may fall")
        if causes:
            reasons.append(_reason(test, p, exact, " and ".join(causes)))
    return sorted(reasons, key=lambda one: one.kind)


def _reason(test: _Test, p: float, exact: bool, cause: str) -> Reason:
    found = test.found
    name = metric_name(test.metric) + (f" on the slice {test.tag}" if test.tag else "")
    says = (
        f"{test.suite}: {name} fell from {percent(found.before)} to {percent(found.after)} "
        f"({points(found.difference)} points, 95 % interval {points(found.low)} to {points(found.high)}) on "
        f"{counted(found.cases, 'case')}, {chance(p)} one-sided{'' if exact else ', adjusted after Holm'}: {cause}. "
        f"Worse: {listed(found.worse)}." + (f" Better: {listed(found.better)}." if found.better else "")
    )
    return Reason(
        kind="slice" if test.tag else "metric",
        suite=test.suite,
        metric=test.metric,
        tag=test.tag,
        found=found,
        says=says,
    )


def _errors(before: Mapping[Key, Tried], after: Mapping[Key, Tried]) -> list[Reason]:
    reasons = []
    for suite in HEADLINES:
        new = [
            case
            for key, case in after.items()
            if key[0] == suite and case.errors and not (key in before and before[key].errors)
        ]
        if new:
            told = "; ".join(f"{case.id} ({case.errors[0][:160]})" for case in new[:5])
            rest = f"; and {len(new) - 5:,} more" if len(new) > 5 else ""
            says = f"{suite}: {counted(len(new), 'case')} could not be run, unlike in the baseline: {told}{rest}"
            reasons.append(Reason(kind="errors", suite=suite, says=says))
    return reasons


def _missing(
    before: Mapping[Key, Tried], after: Mapping[Key, Tried], manifest: Manifest
) -> tuple[list[Reason], list[str]]:
    """Cases of the baseline that the run has not: those that it should have, and a word on those that it need not."""
    reasons, notes = [], []
    for suite in HEADLINES:
        gone = [case for of, case in before if of == suite and (of, case) not in after]
        if not gone:
            continue
        told = f"{suite}: {counted(len(gone), 'case')} of the baseline"
        if suite not in manifest.suites:
            notes.append(f"{told} not compared: the run was not asked for this suite")
        elif manifest.slice != "all":
            notes.append(f"{told} not compared: the run was asked for the {manifest.slice} slice alone")
        else:
            reasons.append(Reason(kind="missing", suite=suite, says=f"{told} missing in the run: {listed(gone)}"))
    return reasons, notes


def _notes(
    before: Mapping[Key, Tried], after: Mapping[Key, Tried], run: Manifest, baseline: Manifest, exact: bool
) -> list[str]:
    notes = []
    differing = [name for name in _ALIKE if run.pins.get(name, "") != baseline.pins.get(name, "")]
    if differing:
        notes.append(
            f"{listed(differing)} not the baseline's: a case of the same id may have been asked something else, or "
            "answered by another. Accept a new baseline once the difference is understood"
        )
    new = [f"{suite}/{case}" for suite, case in after if (suite, case) not in before]
    if new:
        notes.append(f"{counted(len(new), 'case')} not in the baseline and not compared: {listed(new, 5)}")
    still = [f"{suite}/{case}" for (suite, case), one in after.items() if one.errors and _erred(before, (suite, case))]
    if still:
        notes.append(f"{counted(len(still), 'case')} could not be run, as in the baseline: {listed(still, 5)}")
    if not exact:
        notes.append("a model answered: no fall is judged by its size alone, and the p values are adjusted after Holm")
    return notes


def _erred(cases: Mapping[Key, Tried], key: Key) -> bool:
    return key in cases and bool(cases[key].errors)


def _next_steps(run: str, baseline: str) -> tuple[str, ...]:
    return (
        f"see what was expected and said with `python -m evals report {run} --html report.html`",
        f"where the baseline's run is still kept, see both answers with `python -m evals compare {baseline} {run} "
        "--html compare.html`",
        f"correct the cause; or, where the change is meant, accept it with `python -m evals accept {run}`",
    )
