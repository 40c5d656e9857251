"""For whom and for what a unit speaks: people and places, systems, and whether it states something that holds.

Readers of observations share this. Names of people are brought to one form (lower case, singular, without numbers and
articles), so that `planning`, which knows no language, can compare them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.interpretation.answering import telling
from service.interpretation.answering.asked import naming
from service.interpretation.facts.amounts import WORDS_FOR_NUMBERS, singular
from service.interpretation.shown import Unit

_WORD = re.compile(r"[A-Za-zÀ-ž][\w&'’-]*")
_EMPTY = frozenset(
    """the a an we are our your their its his her all every each any some both most many
    these those this that about around
    and or of for in on at to with by from who what which other no more new only approximately roughly nearly""".split()
) | frozenset(WORDS_FOR_NUMBERS)
GENERIC = frozenset(
    """people person user staff employee everyone everybody anyone colleague worker team member headcount fte
    personnel workforce individual named licensed account profile site group member head pax scope concerned affected
    involved impacted total number enterprise company organisation organization business""".split()
)
"""Names of people that tell nobody apart."""
_NOT_FOR = re.compile(
    r"service ?desk|help ?desk|steering|works council|committee|board|project team|vendor|supplier|provider|auditor|"
    r"insurer|consultant|trainer|agent|owner|champion|sponsor|stakeholder|hacker|attacker",
    re.IGNORECASE,
)
"""People who run or help with an initiative, or are around it."""
_NAMES = re.compile(r"(?:,? (?:and |or |of |in )?[A-ZÀ-Ž][\w'’-]+)+")
_DENIED = frozenset({"negated", "out_of_scope", "hypothetical", "past"})


def holds(unit: Unit) -> bool:
    """Whether it states something about the present or the plan: no heading, question, denial, idea or history."""
    return telling.is_said(unit) and unit.standing not in _DENIED and not unit.text.rstrip().endswith("?")


@lru_cache(maxsize=20_000)
def group_name(text: str) -> str:
    """People or a place in one form: `all 450 Field Engineers` is `field engineer`; empty where nothing is left."""
    found = (w.removesuffix("'s").removesuffix("’s").lower() for w in _WORD.findall(text))
    return " ".join(singular(w) for w in found if w not in _EMPTY)


def is_generic(name: str) -> bool:
    """Whether a name in `group_name`'s form tells nobody apart."""
    return not name or set(name.split()) <= GENERIC


def groups_of(unit: Unit, *, inherited: bool = True, helpers: bool = False) -> tuple[str, ...]:
    """The people and places that a unit names, or else those of its nearest heading.

    Args:
        unit: The unit.
        inherited: Whether its headings may speak for it.
        helpers: Whether those who run the initiative, or help with it, count.
    """
    start = unit.sentence.start
    facts = [(f.start - start, f.end - start) for f in unit.facts("population")]
    found = groups_in(unit.text, facts, helpers=helpers)
    if found or not inherited:
        return found
    for heading in reversed(unit.sentence.headings):
        found = groups_in(heading, (), helpers=helpers)
        if found:
            return found
    return ()


def groups_in(text: str, people: Sequence[tuple[int, int]] = (), *, helpers: bool = False) -> tuple[str, ...]:
    """The people and places that a text names, each once; `people` are spans that are known to name some."""
    found: list[str] = []
    for start, end in naming.groups_in(text, people):
        names = _NAMES.match(text, end)
        name = group_name(text[start : names.end() if names and naming.is_place(text[start:end]) else end])
        if not is_generic(name) and (helpers or not _NOT_FOR.search(name)):
            found.append(name)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Names:
    """The names of systems that an initiative's documents use."""

    pattern: re.Pattern[str] | None

    def in_text(self, text: str) -> tuple[str, ...]:
        """Those that a text names, as written."""
        return tuple(dict.fromkeys(self.pattern.findall(text))) if self.pattern else ()

    def of(self, unit: Unit, *, inherited: bool = True) -> tuple[str, ...]:
        """The systems that a unit names, or else those of its nearest heading."""
        found = (*(f.value for f in unit.facts("system")), *self.in_text(unit.text))
        if found or not inherited:
            return _once(found)
        for heading in reversed(unit.context):
            if found := self.in_text(heading):
                return _once(found)
        return ()


def names_of(units: Sequence[Unit]) -> Names:
    """The systems that any of the units tells to be one by a name of its own."""
    names = {f.value for unit in units for f in unit.facts("system") if any(c.isupper() for c in f.value)}
    if not names:
        return Names(None)
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return Names(re.compile(rf"(?<![\w./@-])(?:{longest_first})(?![\w@]|-\w)"))


def _once(names: Sequence[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.lower(), name)
    return tuple(kept.values())


def groups_within(unit: Unit, begin: int, text: str) -> tuple[str, ...]:
    """The people and places that a piece of a unit names, where it begins in the unit."""
    offset = unit.sentence.start + begin
    people = [
        (f.start - offset, f.end - offset)
        for f in unit.facts("population")
        if offset <= f.start and f.end <= offset + len(text)
    ]
    return groups_in(text, people)


def pieces(unit: Unit) -> list[tuple[str, int, str]]:
    """A row's cells, each with its heading and where it begins in the unit, or the whole unit."""
    if not unit.cells:
        return [("", 0, unit.text)]
    block = unit.shown.reading.blocks[unit.sentence.block]
    start = unit.sentence.start
    return [(c.header, c.start - start, unit.shown.text[c.start : c.end]) for c in block.cells]
