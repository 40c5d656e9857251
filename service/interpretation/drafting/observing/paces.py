"""Times that IT promises, and times that the work allows: response, help, intervals between two updates.

A duration counts only with words beside it that say which of the two it is and what it is of. The length of a course
or the distance of a date is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from service.interpretation import wording
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.facts.amounts import number
from service.interpretation.shown import Unit
from service.planning.observed import Pace

Kind = Literal["answer", "help", "data"]

_ISO = re.compile(r"P(?:(?P<n>[\d.]+)(?P<u>[DWMY])|T(?P<tn>[\d.]+)(?P<tu>[SMH]))")
_SECONDS = {"D": 86_400, "W": 604_800, "M": 2_592_000, "Y": 31_536_000, "TS": 1, "TM": 60, "TH": 3_600}
_OFTEN: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), seconds)
    for words, seconds in (
        (r"in real[- ]time|immediately|instantly|at once|up to the second|to the second", 5.0),
        (r"every minute|once a minute|minute by minute|(?:up )?to the minute|each minute|by the minute", 60.0),
        (r"every (?:quarter of an hour|quarter[- ]hour)", 900.0),
        (r"every half[- ]hour|half-hourly|twice an hour", 1_800.0),
        (r"hourly|every hour|once an hour|each hour|per hour|(?:as of|to) (?:this|the) hour|hour by hour", 3_600.0),
        (r"every (?:few|couple of) hours", 10_800.0),
        (r"twice a day|twice daily|(?:mornings|morning) and (?:evenings?|nights?)|every half[- ]day", 43_200.0),
        (
            r"daily|nightly|overnight|every (?:night|day|morning|evening)|once a day|each (?:night|day|morning|"
            r"evening)|"
            r"(?:next|following) (?:working |business )?day|nbd|per day|at night|at midnight|once per day|per "
            r"night|end of day|"
            r"during the night|in the night|the (?:day|evening|night) before",
            86_400.0,
        ),
        (
            r"weekly|once a week|every week|each week|per week|every (?:mon|tues|wednes|thurs|fri|satur|sun)day",
            604_800.0,
        ),
        (r"fortnightly|every two weeks|every other week", 1_209_600.0),
    )
)
_RATE = re.compile(
    r"(?P<n>\d{1,4}|\w+) (?P<what>[a-z]+s) (?:a|an|per|each|every) (?P<u>minute|hour)\b(?! of)", re.IGNORECASE
)
"""26 picks a minute: what the work has for each."""
_TIMES_IN = re.compile(
    r"\b(?P<n>\d{1,3}|twice|thrice|(?:two|three|four|five|six|eight|ten|twelve) times) (?:times )?"
    r"(?:an?|per|each|every|in an) (?P<u>minute|hour|day|shift)\b",
    re.IGNORECASE,
)
"""Three times an hour."""
_PART_OF_HOUR = re.compile(r"\b(?P<n>three[- ]quarters?|a quarter|quarter) of an hour\b", re.IGNORECASE)
_SPANS = {"minute": 60, "hour": 3_600, "day": 86_400, "shift": 28_800}
_IDLE = re.compile(
    r"\b(?:lunch|canteen|pauses?|coffee|(?:tea|meal|rest) breaks?|breaks? (?:is|are|of|lasts?)|briefings?|"
    r"meetings?|drive|walk|walking|"
    r"commute|lessons?|courses?|workshops?|webinars?|e-learning|modules?|reading time|parking|rounds? lasts?|"
    r"screen (?:locks?|saver)|locks? (?:itself )?after|log(?:ged|s)? (?:off|out) after|times? out|notice|kept "
    r"for|retention|retained)\b",
    re.IGNORECASE,
)
"""Times of something else than waiting for a system or for help."""
_BEARABLE = re.compile(
    r"\b(?:bearable|tolera\w+|accepta\w+|allowed|allowable|permitted|max(?:imum|\.)?|longest|limit|at most|how "
    r"long|latest|needed|need|"
    r"required|requirement|must|wanted|until|before|without|takt|cycle|time available|critical after)\b",
    re.IGNORECASE,
)
"""A heading of a column that tells what the work can bear."""
_CLAUSE = re.compile(r"[;|]|(?<=[a-z)]), (?:but|whereas|while|so)\b|\s[–—]\s|\.\s")

_PROMISE = re.compile(
    r"\b(?:service levels?|sla|ola|guarante\w+|contract\w*|agreed|target\w*|within|inside|in under|no more than|"
    r"not more than|no later than|respon\w+|answer\w*|opens?|loads?|"
    r"on screen|appears?|displayed|shown|shows?|takes?|at most|restor\w+|rto|rpo|recover\w*|refresh\w*|sync\w*|"
    r"synchron\w+|batch\w*|updat\w+|transfer\w*|replicat\w+|import\w*|export\w*|upload\w*|resets?|unlock\w*|released?|"
    r"resol\w+|solved|fixed|latency|p9\d|percentile|reaction|respond\w*|run(?:s)?|measured|up to|push\w*|"
    r"poll\w*|sends?|sent|"
    r"deliver\w*|picks? up|call(?:s|ed)? back|calls? you back|turnaround|reach(?:es|ed)?|arrives?|comes?|gets? "
    r"(?:to|through)|pulled|"
    r"fetch\w*|collect\w*|publish\w*|forward\w*|processed|dispatch\w*|swap\w*|replac\w+|objective|typically|"
    r"average|usually)\b",
    re.IGNORECASE,
)
_STRONG_PROMISE = re.compile(
    r"\b(?:service levels?|sla|ola|guarante\w+|contract\w*|rto|rpo|p9\d|percentile|promis\w+|commit\w*|service "
    r"catalogue)\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:takt\w*|cycle(?: time)?s?|beat|(?:line|belt|press|production|work|ward|shop|till|counter|machine|truck|room|"
    r"theatre|oven|kitchen|everything|it) (?:\w+ )?(?:stops?|stands?|halts?|is idle)|stands? still|standstill|"
    r"wait(?:s|ing|ed)?|queues?|walks? (?:off|away|out)|leaves?|hang(?:s)? up|can(?:not|['’]t| not) (?:work|wait|do)|"
    r"won['’]t wait|g[ai]ve up|giv(?:es|ing) up|"
    r"must (?:be|have|get|see|know|come|not)|need(?:s|ed)?|ha(?:s|ve) to (?:be|see|know|get)|no (?:more|longer) than|"
    r"longer than|older than|more than|spoils?|spoiled|too (?:slow|late|old|long)|at the latest|patience|"
    r"bridge|bridg\w+|tolera\w+|bear|bearable|surviv\w+|holds? out|can be held|keeps? for|cope|manage without|"
    r"get by|at most|no later|"
    r"(?:after|within|every) (?=\d|a |an |half|two|three|five|ten|fifteen|twenty|thirty|forty)|gives? us|buys? "
    r"us|we (?:get|have)|"
    r"useless|worthless|(?:is|are|money) lost|loses?|wasted?|burns?|penalt\w+|spill\w*|rots?|melts?|cools? down|"
    r"sets|hardens?|"
    r"goes (?:off|cold|bad|sour)|overflows?|backs? up|jams?|miss(?:es|ed)?|start (?:his|her|their)|out of date|stale|"
    r"rolls? again|moves? again|back (?:on|in|to) (?:the|work|service)|before (?:the|it|they|we)|until (?:the|"
    r"it|they|we)|"
    r"continuously|all the time|each (?:one|time)|clos(?:es?|ing)|depart\w*|chang(?:es?|ing)|alarm|evacuat\w*|"
    r"per (?:piece|part|scan|item|order|pick|car|parcel|customer|patient|call|unit|case|box)|"
    r"(?:ha(?:s|ve)|there (?:are|is)|leaves?|only) (?:\w+ ){0,3}(?=\d|two|three|four|five|ten))",
    re.IGNORECASE,
)
_STRONG_NEED = re.compile(
    r"\b(?:takt\w*|cycle(?: time)?s?|stands? still|standstill|line (?:\w+ )?(?:stops?|stands?)|"
    r"can(?:not|['’]t| not) (?:work|wait)|won['’]t wait|walks? (?:off|away|out)|need(?:s|ed)?\b.{0,40}\bevery|"
    r"(?:must|has to|have to|needs? to) be \w+ (?:again )?(?:within|in|every)|no longer than|longer than that)",
    re.IGNORECASE,
)
_EVERY_FEW = re.compile(r"\bevery (?:\d[\d.,]*|two|three|four|five|ten|few) ?(?:s|secs?|seconds?|min|minutes?)\b", re.I)

_HELPERS = re.compile(
    r"\b(?:help(?: ?desk)?|support|service desk|desk|hotline|tickets?|calls?|agents?|resets?|unlock\w*|restor\w+|"
    r"repair\w*|fitters?|mechanics?|engineers?|supervisors? call|faults?|defects?|spares?|swap\w*|exchang\w*|"
    r"call(?:ed|s)? back|"
    r"callbacks?|stand-?bys?|response|respond\w*|mttr|resol\w+|fix(?:ed|es)?|picks? up|duty|"
    r"recover\w*|rto|incidents?|outages?|faults?|failures?|breakdowns?|downtime|lockouts?|technicians?|on[- ]call|"
    r"disruptions?|priority|p1|severity|replacements?|first response|reaction|back (?:up|in service|online))\b",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:stops?|stopped|stands?|standing|standstill|halts?|idle|wait\w*|without|locked|lockout|down|spoil\w*|"
    r"back (?:up|in|on)|queues?|bridge|bridging|outages?|fails?|failed|failures?|breaks? down|broken|out of "
    r"(?:action|order|service)|"
    r"can(?:not|['’]t| not)|out|dead|off|frozen|freezes?|crash\w*|lost|hangs?|breakdowns?|downtime|held|hold|"
    r"cope|get by|manage|"
    r"rolls? again|moves? again|goes on|repaired|fixed|helped|replac\w+|missing|faults?|defects?|trouble|"
    r"interrupt\w*|disrupt\w*|"
    r"no (?:system|screen|handheld|tablet|scanner|access|device))\b",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:sync\w*|synchron\w+|refresh\w*|updat\w+|interfac\w+|transfer\w*|batch\w*|replicat\w+|upload\w*|download\w*|"
    r"import\w*|export\w*|rpo|feeds?|extract\w*|figures|stock (?:levels?|figures|data|list)|data|prices|up to date|"
    r"current|fresh|old|older|stale|lists?|master data|loads?|push\w*|poll\w*|positions?|prices?|readings?|"
    r"values?|levels?|changes?|"
    r"pulled|fetch\w*|published|inventor(?:y|ies)|availability|runs?|where (?:each|every|the|they)|know(?:s)?|"
    r"as of|out of date|"
    r"timetables?|schedules?|reports?|files?|orders?|forecasts?|occupancy|status)\b",
    re.IGNORECASE,
)
_SCREEN = re.compile(
    r"\b(?:screens?|opens?|opened|loads?|loading|respon\w+|respond\w*|answer\w*|confirm\w*|appears?|display\w*|shows?|"
    r"shown|lists?|scans?|scanned|scanning|log(?:s|ged)?[ -]?(?:in|on)|logins?|sign[ -]?(?:in|on)|search\w*|pages?|"
    r"queries|query|clicks?|transactions?|bookings?|books?|booked|prints?|printed|save[sd]?|latency|p9\d|entry|entries|"
    r"takt\w*|cycles?|pick\w*|pieces?|parts?|wait\w*|check-?ins?|check-?outs?|lookups?|calls? up|start(?:s|ed)?)\b",
    re.IGNORECASE,
)
_LONGEST_ANSWER = 300.0
_SHORTEST_HELP = 60.0
_SHORTEST_DATA = 5.0
_LEANS = re.compile(r"\b(?:that|this|it|they|them|those|these|there|the same)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Time:
    seconds: float
    at: int
    """Where it stands in the unit."""
    interval: bool
    """Whether it is told as how often."""


def paces(material: Material) -> tuple[Pace, ...]:
    """What is promised and what is needed, in seconds."""
    names = scope.names_of(material.units)
    found: list[Pace] = []
    before: Unit | None = None
    for unit in material.units:
        if scope.holds(unit) and not any(f.event == "training" for f in unit.facts("event")):
            found += _paces(unit, before, names)
        before = unit
    return tuple(dict.fromkeys(found))


def _paces(unit: Unit, before: Unit | None, names: scope.Names) -> Iterator[Pace]:
    for time in _times(unit):
        clause = _clause(unit, time.at)
        side = _side(unit, clause, time)
        kind = _kind(clause, unit.text, time, side) if side else None
        if side is None or kind is None:
            continue
        systems = names.of(unit)
        if not systems and before is not None and _LEANS.search(unit.text) and _together(before, unit):
            systems = names.of(before)
        above = " ".join(unit.sentence.headings[-1:])
        yield Pace(
            side=side,
            seconds=time.seconds,
            what=" ".join(clause.split()).strip(" ,.;:"),
            groups=scope.groups_of(unit, inherited=False),
            systems=systems,
            quote=quote_of(unit),
            kind=kind,
            about=wording.stems(f"{above} {unit.text}") - _COMMON,
        )


_COMMON = wording.stems(
    "seconds second minutes minute hours hour day days night week service level levels target targets within per every "
    "each time times must need needs have has get gets than longer wait waits waiting response responds takes maximum "
    "most least works work works people user users system systems new start from until between measured average agreed "
    "hourly daily nightly weekly again help support desk answer answered answers update updates updated"
)


def _together(one: Unit, other: Unit) -> bool:
    return one.shown.id == other.shown.id and one.sentence.headings == other.sentence.headings


def _times(unit: Unit) -> Iterator[_Time]:
    start = unit.sentence.start
    for fact in unit.facts("duration"):
        match = _ISO.fullmatch(fact.value)
        if match and not re.match(r"(?:before|after) ", fact.note):
            value = float(match["n"] or match["tn"])
            seconds = value * _SECONDS[match["u"] or f"T{match['tu']}"]
            every = re.search(r"\b(?:every|each) $", unit.text[: fact.start - start], re.IGNORECASE)
            yield _Time(seconds, fact.start - start, every is not None)
    for pattern, seconds in _OFTEN:
        for match in pattern.finditer(unit.text):
            yield _Time(seconds, match.start(), True)
    for match in _PART_OF_HOUR.finditer(unit.text):
        yield _Time(2_700.0 if match["n"].lower().startswith("three") else 900.0, match.start(), False)
    for match in _TIMES_IN.finditer(unit.text):
        word = match["n"].lower().split()[0]
        times = {"twice": 2.0, "thrice": 3.0}.get(word) or float(number(word) or 0)
        if times > 1:
            yield _Time(_SPANS[match["u"].lower()] / times, match.start(), True)
    for match in _RATE.finditer(unit.text):
        count = number(match["n"])
        if count and count > 1:
            seconds = (60 if match["u"].lower() == "minute" else 3_600) / float(count)
            yield _Time(round(seconds, 1), match.start(), True)


def _clause(unit: Unit, at: int) -> str:
    """The clause around a place; in a row, its first cell with the cell."""
    if unit.cells:
        pieces = scope.pieces(unit)
        lead = pieces[0][2]
        header, begin, cell = next(p for p in reversed(pieces) if p[1] <= at)
        return f"{lead} {header} {cell}" if begin else f"{header} {cell}"
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(unit.text)), len(unit.text)]
    return next((unit.text[a:b] for a, b in pairwise(cuts) if a <= at < b), unit.text)


def _side(unit: Unit, clause: str, time: _Time) -> Literal["promised", "needed"] | None:
    community = unit.shown.community
    if _IDLE.search(clause):
        return None
    if (
        unit.cells
        and community != "it"
        and any(_BEARABLE.search(h) for h, at, cell in scope.pieces(unit) if cell and cell in clause)
    ):
        return "needed"
    above = " ".join(unit.sentence.headings[-1:])
    if _STRONG_NEED.search(unit.text) or (_EVERY_FEW.search(clause) and community != "it"):
        return "needed"
    if _RATE.match(unit.text, time.at):
        return "needed" if community != "it" else None
    if _STRONG_PROMISE.search(f"{above} {clause}") or _STRONG_PROMISE.search(unit.text):
        return "promised"
    if community == "it" or (_HELPERS.search(clause) and not _NEED.search(clause)):
        return "promised" if _PROMISE.search(f"{above} {clause}") else None
    return "needed" if _NEED.search(unit.text) else None


def _kind(clause: str, whole: str, time: _Time, side: Literal["promised", "needed"]) -> Kind | None:
    for text in (clause, whole):
        if time.seconds >= _SHORTEST_DATA and _DATA.search(text) and (time.interval or _is_age(text)):
            return "data"
        urgent = _HELPERS if side == "promised" else _STANDS
        if time.seconds >= _SHORTEST_HELP and not time.interval and urgent.search(text):
            return "help"
        shown = _SCREEN.search(text) or side == "needed" or re.search(r"\btargets?\b", text, re.IGNORECASE)
        fast = time.seconds < _LONGEST_ANSWER and shown
        if fast and (not time.interval or side == "needed"):
            return "answer"
    return None


def _is_age(text: str) -> bool:
    return (
        re.search(r"\b(?:old|delay\w*|behind|rpo|older|fresh|stale|current|up to date|lag\w*)\b", text, re.I)
        is not None
    )
