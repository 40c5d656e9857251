"""The numbers of a statement: value, unit, how exact, and what they count; and numbers that are names ("wave 2")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.interpretation.facts.amounts import WORDS_FOR_NUMBERS, number
from service.interpretation.facts.people import PEOPLE
from service.interpretation.grounding.statements.english import PERSONS, canon, stem
from service.interpretation.grounding.statements.tokens import Token, is_verb

Limit = Literal["", "least", "over", "most", "under"]

_WORD = "|".join(sorted((w for w in WORDS_FOR_NUMBERS if w != "k"), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[,   ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,:/#+])(?<![A-Za-z]-)(?P<money>[€$£]|EUR|USD"
    rf"|GBP)? ?(?P<n>(?:{_DIGITS})(?: ?(?:thousand|million|hundred|dozen)\b)?"
    rf"|(?:(?:{_WORD})(?:[ -](?:and )?(?:{_WORD}))*|(?:a|a few|several"
    rf"|many) (?:dozen|hundred|thousand|million)s?|half(?= (?:of|a|an|the)\b)))"
    r"(?![\w:/]|[.,]\d)(?: ?(?P<scale>k|m|bn|million|thousand)(?= ?€"
    r"|\b))?(?: ?(?P<unit>%|per ?cent\b|percent\b|€|\$|£|euros?\b|EUR\b|USD\b|"
    r"GBP\b|dollars?\b|pounds?\b))?"
    r"|(?<![\w.,:/#+])(?<![A-Za-z]-)(?P<short>\d+(?:[.,]\d+)?)(?P<letters>k€|m€|k|ms|s|h|min|d|th|st|nd|rd)\b",
    re.IGNORECASE,
)
_LABELS = (
    "wave phase step ring group module part sprint week release version stage level tier batch cohort tranche item "
    "table figure section chapter page slide option round lot ward floor building room line shift milestone task "
    "ticket incident error code article question revision windows office iso type appendix annex rule plan site team "
    "bed zone gate grade band class unit area region store plant priority build package track pillar work-stream "
    "workstream cw kw day quarter q half h category severity"
)
LABEL_WORDS = frozenset(stem(w) or w for w in _LABELS.split())
_TIME_UNITS: tuple[tuple[re.Pattern[str], str, float], ...] = (
    (re.compile(r"[ -]?(?:ms|milli-?seconds?)\b", re.IGNORECASE), "time", 0.001),
    (re.compile(r"[ -]?(?:working|business) (?:days?)\b|-working-day\b", re.IGNORECASE), "working day", 1),
    (re.compile(r"[ -]?(?:s|secs?|seconds?)\b", re.IGNORECASE), "time", 1),
    (re.compile(r"[ -]?(?:mins?|minutes?)\b", re.IGNORECASE), "time", 60),
    (re.compile(r"[ -]?(?:h|hrs?|hours?)\b", re.IGNORECASE), "time", 3600),
    (re.compile(r"[ -]?(?:(?:calendar |full )?days?)\b", re.IGNORECASE), "time", 86400),
    (re.compile(r"[ -]?weeks?\b", re.IGNORECASE), "time", 7 * 86400),
    (re.compile(r"[ -]?fortnights?\b", re.IGNORECASE), "time", 14 * 86400),
    (re.compile(r"[ -]?months?\b", re.IGNORECASE), "month", 1),
    (re.compile(r"[ -]?quarters?\b", re.IGNORECASE), "month", 3),
    (re.compile(r"[ -]?years?\b", re.IGNORECASE), "month", 12),
)
_ONE_TIME = re.compile(
    r"\b(?:(?P<half>half (?:an?|of an?))|(?P<by>(?<=\bby )an?)"
    r"|an?) (?P<u>hour|day|week|fortnight|month|year|minute|second)\b"
    r"(?(half)|(?(by)|(?= (?:before|after|prior|later|earlier|long|ago|in advance))))",
    re.IGNORECASE,
)
_LIMITS: tuple[tuple[Limit, re.Pattern[str]], ...] = (
    (
        "most",
        re.compile(
            r"\b(?:at most|up to|(?:no|not) (?:more|longer|later) than|within"
            r"|a? ?maximum(?: of)?|max\.?|under or equal to)\s+(?:the )?$"
        ),
    ),
    ("least", re.compile(r"\b(?:at least|(?:no|not) (?:fewer|less) than|a? ?minimum(?: of)?|min\.?)\s+(?:the )?$")),
    (
        "over",
        re.compile(
            r"\b(?:more than|over|above|exceed(?:s|ing)?|beyond|in excess of|longer than|greater than)\s+(?:the )?$"
        ),
    ),
    ("under", re.compile(r"\b(?:fewer than|less than|under|below|shorter than)\s+(?:the )?$")),
)
_BEHIND: tuple[tuple[Limit, re.Pattern[str]], ...] = (
    ("least", re.compile(r"\s*(?:or (?:more|better|higher)|and more|\+|plus\b)")),
    ("most", re.compile(r"\s*(?:or (?:less|fewer|lower)|at (?:the )?most)")),
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa"
    r"|ca\.?|nearly|almost|close to)|~)\s*(?:the )?(?:another )?$"
)
_OR_SO = re.compile(r"[^.;,|]{0,20}\bor so\b|[^.;,|]{0,6}-?ish\b")
_RANGE = re.compile(r"^ ?(?:-|–|to|or) ?$")
_STOP_WORDS = frozenset(
    "a an the and or but of for on in to at by from with is are be will was were has have had that this who which "
    "before after until when if as than then not no only can may must should out off per each every into during via "
    "without within so because while we they it you under".split()
)
_PERSON_STEMS = frozenset(canon(stem(w)) for w in PEOPLE) | PERSONS
_NO_LIMIT: Limit = ""
_ROUND = 0.1
_MONTH = 30.4
"""Days."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that counts or measures."""

    text: str
    start: int
    end: int
    value: float
    high: float
    """The upper end of a range; `value` itself for a single number."""
    unit: str
    """`%`, a currency, `time` (in seconds), `month`, `working day`; empty for a count."""
    limit: Limit
    about: bool
    nouns: tuple[str, ...]
    """Names of the words it counts, the head last."""
    phrase: frozenset[str]
    """Those, and the names of what is attached to them: "of 60 people | in the plants"."""

    @property
    def persons(self) -> bool:
        """Whether it counts people."""
        return bool(self.nouns) and self.nouns[-1] in _PERSON_STEMS


def labels(tokens: Sequence[Token], text: str) -> dict[int, tuple[str, str]]:
    """Numbers that name a thing: index of the number's token → (name of the thing, number): "waves 1 and 2"."""
    found: dict[int, tuple[str, str]] = {}
    for at, token in enumerate(tokens):
        if not token.word[0].isdigit() or at == 0:
            continue
        before = tokens[at - 1]
        digits = token.word.rstrip(".:,")
        if before.end < token.start and text[before.end : token.start].strip(" .#-\n"):
            continue
        root = before.stem.split("_")[0]
        known = before.word in _LABEL_FORMS or root in LABEL_WORDS
        named = before.proper and before.name and not re.search(r"[,.]\d{3}\b|%", token.word) and len(digits) < 5
        counted = len(digits) > 2 and at + 1 < len(tokens) and tokens[at + 1].word.endswith("s") and not known
        if (known and len(digits) < 6) or (named and not counted):
            found[at] = (before.name or before.word, digits)
        elif before.word in ("and", "or", "to", ",", "-", "–", "&") and at - 2 in found:
            name, _ = found[at - 2]
            found[at] = (name, digits)
    return found


_LABEL_FORMS = frozenset(_LABELS.split())


def amounts(
    text: str, tokens: Sequence[Token], taken: Sequence[tuple[int, int]], headers: dict[int, tuple[str, ...]]
) -> tuple[Amount, ...]:
    """The amounts in a text.

    Args:
        text: the statement.
        tokens: its tokens.
        taken: spans in which numbers mean something else: dates, times, labels.
        headers: for a cell of a table, the names in its column's heading, by the offset at which the cell starts.
    """
    low = text.lower()
    found: list[Amount] = []
    for match in _NUMBER.finditer(text):
        if any(s < match.end() and match.start() < e for s, e in taken):
            continue
        one = _amount(text, low, match, tokens, headers)
        if one is None:
            continue
        if (
            found
            and _RANGE.match(low[found[-1].end : one.start])
            and found[-1].value < one.value
            and not found[-1].nouns
        ):
            last = found.pop()
            one = Amount(
                text[last.start : one.end], last.start, one.end, last.value * _scale(last, one), one.value, one.unit,
                last.limit, one.about, one.nouns, one.phrase,
            )  # fmt: skip
        found.append(one)
    for match in _ONE_TIME.finditer(text):
        if any(a.start < match.end() and match.start() < a.end for a in found):
            continue
        unit, factor, _ = _time_unit(" " + match["u"], 0) or ("time", 1.0, 0)
        value = factor * (0.5 if match["half"] else 1)
        about = _ABOUT.search(low[max(0, match.start() - 32) : match.start()]) is not None
        found.append(Amount(match[0], match.start(), match.end(), value, value, unit, "", about, (), frozenset()))
    return tuple(sorted(found, key=lambda a: a.start))


def bears_out(source: Amount, claim: Amount) -> bool:
    """Whether a source's number bears out a claim's, what they count left aside.

    A limit follows from an exact number ("at least 10" from 12); a limit in the source has to be told as it is.
    """
    low, high = source.value, source.high
    if claim.about and {source.unit, claim.unit} == {"month", "time"}:
        days = low / 86400 if source.unit == "time" else low * _MONTH
        wanted = claim.value / 86400 if claim.unit == "time" else claim.value * _MONTH
        return abs(days - wanted) <= _ROUND * days
    if source.unit != claim.unit:
        return False
    if source.limit:
        return source.limit == claim.limit and low == claim.value and high == claim.high
    if claim.limit in ("least", "over"):
        return low > claim.value or (low == claim.value and claim.limit == "least")
    if claim.limit in ("most", "under"):
        return high < claim.value or (high == claim.value and claim.limit == "most" and bool(claim.unit))
    if claim.about and not source.about:
        rounder = len(f"{claim.value:g}".rstrip("0")) <= len(f"{low:g}".rstrip("0"))
        return rounder and abs(low - claim.value) <= _ROUND * max(abs(low), abs(claim.value))
    if claim.about:
        return low == claim.value and high == claim.high
    if claim.high > 4 * claim.value and low != claim.value:
        return claim.value <= low and high <= claim.high
    return not source.about and low == claim.value and high == claim.high


def is_person(name: str) -> bool:
    """Whether a name is one of people, whichever."""
    return name in _PERSON_STEMS


def _scale(first: Amount, second: Amount) -> float:
    return second.value / float(_value(second.text) or 1) if second.unit and not first.unit else 1.0


def _value(words: str) -> float | None:
    cleaned = re.sub(r"[  ](?=\d{3})", "", words.lower().strip()).replace("-", " ")
    if cleaned == "half":
        return 0.5
    digits = re.match(r"[\d.,]+", cleaned)
    known = number(cleaned if digits else words.lower())
    return None if known is None else float(known)


def _time_unit(text: str, at: int) -> tuple[str, float, int] | None:
    """The unit of time at a place, how much of its kind it is, and where it ends."""
    for pattern, unit, factor in _TIME_UNITS:
        match = pattern.match(text, at)
        if match:
            return unit, factor, match.end()
    return None


_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9}
_MONEY = {"€": "€", "eur": "€", "euro": "€", "$": "$", "usd": "$", "dollar": "$", "£": "£", "gbp": "£", "pound": "£"}


def _amount(
    text: str, low: str, match: re.Match[str], tokens: Sequence[Token], headers: dict[int, tuple[str, ...]]
) -> Amount | None:
    start, end = match.span()
    unit, factor = "", 1.0
    if match["short"]:
        letters = match["letters"].lower()
        if letters in ("th", "st", "nd", "rd"):
            return None
        value = _value(match["short"])
        if letters.endswith("€"):
            unit, factor = "€", _SCALES[letters[0]]
        elif letters == "k":
            factor = 1e3
        else:
            unit, factor, _ = _time_unit(letters, 0) or ("time", 86400.0, 0)
    else:
        value = _value(re.sub(r"^(?:a few|several|many) ", "a ", match["n"].lower()))
        if match["scale"] and (match["unit"] or match["money"] or match["scale"].lower() not in ("m", "k")):
            factor = _SCALES[match["scale"].lower()]
        sign = (match["unit"] or match["money"] or "").lower().rstrip("s")
        unit = _MONEY.get(sign, "%" if sign and sign not in _MONEY else "")
    if value is None:
        return None
    if match["n"] and match["n"].lower() == "one" and _no_count(low, end):
        return None
    if not unit:
        timed = _time_unit(text, end)
        if timed and end < len(text):
            unit, factor, end = timed
    before, behind = low[max(0, start - 32) : start], low[end : end + 30]
    limits = [r for r, p in _LIMITS if p.search(before)] or [r for r, p in _BEHIND if p.match(behind)]
    limit = limits[0] if limits else _NO_LIMIT
    about = bool(_ABOUT.search(before) or _OR_SO.match(behind))
    few = re.match(r"(?:a few|several|many) ", match["n"] or "", re.IGNORECASE) is not None
    nouns, phrase = _counted(tokens, end, text)
    header = headers.get(max((h for h in headers if h <= start), default=-1), ())
    if header:
        phrase = phrase | frozenset(header)
        nouns = nouns or header
    return Amount(
        text[start:end].strip(),
        start,
        end,
        value * factor * (2 if few else 1),
        value * factor * (9 if few else 1),
        unit,
        limit,
        about,
        nouns,
        phrase,
    )


def _no_count(low: str, end: int) -> bool:
    following = re.match(r"[ -]([a-z]+)", low[end : end + 20])
    return following is None or following[1] in _STOP_WORDS or following[1] in ("another", "more", "day")


def _counted(tokens: Sequence[Token], end: int, text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The nouns right behind a number, and all that is attached to them before a verb, a mark or the next number."""
    nouns: list[str] = []
    phrase: set[str] = set()
    open_ = True
    for token in tokens:
        if token.start < end:
            continue
        if token.word in ("|", ";", ",", ".", ":", "(", "?", "!") or token.word[0].isdigit():
            break
        if token.word in WORDS_FOR_NUMBERS and not nouns:
            break
        if not token.name and token.word in _STOP_WORDS:
            if token.word in ("of", "in", "with", "at", "from", "for", "on", "the", "a", "an", "under"):
                open_ = open_ and not nouns and token.word in ("of", "the")
                continue
            break
        if is_verb(token) and nouns:
            break
        if "\n" in text[end : token.start] and not nouns and len(text[end : token.start].strip()) > 0:
            break
        if token.name and not token.empty:
            phrase.add(token.name)
            if open_ and not (not nouns and token.word.endswith(("ing", "ed")) and not token.word.endswith("ting")):
                nouns.append(token.name)
    return tuple(nouns), frozenset(phrase)
