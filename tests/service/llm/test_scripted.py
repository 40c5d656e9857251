"""The scripted model, as the clients see it that it stands in for: OpenAI's own, and bare HTTP for what is broken."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import openai
import pytest
from openai.types.chat import ChatCompletionChunk, ChatCompletionUserMessageParam

from service.llm.scripted import Received, Reply, Scripted, ToolCall, refused, replies, says, scripted

TEXT = "Access opens on 5 May. Training starts on 12 May."
ASKED: list[ChatCompletionUserMessageParam] = [{"role": "user", "content": "When?"}]


@contextmanager
def client_of(server: Scripted) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.url, api_key="k", max_retries=0, timeout=5) as client:
        yield client


def plain(server: Scripted) -> httpx2.Response:
    with httpx2.Client(base_url=server.url, timeout=5) as client:
        return client.post("/chat/completions", json={"messages": ASKED})


def streamed(server: Scripted) -> str:
    with httpx2.Client(base_url=server.url, timeout=5) as client:
        return client.post("/chat/completions", json={"messages": ASKED, "stream": True}).text


def test_a_text_arrives_whole_and_streamed_with_its_usage() -> None:
    with scripted(says(TEXT)) as server, client_of(server) as client:
        whole = client.chat.completions.create(model="m", messages=ASKED)
        assert whole.choices[0].message.content == TEXT
        assert whole.choices[0].finish_reason == "stop"
        chunks = list(
            client.chat.completions.create(
                model="m",
                messages=ASKED,
                stream=True,
                stream_options={"include_usage": True},
            )
        )
        assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == TEXT
        assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
        assert chunks[-1].usage is not None
        assert chunks[-1].usage.completion_tokens == 10
        assert [model.id for model in client.models.list()] == ["scripted"]


def test_pieces_come_at_the_rate_that_was_asked_for_and_their_moments_are_kept() -> None:
    with scripted(says(TEXT, rate=100)) as server:
        streamed(server)
        sent = server.requests[0].sent
    assert len(sent) == 10
    assert 0.08 < sent[-1] - sent[0] < 0.5


def test_tool_calls_arrive_whole_and_streamed() -> None:
    with scripted(replies.calls(ToolCall("search", '{"query": "go-live"}'))) as server, client_of(server) as client:
        message = client.chat.completions.create(model="m", messages=ASKED).choices[0].message
        assert message.tool_calls is not None
        assert message.tool_calls[0].function.name == "search"  # type: ignore[union-attr]
        arguments = ""
        for chunk in client.chat.completions.create(model="m", messages=ASKED, stream=True):
            assert isinstance(chunk, ChatCompletionChunk)
            for call in chunk.choices[0].delta.tool_calls or ():
                arguments += (call.function and call.function.arguments) or ""
        assert json.loads(arguments) == {"query": "go-live"}


def test_each_request_gets_its_reply_and_the_last_is_given_again() -> None:
    with scripted(replies.fails(503), says("well")) as server:
        assert [plain(server).status_code for _ in range(3)] == [503, 200, 200]
        assert [request.number for request in server.requests] == [0, 1, 2]


def test_a_behaviour_reads_the_request_and_the_request_is_kept() -> None:
    def echo(request: Received) -> Reply:
        return says(f"You said {request.prompt}")

    with scripted(echo) as server:
        with httpx2.Client(base_url=server.url, headers={"authorization": "Bearer sesame"}) as client:
            said = client.post("/chat/completions", json={"messages": ASKED, "model": "m"}).json()
        assert said["choices"][0]["message"]["content"] == "You said When?"
        kept = server.requests[0]
        assert kept.headers["authorization"] == "Bearer sesame"
        assert kept.json["model"] == "m"
        assert kept.hung_up is None


def test_a_behaviour_that_fails_fails_its_test() -> None:
    def broken(request: Received) -> Reply:
        raise LookupError("no such line in the script")

    with pytest.raises(RuntimeError, match="no such line in the script"), scripted(broken) as server:
        assert plain(server).status_code == 500


@pytest.mark.parametrize("status", [401, 404, 408, 429, 500, 503, 529])
def test_an_error_status_is_worded_as_openai_words_it(status: int) -> None:
    with scripted(replies.fails(status, retry_after="7")) as server, client_of(server) as client:
        with pytest.raises(openai.APIStatusError) as caught:
            client.chat.completions.create(model="m", messages=ASKED)
        assert caught.value.status_code == status
        assert caught.value.response.headers["retry-after"] == "7"


def test_a_date_for_retry_after_is_one_that_http_knows() -> None:
    assert replies.http_date(0).endswith("GMT")


def test_a_refused_port_refuses() -> None:
    with refused() as url, httpx2.Client() as client, pytest.raises(httpx2.ConnectError):
        client.get(f"{url}/models")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("hang", ["before headers", "after headers"])
def test_silence_lasts_until_the_client_leaves_and_its_leaving_is_noticed(hang: replies.Hang, stream: bool) -> None:
    body = {"messages": ASKED, "stream": stream}
    with scripted(replies.silent(hang)) as server, httpx2.Client(base_url=server.url, timeout=0.2) as client:
        with pytest.raises(httpx2.ReadTimeout):
            client.post("/chat/completions", json=body)
        left = server.requests[0].wait_until_over()
        assert left is not None
        assert 0.15 < left < 2


def test_a_client_that_leaves_in_the_middle_is_noticed_at_once() -> None:
    with scripted(says(TEXT * 20, every=0.05)) as server, httpx2.Client(base_url=server.url, timeout=5) as client:
        with client.stream("POST", "/chat/completions", json={"messages": ASKED, "stream": True}) as answer:
            next(answer.iter_lines())
        closed = time.monotonic()
        request = server.wait_for(0)
        left = request.wait_until_over()
        assert left is not None
        assert request.began + left - closed < 0.5
        assert len(request.sent) < 200


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_cut_connection_is_no_complete_answer(after: int, stream: bool) -> None:
    with scripted(replies.cut(TEXT, after)) as server, httpx2.Client(base_url=server.url, timeout=5) as client:
        with pytest.raises(httpx2.RemoteProtocolError):
            client.post("/chat/completions", json={"messages": ASKED, "stream": stream})
        assert len(server.requests[0].sent) == after


def test_an_end_without_finish_reason_has_none() -> None:
    with scripted(replies.unfinished(TEXT)) as server:
        assert '"finish_reason": "' not in streamed(server)
        assert plain(server).json()["choices"][0]["finish_reason"] is None


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_other_reasons_to_finish_are_told(reason: str) -> None:
    with scripted(replies.finished(TEXT, reason)) as server:
        assert f'"finish_reason": "{reason}"' in streamed(server)
        assert plain(server).json()["choices"][0]["finish_reason"] == reason


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        (replies.error_inside("Access opens"), "the engine has stopped"),
        (replies.invalid_json(), '"mess'),
        (replies.wrong_envelope(), '"choices": "none"'),
        (replies.not_a_number(), "NaN"),
        (replies.no_choices(), '"choices": []'),
        (replies.html(), "<!doctype html>"),
        (says("half a pair: \ud800"), "\\ud800"),
    ],
)
def test_what_is_broken_inside_comes_with_status_200(reply: Reply, found: str) -> None:
    with scripted(reply) as server:
        whole = plain(server)
        assert whole.status_code == 200
        assert found in whole.text
        assert found in streamed(server)


def test_50_megabytes_are_sent_as_fast_as_they_are_read() -> None:
    with scripted(replies.huge(50)) as server:
        assert len(plain(server).content) > 50_000_000


def test_200_streams_hold_their_pace_and_cost_little() -> None:
    text = "word " * 20
    body = json.dumps({"messages": ASKED, "stream": True}).encode()
    head = b"POST /v1/chat/completions HTTP/1.1\r\ncontent-length: %d\r\n\r\n" % len(body)

    async def one(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + body)
        said = await reader.read(-1)
        writer.close()
        await writer.wait_closed()
        return said

    async def all_of_them(port: int) -> list[bytes]:
        return await asyncio.gather(*(one(port) for _ in range(200)))

    with scripted(says(text, rate=20)) as server:
        spent = time.process_time()
        answers = asyncio.run(all_of_them(int(server.url.split(":")[2].split("/")[0])))
        spent = time.process_time() - spent
        lengths = [request.sent[-1] - request.sent[0] for request in server.requests]
    assert all(answer.endswith(b"data: [DONE]\n\n\r\n0\r\n\r\n") for answer in answers)
    assert sorted(lengths)[190] < 1.5
    # Of a second of streams, with what the clients themselves take.
    assert spent < 0.9
