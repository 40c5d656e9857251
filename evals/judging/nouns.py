"""What a judge is asked, and how its verdicts come to an outcome.

Suites say what is to be judged, the runner says whether anybody does; who judges is known to neither.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from evals.nouns import Judged, Outcome


@dataclass(frozen=True)
class Asked:
    """Whether an answer says a thing."""

    question: str
    """What the answer was given to."""
    answer: str
    """What a reader was told, as the rules saw it."""
    point: str
    """The thing, as a sentence or as the name of it."""
    rules: bool
    """Whether it is said, by the rules; the judge is not told."""


Judge = Callable[[Asked], Awaitable[Judged]]
"""It never raises: where there is no verdict, it says why."""


async def judged(outcome: Outcome, judge: Judge | None, asked: Iterable[Asked]) -> Outcome:
    """The outcome with a verdict on each point where there is a judge; nothing else of it changes."""
    if judge is None:
        return outcome
    return outcome.model_copy(update={"judged": tuple([await judge(one) for one in asked])})
