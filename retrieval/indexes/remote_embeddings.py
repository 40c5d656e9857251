"""Text to vectors over any OpenAI-compatible endpoint. The only module that imports `langchain_openai` here.

It stands apart from `embeddings`, the model in this process, so that each can be read by itself; `wiring` chooses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from langchain_openai import OpenAIEmbeddings
from openai import OpenAIError
from pydantic import SecretStr

from retrieval.indexes.embeddings import RECIPE, encodable, unit
from retrieval.indexes.index import EmbeddingFailed, Matrix


class EndpointEmbedder:
    """An embedding model behind a URL."""

    def __init__(
        self,
        model: str,
        api_key: SecretStr,
        base_url: str | None = None,
        *,
        dimensions: int | None = None,
        timeout: float = 20.0,
        batch: int = 64,
    ) -> None:
        """Name the endpoint; nothing is sent yet.

        Args:
            model: As the endpoint calls it.
            api_key: Any non-empty value where the endpoint asks for none.
            base_url: Up to and including `/v1`; None is the provider's own.
            dimensions: Asked of models that can shorten their vectors; None leaves it to the model.
            timeout: Seconds for one request.
            batch: Texts in one request.
        """
        self._model = model
        recipe = hashlib.sha256(f"{base_url}\0{model}\0{dimensions}\0{RECIPE}".encode()).hexdigest()[:8]
        self._name = f"{model[:50]}/{recipe}"
        # check_embedding_ctx_length=False: else it downloads a tokenizer, and sends token numbers that only one
        # provider understands.
        self._client = OpenAIEmbeddings(
            model=model,
            openai_api_key=api_key,
            openai_api_base=base_url,
            dimensions=dimensions,
            request_timeout=timeout,
            chunk_size=batch,
            max_retries=1,
            check_embedding_ctx_length=False,
        )

    @property
    def name(self) -> str:
        """The model's name, and a digest of endpoint, model, dimensions and recipe."""
        return self._name

    def embed(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder.embed`."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        try:
            rows = np.asarray(self._client.embed_documents(encodable(texts)), dtype=np.float32)
        except (OpenAIError, ValueError, TypeError) as exc:
            raise EmbeddingFailed(f"the embedding endpoint did not serve model {self._model}: {exc}") from exc
        if rows.ndim != 2 or len(rows) != len(texts):
            raise EmbeddingFailed(
                f"the embedding endpoint answered {len(texts)} texts with an array of shape {rows.shape}; "
                f"expected ({len(texts)}, dimensions)"
            )
        return unit(rows)
