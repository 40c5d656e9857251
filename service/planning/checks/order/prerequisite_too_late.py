"""The rule `prerequisite_too_late`: what is needed is over only after what needs it has begun."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context, disconnect
from service.planning.checks.sequence.training_before_access import tells
from service.planning.nouns import Dependency, Disconnect, Milestone, Side
from service.planning.pairing import precise, told_by
from service.planning.scheduling.sheet import FROM_END, TO_START
from service.planning.wording import day, named, working_days

_CHANGES = frozenset({"go_live", "change", "withdrawal"})
_GRAVE_DAYS = 5
_WEEK = 5


def prerequisite_too_late(context: Context) -> Iterator[Disconnect]:
    """Dependencies that documents state, and that the dates they state do not keep."""
    tight = [d for d in context.dependencies if d.margin_days is not None and d.margin_days <= 0]
    broken = [link for link in tight if link.basis == "stated" and _is_broken(context, link)]
    late: dict[str, dict[str, Dependency]] = {}
    for link in sorted(broken, key=_by):
        if not any({link.before, link.after} <= knot for knot in context.tangles):
            late.setdefault(link.before, {}).setdefault(link.after, link)
    for key, links in late.items():
        yield _found(context.by_id[key], [(link, context.by_id[after]) for after, link in links.items()])


def _by(link: Dependency) -> int:
    return link.margin_days or 0


def _is_broken(context: Context, link: Dependency) -> bool:
    if link.margin_days == 0 and link.type != "FS":
        return False
    before, after = context.by_id.get(link.before), context.by_id.get(link.after)
    if before is None or after is None or before.status == "done":
        return False
    if "proposed" in (before.basis, after.basis) or after.basis == "computed":
        return False
    return not _judged_elsewhere(before, after) and _surely(link, before, after)


def _judged_elsewhere(before: Milestone, after: Milestone) -> bool:
    """Whether a rule of its own tells the pair: access and those who need it, and what people hear of a change."""
    if tells(before, after):
        return True
    if "access" in before.kinds and after.category in ("champions", "early_access"):
        return True
    if not _CHANGES & set(after.kinds):
        return False
    return "communication" in before.kinds[:1] or before.category in ("communications", "inclusion")


def _surely(link: Dependency, before: Milestone, after: Milestone) -> bool:
    """Whether the order is wrong however vague dates are read, times of one day too."""
    if before.start is None or before.end is None or after.start is None or after.end is None:
        return False
    if before.end < before.start or after.end < after.start:
        return False
    if link.lag_days >= _WEEK and _by(link) >= -(link.lag_days // _WEEK):
        return False  # "five weeks later" is as many days by the calendar, holidays among them
    if link.margin_days == 0:
        same_day = before.end == after.start and before.start == before.end
        over, begins = before.ends_at or before.starts_at, after.starts_at
        return same_day and not link.lag_days and over is not None and begins is not None and over > begins
    if not precise(before):
        # "in May" may be its first day.
        return link.lag_days >= 0 and before.start > (after.start if link.type in TO_START else after.end)
    if not precise(after):
        return link.lag_days >= 0 and (before.end if link.type in FROM_END else before.start) > after.end
    return True


def _found(before: Milestone, waiting: list[tuple[Dependency, Milestone]]) -> Disconnect:
    link, after = waiting[0]
    assert before.end is not None
    assert before.start is not None
    assert after.start is not None
    assert after.end is not None
    ready = before.end if link.type in FROM_END else before.start
    needed = after.start if link.type in TO_START else after.end
    name, needs = named(before.title), named(after.title)
    far = f"{working_days(_by(link))} too late" if _by(link) else "hours too late"
    more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    lag = f", with {working_days(link.lag_days)} between them" if link.lag_days > 0 else ""
    verb = "is over" if link.type in FROM_END and before.start != before.end else "is there"
    return disconnect(
        "prerequisite_too_late",
        "high" if _by(link) <= -_GRAVE_DAYS or any(_CHANGES & set(one.kinds) for _, one in waiting) else "medium",
        f"{name} {verb} on {day(ready)}, {far} for {needs} on {day(needed)}{more}",
        _sides(before, waiting),
        f"{needs} needs {name}{lag}. As dated, people either start without it or find out on the day that they cannot.",
        f"Can {name} be there by {day(needed)}, or does {needs} move?",
        to="it" if before.track != "readiness" else "people_readiness",
        milestones=[before.id, *(one.id for _, one in waiting)],
    )


def _sides(before: Milestone, waiting: list[tuple[Dependency, Milestone]]) -> list[Side]:
    """Both sides' words on the dates, and on the dependency where it stands elsewhere."""
    sides = [told_by(before), *(told_by(after) for _, after in waiting)]
    shown = {source for side in sides for source in side.sources}
    for side, (link, after) in zip(sides[1:], waiting, strict=True):
        if not shown.issuperset(link.sources):
            says = link.why or f"{after.title} needs {before.title}"
            sides.append(Side(community=side.community, says=says, sources=link.sources))
            shown.update(link.sources)
    return sides
