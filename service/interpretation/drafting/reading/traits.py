"""What a piece of text says of a step beside its day: what happens, for whom, which part, whose it is, on which track.

It goes by the facts that were read and by general English words. It knows neither tables nor dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.concepts import Category, Community
from service.interpretation import wording
from service.interpretation.answering.asked import naming
from service.interpretation.answering.dated import grouping
from service.interpretation.drafting.reading.kinds.naming import kinds_of
from service.interpretation.shown import Unit
from service.planning.facts import EventKind, Fact
from service.planning.nouns import State, Track

_CLOSED: frozenset[EventKind] = frozenset({"freeze", "holiday"})
_TECHNICAL: frozenset[EventKind] = frozenset({"change", "withdrawal", "test", "access"})
_READINESS: frozenset[EventKind] = frozenset({"training", "communication", "feedback", "support_cover"})
_CATEGORY: dict[EventKind, Category] = {
    "training": "training",
    "communication": "communications",
    "feedback": "metrics_feedback",
    "support_cover": "support",
    "access": "access_timing",
    "decision": "governance",
}
_CATEGORY_WORDS: tuple[tuple[Category, str], ...] = (
    ("inclusion", r"\baccessib|\bscreen[- ]reader|\bWCAG|\btranslat|\binclusi"),
    (
        "champions",
        r"\bchampions?\b|\bsuper-?users?\b|\bkey users?\b|\bmultiplicators?\b|\bambassadors?\b|\bambassador",
    ),
    ("early_access", r"\bearly access\b|\bearly adopters?\b|\bpreview\b"),
    (
        "work_redesign",
        r"\bwork instructions?\b|\bprocess(?:es)? (?:re)?(?:design|writ)|\bjob descriptions?\b|"
        r"\bprocedures?\b|\bshift plans?\b|\brosters?\b|\bworkflows?\b|\bSOPs?\b|\bworking practices?\b",
    ),
    ("governance", r"\bworks council\b|\bunions?\b|\bagreement\b|\bsteering\b|\bgo ?/ ?no[- ]?go\b|\bsign-?off\b"),
)
_CATEGORIES = tuple((category, re.compile(words, re.IGNORECASE)) for category, words in _CATEGORY_WORDS)
_TRACK_WORDS: tuple[tuple[Track, re.Pattern[str]], ...] = (
    ("both", re.compile(r"\b(?:both|joint|all tracks|shared)\b", re.IGNORECASE)),
    (
        "readiness",
        re.compile(
            r"\b(?:people|readiness|training|learning|comm(?:s|unications?)|change(?: management)?|adoption|HR|"
            r"business "
            r"readiness|enablement|OCM|engagement|organi[sz]ation\w*|L&D)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "technical",
        re.compile(
            r"\b(?:IT|tech\w*|infra\w*|systems?|deployment|engineering|develop\w+|network|data|integration|"
            r"security|dev(?:ops)?"
            r"|build|platform|migration|applications?|hardware|software|ICT)\b"
        ),
    ),
)
_SIDE: dict[Community, Track] = {
    "it": "technical",
    "people_readiness": "readiness",
    "hr": "readiness",
    "operations": "readiness",
    "business": "both",
}
_DONE = re.compile(
    r"\b(?:done|erledigt|fertig|abgeschlossen|complete[d]?|finished|closed|delivered|achieved|100 ?%|passed|ok)\b|"
    r"[✓✔☑✅]",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"\b(?:not|in|partly|partially|nearly|almost|to be|un)\b|\bincomplete", re.IGNORECASE)
_CANCELLED = re.compile(
    r"\b(?:cancell?ed|dropped|called off|scrapped|abandoned|withdrawn|obsolete|descoped|won'?t (?:do|fix)|"
    r"will not do|rejected|declined|scratched|thrown out|struck(?: out| off)?|ditched|binned|shelved|parked|deleted|"
    r"entfällt|gestrichen|abgesagt|no longer planned|off the (?:list|table)|out of scope)\b",
    re.IGNORECASE,
)
_TENTATIVE = re.compile(
    r"\b(?:tbd|tbc|tba|tentative\w*|provisional\w*|proposed|draft|to be (?:confirmed|decided|agreed|defined|announced)|"
    r"open|unconfirmed|not (?:yet )?(?:confirmed|agreed|decided|fixed|final|approved)|pending|subject to|depends? on|"
    r"if needed|optional|at risk|on hold|\?)(?!\w)|^\?+$",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?:[A-Z]\. ?)*[A-Z][\w'’-]+(?: (?:van|von|de|der|den|da|del|la|le|O'|"
    r"Mac)){0,2}(?: [A-Z][\w'’-]+){0,2}"
)
_TEAMS = (
    r"(?:the )?(?:[A-Z&][\w&/-]*|IT|HR|service desk|help ?desk)(?: (?:team|desk|department|Team|Desk|"
    r"Department|lead|owner|manager|[A-Z][\w&-]+)){0,2}"
)
_OWNERS = (
    re.compile(
        rf"\b(?:[Oo]wner|[Ll]ead|[Rr]esponsible|[Aa]ssigned to|[Aa]ccountable|[Dd]river|"
        rf"[Ii]n charge)(?: is)?\s*[:=–-]\s*(?P<who>{_NAME}|{_TEAMS})"
    ),
    re.compile(
        rf"\b(?:led by|owned by|run by|organi[sz]ed by|done by|headed by|delivered by)\s+(?P<who>{_NAME}|{_TEAMS})"
    ),
    re.compile(rf"(?P<who>{_NAME}|{_TEAMS}) (?:is|are) (?:responsible|in charge|accountable)\b"),
    re.compile(rf"(?P<who>{_NAME}|{_TEAMS}) (?:leads|owns|runs|organi[sz]es|takes care of|will run|will lead)\b"),
    re.compile(rf"[(\[](?P<who>[A-Z]\. ?{_NAME}|{_NAME})[)\]]\s*[.;]?\s*$"),
    re.compile(
        r"(?:[–—-]|,|→|->|=>|@)\s*(?P<who>[A-Z]\. ?[A-Z][\w'’-]+|(?!The\b)[A-Z][a-z'’]+ [A-Z][\w'’-]+)\s*\.?\s*$"
    ),
)
DOER = re.compile(
    r"^(?P<who>(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?:[A-Z]\. ?)?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:will|shall|to|"
    r"is to|is going to) "
    r"(?=(?:send|brief|inform|write|prepare|organi[sz]e|arrange|train|book|draft|check|call|set up|ask|invite|"
    r"talk|tell|order|"
    r"confirm|review|publish|update|rewrite|translate|print|present|visit|collect|report|define|decide|deliver|"
    r"provide|share|"
    r"test|hold|run|give|meet|mail|post|register|nominate|appoint|plan|clarify|find|get|make|create|build|"
    r"install|configure)\b)"
)
"""Somebody who will do something: "Lena Fox will send"."""
_NO_OWNER = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Q[1-4]|Wave|Phase|Ring|Sprint|Week|CW|TBD|TBC|tbd|tbc|Open|None|N/?A|Nobody|All|"
    r"Everyone|The|This|"
    r"It|We|They|You|Training|Access|Go-live|Pilot",
)
_ROLE_OWNER = re.compile(
    r"\b(?:nobody|no one|none|open|tbd|tbc|tba|unknown|vacant|to be (?:named|decided))\b|^[-–—?.]*$", re.IGNORECASE
)


def kinds_in(title: str, events: Sequence[Fact], about: str = "") -> tuple[EventKind, ...]:
    """What happens, the most telling first.

    Args:
        title: the step's own words.
        events: the events that stand in them, in order.
        about: the words around it, a table's column or the headings, looked at where its own name nothing.
    """
    found = list(kinds_of(title))
    found += [f.event for f in events if f.event is not None and not f.note.startswith(("negated", "not", "cancelled"))]
    if not found and about:
        found = list(kinds_of(about))
    if not found and grouping.opens_with_part(title):
        found = ["go_live"]  # "Wave 2: the depots" is their turn
    return tuple(dict.fromkeys(found))


def kinds_above(headings: Sequence[str]) -> tuple[EventKind, ...]:
    """What happens in all that stands under a heading: "Courses", but not "Rollout", under which anything stands."""
    found = kinds_of(" ".join(headings))[:1]
    return tuple(kind for kind in found if kind in _OF_HEADINGS)


def kinds_asked(question: str) -> tuple[EventKind, ...]:
    """What happens in the answers to a question: "When does my centre start?", "Will somebody show me?"."""
    return next(((kind,) for kind, pattern in _ASKED if pattern.search(question)), ())


_ASKED_WORDS: tuple[tuple[EventKind, str], ...] = (
    ("communication", r"(?:be|get|am i|are we) (?:told|informed|notified)|hear (?:of|about|from|more)|who tells"),
    (
        "training",
        r"show (?:me|us|it)|teach|train\w*|learn|courses?|class(?:es)?|practi[sc]e|(?:be|get) shown|how to use",
    ),
    (
        "access",
        r"(?:get|receive|have) (?:my|our|an?|the) (?:\w+ )?(?:log-?in|account|tablet|device|card|ID|password|PIN|"
        r"phone)|"
        r"log in|sign in",
    ),
    ("withdrawal", r"(?:old|paper) \w+ (?:end|stop|close|go)|taken away|switched off|until when|how long can"),
    ("support_cover", r"(?:get|am|are) stuck|who helps|get help|where .* help"),
    ("go_live", r"(?:start|begin|go live|switch|change over|first|my turn|our turn|happen)(?:s|es)?"),
)
_ASKED = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _ASKED_WORDS)


_OF_HEADINGS: frozenset[EventKind] = frozenset({"training", "communication", "feedback", "test", "freeze", "holiday"})


def is_closure(kinds: Sequence[EventKind]) -> bool:
    """Whether it tells of days on which nothing happens: a freeze, a holiday."""
    return bool(kinds) and kinds[0] in _CLOSED


def groups_in(unit: Unit, start: int, end: int) -> tuple[str, ...]:
    """The people and places that a stretch of a unit's source names, lower case, as written."""
    text = unit.shown.text[start:end]
    facts = [(f.start - start, f.end - start) for f in unit.facts("population") if start <= f.start and f.end <= end]
    spans = naming.groups_in(text, facts)
    names = (_COUNT.sub("", " ".join(text[s:e].lower().split())) for s, e in spans if not _COMPOUND.match(text, e))
    return tuple(dict.fromkeys(n for n in names if wording.stems(n) - grouping.GENERIC - _NOBODY))


_COUNT = re.compile(
    r"^(?:(?:about|some|approx\.?|all|the|our|other|further|additional|more|two|three|four|five|six|seven|eight|"
    r"nine|ten|"
    r"twelve|\d[\d,.]*)\s+)+"
)
_COMPOUND = re.compile(r"(?<!s) (?:PCs?|[A-Z]{2,}s?)\b|-\w")
"""What follows a place that only says whose something is: "90 office PCs"."""


_NOBODY = wording.stems("people users user staff all everyone everybody team teams employees colleagues who")


def parts_in(text: str) -> tuple[str, ...]:
    """The numbered parts of a plan that a text names."""
    return tuple(sorted(grouping.numbered(text)))


def state_of(text: str) -> State | None:
    """What a status says; planned where it says something else, None where it is empty."""
    if not text.strip():
        return None
    if _CANCELLED.search(text):
        return "cancelled"
    if _DONE.search(text) and not _NOT_DONE.search(text):
        return "done"
    return "tentative" if _TENTATIVE.search(text) else "planned"


def is_tbd(text: str) -> bool:
    """Whether a date or name is still to be decided."""
    return _TENTATIVE.search(text) is not None


def owner_in(text: str) -> str | None:
    """Who a sentence says has to do it."""
    named = DOER.match(text)
    if named:
        return named["who"]
    for pattern in _OWNERS:
        match = pattern.search(text)
        if match and not _NO_OWNER.match(match["who"].removeprefix("the ")):
            return match["who"].removeprefix("the ").strip()
    return None


def owner_cell(text: str) -> str | None:
    """Whom a table names for a row; None where it names nobody."""
    words = wording.plain(text)
    return None if _ROLE_OWNER.search(words) else words[:80]


def track_cell(text: str) -> Track | None:
    """On which track a table, a stream or a heading puts it."""
    found = [track for track, words in _TRACK_WORDS if words.search(text)]
    if not found:
        return None
    return found[0] if len(found) == 1 or found[0] == "both" else ("both" if "both" in found else None)


def track_of(kinds: Sequence[EventKind], title: str, groups: Sequence[str], community: Community | None) -> Track:
    """On which track a step is, by what happens and by whose document tells of it."""
    side: Track = _SIDE[community] if community else "both"
    category = _named_category(title)
    if category in ("champions", "work_redesign", "inclusion", "governance") and not set(kinds) & (
        _TECHNICAL | {"go_live"}
    ):
        return "readiness" if category in ("champions", "work_redesign") else side
    for kind in kinds:
        if kind in _READINESS:
            return "readiness"
        if kind in _TECHNICAL:
            return "technical"
        if kind == "go_live":
            return "both"
        if kind == "pilot":
            return "both" if groups else side
    return side


def category_of(kinds: Sequence[EventKind], title: str, track: Track) -> Category | None:
    """Which field of readiness a step belongs to; None on the technical track."""
    if track == "technical":
        return None
    named = _named_category(title)
    if named is not None and not (kinds and kinds[0] in ("training", "communication", "feedback", "support_cover")):
        return named
    return next((_CATEGORY[kind] for kind in kinds if kind in _CATEGORY), named)


def _named_category(title: str) -> Category | None:
    return next((category for category, words in _CATEGORIES if words.search(title)), None)
