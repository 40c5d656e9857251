"""Plans to export: one as a liaison would have it, one with every nasty text, an empty one, a huge one."""

from __future__ import annotations

import datetime as dt

from service.planning.nouns import (
    Disconnect,
    Gap,
    OpenPoint,
    PairedMetric,
    Plan,
    Quote,
    Side,
    Stage,
)
from tests.service.planning.exports.liaison import day, edge, milestone, sample

NASTY = (
    "Pipe | and \"quotes\" and 'single' and `ticks` and ~~strike~~",
    "Line one\nline two\r\nline three\u2028four",
    "تجربة الدخول الموحد للممرضات",
    "\u202eright to left override\u202c",
    "Launch 🚀👩‍⚕️ for nurses",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "Bell \x07 null \x00 escape \x1b[31m not a character \ufffe",
    "A title that goes on and on, " * 10,
    "<script>alert(1)</script> & <b>bold</b> &amp; &#58;",
    "section: title; end #35; %%{init: {}}%% [x](http://example.org) ---",
    "]]> --> <!-- ${jndi} {{7*7}} \\ / * _ # + - .",
    "W" * 120,
    "",
    "   ",
    "# Heading",
    "- item",
    "1. item",
    "| row |",
    "漢字とかなの長い題名をもつ節目" * 4,
)


def nasty() -> Plan:
    """Every text that formats choke on, in every place where text can stand; with a cycle and dates in disorder."""
    milestones = tuple(
        milestone(
            f"n{number}",
            ("technical", "readiness", "both")[number % 3],
            text,
            *(() if number % 5 == 4 else (f"2027-05-{number + 3:02}", f"2027-05-{number % 11 + 9:02}")),
            owner=text,
            groups=(text.strip() or "all",),
            why=text,
            sources=(f"p_{number}",),
            quotes=(Quote(source=f"p_{number}", text=text, title=text, where=text),),
        )
        for number, text in enumerate(NASTY)
    )
    count = len(NASTY)
    return Plan(
        id="plan_\n",
        initiative_id="=nasty",
        version=1,
        record_id="r",
        name=NASTY[0] + NASTY[1] + NASTY[7],
        today=day("2027-05-11"),
        country="XX",
        time_zone="Mars/Olympus",
        milestones=milestones,
        dependencies=(
            *(
                edge(f"n{number}", f"n{(number + 1) % count}", why=text, sources=(f"p_{number}",))
                for number, text in enumerate(NASTY)
            ),
            edge("n0", "n0"),
            edge("n1", "nowhere"),
        ),
        critical_path=("m_n0", "m_n1", "m_gone"),
        disconnects=tuple(
            Disconnect(
                id=f"x_{number}",
                kind="contradicting_dates",
                severity="high",
                title=text,
                sides=(Side(community=None, says=text, sources=("p_1",)),),
                why=text,
                question=text,
                milestones=(f"m_n{number}", "m_gone"),
            )
            for number, text in enumerate(NASTY)
        ),
        journey=tuple(
            Stage(stage=text, title=text, milestones=("m_gone",), gaps=(Gap(text=text, rule=text),)) for text in NASTY
        ),
        metrics=tuple(PairedMetric(it=text, people_readiness=text, why=text) for text in NASTY),
        open_questions=tuple(OpenPoint(text=text, owner=text) for text in NASTY),
        assumptions=tuple(OpenPoint(text=text) for text in NASTY),
        notes=NASTY,
    )


def empty() -> Plan:
    """No milestone at all."""
    return Plan(id="plan_0", initiative_id="empty", version=1, record_id="r_0", name="Empty", today=day("2027-05-11"))


def undated() -> Plan:
    """Milestones, none of which has a day."""
    plan = sample()
    bare = tuple(m.model_copy(update={"start": None, "end": None}) for m in plan.milestones)
    return plan.model_copy(update={"milestones": bare})


def large(count: int = 2000, links: int = 5000) -> Plan:
    """A plan far beyond what a page holds."""
    start = day("2027-01-04")
    milestones = tuple(
        milestone(
            f"{number:04}",
            "technical" if number % 2 else "readiness",
            f"Step {number} of the rollout in region {number % 37}",
            (start + dt.timedelta(days=number // 4)).isoformat(),
            (start + dt.timedelta(days=number // 4 + number % 9)).isoformat(),
            owner=f"Team {number % 12}",
            sources=(f"p_{number % 400}",),
        )
        for number in range(count)
    )
    dependencies = tuple(
        edge(f"{number * 7 % (count - 30):04}", f"{number * 7 % (count - 30) + 1 + number % 29:04}", lag=number % 3)
        for number in range(links)
    )
    return sample().model_copy(
        update={
            "milestones": milestones,
            "dependencies": dependencies,
            "critical_path": tuple(f"m_{number:04}" for number in range(0, count, 50)),
            "disconnects": (),
            "journey": (),
        }
    )


PLANS = {"sample": sample, "nasty": nasty, "empty": empty, "undated": undated, "large": large}
