"""Retrieval: which passages `POST /v1/search` finds for a query, and in what order, beside plain rankers."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from evals.cases.loading import DATASETS, load
from evals.cases.retrieval import RetrievalCase
from evals.metrics.counting import whole
from evals.metrics.ranking import ndcg, recall_at, reciprocal_rank
from evals.nouns import CROSSWALK, Outcome
from evals.peers import available
from evals.suites.house import Corpus, House
from evals.suites.nouns import Options, Suite, System
from evals.suites.stock import stocked
from evals.suites.telling import fingerprint, items, timed
from retrieval.indexes.embeddings import embedded_text

K = 10
_TODAY = dt.date(2027, 1, 11)


def cases(_: Options) -> Sequence[RetrievalCase]:
    """All of `retrieval.yaml`."""
    return cast(Sequence[RetrievalCase], load("retrieval"))


def scored(case: RetrievalCase, corpora: Mapping[str, Corpus], ranking: Sequence[str]) -> Outcome:
    """A ranking of passage ids held against the judged ones.

    Raises:
        LookupError: a judged passage is not there, or its words are in several.
    """
    grades = {corpora[one.initiative].find(one).id: one.grade for one in case.relevant}
    known = {
        passage.id: f"{name}/{file}: {passage.text}"
        for name, corpus in corpora.items()
        for file, passages in corpus.passages.items()
        for passage in passages
    }
    top = ranking[:K]
    return Outcome(
        suite="retrieval",
        case=case.id,
        parts={
            f"ndcg_at_{K}": whole(ndcg(ranking, grades, K)),
            f"recall_at_{K}": whole(recall_at(ranking, grades, K)),
            "mrr": whole(reciprocal_rank(top, grades)),
        },
        asked=case.query,
        expected=items((f"grade {grade}: {_told(known[key])}", key in top) for key, grade in grades.items()),
        got=items((f"{rank}. {_told(known[key])}", key in grades) for rank, key in enumerate(top, 1)),
        tags=("scope:one" if len(case.initiatives) == 1 else "scope:several",),
        fingerprint=fingerprint(top),
    )


@asynccontextmanager
async def systems(house: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
    """Crosswalk's search, and rankers over the same passages.

    Every query runs over all corpora, unless it names its initiatives: so one initiative's passages stand among the
    others', as in an organisation. The peers get each passage with its title and headings, as
    Crosswalk's own vectors do.
    """
    corpora = await stocked(house)
    api = await house.api(_TODAY)
    everything = sorted(corpora)

    async def crosswalk(case: RetrievalCase) -> Outcome:
        body = {"query": case.query, "initiative_ids": list(case.initiatives) or everything, "k": K}
        answer, seconds = await timed(api.call("POST", "/v1/search", json=body))
        found = answer.json()
        ranking = [one["passage"]["id"] for one in found["results"]]
        known = {"record": {"id": found["record_id"]}, "seconds": seconds}
        return scored(case, corpora, ranking).model_copy(update=known)

    def ranked_by(ranker: available.Ranker) -> System:
        async def peer(case: RetrievalCase) -> Outcome:
            began = time.perf_counter()
            ranking = ranker(case.query, list(case.initiatives) or everything, K)
            seconds = round(time.perf_counter() - began, 4)
            return scored(case, corpora, ranking).model_copy(update={"seconds": seconds})

        return peer

    texts = [
        available.Text(passage.id, embedded_text(passage), name)
        for name, corpus in corpora.items()
        for passages in corpus.passages.values()
        for passage in passages
    ]
    with available.rankers(texts if options.peers else ()) as rankers:
        yield {CROSSWALK: crosswalk} | {name: ranked_by(ranker) for name, ranker in rankers.items()}


def files(_: Options) -> Sequence[Path]:
    """The one file; the documents count as the corpus."""
    return (DATASETS / "retrieval.yaml",)


def _told(text: str) -> str:
    return " ".join(text.split())[:220]


SUITE = Suite(
    name="retrieval",
    metrics=(f"ndcg_at_{K}", f"recall_at_{K}", "mrr"),
    cases=cases,
    systems=systems,
    files=files,
)
