"""What the tests of the door to models share: models at a scripted server, and a question."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from pydantic import BaseModel, SecretStr

from service.llm.models import Models, models
from service.llm.nouns import Budget, Message, ModelFailed
from service.settings import Settings

QUESTION = (Message("system", "You are terse."), Message("user", "When do people get access?"))


TEXT = "People get access on 4 May, in the order of the pilot rings."
Ask = Callable[[Models, Budget], Awaitable[str]]


class Said(BaseModel):
    """The shape that the tests ask for."""

    text: str
    sources: list[str] = []


def models_at(url: str, *, key: str | None = None, fallbacks: str | None = None, context: int = 8192) -> Models:
    """The models of an operator who has declared this endpoint."""
    return models(
        Settings(
            model="first",
            model_url=url,
            model_key=SecretStr(key) if key else None,
            model_fallbacks=SecretStr(fallbacks) if fallbacks else None,
            model_context=context,
        )
    )


async def whole(asked: Models, budget: Budget) -> str:
    return await asked.complete(QUESTION, budget)


async def streamed(asked: Models, budget: Budget) -> str:
    return "".join([piece async for piece in asked.stream(QUESTION, budget)])


def answer(url: str, ask: Ask, budget: Budget, fallbacks: str | None = None) -> str:
    async def run() -> str:
        asked = models_at(url, fallbacks=fallbacks)
        try:
            return await ask(asked, budget)
        finally:
            await asked.close()

    return asyncio.run(run())


def failed(url: str, ask: Ask, budget: Budget, fallbacks: str | None = None) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught:
        answer(url, ask, budget, fallbacks)
    return caught.value
