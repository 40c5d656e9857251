"""Steps out of sentences and list items: what they say that happens on a day, if it does.

What is denied, only considered, over for long or somebody's absence is no step; nor is a price, a target or the
document's own day. Below it `titles`, `days` and `traits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.drafting.reading import titles, traits
from service.interpretation.drafting.reading.days import doubt, of_fact
from service.interpretation.drafting.reading.said import Said
from service.interpretation.drafting.reading.sentences import leads, marks
from service.interpretation.shown import Unit
from service.planning.facts import EventKind, Fact
from service.planning.nouns import State


def steps(unit: Unit) -> Iterator[Said]:
    """What a sentence or list item says that happens, day by day."""
    dates = [f for f in unit.facts("date") if not _is_no_day(unit, f)]
    if not dates or not telling.is_said(unit) or _asks(unit, dates[0]):
        return
    dates = [f for f in dates if f.unit in ("", "day")] or dates
    own = unit.shown.dated
    if own is not None and unit.number < marks.STAMPS and all(f.first == f.last == own for f in dates):
        return
    if any(marks.NO_STEP_OVER.search(h) for h in unit.sentence.headings[-1:]) or _is_idle(unit):
        return
    offset = unit.sentence.start
    old = [f for f in dates if len(dates) > 1 and _is_old(unit.text, f.start - offset, f.end - offset)]
    pairs = _reversed(unit, dates)
    given: set[int] = set()
    for index, date in enumerate(dates):
        if date in old or index in given:
            continue
        said = _step(unit, date, dates, old)
        if said is None:
            continue
        while index + 1 < len(dates) and _ends(unit, date, dates[index + 1]):
            index += 1
            given.add(index)
            said = replace(said, last=dates[index].last, words=unit.shown.text[date.start : dates[index].end])
        if index in pairs:
            given.add(index + 1)
            said = _bad_period(said, date, dates[index + 1])
        yield said


def _asks(unit: Unit, date: Fact) -> bool:
    """Whether it is a question, rather than one behind what happens: "Survey 19 April: can you work with it?"."""
    if not unit.text.rstrip(" \"'”’)*_").endswith("?"):
        return False
    colon = unit.text.find(":", date.end - unit.sentence.start)
    return colon < 0


def _is_no_day(unit: Unit, fact: Fact) -> bool:
    """Whether a date is told as now, by the year alone, as a day of any week, or from a day that is not known."""
    if fact.text.lower() in ("today", "now", "yesterday", "currently", "tonight", "this week", "this morning"):
        return True
    if fact.text.lower().startswith(("last ", "this past ")) or (
        fact.note.startswith("counted from") and unit.shown.dated is None
    ):
        return True
    text, start = unit.shown.text, fact.start
    if marks.STAMP.search(text[max(unit.sentence.start, start - 3) : start]) and marks.STAMPED.match(text, fact.end):
        return True  # the time at which something was said in a chat
    if fact.note.startswith("counted from") and len(marks.A_WEEKDAY.findall(fact.text)) > 1:
        return True
    if fact.note.startswith("counted from") and marks.OPENS_WITH_WEEKDAY.match(fact.text):
        if marks.SOME_DAY.match(text, fact.end):
            return True
        several = len(marks.A_WEEKDAY.findall(fact.text)) > 1
        return (
            several
            or unit.sentence.kind == "row"
            or marks.OF_ANY_WEEK.search(text[max(0, start - 24) : start]) is not None
            or unit.shown.dated is None
        )
    return fact.unit == "year" or fact.value.startswith("every") or (fact.first is None and not any(doubt(fact)))


def _is_idle(unit: Unit) -> bool:
    """Whether it is no plan on the whole: only an idea, somebody's absence, or another's business."""
    if unit.standing == "out_of_scope" or (unit.standing == "hypothetical" and not unit.text.rstrip().endswith("?")):
        return True
    units = unit.shown.units
    behind = units[unit.number + 1] if unit.number + 1 < len(units) else None
    disowned = behind is not None and behind.sentence.block == unit.sentence.block and marks.NOT_OURS.match(behind.text)
    return bool(disowned) or marks.AWAY.search(unit.text) is not None or marks.NOT_OURS.search(unit.text) is not None


def _is_old(text: str, start: int, end: int) -> bool:
    return marks.REPLACED.search(text[max(0, start - 90) : start]) is not None or (
        re.match(r"\s*(?:→|->|=>)", text[end : end + 4]) is not None
    )


def _reversed(unit: Unit, dates: Sequence[Fact]) -> set[int]:
    """Days after which comes an earlier one as their end: "from 14 May to 3 May"."""
    text = unit.shown.text
    found: set[int] = set()
    for index, (a, b) in enumerate(pairwise(dates)):
        joined = re.fullmatch(r"\s*(?:to|until|till|through|-|–|—)\s*(?:the )?", text[a.end : b.start], re.IGNORECASE)
        opened = re.search(r"\b(?:from|between)(?: the)?\s*$", text[max(0, a.start - 20) : a.start], re.IGNORECASE)
        if joined and a.first and b.last and b.last < a.first and (opened or text[a.end : b.start].strip() in "-–—"):
            moved = re.search(
                r"\b(?:mov\w+|postpon\w+|shift\w*|push\w*|delay\w*|chang\w+|forward|slip\w*)\b",
                text[max(0, a.start - 60) : a.start],
            )
            if not moved:
                found.add(index)
    return found


def _bad_period(said: Said, start: Fact, end: Fact) -> Said:
    assert end.last is not None
    assert start.first is not None
    words = said.unit.shown.text[start.start : end.end]
    found = f"it ends on {wording.day(end.last)}, before its start on {wording.day(start.first)}"
    return replace(said, first=None, last=None, words=words, impossible=(words, found))


def _ends(unit: Unit, start: Fact, end: Fact) -> bool:
    """Whether a day is the end of what begins on the one before it: "from 22 February, ends 5 March"."""
    between = unit.shown.text[start.end : end.start]
    return (
        start.first is not None
        and end.last is not None
        and end.last >= start.first
        and marks.TO_ITS_END.fullmatch(between) is not None
    )


def _step(unit: Unit, date: Fact, dates: Sequence[Fact], old: Sequence[Fact]) -> Said | None:
    text, offset = unit.text, unit.sentence.start
    start, end = date.start - offset, date.end - offset
    begin, stop = titles._clause(text, start, end, [])
    clause = text[begin:stop]
    if clause.rstrip().endswith("?"):
        clause = clause.partition(":")[0]
    before = text[begin:start]
    if (
        marks.SINCE.search(before)
        or marks.WISHED.search(clause)
        or (marks.MAYBE.search(clause) and not date_is_firm(clause))
    ):
        return None
    if marks.IF.search(before) or marks.REASON.search(before):
        return None
    reading = unit.shown.reading.today
    if (
        date.unit == "week"
        and date.last is not None
        and date.last < reading - marks.WEEKS
        and marks.OWN_WEEK.match(date.text)
    ):
        return None  # "in week 2" after something, not of the year
    if date.last is not None and date.last < reading - marks.HISTORY:
        return None
    events = unit.facts("event")
    live = [e for e in events if not e.note.startswith(("negated", "not"))]
    here = [
        e for e in live if e.first is not None and e.last is not None and date.first and e.first <= date.first <= e.last
    ]
    denied = [
        e
        for e in events
        if e.note.startswith(("negated", "not"))
        and e.first
        and date.first
        and e.first <= date.first <= (e.last or e.first)
    ]
    if any(e.event in marks.CLOSED for e in here) or (denied and not here):
        return None
    alone = len(dates) - len(old) == 1
    near = (offset + begin, offset + stop)
    told = here or (
        [e for e in live if e.first is None and e.event not in marks.CLOSED and near[0] <= e.start < near[1]]
        if alone or date.first is None
        else []
    )
    if not told and any(e.event in marks.CLOSED for e in live):
        return None
    title = titles.of_sentence(unit, date, dates, old) or _as_before(unit, date, dates, old)
    title = _elliptic(unit, title, date, dates, here)
    until = marks.UNTIL.search(text[:start]) is not None
    ends = until and marks.STAYS.search(clause) is not None
    kinds = traits.kinds_in(title, [e for e in here if titles_hold(unit, e, title)])
    if not titles.is_reported(clause):
        kinds = kinds or tuple(dict.fromkeys(e.event for e in told if e.event and e.event not in marks.CLOSED))
    if ends:
        kinds = ("withdrawal", *(k for k in kinds if k not in ("withdrawal", "support_cover")))
    stays = ends and not any(e.event == "withdrawal" for e in live)
    if traits.is_closure(kinds):
        return None
    kinds = titles.without_practice(title, kinds)
    if until and not ends and title and date.first == date.last:
        title = titles.shortened(f"{title} ends")
    above = traits.kinds_above(leads.over(unit))
    if not kinds and not told and (asked := leads.question_before(unit)):
        above = above or traits.kinds_asked(asked)
    if (
        above
        and unit.sentence.kind != "row"
        and not traits.parts_in(title)
        and not traits.kinds_in(title, ())
        and len(title.split()) <= marks.SHORT_TITLE
    ):
        kinds = tuple(dict.fromkeys([*above, *kinds]))
        title = titles.under_heading(title, unit)
    listed = traits.kinds_above((leads.line_before(unit),)) if unit.sentence.kind == "item" else ()
    if listed and listed[0] not in kinds[:1]:
        kinds = listed  # what an item says under "Toolbox talks:" is what is said there
    past = (
        date.last is not None
        and date.last < reading
        and marks.PAST.search(clause) is not None
        and not marks.FUTURE.search(clause)
    )
    if past and (not told or kinds[:1] == ("decision",)):
        return None
    if (
        not title
        or marks.NO_TITLE.match(title)
        or (not kinds and marks.MEETING.fullmatch(title))
        or not _takes_place(unit, date, clause, before, title, kinds, told, ends=ends)
    ):
        return None
    days = of_fact(date)
    groups = (
        _groups_of(title, unit)
        or traits.groups_in(unit, offset + begin, offset + stop)
        or traits.groups_in(unit, offset, unit.sentence.end)
    )
    if not alone:
        near = _stretch(text, start, end, [(d.start - offset, d.end - offset) for d in dates if d is not date])
        first = min(d.start for d in dates)
        if traits.groups_in(unit, offset, first):  # "North on 3 May, South on 10 May"
            near = (near[0], start)
        groups = traits.groups_in(unit, offset + near[0], offset + near[1])
    if above and not groups and names_only(title):
        groups = (title.lower(),)
    return Said(
        unit,
        title,
        days.first,
        days.last,
        days.words,
        days.precise,
        kinds,
        groups,
        tuple(dict.fromkeys(f.value for f in unit.facts("system"))),
        tuple(sorted(unit.concepts)),
        traits.parts_in(title) or (traits.parts_in(clause) if alone else ()),
        traits.owner_in(text),
        _status(unit, clause, date, past=past),
        None,
        days.starts_at,
        days.ends_at,
        None,
        tuple(f.first for f in old if f.first is not None),
        days.question,
        "",
        days.impossible,
        0,
        past or stays,
        stays,
    )


def _groups_of(title: str, unit: Unit) -> tuple[str, ...]:
    """The people and places of a unit that its title names."""
    named = traits.groups_in(unit, unit.sentence.start, unit.sentence.end)
    return tuple(g for g in named if g in title.lower())


def _as_before(unit: Unit, date: Fact, dates: Sequence[Fact], old: Sequence[Fact]) -> str:
    """What the sentence says of the day before in it: "in June and September"."""
    earlier = [d for d in dates[: list(dates).index(date)] if d not in old]
    return titles.of_sentence(unit, earlier[-1], dates, old) if earlier else ""


def _elliptic(unit: Unit, title: str, date: Fact, dates: Sequence[Fact], here: Sequence[Fact]) -> str:
    """A title for "everyone else from 15 March", with what happens to everyone else."""
    at = list(dates).index(date)
    if not at or not here or traits.kinds_in(title, ()) or marks.HAPPENS.search(title):
        return title
    between = unit.shown.text[dates[at - 1].end : date.start]
    fragment = marks.JOINS.sub("", between).strip(" ,;:(")
    if not 0 < len(fragment.split()) <= marks.SHORT_TITLE or marks.HAPPENS.search(fragment):
        return title
    return titles.shortened(f"{wording.capital(fragment)}: {' '.join(here[0].text.split()).lower()}")


def date_is_firm(clause: str) -> bool:
    """Whether "would" and the like stand behind a firm plan in the same clause."""
    return re.search(r"\b(?:will|is planned|is scheduled|is set)\b", clause, re.IGNORECASE) is not None


def names_only(title: str) -> bool:
    """Whether a title names nothing but people or a place, so that what happens stands over it."""
    return (
        len(title.split()) <= marks.SHORT_TITLE and not traits.kinds_in(title, ()) and not marks.HAPPENS.search(title)
    )


def titles_hold(unit: Unit, event: Fact, title: str) -> bool:
    """Whether an event's words are those of the title."""
    return bool(wording.stems(event.text) & wording.stems(title))


def _stretch(text: str, start: int, end: int, others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return titles._clause(text, start, end, others)


def _takes_place(
    unit: Unit,
    date: Fact,
    clause: str,
    before: str,
    title: str,
    kinds: Sequence[EventKind],
    told: Sequence[Fact],
    *,
    ends: bool,
) -> bool:
    """Whether something happens, rather than holds, costs or is aimed at."""
    after = clause[len(before) + len(date.text) :].lstrip(" ,:")
    near = before + re.split(r"[,;(]", after, maxsplit=1)[0]
    if marks.OWNED.search(near):
        return False
    if told or ends:
        return not (marks.VALUE.search(clause) and all(e.event == "access" for e in told))
    if (
        marks.VALUE.search(clause)
        or marks.NEEDED.search(clause)
        or marks.TARGET.search(clause)
        or unit.standing in ("negated", "past")
    ):
        return False
    if unit.standing == "status_quo" or any(marks.TARGETS.search(h) for h in unit.sentence.headings[-1:]):
        return False
    vague = date.unit not in ("", "day", "week", "sprint") and not marks.LABELLED.match(before)
    if not kinds and vague and not marks.PLANNED.search(clause):
        return False
    if kinds or marks.HAPPENS.search(clause) or marks.STEP_VERB.match(title):
        return True
    if marks.ON_THAT_DAY.fullmatch(before.strip()) and " " in title:
        return True
    if marks.LABELLED.match(before) is not None and not marks.HOLDS.search(before):
        return True
    if not before.strip(" :,–—-(*"):
        return unit.sentence.kind == "item" or bool(titles.heading_of(unit))
    return len(before.split()) <= marks.FEW_WORDS and not marks.HOLDS.search(clause)


def _status(unit: Unit, clause: str, date: Fact, *, past: bool) -> State:
    if marks.CANCELLED.search(clause) or any(e.note == "cancelled" for e in unit.facts("event")):
        return "cancelled"
    if past or (marks.DONE.search(clause) and date.last is not None and date.last <= unit.shown.reading.today):
        return "done"
    units = unit.shown.units
    behind = units[unit.number + 1] if unit.number + 1 < len(units) else None
    verdict = (
        behind is not None and behind.sentence.block == unit.sentence.block and marks.VERDICT_OPEN.match(behind.text)
    )
    unsure = marks.UNSURE.search(clause) or unit.standing == "conditional" or marks.PROPOSED.search(clause)
    return "tentative" if unsure or verdict else "planned"
