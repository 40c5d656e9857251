"""What a question asks for, word by word: each with other words for it, and how much a word of its kind can tell.

"ppl", "dont" and a letter too many are put right first. Words that any question may have ("happens", "good", "really")
tell next to nothing, however rare they are in the documents.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary.matcher import Matcher
from service.interpretation import wording
from service.interpretation.answering.nouns import Question
from service.interpretation.answering.ranking import everyday
from service.interpretation.facts import find_facts

WORD = re.compile(r"[^\W_][\w’']*(?:[.,:]\d+)*")
_SPELT = {
    "ppl": "people",
    "pple": "people",
    "thx": "thanks",
    "pls": "please",
    "plz": "please",
    "u": "you",
    "ur": "your",
    "r": "are",
    "w/o": "without",
    "b4": "before",
    "btw": "",
    "asap": "soon",
    "fyi": "",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "shouldnt": "should not",
    "havent": "have not",
    "hasnt": "has not",
    "whos": "who is",
    "whats": "what is",
    "wheres": "where is",
    "hows": "how is",
    "whens": "when is",
    "theres": "there is",
    "thats": "that is",
    "its": "it is",
    "im": "i am",
    "ive": "i have",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "mgr": "manager",
    "mgrs": "managers",
    "dept": "department",
    "depts": "departments",
    "comms": "communications",
    "mins": "minutes",
    "min": "minutes",
    "sec": "seconds",
    "secs": "seconds",
    "hrs": "hours",
    "wk": "week",
    "wks": "weeks",
    "yr": "year",
    "info": "information",
    "docs": "documents",
    "doc": "document",
    "mtg": "meeting",
    "mtgs": "meetings",
    "pwd": "password",
    "pw": "password",
    "acct": "account",
    "accts": "accounts",
    "nr": "number",
    "qty": "number",
    "msg": "message",
    "msgs": "messages",
    "app": "app",
    "apps": "app",
}
"""How words are spelt in chats."""
_OWNER = re.compile(r"(\w)(?:'s|(?<=s)')\s+(?=\w)")
"""What belongs to somebody is something in particular: "the vendor's report" is as good as "the vendor the report"."""
_DENIED = re.compile(r"\b(\w+)n['’]t\b", re.IGNORECASE)
_STOP = frozenset(
    """a an the and or of to in on at for with by from as is are be been being was were will shall may might can could
    should would it its this that these those they them their there he she his her we our us you your i me my
    not no nor do does did doing done has have had having than then so such into onto if each every all any some
    who whom whose which what why how when where whether while about also just very too both only same own once
    here let please am up out off over under again ever s t d ll re ve m o within per via vs eg ie etc hi hello
    hey dear thanks thank sorry ok okay yes well now still yet already even""".split()
)
_IDLE = frozenset(
    """document documents documentation source sources say says said saying tell tells told mention mentions mentioned
    write written wrote find found look looks state stated stating know knows known page slide section exactly
    anything something everything nothing explain describe mean means meaning meant definition define question
    questions answer ask asking asked initiative project thing things happen happens happening happened show
    list give gives given get gets getting got need needs needed want wants wanted use uses used using go goes
    going gone come comes coming take takes taken make makes made do does work works working good great better
    best bad really actually sure enough possible possibly possible maybe perhaps currently today tomorrow
    lately recently soon else like kind sort type bit lot lots many much more most less least few several other
    another one ones two way ways case time times day days date dates week weeks month months year years people
    person everyone everybody anyone anybody someone somebody nobody us team teams guys side affect affected
    affects impact impacted concern concerned involve involved plan plans planned planning schedule scheduled
    please right wrong problem problems issue issues difference different change changes changed new exist
    exists available part parts able try trying put keep keeps let see seen hear heard idea understand
    understood check true false fine clear part regarding concerning information info detail details end start
    starts started begin begins first last next before after during until since between around long far soon
    early late exact current currently instead together against without because therefore home live have must
    shall suffice sufficient adequate half quarter past o'clock am pm currently""".split()
)
_DONE = frozenset(
    """lose loses lost keep keeps kept stay stays move moves moved switch switches switched turn turns bring brings
    fall falls pick picks leave leaves run runs hold holds sit stand stands stuck break breaks replace replaces
    replaced arrive arrives receive receives send sends open opens opened close closes closed stop stops stopped
    join joins reach reaches decide decided agree agreed handle handles look looks wait waits pay pays clash
    clashes fit fits overlap overlaps collide collides follow follows expect expected allow allowed remove
    removed add added cover covers book books order orders ordered help helps call calls cost costs mind minds
    talk talks speak speaks meet meets hand hands catch caught finish finished complete completed fail fails fix
    fixed deal deals drop drops dropped explain share shares apply applies install installed live lives become
    becomes accept accepted reject rejected report reports charge charges borrow borrows enter enters touch
    wear""".split()
)
"""What is done rather than what it is done to."""
IDLE = 0.25
_OF_DEED = 0.7
_OF_NAME = 1.4
"""Weight of a word that any question may have, of a deed and of a name, against 1 for what else is asked for."""
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"\b[A-Z][\w-]*[a-z0-9][\w-]*\b|\b[A-Z]{2,}\b")
_OPENS = re.compile(r"(?:^|[.?!:]\s)\W*$")
_BEFORE_NOUN = frozenset(
    """the a an our your their my his her its this that these those any some no every each which what of for on about
    in at with from by without against regarding to new old extra additional own next first last""".split()
)
_ARTICLES = frozenset("the a an our your their his her any no".split())
_VERBAL = re.compile(r"(?:ed|ing)$")


@dataclass(frozen=True)
class Term:
    """One thing that is asked for."""

    words: frozenset[str]
    """Stems; a text names it by all of them, in part by some."""
    others: frozenset[int] = frozenset()
    """Numbers of the everyday groups that it belongs to."""
    concepts: frozenset[str] = frozenset()
    """Of the glossary, by which either side may name it."""
    telling: float = 1.0
    """How much it can tell, by its kind."""
    written: str = ""
    """As it stands in the question."""
    name: bool = False
    """Whether it is written as a name."""
    days: tuple[tuple[dt.date, dt.date], ...] = ()
    """For a day or period: first and last."""
    thing: bool = False
    """Whether it stands where a noun stands: behind an article, a preposition or another noun."""


@dataclass(frozen=True)
class Asked:
    """A question as it is looked for."""

    terms: tuple[Term, ...]
    pairs: tuple[tuple[str, str], ...]
    """Stems that stand side by side in it."""


def even(text: str) -> str:
    """The question in small letters, words of chats spelt out, quotes and dashes made even."""
    small = text.lower().replace("’", "'").replace("‘", "'")
    small = _DENIED.sub(
        lambda m: f"{ {'ca': 'can', 'wo': 'will', 'sha': 'shall'}.get(m.group(1), m.group(1)) } not", small
    )
    small = re.sub(r"\b(what|when|where|who|how|that|there|it|here|he|she)'s\b", r"\1 is", small)
    small = _OWNER.sub(lambda m: f"{m.group(1)} the ", small)
    return re.sub(r"[\w/]+", lambda m: _SPELT.get(m.group(), m.group()), small)


def asked(question: Question, matcher: Matcher, today: dt.date, vocabulary: frozenset[str] = frozenset()) -> Asked:
    """What is looked for.

    Args:
        question: as understood.
        matcher: finds the glossary's labels in it.
        today: the day of asking, from which "next week" counts.
        vocabulary: stems of the documents; a word that is none of them and one letter from one of them is taken as it.
    """
    small = even(question.text)
    mentions = [m for m in matcher.find(small, community=question.community) if m.candidates]
    phrases = everyday.phrases_in(small)
    names = frozenset(
        m.group().lower() for m in _NAME.finditer(question.text) if not _OPENS.search(question.text[: m.start()])
    )
    terms: dict[frozenset[str], Term] = {}
    row: list[tuple[str, int, int]] = []
    dated = [(f.start, f.end) for f in find_facts(small, today=today) if f.kind == "date"] if question.days else []
    for match in WORD.finditer(small):
        word = match.group().strip("'")
        if any(start <= match.start() < end for start, end in dated):
            continue
        if word in _STOP or (len(word) < 2 and not word.isdigit()):
            continue
        stemmed = word if _NUMBER.search(word) else everyday.stem(word)
        idle = word in _IDLE
        if not idle and vocabulary:
            stemmed = _as_spelt(stemmed, vocabulary)
        others = everyday.groups_of(stemmed)
        inside = [groups for start, end, groups in phrases if start <= match.start() and match.end() <= end]
        concepts = frozenset(
            c
            for m in mentions
            if m.start <= match.start() and match.end() <= m.end
            for c in (m.concept and (m.concept,)) or m.candidates
        )
        for groups in inside:
            others |= groups
        telling = IDLE if idle and not inside else _OF_NAME if word in names else _OF_DEED if word in _DONE else 1.0
        key = frozenset({stemmed})
        if key not in terms:
            beside = bool(row) and not row[-1][0].isdigit() and small[row[-1][2] : match.start()].strip(" '") == ""
            thing = (
                not idle
                and wording.stems(word) <= question.words
                and _stands_as_noun(word, small, match.start(), beside)
            )
            terms[key] = Term(key, others, concepts, telling, word, name=word in names, thing=thing)
        if not idle:
            row.append((stemmed, match.start(), match.end()))
    for first, last in dict.fromkeys(question.days):
        terms[frozenset({f"{first}/{last}"})] = Term(frozenset({f"{first}/{last}"}), days=((first, last),))
    pairs = [
        (one[0], other[0]) for one, other in pairwise(row) if small[one[2] : other[1]].strip(" -'") in ("", "s", "'s")
    ]
    return Asked(tuple(terms.values()), tuple(dict.fromkeys(pairs)))


def _stands_as_noun(word: str, small: str, at: int, beside: bool) -> bool:
    """Whether a word stands where a noun stands; one for a deed only behind an article or an owner.

    Args:
        word: the word.
        small: the question in small letters.
        at: where the word begins in it.
        beside: whether another telling word stands right before it.
    """
    led = small[:at].split()[-1].strip("'\"(“") if small[:at].split() else ""
    if word in _DONE:
        return led in _ARTICLES
    return not _VERBAL.search(word) and (led in _BEFORE_NOUN or beside)


def _as_spelt(stemmed: str, vocabulary: frozenset[str]) -> str:
    """The documents' word that this one is with a letter missing, doubled, changed or swapped; else itself."""
    if stemmed in vocabulary or len(stemmed) < _SHORTEST or everyday.groups_of(stemmed):
        return stemmed
    near = sorted(
        w for w in vocabulary if abs(len(w) - len(stemmed)) < 2 and w[0] == stemmed[0] and _one_off(w, stemmed)
    )
    return near[0] if near else stemmed


_SHORTEST = 5


def _one_off(one: str, other: str) -> bool:
    if len(one) == len(other):
        differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and one[differ[0]] == other[differ[1]]
            and one[differ[1]] == other[differ[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def vocabulary_of(texts: Sequence[frozenset[str]]) -> frozenset[str]:
    """All stems of some texts."""
    return frozenset().union(*texts) if texts else frozenset()
