"""Figures about the matcher and the guides as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from evals.actions.judged.agreement import NAMES, agreement
from evals.actions.judged.calibrating import Measured, likenesses
from evals.actions.judged.verdicts import WORDS as VERDICTS
from evals.actions.judged.verdicts import Judged
from evals.actions.nouns import Calibration, Weights
from evals.actions.reading.features import VECTORS, WORDS
from evals.actions.translated import METRIC, Recalled
from evals.metrics.resampling import interval
from evals.nouns import Part


def agreements(rows: Sequence[Measured], learnt: Calibration, misses: bool = False) -> str:
    """The agreement with the judge on the held-out half, with vectors and by words alone, all in all and by origin.

    The pairs that are listed as missed are those of words alone, by which the suites go.
    """
    held = [row for row in rows if row.half == "held_out"]
    lines = [f"{len(held)} held-out pairs of {len(rows)}, {sum(row.same for row in held)} of them the same action"]
    for name, given, names in (("with vectors", learnt.vectors, VECTORS), ("words alone", learnt.words, WORDS)):
        lines.append(f"{name}, same from {given.threshold}:")
        guides = [row for row in held if row.guide]
        lines += [_line("all", held, given, names), _line("guides", guides, given, names)]
        lines += [_line("our texts", [row for row in held if not row.guide], given, names)]
    lines += [f"  {one}" for one in _missed(held, learnt)] if misses else []
    return "\n".join(lines)


def foreseen_table(
    found: Mapping[str, Sequence[Recalled]], judged: Sequence[Measured] = (), misses: bool = False
) -> str:
    """The recall of each guide as the matcher sees it, and as the judge saw it when the pairs were judged.

    Args:
        found: by guide, its actions.
        judged: the judged pairs.
        misses: whether to list each action with the implication that says it best.
    """
    by_hand = {row.action: False for row in judged}
    by_hand |= {row.action: True for row in judged if row.same}
    lines = []
    for guide, actions in [*found.items(), ("all", [one for each in found.values() for one in each])]:
        seen = [by_hand[f"{one.guide}/{one.action}"] for one in actions if f"{one.guide}/{one.action}" in by_hand]
        beside = f"; judged by hand {sum(seen)} of {len(seen)}" if seen else ""
        lines.append(f"{guide:<20} {METRIC} {_ratio([one.part for one in actions])}{beside}")
        if misses and guide != "all":
            lines += [f"  {_action(one)}" for one in actions]
    return "\n".join(lines)


def precision_table(verdicts: Sequence[Judged]) -> str:
    """How many implications were judged right, so-so and wrong, by guide and in all."""
    lines = [f"{'':<20}{'right':>7}{'so-so':>7}{'wrong':>7}  right, with 95 % interval"]
    guides = dict.fromkeys(one.guide for one in verdicts)
    for guide in [*guides, "all"]:
        these = [one for one in verdicts if guide in (one.guide, "all")]
        counts = Counter(one.verdict for one in these)
        shown = "".join(f"{counts[word]:>7}" for word in VERDICTS)
        lines.append(f"{guide:<20}{shown}  {_ratio([Part(over=float(o.verdict == 'right'), under=1) for o in these])}")
    return "\n".join(lines)


def _line(name: str, rows: Sequence[Measured], given: Weights, names: Sequence[str]) -> str:
    said = [bool(value >= given.threshold) for value in likenesses(rows, given, names)]
    found = agreement(said, [row.same for row in rows], [row.action for row in rows])
    shown = ", ".join(f"{one.name} {one.value:.3f} ({one.low:.2f} to {one.high:.2f})" for one in found)
    assert [one.name for one in found] == list(NAMES)
    return f"  {name}: {shown}"


def _missed(rows: Sequence[Measured], learnt: Calibration) -> list[str]:
    values = likenesses(rows, learnt.words, WORDS)
    wrong = [
        (abs(float(value) - learnt.words.threshold), float(value), row)
        for value, row in zip(values, rows, strict=True)
        if (value >= learnt.words.threshold) != row.same
    ]
    ordered = sorted(wrong, key=lambda one: -one[0])
    return [f"{'missed' if row.same else 'taken '} {value:.2f} {row.id}" for _, value, row in ordered]


def _ratio(parts: Sequence[Part]) -> str:
    under = sum(part.under for part in parts)
    ends = interval(parts)
    if not under or ends is None:
        return "–"
    over = sum(part.over for part in parts)
    return f"{over / under:.3f} ({ends[0]:.2f} to {ends[1]:.2f}), {over:.0f} of {under:.0f}"


def _action(one: Recalled) -> str:
    best = one.found.best.id if one.found.best else "nothing"
    return f"{'foreseen' if one.found.same else 'missed  '} {one.found.likeness:.2f} {one.action}: {best}"
