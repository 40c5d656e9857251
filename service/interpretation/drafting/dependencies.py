"""Which milestone waits for which: what documents state, and what follows between the two tracks.

Above: `draft` calls it with the milestones that `milestones` has read. It knows no schedule: a dependency is made where
it holds, even if the dates break it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from service.interpretation.drafting.linking.graph import stated_once, with_computed
from service.interpretation.drafting.linking.naming import Names
from service.interpretation.drafting.linking.rules import computed
from service.interpretation.drafting.linking.stated import Stated, rules_among
from service.interpretation.drafting.nouns import Drafted, Linked, Material
from service.interpretation.shown import Unit

_REPLACING = re.compile(
    r"\b(?:replac\w+|supersed\w+|instead|in place of|tak\w+ over|migrat\w+|mov\w+ (?:from|to)|switch\w* (?:from"
    r"|to|off)|"
    r"withdraw\w*|retir\w+|decommission\w*|turn\w* off|goes? away|no longer)\b",
    re.IGNORECASE,
)


def dependencies(material: Material, drafted: Drafted) -> Linked:
    """The milestones with the dependencies between them.

    Args:
        material: the documents.
        drafted: the milestones read out of them.

    Returns:
        The drafted milestones, and any step without a date that only a dependency names; each pair of milestones is
        joined once, by ids. What is stated may go round in a circle; what a rule adds never does.
    """
    systems = {f.value for unit in material.units for f in unit.facts("system")}
    rules = rules_among(drafted.milestones)
    steps = _without(drafted, rules)
    names = Names(steps, systems)
    reader = Stated(steps, names, material.units)
    stated = stated_once(reader.links())
    linked = (*steps.milestones, *reader.added.values())
    every = with_computed(stated, computed(linked, names.kin, _replaced(material.units)), {m.id: m for m in linked})
    told = {at: reader.told[at] for at, m in drafted.home.items() if m in rules and at in reader.told}
    unread = rules.difference(drafted.home[at] for at in told)
    kept = (*(m for m in drafted.milestones if m.id not in rules or m.id in unread), *reader.added.values())
    known = {m.id for m in kept}
    home = {at: told.get(at, m) for at, m in drafted.home.items()}
    return Linked(kept, tuple(every), {at: m for at, m in home.items() if m in known})


def _without(drafted: Drafted, rules: frozenset[str]) -> Drafted:
    """What was read, without milestones that only say what waits for what."""
    if not rules:
        return drafted
    return replace(
        drafted,
        milestones=tuple(m for m in drafted.milestones if m.id not in rules),
        home={at: m for at, m in drafted.home.items() if m not in rules},
        references={at: m for at, m in drafted.references.items() if m not in rules},
    )


def _replaced(units: Iterable[Unit]) -> dict[str, frozenset[str]]:
    """Which systems stand beside which where something is replaced or withdrawn."""
    found: dict[str, set[str]] = {}
    for unit in units:
        systems = {f.value.lower() for f in unit.facts("system")}
        if len(systems) > 1 and _REPLACING.search(unit.text):
            for system in systems:
                found.setdefault(system, set()).update(systems - {system})
    return {system: frozenset(others) for system, others in found.items()}
