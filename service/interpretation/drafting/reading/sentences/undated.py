"""Steps that sentences and items name without a day: those to be dated yet, and those of a plan that gives no dates."""

from __future__ import annotations

import re

from service.interpretation.answering import telling
from service.interpretation.drafting.reading import titles, traits
from service.interpretation.drafting.reading.said import Said
from service.interpretation.shown import Unit
from service.planning.facts import EventKind

_TO_COME = re.compile(
    r"[\s:–—,(-]*\b(?:(?:the )?dates? (?:is |are )?(?:still |yet )?(?:open|tbd|tbc|to be \w+|unknown|"
    r"not (?:yet )?(?:fixed|set|agreed|known))|"
    r"tb[dca]|to be (?:scheduled|dated|announced|confirmed|decided|agreed)|(?:is |"
    r"are )?not (?:yet )?(?:scheduled|dated)|"
    r"no date(?: yet)?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PLAN = re.compile(
    r"\b(?:plan|milestones?|steps?|tasks?|roadmap|timeline|schedule|roll-?out|sequence|phases?|activities|"
    r"actions?|order)\b",
    re.IGNORECASE,
)
_NO_PLAN = re.compile(
    r"\b(?:out of scope|risks?|background|questions?|assumptions?|goals?|benefits?|attend\w*|contacts?|history)\b",
    re.IGNORECASE,
)
_STEPS: frozenset[EventKind] = frozenset(
    {
        "access",
        "pilot",
        "training",
        "communication",
        "change",
        "go_live",
        "withdrawal",
        "test",
        "support_cover",
        "feedback",
    }
)
_MOST_WORDS = 25


def is_stamp(unit: Unit) -> bool:
    """Whether its dates are the document's own."""
    dates = unit.facts("date")
    own = unit.shown.dated
    return bool(dates) and own is not None and all(f.first == f.last == own for f in dates)


def step(unit: Unit, *, plain: bool) -> Said | None:
    """What a unit without a day says that happens.

    Args:
        unit: a sentence or item.
        plain: whether the documents' prose has no dates at all, so that items of a plan are steps by themselves.
    """
    if (
        unit.text.rstrip().endswith("?")
        or not (telling.is_said(unit) or unit.sentence.kind == "item")
        or unit.standing in ("hypothetical", "out_of_scope", "past")
    ):
        return None
    events = [
        e for e in unit.facts("event") if e.event in _STEPS and not e.note.startswith(("negated", "not", "cancelled"))
    ]
    to_come = _TO_COME.search(unit.text)
    if to_come and to_come.start() > 2:
        title = titles.finished(unit.text[: to_come.start()], unit)
        kinds = traits.kinds_in(title, [e for e in events if e.start - unit.sentence.start < to_come.start()])
        kinds = kinds or traits.kinds_above(unit.sentence.headings[-1:])
        return _said(unit, title, kinds, tentative=True) if kinds and title else None
    if not plain or unit.sentence.kind != "item" or unit.facts("date") or unit.standing in ("negated", "status_quo"):
        return None
    above = " ".join((*unit.sentence.headings, unit.shown.source.title))
    if not _PLAN.search(above) or _NO_PLAN.search(above) or len(unit.text.split()) > _MOST_WORDS:
        return None
    title = titles.finished(unit.text, unit)
    return _said(unit, title, traits.kinds_in(title, events), tentative=False) if title else None


def _said(unit: Unit, title: str, kinds: tuple[EventKind, ...], *, tentative: bool) -> Said | None:
    if traits.is_closure(kinds):
        return None
    return Said(
        unit,
        title,
        kinds=titles.without_practice(title, kinds),
        groups=traits.groups_in(unit, unit.sentence.start, unit.sentence.end),
        systems=tuple(dict.fromkeys(f.value for f in unit.facts("system"))),
        concepts=tuple(sorted(unit.concepts)),
        parts=traits.parts_in(title),
        owner=traits.owner_in(unit.text),
        status="tentative" if tentative else "planned",
    )
