"""By what documents tell success: criteria, targets and figures, each of the technology or of people and their work.

A criterion stands under a heading for such, in a table of targets, or says itself that it is one. `figures` knows whose
it is. What is only mentioned (a survey that somebody plans) and what is denied ("no survey") is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interpretation import wording
from service.interpretation.drafting.caring import figures
from service.interpretation.drafting.caring.figures import SideName
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.reading import sentences
from service.interpretation.shown import Unit
from service.planning.observed import Measure

_HEADING = re.compile(
    r"\b(?:success(?! factors)\w*|kpis?|okrs?|key results?|metrics?|scorecard|measur(?:e|es|ed|ing|ement)|targets?|"
    r"(?:acceptance|exit|completion|closing|closure|go[/ -]*no[- ]?go|gate|release) criteri\w+|criteri\w+|"
    r"indicators?|"
    r"definition of done|(?:are|is) (?:we|it|this|the \w+) (?:done|finished|complete|over|good|content|happy|"
    r"satisfied)|worked|"
    r"(?:it|this) (?:works|paid off|is working)|good looks? like|(?:what|how) (?:do |will |shall )?we (?:report|"
    r"judge|track)|"
    r"accepted|wins?|(?:are|is) (?:we|it|this) there|(?:sign[- ]?off|acceptance|handover|exit|closure|go[/ -]*no[- "
    r"]?go)(?: from hypercare)?"
    r"(?: requires| conditions?| points?| checklist)?\W*$|exit from \w+|score ?board|yard ?sticks?|dashboard for|"
    r"key figures|benchmarks?|"
    r"what (?:counts|matters)|how (?:do|will|shall) (?:we|you) (?:know|tell)|how we(?:'ll| will)? (?:know|tell)|"
    r"(?:are|is|be) (?:content|happy|pleased|satisfied))\b|^done\W*$|^finished\W*$|\bdone (?:when|"
    r"means)\b|^(?:results|outcomes)\W*$",
    re.IGNORECASE,
)
_AIMS = re.compile(r"\b(?:goals?|objectives?|benefits?|aims?|outcomes?|ambition|vision)\b", re.IGNORECASE)
_NO_HEADING = re.compile(
    r"\b(?:target (?:groups?|audiences?|systems?|architecture|dates?|picture|state)|(?:security|safety|protective|"
    r"emergency|risk|counter|communication|support|training|technical|accompanying|hygiene)[ -]?measures?|"
    r"measures? (?:against|taken|for)|work(?:ed)? (?:out|examples?)|selection criteria)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
_SHARE = rf"{_NUMBER} (?:of|out of|in) (?:the )?{_NUMBER}"
_SAYS_SO = re.compile(
    r"\b(?:success\w*|done|complete|completed|finished|accepted|closed|fulfilled|achieved|over|signed off)\b,? "
    r"(?:only )?(?:when|if|once|as soon as|means)\b|\bsuccess\w* (?:on|upon|after)\b|\bsuccess (?:is|will be|"
    r"means|looks)\b|\b(?:is|are|as|be) (?:a )?success(?:ful)?\b|\b(?:targets?|goals?|kpis?|objectives?|criterion|"
    r"criteria|benchmark)(?: value)?(?: (?:is|are|of|for|at)\b| ?[:=])|\b(?:measured|judged|assessed|evaluated|"
    r"tracked) (?:by|on|as|with|against|through|in)\b|^(?:good|enough|worth it) (?:is|means)\b|\b(?:deemed|"
    r"regarded as|considered|taken to be|called?|count(?:s|ed)? (?:it )?as|judged|held to be|declared|rated)(?: "
    r"it)?(?: an?)? (?:\w+ )?(?:success\w*|complete\w*|done|finished|accepted|fulfilled|worth\w*)\b|\b(?:think|"
    r"say|know|judge|tell|agree)(?: that)? (?:the \w+|it|this|we)(?: has| have)? (?:worked|works|succeeded|paid "
    r"off|been worth)\b|\b(?:yard ?stick|score ?board|scorecard|benchmark|litmus test|success measure|measure of "
    r"success|measure of (?:it|this)|measure)(?: for (?:the |our )?[\w ]{2,30})?(?: (?:is|are|will be)\b|\s?[:=])|"
    r"\b(?:close|sign off|accept|end|wind up|leave) (?:the )?(?:project|hypercare|phase|programme|contract) "
    r"(?:only )?(?:when|once|if|as soon as)\b|^(?:exit|acceptance|go[/ -]*no[- ]?go|sign[- ]?off|key result(?: "
    r"\d+)?|okr|kpis?|targets?|goals?|aims?)(?: (?:criteria|requires|conditions|for [\w ]{3,30}))?:|"
    r"\b(?:hypercare|project|pilot|phase) ends? (?:only )?(?:when|once|after|if)\b|\bsign[- ]?off requires\b|"
    r"\b(?:by|at least) [^.;]{0,30}\bat least \d+ ?(?:%|per ?cent)|\bwe aim (?:for|at|to)\b[^.;]{0,40}\d ?(?:%|"
    r"per ?cent|of\b|out of\b)|\bthe aim (?:is|was)\b[^.;]{0,40}\d|\b(?:happy|content|pleased|satisfied) (?:only "
    rf")?(?:when|if|once)\b|\b{_SHARE}\b[^.;]{{0,40}}\b(?:should|say|says|want|wants|answer|would|agree|confirm)\b|"
    r"\bwe (?:will |shall |also |then )?(?:measure|count|track|judge|report|look at|check whether|ask whether)\b|"
    r"\b(?:success|adoption|acceptance|exit|completion) (?:criteri\w+|targets?|measures?|rate)\b",
    re.IGNORECASE,
)
_NO_CRITERION = re.compile(
    r"\b(?:target|goal|aim) (?:is|date|group|audience|system)\b(?! (?:\w+ ){0,4}\d)|\bmeasured (?:in|on) (?:january|"
    r"february|march|april|may|june|july|august|september|october|november|december|\d{4}|site)\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"^(?:kpis?|metrics?|indicators?|targets?(?: values?| figures?)?|baseline|threshold|(?:success|acceptance|exit) "
    r"(?:criteri\w+|measures?)|criteri(?:on|a)|how measured|measured by|goal value|aim|key result|measure of "
    r"success|figure)\b",
    re.IGNORECASE,
)
_AIMED_COLUMN = re.compile(r"^(?:targets?|goals?|planned|plan|threshold|limit|should|aim)\b", re.IGNORECASE)
_ACTUAL_COLUMN = re.compile(
    r"^(?:actual|current|reached|achieved|today|now|result|is|as of|measured|status|value|latest|so far|cw ?\d+|"
    r"week \d+)",
    re.IGNORECASE,
)
_RISK_COLUMN = re.compile(r"\b(?:risk|hazard|threat|mitigation|countermeasure)", re.IGNORECASE)
_NOT_MEASURED = re.compile(
    r"\b(?:no|not|nobody|no one|none|never|without|nothing|don't|doesn't|won't)\b(?!\s+(?:more|less|fewer|later))"
    r"[^.;:]{0,50}\b(?:survey\w*|measur(?:e|es|ed|ing)|collect(?:s|ed|ing)? (?:\w+ )?(?:feedback|opinions?|"
    r"figures)|polls?|polled|questionnaire|"
    r"feedback|find out (?:how|whether|what)|ask(?:s|ed|ing)? [^.;:]{0,40}\b(?:how (?:they|it|people|the)|what "
    r"they (?:think|make)|whether (?:they|it)|"
    r"if (?:they|it) (?:is|works|get|got|helps?))|(?:check(?:s|ed)?|looks? at|track(?:s|ed|ing)?) (?:how|whether|"
    r"who) |figures? (?:on|for|about|of) "
    r"(?:people|users?|adoption|use))\b"
    r"|\b(?:survey|questionnaire|poll|feedback round|listening round|pulse(?: check)?)s?\b (?:[\w']+ "
    r"){0,6}(?:cancelled|dropped|deleted|cut|struck|"
    r"scrapped|axed|called off|taken out|(?:not|no longer) (?:be )?(?:planned|held|done|sent|run|foreseen|wanted|"
    r"needed|funded|paid for))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed)?|wonder(?:s|ed)?|want(?:s|ed)? to know|suggest(?:s|ed)?) (?:\w+ ){0,2}(?:whether|if|who|how|"
    r"that)\b",
    re.IGNORECASE,
)
_WE_ASK = re.compile(r"\bwe (?:\w+ ){0,2}ask\b", re.IGNORECASE)
_ONE_TEST = re.compile(
    r"\b(?:order|ticket|request|case|form|step|record|job|entry|import|load test|test(?! phase)|upload|call|shift|"
    r"check) (?:is|are|counts as|has been) "
    r"(?:done|complete\w*|closed|finished|accepted|passed)\b",
    re.IGNORECASE,
)
"""When a single piece of work is over, not the whole."""
_POINTS_AT_IT = re.compile(
    r"^(?:that|this|these|those|both|which|it)(?: two| three| figures?| numbers?)? (?:is|are|will be|would be|"
    r"makes?|tells?) (?:our |the |its |how we |a |"
    r"what )?(?:\w+ )?(?:measures?|success|targets?|criteri\w+|yard ?sticks?|benchmarks?|kpis?|judge|goals?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^.*?\b(?:done|complete|completed|finished|accepted|closed|success\w*|fulfilled|over|happy|content|pleased|"
    r"satisfied) (?:only )?(?:when|if|once|"
    r"as soon "
    r"as|means)\b",
    re.IGNORECASE | re.DOTALL,
)
_PLANNED_SURVEY = re.compile(
    r"\b(?:(?:pulse|user|staff|employee|satisfaction|adoption|follow-up|short|online|exit|temperature|mood|"
    r"sentiment|readiness)[- ](?:survey|check|poll|"
    r"round|count)s?|surveys?|questionnaires?|polls?|usage (?:figures?|reports?|data|statistics)|adoption "
    r"(?:figures?|reports?|dashboard)|(?:listening|"
    r"feedback|lessons(?:[- ]learned)?) (?:rounds?|sessions?|circles?|forms?|walks?)|focus groups?|thumbs up|"
    r"smileys?|show of hands|feedback (?:from|by|of)|"
    r"(?:we|i|leads?|guides?|trainers?|supervisors?|managers?|champions?)(?: will| shall|'ll| then| also)? (?:ask|"
    r"interview|observe|watch|shadow)s? "
    r"(?!that\b|for\b|to\b|you to\b|them to\b|not\b)(?:[\w,'’-]+ ){1,6}?(?:how|whether|what|if|at (?:the|their)|"
    r"do(?:ing)?|work|on)\b)\b",
    re.IGNORECASE,
)


def measures(material: Material) -> tuple[Measure, ...]:
    """Success criteria, targets and figures, in the order of the documents."""
    return tuple(measure for unit in material.units for measure in _of(unit))


def _of(unit: Unit) -> Iterator[Measure]:
    if unit.sentence.kind == "heading" or (unit.text.rstrip(" *_").endswith("?") and ": " not in unit.text):
        return
    text = wording.plain(unit.text)
    if _denies(unit, text) and not re.search(_SHARE, text):
        yield _measure(unit, "people", text, outcome=False, denied=True)
    elif (unit.standing in ("hypothetical", "out_of_scope") and not _SAYS_SO.search(text)) or (
        _ASKED.search(text) and not _WE_ASK.search(text)
    ):
        return
    elif _is_criterion(unit, text):
        named = bool(unit.facts("population"))
        for side in figures.told_sides(_CONDITION.sub("", _without_actual(unit) or text), named):
            yield _measure(unit, side, text, met=_met(unit, text))
    elif _PLANNED_SURVEY.search(text) and _asks_people(unit) and not _is_over(unit):
        yield _measure(unit, "people", text, outcome=False)
    elif (met := figures.met_in(text)) is not None:
        for side in figures.told_sides(text, bool(unit.facts("population")))[:1]:
            yield _measure(unit, side, text, outcome=False, met=met)


def _measure(
    unit: Unit, side: SideName, text: str, *, outcome: bool = True, met: bool | None = None, denied: bool = False
) -> Measure:
    return Measure(
        side=side,
        what=text,
        target=next((t for h, t in unit.cells if _AIMED_COLUMN.match(h.strip())), ""),
        concepts=tuple(sorted(unit.concepts)),
        quote=quote_of(unit),
        outcome=outcome,
        met=met,
        denied=denied,
    )


def _denies(unit: Unit, text: str) -> bool:
    """Whether it says that nobody asks or counts people; where IT's own document lacks figures is no matter."""
    if not _NOT_MEASURED.search(text):
        return False
    of_people = bool(_PLANNED_SURVEY.search(text) or unit.facts("population") or re.search(r"\badopt|feedback", text))
    return of_people or (_stands_under(unit) and unit.shown.community in ("people_readiness", "hr"))


def _is_criterion(unit: Unit, text: str) -> bool:
    if unit.cells:
        headers = [h.strip() for h, _ in unit.cells]
        if any(_RISK_COLUMN.search(h) for h in headers):
            return False
        return any(_COLUMN.match(h) for h in headers) or _stands_under(unit)
    if text.lower().startswith(("if ", "unless ")) or text.rstrip().endswith("?"):
        return False
    if _SAYS_SO.search(text) and not _NO_CRITERION.search(text):
        return not _ONE_TEST.search(text)
    nearby = _after(unit)
    if nearby and _POINTS_AT_IT.search(nearby):
        return True
    return _stands_under(unit)


def _after(unit: Unit) -> str:
    """The statement after it in its paragraph; empty for none."""
    units, at = unit.shown.units, unit.number + 1
    near = units[at] if at < len(units) else None
    return near.text if near is not None and near.sentence.block == unit.sentence.block else ""


def _stands_under(unit: Unit) -> bool:
    """Whether what stands above it announces criteria: headings, the line before its list, what it answers."""
    title = wording.plain(unit.shown.source.title).casefold()
    above = [h for h in map(wording.plain, unit.sentence.headings[-2:]) if h.casefold() != title]
    units = unit.shown.units
    lead = sentences.lead_ins(unit.shown.reading.sentences).get(unit.number)
    if lead is not None:
        above.append(units[lead].text)
    before = unit.number - 1
    while before >= 0 and units[before].sentence.block == unit.sentence.block and unit.number - before < 4:
        if units[before].text.rstrip().endswith(("?", ":")):
            above.append(units[before].text)
        before -= 1
    for heading in above:
        if _NO_HEADING.search(heading):
            continue
        if _HEADING.search(heading.strip(" *_#:\t0123456789.")) or (
            _AIMS.search(heading) and any(f.kind == "count" for f in unit.facts())
        ):
            return True
    return False


def _without_actual(unit: Unit) -> str:
    return " ".join(t for h, t in unit.cells if not _ACTUAL_COLUMN.match(h.strip()))


def _met(unit: Unit, text: str) -> bool | None:
    if not unit.cells:
        return figures.met_in(text)
    target = next((t for h, t in unit.cells if _AIMED_COLUMN.match(h.strip())), "")
    actual = [t for h, t in unit.cells if _ACTUAL_COLUMN.match(h.strip())]
    return figures.met_by(target, actual[-1]) if target and actual else None


def _asks_people(unit: Unit) -> bool:
    """Whether a survey is one among people: engineers survey sites and walls too."""
    return unit.shown.community != "it" or bool(unit.facts("population"))


def _is_over(unit: Unit) -> bool:
    written = unit.shown.dated
    days = [f.last for f in unit.facts("date") if f.last]
    return unit.standing == "past" or bool(written and days and max(days) < written)
