"""What a run is pinned to: hashes of all that decides what comes out, and the machine it ran on."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from evals.bench.report import machine as described
from evals.nouns import CROSSWALK, Machine, Manifest, SuiteName
from evals.running.folder import TAPE, RunFailed
from evals.running.request import COMPOSED, Request
from glossary import catalog
from prompts import catalog as prompts

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("evals", "glossary", "prompts", "retrieval", "service")
CORPORA: Final = ("evals/datasets/corpora", "evals/plans", "service/sample")
"""Where documents lie that cases are put to."""
INFORMATIVE: Final = frozenset({"commit"})
"""Pins that tell where the code came from and decide nothing: `code` does."""


def pins(
    request: Request, every: Mapping[SuiteName, Iterable[Path]], files: Mapping[SuiteName, Iterable[Path]]
) -> dict[str, str]:
    """The hash or version of everything that decides what comes out.

    Args:
        request: What is asked for.
        every: What the cases of all suites are read from.
        files: What those of the suites are read from that are run.

    Returns:
        `datasets` of all suites and `datasets.<suite>` of each that is run, `corpus`, `glossary`, `prompts`, `model`,
        `code`, `commit` where there is one, `packages`, `guides`, and `tape` with a replay.

    Raises:
        RunFailed: a file cannot be read.
        CatalogError: the glossary has errors.
    """
    named = {f"datasets.{suite}": files_hash(paths) for suite, paths in sorted(files.items())}
    return {
        "datasets": _sha256(json.dumps({suite: files_hash(paths) for suite, paths in sorted(every.items())})),
        **named,
        "corpus": files_hash(ROOT / folder for folder in CORPORA),
        **_program(),
        **({"glossary": catalog.load(request.glossary).revision} if request.glossary else {}),
        "model": request.model.pin if request.model else COMPOSED,
        "guides": files_hash([request.guides]) if request.guides else "none",
        **({"tape": files_hash([request.replay / TAPE])} if request.replay else {}),
    }


@cache
def _program() -> Mapping[str, str]:
    """The pins of what this process has loaded, which stays as it is until its end."""
    packages = sorted({f"{found.metadata['Name']}=={found.version}" for found in metadata.distributions()})
    frozen = {f"{one.name}.v{one.version}": one.sha256 for one in prompts.load().all()}
    commit = _commit()
    return {
        "glossary": catalog.packaged().revision,
        "prompts": _sha256(json.dumps(frozen, sort_keys=True)),
        "code": files_hash(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))),
        **({"commit": commit} if commit else {}),
        "packages": _sha256("\n".join(packages)),
    }


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The names of pins that two runs do not share, those apart that only inform."""
    names = sorted({*before, *after} - INFORMATIVE)
    return tuple(name for name in names if before.get(name) != after.get(name))


def files_hash(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of files, and of all files below folders, in the order of their names.

    Raises:
        RunFailed: one cannot be read.
    """
    digest = hashlib.sha256()
    for path in paths:
        below = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in below:
            if "__pycache__" in file.parts:
                continue
            name = file.relative_to(path if path.is_dir() else path.parent).as_posix()
            try:
                content = hashlib.sha256(file.read_bytes()).hexdigest()
            except OSError as exc:
                raise RunFailed(f"{file}: {exc.strerror or exc}; a run is pinned to it, so it must be there") from exc
            digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def machine() -> Machine:
    """This machine."""
    known = described()
    return Machine(
        system=known.system,
        processor=known.cpu,
        cores=known.cores,
        memory_bytes=round(known.memory_gb * 2**30),
        python=known.python,
    )


def manifest(
    key: str, started_at: dt.datetime, request: Request, suites: Iterable[SuiteName], pinned: Mapping[str, str]
) -> Manifest:
    """The manifest of a run that begins; the peers are named as they are met.

    Args:
        key: The run's id.
        started_at: With a time zone.
        request: What was asked for.
        suites: Those that have cases.
        pinned: Its `pins`.
    """
    return Manifest(
        id=key,
        started_at=started_at,
        suites=tuple(suites),
        systems=(CROSSWALK,),
        repeat=request.repeat,
        slice=request.slice,
        model=request.model.name if request.model else COMPOSED,
        judge=request.judge.pin if request.judge else "",
        replay=request.replay is not None,
        pins=dict(pinned),
        machine=machine(),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _commit() -> str:
    """The commit that the code was taken from, with `+` where files have changed since; empty where nobody knows."""
    try:
        top, commit, *changed = [
            line
            for words in (["rev-parse", "--show-toplevel", "HEAD"], ["status", "--porcelain", "--", *PACKAGES])
            for line in subprocess.run(
                ["git", "-C", ROOT, *words], capture_output=True, text=True, check=True, timeout=10
            ).stdout.splitlines()
        ]
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""
    # Installed, the packages may lie inside a repository of somebody else's.
    return commit + ("+" if changed else "") if Path(top) == ROOT else ""
