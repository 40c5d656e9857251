"""What a benchmark ends as: the table, the machine it was run on, and a JSON file of both."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from evals.bench.rows import Row

PACKAGES = ("crosswalk", "spacy", "flashtext", "syntok", "bm25s", "onnxruntime", "chromadb", "numpy", "sqlalchemy")
"""Whose versions are given: ours, the peers and what decides the speed."""
_HEADINGS = ("what", "ours", "peer", "named", "ratio", "bar", "")
_ABSENT = "not installed"


@dataclass(frozen=True)
class Machine:
    """Where it was measured."""

    cpu: str
    cores: int
    """That this process may use."""
    memory_gb: float
    load: float
    """Processes that wanted to run in the last minute before the benchmark, of this machine's whole."""
    system: str
    python: str
    packages: dict[str, str]
    """Version by name."""

    def __str__(self) -> str:
        """Two lines for people."""
        named = ", ".join(f"{name} {version}" for name, version in self.packages.items() if version != _ABSENT)
        return (
            f"{self.cpu}, {self.cores} cores, {self.memory_gb:.0f} GB, load {self.load:.1f}, {self.system}\n"
            f"Python {self.python}; {named}"
        )


def machine() -> Machine:
    """This machine."""
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        load=os.getloadavg()[0],
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        packages={name: _version(name) for name in PACKAGES},
    )


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, each with its verdict."""
    lines: list[tuple[str, ...]] = [
        _HEADINGS,
        *(
            (
                row.name,
                quantity(row.ours, row.unit),
                quantity(row.peer, row.unit),
                row.peer_name,
                f"{row.ratio:.2f}x",
                f"{row.bar:.2f}x",
                "ok" if row.ok else "MISSED",
            )
            for row in rows
        ),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def quantity(value: float, unit: str) -> str:
    """A measured value with its unit, in three digits or all before the point."""
    digits = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{digits} {unit}"


def write(folder: Path, rows: Iterable[Row], where: Machine, failed: Sequence[str], at: dt.datetime) -> Path:
    """Keeps a run as `folder/TIME.json` and says where.

    Args:
        folder: Made if need be.
        rows: What was measured.
        where: The machine.
        failed: The benchmarks that could not be run.
        at: When it began.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{at:%Y%m%dT%H%M%S}.json"
    kept = {"at": at.isoformat(), "machine": asdict(where), "rows": [asdict(row) for row in rows], "failed": failed}
    file.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return file


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return _ABSENT
