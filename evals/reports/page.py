"""The report and the comparison as one self-contained HTML page each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.nouns import CROSSWALK, SUITES, Manifest, SuiteName
from evals.reports.comparing import Change, Comparison, FlipKind
from evals.reports.markup.cases import LINES, fitting, flip, full, line, state
from evals.reports.markup.plots import Dot, Row, Spread, Step, bar, differences, dots, times
from evals.reports.markup.rendering import page
from evals.reports.markup.svg import shape
from evals.reports.pairs import Tried, tried
from evals.reports.summary import SuiteSummary, Summary, summary
from evals.reports.wording import HEADLINES, TITLES, metric_name, system_name
from evals.running.journal import Run

_ERRORS = 200
_SLICES = 60
_DIFFERING = 200
_FLIPS: tuple[tuple[FlipKind, str], ...] = (
    ("fails", "Miss something now, and did not"),
    ("errs", "Cannot be run any more"),
    ("worse", "Worse, and missed something before too"),
    ("passes", "Miss nothing any more"),
    ("better", "Better, and still miss something"),
    ("runs", "Can be run again"),
)
_STATES = (("", "all"), ("failed", "miss something"), ("error", "could not be run"), ("passed", "passed"))


@dataclass(frozen=True)
class _View:
    """A suite with its pictures."""

    of: SuiteSummary
    title: str
    shapes: Sequence[tuple[str, Markup]]
    """The mark of each system."""
    headline: Markup
    plot: Markup
    bars: Mapping[str, Markup]
    """The pictures of slices, by tag."""

    @property
    def suite(self) -> SuiteName:
        """Its name."""
        return self.of.suite


@dataclass(frozen=True)
class _Changed:
    """A suite of two runs."""

    suite: SuiteName
    title: str
    plot: Markup
    changes: Sequence[Change]


def html(run: Run) -> str:
    """The page of a run, below 3 MB: verdicts, figures, errors, and what failed."""
    found = summary(run)
    ours = tried(run.outcomes)
    systems = sorted({one.system for one in run.outcomes} - {CROSSWALK})
    peers = {system: tried(run.outcomes, system) for system in systems}
    wanting = sorted((key for key, case in ours.items() if state(case) != "passed"), key=lambda key: _rank(ours[key]))
    shown = fitting(
        [(key, full(ours[key], {name: held[key] for name, held in peers.items() if key in held})) for key in wanting]
    )
    return page(
        "report.html.j2",
        found=found,
        started=f"{found.manifest.started_at:%-d %B %Y, %H:%M} UTC",
        views=[_view(suite) for suite in found.suites],
        times=Markup(_times(found)),
        most_differing=_DIFFERING,
        cases=list(shown.values()),
        left_out=len(wanting) - len(shown),
        lines=[line(case) for key, case in ours.items() if key not in shown],
        most_lines=LINES,
        most_slices=_SLICES,
        most_errors=_ERRORS,
        states=_STATES,
        pins=_pins(found.manifest),
    )


def comparison_html(comparison: Comparison) -> str:
    """The page of a comparison, below 3 MB: differences with intervals, and what flipped with both answers."""
    flips = {(one.suite, one.case): one for one in comparison.flips}
    shown = fitting([((one.suite, one.case), flip(one)) for one in comparison.flips])
    return page(
        "comparison.html.j2",
        found=comparison,
        started=[f"{one.started_at:%-d %B %Y, %H:%M} UTC" for one in (comparison.before, comparison.after)],
        views=[_change(suite, comparison) for suite in dict.fromkeys(one.suite for one in comparison.changes)],
        slices=comparison.slices[:_SLICES],
        groups=[
            (
                title,
                [shown[key] for key, one in flips.items() if one.kind == kind and key in shown],
                comparison.flipped(kind),
            )
            for kind, title in _FLIPS
        ],
        states=[("", "all"), *((kind, title) for kind, title in _FLIPS if comparison.flipped(kind))],
        left_out=[one for key, one in flips.items() if key not in shown][:LINES],
    )


def _rank(case: Tried) -> tuple[int, bool, float, str]:
    """Suite by suite, those that could not be run first, then the worst."""
    headline = case.parts.get(HEADLINES[case.suite])
    share = headline.over / headline.under if headline is not None and headline.under else 1.0
    return SUITES.index(case.suite), not case.errors, share, case.id


def _change(suite: SuiteName, comparison: Comparison) -> _Changed:
    changes = [one for one in comparison.changes if one.suite == suite]
    rows = [
        Step(metric_name(one.metric), one.found.difference, one.found.low, one.found.high, one.sure) for one in changes
    ]
    title = TITLES[suite]
    plot = differences(f"plot-{suite}", f"{title}: differences in points, with 95 % intervals", rows)
    return _Changed(suite, title, Markup(plot), changes)


def _view(suite: SuiteSummary) -> _View:
    systems = [CROSSWALK, *sorted({one.system for one in suite.figures} - {CROSSWALK})]
    title, metrics = TITLES[suite.suite], dict.fromkeys(one.metric for one in suite.figures)
    rows = [
        Row(
            metric_name(metric),
            tuple(
                Dot(system_name(one.system), systems.index(one.system), one.value, one.low, one.high)
                for one in suite.figures
                if one.metric == metric
            ),
        )
        for metric in metrics
    ]
    first = [row for row, metric in zip(rows, metrics, strict=True) if metric == suite.headline]
    return _View(
        of=suite,
        title=title,
        shapes=[(system, Markup(shape(number))) for number, system in enumerate(systems)],
        headline=Markup(
            dots(f"headline-{suite.suite}", f"{title}: {metric_name(suite.headline)}", first, written=False)
        ),
        plot=Markup(dots(f"plot-{suite.suite}", f"{title}: all metrics, with 95 % intervals", rows)),
        bars={one.tag: Markup(bar(Dot("", 0, one.value, one.low, one.high))) for one in suite.slices},
    )


def _times(found: Summary) -> str:
    rows = [
        Spread(suite.suite, one.p5, one.p25, one.p50, one.p75, one.p95, one.longest)
        for suite in found.suites
        if (one := suite.times) is not None
    ]
    return times("plot-times", "Seconds of the answers by suite: median, middle half, p5 to p95", rows) if rows else ""


def _pins(manifest: Manifest) -> list[tuple[str, str]]:
    machine = manifest.machine
    told = f"{machine.processor}, {machine.cores} cores, {machine.memory_bytes / 2**30:.0f} GB, {machine.system}"
    return [
        *manifest.pins.items(),
        ("suites", ", ".join(manifest.suites)),
        ("slice", manifest.slice),
        ("repeat", str(manifest.repeat)),
        *([("judge", manifest.judge)] if manifest.judge else []),
        ("machine", f"{told}, Python {machine.python}"),
    ]
