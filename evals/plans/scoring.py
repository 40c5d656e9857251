"""How much of what is expected a plan has: pure functions from a plan and an expectation to what was found and missed.

Milestones. A milestone is a step's if at least half of the step's words stand in its title, parts, groups, systems and
owner, or a third of them where the days agree too. Words are stems, numbers and single letters (`tranche A`). Pairs are
given away best first, each milestone and each step once. A found step has the wrong date if its first day, or the last
day where one is expected, is another. A milestone that fits a step already given away, on the same day or within a
superseded one, is doubled. What is `proposed` takes no part: nobody has planned it, so no reader of the documents
expects it.

Dependencies. Found if the plan has one between the two milestones that were given to its steps.

Disconnects. A finding is an expected one's if it is of its kind (or one of those it may be told under), rests on at
least one of its documents, and names one of its words in its title, its sides or its milestones' titles. A second
finding of the same is `again`; what is neither expected nor acceptable is false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from evals.plans.expected import Conflict, Expected, Link, Step
from service.interpretation.wording import stems
from service.planning.nouns import Dependency, Disconnect, Milestone

_TOKENS = re.compile(r"\d+(?:[.,:]\d+)*|\b[A-Z]\b")
_ENOUGH = 0.5
_ENOUGH_ON_THE_DAY = 1 / 3


class Planned(Protocol):
    """What is looked at in a plan, a draft as much as one that is kept."""

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """All of both tracks."""
        ...

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """Between them."""
        ...

    @property
    def disconnects(self) -> tuple[Disconnect, ...]:
        """What does not fit."""
        ...


@dataclass(frozen=True)
class MilestoneScore:
    """What became of the steps."""

    found: tuple[tuple[Step, Milestone], ...]
    missed: tuple[Step, ...]
    """Those that are not optional."""
    wrong: tuple[tuple[Step, Milestone], ...]
    """Of the found, those with another date."""
    doubled: tuple[tuple[Step, Milestone], ...]
    other: tuple[Milestone, ...]
    """Those that nobody expected."""


@dataclass(frozen=True)
class DependencyScore:
    """What became of the links."""

    found: tuple[Link, ...]
    missed: tuple[Link, ...]
    other: int
    """Stated ones between two expected steps that nobody expected."""


@dataclass(frozen=True)
class DisconnectScore:
    """What became of the conflicts."""

    found: tuple[tuple[Conflict, Disconnect], ...]
    missed: tuple[Conflict, ...]
    acceptable: tuple[Disconnect, ...]
    again: tuple[Disconnect, ...]
    false: tuple[Disconnect, ...]


@dataclass(frozen=True)
class Score:
    """One initiative's."""

    name: str
    milestones: MilestoneScore
    dependencies: DependencyScore
    disconnects: DisconnectScore


def score(name: str, expected: Expected, plan: Planned, files: Mapping[str, str]) -> Score:
    """A plan held against what is expected.

    Args:
        name: The initiative's.
        expected: What a careful reader gets.
        plan: As drafted.
        files: The name of the file by source id.
    """
    milestones = score_milestones(expected.milestones, plan.milestones)
    return Score(
        name,
        milestones,
        score_dependencies(expected.dependencies, milestones, plan),
        score_disconnects(expected.disconnects, expected.acceptable, plan, files),
    )


def score_milestones(steps: Sequence[Step], milestones: Sequence[Milestone]) -> MilestoneScore:
    """Which steps are there, on which days, and what is there twice or for nothing."""
    milestones = [m for m in milestones if m.basis != "proposed"]
    said = [_said(m) for m in milestones]
    pairs = sorted(
        (
            (-likeness, not on_the_day, i, j)
            for i, step in enumerate(steps)
            for j, milestone in enumerate(milestones)
            for likeness, on_the_day in [(_likeness(step, said[j]), _same_days(step, milestone))]
            if likeness >= (_ENOUGH_ON_THE_DAY if on_the_day else _ENOUGH)
        ),
        key=lambda pair: (pair[0] - (0 if pair[1] else 0.5), pair[2], pair[3]),
    )
    given: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in pairs:
        if i not in given and j not in taken:
            given[i] = j
            taken.add(j)
    found = tuple((steps[i], milestones[j]) for i, j in sorted(given.items()))
    doubled: dict[int, int] = {}
    for _, off, i, j in pairs:
        if j not in taken and j not in doubled and (not off or milestones[j].start in steps[i].supersedes):
            doubled[j] = i
    return MilestoneScore(
        found,
        tuple(step for i, step in enumerate(steps) if i not in given and not step.optional),
        tuple((step, milestone) for step, milestone in found if not _same_days(step, milestone)),
        tuple((steps[i], milestones[j]) for j, i in sorted(doubled.items())),
        tuple(m for j, m in enumerate(milestones) if j not in taken and j not in doubled),
    )


def score_dependencies(links: Sequence[Link], milestones: MilestoneScore, plan: Planned) -> DependencyScore:
    """Which links are there."""
    by_title = {step.title: milestone.id for step, milestone in milestones.found}
    linked = {(d.before, d.after) for d in plan.dependencies}
    found = [
        link
        for link in links
        if link.before in by_title
        and link.after in by_title
        and (by_title[link.before], by_title[link.after]) in linked
    ]
    wanted = {(by_title.get(link.before), by_title.get(link.after)) for link in links}
    known = set(by_title.values())
    other = {
        (d.before, d.after)
        for d in plan.dependencies
        if d.basis == "stated" and d.before in known and d.after in known and (d.before, d.after) not in wanted
    }
    return DependencyScore(tuple(found), tuple(link for link in links if link not in found), len(other))


def score_disconnects(
    conflicts: Sequence[Conflict], acceptable: Sequence[Conflict], plan: Planned, files: Mapping[str, str]
) -> DisconnectScore:
    """Which conflicts were found, which not, and what was found for nothing."""
    by_id = {m.id: m for m in plan.milestones}
    told: dict[int, Disconnect] = {}
    tolerated: list[Disconnect] = []
    again: list[Disconnect] = []
    false: list[Disconnect] = []
    fitting = [
        (disconnect, [i for i, conflict in enumerate(conflicts) if _is(conflict, disconnect, by_id, files)])
        for disconnect in plan.disconnects
    ]
    # One that fits a single conflict has the first claim to it.
    for disconnect, which in sorted(fitting, key=lambda pair: len(pair[1])):
        free = [i for i in which if i not in told]
        if free:
            told[free[0]] = disconnect
        elif which:
            again.append(disconnect)
        elif any(_is(conflict, disconnect, by_id, files) for conflict in acceptable):
            tolerated.append(disconnect)
        else:
            false.append(disconnect)
    return DisconnectScore(
        tuple((conflicts[i], told[i]) for i in sorted(told)),
        tuple(conflict for i, conflict in enumerate(conflicts) if i not in told),
        tuple(tolerated),
        tuple(again),
        tuple(false),
    )


def words(text: str) -> frozenset[str]:
    """Stems, numbers and single capitals: what two wordings of the same thing share."""
    return stems(text) | frozenset(token.lower() for token in _TOKENS.findall(text))


def _is(conflict: Conflict, disconnect: Disconnect, by_id: Mapping[str, Milestone], files: Mapping[str, str]) -> bool:
    if disconnect.kind not in (conflict.kind, *conflict.also):
        return False
    concerned = [by_id[key] for key in disconnect.milestones if key in by_id]
    sources = {source for side in disconnect.sides for source in side.sources}
    sources |= {source for milestone in concerned for source in milestone.sources}
    rests_on = {files[source] for source in sources if source in files}
    if rests_on and not rests_on & set(conflict.documents):
        return False
    told = " ".join([disconnect.title, *(side.says for side in disconnect.sides), *(m.title for m in concerned)])
    said = words(told)
    return any(_tells(told, said, about) for about in conflict.about)


def _tells(told: str, said: frozenset[str], about: str) -> bool:
    """Whether a text has these words; a beginning of a word will do, a number has to be the number."""
    wanted = words(about)
    if wanted and wanted <= said:
        return True
    return not about[:1].isdigit() and about.lower() in told.lower()


def _said(milestone: Milestone) -> frozenset[str]:
    return words(
        " ".join([milestone.title, *milestone.parts, *milestone.groups, *milestone.systems, milestone.owner or ""])
    )


def _likeness(step: Step, said: frozenset[str]) -> float:
    wanted = words(step.title)
    return len(wanted & said) / len(wanted) if wanted else 0.0


def _same_days(step: Step, milestone: Milestone) -> bool:
    if milestone.start != step.start:
        return False
    return step.end is None or milestone.end == step.end


def share(part: int, whole: int) -> float | None:
    """A share, or none where there is nothing to be a share of."""
    return part / whole if whole else None


def total(scores: Iterable[Score]) -> dict[str, dict[str, int]]:
    """The counts of all initiatives together, by noun."""
    all_of = tuple(scores)
    return {
        "milestones": {
            "expected": sum(
                sum(not step.optional for step, _ in s.milestones.found) + len(s.milestones.missed) for s in all_of
            ),
            "found": sum(sum(not step.optional for step, _ in s.milestones.found) for s in all_of),
            "missed": sum(len(s.milestones.missed) for s in all_of),
            "wrong date": sum(len(s.milestones.wrong) for s in all_of),
            "doubled": sum(len(s.milestones.doubled) for s in all_of),
            "other": sum(len(s.milestones.other) for s in all_of),
        },
        "dependencies": {
            "found": sum(len(s.dependencies.found) for s in all_of),
            "missed": sum(len(s.dependencies.missed) for s in all_of),
            "other": sum(s.dependencies.other for s in all_of),
        },
        "disconnects": {
            "found": sum(len(s.disconnects.found) for s in all_of),
            "missed": sum(len(s.disconnects.missed) for s in all_of),
            "false": sum(len(s.disconnects.false) for s in all_of),
            "acceptable": sum(len(s.disconnects.acceptable) for s in all_of),
            "again": sum(len(s.disconnects.again) for s in all_of),
        },
    }
