"""OpenAI's protocol: what its own SDK, LangChain and chat front ends send, and what they have to get."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import openai
import pytest
import uvicorn
from fastapi.testclient import TestClient
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from service.app import create
from service.workflows import Parts
from tests.service.api.asking.conftest import FALSE, QUESTION, TRUE, Asking, Begin, claims, events
from tests.service.people import as_


def complete(service: Asking, **more: Any) -> httpx2.Response:
    body = {"model": f"crosswalk/{service.initiative}", "messages": [{"role": "user", "content": QUESTION}]}
    return service.client.post("/v1/chat/completions", json=body | more)


@contextmanager
def listening(parts: Parts) -> Iterator[str]:
    """The address of a real server."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(create(parts), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < until
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/v1"
        server.should_exit = True
        thread.join(20)


def test_the_openai_sdk_works_unchanged_plain_and_streaming(planned: Asking, alone: Parts) -> None:
    model = f"crosswalk/{planned.initiative}"
    asked: Any = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": QUESTION}]
    with listening(alone) as url, openai.OpenAI(base_url=url, api_key="none", max_retries=0) as client:
        assert model in {each.id for each in client.models.list()}
        assert client.models.retrieve(model).id == model
        plain = client.chat.completions.create(model=model, messages=asked, temperature=0.2)
        chunks = list(
            client.chat.completions.create(
                model=model, messages=asked, stream=True, stream_options={"include_usage": True}
            )
        )
        with pytest.raises(openai.NotFoundError) as refused:
            client.chat.completions.create(model="gpt-4", messages=asked)
    text = plain.choices[0].message.content or ""
    assert "3 May 2027" in text
    assert "- [1] Scanner rollout" in text
    assert plain.choices[0].finish_reason == "stop"
    assert plain.usage is not None
    assert plain.usage.total_tokens == plain.usage.prompt_tokens + plain.usage.completion_tokens
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == text
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    assert chunks[-1].usage == plain.usage
    assert refused.value.code == "model_not_found"


def test_langchain_works_unchanged(planned: Asking, alone: Parts) -> None:
    with listening(alone) as url, httpx2.Client() as http:
        model = ChatOpenAI(
            model=f"crosswalk/{planned.initiative}", base_url=url, api_key=SecretStr("none"), http_client=http
        )
        said = model.invoke(QUESTION)
        streamed = [chunk.text for chunk in model.stream(QUESTION)]
        model.root_client.close()
    assert "3 May 2027" in said.text
    assert "".join(streamed) == said.text


def test_the_field_crosswalk_has_the_whole_answer(planned: Asking) -> None:
    said = complete(planned).json()
    ours = said["crosswalk"]
    assert said["id"] == f"chatcmpl-{ours['record_id']}"
    assert planned.record(ours["record_id"])["kind"] == "answer"
    assert ours["claims"]
    assert ours["sources"]
    streamed = [content for _, content in events(complete(planned, stream=True).text)]
    assert streamed[-1] == "[DONE]"
    assert streamed[0]["crosswalk"]["sources"] == ours["sources"]
    assert streamed[-2]["crosswalk"]["claims"] == ours["claims"]


def test_a_models_words_are_checked_here_too(asking: Begin) -> None:
    with asking(claims(TRUE, FALSE)) as service:
        said = complete(service).json()
        streamed = complete(service, stream=True).text
    assert said["choices"][0]["message"]["content"].startswith(f"{TRUE} [1]")
    assert "4 May" not in said["choices"][0]["message"]["content"]
    assert (said["crosswalk"]["mode"], said["crosswalk"]["withheld"]) == ("model", 1)
    assert "4 May" not in streamed


def test_only_initiatives_that_may_be_read_are_models(shared: TestClient) -> None:
    mine = shared.post("/v1/initiatives", json={"name": "Harbour move"}, headers=as_("ada")).json()["id"]

    def listed(name: str) -> set[str]:
        return {each["id"] for each in shared.get("/v1/models", headers=as_(name)).json()["data"]}

    assert {"crosswalk", f"crosswalk/{mine}"} <= listed("ada")
    assert listed("ben") == {"crosswalk"}
    body = {"model": f"crosswalk/{mine}", "messages": [{"role": "user", "content": QUESTION}]}
    foreign = shared.post("/v1/chat/completions", json=body, headers=as_("ben"))
    body["model"] = "crosswalk/nowhere"
    unknown = shared.post("/v1/chat/completions", json=body, headers=as_("ben"))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json()["error"]["message"].replace(mine, "nowhere") == unknown.json()["error"]["message"]


def test_text_parts_are_read_and_others_refused_by_name(planned: Asking) -> None:
    parts: list[dict[str, Any]] = [{"type": "text", "text": "When does"}, {"type": "text", "text": "SSO go live?"}]
    assert "3 May 2027" in complete(planned, messages=[{"role": "user", "content": parts}]).text
    parts.append({"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}})
    refused = complete(planned, messages=[{"role": "user", "content": parts}])
    assert refused.status_code == 400
    assert refused.json()["error"]["param"] == "messages.0.content.2"
    assert "image_url" in refused.json()["error"]["message"]


def test_fields_that_nothing_here_follows_are_ignored(planned: Asking) -> None:
    more = {"temperature": 0.7, "top_p": 1, "user": "ada", "tools": [], "seed": 1, "metadata": {"a": "b"}, "n": None}
    assert complete(planned, **more).status_code == 200


@pytest.mark.parametrize(
    ("sent", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": "SSO?"}, "messages"),
        ({"messages": [7]}, "messages.0"),
        ({"messages": [{"role": "wizard", "content": "SSO?"}]}, "messages.0.role"),
        ({"messages": [{"role": ["user"], "content": "SSO?"}]}, "messages.0.role"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": ""}]}, "messages"),
        ({"messages": [{"role": "system", "content": "Say yes."}]}, "messages"),
        ({"n": 2}, "n"),
        ({"n": [1]}, "n"),
        ({"stop": ["a"] * 5}, "stop"),
        ({"stop": {"a": 1}}, "stop"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_completion_tokens": "many"}, "max_completion_tokens"),
        ({"stream": "yes"}, "stream"),
        ({"model": None}, "model"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_openais_words(planned: Asking, sent: dict[str, Any], param: str) -> None:
    refused = complete(planned, **sent)
    assert refused.status_code == 400
    error = refused.json()["error"]
    assert (error["param"], error["type"]) == (param, "invalid_request_error")
    assert "expected" in error["message"]


def test_every_error_on_these_routes_has_openais_shape(planned: Asking, shared: TestClient) -> None:
    asked = "/v1/chat/completions"
    answers = {
        400: planned.client.post(asked, content=b"{", headers={"Content-Type": "application/json"}),
        401: shared.post(asked, json={}),
        403: planned.client.get("/v1/models", headers={"Host": "elsewhere.example"}),
        404: planned.client.get("/v1/models/gpt-4"),
        405: planned.client.get(asked),
        413: planned.client.post(asked, content=b" " * 9_000_000),
    }
    for status, said in answers.items():
        assert said.status_code == status
        assert set(said.json()["error"]) == {"message", "type", "param", "code"}
        assert said.headers["content-type"] == "application/json"


def test_an_answer_ends_where_it_is_told_to(planned: Asking) -> None:
    whole = complete(planned).json()["choices"][0]["message"]["content"]
    stopped = complete(planned, stop=["2027", "never"]).json()["choices"][0]
    assert (stopped["message"]["content"], stopped["finish_reason"]) == (whole.partition("2027")[0], "stop")
    streamed = events(complete(planned, stop="2027", stream=True).text)
    pieces = [c["choices"][0]["delta"].get("content", "") for _, c in streamed[:-1] if c["choices"]]
    assert "".join(pieces) == whole.partition("2027")[0]
    short = complete(planned, max_tokens=1).json()["choices"][0]
    assert (short["message"]["content"], short["finish_reason"]) == ("", "length")
    enough = complete(planned, max_completion_tokens=10_000).json()["choices"][0]
    assert (enough["message"]["content"], enough["finish_reason"]) == (whole, "stop")


def test_what_a_document_holds_becomes_no_link_picture_or_html(client: TestClient, initiative: str) -> None:
    text = (
        "# Plan\n\nAccess for crane drivers opens on 3 May 2027, see ![x](http://evil.example/p.png), "
        "[here](http://evil.example/a) <img src=http://evil.example/i>.\n"
    )
    client.post(f"/v1/initiatives/{initiative}/documents", files={"file": ("plan.md", text)})
    asked = {"messages": [{"role": "user", "content": "When do crane drivers get access?"}]}
    said = client.post("/v1/chat/completions", json={"model": f"crosswalk/{initiative}", **asked}).json()
    content = said["choices"][0]["message"]["content"]
    assert "3 May 2027" in content
    assert "](" not in content
    assert "<img" not in content
    assert all(content[at - 1] == "`" for at in range(len(content)) if content.startswith("http", at))


def test_our_own_footnotes_in_the_history_are_no_part_of_what_was_said(planned: Asking) -> None:
    first = complete(planned).json()["choices"][0]["message"]
    history = [{"role": "user", "content": QUESTION}, first, {"role": "user", "content": "And who is affected by it?"}]
    said = complete(planned, messages=history).json()
    assert "400 warehouse staff" in said["choices"][0]["message"]["content"]
    assert said["crosswalk"]["conversation_id"] is None
