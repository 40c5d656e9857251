"""The rule `change_in_freeze`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def change_in_freeze(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
