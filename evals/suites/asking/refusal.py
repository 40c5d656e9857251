"""Refusal: questions that no source answers, among others that have an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from evals.cases.chat import RefusalCase
from evals.cases.loading import DATASETS, load
from evals.judging.nouns import Asked, judged
from evals.metrics.counting import Counts, parts, share
from evals.nouns import CROSSWALK, Outcome
from evals.suites.asking.chat import asked, facts, sources
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System
from evals.suites.stock import stocked
from evals.suites.telling import fingerprint, items, kept, record, shortened, timed, tokens
from service.interpretation.nouns import Answer

UNTOLD = "The documents do not answer the question."
"""What a judge is asked about: whether an answer says this."""


def cases(_: Options) -> Sequence[RefusalCase]:
    """All of `refusal.yaml`."""
    return cast(Sequence[RefusalCase], load("refusal"))


def refuses(answer: Answer) -> bool:
    """Whether it says first of all that the sources have no answer.

    What is near may follow; an answer that tells something and adds what it did not find is none.
    """
    told = facts(answer)
    nothing_first = not told or (told[0].status == "computed" and not told[0].sources)
    return nothing_first and (bool(answer.missing) or answer.kind == "other")


def scored(case: RefusalCase, answer: Answer) -> Outcome:
    """An answer held against whether there is one: a right refusal is tp, one where there is an answer fp."""
    refused = refuses(answer)
    right = refused != case.in_sources
    unsaid = kept(case.must_not_say, [claim.text for claim in facts(answer)])
    counts = Counts(
        tp=refused and not case.in_sources, fp=refused and case.in_sources, fn=not refused and not case.in_sources
    )
    return Outcome(
        suite="refusal",
        case=case.id,
        parts=parts(counts, "refusal_") | {"restraint": share(one for _, one in unsaid)},
        asked=shortened(case.question),
        expected=items([("an answer" if case.in_sources else "not in the sources", right), *unsaid]),
        got=items((f"[{claim.status}] {claim.text}", None) for claim in answer.claims),
        sources=sources(answer),
        tags=(f"initiative:{case.initiative}",),
        mode=answer.mode,
        fingerprint=fingerprint(claim.text for claim in answer.claims),
    )


def to_judge(case: RefusalCase, answer: Answer) -> tuple[Asked, ...]:
    """Whether the answer owns up that there is none: beside `scored`, and from what `refuses` goes by."""
    missing = [f"Looked for and not found: {one}" for one in answer.missing]
    told = "\n".join([*(claim.text for claim in facts(answer)), *missing])
    return (Asked(case.question, told, UNTOLD, refuses(answer)),)


@asynccontextmanager
async def systems(house: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
    """Crosswalk's answers."""
    await stocked(house)

    async def crosswalk(case: RefusalCase) -> Outcome:
        api = await house.api(case.today)
        answer, seconds = await timed(asked(api, case.question, case.initiative, case.community))
        told = await record(api, answer.record_id)
        outcome = scored(case, answer).model_copy(update={"record": told, "seconds": seconds, **tokens(told)})
        return await judged(outcome, options.judge, to_judge(case, answer))

    yield {CROSSWALK: crosswalk}


def files(_: Options) -> Sequence[Path]:
    """The one file; the documents count as the corpus."""
    return (DATASETS / "refusal.yaml",)


SUITE = Suite(
    name="refusal",
    metrics=("refusal_f1", "refusal_precision", "refusal_recall", "restraint"),
    cases=cases,
    systems=systems,
    files=files,
)
