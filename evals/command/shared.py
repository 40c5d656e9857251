"""What the commands share: where runs lie, how they are read, and how a command fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.running.journal import Run

BASELINE = Path(__file__).resolve().parents[1] / "datasets" / "baseline.json"
NAMED = "A run's id or its folder; latest, or baseline."
RunName = Annotated[str, typer.Argument(metavar="RUN", help=NAMED)]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Where runs lie; without it, evals/ in the data folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Page = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained page there.")]


def runs(out: Path | None) -> Path:
    """The folder in which runs lie: `evals` in the data folder, unless another is given."""
    return out or Path(os.environ.get("CROSSWALK_DATA") or "data") / "evals"


def held(name: str, out: Path | None) -> Run:
    """A run, by its id or its folder; `latest` is the newest, `baseline` the accepted state in the repository."""
    from evals.reports.baseline import read
    from evals.running import folder, journal

    if name == folder.ACCEPTED:
        return read(BASELINE)
    return journal.read(folder.found(runs(out), name))


def ended(name: str, out: Path | None) -> Run:
    """A run that is done, or the accepted state.

    Raises:
        RunFailed: it is not done: of cases that are not there, nothing can be said.
    """
    from evals.running import folder, progress

    run = held(name, out)
    if name != folder.ACCEPTED and (state := progress.read(folder.found(runs(out), name)).state) != "done":
        raise folder.RunFailed(
            f"{name}: is {state}, not done; end it first, with `python -m evals run --resume {name}`"
        )
    return run


@contextmanager
def failing() -> Iterator[None]:
    """Tells of what goes wrong in words, and ends with exit code 1."""
    from evals.cases.loading import BadCases
    from evals.reports.baseline import BadBaseline
    from evals.running.folder import RunFailed

    try:
        yield
    except (RunFailed, BadBaseline, BadCases) as exc:
        fail(str(exc))
    except BrokenPipeError:
        # Whoever reads has seen enough, as `head` has; nothing may be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as exc:
        fail(f"{exc.filename or 'the file'}: {exc.strerror or exc}; check the path and its rights")


def fail(message: str) -> None:
    """Ends with a message and exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)
