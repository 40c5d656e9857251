"""Plans: initiatives whose documents have steps and planted conflicts, drafted by `POST /v1/plans`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.metrics.counting import Counts, parts, share
from evals.nouns import CROSSWALK, Outcome
from evals.plans.expected import EXPECTED, Expected, read_expected
from evals.plans.scoring import Score, score
from evals.suites.house import SAMPLE_NAME, House, folder_of
from evals.suites.nouns import Options, Suite, System
from evals.suites.telling import fingerprint, items, record, shortened, timed, tokens
from service.planning.nouns import Disconnect, Milestone, Plan

_HERE = Path(__file__).resolve().parents[2] / "plans"
_SAMPLE_EXPECTED = _HERE / "sample.expected.yaml"


@dataclass(frozen=True)
class PlanCase:
    """An initiative, and what a careful reader gets out of it."""

    id: str
    which: str
    """The set that it is of; `held_out` and those that nobody had seen when rules were written tell most."""
    expected: Expected
    fast: bool


def cases(_: Options) -> Sequence[PlanCase]:
    """The sample and the initiatives of all sets."""
    sample = PlanCase(SAMPLE_NAME, "sample", read_expected(_SAMPLE_EXPECTED), True)
    return [
        sample,
        *(
            PlanCase(path.parent.name, path.parents[1].name, read_expected(path), False)
            for path in sorted(_HERE.glob(f"*/*/{EXPECTED}"))
        ),
    ]


def scored(case: PlanCase, plan: Plan, files: Mapping[str, str]) -> Outcome:
    """A plan held against what is expected of it.

    Args:
        case: The initiative.
        plan: As drafted.
        files: The file's name by source id.
    """
    found = score(case.id, case.expected, plan, files)
    steps, links, conflicts = found.milestones, found.dependencies, found.disconnects
    wanted = [step for step, _ in steps.found if not step.optional]
    milestones = Counts(len(wanted), len(steps.other) + len(steps.doubled), len(steps.missed))
    disconnects = Counts(len(conflicts.found), len(conflicts.false), len(conflicts.missed))
    metrics = parts(milestones, "milestone_") | parts(disconnects, "disconnect_")
    return Outcome(
        suite="plans",
        case=case.id,
        parts={name: part for name, part in metrics.items() if name != "milestone_f1"}
        | {
            "dependency_recall": share([*(True for _ in links.found), *(False for _ in links.missed)]),
            "date_accuracy": share([True] * (len(steps.found) - len(steps.wrong)) + [False] * len(steps.wrong)),
        },
        asked=f"the joint plan of {plan.name}, on {case.expected.today}",
        expected=items(_expected(found)),
        got=items(_got(found)),
        sources=tuple(dict.fromkeys(files.values())),
        tags=(f"set:{case.which}",),
        mode=plan.mode,
        fingerprint=fingerprint([*map(_step, plan.milestones), *map(_finding, plan.disconnects)]),
    )


@asynccontextmanager
async def systems(house: House, _: Options) -> AsyncIterator[Mapping[str, System]]:
    """Crosswalk's drafts."""

    async def crosswalk(case: PlanCase) -> Outcome:
        corpus = await house.corpus(case.id)
        api = await house.api(case.expected.today)
        wanted = {"initiative_id": corpus.id, "today": case.expected.today.isoformat()}
        drafted, seconds = await timed(api.call("POST", "/v1/plans", json=wanted))
        plan = Plan.model_validate(drafted.json())
        files = {passage.id: name for name, passages in corpus.passages.items() for passage in passages}
        told = await record(api, plan.record_id)
        return scored(case, plan, files).model_copy(update={"record": told, "seconds": seconds, **tokens(told)})

    yield {CROSSWALK: crosswalk}


def files(options: Options) -> Sequence[Path]:
    """The expectations; the documents count as the corpus."""
    return [_SAMPLE_EXPECTED, *(folder_of(case.id) / EXPECTED for case in cases(options) if case.id != SAMPLE_NAME)]


def _expected(found: Score) -> Iterable[tuple[str, bool | None]]:
    yield from ((f"{c.kind}: {c.what}", True) for c, _ in found.disconnects.found)
    yield from ((f"{c.kind}: {c.what}", False) for c in found.disconnects.missed)
    yield from ((f"step: {step.title}, {step.start}", False) for step in found.milestones.missed)
    yield from ((f"step: {s.title} is on {s.start}, planned {m.start}", False) for s, m in found.milestones.wrong)
    yield from ((f"{link.before} before {link.after}", False) for link in found.dependencies.missed)


def _got(found: Score) -> Iterable[tuple[str, bool | None]]:
    yield from ((_finding(one), True) for _, one in found.disconnects.found)
    yield from ((_finding(one), False) for one in found.disconnects.false)
    yield from ((_finding(one), None) for one in (*found.disconnects.acceptable, *found.disconnects.again))
    yield from ((f"step that nobody expected: {_step(one)}", False) for one in found.milestones.other)


def _finding(one: Disconnect) -> str:
    return f"{one.kind}: {shortened(one.title, 200)}"


def _step(one: Milestone) -> str:
    return f"{one.title}, {one.start}{f' to {one.end}' if one.end not in (None, one.start) else ''}"


SUITE = Suite(
    name="plans",
    metrics=(
        "disconnect_f1",
        "disconnect_precision",
        "disconnect_recall",
        "milestone_recall",
        "milestone_precision",
        "dependency_recall",
        "date_accuracy",
    ),
    cases=cases,
    systems=systems,
    files=files,
)
