"""What a criterion tells of: the technology, or people and their work; and whether it was met.

Words decide in general: what is up, installed or migrated is the technology's; what people do, say, know or get wrong
is theirs, even where a system counts it.
"""

from __future__ import annotations

import re
from typing import Literal

SideName = Literal["it", "people"]

_OF_PEOPLE = re.compile(
    r"\b(?:adopt\w*|uptake|take-up|proficien\w+|competen\w+|confiden(?:t|ce)|satisf\w+|dissatisf\w+|surveys?|"
    r"surveyed|"
    r"pulse|questionnaires?|polls?|polled|interview\w*|feedback|unaided|unassisted|independently|"
    r"(?:without|no|little) (?:any )?(?:help|assistance|asking|calling|being shown)|by (?:them|him|her)sel(?:f|ves)|"
    r"on (?:their|his|her) own|without (?:paper|a (?:call|colleague|note))|go(?:es)? back to (?:paper|the old)|"
    r"thumbs up|in the (?:same|usual) time|"
    r"takes? (?:no |not )?(?:any )?(?:longer|less time)|(?:no|not) (?:slower|longer) than (?:before|on paper|"
    r"today)|rounds? (?:is|are) (?:done|"
    r"finished)|keyed twice|(?:is|are|being) (?:read|opened|used|answered|accepted) by (?:the )?\w+|feels?|felt|"
    r"understand\w*|understood|recommend\w*|engage(?:d|ment)|wellbeing|morale|"
    r"stress|mistakes?|slip-?ups?|rework|complain\w*|complaints?|work-?arounds?|productiv\w+|skills?|knowledge|learn\w*|"
    r"enps|nps|csat|active (?:\w+ )?users?|daily users?|weekly users?|time saved|saves? (?:\w+ ){0,3}(?:minutes|"
    r"hours)|"
    r"(?:would|should) (?:not )?(?:want|go back|recommend|say|agree|answer)|listening|(?:floor|team) talks?|"
    r"observ\w+|shadowing|get on with|at ease|comfortable|happy|happier|overtime|"
    r"(?:do|does|doing|finish\w*|complet\w+) (?:the|their|her|his|an?|its) (?:\w+ ){0,2}(?:tasks?|jobs?|work|"
    r"rounds?)|"
    r"(?<!cpu )(?<!disk )(?<!memory )(?<!storage )(?<!bandwidth )(?<!data )usage(?! (?:limit|fee)))\b",
    re.IGNORECASE,
)
_OF_THE_TECHNOLOGY = re.compile(
    r"\b(?:up-?time|availab\w+|(?:been|is|are|stays?|be) up|up \d+|reachab\w+|latency|(?:response|loading?|"
    r"boot) times?|"
    r"through-?put|down-?time|outages?|incidents?|sev(?:erity)?[- ]?\d|p[12]s?|prio(?:rity)?[- ]?[12]|defects?|bugs?|"
    r"tickets?|install\w*|enrol\w*|migrat\w+|deploy\w*|rolled out|roll-?out|provision\w*|patch(?:ed|es|ing)?|"
    r"configur\w+|back-?ups?|restor\w+|interfaces?|servers?|sync\w*|encrypt\w+|decommission\w*|switched (?:off|over)|"
    r"cut[- ]?over|crash\w*|test cases?|mttr|sla|service levels?|bandwidth|error rate|failed (?:requests|log-?ins|"
    r"jobs)|"
    r"replicat\w+|packages?|onboarded|on time|in time|on schedule|within budget|(?:in|on|under) budget|"
    r"fail-?over|fitted|connected|reporting in|report in|units? (?:\w+ )?live|upload\w*|(?:no|zero|open) blockers?|"
    r"p\d incidents?|priority (?:1|one)|"
    r"green interfaces|carried over|cut over|went down|vulnerabilit\w+|compliance|transactions per|messages per|"
    r"(?:gone|went|go|goes|are|is) live|go-live|"
    r"(?:waves?|sites?|phases?|rings?|milestones?|deliverables?) (?:\w+ )?(?:done|complete\w*|closed|finished|"
    r"connected))"
    r"\b",
    re.IGNORECASE,
)
_PERHAPS_PEOPLE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|errors?|paper\w*|forms?|trained|courses?|training|attend\w*|(?:logged|signed|logs?|"
    r"signs?) "
    r"(?:in|on)|says?|said|knows?|can|able|asks?|asked|answers?|questions?|minutes|hours|wait\w*|queues?|orders?|"
    r"entries|handled|absence|turnover|names?|tells?|reach(?:es)?|works? with|old way|new way|back (?:at|to))\b",
    re.IGNORECASE,
)
_PERHAPS_TECHNOLOGY = re.compile(
    r"\b(?:devices?|laptops?|tablets?|handhelds?|terminals?|scanners?|phones?|printers?|pcs?|machines?|sensors?|"
    r"accounts?|licen[cs]es?|seats?|records?|data(?:sets?)?|systems?|services?|networks?|connections?|connected|"
    r"builds?|releases?|versions?|nodes?|hosts?|mailboxes|messages|batch\w*|logs?|registered|activated|factor|"
    r"delivered|live|passed|access points?|cameras?|gateways?|modules?|functions?|features?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:[€£$]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|savings?|costs?|budget|spend)\b)", re.IGNORECASE
)
_FIGURE = re.compile(
    r"\d|\b(?:all|every|each|half|none|no|zero|most|majority|fewer|less|more|two|three|four|five|six|seven|eight|"
    r"nine|ten|"
    r"twelve|normal|same)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;]\s| and | & | plus |\s[+/]\s")
_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}(?:[,  ]\d{3})+|\d+)(?:[.,](\d+))?")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?(?:%|per ?cent|percent)")
_AIMED = re.compile(
    r"\b(?:targets?|goal|planned|plan(?!t)|aim(?:ed)?|against|instead of|versus|vs|expected|hoped|"
    r"of the)\b[^\d%]{0,24}$",
    re.IGNORECASE,
)
_AIMED_AFTER = re.compile(
    r"^ ?(?:%|per ?cent)?[ )]*(?:was |were |is )?(?:the )?(?:target|planned|aimed|expected|hoped)\b", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"(?:<|≤|\b(?:fewer|less|below|under|at most|maximum|max|no more|not more|down to|up to)\b)", re.IGNORECASE
)
_FEWER_IS_BETTER = re.compile(
    r"\b(?:errors?|mistakes?|incidents?|outages?|tickets?|complaints?|defects?|bugs?|down-?time|rework|wait\w*|"
    r"calls?|"
    r"faults?|latency|time|duration|absence|overtime)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:reached|achieved|met|exceeded|green|on target|above target|fulfilled|ok|passed|hit)\b", re.IGNORECASE
)
_MISSED = re.compile(
    r"\b(?:not (?:yet )?(?:reached|achieved|met|fulfilled|on target)|missed|below target|behind|red|short of|far "
    r"from|"
    r"only|just|merely|no more than|barely|hardly|disappointing\w*)\b",
    re.IGNORECASE,
)


def told_sides(text: str, people: bool) -> tuple[SideName, ...]:
    """Which sides a criterion tells of; empty where its words tell neither, as for money.

    Args:
        text: The criterion.
        people: Whether it names a group of people.
    """
    found: dict[SideName, None] = {}
    for part in _PART.split(text):
        side = _certain(part)
        if side:
            found[side] = None
    if found:
        return tuple(found)
    perhaps_people, perhaps_technology = _PERHAPS_PEOPLE.search(text), _PERHAPS_TECHNOLOGY.search(text)
    if not _FIGURE.search(text):
        return ()
    if people and (perhaps_people or not perhaps_technology):
        return ("people",)
    if perhaps_technology:
        return ("it",)
    # What is counted and is neither the technology's nor money is work.
    return ("people",) if perhaps_people and not _MONEY.search(text) else ()


def _certain(part: str) -> SideName | None:
    people, technology = _OF_PEOPLE.search(part), _OF_THE_TECHNOLOGY.search(part)
    if people:
        return "people"
    return "it" if technology else None


def met_by(target: str, actual: str) -> bool | None:
    """Whether an actual figure meets a target, both as cells have them; None where that cannot be told."""
    verdict = _verdict(actual)
    aimed, had = _numbers(target), _numbers(actual)
    if len(aimed) != 1 or len(had) != 1:
        return verdict
    if _AT_MOST.search(target):
        return had[0] <= aimed[0]
    return had[0] >= aimed[0]


def met_in(text: str) -> bool | None:
    """Whether a sentence tells that a target was met: "adoption at 22 %, target 70 %"."""
    found = list(_PERCENT.finditer(text))
    if len(found) == 2:
        aims = [bool(_AIMED.search(text[: m.start()]) or _AIMED_AFTER.match(text[m.end() :])) for m in found]
        if aims.count(True) == 1:
            aimed, had = (_value(found[i][1]) for i in (aims.index(True), aims.index(False)))
            return had <= aimed if _AT_MOST.search(text) or _FEWER_IS_BETTER.search(text) else had >= aimed
    return _verdict(text) if found else None


def _verdict(text: str) -> bool | None:
    if _MISSED.search(text):
        return False
    return True if _REACHED.search(text) else None


def _numbers(text: str) -> list[float]:
    return [_value(whole + (f".{part}" if part else "")) for whole, part in _NUMBER.findall(text)]


def _value(text: str) -> float:
    return float(re.sub(r"[,  ](?=\d{3}(?:\D|$))", "", text).replace(",", "."))
