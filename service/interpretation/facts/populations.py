"""Groups of people that a text names: `field staff`, `all 1,200 warehouse operators`, `the Finance team`.

Below `find_facts`; `people` says which nouns name people. Here the name is traced back over its modifiers, count and
article, and on to a place (`nurses on ward 3`, `managers in Lyon`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.interpretation.facts.amounts import WORDS_FOR_NUMBERS, singular
from service.interpretation.facts.dates.days import MONTH
from service.interpretation.facts.people import PEOPLE, names_people
from service.interpretation.facts.reading import Reading
from service.planning.facts import Fact

_IRREGULAR = "|".join(sorted(word for word in PEOPLE if not word.endswith(("ers", "ors", "ists"))))
_HEAD = re.compile(
    r"(?<![\w-])(?:(?:super|key|end|power)-users?|staff|people|personnel|workforce|crew|teams?|departments?|shifts?|"
    r"groups?|community|communities|cohorts?|divisions?|council|committee|leads|heads|coaches|pilots|partners|"
    rf"{_IRREGULAR}|[a-z]+(?:ers|ors|ists))(?!\w|-\w)",
    re.IGNORECASE,
)
_SINGULARS = "|".join(sorted({singular(word) for word in PEOPLE}, key=len, reverse=True))
_EACH = re.compile(rf"\b(?:each|every) (?P<name>(?:[a-z-]+ ){{0,2}}(?:{_SINGULARS}))\b", re.IGNORECASE)
_BACK = re.compile(r"(?:^|(?<=[\s(\"'/*_-]))((?:\d[\d,. ]*\d|\d|[A-Za-z&][\w&'.-]*[\w&]|[A-Za-z]))[ ]$")
_ARTICLES = frozenset("the a an our your their his her its these those this".split())
_NOT_THE_NAME = _ARTICLES | frozenset(
    """all every each both any some many most several other affected impacted remaining existing current selected
    relevant various few respective individual certain following additional different same named own entire whole
    total eligible concerned first no approx approximately circa ca roughly around nearly almost incl max min
    exactly""".split()
)
_STOP = frozenset(
    """and or but nor of for on in to at by from with without within into onto upon about against between among through
    during before after until since under per via like is are was were be been being am have had do does did will would
    shall should can could may might must not we they you he she it i who whom which what that when where why how if
    because so then there here just also even still already never always often soon now today tomorrow please yes hi
    hello dear give send ask tell let invite notify inform allow enable require need offer teach provide reach involve
    include including affect onboard assign add remove migrate equip prepare remind encourage grant block force make
    keep get see find meet told asked trained invited sent informed given briefed notified reminded enabled while
    whereas once unless although though however therefore except besides towards across regarding plus versus vs along
    behind near off out down back again very too much well ever yet dedicate appoint choose select nominate identify
    recruit hire replace rotate using use used become became remain mean meant gave took made kept saw found met said
    say hear understand know ensure thank move moved moving call called visit protect convince reassure bring connect
    serve want leave engage empower prevent stop start place concern target contain exclude schedule introduce plan
    arrange organise organize book set check publish create define help manage develop comprise approach assist trick
    bombard guide allow my mine such fewer stand consider recommend expect reduce increase improve simplify
    measure monitor track watch observe consult collect address accept appoint assess attract avoid build cause change
    combine compare confuse consist cost create cut deliver depend deploy describe direct disrupt distribute drive
    educate elect embed end enforce enrol establish evaluate explain explore extend face fill fit follow form free gain
    gather happen hold host interrupt join keep know launch learn limit link listen maintain match miss monitor motivate
    obtain onboarding organise outnumber own partner pay permit persuade phone pick pilot prefer prepare present
    prioritise promote prompt propose protect prove push put raise reassign receive recognise redirect refer register
    relate release relieve relocate remove report represent request restrict retain return reward rotate run save
    separate shift show spread start strengthen submit suggest supply surprise switch take talk target thank think trust
    try turn unite update upset urge value verify warn welcome win worry write""".split()
) - frozenset("help call plan pilot shift partner target host form trust value release report phone".split())
_VERB_ENDING = re.compile("(?:ate|ify|ise|ize)$")
_NOUNS_LIKE_VERBS = frozenset(
    "corporate private associate graduate estate candidate enterprise franchise climate gate plate crate date rate "
    "state template noise cruise premise".split()
)
# A verb where a verb may stand, otherwise part of the name: `support staff`.
_VERB_OR_NOUN = frozenset(
    "support contact help pilot test work call mail email lead train coach survey brief plan".split()
)
_BEFORE_VERB = re.compile(
    r"(?:^|\b(?:to|will|can|must|should|may|would|could|not|we|they|you|and|or|then|also|please)|[.:;!?,\n*-]|"
    r"[a-rt-z]s(?<!sales)(?<!operations)(?<!systems)) ?$",
    re.IGNORECASE,
)
_TIMES = frozenset(
    """window week pilot phase outage downtime freeze meantime migration cutover cut-over upgrade maintenance
    switch move
    test peak period stop closure""".split()
)
_DURING = re.compile(
    r"\b(?:during|throughout|until|after|before|over|within|outside|in) (?:the|this|that|each|our) $", re.IGNORECASE
)
"""What follows such words is a time, and who acts then is named after it: `during the window operators get no
alarms`."""
_PLURAL_MODIFIERS = frozenset(
    """sales operations logistics facilities systems goods claims accounts customs communications services resources
    works champions sports business process access""".split()
)
_STAGES = re.compile(r"(?:waves?|phase|ring|step|tier|sprint|group|cohort|level|batch|stage)$", re.IGNORECASE)
_PLACE = re.compile(
    r" (?P<prep>in|at|of|from|based in|across|on) (?:(?:the|our) )?(?:"
    r"(?P<spot>(?:ward|floor|site|line|level|building|plant|store|branch|zone|unit|region|gate) (?:\d+|[A-Z])(?!\w)"
    r"|(?<=the )(?:[a-z]+ )?(?:warehouse|plant|factory|hospital|store|branch|office|depot|headquarters|region|field"
    r"|contact cent(?:re|er)|call cent(?:re|er)|shop floor)(?![\w-]))"
    r"|(?P<name>[A-Z][\w'&-]*(?: (?:and )?[A-Z][\w'&-]*){0,2}"
    r"(?: (?:site|plant|office|region|hub|branch|warehouse|store))?))"
)
_CALENDAR = re.compile(
    r"(?:Q[1-4]|H[12]|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Week|Sprint|Phase|Wave|EOD|KW|CW|Teams\b)"
)
_OF_A_DATE = re.compile(rf"(?:19|20)\d\d|{MONTH}")
_FUNCTION = (
    r"Finance|HR|Human Resources|Sales|Marketing|Operations|Logistics|Procurement|Payroll|Legal|Purchasing|Engineering|"
    r"Manufacturing|Production|Customer (?:Service|Care|Support)|Accounting|Facilities|R&D|Compliance|Internal Audit"
)
_BARE = re.compile(
    rf"(?<![\w-])(?:{_FUNCTION})(?=[.,;)/&\n]|$| - | "
    r"(?:and|or|on|by|in|from|is|are|will|must|at|who|gets?|before|after|"
    r"needs?|uses?|has|have|receives?|works?|starts?|begins?|attends?|moves?|joins?|goes|learns?|keeps?|leads?)\b)",
    re.MULTILINE,
)
_WHO = re.compile(
    r"\b(?i:everyone|everybody|anyone|anybody|people|staff|users|employees|colleagues)\s+who\s+"
    r"(?!(?:will|must|shall|should)\b)[\w'-]+(?:\s+(?!(?:and|but|or|will|must|shall|should|can|cannot|may|has|have|gets?|"
    r"needs?|receives?|is|are|was|were|starts?|as)\b)(?!(?:from|by|on|until|before|after|in)\s+(?:the\s+)?(?:\d|[A-Z]))"
    r"[\w'-]+){0,5}"
)
"""People named by what they do: `everyone who works remotely`."""
_BARE_LEAD = re.compile(
    rf"(?:\b(?:for|of|by|with|from|to|in|training|brief|inform|train)|\b(?:{_FUNCTION})(?:,| and|, and| or| ?/| ?&)) ?$"
)
_SHORT = re.compile(r"(?<![\w-])(?:GPs|HRBPs|RNs|LPNs|CNAs|HCAs|AHPs|KAMs|TAs)(?!\w)")
"""Professions that are written by their letters."""
_DESK = re.compile(
    r"(?<![\w-])(?:(?:IT )?(?:help|service) ?desk|works council|(?:trade )?unions?|(?:call|contact) cent(?:re|er)|"
    r"back office|front desk|senior leadership|middle management|top management|early adopters)(?![\w-])"
    r"(?! (?:tool|system|software|hours|tickets?|articles?|number|portal|calls|queue)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    modifiers: list[str]


def find_populations(reading: Reading, systems: Sequence[Fact] = ()) -> list[Fact]:
    """The groups of people that a text names, sorted, without overlap; `value` is their name in the singular.

    `systems` are no places, and no people stand in their names: in `users in Salesforce` the group is `users`.
    """
    names = {system.start for system in systems}
    found = [*_by_clause(reading), *_by_head(reading, names), *_by_name(reading)]
    taken = sorted((system.start, system.end) for system in systems)
    starts = [start for start, _ in taken]
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: (f.start, -f.end)):
        at = bisect_right(starts, fact.start) - 1
        inside = at >= 0 and fact.end <= taken[at][1]
        if not inside and (not kept or kept[-1].end <= fact.start):
            kept.append(fact)
    return kept


def _by_clause(reading: Reading) -> Iterator[Fact]:
    for match in _WHO.finditer(reading.plain):
        yield _fact(reading, match.start(), match.end(), match[0].lower())


def _by_name(reading: Reading) -> Iterator[Fact]:
    for match in _SHORT.finditer(reading.plain):
        yield _fact(reading, match.start(), match.end(), match[0].lower()[:-1])
    for match in _DESK.finditer(reading.plain):
        yield _fact(reading, match.start(), match.end(), singular(match[0]))
    for match in _BARE.finditer(reading.plain):
        lead = reading.plain[max(0, match.start() - 24) : match.start()]
        if _BARE_LEAD.search(lead) or reading.fills_cell(match.start(), match.end()):
            yield _fact(reading, match.start(), match.end(), match[0].lower())
    for match in _EACH.finditer(reading.plain):
        yield _fact(reading, match.start(), match.end(), match["name"].lower())


def _by_head(reading: Reading, systems: set[int]) -> Iterator[Fact]:
    plain = reading.plain
    last_end = -1
    for match in _HEAD.finditer(plain):
        noun = match[0].lower()
        if match[0] == "Teams" or (noun == "shift" and plain[match.end() :][:4] in (" to ", " fro")):
            continue
        name = _trace(reading, match.start())
        together = last_end > 0 and re.fullmatch(r",?(?: and| or|,)? (?:the )?", plain[last_end : name.start])
        known = names_people(plain, noun, name.modifiers, name.start, match.end())
        if not known and not (together and _could_be(plain, noun, name, match.end())):
            continue
        end, place = match.end(), ""
        attached = _PLACE.match(plain, end)
        if attached and (where := attached["spot"] or attached["name"]):
            at = attached.start("spot") if attached["spot"] else attached.start("name")
            if not _CALENDAR.match(where) and at not in systems:
                end, place = attached.end(), f" {attached['prep']} {where.lower()}"
        core = singular(noun) if noun not in ("staff", "people", "personnel") else noun
        yield _fact(reading, name.start, end, " ".join([*(w.lower() for w in name.modifiers), core]) + place)
        last_end = end


def _could_be(plain: str, noun: str, name: _Name, end: int) -> bool:
    """What stands in one list with people are people, if its ending allows it."""
    return noun.endswith(("ers", "ors", "ists")) and names_people("all " + noun, noun, name.modifiers, 4, 4 + len(noun))


def _trace(reading: Reading, head: int) -> _Name:
    """Where the name before a head noun starts, and the words that say which people."""
    plain, at, words = reading.plain, head, list[str]()
    floor = reading.sentence(head)[0]
    while len(words) < 6 and at > floor:
        match = _BACK.search(plain[max(floor, at - 32) : at])
        if not match:
            break
        word, begin = match[1], at - len(match[0])
        low = word.lower()
        if _OF_A_DATE.fullmatch(word):
            break
        if low in _ARTICLES:
            opener = re.search(
                r"\b(?:all|both|each|most) (?:of )?$", plain[max(floor, begin - 9) : begin], re.IGNORECASE
            )
            at = begin - (len(opener[0]) if opener else 0)
            break
        if not word[0].isdigit() and low not in _NOT_THE_NAME and _ends_name(plain, floor, begin, word, not words):
            break
        words.insert(0, word)
        at = begin
    return _Name(at, _which(words))


def _ends_name(plain: str, floor: int, begin: int, word: str, first: bool) -> bool:
    """Whether a word stands before the name rather than in it."""
    low, before = word.lower(), plain[max(floor, begin - 9) : begin]
    if low in _TIMES and _DURING.search(plain[max(floor, begin - 18) : begin]):
        return True
    if word == "IT" or plain.startswith("help desk", begin):
        return False
    if low in _STOP or low.endswith("ly") or (_VERB_ENDING.search(low) and low not in _NOUNS_LIKE_VERBS):
        return True
    if (
        low in _VERB_OR_NOUN
        and (begin > floor or low not in ("support", "help", "pilot"))
        and _BEFORE_VERB.search(before)
    ):
        return True
    if low.endswith("s") and not low.endswith(("ss", "us")) and low not in _PLURAL_MODIFIERS:
        return not (word.isupper() or (word[0].isupper() and begin > floor))
    if low.endswith("ing"):
        return first and _BEFORE_VERB.search(before) is not None
    if re.search("[a-z]ed$", low) and first:
        return not re.search(r"\b(?:the|all|our|their|\d+|these|for|of|other|most) $|^$", before, re.IGNORECASE)
    return False


def _which(words: list[str]) -> list[str]:
    """The words that say which people: no determiners and counts, but the number of a wave."""
    kept: list[str] = []
    for index, word in enumerate(words):
        if word[0].isdigit():
            if index and _STAGES.match(words[index - 1]):
                kept[-1:] = [f"{words[index - 1]} {word}"]
        elif word.lower() not in _NOT_THE_NAME and word.lower() not in WORDS_FOR_NUMBERS:
            kept.append(word)
    return kept


def _fact(reading: Reading, start: int, end: int, value: str) -> Fact:
    return Fact(kind="population", text=reading.text[start:end], start=start, end=end, value=" ".join(value.split()))
