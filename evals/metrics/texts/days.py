"""Days and months as people write them: `14 May 2027`, `May 14th`, `2027-05-14`, `14.05.27`, `14/5`, `14 to 16 May`.

An all-numeric day may be read with the day or with the month first; it stands for whichever is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = "january february march april may june july august september october november december".split()
_NUMBER = {name: at for at, name in enumerate(MONTHS, 1)} | {name[:3]: at for at, name in enumerate(MONTHS, 1)}
_NUMBER["sept"] = 9
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CENTURY = 2000

_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER, key=len, reverse=True))})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_JOIN = r"\s*(?:,\s*(?:and|or)|,|/|-|–|—|to|and|or|until|till|through|&)\s*"
_DAYS = rf"(?P<days>{_DAY}(?:{_JOIN}{_DAY})*)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\w.-])(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<days>\d\d)(?:T(?=\d)|(?![\w-]))",
        rf"(?<![\w.,:/]){_DAYS}\.?[ \-]?\s?(?:of\s+)?{_MONTH}(?:[,\s\-]*{_YEAR}(?!\w))?(?!\w)",
        rf"(?<!\w){_MONTH}\s+(?:the\s+)?{_DAYS}(?![\w%]|[.,:]\d)(?:,?\s+{_YEAR}(?!\w))?",
        rf"(?<!\w){_MONTH},?\s+(?:of\s+)?{_YEAR}(?!\w)",
        r"(?<![\w.,:/-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)?\d\d)(?![\w/-]|\.\d)",
        r"(?<![\w.,:/-])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\w/%-]|\.\d)",
        r"(?<![\w.,:/-])(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?!\w)",
    )
)
_EACH = re.compile(r"\d{1,2}")


class Day(NamedTuple):
    """A day or a whole month; the year is not always said."""

    year: int | None
    month: int
    day: int | None

    def tells(self, wanted: Day) -> bool:
        """Whether naming this one names the wanted one: its month is told by any of its days, a day only by itself."""
        if None not in (self.year, wanted.year) and self.year != wanted.year:
            return False
        return self.month == wanted.month and wanted.day in (None, self.day)


class Written(NamedTuple):
    """A day where it stands in a text."""

    start: int
    end: int
    days: tuple[Day, ...]
    """More than one where it can be read with the day or with the month first."""


def find(text: str) -> list[Written]:
    """The days and months of a text in its order, none over another; of a range or list each day for itself."""
    found: list[Written] = []
    taken = [False] * len(text)
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(taken[match.start() : match.end()]) and (written := list(_read(match))):
                found += written
                taken[match.start() : match.end()] = [True] * len(match.group())
    return sorted(found)


def _read(match: re.Match[str]) -> Iterator[Written]:
    groups = match.groupdict()
    year = _year(groups.get("year"))
    if "first" in groups:
        first, second = int(groups["first"]), int(groups["second"])
        days = [Day(year, month, day) for day, month in dict.fromkeys([(first, second), (second, first)])]
        if possible := tuple(filter(_exists, days)):
            yield Written(match.start(), match.end(), possible)
        return
    month = int(groups["number"]) if "number" in groups else _NUMBER[groups["month"].lower()]
    if "days" not in groups:
        yield Written(match.start(), match.end(), (Day(year, month, None),))
        return
    each = [
        (match.start("days") + one.start(), Day(year, month, int(one.group())))
        for one in _EACH.finditer(groups["days"])
    ]
    if all(_exists(day) for _, day in each):
        for at, (start, day) in enumerate(each):
            begins = match.start() if at == 0 else start
            ends = match.end() if at == len(each) - 1 else start + len(str(day.day))
            yield Written(begins, ends, (day,))


def _exists(day: Day) -> bool:
    return 1 <= day.month <= 12 and day.day is not None and 1 <= day.day <= _LONGEST[day.month - 1]


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if len(written) == 4 else _CENTURY + int(written)
