"""What help people get, when and where: the service desk's hours, hypercare, floor walkers; and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.drafting.presence import hours
from service.interpretation.shown import Unit
from service.planning.facts import Fact
from service.planning.observed import Cover, Hours

_HELP = re.compile(
    r"\b(?:service ?desks?|help ?desks?|it desk|\w+ desk(?! phones?| research| space|tops?)|hot-?lines?|help ?lines?|"
    r"service lines?|toll-?free|hyper-?care|floor[- ]?walk\w*|pick(?:s|ed)? up (?:the phone|when|calls|day)|"
    r"(?:takes?|answers?) (?:your |the |all )?(?:calls|phone|questions)|(?:whom?|who) to (?:call|ring|phone|ask)|"
    r"(?:on-?site|first[- ]line|first[- ]level|user|it|desk-?side|extended|early[- ]life|go-?live|technical|local|"
    r"remote|phone|"
    r"night|weekend|additional|extra|dedicated|floor|post-go-?live|launch) (?:support|help|cover)|support|"
    r"on-call|stand-?by|call-?out|(?:extra|additional|more|four|two|three|five|six) (?:people|help|hands|staff|agents|"
    r"colleagues) (?:on|at|in) the|extra (?:help|hands|people)|drop-?in|at[- ]the[- ]elbow|command cent(?:re|er)|"
    r"war room|"
    r"(?:help|support|service|call) (?:cent(?:re|er)|team|hours|point|stand)|somebody (?:on|there|at hand)|"
    r"someone (?:on|there|at hand)|phone cover|cover(?:age)? (?:until|from|at|on|by|during|in|for)|night cover|"
    r"weekend cover|runners|helpers?|^(?:help|support)(?=:)|(?:all|any) (?:help|support)|walk(?:s|"
    r"ing)? the (?:floors?|wards?|aisles?))\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:hyper-?care|floor[- ]?walk\w*|(?:on-?site|deskside|dedicated|additional|extra|extended|floor|early[- ]life|"
    r"go-?live|"
    r"post-go-?live|launch) (?:support|help|cover)|extra (?:people|help|hands|staff)|at[- ]the[- ]elbow|stand-?by|"
    r"on-call|"
    r"command cent(?:re|er)|war room|drop-?in|runners|walk(?:s|ing)? the (?:floors?|wards?|aisles?))\b|\bon[- ]site\b",
    re.IGNORECASE,
)
"""Help that is meant as such though no hours stand beside it."""
_HEADING = re.compile(r"\b(?:support|help|hyper-?care|service ?desk|assistance|cover|early life)\b", re.IGNORECASE)
_HOURS_ONLY = re.compile(
    r"\b(?:hours|open|available|staffed|reachable|there|times|mon|monday|daily|weekdays|24)\b", re.IGNORECASE
)
_ON_SITE = re.compile(
    r"\bon[- ]?site\b|\bonsite\b|\bfloor[- ]?walk\w*|\bdesk-?side\b|\bat[- ]the[- ]elbow\b|\bin person\b|"
    r"\bface to face\b|"
    r"\b(?:in|on|at) (?:the|each|every|all) (?:hall|depot|store|branch|school|ward|shop|plant|site|office|floor|"
    r"shop floor|"
    r"lane|line|station|clinic|library|warehouse|restaurant|kitchen|building|campus)(?:s|es)?\b(?! (?:hours|system))",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:all|any) (?:help|support) (?:is|will be) (?:given |provided )?(?:only )?(?:remote|by (?:phone|mail|chat)|"
    r"on the phone)\b|"
    r"\b(?:remote|phone) (?:support |help )?only\b|\bnot send (?:anybody|anyone|people|somebody)\b|"
    r"\b(?:no|without(?: any)?|neither|nobody|no one|not? any|none) (?:[\w-]+ ){0,4}?(?:support|help|cover|"
    r"floor[- ]?walk\w*|"
    r"hyper-?care|on-?site|on site|service ?desk|stand-?by|on-call|agents?)\b|"
    r"\b(?:support|help|cover(?:age)?|floor[- ]?walk\w*|hyper-?care|on-call|stand-?by)\b[^.;\n]{0,60}\b(?:is|are|"
    r"will be|was|"
    r"has been|have been|can|could|does|do)(?: not|n['’]t)\b|"
    r"\b(?:support|cover(?:age)?|floor[- ]?walk\w*|hyper-?care)\b[^.;\n]{0,40}\b(?:cancell?ed|dropped|cut|"
    r"not (?:planned|"
    r"budgeted|available|foreseen|included|funded|provided))\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"\bremote\b|\bby phone\b|\bphone only\b|\bnot send\b", re.IGNORECASE)
_NEEDED = re.compile(
    r"\b(?:should|must|has to|have to|needs? to|ought to) be (?:[\w-]+ ){0,3}?(?:on[- ]?site|there|available|present|"
    r"reachable|"
    r"covered|staffed|around|at hand|on hand|help\w*|support\w*|open)\b|"
    r"\b(?:support|help|cover(?:age)?|somebody|someone|floor[- ]?walk\w*|hyper-?care)\b[^.;\n]{0,80}\b(?:assumed|"
    r"expected|"
    r"needed|required|requested|wanted|(?:asked|hoped) for)\b|"
    r"\b(?:we|they|wards?|shops?|stores?|plants?|depots?|teams?|nurses|staff|users) (?:also |still |really )?(?:need|"
    r"expect|assume|"
    r"count on|counts on|rely on|want|ask for|have asked for|requested|would like)\b[^.;\n]{0,60}\b(?:support|help|"
    r"cover|somebody|"
    r"someone|on[- ]?site|floor[- ]?walk\w*|hyper-?care)\b",
    re.IGNORECASE,
)
_NOT_FOR_USERS = re.compile(
    r"\bnot for (?:users?|questions?|user|staff|how-?to)|\b(?:outages?|emergenc(?:y|ies)|p1|priority[- ]?1|"
    r"sev(?:erity)?[- ]?1|"
    r"major incidents?|critical incidents?|alarms?|disasters?|infrastructure)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:does not support|not supported|end of support|support(?:s|ed|ing)? (?:the|a|an|this|us|our|from)|"
    r"to support|supported "
    r"by|support contract|support for (?:old|windows|version)|application support|vendor support|supporting documents?|"
    r"life support|customer support|support(?:s)? (?:sso|only|up to))\b",
    re.IGNORECASE,
)
_A_DAY = re.compile(
    r"\d{1,2}\.\d{1,2}\.|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(?:cw|kw|week) ?\d",
    re.IGNORECASE,
)
_SHUTDOWN = re.compile(r"\b(?:shut-?downs?|overhauls?|turn-?arounds?|construction)\b", re.IGNORECASE)
"""Why else there are more people on site."""
_IT = re.compile(r"(?:it|this|we|they|the (?:line|desk|number|team))\b", re.IGNORECASE)
_STANDING = frozenset({"past", "hypothetical", "out_of_scope"})
_AGENTS = re.compile(
    r"\b(?:agents?|extra people|desk|people|staff|persons?|somebody|someone|helpers?|team|vests?)\b", re.IGNORECASE
)


def covers(material: Material) -> tuple[Cover, ...]:
    """Help that is promised, asked for or refused, as documents say; where no days are named, on every day."""
    found: dict[tuple[object, ...], Cover] = {}
    for unit in material.units:
        for cover in _of(unit):
            key = (cover.hours, cover.first, cover.last, cover.groups, cover.denied, cover.needed, cover.quote.source)
            found.setdefault(key, cover)
    return tuple(found.values())


def _of(unit: Unit) -> Iterator[Cover]:
    text = unit.text
    if unit.sentence.kind == "heading" or unit.standing in _STANDING or text.rstrip().endswith("?"):
        return
    own = _HELP.search(_OTHER.sub("", text)) is not None
    below = any(_HEADING.search(h) for h in unit.sentence.headings[-1:]) and _HOURS_ONLY.search(text) is not None
    below = below or _goes_on(unit)
    on_site = _ON_SITE.search(text) is not None
    own = own or (on_site and _NEEDED.search(text) is not None)
    if not own and not below:
        return
    named = scope.groups_of(unit, inherited=False)
    groups = tuple(g for g in named if not _AGENTS.search(g) and not _HELP.search(g) and not _sits_in(text, g))
    if own and _NEEDED.search(text):
        # What is asked for is known even where a clause beside it says that nobody has it.
        told = _hours(unit)
        yield Cover(told[0] if told else None, None, None, groups, quote_of(unit), needed=True, on_site=on_site)
        return
    denied = _DENIED.search(text) if own else None
    if denied and not ((beside := hours.times_in(text)) and beside[0].finish <= denied.start()):
        remote = _REMOTE.search(text) is not None
        yield Cover(None, None, None, groups, quote_of(unit), denied=True, on_site=on_site or remote)
        return
    if unit.standing == "conditional" or _NOT_FOR_USERS.search(text):
        return
    days = _days(unit)
    told = _hours(unit) or _told_around(unit)
    if _SHUTDOWN.search(text) and not told:
        return
    first, last = (days[0], days[1]) if days else (None, None)
    if not told and not (own and _STRONG.search(text) and (days or on_site)):
        return
    each: list[Hours | None] = [*told] or [None]
    for one in each:
        yield Cover(one, first, last, groups, quote_of(unit), on_site=on_site)


def _goes_on(unit: Unit) -> bool:
    """Whether it says of the help in the sentence before when it is there."""
    if not unit.number or unit.cells or not _IT.match(unit.text) or _HOURS_ONLY.search(unit.text) is None:
        return False
    before = unit.shown.units[unit.number - 1]
    beside = before.sentence.headings == unit.sentence.headings and before.sentence.kind != "heading"
    return beside and not before.cells and _HELP.search(_OTHER.sub("", before.text)) is not None


def _sits_in(text: str, place: str) -> bool:
    """Whether a place is only where those are who help: "the service desk in Perth"."""
    where = rf"\b(?:desks?|lines?|cent(?:re|er)s?|teams?) (?:in|at) (?:the )?{re.escape(place)}"
    return re.search(where, text, re.IGNORECASE) is not None


def _hours(unit: Unit) -> list[Hours]:
    return hours.hours_in(unit.text, hours.ALL_DAYS)


def _told_around(unit: Unit) -> list[Hours]:
    """The hours of the desk, for help "in the same hours"."""
    if not re.search(r"\bsame (?:hours|times)\b", unit.text, re.IGNORECASE):
        return []
    for other in reversed(unit.shown.units[: unit.number]):
        if found := hours.hours_in(other.text, hours.ALL_DAYS):
            return found
    return []


def _days(unit: Unit) -> tuple[dt.date | None, dt.date | None] | None:
    """From when to when, where dates are given; a day alone may be only its first or last."""
    dates = [
        f for f in unit.facts("date") if f.first is not None and f.unit in ("", "day", "week") and _is_day(unit, f)
    ]
    if not dates:
        return None
    first = min(f.first for f in dates if f.first is not None)
    last = max(f.last or f.first for f in dates if f.first is not None)
    before = unit.text[: dates[0].start - unit.sentence.start].rstrip().lower()
    if first == last and before.endswith(("until", "till", "through", "to")):
        return None, last
    if first == last and not unit.cells and before.endswith(("from", "starting", "begins", "starts", "as of", "since")):
        return first, None
    return first, last


def _is_day(unit: Unit, fact: Fact) -> bool:
    return _A_DAY.search(fact.text) is not None
