"""The rule `communication_after_change`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def communication_after_change(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
