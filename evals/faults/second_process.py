"""Starts a second `crosswalk` on a data folder that is in use, and looks whether it is turned away and told why."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from evals.live.process import Live, clean_environment, command, free_port, serving

SECONDS = 30.0
"""In which the second one has to end."""


@dataclass
class Report:
    """What the second processes said."""

    refusals: dict[str, str] = field(default_factory=dict)
    """What each said before it ended, by its command."""
    problems: list[str] = field(default_factory=list)
    """In words; empty when all were turned away and the first noticed nothing."""

    @property
    def kept(self) -> bool:
        """Whether all is well and something was put to the test."""
        return not self.problems and bool(self.refusals)


def run(data: Path) -> Report:
    """Starts the service, then others beside it.

    Args:
        data: An empty folder.
    """
    report = Report()
    folder = data / "data"
    note = data / "note.md"
    note.write_text("# Plan\n\nSingle sign-on goes live on 12 March 2027.\n", encoding="utf-8")
    with serving(folder) as live:
        live.client.post("/v1/initiatives", json={"name": "Faults", "id": "faults"}).raise_for_status()
        for arguments in (["serve"], ["ingest", "faults", str(note)]):
            _start_second(live, arguments, report)
        if live.client.get("/v1/initiatives/faults").status_code != 200:
            report.problems.append("the first service no longer answers")
    with serving(folder) as live:
        if live.client.get("/v1/initiatives/faults").status_code != 200:
            report.problems.append("the folder cannot be used again once the first service has ended")
    return report


def _start_second(live: Live, arguments: list[str], report: Report) -> None:
    what = f"crosswalk {arguments[0]}"
    environment = clean_environment(data=str(live.data), port=str(free_port()))
    try:
        second = subprocess.run(
            [*command(), *arguments], env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        report.problems.append(f"{what}: was still running after {SECONDS:g} s")
        return
    said = " ".join((second.stdout + second.stderr).split())
    report.refusals[what] = said
    if second.returncode != 1:
        report.problems.append(f"{what}: ended with {second.returncode}, expected 1; it said {said[-300:]!r}")
    # A terminal may break lines anywhere.
    squeezed = said.replace(" ", "")
    for needed in ("in use by", str(live.process.pid), live.url, "--data"):
        if needed.replace(" ", "") not in squeezed:
            report.problems.append(f"{what}: does not say {needed!r}; it said {said[-300:]!r}")
    if "Traceback" in said:
        report.problems.append(f"{what}: shows its insides")
