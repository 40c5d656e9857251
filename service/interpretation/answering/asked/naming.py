"""What a question names by general English words: people, places and teams, and what it asks the day of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.planning.facts import EventKind

_EVENTS: tuple[tuple[EventKind, str], ...] = (
    (
        "withdrawal",
        r"until when|till when|how long (?:can|will|may|do)|switch\w* off|turn\w* off|shut ?down|withdr[ae]w\w*|"
        r"decommission\w*|retired?|removed?|goes away|go away|taken away|end of life|read-only|discontinu\w*|"
        r"stop working|stops? (?:being|to be)|gone|phased? out|expires?|lose|loses|losing",
    ),
    (
        "training",
        r"train(?:ing|ings|ed|s)?|courses?|workshops?|e-?learning|class(?:es)?|coaching|taught|lessons?|webinars?",
    ),
    (
        "communication",
        r"announce\w*|communicat\w*|comms|newsletters?|e?-?mails?|told|informed|notified|town ?halls?|hear about|"
        r"messages?|briefings?|posters?",
    ),
    (
        "go_live",
        r"go(?:es|ing)?[- ]?live|live|launch\w*|cut-?over|roll-?(?:ed )?-?out|rollout|deploy\w*|in production|"
        r"released?|introduc\w*|start using|starts?",
    ),
    ("pilot", r"pilots?|proof of concept|early adopters?|beta|preview"),
    (
        "access",
        r"access|accounts?|log ?in|sign ?in|logins?|get|gets|getting|receive|receives|have|can (?:\w+ )?use|use|"
        r"able to|licen[cs]es?|invitations?|credentials|provision\w*",
    ),
    ("freeze", r"freezes?|frozen|black-?outs?|stock-?take|moratorium|embargo"),
    ("holiday", r"holidays?|vacations?|bank holiday|shutdown|easter|christmas"),
    ("support_cover", r"hyper-?care|floor ?walk\w*|support|on-?call|stand-?by|help ?desk|service desk"),
    ("test", r"test(?:s|ed|ing)?|UAT|rehearsal|dry run|(?:accessibility|usability) check|pen-?test"),
    ("decision", r"deci(?:de|ded|des|sion|sions)|go/no-go|approv\w*|sign(?:ed)?[- ]?off|steering"),
    ("feedback", r"surveys?|pulse|feedback|retrospectives?|lessons learned"),
    (
        "change",
        r"migrat\w*|enforce\w*|mandatory|compulsory|upgrad\w*|replac\w*|move[sd]?|switch(?:ed|over)?(?! off)|"
        r"changeover|chang(?:e|es|ed)|take effect",
    ),
)
_EVENT = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _EVENTS), re.IGNORECASE)
_PLACES = (
    # What is longer comes first: "shop floor" is no shop.
    r"shop[- ]floor|night[- ]shifts?|day[- ]shifts?|head ?office|back ?office|front ?desk|call cent(?:re|er)s?|"
    r"depots?|plants?|offices?|sites?|branch(?:es)?|wards?|schools?|stores?|shops?|warehouses?|departments?|clinics?|"
    r"campus(?:es)?|factor(?:y|ies)|hospitals?|labs?|laborator(?:y|ies)|shifts?|headquarters|regions?|countries|"
    r"teams?|units?|classrooms?|kitchens?|stations?|librar(?:y|ies)|reception|faculty|faculties|practices"
)
_PLACE = re.compile(
    rf"(?P<before>(?:[\w'-]+ ){{0,2}})(?<![\w-])(?P<head>{_PLACES})\b(?! (?:manager|lead|plan|policy))", re.IGNORECASE
)
_COMPOUND = re.compile(
    r" (?!(?:a|an|the|and|or|of|to|in|on|at|for|with|by|from|is|are|was|were|be|will|get|gets|have|has|had|do|does|can|"
    r"must|should|would|affected|hit|use|uses|lose|loses|need|needs|go|goes|start|starts|before|after|when|if|not|be|"
    r"work|works|without|who|that|which|during|since|until|only|also|still|as|than|receive|receives|keep|keeps|stay|"
    r"stays|log|sign|colleagues|users|employees|workers|staff|people|managers?)\b)[a-z]{3,}"
)
_AT = re.compile(r"\b(?:in|at) (?:the )?(?P<name>[A-Z][\w'-]+(?:(?: and |, | )[A-Z][\w'-]+)*)")
_NO_MODIFIER = frozenset(
    """a an the and or of to in on at for with by from as is are be was were will shall must can could should would
    do does did
    has have had our my your their its his her this that these those all every each any some no other both about get
    gets
    getting use uses lose loses affect affects hit hits what which who when where how whether if between before after
    during
    than not also only mean means out off up into over""".split()
)
_NOBODY = re.compile(
    r"(?:(?:how )?(?:many|much|more|most|the|which|what|other) )*(?:people|users?|staff|persons|everyone|everybody|"
    r"anyone|anybody|groups?|teams?)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q[1-4]|CW|KW|Week|Sprint)", re.IGNORECASE)


def events_in(text: str) -> tuple[EventKind, ...]:
    """What it asks the day of, in its order, each once."""
    return tuple(event_words(text))


def event_words(text: str) -> dict[EventKind, list[str]]:
    """The words by which it asks the day of something, by the kind of event, in their order."""
    found: dict[EventKind, list[str]] = {}
    for match in _EVENT.finditer(text):
        kind: EventKind = match.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        found.setdefault(kind, []).append(match.group())
    return found


def groups_in(text: str, populations: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Where it names people, places and teams: spans without their articles, in order.

    Args:
        text: the question.
        populations: where the fact readers found people in it.
    """
    spans = [
        (_without_article(text, start, end), end)
        for start, end in populations
        if not _NOBODY.fullmatch(text[start:end])
    ]
    for match in _PLACE.finditer(text):
        if not match["head"].endswith("s") and _COMPOUND.match(text, match.end()):
            continue  # "ward round" is no ward
        start = match.start("head")
        for word in reversed(list(re.finditer(r"[\w'-]+", match["before"]))):
            if word.group().lower() in _NO_MODIFIER:
                break
            start = match.start("before") + word.start()
        spans.append((start, match.end("head")))
    spans += [match.span("name") for match in _AT.finditer(text) if not _MONTH.match(match["name"])]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def is_place(text: str) -> bool:
    """Whether it names a place or a team rather than people."""
    return _PLACE.search(text) is not None


def _without_article(text: str, start: int, end: int) -> int:
    match = re.match(
        r"(?:(?:the|our|my|your|their|all|any|some|these|those|which|what|how many) )+", text[start:end], re.IGNORECASE
    )
    return start + match.end() if match else start
