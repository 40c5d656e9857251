"""How good a ranking is, as trec_eval counts it (and ir-measures through it).

A ranking is ids, best first; a repeated id counts where it first stands. Grades are by id; an id without one has 0.
A grade from 1 on is relevant.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Normalised discounted cumulated gain, 0 to 1: gain is the grade, discount log2(rank + 1).

    Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002, with the discount of
    trec_eval's `ndcg_cut`. 0 where nothing is relevant.
    """
    ideal = _dcg(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    found = _dcg([max(grades.get(one, 0), 0) for one in _distinct(ranking)[:k]])
    return found / ideal if ideal else 0.0


def recall_at(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """The share of what is relevant among the first `k`, 0 to 1; 0 where nothing is relevant."""
    relevant = _relevant(grades)
    return len(relevant & set(_distinct(ranking)[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 by the rank of the first that is relevant, 0 without one. Its mean over cases is MRR.

    Voorhees, The TREC-8 question answering track report, 1999.
    """
    relevant = _relevant(grades)
    return next((1 / rank for rank, one in enumerate(_distinct(ranking), 1) if one in relevant), 0.0)


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _relevant(grades: Mapping[str, int]) -> set[str]:
    return {one for one, grade in grades.items() if grade > 0}


def _distinct(ranking: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ranking))
