"""All checks, in one flat list, and their order of telling: what hurts most comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from glossary.concepts import Severity
from service.planning.checks.calendar.change_in_freeze import change_in_freeze
from service.planning.checks.calendar.no_support_cover import no_support_cover
from service.planning.checks.calendar.on_a_holiday import on_a_holiday
from service.planning.checks.caring.decided_without_consulting import decided_without_consulting
from service.planning.checks.caring.no_readiness_counterpart import no_readiness_counterpart
from service.planning.checks.caring.no_technical_counterpart import no_technical_counterpart
from service.planning.checks.caring.nobody_owns_it import nobody_owns_it
from service.planning.checks.caring.success_on_one_side import success_on_one_side
from service.planning.checks.context import Check, Context
from service.planning.checks.fitting.control_users_cannot_meet import control_users_cannot_meet
from service.planning.checks.fitting.numbers_do_not_match import numbers_do_not_match
from service.planning.checks.fitting.one_word_two_meanings import one_word_two_meanings
from service.planning.checks.fitting.usable_only_on_paper import usable_only_on_paper
from service.planning.checks.order.contradicting_dates import contradicting_dates
from service.planning.checks.order.dependency_cycle import dependency_cycle
from service.planning.checks.order.impossible_date import impossible_date
from service.planning.checks.order.prerequisite_too_late import prerequisite_too_late
from service.planning.checks.sequence.accessibility_after_go_live import accessibility_after_go_live
from service.planning.checks.sequence.champions_without_early_access import champions_without_early_access
from service.planning.checks.sequence.communication_after_change import communication_after_change
from service.planning.checks.sequence.training_before_access import training_before_access
from service.planning.nouns import Disconnect

CHECKS: tuple[Check, ...] = (
    training_before_access,
    champions_without_early_access,
    communication_after_change,
    accessibility_after_go_live,
    contradicting_dates,
    prerequisite_too_late,
    dependency_cycle,
    impossible_date,
    change_in_freeze,
    on_a_holiday,
    no_support_cover,
    numbers_do_not_match,
    control_users_cannot_meet,
    usable_only_on_paper,
    one_word_two_meanings,
    success_on_one_side,
    nobody_owns_it,
    decided_without_consulting,
    no_readiness_counterpart,
    no_technical_counterpart,
)
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")


def disconnects(context: Context) -> tuple[Disconnect, ...]:
    """What all checks find: the gravest first, among equals the earliest; each once."""
    found = {one.id: one for check in CHECKS for one in check(context)}
    return tuple(sorted(found.values(), key=lambda d: (SEVERITIES.index(d.severity), _day(d.milestones, context))))


def _day(milestones: Sequence[str], context: Context) -> dt.date:
    days = [m.start for key in milestones if (m := context.by_id.get(key)) is not None and m.start is not None]
    return min(days, default=dt.date.max)
