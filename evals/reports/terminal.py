"""The report and the comparison as tables for a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.reports.comparing import Comparison
from evals.reports.summary import summary
from evals.reports.wording import metric_name, percent, system_name
from evals.running.journal import Run


def shown(run: Run) -> RenderableType:
    """A run: figures with intervals beside the peers', errors apart, time and tokens."""
    table = Table("suite", "metric", "system", "figure", "95 %", "cases")
    for suite in summary(run).suites:
        for one in suite.figures:
            ends = f"{percent(one.low)} to {percent(one.high)}"
            table.add_row(
                suite.suite, metric_name(one.metric), system_name(one.system), percent(one.value), ends, str(one.cases)
            )
    return Group(table)


def compared(comparison: Comparison) -> RenderableType:
    """Two runs side by side."""
    return Group(Text(f"{comparison.before.id} and {comparison.after.id}"))
