"""The rule `on_a_holiday`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def on_a_holiday(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
