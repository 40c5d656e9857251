"""A large plan as large programmes have it: workstreams that go through sites in waves, each wave a chain of steps.

Most steps are in order and a few are not; documents say figures, closures, hours, demands and decisions beside them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Literal, get_args

from glossary.catalog import packaged
from glossary.concepts import Category, Community
from service.planning.facts import EventKind
from service.planning.nouns import Dependency, LinkType, Milestone, Quote, StatedDate, Track
from service.planning.observed import (
    Amount,
    Closure,
    Cover,
    Decision,
    Demand,
    Disputed,
    Hours,
    Lack,
    Measure,
    Observed,
    Pace,
    Unowned,
    Use,
    Work,
)

START = dt.date(2027, 1, 4)
_STEPS: tuple[tuple[EventKind | None, str, Track, int, int, Category | None], ...] = (
    ("decision", "steering decision on {system}", "both", 0, 1, None),
    (None, "{system} design signed off", "technical", 5, 3, None),
    ("change", "network changes for {system}", "technical", 8, 10, None),
    ("test", "{system} acceptance test", "technical", 22, 10, None),
    ("test", "{system} accessibility check", "both", 26, 3, None),
    ("access", "early accounts for key users of {system}", "technical", 30, 2, None),
    ("pilot", "{system} pilot", "both", 34, 10, None),
    ("access", "accounts and licences for {system}", "technical", 46, 3, None),
    ("communication", "what {system} is", "readiness", 40, 1, "communications"),
    ("communication", "last information on {system}", "readiness", 60, 1, "communications"),
    ("training", "{system} courses, first half", "readiness", 50, 5, "training"),
    ("training", "{system} courses, second half", "readiness", 55, 5, "training"),
    ("training", "{system} for team leads", "readiness", 49, 2, "training"),
    ("change", "data of {system} migrated", "technical", 61, 3, None),
    ("go_live", "{system} goes live", "technical", 66, 1, None),
    ("support_cover", "floor walkers for {system}", "readiness", 66, 10, "support"),
    ("feedback", "survey on {system}", "readiness", 80, 5, "metrics_feedback"),
    ("communication", "the predecessor of {system} goes", "readiness", 84, 1, "communications"),
    ("withdrawal", "predecessor of {system} switched off", "technical", 92, 1, None),
    ("change", "handover of {system} to operations", "technical", 96, 1, None),
)
"""Kind, title, track, working days after the wave's start, working days it takes, and the readiness side's field."""
_WHERE = ("north", "south", "east", "west", "harbour", "airport", "old town", "campus", "plant", "depot")
_WHO = ("clerks", "nurses", "fitters", "drivers", "planners", "team leads", "dispatchers", "cashiers")
_OWNERS = ("M. Osei", "J. Brandt", "IT Operations", "HR", "R. Das", None)
_COMMUNITIES: tuple[Community, Community] = ("it", "people_readiness")
_BROKEN = 0.03
"""Share of steps that are moved out of their order, and of links that days may break."""


def milestones(count: int, seed: int = 11) -> list[Milestone]:
    """So many milestones, wave by wave, with dates, groups, systems, parts, concepts and sources."""
    chance = random.Random(seed)
    concepts = sorted(concept.id for concept in packaged().concepts)
    made: list[Milestone] = []
    while len(made) < count:
        wave, step = divmod(len(made), len(_STEPS))
        kind, title, track, after, days, category = _STEPS[step]
        stream, number = wave % 20, wave // 20
        begins = START + dt.timedelta(days=7 * (3 * stream + 9 * number))
        if chance.random() < _BROKEN:
            after += chance.randint(-40, 40)
        start = _working(begins + dt.timedelta(days=after * 7 // 5))
        end = _working(start + dt.timedelta(days=(days - 1) * 7 // 5))
        system = f"System {chr(65 + stream)}"
        name = f"{title.format(system=system)}, {_WHERE[wave % len(_WHERE)]}"
        quote = _quote(len(made), f"{name}: {start.isoformat()}", chance)
        made.append(
            Milestone(
                id=f"m_{len(made):05d}",
                track=track,
                title=name,
                start=start,
                end=end,
                owner=chance.choice(_OWNERS),
                kinds=(kind,) if kind else (),
                category=category,
                groups=(_group(wave),) if step % 3 else (),
                systems=(system.lower(),),
                concepts=tuple(chance.sample(concepts, 2)),
                parts=(f"wave {number + 1}",),
                sources=(quote.source,),
                dates=(StatedDate(start=start, end=end, words=start.isoformat(), quote=quote),),
                quotes=(quote,),
                why="as stated",
            )
        )
    return made


def dependencies(steps: Sequence[Milestone], count: int, seed: int = 12) -> list[Dependency]:
    """So many dependencies without a cycle: most within a wave, some from a wave to the next of its workstream.

    The days keep nearly all of them, as those of a plan do that people have worked on.
    """
    chance = random.Random(seed)
    made: dict[tuple[int, int], Dependency] = {}
    size = len(_STEPS)
    while len(made) < count:
        after = chance.randrange(1, len(steps))
        wave, step = divmod(after, size)
        if step and chance.random() < 0.85:
            before = wave * size + chance.randrange(max(0, step - 6), step)
        elif wave >= 20:
            before = after - 20 * size
        else:
            continue
        type_, lag = _fitting(steps[before], steps[after], chance)
        if type_ is None and chance.random() > _BROKEN:
            continue
        made[before, after] = Dependency(
            before=steps[before].id,
            after=steps[after].id,
            type=type_ or "FS",
            lag_days=lag,
            sources=steps[after].sources,
            why="the plan says so",
        )
    return list(made.values())


def _fitting(before: Milestone, after: Milestone, chance: random.Random) -> tuple[LinkType | None, int]:
    """A link that the days of both keep, with a lag where there is room for it; none if no link would."""
    if before.start is None or before.end is None or after.start is None or after.end is None:
        return None, 0
    if (room := (after.start - before.end).days) > 0:
        return "FS", chance.choice([lag for lag, least in ((0, 0), (0, 0), (1, 5), (5, 10)) if room >= least])
    if after.start >= before.start:
        return "SS", 0
    return ("FF", 0) if after.end >= before.end else (None, 0)


def observed(seed: int = 13) -> Observed:
    """What the documents of such a programme say beside its milestones."""
    chance = random.Random(seed)
    what: tuple[Literal["people", "licences", "accounts", "devices", "places"], ...] = (
        "people",
        "licences",
        "accounts",
        "devices",
        "places",
    )
    groups = [_group(number) for number in range(80)]
    systems = [f"System {chr(65 + number)}" for number in range(20)]
    means = ("phone", "mail", "app", "token", "network", "hands")
    quotes = iter(_quote(100_000 + number, "What a document says about it.", chance) for number in range(10_000))

    def one(some: Sequence[str]) -> tuple[str, ...]:
        return (chance.choice(some),)

    def closed(number: int) -> Closure:
        first = START + dt.timedelta(days=chance.randrange(700))
        kinds: tuple[Literal["freeze", "holiday", "busy"], ...] = ("freeze", "holiday", "busy")
        last = first + dt.timedelta(days=chance.randrange(10))
        return Closure(kinds[number % 3], "closed", first, last, one(groups), (), next(quotes))

    week, night = (
        Hours(frozenset(range(5)), dt.time(7), dt.time(19)),
        Hours(frozenset(range(7)), dt.time(22), dt.time(6)),
    )
    day = START + dt.timedelta(days=90)
    sides: tuple[Literal["it", "people"], ...] = ("it", "people")
    pace: tuple[Literal["promised", "needed"], ...] = ("promised", "needed")
    milestone_kinds = get_args(EventKind)
    return Observed(
        amounts=tuple(Amount(what[n % 5], 100 + n, one(groups), one(systems), next(quotes)) for n in range(200)),
        closures=tuple(closed(n) for n in range(40)),
        covers=tuple(Cover(week, day, day + dt.timedelta(days=14), one(groups), next(quotes)) for _ in range(40)),
        work=tuple(Work(night if n % 3 else week, one(groups), next(quotes)) for n in range(40)),
        demands=tuple(Demand(means[n % 6], one(groups), one(systems), next(quotes)) for n in range(40)),
        lacks=tuple(Lack(means[n % 6], one(groups), next(quotes)) for n in range(20)),
        paces=tuple(Pace(pace[n % 2], 1.0 + n % 5, "list", one(groups), one(systems), next(quotes)) for n in range(40)),
        measures=tuple(Measure(sides[n % 2], "used", "95 %", (), next(quotes)) for n in range(40)),
        uses=tuple(
            Use("rollout", f"sense {n % 3}", _COMMUNITIES[n % 2], f"meaning {n % 3}", next(quotes)) for n in range(60)
        ),
        decisions=tuple(
            Decision(f"{milestone_kinds[n % 13]} decided", (), one(systems), one(groups), (), (), day, next(quotes))
            for n in range(60)
        ),
        unowned=tuple(Unowned("work instructions", next(quotes)) for _ in range(20)),
        disputed=tuple(_disputed(n, day, next(quotes), next(quotes)) for n in range(20)),
        communities=frozenset(_COMMUNITIES),
    )


def _disputed(number: int, day: dt.date, newer: Quote, older: Quote) -> Disputed:
    return Disputed(f"step {number}", (newer, older), ((day, day), (day + dt.timedelta(days=7),) * 2))


def _group(number: int) -> str:
    return f"{_WHERE[number % len(_WHERE)]} {_WHO[number % len(_WHO)]}"


def _quote(number: int, text: str, chance: random.Random) -> Quote:
    written = START - dt.timedelta(days=chance.randrange(60))
    return Quote(
        source=f"p_{number // 4:06d}",
        text=text,
        title=f"Plan {number // 200}",
        community=_COMMUNITIES[number // 200 % 2],
        written=written,
    )


def _working(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
