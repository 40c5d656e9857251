"""The report and the comparison as one self-contained HTML page each."""

from __future__ import annotations

from evals.reports.comparing import Comparison
from evals.running.journal import Run


def html(run: Run) -> str:
    """The page of a run."""
    return f"<!doctype html><title>{run.manifest.id}</title>"


def comparison_html(comparison: Comparison) -> str:
    """The page of a comparison."""
    return f"<!doctype html><title>{comparison.before.id} and {comparison.after.id}</title>"
