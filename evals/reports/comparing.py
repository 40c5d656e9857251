"""Two runs side by side: how each figure differs and how sure that is, which cases flipped, what was not the same.

Swapping the runs turns every sign and changes nothing else. The metrics of all suites are one family of tests and the
slices another; a difference is told as a finding only where it holds after Holm within its family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from evals.metrics.resampling import holm
from evals.nouns import Manifest, Outcome, SuiteName, Value
from evals.reports.pairs import Difference, Key, Tried, difference, metrics_of, shared, slices, tried
from evals.reports.summary import SuiteSummary, Summary, summary
from evals.reports.wording import HEADLINES, chance, counted, metric_name, ordered, points
from evals.running.journal import Run

ALPHA = 0.05
UNLIKE = ("datasets", "corpus", "guides")
"""Pins that have to be equal for cases of one id to ask the same."""
_EQUAL = 1e-9
FlipKind = Literal["fails", "passes", "worse", "better", "errs", "runs"]
"""What a case does now: it fails or passes, is worse or better without either, cannot be run any more, or can again."""
FLIPS: tuple[FlipKind, ...] = ("fails", "passes", "worse", "better", "errs", "runs")


class Change(Value):
    """A metric of a suite, or of a slice of it, in both runs."""

    suite: SuiteName
    metric: str
    tag: str = ""
    """The slice; empty for the whole suite."""
    found: Difference
    adjusted: float
    """The two-sided p after Holm within the family."""

    @property
    def sure(self) -> bool:
        """Whether the difference is more than chance explains."""
        return self.adjusted < ALPHA


class Moved(Value):
    """A metric of one case in both runs, as shares; none where the case said nothing about it."""

    metric: str
    before: float | None
    after: float | None


class Flip(Value):
    """A case that came out differently."""

    suite: SuiteName
    case: str
    kind: FlipKind
    moved: tuple[Moved, ...]
    before: Outcome
    after: Outcome


class Pin(Value):
    """What the runs are pinned to and is not the same."""

    name: str
    before: str
    after: str


class Cost(Value):
    """Time and tokens of a suite in both runs; seconds."""

    suite: SuiteName
    p50: tuple[float | None, float | None]
    p95: tuple[float | None, float | None]
    tokens: tuple[int, int]
    errors: tuple[int, int]


class Comparison(Value):
    """Two runs side by side; of Crosswalk alone."""

    before: Manifest
    after: Manifest
    says: tuple[str, ...]
    """What is sure, what flipped, and what stands in the way of comparing, in sentences."""
    pins: tuple[Pin, ...]
    changes: tuple[Change, ...]
    slices: tuple[Change, ...]
    """Those that moved, the largest first."""
    slices_tested: int
    flips: tuple[Flip, ...]
    costs: tuple[Cost, ...]
    compared: int
    """Cases that both have."""
    reworded: int
    """Cases that score alike and whose answers differ."""
    only_before: tuple[str, ...]
    """Cases that the other run has not, as `suite/case`."""
    only_after: tuple[str, ...]

    def flipped(self, kind: FlipKind) -> tuple[Flip, ...]:
        """The cases that flipped in one way."""
        return tuple(one for one in self.flips if one.kind == kind)


def compare(before: Run, after: Run) -> Comparison:
    """Puts two runs side by side, over the cases that both have."""
    old, new = tried(before.outcomes), tried(after.outcomes)
    both = [key for key in old if key in new]
    changes = _adjusted(_changes(old, new))
    by_slice = _adjusted(_slices(old, new))
    flips = [flip for key in both if (flip := _flip(old[key], new[key])) is not None]
    flipped = {(one.suite, one.case) for one in flips}
    pins = _pins(before.manifest, after.manifest)
    return Comparison(
        before=before.manifest,
        after=after.manifest,
        says=_says(len(both), changes, by_slice, flips, pins),
        pins=pins,
        changes=changes,
        slices=tuple(
            sorted(
                (one for one in by_slice if one.found.worse or one.found.better),
                key=lambda one: (one.adjusted, -abs(one.found.difference), one.suite, one.tag),
            )
        ),
        slices_tested=len(by_slice),
        flips=tuple(sorted(flips, key=lambda one: FLIPS.index(one.kind))),
        costs=_costs(summary(before), summary(after)),
        compared=len(both),
        reworded=sum(key not in flipped and _prints(old[key]) != _prints(new[key]) for key in both),
        only_before=tuple(f"{suite}/{case}" for suite, case in old if (suite, case) not in new),
        only_after=tuple(f"{suite}/{case}" for suite, case in new if (suite, case) not in old),
    )


def _says(
    compared: int, changes: Sequence[Change], by_slice: Sequence[Change], flips: Sequence[Flip], pins: Sequence[Pin]
) -> tuple[str, ...]:
    if not compared:
        return ("The runs have no case in common, so nothing is compared.",)
    counts = {kind: sum(one.kind == kind for one in flips) for kind in FLIPS}
    told = [
        f"{counted(compared, 'case')} compared: {counts['fails']} miss something now and did not, "
        f"{counts['passes']} did and miss nothing any more; beside these, {counts['worse']} are worse and "
        f"{counts['better']} better."
    ]
    if counts["errs"] or counts["runs"]:
        told.append(f"{counts['errs']} cannot be run any more, {counts['runs']} can be run again.")
    sure = [one for one in changes if one.sure]
    told.append(
        f"Surely different: {'; '.join(_found(one) for one in sure)}."
        if sure
        else f"No metric differs by more than chance explains ({counted(len(changes), 'test')}, p after Holm)."
    )
    if slices_sure := [one for one in by_slice if one.sure]:
        told.append(f"Of {counted(len(by_slice), 'slice')} surely: {'; '.join(_found(one) for one in slices_sure)}.")
    if unlike := [one.name for one in pins if one.name in UNLIKE]:
        told.append(
            f"Not the same in both: {', '.join(unlike)}, so cases of one id may have been asked something else."
        )
    return tuple(told)


def _found(one: Change) -> str:
    where = f"{one.suite} on {one.tag}" if one.tag else one.suite
    return f"{where}, {metric_name(one.metric)} {points(one.found.difference)} ({chance(one.adjusted)})"


def _changes(old: Mapping[Key, Tried], new: Mapping[Key, Tried]) -> Iterable[Change]:
    for suite in HEADLINES:
        keys = shared(old, new, suite)
        for metric in ordered(suite, (*metrics_of(old.values(), suite), *metrics_of(new.values(), suite))):
            if (found := difference(old, new, keys, metric)) is not None:
                yield Change(suite=suite, metric=metric, found=found, adjusted=1)


def _slices(old: Mapping[Key, Tried], new: Mapping[Key, Tried]) -> Iterable[Change]:
    for suite, headline in HEADLINES.items():
        for tag, keys in slices(old, new, suite).items():
            if (found := difference(old, new, keys, headline)) is not None:
                yield Change(suite=suite, metric=headline, tag=tag, found=found, adjusted=1)


def _adjusted(changes: Iterable[Change]) -> tuple[Change, ...]:
    given = list(changes)
    ps = holm([one.found.p for one in given])
    return tuple(one.model_copy(update={"adjusted": p}) for one, p in zip(given, ps, strict=True))


def _flip(old: Tried, new: Tried) -> Flip | None:
    shares = (
        Moved(metric=metric, before=_share(old, metric), after=_share(new, metric))
        for metric in ordered(old.suite, (*old.parts, *new.parts))
    )
    moved = tuple(one for one in shares if one.before != one.after)
    kind = _kind(old, new, moved)
    if kind is None:
        return None
    # What a judge said is no part of a comparison.
    before, after = (one.told.model_copy(update={"judged": ()}) for one in (old, new))
    return Flip(suite=old.suite, case=old.id, kind=kind, moved=moved, before=before, after=after)


def _kind(old: Tried, new: Tried, moved: Sequence[Moved]) -> FlipKind | None:
    if old.ran != new.ran:
        return "runs" if new.ran else "errs"
    if old.failed != new.failed:
        return "fails" if new.failed else "passes"
    # Whichever metric of the report's order moved first: the headline, where it did.
    steps = [(one.after or 0) - (one.before or 0) for one in moved]
    step = next((one for one in steps if abs(one) > _EQUAL), 0.0)
    return None if not step else "better" if step > 0 else "worse"


def _share(case: Tried, metric: str) -> float | None:
    part = case.parts.get(metric)
    return part.over / part.under if part is not None and part.under else None


def _prints(case: Tried) -> frozenset[str]:
    return frozenset(one.fingerprint for one in case.attempts)


def _pins(before: Manifest, after: Manifest) -> tuple[Pin, ...]:
    names = dict.fromkeys((*before.pins, *after.pins))
    told = [(name, before.pins.get(name, ""), after.pins.get(name, "")) for name in names]
    told += [
        (name, str(getattr(before, name)), str(getattr(after, name)))
        for name in ("model", "slice", "repeat", "replay")
        if name not in names
    ]
    return tuple(Pin(name=name, before=old, after=new) for name, old, new in told if old != new)


def _costs(before: Summary, after: Summary) -> tuple[Cost, ...]:
    old = {one.suite: one for one in before.suites}
    new = {one.suite: one for one in after.suites}
    return tuple(_cost(old[suite], new[suite]) for suite in HEADLINES if suite in old and suite in new)


def _cost(old: SuiteSummary, new: SuiteSummary) -> Cost:
    return Cost(
        suite=old.suite,
        p50=(old.times.p50 if old.times else None, new.times.p50 if new.times else None),
        p95=(old.times.p95 if old.times else None, new.times.p95 if new.times else None),
        tokens=(old.input_tokens + old.output_tokens, new.input_tokens + new.output_tokens),
        errors=(old.errors, new.errors),
    )
