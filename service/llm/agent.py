"""LangChain's agent, bounded: a model chooses among read-only tools for a few steps, and its words are thrown away.

What the tools find is kept by the tools. Each step is asked through the same retries, budget and breaker as any answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from langchain.agents import create_agent
from langchain.agents.middleware import ModelCallLimitMiddleware
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from langsmith import tracing_context

from service.llm.failures import translated
from service.llm.nouns import ModelFailed
from service.llm.wire import without_surrogates

Choose = Callable[[Sequence[BaseMessage], dict[str, Any]], Awaitable[ChatResult]]
MOST_CALLS: Final = 4
"""Tool calls of one step that are carried out; a model may ask for thousands."""


class _Chosen(BaseChatModel):
    """The model as the agent sees it."""

    choose: Any

    @property
    def _llm_type(self) -> str:
        return "crosswalk"

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[Any, AIMessage]:
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools])

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise TypeError("models are asked asynchronously; use ainvoke")

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        extra = {"tools": kwargs["tools"]} if kwargs.get("tools") else {}
        result: ChatResult = await self.choose(messages, extra)
        said = result.generations[0].message
        calls = said.tool_calls[:MOST_CALLS] if isinstance(said, AIMessage) else []
        chosen = AIMessage(content=said.content, tool_calls=without_surrogates(calls))
        return ChatResult(generations=[ChatGeneration(message=chosen)])


async def let_choose(
    choose: Choose, messages: Sequence[BaseMessage], tools: Sequence[BaseTool], max_steps: int
) -> None:
    """Let a model call tools until it has had enough, or its steps are used up.

    Raises:
        ModelFailed: the model did not deliver.
    """
    limit = ModelCallLimitMiddleware(run_limit=max_steps, exit_behavior="end")
    agent: Any = create_agent(_Chosen(choose=choose), tools=list(tools), middleware=[limit])
    try:
        # What is sent belongs to the caller: an environment made for another program must not trace it elsewhere.
        with tracing_context(enabled=False):
            await agent.ainvoke({"messages": list(messages)}, {"recursion_limit": 6 * max_steps + 10})
    except ModelFailed:
        raise
    except Exception as error:
        raise translated(error) from error
