"""A step's short name: what a table calls it, or what is left of a sentence without its day and its small words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.interpretation import wording
from service.interpretation.answering.asked import naming
from service.interpretation.answering.dated import grouping
from service.interpretation.drafting.reading.traits import DOER
from service.interpretation.facts.triggers import kind_of
from service.interpretation.shown import Unit
from service.planning.facts import EventKind, Fact

LONGEST = 80
_LEAST = 40
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_OPENING = re.compile(
    r"^(?:[\s,;:.–—•*-]+|(?:and|then|also|so|but|however|please|note that|as planned|in addition|"
    r"furthermore|finally|"
    r"next|afterwards|after that|meanwhile|otherwise|there (?:is|are|will be)|it is planned (?:that|to)|"
    r"we (?:will|are going to|"
    r"plan to|are|can|then)|we|i|i'll|we'll|you(?: will)?|he|she|reminder:|fyi:?|update:|the|a|an|our|their|its|"
    r"your|this|"
    r"that|these|those|all of)\b(?![-/]))",
    re.IGNORECASE,
)
_TO_THE_DAY = re.compile(
    r"(?:[\s,;:(\[–—=→>*_|-]+|(?<![\w-])(?:on|by|from|until|till|in|at|to|for|between|since|around|about|"
    r"approx(?:imately)?\.?|circa|ca\.?|"
    r"w\.? ?e\.? ?f\.?|with effect|before|after|no later than|not later than|not before|at the latest|latest|"
    r"as of|effective|starting|"
    r"beginning|commencing|"
    r"ending|due|now|again|only|already|the|of|during|within|this|next|week|date|day|is|are|was|will be|be|"
    r"(?:is |are |be |been |now |currently |still |re)*(?:planned|scheduled|set|expected|foreseen|fixed|"
    r"confirmed|agreed|"
    r"booked|targeted|pencilled in|due)(?: to)?))\Z",
    re.IGNORECASE,
)
_FROM_THE_DAY = re.compile(
    r"^(?:[\s,;:)\]–—=→>*_|-]+|(?:onwards?|latest|at the latest|at|around|in the (?:morning|afternoon|evening)|"
    r"there (?:is|are|will be))\b)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:(?:is|are|was|were|will|shall|has|have|had|be|been|being|must|should|can|may|does|do|now|still|"
    r"currently|then|also|"
    r"already|again|only|therefore|initially|provisionally|tentatively|re)[\s-]*)*"
    r"\b(?:planned|scheduled|rescheduled|set|due|expected|foreseen|fixed|targeted|booked|confirmed|moved|moves?|"
    r"postponed|shifted|"
    r"shifts|slipped|slips|delayed|pushed|brought forward|takes? place|taking place|runs?|running|happens?|"
    r"goes ahead|go ahead|"
    r"follows?|lasts?|held|falls?|remains?|stays?|continues?|comes?|done|finished|completed)\b.*\Z|\s+(?:is|are|"
    r"was|will be)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""A verb that only says that it is on a day, with all behind it."""
_KEEPS = re.compile(
    r"\b(?:moves?|moved|stays?|remains?|continues?|comes?|set|shifts|shifted|pushed)\s+(?:over |back )?(?:to|"
    r"into|in|up|as|on|usable|available|from|out|open|live)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\s+(?:will be|will|shall be|shall|is to be|are to be|is|are|has been|have been|has|have|must be|must|can|"
    r"may|being|was|were|gets?(?= \w+(?:ed|en|wn)\b))\s+(?=\S)",
    re.IGNORECASE,
)
_CUTS = re.compile(
    r",\s|;\s|\s[–—-]\s|\s\((?=.)|\s(?=(?:with|so that|because|which|who|after|before|while|where|using|"
    r"including|via)\b)"
)
_PRONOUN = re.compile(r"^(?:they|it|this|that|these|those|he|she|both|everybody|everyone)\b\s*", re.IGNORECASE)
_TURNS = re.compile(
    r",? so(?= (?:we|the|it|they|that|i)\b)|(?:;|(?<![A-Z])\.)\s|,? (?:but|while|whereas|although)\b\s|"
    r",? (?:and )?then\s|, and (?=(?:the|we|it|they|all)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’/-]*")
_SMALL = frozenset(
    "first second third start starts end ends begin begins date day deadline due go live opens closes ready "
    "done new the a an "
    "of for in on at to by from and or wave phase ring stage step part round session sessions course courses "
    "week final last "
    "next part kick-off kickoff go-live launch pilot test training trainings all start/end close milestone "
    "planned plan".split()
)
_PRACTICE = re.compile(
    r"\b(?:training|practice|course) (?:accounts?|tenant|system|environment|log-?ins?|access|licen[cs]es?|"
    r"instance|client|database)\b|"
    r"\b(?:accounts?|tenant|system|environment|log-?ins?|access|sandbox|licen[cs]es?) for (?:the )?(?:training|"
    r"courses?)\b|\bsandbox\b",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z]\.|[§#]+\s*\d*|(?:Section|Chapter|Part|Annex|"
    r"Appendix) [\dA-Z]+[:.]?)\s+(?=\S)"
)


def of_cell(text: str) -> str:
    """A row's name, short enough."""
    return shortened(" ".join(wording.plain(text).split()).strip(" :;,.–—-*"))


def of_sentence(unit: Unit, date: Fact, dates: Sequence[Fact], old: Sequence[Fact] = ()) -> str:
    """What a sentence says that happens on one of its days; empty where nothing is left.

    Args:
        unit: the sentence or item.
        date: the day in it.
        dates: all of its days, in order.
        old: those that no longer hold.
    """
    offset, text = unit.sentence.start, unit.text
    start, end = date.start - offset, date.end - offset
    begin, stop = _clause(
        text, start, end, [(d.start - offset, d.end - offset) for d in dates if d is not date and d not in old]
    )
    before = _before(text[begin:start])
    after = _after(text[end:stop])
    if not before and heading_of(unit) and _ATTRIBUTES.match(text[end:stop]):
        return heading_of(unit)
    chosen = before if _telling(before) and not _is_lead(before) else after or before
    return finished(chosen, unit) if _telling(chosen) else ""


_ATTRIBUTES = re.compile(
    r"\s*(?:[,;(]|$)(?!.*\b(?:is|are|was|were|has|have|do|does|did|will|would|can|could|may|might|must|we|they|"
    r"you|I|he|she|it)\b)",
    re.DOTALL,
)
"""What only describes a step that the heading names: "3 to 14 May, in the canteen"."""


_CONDITION = re.compile(
    r",\s+(?:once|after|when|as soon as|because|before|unless|if|where|since|provided|subject to|depending on|"
    r"as)\b.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHOSE_WORD = re.compile(
    r"\s+(?:as )?(?:per|according to|acc\.? to|cf\.?|ref\.?) .*\Z|^(?:the )?(?:new|revised|changed|final|target|"
    r"planned) dates? (?:for|of) (?:the )?",
    re.IGNORECASE | re.DOTALL,
)


_SPEAKER = re.compile(
    r"^[\s\])]*(?:\[[^\]]*\]\s*)?(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]?\s*[-–]?\s*)?"
    r"(?:(?:[A-Z][\w'’.-]+ ){1,2}[A-Z][\w'’-]+|[A-Z]{2,3}|[A-Z][a-z]+ (?:desk|mentor|lead)):\s+(?=\S)"
)
"""Who says it in a chat or in minutes."""


def finished(words: str, unit: Unit) -> str:
    """The words as a title, with what they lean on in front of them."""
    words = _SPEAKER.sub("", _CONDITION.sub("", words))
    plain = _stripped(_BY_WHOSE_WORD.sub("", wording.plain(_ASIDE.sub("", words))))
    pronoun = _PRONOUN.match(plain)
    if pronoun:
        plain = plain[pronoun.end() :]
    plain = _AUXILIARY.sub(" ", f" {plain} ", count=2).strip() if not _is_name(plain) else plain
    if not any(c.isalpha() for c in plain):
        return ""
    heading = (pronoun and _subject_before(unit)) or heading_of(unit)
    if (
        heading
        and (pronoun or (_is_small(plain) and (not kind_of(plain) or _tells_apart(heading))))
        and not wording.stems(heading) <= wording.stems(plain)
    ):
        plain = f"{heading}: {plain if plain[:2].isupper() else plain[:1].lower() + plain[1:]}"
    return shortened(wording.capital(plain.strip(" :;,.–—-*_")))


def _tells_apart(heading: str) -> bool:
    """Whether a heading names a part, a place or people."""
    return bool(grouping.numbered(heading) or naming.groups_in(heading))


def _subject_before(unit: Unit) -> str:
    """Whom or what the sentence before is about, by its label or the people it begins with."""
    if unit.number == 0:
        return ""
    before = unit.shown.units[unit.number - 1]
    if before.sentence.headings != unit.sentence.headings or before.sentence.kind == "heading":
        return ""
    label = re.match(r"(?P<who>[^:.\d]{3,40}):\s", before.text)
    if label:
        return wording.plain(label["who"])
    people = before.facts("population")
    if people and not any(
        c.isalpha() and c.islower() for c in _ARTICLE.sub("", before.text[: people[0].start - before.sentence.start])
    ):
        return people[0].text
    return ""


_ARTICLE = re.compile(r"^(?:the|our|all|\d[\d,.]*)\b\s*", re.IGNORECASE)


def under_heading(title: str, unit: Unit) -> str:
    """A title that only says for whom, with what the heading says that happens."""
    heading = heading_of(unit)
    if not heading or wording.stems(heading) <= wording.stems(title):
        return title
    return shortened(f"{heading}: {title if title[1:2].isupper() else title[:1].lower() + title[1:]}")


def heading_of(unit: Unit) -> str:
    """The nearest heading above, without its number; empty where that is the document's own title."""
    headings = unit.sentence.headings
    if (
        not headings
        or headings[-1] == unit.shown.source.title
        or (len(headings) == 1 and len(headings[0]) > LONGEST // 2)
    ):
        return ""
    return shortened(_NUMBERING.sub("", wording.plain(headings[-1])).strip(" :.*"), LONGEST // 2)


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut at its last mark or word if it is too long."""
    text = text.strip(" :;,.–—-*_")
    if len(text) <= longest:
        return text
    cuts = [m.start() for m in _CUTS.finditer(text, min(_LEAST, longest // 2), longest)]
    at = cuts[-1] if cuts else text.rfind(" ", 0, longest - 1)
    return text[: at if at > 0 else longest - 1].rstrip(" :;,.–—-(") + ("" if cuts else "…")


def without_practice(title: str, kinds: tuple[EventKind, ...]) -> tuple[EventKind, ...]:
    """Accounts to train with are access, whatever stands in their name."""
    if "training" in kinds and _PRACTICE.search(title) and kind_of(_PRACTICE.sub("", title)) != "training":
        return ("access", *(k for k in kinds if k not in ("training", "access")))
    return kinds


def _clause(text: str, start: int, end: int, others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The stretch around a day, between the other days and the words that turn to something else."""
    begin = max([0, *(e for _, e in others if e <= start)])
    stop = min([len(text), *(s for s, _ in others if s >= end)])
    for turn in _TURNS.finditer(text, begin, stop):
        if turn.end() <= start:
            begin = turn.end()
        elif turn.start() >= end:
            stop = turn.start()
            break
    return begin, stop


def _before(text: str) -> str:
    words = text
    while (cut := _TO_THE_DAY.search(words)) is not None and cut.start() < len(words):
        words = words[: cut.start()]
    words = DOER.sub("", _TRAILING_IT.sub("", words).strip())
    verb = _VERB.search(words)
    if verb and not _KEEPS.search(words, verb.start()) and _telling(words[: verb.start()]):
        words = _TRAILING_IT.sub("", words[: verb.start()])
    return _moved(_stripped(_last_part(words)))


_TRAILING_IT = re.compile(r"\s*[:;,–—-]\s*(?:it|they|this|that|these|those|which|who)\s*$", re.IGNORECASE)
_REPORTED = re.compile(
    r"^.*?\b(?:read|heard|told|learnt?|learned|understand|know|think|believe|said|says?|writes?|wrote|means?|informed|"
    r"announced|confirm(?:s|ed)?)\b[^,;:]{0,60}? that (?=\w+ \w+)",
    re.IGNORECASE | re.DOTALL,
)
_SHIFTED = re.compile(
    r"^(?:pull|bring|move|push|shift|postpone|reschedule|delay|put|take)(?:ed|s|ing)? (?P<what>.+?) (?:forward|"
    r"back|out|off|up)$|"
    r"^(?:postpone|reschedule|delay|advance)d? (?P<other>.+)$",
    re.IGNORECASE,
)
_WHO_HAS = re.compile(
    r"^(?:.*\b(?:is|are|was|were|be|for|by|except)\s+)?(?P<who>[^,]+), (?:who|which|whose) (?P<rest>.+)$",
    re.DOTALL | re.IGNORECASE,
)
_CHATTY = 4


def is_reported(text: str) -> bool:
    """Whether a sentence tells what somebody read or heard."""
    return _REPORTED.search(text) is not None


def _last_part(words: str) -> str:
    """What is said of somebody who read or heard it; what follows a remark and a colon, or "who"."""
    words = _REPORTED.sub("", words)
    who = _WHO_HAS.match(words)
    if who:
        words = f"{who['who']} {who['rest']}"
    label, colon, rest = words.rpartition(": ")
    chatty = label[:1].islower() and len(label.split()) >= _CHATTY
    return rest if colon and chatty and _telling(rest) else words


def _moved(words: str) -> str:
    shifted = _SHIFTED.match(words)
    return _stripped(shifted["what"] or shifted["other"]) if shifted else words


def _after(text: str) -> str:
    words = text
    while (cut := _FROM_THE_DAY.match(words)) is not None and cut.end():
        words = words[cut.end() :]
    return _stripped(words)


def _stripped(words: str) -> str:
    words = words.strip()
    while (cut := _OPENING.match(words)) is not None and cut.end() and cut.end() < len(words):
        words = words[cut.end() :].lstrip()
    return words


def _telling(words: str) -> bool:
    """Whether it names something."""
    found = [w for w in _WORD.findall(words) if len(w) > 1]
    return any(w.lower() not in wording._PLAIN for w in found)


_LEADS = re.compile(
    r"(?:(?:dates?|when|deadline|next week|this week|start|end|next steps?|timeline|planned|new date|by|"
    r"week)\b[\s:,-]*)+",
    re.IGNORECASE,
)


def _is_lead(words: str) -> bool:
    return _LEADS.fullmatch(words.strip()) is not None


def _is_small(words: str) -> bool:
    """Whether it names nothing of its own: "Start", "First course"; a numbered part stands by itself."""
    if grouping.numbered(words):
        return False
    return all(w.lower() in _SMALL for w in _WORD.findall(words))


def _is_name(words: str) -> bool:
    return len(words.split()) < 3
