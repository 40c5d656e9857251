"""What a control, a sign-in or a device asks of its users, and what people do not have or may not use.

Both sides are told in one small vocabulary of everyday things (`_MEANS`), so that "push to the cell phone" meets
"phones stay in the lockers". An alternative that is offered is kept with the demand, and what groups lack whom the
control spares is left out: both count against a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.interpretation.answering import telling
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.shown import Unit
from service.planning.observed import Demand, Lack


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE)


_MEANS: dict[str, re.Pattern[str]] = {
    "phone": _any(
        r"(?:smart|cell|mobile|i)?-? ?phones?|mobiles?|cell|handys?|android|authenticators?(?: apps?)?|push|"
        r"text messages?|sms|qr codes?"
    ),
    "mail": _any(
        r"(?:e-?mail|mail)[ -]?(?:box(?:es)?|address(?:es)?|accounts?|links?|codes?)|inbox(?:es)?|"
        r"(?:by|via|to (?:your|their|the|an?)|per|through|own|work|no|an|business) e-?mails?|company e?-?mail"
    ),
    "pc": _any(
        r"(?:own|personal|managed|company|a|their) (?:pcs?|laptops?|computers?|desktops?)|pcs?|laptops?|computers?"
    ),
    "token": _any(r"(?:hardware |security |usb |fido2? )?(?:tokens?|keys?|yubikeys?)|smart ?cards?"),
    "network": _any(
        r"(?:on |via |over |through )?(?:the )?vpn|wi-?fi|wlan|internet|online|"
        r"(?:company|corporate|internal|office|mobile|"
        r"hospital|plant) network|network (?:connection|coverage|access)|signal|coverage|connectivity|"
        r"(?:data |live |permanent )?connection|mobile data|reception"
    ),
    "hands": _any(
        r"finger-?prints?|thumb-?prints?|thumbs?|fingers?|palms?|bare hands?|touch ?screens?|touch id|touch panels?"
    ),
    "face": _any(r"face id|facial|faces?|face recognition|iris|selfies?"),
    "camera": _any(r"cameras?|webcams?|video calls?|video|photos?|selfies?|qr codes?"),
    "voice": _any(r"voice|spoken|speech|speak(?:s|ing)?|say(?:s|ing)?|dictat\w+"),
    "hearing": _any(
        r"audio|sounds?|tones?|beeps?|spoken|headsets?|phone calls?|call-?backs?|listen(?:s|ing)?|loudspeakers?"
    ),
    "sight": _any(r"colou?rs?(?:-coded| coding)?|read(?:s|ing)? the screen|captchas?|on screen|small print"),
    "usb": _any(r"usb(?: sticks?| ports?| keys?)?"),
    "browser": _any(r"(?:current|latest|modern|newer|recent|old|older|outdated)?[\w ]{0,12}browsers?(?: versions?)?"),
    "individual": _any(
        r"(?:own|personal|individual|named) (?:log-?ins?|log-?ons?|"
        r"sign-?ins?|sign-?ons?|devices?|pcs?|tablets?|laptops?)"
    ),
}
"""How texts name each thing that may be needed or missing."""
_COVERED: dict[str, re.Pattern[str]] = {
    "hands": _any(r"gloves?|gloved|mittens?|wet hands?|dirty hands?|greasy hands?|hands (?:are )?(?:never|not) bare"),
    "face": _any(r"masks?|respirators?|visors?|face shields?|goggles|helmets?|full-face|balaclavas?|veils?"),
    "network": _any(
        r"offline(?! (?:cop|mode|version|cap|use|too|as well|map|work))|no signal|"
        r"dead (?:spots?|zones?)|without (?:a )?(?:signal|network|connection|reception)|underground|"
        r"no (?:mobile )?(?:reception|coverage|network|connection|wi-?fi|internet)|air-?gapped|basements?|tunnels?"
    ),
    "hearing": _any(
        r"noisy|noise|loud|ear ?(?:plugs?|muffs?|defenders?|protection)|hearing protection|"
        r"deaf|hard of hearing|hear badly|\d+ db\b|"
        r"decibels?"
    ),
    "voice": _any(r"noisy|noise|loud|silence|silent|quiet zones?|must not speak|\d+ db\b|decibels?"),
    "sight": _any(
        r"blind|colou?r-?blind\w*|low vision|visually impaired|"
        r"poor (?:eye)?sight|screen[- ]reader users?|cannot see|see badly|partially sighted"
    ),
    "individual": _any(
        r"shared (?:pcs?|terminals?|computers?|devices?|workstations?|tablets?|log-?ins?|accounts?|machines?)|"
        r"share (?:a|one|the) \w+|group (?:accounts?|log-?ins?)|one (?:pc|terminal|computer) for"
    ),
}
"""What people wear, or how and where they work, that takes such a thing from them."""
_ASKS = _any(
    r"needs?|needed|requires?|required|must|ha(?:s|ve) to|only (?:with|by|via|through|on|in|works)|factor|via|through|"
    r"sign(?:s|ed|ing)?[ -]?(?:in|on)|log(?:s|ged|ging)?[ -]?(?:in|on)|login|"
    r"authenticat\w+|verif\w+|confirm\w*|approv\w+|"
    r"regist\w+|install\w*|enrol\w*|unlock\w*|scan\w*|tap(?:s|ped|ping)?|press(?:es|ed)?|enter(?:s|ed)?|sent to|"
    r"identif\w+|mandatory|compulsory|obligatory|activat\w+|password|passcode|credential|link|code|prompt\w*|wants?|"
    r"expects?|uses? (?:your|their|the|a)|with (?:your|their|his|her)|then a|on the reader|second (?:factor|device)"
)
_SIGN_ON = _any(
    r"sign(?:s|ing)?[ -]?(?:in|on|ins|ons)(?:to)?|signed[ -]in(?:to)?|log(?:s|ged|ging)?[ -]?(?:in|on|ins|ons)(?:to)?|"
    r"second factor|"
    r"factors?|mfa|2fa|authenticat\w+|identification|identif(?:y|ies|ied)|regist(?:er|ers|ration)|unlock\w*|credentials?|verification|verify|"
    r"password resets?|enrol\w*|registration|activat\w+|install\w*|access to|security|control"
)
_SECOND = _any(r"factors?|mfa|2fa|authenticat\w+")
_SENT = _any(r"sent|push|text messages?|sms|receives?|by e-?mail|via e-?mail|online")
"""A code that is sent needs a connection to arrive."""
_NOT_NEEDED = _any(
    r"(?:no|without|not need|nobody (?:has to|needs)|neither|never needs?|instead of|not (?:required|necessary|needed)|"
    r"do(?:es)? not (?:need|require|have to|depend)|works? without|n[o']t (?:need|require)|works? (?:with|in))"
)
_RULED_OUT = _any(r"as (?:a |an |the )?(?:second |first |other )?(?:factor|method|way|means|alternative|option)")
_MAY = _any(
    r"may be used|can be used|is allowed|are allowed|is permitted|are permitted|is fine|are fine|ok|okay|too, we tried"
)
_OTHER = _any(r"badges?|cards?|pins?|passcodes?|one-time codes?|printed|on paper|letters?|supervisors?")
"""Other ways to sign on that need nothing of the vocabulary."""
_WAYS = frozenset({"phone", "mail", "token", "hands", "face", "voice", "pc", "other"})
"""What one may show to be let in; a connection or a browser is no substitute for it."""
_ELSE = _any(
    r"alternatives?|alternatively|instead|otherwise|either|fallback|fall back|as a substitute|those without|"
    r"who(?:ever)? (?:has no|has none|have none|"
    r"cannot|can't|does not)|(?:people|users|staff|colleagues|anyone|everyone|everybody) without|"
    r"who (?:have|has) no|in place of|in exchange|equally|backup|for (?:everyone|everybody|anyone|those|the) who"
)
_ONLY_SOME = _any(r"only|administrators?|admins|reserved for")
_LET_OFF = _any(
    r"exempt\w*|exceptions?|excluded?|not (?:apply|required|affected|in scope|part of|included)|do(?:es)? not apply|"
    r"out of scope|no (?:second factor|mfa|change)|as (?:today|before|now)|keeps?|stays? (?:with|on|as)|"
    r"not need(?:ed)?|unaffected|without (?:a )?second factor"
)
_NO_EXCEPTION = _any(
    r"(?:no|without(?: any)?|not any|never) (?:\w+ )?(?:exceptions?|exemptions?|alternatives?|other ways?|fallback)|"
    r"no other|not offered|turned (?:it )?down|rejected|refused"
)
_ABLE_ON = _any(r"vpn|wi-?fi|wlan|network|internet|line")
_KEYED = re.compile(r"(?P<whom>[A-Za-z][\w'’]*(?: [\w'’]+)?): ")
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
    if unit.standing in ("out_of_scope", "conditional") or (taught and not _SECOND.search(unit.text)):
        return
    lead = _lead(unit)
    above = " ".join(unit.sentence.headings[-1:])
    groups = _whom(unit)
    for _, _, piece in scope.pieces(unit):
        if not _SIGN_ON.search(f"{above} {lead} {piece}") or not _ASKS.search(f"{lead} {piece}"):
            continue
        if _LET_OFF.search(piece) and not _NO_EXCEPTION.search(piece):
            continue
        needed = [what for what in _named(piece) if not _is_denied(piece, what)]
        if any(f.event == "withdrawal" for f in unit.facts("event")):
            needed = [what for what in needed if what != "network"]
        alternatives = _beside(piece, needed)
        if needed and _SENT.search(piece) and "network" not in needed:
            needed = [*needed, "network"]
        for what in needed:
            beside = (alternatives & _WAYS) - {what} if what in alternatives else frozenset()
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
    if inherited and not scope.groups_of(unit, inherited=False) and (lead := _KEYED.match(unit.text)):
        return (scope.group_name(lead["whom"]),)
    return scope.groups_of(unit, inherited=inherited)


def _named(text: str) -> list[str]:
    return [what for what, pattern in _MEANS.items() if pattern.search(text)]


def _is_denied(text: str, what: str) -> bool:
    """Whether every mention of it is told not to be needed, or not to be a way at all."""
    found = list(_MEANS[what].finditer(text))
    return all(
        _NOT_NEEDED.search(text[max(0, m.start() - 25) : m.start()]) or _is_refused(text, m.end()) for m in found
    )


def _is_refused(text: str, end: int) -> bool:
    behind = re.split(r"[.;]", text[end : end + _AROUND])[0]
    return bool(
        re.search(
            r"\bnot (?:permitted|allowed|offered|supported|accepted|possible|needed|required|introduced)\b", behind
        )
    )


def _beside(text: str, needed: Sequence[str]) -> frozenset[str]:
    """Things of which one will do: "phone or hardware key"."""
    found: set[str] = set()
    for match in re.finditer(r"\b(?:or|alternatively|instead|otherwise)\b", text, re.IGNORECASE):
        before = re.split(r"[.;:|]", text[max(0, match.start() - _AROUND) : match.start()])[-1]
        after = re.split(r"[.;:|]", text[match.end() : match.end() + _AROUND])[0]
        left = {w for w in needed if _MEANS[w].search(before)}
        right = {w for w in needed if _MEANS[w].search(after)}
        if left and right and not left & right:
            found |= left | right
        elif left and (other := _OTHER.search(after)) and other.start() < _NEAR:
            found |= left | {"other"}
    return frozenset(found)


def _offer(unit: Unit) -> _Offer | None:
    """Another way, said apart from the demand: "whoever has no phone gets a key"."""
    text = unit.text
    if (
        unit.standing in ("negated", "out_of_scope", "status_quo")
        or _NO_EXCEPTION.search(text)
        or _ONLY_SOME.search(text)
    ):
        return None
    signs_on = any(_SIGN_ON.search(words) for words in (text, *unit.sentence.headings[-1:]))
    named = frozenset(_named(text))
    if not _ELSE.search(text):
        named = _beside(text, tuple(named)) if signs_on else frozenset()
        return _Offer(named, (), unit.concepts, unit.context) if named else None
    if _OTHER.search(text):
        named |= {"other"}
    spoken = signs_on or len(named) > 1
    return _Offer(named, _whom(unit), unit.concepts, unit.context) if spoken and named else None


def _elsewhere(what: str, unit: Unit, offers: Iterable[_Offer]) -> set[str]:
    """Other ways that are offered for a thing: where both are named together, or in the same section."""
    found: set[str] = set()
    for offer in offers:
        if what in offer.means or offer.heading == unit.context:
            found |= (offer.means & _WAYS) - {what}
    return found


def _let_off(unit: Unit) -> tuple[str, ...]:
    """Whom a control spares: people named where signing on is out of scope for them, or does not apply."""
    spared = unit.standing in ("out_of_scope", "status_quo") or _LET_OFF.search(unit.text)
    about = _SIGN_ON.search(unit.text) or unit.standing == "out_of_scope"
    if not spared or not about or _NO_EXCEPTION.search(unit.text):
        return ()
    named = (scope.group_name(f.text) for f in unit.facts("population"))
    return tuple(name for name in named if not scope.is_generic(name))


def _lacks(unit: Unit) -> Iterator[Lack]:
    text = unit.text
    happens = {f.event for f in unit.facts("event")}
    if _RULED_OUT.search(text) or _MAY.search(text) or "withdrawal" in happens:
        return
    found: set[str] = set()
    for what, pattern in _COVERED.items():
        if any(not _is_free(text, m.start(), m.end()) for m in pattern.finditer(text)):
            found.add(what)
    for what in ("phone", "mail", "pc", "token", "network", "camera", "usb", "browser"):
        if not (what == "pc" and "training" in happens) and any(
            _is_missing(text, m.start(), m.end()) for m in _MEANS[what].finditer(text)
        ):
            found.add(what)
    groups = _whom(unit, inherited=True) if found else ()
    for what in sorted(found):
        yield Lack(what, groups, quote_of(unit))


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether the words are denied or said to be no hindrance: "works with gloves", "no gloves needed"."""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    fine = r"\b(?:works?|usable|fine|even|suitable|possible|no|without|not|made for|also) (?:\w+ ){0,3}$"
    if re.search(fine, before, re.IGNORECASE) and not re.match(r"(?:no|without)\b", text[start:end], re.IGNORECASE):
        return True
    hinders_not = (
        r"\s*(?:(?:also|still|too) )?(?:works?\b|can be used|(?:are|is) (?:fine|no problem|not (?:worn|needed)))"
    )
    return re.match(hinders_not, after, re.IGNORECASE) is not None


def _is_missing(text: str, start: int, end: int) -> bool:
    """Whether the clause around says that it is not there or not allowed."""
    before = re.split(r"[.;:|]|, (?:but|so|and)\b", text[max(0, start - 45) : start])[-1]
    after = re.split(r"[.;|]|, (?:but|so)\b", text[end : end + _AROUND])[0]
    if re.search(r"\b(?:hands? in|handed in|gives? up|leaves?|locks? away|surrenders?)(?: \w+){0,2}\s*$", before):
        return True
    if re.search(r"\b(?:on|at|in|from|to) (?:(?:the|their|its|our|any|a) )?(?:\w+ )?$", before) and not _ABLE_ON.match(
        text, start
    ):
        return False  # a place, not a thing: "no cameras on their PCs"
    if re.search(r"\b(?:has to|have to|needs? to|needs?|required?)\b", before, re.IGNORECASE):
        return False
    if re.match(r"(?: \w+){0,3} (?:is|are|be) (?:needed|required|necessary)\b", after):
        return False
    if re.search(r"\b(?:no|without|lacks?|lacking|never (?:had|have|got)|not (?:have|own|get|carry|use|allowed|take))"
                 r"(?: (?:an?|any|their|the|company|work|own|private|personal|corporate|mobile|smart|a company))*\s*$",
                 before, re.IGNORECASE):  # fmt: skip
        return True
    if re.search(
        r"(?:n't|not|nobody|none|few|hardly any\w*|cannot)\b(?: \w+){0,4}\s*$", before, re.IGNORECASE
    ) and re.search(
        r"\b(?:have|has|own|owns|carry|bring|use|get|take|with|allowed|having|given)\b", before, re.IGNORECASE
    ):
        return True
    return bool(
        re.match(
            r"(?:\s+[\w-]+){0,3}\s*(?:(?:are|is|be|must be|have to be|has to be|remain|stay|go|goes|gets?)\s+)?"
            r"(?:not\s+(?:allowed|permitted|available|there|provided|issued|supported|carried|with|taken|on|in)|"
            r"banned|prohibited|forbidden|left|locked|handed in|collected|switched off|off limits|taken away|blocked|"
            r"disallowed|missing|"
            r"(?:in(?:to)?|at|outside) (?:the |a |their )?(?:lockers?|gate|locker room|reception|door|"
            r"entrance|line|floor|box)|(?:do(?:es)?|did|will|can) ?n[o']t\b|ban\b|-free\b)",
            after,
            re.IGNORECASE,
        )
    )
