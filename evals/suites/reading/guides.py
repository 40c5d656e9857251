"""Annotated guides: which of the readiness actions that were cut out of a guide are foreseen from what is left of it.

Read from the folder that `--guides` names, since the guides' text is not part of the project. A case is one action; a
guide is interpreted once.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.actions import learnt
from evals.actions.guides import Guide, ReadinessAction, annotated
from evals.actions.matching import foreseen
from evals.metrics.counting import share
from evals.nouns import CROSSWALK, Outcome
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System
from evals.suites.reading.interpretation import interpreted, offered
from evals.suites.telling import fingerprint, items, record, shortened, timed
from service.interpretation.nouns import Interpretation

_TODAY = dt.date(2027, 1, 11)


@dataclass(frozen=True)
class GuideCase:
    """One readiness action of a guide."""

    id: str
    guide: Guide
    action: ReadinessAction
    fast: bool = False


def cases(options: Options) -> Sequence[GuideCase]:
    """Every action of every guide; none without a folder."""
    if options.guides is None:
        return ()
    return [
        GuideCase(f"{guide.id}-{number:02}", guide, action)
        for guide in annotated(options.guides)
        for number, action in enumerate(guide.readiness_actions, 1)
    ]


@asynccontextmanager
async def systems(house: House, _: Options) -> AsyncIterator[Mapping[str, System]]:
    """Crosswalk's implications for People Readiness; each action of a guide took as long as its guide."""
    api, weights = await house.api(_TODAY), learnt.load()
    given: dict[str, tuple[Interpretation, float]] = {}
    reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def interpretation(guide: Guide) -> tuple[Interpretation, float]:
        async with reading[guide.id]:
            if guide.id not in given:
                given[guide.id] = await timed(
                    interpreted(api, guide.technical_text, "it", "people_readiness", title=guide.title)
                )
        return given[guide.id]

    async def crosswalk(case: GuideCase) -> Outcome:
        made, seconds = await interpretation(case.guide)
        by_id = {one.id: one for one in made.implications}
        hit = foreseen([case.action.wanted], [offered(one) for one in made.implications], weights)[0]
        best = by_id.get(hit.best.id) if hit.best else None
        got = f"{best.says} → {best.do} ({best.who}) {best.rule}, likeness {hit.likeness:.2f}" if best else "nothing"
        return Outcome(
            suite="guides",
            case=case.id,
            parts={"action_recall": share([hit.same])},
            asked=f"{case.guide.title}: {shortened(case.action.action)}",
            expected=items([(case.action.action, hit.same)]),
            got=items([(got, hit.same)]),
            record=await record(api, made.record_id),
            tags=(f"guide:{case.guide.id}", f"category:{case.action.category}"),
            mode=made.mode,
            seconds=seconds,
            fingerprint=fingerprint([got]),
        )

    yield {CROSSWALK: crosswalk}


def files(options: Options) -> Sequence[Path]:
    """The guides, and the weights of the matcher."""
    return (*sorted(options.guides.glob("*.json")), learnt.CALIBRATION) if options.guides else ()


SUITE = Suite(name="guides", metrics=("action_recall",), cases=cases, systems=systems, files=files)
