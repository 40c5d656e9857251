"""The check `usable_only_on_paper`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def usable_only_on_paper(context: Context) -> Iterator[Disconnect]:
    """Findings of this kind."""
    yield from ()
