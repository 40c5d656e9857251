"""OpenAI's protocol as it comes over the wire: bytes in, pieces of text out, and how the answer ended.

Read here rather than through LangChain's chunks because of the price of a piece: with 200 streams of 20 tokens a
second it is 65 to 85 µs of one core this way, and 250 µs, a whole core, through `ChatOpenAI.astream`. It knows no
network: what comes in may be cut anywhere, and may be anything.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from service.llm.failures import failure, reported

DONE: Final = b"[DONE]"
_ENDS: Final = frozenset({"stop", "tool_calls", "function_call", "stop_sequence", "end_turn", "eos", "eos_token"})
_CUT: Final = frozenset({"length", "max_tokens", "model_length"})
_FILTERED: Final = frozenset({"content_filter", "safety", "refusal"})
_PROTOCOL: Final = "an answer in OpenAI's protocol"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


_DECODER: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)


class Events:
    """Server-sent events, put together from bytes that are cut anywhere."""

    def __init__(self) -> None:
        """Nothing has come."""
        self._rest = bytearray()
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> list[bytes]:
        """The data of each event that is complete with this chunk."""
        self._rest += chunk
        if b"\n" not in chunk:
            return []
        *lines, rest = self._rest.split(b"\n")
        self._rest = rest
        found = []
        for line in lines:
            text = bytes(line).strip()
            if text.startswith(b"data:"):
                self._data.append(text[5:].lstrip())
            elif not text and self._data:
                found.append(self._flushed())
        return found

    def end(self) -> list[bytes]:
        """What is left when the connection ends in good order: servers forget the last empty line."""
        found = self.feed(b"\n")
        return [*found, self._flushed()] if self._data else found

    def _flushed(self) -> bytes:
        data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
        self._data.clear()
        return data


class Heard:
    """One answer as far as it has come."""

    def __init__(self) -> None:
        """Nothing has come."""
        self.finish: str | None = None
        """`finish_reason`, once the server has said it."""
        self.input_tokens: int | None = None
        self.output_tokens: int | None = None
        self.message: Mapping[str, Any] = {}
        """The whole message, of an answer that was not streamed."""
        self.by_tool = False
        """Whether text came as the arguments of a tool call."""
        self._events = 0
        self._choices = 0
        self._characters = 0
        self._tools = 0
        self._half = ""

    def take(self, data: bytes, *, whole: bool = False) -> str:
        """The text in one event, or in a whole answer; often empty.

        Raises:
            ModelFailed: it is not what the protocol promises, or an error in place of the answer.
        """
        self._events += 1
        try:
            value = _DECODER.decode(data.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            start = data[:120].decode("utf-8", "replace")
            raise failure("malformed", f"{start!r}, which is no JSON ({error})", _PROTOCOL) from error
        if isinstance(value, dict) and value.get("error"):
            raise reported(value["error"])
        try:
            return self._text(value, "message" if whole else "delta")
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            start = data[:120].decode("utf-8", "replace")
            raise failure("malformed", f"{start!r} ({type(error).__name__}: {error})", _PROTOCOL) from error

    def check_end(self) -> str:
        """The last text that was held back, when the answer is complete.

        Raises:
            ModelFailed: it is not.
        """
        held, self._half = self._half and "\ufffd", ""
        self._characters += len(held)
        finish = self.finish
        if finish is None:
            if self._events and not self._choices:
                raise failure("empty", "an answer without choices", "text")
            # An early end is a broken connection by another name.
            raise failure("no_finish", "an end without finish_reason", "a complete answer", again=True)
        if finish in _CUT:
            raise failure("cut_off", f'finish_reason "{finish}"', "a complete answer")
        if finish in _FILTERED:
            raise failure("filtered", f'finish_reason "{finish}"', "a complete answer")
        if finish not in _ENDS:
            raise failure("no_finish", f'finish_reason "{finish}"', "stop or tool_calls")
        if not self._characters and not self._tools:
            raise failure("empty", "a complete answer without a word", "text")
        return held

    def _text(self, value: Any, place: str) -> str:
        usage = value.get("usage")
        if usage:
            self.input_tokens, self.output_tokens = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
        choices = value["choices"]
        if not isinstance(choices, list):
            raise TypeError(f"choices is {choices!r}")
        if not choices:
            return ""
        self._choices += 1
        choice = choices[0]
        if choice.get("index"):
            return ""
        # Some servers send whole messages where a delta belongs, and the other way round.
        said = choice.get(place) or choice.get("message") or choice.get("delta") or {}
        if place == "message":
            self.message = without_surrogates(said)
        if said.get("refusal"):
            raise failure("filtered", f"a refusal: {said['refusal']}", "an answer")
        content = said.get("content")
        text = content if isinstance(content, str) else _parts(content)
        for call in said.get("tool_calls") or ():
            self._tools += 1
            if not call.get("index"):
                arguments = (call.get("function") or {}).get("arguments") or ""
                text += arguments if isinstance(arguments, str) else json.dumps(arguments)
                self.by_tool = True
        finish = choice.get("finish_reason")
        if finish:
            self.finish = str(finish)
        if not text:
            return ""
        text = self._clean(text)
        self._characters += len(text)
        return text

    def _clean(self, text: str) -> str:
        """The text without what no UTF-8 and no database takes; half a character waits for its other half."""
        if text.isascii() and "\x00" not in text and not self._half:
            return text
        text = self._half + text
        self._half = ""
        if "\ud800" <= text[-1] <= "\udbff":
            self._half, text = text[-1], text[:-1]
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "\ufffd")


def parsed_json(text: str, start: int = 0) -> Any:
    """The JSON value that begins at `start`, as the standard has it: without NaN; half characters are replaced.

    Raises:
        ValueError: there is none, or it is nested too deeply.
    """
    try:
        return without_surrogates(_DECODER.raw_decode(text, start)[0])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def without_surrogates(value: Any) -> Any:
    """The value with every half character in its texts replaced: JSON may write one, no UTF-8 can hold it."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {name: without_surrogates(part) for name, part in value.items()}
    return value


def _parts(content: Any) -> str:
    if content is None:
        return ""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if part.get("type") == "text")
    raise TypeError(f"content is {content!r}")


def _count(usage: Any, name: str) -> int | None:
    number = usage.get(name)
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None
