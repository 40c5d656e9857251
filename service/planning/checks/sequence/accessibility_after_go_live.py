"""The rule `accessibility_after_go_live`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def accessibility_after_go_live(context: Context) -> Iterator[Disconnect]:
    """Not found anything yet in any plan."""
    yield from ()
