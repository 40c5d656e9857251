"""Asking for JSON of a given shape: four rungs, from what a server enforces down to what it is merely asked.

Servers silently ignore rungs, so whatever text comes is read tolerantly and held against the schema; only where that
fails is the next rung tried. Which rung worked is remembered for each model.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, TypeVar

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.utils.function_calling import convert_to_openai_function
from pydantic import BaseModel, ValidationError

from service.llm.failures import failure
from service.llm.nouns import Message, ModelFailed
from service.llm.wire import parsed_json

T = TypeVar("T", bound=BaseModel)
Rung = Literal["text", "json_schema", "tool", "json", "prompt"]
RUNGS: Final[tuple[Rung, ...]] = ("json_schema", "tool", "json", "prompt")
_NAMED: Final = re.compile(r"response_format|json_schema|json_object|tool|function|grammar|schema", re.IGNORECASE)
_FENCED: Final = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
_THOUGHT: Final = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_MOST_STARTS: Final = 20
_ASKED: Final = "Answer with one JSON object and nothing else. It fits this JSON Schema:\n"
_KINDS: Final = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}


class Ladder:
    """What one model's server is known to do with requests for JSON."""

    def __init__(self) -> None:
        """Nothing is known: begin at the top."""
        self.at: Rung = RUNGS[0]
        """Where the next request begins."""

    def worked(self, rung: Rung) -> None:
        """The answer fitted the schema."""
        self.at = rung

    def ignored(self, rung: Rung) -> None:
        """The answer ended well and did not fit."""
        self.at = _below(rung) or rung

    def after(self, rung: Rung, failed: ModelFailed, *, last: bool) -> Rung | None:
        """The rung to try after this one failed; None when the rung is not to blame, or is the lowest.

        Args:
            rung: The one that was tried.
            failed: How.
            last: Whether only one attempt is left: it goes to the lowest rung, which needs nothing of a server.
        """
        below = _below(rung)
        if below is None:
            return None
        named = failed.reason in ("error", "not_found") and _NAMED.search(str(failed)) is not None
        if failed.reason == "refused_request" or named:
            self.at = below
        elif failed.reason != "empty" and not (failed.reason in ("malformed", "wrong_schema") and failed.partial):
            return None
        return RUNGS[-1] if last else below


def worded(messages: Sequence[Message], rung: Rung, schema: type[BaseModel] | None) -> list[BaseMessage]:
    """The messages as LangChain takes them; where the server does not enforce the schema, the last one states it."""
    found: list[BaseMessage] = [_KINDS[message.role](content=message.content) for message in messages]
    if schema is not None and rung in ("json", "prompt"):
        stated = _ASKED + json.dumps(_function(schema)["parameters"], ensure_ascii=False)
        if found and isinstance(found[-1], HumanMessage):
            found[-1] = HumanMessage(content=f"{messages[-1].content}\n\n{stated}")
        else:
            found.append(HumanMessage(content=stated))
    return found


def asked(rung: Rung, schema: type[BaseModel] | None) -> dict[str, Any]:
    """What the request says beside its messages."""
    if schema is None or rung in ("text", "prompt"):
        return {}
    if rung == "json":
        return {"response_format": {"type": "json_object"}}
    function = _function(schema)
    if rung == "json_schema":
        named = {"name": function["name"], "schema": function["parameters"], "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    choice = {"type": "function", "function": {"name": function["name"]}}
    return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}


def parsed(text: str, schema: type[T]) -> T:
    """The value in a text that may be fenced, or stand among other words.

    Raises:
        ModelFailed: `malformed` without JSON in it, `wrong_schema` with JSON that does not fit; the text is its
            `partial`.
    """
    wrong: Exception | None = None
    for value in _values(_THOUGHT.sub("", text, count=1)):
        try:
            return schema.model_validate(value)
        except (ValidationError, RecursionError) as error:
            wrong = wrong or error
    if wrong is None:
        raise failure("malformed", f"{text[:120]!r}", "JSON", partial=text or " ")
    told = "; ".join(_faults(wrong))
    raise failure("wrong_schema", f"{text[:120]!r} ({told})", f"{schema.__name__} as JSON", partial=text) from wrong


def _values(text: str) -> Iterator[Any]:
    starts = [match.start(1) for match in _FENCED.finditer(text)]
    starts += [0, *(match.start() for match in re.finditer(r"\{", text))]
    for start in dict.fromkeys(starts[:_MOST_STARTS]):
        while start < len(text) and text[start].isspace():
            start += 1
        try:
            yield parsed_json(text, start)
        except ValueError:
            continue


def _faults(error: Exception) -> list[str]:
    if not isinstance(error, ValidationError):
        return [str(error)]
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in found[:3]]


@functools.lru_cache(maxsize=64)
def _function(schema: type[BaseModel]) -> dict[str, Any]:
    return convert_to_openai_function(schema, strict=True)


def _below(rung: Rung) -> Rung | None:
    if rung not in RUNGS or rung == RUNGS[-1]:
        return None
    return RUNGS[RUNGS.index(rung) + 1]
