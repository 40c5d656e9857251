"""How far a run is, for the person who waits: a bar on a terminal, a line now and then anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from evals.nouns import Progress
from evals.running.progress import Watch

LINES: Final = 20
"""That are told of a whole run where there is no terminal, beside one for each suite."""


@contextmanager
def watching(out: Console) -> Iterator[Watch]:
    """Shows what it is told until the end of the block.

    Args:
        out: Standard error, as results go to standard output.
    """
    if out.is_terminal:
        with _bar(out) as watch:
            yield watch
    else:
        yield _lines(out)


@contextmanager
def _bar(out: Console) -> Iterator[Watch]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[errors]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=out) as bar:
        task = bar.add_task("starting", total=None, errors="")

        def watch(progress: Progress) -> None:
            bar.update(
                task,
                description=progress.suite or progress.state,
                completed=progress.done,
                total=max(progress.total, progress.done),
                errors=_errors(progress),
            )

        yield watch


def _lines(out: Console) -> Watch:
    told: tuple[str, int] = ("", 0)

    def watch(progress: Progress) -> None:
        nonlocal told
        now = (progress.suite, progress.done * LINES // max(progress.total, 1))
        if now != told and progress.state == "running" and progress.suite:
            told = now
            out.print(f"{progress.suite}: {progress.done} of {progress.total} {_errors(progress)}".rstrip())

    return watch


def _errors(progress: Progress) -> str:
    return f"{progress.errors} could not be run" if progress.errors else ""
