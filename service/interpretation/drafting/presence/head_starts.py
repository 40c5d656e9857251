"""Who is to help colleagues, and whether they get in before them: what is asked for, given and refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.shown import Unit
from service.planning.observed import HeadStart

_ROLE = re.compile(
    r"\b(?:champions?|key[- ]users?|super-?users?|super users?|power[- ]users?|ambassadors?|mentors?|multipliers?|"
    r"referents?|"
    r"(?:floor|line|shift|change|peer|tech|team|ward) (?:captains?|guides?|coach(?:es)?|agents?|buddies)|buddies|"
    r"early adopters?|"
    r"link (?:nurses?|teachers?|staff|workers?|persons?|people)|(?:digital|local|peer) (?:guides?|coach(?:es)?|"
    r"experts?|leads?)|"
    r"floor[- ]?walkers?|lead (?!develop|engineer|architect|consult|time)[a-z]{3,}(?:ers?|ors?|ists?|nurses?|clerks?)|"
    r"go-to (?:people|person|colleagues)|(?:floor|peer|digital|local) (?:contacts?|helpers?|mates?))\b",
    re.IGNORECASE,
)
_CONCEPTS = frozenset({"champion", "champion-network"})
_HELPS = re.compile(
    r"\b(?P<verb>show(?:s|ing)?|help(?:s|ing)?|assist(?:s|ing)?|support(?:s|ing)?|coach(?:es|ing)?|teach(?:es|ing)?|"
    r"trains?|"
    r"explain(?:s|ing)?|demonstrat\w+|guid(?:e|es|ing)|answer(?:s|ing)?|stand(?:s|ing)? by|walk(?:s|ing)?|tak(?:e|es|"
    r"ing) questions|"
    r"demo(?:s|ing)?|pass(?:es)? on|try(?:ing)? (?:it )?out)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:their|the|other|our|all|in the) (?:colleagues|peers|teams?|others|rest|wards?|depots?|shops?|stores?|"
    r"department|staff|crew)|"
    r"others|colleagues|everybody|everyone|anybody|questions|the rest|one another|each other)\b",
    re.IGNORECASE,
)
_HELPS_OTHERS = re.compile(rf"{_HELPS.pattern}[^.;\n|]{{0,60}}?{_OTHERS.pattern}", re.IGNORECASE)
_LEANS = re.compile(
    r"(?:(?:from|in|on|by|as of|starting|until|during) [^,.;:]{3,40}?,? )?(?:they|these|those|for (?:that|this)|"
    r"early access|all of them|each of them)\b",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:access|accounts?|log-?ins?|log (?:in|on)|sign-?ons?|sign (?:in|on)|get in|gets in|getting in|get into|"
    r"in the system|"
    r"licen[cs]es?|tablets?|devices?|tenant|environment|sandbox|hands[- ]on|in the pilot|able to use|use it|"
    r"work with it|try it|head start|"
    r"credentials|preview|practice (?:desk|copy|system)|invit\w+|onboard\w*|enabled|activated|switched on|in (?:early|"
    r"first))\b",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"\b(?:must|needs?|should|has to|have to|requested|asked|wants?|would like|required?|expects?|expected|ought|"
    r"essential|"
    r"important|rely|relies|request|can (?:the|our)|in time|assum\w+|hop(?:e|es|ing))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:(?P<number>\d+|an?|one|two|three|four|five|six|eight|ten) (?:full |whole |working |good )?"
    r"(?P<unit>days?|weeks?|months?|fortnight))\s+(?:before|ahead of|earlier than|prior to|in advance|ahead|earlier)\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_SAME = re.compile(
    r"\b(?:(?:on )?the same (?:day|time|date|morning|week)|at the same time|same as (?:for )?(?:every\w*|all|"
    r"the others|their)|"
    r"(?:queu(?:e|es|ing)|wait(?:s|ing)?|start(?:s|ing)?|get (?:it|them|ours)|in line) with (?:every\w*|all|the others|"
    r"the rest)|(?:no|not|nothing|none|never|without)\b[^.;\n|]{0,40}\b(?:beforehand|before that|before then|"
    r"in advance|ahead of (?:time|that))|"
    r"(?:together|along) with (?:every\w*|all|the others|their|the rest|the other)|(?:like|as) (?:every\w*|"
    r"all the others|"
    r"all others|the others|anyone else|the rest)|with (?:their|the) (?:wave|colleagues|team|teams|site|ward|group|"
    r"others|rest|"
    r"go-live|tranche|floor|shop|store|depot|department)|no (?:early|earlier|prior|advance|special|separate|extra) "
    r"(?:access|accounts?|log-?ins?|licen[cs]es?|wave|start|release)|not (?:any )?(?:before|earlier than|sooner than|"
    r"ahead of)"
    r" (?:every\w*|the others|go-?live|the launch|their|all|that|launch|the go-?live)|no exceptions? for|"
    r"not (?:be )?(?:possible|available) (?:before|until|ahead)|cannot (?:get|have|"
    r"be given)\b[^.;\n]{0,40}\b(?:before|early|earlier))\b",
    re.IGNORECASE,
)
_IT_ONLY = re.compile(
    r"\b(?:[Ee]arly access|[Pp]review|[Pp]ilot|[Rr]ing 0|first ring|early release|friendly users?|pilot (?:group|"
    r"access))\b[^.;\n]{0,60}"
    r"\b(?:(?:is |are )?(?:for |to |only for |limited to |reserved for |restricted to )(?:the )?IT\b(?: \w+)? only\b|"
    r"(?:only|limited to|reserved for|restricted to) (?:for )?(?:the )?(?:IT|project team|developers|testers|"
    r"core team)\b|"
    r"IT[- ]only\b|for IT only)",
)
_GIVEN = re.compile(
    r"\b(?:(?:is|are|was|were) in|have|has|get|gets|got|receive|receives|given|granted|can (?:log|sign|get|use|work|"
    r"try)|are in|will be in|handed|activated|"
    r"created|enabled|open(?:s|ed)?|ready|set up|their)\b",
    re.IGNORECASE,
)
_STANDING = frozenset({"past", "out_of_scope", "negated"})
_PER_WEEK = {"d": 1, "w": 7, "m": 30, "f": 14}


def head_starts(material: Material) -> tuple[HeadStart, ...]:
    """What documents say about those who help others, once a source and stance."""
    names = scope.names_of(material.units)
    found: dict[tuple[object, ...], HeadStart] = {}
    for unit in material.units:
        for one in _of(unit, names):
            found.setdefault((one.stance, one.day, one.lead_days, one.quote.source), one)
    return tuple(found.values())


def _of(unit: Unit, names: scope.Names) -> Iterator[HeadStart]:
    text = unit.text
    if unit.sentence.kind == "heading" or unit.standing in ("past", "out_of_scope"):
        return
    who = _who(unit)
    if _IT_ONLY.search(text):
        yield HeadStart("refused", (), names.of(unit, inherited=False), None, None, quote_of(unit))
        return
    if not who:
        return
    systems = names.of(unit, inherited=False)
    if _SAME.search(text) and not _LEAD.search(text):
        yield HeadStart("refused", who, systems, None, None, quote_of(unit))
        return
    inside = _IN.search(text) is not None
    lead = _lead(text)
    day = _day(unit)
    asked = text.rstrip().endswith("?") or unit.standing == "conditional"
    if inside and (_NEEDED.search(text) or asked):
        yield HeadStart("needed", who, systems, day, lead, quote_of(unit))
    elif inside and day is not None and _GIVEN.search(text) and _of_them(unit):
        yield HeadStart("given", who, systems, day, lead, quote_of(unit))
    elif (
        unit.standing not in _STANDING
        and not asked
        and day is not None
        and _HELPS.search(text)
        and _OTHERS.search(text)
    ):
        yield HeadStart("needed", who, systems, day, lead, quote_of(unit))


def _who(unit: Unit) -> tuple[str, ...]:
    """Those who help: by a name that says so, by what they do, or as the sentence before or the heading has it."""
    found = _named(unit)
    if found:
        return found
    if not _LEANS.match(unit.text):
        return ()
    units = unit.shown.units
    for other in reversed(units[max(0, unit.number - 2) : unit.number]):
        beside = other.sentence.headings == unit.sentence.headings and other.sentence.kind != "heading"
        if beside and (named := _named(other)):
            return named
    heading = _ROLE.search(" ".join(unit.sentence.headings[-1:]))
    return (scope.group_name(heading[0]),) if heading else ()


def _named(unit: Unit) -> tuple[str, ...]:
    names = [scope.group_name(match[0]) for match in _ROLE.finditer(unit.text)]
    if not names and unit.concepts & _CONCEPTS:
        names = ["champion"]
    helps = _HELPS_OTHERS.search(unit.text)
    if not names and helps is not None:
        start = unit.sentence.start
        names = [
            scope.group_name(f.value)
            for f in unit.facts("population")
            if f.end - start <= helps.start() and not _OTHERS.fullmatch(f.text) and not _CROWD.search(f.value)
        ]
    return tuple(dict.fromkeys(n for n in names if n))


_CROWD = re.compile(
    r"service ?desk|help ?desk|agent|trainer|support|vendor|supplier|\bit\b|team$|manager|leader|lead$|consultant|"
    r"colleague|people",
    re.IGNORECASE,
)
"""Who helps for a living, and needs no head start for that here."""


def _of_them(unit: Unit) -> bool:
    """Whether access is said of those who help: behind their name, where they are named."""
    role = _ROLE.search(unit.text)
    return role is None or _IN.search(unit.text, role.end()) is not None


def _lead(text: str) -> int | None:
    match = _LEAD.search(text)
    if match is None:
        return None
    number = match["number"].lower()
    return (_NUMBERS.get(number) or int(number)) * _PER_WEEK[match["unit"][0].lower()]


def _day(unit: Unit) -> dt.date | None:
    """The one day that it gives, told by the day or week."""
    days = {
        f.first
        for f in unit.facts("date")
        if f.first is not None
        and f.unit in ("", "day", "week")
        and not f.note.endswith("exact day")
        and any(c.isdigit() for c in f.text)
    }
    days = {d for d in days if d != unit.shown.dated} or days
    return min(days) if days else None
