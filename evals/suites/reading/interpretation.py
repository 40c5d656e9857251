"""Interpretation, both ways: the actions, facts and questions that follow from a text, and what must not follow.

Asked of `POST /v1/translate`. Whether an implication is an expected action is for the matcher of `evals.actions` to
say, which was calibrated on judged pairs; the words of the two sides are rarely the same. It goes by words: with the
vectors of a small model it agrees with the judge no better.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, cast

from evals.actions import learnt
from evals.actions.matching import foreseen
from evals.actions.nouns import Foreseen, Offered, Wanted
from evals.cases.interpretation import InterpretationCase, Stated
from evals.cases.loading import DATASETS, load
from evals.metrics.counting import share
from evals.metrics.saying import said
from evals.nouns import CROSSWALK, Outcome
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System
from evals.suites.telling import fingerprint, items, kept, record, shortened, timed, tokens
from service.interpretation.nouns import ImplicationOut, Interpretation, QuestionOut
from service.planning.facts import Fact
from service.terminal.client import Api

METRICS = ("action_recall", "by_accuracy", "fact_recall", "question_recall", "restraint")


def offered(one: ImplicationOut) -> Offered:
    """An implication as the matcher takes it."""
    return Offered(id=one.id, says=one.says, do=one.do, who=one.who, category=one.category)


def scored(case: InterpretationCase, given: Interpretation, found: Sequence[Foreseen]) -> Outcome:
    """An interpretation held against what a careful reader expects.

    `by_accuracy` is counted over the actions that are foreseen: one that is missed costs recall, not a day as well.

    Args:
        case: The text and what is expected.
        given: What the service made of it.
        found: For each action of the case, in order, what the matcher says.
    """
    by_id = {one.id: one for one in given.implications}
    pairs = list(zip(case.actions, found, strict=True))
    actions = [hit.same for action, hit in pairs if not action.optional]
    due = [
        (f"by {action.by}: {action.does}", _in_time(action.by, by_id[hit.best.id].when.date))
        for action, hit in pairs
        if hit.same and hit.best and action.by
    ]
    facts = [(fact, _stated(fact, given.facts)) for fact in case.facts]
    asked = [(ask, _asked(ask.to, ask.about, given.questions)) for ask in case.questions]
    told = [f"{one.says} {one.do}" for one in given.implications]
    unsaid = kept(case.must_not_say, told)
    if case.nothing:
        unsaid.append(("nothing follows", not told))
    expected: list[tuple[str, bool | None]] = [
        (f"{action.does}{f' ({action.who})' if action.who else ''}", hit.same or (None if action.optional else False))
        for action, hit in pairs
    ]
    expected += due
    expected += [(f"fact: {fact.kind} {fact.value} {fact.unit}".rstrip(), there) for fact, there in facts]
    expected += [(f"question to {ask.to}: {', '.join(ask.about)}", there) for ask, there in asked]
    expected += unsaid
    wanted = {hit.best.id for hit in found if hit.same and hit.best}
    return Outcome(
        suite="interpretation",
        case=case.id,
        parts={
            "action_recall": share(actions),
            "by_accuracy": share(right for _, right in due),
            "fact_recall": share(there for _, there in facts),
            "question_recall": share(there for _, there in asked),
            "restraint": share(right for _, right in unsaid),
        },
        asked=shortened(case.text),
        expected=items(expected),
        got=items((_told(one), True if one.id in wanted else None) for one in given.implications),
        sources=tuple(dict.fromkeys(shortened(f"{s.title}: {s.quote or s.where}", 160) for s in given.sources))[:12],
        tags=(f"from:{case.from_}", f"to:{case.to}"),
        mode=given.mode,
        fingerprint=fingerprint(told),
    )


def _in_time(by: dt.date, planned: dt.date | None) -> bool:
    return planned is not None and planned <= by


def _stated(fact: Stated, facts: Sequence[Fact]) -> bool:
    wanted = _days(fact.value) if fact.kind == "date" else fact.value.casefold()
    return any(
        one.kind == fact.kind
        and wanted in ((_days(one.value),) if fact.kind == "date" else (one.value.casefold(), one.text.casefold()))
        and (not fact.unit or fact.unit.casefold() in one.unit.casefold())
        for one in facts
    )


def _days(interval: str) -> str:
    """An ISO date or interval without the time of day: `2027-06-01T00:00` is a day as `2027-06-01` is."""
    return "/".join(moment.partition("T")[0] for moment in interval.split("/"))


def _asked(to: str, about: Sequence[str], questions: Sequence[QuestionOut]) -> bool:
    return any(one.to == to and said(about, one.text) for one in questions)


def _told(one: ImplicationOut) -> str:
    day = f" by {one.when.date}" if one.when.date else ""
    return f"[{one.category}] {one.says} → {one.do} ({one.who}{day}) {one.rule}"


async def interpreted(
    api: Api, text: str, from_: str, to: str, *, title: str = "", initiative: str | None = None
) -> Interpretation:
    """What the service makes of a text."""
    body = {"text": text, "title": title[:200], "from": from_, "to": to, "initiative_id": initiative}
    return Interpretation.model_validate((await api.call("POST", "/v1/translate", json=body)).json())


def _suite(which: Literal["interpretation", "reverse"]) -> Suite:
    def cases(_: Options) -> Sequence[InterpretationCase]:
        return cast(Sequence[InterpretationCase], load(which))

    def files(_: Options) -> Sequence[Path]:
        return (DATASETS / f"{which}.yaml", learnt.CALIBRATION)

    @asynccontextmanager
    async def systems(house: House, _: Options) -> AsyncIterator[Mapping[str, System]]:
        weights = learnt.load()

        async def crosswalk(case: InterpretationCase) -> Outcome:
            api = await house.api(case.today)
            initiative = await house.country(case.country) if case.country else None
            given, seconds = await timed(
                interpreted(api, case.text, case.from_, case.to, title=case.title, initiative=initiative)
            )
            wanted = [Wanted(does=a.does, who=a.who, categories=a.categories) for a in case.actions]
            found = foreseen(wanted, [offered(one) for one in given.implications], weights)
            told = await record(api, given.record_id)
            known = {"suite": which, "record": told, "seconds": seconds, **tokens(told)}
            return scored(case, given, found).model_copy(update=known)

        yield {CROSSWALK: crosswalk}

    return Suite(name=which, metrics=METRICS, cases=cases, systems=systems, files=files)


INTERPRETATION = _suite("interpretation")
REVERSE = _suite("reverse")
