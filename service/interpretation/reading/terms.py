"""Terms that look technical and are not in the glossary, with what the document says they stand for.

Expansions follow Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text": the letters of the acronym are found from right to left in the words before the bracket.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ACRONYM = re.compile(r"(?<![\w./@#&\\-])[A-Z][A-Z0-9]*+(?:[-/][A-Z0-9]++)*+s?(?![\w@\\]|[./]\w)")
_MIXED = re.compile(r"(?<!\w)[A-Z][\w/-]{1,10}+")
_BRACKETED = re.compile(r"""\(["'“”‘’]?([A-Z][\w/-]{1,9}+)["'“”‘’]?\)""")
_SAME_AS = re.compile(
    r",\s(?:or\s(?:the\s)?|in short\s)?([A-Z][\w/-]{1,9}+)(?=\sfor short\b|,|\.|\)|\s(?:is|are|means)\b)"
)
_SPELT_OUT = re.compile(
    r"(?<![\w./@-])([A-Z][A-Z0-9/-]{1,9}+)(?:\s?[:=]|\s[–—-]|,?\s(?:is\s)?short for|\sstands for"
    r"|\smeans)\s([^\n.;,|()]{5,90})"
)
_OPENED = re.compile(r"(?<![\w./@-])([A-Z][A-Z0-9/-]{1,9}+)[ \t]\(([^()\n]{5,90})\)")
_WORD = re.compile(r"[\w'’-]+")
_ROMAN = re.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})")
_IDENTIFIER = re.compile(r"[A-Z]{1,8}-?\d{2,}|[A-Z]{1,2}\d{1,2}|\w*\d{4,}\w*")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b(?:[ \t,:!-]+[A-Z]+\b)++")
_SMALL = frozenset(
    "OF FOR THE AND TO IN ON OUT THIS THAT NOT WITH IS ARE BE BY FROM AT OR NO ALL YOUR OUR WE YOU "
    "PLEASE READ NOW NEW STOP DO".split()
)
_JOINING = frozenset("of and for to the in on as a an by with".split())
_LONGEST = 120
"""Characters beside an acronym that are searched for what it stands for."""
_NO_TERM = frozenset(
    "A I OK AM PM CET CEST UTC GMT EST PST EOD EOB COB ASAP FYI TBD TBC TBA NB PS RE FW FWD CC BCC HTTP "
    "HTTPS WWW PDF USA US UK EU UN TODO NOTE TIP IMPORTANT WARNING YES NO AND OR NOT THE CEO CFO COO HR "
    "IT PR DOCX XLSX PPTX CSV HTML XML N/A NA ETA VIP NEW NOW ALL ONLY MUST SHALL SHOULD MAY STOP PLEASE "
    "ATTENTION URGENT DRAFT FINAL EUR USD GBP CHF SEK DKK NOK PLN JPY KB MB GB TB PB KG KM MM CM MHZ GHZ "
    "KHZ KW MW KV KWH MWH GWH MBIT GBIT MBPS GBPS KBPS DPI RPM PSI PPM BTU KPA DB JAN FEB MAR APR JUN JUL "
    "AUG SEP SEPT OCT NOV DEC MON TUE TUES WED THU THUR THURS FRI SAT SUN".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term without an entry."""

    term: str
    count: int
    expansion: str | None
    start: int
    end: int


def unknown(text: str, known: Sequence[tuple[int, int]], *, shouting: Sequence[tuple[int, int]] = ()) -> list[Term]:
    """Acronyms outside the spans of `known` terms (sorted by start), the most frequent first.

    `shouting` are spans in which capitals mean nothing (headings in capitals).
    """
    expansions = _expansions(text)
    starts = [k[0] for k in known]
    loud = [*shouting, *_shouted(text)]
    loud.sort()
    loud_starts = [span[0] for span in loud]
    found: dict[str, list[int]] = {}
    for match in _ACRONYM.finditer(text):
        word = match.group().removesuffix("s")
        if not _is_term(word) or _within(match.start(), known, starts) or _within(match.start(), loud, loud_starts):
            continue
        if not word.isalpha() or not _referred(text, match.end()):
            found.setdefault(word, []).append(match.start())
    ordinary = _in_small_letters(text, found)
    mixed = {word for word in expansions if not word.isupper() and word not in _NO_TERM}
    for match in _MIXED.finditer(text) if mixed else ():
        word = match.group() if match.group() in mixed else match.group().removesuffix("s")
        if word in mixed and not _within(match.start(), known, starts):
            found.setdefault(word, []).append(match.start())
    terms = [
        Term(word, len(places), expansions.get(word), places[0], places[0] + len(word))
        for word, places in found.items()
        if word in expansions or word.lower() not in ordinary
    ]
    return sorted(terms, key=lambda t: (-t.count, t.start))


def _is_term(word: str) -> bool:
    if not 2 <= len(word) <= 12 or word in _NO_TERM or sum(c.isalpha() for c in word) < 2:
        return False
    return not _ROMAN.fullmatch(word) and not _IDENTIFIER.fullmatch(word)


def _within(place: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, place) - 1
    return at >= 0 and place < spans[at][1]


def _referred(text: str, end: int) -> bool:
    """Whether a number of three digits or more follows: "RFC 2119" refers to a paper, it names no thing."""
    return text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 4].isdigit()


def _shouted(text: str) -> list[tuple[int, int]]:
    """Runs of words in capitals that are ordinary words: "PLEASE READ THIS"."""
    runs = []
    for match in _CAPITALS.finditer(text):
        said = _WORD.findall(match.group())
        if any(w in _SMALL or len(w) > 6 for w in said) and len(said) > 1:
            runs.append(match.span())
    return runs


def _in_small_letters(text: str, found: Iterable[str]) -> set[str]:
    """Which of these the text also writes as ordinary words."""
    wanted = {w.lower() for w in found if len(w) > 3 and w.isalpha()}
    return wanted & set(_WORD.findall(text)) if wanted else set()


def _expansions(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pattern in (_BRACKETED, _SAME_AS):
        for match in pattern.finditer(text):
            short = _singular(match.group(1))
            long = _best_long_form(short, _last_words(text[max(0, match.start() - _LONGEST) : match.start()]))
            if long and len(long) > len(short) + 2 and not long.isupper():
                found.setdefault(short, long.strip("\"'“”‘’ "))
    for match in _OPENED.finditer(text):
        long = match.group(2).strip("\"'“”‘’ ")
        if _best_long_form(match.group(1), long) == long:
            found.setdefault(match.group(1), long)
    for match in _SPELT_OUT.finditer(text):
        first = _by_initials(match.group(1), match.group(2))
        if first:
            found.setdefault(match.group(1), first)
    return {short: long for short, long in found.items() if sum(c.isupper() for c in short) > 1}


def _singular(short: str) -> str:
    return short.removesuffix("s") if short[-2:-1].isupper() else short


def _last_words(before: str) -> str:
    """The words in one phrase that end a text."""
    return re.split(r"[.;:,!?()|\n]", before.rstrip(" \t\n"))[-1].strip("\"'“”‘’ \t")


def _by_initials(short: str, after: str) -> str | None:
    """The words at the beginning of `after` whose initials are `short`."""
    letters = [c.lower() for c in short if c.isalpha()]
    at = 0
    for match in _WORD.finditer(after):
        for part in match.group().split("-"):
            if at < len(letters) and part[:1].lower() == letters[at]:
                at += 1
            elif part.lower() not in _JOINING:
                return None
        if at == len(letters):
            return after[: match.end()] if at > 1 else None
    return None


def _best_long_form(short: str, before: str) -> str | None:
    """The shortest run of words that ends `before` and spells `short`; None if there is none."""
    letters = [c.lower() for c in short if c.isalnum()]
    words = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    candidate = " ".join(words)
    at = len(candidate) - 1
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0 and (
            candidate[at].lower() != letters[index] or (index == 0 and at > 0 and candidate[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return candidate[candidate.rfind(" ", 0, at + 1) + 1 :]
