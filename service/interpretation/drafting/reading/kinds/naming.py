"""What a step's name says that happens: the head of it counts, not what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from service.interpretation.drafting.reading.kinds import words
from service.interpretation.facts.triggers import TRIGGER
from service.planning.facts import EventKind

_KEPT = 20_000
_BUILD = re.compile(
    r"\b(?:build|code|order|ordered|procure\w*|interfaces?|servers?|hardware|contract|budget|report|hosting|"
    r"data cent(?:re|er)|meeting|visit|agenda|templates?)\b",
    re.IGNORECASE,
)
"""What is made beforehand, whatever else its name holds."""
_SITE_SURVEY = re.compile(
    r"\b(?:wi-?fi|wlan|site|network|radio|cabl\w*|building|access points?|land|structural)\b.*\bsurvey|"
    r"\bsurvey(?:ed|s)? (?:and|of the) (?:fitting|install\w*|cabl\w*|site)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s*[:\"“„]")
_AIMS = re.compile(
    r"\b(?:for|about|on|before|after|during|until|ahead of|to|of|once|when|from)\s+(?:the |our |each )?$", re.I
)
_NEXT = re.compile(r"[,;:&+]| and ")
_HOUSE = re.compile(
    r"workshops\b(?! (?:for|about|dates?|series|with|run|programme|held))|workshop (?:floor|hall)", re.IGNORECASE
)
_OF_HOUSES = re.compile(
    r"\b(?:in|at|to|across|from|between|of)(?: (?:all|the|our|each|every|both|\d+|\w+))? (?:\d+ )?$|\ball (?:\d+ )?$",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r" (?:on|starts?|opens?|goes|go|works?|begins?|uses?|gets?|takes?|moves?|switch\w*)\b", re.IGNORECASE
)
"""Workshops in which people work: "in all 38 workshops", "Pune workshops"."""
_LATER: frozenset[EventKind] = frozenset({"go_live", "change", "withdrawal", "pilot", "test"})


@lru_cache(maxsize=_KEPT)
def kinds_of(title: str) -> tuple[EventKind, ...]:
    """What happens by a step's own name, the most telling first."""
    found = list(_mentions(title))
    if not found:
        if _BUILD.search(title):
            return ()
        return next(((kind,) for kind, pattern in words.LOOSE if pattern.search(title)), ())
    head = found[0]
    for index, mention in enumerate(found[1:], 1):
        if title[head[2] : mention[1]] in (" ", "-"):
            head = mention  # "go-live announcement" is an announcement
        elif _is_aim(title, found[index - 1]) and index == 1:
            head = mention  # "After go-live, a survey"
        else:
            break
    if head[0] == "communication" and _ABOUT.match(title, head[2]):
        return ("communication",)
    triggers = [cast(EventKind, m.lastgroup) for m in TRIGGER.finditer(title) if not _is_house(title, m.start())]
    if "feedback" in triggers and _SITE_SURVEY.search(title):
        triggers = [kind for kind in triggers if kind != "feedback"]
    starts = [m for m in found if m[0] == "go_live" and _NEXT.search(title[head[2] : m[1]])]
    if head[0] == "withdrawal" and starts:
        return ("go_live", "withdrawal")  # "slips stop, tablets only"
    return tuple(dict.fromkeys([head[0], *triggers]))


def _is_house(title: str, at: int) -> bool:
    house = _HOUSE.match(title, at)
    return house is not None and (
        _OF_HOUSES.search(title[:at]) is not None or (at > 0 and _WORKS.match(title, house.end()) is not None)
    )


def _is_aim(title: str, mention: tuple[EventKind, int, int]) -> bool:
    """Whether what opens a name only says when or what for it is."""
    kind, start, _ = mention
    return kind in _LATER and _AIMS.search(title[:start]) is not None and not title[:start].strip(" ").count(" ") > 1


def _mentions(title: str) -> Iterator[tuple[EventKind, int, int]]:
    """What is named where: of two readings that overlap the one with more words."""
    spans = [
        (cast(EventKind, m.lastgroup), *m.span())
        for pattern in (words.PATTERN, TRIGGER)
        for m in pattern.finditer(title)
        if not _is_house(title, m.start())
    ]
    if any(kind == "feedback" for kind, _, _ in spans) and _SITE_SURVEY.search(title):
        spans = [span for span in spans if span[0] != "feedback"]
    kept: list[tuple[EventKind, int, int]] = []
    for span in sorted(spans, key=lambda s: s[1] - s[2]):
        if all(span[2] <= start or span[1] >= end for _, start, end in kept):
            kept.append(span)
    yield from sorted(kept, key=lambda s: s[1])
