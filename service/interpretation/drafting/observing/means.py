"""What a control, a sign-in or a device asks of its users, and what people do not have or may not use.

Both sides are told in one small vocabulary of everyday things, so that "push to the cell phone" meets "phones stay in
the lockers". An alternative that is offered is kept with the demand, and what groups lack whom the control spares is
left out: both count against a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.interpretation.answering import telling
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.drafting.observing.vocabulary import needing
from service.interpretation.shown import Unit
from service.planning.observed import Demand, Lack

_KEYED = re.compile(r"(?P<whom>[A-Za-z][\w'’]*(?: [\w'’]+)?): ")
_NOT_WHOM = re.compile(
    r"\b(?:phones?|mobiles?|smartphones?|handsets?|devices?|cameras?|it|they|we|you|i|he|she|there|this|that|"
    r"these|those|"
    r"what|who|everyone|everybody|nobody|people|users?|staff|sign-?ins?|log-?ins?|access|codes?|signal|"
    r"reception|gloves?|"
    r"note|rules?|constraints?|filming|usb|pcs?|laptops?|tokens?|mails?|e-?mails?|hands?)\b",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\b(?:works? (?:with|in|through|despite|even with|also with)|usable|fine|even|suitable|possible|no|without|"
    r"not|made for|also) "
    r"(?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_HINDERS_NOT = re.compile(
    r"\s*(?:(?:also|still|too) )?(?:works?\b|can be used|(?:are|is) (?:fine|no problem|not (?:worn|needed)))",
    re.IGNORECASE,
)
_PEOPLE_WORK = re.compile(
    r"\b(?:we|they|who|people|everyone|everybody|colleagues|staff|[a-z]+(?:ers|ors|ists|men|women|ians)) works? ",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(r"\buntil\b", re.IGNORECASE)
"""What is missing until something is done is a matter of order."""
_BACKWARD = frozenset({"past", "hypothetical"})
_AROUND = 60
_NEAR = 20
_LONG_NAME = 7


@dataclass(frozen=True)
class _Offer:
    """What will do as well, or who is let off, and where it is said."""

    means: frozenset[str]
    groups: tuple[str, ...]
    concepts: frozenset[str]
    heading: tuple[str, ...]


def means(material: Material) -> tuple[tuple[Demand, ...], tuple[Lack, ...]]:
    """What is demanded of people, and what they lack."""
    units = [unit for unit in material.units if telling.is_said(unit) and _is_stated(unit)]
    names = scope.names_of(material.units)
    lacks = tuple(dict.fromkeys(lack for unit in units for lack in _lacks(unit)))
    offers = [offer for unit in units if (offer := _offer(unit)) is not None]
    let_off = frozenset(g for unit in units for g in _let_off(unit))
    demands = tuple(dict.fromkeys(demand for unit in units for demand in _demands(unit, offers, names)))
    return demands, tuple(lack for lack in lacks if not lack.groups or not set(lack.groups) <= let_off)


def _is_stated(unit: Unit) -> bool:
    return unit.standing not in _BACKWARD and not unit.text.rstrip().endswith("?")


def _demands(unit: Unit, offers: Sequence[_Offer], names: scope.Names) -> Iterator[Demand]:
    taught = any(f.event in ("training", "communication", "decision") for f in unit.facts("event"))
    if unit.standing in ("out_of_scope", "conditional") or (taught and not needing.SECOND.search(unit.text)):
        return
    lead = _lead(unit)
    above = " ".join(unit.sentence.headings[-1:])
    groups = _whom(unit)
    for _, _, piece in scope.pieces(unit):
        signs_on = needing.SIGN_ON.search(f"{above} {lead} {piece}") and needing.ASKS.search(f"{lead} {piece}")
        if not signs_on and not (unit.shown.community == "it" and needing.ONLY.search(f"{lead} {piece}")):
            continue
        if needing.LET_OFF.search(piece) and not needing.NO_EXCEPTION.search(piece):
            continue
        needed = [what for what in _named(piece) if not _is_denied(piece, what)]
        if any(f.event == "withdrawal" for f in unit.facts("event")) or needing.SPARED_NETWORK.search(unit.text):
            needed = [what for what in needed if what != "network"]
        alternatives = _beside(piece, needed)
        if needed and needing.SENT.search(piece) and not {"network", "hearing"} & set(needed):
            needed = [*needed, *(["network"] if not needing.SPARED_NETWORK.search(unit.text) else [])]
        for what in needed:
            beside = (alternatives & needing.WAYS) - {what} if what in alternatives else frozenset()
            others = beside | _elsewhere(what, unit, offers)
            yield Demand(what, groups, names.of(unit), quote_of(unit), tuple(sorted(others)))


def _lead(unit: Unit) -> str:
    """A row's first cell."""
    return unit.cells[0][1] if unit.cells else ""


def _whom(unit: Unit, *, inherited: bool = False) -> tuple[str, ...]:
    """Whom it concerns: in a row, whom the first cell that names somebody does, or what the row is about."""
    for _, begin, cell in scope.pieces(unit) if unit.cells else ():
        if groups := scope.groups_within(unit, begin, cell):
            return groups
        short = not any(c.isdigit() for c in cell) and len(cell.split()) < _LONG_NAME
        if inherited and begin == 0 and short and not scope.is_generic(scope.group_name(cell)):
            return (scope.group_name(cell),)
    if inherited and not scope.groups_of(unit, inherited=False):
        if (lead := _KEYED.match(unit.text)) and not _NOT_WHOM.search(lead["whom"]):
            return (scope.group_name(lead["whom"]),)
        if subject := _subject(unit):
            return (subject,)
    return scope.groups_of(unit, inherited=inherited)


def _subject(unit: Unit) -> str:
    """Whom the sentence is about, where they are known by no word for people: "butchers wear gloves"."""
    found = needing.SUBJECT.match(unit.text, 0) if not unit.cells else None
    if found is None or _NOT_WHOM.search(found["whom"]) or not found["whom"].split()[-1].endswith("s"):
        return ""
    name = scope.group_name(found["whom"])
    return "" if scope.is_generic(name) else name


def _named(text: str) -> list[str]:
    return [what for what, pattern in needing.MEANS.items() if pattern.search(text)]


def _is_denied(text: str, what: str) -> bool:
    """Whether every mention of it is told not to be needed, or not to be a way at all."""
    if what == "personal":
        return False  # "no shared log-ins" is what asks for one's own
    return all(
        needing.NOT_NEEDED.search(text[max(0, m.start() - 25) : m.start()]) or _is_refused(text, m.end())
        for m in needing.MEANS[what].finditer(text)
    )


def _is_refused(text: str, end: int) -> bool:
    behind = re.split(r"[.;]", text[end : end + _AROUND])[0]
    return bool(
        re.search(
            r"\b(?:not|no longer) (?:be )?(?:permitted|allowed|offered|supported|accepted|possible|needed|"
            r"required|introduced|"
            r"involved|used|asked for|part of|necessary|enabled|available)\b|\bplays? no (?:part|role)\b",
            behind,
        )
    )


def _beside(text: str, needed: Sequence[str]) -> frozenset[str]:
    """Things of which one will do: "phone or hardware key"."""
    found: set[str] = set()
    for match in re.finditer(r"\b(?:or|alternatively|instead|otherwise)\b", text, re.IGNORECASE):
        before = re.split(r"[.;:|]", text[max(0, match.start() - _AROUND) : match.start()])[-1]
        after = re.split(r"[.;:|]", text[match.end() : match.end() + _AROUND])[0]
        left = {w for w in needed if needing.MEANS[w].search(before)}
        right = {w for w in needed if needing.MEANS[w].search(after)}
        if left and right and not left & right:
            found |= left | right
        elif left and (other := needing.OTHER.search(after)) and other.start() < _NEAR:
            found |= left | {"other"}
    return frozenset(found)


def _offer(unit: Unit) -> _Offer | None:
    """Another way, said apart from the demand: "whoever has no phone gets a key"."""
    text = unit.text
    if (
        unit.standing in ("negated", "out_of_scope", "status_quo")
        or needing.NO_EXCEPTION.search(text)
        or needing.ONLY_SOME.search(text)
    ):
        return None
    signs_on = any(needing.SIGN_ON.search(words) for words in (text, *unit.sentence.headings[-1:]))
    named = frozenset(_named(text))
    if not needing.ELSE.search(text):
        named = _beside(text, tuple(named)) if signs_on else frozenset()
        return _Offer(named, (), unit.concepts, unit.context) if named else None
    if needing.OTHER.search(text):
        named |= {"other"}
    spoken = signs_on or len(named) > 1
    return _Offer(named, _whom(unit), unit.concepts, unit.context) if spoken and named else None


def _elsewhere(what: str, unit: Unit, offers: Iterable[_Offer]) -> set[str]:
    """Other ways that are offered for a thing: where both are named together, or in the same section."""
    found: set[str] = set()
    for offer in offers:
        if what in offer.means or offer.heading == unit.context:
            found |= (offer.means & needing.WAYS) - {what}
    return found


def _let_off(unit: Unit) -> tuple[str, ...]:
    """Whom a control spares: people named where signing on is out of scope for them, or does not apply."""
    spared = unit.standing in ("out_of_scope", "status_quo") or needing.LET_OFF.search(unit.text)
    about = needing.SIGN_ON.search(unit.text) or unit.standing == "out_of_scope"
    if not spared or not about or needing.NO_EXCEPTION.search(unit.text):
        return ()
    named = (scope.group_name(f.text) for f in unit.facts("population"))
    return tuple(name for name in named if not scope.is_generic(name))


def _lacks(unit: Unit) -> Iterator[Lack]:
    text = unit.text
    happens = {f.event for f in unit.facts("event")}
    if needing.RULED_OUT.search(text) or needing.MAY.search(text) or happens & {"withdrawal", "test"}:
        return
    found: set[str] = set()
    for what, pattern in needing.COVERED.items():
        if any(not _is_free(text, m.start(), m.end()) for m in pattern.finditer(text)):
            found.add(what)
    for what, pattern in needing.LACKED.items():
        if not (what == "pc" and "training" in happens) and any(
            _is_missing(text, m.start(), m.end()) for m in pattern.finditer(text)
        ):
            found.add(what)
    if _FOR_NOW.search(text):
        found.discard("network")
    groups = _whom(unit, inherited=True) if found else ()
    for what in sorted(found):
        yield Lack(what, groups, quote_of(unit))


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether the words are denied or said to be no hindrance: "works with gloves", "no gloves needed"."""
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    denied = re.match(r"(?:no|without|not|nothing|cut off)\b", text[start:end], re.IGNORECASE)
    if _FINE.search(before) and not denied and not _PEOPLE_WORK.search(before):
        return True
    return _HINDERS_NOT.match(after) is not None


def _is_missing(text: str, start: int, end: int) -> bool:
    """Whether the clause around says that it is not there or not allowed."""
    before = re.split(r"[.;:|]|, (?:but|so|and)\b", text[max(0, start - 45) : start])[-1]
    after = re.split(r"[.;|]|, (?:but|so)\b", text[end : end + _AROUND])[0]
    if needing.PAST_BEHIND.match(after):
        return False
    if needing.GIVEN_UP.search(before):
        return True
    if needing.PLACED.search(before) and not needing.ABLE_ON.match(text, start):
        return False  # a place, not a thing: "no cameras on their PCs"
    if needing.NEEDED_BEFORE.search(before) or needing.NEEDED_BEHIND.match(after):
        return False
    if needing.NONE_OF.search(before):
        return True
    if needing.NOBODY.search(before) and needing.HOLDS.search(before):
        return True
    return needing.NOT_THERE.match(after) is not None
