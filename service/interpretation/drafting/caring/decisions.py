"""What was decided or is planned although a document says that those it concerns were not heard, or not yet.

A statement that somebody was left out is the beginning; what it is about is looked for among the decisions and, if the
documents share more than a word, among what is planned.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.drafting.caring.topics import Topics, around
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.shown import Unit
from service.planning.observed import Decision

_BODY = re.compile(
    r"\b(?:works? councils?|staff councils?|employee (?:council|representati(?:on|ves)|reps?)|(?:trade |"
    r"labou?r )?unions?"
    r"|union reps?|shop stewards?|staff (?:side|representatives|association|reps?)|worker representatives|betriebsrat"
    r"|personalrat|cse|comit[ée] social|data[ -]protection(?: officer| authority| team)?|privacy (?:officer|team|"
    r"board)"
    r"|dpo|disability (?:officer|representative)|ethics (?:board|committee)|(?:health and )?safety (?:committee|"
    r"representatives?|officer)|social partners?|equal opportunities officer)\b",
    re.IGNORECASE,
)
_ASKING = (
    r"(?:asked|consulted|involved|informed|told|heard|briefed|notified|included|spoken (?:to|with)|talked (?:to|"
    r"with)|"
    r"(?:asking|consulting|involving|informing|telling|hearing|talking to|speaking to)|asks?|consults?|involves?|"
    r"tells?|"
    r"hear(?:s|ing)?|invited|approached|discussed|negotiated|agreed|approved|consented|signed|"
    r"sat down with|(?:sought|seek|heard|wanted|requested) (?:\w+ )?(?:view|opinion|advice|consent|say)s?|part of "
    r"(?:it|this|that|settling|deciding|the "
    r"(?:decision|talks?))|at the table|in the room|put to|brought to|laid before|(?:given|had) (?:a|any) (?:say|"
    r"voice|hearing))(?! (?:to|for|off on)\b)"
)
_NOT = (
    r"(?:not|never|nobody|no one|none|nothing|without|neither|hasn't|haven't|hadn't|wasn't|weren't|didn't|isn't|"
    r"aren't|nor)"
)
_LEFT_OUT = re.compile(
    rf"\b{_NOT}\b(?!\s+(?:only|just|need|have to|has to))(?:[^\w.;:!?|]+(?!but\b|who\b|"
    rf"which\b)[\w'’-]+){{0,5}}?[^\w.;:!?|]+{_ASKING}\b"
    r"|\b(?:talks?|consultations?|hearings?|discussions?|negotiations?|meetings?|conversations?)\b[^.;]{0,60}"
    r"\b(?:not|never)\b[^.;]{0,12}\b(?:held|taken place|begun|started|happened|planned|scheduled)\b"
    r"|\b(?:no|without(?: any| an?)?|lacks?) (?:prior |formal )?(?:consultation|talks?|discussion|hearing|opinion|"
    r"involvement|"
    r"works? agreement|co-determination|agreement|word|say)\b"
    r"|\bno (?:prior |previous |real )?(?:dialogue|exchange|discussions?|talks?|"
    r"conversations?)\b[^.;]{0,30}\b(?:took place|with|about|on|held)\b"
    r"|\b(?:kept|left) in the dark\b|\bdone deal\b|\b(?:presented|faced|confronted) with\b[^.;]{0,50}\b(?:as "
    r"(?:done|decided|settled|final)|fact|"
    r"deal|result|outcome)\b|\b(?:had|has|have|given) no (?:say|voice|part|hearing)\b|\b(?:the )?first (?:I|we|"
    r"they)(?:'ve| have| had)? (?:hear|heard|"
    r"knew|know)\b|\bnews to (?:me|us|them)\b|\bout of the blue\b"
    r"|\bover (?:the|our|their) heads?\b|\bfait accompli\b|\bbypass(?:ed|ing)?\b|\bleft out of\b",
    re.IGNORECASE,
)
_BY_ACCIDENT = re.compile(
    r"\b(?:(?:we|they|i|you|only|first) (?:\w+ )?(?:read|saw)|learn(?:ed|t)|heard|found out|got (?:to know|wind)|"
    r"came to know|became aware)\b[^.;]{0,60}?"
    r"\b(?:(?:in|from|through|on|at|by) (?:the |a |their |our )?(?:\w+ )?(?:newsletter|intranet|canteen|press|"
    r"newspapers?|"
    r"grapevine|corridors?|minutes|rumou?rs?|notice ?board|poster|break room|coffee machine)|from (?:a |an |the |"
    r"their |our )?"
    r"(?:own )?(?:\w+ )?(?:people|staff|supplier|vendor|customers?|supervisors?|colleagues?|drivers?|journalists?|"
    r"contractor|"
    r"neighbou?r|visitors?|technician|patients?|passengers?|guests?))\b"
    r"|\bnever (?:came|been brought|was brought|got) (?:to|before) (?:this|the|our|us)\b",
    re.IGNORECASE,
)
"""They know it, and not from those who should have told them."""
_SPEAKER = re.compile(r"(?:^|\| |\n)(?P<who>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*)?): ")
_FROM_OTHERS = re.compile(
    r"\b(?:asked|informed|told|heard?|consulted|involved|found out|learn(?:ed|t)|read|sat down|sought|presented|"
    r"faced|part of|in the (?:dark|room)|"
    r"at the table|(?:say|voice|dialogue|discussions?|talks?|conversations?|exchange|done deal|know|knew|wind|"
    r"aware|talked to|spoken to|spoke to|news to|"
    r"put to|brought to|view|opinion))\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:outstanding|pending|still (?:open|due|missing|to come|needed|needs)|not yet|awaiting|awaited|yet to|"
    r"date open|"
    r"to be (?:heard|consulted|asked|obtained|informed|agreed|negotiated|signed))\b",
    re.IGNORECASE,
)
_HEARING = re.compile(
    r"\b(?:agree\w*|approv\w*|consult\w*|consent\w*|hear(?:s|d|ing)?|votes?|voting|decid\w*|opinion|sign(?:s|ed|"
    r"ing)?|"
    r"talks?|negotiat\w*|discuss\w*|inform\w*|present(?:s|ed)?|puts? (?:\w+ ){0,3}before|meets?|meeting|session|"
    r"agenda)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\b(?:agreed|approved|consented|signed|was heard|were heard|has been (?:heard|informed|consulted|asked)|heard|"
    r"content|no objections?|favou?rabl[ey]|in favour|supports?|accepted|involved since|on board|consulted|"
    r"informed)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:decided|decision|decides|resolved|agreed|approved|signed off|adopted|mandated|ordered that|laid down|"
    r"released|chose|chosen|settled|fixed|picked|opted|sanctioned|concurred|green[- ]?lit|given the go-ahead|"
    r"go-ahead|ruled that|signed into|"
    r"has set|have set)\b",
    re.IGNORECASE,
)
_DECIDED_SO = re.compile(
    r"\b(?:decided|decision|agreed|resolved|approved|introduced|settled|fixed|announced|signed "
    r"off)\b[^.;]{0,60}\bwithout\b|"
    r"\bwithout\b[^.;]{0,60}"
    r"\b(?:decided|resolved|approved|introduced|settled|fixed|announced)\b|\b(?:decided|settled|fixed) over\b",
    re.IGNORECASE,
)
"""A decision and whom it passed over, in one statement."""
_UNDECIDED = re.compile(
    r"\b(?:not (?:yet )?(?:been )?(?:decided|resolved|agreed|approved)|undecided|to be decided|"
    r"decision (?:is )?(?:open|"
    r"pending|needed|expected|due|postponed)|no decision|decides on|postponed|rejected)\b",
    re.IGNORECASE,
)
_DECISIONS = re.compile(
    r"^(?:the )?(?:decisions?|decided|resolved|resolutions?|agreed|approvals?|approved)\b", re.IGNORECASE
)
_NO_DECISIONS = re.compile(
    r"\b(?:need(?:ed)?|open|pending|required|to take|to make|outstanding|next|requested)\b", re.IGNORECASE
)
_BINDS = re.compile(
    r"\b(?:will|shall|must|only|mandatory|required|from|uses?|is|are|gets?|has to|have to)\b", re.IGNORECASE
)
_UNTOUCHED = re.compile(
    r"\b(?:not (?:be )?(?:affected|concerned|needed|necessary|required)|unaffected|need(?:s)? not|no need|"
    r"nothing to (?:tell|"
    r"agree|decide))\b",
    re.IGNORECASE,
)
_IT = re.compile(r"^(?:\W*)(?:it|they|this|that|these|she|he|and|but|so|needed|not)\b", re.IGNORECASE)
_PASSED_OVER = re.compile(
    r"\bwithout (?:consulting|asking|involving|informing|telling|hearing|talking to|speaking to) (?:the |our |their |"
    r"any )?"
    r"(?P<who>[^\W\d_][\w-]*(?: [^\W\d_][\w-]*s\b)?)",
    re.IGNORECASE,
)
_ANYBODY = frozenset({"people", "staff", "colleague", "user", "employee", "personnel"})
_CLAUSE = re.compile(r"[;.]\s|, (?:but|and) | but ")
_DENIED = re.compile(r"\b(?:not|never|no longer|neither|nor|cannot)\b", re.IGNORECASE)
_LONG = 20
_ENOUGH_OF_A_DECISION = 0.45
_ENOUGH_OF_A_PLAN = 1.1


@dataclass(frozen=True)
class _Silence:
    """A statement that somebody was not heard, or is to be heard on a day."""

    unit: Unit
    who: tuple[str, ...]
    body: bool
    topic: frozenset[str]
    heard: dt.date | None = None


def decisions(material: Material) -> tuple[Decision, ...]:
    """Decisions of which a document says that those concerned were left out or are heard on a day, in their order."""
    topics = Topics(material)
    units = [u for u in material.units if u.sentence.kind != "heading"]
    silences = [s for unit in units for s in _silence(unit, topics)]
    if not silences:
        return ()
    heard = [u for u in units if _CONTENT.search(u.text) and not _LEFT_OUT.search(u.text) and _body_of(u)]
    found: dict[Unit, list[_Silence]] = {}
    for silence in silences:
        if silence.body and any(_settles(u, silence, topics) for u in heard):
            continue
        unit = _decided(silence, units, topics)
        if unit is not None:
            found.setdefault(unit, []).append(silence)
    return tuple(_decision(unit, some) for unit, some in found.items())


def _decision(unit: Unit, silences: Sequence[_Silence]) -> Decision:
    days = [s.heard for s in silences]
    return Decision(
        what=wording.plain(unit.text),
        concepts=tuple(sorted(unit.concepts)),
        systems=tuple(dict.fromkeys(f.value for f in unit.facts("system"))),
        affects=tuple(dict.fromkeys(f.value for f in unit.facts("population"))),
        consulted=(),
        left_out=tuple(dict.fromkeys(who for s in silences for who in s.who)),
        day=_day(unit, decided=_is_decision(unit)),
        quote=quote_of(unit),
        others=tuple(quote_of(s.unit) for s in silences if s.unit is not unit),
        heard=max((d for d in days if d), default=None) if all(days) else None,
    )


def _silence(unit: Unit, topics: Topics) -> Iterator[_Silence]:
    text = unit.text
    if text.rstrip(" *_").endswith("?") or _UNTOUCHED.search(text) or unit.standing == "out_of_scope":
        return
    body = _body_of(unit)
    by_accident = _BY_ACCIDENT.search(text) is not None and not (body and "?" in text)
    left_out = by_accident or _LEFT_OUT.search(text) is not None
    if left_out and (body or _people_left_out(unit)):
        who = (body,) if body else _people(unit)
        if who:
            yield _Silence(unit, who, bool(body), _topic(unit, topics, who))
    elif body and "?" not in text and _BODY.search(text) and _HEARING.search(text):
        days = [f.first for f in unit.facts("date") if f.first and f.unit in ("", "day")]
        written = unit.shown.dated
        if days and written and max(days) > written:
            yield _Silence(unit, (body,), True, _topic(unit, topics, (body,)), max(days))
        elif not days and _STILL.search(text):
            yield _Silence(unit, (body,), True, _topic(unit, topics, (body,)))


def _people_left_out(unit: Unit) -> bool:
    """Whether people, not documents or systems, were passed over; that they will be told later is no complaint."""
    if not _FROM_OTHERS.search(unit.text) and "without" not in unit.text.lower() and "head" not in unit.text.lower():
        return False
    later = re.search(r"\byet\b", unit.text, re.IGNORECASE)
    return not (later and re.search(r"\b(?:told|informed|heard|notified|briefed)\b", unit.text, re.IGNORECASE))


def _people(unit: Unit) -> tuple[str, ...]:
    speaker = _SPEAKER.search(unit.text)
    if speaker and _BY_ACCIDENT.search(unit.text):
        return (speaker["who"],)
    named = tuple(dict.fromkeys(f.value for f in unit.facts("population") if f.value not in _ANYBODY))
    if named:
        return named
    passed_over = _PASSED_OVER.search(unit.text)
    if passed_over:
        return (passed_over["who"].lower(),)
    if re.search(r"\b(?:here|we|us|our|they|them|nobody|no one|none)\b", unit.text, re.IGNORECASE):
        title = wording.plain(unit.shown.source.title)
        return (f"those who speak in “{title}”",) if unit.shown.community != "it" else ()
    return ()


def _body_of(unit: Unit) -> str:
    """The body it speaks of: named in it or, for a pronoun, in what stands before it or above."""
    found = _BODY.search(unit.text)
    if found:
        return found[0].lower()
    if not _IT.match(unit.text):
        heading = unit.sentence.headings[-1:] if unit.sentence.headings else ()
        above = _BODY.fullmatch(wording.plain(heading[0]).strip()) if heading else None
        return above[0].lower() if above else ""
    units = unit.shown.units
    for before in (units[n] for n in range(unit.number - 1, max(-1, unit.number - 4), -1)):
        if before.sentence.block != unit.sentence.block and before.sentence.kind != "heading":
            break
        named = _BODY.search(before.text)
        if named:
            return named[0].lower()
    for heading_text in reversed(unit.sentence.headings[-2:]):
        named = _BODY.search(heading_text)
        if named:
            return named[0].lower()
    return ""


def _topic(unit: Unit, topics: Topics, who: Sequence[str]) -> frozenset[str]:
    return topics.of((*around(unit), *_said_before(unit))) - topics.of(who)


def _said_before(unit: Unit) -> tuple[str, ...]:
    """In a talk, what a short reply is about: the lines before it."""
    if not _SPEAKER.search(unit.text) or len(unit.text.split()) > _LONG:
        return ()
    units = unit.shown.units
    return tuple(u.text for u in units[max(0, unit.number - 2) : unit.number] if _SPEAKER.search(u.text))


def _settles(unit: Unit, silence: _Silence, topics: Topics) -> bool:
    """Whether a later statement says that the body was heard on this after all."""
    one, other = unit.shown.dated, silence.unit.shown.dated
    if one is None or other is None or one <= other or _STILL.search(unit.text):
        return False
    shared = topics.of(around(unit)) & silence.topic
    return topics.weight(shared) >= _ENOUGH_OF_A_DECISION or not silence.topic


def _decided(silence: _Silence, units: Sequence[Unit], topics: Topics) -> Unit | None:
    """What was decided or planned without those whom a statement tells of; the best match."""
    best: tuple[float, Unit] | None = None
    for unit in units:
        if unit is silence.unit or unit.text == silence.unit.text or _BODY.search(unit.text):
            continue
        if unit.standing in ("out_of_scope", "hypothetical", "status_quo", "past"):
            continue
        decision = _is_decision(unit)
        if not decision and (_LEFT_OUT.search(unit.text) or _BY_ACCIDENT.search(unit.text)):
            continue
        if not decision and unit.shown.source.document_id == silence.unit.shown.source.document_id:
            continue
        shared = topics.of((unit.text,)) & silence.topic
        weight = topics.weight(shared)
        enough = weight >= _ENOUGH_OF_A_DECISION if decision else len(shared) > 1 and weight >= _ENOUGH_OF_A_PLAN
        if not enough or _denies(unit, shared) or not (decision or _BINDS.search(unit.text) or unit.facts("event")):
            continue
        if silence.heard is not None and not (_day(unit, decided=False) or decision):
            continue
        score = weight + (1.0 if decision else 0.0) + (0.5 if unit.shown.community in ("it", "business") else 0.0)
        if best is None or score > best[0]:
            best = (score, unit)
    if best is None and silence.heard is not None and not silence.topic:
        return _first_start(units)
    if best is None and silence.heard is None and _DECIDED_SO.search(silence.unit.text):
        return silence.unit
    return best[1] if best else None


def _denies(unit: Unit, shared: frozenset[str]) -> bool:
    """Whether the clause that the two have most in common says that something does not happen."""
    clauses = _CLAUSE.split(unit.text)
    nearest = max(clauses, key=lambda c: len(relevance.stems_of(c) & shared))
    return _DENIED.search(nearest) is not None


def _first_start(units: Sequence[Unit]) -> Unit | None:
    """The first go-live or change: what waits for those who have a say on the whole."""
    starts = [
        (day, n, unit)
        for n, unit in enumerate(units)
        if unit.standing in ("real", "none")
        for fact in unit.facts("event")
        if fact.event in ("go_live", "change", "withdrawal") and (day := fact.first)
    ]
    return min(starts)[2] if starts else None


def _is_decision(unit: Unit) -> bool:
    if _UNDECIDED.search(unit.text):
        return False
    if _DECIDED.search(unit.text):
        return not unit.text.rstrip().endswith("?")
    heading = wording.plain(unit.sentence.headings[-1]) if unit.sentence.headings else ""
    return bool(_DECISIONS.match(heading.strip(" 0123456789.:")) and not _NO_DECISIONS.search(heading))


def _day(unit: Unit, *, decided: bool) -> dt.date | None:
    events = [
        f.first for f in unit.facts("event") if f.first and f.event in ("go_live", "change", "withdrawal", "access")
    ]
    if events:
        return min(events)
    days = [f.first for f in unit.facts("date") if f.first and f.unit in ("", "day")]
    if days:
        return max(days)
    return unit.shown.dated if decided else None
