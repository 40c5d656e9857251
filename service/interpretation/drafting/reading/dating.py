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
    r"\b(?:mov(?:es?|ed|ing)|postpon\w+|shift(?:s|ed)?|reschedul\w+|brought forward|push(?:es|ed)|delay(?:s|ed)?|slip(?:s|ped)?|"
    r"defer(?:s|red)?|instead of|no longer|rather than|earlier than planned|later than planned|new date|changed (?:from|to))\b",
    re.IGNORECASE,
)


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
    ordered = sorted(known, key=_rank)
    holds = _holding(ordered)
    apart = [s for s in ordered if not agrees(s, holds)]
    superseded = [s for s in apart if _supersedes(holds, s)]
    dates = tuple(_stated(s, superseded=s in superseded) for s in [holds, *(s for s in ordered if s is not holds)])
    return Dated(holds, dates, _why(holds, superseded), _disputed(holds, apart))


def agrees(one: Said, other: Said) -> bool:
    """Whether both days can be true."""
    assert one.first is not None and one.last is not None
    assert other.first is not None and other.last is not None
    if (one.first, one.last) == (other.first, other.last):
        return True
    if not (one.precise and other.precise):
        inside = one.first <= other.first and other.last <= one.last
        return inside or (other.first <= one.first and one.last <= other.last)
    single = one.first == one.last or other.first == other.last
    return single and (one.first == other.first or one.last == other.last)


def _rank(said: Said) -> tuple[int, bool, bool, bool, int]:
    """Newest first; in one document rows before prose, days before periods of vague length."""
    day = said.written.toordinal() if said.written else 0
    assert said.first is not None and said.last is not None
    return -day, said.weak, not said.table, not said.precise, -(said.last - said.first).days


def _holding(ordered: Sequence[Said]) -> Said:
    newest = ordered[0]
    if newest.precise:
        longer = [s for s in ordered if s.written == newest.written and s.precise and agrees(s, newest)]
        return max(longer, key=lambda s: ((s.last or dt.date.min) - (s.first or dt.date.min), bool(s.table)))
    return next((s for s in ordered if s.precise and agrees(s, newest)), newest)


def _supersedes(newer: Said, older: Said) -> bool:
    return newer.written is not None and older.written is not None and newer.written > older.written


def _stated(said: Said, *, superseded: bool) -> StatedDate:
    assert said.first is not None and said.last is not None
    return StatedDate(
        start=said.first,
        end=said.last,
        words=said.words,
        precise=said.precise,
        quote=quote_of(said.unit),
        superseded=superseded,
    )


def _why(holds: Said, superseded: Sequence[Said]) -> str:
    assert holds.first is not None and holds.last is not None
    told = f"{wording.capital(_when(holds))} from {telling.said_by(holds.unit.shown)}"
    if not superseded:
        return told + "."
    by_day: dict[str, list[str]] = {}
    for said in superseded:
        by_day.setdefault(_when(said), []).append(telling.said_by(said.unit.shown))
    old = [f"{day} in {wording.listed(list(dict.fromkeys(docs)))}" for day, docs in by_day.items()]
    return f"{told}; it supersedes {wording.listed(old)}."


def _when(said: Said) -> str:
    assert said.first is not None and said.last is not None
    return span(said.first, said.last) if said.precise else f"“{said.words}”"


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
        assert said.first is not None and said.last is not None
        pairs.setdefault((said.document, said.first, said.last), (quote_of(said.unit), (said.first, said.last)))
    return tuple(pairs.values())


def _says_moved(said: Said) -> bool:
    return bool(said.replaced) or _MOVED.search(said.unit.text) is not None
