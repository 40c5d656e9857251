"""The report and the comparison as one self-contained HTML page each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.nouns import CROSSWALK, Manifest
from evals.reports.comparing import Comparison
from evals.reports.markup.cases import LINES, fitting, full, line, state
from evals.reports.markup.plots import Dot, Row, Spread, bar, dots, times
from evals.reports.markup.rendering import page
from evals.reports.markup.svg import shape
from evals.reports.pairs import tried
from evals.reports.summary import SuiteSummary, Summary, summary
from evals.reports.wording import TITLES, metric_name, system_name
from evals.running.journal import Run

_ERRORS = 200
_STATES = (("", "all"), ("failed", "miss something"), ("error", "could not be run"), ("passed", "passed"))


@dataclass(frozen=True)
class _View:
    """A suite with its pictures."""

    of: SuiteSummary
    title: str
    headline: Markup
    plot: Markup
    bars: Mapping[str, Markup]
    """The pictures of slices, by tag."""


def html(run: Run) -> str:
    """The page of a run, below 3 MB: verdicts, figures, errors, and what failed."""
    found = summary(run)
    systems = (CROSSWALK, *sorted({one.system for suite in found.suites for one in suite.figures} - {CROSSWALK}))
    ours = tried(run.outcomes)
    peers = {system: tried(run.outcomes, system) for system in systems[1:]}
    wanting = [case for case in ours.values() if state(case) != "passed"]
    shown = fitting(
        wanting,
        lambda case: full(
            case, {name: held[case.suite, case.id] for name, held in peers.items() if (case.suite, case.id) in held}
        ),
    )
    return page(
        "report.html.j2",
        found=found,
        started=f"{found.manifest.started_at:%-d %B %Y, %H:%M} UTC",
        shapes=[(system, Markup(shape(number))) for number, system in enumerate(systems)],
        views=[_view(suite, systems) for suite in found.suites],
        times=Markup(_times(found)),
        cases=list(shown.values()),
        left_out=len(wanting) - len(shown),
        lines=[line(case) for key, case in ours.items() if key not in shown],
        most_lines=LINES,
        most_errors=_ERRORS,
        states=_STATES,
        pins=_pins(found.manifest),
    )


def comparison_html(comparison: Comparison) -> str:
    """The page of a comparison."""
    return f"<!doctype html><title>{comparison.before.id} and {comparison.after.id}</title>"


def _view(suite: SuiteSummary, systems: Sequence[str]) -> _View:
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
        headline=Markup(dots(f"headline-{suite.suite}", f"{title}: {metric_name(suite.headline)}", first)),
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
        ("machine", f"{told}, Python {machine.python}"),
    ]
