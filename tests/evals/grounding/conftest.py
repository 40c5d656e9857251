"""The sample's documents in a store, once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.grounding.stored import Stored, stored


@pytest.fixture(scope="session")
def sample() -> Iterator[Stored]:
    with stored(None) as documents:
        yield documents
