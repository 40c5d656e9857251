"""What the tests of the door to models share: models at a scripted server, and a question."""

from __future__ import annotations

from pydantic import BaseModel, SecretStr

from service.llm.models import Models, models
from service.llm.nouns import Message
from service.settings import Settings

QUESTION = (Message("system", "You are terse."), Message("user", "When do people get access?"))


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
