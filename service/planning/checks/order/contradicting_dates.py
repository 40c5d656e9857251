"""contradicting_dates."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def contradicting_dates(context: Context) -> Iterator[Disconnect]:
    """Find them."""
    del context
    yield from ()
