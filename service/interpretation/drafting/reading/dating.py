"""Which of several days holds for a thing, which are superseded, and where sources contradict each other.

The newest document's day holds. What a source does not date itself cannot supersede another, and a month does not
supersede a day in it. Below it the statements of one thing; above it `milestones`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.happening.timeline import span
from service.interpretation.drafting.nouns import quote_of
from service.interpretation.drafting.reading.said import Said
from service.planning.nouns import Quote, StatedDate

_MOVED = re.compile(
    r"\b(?:mov(?:es?|ed|ing)|postpon\w+|shift(?:s|ed)?|reschedul\w+|brought forward|push(?:es|ed)|delay(?:s|"
    r"ed)?|slip(?:s|ped)?|"
    r"defer(?:s|red)?|instead of|no longer|rather than|earlier than planned|later than planned|new date|"
    r"changed (?:from|to))\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:on )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """What is known of a thing's day."""

    holds: Said | None
    dates: tuple[StatedDate, ...]
    why: str
    disputed: tuple[tuple[Quote, tuple[dt.date, dt.date]], ...] = ()


def dated(statements: Sequence[Said]) -> Dated:
    """Weigh the days that statements about one thing give."""
    known = [s for s in statements if s.first is not None and s.impossible is None]
    known = known or [s for s in statements if s.first is not None]
    if not known:
        return Dated(None, (), "")
    # "On Tuesday" may be any Tuesday: it says nothing against a day that another statement names.
    known = [s for s in known if not _BARE.fullmatch(s.words)] or known
    ordered = sorted(known, key=_rank)
    # What only stays until a day tells against another day, and sets none.
    holds = _holding([s for s in ordered if not s.passing] or ordered)
    apart = [s for s in ordered if not agrees(s, holds)]
    superseded = [s for s in apart if _supersedes(holds, s)]
    dates = tuple(_stated(s, superseded=s in superseded) for s in [holds, *(s for s in ordered if s is not holds)])
    return Dated(holds, dates, _why(holds, superseded), _disputed(holds, apart))


def agrees(one: Said, other: Said) -> bool:
    """Whether both days can be true."""
    (a, b), (c, d) = one.period, other.period
    if (a, b) == (c, d):
        return True
    if not (one.precise and other.precise):
        return (a <= c and d <= b) or (c <= a and b <= d)
    return (a == b or c == d) and (a == c or b == d)


def _rank(said: Said) -> tuple[int, bool, bool, bool, int]:
    """Newest first; in one document rows before prose, days before periods of vague length."""
    day = said.written.toordinal() if said.written else 0
    first, last = said.period
    return -day, said.weak, not said.table, not said.precise, -(last - first).days


def _holding(ordered: Sequence[Said]) -> Said:
    newest = ordered[0]
    if newest.precise:
        longer = [s for s in ordered if s.precise and agrees(s, newest)]
        return max(longer, key=lambda s: (s.period[1] - s.period[0], bool(s.table)))
    return next((s for s in ordered if s.precise and agrees(s, newest)), newest)


def _supersedes(newer: Said, older: Said) -> bool:
    return newer.written is not None and older.written is not None and newer.written > older.written


def _stated(said: Said, *, superseded: bool) -> StatedDate:
    first, last = said.period
    return StatedDate(
        start=first,
        end=last,
        words=said.words,
        precise=said.precise,
        quote=quote_of(said.unit),
        superseded=superseded,
    )


def _why(holds: Said, superseded: Sequence[Said]) -> str:
    told = f"{wording.capital(_when(holds))} from {telling.said_by(holds.unit.shown)}"
    if not superseded:
        return told + "."
    by_day: dict[str, list[str]] = {}
    for said in superseded:
        by_day.setdefault(_when(said), []).append(telling.said_by(said.unit.shown))
    old = [f"{day} in {wording.listed(list(dict.fromkeys(docs)))}" for day, docs in by_day.items()]
    return f"{told}; it supersedes {wording.listed(old)}."


def _when(said: Said) -> str:
    return span(*said.period) if said.precise else f"“{said.words}”"


def _disputed(holds: Said, apart: Sequence[Said]) -> tuple[tuple[Quote, tuple[dt.date, dt.date]], ...]:
    """The sources that give different days; none where the newer one says itself that it was moved, to its own side."""
    side = holds.unit.shown.community
    settled = _says_moved(holds)
    # A day that two statements have is disputed once, by the newest of each document.
    against = [s for s in apart if not (settled and _supersedes(holds, s) and s.unit.shown.community == side)]
    if not against:
        return ()
    told = [holds, *against]
    pairs: dict[tuple[str, dt.date, dt.date], tuple[Quote, tuple[dt.date, dt.date]]] = {}
    for said in told:
        pairs.setdefault((said.document, *said.period), (quote_of(said.unit), said.period))
    return tuple(pairs.values())


def _says_moved(said: Said) -> bool:
    return bool(said.replaced) or _MOVED.search(said.unit.text) is not None
