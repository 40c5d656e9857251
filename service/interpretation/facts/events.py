"""Events: what opens, is taught, announced, switched, frozen, tested or decided, and when.

Above it `find_facts`; below it the dates that were found. In prose each date of a sentence goes to the trigger word
that it stands nearest to, across as few clauses as possible; in a table the row is the event and its columns say
which date starts and which ends it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import cast

from service.interpretation.facts.reading import Reading, Segment
from service.interpretation.facts.triggers import TRIGGER, kind_of
from service.planning.facts import EventKind, Fact

_REFERENCE = re.compile(
    r"\b(?:before|after|until|till|since|prior to|following|ahead of|during|of|by|for|to|about|from|at|around|upon|"
    r"in) (?:the |our |each |its |that |this )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
_AFTER_REFERENCE = re.compile(
    r"[ ,(:-]*(?:(?:date|day|is|will be|planned|scheduled|set|on|for|in|by|from|the|of) ?)*[(]?", re.IGNORECASE
)
_CLAUSE = re.compile(
    r";|: |, (?:and|but|while|whereas|then|so|which)\b| (?:but|while|whereas|then|before|after|until|once|when) |"
    r" and | - |, ",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r";|, (?:and|but|while|whereas|then)| (?:but|while|whereas|then|before|after|once) ", re.IGNORECASE
)
_NEGATED_BEFORE = re.compile(
    r"\b(?:no(?! (?:later|sooner|earlier|more|longer|less|fewer|go))|not(?! (?:only|just|before|until|later))|"
    r"without(?: any)?|never|neither|nor|nobody|no one|none|n't|cannot|instead of)\b"
    r"(?: (?!(?:before|until|unless|if|because|after)\b)[\w-]+){0,4} ?$",
    re.IGNORECASE,
)
_NEGATED_AFTER = re.compile(
    r"^(?: [\w-]+){0,5}? ?(?:\bnot\b(?! (?:only|just|before|until|later))|n't\b|\bnever\b|\bno longer\b)", re.IGNORECASE
)
_CANCELLED = re.compile(
    r"^(?: [\w-]+){0,8}? (?:cancell?ed|called off|dropped|scrapped)\b|\b(?:cancell?ed|dropped|scrapped) [^.;]{0,20}$",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"(?:\b(?:mov(?:ed?|es|ing)|postpon\w+|shift\w*|reschedul\w+|push\w*|brought forward|delay\w*|changed|slip\w*|"
    r"defer\w*)\b[^.\n]{0,60}\bfrom|\b(?:was|previously|originally|formerly|instead of|rather than|not|old date|"
    r"replaces|(?:planned|baseline|original)(?= ?:))"
    r"(?: (?:planned|scheduled|set|due))?(?: (?:for|on|in))?):? (?:the )?$",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"(?i:(?: (?:sessions?|dates?|day))?(?: ?: | (?:on|of|for|about|to|from|covering|into) ))(?P<s>[^,.;:()\n]{2,70})"
    r"| in (?P<where>[A-Z][^,.;:()\n]{1,70})",
)
_CUT = re.compile(
    r" (?:is|are|will|was|were|has|have|takes?|starts?|begins?|runs?|ends?|opens?|must|should|can|on|from|by|until|"
    r"till|before|after|at|during|and|in|between|which|that|who|because|so) .*$| (?:on|in|by|from|is)$",
    re.IGNORECASE,
)
_STOP_BEFORE = frozenset(
    """a an the and or but of for on in to at by from with is are be will was were has have had we they you i it this
    that these those during within over all no not our your their its there then after before until when if as also
    only any each every some first next last new starts start begins must should can may""".split()
)
_IS = re.compile(r"(?:is|are|was|were|be|been|gets?|becomes?|takes?|ends?|has|have|goes|will)\b", re.IGNORECASE)
_NO_SUBJECT = frozenset(
    """full first second final extended ongoing earlier later multiple general annual one single short long
    initial main major planned official big whole entire next last mandatory second upcoming""".split()
)
_AUXILIARIES = frozenset("is are will be was were has have had been being gets get must should can may".split())
_TOO_FAR = 400
_IN_BRACKETS = re.compile(r";[^()\n]{0,80}\)")
_LISTED = re.compile(
    r"[ ,;&/()-]*(?:(?:and|or|to|until|till|from|between|through|on|then|also|again|the) ?[ ,]*)*", re.IGNORECASE
)
_NAME_HEADER = re.compile(
    r"activity|milestone|task|event|what|phase|step|deliverable|item|title|description|topic|name|action|measure|"
    r"work",
    re.IGNORECASE,
)
# A longer cell is prose, in which the date of another column is not said of every word.
_LONGEST_NAME = 90
_START_HEADER = re.compile(r"\b(?:start\w*|from|begin\w*|opens?|first)\b", re.IGNORECASE)
_END_HEADER = re.compile(r"\b(?:end\w*|finish\w*|until|due|complet\w+|clos\w+|deadline)\b|^to$", re.IGNORECASE)
_OLD_HEADER = re.compile(r"\b(?:old|previous|baseline|original(?:ly)?|was)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: EventKind
    start: int
    end: int
    reference: bool
    """Whether it only says when something else is: `before go-live`."""


def find_events(reading: Reading, dates: Sequence[Fact]) -> list[Fact]:
    """The events that a text names, with the days of the same clause, item or row where there are any."""
    dates = sorted((d for d in dates if d.kind == "date"), key=lambda d: d.start)
    starts = [d.start for d in dates]

    def inside(start: int, end: int) -> list[Fact]:
        return list(dates[bisect_left(starts, start) : bisect_left(starts, end)])

    events: list[Fact] = []
    taken: set[int] = set()
    rows = (s for s in reading.segments if s.header is not None)
    for _, group in groupby(rows, key=lambda s: s.block):
        cells = list(group)
        found, used = _row(reading, cells, [inside(c.start, c.end) for c in cells])
        events += found
        taken.update(used)
    mentions = [m for m in _mentions(reading) if (s := reading.segment(m.start)) is None or s.start not in taken]
    sentences: set[int] = set()
    for (start, end), grouped in groupby(mentions, key=lambda m: reading.sentence(m.start)):
        sentences.add(start)
        events += _prose(reading, list(grouped), inside(start, end), start, end)
    events += _under_headings(reading, inside, sentences)
    return sorted(events, key=lambda e: (e.start, e.end))


def _mentions(reading: Reading) -> list[_Mention]:
    found: list[_Mention] = []
    for match in TRIGGER.finditer(reading.plain):
        kind = cast(EventKind, match.lastgroup)
        before = reading.plain[max(0, match.start() - 40) : match.start()]
        mention = _Mention(kind, match.start(), match.end(), _REFERENCE.search(before) is not None)
        last = found[-1] if found else None
        gap = reading.plain[last.end : match.start()] if last and match.start() - last.end <= 1 else ""
        if last and gap and gap in " -" and last.kind != kind and not _IS.match(match[0]):
            # `go-live announcement` is an announcement.
            mention = _Mention(kind, match.start(), match.end(), last.reference)
            found.pop()
        found.append(mention)
    return found


def _prose(reading: Reading, mentions: list[_Mention], dates: list[Fact], start: int, end: int) -> Iterator[Fact]:
    plain = reading.plain
    current: list[Fact] = []
    old: list[Fact] = []
    places = [m.start for m in mentions]
    for date in dates:
        (old if len(dates) > 1 and _OLD.search(plain[max(start, date.start - 90) : date.start]) else current).append(
            date
        )
    given: dict[int, list[Fact]] = {i: [] for i in range(len(mentions))}
    boundaries = [
        (m.start() + start, _cost(m[0], plain, m.start() + start)) for m in _CLAUSE.finditer(plain[start:end])
    ]
    for date in current:
        # Farther than three mentions away none is the nearest.
        place = bisect_left(places, date.start)
        near = range(max(0, place - 3), min(len(mentions), place + 3))
        best = min(near, key=lambda i: _distance(plain, mentions[i], date, boundaries))
        if _distance(plain, mentions[best], date, boundaries) < _TOO_FAR:
            given[best].append(date)
    if len(current) == 1 and current[0].end <= mentions[0].start and len(mentions) > 1:
        # `On 3 May accounts are created and training starts`: the day that opens the sentence holds for all of it.
        given = {i: [] if m.reference and i else list(current) for i, m in enumerate(mentions)}
    was = [d for d in old if d.text]
    dated = {mention.kind for index, mention in enumerate(mentions) if given[index]}
    seen: set[EventKind] = set()
    for index, mention in enumerate(mentions):
        own = given[index]
        if not own and mention.kind in dated | seen:
            continue
        seen.add(mention.kind)
        note = _note(plain, mention, start, end)
        if was and own:
            note = "; ".join(filter(None, [note, f"moved from {was[0].text}"]))
        subject = _subject(plain, mention, start, end, dates)
        for date in [d for a, d in reversed(list(pairwise(own))) if not _LISTED.fullmatch(plain[a.end : d.start])]:
            # `Champions get access on 26 April, everyone else from 3 May`: the same happens twice.
            place = own.index(date)
            whom = _whom(plain[own[place - 1].end : date.start])
            yield _event(reading, mention.kind, mention.start, mention.end, own[place:], whom, note)
            own = own[:place]
        yield _event(reading, mention.kind, mention.start, mention.end, own, subject, note)


def _whom(between: str) -> str:
    """For whom the second date is: what stands between two dates, without the words that only join them."""
    words = re.sub(r"^\W*(?:(?:and|or|then|for|also) )*|(?:[ (:,-]+(?:on|from|by|in|the|until)?)*$", "", between)
    return "" if re.search(r"[;:()]|\d", words) or words.lower() in _STOP_BEFORE else words.strip()


def _cost(boundary: str, plain: str, at: int) -> int:
    if boundary == ";" and not _IN_BRACKETS.match(plain, at):
        return _TOO_FAR
    return 60 if _STRONG.match(boundary) else 20


def _distance(plain: str, mention: _Mention, date: Fact, boundaries: Sequence[tuple[int, int]]) -> int:
    first, last = (mention.end, date.start) if mention.end <= date.start else (date.end, mention.start)
    score = max(0, last - first)
    if score < 200:
        inner = boundaries[bisect_left(boundaries, (first, 0)) : bisect_left(boundaries, (last, 0))]
        score += sum(cost for _, cost in inner)
    if mention.reference and (
        mention.end > date.start or not _AFTER_REFERENCE.fullmatch(plain[mention.end : date.start])
    ):
        score += 120
    return score + (15 if mention.end > date.start else 0)


def _note(plain: str, mention: _Mention, start: int, end: int) -> str:
    before = re.split(r"[;,:]| but | - ", plain[max(start, mention.start - 60) : mention.start])[-1]
    after = re.split(r"[;,]| but | and ", plain[mention.end : min(end, mention.end + 80)])[0]
    if _NEGATED_BEFORE.search(before) and re.match(r" (?:[\w-]+ ){0,3}(?:before|until) ", after):
        return "not before"
    if _CANCELLED.search(after) or _CANCELLED.search(before):
        return "cancelled"
    return "negated" if _NEGATED_BEFORE.search(before) or _NEGATED_AFTER.search(after) else ""


def _subject(plain: str, mention: _Mention, start: int, end: int, dates: Sequence[Fact]) -> str:
    place = bisect_left(dates, mention.start, key=lambda d: d.start)
    limit = dates[place].start if place < len(dates) else end
    floor = dates[place - 1].end if place else start
    complement = _COMPLEMENT.match(plain[mention.end : limit])
    if complement:
        subject = _CUT.sub("", (complement["s"] or complement["where"]) + " ").strip(" -\"'")
        if subject and subject.lower() not in _STOP_BEFORE:
            return subject
    words: list[str] = []
    opener = ""
    for word in reversed(re.findall(r"[^\s]+", plain[max(floor, mention.start - 60) : mention.start])):
        if not words and word.lower() in _AUXILIARIES:
            continue
        if word.lower() in _STOP_BEFORE or "'" in word or not word[-1].isalnum() or len(words) == 4:
            opener = word.lower()
            break
        words.append(word)
    while words and words[-1].lower() in _NO_SUBJECT:
        words.pop()
    # Without an article in front, a lone small word is as likely a verb: `collect feedback`.
    if words and (len(words) > 1 or not words[0].islower() or opener in _STOP_BEFORE or "-" in words[0]):
        return " ".join(reversed(words)).strip("\"'(*-")
    noun = re.match(
        r"(?:user |guest |test |new )?(?:accounts?|licen[cs]es?|credentials|invitations|access|laptops|devices|"
        r"tokens)\b",
        plain[mention.start :][:30],
        re.IGNORECASE,
    )
    return noun[0] if noun else ""


def _event(
    reading: Reading, kind: EventKind, start: int, end: int, dates: Sequence[Fact], subject: str, note: str = ""
) -> Fact:
    firsts = [d.first for d in dates if d.first]
    lasts = [d.last for d in dates if d.last]
    unsure = [d.note for d in dates if d.note]
    return Fact(
        kind="event",
        text=reading.text[start:end],
        start=start,
        end=end,
        value=kind,
        event=kind,
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        subject=subject,
        note="; ".join(dict.fromkeys(filter(None, [note, *unsure]))),
    )


def _row(reading: Reading, cells: Sequence[Segment], dates: Sequence[Sequence[Fact]]) -> tuple[list[Fact], list[int]]:
    """The events of a table row and the starts of the cells that they used up."""
    plain = reading.plain
    texts = [plain[c.start : c.end].strip() for c in cells]
    whole = [bool(d) and _mostly(texts[i], d) for i, d in enumerate(dates)]
    if not any(whole):
        return [], []
    names = [
        i
        for i, text in enumerate(texts)
        if not whole[i] and len(text) <= _LONGEST_NAME and re.search("[a-z]", text, re.I)
    ]
    if not names:
        return [], []
    name = next((i for i in names if _NAME_HEADER.search(cells[i].header or "")), names[0])
    kind = kind_of(texts[name]) or next((k for i in names if i != name and (k := _typed(cells[i], texts[i]))), None)
    if kind is None:
        # `Group | Training | Go-live`: each column is an event of the row's group.
        matrix = [(i, k) for i, full in enumerate(whole) if full and (k := kind_of(cells[i].header or ""))]
        if matrix:
            found = [_event(reading, k, dates[i][0].start, dates[i][-1].end, dates[i], texts[name]) for i, k in matrix]
            return found, [cells[i].start for i, _ in matrix]
        kind = next((k for heading in reversed(cells[0].headings[-2:]) if (k := kind_of(heading))), None)
    if kind is None:
        return [], []
    own, note = _row_dates(cells, dates, whole)
    start = (
        cells[name].start
        + len(plain[cells[name].start : cells[name].end])
        - len(plain[cells[name].start : cells[name].end].lstrip())
    )
    state = " ".join(texts[i] for i in names if i != name)
    if re.search(r"\bcancell?ed\b", state, re.IGNORECASE):
        note = "; ".join(filter(None, [note, "cancelled"]))
    end = start + len(texts[name])
    return [_event(reading, kind, start, end, own, texts[name], note)], [cells[name].start]


def _typed(cell: Segment, text: str) -> EventKind | None:
    return (
        kind_of(text)
        if re.search(r"type|kind|categor|stream|phase|activity|track", cell.header or "", re.IGNORECASE)
        else None
    )


def _mostly(text: str, dates: Sequence[Fact]) -> bool:
    return 2 * sum(d.end - d.start for d in dates) >= len(text)


def _row_dates(
    cells: Sequence[Segment], dates: Sequence[Sequence[Fact]], whole: Sequence[bool]
) -> tuple[list[Fact], str]:
    columns = [(cells[i].header or "", list(dates[i])) for i in range(len(cells)) if whole[i]]
    note = "".join(
        f"moved from {found[0].text}"
        for header, found in columns[:3]
        if _OLD_HEADER.search(header) and len(columns) > 1
    )
    columns = [c for c in columns if not (_OLD_HEADER.search(c[0]) and len(columns) > 1)] or columns
    starting = [d for header, found in columns if _START_HEADER.search(header) for d in found]
    ending = [d for header, found in columns if _END_HEADER.search(header) for d in found]
    if starting or ending:
        return starting[:1] + ending[-1:], note
    if len(columns) == 2 and not columns[0][0] and not columns[1][0]:
        return columns[0][1][:1] + columns[1][1][-1:], note
    return columns[0][1], note


def _under_headings(reading: Reading, inside: Callable[[int, int], list[Fact]], sentences: set[int]) -> Iterator[Fact]:
    """Items with a date and no trigger of their own, under a heading that has one: `Training` / `- 14 May: Finance`."""
    for segment in reading.segments:
        if segment.kind != "item" or segment.header is not None or not segment.headings or segment.start in sentences:
            continue
        dates = inside(segment.start, segment.end)
        if not dates or len(dates) > 3 or not (kind := kind_of(segment.headings[-1])):
            continue
        text = reading.plain[segment.start : segment.end]
        rest = (text[: dates[0].start - segment.start] + " " + text[dates[-1].end - segment.start :]).strip(
            " -:,.()*|\n"
        )
        start = segment.start + len(text) - len(text.lstrip())
        yield _event(reading, kind, start, segment.start + len(text.rstrip()), dates, rest[:80])
