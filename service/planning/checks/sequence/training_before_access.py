"""The rule `training_before_access`: a course before its people can get into what they are to learn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from service.planning import wording
from service.planning.checks.context import Context, disconnect
from service.planning.checks.sequence import first_few
from service.planning.nouns import Disconnect, Milestone
from service.planning.pairing import Index, precise, says, surely_before, told_by

_WITHOUT = re.compile(
    r"\b(?:no|without(?: an?| any| their)?|not? need(?:s|ed)?(?: an?| any| for)?|neither|before they have|"
    r"independent of)"
    r" (?:own |system |user |live |real |personal )?(?:accounts?|log-?ins?|log-?ons?|access|licen[cs]es?|system|"
    r"hands-on)\b"
    r"|\b(?:demos?|demonstrations?|slides?|slide ?shows?|presentations?|screenshots?|paper(?:-based)?|handouts?|"
    r"click[- ]?(?:through|dummy)|mock-?ups?|simulat(?:ion|or|ed|ions)|theory|basics|awareness|videos?|films?|"
    r"overviews?|guest (?:accounts?|log-?ins?)|shared (?:accounts?|log-?ins?)|generic (?:accounts?|log-?ins?)|"
    r"trainer['’]s (?:account|screen|log-?in))\b",
    re.IGNORECASE,
)
"""A course that does without."""
_NOT_WITHOUT = re.compile(r"\b(?:no|not|instead of|rather than|more than|another|beyond)(?: \w+){0,4}$", re.IGNORECASE)


def training_before_access(context: Context) -> Iterator[Disconnect]:
    """Courses that begin before the accounts, cards or practice system that their people need."""
    pairing = context.pairing
    openings = Index(pairing, context.openings)
    if not openings.all:
        return
    helpers = first_few.helpers(context.observed.head_starts)
    helping = {h.quote.text for h in context.observed.head_starts}
    late: dict[str, list[Milestone]] = {}
    for course in context.by_kind.get("training", ()):
        if course.start is None or course.status == "done" or course.basis == "proposed" or not _teaches(course):
            continue
        if any(q.text in helping for q in course.quotes):
            continue  # not a course: what those do who help their colleagues
        opening = _opening(context, course, openings, helpers)
        if opening is not None:
            late.setdefault(opening.id, []).append(course)
    for key, courses in late.items():
        yield _found(context.by_id[key], courses)


def _teaches(milestone: Milestone) -> bool:
    if milestone.kinds[0] != "training" and milestone.category != "training":
        return False
    if "access" in milestone.kinds and first_few.names_means(milestone.title):
        return False
    return not says(_does_without, milestone)


@lru_cache(maxsize=50_000)
def _does_without(text: str) -> bool:
    return any(_NOT_WITHOUT.search(text[: m.start()][-40:]) is None for m in _WITHOUT.finditer(text))


def _opening(context: Context, course: Milestone, openings: Index, helpers: frozenset[str]) -> Milestone | None:
    """The first opening for these people and this thing, if it comes too late."""
    pairing = context.pairing
    for opening in pairing.near(course, openings):
        if first_few.for_a_few(opening, helpers) and not first_few.for_a_few(course, helpers):
            continue
        return opening if surely_before(course, opening) else None
    return None


def _found(opening: Milestone, courses: list[Milestone]) -> Disconnect:
    courses.sort(key=lambda m: (m.start is None, m.start, m.title))
    first = courses[0]
    assert first.start is not None
    assert opening.start is not None
    more = f" and {len(courses) - 1} more" if len(courses) > 1 else ""
    when = "on" if precise(opening) else "in the period from"
    return disconnect(
        "training_before_access",
        "high",
        f"{wording.named(first.title)}{more} begins on {wording.day(first.start)}, "
        f"{wording.named(opening.title)} comes only {when} {wording.day(opening.start)}",
        [*(told_by(m) for m in courses), told_by(opening)],
        "People who cannot sign in during the course watch instead of practising, and forget it before they need it.",
        f"Can {wording.named(opening.title)} be brought forward to before {wording.day(first.start)}, "
        "or is there something else to practise with until then, or does the course move?",
        to="it",
        milestones=[*(m.id for m in courses), opening.id],
    )
