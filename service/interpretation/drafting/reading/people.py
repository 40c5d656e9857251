"""Names of persons that documents give, by which a single name in brackets is known as an owner's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.interpretation import wording
from service.interpretation.drafting.reading.tables.columns import role_of
from service.interpretation.shown import Unit

_FULL = re.compile(
    r"(?<![\w.@])(?:[A-Z]\. ?|(?P<first>[A-Z][\w'’-]+) )(?P<last>[A-Z][a-z][\w'’-]+)(?=\s*(?:[,<(:.]|$|\n| and | to ))"
)
_BRACKETS = re.compile(r"[(\[](?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)[)\]]")
_HEAD = 4
"""Units at the head of a document among which its author stands."""


def named(units: Iterable[Unit]) -> frozenset[str]:
    """First and last names of those who write, answer for steps or are written to."""
    found: set[str] = set()
    for unit in units:
        for header, text in unit.cells:
            if role_of(header) == "owner":
                found.update(w for w in re.findall(r"[A-Z][\w'’-]{2,}", text))
        if unit.number < _HEAD and unit.sentence.kind == "paragraph" and not unit.shown.source.start:
            for match in _FULL.finditer(unit.text):
                found.update(filter(None, (match["first"], match["last"])))
    return frozenset(found)


def in_brackets(unit: Unit, names: frozenset[str]) -> str | None:
    """Who stands in brackets in a sentence, if it is somebody known."""
    if unit.cells:
        return None
    text = wording.plain(unit.text)
    return next((m["who"] for m in _BRACKETS.finditer(text) if m["who"].split()[0] in names), None)
