"""Precision, recall and F1 as parts, so that they are summed over cases (micro-averaged).

van Rijsbergen, Information Retrieval, 2nd ed., 1979, ch. 7: P = tp/(tp+fp), R = tp/(tp+fn), F1 = 2tp/(2tp+fp+fn).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from evals.nouns import Part


@dataclass(frozen=True)
class Counts:
    """What one case gives: rightly found, wrongly found, missed."""

    tp: float = 0
    fp: float = 0
    fn: float = 0


def counted(expected: Collection[Hashable], got: Collection[Hashable]) -> Counts:
    """The counts of two sets of things that are the same where they are equal; what is there twice counts once."""
    wanted, found = set(expected), set(got)
    return Counts(len(wanted & found), len(found - wanted), len(wanted - found))


def parts(counts: Counts, prefix: str = "") -> dict[str, Part]:
    """`precision`, `recall` and `f1`; a part's `under` is 0 where the case says nothing about it.

    Args:
        counts: Those of one case.
        prefix: Stands before each name as it is, as `sense_`.
    """
    tp, fp, fn = counts.tp, counts.fp, counts.fn
    return {
        f"{prefix}precision": Part(over=tp, under=tp + fp),
        f"{prefix}recall": Part(over=tp, under=tp + fn),
        f"{prefix}f1": Part(over=2 * tp, under=2 * tp + fp + fn),
    }


def share(right: Iterable[bool]) -> Part:
    """How many of some things are right, of all of them."""
    verdicts = list(right)
    return Part(over=sum(verdicts), under=len(verdicts))


def whole(value: float) -> Part:
    """A value that a case has as a whole, such as its nDCG: the figure is the mean over cases."""
    return Part(over=value, under=1)


def ratio(parts: Iterable[Part]) -> float | None:
    """The figure that some parts make together: the sum of `over` by the sum of `under`; none where that is 0."""
    given = list(parts)
    under = sum(part.under for part in given)
    return sum(part.over for part in given) / under if under else None
