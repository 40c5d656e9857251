"""What is broken on purpose must cost points: otherwise a suite measures nothing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.metrics.figures import figures
from evals.nouns import Outcome
from evals.suites.asking import chat, retrieval
from evals.suites.house import House, house
from evals.suites.nouns import Options, Suite
from evals.suites.reading import senses
from glossary import catalog
from glossary.edition import to_yaml
from retrieval.indexes.embeddings import MiniLM
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.index import EmbeddingFailed, Matrix
from retrieval.indexes.lexical import open_words
from retrieval.search import Search

ALONE = Options(peers=False)


async def _run(suite: Suite, inside: House, fast: bool = True) -> list[Outcome]:
    async with suite.systems(inside, ALONE) as systems:
        ask = systems["crosswalk"]
        return [await ask(case) for case in suite.cases(ALONE) if case.fast or not fast]


def _in_house(work: Callable[[House], Awaitable[list[Outcome]]], glossary: Path | None = None) -> list[Outcome]:
    async def working() -> list[Outcome]:
        async with house({}, glossary) as inside:
            return await work(inside)

    return asyncio.run(working())


def _value(outcomes: Sequence[Outcome], metric: str) -> float:
    return next(figure.value for figure in figures(outcomes) if figure.metric == metric)


def test_swapped_senses_cost_f1(tmp_path: Path) -> None:
    """Two senses of a label that exchange their cues are told apart the wrong way round."""
    concepts = {one.id: one for one in catalog.packaged().concepts}
    cases = [case for case in senses.cases(ALONE) if any(word.concept in concepts for word in case.words)]
    labels: dict[str, set[str]] = {}
    for case in cases:
        for word in case.words:
            if word.concept:
                labels.setdefault(word.word.lower(), set()).add(word.concept)
    pairs = [tuple(sorted(found))[:2] for found in labels.values() if len(found) > 1]
    assert pairs, "no word of the cases has two senses"
    cues = {key: one.cues for key, one in concepts.items()}
    for one, other in pairs:
        cues[one], cues[other] = cues[other], cues[one]
    swapped = [one.model_copy(update={"cues": cues[one.id]}) for one in concepts.values()]
    (tmp_path / "swapped.yaml").write_text(to_yaml(swapped), encoding="utf-8")

    right = _in_house(lambda inside: _run(senses.SUITE, inside, fast=False))
    wrong = _in_house(lambda inside: _run(senses.SUITE, inside, fast=False), tmp_path)

    assert _value(wrong, "sense_f1") < _value(right, "sense_f1") - 0.03


@pytest.mark.slow
def test_without_the_second_ranking_ndcg_falls() -> None:
    """Words alone find less than words and vectors together."""

    async def both(inside: House) -> list[Outcome]:
        together = await _run(retrieval.SUITE, inside)
        engine = inside.parts.engine
        words_alone = Search(engine, open_words(engine), ExactIndex(engine, _Mute.name), _Mute())
        try:
            alone = await _run(retrieval.SUITE, inside.altered(replace(inside.parts, search=words_alone)))
        finally:
            words_alone.close()
        return [*together, *(one.model_copy(update={"system": "words"}) for one in alone)]

    values = {one.system: one.value for one in figures(_in_house(both)) if one.metric == "ndcg_at_10"}

    assert values["words"] < values["crosswalk"]


class _Mute(MiniLM):
    """An embedder that does not answer."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        raise EmbeddingFailed("mute")


@pytest.mark.slow
def test_citing_at_random_costs_citation_recall_and_precision() -> None:
    """The same answers, with the sources of other answers."""

    async def answered(inside: House) -> list[Outcome]:
        found: list[Outcome] = []
        for case in chat.cases(ALONE):
            if case.fast and case.initiative:
                corpora = await inside.corpora([case.initiative])
                api = await inside.api(case.today)
                answer = await chat.asked(api, case.question, case.initiative, case.community)
                found.append(chat.scored(case, answer, corpora))
                passages = [one.id for some in corpora[case.initiative].passages.values() for one in some]
                chance = random.Random(7)
                claims = tuple(
                    claim.model_copy(update={"sources": (chance.choice(passages),)}) if claim.sources else claim
                    for claim in answer.claims
                )
                cited = answer.model_copy(update={"claims": claims})
                found.append(chat.scored(case, cited, corpora).model_copy(update={"system": "random"}))
        return found

    values = {(one.system, one.metric): one.value for one in figures(_in_house(answered))}

    for metric in ("citation_recall", "citation_precision", "must_cite_recall"):
        assert values["random", metric] < values["crosswalk", metric]
