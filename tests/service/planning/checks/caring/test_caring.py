"""Checks of success, owners, decisions and counterparts: what must be found, and what lies close by and is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from glossary.concepts import Community
from service.planning.checks.caring import mentioning
from service.planning.checks.caring.decided_without_consulting import decided_without_consulting
from service.planning.checks.caring.no_readiness_counterpart import no_readiness_counterpart
from service.planning.checks.caring.no_technical_counterpart import no_technical_counterpart
from service.planning.checks.caring.nobody_owns_it import nobody_owns_it
from service.planning.checks.caring.success_on_one_side import success_on_one_side
from service.planning.checks.context import Context
from service.planning.nouns import Disconnect, Milestone, Quote
from service.planning.observed import Decision, Measure, Observed, Said, Unowned
from tests.service.planning.plans import TODAY, milestone

BOTH: frozenset[Community] = frozenset({"it", "people_readiness"})


def quote(text: str, community: Community = "it") -> Quote:
    return Quote(source=f"p_{abs(hash(text))}", text=text, community=community)


def stated(key: str, start: str | None, title: str, community: Community = "it", **fields: Any) -> Milestone:
    made = milestone(key, start, title=title, track="technical" if community == "it" else "readiness", **fields)
    return made.model_copy(update={"quotes": (quote(title, community),)})


def found(
    check: Callable[[Context], Iterator[Disconnect]], milestones: Sequence[Milestone] = (), **seen: Any
) -> list[Disconnect]:
    return list(check(Context(tuple(milestones), (), Observed(**({"communities": BOTH} | seen)), TODAY)))


def measure(side: Any, text: str, community: Community = "it", **fields: Any) -> Measure:
    return Measure(side, text, "", (), quote(text, community), **fields)


UPTIME = measure("it", "Uptime 99.9 %")
POLL = measure("people", "Four of five clerks say it is easier", "people_readiness")


def test_criteria_of_the_technology_alone_are_found() -> None:
    (one,) = found(success_on_one_side, measures=(UPTIME,))
    assert one.kind == "success_on_one_side"
    assert one.sides[0].says == "Uptime 99.9 %"
    assert one.sides[0].sources == (UPTIME.quote.source,)


@pytest.mark.parametrize(
    "seen",
    [
        {"measures": (UPTIME, POLL)},
        {"measures": (POLL,)},
        {"measures": ()},
        {"measures": (UPTIME, measure("people", "Survey in week 4", "people_readiness", outcome=False))},
        {"measures": (UPTIME,), "communities": frozenset({"it"})},
    ],
)
def test_success_told_by_both_or_by_nobody_or_without_the_other_side_is_none(seen: dict[str, Any]) -> None:
    assert not found(success_on_one_side, **seen)


def test_a_refused_survey_is_found_with_both_sides() -> None:
    refused = measure("people", "No survey", "business", outcome=False, denied=True)
    (alone,) = found(success_on_one_side, measures=(UPTIME, refused))
    assert alone.severity == "high"
    (against,) = found(success_on_one_side, measures=(UPTIME, refused, POLL))
    assert {s.community for s in against.sides} == {"business", "people_readiness", "it"}


def test_figures_that_tell_opposite_stories_are_found() -> None:
    met, missed = measure("it", "Uptime 99.9 %", met=True), measure("people", "Adoption 22 % of 70 %", met=False)
    (one,) = found(success_on_one_side, measures=(met, missed))
    assert one.severity == "high"
    assert not found(success_on_one_side, measures=(met, measure("people", "Adoption 80 % of 70 %", met=True)))


def test_work_that_nobody_has_is_found_once_each() -> None:
    one, other = Unowned("Print maps", quote("Print maps: TBD")), Unowned("Feed fish", quote("Who feeds the fish?"))
    assert len({d.id for d in found(nobody_owns_it, unowned=(one, one, other))}) == 2


def test_work_that_is_done_needs_nobody() -> None:
    work = Unowned("Print maps", quote("Print maps: TBD"), "maps")
    assert found(nobody_owns_it, [stated("maps", "2027-03-01", "Print maps")], unowned=(work,))
    assert not found(nobody_owns_it, [stated("maps", "2027-01-01", "Print maps", status="done")], unowned=(work,))


def test_each_side_leaving_it_to_the_other_is_graver() -> None:
    work = Unowned("List of badges", quote("HR has it"), None, (quote("IT has it", "hr"),))
    (one,) = found(nobody_owns_it, unowned=(work,))
    assert one.severity == "high"
    assert {s.community for s in one.sides} == {"it", "hr"}


def decision(day: str | None = None, heard: str | None = None, consulted: tuple[str, ...] = ()) -> Decision:
    return Decision(
        "Vehicles report their position",
        (),
        (),
        (),
        consulted,
        ("works council",),
        dt.date.fromisoformat(day) if day else None,
        quote("Vehicles report their position"),
        (quote("The works council has heard nothing", "hr"),),
        dt.date.fromisoformat(heard) if heard else None,
    )


def test_a_decision_over_somebodys_head_is_found() -> None:
    (one,) = found(decided_without_consulting, decisions=(decision(),))
    assert "works council" in one.title
    assert [s.community for s in one.sides] == ["it", "hr"]


def test_who_is_heard_before_it_takes_effect_is_not_left_out() -> None:
    assert not found(decided_without_consulting, decisions=(decision("2027-05-03", "2027-04-20"),))
    assert found(decided_without_consulting, decisions=(decision("2027-05-03", "2027-05-20"),))
    assert not found(decided_without_consulting, decisions=(decision(consulted=("works council",)),))


def test_the_day_of_the_milestone_counts_where_the_decision_is_one() -> None:
    moved = stated("gps", "2027-06-01", "Vehicles report their position", kinds=("go_live",))
    assert not found(decided_without_consulting, [moved], decisions=(decision("2027-05-03", "2027-05-20"),))


def says(*texts: str, parts: Sequence[str] = ()) -> Said:
    return mentioning.said(texts, parts, ())


READINESS = says("Courses on the Sorter for the Lyon crew from 1 March", "Poster: the Sorter comes")


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Key cabinets at the gate replaced by PIN pads", ("change",)),
        ("Time clocks taken out of service", ("withdrawal",)),
        ("New weighing stations at the ramps", ()),
    ],
)
def test_a_change_of_which_readiness_never_speaks_is_found(title: str, kinds: Any) -> None:
    (one,) = found(
        no_readiness_counterpart,
        [stated("x", "2027-04-05", title, kinds=kinds)],
        said_in_readiness=READINESS,
    )
    assert one.milestones == ("x",)


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Sorter goes live", {"kinds": ("go_live",)}),
        ("Database migrated to the new cluster", {"kinds": ("change",)}),
        ("Firewall replaced", {"kinds": ("change",)}),
        ("Time clocks taken out of service", {"kinds": ("withdrawal",), "status": "done"}),
        ("Time clocks taken out of service", {"kinds": ("withdrawal",), "basis": "proposed"}),
        ("Canteen tills replaced by another team", {"kinds": ("change",)}),
    ],
)
def test_what_readiness_names_or_nobody_meets_needs_none(title: str, fields: dict[str, Any]) -> None:
    assert not found(
        no_readiness_counterpart, [stated("x", "2027-04-05", title, **fields)], said_in_readiness=READINESS
    )


def test_silence_of_a_side_without_documents_is_none() -> None:
    clocks = stated("x", "2027-04-05", "Time clocks taken out of service", kinds=("withdrawal",))
    assert not found(no_readiness_counterpart, [clocks])
    kiosk = stated("k", "2027-04-05", "Practice on the info kiosks", "people_readiness", kinds=("training",))
    assert not found(no_technical_counterpart, [kiosk])


def test_a_site_that_readiness_leaves_out_is_found_where_others_are_prepared() -> None:
    lyon = stated("lyon", "2027-04-05", "Sorter goes live in Lyon", kinds=("go_live",), groups=("lyon",))
    metz = stated("metz", "2027-05-03", "Sorter goes live in Metz", kinds=("go_live",), groups=("metz",))
    course = stated("c", "2027-03-01", "Sorter course", "people_readiness", kinds=("training",), groups=("lyon crew",))
    (one,) = found(no_readiness_counterpart, [lyon, metz, course], said_in_readiness=READINESS)
    assert one.milestones == ("metz",)
    spoken = says("Courses on the Sorter for the Lyon crew", "Metz follows with its own trainer")
    assert not found(no_readiness_counterpart, [lyon, metz, course], said_in_readiness=spoken)


TECHNOLOGY = says(
    "Tablets for the drivers are handed out on 1 March", "Badge readers at the gate", "Sorter live", parts=["wave 1"]
)


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Practice on the info kiosks in the hall", {"kinds": ("training",)}),
        ("Smart glasses available for the fitters", {"kinds": ("access",)}),
        ("Build for screen readers expected", {}),
        ("Sorter course for wave 2", {"kinds": ("training",), "parts": ("wave 2",)}),
    ],
)
def test_what_readiness_counts_on_and_it_does_not_have_is_found(title: str, fields: dict[str, Any]) -> None:
    (one,) = found(
        no_technical_counterpart,
        [stated("x", "2027-04-05", title, "people_readiness", **fields)],
        said_in_technology=TECHNOLOGY,
    )
    assert one.to == "it"
    assert one.milestones == ("x",)


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Courses on the tablet", {"kinds": ("training",)}),
        ("Workshop on leading through change", {"kinds": ("training",)}),
        ("Newsletter: tips for the info kiosks", {"kinds": ("communication",)}),
        ("Sorter course for wave 1", {"kinds": ("training",), "parts": ("wave 1",)}),
        ("Practice on the existing info kiosks", {"kinds": ("training",)}),
    ],
)
def test_what_it_has_or_nobody_needs_from_it_is_none(title: str, fields: dict[str, Any]) -> None:
    assert not found(
        no_technical_counterpart,
        [stated("x", "2027-04-05", title, "people_readiness", **fields)],
        said_in_technology=TECHNOLOGY,
    )
