"""dependency_cycle."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def dependency_cycle(context: Context) -> Iterator[Disconnect]:
    """Find them."""
    del context
    yield from ()
