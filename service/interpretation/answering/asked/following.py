"""A question that refers back, made whole by code: "and for the plants?" after "When do the depots get it?".

What is missing is taken from the question before, in its own words. It knows no glossary; what the words name is
handed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation.answering.asked import kinds, naming
from service.interpretation.nouns import QuestionKind

Span = tuple[int, int]

_LEAD = re.compile(
    r"^(?:(?:and|but|so|also|or|then|ok(?:ay)?|right|thanks|thank you|hm+|no|yes)\b[ ,.:-]*)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:what|how) (?:about|of)|^same (?:for|with)|^(?:what|how) (?:is it )?(?:with|for)\b(?= (?:the|"
    r"our)? ?[\w-]+\W*$)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:for|in|at|with|by|to|from|on|about|of)\s+", re.IGNORECASE)
_BARE = re.compile(
    r"(?P<word>who(?:m)?|for whom|when|why|how come|how so|where|how many|since when|until when|till when|by when|"
    r"from when|"
    r"how long|what (?:date|day)|which (?:date|day)s?|on (?:which|what) day|which (?:ones?|groups?|people))"
    r"(?: (?:exactly|then|else|is it|precisely|not|says (?:so|that)|people))?[\s?!.]*",
    re.IGNORECASE,
)
_ASKS_NOTHING_NEW = re.compile(
    r"(?P<affected>who(?:m)?(?: all| else| exactly)? (?:is|are|will be|would be|gets?) (?:affected|hit|"
    r"impacted|concerned|involved|touched)|(?:which|what) (?:groups?|people|users|teams|sites) "
    r"(?:is|are|will be) (?:affected|hit|impacted|concerned)|how many(?: people| users)?(?: are|"
    r" will be)? (?:affected|hit|impacted|concerned)|"
    r"is (?:anyone|anybody|someone) (?:else )?affected)"
    r"|(?P<changes>(?:what|has anything|did anything|anything)(?: has| is)? (?:changed?|new)|what changed lately)"
    r"|(?P<access>when (?:exactly )?(?:does|will|did) (?:that|it|this) (?:happen|start|begin)|when exactly)"
    r"|(?P<said>what (?:else )?(?:do|did) the documents say|what else (?:is known|is there|do we know))"
    r"|(?P<ask_it>what (?:should|can|do) (?:i|we) ask(?: it| them)?)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:(?:that|this|these|those) (?:date|day|one|ones|change|move|thing|people|group|groups|system|step|event|"
    r"plan|term|word)s?"
    r"|(?P<bare>that|this|it|they|them|those|these|there))\b(?! (?:week|month|year|quarter|morning|afternoon|is a|"
    r"are (?:any|a)|a|any)\b)",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"\b(?:does|did|do) it (?:say|mention|state)\b|\bis it (?:true|clear|possible|known|ok|okay|correct|right|"
    r"the case|fair|safe)\b|"
    r"\bis there\b|\bare there\b|\b(?:ask|asking|for|from|to|with|by|tell) IT\b|\bIT\b"
)
_WHOLE = re.compile(
    r"\b(?:is|are|was|were|do|does|did|will|would|can|could|should|has|have|had|must|means?|says?|changed|gets?)\b",
    re.IGNORECASE,
)
_LONGEST_FRAGMENT = 6
_LINKS = frozenset("of and the in on off up out or to for with a an 's between from at into by".split())
_FRAME = frozenset(
    """what when where who whom whose which why how is are was were be been do does did will would can could should
    shall may might must
    has have had there here it its that this these those they them their we us our i me my you your any anything
    anyone anybody someone
    enough time date dates day days happen happens happening affected affect affects hit impacted impact impacts mean
    means meaning say says
    said document documents documentation mention mentions mentioned tell about explain define know get gets getting
    receive give
    changed change changes new different since ask question questions fit fits clash overlap much many long soon
    exactly people everyone
    need needs not no if whether than then only also still already yet please between before after a an the for in on
    at by to from with of
    and or but so as""".split()
)
_WORD = re.compile(r"[\w'/&.-]*\w")


@dataclass(frozen=True)
class Before:
    """The question before, as far as another may lean on it."""

    text: str
    kind: QuestionKind
    groups: tuple[Span, ...]
    """Where it names people and places."""
    days: tuple[Span, ...]
    """Where it names days."""


def whole(text: str, before: Before, groups: Sequence[Span], days: Sequence[Span], named: Sequence[Span]) -> str | None:
    """The question with what it leaves out filled in; None if it stands on its own.

    Args:
        text: as it was typed.
        before: the question before.
        groups: where the text names people and places.
        days: where it names days.
        named: where it names things: concepts and systems.
    """
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    rest = text[at:].strip(" ?!.")
    bare = _BARE.fullmatch(text[at:])
    if bare:
        return _bare(bare["word"].lower(), before)
    if (asks := _ASKS_NOTHING_NEW.fullmatch(rest)) and not (groups or days or named):
        filled = _of_the_same(asks.lastgroup or "", before)
        if filled and (lead or asks.lastgroup == "affected"):
            return filled
    about = _ABOUT.match(rest)
    if about:
        return _instead(rest[about.end() :].strip(), before, bool(groups), bool(days))
    short = len(rest.split()) <= _LONGEST_FRAGMENT
    if short and rest and (not _WHOLE.search(rest) and not kinds.starts_anew(rest)):
        if lead or _PREPOSITION.match(rest) or groups or days or named or len(rest.split()) <= 3:
            return _instead(rest, before, bool(groups) and not _names(named, groups), bool(days))
        return None
    return _pointed(text, before, at, named)


def topic(before: Before) -> str:
    """What the question before was about, in its own words: things first, then whom it asked about."""
    things = _things(before)
    people = [before.text[start:end] for start, end in before.groups]
    if not people:
        return things
    for_whom = f"for the {' and '.join(people)}"
    return f"{things} {for_whom}" if things else f"the {' and '.join(people)}"


def things(text: str, people: Sequence[str] = ()) -> str:
    """What a question is about in its own words, without its verbs and the people and places it names.

    Args:
        text: the question, or a part of it.
        people: who it names, lower case.
    """
    lower = text.lower()
    spans = [(at, at + len(one)) for one in people if (at := lower.find(one)) >= 0]
    found = _things(Before(text, "said", tuple(spans or naming.groups_in(text)), ()))
    named = found.split()
    words = [
        word
        for before, word in zip(["", *named], named, strict=False)
        if word.lower() not in _VERBS and (not _DAY.fullmatch(word) or _PARTS.fullmatch(before))
    ]
    while words and words[-1].lower() in _LINKS | {"the"}:
        words.pop()
    while words and words[0].lower() in _LINKS - {"a", "an"}:
        words.pop(0)
    return " ".join(words)


_VERBS = frozenset(
    """come comes coming ready switched turned off enforced told informed announced get gets given start starts
    started happen happens
    withdrawn removed retired gone goes go live launched available late early able done use used introduced replaced
    moved lose loses
    losing finished complete completed over fall falls clash clashes overlap conflict fit fits first earlier later
    enough people away hear hears told see sees
    planned scheduled due new one ones going until till trained lasting""".split()
)
_PARTS = re.compile(r"wave|phase|ring|stage|batch|step|round|year|module|release|part", re.IGNORECASE)
_DAY = re.compile(
    r"\d+\.?|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*|may|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)


def _bare(word: str, before: Before) -> str | None:
    about = topic(before)
    if not about:
        return None
    if word.startswith(("who", "for whom", "which group", "which people", "which one")):
        return f"Who is affected by {_things(before) or about}?"
    if word.startswith("how many"):
        return f"How many people are affected by {_things(before) or about}?"
    if word in ("why", "how come", "how so"):
        return f"What do the documents say about why {about}?"
    if word == "where":
        return f"Where do the documents say something about {about}?"
    if word == "how long":
        return f"Until when is {about}?"
    return f"{'When' if 'which' in word or 'what' in word else word.capitalize()} is {about}?"


def _of_the_same(kind: str, before: Before) -> str | None:
    """A question that names nothing by itself, asked of what the one before was about."""
    people = [before.text[start:end] for start, end in before.groups]
    about = things(before.text, [p.lower() for p in people]) or topic(before)
    if not about:
        return None
    match kind:
        case "affected":
            return f"Who is affected by {about}?"
        case "changes":
            return f"What changed about {about}?"
        case "access":
            return f"When is {topic(before)}?"
        case "ask_it":
            return f"What should I ask IT about {about}?"
        case _:
            return f"What do the documents say about {topic(before)}?"


def _instead(named: str, before: Before, people: bool, day: bool) -> str | None:
    """The question before, asked of something else."""
    preposition = _PREPOSITION.match(named)
    inner = named[preposition.end() :] if preposition else named
    if not inner:
        return None
    if day and not people:
        return _replaced(before, before.days, named) or f"{before.text.rstrip(' ?!.')} {named}?"
    if people:
        plainly = re.sub(r"^(?:the|our|my|all|those|these) ", "", inner, flags=re.IGNORECASE)
        swapped = _replaced(before, before.groups, plainly)
        return swapped or f"{before.text.rstrip(' ?!.')} for {inner}?"
    whom = "".join(f" for the {before.text[start:end]}" for start, end in before.groups[:1])
    things = _things(before)
    match before.kind:
        case "access":
            return f"When is {inner}{whom}?"
        case "affected":
            return f"Who is affected by {inner}?"
        case "fit":
            first = re.split(r" (?:and|before|after|with) ", things)
            return f"Do {inner} and {first[-1]} fit?" if first[-1] else f"Does {inner} fit?"
        case "impact":
            changed = re.sub(r" for .*", "", things)
            return (
                f"What does {changed} mean for {inner}?" if kinds.is_field(inner) else f"What does {inner} mean for us?"
            )
        case "meaning" | "ambiguous":
            return f"What does {inner} mean?"
        case "changes":
            return f"{before.text.rstrip(' ?!.')} about {inner}?"
        case "ask_it":
            return f"What should I ask IT about {inner}?"
        case "where":
            return f"Where do the documents mention {inner}?"
        case _:
            return f"What do the documents say about {inner}{whom}?"


def _pointed(text: str, before: Before, at: int, named: Sequence[Span]) -> str | None:
    """The question with its last "that", "it", "they" replaced by what they point to."""
    about = topic(before)
    if not about:
        return None
    empty = [m.span() for m in _EMPTY_IT.finditer(text)]
    for match in reversed(list(_POINTS.finditer(text, at))):
        if any(start <= match.start() < end for start, end in empty):
            continue
        if any(end <= match.start() for _, end in named):
            continue  # it points to what this very question names
        follows = text[match.end() :].lstrip()
        if (
            match["bare"]
            and match["bare"].lower() in ("that", "those", "these", "this")
            and re.match(r"[\w-]", follows)
        ) and not re.match(
            r"(?:is|are|was|be|fit|fits|mean|means|happen|happens|affect|affects|come|comes|clash|in|on|for|"
            r"before|after|with|change|start|work|take|by|to|and|or|too|enough|late|early|already|still)\b",
            follows,
        ):
            continue  # "that the VPN goes" opens a clause
        instead = "in this matter, " + about if match.group().lower() == "there" else about
        filled = f"{text[at : match.start()]}{instead}{text[match.end() :]}"
        return filled[:1].upper() + filled[1:]
    return None


def _replaced(before: Before, spans: Sequence[Span], named: str) -> str | None:
    if not spans:
        return None
    first, last = spans[0][0], spans[-1][1]
    if len(spans) > 1 and not re.fullmatch(r"[\s,]*(?:and |or )?(?:the )?", before.text[spans[0][1] : spans[1][0]]):
        last = spans[0][1]
    return before.text[:first] + named + before.text[last:]


def _things(before: Before) -> str:
    """The content words of a question in their order, without people and days; links stay between their neighbours."""
    held = [*before.groups, *before.days]
    words = [m for m in _WORD.finditer(before.text) if not any(s <= m.start() < e for s, e in held)]
    pieces: list[str] = []
    pending: list[str] = []
    for word in words:
        small = word.group().lower()
        if small not in _FRAME or (word.group().isupper() and len(small) > 1 and small in ("it", "us")):
            pieces += [*pending, word.group()] if pieces else [*pending[-1:], word.group()]
            pending = []
        elif small in _LINKS and (pieces or small in ("the", "a", "an")):
            pending.append(word.group())
        else:
            pending = [p for p in pending if p == "and"] if pieces else []
    return " ".join(pieces)


def _names(named: Sequence[Span], groups: Sequence[Span]) -> bool:
    """Whether something is named beside the groups."""
    return any(not any(gs <= start and end <= ge for gs, ge in groups) for start, end in named)
