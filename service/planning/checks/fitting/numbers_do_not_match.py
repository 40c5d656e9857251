"""The check `numbers_do_not_match`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def numbers_do_not_match(context: Context) -> Iterator[Disconnect]:
    """Findings of this kind."""
    yield from ()
