"""The accepted state: a file that the repository holds, one line a case, so that its differences can be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from evals.metrics.figures import figures
from evals.nouns import CROSSWALK, SUITES, Figure, Manifest, Outcome, Part, SuiteName, Value
from evals.reports.pairs import DIGITS, Tried, in_order, tried
from evals.running.journal import Run


class BadBaseline(ValueError):
    """A baseline that cannot be used: it names the file, what was found and what to do."""


class Accepted(Value):
    """One case of a baseline."""

    suite: SuiteName
    case: str
    parts: dict[str, tuple[float, float]] = Field(default_factory=dict)
    """`over` and `under` by metric; of several attempts the means."""
    tags: tuple[str, ...] = ()
    fingerprint: str = ""
    error: str = ""


class Baseline(Value):
    """The file. Only what Crosswalk did is in it."""

    manifest: Manifest
    figures: tuple[Figure, ...]
    """For readers of the file; the gate works from the cases."""
    cases: tuple[Accepted, ...]


def accepted(run: Run) -> str:
    """A run as the text of a baseline: sorted, one figure and one case a line, the same for the same outcomes."""
    own = in_order(one for one in run.outcomes if one.system == CROSSWALK)
    manifest = run.manifest.model_copy(update={"systems": (CROSSWALK,), "judge": ""})
    return (
        f'{{"manifest": {json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False, sort_keys=True)},\n'
        f'"figures": [{_lines(_figure(one) for one in sorted(figures(own), key=_by_name))}],\n'
        f'"cases": [{_lines(_case(one) for one in tried(own).values())}]}}\n'
    )


def read(path: Path) -> Run:
    """A baseline as a run: an outcome a case, without what was asked and said.

    Raises:
        BadBaseline: the file is missing or is none.
    """
    try:
        held = Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise BadBaseline(
            f"{path}: {exc.strerror}; expected a baseline. Write one with `python -m evals accept RUN`"
        ) from exc
    except (ValidationError, UnicodeDecodeError) as exc:
        raise BadBaseline(
            f"{path}: found no baseline ({_first(exc)}); write it anew with `python -m evals accept RUN`"
        ) from exc
    return Run(held.manifest, tuple(outcome for one in held.cases for outcome in _outcomes(one)))


def _outcomes(one: Accepted) -> list[Outcome]:
    """An attempt that ran, and one that could not be run, as far as the case has had such."""
    parts = {name: Part(over=over, under=under) for name, (over, under) in one.parts.items()}
    ran = Outcome(suite=one.suite, case=one.case, parts=parts, tags=one.tags, fingerprint=one.fingerprint)
    stuck = Outcome(suite=one.suite, case=one.case, attempt=1, error=one.error, tags=one.tags)
    return [*([ran] if parts or not one.error else []), *([stuck] if one.error else [])]


def _case(one: Tried) -> dict[str, Any]:
    prints = sorted({attempt.fingerprint for attempt in one.attempts if attempt.fingerprint})
    given: dict[str, Any] = {
        "suite": one.suite,
        "case": one.id,
        "parts": {name: (_short(part.over), _short(part.under)) for name, part in sorted(one.parts.items())},
        "tags": sorted(one.tags),
        "fingerprint": "+".join(prints),
        "error": "; ".join(one.errors),
    }
    return {name: value for name, value in given.items() if value}


def _figure(one: Figure) -> dict[str, Any]:
    return {name: _short(value) if isinstance(value, float) else value for name, value in one.model_dump().items()}


def _by_name(one: Figure) -> tuple[int, str]:
    return SUITES.index(one.suite), one.metric


def _short(value: float) -> float:
    return int(value) if value == int(value) else round(value, DIGITS)


def _lines(values: Any) -> str:
    told = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    return f"\n{told}\n" if told else ""


def _first(exc: Exception) -> str:
    if isinstance(exc, ValidationError):
        fault = exc.errors()[0]
        return f"{'.'.join(map(str, fault['loc'])) or 'the whole'}: {fault['msg']}"
    return str(exc)
