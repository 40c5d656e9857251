"""What stands over a sentence and says what it is of: the line that a list follows, its heading, a question."""

from __future__ import annotations

import re

from service.interpretation.shown import Unit

_FAR = 12
"""Units over which a list goes on."""
_NEAR = 5
_ANNOUNCES = re.compile(
    r":\s*$|\b(?:fixed|as follows|following|below|booked|these are|dates are|scheduled|planned|set) ?(?:now|are|is)?\b"
    r"[^.?]{0,25}$",
    re.IGNORECASE,
)
_OWN_TITLE = re.compile(
    r"\b(?:memo|letter|notice|circular|mail|note|newsletter|briefing|bulletin|FAQ|questions|answers|message)\b",
    re.IGNORECASE,
)
_LONGEST = 90


def over(unit: Unit) -> tuple[str, ...]:
    """The line that a list or a row of days follows, or else the heading; a document's own title says what it is."""
    line = line_before(unit)
    if line:
        return (line,)
    headings = unit.sentence.headings
    if len(headings) == 1 and _OWN_TITLE.search(headings[0]) and unit.sentence.kind != "row":
        return ()
    return headings[-1:]


def line_before(unit: Unit) -> str:
    """The line that announces the list or the days among which it stands; empty where there is none."""
    units = unit.shown.units
    for number in range(unit.number - 1, max(-1, unit.number - _FAR), -1):
        before = units[number]
        if before.sentence.headings != unit.sentence.headings or before.sentence.kind == "heading":
            return ""
        if before.sentence.kind == "item" and unit.sentence.kind == "item":
            continue
        if unit.sentence.kind != "item" and before.sentence.kind == "paragraph" and before.facts("date"):
            continue
        plain = before.text.strip(" *_")
        return plain if _ANNOUNCES.search(plain) and len(plain) <= _LONGEST else ""
    return ""


def question_before(unit: Unit) -> str:
    """The question that it answers, in the heading or shortly before it; empty where there is none."""
    headings = unit.sentence.headings
    if headings and headings[-1].rstrip().endswith("?"):
        return headings[-1]
    units = unit.shown.units
    for number in range(unit.number - 1, max(-1, unit.number - _NEAR), -1):
        before = units[number]
        if before.sentence.headings != headings:
            return ""
        if before.text.rstrip(" *_").endswith("?"):
            return before.text
    return ""
