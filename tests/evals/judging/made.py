"""Runs of chat and refusal whose answers are given, so that nothing but the judge is left to chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from evals.cases.chat import ChatCase, RefusalCase
from evals.cases.common import Forbidden, Point
from evals.nouns import SuiteName
from evals.running import folder
from evals.running.journal import Run
from evals.running.request import Model, Request
from evals.running.whole import perform
from evals.suites.asking import chat, refusal
from evals.suites.house import House
from evals.suites.nouns import Options, Suite
from service.interpretation.nouns import Answer, Claim

TODAY = dt.date(2027, 4, 12)
SAYS, SAYS_NOT = "The badge readers go on 14 May.", "They go on 28 May."
OFF = ChatCase(
    id="readers-off",
    kind="access",
    question="when do the badge readers go?",
    today=TODAY,
    must_say=(Point(says=SAYS, words=("readers", "14 May 2027")),),
    must_not_say=(Forbidden(says=SAYS_NOT, words=("28 May 2027",)),),
)
WHO = ChatCase(
    id="who-pays",
    kind="said",
    question="who pays for the lanyards?",
    today=TODAY,
    must_say=(Point(says="The depots pay.", words=("depots", "pay")),),
)
PARKING = RefusalCase(id="parking", question="where can trainers park?", initiative="", today=TODAY)
TOLD: Mapping[str, tuple[str, ...]] = {
    OFF.question: ("The badge readers are taken down on 14 May 2027.",),
    WHO.question: ("Each site covers its own.",),
}


@dataclass(frozen=True)
class _Came:
    body: Mapping[str, Any]

    def json(self) -> Mapping[str, Any]:
        return self.body


@dataclass(frozen=True)
class _Api:
    told: Mapping[str, Sequence[str]]

    async def call(self, method: str, path: str, **sent: Any) -> _Came:
        if method == "GET":
            return _Came({})
        question = sent["json"]["messages"][-1]["content"]
        claims = tuple(Claim(text=text, status="computed", sources=()) for text in self.told.get(question, ()))
        missing = () if claims else ("a place to park",)
        if not claims:
            claims = (Claim(text="Nothing answers this.", status="computed", sources=()),)
        made = Answer(
            record_id="r",
            mode="composed",
            question=question,
            kind="said",
            claims=claims,
            text="",
            sources=(),
            missing=missing,
        )
        return _Came(made.model_dump(mode="json"))


@dataclass(frozen=True)
class _House:
    told: Mapping[str, Sequence[str]]

    async def corpora(self, _: object) -> Mapping[str, Any]:
        return {}

    async def api(self, _: dt.date) -> _Api:
        return _Api(self.told)


def suites() -> Mapping[SuiteName, Suite]:
    """Chat with two cases, of which the answers say all of one and nothing of the other; refusal with one."""
    return {
        "chat": replace(chat.SUITE, cases=lambda _: (OFF, WHO)),
        "refusal": replace(refusal.SUITE, cases=lambda _: (PARKING,)),
    }


def judge(url: str, deadline: float = 20.0) -> Model:
    return Model(name="strict", url=url, deadline=deadline)


def run(runs: Path, name: str, request: Request, *, told: Mapping[str, Sequence[str]] = TOLD, **more: Any) -> Run:
    """A run of both suites, with answers as they are told here, by question; none is an answer that finds nothing."""

    @asynccontextmanager
    async def opened(_: Options) -> AsyncIterator[House]:
        yield cast(House, _House(told))

    place = runs / name if more.get("resumed") else folder.made(runs, name)
    return perform(request, place, suites(), opened=opened, **more)
