"""The forms in which an English label turns up in text: plurals, verb forms, closed and open spellings, -ise and -ize.

Everything is spelt out once, when a matcher is built, so that finding costs nothing for it. A form that no writer
uses ("sessi on") does no harm: it is simply never found. Above: `matcher`. This module knows no text and no concept.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

_VOWELS = "aeiou"
_PARTICLES = frozenset(
    "in on out off up down over back away through around along into onto to for with from by".split()
)
_HEAD_ENDS_BEFORE = frozenset("of for in to at by with on as from per".split())
_MAX_SPELLINGS = 16

_PLURALS = {
    "person": ("people", "persons"),
    "child": ("children",),
    "foot": ("feet",),
    "tooth": ("teeth",),
    "mouse": ("mice",),
    "criterion": ("criteria",),
    "phenomenon": ("phenomena",),
    "index": ("indexes", "indices"),
    "appendix": ("appendices", "appendixes"),
    "matrix": ("matrices", "matrixes"),
    "vertex": ("vertices",),
    "medium": ("media", "mediums"),
    "curriculum": ("curricula", "curriculums"),
    "memorandum": ("memoranda", "memorandums"),
    "schema": ("schemas", "schemata"),
    "life": ("lives",),
    "knife": ("knives",),
    "half": ("halves",),
    "shelf": ("shelves",),
    "leaf": ("leaves",),
    "self": ("selves",),
    "staff": ("staff",),
    "series": ("series",),
    "hero": ("heroes",),
    "potato": ("potatoes",),
    "veto": ("vetoes",),
    "echo": ("echoes",),
}
_PAST = {
    "become": "became become",
    "begin": "began begun",
    "bind": "bound",
    "break": "broke broken",
    "bring": "brought",
    "build": "built",
    "buy": "bought",
    "cast": "cast",
    "catch": "caught",
    "choose": "chose chosen",
    "come": "came come",
    "cut": "cut",
    "deal": "dealt",
    "do": "did done",
    "draw": "drew drawn",
    "drive": "drove driven",
    "fall": "fell fallen",
    "feed": "fed",
    "find": "found",
    "forget": "forgot forgotten",
    "freeze": "froze frozen",
    "get": "got gotten",
    "give": "gave given",
    "go": "went gone",
    "grow": "grew grown",
    "have": "had",
    "hear": "heard",
    "hide": "hid hidden",
    "hit": "hit",
    "hold": "held",
    "keep": "kept",
    "know": "knew known",
    "lay": "laid",
    "lead": "led",
    "learn": "learned learnt",
    "leave": "left",
    "let": "let",
    "lose": "lost",
    "make": "made",
    "mean": "meant",
    "meet": "met",
    "pay": "paid",
    "put": "put",
    "quit": "quit",
    "read": "read",
    "ride": "rode ridden",
    "rise": "rose risen",
    "run": "ran run",
    "say": "said",
    "see": "saw seen",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "set": "set",
    "show": "showed shown",
    "shut": "shut",
    "sit": "sat",
    "speak": "spoke spoken",
    "spend": "spent",
    "spin": "spun",
    "split": "split",
    "spread": "spread",
    "stand": "stood",
    "stick": "stuck",
    "take": "took taken",
    "teach": "taught",
    "tell": "told",
    "think": "thought",
    "throw": "threw thrown",
    "understand": "understood",
    "wear": "wore worn",
    "win": "won",
    "wind": "wound",
    "write": "wrote written",
}
_PREFIXES = ("re", "over", "under", "un", "with", "out", "up", "off", "down", "fore", "broad", "mis", "pre")
_PAIRS = (
    ("licence", "license"),
    ("practice", "practise"),
    ("programme", "program"),
    ("centre", "center"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("analogue", "analog"),
    ("enrol", "enroll"),
    ("enrolment", "enrollment"),
    ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"),
    ("instalment", "installment"),
    ("defence", "defense"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("artefact", "artifact"),
    ("grey", "gray"),
    ("ageing", "aging"),
    ("whilst", "while"),
)
_OTHER_SPELLING = {a + s: b + s for x, y in _PAIRS for a, b in ((x, y), (y, x)) for s in ("", "s", "d")}
_RESPELLINGS = (
    (re.compile(r"(?<=\w\w\w)is(?=(?:ation(?:s|al|ally)?|e|es|ed|ing|ers?|able)$)"), "iz"),
    (re.compile(r"(?<=\w\w\w)iz(?=(?:ation(?:s|al|ally)?|e|es|ed|ing|ers?|able)$)"), "is"),
    (re.compile(r"(?<=al)ys(?=(?:e|es|ed|ing|ers?)$)"), "yz"),
    (re.compile(r"(?<=al)yz(?=(?:e|es|ed|ing|ers?)$)"), "ys"),
    (re.compile(r"^(behavi|col|endeav|fav|flav|harb|hon|lab|neighb)our"), r"\1or"),
    (re.compile(r"^(behavi|col|endeav|fav|flav|harb|hon|lab|neighb)or"), r"\1our"),
    (re.compile(r"(?<=[aeiou][^aeiou][aeiou])ll(?=(?:ed|ing|ers?)$)"), "l"),
    (re.compile(r"(?<=[aeiou][^aeiou][aeiou])l(?=(?:ed|ing|ers?)$)"), "ll"),
)
_GAP = re.compile(r"([ -])")
_OPENABLE = re.compile(r"^(\w*[aeiou]\w*?\w)(in|on|out|off|up|down|over|back|through)$")


def noun_forms(phrase: str) -> set[str]:
    """The phrase, its plural, and the singular of a phrase that is a plural; `phrase` has single spaces."""
    words = phrase.split(" ")
    forms = {phrase}
    heads = {len(words) - 1}
    heads.update(i - 1 for i, word in enumerate(words) if i and word.lower() in _HEAD_ENDS_BEFORE)
    for head in heads:
        for word in _numbers(words[head]):
            forms.add(" ".join([*words[:head], word, *words[head + 1 :]]))
    return forms


def verb_forms(phrase: str) -> set[str]:
    """The phrase and its -s, -ed and -ing forms; of a phrasal verb its first word is inflected."""
    words = phrase.split(" ")
    places = {0} if words[-1] in _PARTICLES else {0, len(words) - 1}
    forms = {phrase}
    for place in places:
        for word in _conjugated(words[place]):
            forms.add(" ".join([*words[:place], word, *words[place + 1 :]]))
    return forms


def spellings(phrase: str) -> set[str]:
    """The phrase in British and American spelling, word by word."""
    choices = [_spelt(word) for word in phrase.split(" ")]
    return {" ".join(words) for words in itertools.islice(itertools.product(*choices), _MAX_SPELLINGS)}


def closed_spellings(phrase: str) -> set[str]:
    """Closed forms of a phrase whose gaps are spaces and hyphens: "sign-on" as "signon", "help desk" as "helpdesk".

    A hyphen may close anywhere; a space only in a phrase of two words, where writers do so.
    """
    parts = _GAP.split(phrase)
    words, gaps = parts[::2], parts[1::2]
    choices = []
    for before, gap, after in zip(words, gaps, words[1:], strict=False):
        plain = before.isalpha() and after.isalpha() and not (_is_caps(before) or _is_caps(after))
        choices.append((" ", "") if plain and (gap == "-" or len(words) == 2) else (" ",))
    joined = itertools.islice(itertools.product(*choices), _MAX_SPELLINGS)
    return {words[0] + "".join(g + w for g, w in zip(gap, words[1:], strict=True)) for gap in joined}


def open_spellings(phrase: str) -> set[str]:
    """The phrase with each closed compound opened before its particle: "rollback page" as "roll back page"."""
    words = phrase.split(" ")
    forms = set()
    for i, word in enumerate(words):
        found = _OPENABLE.match(word)
        if found and len(found[1]) >= 3 and not _is_caps(word):
            forms.add(" ".join([*words[:i], found[1], found[2], *words[i + 1 :]]))
    return forms


def _numbers(word: str) -> Iterator[str]:
    lower = word.lower()
    if len(word) < 2 or not word[-1].isalpha():
        return
    if _is_caps(word):
        yield word + "s"
        return
    if lower in _PLURALS:
        yield from _PLURALS[lower]
        return
    if lower.endswith("man") and len(lower) > 3:
        yield word[:-2] + "en"
    if lower.endswith("sis"):
        yield word[:-2] + "es"
        return
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "as", "os")):
        if word[0].islower():
            yield from _singulars(word)
        return
    if lower.endswith("y") and lower[-2] not in _VOWELS:
        yield word[:-1] + "ies"
    elif lower.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    else:
        yield word + "s"


def _singulars(word: str) -> Iterator[str]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("ches", "shes", "sses", "xes", "zes")):
        yield word[:-2]
    else:
        yield word[:-1]


def _conjugated(word: str) -> Iterator[str]:
    if len(word) < 2 or not word.isalpha():
        return
    last, before = word[-1], word[-2]
    if last == "y" and before not in _VOWELS:
        yield word[:-1] + "ies"
    elif word.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield word + "es"
    else:
        yield word + "s"
    stems = tuple(_stems(word))
    if word.endswith("ie"):
        yield word[:-2] + "ying"
    elif last == "e" and before not in "eoy":
        yield word[:-1] + "ing"
    else:
        yield from (stem + "ing" for stem in stems)
    past = _irregular_past(word)
    if past:
        yield from past
    elif last == "y" and before not in _VOWELS:
        yield word[:-1] + "ied"
    elif last == "e":
        yield word + "d"
    else:
        yield from (stem + "ed" for stem in stems)


def _stems(word: str) -> Iterator[str]:
    """What -ed and -ing are put after: the last consonant doubled, or not, or (in a long word) either."""
    short_ending = (
        len(word) > 2 and word[-1] not in _VOWELS + "wxyh" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    )
    one_syllable = len(re.findall(r"[aeiouy]+", word)) == 1
    if not short_ending or not one_syllable:
        yield word
    if short_ending:
        yield word + word[-1]


def _irregular_past(word: str) -> tuple[str, ...]:
    if word in _PAST:
        return tuple(_PAST[word].split())
    for prefix in _PREFIXES:
        base = word.removeprefix(prefix)
        if base != word and base in _PAST:
            return tuple(prefix + form for form in _PAST[base].split())
    return ()


@lru_cache(maxsize=100_000)
def _spelt(word: str) -> tuple[str, ...]:
    lower = word.lower()
    others = [pattern.sub(replacement, lower) for pattern, replacement in _RESPELLINGS]
    if lower in _OTHER_SPELLING:
        others.append(_OTHER_SPELLING[lower])
    return (word, *(other for other in others if other != lower))


def _is_caps(word: str) -> bool:
    return len(word) > 1 and word.isupper()
