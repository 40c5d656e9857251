"""Small words: dates as people read them, lists with "and", slots filled with what the document says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from snowballstemmer import stemmer

from glossary.concepts import SLOT

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PLAIN = frozenset(
    "a an the and or of to in on at for with by from as is are be been was were will shall must may can could should "
    "would it its this that these those they them their there he she his her we our us you your i my me not no nor do "
    "does did done has have had having than then so such into onto over under up down out off about between before "
    "after during until while when where who whom which what why how if each every all any some more most less least "
    "other another same own only also just very too both few many much one two three new get give make let".split()
)
_ASIDE = re.compile(r" \([^()]*\)")
_CLAUSE_END = re.compile(r"[;:](?=\s)|[.!](?=\s|$)")
_STEPS = (
    "add|agree|announce|answer|appoint|arrange|ask|avoid|book|bring|build|call|check|choose|collect|come|compare|confirm"
    "|count|create|decide|describe|draw|enter|explain|extend|find|fix|form|free|get|give|go|hand|have|hold|include|insist"
    "|invite|keep|leave|let|list|look|make|mark|measure|meet|move|name|offer|open|order|plan|post|prepare|print|provide"
    "|publish|put|read|record|repeat|report|reserve|return|review|rewrite|run|say|send|set|settle|show|sit|sort|stand"
    "|start|state|stop|switch|take|talk|teach|tell|test|train|translate|try|turn|update|use|visit|walk|work|write"
)
_OBJECTS = "a|an|the|them|it|each|every|their|its|who|what|how|which|one|two|IT|at|with|to|by|for|in|on|out|up|down"
_NEXT_STEP = re.compile(
    rf"(?:,? and|,) (?=(?:then |also )?(?:{_STEPS}) (?:{_OBJECTS})\b)|, (?=(?:with|on|at least|so that|not|at|from) )"
)
"""Where a further step begins, or what only qualifies the first."""
_LEAST_CLAUSE = 30
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^)\[]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|\\(?=[|*_#])")


def day(date: dt.date) -> str:
    """`14 March 2027`."""
    return f"{date.day} {date:%B %Y}"


def listed(parts: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def where(headings: Sequence[str], place: str) -> str:
    """`Plan › Training › page 3`: the headings above something, outermost first, and its page, slide or sheet."""
    return " › ".join([*headings, *([place] if place else [])])


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 change`, `3 changes`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """The text with its first letter a capital; acronyms and names stay as they are."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: capital first, a stop at the end."""
    text = capital(text.strip())
    return text if text.endswith((".", "!", "?", "…", ".”", '."')) else text + "."


def first_clause(action: str, longest: int = 110) -> str:
    """The first thing that a glossary's action tells to do, without its stop; whole lists, cut at the next step.

    Args:
        action: sentences; "Do this: a, b and c. Then that."
        longest: characters up to which several clauses are kept.
    """
    first = _CLAUSE_END.split(_ASIDE.sub("", action).strip(), maxsplit=1)[0].rstrip(" .;:,–—")
    if len(first) <= longest:
        return _lower_first(first)
    steps = [m.start() for m in _NEXT_STEP.finditer(first) if _LEAST_CLAUSE < m.start() <= longest]
    steps = steps or [m.start() for m in _NEXT_STEP.finditer(first) if m.start() > longest][:1]
    return _lower_first(first[: steps[-1]] if steps else first)


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() or not text[1:2].isalpha() else text[:1].lower() + text[1:]


def filled(template: str, slots: Mapping[str, str]) -> str:
    """A glossary text with its slots filled; a slot without a fact takes its own fallback words."""
    written = SLOT.sub(lambda m: slots.get(m.group(1)) or m.group(2), template)
    return capital(re.sub(r"\s+", " ", written).strip())


def plain(text: str) -> str:
    """Text without Markdown marks, cell bars and doubled blanks, on one line."""
    bare = _MARKUP.sub(lambda m: m.group(1) or "", text)
    return " ".join(bare.replace("|", " · ").split()).strip(" ·")


def stems(text: str) -> frozenset[str]:
    """The stems of the content words."""
    return frozenset(_stem(w) for w in _WORD.findall(text.lower().replace("’", "'")) if w not in _PLAIN and len(w) > 2)


_stemmed: dict[str, str] = {}


def _stem(word: str) -> str:
    known = _stemmed.get(word)
    if known is None:
        if len(_stemmed) > 200_000:
            _stemmed.clear()
        # A stemmer keeps the word at work in itself, so two threads must not share one; making it costs a tenth.
        known = _stemmed[word] = stemmer("english").stemWord(word)
    return known
