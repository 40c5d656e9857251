"""The figures of grounding as text: precision and recall beside the baseline, a table by kind, the misses."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from evals.grounding.measuring import Counts, Judged, by_kind, counted, misses

_KINDS = "{:<12}{:>7}{:>10}{:>8}{:>10}{:>11}{:>11}"


def figures(name: str, judged: Sequence[Judged]) -> str:
    """One line: `grounding: precision 0.97 of 90 that stood, recall 0.84 of 107 true`."""
    counts = counted(judged)
    stood = counts.true_stands + counts.false_stands
    true = counts.true_stands + counts.true_withheld
    return (
        f"{name}: precision {_share(counts.precision)} of {stood} that stood, "
        f"recall {_share(counts.recall)} of {true} true, F1 {counts.f1:.3f}"
    )


def table(judged: Sequence[Judged], baseline: Sequence[Judged]) -> str:
    """By kind: how many true and false claims stood and were withheld, and how many are wrong beside the baseline's."""
    beside = by_kind(baseline)
    lines = [
        _KINDS.format("", "true:", "", "false:", "", "wrong", "wrong by"),
        _KINDS.format("kind", "stand", "withheld", "stand", "withheld", "", "overlap"),
    ]
    for kind, counts in [*by_kind(judged).items(), ("all", counted(judged))]:
        other = counted(baseline) if kind == "all" else beside[kind]
        held = counts.true_stands, counts.true_withheld, counts.false_stands, counts.false_withheld
        lines.append(_KINDS.format(kind, *held, _wrong(counts), _wrong(other)))
    return "\n".join(lines)


def missed(judged: Iterable[Judged]) -> str:
    """Each miss with its claim, what was cited, and what the check found wrong."""
    lines = []
    for one in misses(judged):
        what = "withheld, though true" if one.claim.supported else "let through, though false"
        cited = "; ".join(c.concept or f"{c.document} “{c.words}”" for c in one.claim.cites)
        lines += [f"{one.claim.id} {one.claim.kind}: {what}", f"    {one.claim.text}", f"    cites {cited}"]
        lines += [f"    found: {one.why}"] if one.why else []
        lines += [f"    note: {one.claim.note}"] if one.claim.note else []
    return "\n".join(lines)


def times(judged: Sequence[Judged]) -> str:
    """The time a claim takes, in milliseconds."""
    taken = sorted(1000 * one.seconds for one in judged)
    high = taken[min(len(taken) - 1, int(0.95 * len(taken)))]
    return f"time per claim: median {statistics.median(taken):.2f} ms, p95 {high:.2f} ms, most {taken[-1]:.2f} ms"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _wrong(counts: Counts) -> int:
    return counts.true_withheld + counts.false_stands
