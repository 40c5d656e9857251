"""What of a text can be checked: sentences, items and rows that state something, apart from greetings and the like.

A mail is more than statements: it greets, asks, thanks, tells people what to do and is signed. Whatever gives a day, a
number or something that happens to a known thing is a statement all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation.grounding.statements import parts as clauses
from service.interpretation.grounding.statements import tokens
from service.interpretation.grounding.statements.tokens import Token
from service.interpretation.reading import triggers, words
from service.interpretation.shown import Shown, Unit

_SHORT = 6
"""Words of a greeting, or of a line below the closing words."""
_SENTENCE = 4
"""Words from which on a line that ends with a stop is a sentence, whether its verb is known or not."""
HEADER = re.compile(r"(?:from|to|cc|bcc|date|sent|reply-to|attachments?)\s*:\s", re.IGNORECASE)
"""A line of a mail's head, which states nothing of its subject."""
_LABEL = re.compile(r"(?:subject|re|fwd?|ps|p\.s\.|nb)\s*:\s*", re.IGNORECASE)
_TOPIC = re.compile(r"(?:subject|re|fwd?)\s*:", re.IGNORECASE)
"""Opens a line that names what a mail is about: a headline, which says something only where it gives a value."""
_GREETING = re.compile(r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|welcome)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:with |all the |my )?(?:best|kind|warm|friendly)(?:est)?\b|many thanks|thanks|thank you|regards|cheers"
    r"|sincerely|yours|see you|take care)",
    re.IGNORECASE,
)
_THANKS = re.compile(r"(?:many )?thank(?:s| you)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"(?:please|kindly|remember|note|make sure|be sure|feel free|don['’]t|do not|never|always|let|ask|call|contact"
    r"|check|read|see|visit|click|go|open|use|install|register|bring|keep|join|reply|save|watch|speak|talk|write|send|tell"
    r"|follow|try|start|stop|take|give|have a|if (?:you|in doubt|anything)\b[^,]*,\s*(?:please )?\w+)\b",
    re.IGNORECASE,
)
_FEELING = re.compile(
    r"\b(?:i|we)(?:['’](?:m|re|ve)| am| are| have been| all)?\s+(?:\w+ly\s+|so\s+|very\s+|all\s+)*"
    r"(?:excited|happy|glad|pleased|proud|sorry|sure|convinced|delighted|thrilled|grateful|confident|think|believe|hope"
    r"|feel|wish|love|like|trust|understand|appreciate|look(?:ing)? forward)\b"
    r"|\bin my (?:opinion|view)\b|\blook(?:ing)? forward\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:great|exciting|big|important|easier|better|simpler|smoother?|wonderful|amazing|huge|good|nice|proud|modern"
    r"|worth|pleasure|thrilling|challenging|difficult|hard)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)", re.IGNORECASE)
_EDGES = re.compile(
    r"^(?:[\s,;:–—-]|(?:and|but|so|while|whereas|although|though|which|where)\b)+"
    r"|(?:[\s,;:–—-]|\b(?:and|but|so|while|whereas|although|though))+\Z",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|they|this|that|these|those|he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Said:
    """A sentence, item or row of a text."""

    unit: Unit
    text: str
    """Its words without a label such as "Subject:"; of a row, the cells with its days last."""
    start: int
    end: int
    states: bool
    """Whether there is anything in it to check."""
    parts: tuple[str, ...] = ()
    """Its clauses, each with its subject, where it has several."""
    before: str = ""
    """The sentence before, for one that begins with "it" or "this"."""


def cut(shown: Shown) -> list[Said]:
    """The sentences, items and rows of a text in order, and headings that give a day."""
    found: list[Said] = []
    signed = False
    for unit in shown.units:
        kind = unit.sentence.kind
        if kind == "heading" and not (unit.facts("date") and (unit.concepts or _verbal(unit.text))):
            continue
        label = _LABEL.match(unit.text)
        text = _row(unit) if kind == "row" else unit.text[label.end() :] if label else unit.text
        signed = kind == "paragraph" and (_closes(unit) or (signed and _below(unit)))
        states = not signed and bool(text.strip()) and _states(unit, text)
        before = found[-1].text if found and _PRONOUN.match(text) else ""
        found.append(
            Said(unit, text, unit.sentence.start, unit.sentence.end, states, parts(unit) if states else (), before)
        )
    return found


def parts(unit: Unit) -> tuple[str, ...]:
    """What a sentence states one after the other, each with the words it takes over; empty if it is one thing.

    `It is read-only from May and goes in June` gives `It is read-only from May` and `It goes in June`.
    """
    text, start = unit.text, unit.sentence.start
    if unit.sentence.kind == "row":
        return ()
    read = tokens.read(text)
    dates = [(f.start - start, f.end - start) for f in unit.facts("date")]
    found = [_words(text, read, (*part.shared, *part.own)) for part in clauses.cut(read, dates)]
    return tuple(part for part in found if part) if len(found) > 1 else ()


def head(text: str) -> str:
    """The words of a sentence before its first comma, where they state something by themselves; else nothing."""
    first, comma, _ = text.partition(", ")
    return first if comma and len(first.split()) >= _SENTENCE and _verbal(first) else ""


def _row(unit: Unit) -> str:
    """A row as a sentence would have it: `3 May | Doors open` is `Doors open, on 3 May`."""
    dates = {f.text for f in unit.facts("date")}
    cells = [words for _, words in unit.cells if any(c.isalnum() for c in words)] or [unit.text]
    days = [f"on {cell}" for cell in cells if cell.strip() in dates]
    return ", ".join([*(cell for cell in cells if cell.strip() not in dates), *days])


def _words(text: str, read: Sequence[Token], chosen: Sequence[int]) -> str:
    """The words of some tokens with what stands between neighbours, without marks and conjunctions at the edges."""
    pieces: list[str] = []
    for before, at in zip((None, *chosen), chosen, strict=False):
        token = read[at]
        # A token that was taken apart ("isn't") shares its place with the next.
        if before is not None and token.start < read[before].end:
            continue
        between = text[read[before].end : token.start] if before is not None and at == before + 1 else " "
        pieces.append((between if pieces else "") + text[token.start : token.end])
    return _EDGES.sub("", "".join(pieces)).strip()


def _states(unit: Unit, text: str) -> bool:
    size = len(text.split())
    if _TOPIC.match(unit.text) and not _facts(unit):
        return False
    if text.rstrip(" \"'”’*_").endswith("?") or HEADER.match(text):
        return False
    if _facts(unit):
        return True
    if (_GREETING.match(text) or _THANKS.match(text)) and size <= _SHORT:
        return False
    if _ORDER.match(text) or _THANKS.match(text):
        return False
    happens = unit.standing != "none"
    if (_FEELING.search(text) or (_PRAISE.search(text) and not unit.concepts)) and not happens:
        return False
    return _whole(text) or _verbal(text) or bool(unit.concepts) or unit.sentence.kind in ("item", "row")


def _facts(unit: Unit) -> bool:
    """Whether it gives a day, a duration, a time or a number; the "one" of "one of us" is none."""
    given = [f for f in unit.facts("date", "duration", "count") if any(c.isdigit() for c in f.text) or f.kind == "date"]
    return bool(given) or _CLOCK.search(unit.text) is not None


def _closes(unit: Unit) -> bool:
    return len(unit.text.split()) <= _SHORT and _CLOSING.match(unit.text) is not None and not _facts(unit)


def _below(unit: Unit) -> bool:
    """Whether a line below the closing words belongs to the signature: a name, a role, a number to call."""
    return not _verbal(unit.text) and not _whole(unit.text) and not unit.facts("date")


def _whole(text: str) -> bool:
    return len(text.split()) >= _SENTENCE and text.rstrip("\"'”’)*_").endswith((".", "!", "…"))


def _verbal(text: str) -> bool:
    return triggers.verbal(words.read(text, 0, len(text)).tokens)
