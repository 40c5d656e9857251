"""The rule `training_before_access`: a course before its people can get into what they are to learn."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning import wording
from service.planning.checks.context import Context, disconnect
from service.planning.checks.sequence import first_few
from service.planning.nouns import Disconnect, Milestone
from service.planning.pairing import Index, precise, says, surely_before, told_by


def training_before_access(context: Context) -> Iterator[Disconnect]:
    """Courses that begin before the accounts, cards or practice system that their people need."""
    pairing = context.pairing
    openings = Index(pairing, context.openings)
    if not openings.all:
        return
    helpers = first_few.helpers(context.observed.head_starts)
    helping = {h.quote.text for h in context.observed.head_starts}
    late: dict[str, dict[str, Milestone]] = {}
    for course in filter(_is_ahead, context.milestones):
        if any(q.text in helping for q in course.quotes):
            continue  # not a course: what those do who help their colleagues
        opening = _opening(context, course, openings, helpers)
        if opening is not None:
            late.setdefault(opening.id, {})[course.id] = course
    told = {key for courses in late.values() for key in courses}
    for opening, course in _linked(context):
        if course.id not in told:
            late.setdefault(opening.id, {})[course.id] = course
    for key, courses in late.items():
        yield _found(context.by_id[key], list(courses.values()))


def _is_ahead(course: Milestone) -> bool:
    return (
        course.start is not None
        and course.status != "done"
        and course.basis != "proposed"
        and first_few.teaches(course)
    )


def _opening(context: Context, course: Milestone, openings: Index, helpers: frozenset[str]) -> Milestone | None:
    """The first opening for these people and this thing, if it comes too late."""
    pairing = context.pairing
    few = first_few.for_a_few(course, helpers)
    for opening in pairing.near(course, openings):
        if few or not first_few.for_a_few(opening, helpers):
            return opening if surely_before(course, opening) else None
    if few or not says(first_few.hands_on, course):
        return None
    # It names what it needs in other words than any opening: then none at all may have come for these people.
    for opening in openings.all:
        if pairing.people(course, opening) != "other" and not (course.systems and opening.systems):
            return opening if surely_before(course, opening) else None
    return None


def _linked(context: Context) -> Iterator[tuple[Milestone, Milestone]]:
    """Openings and the courses that need them as documents state, where the days do not keep it."""
    opened = {m.id: m for m in context.openings}
    for link in context.dependencies:
        before, after = opened.get(link.before), context.by_id.get(link.after)
        if link.basis == "stated" and before is not None and after is not None and tells(before, after):
            yield before, after


def tells(opening: Milestone, course: Milestone) -> bool:
    """Whether a course that needs an opening is told of here, as it comes too early."""
    return (
        opening.status != "done" and _is_ahead(course) and surely_before(course, opening) and first_few.opens(opening)
    )


def _found(opening: Milestone, courses: list[Milestone]) -> Disconnect:
    courses.sort(key=lambda m: (m.start is None, m.start, m.title))
    first = courses[0]
    assert first.start is not None
    assert opening.start is not None
    begin = "begin" if len(courses) > 1 else "begins"
    when = "on" if precise(opening) else "in the period from"
    return disconnect(
        "training_before_access",
        "high",
        f"{wording.several([m.title for m in courses])} {begin} on {wording.day(first.start)}, "
        f"{wording.named(opening.title)} comes only {when} {wording.day(opening.start)}",
        [*(told_by(m) for m in courses), told_by(opening)],
        "People who cannot sign in during the course watch instead of practising, and forget it before they need it.",
        f"Can {wording.named(opening.title)} be brought forward to before {wording.day(first.start)}, "
        "or is there something else to practise with until then, or does the course move?",
        to="it",
        milestones=[*(m.id for m in courses), opening.id],
    )
