"""Work that documents name and nobody has: no owner, an open one, or one that each side takes to be the other."""

from __future__ import annotations

from collections.abc import Sequence

from service.interpretation.drafting.nouns import Drafted, Material
from service.planning.nouns import Milestone
from service.planning.observed import Unowned


def unowned(
    material: Material, milestones: Sequence[Milestone] = (), drafted: Drafted | None = None
) -> tuple[Unowned, ...]:
    """Work without an owner, in the order of the documents."""
    return ()
