"""The words in which a reader is told what sources say instead, and what of a statement is nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.grounding.nouns import Flaw, FlawKind
from service.interpretation.grounding.subjects import Near, day
from service.interpretation.shown import Shown, Unit

_MOST = 3
"""Documents that are named for one contradiction."""
_QUOTED = 160
"""Characters of a unit that are repeated to the reader."""
_VALUE = 40
"""Characters of a day, number or name that is told beside the statement's."""
TOLD: frozenset[FlawKind] = frozenset({"date", "number", "name"})
"""Flaws whose value can be told beside the statement's."""


@dataclass(frozen=True)
class Rival:
    """A unit that speaks of the same thing and says otherwise."""

    near: Near
    flaws: tuple[Flaw, ...]

    @property
    def shown(self) -> Shown:
        """The source it is in."""
        return self.near.unit.shown


def otherwise(rivals: Sequence[Rival]) -> str:
    """What the sources say instead, the nearest unit of each document, the newest document first."""
    nearest = sorted(rivals, key=lambda r: r.near.share, reverse=True)
    by_document: dict[str | None, Rival] = {}
    for rival in nearest:
        by_document.setdefault(rival.shown.source.document_id, rival)
    chosen = list(by_document.values())[:_MOST]
    return " ".join(_says(r) for r in sorted(chosen, key=lambda r: day(r.shown), reverse=True))


def disputed(agreeing: Sequence[Shown], rivals: Sequence[Rival]) -> str:
    """That the documents disagree, and whether the newer ones are for or against it."""
    newest = max(map(day, agreeing))
    newer = [r for r in rivals if day(r.shown) > newest]
    names = list(dict.fromkeys(map(name, agreeing)))
    say = "says" if len(names) == 1 else "say"
    which = "a newer" if newer else "an older"
    return f"{wording.listed(names)} {say} so; {which} document says otherwise. {otherwise(newer or rivals)}"


def _says(rival: Rival) -> str:
    """What a unit says instead, by value where it is one: `Plan (1 March 2027) has “3 May” instead of “10 May”: …`."""
    values = {f.said: f.found for f in rival.flaws if f.kind in TOLD and len(f.found) <= _VALUE}
    told = wording.listed([f"“{found}” instead of “{said}”" for said, found in values.items()])
    return f"{name(rival.shown)} {f'has {told}' if told else 'says otherwise'}: “{quote(rival.near.unit)}”"


def lacking(flaws: Sequence[Flaw]) -> str:
    """What of a statement is nowhere, in its own words."""
    nowhere = list(dict.fromkeys(f"“{f.said}”" for f in flaws))
    return f"Only some of it is borne out; not so {wording.listed(nowhere)}. " if nowhere else ""


def name(shown: Shown) -> str:
    """A document by its title and day."""
    return f"{shown.source.title} ({wording.day(shown.dated)})" if shown.dated else shown.source.title


def quote(unit: Unit) -> str:
    """What a unit says, cut where it is long."""
    text = wording.plain(unit.text)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rsplit(" ", 1)[0] + "…"
