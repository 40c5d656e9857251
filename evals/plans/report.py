"""What was found, missed and false, as text and as JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evals.plans.expected import Conflict, Step
from evals.plans.scoring import Score, share, total
from service.planning.nouns import Disconnect, Milestone


def details(one: Score, files: Mapping[str, str]) -> str:
    """An initiative's milestones, dependencies and disconnects, with what went wrong named."""
    return "\n".join(_lines(one, files))


def _lines(one: Score, files: Mapping[str, str]) -> Iterator[str]:
    yield f"== {one.name}"
    steps = one.milestones
    yield (
        f"milestones: {len(steps.found)} found, {len(steps.missed)} missed, {len(steps.wrong)} with a wrong date, "
        f"{len(steps.doubled)} doubled, {len(steps.other)} not expected"
    )
    for step in steps.missed:
        yield f"  missed   {step.title} {_days(step.start, step.end)}"
    for step, milestone in steps.wrong:
        yield f"  date     {step.title}: {_days(step.start, step.end)} expected, {_dated(milestone)} found"
    for step, milestone in steps.doubled:
        yield f"  doubled  {step.title}: {_dated(milestone)} “{milestone.title}”"
    for milestone in steps.other:
        yield f"  other    {_dated(milestone)} “{milestone.title}” ({_files(milestone.sources, files)})"
    for step, milestone in steps.found:
        if problem := _unlike(step, milestone):
            yield f"  unlike   {step.title}: {problem}"
    links = one.dependencies
    yield f"dependencies: {len(links.found)} found, {len(links.missed)} missed, {links.other} not expected"
    for link in links.missed:
        yield f"  missed   {link.before} -> {link.after}"
    told = one.disconnects
    yield (
        f"disconnects: {len(told.found)} found, {len(told.missed)} missed, {len(told.false)} false, "
        f"{len(told.acceptable)} acceptable, {len(told.again)} again"
    )
    for conflict, disconnect in told.found:
        graver = "" if conflict.severity == disconnect.severity else f" [{conflict.severity} expected]"
        yield f"  found    {_told(disconnect)}{graver}"
    for conflict in told.missed:
        yield f"  missed   {conflict.kind}: {conflict.what} ({', '.join(conflict.documents)})"
    for name, some in (("false", told.false), ("accepted", told.acceptable), ("again", told.again)):
        for disconnect in some:
            sources = [source for side in disconnect.sides for source in side.sources]
            yield f"  {name:<8} {_told(disconnect)} ({_files(sources, files)})"


def summary(scores: Sequence[Score]) -> str:
    """Disconnects by kind, then precision and recall of all three nouns."""
    return "\n".join(_summary(scores))


def _summary(scores: Sequence[Score]) -> Iterator[str]:
    yield f"{'kind':<32}{'planted':>8}{'found':>7}{'missed':>8}{'false':>7}{'accepted':>10}{'again':>7}"
    for kind, counts in by_kind(scores).items():
        planted = counts["found"] + counts["missed"]
        figures = (planted, counts["found"], counts["missed"], counts["false"], counts["accepted"], counts["again"])
        yield "{:<32}{:>8}{:>7}{:>8}{:>7}{:>10}{:>7}".format(kind, *figures)
    sums = total(scores)
    steps, links, told = sums["milestones"], sums["dependencies"], sums["disconnects"]
    yield (
        f"milestones: recall {_share(steps['found'], steps['expected'])} of {steps['expected']}, "
        f"{steps['wrong date']} wrong dates, {steps['doubled']} doubled, {steps['other']} not expected"
    )
    known = links["found"] + links["missed"]
    yield f"dependencies: recall {_share(links['found'], known)} of {known}, {links['other']} not expected"
    planted = told["found"] + told["missed"]
    right = told["found"] + told["acceptable"]
    yield (
        f"disconnects: recall {_share(told['found'], planted)} of {planted}, "
        f"precision {_share(right, right + told['false'])} of {right + told['false']}, {told['again']} told again"
    )
    clean = [s for s in scores if not s.disconnects.found and not s.disconnects.missed]
    if clean:
        alarms = sum(len(s.disconnects.false) for s in clean)
        yield f"initiatives with nothing planted: {len(clean)}, false alarms in them: {alarms}"


def by_kind(scores: Iterable[Score]) -> dict[str, Counter[str]]:
    """How many disconnects of each kind were found, missed, false, acceptable and told again."""
    counts: dict[str, Counter[str]] = {}
    for one in scores:
        told = one.disconnects
        for conflict, _ in told.found:
            counts.setdefault(conflict.kind, Counter())["found"] += 1
        for conflict in told.missed:
            counts.setdefault(conflict.kind, Counter())["missed"] += 1
        for name, some in (("false", told.false), ("accepted", told.acceptable), ("again", told.again)):
            for disconnect in some:
                counts.setdefault(disconnect.kind, Counter())[name] += 1
    return dict(sorted(counts.items()))


def as_json(scores: Sequence[Score]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "total": total(scores),
        "kinds": {kind: dict(counts) for kind, counts in by_kind(scores).items()},
        "initiatives": [
            {
                "name": one.name,
                "milestones": {
                    "found": [step.title for step, _ in one.milestones.found],
                    "missed": [step.title for step in one.milestones.missed],
                    "wrong date": [step.title for step, _ in one.milestones.wrong],
                    "doubled": [milestone.title for _, milestone in one.milestones.doubled],
                    "other": [milestone.title for milestone in one.milestones.other],
                },
                "dependencies": {
                    "found": [link.model_dump() for link in one.dependencies.found],
                    "missed": [link.model_dump() for link in one.dependencies.missed],
                    "other": one.dependencies.other,
                },
                "disconnects": {
                    "found": [disconnect.model_dump(mode="json") for _, disconnect in one.disconnects.found],
                    "missed": [_plain(conflict) for conflict in one.disconnects.missed],
                    "false": [disconnect.model_dump(mode="json") for disconnect in one.disconnects.false],
                    "acceptable": [disconnect.model_dump(mode="json") for disconnect in one.disconnects.acceptable],
                    "again": [disconnect.model_dump(mode="json") for disconnect in one.disconnects.again],
                },
            }
            for one in scores
        ],
    }


def _plain(conflict: Conflict) -> dict[str, str]:
    return {"kind": conflict.kind, "what": conflict.what}


def _unlike(step: Step, milestone: Milestone) -> str:
    problems = []
    if step.track not in (None, milestone.track):
        problems.append(f"track {step.track} expected, {milestone.track} found")
    if step.owner and (milestone.owner is None or not _shares(step.owner, milestone.owner)):
        problems.append(f"owner {step.owner} expected, {milestone.owner} found")
    if step.status not in (None, milestone.status):
        problems.append(f"status {step.status} expected, {milestone.status} found")
    return "; ".join(problems)


def _shares(one: str, other: str) -> bool:
    return bool({w for w in one.lower().split() if len(w) > 2} & {w for w in other.lower().split() if len(w) > 2})


def _told(disconnect: Disconnect) -> str:
    return f"{disconnect.kind} ({disconnect.severity}): {disconnect.title}"


def _dated(milestone: Milestone) -> str:
    return _days(milestone.start, milestone.end)


def _days(start: dt.date | None, end: dt.date | None) -> str:
    if start is None:
        return "without a date"
    return start.isoformat() if end in (None, start) else f"{start} to {end}"


def _files(sources: Iterable[str], files: Mapping[str, str]) -> str:
    return ", ".join(sorted({files.get(source, source) for source in sources}))


def _share(part: int, whole: int) -> str:
    value = share(part, whole)
    return "–" if value is None else f"{value:.2f}"
