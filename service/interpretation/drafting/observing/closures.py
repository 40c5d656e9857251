"""Days on which nothing may be changed, or people are away or have no time: freezes, holidays, stock-taking."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from service.interpretation import wording
from service.interpretation.answering.happening import timeline
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.shown import Unit
from service.planning.facts import Fact
from service.planning.observed import Closure

Kind = Literal["freeze", "holiday", "busy"]

_THINGS = (
    r"changes?|releases?|deployments?|go-?lives?|cut-?overs?|installations?|updates?|roll-?outs?|migrations?|launches|"
    r"interventions?|modifications?"
)
_FREEZE = re.compile(
    r"\b(?<!hiring )(?<!recruitment )(?<!headcount )(?<!budget )"
    r"(?<!salary )(?<!pay )(?<!travel )(?<!spending )(?<!price )"
    r"(?<!scope )(?<!design )(?<!requirements )(?<!data )(?<!data-)(?<!content )(?<!promotion )(?<!text )"
    r"(?:(?:change|code|release|deployment|config(?:uration)?|system|it|production|year-end|christmas|holiday|summer|"
    r"winter|"
    r"peak|trading|annual|technical|network|software|feature|infrastructure|december|easter|election)[- ])?freez(?:e|"
    r"es|ing)\b|"
    r"\b(?:change |technical |it )?black-?outs?(?: (?:period|window|dates?|days?)s?)?\b|\bmoratori(?:um|a)\b|"
    r"\b(?<!press )(?<!trade )(?:change |release |deployment |technical )?embargo\b|"
    r"\bno[- ]change (?:period|window|week|zone)s?\b|\bchange[- ](?:lock|ban|stop|block|pause|restriction)s?\b|"
    r"\bquiet period\b|"
    rf"\bno (?:[\w/-]+ ){{0,3}}(?:{_THINGS})(?<!change)\b(?! (?:to (?:the )?(?:plan|dates?|scope|roles|process)|"
    rf"needed|necessary|required|"
    r"expected|for users))|"
    r"\bno (?:[\w/-]+ ){1,3}?(?:is|are|may be|will be|can be|gets?|must be) (?:\w+ )?(?:touched|changed|rolled out|"
    r"installed|"
    r"deployed|released|switched|replaced|moved|updated|introduced|altered)\b|"
    rf"\bneither (?:{_THINGS}) nor\b|"
    r"\b(?:keep (?:your |all )?)?hands off (?!approach|mode|manager)|"
    r"\b(?:nobody|no one|none of us) (?:may |must |shall |is to |will )?(?:touch(?:es)?|chang(?:e|es)|alter(?:s)?|"
    r"install(?:s)?|deploy(?:s)?|release(?:s)?) (?:anything|something|it|the)\b|"
    r"\bnothing (?:new |else |at all )?(?:(?:is|are|may be|will be|can be|must be|gets|shall be|"
    r"is to be) )?(?:changed|moved|moves|"
    r"changes|deployed|installed|switched|goes live|touched|released|rolled out|altered|introduced)\b|"
    rf"\b(?:{_THINGS}|systems?|software) [^.;\n]{{0,40}}?(?:not (?:be )?(?:allowed|permitted|possible|accepted|made)|"
    rf"forbidden|"
    r"prohibited|locked|suspended|on hold|frozen|banned|blocked|stopped)\b|\b(?:is|are|be|stays?|remains?) frozen\b",
    re.IGNORECASE,
)
_BUSY = re.compile(
    r"\bstock[- ]?(?:tak\w+|counts?)\b|\binventory(?: (?:count|week|days?|taking))\b|\binventory\b(?! (?:system|"
    r"management|app|module|tool|software|data|lists?|records?|control|levels?))|"
    r"\bexam(?:ination)?s?(?: (?:weeks?|period|session|season|time|phase))?\b(?! (?:office|portal|system|board|app|"
    r"module|tool))|"
    r"\b(?:year|quarter|month|half-year|period)[- ]?(?:end)?[- ]clos(?:e|ing)\b|\byear[- ]end\b|"
    r"\bpeak (?:season|trading|weeks?|period|time|days)\b|\bblack friday\b|\bcyber week\b|"
    r"\b(?:christmas|holiday|easter) (?:business|trade|trading|season|rush|sales?)\b|\b(?:high|busy|tax|harvest|audit|"
    r"overhaul|"
    r"enrol?ment|reporting|budget|marking|grading) (?:season|weeks?|period)\b|\bharvest\b|\bbusiest (?:days?|weeks?|"
    r"time|period)\b|"
    r"\b\w+ season\b|\b(?:audit|inspection|accreditation)(?: (?:weeks?|visit|days?))\b|\bopen enrol?ment\b|"
    r"\bfreshers'? week\b|"
    r"\bno (?:leave|training|time for (?:training|anything))\b|\bclearance sale\b|\bsales weeks?\b|\bstart of term\b",
    re.IGNORECASE,
)
_WORKPLACE = (
    r"offices?|halls?|sites?|plants?|floors?|shops?|stores?|branch(?:es)?|schools?|campus(?:es)?|depots?|warehouses?|"
    r"factory|"
    r"factories|company|headquarters|libraries|library|clinics?|practices?|departments?|everything|whole place|"
    r"workshops?|"
    r"lines?|wards?|buildings?|firm|works|we"
)
_HOLIDAY = re.compile(
    r"\b(?:public|bank|national|school|company|works|statutory|regional|local|religious|term|half-?term|staff) "
    r"(?:holidays?|vacations?|break|shutdown|closure|day)\b|\b(?:summer|christmas|easter|winter|autumn|spring|"
    r"semester|carnival|"
    r"new year|festive) (?:holidays?|vacations?|break|shutdown|closure|recess)\b|\bhalf[- ]?term\b|\bbridge day\b|"
    r"\bdays? off\b|"
    r"\b(?:plant|company|works|site|factory|office|annual|summer|maintenance|production|collective|mandatory) "
    r"(?:shut-?downs?|closures?|vacations?|leave)\b|\b(?:company|team|staff|department) outing\b|"
    r"\bholidays?\b(?! (?:request|booking|entitlement|app|calendar|planning|pay|cover|list|let|home|freeze|season|"
    r"trad))|"
    r"\b(?:christmas|easter|good friday|boxing day|thanksgiving|labou?r day|ascension|whit monday|pentecost|"
    r"corpus christi|"
    r"all saints|epiphany|eid|diwali|holi|dussehra|lunar new year|chinese new year|golden week|rosenmontag|midsummer|"
    r"independence day|republic day|bastille day|memorial day|juneteenth|passover|yom kippur|nowruz|"
    r"new year['’]s (?:day|eve))(?: (?:day|eve|sunday|monday))?\b(?! (?:business|trade|trading|season|freeze|sales?|"
    r"party))|"
    rf"\b(?:{_WORKPLACE}) (?:(?:is|are|will be|stays?|remains?|being) )?(?:all |completely )?(?:closed|"
    rf"shut(?! down the)|empty)\b",
    re.IGNORECASE,
)
_AVOID = re.compile(
    r"\b(?:(?:dates?|days|times?|weeks?|periods?) (?:to avoid|when not to|we (?:must |have to )?(?:avoid|respect)|"
    r"off limits)|"
    r"no-?go (?:dates?|days|periods?)|blocked (?:dates?|days|periods?)|do not (?:schedule|plan)|unavailab\w+|"
    r"keep clear)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:before|after|until|till|ahead of|prior to|following|since|outside(?: of)?|once|when|clear of|not in|"
    r"except (?:in|for)|"
    r"(?:end|start|beginning|week) of|because of|due to|despite|for|by|plus|like|than|over|without|is|are|was|not a|"
    r"not an)"
    r" (?:the |our |your |any |a |an |each |that |this |its )?(?:\w+ )?$",
    re.IGNORECASE,
)
"""What only says when something else is, "after the freeze"; "3 May is a public holiday" tells it all the same."""
_IS = re.compile(r"\b(?:is|are|was) (?:the |our |a |an )?(?:\w+ )?$", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|without(?: an?| any)?|not an?y?|never) (?:[\w-]+ ){0,2}(?:freez\w+|black-?outs?|embargo|moratorium|"
    r"holidays?|closures?|"
    r"shutdown|stock-?tak\w+)\b|\b(?:freeze|black-?out|embargo|moratorium|closure|shutdown|stock-?take|"
    r"holiday)\b[^.;\n]{0,40}"
    r"\b(?:lifted|cancel\w+|called off|no longer|dropped|not apply|does not affect|doesn['’]t affect|abolished)\b|"
    r"\bdoes not (?:affect|concern|touch) (?:us|the project|this|our)\b",
    re.IGNORECASE,
)
_PLACE_COLUMN = re.compile(
    r"\b(?:sites?|places?|locations?|where|who|whom|plants?|stores?|areas?|scope|affect\w*|departments?|branch|school|"
    r"depot|unit|"
    r"concerns|applies to|for)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:until|till|to|through|thru|ends?|up to|bis|back)\b|[-–—]", re.IGNORECASE)
_BREAK = re.compile(r"[;.]\s|\b(?:but|then|while|whereas)\b")
_NEAR = 110
_STANDING = frozenset({"past", "hypothetical", "conditional", "out_of_scope"})
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ž][^:\s|]*(?:,? [^:\s|]+){0,3}):\s")
_UNNAMED: dict[Kind, str] = {"freeze": "no changes", "holiday": "closed", "busy": "busy days"}
_LONGEST_NAME = 60


def closures(material: Material) -> tuple[Closure, ...]:
    """Closures with their days, as documents say; each source's own, as several may tell of one."""
    names = scope.names_of(material.units)
    found: dict[tuple[object, ...], Closure] = {}
    for unit in material.units:
        for closure in _of(unit, names):
            found.setdefault((closure.kind, closure.first, closure.last, closure.quote.source), closure)
    return tuple(found.values())


def _of(unit: Unit, names: scope.Names) -> Iterator[Closure]:
    text = unit.text
    if (
        unit.sentence.kind == "heading"
        or text.rstrip().endswith("?")
        or unit.standing in _STANDING
        or timeline.unsure(unit)
        or _NONE.search(text)
    ):
        return
    told = _kind(unit)
    if told is None:
        return
    kind, trigger = told
    days = list(_days(unit, trigger))
    if not days and kind == "freeze" and trigger is not None:
        days = _days_before(unit)
    for first, last in days:
        yield Closure(
            kind=kind,
            title=_title(unit, kind, trigger),
            first=first,
            last=last,
            groups=_groups(unit),
            systems=names.of(unit, inherited=False),
            quote=quote_of(unit),
        )


def _kind(unit: Unit) -> tuple[Kind, re.Match[str] | None] | None:
    """What closes, with the words that say so where they stand in the unit itself and not in its heading."""
    ways: tuple[tuple[Kind, re.Pattern[str]], ...] = (("freeze", _FREEZE), ("busy", _BUSY), ("holiday", _HOLIDAY))
    for kind, pattern in ways:
        if match := pattern.search(unit.text):
            return kind, match
    if unit.sentence.kind not in ("item", "row"):
        return None
    above = " | ".join((*unit.sentence.headings[-1:], *(header for header, _ in unit.cells)))
    for kind, pattern in ways:
        if pattern.search(above):
            return kind, None
    return ("busy", None) if _AVOID.search(above) else None


def _days(unit: Unit, trigger: re.Match[str] | None) -> Iterator[tuple[dt.date, dt.date]]:
    own = unit.shown.dated
    dates = [
        f
        for f in unit.facts("date")
        if f.first is not None
        and f.unit in ("", "day", "week")
        and not f.note.endswith("exact day")
        and any(c.isdigit() for c in f.text)
    ]
    dates = [f for f in dates if not (f.first == f.last == own and len(dates) > 1)]
    if not dates:
        return
    if unit.cells:
        yield from _row_days(unit, dates)
        return
    if trigger is not None:
        dates = _with(unit, trigger, dates)
    if not dates:
        return
    lone = unit.text[: dates[0].start - unit.sentence.start].rstrip().lower()
    if len(dates) == 1 and dates[0].first == dates[0].last and lone.endswith(("until", "till", "through", "up to")):
        return  # it has an end and no beginning
    spans = [f for f in dates if f.last is not None and f.last != f.first]
    if spans:
        yield from ((f.first, f.last) for f in spans if f.first is not None and f.last is not None)
        return
    days = [f for f in dates if f.first is not None]
    if len(days) == 2 and _JOINS.search(
        unit.text[days[0].end - unit.sentence.start : days[1].start - unit.sentence.start]
    ):
        first, last = sorted(f.first for f in days if f.first is not None)
        yield first, last
        return
    yield from ((f.first, f.first) for f in days if f.first is not None)


def _days_before(unit: Unit) -> list[tuple[dt.date, dt.date]]:
    """The period that the sentence before tells: "The fair is from 3 to 14 May. Nothing is changed in these days."."""
    for other in reversed(unit.shown.units[max(0, unit.number - 2) : unit.number]):
        if other.sentence.headings != unit.sentence.headings or other.sentence.kind in ("heading", "row"):
            return []
        dates = [f for f in other.facts("date") if f.unit in ("", "day") and any(c.isdigit() for c in f.text)]
        spans = [
            (f.first, f.last)
            for f in dates
            if f.first and f.last and not re.match(r"[a-z]+day\b.*:", f.text, re.IGNORECASE)
        ]
        found = [(first, last) for first, last in spans if first < last]
        if found:
            return found[:1]
    return []


def _row_days(unit: Unit, dates: Sequence[Fact]) -> Iterator[tuple[dt.date, dt.date]]:
    """A row is one closure, from the first to the last day of the cells that hold only days."""
    block = unit.shown.reading.blocks[unit.sentence.block]
    alone = [
        f
        for f in dates
        for c in block.cells
        if c.start <= f.start and f.end <= c.end and 2 * (f.end - f.start) >= c.end - c.start
    ]
    chosen = alone or dates[:1]
    yield (
        min(f.first for f in chosen if f.first is not None),
        max(f.last or f.first for f in chosen if f.first is not None),
    )


def _with(unit: Unit, trigger: re.Match[str], dates: Sequence[Fact]) -> list[Fact]:
    """The days that belong to the words: those near by; for a mere reference, those right behind it."""
    text, start = unit.text, unit.sentence.start
    before = text[: trigger.start()][-40:]
    reference = _REFERENCE.search(before) is not None and _IS.search(before) is None
    kept = []
    for fact in dates:
        begin, end = fact.start - start, fact.end - start
        between = text[trigger.end() : begin] if begin >= trigger.end() else text[end : trigger.start()]
        if reference and (begin < trigger.end() or len(between) > 12 or "," in between):
            continue
        if _BREAK.search(between) or (len(between) > _NEAR and len(dates) > 1):
            continue
        kept.append(fact)
    return kept


def _groups(unit: Unit) -> tuple[str, ...]:
    found = list(scope.groups_of(unit, inherited=False))
    for number, (header, cell) in enumerate(unit.cells):
        telling = _PLACE_COLUMN.search(header) is not None or (number == 0 and not header.strip())
        if (
            telling
            and not any(p.search(cell) for p in (_FREEZE, _BUSY, _HOLIDAY))
            and not any(c.isdigit() for c in cell)
        ):
            found += [name for piece in re.split(r"[,/;&]| and ", cell) if (name := scope.group_name(piece))]
    if not unit.cells and (label := _LABEL.match(unit.text)):
        words = label["label"]
        if not any(p.search(words) for p in (_FREEZE, _BUSY, _HOLIDAY)) and not any(c.isdigit() for c in words):
            found.append(scope.group_name(words))
    lower = unit.text.lower()
    found = [
        g
        for g in found
        if not re.search(rf"\b{re.escape(g)}s? (?:systems?|tools?|applications?|software|devices?)\b", lower)
    ]
    return tuple(dict.fromkeys(g for g in found if g and not scope.is_generic(g)))


def _title(unit: Unit, kind: Kind, trigger: re.Match[str] | None) -> str:
    """What the document calls it: a row's cell, a label before a colon, or the words that say so."""
    if trigger is None:
        named = unit.cells[0][1] if unit.cells else unit.text
        return wording.plain(named)[:_LONGEST_NAME]
    for _, cell in unit.cells:
        if trigger[0].lower() in cell.lower() and len(cell) <= _LONGEST_NAME:
            return wording.plain(cell)
    label = None if unit.cells else _LABEL.match(unit.text)
    if (
        label
        and not any(c.isdigit() for c in label["label"])
        and any(p.search(label["label"]) for p in (_FREEZE, _BUSY))
    ):
        return wording.plain(label["label"])
    if re.match(r"(?:no|nothing|neither)\b", trigger[0], re.IGNORECASE) or len(trigger[0]) > _LONGEST_NAME:
        return _UNNAMED[kind]
    return wording.plain(trigger[0])
