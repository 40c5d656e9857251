"""The slots of an implication, filled from the facts of its occasions' sentences."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from glossary.concepts import Anchor
from service.interpretation import wording
from service.interpretation.evidence import Reading
from service.planning.facts import Fact

GENERIC = frozenset("user people person staff employee everyone everybody team worker end colleague".split())
"""Populations that name nobody in particular."""
_DETERMINERS = frozenset("the our your their all every each both some most these those this new".split())
OUTSIDE = frozenset("customer client patient visitor guest citizen supplier passenger tenant caller".split())
"""Populations that are not told, trained or equipped as staff are."""
BODIES = frozenset(("works council", "staff council", "union", "board", "steering committee", "hr", "it", "management"))
"""Bodies that decide or are asked; nothing is introduced to them."""
_OF_A_LAUNCH: frozenset[Anchor] = frozenset({"access", "change", "go_live"})
"""Anchors that fall on the day of the launch where the text names no other day."""
_ONE_FOR_ALL: frozenset[Anchor] = frozenset({"go_live", "pilot", "training", "communication", "freeze"})
"""Anchors of which a text usually has one for all that it describes; a change or an access has its own day each."""
_PRECISE = ("", "day", "week")
_MOST_GROUPS = 3
_SHORT = 12
"""Sentences of a note that speaks of one thing."""


def anchor_date(reading: Reading, anchor: Anchor, mentions: Sequence[int]) -> tuple[dt.date | None, int]:
    """The anchor's day and the sentence that gives it, -1 for none.

    The day of that very event in the occasion's sentence counts first, then the one day that the text has for such an
    event, then the day that the sentence gives for the thing itself, and last the one day of the launch.
    """
    if anchor != "change":
        for mention in mentions:
            number = reading.judged[mention].sentence
            events = [f for f in reading.facts_in(number, "event") if f.event == anchor and _happens(f)]
            if events:
                return min(events, key=lambda f: abs(f.start - reading.mentions[mention].start)).first, number
    if anchor in _ONE_FOR_ALL:
        day, number = _only_day(reading, anchor)
        if day is not None:
            return day, number
    for mention in mentions:
        date = reading.date_near(mention)
        if date is not None and date.unit in _PRECISE:
            return date.first, reading.judged[mention].sentence
    return _only_day(reading, "go_live") if anchor in _OF_A_LAUNCH else (None, -1)


def _only_day(reading: Reading, kind: Anchor) -> tuple[dt.date | None, int]:
    """The day of the events of a kind, if the text gives one for all of them."""
    days = {f.first: f.start for f in reading.facts if f.event == kind and _happens(f)}
    if len(days) != 1:
        return None, -1
    day, start = days.popitem()
    return day, reading.sentence_at(start)


def one_date(reading: Reading) -> tuple[dt.date | None, int]:
    """The day of a short text that names no other: all it says is said of that day."""
    if len(reading.sentences) > _SHORT:
        return None, -1
    days = {f.first: f.start for f in reading.facts if f.kind == "date" and f.first is not None}
    if len(days) != 1 or next(iter(days)) < reading.today:
        return None, -1
    day, start = days.popitem()
    return day, reading.sentence_at(start)


def _happens(fact: Fact) -> bool:
    return fact.first is not None and not fact.note.startswith("negated")


def groups(reading: Reading, sentences: Sequence[int]) -> tuple[str, ...]:
    """The populations that the occasions' sentences name."""
    return _populations(f for n in sentences for f in reading.facts_in(n, "population"))


def _populations(facts: Iterator[Fact]) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for fact in facts:
        if fact.value and fact.value not in GENERIC and fact.note != "negated":
            named.setdefault(fact.value, _within_a_sentence(wording.plain(fact.text)))
    return tuple(text for value, text in named.items() if value.lower() not in OUTSIDE | BODIES)


def _within_a_sentence(text: str) -> str:
    """Without the capital of a sentence's first word: "Our trainers", "Managers"."""
    first, _, rest = text.partition(" ")
    return text[0].lower() + text[1:] if first.istitle() and (not rest or first.lower() in _DETERMINERS) else text


def named(groups: Sequence[str]) -> str:
    """The populations in words, the first few of them."""
    if not groups:
        return ""
    if len(groups) > _MOST_GROUPS:
        return f"{', '.join(groups[:_MOST_GROUPS])} and others"
    return wording.listed(groups)


def counted(reading: Reading, sentences: Sequence[int]) -> str:
    """The number of people that the sentences give; empty if they give none."""
    for number in sentences:
        for fact in reading.facts_in(number, "count"):
            if (
                fact.unit
                and fact.unit != "%"
                and any(
                    p.start <= fact.start < p.end or fact.start <= p.start < fact.end + 24
                    for p in reading.facts_in(number, "population")
                )
            ):
                return wording.plain(fact.text)
    return ""


def system(reading: Reading, sentences: Sequence[int]) -> str:
    """The system that most of the occasions' sentences name; none if they name several equally often."""
    near = Counter(f.text for n in sentences for f in reading.facts_in(n, "system")).most_common(2)
    if not near or (len(near) == 2 and near[0][1] == near[1][1]):
        return ""
    return wording.plain(near[0][0])
