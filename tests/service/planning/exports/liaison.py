"""A plan to export as a liaison would have it: every kind of milestone, dependency and finding, with sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

from glossary.concepts import Community
from service.planning.nouns import (
    Basis,
    Dependency,
    Disconnect,
    Gap,
    LinkType,
    Milestone,
    OpenPoint,
    PairedMetric,
    Plan,
    Quote,
    Side,
    Stage,
    Track,
)

IT_PLAN, READINESS = "p_itplan", "p_ready"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def quote(source: str, text: str, title: str, community: Community, written: str, where: str = "") -> Quote:
    return Quote(source=source, text=text, title=title, community=community, written=day(written), where=where)


def milestone(id: str, track: Track, title: str, start: str = "", end: str = "", **more: object) -> Milestone:
    values = {
        "id": f"m_{id}",
        "track": track,
        "title": title,
        "start": day(start) if start else None,
        "end": day(end or start) if start else None,
        **more,
    }
    return Milestone.model_validate(values)


def edge(
    before: str, after: str, type: LinkType = "FS", lag: int = 0, basis: Basis = "stated", **more: object
) -> Dependency:
    values = {"before": f"m_{before}", "after": f"m_{after}", "type": type, "lag_days": lag, "basis": basis, **more}
    return Dependency.model_validate(values)


def sample() -> Plan:
    """A ward rollout with two tracks, every link type, every basis and state, and three disconnects."""
    rollout = quote(IT_PLAN, "Wave 1 goes live on 17 May.", "Rollout plan", "it", "2027-02-01", "3 Waves, page 4")
    ready = quote(
        READINESS, "Courses run 19 to 28 May.", "Readiness plan", "people_readiness", "2027-02-15", "Training"
    )
    stated: dict[str, Any] = {"sources": (IT_PLAN,), "quotes": (rollout,)}
    people: dict[str, Any] = {"sources": (READINESS,), "quotes": (ready,)}
    milestones = (
        milestone(
            "server",
            "technical",
            "Servers for the chart system installed",
            "2027-03-01",
            "2027-03-12",
            owner="Infrastructure",
            status="done",
            kinds=("change",),
            **stated,
        ),
        milestone(
            "announce",
            "readiness",
            "First announcement to all wards",
            "2027-03-15",
            owner="Communications",
            kinds=("communication",),
            category="communications",
            **people,
        ),
        milestone(
            "pilot",
            "technical",
            "Pilot on ward 3",
            "2027-03-22",
            "2027-04-02",
            owner="Clinical IT",
            kinds=("pilot",),
            groups=("ward 3",),
            slack_days=4,
            **stated,
        ),
        milestone(
            "freeze",
            "technical",
            "Change freeze over quarter end",
            "2027-03-29",
            "2027-04-02",
            kinds=("freeze",),
            **stated,
        ),
        milestone(
            "sso",
            "technical",
            "Single sign-on switched on",
            "2027-04-26",
            owner="Identity team",
            kinds=("change",),
            starts_at="18:00",
            ends_at="22:00",
            slack_days=0,
            **stated,
        ),
        milestone(
            "champions",
            "readiness",
            "Champions named on every ward",
            "2027-04-05",
            "2027-04-16",
            owner="Ward managers",
            kinds=("feedback",),
            category="champions",
            basis="proposed",
            why="champions-need-early-access: champions are named four weeks before the change",
        ),
        milestone(
            "access",
            "technical",
            "Accounts for wave 1",
            "2027-05-10",
            owner="Identity team",
            kinds=("access",),
            groups=("wave 1",),
            slack_days=0,
            **stated,
        ),
        milestone(
            "training",
            "readiness",
            "Courses for wave 1",
            "2027-05-03",
            "2027-05-12",
            owner="Learning",
            kinds=("training",),
            category="training",
            groups=("wave 1",),
            slack_days=-5,
            **people,
        ),
        milestone(
            "desk",
            "both",
            "Service desk briefed and rota agreed",
            "2027-05-13",
            "2027-05-14",
            status="tentative",
            kinds=("support_cover",),
            category="support",
            **people,
        ),
        milestone(
            "golive",
            "technical",
            "Wave 1 goes live",
            "2027-05-17",
            owner="Clinical IT",
            kinds=("go_live",),
            groups=("wave 1",),
            slack_days=0,
            **stated,
        ),
        milestone(
            "cover",
            "readiness",
            "Floor walkers in the first 48 hours",
            "2027-05-17",
            "2027-05-18",
            kinds=("support_cover",),
            category="support",
            basis="computed",
            why="starts with the go-live and lasts two working days",
        ),
        milestone(
            "golive2",
            "technical",
            "Wave 2 goes live",
            "2027-06-12",
            owner="Clinical IT",
            kinds=("go_live",),
            groups=("wave 2",),
            slack_days=0,
            **stated,
        ),
        milestone(
            "paper",
            "technical",
            "Paper charts withdrawn",
            "2027-06-28",
            status="cancelled",
            kinds=("withdrawal",),
            **stated,
        ),
        milestone(
            "survey",
            "readiness",
            "Survey of the wards four weeks on",
            "2027-06-14",
            kinds=("feedback",),
            category="metrics_feedback",
            basis="proposed",
            why="adoption is measured four weeks after the go-live",
        ),
        milestone(
            "review",
            "both",
            "Joint review",
            question="12/07/2027: 12 July or 7 December?",
            kinds=("decision",),
            **stated,
        ),
    )
    dependencies = (
        edge("server", "pilot", margin_days=5, sources=(IT_PLAN,)),
        edge("pilot", "sso", lag=10, basis="computed", why="the pilot is evaluated first"),
        edge("sso", "access", margin_days=8, sources=(IT_PLAN,)),
        edge("access", "training", margin_days=-6, why="training needs access", sources=(READINESS,)),
        edge("access", "golive", lag=4, exact=True, sources=(IT_PLAN,)),
        edge("golive", "cover", type="SS", basis="computed"),
        edge("training", "golive", type="FF", basis="proposed", why="people are trained before they work with it"),
        edge("golive2", "survey", type="SF", lag=-1),
        edge("golive", "golive2", lag=15),
        edge("desk", "golive"),
    )
    disconnects = (
        Disconnect(
            id="x_1",
            kind="training_before_access",
            severity="high",
            title="Courses for wave 1 start on 3 May, a week before there are accounts on 10 May",
            sides=(
                Side(community="people_readiness", says="Courses run 3 to 12 May.", sources=(READINESS,)),
                Side(community="it", says="Accounts for wave 1 are created on 10 May.", sources=(IT_PLAN,)),
            ),
            why="People cannot practise without an account and have forgotten half of it by the go-live.",
            question="Can the accounts for wave 1 be there by 30 April, or do the courses move to 11 May?",
            to="it",
            milestones=("m_training", "m_access"),
        ),
        Disconnect(
            id="x_2",
            kind="on_a_holiday",
            severity="medium",
            title="Wave 2 goes live on a Saturday",
            sides=(Side(community="it", says="Wave 2: 12 June", sources=(IT_PLAN,)),),
            why="The service desk works Monday to Friday.",
            question="Who answers the phone on 12 and 13 June?",
            to="people_readiness",
            milestones=("m_golive2",),
        ),
        Disconnect(
            id="x_3",
            kind="success_on_one_side",
            severity="low",
            title="Success is measured by uptime alone",
            sides=(Side(community="it", says="Target: 99.9 % uptime.", sources=(IT_PLAN,)),),
            why="A system that is up and that nobody uses is no success.",
            question="Which share of wave 1 should use the charts daily after four weeks?",
            to="people_readiness",
        ),
    )
    return Plan(
        id="plan_1",
        initiative_id="ward-charts",
        version=3,
        record_id="r_1",
        name="Ward charts",
        made_at="2027-02-20T09:30:00Z",
        today=day("2027-04-07"),
        country="DE",
        time_zone="Europe/Berlin",
        milestones=milestones,
        dependencies=dependencies,
        critical_path=("m_server", "m_pilot", "m_sso", "m_access", "m_golive", "m_golive2"),
        disconnects=disconnects,
        journey=(
            Stage(stage="hear", title="Hears of it", milestones=("m_announce",), gaps=()),
            Stage(
                stage="first_48_hours",
                title="The first 48 hours",
                milestones=("m_cover",),
                gaps=(Gap(text="Nobody is there on the first weekend.", rule="support-in-the-first-48-hours"),),
            ),
        ),
        metrics=(
            PairedMetric(
                it="99.9 % uptime",
                people_readiness="share of wave 1 who chart daily",
                why="Up is not used.",
                stated=("it",),
                sources=(IT_PLAN,),
            ),
        ),
        open_questions=(OpenPoint(text="Who covers the night shift?", to="operations", why="No document says so."),),
        assumptions=(OpenPoint(text="Every ward has two tablets.", owner="Infrastructure", sources=(READINESS,)),),
        notes=("One document gives no date.",),
        exports=("md", "json"),
    )
