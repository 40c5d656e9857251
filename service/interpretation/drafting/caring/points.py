"""Open questions and assumptions that documents leave, by owner."""

from __future__ import annotations

from glossary.concepts import Community
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding.open_points import ASKS, open_points
from service.interpretation.answering.finding.open_points import OpenPoint as Found
from service.interpretation.drafting.nouns import Drafted, Material, place
from service.interpretation.drafting.reading.traits import owner_in
from service.interpretation.shown import Unit
from service.planning.nouns import OpenPoint

_LONGEST = 300
_OTHER: dict[Community, Community] = {"it": "people_readiness", "people_readiness": "it"}


def points(material: Material, drafted: Drafted) -> tuple[tuple[OpenPoint, ...], tuple[OpenPoint, ...]]:
    """What documents leave open, and what they take for granted, the most pressing first.

    Args:
        material: the documents.
        drafted: the milestones, whose owners answer for what is open in their own rows.
    """
    by_id = {m.id: m.owner for m in drafted.milestones}
    owners = {key: by_id.get(milestone) for key, milestone in drafted.home.items()}
    found = open_points([u for u in material.units if u.sentence.kind != "heading"], material.today)
    ranked = sorted(found, key=lambda p: (-p.weight, p.day or material.today.max))
    questions = [_point(p, owners.get(place(p.unit))) for p in ranked if p.kind != "assumption"]
    assumptions = [_point(p, owners.get(place(p.unit))) for p in ranked if p.kind == "assumption"]
    return tuple(questions), tuple(assumptions)


def _point(point: Found, owner: str | None) -> OpenPoint:
    unit = point.unit
    who = owner or _owner(unit)
    community = unit.shown.community
    text = wording.plain(unit.text)
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    asks = "" if unit.text.rstrip().endswith("?") else f" {ASKS[point.kind]}"
    return OpenPoint(
        text=wording.sentence(text) + asks,
        owner=who,
        # Without a name it is for whoever wrote it, but a question that they ask is for the other side.
        to=None if who else (_OTHER.get(community, community) if point.kind == "answer" and community else community),
        sources=(unit.shown.id,),
        why=f"{telling.said_by(unit.shown)} leaves it open" if point.kind != "assumption" else "taken for granted",
    )


def _owner(unit: Unit) -> str | None:
    for header, text in unit.cells:
        if any(word in header.lower() for word in ("owner", "lead", "responsible", "who")) and text.strip(" -–—?"):
            return text.strip()
    return owner_in(unit.text)
