"""The report and the comparison as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.judging.agreement import Verdicts
from evals.nouns import CROSSWALK
from evals.reports.comparing import Change, Comparison, FlipKind
from evals.reports.summary import Failure, SuiteSummary, summary
from evals.reports.wording import (
    JUDGED,
    UNCOUNTED,
    chance,
    counted,
    duration,
    kappa,
    listed,
    metric_name,
    percent,
    points,
    system_name,
)
from evals.running.journal import Run
from service.terminal.printing import heading, shortened

_WEAKEST = 3
_ERRORS = 10
_SLICES = 12
_FLIPS: tuple[tuple[FlipKind, str], ...] = (
    ("fails", "miss something now"),
    ("errs", "cannot be run any more"),
    ("worse", "worse"),
    ("passes", "miss nothing any more"),
    ("better", "better"),
    ("runs", "can be run again"),
)


def shown(run: Run) -> RenderableType:
    """A run: figures with intervals beside the peers', the weakest slices, time and tokens, errors apart."""
    found = summary(run)
    return Group(
        Text(f"Run {found.manifest.id}", "bold"),
        Text(found.says),
        *(part for suite in found.suites for part in _suite(suite)),
        *_judged(found.judged),
        *_errors(found.failures),
    )


def compared(comparison: Comparison) -> RenderableType:
    """Two runs side by side: what is sure, each metric that differs, the cases that flipped, pins that differ."""
    moved = [one for one in comparison.changes if one.found.worse or one.found.better]
    still = len(comparison.changes) - len(moved)
    return Group(
        Text(f"{comparison.before.id} and then {comparison.after.id}", "bold"),
        *(Text(one) for one in comparison.says),
        *([heading("Figures", "p after Holm"), _changes(moved, tags=False)] if moved else []),
        *([Text(f"{counted(still, 'metric')} the same.", "dim")] if still else []),
        *_slices(comparison),
        *_flips(comparison),
        *_pins(comparison),
    )


def _suite(suite: SuiteSummary) -> Iterator[RenderableType]:
    told = [counted(suite.cases, "case"), f"{suite.failed:,} {'misses' if suite.failed == 1 else 'miss'} something"]
    told += [f"{suite.errors:,} could not be run"] if suite.errors else []
    yield heading(suite.suite, ", ".join(told))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for name in ("metric", "figure", "interval", "cases", "peers"):
        table.add_column(name, justify="right" if name in ("figure", "cases") else "left", no_wrap=name != "peers")
    metrics = dict.fromkeys(one.metric for one in suite.figures)
    for metric in metrics:
        own = suite.figure(CROSSWALK, metric)
        peers = [one for one in suite.figures if one.metric == metric and one.system != CROSSWALK]
        table.add_row(
            Text(metric_name(metric), "bold" if metric == suite.headline else ""),
            percent(own.value) if own else "none",
            f"{100 * own.low:.1f} to {100 * own.high:.1f}" if own else "",
            f"{own.cases:,}" if own else "",
            Text(", ".join(f"{system_name(one.system)} {percent(one.value)}" for one in peers), "dim"),
        )
    yield table
    for one in suite.beside:
        yield Text(
            f"beside {one.system}: {points(one.found.difference)} points on {counted(one.found.cases, 'case')}, "
            f"{chance(one.adjusted)} after Holm",
            "dim",
        )
    if weakest := [one for one in suite.slices if one.value < 1][:_WEAKEST]:
        told = [f"{shortened(one.tag, 40)} {percent(one.value)} of {counted(one.cases, 'case')}" for one in weakest]
        yield Text(f"weakest slices: {', '.join(told)}", "dim")
    yield Text(_costs(suite), "dim")


def _costs(suite: SuiteSummary) -> str:
    told = []
    if suite.times:
        told.append(f"median {duration(suite.times.p50)}, 95 % within {duration(suite.times.p95)}")
    if suite.input_tokens or suite.output_tokens:
        told.append(f"{suite.input_tokens:,} tokens in, {suite.output_tokens:,} out")
    if degraded := suite.modes.get("degraded"):
        told.append(f"{counted(degraded, 'answer')} without the model that was asked")
    if suite.repeats:
        told.append(f"{percent(suite.repeats.same)} of {counted(suite.repeats.cases, 'case')} answered alike each time")
    return "; ".join(told) or "no answers"


def _judged(found: Verdicts | None) -> Iterator[RenderableType]:
    if found is None:
        return
    yield heading(JUDGED, "in no figure")
    yield Text(f"Judge: {found.judge or 'not named'}. {UNCOUNTED}")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("suite")
    for name in ("points asked", "unscored", "agrees", "kappa", "said, by judge alone", "by rules alone"):
        table.add_column(name, justify="right")
    for one in found.suites:
        agreed = "none scored" if one.agreed is None else percent(one.agreed)
        row = (one.suite, one.asked, one.unscored, agreed, kappa(one.kappa), one.judge_alone, one.rules_alone)
        table.add_row(*map(str, row))
    yield table if found.suites else Text("No point was put to it: only answers to chat and refusal are judged.")
    if found.reasons:
        told = ", ".join(f"{name} {count:,}" for name, count in found.reasons.items())
        yield Text(f"unscored because of: {told}", "dim")


def _errors(failures: Sequence[Failure]) -> Iterator[RenderableType]:
    if failures:
        yield heading("Errors", "in no figure")
    for one in failures[:_ERRORS]:
        yield Text(f"{one.suite}/{one.case}, {system_name(one.system)}: {shortened(one.error, 300)}", "red")
    if len(failures) > _ERRORS:
        yield Text(f"and {len(failures) - _ERRORS:,} more", "dim")


def _changes(changes: Sequence[Change], *, tags: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("slice",) if tags else ("suite", "metric"):
        table.add_column(name)
    for name in ("before", "after", "points", "95 %", "p", "worse", "better"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in changes:
        found = one.found
        table.add_row(
            *((f"{one.suite} {shortened(one.tag, 40)}",) if tags else (one.suite, metric_name(one.metric))),
            percent(found.before),
            percent(found.after),
            points(found.difference),
            f"{points(found.low)} to {points(found.high)}",
            chance(one.adjusted).removeprefix("p = ").removeprefix("p "),
            str(len(found.worse)),
            str(len(found.better)),
            style=("red" if found.difference < 0 else "green") if one.sure else "",
        )
    return table


def _slices(comparison: Comparison) -> Iterator[RenderableType]:
    if not comparison.slices:
        return
    given = comparison.slices[:_SLICES]
    rest = len(comparison.slices) - len(given)
    yield heading("Slices that moved", f"p after Holm over {counted(comparison.slices_tested, 'slice')}")
    yield _changes(given, tags=True)
    if rest:
        yield Text(f"and {rest:,} that moved less surely", "dim")


def _flips(comparison: Comparison) -> Iterator[RenderableType]:
    if comparison.flips:
        yield heading("Cases that came out differently")
    for kind, title in _FLIPS:
        if flips := comparison.flipped(kind):
            names = [f"{one.suite}/{one.case}" for one in flips]
            yield Text.assemble((f"{title} ({len(flips)}): ", "bold"), listed(names, 20))
    if comparison.reworded:
        yield Text(f"{counted(comparison.reworded, 'more case')} scored alike with another answer.", "dim")
    for told, only in (("before", comparison.only_before), ("after", comparison.only_after)):
        if only:
            yield Text(f"{counted(len(only), 'case')} only {told}, not compared: {listed(only, 8)}", "dim")


def _pins(comparison: Comparison) -> Iterator[RenderableType]:
    if comparison.pins:
        yield heading("Not the same in both")
    for one in comparison.pins:
        yield Text(f"{one.name}: {shortened(one.before or 'none', 30)}, then {shortened(one.after or 'none', 30)}")
