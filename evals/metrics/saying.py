"""Whether an answer says what it has to, and keeps from what it must not: by words, without a model.

A word counts in any of its forms, a number only as itself, a day in any spelling that means it.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases.common import Forbidden, Point
from evals.metrics.texts.words import contains, tokens

Places = tuple[tuple[int, ...], ...]
"""For each of several things, the positions of the claims that say it; none where it is not said."""


def said(words: Sequence[str], text: str) -> bool:
    """Whether each of the words occurs in the text.

    Args:
        words: Each is a word, a phrase whose words stand together, a number or a day; `a | b` is either.
        text: One claim.
    """
    row = tokens(text)
    return all(any(contains(tokens(either), row) for either in word.split("|")) for word in words)


def points(must_say: Sequence[Point], claims: Sequence[str]) -> Places:
    """For each point, which claims say it."""
    return _places([point.words for point in must_say], claims)


def forbidden(must_not_say: Sequence[Forbidden], claims: Sequence[str]) -> Places:
    """For each thing that must not be said, which claims say it."""
    return _places([one.words for one in must_not_say], claims)


def _places(wanted: Sequence[Sequence[str]], claims: Sequence[str]) -> Places:
    return tuple(tuple(at for at, claim in enumerate(claims) if said(words, claim)) for words in wanted)
