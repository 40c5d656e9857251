"""Says what a source says, in words a colleague would use: a table row as a sentence, a document by name and date.

Nothing is added and nothing is rephrased: what is told are the source's own words in reading order. A sentence that
leans on the one before it ("They follow later.") is told with it, a question with the verdict behind it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from service.interpretation import wording
from service.interpretation.nouns import INPUT
from service.interpretation.reading import sentences
from service.interpretation.shown import Shown, Unit

_KEPT = 20_000
LONGEST = 320
"""Characters of what is told of one unit; what is longer is cut at a mark and ends with an ellipsis."""
_LEANS = re.compile(
    r"(?:(?:(?:if|once|when|until|unless|but|and|so) )?(?:they|it|this|that|these|those|he|she|both)"
    r"|(?:not (?:yet )?)?(?:agreed|decided|confirmed|needed|planned|approved|requested|postponed|cancelled)"
    r"|then|there(?! (?:is|are|will|was|were)\b)|otherwise|(?:after|before|for|in) (?:that|this)"
    r"|the (?:rest|others?|same)|(?:two|three|four|five|[\d,.]+) (?:left|of (?:them|these|those)|more))\b",
    re.IGNORECASE,
)
_VERDICT_WORDS = 3
"""A sentence of so few words is a verdict on the one before it ("Not decided.", "Who? Open.")."""
_WORD = re.compile(r"\w[\w'’.-]*")
_NAMELESS = re.compile(r"(?=[\w./#-]*\d)[A-Za-z]{0,5}[-./#]?\d{1,4}(?:\.\d{1,3})*\.?|#")
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00)?)?")
_PLAIN_HEADERS = frozenset(
    "value values description details detail remark remarks note notes comment comments text date when day what".split()
)
"""Column headings that say no more than the cell does."""
_FIRST_DAYS = frozenset("start from begin begins first starts".split())
_CUT = re.compile(r"[;,.:–—)](?=\s)")
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_PAPERS = frozenset(
    "plan note notes update minutes list milestones report mail memo letter announcement newsletter guide schedule "
    "calendar committee meeting brief briefing summary overview policy agenda log register slides deck faq protocol "
    "proposal decision decisions roadmap timeline status record charter review paper concept handbook manual checklist "
    "strategy programme program message email bulletin circular".split()
)
_HEAD = 6
"""Sentences at the beginning of a document among which its letterhead stands."""
_LETTERHEAD = frozenset(
    "version draft owner author authors by of for the and prepared written issued status approved reviewed revision "
    "page date dated from to final internal confidential as at on in a an v rev".split()
)
_ORDINARY = frozenset(
    "weekly monthly project training communication communications readiness rollout deployment migration release "
    "security status meeting minutes change support test launch steering people staff operations site update milestone "
    "milestones board team risk implementation cutover transition adoption notes".split()
)


def told(unit: Unit, longest: int = LONGEST) -> str:
    """The unit as a sentence, with what it leans on."""
    return shortened(wording.sentence(" ".join(_words(u) for u in whole(unit))), longest)


def bare(unit: Unit, longest: int = LONGEST) -> str:
    """The unit alone as a sentence."""
    return shortened(wording.sentence(_words(unit)), longest)


def quoted(unit: Unit, longest: int = LONGEST) -> str:
    """Its very words in quotation marks; without these where they are told in another order, as a row's cells are."""
    words = " ".join(unit.text.split())
    if unit.cells or wording.plain(unit.text) != words:
        return bare(unit, longest)
    cut = shortened(words, longest)
    return f"“{words}”" if cut == words else f"“{cut.removesuffix(' …')}” …"


def quoted_whole(unit: Unit, longest: int = LONGEST) -> str:
    """The same with what it leans on, sentence by sentence."""
    cut = shortened(" ".join(quoted(one) for one in whole(unit)).replace("” “", " "), longest)
    return cut if cut.count("“") == cut.count("”") else f"{cut.removesuffix(' …')}” …"


@lru_cache(maxsize=_KEPT)
def whole(unit: Unit) -> tuple[Unit, ...]:
    """The unit with its neighbours that it cannot be understood without, in order."""
    if unit.sentence.kind in ("row", "heading"):
        return (unit,)
    units = unit.shown.units
    first = last = unit.number
    while first > 0 and _follows(units[first], units[first - 1]) and (_leans(units[first]) or _verdict(units[first])):
        first -= 1
    while last + 1 < len(units) and _follows(units[last + 1], units[last]) and _verdict(units[last + 1]):
        last += 1
    lead = sentences.lead_ins(unit.shown.reading.sentences).get(first)
    opening = (units[lead],) if lead is not None else ()
    return (*opening, *units[first : last + 1])


def said_by(shown: Shown) -> str:
    """The document as one names it: "the IT deployment plan of 1 March 2027"."""
    if shown.source.id == INPUT:
        return "the text you gave"
    if shown.concept is not None:
        return "the glossary"
    name = _named(shown.source.title)
    return f"{name} of {wording.day(shown.dated)}" if shown.dated else name


def placed(unit: Unit) -> str:
    """Where it stands, for somebody who opens the document: `under “5 Support”, page 3`; empty at its very top."""
    title = wording.plain(unit.shown.source.title).casefold()
    headings = [h for h in map(wording.plain, unit.sentence.headings) if h.casefold() != title]
    under = f"under “{' › '.join(headings)}”" if headings else ""
    return ", ".join(part for part in (under, unit.sentence.where) if part)


@lru_cache(maxsize=_KEPT)
def is_said(unit: Unit) -> bool:
    """Whether it says something by itself: no heading, no address lines of a mail, no greeting or signature."""
    sentence = unit.sentence
    if sentence.kind == "heading" or not any(c.islower() for c in sentence.text):
        return False
    if re.match(r"(?:from|to|cc|date|sent|subject|on \w{3}, \d)\b.*[:@]", sentence.text, re.IGNORECASE | re.DOTALL):
        return not ("@" in sentence.text or sentence.text.rstrip().endswith("wrote:"))
    if unit.number < _HEAD and not unit.shown.source.start and _is_letterhead(unit):
        return False
    return len(_WORD.findall(sentence.text)) > 2 or sentence.kind == "row" or len(whole(unit)) > 1


def _is_letterhead(unit: Unit) -> bool:
    """Whether it only tells who wrote this, when, and in which version."""
    if unit.sentence.kind != "paragraph" or len(_WORD.findall(unit.text)) > 12:
        return False
    dates = unit.facts("date")
    text = unit.shown.text
    left = "".join(
        text[at]
        for at in range(unit.sentence.start, unit.sentence.end)
        if not any(f.start <= at < f.end for f in dates)
    )
    title = unit.shown.source.title.lower()
    telling = [w for w in _WORD.findall(left) if w[0].islower() and w not in _LETTERHEAD and w not in title]
    return not telling or (len(telling) < 3 and bool(dates) and dates[0].start == unit.sentence.start)


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut at its last mark if it is too long."""
    if len(text) <= longest:
        return text
    cuts = [m.start() for m in _CUT.finditer(text, longest // 2, longest - 2)]
    at = cuts[-1] if cuts else text.rfind(" ", 0, longest - 2)
    return text[:at].rstrip(" ,;:–—") + " …"


def _words(unit: Unit) -> str:
    return _row(unit.cells) if unit.cells else wording.plain(unit.text)


def _follows(unit: Unit, before: Unit) -> bool:
    return unit.sentence.block == before.sentence.block


def _leans(unit: Unit) -> bool:
    return _LEANS.match(unit.text) is not None


def _verdict(unit: Unit) -> bool:
    return len(_WORD.findall(unit.text)) <= _VERDICT_WORDS


def _row(cells: Sequence[tuple[str, str]]) -> str:
    """`Wave 2 – 26 April 2027; scope: 14 depots; remarks: one step`."""
    filled = [(wording.plain(header), _day_or(wording.plain(text))) for header, text in cells if text.strip(" \n-–—")]
    mark = ""
    if len(filled) > 1 and _NAMELESS.fullmatch(filled[0][1]):
        mark = filled.pop(0)[1]
    days = _as_days(filled)
    lead, *rest = days if days else [("", "")]
    subject = lead[1] + (f" ({mark})" if mark and not mark.rstrip(".").isdigit() else "")
    parts = [_pair(header, text) for header, text in rest]
    return subject + (f" – {'; '.join(parts)}" if parts else "")


def _as_days(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cells with a first and a last day joined to one."""
    joined: list[tuple[str, str]] = []
    for header, text in cells:
        if joined and _is_day(text) and _is_day(joined[-1][1]) and joined[-1][0].lower() in _FIRST_DAYS:
            first = joined[-1][1]
            joined[-1] = ("when", first if first == text else f"{first} to {text}")
        else:
            joined.append((header, text))
    return joined


def _pair(header: str, text: str) -> str:
    words = header.split()
    if not words or header.lower() in _PLAIN_HEADERS:
        return text
    head = words[0] if words[0].isupper() and len(words[0]) > 1 else words[0].lower()
    return f"{' '.join([head, *words[1:]])}: {text}"


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{1,2} [A-Z]\w+ \d{4}", text) is not None


def _day_or(text: str) -> str:
    """A day as people read it where the cell holds nothing but one as computers write it."""
    stamp = _STAMP.fullmatch(text)
    if stamp is None:
        return text
    try:
        return wording.day(dt.date(*map(int, stamp.groups())))
    except ValueError:
        return text


def _named(title: str) -> str:
    plain = _REPLY.sub("", wording.plain(title)).strip()
    last = plain.rpartition(": ")[2]
    for name in (last, plain):
        words = name.split()
        if any(word.strip(".,()").lower() in _PAPERS for word in words):
            first = words[0].lower() if words[0].lower() in _ORDINARY | _PAPERS else words[0]
            return f"the {' '.join([first, *words[1:]])}"
    return f"“{plain}”" if plain else "a document without a title"
