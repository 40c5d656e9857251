"""All language models that the operator has declared, in their order: the only thing that others use."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import TypeVar

from langchain_core.tools import BaseTool
from pydantic import BaseModel

from service.llm.nouns import Budget, Message, Usage
from service.settings import Settings

T = TypeVar("T", bound=BaseModel)


class Models:
    """The configured models behind one door. Without any, `configured` is false and nothing may be asked."""

    def __init__(self) -> None:
        self.configured: bool = False
        self.context_tokens: int = 0
        """What fits in a prompt and its answer together."""
        self.answer_tokens: int = 0
        """How much of that is kept for the answer."""
        self.calls_tools: bool = False
        self.names: tuple[str, ...] = ()

    async def complete(self, messages: Sequence[Message], budget: Budget) -> str:
        """The whole answer as text.

        Raises:
            ModelFailed: no model delivered within the budget.
        """
        raise NotImplementedError

    def stream(
        self, messages: Sequence[Message], budget: Budget, *, schema: type[BaseModel] | None = None
    ) -> AsyncGenerator[str, None]:
        """The answer in pieces as they come; close it (`contextlib.aclosing`) to hang up.

        Raises:
            ModelFailed: it ended wrongly, perhaps after pieces were given, which stay valid up to there.
        """
        raise NotImplementedError

    async def structured(self, messages: Sequence[Message], schema: type[T], budget: Budget) -> T:
        """The answer as a value of `schema`.

        Raises:
            ModelFailed: no model delivered it within the budget.
        """
        raise NotImplementedError

    async def gather(
        self, messages: Sequence[Message], tools: Sequence[BaseTool], budget: Budget, max_steps: int = 4
    ) -> None:
        """Let the model choose among read-only tools; what they find is theirs to keep.

        Raises:
            ModelFailed: the model did not deliver; tools may have run.
        """
        raise NotImplementedError

    def usage(self, budget: Budget) -> Usage | None:
        """What the calls of one request cost together; None when there was none."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close all connections."""


def models(settings: Settings) -> Models:
    """The models that the operator has declared."""
    raise NotImplementedError
