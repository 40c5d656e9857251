"""Figures of an initiative: how many people there are, and what is ordered for them.

A figure counts where a unit states it as holding now or in the plan. Parts ("60 of them are asked"), bounds ("up to
200"), extras ("20 spare ones") and history are none: they count something else than what people are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from service.interpretation.answering.dated import grouping
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.facts.amounts import WORDS_FOR_NUMBERS, number, singular
from service.interpretation.facts.people import PEOPLE
from service.interpretation.shown import Unit
from service.planning.facts import Fact
from service.planning.observed import Amount

What = Literal["people", "licences", "accounts", "devices", "places"]

_WHAT: dict[str, What] = {
    **dict.fromkeys("licence license seat subscription entitlement cal".split(), "licences"),
    **dict.fromkeys("account login logon sign-on profile mailbox identity credential".split(), "accounts"),
    **dict.fromkeys(
        """device tablet laptop notebook pc computer phone smartphone scanner handheld terminal workstation headset
        token key reader handset chromebook ipad badge card""".split(),
        "devices",
    ),
    **dict.fromkeys("place slot spot".split(), "places"),
    **dict.fromkeys((singular(word) for word in PEOPLE), "people"),
    **dict.fromkeys("we person people staff headcount fte personnel colleague employee".split(), "people"),
}
_SEATS_TAUGHT = re.compile(r"\b(?:course|class|classroom|session|training|workshop|webinar|room)", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"(?:\b(?:\d[\d.,]* (?:out )?of|one of|these|those|the other|other|another|an? (?:additional|extra|further|spare)|"
    r"the (?:first|last|remaining)|first|last|further|more|additional|extra|remaining|spare|per|than|groups? of|"
    r"every|each|only|plus|or|which|whom|including|incl\.?|also|\bto|missing|lacks?|reserve|after|before|from)|\+)\s+"
    r"(?:the |all |for )?$",
    re.IGNORECASE,
)
"""Words before a number that make it a part, a rate, a bound or an extra."""
_PART_AFTER = re.compile(
    r"\s*(?:per\b|each\b|a (?:day|week|month|year|shift|site|depot|course|time)\b|at a time|more\b|further|extra\b|"
    r"additional|spare\b|in reserve|missing|short\b|left\b|too (?:few|many)|(?:had|have|has) (?:taken|been|already)|"
    r"(?:were|was)\b|who (?:were|did|had)|of (?:them|whom|which|the|these|those)\b)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"(?<!\d )\b(?P<what>licen[cs]es?|subscriptions?|seats?|accounts?|log-?ins?|logons?|tablets?|headsets?|laptops?|"
    r"devices?|phones?|scanners?)(?: (?:is|are|will be|ha(?:s|ve) been) \w+)? for (?:about |all |the |around )*$",
    re.IGNORECASE,
)
"""A figure of people that tells how many of something there are: "subscription for 180 users"."""
_SHARED = re.compile(
    r"\b(?:one (?:for|per|to) (?:two|three|four|every|each \w+|\d)|concurrent\w*|floating|shared|pool\w*|between them|"
    r"at the same time|simultaneous\w*|per shift|in turns?)\b",
    re.IGNORECASE,
)
"""What is used in turns need not be there for each."""
_PART_INSIDE = re.compile(
    r"\b(?:more|further|extra|additional|spare|missing|remaining|other|test|old|former|unused|administrator|admin|"
    r"guest|service|shared)\b",
    re.IGNORECASE,
)
_SAMPLED = re.compile(
    r"\b(?:survey|poll|interview|questionnaire|sample|focus group|ask(?:ed|s|ing)?|signed up|registered|volunteer\w*|"
    r"took part|turned up|attended|answered|complain\w*|lost|left|failed|locked)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:at least|at most|up to|max|maximum|minimum|min|less than|fewer than|under|more than|over|to|several|"
    r"no more|not more|no longer|a minimum|a maximum)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(r"\b(?:had|were|was|used to|counted|served|did)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:is|are|has|have|will|gets?|needs?|receives?|moves?|uses?|bought|ordered|purchased|booked|delivered|added|"
    r"approved|must|plan(?:s|ned)?)\b",
    re.IGNORECASE,
)
_ABOUT_ALL = re.compile(
    r"\b(?:in scope|scope|is for|are for|"
    r"affected|concerned|impacted|get|gets|receive|receives|will (?:use|get|move|work|sign)|move to|"
    r"switch(?:es)? to|have to (?:log|sign)|each (?:have|has|need|needs)|(?:users|people) of|in total|altogether|"
    r"every one of|each of|signs? (?:in|on)|"
    r"overall|total|all told|to be trained|need|needs|use|uses|work with|works with|everyone who)\b",
    re.IGNORECASE,
)
_EMPLOYED = re.compile(
    r"\b(?:work (?:at|for)|employ\w*|headcount|company (?:has|of)|workforce|we are)\b", re.IGNORECASE
)
_EVERY_ONE = re.compile(r"\b(?:each|every one|everyone|all of us|all of them)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\s*(?:grand |sub)?(?:total|sum|all|overall|altogether)\b", re.IGNORECASE)
_FIGURE = (
    r"(?:~|about |approx\.? |ca\.? |around )?\d{1,3}(?:[,.' ]\d{3})+|(?:~|about |approx\.? |ca\.? |around )?\d{1,6}"
)
_WE_ARE = re.compile(rf"\b(?P<what>we) are (?P<n>{_FIGURE})(?=[,;.]| and\b| in\b|$)(?!\.\d)", re.IGNORECASE)
_BARE = re.compile(rf"\s*(?P<n>{_FIGURE})\s*")
_KEYED = re.compile(
    rf"(?P<what>[A-Za-z][^:;.|\n]{{2,60}}?)(?:[:.]| [–—-]| =)\s+(?P<n>{_FIGURE})"
    r"(?=\s*(?:$|[,;.(](?!\d)|(?:for|of|in|are|have) [a-z]))"
)
_WORDS = "|".join(sorted(WORDS_FOR_NUMBERS, key=len, reverse=True))
_COURSES = re.compile(
    rf"\b(?P<n>\d{{1,4}}|{_WORDS}) (?:\w+ ){{0,2}}?(?:courses?|classes|sessions?|dates?|workshops?|webinars?|groups)"
    rf"(?:,| of| for| with| at|:|;| \w+){{0,3}}? (?P<m>\d{{1,3}}|{_WORDS})"
    r"(?: (?P<w>people|places|participants|seats|persons|each))?",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\b(?P<m>\d{{1,3}}|{_WORDS}) (?:places?|seats?|people|participants?|persons?) "
    rf"(?:each|per (?:course|class|session|date))[^.;|]{{0,20}}?\b(?P<n>\d{{1,4}}|{_WORDS}) (?:\w+ )?"
    r"(?:courses?|classes|sessions?|dates?|workshops?|webinars?)",
    re.IGNORECASE,
)
_SITE_HEADER = re.compile(
    r"site|location|place|where|plant|depot|branch|store|shop|ward|school|department|dept|region|country|office|hall|"
    r"team|unit|area|group|who|audience|role",
    re.IGNORECASE,
)
_FOR = re.compile(r" for (?:the |all |our )?(?P<whom>[a-z][\w-]+)")
_ROW_MARK = re.compile(r"[A-Za-z]{0,6}[-. ]?\d{1,4}(?:\.\d+)*\.?|[A-Z]|[-–—#]?")
_LEAST_ROWS = 2


@dataclass(frozen=True)
class _Counted:
    what: What
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
    if unit.standing == "past" and _NOW.search(unit.text) and not _HISTORY.search(unit.text):
        return True  # "are ordered under the contract of 2025"
    if _HISTORY.search(unit.text) and not _NOW.search(unit.text):
        return False
    return scope.holds(unit) and unit.standing != "conditional"


def _counted(unit: Unit) -> Iterator[_Counted]:
    text = unit.text
    taken: list[tuple[int, int]] = []
    for fact in unit.facts("count"):
        start, end = fact.start - unit.sentence.start, fact.end - unit.sentence.start
        what = _what_of(fact, unit, start, end)
        if what is None or _is_part(text, start, end) or (fact.note and _BOUND.search(fact.note)):
            continue
        if what not in ("people", "places") and _SHARED.search(_clause(text, start)):
            continue
        if what == "people" and _SAMPLED.search(text):
            continue
        taken.append((start, end))
        if what == "people" and (ordered := _ORDERED.search(text[:start])):
            what = _WHAT[singular(ordered["what"])]
        yield _Counted(what, int(fact.value), (start, end), text[start:end], not fact.note)
    for header, at, cell in scope.pieces(unit):
        bare = _BARE.fullmatch(cell)
        noun = header
        if bare is not None and header:
            what = _what_named(header) or (_what_named(_lead(unit)) if _is_figure_header(header) else None)
            noun = header if _what_named(header) else _lead(unit)
        else:
            bare = _KEYED.match(cell) or _WE_ARE.search(cell)
            what = _what_named(bare["what"]) if bare else None
            noun = bare["what"] if bare else ""
        if bare is None or what is None or any(s < at + bare.end("n") and at + bare.start("n") < e for s, e in taken):
            continue
        value = number(re.sub(r"[^\d]", "", bare["n"]))
        if value and not _PART_INSIDE.search(noun):
            span = (at + bare.start(), at + bare.end())
            yield _Counted(what, int(value), span, noun, bare["n"][:1].isdigit(), header)


def _what_of(fact: Fact, unit: Unit, start: int, end: int) -> What | None:
    if fact.unit == "%" or not fact.value.isdigit() or "|" in fact.text:
        return None
    text = unit.text
    what = _WHAT.get(fact.unit)
    if fact.unit in ("seat", "place") and _SEATS_TAUGHT.search(text):
        what = "places"
    if what is None and any(p.start <= fact.end - 1 < p.end for p in unit.facts("population")):
        what = "people"
    return None if what == "places" and fact.unit != "seat" and not _SEATS_TAUGHT.search(text) else what


def _what_named(words: str) -> What | None:
    """What a heading or a key counts, by its last word that counts something."""
    found: What | None = None
    for word in re.findall(r"[A-Za-z-]+", words.lstrip("0123456789., ").split(",")[0])[:6]:
        found = _WHAT.get(singular(word)) or found
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
    return next((text for _, text in unit.cells if not _ROW_MARK.fullmatch(text.strip())), "")


def _is_part(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 28) : start], text[end : end + 28]
    return bool(_PART_BEFORE.search(before) or _PART_AFTER.match(after) or _PART_INSIDE.search(text[start:end]))


def _amount(unit: Unit, counted: _Counted, names: scope.Names, material: Material) -> Amount:
    groups = _groups(unit, counted)
    parts = tuple(sorted(grouping.numbered(unit.text)))
    if any(f.event == "pilot" for f in unit.facts("event")):
        parts = (*parts, "pilot")
    employed = _EMPLOYED.search(unit.text) and not _EVERY_ONE.search(unit.text)
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
    )


def _of_all(unit: Unit) -> bool:
    texts = (unit.text, *unit.sentence.headings[-1:])
    return any(_ABOUT_ALL.search(text) for text in texts)


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
    match = _FOR.match(unit.text, counted.at[1]) if counted.what == "devices" else None
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
    return tuple(scope.group_name(unit.text[min(s, start) : e]) for s, e in spans) or (
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
        if _ROW_MARK.fullmatch(cell.strip()) or _TOTAL.match(cell):
            continue
        if at <= counted.at[0] < at + len(cell) or grouping.numbered(cell):
            return ()
        if _SITE_HEADER.search(header) and not any(c.isdigit() for c in cell) and len(cell.split()) < 6:
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
    match = _EACH.search(unit.text) or (_COURSES.search(unit.text) if _SEATS_TAUGHT.search(unit.text) else None)
    if match is None or not unit.text:
        return
    courses, places = number(match["n"]), number(match["m"])
    if courses and places and courses > 1 and places > 1:
        if match.re is _COURSES and not match["w"] and "of" not in match.group():
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
            if len(values) <= _LEAST_ROWS or any(_TOTAL.match(_lead(row)) for row, _ in values):
                continue
            name = scope.group_name(header)
            text = "; ".join(f"{_lead(row)}: {value}" for row, value in values)
            total = sum(value for _, value in values)
            groups = () if scope.is_generic(name) else (name,)
            yield Amount("people", total, groups, (), quote_of(values[0][0], text), whole=True)
