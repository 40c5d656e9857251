"""What came of runs: `report`, `compare`, `gate`, `accept`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.command.shared import BASELINE, NAMED, Json, Out, Page, RunName, ended, failing, held

Baseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The accepted state; without it, the one in the repository.")
]


def report(name: RunName, as_json: Json = False, page: Page = None, out: Out = None) -> None:
    """Tells what came of a run: a table, JSON, or a page that shows every failed case."""
    from evals.reports.page import html
    from evals.reports.summary import summary
    from evals.reports.terminal import shown
    from service.terminal.printing import show

    with failing():
        run = held(name, out)
        if page:
            page.write_text(html(run), encoding="utf-8")
        if as_json:
            typer.echo(summary(run).model_dump_json(indent=1))
        elif not page:
            show(shown(run))


def compare(
    before: Annotated[str, typer.Argument(metavar="A", help=NAMED)],
    after: Annotated[str, typer.Argument(metavar="B", help="The run that is held against it.")],
    as_json: Json = False,
    page: Page = None,
    out: Out = None,
) -> None:
    """Puts two runs side by side: differences with significance, and the cases that came out otherwise."""
    from evals.reports.comparing import compare as compared
    from evals.reports.page import comparison_html
    from evals.reports.terminal import compared as shown
    from service.terminal.printing import show

    with failing():
        comparison = compared(held(before, out), held(after, out))
        if page:
            page.write_text(comparison_html(comparison), encoding="utf-8")
        if as_json:
            typer.echo(comparison.model_dump_json(indent=1))
        elif not page:
            show(shown(comparison))


def gate(
    name: RunName,
    baseline: Baseline = None,
    fall: Annotated[
        float | None,
        typer.Option(min=0, max=100, help="Points by which a metric may fall without a model; 2 without this."),
    ] = None,
    as_json: Json = False,
    out: Out = None,
) -> None:
    """Holds a run against the accepted baseline; ends with 1 where it is undercut, and says by what."""
    from evals.reports.baseline import read
    from evals.reports.gate import Limits
    from evals.reports.gate import gate as held_against

    with failing():
        limits = Limits() if fall is None else Limits(fall=fall / 100)
        verdict = held_against(ended(name, out), read(baseline or BASELINE), limits)
        typer.echo(verdict.model_dump_json(indent=1) if as_json else verdict.text())
    raise typer.Exit(verdict.exit_code)


def accept(name: RunName, baseline: Baseline = None, out: Out = None) -> None:
    """Makes a run the baseline that later ones are held against."""
    from evals.reports.baseline import accepted
    from evals.running import folder

    with failing():
        run = ended(name, out)
        folder.replace(baseline or BASELINE, accepted(run))
        whole = (
            ""
            if run.manifest.slice == "all"
            else f"; only its {run.manifest.slice} slice, so the rest is held by nothing"
        )
        typer.echo(f"{baseline or BASELINE}: holds {run.manifest.id} now, {', '.join(run.manifest.suites)}{whole}")
