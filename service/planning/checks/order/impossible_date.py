"""impossible_date."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def impossible_date(context: Context) -> Iterator[Disconnect]:
    """Find them."""
    del context
    yield from ()
