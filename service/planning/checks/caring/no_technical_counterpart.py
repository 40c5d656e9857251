"""The rule `no_technical_counterpart`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def no_technical_counterpart(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
