"""The way of a user: what belongs to each stage, and what each lacks."""

from __future__ import annotations

import datetime as dt

from service.planning.facts import EventKind
from service.planning.nouns import Basis, Disconnect, Milestone, Side, Stage
from service.planning.people.journey import journey

LIVE = dt.date(2029, 6, 11)


def milestone(kind: EventKind, day: int, *, last: int | None = None, basis: Basis = "stated") -> Milestone:
    start = dt.date(2029, 1, 1) + dt.timedelta(days=day)
    end = dt.date(2029, 1, 1) + dt.timedelta(days=last if last is not None else day)
    return Milestone(
        id=f"m_{kind}_{day}",
        track="both",
        title=f"{kind} {day}",
        start=start,
        end=end,
        kinds=(kind,),
        basis=basis,
        sources=(f"p_{kind}",),
    )


GO = milestone("go_live", 161)
WHOLE = (
    milestone("communication", 100),
    milestone("pilot", 120),
    milestone("access", 130),
    milestone("training", 140, last=145),
    GO,
    milestone("support_cover", 161, last=171),
    milestone("feedback", 190),
    milestone("withdrawal", 200),
)


def by_stage(stages: tuple[Stage, ...]) -> dict[str, Stage]:
    return {stage.stage: stage for stage in stages}


def test_each_milestone_stands_at_its_stage_and_a_whole_plan_has_no_gaps() -> None:
    stages = journey(WHOLE, ())
    assert [stage.stage for stage in stages] == [
        "hears_of_it",
        "sees_what_it_means",
        "learns_it",
        "gets_in",
        "first_48_hours",
        "first_weeks",
        "uses_it_alone",
    ]
    assert [gap for stage in stages for gap in stage.gaps] == []
    assert set(by_stage(stages)["first_48_hours"].milestones) == {GO.id, "m_support_cover_161"}


def test_a_stage_for_which_nothing_is_planned_is_a_gap_though_something_is_proposed() -> None:
    proposed = milestone("training", 140, basis="proposed").model_copy(update={"category": "training"})
    kept = [m for m in WHOLE if "training" not in m.kinds]
    stage = by_stage(journey([*kept, proposed], ()))["learns_it"]
    assert stage.milestones == (proposed.id,)
    assert len(stage.gaps) == 1
    assert "1 proposed" in stage.gaps[0].text
    assert stage.gaps[0].sources == ("p_go_live",)


def test_a_start_outside_all_planned_help_is_a_gap_of_the_first_48_hours() -> None:
    early = milestone("go_live", 150)
    gaps = by_stage(journey([*WHOLE, early], ()))["first_48_hours"].gaps
    assert len(gaps) == 1
    assert early.title in gaps[0].text
    assert GO.title not in gaps[0].text


def test_what_does_not_fit_is_a_gap_of_the_stage_that_it_hurts() -> None:
    found = Disconnect(
        id="x_1",
        kind="training_before_access",
        severity="high",
        title="Courses begin before the accounts",
        sides=(Side(community="it", says="…", sources=("p_9",)),),
        why="…",
        question="…",
    )
    stages = by_stage(journey(WHOLE, (found,)))
    assert [(gap.text, gap.sources) for gap in stages["learns_it"].gaps] == [(found.title, ("p_9",))]
    assert not any(stage.gaps for name, stage in stages.items() if name != "learns_it")


def test_without_milestones_there_is_no_way_to_tell() -> None:
    assert journey((), ()) == ()
