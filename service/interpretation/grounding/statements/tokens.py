"""The words of a statement, each with its name: the stem, or what all words of the same meaning share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.interpretation.grounding.statements.english import EMPTY, PHRASAL_FIRST, canon, stem
from service.interpretation.reading import words
from service.interpretation.reading.verbs import WORDS

_GAP = 3
"""Words that may stand between a verb and its particle: "switches the old client off"."""
_BESIDE = frozenset("on in at to from with".split())
"""Particles that stand right behind their verb: farther off they are prepositions."""
_COMPOUND = tuple("out over off down up in on back".split())
_FIRSTS = frozenset(
    "roll cut switch hand set shut log sign turn take check build phase kick print start stand drop lock opt".split()
)
_NO_NAMES = frozenset(
    "i january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs "
    "fri sat sun mai q1 q2 q3 q4 mr mrs ms dr".split()
)
_PLAIN_VERBS = frozenset(
    "need keep make take say tell ask show help stay remain hold include contain want know use".split()
)
_VERB_FORMS = ("third", "past", "participle")
_LEADS = (
    words.SHALL | words.PERHAPS | frozenset("not do does did they we you it he she who which that never also".split())
)
_OBJECTS = words.DETERMINERS | frozenset("them it us you him her".split())
MARKS = frozenset(";:,?!()|–—-")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark."""

    word: str
    """Lower case, contractions taken apart."""
    name: str
    """What it is compared by; empty for words that only build the sentence, for numbers and for marks."""
    stem: str
    """Its own stem, whatever else says the same."""
    start: int
    end: int
    proper: bool = False
    """Whether it is written as a name: a capital within the sentence, an acronym, letters with digits."""
    opens: bool = False
    """Whether its capital may come from opening the sentence."""

    @property
    def empty(self) -> bool:
        """Whether a claim may have it with nothing to match in the source."""
        return not self.proper and self.name in EMPTY


def read(text: str) -> tuple[Token, ...]:
    """The tokens of a text."""
    found: list[Token] = []
    first = True
    for piece in words.read(text, 0, len(text)).tokens:
        raw = text[piece.start : piece.end]
        if piece.word in MARKS or not raw[:1].isalnum():
            found.append(Token(piece.word, "", "", piece.start, piece.end))
            first = first or piece.word in ";:|?!–—"
            continue
        if raw[0].isdigit():
            found.append(Token(piece.word, "", "", piece.start, piece.end))
            first = False
            continue
        pieces = _pieces(piece.word, raw, piece.start)
        for word, written, start in pieces:
            found.append(_token(word, written, start, first))
            first = False
    for at, token in enumerate(found[:-1]):
        after = found[at + 1]
        if token.opens and token.name and not token.proper and after.proper and text[token.end : after.start] == " ":
            found[at] = replace(token, proper=True)
    return tuple(_joined(found))


def is_verb(token: Token) -> bool:
    """Whether a word is, or may well be, a finite verb or participle."""
    word = token.word
    if word in words.FINITE:
        return True
    known = WORDS.get(word)
    if known is not None:
        return known[0] in _VERB_FORMS
    return len(word) > 4 and word.endswith("ed") and not token.proper


def may_act(token: Token) -> bool:
    """Whether a word is a verb or is one more often than not."""
    return is_verb(token) or token.word in _PLAIN_VERBS


def acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at a place is used as a verb, as far as its form and its neighbours tell."""
    token = tokens[at]
    if is_verb(token):
        return True
    if token.word in _PLAIN_VERBS and at and tokens[at - 1].name and tokens[at - 1].word.endswith("s"):
        return True
    if token.proper or not token.name:
        return False
    before = tokens[at - 1].word if at else ""
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if before in _LEADS:
        return True
    if token.word.endswith("ing"):
        return before in words.IS | words.WAS or behind in _OBJECTS
    return before == "to" and (token.word in WORDS or behind in _OBJECTS)


def _pieces(word: str, raw: str, start: int) -> list[tuple[str, str, int]]:
    if not any(c in word for c in "-‐‑") or word not in (raw.lower(), raw.lower().replace("’", "'")):
        return [(word, raw, start)]
    pieces, at = [], 0
    for part in raw.replace("‐", "-").replace("‑", "-").split("-"):
        if part:
            pieces.append((part.lower().replace("’", "'"), part, start + at))
        at += len(part) + 1
    return pieces


def _token(word: str, raw: str, start: int, first: bool) -> Token:
    end = start + len(raw)
    bare = word.removesuffix("'s").rstrip("'")
    digits = any(c.isdigit() for c in raw)
    acronym = sum(c.isupper() for c in raw) > 1
    capital = raw[0].isupper() and bare not in _NO_NAMES
    proper = (digits or acronym or (capital and not first)) and bare not in _NO_NAMES
    root = stem(bare)
    if not root and (acronym or digits):
        root = bare
    proper = proper and bool(root)
    if not root and first and capital and len(bare) == 2 and raw.isupper():
        root = bare
    for ending in _COMPOUND:
        if bare.endswith(ending) and bare[: -len(ending)] in _FIRSTS:
            joined = f"{bare[: -len(ending)]}_{ending}"
            return Token(word, canon(joined), joined, start, end, False, first and capital)
    if (bare in _NO_NAMES and bare not in ("may", "march", "i")) or bare == words.MONTH:
        root = ""
    return Token(word, canon(root), root, start, end, proper, first and capital)


def _joined(tokens: list[Token]) -> list[Token]:
    """With fixed phrases under one name: "switched … off", "in place of"."""
    taken: dict[int, str] = {}
    dropped: set[int] = set()
    for at, token in enumerate(tokens):
        for rest, name in PHRASAL_FIRST.get(token.stem or token.word, ()):
            places = _follow(tokens, at, rest)
            if places and at not in dropped:
                taken[at] = name
                dropped.update(places)
                break
    if not taken:
        return tokens
    found = []
    for at, token in enumerate(tokens):
        if at in taken:
            found.append(Token(token.word, canon(taken[at]), taken[at], token.start, token.end))
        elif at in dropped:
            found.append(Token(token.word, "", "", token.start, token.end))
        else:
            found.append(token)
    return found


def _follow(tokens: Sequence[Token], at: int, rest: Sequence[str]) -> list[int]:
    places: list[int] = []
    place = at
    for number, word in enumerate(rest):
        apart = number == 0 and len(rest) == 1 and tokens[at].stem and word not in _BESIDE
        reach = _GAP if apart else 0
        for ahead in range(place + 1, min(place + 2 + reach, len(tokens))):
            if tokens[ahead].word == word:
                place = ahead
                places.append(ahead)
                break
            if tokens[ahead].word in MARKS or is_verb(tokens[ahead]):
                return []
        else:
            return []
    return places
