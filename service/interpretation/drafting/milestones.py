"""Milestones as documents state them: what happens, when, for whom and whose it is, with every source.

Below it `reading`, which knows tables, sentences and titles, says which statements speak of one thing, and which of
several days holds. Above it dependencies and the schedule. It computes no day but the end of what has a duration.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from service.interpretation import wording
from service.interpretation.answering import relevance, telling
from service.interpretation.answering.happening.timeline import span
from service.interpretation.drafting.nouns import Drafted, Material, Place, place, quote_of
from service.interpretation.drafting.reading import people, titles, traits
from service.interpretation.drafting.reading.dating import Dated, dated
from service.interpretation.drafting.reading.merging import merged
from service.interpretation.drafting.reading.said import Said, plain_stems
from service.interpretation.drafting.reading.sentences import prose, undated
from service.interpretation.drafting.reading.sprints import placed
from service.interpretation.drafting.reading.tables import columns, rows
from service.planning.nouns import Milestone, State
from service.planning.observed import BadDate, Disputed
from service.planning.working_days import is_working_day, shift

_LIGHT = 0.4
"""What the initiative's own name tells, as it is in every step."""
_LONGEST = 400
"""Days over which the working days of a step are counted."""


def milestones(material: Material) -> Drafted:
    """What the documents plan, each thing once."""
    found = placed(list(_said(material)), material.passages)
    light = plain_stems(material.name)
    weigh = lru_cache(maxsize=None)(
        lambda stem: _LIGHT if stem in light else relevance.weight(stem, material.glossary.catalog)
    )
    things = [_read(said, material) for said in merged(found, weigh)]
    names = _names([(m, said) for m, said, _ in things])
    taken: Counter[str] = Counter()
    drafted: list[Milestone] = []
    home: dict[Place, str] = {}
    references: dict[tuple[str, str], str] = {}
    bad: list[BadDate] = []
    disputed: list[Disputed] = []
    for (milestone, said, when), title in zip(things, names, strict=True):
        key = _id(milestone, said, taken)
        drafted.append(milestone.model_copy(update={"id": key, "title": title}))
        for one in said:
            home.setdefault(place(one.unit), key)
            if one.key:
                references.setdefault((one.document, one.key), key)
            if one.impossible:
                bad.append(BadDate(*one.impossible, quote=quote_of(one.unit), milestone=key))
        if when.disputed:
            quotes, days = zip(*when.disputed, strict=True)
            disputed.append(Disputed(title, tuple(quotes), tuple(days), key))
    ordered = sorted(drafted, key=lambda m: (m.start is None, m.start or dt.date.max, m.end or dt.date.max))
    return Drafted(tuple(ordered), home, references, tuple(bad), tuple(disputed), tuple(_notes(ordered, material)))


def _said(material: Material) -> Iterator[Said]:
    names = people.named(material.units)
    for said in _stated(material):
        owner = said.owner or people.in_brackets(said.unit, names)
        yield replace(said, owner=owner) if owner != said.owner else said


def _stated(material: Material) -> Iterator[Said]:
    tables = list(columns.tables(material.units))
    for table in tables:
        yield from rows.steps(table)
    sentences = [u for u in material.units if u.sentence.kind in ("paragraph", "item")]
    told: set[Place] = set()
    for unit in sentences:
        for said in prose.steps(unit):
            told.add(place(unit))
            yield said
    plain = not any(u.facts("date") for u in sentences if not undated.is_stamp(u))
    for unit in sentences:
        yet = undated.step(unit, plain=plain) if place(unit) not in told else None
        if yet is not None:
            yield yet


def _read(said: Sequence[Said], material: Material) -> tuple[Milestone, Sequence[Said], Dated]:
    """One thing as a milestone, still without its id."""
    when = dated(said)
    named = min(said, key=lambda s: (not s.table, s.weak, s.written or dt.date.max))
    newest = sorted(said, key=lambda s: s.written or dt.date.min, reverse=True)
    first, last, words = _period(when, newest, material.country)
    kinds = tuple(dict.fromkeys(k for s in [named, *newest] for k in s.kinds[: None if s is named else 1]))
    groups = tuple(dict.fromkeys(g for s in [named, *newest] for g in s.groups))
    track = next((s.track for s in newest if s.track), None) or traits.track_of(
        kinds, named.title, groups, named.unit.shown.community
    )
    quotes = tuple({s.unit: quote_of(s.unit) for s in newest}.values())
    holds = when.holds
    stated = next((s.duration_days for s in newest if s.duration_days), None)
    milestone = Milestone(
        id="",
        track=track,
        title=named.title,
        start=first,
        end=last,
        owner=next((s.owner for s in newest if s.owner), None),
        status=_status(newest, when),
        sources=tuple(dict.fromkeys(q.source for q in quotes)),
        why=" ".join(filter(None, [when.why, words])),
        kinds=kinds,
        category=traits.category_of(kinds, named.title, track),
        groups=groups,
        systems=tuple(dict.fromkeys(x for s in [named, *newest] for x in s.systems)),
        concepts=tuple(dict.fromkeys(c for s in [named, *newest] for c in s.concepts)),
        parts=tuple(dict.fromkeys(p for s in [named, *newest] for p in s.parts)),
        starts_at=holds.starts_at if holds else None,
        ends_at=holds.ends_at if holds else None,
        duration_days=stated or _working_days(first, last, material.country),
        dates=when.dates,
        quotes=quotes,
        question=next((s.question for s in newest if s.question and s.first is None), "")
        if holds is None
        else holds.question,
    )
    return milestone, said, when


def _period(when: Dated, newest: Sequence[Said], country: str | None) -> tuple[dt.date | None, dt.date | None, str]:
    """First and last day; of what has a first day and a duration, the last is counted."""
    if when.holds is None:
        return None, None, ""
    first, last = when.holds.first, when.holds.last
    days = next((s.duration_days for s in newest if s.duration_days), None)
    if days and days > 1 and first is not None and first == last and when.holds.precise and not when.holds.starts_at:
        last = shift(first, days - 1, country)
        return first, last, f"It ends {wording.day(last)} by its duration of {days} working days."
    return first, last, ""


def _working_days(first: dt.date | None, last: dt.date | None, country: str | None) -> int | None:
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST:
        return None
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return sum(1 for day in days if is_working_day(day, country)) or None


def _status(newest: Sequence[Said], when: Dated) -> State:
    if newest[0].status == "cancelled":
        return "cancelled"
    if any(s.status == "done" for s in newest):
        return "done"
    if when.holds is None:
        return next((s.status for s in newest if s.status != "planned"), "planned")
    return when.holds.status if when.holds.status != "cancelled" else "planned"


def _names(things: Sequence[tuple[Milestone, Sequence[Said]]]) -> list[str]:
    """Titles, those of one name told apart by part, people or day."""
    count = Counter(m.title.casefold() for m, _ in things)
    found: list[str] = []
    for milestone, _ in things:
        title = milestone.title
        if count[title.casefold()] > 1:
            own = title.casefold()
            more = [p for p in milestone.parts if p not in own] or [g for g in milestone.groups if g not in own]
            day = span(milestone.start, milestone.end) if milestone.start and milestone.end else ""
            alike = sum(
                1 for m, _ in things if m.title.casefold() == own and more[:1] and more[0] in (*m.parts, *m.groups)
            )
            extra = more[0] if more and alike == 1 else day or (more[0] if more else "")
            title = f"{titles.shortened(title, titles.LONGEST - len(extra) - 3)} ({extra})" if extra else title
        found.append(title)
    return found


def _id(milestone: Milestone, said: Sequence[Said], taken: Counter[str]) -> str:
    """From what it is called, its parts, its people and what happens; the same as long as these are."""
    named = next(s for s in said if s.title == milestone.title)
    identity = (
        " ".join(sorted(plain_stems(named.title) or {named.title.casefold()})),
        " ".join(sorted(named.parts)),
        " ".join(sorted(named.who)),
        named.kinds[0] if named.kinds else "",
    )
    plain = hashlib.sha256("\0".join(("milestone-v1", *identity)).encode()).hexdigest()[:16]
    taken[plain] += 1
    if taken[plain] == 1:
        return f"m_{plain}"
    again = hashlib.sha256("\0".join((plain, str(taken[plain]))).encode()).hexdigest()[:16]
    return f"m_{again}"


def _notes(found: Sequence[Milestone], material: Material) -> Iterator[str]:
    """What is missing, and what to add."""
    if material.unreadable:
        where = sorted({telling.said_by(u.shown) for u in material.unreadable})
        yield (
            f"{wording.counted(len(material.unreadable), 'passage')} of {wording.listed(where[:3])} "
            f"{'is' if len(material.unreadable) == 1 else 'are'} too long, or full of dates, to be read as a sentence, "
            "and left out. Break the text into sentences, or put the steps in a table."
        )
    if not found:
        yield (
            "No document names a step of a plan. Add a plan, a milestone list or minutes that say what happens when."
            if material.passages
            else "The initiative has no documents. Add the plans of both sides."
        )
        return
    if not any(m.start for m in found):
        yield (
            "No document gives a date: the steps stand in the order in which they are told. Add the day of the "
            "go-live, "
            "or of any step, and the others can be placed by their dependencies."
        )
    asked = [m for m in found if m.question]
    if asked:
        verb = "is" if len(asked) == 1 else "are"
        yield f"{wording.counted(len(asked), 'date')} cannot be read for certain and {verb} asked about."
    unknown = sorted({telling.said_by(s) for s in material.passages if s.dated is None})
    if unknown and any(m.dates for m in found):
        yield (
            f"{wording.capital(wording.listed(unknown[:3]))} {'has' if len(unknown) == 1 else 'have'} no date of "
            f"{'its' if len(unknown) == 1 else 'their'} own, so nothing in {'it' if len(unknown) == 1 else 'them'} "
            "supersedes another document."
        )
