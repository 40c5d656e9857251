"""A model says an interpretation in plain words: what it is asked, and what is proposed of what it says."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from glossary.edition import Edition
from service.interpretation.nouns import INPUT, Interpretation
from service.interpretation.phrasing.translations import Rendering, Summarised, mattering, renderings, summary
from service.llm.nouns import Budget, ModelFailed
from service.llm.scripted import Received, Reply, replies, says, scripted
from tests.service.interpretation.conftest import TODAY, Interpret
from tests.service.interpretation.phrasing.asking import PROMPTS, listed, models_at

TEXT = """# Rollout

MFA is enforced for 610 users on 19 April 2027.

SSO is introduced for the depots on 26 April 2027 and not for the plants.

The canteen closes at noon.
"""


@pytest.fixture
def interpretation(interpret: Interpret) -> Interpretation:
    return interpret(TEXT)


def rendered(url: str, interpretation: Interpretation, edition: Edition, most: int = 12) -> list[Rendering]:
    async def run() -> list[Rendering]:
        models = models_at(url)
        try:
            coming = renderings(models, interpretation, edition, Budget(20), PROMPTS, today=TODAY, most=most)
            return await listed(coming)
        finally:
            await models.close()

    return asyncio.run(run())


def summed_up(url: str, interpretation: Interpretation, edition: Edition) -> list[Summarised]:
    async def run() -> list[Summarised]:
        models = models_at(url)
        try:
            return await listed(summary(models, interpretation, edition, Budget(20), PROMPTS, today=TODAY))
        finally:
            await models.close()

    return asyncio.run(run())


def numbered(prompt: str) -> dict[str, int]:
    """The statements of a prompt with their numbers."""
    return {text: int(number) for number, text in re.findall(r"^(\d+): (.*)$", prompt, re.MULTILINE)}


def in_plain_words(prompt: str, words: dict[str, str]) -> Reply:
    """An answer that says each statement which begins so in these words."""
    given = [
        {"number": number, "text": said}
        for text, number in numbered(prompt).items()
        for begins, said in words.items()
        if text.startswith(begins)
    ]
    return says(json.dumps({"renderings": given}))


def test_a_rendering_rests_on_its_own_statement_and_what_its_terms_mean(
    interpretation: Interpretation, edition: Edition
) -> None:
    said = {"MFA": "From 19 April 2027, 610 users need a second step."}
    (statement,) = (s for s in interpretation.statements if s.text.startswith("MFA"))
    with scripted(lambda request: in_plain_words(request.prompt, said)) as server:
        (rendering,) = rendered(server.url, interpretation, edition)
        assert "canteen" not in server.requests[0].prompt
    assert rendering.proposed.text == said["MFA"]
    assert rendering.statement == statement.id
    assert set(rendering.proposed.cited) == set(rendering.shown)
    assert rendering.shown[INPUT].text.strip() == statement.text
    (entry,) = (shown for shown in rendering.shown.values() if shown.concept)
    assert "Meaning" in " ".join(h for unit in entry.units for h in unit.sentence.headings)
    assert not any("Implication" in h for unit in entry.units for h in unit.sentence.headings)


@pytest.mark.parametrize(
    "said",
    [
        "MFA becomes mandatory for users on 19 April 2027.",
        "MFA becomes mandatory for 610 users soon.",
        "MFA does not become mandatory for 610 users on 19 April 2027.",
        "",
        "word 610 19 2027 " * 60,
    ],
    ids=["number lost", "day lost", "denied", "empty", "endless"],
)
def test_a_rendering_that_loses_a_number_or_denies_is_not_proposed(
    said: str, interpretation: Interpretation, edition: Edition
) -> None:
    with scripted(lambda r: in_plain_words(r.prompt, {"MFA": said})) as server:
        assert rendered(server.url, interpretation, edition) == []


def test_numbers_that_were_not_asked_for_are_ignored(interpretation: Interpretation, edition: Edition) -> None:
    with scripted(says(json.dumps({"renderings": [{"number": 77, "text": "610, 19 April 2027."}]}))) as server:
        assert rendered(server.url, interpretation, edition) == []


def test_batches_are_few_and_those_before_a_failure_stay(interpret: Interpret, edition: Edition) -> None:
    rows = "\n\n".join(f"MFA is enforced for {600 + n} users on {n} April 2027." for n in range(1, 21))
    interpretation = interpret(rows)
    given: list[Rendering] = []

    def model(request: Received) -> Reply:
        if request.number:
            return replies.fails(401)
        return says(
            json.dumps({"renderings": [{"number": n, "text": text} for text, n in numbered(request.prompt).items()]})
        )

    async def run(url: str) -> None:
        models = models_at(url)
        try:
            coming = renderings(models, interpretation, edition, Budget(20), PROMPTS, today=TODAY)
            async for rendering in coming:
                given.append(rendering)
        finally:
            await models.close()

    with scripted(model) as server, pytest.raises(ModelFailed):
        asyncio.run(run(server.url))
    assert 0 < len(given) <= 6
    assert len(server.requests) == 2


def test_statements_from_which_something_follows_come_first(interpretation: Interpretation) -> None:
    first = mattering(interpretation)
    assert {s.text.split()[0] for s in first} == {"MFA", "SSO"}
    assert first[0].id in interpretation.implications[0].occasions


def test_a_summary_cites_what_the_notes_and_statements_rest_on(
    interpretation: Interpretation, edition: Edition
) -> None:
    claims = [
        {"sources": ["N1"], "text": "MFA becomes mandatory on 19 April 2027."},
        {"sources": ["S1", "S9"], "text": "610 users are affected."},
    ]
    with scripted(says(json.dumps({"claims": claims}))) as server:
        first, second = summed_up(server.url, interpretation, edition)
        assert f"N1: {interpretation.summary[0].text}" in server.requests[0].prompt
    assert first.proposed.cited == interpretation.summary[0].sources
    assert set(first.proposed.cited) <= set(first.shown)
    assert second.proposed.cited == (INPUT, "not shown: S9")
    assert "610 users" in second.shown[INPUT].text
