"""Lists whose heading or opening line says what its items are: what something needs, or steps one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from service.interpretation.shown import Unit

Sort = Literal["needed", "order"]

_NEEDED_FOR = re.compile(
    r"(?:(?:go-?live |entry |readiness |start |acceptance )?criteria|checklist|pre-?requisites?|pre-?conditions?"
    r"|conditions|requirements?|dependencies|must-haves?"
    r"|(?:needed|required|necessary|essential|missing|outstanding|due|(?:must|has to|have to|needs? to|should|to)"
    r"\b[^:;,.]{0,40}?)(?: first)?)\s+(?:for|of|before|by|prior to|ahead of|in time for)\s+(?P<a>[^:;]+?)\W*$",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"^\W*(?:what |things )?(?P<a>[^:;]+?)\s+(?:needs?|requires?|depends? on|relies on|hinges on|waits? (?:for|on)"
    r"|presupposes|is (?:blocked|gated|held up) by"
    r"|(?:cannot|can['’]?t|can not|must not|may not|will not|won['’]t)\b[^:;]{0,30}?"
    r"\b(?:before|until|till|without|unless)"
    r"|(?:\w+ ){0,3}?only (?:after|once|when|if|with))"
    r"(?: (?:all|both|each)(?: of)?)?(?: (?:the following|these(?: things| steps| items)?|this|that))?"
    r"(?: (?:is|are|has|have|things?|points?|steps?|to be|been|done|complete|completed|finished|in place|first))*\W*$",
    re.IGNORECASE,
)
_FOR_THIS = re.compile(
    r"^\W*(?:before|for|to|prior to|in order (?:to|for)) (?P<a>[^,:;]+?)(?: (?:can|may|to) (?:go|start|begin|open"
    r"|happen|run|take|proceed|work|be|commence)\b[^,:;]*)?(?:,? (?:the following|these|this|we|you|all of|it)\b.*"
    r"\b(?:must|needs?|has to|have to|required|in place|takes)\b.*|(?<= to go over)|(?<= to go ahead)|(?<= to start)"
    r"|(?<= to happen)|(?<= to open)|(?<= to begin)|(?<= to take place))\W*$",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:(?:in|by|keep to|stick to) (?:this|the following|that|strict|fixed|the right|the agreed) (?:order|sequence)"
    r"|one after (?:the other|another)|(?:sequence|order|chain) of (?:steps|events|work|play|activities|tasks|things)"
    r"|running order|strict(?:ly)? (?:in )?(?:order|sequence)|(?:order|sequence) (?:is|will be|has to be|must be)"
    r"|each (?:step |one )?(?:waits for|follows|needs|only after|builds on|depends on)\b[^:]{0,20}\b(?:before|previous"
    r"|preceding|last|above)\w*|critical (?:path|chain))\b",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(r"\b(?:no|not|any|without|regardless|alphabetical|arbitrary|priority)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of things that come one before the other, or before something else."""

    sort: Sort
    lead: Unit
    waiting: str
    """What needs them, in words; empty for steps in order."""
    items: tuple[Unit, ...]


def lists(units: Iterable[Unit]) -> Iterator[Listed]:
    """The lists that say so, in the order of the documents."""
    lead: Unit | None = None
    items: list[Unit] = []
    for unit in (*units, None):
        same = unit is not None and lead is not None and unit.shown is lead.shown
        if unit is not None and unit.sentence.kind == "item" and same:
            items.append(unit)
            continue
        if lead is not None and items:
            yield from _told(lead, tuple(items))
        items = []
        opens = unit is not None and not unit.cells and unit.sentence.kind != "item" and _opens(unit)
        lead = unit if opens else None


def _opens(unit: Unit) -> bool:
    return unit.sentence.kind == "heading" or unit.text.rstrip(" *_").endswith(":")


def _told(lead: Unit, items: tuple[Unit, ...]) -> Iterator[Listed]:
    text = lead.text.strip(" *_:#")
    if text.endswith("?"):
        text = text.rstrip("?")
    if _ORDER.search(text) and not _NO_ORDER.search(text):
        yield Listed("order", lead, "", items)
        return
    if _NO_ORDER.search(text) and not re.search(r"\b(?:cannot|can['’]?t|not)\b.*\b(?:before|until|without)\b", text):
        return
    match = _FOR_THIS.match(text) or _NEEDED_FOR.search(text) or _NEEDS.match(text)
    if match:
        yield Listed("needed", lead, match["a"], items)
