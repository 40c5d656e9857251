"""The rule `decided_without_consulting`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def decided_without_consulting(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
