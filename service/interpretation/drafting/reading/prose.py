"""Steps out of sentences and list items: what they say that happens on a day, if it does.

What is denied, only considered, over for long or somebody's absence is no step; nor is a price, a target or the
document's own day. Below it `titles`, `days` and `traits`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.drafting.reading import titles, traits
from service.interpretation.drafting.reading.days import Days, doubt, of_fact
from service.interpretation.drafting.reading.said import Said
from service.interpretation.facts.dates.days import WEEKDAY
from service.interpretation.shown import Unit
from service.planning.facts import EventKind, Fact
from service.planning.nouns import State

_REPLACED = re.compile(
    r"(?:\b(?:not(?! (?:before|until|later|earlier))|instead of|rather than|no longer|previously|originally|formerly|"
    r"was(?: planned| set| due| scheduled)?|(?:moved?|moves|postponed?|shifted|brought forward|changed|delayed|pushed|rescheduled|"
    r"slipped|slips)(?: back| out)? from|old date:?|away from|replaces|ex)(?: (?:on|for|in|the|as|from|to|planned|scheduled))*|"
    r"\b(?:mov\w+|postpon\w+|shift\w*|reschedul\w+|push\w*|delay\w*|chang\w+|slip\w*|defer\w*|brought forward)\b"
    r"[^.;\n]{0,60}\bfrom(?: the)?)[\s:(]*$",
    re.IGNORECASE,
)
_REPLACED_BEHIND = re.compile(
    r"\s*(?:→|->|=>|is (?:off|cancelled|no longer)|(?:,|\() ?(?:not|no longer) )", re.IGNORECASE
)
_SINCE = re.compile(
    r"\b(?:since|ever since|as of now|last|back in|already in|until now|dated|as (?:of|at)|version|draft(?: of)?|minutes of|mail of|update of|written|status:?|"
    r"(?:plan|note|list|letter|report|update|e-?mail) (?:of|from|dated))(?: the)?\s*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|up to|no later than)(?: the)?\s*$", re.IGNORECASE)
_STAYS = re.compile(
    r"\b(?:stays?|remains?|keeps?|continues?|usable|available|in parallel|still|can be used|old way|runs? on)\b",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:asked|asks|asking|wanted|wants|would like|wished|requested|demanded|prefers?|insists?|hoped|hopes|complain\w*|"
    r"declined|refused|rejected|ruled out|considered|discussed|thought about|dropped|could have|should have)\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:would|could|might|worst case|best case|fallback|plan B|in case|otherwise|if not|unless|what if|alternatively|or else)\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:propos\w+|suggest\w*|recommend\w*|pencilled|provisional\w*|tentative\w*)\b", re.IGNORECASE
)
_AWAY = re.compile(
    r"\b(?:i am|i'm|i will be|we are|is|are|will be|am|be) (?:off|away|out|on leave|on holiday|on vacation|abroad|back|ill|sick)\b|"
    r"\b(?:out of (?:the )?office|annual leave|vacation|birthday|sick leave|parental leave|company outing|"
    r"(?:floor|halls?|offices?|plants?|sites?|schools?|shops?|stores?|wards?|depots?|branch(?:es)?|canteen|building)"
    r"(?: is| are| will be)? closed|(?:is|are|will be|stays?|remains?) (?:closed|shut))\b",
    re.IGNORECASE,
)
NOT_OURS = re.compile(
    r"\b(?:not ours|(?:by|of) (?:an)?other (?:team|project|programme|department)s?|(?:is|are) (?:another|a separate|its own) "
    r"(?:project|programme)|separate project|nothing to do with|no effect on|unrelated|not (?:a )?part of (?:this|it|the)|"
    r"not (?:in|within) (?:our|the|this) (?:scope|project)|not this project|does not (?:affect|concern) (?:us|this|the))\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
_OPENS_WITH_WEEKDAY = re.compile(rf"(?:(?:on|next|this|last|by|coming) )?{WEEKDAY}\b", re.IGNORECASE)
_OF_ANY_WEEK = re.compile(r"\b(?:a|an|each|every|per|any|and|or|to|until|till)\s+$|-\s*$", re.IGNORECASE)
_SOME_DAY = re.compile(r"\s*(?:after|before|following|thereafter|of (?:the|each|every))\b|\s*[-–—]\s*[A-Z]")
_OWNED = re.compile(
    r"\b(?:owns?|looks? after|(?:is|are) (?:responsible|in charge|accountable)|belongs?|takes? care of|nothing|none|no one|nobody|no (?:\w+ )?(?:changes?|releases?|deployments?|updates?))\b",
    re.IGNORECASE,
)
"""Who has something from then on, or that nothing happens."""
_TARGETS = re.compile(
    r"\b(?:targets?|goals?|measures?|metrics?|KPIs?|success|worked|criteria|benefits?|done|outcomes?)\b", re.IGNORECASE
)
_VALUE = re.compile(
    r"[€$£]|\b\d[\d.,]* ?(?:k€|EUR|USD|GBP|CHF|m€|percent)\b|\b(?:per (?:month|year|user|seat)|paid|invoice[sd]?|costs?|budget|"
    r"price|fee|contract|licen[cs]e (?:period|term|runs|expires)|framework|fiscal|warranty|subscription|renew\w*)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:target|goal|KPI|aim|measure|at least|fewer than|less than|more than|benchmark|threshold)\b|\d ?%",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"\b(?:requires?|demands?|expects?|obliges?|is valid|are valid|valid until|applies|expires?|law|regulation|"
    r"assumes?|assumed|assumption)\b",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"\b(?:will|shall|to be|is|are|be|gets?|must be)\s+(?:\w+ly |also |then |now |all |first |again |to be |be |fully |not )*"
    r"(?P<done>(?<=will be )\w{3,}|\w{2,}(?:ed|en|wn|ilt|ent|ept|ade|eld|old|uilt|rained|ought|aught|one|un|ut|et|id)|live|ready|due|available|on|in place)\b|"
    r"\b(?:have|has|needs?|must|ought) (?:to )?(?:be )?(?!to\b|be\b|been\b|no\b|a\b|an\b|the\b)\w{3,}|"
    r"\b(?:will|shall) (?!be\b|have\b|need\b|not\b)\w+|"
    r"\b(?:starts?|begins?|ends?|opens?|closes?|takes? place|runs?|launch\w*|arrives?|goes|go|moves?|follows?|finish\w*|completes?|"
    r"delivers?|receives?|gets?|sends?|shows?|meets?|switch\w*|hands? (?:out|over)|happens?|joins?|leaves?|visits?|presents?|"
    r"publish\w*|collects?|installs?|migrates?|trains?|brief\w*|informs?|tells?|invites?|tests?|checks?|stops?|replaces?)\b",
    re.IGNORECASE,
)
_STEP_VERB = re.compile(
    r"(?:we |to |please )?(?:add|announce|appoint|arrange|book|brief|build|call|check|clean|close|collect|complete|configure|confirm|"
    r"connect|create|cut over|decide|define|deliver|deploy|design|distribute|draft|enable|enrol|fill|finali[sz]e|finish|fix|freeze|"
    r"hand|hold|import|inform|install|invite|issue|kick|launch|load|mail|map|migrate|move|name|nominate|open|order|plan|prepare|"
    r"present|print|provide|publish|record|recruit|register|rehearse|release|remove|replace|report|reserve|review|rewrite|roll|run|"
    r"schedule|select|send|set|share|ship|sign|start|stop|survey|switch|talk|tell|test|train|translate|turn|update|upgrade|verify|"
    r"visit|walk|write)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[^.;:]{2,70}(?::|\s[–—-]|\s?=|\s?→|\s\()\s*(?:from |by |on |until |w/c )?$")
_PAST = re.compile(
    r"\b(?:was|were|had|has been|have been|did|went|took|held|started|finished|completed|ended|happened|looked at|received|gave|took|knew|saw|told|lost|ran|"
    r"broke|brought|built|bought|chose|found|kept|made|paid|spent|stood|thought|sent|arrived|failed|closed|approved|agreed|decided|met|got|became|came|said|wrote|confirmed|opened|signed)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|shall|is to|are to|to be|planned|scheduled|due|going to|must|is|are)\b", re.IGNORECASE)
_CANCELLED = re.compile(
    r"\b(?:cancell?ed|called off|scrapped|dropped|abandoned|(?:does|do|will) not take place|no longer takes place)\b",
    re.IGNORECASE,
)
_VERDICT_OPEN = re.compile(
    r"(?:not (?:yet )?(?:decided|agreed|confirmed|fixed|final|approved)|open|tbc|tbd|to be confirmed|provisional|tentative)\W*$",
    re.IGNORECASE,
)
_NO_STEP_OVER = re.compile(
    r"\b(?:not (?:yet )?in scope|out of scope|background|history|glossary|what stays|does not change|stays the same|absences?|assumptions?|licen[cs]es?)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:if|unless|only when|provided(?: that)?|subject to|depends? on|depending on|not (?:yet )?(?:decided|confirmed|agreed|fixed|"
    r"final)|tbd|tbc|to be (?:confirmed|decided|agreed)|tentative\w*|provisional\w*|at risk|as long as|assuming|propos\w+|pencilled)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\d.*,? (?:since|because|as|due to|owing to) [^,;:]*$", re.IGNORECASE | re.DOTALL)
"""After another day, why it is that day."""
_IF = re.compile(r"\b(?:if|unless|in case|should)\b[^,;:]*$", re.IGNORECASE)
_OWN_WEEK = re.compile(r"(?:in )?(?:weeks?|wk)\b", re.IGNORECASE)
_WEEKS = dt.timedelta(days=14)
_HISTORY = dt.timedelta(days=400)
_STAMPS = 8
"""Units at the head of a document among which its own day stands."""
_CLOSED: frozenset[EventKind] = frozenset({"freeze", "holiday"})


def steps(unit: Unit) -> Iterator[Said]:
    """What a sentence or list item says that happens, day by day."""
    dates = [f for f in unit.facts("date") if not _is_no_day(unit, f)]
    if not dates or not telling.is_said(unit) or _asks(unit, dates[0]):
        return
    dates = [f for f in dates if f.unit in ("", "day")] or dates
    own = unit.shown.dated
    if own is not None and unit.number < _STAMPS and all(f.first == f.last == own for f in dates):
        return
    if any(_NO_STEP_OVER.search(h) for h in unit.sentence.headings[-1:]) or _is_idle(unit):
        return
    offset = unit.sentence.start
    old = [f for f in dates if len(dates) > 1 and _is_old(unit.text, f.start - offset, f.end - offset)]
    pairs = _reversed(unit, dates)
    given: set[int] = set()
    for index, date in enumerate(dates):
        if date in old or index in given:
            continue
        said = _step(unit, date, dates, old)
        if said is None:
            continue
        while index + 1 < len(dates) and _ends(unit, date, dates[index + 1]):
            index += 1
            given.add(index)
            said = replace(said, last=dates[index].last, words=unit.shown.text[date.start : dates[index].end])
        if index in pairs:
            given.add(index + 1)
            said = _bad_period(said, date, dates[index + 1])
        yield said


def _asks(unit: Unit, date: Fact) -> bool:
    """Whether it is a question, rather than one behind what happens: "Survey 19 April: can you work with it?"."""
    if not unit.text.rstrip(" \"'”’)*_").endswith("?"):
        return False
    colon = unit.text.find(":", date.end - unit.sentence.start)
    return colon < 0


def _is_no_day(unit: Unit, fact: Fact) -> bool:
    """Whether a date is told as now, by the year alone, as a day of any week, or from a day that is not known."""
    if fact.text.lower() in ("today", "now", "yesterday", "currently", "tonight", "this week", "this morning"):
        return True
    if fact.text.lower().startswith(("last ", "this past ")) or (
        fact.note.startswith("counted from") and unit.shown.dated is None
    ):
        return True
    text, start = unit.shown.text, fact.start
    if fact.note.startswith("counted from") and len(_WEEKDAY.findall(fact.text)) > 1:
        return True
    if fact.note.startswith("counted from") and _OPENS_WITH_WEEKDAY.match(fact.text):
        if _SOME_DAY.match(text, fact.end):
            return True
        several = len(_WEEKDAY.findall(fact.text)) > 1
        return (
            several
            or unit.sentence.kind == "row"
            or _OF_ANY_WEEK.search(text[max(0, start - 24) : start]) is not None
            or unit.shown.dated is None
        )
    return fact.unit == "year" or fact.value.startswith("every") or (fact.first is None and not any(doubt(fact)))


def _is_idle(unit: Unit) -> bool:
    """Whether it is no plan on the whole: only an idea, somebody's absence, or another's business."""
    if unit.standing == "out_of_scope" or (unit.standing == "hypothetical" and not unit.text.rstrip().endswith("?")):
        return True
    units = unit.shown.units
    behind = units[unit.number + 1] if unit.number + 1 < len(units) else None
    disowned = behind is not None and behind.sentence.block == unit.sentence.block and NOT_OURS.match(behind.text)
    return bool(disowned) or _AWAY.search(unit.text) is not None or NOT_OURS.search(unit.text) is not None


def _is_old(text: str, start: int, end: int) -> bool:
    return _REPLACED.search(text[max(0, start - 90) : start]) is not None or (
        re.match(r"\s*(?:→|->|=>)", text[end : end + 4]) is not None
    )


def _reversed(unit: Unit, dates: Sequence[Fact]) -> set[int]:
    """Days after which comes an earlier one as their end: "from 14 May to 3 May"."""
    text = unit.shown.text
    found: set[int] = set()
    for index, (a, b) in enumerate(zip(dates, dates[1:], strict=False)):
        joined = re.fullmatch(r"\s*(?:to|until|till|through|-|–|—)\s*(?:the )?", text[a.end : b.start], re.IGNORECASE)
        opened = re.search(r"\b(?:from|between)(?: the)?\s*$", text[max(0, a.start - 20) : a.start], re.IGNORECASE)
        if joined and a.first and b.last and b.last < a.first and (opened or text[a.end : b.start].strip() in "-–—"):
            moved = re.search(
                r"\b(?:mov\w+|postpon\w+|shift\w*|push\w*|delay\w*|chang\w+|forward|slip\w*)\b",
                text[max(0, a.start - 60) : a.start],
            )
            if not moved:
                found.add(index)
    return found


def _bad_period(said: Said, start: Fact, end: Fact) -> Said:
    assert end.last is not None
    assert start.first is not None
    words = said.unit.shown.text[start.start : end.end]
    found = f"it ends on {wording.day(end.last)}, before its start on {wording.day(start.first)}"
    return replace(said, first=None, last=None, words=words, impossible=(words, found))


_TO_ITS_END = re.compile(
    r"\s*[,;]?\s*(?:and )?(?:it )?(?:ends?|ending|finish(?:es|ing)?|until|till|through|closes?|lasts until|lasting until|runs until|running "
    r"until|to end|up to)(?: on| by| at)?(?: the)?\s*",
    re.IGNORECASE,
)


def _ends(unit: Unit, start: Fact, end: Fact) -> bool:
    """Whether a day is the end of what begins on the one before it: "from 22 February, ends 5 March"."""
    between = unit.shown.text[start.end : end.start]
    return (
        start.first is not None
        and end.last is not None
        and end.last >= start.first
        and _TO_ITS_END.fullmatch(between) is not None
    )


def _step(unit: Unit, date: Fact, dates: Sequence[Fact], old: Sequence[Fact]) -> Said | None:
    text, offset = unit.text, unit.sentence.start
    start, end = date.start - offset, date.end - offset
    begin, stop = titles._clause(text, start, end, [])
    clause = text[begin:stop]
    if clause.rstrip().endswith("?"):
        clause = clause.partition(":")[0]
    before = text[begin:start]
    if _SINCE.search(before) or _WISHED.search(clause) or (_MAYBE.search(clause) and not date_is_firm(clause)):
        return None
    if _IF.search(before) or _REASON.search(before):
        return None
    reading = unit.shown.reading.today
    if date.unit == "week" and date.last is not None and date.last < reading - _WEEKS and _OWN_WEEK.match(date.text):
        return None  # "in week 2" after something, not of the year
    if date.last is not None and date.last < reading - _HISTORY:
        return None
    events = unit.facts("event")
    live = [e for e in events if not e.note.startswith(("negated", "not"))]
    here = [
        e for e in live if e.first is not None and e.last is not None and date.first and e.first <= date.first <= e.last
    ]
    denied = [
        e
        for e in events
        if e.note.startswith(("negated", "not"))
        and e.first
        and date.first
        and e.first <= date.first <= (e.last or e.first)
    ]
    if any(e.event in _CLOSED for e in here) or (denied and not here):
        return None
    alone = len(dates) - len(old) == 1
    near = (offset + begin, offset + stop)
    told = here or (
        [e for e in live if e.first is None and e.event not in _CLOSED and near[0] <= e.start < near[1]]
        if alone or date.first is None
        else []
    )
    if not told and any(e.event in _CLOSED for e in live):
        return None
    title = titles.of_sentence(unit, date, dates, old) or _as_before(unit, date, dates, old)
    title = _elliptic(unit, title, date, dates, here)
    until = _UNTIL.search(text[:start]) is not None
    ends = until and _STAYS.search(clause) is not None
    kinds = traits.kinds_in(title, [e for e in here if titles_hold(unit, e, title)])
    if not titles.is_reported(clause):
        kinds = kinds or tuple(dict.fromkeys(e.event for e in told if e.event and e.event not in _CLOSED))
    if ends:
        kinds = ("withdrawal", *(k for k in kinds if k not in ("withdrawal", "support_cover")))
    if traits.is_closure(kinds):
        return None
    kinds = titles.without_practice(title, kinds)
    if until and not ends and title and date.first == date.last:
        title = titles.shortened(f"{title} ends")
    above = traits.kinds_above(unit.sentence.headings[-1:])
    if (
        above
        and unit.sentence.kind != "row"
        and not traits.parts_in(title)
        and not traits.kinds_in(title, ())
        and len(title.split()) <= _SHORT_TITLE
    ):
        kinds = tuple(dict.fromkeys([*above, *kinds]))
        title = titles.under_heading(title, unit)
    past = (
        date.last is not None
        and date.last < reading
        and _PAST.search(clause) is not None
        and not _FUTURE.search(clause)
    )
    if past and (not told or kinds[:1] == ("decision",)):
        return None
    if (
        not title
        or _NO_TITLE.match(title)
        or (not kinds and _MEETING.fullmatch(title))
        or not _takes_place(unit, date, clause, before, title, kinds, told, ends=ends)
    ):
        return None
    days = of_fact(date)
    groups = (
        _groups_of(title, unit)
        or traits.groups_in(unit, offset + begin, offset + stop)
        or traits.groups_in(unit, offset, unit.sentence.end)
    )
    if not alone:
        near = _stretch(text, start, end, [(d.start - offset, d.end - offset) for d in dates if d is not date])
        groups = traits.groups_in(unit, offset + near[0], offset + near[1])
    return Said(
        unit,
        title,
        days.first,
        days.last,
        days.words,
        days.precise,
        kinds,
        groups,
        tuple(dict.fromkeys(f.value for f in unit.facts("system"))),
        tuple(sorted(unit.concepts)),
        traits.parts_in(title) or (traits.parts_in(clause) if alone else ()),
        traits.owner_in(text),
        _status(unit, clause, date, past=past),
        None,
        days.starts_at,
        days.ends_at,
        None,
        tuple(f.first for f in old if f.first is not None),
        days.question,
        "",
        days.impossible,
        0,
        past or ends,
        ends,
    )


def _groups_of(title: str, unit: Unit) -> tuple[str, ...]:
    """The people and places of a unit that its title names."""
    named = traits.groups_in(unit, unit.sentence.start, unit.sentence.end)
    return tuple(g for g in named if g in title.lower())


def _as_before(unit: Unit, date: Fact, dates: Sequence[Fact], old: Sequence[Fact]) -> str:
    """What the sentence says of the day before in it: "in June and September"."""
    earlier = [d for d in dates[: list(dates).index(date)] if d not in old]
    return titles.of_sentence(unit, earlier[-1], dates, old) if earlier else ""


def _elliptic(unit: Unit, title: str, date: Fact, dates: Sequence[Fact], here: Sequence[Fact]) -> str:
    """A title for "everyone else from 15 March", with what happens to everyone else."""
    at = list(dates).index(date)
    if not at or not here or traits.kinds_in(title, ()) or _HAPPENS.search(title):
        return title
    between = unit.shown.text[dates[at - 1].end : date.start]
    fragment = _JOINS.sub("", between).strip(" ,;:(")
    if not 0 < len(fragment.split()) <= _SHORT_TITLE or _HAPPENS.search(fragment):
        return title
    return titles.shortened(f"{wording.capital(fragment)}: {' '.join(here[0].text.split()).lower()}")


_JOINS = re.compile(
    r"^[\s,;]*(?:and|then|but|or|for)?\s+|\s+(?:on|from|by|in|at|for|until|the|is|are)(?: the)?\s*$", re.IGNORECASE
)


def date_is_firm(clause: str) -> bool:
    """Whether "would" and the like stand behind a firm plan in the same clause."""
    return re.search(r"\b(?:will|is planned|is scheduled|is set)\b", clause, re.IGNORECASE) is not None


def titles_hold(unit: Unit, event: Fact, title: str) -> bool:
    """Whether an event's words are those of the title."""
    return bool(wording.stems(event.text) & wording.stems(title))


def _stretch(text: str, start: int, end: int, others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return titles._clause(text, start, end, others)


_MEETING = re.compile(
    r"(?:the |our |next |following |project |team |weekly |monthly |\w+: )*(?:meeting|call|session|sync|group|board|QBR|jour fixe|board meets(?: again)?)",
    re.IGNORECASE,
)
"""The project's own meetings."""
_NO_TITLE = re.compile(r"(?:same|ditto|sprints?(?: \d+)?(?: ran| is| was| runs?| starts?| ends?)?$)\b", re.IGNORECASE)


def _takes_place(
    unit: Unit,
    date: Fact,
    clause: str,
    before: str,
    title: str,
    kinds: Sequence[EventKind],
    told: Sequence[Fact],
    *,
    ends: bool,
) -> bool:
    """Whether something happens, rather than holds, costs or is aimed at."""
    if _OWNED.search(clause):
        return False
    if told or ends:
        return not (_VALUE.search(clause) and all(e.event == "access" for e in told))
    if (
        _VALUE.search(clause)
        or _NEEDED.search(clause)
        or _TARGET.search(clause)
        or unit.standing in ("negated", "past")
    ):
        return False
    if unit.standing == "status_quo" or any(_TARGETS.search(h) for h in unit.sentence.headings[-1:]):
        return False
    vague = date.unit not in ("", "day", "week", "sprint") and not _LABELLED.match(before)
    if not kinds and vague and not _PLANNED.search(clause):
        return False
    if kinds or _HAPPENS.search(clause) or _STEP_VERB.match(title):
        return True
    if _LABELLED.match(before) is not None and not _HOLDS.search(before):
        return True
    if not before.strip(" :,–—-(*"):
        return unit.sentence.kind == "item" or bool(titles.heading_of(unit))
    return len(before.split()) <= _FEW_WORDS and not _HOLDS.search(clause)


_FEW_WORDS = 14
_PLANNED = re.compile(
    r"\b(?:will|shall|planned|scheduled|due|expected|by|from|starts?|begins?|to be|must|have to|is to|are to)\b",
    re.IGNORECASE,
)
_SHORT_TITLE = 4
_HOLDS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should|i|we|you|they|he|she|it|nothing|"
    r"no(?:body| one)?|not|stays?|remains?|needs?|means?|\w+n't)\b",
    re.IGNORECASE,
)


_DONE = re.compile(r"(?<!be )\b(?:done|completed|finished|passed|closed|delivered)\b", re.IGNORECASE)


def _status(unit: Unit, clause: str, date: Fact, *, past: bool) -> State:
    if _CANCELLED.search(clause) or any(e.note == "cancelled" for e in unit.facts("event")):
        return "cancelled"
    if past or (_DONE.search(clause) and date.last is not None and date.last <= unit.shown.reading.today):
        return "done"
    units = unit.shown.units
    behind = units[unit.number + 1] if unit.number + 1 < len(units) else None
    verdict = behind is not None and behind.sentence.block == unit.sentence.block and _VERDICT_OPEN.match(behind.text)
    unsure = _UNSURE.search(clause) or unit.standing == "conditional" or _PROPOSED.search(clause)
    return "tentative" if unsure or verdict else "planned"
