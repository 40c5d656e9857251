"""Milestones as documents state them: what happens, when, for whom and whose it is, with every source.

Below it `reading`, which knows tables, sentences and titles. It sets nothing: a date that sources give differently is
kept with all of them.
"""

from __future__ import annotations

import hashlib

from service.interpretation import wording
from service.interpretation.answering.happening import timeline
from service.interpretation.drafting.nouns import Drafted, Material, Place, place, quote_of
from service.planning.nouns import Milestone, StatedDate


def milestones(material: Material) -> Drafted:
    """What the documents plan, each thing once."""
    found: list[Milestone] = []
    home: dict[Place, str] = {}
    for cluster in timeline.clusters(timeline.entries(material.units)):
        newest = cluster[0]
        title = wording.plain(newest.unit.cells[0][1] if newest.unit.cells else newest.unit.text)[:80]
        digest = hashlib.sha256(title.encode()).hexdigest()[:16]
        key = f"m_{digest}"
        if any(m.id == key for m in found):
            continue
        quotes = tuple(quote_of(e.unit) for e in cluster)
        found.append(
            Milestone(
                id=key,
                track="both",
                title=title,
                start=newest.first,
                end=newest.last,
                sources=tuple(dict.fromkeys(q.source for q in quotes)),
                kinds=tuple(sorted(newest.kinds)),
                dates=tuple(
                    StatedDate(start=e.first, end=e.last, words=e.words, precise=e.precise, quote=quote_of(e.unit))
                    for e in cluster
                ),
                quotes=quotes,
            )
        )
        home.update({place(e.unit): key for e in cluster})
    return Drafted(tuple(found), home, {})
