"""Counts whose noun does not follow: `managers (260)`, `licences: 80`, `2,750 + 690`, a number alone in a column.

Below `amounts`, which reads numbers before what they count. A number that is a label (`wave 3`), a year or an amount
of time or money counts nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.interpretation.facts.reading import Reading
from service.planning.facts import Fact

_NUMBER = r"(?:\d{1,3}(?:[,. ']\d{3})+|\d+)(?: ?k\b)?"
_ABOUT = (
    r"(?:about|approx\.?|around|ca\.?|circa|roughly|some|currently|now|total(?: of)?|up to|at least|max\.?|over|n ?=|~)"
)
LABEL = re.compile(
    r"\b(?:waves?|phases?|steps?|sessions?|groups?|rings?|modules?|parts?|sprints?|weeks?|releases?|versions?|v|"
    r"stages?"
    r"|levels?|tiers?|batch|cohorts?|tranches?|items?|tables?|figures?|sections?|chapters?|pages?|slides?|no|"
    r"option|round"
    r"|lot|kw|cw|ward|floor|building|room|line|shift|milestone|task|ticket|incident|error|code|article|day|"
    r"question|rev"
    r"|office|windows|dynamics|microsoft|server|exchange|outlook|iso|rfc|port|id|type|appendix|annex|rule|plan|"
    r"site|team"
    r"|bed|zone|gate|grade|band|class|unit|area|region|store|plant|year|fy|q|h|block|lines|version|build)[. #]{0,2}$",
    re.IGNORECASE,
)
"""What ends right before a number that is a name: `wave 3`."""
_BRACKETED = re.compile(
    rf"(?<![\w-])(?P<noun>[A-Za-z][a-z]{{2,}}) \((?P<about>{_ABOUT} ?)?(?P<n>{_NUMBER})(?P<more>\+)?(?= ?[),;])",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:(?<=[\n(,;|])|^|(?<=[.:] ))[ *_-]*(?P<label>(?:[A-Za-z][\w&/-]* ){{0,3}}[A-Za-z][\w&/-]*)(?: ?[:=]| -)"
    rf" ?(?P<about>{_ABOUT} ?)?(?P<n>{_NUMBER})(?P<more>\+)?(?= *(?:[,;)\n]|\.(?:\s|$)|$|\())",
    re.IGNORECASE,
)
_COUNT_OF = re.compile(
    rf"\b(?:(?P<what>[a-z][a-z-]+) (?:count|headcount|total|number)"
    rf"|number of (?:[a-z-]+ ){{0,2}}?(?P<of>[a-z-]+s)|headcount|total)"
    rf"(?: is| are| now| today|:| =)* (?P<about>{_ABOUT} ?)?(?P<n>{_NUMBER})(?![\w%]|[.,:/]\d| ?(?:%|-|/)| [a-z])",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?<![\w-])(?P<noun>(?!Windows)[A-Za-z][a-z]{{3,}}s|[Ss]taff|[Pp]eople"
    rf"|[Hh]eadcount) (?P<about>{_ABOUT} )?(?P<n>{_NUMBER})(?= *(?:[,;)&+\n]|\.(?:\s|$)|$|and\b))"
)
_SUM = re.compile(rf"(?<![\w.,:/-])(?P<a>{_NUMBER}) ?\+ ?(?P<b>{_NUMBER})(?![\w%]|[.,:/]\d)")
_SUMMAND = re.compile(rf"(?<![\w.,:/-])(?P<n>{_NUMBER})(?= \+ (?:[A-Za-z]|\d))")
_ALONE = re.compile(
    rf"(?<![\w.,:/#$€£+-])(?:(?P<part>{_NUMBER}) (?:out of|of)(?: the)? (?P<whole>{_NUMBER})(?![\w%]|[.,:/]\d)"
    rf"|(?P<per>{_NUMBER}) (?:per|a|each per) (?:class|session|group|room|course|team|ward|shift|site|person|user"
    rf"|line|table|batch|day)\b"
    rf"|(?:groups?|teams?|class(?:es)?|sessions?|batch(?:es)?|pools?|rounds?) (?:of"
    rf"|for) (?:{_ABOUT} )?(?P<size>{_NUMBER})(?= *(?:[,;:)\n]|\.(?:\s|$)|$|and\b|each\b))"
    rf"|(?:we are|they are|there are|all|the other|those|these|the remaining|another) (?P<all>{_NUMBER})"
    rf"(?= *(?:[,;)\n]|\.(?:\s|$)|$)| (?:are|will|get|have|need|must|can|do|did|use|work)\b)"
    rf"|(?:(?<=[\n(])|^|(?<=[.;,:] )|(?<=\b(?:and|but) )|(?<=\bonly )|(?<=\bstill )|(?<=\btoday ))(?P<who>{_NUMBER})"
    rf"(?= (?:are|have|need|do not|don't|were|will|want|cannot|can't|can|still|already|use|work|did|lack|got)\b))",
    re.IGNORECASE,
)
"""Numbers that stand for people or things named before: `46 out of 60`, `groups of 8`, `the other 40 need it`."""
_TIMES = re.compile(rf"(?<![\w.,:/-])(?P<n>{_NUMBER}) ?x (?P<noun>[a-z][a-z-]{{3,}})(?! \d)")
_CELL = re.compile(rf"(?P<about>{_ABOUT} ?)?(?P<n>{_NUMBER})(?P<more>\+)?(?P<percent> ?%)?", re.IGNORECASE)
_NO_COUNT = frozenset(
    """days weeks months years hours minutes seconds hrs mins times costs cost price prices budget points score scores
    rates dates waves phases steps rings sprints releases versions versus pages lines levels sections sizes ports ids
    numbers tickets' euros dollars pounds is was has as this its class status basis process access address business
    always across plus less thus yes focus bus gas loss press stress analysis series annexes rooms floors buildings
    wards gates grades shifts rules items tables articles clauses""".split()
)
_MASS = frozenset(
    "staff people personnel headcount fte ftes foremen men women children workforce crew qty quantity".split()
)
_QUANTITY = re.compile(
    r"\b(?:qty|quantity|number|count|total|headcount|how many|amount|no\. of|volume|size|n)\b|^#|^n$", re.IGNORECASE
)
_NO_COLUMN = re.compile(
    r"\b(?:date|day|days|week|weeks|month|months|year|hours?|minutes?|min|sec|seconds?|duration|cost|price|budget|eur|usd|gbp"
    r"|chf|id|ids|ref|version|release|phase|wave|step|sprint|room|floor|building|phone|tel|ext|ticket|page|section|rank"
    r"|prio|priority|score|points|level|grade|kw|cw|port|line|index|nr|no)\b|[$€£]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_bare(reading: Reading) -> Iterator[Fact]:
    """Counts whose noun stands before them, above them or nowhere; they may overlap."""
    plain = reading.plain
    yield from _cells(reading)
    for match in _BRACKETED.finditer(plain):
        if _counts(match["noun"]) and not _YEAR.fullmatch(match["n"]):
            yield _fact(reading, match, _singular(match["noun"]))
    for match in _COUNT_OF.finditer(plain):
        unit = match["what"] or match["of"] or ""
        if unit.lower() not in _NO_COUNT:
            yield _fact(reading, match, _singular(unit) if match["of"] else unit.lower())
    for match in _LABELLED.finditer(plain):
        noun = match["label"].split(" ")[-1]
        if _counts(noun) and not _YEAR.fullmatch(match["n"]):
            yield _fact(reading, match, _singular(noun))
    for match in _BEHIND.finditer(plain):
        if _counts(match["noun"]) and len(match["n"]) > 1 and not _YEAR.fullmatch(match["n"]):
            yield _fact(reading, match, _singular(match["noun"]))
    for match in _ALONE.finditer(plain):
        for name in ("part", "whole", "per", "size", "all", "who"):
            number = match[name]
            if not number:
                continue
            first = match.start("part") if name == "whole" else match.start(name)
            labelled = name != "size" and LABEL.search(plain[max(0, first - 16) : first])
            if not labelled and not _YEAR.fullmatch(number):
                yield _of(reading, match.start(name), match.end(name), number, "", "")
    for match in _TIMES.finditer(plain):
        yield _fact(reading, match, _singular(match["noun"]))
    for match in _SUM.finditer(plain):
        for name in "ab":
            if len(match[name]) > 1 and not LABEL.search(plain[max(0, match.start() - 16) : match.start()]):
                yield _of(reading, match.start(name), match.end(name), match[name], "", "")
    for match in _SUMMAND.finditer(plain):
        labelled = LABEL.search(plain[max(0, match.start() - 16) : match.start()])
        if len(match["n"]) > 1 and not labelled and not _YEAR.fullmatch(match["n"]):
            yield _of(reading, match.start("n"), match.end("n"), match["n"], "", "")


def _cells(reading: Reading) -> Iterator[Fact]:
    for cell in reading.segments:
        if not cell.header or cell.kind != "row":
            continue
        text = reading.plain[cell.start : cell.end]
        match = _CELL.fullmatch(text.strip(" *_"))
        if match is None or _YEAR.fullmatch(match["n"]):
            continue
        percent = match["percent"] or "%" in cell.header
        words = re.findall(r"[A-Za-z]{2,}", cell.header.split("(")[0])
        noun = next((w for w in reversed(words) if _counts(w)), "")
        if _NO_COLUMN.search(cell.header) or not (noun or percent or _QUANTITY.search(cell.header)):
            continue
        at = cell.start + text.index(match[0])
        end = at + match.end("n")
        note = _about(match)
        yield _of(reading, at, end, match["n"], "%" if percent else _singular(noun), note)


def _counts(noun: str) -> bool:
    low = noun.lower()
    return low in _MASS or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in _NO_COUNT
    )


def _singular(noun: str) -> str:
    low = noun.lower()
    if low in _MASS or not low.endswith("s"):
        return {"people": "person", "foremen": "foreman", "men": "man", "women": "woman", "children": "child"}.get(
            low, low
        )
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes")):
        return low[:-2]
    return {"licenses": "licence"}.get(low, low[:-1])


def _about(match: re.Match[str]) -> str:
    about = (match.groupdict().get("about") or "").strip().lower().rstrip(".")
    if match.groupdict().get("more"):
        return "at least"
    return "" if about in ("n =", "n=", "now", "currently", "total", "total of") else "about" if about == "~" else about


def _fact(reading: Reading, match: re.Match[str], unit: str) -> Fact:
    return _of(reading, match.start("n"), match.end("n"), match["n"], unit, _about(match))


def _of(reading: Reading, start: int, end: int, number: str, unit: str, note: str) -> Fact:
    value = Decimal(re.sub(r"[,. 'k]", "", number)) * (1000 if number.rstrip().endswith("k") else 1)
    return Fact(
        kind="count", text=reading.text[start:end], start=start, end=end, value=format(value, "f"), unit=unit, note=note
    )
