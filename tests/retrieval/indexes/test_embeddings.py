"""Texts made into vectors, on this machine and by an endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from retrieval.documents import Passage
from retrieval.indexes import embeddings
from retrieval.indexes.embeddings import MiniLM, batches, embedded_text, unit
from retrieval.indexes.index import EmbeddingFailed
from retrieval.indexes.remote_embeddings import EndpointEmbedder


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


def test_texts_of_like_meaning_are_nearer_than_others(minilm: MiniLM) -> None:
    asked, near, far = minilm.embed(
        ["How do I sign in?", "Log on with your staff card.", "The turbine is overhauled in spring."]
    )
    assert asked @ near > asked @ far + 0.1


def test_vectors_have_unit_length_and_come_in_the_order_of_the_texts(minilm: MiniLM) -> None:
    texts = ["a", "words " * 400, "", "ein Satz auf Deutsch", "\ud83d\ude00", "short one"]
    together = minilm.embed(texts)
    assert together.shape == (6, minilm.dimensions)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, together, strict=True):
        assert minilm.embed([text])[0] @ vector > 0.999


def test_no_texts_make_no_vectors(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_a_model_that_is_not_the_released_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "MODEL_SHA256", "0" * 64)
    with pytest.raises(EmbeddingFailed, match="expected 0000"):
        MiniLM()


def test_a_model_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "MODEL", ("no-such-package", "model.onnx"))
    with pytest.raises(EmbeddingFailed, match="no-such-package"):
        MiniLM()


def test_a_passage_is_embedded_with_its_place_in_the_document() -> None:
    passage = Passage(
        id="p",
        document_id="d",
        initiative_id="i",
        title="Plan",
        version=1,
        start=0,
        end=4,
        text="text",
        headings=("Cutover", "Access"),
    )
    assert embedded_text(passage) == "Plan > Cutover > Access\ntext"


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 600))
def test_every_text_is_in_one_batch_and_none_is_padded_beyond_the_limit(lengths: list[int], limit: int) -> None:
    made = list(batches(lengths, limit))
    assert sorted(position for batch in made for position in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or len(batch) * max(lengths[position] for position in batch) <= limit


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(EmbeddingFailed, match="NaN"):
        unit(np.array([[1.0, float("nan")]], dtype=np.float32))


class Endpoint(ThreadingHTTPServer):
    """An OpenAI-compatible embedding endpoint that makes a vector of a text's length."""

    status = 200
    lose = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, object]] = []


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(asked)
        texts = asked["input"][self.server.lose :]
        rows = [{"object": "embedding", "index": i, "embedding": [len(t), 1.0]} for i, t in enumerate(texts)]
        body = json.dumps(
            {"object": "list", "data": rows, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}
            if self.server.status == 200
            else {"error": {"message": "unknown model", "type": "invalid"}}
        ).encode()
        self.send_response(self.server.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def remote(endpoint: Endpoint, **more: int) -> EndpointEmbedder:
    return EndpointEmbedder("m", SecretStr("k"), f"http://127.0.0.1:{endpoint.server_port}/v1", **more)


def test_an_endpoint_gets_plain_text_and_its_vectors_are_brought_to_unit_length(endpoint: Endpoint) -> None:
    vectors = remote(endpoint).embed(["abc", "a"])
    assert endpoint.asked[0]["input"] == ["abc", "a"]
    assert np.allclose(vectors, [[3 / 10**0.5, 1 / 10**0.5], [1 / 2**0.5, 1 / 2**0.5]])


def test_an_endpoint_is_asked_in_batches(endpoint: Endpoint) -> None:
    assert remote(endpoint, batch=2).embed(["a", "b", "c"]).shape == (3, 2)
    assert [asked["input"] for asked in endpoint.asked] == [["a", "b"], ["c"]]


def test_an_endpoint_that_refuses_is_named_with_its_reason(endpoint: Endpoint) -> None:
    endpoint.status = 404
    with pytest.raises(EmbeddingFailed, match="unknown model"):
        remote(endpoint).embed(["a"])


def test_an_endpoint_that_loses_a_text_is_refused(endpoint: Endpoint) -> None:
    endpoint.lose = 1
    with pytest.raises(EmbeddingFailed, match="2 texts"):
        remote(endpoint).embed(["a", "b"])


def test_another_model_address_or_width_has_another_name() -> None:
    key = SecretStr("k")
    names = {
        EndpointEmbedder("m", key, "http://127.0.0.1/v1").name,
        EndpointEmbedder("m", key, "http://127.0.0.2/v1").name,
        EndpointEmbedder("m", key, "http://127.0.0.1/v1", dimensions=8).name,
        EndpointEmbedder("n" * 200, key, "http://127.0.0.1/v1").name,
    }
    assert len(names) == 4
    assert max(map(len, names)) <= 64
