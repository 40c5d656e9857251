"""A language model as judge: one short question a point, and yes or no. Whatever else comes of it is no verdict."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, SecretStr

from evals.judging.nouns import Asked, Judge
from evals.nouns import Judged
from evals.running.request import Model
from prompts import catalog
from prompts.fencing import fence
from prompts.template import Template
from service.llm.client import Client
from service.llm.models import Models, answer_tokens
from service.llm.nouns import Budget, Message, ModelFailed

TEMPLATE: Final = "judge"
_MOST_WHY: Final = 300
"""Characters of a reason that are kept."""


class VerdictForm(BaseModel):
    """What the judge answers."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["yes", "no"]


@asynccontextmanager
async def judging(model: Model | None, key: SecretStr | None) -> AsyncIterator[Judge | None]:
    """The judge of a run, from here to the end of the block; None where none is asked for.

    Args:
        model: Who judges.
        key: Its server's.
    """
    if model is None:
        yield None
        return
    template = catalog.load()[TEMPLATE]
    client = Client(model.name, model.url, key, answer_tokens(model.context))
    models = Models([client], context_tokens=model.context)

    async def judge(asked: Asked) -> Judged:
        nonlocal models
        try:
            form = await models.structured(messages(template, asked), VerdictForm, Budget(model.deadline))
        except ModelFailed as failed:
            if failed.reason == "malformed":
                # Begun afresh, or the server would be left alone for a while, and points that it can judge be missed.
                models = Models([client], context_tokens=model.context)
            late = f"no answer within {model.deadline:g} s"
            return _unscored(asked, f"{failed.reason}: {late if failed.reason == 'timeout' else failed}")
        except Exception as exc:  # the case has its figures by now, which no fault of a judge may take away
            return _unscored(asked, client.hide(f"{type(exc).__name__}: {exc}"))
        return Judged(text=asked.point, verdict=form.verdict, rules=asked.rules)

    try:
        yield judge
    finally:
        await client.close()


def messages(template: Template, asked: Asked) -> list[Message]:
    """What the judge is sent: the answer as data that cannot pretend to have ended."""
    marks = fence(asked.answer, asked.question, asked.point)
    rendered = template.render(data=marks.around(asked.answer), question=asked.question, point=asked.point)
    return [Message("system", rendered.system), Message("user", rendered.user)]


def _unscored(asked: Asked, why: str) -> Judged:
    return Judged(text=asked.point, verdict="unscored", why=why[:_MOST_WHY], rules=asked.rules)
