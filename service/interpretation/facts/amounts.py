"""Counts with what they count, and durations: `1,200 warehouse operators`, `two dozen laptops`, `p95 of 2.5 seconds`.

Below `find_facts`. A number in front of a plural noun counts it; after a label (`wave 3`), inside a name
(`Windows 11 laptops`), a date or a version it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.interpretation.facts.counts.bare import LABEL, find_bare
from service.interpretation.facts.reading import Reading
from service.planning.facts import Fact

_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 1000000, "k": 1000, "m": 1000000, "mio": 1000000,
    "mn": 1000000, "mln": 1000000,
}  # fmt: skip
WORDS_FOR_NUMBERS = frozenset({*_ONES, *_TENS, *_SCALES})
_WORD = "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True))
_SCALE = r"dozen|hundred|thousand|million"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:'\d{3})+|\d{1,3}(?: \d{3})+(?![\d])|\d+(?:\.\d+)?"
_NUMBER = (
    rf"(?:(?:{_DIGITS})(?: ?(?:k(?![a-z])|(?-i:M)(?=[ ][a-z])|mio\b\.?|mln\b|mn\b|thousand\b|million\b|hundred\b"
    rf"|dozen\b))?"
    rf"|(?:(?:{_WORD}|an?|half a|several)[ -](?:{_SCALE})s?(?:(?: and)? (?:{_WORD})(?:-(?:{_WORD}))?)?)\b"
    rf"|(?:{_WORD})(?:-(?:{_WORD}))?\b)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,:/#$€£§+-])(?<!\d )(?P<n>{_NUMBER})(?:(?: ?- ?| (?:to|or) )(?P<n2>{_NUMBER}))?(?P<more>\+)?"
    r"(?= ?%|[ -]?[a-zA-Zµ])(?![.,:/]\d)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r" ?%| per ?cent\b| percent\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?<![\w.,:/#%)])(?:[+-](?P<n>\d+(?:[.,]\d+)?)|(?P<comma>\d+,\d{1,2}))(?: ?%| per ?cent\b)", re.IGNORECASE
)
_UNITS = {
    "ms": ("S", Decimal("0.001"), True),
    "s": ("S", Decimal(1), True),
    "min": ("M", Decimal(1), True),
    "h": ("H", Decimal(1), True),
    "day": ("D", Decimal(1), False),
    "week": ("W", Decimal(1), False),
    "fortnight": ("W", Decimal(2), False),
    "month": ("M", Decimal(1), False),
    "quarter": ("M", Decimal(3), False),
    "year": ("Y", Decimal(1), False),
}
_DURATION = re.compile(
    r"[ -]?(?:(?P<ms>ms|msecs?|milli-?seconds?)|(?P<s>s|secs?|seconds?)|(?P<min>mins?|minutes?)|(?P<h>h|hrs?|hours?)"
    r"|(?P<working>(?:working|business|calendar|consecutive|full)[ -])?(?P<unit>days?|weeks?|fortnights?|months?|"
    r"quarters?"
    r"|years?)(?:'|'s)?)(?![\w%/]|-\w*(?:side|end)\b)(?! old\b)",
    re.IGNORECASE,
)
_SHORT = frozenset({"s", "h"})
_ARTICLE = re.compile(
    r"(?<![\w-])(?:(?P<half>half (?:an?|of an?)|half-)|an?(?: full| whole)?) ?"
    r"(?P<u>hour|day|week|fortnight|month|year|minute|second)\b"
    r"(?(half)|(?= (?:before|after|prior to|ahead of|in advance of|from)\b))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r" (?P<way>before|after|prior to|ahead of|following|from|in advance of)"
    r" (?P<what>(?:the |each |every |our |their |its )?[A-Za-z][\w/-]*(?: [a-z][\w-]*)?)",
    re.IGNORECASE,
)
_T_MINUS = re.compile(
    r"(?<![\w-])(?P<day>[TDG]|go-?live|cut-?over|launch|GL)(?P<space> ?)(?P<sign>[+-]) ?(?P<n>\d{1,3})"
    r"(?: ?(?P<u>(?:working |business )?days?|weeks?|wks?|w|d|h|hours?|months?))?(?![\w.]\w|\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b((?:no|not) (?:more|longer) than|about|around|approximately|approx\.?|roughly|some|nearly|almost|circa|ca\.?|"
    r"up to|at most|at least|more than|over|less than|fewer than|under|a maximum of|a minimum of|max\.?|min\.?|"
    r"minimum|maximum) $|(~) ?$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\b(key|super|power)[ -]\Z", re.IGNORECASE)
_AMONG = re.compile(r" of (?:them|these|those|whom|which|us|you)\b", re.IGNORECASE)
_NOUN = re.compile(r" (?:\d{1,3}-)?(?P<w>[A-Za-z][\w'-]*)")
_PLURAL_MODIFIERS = frozenset(
    "sales operations logistics facilities systems goods accounts customs communications".split()
)
_UNCOUNTED = frozenset(
    """s ms days weeks months years hours minutes seconds times others as is was has this its us points steps' percent
    pounds euros dollars gbs mbs bits bytes degrees metres meters pages' aws ios sms dns his hers theirs yours less plus
    minus always across besides perhaps process access business address progress success press class various previous
    status basis analysis series towards afterwards unless whereas does goes says means needs gets takes
    makes provides requires contains includes describes defines allows enables applies uses states specifies covers
    sets comes gives shows helps runs starts begins ends lasts remains becomes follows asks keeps looks""".split()
)
_PEOPLE_OR_MASS = {
    "people": "person", "staff": "staff", "personnel": "personnel", "men": "man", "women": "woman", "children": "child",
    "headcount": "headcount", "fte": "fte", "ftes": "fte", "pcs": "pc",
}  # fmt: skip
_STOP = frozenset(
    """a an the and or but of for on in to at by from with is are be will was were has have had we they you it this that
    these those per each every who which before after until when if as than then not no also only can may must should
    out off up down over under into later ago""".split()
)
_IRREGULAR = {
    "licenses": "licence", "license": "licence", "apps": "application", "companies": "company", "people": "person",
    "men": "man", "women": "woman", "children": "child", "staff": "staff", "series": "series", "processes": "process",
    "accesses": "access", "addresses": "address", "businesses": "business", "analyses": "analysis", "leaves": "leave",
    "lives": "life", "shelves": "shelf", "knives": "knife", "data": "data", "media": "media", "statuses": "status",
    "phones": "phone", "aches": "ache", "caches": "cache", "headaches": "headache",
}  # fmt: skip


def singular(noun: str) -> str:
    """The lower-case singular of an English noun; licenses are licences, apps are applications."""
    word = noun.lower().removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("men", "ss", "us", "is")) and not word.endswith("specimen"):
        return word[:-3] + "man" if word.endswith("men") and len(word) > 4 else word
    if word.endswith("wives"):
        return word[:-3] + "fe"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 2 else word


def number(words: str) -> Decimal | None:
    """`1,200`, `1.2k`, `twelve hundred`, `two dozen`, `twenty-five` as a number; None for what is none."""
    text = words.lower().replace(",", "").replace("'", "").strip()
    match = re.fullmatch(r"(\d[\d ]*(?:\.\d+)?) ?(k|mio|mln|mn|m|dozen|hundred|thousand|million)?\.?", text)
    if match:
        return Decimal(match[1].replace(" ", "")) * _SCALES.get(match[2] or "", 1)
    total, current = Decimal(0), Decimal(0)
    for word in re.findall(r"[a-z]+", text):
        if word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
        elif word in ("a", "an"):
            current = current or Decimal(1)
        elif word == "half":
            current = Decimal("0.5")
        elif word.rstrip("s") in _SCALES:
            current = (current if current == Decimal("0.5") else current or Decimal(1)) * _SCALES[word.rstrip("s")]
        elif word != "and":
            return None
    total += current
    return total if total or "zero" in text else None


def find_amounts(reading: Reading, taken: Sequence[Fact] = ()) -> list[Fact]:
    """Counts and durations, sorted by start, apart from each other and from the dates in `taken`."""
    covered = bytearray(len(reading.plain) + 1)
    for fact in taken:
        covered[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
    found: list[Fact] = []
    for each in (_t_minus(reading), _articles(reading), _signed(reading), _amounts(reading), find_bare(reading)):
        for fact in each:
            if not any(covered[fact.start : fact.end]):
                covered[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
                found.append(fact)
    return sorted(found, key=lambda f: f.start)


def _amounts(reading: Reading) -> Iterator[Fact]:
    plain = reading.plain
    for match in _AMOUNT.finditer(plain):
        first, second = number(match["n"]), number(match["n2"]) if match["n2"] else None
        if first is None:
            continue
        before = plain[max(0, match.start() - 16) : match.start()]
        if match["n"][0].isdigit() and LABEL.search(before):
            continue
        note = _qualifier(before, match, first, second)
        end = match.end()
        percent = _PERCENT.match(plain, end)
        if percent:
            yield _count(reading, match.start(), percent.end(), second or first, "%", note)
            continue
        duration = _DURATION.match(plain, end)
        if duration:
            yield from _duration(reading, match, duration, second or first, note)
            continue
        if plain[end : end + 1] != " " or (second is not None and match["n2"][0].isalpha() != match["n"][0].isalpha()):
            continue
        yield from _counted(reading, match, second or first, note, before)


def _signed(reading: Reading) -> Iterator[Fact]:
    """`+25%`, `-30 %`: by how much something grows or shrinks; `12,5 %`."""
    for match in _SIGNED.finditer(reading.plain):
        note = {"+": "more", "-": "less"}.get(match[0][0], "")
        value = Decimal((match["n"] or match["comma"]).replace(",", "."))
        yield _count(reading, match.start(), match.end(), value, "%", note)


def _qualifier(before: str, match: re.Match[str], first: Decimal, second: Decimal | None) -> str:
    about = _ABOUT.search(before)
    note = "about" if about and about[2] else (about[1].lower().rstrip(".") if about else "")
    if match["more"]:
        note = "at least"
    if second is not None:
        note = f"{_plain(first)} to {_plain(second)}"
    if "several" in match["n"].lower():
        note = "several"
    return note


def _counted(reading: Reading, match: re.Match[str], value: Decimal, note: str, before: str) -> Iterator[Fact]:
    plain = reading.plain
    previous = re.search(r"([A-Z][\w-]*) $", before)
    if previous and match["n"][0].isdigit() and not reading.opens_sentence(match.start() - len(previous[0])):
        return  # part of a name
    at, last = match.end(), None
    among = _AMONG.match(plain, at)
    if among:
        yield _count(reading, match.start(), among.end(), value, "", note)
        return
    one = value == 1 and match["n"].lower() in ("one", "1")
    for place in range(4):
        noun = _NOUN.match(plain, at)
        if not noun:
            break
        word = noun["w"].lower()
        if (word in _STOP and not (place == 0 and word == "of")) or word in ("trust", "touch"):
            break
        if word in _PEOPLE_OR_MASS or (
            word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
            and len(word) > 2
            and word not in _UNCOUNTED
            and "'" not in word
        ):
            after = _NOUN.match(plain, noun.end())
            if word in _PLURAL_MODIFIERS and after and after["w"].lower() not in _STOP:
                at = noun.end()
                continue
            last = noun
            break
        at = noun.end()
        if one and place < 2 and len(word) > 2:
            after = _NOUN.match(plain, at)
            if not after or after["w"].lower() in _STOP or after["w"].endswith("s"):
                last = None if word.endswith(("ed", "ing")) else noun
                break
    if last is None:
        return
    if re.fullmatch(r"\d{1,3}\.\d{3}", match["n"]):
        note = f"{match['n']} is read as a number of thousands"
        value *= 1000
    if value != value.to_integral_value():
        return
    if (
        match["n"][0].isdigit()
        and re.fullmatch(r"(?:19|20)\d\d", match["n"])
        and re.search(r"\b(?:in|by|since|of) $", before)
    ):
        return
    role = _ROLE.search(plain, match.end(), last.start("w")) if last["w"].lower() == "users" else None
    unit = f"{role[1].lower()} user" if role else _unit(last["w"])
    yield _count(reading, match.start(), last.end(), value, unit, note)


def _unit(noun: str) -> str:
    return _PEOPLE_OR_MASS.get(noun.lower()) or singular(noun)


def _count(reading: Reading, start: int, end: int, value: Decimal, unit: str, note: str) -> Fact:
    return Fact(
        kind="count", text=reading.text[start:end], start=start, end=end, value=_plain(value), unit=unit, note=note
    )


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration(reading: Reading, match: re.Match[str], unit: re.Match[str], value: Decimal, note: str) -> Iterator[Fact]:
    plain, start, end = reading.plain, match.start(), unit.end()
    name = next(k for k in ("ms", "s", "min", "h", "unit") if unit[k])
    short = (unit[name] or "").lower()
    if name == "s" and short in _SHORT and (value >= 1000 or (value % 10 == 0 and unit[0] == "s" and value >= 50)):
        return  # the 1990s, the 80s, 100s of users
    key = re.sub(r"s$", "", unit["unit"].lower()) if name == "unit" else name
    if match["n"].lower() in ("one", "two", "three", "four") and key == "quarter":
        return
    note_after = ""
    relative = _RELATIVE.match(plain, end)
    if relative and not re.match(
        r"(?:it|this|that|which|now|today|you|we|they|\w+ing)\b", relative["what"], re.IGNORECASE
    ):
        what = _event_words(relative["what"])
        if what:
            end = relative.start("what") + len(what)
            note_after = _way(relative, what)
    working = (unit["working"] or "").strip(" -").lower()
    label = "working day" if working in ("working", "business") and key == "day" else ""
    yield Fact(
        kind="duration",
        text=reading.text[start:end],
        start=start,
        end=end,
        value=_iso(value, key),
        unit=label,
        note="; ".join(filter(None, [note, note_after])),
    )


def _way(relative: re.Match[str], what: str) -> str:
    before = relative["way"].lower() in ("before", "prior to", "ahead of", "in advance of")
    return f"{'before' if before else 'after'} {re.sub('^(?:the|our|its) ', '', what)}"


def _event_words(what: str) -> str:
    """The noun after `before`: without a verb or date behind it, and empty if it is none."""
    words = what.split(" ")
    small = words[0].lower() in ("the", "each", "every", "our", "their", "its")
    head = words[: 2 if small else 1]
    rest = words[len(head) :]
    if rest and not re.fullmatch(
        r"(?:is|are|was|will|has|and|or|on|in|at|for|to|of|by|with|when|we|it|the|starts?|begins?|ends?|opens?|"
        r"takes?)",
        rest[0],
    ):
        head += rest[:1]
    if len(head) < 1 + small or head[-1].lower() in ("a", "an", "the", "on", "when", "each"):
        return ""
    return " ".join(head)


def _iso(value: Decimal, key: str) -> str:
    letter, factor, clock = _UNITS[key]
    return f"P{'T' if clock else ''}{_plain(value * factor)}{letter}"


def _articles(reading: Reading) -> Iterator[Fact]:
    """`half an hour`, `a week before go-live`."""
    for match in _ARTICLE.finditer(reading.plain):
        key = {"hour": "h", "minute": "min", "second": "s"}.get(match["u"].lower(), match["u"].lower())
        value, end, note = Decimal("0.5") if match["half"] else Decimal(1), match.end(), ""
        relative = _RELATIVE.match(reading.plain, end)
        if relative and (what := _event_words(relative["what"])):
            end, note = relative.start("what") + len(what), _way(relative, what)
        yield Fact(
            kind="duration",
            text=reading.text[match.start() : end],
            start=match.start(),
            end=end,
            value=_iso(value, key),
            note=note,
        )


def _t_minus(reading: Reading) -> Iterator[Fact]:
    """`T-10`, `D+2`, `go-live + 2 days`: a distance from a day that the name stands for."""
    for match in _T_MINUS.finditer(reading.plain):
        letter = len(match["day"]) == 1
        if letter and (match["space"] or not match["day"].isupper()) and not match["u"]:
            continue
        if not letter and not match["u"] and match["sign"] == "-":
            continue
        unit = (match["u"] or "day").lower()
        key = (
            "week"
            if unit.startswith("w") and "day" not in unit
            else "month"
            if "month" in unit
            else "h"
            if unit[0] == "h"
            else "day"
        )
        way = "before" if match["sign"] == "-" else "after"
        yield Fact(
            kind="duration",
            text=reading.text[match.start() : match.end()],
            start=match.start(),
            end=match.end(),
            value=_iso(Decimal(match["n"]), key),
            unit="working day" if re.match("working|business", unit) else "",
            note=f"{way} {match['day']}",
        )
