"""Who or what a claim says it has from where: "According to the plan of 1 March, …", "Maria writes that …".

Such an opening is no content of the source: it is checked against the source's own title, date and author, and what
is left is checked against what the source says. Below it nothing is known of verdicts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from service.interpretation.answering import telling
from service.interpretation.facts import find_dates
from service.interpretation.facts import read as read_facts
from service.interpretation.grounding.comparing.kinship import kin
from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements import tokens
from service.interpretation.shown import Shown, Unit

_SAYS = (
    r"(?:also |still )?(?:says?|said|states?|stated|writes?|wrote|notes?|noted|records?|recorded|reports?|reported"
    r"|mentions?|mentioned|explains?|explained|tells? us|adds?|confirms?|confirmed|informs? us|lists?|gives?|shows?"
    r"|specif(?:y|ies)|sets? out|points? out)"
)
_OPENINGS = (
    re.compile(
        r"(?P<by>[^,;:.]{2,90}?)\s+" + _SAYS + r"(?P<more> (?:on|in) [^,;:]{0,40}?)?(?:,? that\s+|\s*:\s*)(?P<rest>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"as (?P<by>[^,;:]{2,90}?)\s+(?:puts? it|has it|"
        + _SAYS
        + r"(?: it)?)(?P<more> [^,;:]{0,40}?)?\s*[,:]\s*(?P<rest>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?:according to|as per|per|as stated in|as noted in|as written in|as set out in|going by)\s+"
        r"(?P<by>[^;:]{2,90}?)(?P<more>)\s*[,:]\s+(?P<rest>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"in (?P<by>(?:the|her|his|their|its|an?|our) [^,;:]{2,70}),\s+(?P<more>[A-Z][\w.’' -]{1,40}?)\s+"
        + _SAYS
        + r"\s+(?:that\s+)?(?P<rest>.+)",
        re.DOTALL,
    ),
    re.compile(
        r"(?P<rest>.+?),\s+(?:as (?P<by>[^,;:]{2,90}?)\s+(?:puts? it|has it|"
        + _SAYS
        + r")|according to (?P<by2>[^;:]{2,90}?))"
        r"(?P<more>)\s*[.!]?\Z",
        re.IGNORECASE | re.DOTALL,
    ),
)
_PAPERS = frozenset(
    "plan note notes update minutes list milestones report mail memo letter announcement newsletter guide schedule "
    "calendar meeting brief briefing summary overview policy agenda log register slides deck faq protocol proposal "
    "decision decisions roadmap timeline status record charter review paper concept handbook manual checklist strategy "
    "message email bulletin circular source document text page passage team author weekly latest".split()
)
_NO_WORD = re.compile(r"[\W_]+")
_tellings: WeakKeyDictionary[Shown, frozenset[str]] = WeakKeyDictionary()
_lock = Lock()
_TOP = 5
_END = 3
"""Units at the beginning and end of a source among which its date and author stand."""
_SIZE = 16
"""Words of a line that names date and author."""


@dataclass(frozen=True)
class Attributed:
    """A claim without its opening."""

    text: str
    """What is said to be in the source."""
    by: str
    """Who or what is said to say so."""


def attributed(text: str, sources: Sequence[Shown]) -> Attributed | None:
    """The opening of a claim and what it introduces; None for a claim without."""
    for one in sources:
        name = telling.said_by(one)
        led = re.match(
            rf"(?:according to |as )?{re.escape(name)}(?:,| puts it| {_SAYS})*(?: that|:|,)*\s+", text, re.IGNORECASE
        )
        if led and len(text) > led.end():
            rest = text[led.end() :]
            return Attributed(rest[0].upper() + rest[1:], name)
    for pattern in _OPENINGS:
        match = pattern.fullmatch(text.strip())
        if match:
            named = match["by"] or match.groupdict().get("by2") or ""
            rest = match["rest"].strip()
            return Attributed(rest[0].upper() + rest[1:], f"{named} {match['more'] or ''}".strip())
    return None


def says(by: str, sources: Sequence[Shown], today: dt.date) -> tuple[list[Shown], tuple[Flaw, ...]]:
    """The sources that fit what a claim names as its source; else what does not fit."""
    flaws: tuple[Flaw, ...] = ()
    fitting: list[Shown] = []
    for one in sources:
        found = _unfit(by, one, today)
        if found:
            flaws = flaws or found
        else:
            fitting.append(one)
    return (fitting, ()) if fitting else ([], flaws)


def repeats(text: str, sources: Sequence[Shown]) -> Shown | None:
    """The source of which a text repeats a whole unit as it stands or as an answer tells it; None for none."""
    wanted = _bare(text)
    return next((one for one in sources if wanted in _told(one)), None)


def _told(one: Shown) -> frozenset[str]:
    with _lock:
        known = _tellings.get(one)
    if known is None:
        said = [u for u in one.units if telling.is_said(u)]
        known = frozenset(_bare(t) for u in said for t in _wordings(u))
        with _lock:
            _tellings[one] = known
    return known


def _wordings(unit: Unit) -> tuple[str, ...]:
    """How a unit may be repeated; alone only where it does not lean on another."""
    if len(telling.whole(unit)) > 1:
        return (telling.told(unit),)
    return (telling.told(unit),) if unit.sentence.kind == "row" else (telling.told(unit), unit.text)


def _bare(text: str) -> str:
    return _NO_WORD.sub(" ", text).lower().strip() + ("?" if text.rstrip().endswith("?") else "")


def is_paper(by: str) -> bool:
    """Whether a document is named rather than a person: "the weekly update"."""
    return any(t.word in _PAPERS for t in tokens.read(by))


def _unfit(by: str, one: Shown, today: dt.date) -> tuple[Flaw, ...]:
    """What of a name for a source this one does not bear."""
    if by == telling.said_by(one):
        return ()
    lines = _letterhead(one)
    dates = find_dates(read_facts(by, ()), today=one.dated or today, country=one.country)
    days = {one.dated} | {
        f.first for u in lines for f in find_dates(read_facts(u, ()), today=today, country=one.country)
    }
    for fact in dates:
        fits = any(d and fact.first and fact.last and fact.first <= d <= fact.last for d in days)
        if not fits:
            return (Flaw("date", fact.text, one.dated.isoformat() if one.dated else "", (one.id,)),)
    known = {t.name for line in (one.source.title, one.source.where, *lines) for t in tokens.read(line)}
    spans = [(f.start, f.end) for f in dates]
    for token in tokens.read(by):
        inside = any(s <= token.start < e for s, e in spans)
        if not token.name or inside or token.word in _PAPERS or (token.empty and not token.opens):
            continue
        if token.name not in known and not (not token.proper and kin(token.name, known)):
            return (Flaw("name", by[token.start : token.end], one.source.title, (one.id,)),)
    return ()


def _letterhead(one: Shown) -> list[str]:
    """The lines that may tell a source's date and author."""
    units = one.units
    ends = [*units[:_TOP], *units[max(_TOP, len(units) - _END) :]]
    return [u.text for u in ends if len(u.text.split()) <= _SIZE]
