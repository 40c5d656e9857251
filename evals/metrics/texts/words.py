"""A text as a row of words, numbers and days that can be compared: in any form, spelling or order of day and month.

Stemmed with Snowball's English stemmer; irregular verbs are listed here. Articles are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from evals.metrics.texts.days import MONTHS, Day, Written, find

_ARTICLES = frozenset({"a", "an", "the"})
_PLAIN = frozenset(
    "about after all also am and any are as at be because been before being both but by can could did do does each for "
    "from get had has have he her here his how i if in into is it its just may me might more most must my no nor not "
    "now of off on only or other our out over own shall she should so some such than that their them then there these "
    "they this those through to too under until up us very was we were what when where which while who whom whose why "
    "will with would you your".split()
)
"""Words that tell nothing of what a text is about."""
_IRREGULAR = {
    past: base
    for line in (
        "be am is are was were been|begin began begun|break broke broken|bring brought|build built|buy bought|"
        "choose chose chosen|come came|do does did done|draw drew drawn|drive drove driven|fall fell fallen|find found|"
        "get got gotten|give gave given|go goes went gone|have has had|hold held|keep kept|know knew known|lead led|"
        "leave left|lose lost|make made|mean meant|meet met|pay paid|run ran|say said|see saw seen|sell sold|send sent|"
        "show shown|speak spoke spoken|spend spent|stand stood|take took taken|teach taught|tell told|think thought|"
        "understand understood|withdraw withdrew withdrawn|write wrote written|person people|child children|"
        "woman women|man men"
    ).split("|")
    for base, *forms in [line.split()]
    for past in forms
}
_NUMBERS = {
    name: str(value)
    for value, name in [
        *enumerate(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen twenty".split(),
            2,
        ),
        *zip(range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True),
    ]
}
"""Not `one`, which is mostly no number; it is found as 1, and need not be there as one."""
_TOKEN = re.compile(
    r"""
      (?P<clock>(?<![\d.,])(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\b)|\d{1,2}:\d\d|\d{1,2}\s*[ap]\.?m\b)(?![\d]))
    | (?P<dotted>\d+(?:\.\d+){2,}(?!\w))
    | (?P<number>(?<![\w.])\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+(?![\w]|[.,]\d)|(?<!\w)\d+(?:[.,]\d+)?(?!\w))
    | (?P<percent>%|\bper\s?cent\b)
    | (?P<word>[^\W_]+(?:['’][^\W\d_]+)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap])?", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_GROUPED = re.compile(r"\d{1,3}([ ,.'’\u00a0\u202f])\d{3}(?:\1\d{3})*")


class Token(NamedTuple):
    """A word, number or day of a text."""

    written: str
    start: int
    keys: frozenset[str]
    """What it can be read as: a word's stem, a number's plain digits, a clock time as `14:00`."""
    days: tuple[Day, ...] = ()
    numeric: bool = False
    """A number, a clock time or a day."""
    telling: bool = True
    """Whether it says what the text is about, rather than holding the sentence together."""

    def tells(self, wanted: Token) -> bool:
        """Whether this one says the wanted one."""
        if wanted.days:
            return any(mine.tells(other) for mine in self.days for other in wanted.days)
        return bool(self.keys & wanted.keys)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and days of a text in its order, without articles."""
    found = [_day(text, written) for written in find(text)]
    spans = [(token.start, token.start + len(token.written)) for token in found]
    for match in _TOKEN.finditer(_without(text, spans)):
        if match.group().lower() not in _ARTICLES:
            found.append(_token(match))
    return tuple(sorted(found, key=lambda token: token.start))


def contains(wanted: Sequence[Token], text: Sequence[Token]) -> bool:
    """Whether the wanted tokens stand in the text one after the other; `e-mail`, `e mail` and `email` are the same."""
    if not wanted:
        return False
    size = len(wanted)
    if any(_alike(text[at : at + size], wanted) for at in range(len(text) - size + 1)):
        return True
    if any(token.numeric for token in wanted):
        return False
    joined = _joined(wanted)
    return any(
        _joined(text[at : at + count]) & joined
        for count in range(max(size - 1, 1), size + 2)
        for at in range(len(text) - count + 1)
    )


def _alike(text: Sequence[Token], wanted: Sequence[Token]) -> bool:
    return all(one.tells(other) for one, other in zip(text, wanted, strict=True))


def _joined(row: Iterable[Token]) -> frozenset[str]:
    *first, last = row
    start = "".join(token.written.lower() for token in first)
    return frozenset(start + key for key in last.keys)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    bare = list(text)
    for start, end in spans:
        bare[start:end] = " " * (end - start)
    return "".join(bare)


def _day(text: str, written: Written) -> Token:
    keys = {_stem(MONTHS[day.month - 1]) for day in written.days} | {str(day.year) for day in written.days if day.year}
    return Token(text[written.start : written.end], written.start, frozenset(keys), written.days, numeric=True)


def _token(match: re.Match[str]) -> Token:
    written, start = match.group(), match.start()
    if match["clock"]:
        return Token(written, start, frozenset({_clock(written)}), numeric=True)
    if match["dotted"]:
        return Token(written, start, frozenset({written}), numeric=True)
    if match["number"]:
        return Token(written, start, _amounts(written), numeric=True)
    if match["percent"]:
        return Token(written, start, frozenset({"%"}))
    word = _POSSESSIVE.sub("", written)
    plain = word.lower() in _PLAIN
    if plain and word.isupper() and len(word) > 1:
        return Token(written, start, frozenset({word}))  # IT and US are no pronouns
    return Token(written, start, _forms(word.lower()), numeric=word.lower() in _NUMBERS, telling=not plain)


def _forms(word: str) -> frozenset[str]:
    if word in _NUMBERS:
        return frozenset({_NUMBERS[word]})
    if word == "one":
        return frozenset({word, "1"})
    if not word.isalpha():
        return frozenset({word})
    return frozenset({_stem(word), _stem(_IRREGULAR.get(word, word))})


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    # One for each call: a stemmer keeps the word at work in itself, and cases run in threads.
    return str(snowballstemmer.stemmer("english").stemWord(word))


def _amounts(written: str) -> frozenset[str]:
    """The numbers it can mean: `1.200` is 1200 in some countries and 1.2 in others."""
    readings: set[str] = set()
    if _GROUPED.fullmatch(written):
        readings.add(re.sub(r"\D", "", written))
    if len(split := re.split(r"[.,]", written)) <= 2 and not re.search(r"[^\d.,]", written):
        whole, part = (*split, "")[:2]
        if not (part and "," in written and readings):
            readings.add(f"{whole}.{part}".rstrip("0").rstrip(".") if part else whole)
    return frozenset(readings)


def _clock(written: str) -> str:
    match = _CLOCK.match(written)
    assert match is not None, written
    hour, minute, half = int(match[1]), match[2] or "00", (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute}"
