"""OpenAI's protocol, cut anywhere and bent as servers bend it."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.llm.nouns import ModelFailed
from service.llm.wire import Events, Heard, parsed_json

STREAM = b': keep-alive\r\n\r\nevent: x\ndata: {"a": 1}\n\ndata:{"b":\ndata: 2}\n\n\n\ndata: [DONE]\n\ndata: last'
EVENTS = [b'{"a": 1}', b'{"b":\n2}', b"[DONE]", b"last"]


def event(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
    return json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more}).encode()


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_events_come_out_whole_wherever_the_bytes_are_cut(cuts: list[int]) -> None:
    events, found, places = Events(), [], [0, *sorted(cuts), len(STREAM)]
    for start, end in itertools.pairwise(places):
        found += events.feed(STREAM[start:end])
    assert found + events.end() == EVENTS


def test_half_a_character_that_json_writes_out_is_replaced() -> None:
    assert parsed_json('{"a": ["x\\ud800", 1]}') == {"a": ["x\ufffd", 1]}


def test_a_stream_of_events_without_a_choice_is_empty() -> None:
    heard = Heard()
    assert heard.take(b'{"choices": []}') == ""
    with pytest.raises(ModelFailed) as caught:
        heard.check_end()
    assert caught.value.reason == "empty"


def test_token_counts_are_taken_and_nonsense_in_their_place_is_not() -> None:
    heard = Heard()
    heard.take(event({"content": "a"}, usage={"prompt_tokens": 7, "completion_tokens": "many"}))
    assert (heard.input_tokens, heard.output_tokens) == (7, None)


def test_the_arguments_of_a_tool_call_are_text() -> None:
    heard = Heard()
    calls = [{"index": 0, "function": {"name": "Said", "arguments": '{"text"'}}]
    text = heard.take(event({"tool_calls": calls}))
    calls = [{"index": 0, "function": {"arguments": {": ": 1}}}]
    text += heard.take(event({"tool_calls": calls}, "tool_calls"))
    assert text == '{"text"{": ": 1}'
    assert heard.check_end() == ""
    assert heard.by_tool


@pytest.mark.parametrize("code", [429, "503", 500])
def test_an_error_in_place_of_an_event_keeps_its_number(code: object) -> None:
    with pytest.raises(ModelFailed) as caught:
        Heard().take(json.dumps({"error": {"code": code, "message": "no"}}).encode())
    assert caught.value.short == str(code)
    assert caught.value.again


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"1",
        b'"text"',
        b"null",
        b'{"choices": [1]}',
        b'{"choices": [{"delta": {"content": 5}}]}',
        b'{"choices": [{"delta": "x"}]}',
        b'{"choices": [{"delta": {"tool_calls": 3}}]}',
        b'{"choices": [{"index": 1e999}]}',
        b"\xff\xfe",
        b'{"choices": ' + b"[" * 50_000,
        b'{"choices": [{"index": 0, "delta": {}, "x": ' + b"9" * 6000 + b"}]}",
    ],
)
def test_whatever_is_no_answer_is_malformed(data: bytes) -> None:
    with pytest.raises(ModelFailed) as caught:
        Heard().take(data)
    assert caught.value.reason == "malformed"


@given(st.binary(max_size=300))
def test_no_bytes_bring_another_error_than_ours(data: bytes) -> None:
    def read() -> None:
        events, heard = Events(), Heard()
        for found in [*events.feed(data), *events.end()]:
            heard.take(found)
        heard.check_end()

    with pytest.raises(ModelFailed) as caught:
        read()
    assert caught.value.reason in ("malformed", "no_finish", "empty")
