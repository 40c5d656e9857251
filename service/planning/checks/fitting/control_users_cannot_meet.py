"""The check `control_users_cannot_meet`."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context
from service.planning.nouns import Disconnect


def control_users_cannot_meet(context: Context) -> Iterator[Disconnect]:
    """Findings of this kind."""
    yield from ()
