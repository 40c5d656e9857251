"""What of a statement shows by itself: days, numbers, names, spans of time, yes and no, and which event it tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from service.interpretation.grounding.nouns import Flaw, FlawKind
from service.interpretation.grounding.statements import tokens
from service.interpretation.grounding.statements.english import canon, named
from service.interpretation.grounding.statements.tokens import Token
from service.interpretation.shown import Unit
from service.planning.facts import Fact

_NUMBER = re.compile(r"(?<![\w.,:])\d[\d,]*(?:\.\d+)?(?::\d\d)?(?![\w])")
_SEVERAL = 2
"""Words by which a thing that there is none of is known."""
_SPAN = re.compile(
    r"\b(?:(?:an?|the)\s+)?(half|full|whole|entire|quarter of|\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"[\s-]+(?:an?\s+)?(minute|hour|day|week|month)s?\b",
    re.IGNORECASE,
)
_SAME_SPAN = {"whole": "full", "entire": "full", "one": "full", "1": "full"}
_INSTEAD = re.compile(
    r"(?:\binstead of|\brather than|\bnot|\bno longer|\bwas)(?: (?:on|from|until|by|the))*\s*\Z", re.IGNORECASE
)
_OF_THEM = re.compile(r"(\d[\d,.]*) of (?:them|these|those|whom|which)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(all|every one of)(?: the| our| of the| of our)? (\d[\d,.]*\d|\d)\b", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|\w+n['’]t|out of scope|dropped|declined|rejected"
    r"|refused|forbidden|cancelled|withdrawn)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:stay|keep|remain|unchanged|unaffected|continue|still|as (?:they are |it is )?(?:before|today|now))"
    r"(?:s|ing)?\b",
    re.IGNORECASE,
)

_UNIT = re.compile(r"%|[€$£]|\b(?:second|minute|hour|day|week|month|year)", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_NO_WORD = re.compile(r"[\W_]+")
_OTHERWISE: frozenset[FlawKind] = frozenset({"date", "number", "name", "negation", "group", "certainty", "relation"})
"""Flaws by which a unit about the same thing says otherwise; a lack of content is none."""


def _names(words: str) -> frozenset[str]:
    return frozenset(canon(named(word)) for word in words.split())


_OCCASIONS = _names(
    "information course training freeze check survey test trial rehearsal demo demonstration kick-off meeting talk "
    "briefing workshop announcement decision approval review maintenance holiday stock-take letter newsletter poster "
    "faq mail webinar interview audit inspection"
)
"""What is an event of its own beside the thing that it is about."""
_COMES = _names(
    "introduce launch deploy roll_out adopt connect link integrate add replace move migrate change use come plan touch "
    "affect pursue include implement reorganise restructure install switch offer provide"
)
"""Verbs that tell of a thing that it becomes part of what is going on."""


def numbers(text: str, dates: list[Fact]) -> frozenset[str]:
    """The numbers of a text as they stand, apart from those of its days."""
    for fact in dates:
        text = text.replace(fact.text, " ")
    return frozenset(m.group().replace(",", "") for m in _NUMBER.finditer(text))


def days(unit: Unit) -> set[dt.date]:
    """The first and last days that a unit gives."""
    return {day for fact in unit.facts("date") for day in (fact.first, fact.last) if day is not None}


def superseded(unit: Unit) -> dict[dt.date, str]:
    """The days that a unit takes back, each with the day it gives instead: `14 May, not on 28 May`."""
    facts = sorted(unit.facts("date"), key=lambda fact: fact.start)
    start = unit.sentence.start
    back = [f for f in facts if f.first is not None and _INSTEAD.search(unit.text[: max(0, f.start - start)])]
    stands = [f for f in facts if f not in back and f.first is not None]
    return {f.first: stands[-1].text for f in back if f.first is not None} if stands else {}


def lacks(text: str, said: Unit, unit: Unit) -> bool:
    """Whether a unit has another denial than a statement, or not all of its days, numbers and names."""
    dates = [f for f in said.facts("date") if f.text in text]
    # "Today" is the same word in both, whatever day each was written on.
    ours = {d for f in dates if f.text not in unit.text for d in (f.first, f.last) if d is not None}
    theirs = days(unit)
    whole = " ".join((*unit.context, unit.text))
    if not ours <= theirs or {f.first for f in dates} & superseded(unit).keys() or denies(text) != denies(unit.text):
        return True
    if not numbers(text, dates) <= numbers(whole, unit.facts("date")):
        return True
    have = {t.name for t in tokens.read(whole)}
    return not {t.name for t in tokens.read(text)[1:] if t.proper and t.name} <= have


def valued(text: str, said: Unit) -> bool:
    """Whether a statement gives a day or a number."""
    dates = [f for f in said.facts("date") if f.text in text]
    return bool(dates) or bool(numbers(text, dates))


def denies(text: str) -> bool:
    """Whether a text says no to something."""
    return _DENIAL.search(text) is not None


def other_event(text: str, unit: str) -> bool:
    """Whether a unit tells of a course, a freeze or the like about a thing, of which the statement says nothing."""
    ours, theirs = ({t.name for t in tokens.read(one)} for one in (text, unit))
    return bool(_OCCASIONS & theirs) and not _OCCASIONS & theirs & ours


def spans(text: str, unit: str) -> tuple[Flaw, ...]:
    """The spans of time that a unit gives otherwise: half a day for a full day."""
    ours, theirs = _spans(text), _spans(unit)
    return tuple(
        Flaw("number", said[1], theirs[kind][1])
        for kind, said in ours.items()
        if kind in theirs and theirs[kind][0] != said[0]
    )


def share_of(text: str, unit: str) -> tuple[Flaw, ...]:
    """What a unit says of some of those of whom a statement says it of all: `All 90` beside `70 of them`."""
    all_of, some_of = _ALL.search(text), _OF_THEM.search(unit)
    if all_of is None or some_of is None or all_of.group(2) == some_of.group(1):
        return ()
    return (Flaw("number", all_of.group(2), some_of.group(1)),)


def ruled_out(text: str, unit: Unit) -> tuple[Flaw, ...]:
    """The flaw of a statement that something comes, of which a unit says that it does not."""
    if denies(text) or not denies(unit.text) or _STAYS.search(text) or unit.sentence.kind == "row":
        return ()
    ours, theirs = tokens.read(text), tokens.read(unit.text)
    if none_of(text, unit):
        return (Flaw("negation", text, unit.text),)
    if not _COMES & {t.name for t in ours} or not _COMES & {t.name for t in theirs}:
        return ()
    about, of = topic(ours), {t.name for t in topic(theirs)}
    if not about or not {t.name for t in about} <= of:
        return ()
    return (Flaw("negation", text, unit.text),)


def none_of(text: str, unit: Unit) -> bool:
    """Whether a unit says that there is no such thing as a statement tells of: `No classes at night are planned`."""
    theirs = tokens.read(unit.text)
    about = {t.name for t in topic(theirs)}
    if not theirs or theirs[0].word != "no" or len(about) < _SEVERAL or denies(text):
        return False
    return about <= {t.name for t in tokens.read(text)}


def beside_what_stays(text: str, unit: Unit, flaws: Sequence[Flaw]) -> tuple[Flaw, ...]:
    """Flaws without those that come of "as today": a thing that stays is out of scope for both."""
    if not (_STAYS.search(text) and _STAYS.search(unit.text)):
        return tuple(flaws)
    return tuple(f for f in flaws if f.found != "out of scope" and not (f.kind == "date" and f.said in unit.text))


def topic(read: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words before the verb that are not empty: what a sentence is about."""
    found: list[Token] = []
    for token in read:
        if tokens.is_verb(token) and found:
            return tuple(found)
        if token.name and not token.empty:
            found.append(token)
    return ()


def tells(flaw: Flaw, text: str) -> bool:
    """Whether a flaw shows that a unit says otherwise, not merely less: 8 hours are no other number of people."""
    if flaw.kind not in _OTHERWISE or not flaw.found or bare(flaw.found) == bare(flaw.said):
        return False
    if flaw.kind != "number":
        return _CLOCK.search(flaw.said) is None or _CLOCK.search(flaw.found) is not None
    # Several numbers are all that a unit has, none of them in the place of the statement's; "one" is mostly a word.
    found = bare(flaw.found)
    if ", " in flaw.found or "one" in (found, bare(flaw.said)) or f" {found} " in f" {bare(text)} ":
        return False
    return set(_UNIT.findall(flaw.said)) == set(_UNIT.findall(flaw.found))


def bare(text: str) -> str:
    """The words alone, to see whether two texts are the same."""
    return _NO_WORD.sub(" ", text).casefold().strip()


def _spans(text: str) -> dict[str, tuple[str, str]]:
    found = {}
    for match in _SPAN.finditer(text):
        amount = match.group(1).lower()
        found[match.group(2).lower()] = (_SAME_SPAN.get(amount, amount), match.group())
    return found
