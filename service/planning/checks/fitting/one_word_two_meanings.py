"""The check `one_word_two_meanings`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def one_word_two_meanings(context: Context) -> Iterator[Disconnect]:
    """Findings of this kind."""
    yield from ()
