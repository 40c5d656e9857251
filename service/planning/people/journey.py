"""The way of a user, from first hearing of it to using it alone, and what each stage lacks.

Stages follow the order in which people live through a change (awareness, desire, knowledge, ability, reinforcement in
Hiatt's ADKAR model, 2006), with access and the first 48 hours as stages of their own: that is where most is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.planning.facts import EventKind
from service.planning.nouns import Disconnect, DisconnectKind, Gap, Milestone, Stage
from service.planning.wording import day, listed, named

FIRST_HOURS = dt.timedelta(days=2)
"""The 48 hours after people start."""
_LIVE: frozenset[EventKind] = frozenset({"go_live"})
_TAKES_PLACE = ("planned", "tentative", "done")
_NAMED = 3


@dataclass(frozen=True)
class _Rule:
    """A stage: what belongs to it, and what is missing where nothing does."""

    stage: str
    title: str
    missing: str
    kinds: frozenset[EventKind]
    disconnects: frozenset[DisconnectKind]


_RULES = (
    _Rule(
        "hears_of_it",
        "Hears of it",
        "Nothing tells people that it comes",
        frozenset({"communication"}),
        frozenset({"communication_after_change"}),
    ),
    _Rule(
        "sees_what_it_means",
        "Sees what it means for the own work",
        "Nobody of their own shows or explains it: no champions, no pilot, no demonstration",
        frozenset({"pilot"}),
        frozenset({"champions_without_early_access", "one_word_two_meanings", "decided_without_consulting"}),
    ),
    _Rule(
        "learns_it",
        "Learns it",
        "No training, guide or practice is planned",
        frozenset({"training"}),
        frozenset({"training_before_access"}),
    ),
    _Rule(
        "gets_in",
        "Gets in",
        "No day is given on which people have their access, devices or accounts",
        frozenset({"access"}),
        frozenset({"control_users_cannot_meet", "numbers_do_not_match", "accessibility_after_go_live"}),
    ),
    _Rule(
        "first_48_hours",
        "The first 48 hours",
        "Nobody is planned to help in the first 48 hours",
        frozenset({"support_cover"}),
        frozenset({"no_support_cover", "on_a_holiday", "change_in_freeze"}),
    ),
    _Rule(
        "first_weeks",
        "The first weeks",
        "Nobody asks how it goes: no survey, feedback or review after the start",
        frozenset({"feedback"}),
        frozenset({"usable_only_on_paper", "nobody_owns_it"}),
    ),
    _Rule(
        "uses_it_alone",
        "Uses it alone",
        "Nothing says when the old way ends, the extra help stops or success is measured",
        frozenset({"withdrawal", "decision"}),
        frozenset({"success_on_one_side"}),
    ),
)


def journey(milestones: Sequence[Milestone], disconnects: Sequence[Disconnect]) -> tuple[Stage, ...]:
    """The stages with their milestones and gaps; none while there is no milestone.

    Args:
        milestones: As scheduled; proposed ones belong to a stage, but do not fill its gap.
        disconnects: What does not fit; each is a gap of the stage that it hurts.
    """
    there = [m for m in milestones if m.status in _TAKES_PLACE]
    if not there:
        return ()
    launches = [m for m in there if _LIVE & set(m.kinds) and m.basis != "proposed"]
    last = max((m.start for m in launches if m.start is not None), default=None)
    homes: dict[str, list[Milestone]] = {rule.stage: [] for rule in _RULES}
    for one in there:
        stage = _stage_of(one, last)
        if stage:
            homes[stage].append(one)
    return tuple(
        Stage(
            stage=rule.stage,
            title=rule.title,
            milestones=tuple(m.id for m in homes[rule.stage]),
            gaps=tuple(_gaps(rule, homes[rule.stage], launches, disconnects)),
        )
        for rule in _RULES
    )


def _stage_of(one: Milestone, last: dt.date | None) -> str | None:
    """Where in the way of a user a milestone lies, `last` being the last start; None for what no user notices."""
    if one.basis == "proposed" and one.category is not None:
        return _BY_CATEGORY.get(one.category)
    if _LIVE & set(one.kinds):
        return "first_48_hours"
    for kind in one.kinds:
        for test, stage in _BY_KIND.get(kind, ()):
            if test(one, last):
                return stage
    return _BY_CATEGORY.get(one.category) if one.category is not None else None


def _late(one: Milestone, last: dt.date | None) -> bool:
    """Whether it lies behind every start."""
    return one.start is not None and last is not None and one.start > last + FIRST_HOURS


def _early(one: Milestone, last: dt.date | None) -> bool:
    return not _late(one, last)


_BY_KIND: dict[EventKind, tuple[tuple[Callable[[Milestone, dt.date | None], bool], str], ...]] = {
    "communication": ((_early, "hears_of_it"), (_late, "first_weeks")),
    "pilot": ((_early, "sees_what_it_means"),),
    "training": ((_early, "learns_it"), (_late, "first_weeks")),
    "access": ((_early, "gets_in"), (_late, "gets_in")),
    "support_cover": ((_early, "first_48_hours"), (_late, "first_weeks")),
    "feedback": ((_late, "first_weeks"), (_early, "sees_what_it_means")),
    "withdrawal": ((_late, "uses_it_alone"), (_early, "gets_in")),
    "decision": ((_late, "uses_it_alone"),),
}
_BY_CATEGORY: dict[str, str] = {
    "communications": "hears_of_it",
    "champions": "sees_what_it_means",
    "early_access": "sees_what_it_means",
    "training": "learns_it",
    "access_timing": "gets_in",
    "inclusion": "gets_in",
    "user_experience": "gets_in",
    "support": "first_48_hours",
    "metrics_feedback": "first_weeks",
    "work_redesign": "first_weeks",
}


def _gaps(
    rule: _Rule, held: Sequence[Milestone], launches: Sequence[Milestone], disconnects: Iterable[Disconnect]
) -> Iterator[Gap]:
    agreed = [m for m in held if m.basis != "proposed" and rule.kinds & set(m.kinds)]
    if not agreed and not (rule.stage == "sees_what_it_means" and any(m.basis != "proposed" for m in held)):
        more = f"; {len(held)} proposed" if held and rule.stage != "first_48_hours" else ""
        sources = tuple(dict.fromkeys(source for m in launches for source in m.sources[:1]))
        yield Gap(text=f"{rule.missing}{more}.", rule=f"journey: {rule.stage} is empty", sources=sources)
    if rule.stage == "first_48_hours":
        yield from _unsupported(agreed, launches)
    for found in disconnects:
        if found.kind in rule.disconnects:
            sources = tuple(dict.fromkeys(s for side in found.sides for s in side.sources))
            yield Gap(text=found.title, rule=f"disconnect: {found.kind}", sources=sources)


def _unsupported(help_: Sequence[Milestone], launches: Sequence[Milestone]) -> Iterator[Gap]:
    """Starts in whose first 48 hours none of the help that is planned is there."""
    dated = [m for m in help_ if m.start is not None and m.end is not None]
    if not dated:
        return
    bare = [
        one
        for one in launches
        if one.start is not None
        and not any(m.start <= one.start + FIRST_HOURS and one.start <= m.end for m in dated if m.start and m.end)
    ]
    if bare:
        told = listed([f"{named(m.title)} ({day(m.start)})" for m in bare[:_NAMED] if m.start])
        yield Gap(
            text=f"No planned help falls into the first 48 hours after {told}.",
            rule="journey: help within 48 hours of each start",
            sources=tuple(dict.fromkeys(source for m in bare for source in m.sources[:1])),
        )
