"""Where a clause says that something happens, to what stands before it or after it, and whether it really does.

A verb counts by its grammar: "will be enabled", "enable …" and "we are enabling" happen; "was enabled" is past;
"an enabled device" and "SSO enables people to …" describe. Negated triggers are kept and marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from glossary.concepts import OccasionKind
from service.interpretation.reading.clauses import WORD
from service.interpretation.reading.verbs import NOUNS, PARTICLES, WORDS, Form, Verb

Tense = Literal["coming", "done", "past", "dated"]
"""`coming`: happens or shall; `done`: has just happened; `past`: was; `dated`: counts only beside a coming date."""

_MODALS = frozenset("will shall must should ll gonna".split())
_TO_BE = frozenset("is are be being am get gets".split())
_WAS = frozenset("was were had did".split())
_HAVE = frozenset("has have ve".split())
_PRONOUNS = frozenset("we they i you he she it team vendor".split())
_DETERMINERS = frozenset(
    "the a an this that these those our your their its any each every next first second new final of in for no "
    "upcoming "
    "planned main major minor before after during with at by per".split()
)
_PEOPLE = frozenset(
    "we they you i users staff people everyone everybody employees teams managers agents champions workers colleagues "
    "participants trainers learners nurses operators drivers".split()
)
_NEGATIONS = frozenset(
    "not never cannot without nor neither no nobody none instead rather avoid refrain against".split()
)
_DESCRIBES = frozenset(
    "able allow allows allowing used designed ability help helps easy possible enables enabling".split()
)
_STOPPERS = frozenset(
    "that which who whose because when if while where unless until so using via before after during since than as "
    "for".split()
)
_FILLERS = frozenset("please then also and or , now next finally first second third lastly to : ( |".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of the clause."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says something happens, and the stretch of text it happens to."""

    kind: OccasionKind
    tense: Tense
    negated: bool
    start: int
    end: int
    first: int
    """Start of the stretch whose mentions it is about."""
    last: int
    """End of that stretch."""
    noun: bool = False


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`, lower case, with document offsets."""
    return [Token(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(text, start, end)]


def find(words: Sequence[Token], *, fragment: bool) -> list[Trigger]:
    """The triggers of one clause. `fragment`: a heading, table row or list item without a finite verb."""
    found: list[Trigger] = []
    at = 0
    while at < len(words):
        entry, width = _entry(words, at)
        if entry is not None:
            trigger = _trigger(words, at, width, *entry, fragment=fragment, earlier=found)
            if trigger is not None:
                found.append(trigger)
        at += max(width, 1)
    return found


def _entry(words: Sequence[Token], at: int) -> tuple[tuple[Form, Verb] | None, int]:
    word = words[at].word
    for width in (3, 2):
        if at + width <= len(words):
            phrase = " ".join(t.word for t in words[at : at + width])
            if phrase in WORDS:
                return WORDS[phrase], width
    for gap in range(2, 6):
        if at + gap < len(words) and words[at + gap].word in PARTICLES and f"{word} {words[at + gap].word}" in WORDS:
            return WORDS[f"{word} {words[at + gap].word}"], 1
    return WORDS.get(word), 1


def _trigger(
    words: Sequence[Token],
    at: int,
    width: int,
    form: Form,
    verb: Verb,
    *,
    fragment: bool,
    earlier: list[Trigger],
) -> Trigger | None:
    before = [t.word for t in words[max(0, at - 6) : at]]
    previous = before[-1] if before else ""
    word = words[at].word
    if form in ("base", "third") and (word in NOUNS or word.rstrip("s") in NOUNS) and _is_noun(words, at, before):
        form, verb = "noun", Verb(NOUNS.get(word) or NOUNS[word.rstrip("s")], "both")
    if form == "noun" and at + width < len(words) and _compound(words, at + width):
        return None
    read = _reading(words, at, form, verb, before, previous, fragment=fragment, earlier=earlier)
    if read is None:
        return None
    tense, side = read
    negated = _negated(before)
    kind: OccasionKind = verb.kind
    if "no longer" in " ".join(before):
        kind, negated = "withdrawn", False
    first, last = _stretch(words, at, width, side)
    return Trigger(kind, tense, negated, words[at].start, words[at + width - 1].end, first, last, form == "noun")


def _reading(
    words: Sequence[Token],
    at: int,
    form: Form,
    verb: Verb,
    before: list[str],
    previous: str,
    *,
    fragment: bool,
    earlier: list[Trigger],
) -> tuple[Tense, str] | None:
    """The tense, and the side on which the thing stands: `before`, `after` or `both`."""
    near = set(before[-4:])
    active = {"object": "after", "subject": "before", "both": "both"}[verb.affects]
    if verb.kind == "planned":
        active = "both"
    if form == "noun":
        return ("coming" if fragment else "dated"), "both"
    if form in ("past", "participle"):
        if near & _WAS:
            return "past", "before"
        if "been" in near:
            return "done", "before"
        if near & _TO_BE:
            return "coming", "both" if verb.kind == "planned" else "before"
        if near & _HAVE:
            return "done", active
        if previous in _PRONOUNS:
            return "past", active
        return ("dated", "both") if fragment else None
    if form == "base":
        if near & _MODALS or "going" in near or ("have" in near and previous == "to") or "need" in near:
            return "coming", active
        if previous == "to":
            return None if near & _DESCRIBES else ("coming", active)
        if all(w in _FILLERS or w.rstrip(".)").isdigit() or w.endswith("ly") for w in before):
            return "coming", active
        if previous in ("and", "or", ",") and earlier and not earlier[-1].noun:
            return earlier[-1].tense, active
        if near & _PEOPLE or (verb.kind == "planned" and previous.endswith("s") and not fragment):
            return ("coming" if verb.kind == "planned" else "dated"), active
        return None
    if form == "third":
        happens = (
            verb.affects != "object" or verb.kind in ("moved", "withdrawn", "planned") or word_is(words, at, "replaces")
        )
        return ("coming" if happens else "dated"), "both" if word_is(words, at, "replaces") else active
    if near & _WAS:
        return "past", active
    return (
        None
        if previous in _DETERMINERS - {"of", "for", "before", "after", "during", "by", "with"}
        else ("coming", active)
    )


def word_is(words: Sequence[Token], at: int, word: str) -> bool:
    """Whether the word at this place is that one."""
    return words[at].word == word


def _is_noun(words: Sequence[Token], at: int, before: list[str]) -> bool:
    """Whether a word that may be a verb or a noun ("change", "releases") is a noun here."""
    follows = words[at + 1].word if at + 1 < len(words) else ""
    if follows in _TO_BE | _WAS | _MODALS | _HAVE:
        return True
    if not before or before[-1] in ("to", "and", ",") or before[-1] in _MODALS or before[-1] in _PEOPLE:
        return follows in ("of", "to", ":", "|", "on") and (not before or before[-1] not in ("to", *_MODALS))
    return before[-1] in _DETERMINERS or before[-1].endswith(("'s", "al", "ed", "ing"))


def _compound(words: Sequence[Token], after: int) -> bool:
    """Whether a further noun follows directly: "deployment guide", "release notes"."""
    nxt = words[after].word
    return nxt in (
        "guide",
        "plan",
        "note",
        "notes",
        "manager",
        "team",
        "process",
        "strategy",
        "tool",
        "tools",
        "pipeline",
        "policy",
        "window",
        "calendar",
        "log",
        "request",
        "board",
        "management",
        "service",
        "settings",
        "method",
    )


def _negated(before: list[str]) -> bool:
    joined = " " + " ".join(before) + " "
    if any(
        p in joined
        for p in (
            " not only ",
            " not just ",
            " not until ",
            " no later ",
            " no longer ",
            " no sooner ",
            " not forget ",
        )
    ):
        return False
    return any(w in _NEGATIONS or w.endswith("n't") for w in before)


def _stretch(words: Sequence[Token], at: int, width: int, side: str) -> tuple[int, int]:
    first, last = words[at].start, words[at + width - 1].end
    if side in ("before", "both"):
        first = words[0].start
    if side in ("after", "both"):
        stop = at + width
        while stop < len(words) and words[stop].word not in _STOPPERS:
            stop += 1
        last = words[stop - 1].end if stop > at + width else last
    return first, last
