"""The words of a stretch of text in one spelling: lower case, contractions taken apart, May told from may.

Below that, the closed classes of English: auxiliaries, determiners, prepositions and what else tells a verb from a
noun. Everything that reads grammar reads these, so that "won't", "wont" and "will not" are one thing, and a line break
within a sentence is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-‐‑][^\W_][\w'’]*)*|\d[\d.,:/-]*\d|\d|[;:,?!()|]|[–—]|(?<=\s)-(?=\s)")
_ENDINGS = {"'ll": "will", "'ve": "have", "'re": "are", "'m": "am", "'d": "would"}
_STEMS = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
_WITH_IS = frozenset("it that there what here who where how he she this".split())
_CARELESS = {
    f"{stem}nt": (_STEMS.get(stem, stem), "not")
    for stem in "wo ca do does did is are was were would could should have has had".split()
} | {
    "cannot": ("can", "not"),
    "theres": ("there", "is"),
    "thats": ("that", "is"),
    "youll": ("you", "will"),
    "theyll": ("they", "will"),
    "youre": ("you", "are"),
    "theyre": ("they", "are"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
}
MONTH = "mai"
"""What the month of May is called here, for it is no verb."""

SHALL = frozenset("will shall must should".split())
PERHAPS = frozenset("may might could can would".split())
IS = frozenset("is are am being get gets getting".split())
WAS = frozenset("was were".split())
HAVE = frozenset("has have having".split())
CATENATIVE = frozenset(
    "going about due set expected scheduled supposed planned planning plan plans planning required requires asked "
    "invited told obliged forced encouraged requested reminded urged want wants wanted like intend intends intending "
    "aim aims aiming hope hopes hoping need needs needed ready decided decide agreed hoped tried "
    "intended wished start starts begin begins wish "
    "able mandatory compulsory obligatory expect expects prepare preparing prepared continue continues".split()
)
WANTED = frozenset("wanted hoped needed tried intended wished planned expected".split())
"""Past forms before "to" that leave open whether it came to pass."""
AIMS = frozenset(
    "aim goal objective plan plans proposal decision intention intent purpose mission task job "
    "request order forget remember proposed "
    "promise promised committed keen happy willing time".split()
)
"""Nouns before "to" that announce; after others the infinitive tells what a thing is for."""
ADVERBS = frozenset(
    "not never also now then only soon first again finally both all probably already still just next later hardly "
    "barely scarcely newly even therefore thus please merely".split()
)
NOT_ADVERBS = frozenset("family supply reply apply assembly anomaly july rely comply fly imply".split())
BETWEEN = SHALL | PERHAPS | IS | WAS | HAVE | CATENATIVE | ADVERBS | {"be", "been", "to", "had", "do", "does", "did"}
PREPOSITIONS = frozenset(
    "of for in on at by with from to into onto about over under between before after during until till via through "
    "without within per against towards toward as than since upon across along around".split()
)
DETERMINERS = frozenset(
    "the a an this that these those our your their its his her my any each every no all some both either neither new "
    "old first second third last next upcoming planned main major minor full final".split()
)
PRONOUNS = frozenset("we they i you he she it everyone everybody who which".split())
PEOPLE = frozenset(
    "we they you i users staff people everyone everybody employees teams managers agents champions workers colleagues "
    "participants trainers learners operators".split()
)
LEADERS = frozenset("we it team project i vendor supplier".split())
"""Subjects that bring things about, rather than have to put up with them."""
STRONG_NOT = frozenset("not never hardly barely scarcely neither nor".split())
WEAK_NOT = frozenset(
    "without against avoid avoids avoiding instead rather refrain refuse refuses refused refusing decline declines "
    "declined oppose opposes opposed reject rejects rejected rejecting far short forget fails fail failed reluctant "
    "unwilling no not never nobody none stop stopped prevent prevents nowhere hardly".split()
)
"""Before "to" or "-ing" these deny what follows; a finite verb they leave alone."""
NO_SUBJECT = frozenset("nobody none neither nowhere no noone nothing few hardly".split())
NOT_DENYING = frozenset("only just merely until later sooner longer doubt exception exceptions delay".split())
DESCRIBES = frozenset(
    "able allow allows allowing used designed ability help helps easy possible enables enabling lets let way how where "
    "tool tools means feature features function permits free who".split()
)
STOPPERS = frozenset(
    "that which who whose because when if while where unless until so using via before after during since than as "
    "for".split()
)
FILLERS = frozenset(
    "please then also and or , now next finally first second third lastly to : ( | kindly fyi do "
    "just - – — once".split()
)
AFTER_NOUN = (
    PREPOSITIONS
    | STOPPERS
    | IS
    | WAS
    | HAVE
    | SHALL
    | PERHAPS
    | frozenset(
        f"and or but , ; : ( ) | ! ? – — - {MONTH} today tonight tomorrow monday tuesday wednesday thursday friday "
        "saturday sunday mon tue wed thu fri sat sun january february march april june july august september october "
        "november december wave phase week has had starts begins ends takes happens runs goes continues due".split()
    )
)
FINITE = (
    IS
    | WAS
    | HAVE
    | SHALL
    | PERHAPS
    | frozenset(
        "had do does did be been took came went got made gave ran said began kept left led met saw "
        "told thought knew found "
        "became lasted needs goes provides includes allows enables requires uses means sees works "
        "takes comes gives keeps "
        "makes says tells asks shows sits lets serves holds helps contains describes".split()
    )
) - {"being", "getting", "having"}
"""Words that are finite verbs and nothing else, or nearly so."""
ENDS = STOPPERS | IS | WAS | HAVE | SHALL | PERHAPS
"""Where what is joined to a noun ends."""
_MAX_LOOK = 9
"""Words to the left of a verb that are searched for what denies it."""


class Token(NamedTuple):
    """A word or mark: in lower case, with its place in the document."""

    word: str
    start: int
    end: int
    name: bool = False
    """Whether a capital in the midst of a sentence marks it as part of a name."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a clause, and the same joined by single blanks."""

    tokens: tuple[Token, ...]
    plain: str
    places: tuple[int, ...]
    """Where each token begins in `plain`."""

    def place(self, offset: int) -> int:
        """The place in `plain` of the first token that begins at or after an offset of the document."""
        index = bisect_left(self.tokens, offset, key=_start)
        return self.places[index] if index < len(self.places) else len(self.plain)

    def part(self, start: int, end: int) -> Words:
        """Those that begin in `[start, end)` of the document."""
        first, last = bisect_left(self.tokens, start, key=_start), bisect_left(self.tokens, end, key=_start)
        return self if (first, last) == (0, len(self.tokens)) else _joined(self.tokens[first:last])


_start = attrgetter("start")


def read(text: str, start: int, end: int, offset: int = 0) -> Words:
    """The words of `text[start:end]`; `offset` is added to their places."""
    found: list[Token] = []
    names = 0
    for match in _WORD.finditer(text, start, end):
        raw = match.group()
        apart = _apart(raw)
        name = raw[0].isupper() and raw[1:].islower() and bool(found) and found[-1].word[-1].isalnum()
        names += name
        if apart == ("may",) and ((raw == "May" and found) or (found and found[-1].word[0].isdigit())):
            apart = (MONTH,)
        for word in apart:
            found.append(Token(word, match.start() + offset, match.end() + offset, name))
    if len(found) > 1 and found[0].word == "may" and not found[1].word[0].isalpha():
        found[0] = Token(MONTH, found[0].start, found[0].end)
    if 2 * names > len(found):
        found = [Token(t.word, t.start, t.end) for t in found]
    return _joined(tuple(found))


def _joined(tokens: tuple[Token, ...]) -> Words:
    places, length = [], 0
    for token in tokens:
        places.append(length)
        length += len(token.word) + 1
    return Words(tokens, " ".join([t.word for t in tokens]), tuple(places))


def plain(text: str) -> str:
    """A text as `Words.plain` has it."""
    return read(text, 0, len(text)).plain


@lru_cache(maxsize=200)
def searched(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """What a pattern finds first in a clause, which is asked anew for each of its hundred mentions."""
    return pattern.search(clause)


@lru_cache(maxsize=50_000)
def _apart(raw: str) -> tuple[str, ...]:
    word = raw.lower().replace("’", "'")
    if word in _CARELESS:
        return _CARELESS[word]
    if word.endswith("n't") and len(word) > 3:
        return _STEMS.get(word[:-3], word[:-3]), "not"
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)], full
    if word.endswith("'s") and word[:-2] in _WITH_IS:
        return word[:-2], "is"
    return (word,)


class Group(NamedTuple):
    """The auxiliaries and adverbs that belong to a verb, and the place of the first of them."""

    parts: frozenset[str]
    first: int


def group_of(words: Sequence[Token], at: int) -> Group:
    """What belongs to the verb on its left: "is due to", "will not be", "has now been"."""
    first = at
    while first and at - first < _MAX_LOOK:
        word = words[first - 1].word
        adverb = word.endswith("ly") and word not in NOT_ADVERBS
        if word in ("longer", "sooner") and first > 1 and words[first - 2].word in ("no", "any"):
            first -= 2
        elif word in BETWEEN or adverb:
            first -= 1
        else:
            break
    return Group(frozenset(t.word for t in words[first:at]), first)


def denied(words: Sequence[Token], at: int, group: Group, *, finite: bool) -> bool:
    """Whether a verb is negated; two negations make none ("don't forget to")."""
    count = 0
    for index in range(group.first, at):
        word = words[index].word
        count += word in STRONG_NOT and not _undone(words, index)
    index = group.first - 1
    while index >= 0 and group.first - index <= _MAX_LOOK:
        word = words[index].word
        if word in ",;:|()–—" or word == "but":
            break
        if not finite and word in WEAK_NOT and not _undone(words, index):
            count += 1
        index -= 1
    start = index + 1
    if words[start].word in FILLERS and start + 1 < len(words):
        start += 1
    if (
        start < group.first
        and words[start].word in NO_SUBJECT | {"not"}
        and (finite or words[start].word not in WEAK_NOT)
    ):
        count += not _undone(words, start)
    elif finite and _denies_all(words, group.first):
        count += 1
    return count % 2 == 1


def _denies_all(words: Sequence[Token], until: int) -> bool:
    first = words[0].word
    if first in ("neither", "none", "nobody", "nowhere"):
        return True
    opening = [t.word for t in words[: min(until, 5)]]
    return first in ("at", "under", "by", "in", "on") and any(
        no == "no" and what in ("point", "circumstances", "circumstance", "means", "case", "way", "account")
        for no, what in pairwise(opening)
    )


def _undone(words: Sequence[Token], at: int) -> bool:
    """Whether a negation denies nothing: "not only", "no later than", "not until June"."""
    return at + 1 < len(words) and words[at + 1].word in NOT_DENYING
