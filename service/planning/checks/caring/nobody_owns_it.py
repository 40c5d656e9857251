"""The rule `nobody_owns_it`: work that documents name and nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning import wording
from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Unowned

_WHY = "What nobody has is not done, and it is noticed by those who need it, on the day they need it."


def nobody_owns_it(context: Context) -> Iterator[Disconnect]:
    """One finding a piece of work; what is done or past the plan's day and closed is none."""
    seen: set[str] = set()
    for work in context.observed.unowned:
        milestone = context.by_id.get(work.milestone or "")
        key = work.milestone or work.quote.text
        if key not in seen and not (milestone is not None and milestone.status == "done"):
            seen.add(key)
            yield _found(work, milestone)


def _found(work: Unowned, milestone: Milestone | None) -> Disconnect:
    name = wording.named(_short(milestone.title if milestone else work.what))
    by = f" by {wording.day(milestone.start)}" if milestone and milestone.start else ""
    if work.others:
        title = f"Each side takes it to be the other's work: {name}"
        question = f"Who does {name}{by}: which side, and which person?"
    else:
        title = f"Nobody has {name}"
        question = f"Who does {name}{by}, and does that person know?"
    return disconnect(
        "nobody_owns_it",
        "high" if work.others else "medium",
        title,
        [side_of(work.quote), *(side_of(q) for q in work.others)],
        _WHY,
        question,
        to=work.quote.community,
        milestones=[milestone.id] if milestone else [],
        about=work.quote.text,
    )


def _short(text: str, longest: int = 110) -> str:
    words = " ".join(text.split()).rstrip(". ")
    return words if len(words) <= longest else f"{words[:longest].rpartition(' ')[0]} …"
