"""Short dates without a year, `14/3` and `14.03.`: fractions and sections look the same, their surroundings do not.

Below `dates`, beside `days`. A word that calls for a date, an event in front, a second short date or a list of them
shows that one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interpretation.facts.dates.days import (
    DATE_CUE,
    LABEL_BEFORE,
    SHORT_RANGE,
    VERSION_BEFORE,
    WEEKDAY,
    Moment,
    Order,
    between,
    either,
    on,
    weekday_number,
)

_SHORT = re.compile(r"(?<![\w./:$€£-])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})\.?(?![\w/%]|[.:,]\d)")
_DAYS_OF = re.compile(
    r"(?<![\w./:$€£-])(?P<first>\d{1,2})\.? ?- ?(?P<last>\d{1,2})(?P<s>[/.])(?:(?P<m>0[1-9]|1[0-2])(?:(?<=/\d\d)"
    r"|\.)|(?<=\.)(?P<n>[1-9])\.)(?![\w/%]|[.:,]\d)"
)
"""`13-14/02`, `13.-14.02.`: days of one month, the day first."""
_DOTTED = re.compile(r"\d\d\.\d\d\.")
_CLOSES = re.compile(r" ?(?:[,;)\n]|and\b|or\b|$)")
_AMOUNT_BEFORE = re.compile(
    r"(?:[$€£]|\b(?:eur|usd|gbp|chf|to|of|at|is|was|are|by|costs?|averages?|average|score|value|rate|than|and)) ?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\d\.(?: and|,|,? then| or| to) $")
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<wd>{WEEKDAY})\.?,? $", re.IGNORECASE)
_EVENT_BEFORE = re.compile(
    r"(?:\b(?:go-?live|live|cut-?over|launch|start|gate|deadline|kick-?off|training|pilot|freeze|roll-?out|review|sessions?|"
    rf"prod|production|uat|tests?|testing|switch|move|swap|meeting|workshop|release|hand-?over|{WEEKDAY}"
    r"|(?:wave|phase|ring|batch|group) \w{1,3}):? $)",
    re.IGNORECASE,
)
"""Right before a short date: what happens on it."""
_LIMIT_AFTER = re.compile(r" (?:at the (?:earliest|latest)|onwards?|latest|the (?:earliest|latest))\b")
_OF_SOMETHING = re.compile(r" (?:of|the|a|an|part|full|done)\b")
"""After a fraction: "on 4/5 of the sites"."""


def find_short(plain: str, order: Order) -> Iterator[Moment]:
    """Short dates and ranges of them, in no particular order."""
    short = [m for match in _SHORT.finditer(plain) for m in _short(plain, match, order)]
    if short:
        known = {m.start for m in short}
        short += [m for match in _SHORT.finditer(plain) for m in _alike(plain, match, order) if m.start not in known]
    yield from short
    for match in SHORT_RANGE.finditer(plain):
        yield from _short_range(plain, match, order)
    for match in _DAYS_OF.finditer(plain):
        first, last, month = int(match["first"]), int(match["last"]), int(match["m"] or match["n"])
        if first < last and between((month, first), (month, last))(2028) and (match["s"] == "." or order.day_first):
            yield Moment(match.start(), match.end(), "day", between((month, first), (month, last)))


def _short_range(plain: str, match: re.Match[str], order: Order) -> Iterator[Moment]:
    if _OF_SOMETHING.match(plain, match.end()) or VERSION_BEFORE.search(
        plain[max(0, match.start() - 12) : match.start()]
    ):
        return
    sides = [("e", "f", True), ("g", "h", True)] if match["e"] else [("a", "b", False), ("c", "d", False)]
    numbers = [(int(match[x]), int(match[y])) for x, y, _ in sides]
    dotted = sides[0][2]
    fitting = [
        first
        for first in ((True,) if dotted else (True, False))
        if all(
            1 <= (b if first else a) <= 12 and on(*((b, a) if first else (a, b)))(2028) is not None for a, b in numbers
        )
    ]
    if len(fitting) == 2 and order.day_first is not None:
        fitting = [order.day_first]
    if not fitting:
        return
    for (x, y, _), (a, b) in zip(sides, numbers, strict=True):
        start, end = match.start(x), match.end(y) + (dotted and plain[match.end(y) : match.end(y) + 1] == ".")
        if len(fitting) == 1:
            month, day = (b, a) if fitting[0] else (a, b)
            yield Moment(start, end, "day", on(month, day), note="" if dotted else order.because)
        else:
            yield either(start, end, plain[start:end], [(b, a), (a, b)], order, None, None)


def _alike(plain: str, match: re.Match[str], order: Order) -> Iterator[Moment]:
    """A short date with two digits on each side or one joined to another, in a text that writes others so."""
    joined = (
        match["s"] == "."
        and match[0].endswith(".")
        and _JOINED.search(plain[max(0, match.start() - 12) : match.start()])
    )
    if joined:
        yield from _read_short(plain, match, order)
        return
    padded = len(match["a"]) == len(match["b"]) == 2 and match["s"] == "/"
    if padded and not LABEL_BEFORE.search(plain[max(0, match.start() - 14) : match.start()]):
        yield from _read_short(plain, match, order)


def _short(plain: str, match: re.Match[str], order: Order) -> Iterator[Moment]:
    """`14/3` and `14.03.`: only after a word that calls for a date, for fractions and sections look the same."""
    dotted = match["s"] == "."
    if dotted and not match[0].endswith("."):
        return
    before = plain[max(0, match.start() - 20) : match.start()]
    cued = (
        (before[-1:] == " " and before[-2:-1].isalpha() and DATE_CUE.search(before))
        or re.match(
            r" ?(?:-|to|through|thru|until|till) ?\d\d?[/.]\d\d?[/.]\d\d", plain[match.end() : match.end() + 22]
        )
        or _EVENT_BEFORE.search(before)
        or _LIMIT_AFTER.match(plain, match.end())
        or (
            _DOTTED.fullmatch(match[0])
            and _CLOSES.match(plain, match.end())
            and not _AMOUNT_BEFORE.search(before)
            and not VERSION_BEFORE.search(before)
        )
    )
    if cued:
        yield from _read_short(plain, match, order)


def _read_short(plain: str, match: re.Match[str], order: Order) -> Iterator[Moment]:
    if match[0] == "24/7":
        return
    a, b = int(match["a"]), int(match["b"])
    dotted = match["s"] == "."
    pairs = ((b, a),) if dotted or a == b else ((b, a), (a, b))
    valid = [(month, day) for month, day in pairs if 1 <= month <= 12 and on(month, day)(2028)]
    weekday = _WEEKDAY_BEFORE.search(plain[max(0, match.start() - 12) : match.start()])
    if len(valid) == 1:
        start = match.start() - len(weekday[0]) if weekday else match.start()
        yield Moment(
            start, match.end(), "day", on(*valid[0]), weekday=weekday_number(weekday["wd"]) if weekday else None
        )
    elif valid and (
        len(match["b"]) == 2 or (order.day_first is not None and not _OF_SOMETHING.match(plain, match.end()))
    ):
        start = match.start() - len(weekday[0]) if weekday else match.start()
        number = weekday_number(weekday["wd"]) if weekday else None
        yield either(start, match.end(), match[0], valid, order, None, number)
