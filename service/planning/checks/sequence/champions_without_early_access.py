"""The rule `champions_without_early_access`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def champions_without_early_access(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
