"""Two rankings made into one by their scores: a convex combination, each brought to the range from 0 to 1.

Pure. Scores of different indexes cannot be compared as they are, but how far apart two passages stand in one of them
says more than their ranks do: where a question's words are everywhere, the first ten by words are nearly alike, and
ranks hide it (Bruch, Gai and Ingber, An analysis of fusion functions for hybrid retrieval, TOIS 42(1), 2023).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WEIGHT = 0.3
"""What the words decide; the rest is meaning. Nothing changes much between a quarter and a third."""
WORDS, MEANING = "words", "meaning"


@dataclass(frozen=True)
class Fused:
    """One thing in the common ranking."""

    key: int
    score: float
    """From 0 to 1; 1 is the best of both."""
    ranks: Mapping[str, int]
    """Its rank in each of the rankings it is in, counted from 1, by the ranking's name: `words`, `meaning`."""


def fuse(words: Mapping[int, float], meaning: Mapping[int, float], weight: float = WEIGHT) -> list[Fused]:
    """The common ranking, best first.

    A key that has no score by words has none of them, which is 0. One that has no score by meaning waits for its
    vector, and nothing is known of it: there its words speak for both.

    Args:
        words: Scores above 0, by key.
        meaning: Scores of any range, by key.
        weight: The share of the words, from 0 to 1.

    Returns:
        Every key of either once. Equal scores: first the one with the better single rank, then the smaller key.
    """
    most = max(words.values(), default=0.0)
    by_words = {key: score / most if most > 0 else 0.0 for key, score in words.items()}
    low, high = min(meaning.values(), default=0.0), max(meaning.values(), default=0.0)
    by_meaning = {key: (score - low) / (high - low) if high > low else 1.0 for key, score in meaning.items()}
    ranks: dict[int, dict[str, int]] = {}
    for name, scores in ((WORDS, words), (MEANING, meaning)):
        for rank, key in enumerate(sorted(scores, key=lambda key: (-scores[key], key)), start=1):
            ranks.setdefault(key, {})[name] = rank
    fused = []
    for key, of in ranks.items():
        word = by_words.get(key, 0.0)
        fused.append(Fused(key, weight * word + (1 - weight) * by_meaning.get(key, word), of))
    return sorted(fused, key=lambda one: (-one.score, min(one.ranks.values()), one.key))
