"""Two sides' documents each say what they mean by a word, and say different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect
from service.planning.observed import Use

_ALIKE = 0.4
"""Share of the shorter one's words from which two say the same in other words."""


def one_word_two_meanings(context: Context) -> Iterator[Disconnect]:
    """One finding for each word that two communities' documents define differently."""
    words: dict[str, list[Use]] = defaultdict(list)
    for use in context.observed.uses:
        words[use.concept].append(use)
    for some in words.values():
        pair = next((p for p in combinations(some, 2) if _apart(*p)), None)
        if pair is not None:
            yield _told(*pair)


def _apart(one: Use, other: Use) -> bool:
    if one.community == other.community or one.quote.source == other.quote.source or (one.habit and other.habit):
        return False
    return len(one.stems & other.stems) < _ALIKE * min(len(one.stems), len(other.stems))


def _told(one: Use, other: Use) -> Disconnect:
    return disconnect(
        "one_word_two_meanings",
        "medium",
        f"“{one.label}” means one thing here and another there",
        (side_of(one.quote), side_of(other.quote)),
        f"Each side plans for its own “{one.label}”; what one takes for done or agreed, the other still expects.",
        f"When we say “{one.label}”, do we mean “{_short(one.meaning)}” or “{_short(other.meaning)}”, and what do we "
        "call the other?",
        to=other.community,
    )


def _short(text: str, longest: int = 90) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
