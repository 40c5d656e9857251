"""Whether a claim takes in more, or something else, than its source: a part told as the whole, a rate of another thing.

Each is a way to say something false with the source's own words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.interpretation.grounding.comparing.kinship import kin
from service.interpretation.grounding.nouns import Flaw
from service.interpretation.grounding.statements.amounts import is_person
from service.interpretation.grounding.statements.english import canon, stem
from service.interpretation.grounding.statements.statement import Statement
from service.interpretation.grounding.statements.tokens import is_verb
from service.interpretation.grounding.units import UnitRead

_RATE = re.compile(r"\b(?:per|for each|for every|an?(?= (?:day|week|month|year|night|shift)\b))\s+([a-z]+)")
_PER = re.compile(
    r"\b(?P<n>\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a|an)\b"
    r"(?: (?!and\b|or\b|per\b)[a-z]+){0,3}? (?:per|for (?:each|every)|(?:in|at|on) (?:each|every))"
    r"(?: [a-z]+){0,2}? (?P<of>[a-z]+)(?= ?(?:[,.;:)]|and\b|or\b|but\b|$))"
)
_WORTH = {
    w: str(n) for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_CONTRASTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"\b(?:of (?:their|its|his|her|your|our) own|separate(?:ly)?|individual(?:ly)?)\b",
         r"\b(?:the same|shared|common|joint(?:ly)?|together)\b"),
        (r"\b(?:in full|full|fully|unrestricted|unlimited|write access)\b",
         r"\b(?:read[- ](?:only|access|rights?)|restricted|limited|partial(?:ly)?|in part|for enquir\w+|view only"
         r"|view(?:ing)? (?:access|rights?))\b"),
        (r"\b(?:permanent(?:ly)?|for good|for ever|forever|indefinite(?:ly)?|without (?:a )?time limit)\b",
         r"\b(?:temporar(?:y|ily)|(?:limited|short|fixed) (?:time|period)|for now|for the time being|interim"
         r"|provisional(?:ly)?|until further notice|for the moment)\b"),
        (r"\b(?:mandatory|compulsory|obligatory|required)\b",
         r"\b(?:optional|voluntar(?:y|ily)|if they (?:like|want))\b"),
        (r"\b(?:first|before anything else)\b",
         r"\b(?:comes? after|com(?:es?|ing) (?:second|last|next)|afterwards|lastly|comes? behind)\b"),
        (r"\b(?:automatic(?:ally)?|by itself|unasked|by default)\b",
         r"\b(?:on (?:\w+ )?request|on demand|manual(?:ly)?|by hand|if asked)\b"),
        (r"\b(?:online|remote(?:ly)?|from home)\b", r"\b(?:on site|in person|face to face|classroom)\b"),
        (r"\b(?:at the earliest|not before)\b", r"\b(?:at the latest|within|not after)\b"),
        (r"\b(?:already|by now|as of today)\b", r"\b(?:not yet|still to|yet to|has yet)\b"),
        (r"\b(?:oral(?:ly)?|verbal(?:ly)?)\b", r"\b(?:in writing|written)\b"),
        (r"\bfree of charge\b", r"\b(?:paid|charged|fee)\b"),
    )
)  # fmt: skip
_ASSERTED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"\b(?:guarantee[sd]?|guaranteed|definite(?:ly)?|for (?:sure|certain)|surely|undoubtedly|undisputed(?:ly)?"
         r"|(?:without|beyond|no) (?:any )?doubt|inevitabl[ey]|unquestionabl[ey]|absolutely|assuredly|certainly"
         r"|(?:is|are|it is|now|seems|absolutely|quite) certain|irrevocabl[ey]|no question)\b",
         r"\b(?:guarantee\w*|definite\w*|sure\w*|doubt\w*|inevitabl\w+|certain\w*|question\w*|irrevocabl\w+"
         r"|absolutely|final(?:ly)?)\b"),
        (r"\b(?:always|(?:in|under) (?:every|any|all) (?:single )?(?:cases?|circumstances?)|invariably|at all times"
         r"|every (?:single )?time|without (?:any )?exceptions?)\b",
         r"\b(?:always|every\w*|each|all|any|invariably|exceptions?|never|whenever|daily|constant\w*|24)\b"),
        (r"\b(?:(?:is|are|was|were|been|being|officially|finally) (?:now |already |officially )?confirmed"
         r"|confirmed (?:date|day|fact)|(?:has|have) confirmed)\b",
         r"\b(?:confirm\w*|approv\w*|decided|decision|agree[ds]?|agreement|sign(?:ed|s)? off|accept\w*|final|settled"
         r"|fixed|yes)\b"),
    )
)  # fmt: skip
"""Words that make more certain, and those of a source that allow for them."""
_ALREADY = re.compile(r"\b(?:already|by now)\b")
_COMING = re.compile(r"\b(?:will|shall|(?:is|are) to|going to|planned|scheduled|not yet|upcoming|later|from now on)\b")
_DONE = re.compile(
    r"\b(?:already|now|today|current(?:ly)?|since|was|were|been|had|did|has|have|done|finished|completed?|\w+ed)\b"
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|alone)\b")
_TIMED = re.compile(r"\bonly (?:on|from|after|by|until|before|at|once|when)\b|\b(?:not|read|if)[ -]only\b")
_ALL_PERSONS = re.compile(
    r"\b(?:(?:all|every|each) (?:employee|staff|person|people|user|member|worker|colleague)s?"
    r"|everyone|everybody)\b(?! (?:in|at|on|who|with|from|of)\b)"
)
_ANY_PERSONS = re.compile(
    r"\b(?:employees?|staff|persons?|people|users?|members?|workers?|colleagues?|workforce|personnel"
    r"|everyone|everybody|nobody|no one|all)\b"
)
_EACH = re.compile(r"\b(?:every|each|all(?: the| of the)?) ([a-z]+)")
_ONE = re.compile(r"\b(?:one|a single|any(?: one)?) ([a-z]+)")
_REACH = 4
_NO_KIND = frozenset("all every each other many most some several new old existing current both few more our".split())


def scope(claim: Statement, source: Statement, unit: UnitRead) -> list[Flaw]:
    """Where a claim reaches farther than its source, or elsewhere."""
    mine, theirs = claim.plain, source.plain
    flaws: list[Flaw] = []
    rates = {canon(stem(w) or w) for w in _RATE.findall(theirs)}
    for rate in _RATE.findall(mine):
        if rates and canon(stem(rate) or rate) not in rates:
            flaws.append(Flaw("number", f"per {rate}", unit.text))
    for ours, others in zip(_contrasts(mine), _contrasts(theirs), strict=True):
        if sum(ours) == 1 and ours == others[::-1]:
            flaws.append(Flaw("group", claim.text, unit.text))
    if _ALREADY.search(mine) and (not _DONE.search(theirs) or (_COMING.search(theirs) and not source.standing.past)):
        flaws.append(Flaw("certainty", claim.text, unit.text))
    for asserted, allows in _ASSERTED:
        found = asserted.search(mine)
        if found and not allows.search(theirs) and not claim.denies:
            flaws.append(Flaw("certainty", found[0], unit.text))
    if _rated(mine, theirs):
        flaws.append(Flaw("number", claim.text, unit.text))
    if _freed(claim, source):
        flaws.append(Flaw("group", claim.text, unit.text))
    if _everybody(mine, theirs) or _one_for_all(mine, theirs):
        flaws.append(Flaw("group", claim.text, unit.text))
    if _widened(claim, source, unit):
        flaws.append(Flaw("group", claim.text, unit.text))
    return flaws


@lru_cache(maxsize=5_000)
def _per(plain: str) -> dict[str, frozenset[str]]:
    """How many there are for each of what: "two mentors per depot"."""
    found: dict[str, frozenset[str]] = {}
    for match in _PER.finditer(plain):
        number = "1" if match["n"] in ("a", "an") else _WORTH.get(match["n"], match["n"])
        name = canon(stem(match["of"]) or match["of"])
        found[name] = found.get(name, frozenset()) | {number}
    return found


def _rated(mine: str, theirs: str) -> bool:
    """Whether both say how many there are for each of something, and not the same."""
    known = _per(theirs) if "per " in mine or "each " in mine or "every " in mine else {}
    return any(name in known and not numbers & known[name] for name, numbers in (_per(mine) if known else {}).items())


@lru_cache(maxsize=5_000)
def _contrasts(plain: str) -> tuple[tuple[bool, bool], ...]:
    """Which side of each contrast a text names."""
    return tuple((bool(one.search(plain)), bool(other.search(plain))) for one, other in _CONTRASTS)


def _everybody(mine: str, theirs: str) -> bool:
    """Whether all people of a kind in the source are all people in the claim."""
    found = _ALL_PERSONS.search(mine)
    return found is not None and not _ANY_PERSONS.search(theirs)


def _one_for_all(mine: str, theirs: str) -> bool:
    """Whether the claim says of one what the source says of each: "when one ward is ready", "when every ward is"."""
    each = {stem(w) for w in _EACH.findall(theirs)}
    one = {stem(w) for w in _ONE.findall(theirs)}
    return any(stem(w) in each and stem(w) not in one for w in _ONE.findall(mine))


def _freed(claim: Statement, source: Statement) -> bool:
    """Whether what the source says of something alone is said without that: "during exams only"."""
    theirs = source.plain
    if not _ONLY.search(theirs) or _TIMED.search(theirs) or _ONLY.search(claim.plain) or claim.denies:
        return False
    order = [source.tokens[i] for i in sorted({*source.shared, *source.own})]
    for at, token in enumerate(order):
        if not _ONLY.fullmatch(token.word):
            continue
        ahead = [t for t in order[at + 1 : at + 1 + _REACH] if t.name]
        behind = [t for t in order[max(0, at - _REACH) : at] if t.name]
        reached = behind[-1:] if not ahead or token.word == "alone" else ahead[:2]
        if reached and not any(t.name in claim.names or kin(t.name, claim.names) for t in reached):
            return True
    return False


def _widened(claim: Statement, source: Statement, unit: UnitRead) -> bool:
    """Whether people of one kind in the source are people at large in the claim: "head teachers" as "teachers"."""
    above = unit.around.names
    for at, bare in (*_bare(claim), *_all_of(claim)):
        places = [i for i in source.own if source.tokens[i].name == bare]
        if not places or at < 0:
            continue
        kinds = [_kind(source, i) for i in places]
        definite = at and claim.tokens[at - 1].word in ("the", "these", "those", "our", "its", "their")
        if definite and len(places) < 2:
            continue
        if all(kinds) and not any(k in claim.names or k in above or kin(k, claim.names) for k in kinds):
            return True
    return False


def _all_of(claim: Statement) -> list[tuple[int, str]]:
    """What a claim says all of, where nothing says which: "all exams"."""
    found: list[tuple[int, str]] = []
    for i in claim.own:
        token = claim.tokens[i]
        if i and token.name and claim.tokens[i - 1].word in ("all", "every", "each") and not is_person(token.name):
            behind = claim.tokens[i + 1] if i + 1 < len(claim.tokens) else None
            if behind is None or not behind.name or is_verb(behind):
                found.append((i, token.name))
    return found


def _bare(claim: Statement) -> list[tuple[int, str]]:
    """The people a claim begins with, where nothing says which of them."""
    for n, i in enumerate(claim.own):
        token = claim.tokens[i]
        if is_verb(token):
            return []
        if token.name and is_person(token.name):
            return [] if n and claim.tokens[i - 1].name and not claim.tokens[i - 1].empty else [(i, token.name)]
    return []


def _kind(source: Statement, at: int) -> str:
    """The word right before a noun that says which kind is meant; empty for none."""
    if not at:
        return ""
    before = source.tokens[at - 1]
    beside = source.text[before.end : source.tokens[at].start] in (" ", "-")
    named = before.stem and before.word not in _NO_KIND and not is_verb(before)
    return before.name if beside and named else ""
