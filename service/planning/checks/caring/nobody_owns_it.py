"""The rule `nobody_owns_it`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def nobody_owns_it(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
