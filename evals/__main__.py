"""`python -m evals COMMAND`: runs the harness, tells what came of a run, compares, and holds the gate.

Exit codes: 0 done, 1 failed with a message, 2 wrong usage.
"""

from __future__ import annotations

import typer

from evals.command import cases, reading, running

app = typer.Typer(
    name="python -m evals",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="How well Crosswalk does: cases put to it and to its peers, figures, comparisons, a gate.",
)
app.command()(running.run)
app.command()(reading.report)
app.command()(reading.compare)
app.command()(reading.gate)
app.command()(reading.accept)
app.command()(cases.cases)

if __name__ == "__main__":
    app()
