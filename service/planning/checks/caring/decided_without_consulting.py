"""The rule `decided_without_consulting`: what changes people's work was settled before they were heard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from service.planning import wording
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Decision

_WHY_BODY = (
    "Whoever has a right to be heard can stop it on the last day; and who was passed over explains it to others badly."
)
_WHY_PEOPLE = "Those who do the work know what stands in its way, and resist what was settled over their heads."
_BODIES = ("council", "union", "steward", "representative", "protection", "officer", "staff side", "cse", "committee")


def decided_without_consulting(context: Context) -> Iterator[Disconnect]:
    """Decisions with somebody left out; one who is heard before the day it takes effect is not left out."""
    if not context.observed.decisions:
        return
    by_words = {(q.source, q.text): m for m in context.milestones for q in m.quotes}
    for decision in context.observed.decisions:
        left_out = [who for who in decision.left_out if who not in decision.consulted]
        if not left_out:
            continue
        milestone = _milestone(decision, by_words)
        effect = milestone.start if milestone and milestone.start else decision.day
        if decision.heard is not None and (effect is None or decision.heard <= effect):
            continue
        yield _found(decision, left_out, milestone, effect)


def _milestone(decision: Decision, by_words: Mapping[tuple[str, str], Milestone]) -> Milestone | None:
    return by_words.get((decision.quote.source, decision.quote.text))


def _found(decision: Decision, left_out: list[str], milestone: Milestone | None, effect: dt.date | None) -> Disconnect:
    who = wording.listed([_called(name) for name in left_out[:3]])
    what = wording.named(milestone.title if milestone else _short(decision.what))
    body = any(word in name for name in left_out for word in _BODIES)
    if decision.heard is not None and effect is not None:
        title = f"{what} takes effect on {wording.day(effect)}, and {who} is heard on {wording.day(decision.heard)}"
        question = f"Can {who} be heard before {wording.day(effect)}, or does {what} wait for it?"
    else:
        title = f"{what} is settled, and not talked over with {who}"
        question = f"Who talks to {who} about {what}, by when, and what happens if they object?"
    return disconnect(
        "decided_without_consulting",
        "high",
        title,
        [side_of(decision.quote), *(side_of(q) for q in decision.others)],
        _WHY_BODY if body else _WHY_PEOPLE,
        question,
        to="hr" if body and "hr" in _communities(decision) else "people_readiness",
        milestones=[milestone.id] if milestone else [],
        about=decision.quote.text,
    )


def _called(name: str) -> str:
    return name if name.startswith(("those ", "the ")) else f"the {name}"


def _communities(decision: Decision) -> set[str | None]:
    return {q.community for q in (decision.quote, *decision.others)}


def _short(text: str, longest: int = 110) -> str:
    words = " ".join(text.split()).rstrip(". ")
    return words if len(words) <= longest else f"{words[:longest].rpartition(' ')[0]} …"
