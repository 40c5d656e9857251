"""What has to be told beside the statement that fits best, for it to answer at all.

"Are 300 seats enough?" needs the number of those who need one; "who helps at night?" the hours of those who help;
"can they use it from Monday?" the day on which they are let in; "what else is on that day?" the day itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from service.interpretation.answering.nouns import Question, Ranked
from service.interpretation.answering.ranking import scoring
from service.interpretation.shown import Unit
from service.planning.facts import EventKind, Fact

_ENOUGH = re.compile(
    r"\b(?:enough|suffices?|sufficient|too (?:few|many)|for all|everyone|everybody|go(?:es)? round|run out|short of)\b"
)
_TIME_ENOUGH = re.compile(r"\benough (?:\w+ )?(?:time|days|weeks|notice|room|lead|buffer)\b")
_HELP = re.compile(
    r"\b(?:who|whom|anyone|anybody|someone|somebody|nobody|is there|are there)\b.{0,60}"
    r"\b(?:help|helps|there|call|calls|phone|reach|answer|answers|support|supports|available|contact|ask|turn to|"
    r"pick up|"
    r"picks up|on duty|on call)\b|\b(?:what|which) number\b|\b(?:where|how) (?:do|does|can|could|will|"
    r"would) .{0,40}\bhelp\b|\b(?:help|support|hotline|service desk|help ?desk|helpline)\b.{0,40}\b(?:open|hours|there|"
    r"available|staffed|reachable|until|at night|weekends?)\b"
)
_HELPERS = re.compile(
    r"\b(?:help|help ?desk|service desk|support|hotline|help ?line|hypercare|floor ?walk\w*|on[- ]call|contact|line|"
    r"desk|"
    r"phone|call|hours|reachable|staffed)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.|o'clock)\b|\b24/7\b|\bround the clock\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\bweekends?\b|\bweekdays?\b|"
    r"\bnights?\b|\b\d{1,2} to \d{1,2}\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\d[:.]\d\d ?(?:[-–]|to|until|and) ?\d|\d ?(?:am|pm|a\.m\.|p\.m\.)? ?(?:[-–]|to|until) ?\d{1,2}(?:[:.]\d\d|"
    r" ?(?:am|pm|a\.m\.|p\.m\.))|"
    r"24/7|round the clock|\b(?:shut|closed|nobody|no one)\b.{0,30}\b(?:night|weekend|(?:satur|sun)day)",
    re.IGNORECASE,
)
"""From one hour to another, or that nobody is there."""
_ENTRY = re.compile(
    r"\b(?:use|using|enter|log|login|logins|log-?in|sign|account|accounts|access|open|get in|get into|work with|"
    r"practi[sc]e|"
    r"try|start|own login|let in|show)\b"
)
_MAY_OR_ORDER = re.compile(
    r"^(?:and |but |so )*(?:can|could|will|would|do|does|did|is|are|may|should|has|have)\b|\b(?:before|after|"
    r"by the time|"
    r"in time|enough time|early enough)\b"
)
_LET_IN = re.compile(
    r"\b(?:log-?ins?|accounts?|access|licen[cs]es?|sign-?ins?|credentials|passwords?|opens?|open for|let in|get in|"
    r"available from|environment|tenant|sandbox|practice (?:site|system)|test (?:service|system))\b",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(r"\b(?:on|that|same|the) (?:\S+ ){0,2}(?:day|weekend|week)\b")
_KEPT_FREE: frozenset[EventKind] = frozenset({"freeze", "holiday"})
_NEEDS = re.compile(
    r"\b(?:needs?|needed|each|every|all|must|have to|has to|everyone|everybody|in total|altogether|of us|makes?|"
    r"requires?|"
    r"takes?|gets?|users?|log)\b",
    re.IGNORECASE,
)
_MOST = 2
_LEAST_OF_IT = 0.15
"""Share of the larger number from which on a smaller one may be weighed against it."""


def asks_for_help(small: str) -> bool:
    """Whether it is asked who is there to help."""
    return _HELP.search(small) is not None


def beside(small: str, question: Question, found: Sequence[Ranked], best: Sequence[Ranked]) -> tuple[Unit, ...]:
    """What else has to be told; at most a few.

    Args:
        small: the question in small letters.
        question: as understood.
        found: every statement with its score.
        best: those that fit best, best first.
    """
    units: list[Unit] = []
    if _ENOUGH.search(small) and not _TIME_ENOUGH.search(small):
        units += _weighed(found, best)
    if _HELP.search(small):
        units += _hours(found)
    if _ENTRY.search(small) and _MAY_OR_ORDER.search(small):
        units += _let_in(found, best)
    days = list(question.days) or _day_of(small, best)
    if days:
        units += _on(days, found, best, all_of_it=not question.days)
    return tuple({id(unit): unit for unit in units}.values())[: 2 * _MOST]


def _weighed(found: Sequence[Ranked], best: Sequence[Ranked]) -> list[Unit]:
    """Statements with numbers of people that what is there can be weighed against."""
    supply = max((_number(f) for one in best[:1] for f in one.unit.facts("count", "population")), default=0.0)
    supply = supply or max(
        (float(m) for one in best[:1] for m in re.findall(r"\b\d{2,6}\b", one.unit.text)), default=0.0
    )
    if not supply:
        return []
    about = scoring.words_of(scoring.text_of(best[0].unit)).stems
    fitting: list[tuple[float, Unit]] = []
    for one in found:
        numbers = [_number(f) for f in one.unit.facts("count", "population")]
        near = [n for n in numbers if min(n, supply) >= _LEAST_OF_IT * max(n, supply)]
        if not near or one.unit is best[0].unit:
            continue
        words = scoring.words_of(scoring.text_of(one.unit)).stems
        fitting.append(
            (
                one.score
                + 0.4 * (_NEEDS.search(one.unit.text) is not None)
                + 0.1 * len({w for w in words & about if not w.isdigit() and len(w) > 3})
                + 0.3 * max(min(n, supply) / max(n, supply) for n in near),
                one.unit,
            )
        )
    return [unit for _, unit in sorted(fitting, key=lambda pair: -pair[0])[:_MOST]]


def _hours(found: Sequence[Ranked]) -> list[Unit]:
    """When those who help are there."""
    fitting: list[tuple[float, Unit]] = []
    for one in found:
        text = scoring.text_of(one.unit)
        around = " ".join([text, *one.unit.sentence.headings])
        before = one.unit.shown.units[one.unit.number - 1] if one.unit.number else None
        if before is not None and before.sentence.block == one.unit.sentence.block:
            around += " " + before.text
        covers = any(f.event == "support_cover" for f in one.unit.facts("event")) or "help-desk" in one.unit.concepts
        if not _HOURS.search(text) or not (covers or _HELPERS.search(around)):
            continue
        clock = _FROM_TO.search(text) is not None
        fitting.append((one.score + 0.5 * covers + 0.6 * clock + 0.3 * (_HELPERS.search(text) is not None), one.unit))
    return [unit for _, unit in sorted(fitting, key=lambda pair: -pair[0])[: _MOST + 1]]


def _let_in(found: Sequence[Ranked], best: Sequence[Ranked]) -> list[Unit]:
    """The days on which people are let in."""
    fitting = []
    for one in found:
        if not one.unit.facts("date") or not _LET_IN.search(one.unit.text) or one.unit is best[0].unit:
            continue
        lets = any(f.event == "access" for f in one.unit.facts("event"))
        fitting.append((one.score + 0.4 * lets, one.unit))
    return [unit for _, unit in sorted(fitting, key=lambda pair: -pair[0])[:_MOST]]


def _day_of(small: str, best: Sequence[Ranked]) -> list[tuple[dt.date, dt.date]]:
    """The day that a question means by what happens on it."""
    if not best or not _ON_A_DAY.search(small):
        return []
    days = {(f.first, f.last or f.first) for f in best[0].unit.facts("date") if f.first is not None}
    return [(first, last or first) for first, last in days] if len(days) == 1 else []


def _on(
    days: Sequence[tuple[dt.date, dt.date]], found: Sequence[Ranked], best: Sequence[Ranked], *, all_of_it: bool
) -> list[Unit]:
    """What is kept free on these days and, where they are asked for altogether, whatever else is on them."""
    fitting = []
    for one in found:
        free = any(f.event in _KEPT_FREE for f in one.unit.facts("event")) or _is_free(one.unit)
        if one.unit is best[0].unit or not (free or all_of_it):
            continue
        if any(_meets(f, days) for f in one.unit.facts("date", "event")):
            fitting.append((one.score + 0.5 * free, one.unit))
    return [unit for _, unit in sorted(fitting, key=lambda pair: -pair[0])[:_MOST]]


_FREE = re.compile(
    r"\b(?:freeze|frozen|holidays?|closed|closure|shut ?down|black-?out|stock-?take|embargo|hands off|no changes?|"
    r"nothing (?:\w+ ){0,4}(?:may|can|is) (?:be )?(?:changed|done|moved))\b",
    re.IGNORECASE,
)


def _is_free(unit: Unit) -> bool:
    return _FREE.search(unit.text) is not None


def _meets(fact: Fact, days: Sequence[tuple[dt.date, dt.date]]) -> bool:
    if fact.first is None or fact.unit == "year":
        return False
    return any(fact.first <= last and (fact.last or fact.first) >= first for first, last in days)


def _number(fact: Fact) -> float:
    digits = re.sub(r"[^\d]", "", fact.value or fact.text)
    return float(digits or 0)
