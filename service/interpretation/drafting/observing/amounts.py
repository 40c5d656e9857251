"""Figures of an initiative: how many people there are, and what is ordered for them.

A figure counts where a unit states it as holding now or in the plan. Parts ("60 of them are asked"), bounds ("up to
200"), extras ("20 spare ones") and history are none: they count something else than what people are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from service.interpretation.answering.dated import grouping
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.drafting.observing.vocabulary import counting
from service.interpretation.facts.amounts import number, singular
from service.interpretation.shown import Unit
from service.planning.facts import Fact
from service.planning.observed import Amount

_LEAST_ROWS = 2


@dataclass(frozen=True)
class _Counted:
    what: counting.What
    value: int
    at: tuple[int, int]
    """Where the number and its noun stand in the unit."""
    noun: str
    exact: bool = True
    header: str = ""


def amounts(material: Material) -> tuple[Amount, ...]:
    """How many people, licences, accounts, devices and course places the documents state."""
    units = [unit for unit in material.units if _holds(unit)]
    names = scope.names_of(material.units)
    found: list[Amount] = []
    for unit in units:
        for counted in _counted(unit):
            found.append(_amount(unit, counted, names, material))
        found += _capacity(unit, names)
    found += _sums(units)
    return tuple(dict.fromkeys(found))


def _holds(unit: Unit) -> bool:
    if unit.standing == "past" and counting.NOW.search(unit.text) and not counting.HISTORY.search(unit.text):
        return True  # "are ordered under the contract of 2025"
    if counting.HISTORY.search(unit.text) and not counting.NOW.search(unit.text):
        return False
    return scope.holds(unit) and unit.standing != "conditional"


def _counted(unit: Unit) -> Iterator[_Counted]:
    text = unit.text
    taken: list[tuple[int, int]] = []
    for fact in unit.facts("count"):
        start, end = fact.start - unit.sentence.start, fact.end - unit.sentence.start
        if _is_under_heading(unit, start, end):
            continue  # read below, with the heading as its noun
        what = _what_of(fact, unit, start, end)
        if what is None or _is_part(text, start, end) or (fact.note and counting.BOUND.search(fact.note)):
            continue
        if what not in ("people", "places") and counting.SHARED.search(_clause(text, start)):
            continue
        if what == "people" and counting.SAMPLED.search(text):
            continue
        taken.append((start, end))
        if what == "people" and (ordered := counting.ORDERED.search(text[:start])):
            what = counting.WHAT[singular(ordered["what"] or ordered["pool"])]
        if what not in ("people", "places") and counting.REST.search(text):
            continue
        yield _Counted(what, int(fact.value), (start, end), text[start:end], not fact.note)
    for fact in unit.facts("population"):
        start, end = fact.start - unit.sentence.start, fact.end - unit.sentence.start
        led = counting.LED.match(fact.text)
        if led is None or any(s < end and start < e for s, e in taken) or _is_part(text, start, end):
            continue
        value = number(re.sub(r"[^\d]", "", led["n"]))
        if value and not counting.SAMPLED.search(text) and not unit.cells:
            taken.append((start, end))
            yield _Counted("people", int(value), (start, end), text[start:end], led["n"][:1].isdigit())
    for match in counting.TIMES.finditer(text):
        named, value = _what_named(match["what"]), number(re.sub(r"[^\d]", "", match["n"]))
        inside = any(s < match.end("n") and match.start("n") < e for s, e in taken)
        if named not in (None, "people", "places") and value and not inside:
            taken.append(match.span())
            yield _Counted(named, int(value), match.span(), match["what"])
    if (told := counting.ARE.search(text)) and not unit.cells and not counting.SAMPLED.search(text):
        value = number(re.sub(r"[^\d]", "", told["n"]))
        name = scope.group_name(told["whom"])
        if value and _is_people(told["whom"]) and not any(s < told.end("n") and told.start("n") < e for s, e in taken):
            taken.append(told.span())
            yield _Counted("people", int(value), told.span(), name, told["n"][:1].isdigit())
    for header, at, cell in scope.pieces(unit):
        bare = counting.BARE.fullmatch(cell)
        noun = header
        if bare is not None and header:
            what = _what_named(header) or (_what_named(_lead(unit)) if _is_figure_header(header) else None)
            noun = header if _what_named(header) else _lead(unit)
        else:
            bare = counting.KEYED.match(cell) or counting.WE_ARE.search(cell)
            what = _what_named(bare["what"]) if bare else None
            noun = bare["what"] if bare else ""
        if bare is None or what is None or any(s < at + bare.end("n") and at + bare.start("n") < e for s, e in taken):
            continue
        value = number(re.sub(r"[^\d]", "", bare["n"]))
        if value and not counting.PART_INSIDE.search(noun):
            span = (at + bare.start(), at + bare.end())
            yield _Counted(what, int(value), span, noun, bare["n"][:1].isdigit(), header)


def _what_of(fact: Fact, unit: Unit, start: int, end: int) -> counting.What | None:
    if fact.unit == "%" or not fact.value.isdigit() or "|" in fact.text:
        return None
    text = unit.text
    what = counting.WHAT.get(fact.unit)
    if fact.unit in ("seat", "place") and counting.SEATS_TAUGHT.search(text):
        what = "places"
    if what is None and any(p.start <= fact.end - 1 < p.end for p in unit.facts("population")):
        what = "people"
    holds = fact.unit in counting.HOLDERS and counting.EACH_HOLDS.search(text) and _wanted(unit)
    if what in (None, "devices", "places", "licences") and holds and not unit.cells:
        return "people"  # who is to have one each, be it a desk or a truck
    if what is None and _is_people(fact.text):
        what = "people"
    return None if what == "places" and fact.unit != "seat" and not counting.SEATS_TAUGHT.search(text) else what


def _is_under_heading(unit: Unit, start: int, end: int) -> bool:
    """Whether a figure is alone in its cell, so that the heading of its column names what it counts."""
    cells = scope.pieces(unit) if unit.cells else ()
    return any(
        header and at <= start and end <= at + len(cell) and counting.BARE.fullmatch(cell) for header, at, cell in cells
    )


def _is_people(words: str) -> bool:
    """Whether a noun names people, known or by its ending."""
    last = re.findall(r"[a-z]+", words.lower())[-1:] or [""]
    known = counting.WHAT.get(singular(last[0])) == "people"
    return known or (last[0] not in counting.NOT_AGENTS and counting.AGENTS.fullmatch(last[0]) is not None)


def _thing(unit: Unit, counted: _Counted) -> str:
    """The noun of what is ordered: a tablet, a mailbox."""
    words = [singular(w.lower()) for w in re.findall(r"[A-Za-z-]+", counted.noun)]
    return next((w for w in reversed(words) if counting.WHAT.get(w, "people") != "people"), "")


def _wanted(unit: Unit) -> tuple[str, ...]:
    """Of what each of the people counted is to have one."""
    found: dict[str, None] = {}
    for match in counting.GIVEN.finditer(unit.text):
        for word in re.findall(r"[A-Za-z-]+", match["what"]):
            name = singular(word.lower())
            if counting.WHAT.get(name, "people") != "people" and not counting.SHARED.search(unit.text):
                found[name] = None
                if counting.WHAT[name] == "devices":
                    found["device"] = None
    return tuple(found)


def _what_named(words: str) -> counting.What | None:
    """What a heading or a key counts, by its last word that counts something."""
    found: counting.What | None = None
    for word in re.findall(r"[A-Za-z-]+", words.lstrip("0123456789., ").split(",")[0])[:6]:
        found = counting.WHAT.get(singular(word)) or found
        if word.lower() in ("for", "of", "per", "in", "with") and found:
            break
    return found


def _is_figure_header(header: str) -> bool:
    return (
        re.fullmatch(r"\W*(?:no\.?|number|count|qty|quantity|amount|how many|#|pieces|pcs\.?)\W*", header, re.I)
        is not None
    )


def _clause(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in (";", ". ", "|")) + 1
    return re.split(r"[;|]|\. ", text[start:])[0]


def _lead(unit: Unit) -> str:
    """The first cell of a row that says something."""
    return next((text for _, text in unit.cells if not counting.ROW_MARK.fullmatch(text.strip())), "")


def _is_part(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 28) : start], text[end : end + 28]
    if counting.EVERY_ONE_OF.search(before):
        before = ""
    return bool(
        counting.PART_BEFORE.search(before)
        or counting.PART_AFTER.match(after)
        or counting.PART_INSIDE.search(text[start:end])
    )


def _amount(unit: Unit, counted: _Counted, names: scope.Names, material: Material) -> Amount:
    groups = _groups(unit, counted)
    parts = tuple(sorted(grouping.numbered(unit.text)))
    if any(f.event == "pilot" for f in unit.facts("event")):
        parts = (*parts, "pilot")
    employed = counting.EMPLOYED.search(unit.text) and not counting.EVERY_ONE.search(unit.text)
    whole = counted.what == "people" and not employed and _of_all(unit)
    return Amount(
        what=counted.what,
        value=counted.value,
        groups=groups,
        systems=names.of(unit),
        quote=quote_of(unit),
        exact=counted.exact,
        parts=parts,
        concepts=_concepts(unit, counted, material),
        whole=whole,
        thing="" if counted.what == "people" else _thing(unit, counted),
        wants=_wanted(unit) if counted.what == "people" else (),
    )


def _of_all(unit: Unit) -> bool:
    texts = (unit.text, *unit.sentence.headings[-1:])
    return any(counting.ABOUT_ALL.search(text) for text in texts)


def _groups(unit: Unit, counted: _Counted) -> tuple[str, ...]:
    if counted.what == "people" or (not counted.header and _what_named(counted.noun) == "people"):
        own = _people_at(unit, counted)
        specific = tuple(name for name in own if not scope.is_generic(name))
        return (*specific, *_site(unit, counted)) if specific else (_beside(unit, counted) or _site(unit, counted))
    named = scope.groups_of(unit, inherited=False) or _for_whom(unit, counted)
    whom = re.split(r"\b(?:for|of)\b", counted.noun)
    noun = set(scope.group_name(whom[0]).split())
    return tuple(name for name in named if not set(name.split()) <= noun) or _site(unit, counted)


def _for_whom(unit: Unit, counted: _Counted) -> tuple[str, ...]:
    """A line of work that devices are for: "phones for housekeeping"."""
    match = counting.FOR.match(unit.text, counted.at[1]) if counted.what == "devices" else None
    return (scope.group_name(match["whom"]),) if match else ()


def _people_at(unit: Unit, counted: _Counted) -> tuple[str, ...]:
    """The people whom the counted noun itself names."""
    start, end = counted.at
    offset = unit.sentence.start
    spans = [
        (f.start - offset, f.end - offset)
        for f in unit.facts("population")
        if f.start - offset < end + 1 and f.end - offset > start
    ]
    if counted.header:
        return (scope.group_name(counted.noun),)
    return tuple(scope.group_name(re.sub(r"^.*?\d(?=\D*$)", "", unit.text[min(s, start) : e])) for s, e in spans) or (
        scope.group_name(unit.text[start:end]),
    )


def _beside(unit: Unit, counted: _Counted) -> tuple[str, ...]:
    """The people or places that stand right beside a number of "people"."""
    start, end = counted.at
    pieces = scope.pieces(unit)
    at = next((i for i, (_, s, text) in enumerate(pieces) if s <= start < s + max(1, len(text))), 0)
    text = pieces[at][2]
    if not unit.cells:
        behind = re.match(r"[^,.;()]*", unit.text[end : end + 60])
        near = scope.groups_in(behind.group() if behind else "")
        if near:
            return near
        before = re.split(r"[;.]", unit.text[max(0, start - 60) : start])[-1]
        return scope.groups_in(before)[-1:]
    if found := scope.groups_in(text):
        return found
    for header, begin, cell in reversed(pieces[:at]):
        found = scope.groups_within(unit, begin, cell)
        if found and not re.search(r"owner|lead|responsible|contact", header, re.IGNORECASE):
            return found
    return ()


def _site(unit: Unit, counted: _Counted) -> tuple[str, ...]:
    """The place or group that a row is about, by its first cell."""
    for header, at, cell in scope.pieces(unit) if unit.cells else ():
        if counting.ROW_MARK.fullmatch(cell.strip()) or counting.TOTAL.match(cell):
            continue
        if at <= counted.at[0] < at + len(cell) or grouping.numbered(cell):
            return ()
        if counting.SITE_HEADER.search(header) and not any(c.isdigit() for c in cell) and len(cell.split()) < 6:
            name = scope.group_name(cell)
            return () if scope.is_generic(name) else (name,)
        return ()
    return ()


def _concepts(unit: Unit, counted: _Counted, material: Material) -> tuple[str, ...]:
    """What it is about; for what is ordered, also what the glossary puts next to it."""
    catalog = material.glossary.catalog
    start, end = (unit.sentence.start + at for at in counted.at)
    reading = unit.shown.reading
    found: set[str] = set()
    for at in reading.mentions_in(unit.number):
        mention = reading.mentions[at]
        if mention.concept and not (start <= mention.start < end):
            found.add(mention.concept)
    if counted.what == "people":
        return tuple(sorted(found))
    near = {
        other
        for one in found
        if (concept := catalog.get(one)) is not None
        for other in (*concept.broader, *concept.related)
    }
    return tuple(sorted(found | near))


def _capacity(unit: Unit, names: scope.Names) -> Iterator[Amount]:
    """Course places from "20 courses of 15": as many as both figures make together."""
    match = counting.EACH.search(unit.text) or (
        counting.COURSES.search(unit.text) if counting.SEATS_TAUGHT.search(unit.text) else None
    )
    if match is None or not unit.text:
        return
    courses, places = number(match["n"]), number(match["m"])
    if courses and places and courses > 1 and places > 1:
        if match.re is counting.COURSES and not match["w"] and "of" not in match.group():
            return
        groups = scope.groups_of(unit)
        quote = quote_of(unit)
        yield Amount("places", int(courses * places), groups, names.of(unit), quote)


def _sums(units: Sequence[Unit]) -> Iterator[Amount]:
    """The sum of a column of people whose table has no total of its own."""

    def table(unit: Unit) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        source = unit.shown.source
        return source.document_id or source.id, unit.sentence.headings, tuple(h for h, _ in unit.cells)

    for _, some in groupby((u for u in units if u.cells and u.standing != "status_quo"), key=table):
        rows = list(some)
        columns: dict[str, list[tuple[Unit, int]]] = {}
        for row in rows:
            for counted in _counted(row):
                if counted.header and counted.what == "people":
                    columns.setdefault(counted.header, []).append((row, counted.value))
        for header, values in columns.items():
            if len(values) <= _LEAST_ROWS or any(counting.TOTAL.match(_lead(row)) for row, _ in values):
                continue
            name = scope.group_name(header)
            text = "; ".join(f"{_lead(row)}: {value}" for row, value in values)
            total = sum(value for _, value in values)
            groups = () if scope.is_generic(name) else (name,)
            yield Amount("people", total, groups, (), quote_of(values[0][0], text), whole=True)
