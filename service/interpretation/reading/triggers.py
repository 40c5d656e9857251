"""Where a clause says that something happens, to what stands before it or after it, and whether it really does.

A verb counts by its grammar: "will be enabled", "enable …" and "we are enabling" happen; "was enabled" is past;
"an enabled device" and "SSO enables people to …" describe. Negated triggers are kept and marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from glossary.concepts import OccasionKind
from service.interpretation.reading.verbs import (
    EVENTS,
    GETS,
    JOINS,
    LASTING,
    MOVES,
    NOUNS,
    PARTICLES,
    PHRASAL,
    SWAPS,
    WORDS,
    Form,
    Verb,
)
from service.interpretation.reading.words import (
    AFTER_NOUN,
    AIMS,
    CATENATIVE,
    DESCRIBES,
    DETERMINERS,
    ENDS,
    FILLERS,
    FINITE,
    HAVE,
    IS,
    LEADERS,
    NOT_ADVERBS,
    PEOPLE,
    PERHAPS,
    PREPOSITIONS,
    PRONOUNS,
    SHALL,
    STOPPERS,
    WANTED,
    WAS,
    Group,
    Token,
    denied,
    group_of,
)

Tense = Literal["coming", "done", "past", "dated"]
"""`coming`: happens or shall; `done`: has just happened; `past`: was; `dated`: counts only beside a coming date."""


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


def find(words: Sequence[Token], *, fragment: bool) -> list[Trigger]:
    """The triggers of one clause. `fragment`: a heading, table row or list item without a finite verb."""
    found: list[Trigger] = []
    at = 0
    while at < len(words):
        entry, width = _entry(words, at)
        if entry is not None:
            found += _triggers(words, at, width, *entry, fragment=fragment, earlier=found)
        at += max(width, 1)
    return found


def verbal(words: Sequence[Token]) -> bool:
    """Whether these words hold a finite verb, as a clause does and a phrase does not."""
    for at, token in enumerate(words):
        if token.word in FINITE:
            return True
        entry = WORDS.get(token.word)
        before, follows = words[at - 1].word if at else "", words[at + 1].word if at + 1 < len(words) else ""
        if entry is not None and entry[0] == "third" and at and not _is_noun(words, at):
            return True
        if token.word.endswith("ed") and at and not token.name and (before in PRONOUNS or _object(follows)):
            return True
        if entry is not None and entry[0] == "base" and at and words[at - 1].word in PEOPLE:
            return True
    return False


def _entry(words: Sequence[Token], at: int) -> tuple[tuple[Form, Verb] | None, int]:
    word = words[at].word
    if words[at].name:
        return None, 1
    if word not in PHRASAL:
        return WORDS.get(word), 1
    for width in (4, 3, 2):
        if at + width <= len(words):
            phrase = " ".join([t.word for t in words[at : at + width]])
            if phrase in WORDS:
                return WORDS[phrase], width
    for gap in range(2, 6):
        if at + gap >= len(words) or (words[at + gap - 1].word in PREPOSITIONS):
            break
        if words[at + gap].word in PARTICLES and f"{word} {words[at + gap].word}" in WORDS:
            return WORDS[f"{word} {words[at + gap].word}"], 1
    return WORDS.get(word), 1


def _triggers(
    words: Sequence[Token],
    at: int,
    width: int,
    form: Form,
    verb: Verb,
    *,
    fragment: bool,
    earlier: Sequence[Trigger],
) -> list[Trigger]:
    word = words[at].word
    noun = NOUNS.get(word) or NOUNS.get(word.removesuffix("s"))
    if form in ("base", "third") and noun is not None and _is_noun(words, at):
        form, verb = "noun", Verb(word, noun, "both")
    if verb.base == "get" and at + 1 < len(words) and words[at + 1].word.endswith(("ed", "en", "nt")):
        return []
    if form == "noun":
        return _of_noun(words, at, width, verb, fragment=fragment)
    group = group_of(words, at)
    if form == "base" and group.parts & (IS | WAS | HAVE | {"be", "been"}) and "to" not in group.parts:
        form = "participle"
    read = _reading(words, at, width, form, verb, group, fragment=fragment, earlier=earlier)
    if read is None:
        return []
    tense, side = read
    negated = denied(words, at, group, finite=form != "ing" and "to" not in group.parts)
    kind = _kind(words, form, verb, group, side)
    if "no longer" in " ".join(t.word for t in words[max(0, at - 4) : at]):
        kind, negated = "withdrawn", False
    start, end, gerund = words[at].start, words[at + width - 1].end, form == "ing" and not group.parts
    return [
        Trigger(role, tense, negated, start, end, first, last, gerund)
        for role, first, last in _roles(words, at, width, verb, side, kind, fragment=fragment and side == "both")
    ]


def _reading(
    words: Sequence[Token],
    at: int,
    width: int,
    form: Form,
    verb: Verb,
    group: Group,
    *,
    fragment: bool,
    earlier: Sequence[Trigger],
) -> tuple[Tense, str] | None:
    """The tense, and the side on which the thing stands: `before`, `after` or `both`."""
    parts = group.parts
    active = _active(verb)
    subject = words[group.first - 1].word if group.first else ""
    plain: Tense = "coming" if verb.base in EVENTS else "dated"
    follows = words[at + width].word if at + width < len(words) else ""
    if form in ("past", "participle"):
        if parts & WAS or ("had" in parts and not parts & HAVE):
            return "past", "before"
        if "been" in parts:
            return "done", "before"
        if "be" in parts or "being" in parts or "getting" in parts:
            return "coming", "both" if verb.kind == "planned" and verb.base == "plan" else "before"
        if parts & IS:
            if words[at].word in ("scheduled", "planned") or verb.base in EVENTS:
                return "coming", "both" if verb.base in ("plan", "schedule") else "before"
            return "dated", "before"
        if parts & HAVE:
            return "done", active
        if "did" in parts:
            return "past", active
        if fragment and subject not in PRONOUNS:
            return "dated", "both"
        if subject in ("and", "or", ",") and not parts:
            return _joined(words, group.first, plain)
        had = next((i for i in range(at - 2, max(-1, at - 8), -1) if words[i].word in ("have", "has", "get")), None)
        if had is not None and not parts:
            return "coming", "before"
        if subject in PRONOUNS or (
            subject and subject not in DETERMINERS | PREPOSITIONS | AFTER_NOUN and _object(follows)
        ):
            return ("done" if verb.base in LASTING else "past"), active
        return None
    if form == "base":
        return _of_base(words, at, verb, group, subject, follows, fragment=fragment, earlier=earlier)
    restricted = subject in ("that", "who", "which") and words[max(group.first - 2, 0)].word != ","
    if form == "third":
        if restricted or (active == "before" and _object(follows)):
            return None if restricted else ("dated", active)
        return plain, active
    if parts & WAS:
        return "past", active
    if parts & IS or "been" in parts or "be" in parts:
        return "coming", active
    if group.first == 0 or all(t.word in FILLERS for t in words[: group.first]):
        return ("coming" if not verbal(words[at + 1 :]) else "dated"), active
    if subject in DETERMINERS or (subject not in PREPOSITIONS and not subject.isalpha()):
        return "dated" if fragment else None, active  # type: ignore[return-value]
    return ("coming", active) if subject in PREPOSITIONS - {"of", "in"} else ("dated", active)


def _of_base(
    words: Sequence[Token],
    at: int,
    verb: Verb,
    group: Group,
    subject: str,
    follows: str,
    *,
    fragment: bool,
    earlier: Sequence[Trigger],
) -> tuple[Tense, str] | None:
    parts, active = group.parts, _active(verb)
    if "did" in parts or ("had" in parts and "to" in parts):
        return ("past" if "not" not in parts else "coming"), active
    if "to" in parts:
        able = "able" in parts and not parts & SHALL
        if able or (group.first and not parts & (CATENATIVE - {"able"}) and subject in DESCRIBES):
            return None
        if parts & WAS or (parts & WANTED and not parts & (IS | HAVE | {"be", "been"})):
            return "past", active
        aimed = parts != {"to"} or not group.first or subject in AIMS or not subject.isalpha()
        return ("coming" if aimed else "dated"), active
    if parts & (SHALL | (PERHAPS - {"can"})):
        return "coming", active
    if "can" in parts:
        return ("coming" if "not" in parts else "dated"), active
    before = [t.word for t in words[: group.first]]
    if all(w in FILLERS or w.rstrip(".)").isdigit() or (w.endswith("ly") and w not in NOT_ADVERBS) for w in before):
        return "coming", active
    if "do" in parts or "does" in parts:
        return "coming", active
    if subject in ("and", "or", ",", "us", "please", "|", ":", "–", "—", "-"):
        if earlier and subject in ("and", "or", ",") and not earlier[-1].noun:
            return earlier[-1].tense, active
        if subject not in ("and", "or", ","):
            return "coming", active
    if subject in ("that", "who", "which"):
        return None
    if subject in DETERMINERS | PREPOSITIONS:
        return None
    modal = next((t.word for t in reversed(words[max(0, at - 6) : at]) if t.word in SHALL), None)
    if modal is not None:
        return "coming", active
    plural = subject in PEOPLE or (subject.endswith("s") and not subject.endswith(("ss", "us", "is")))
    if _object(follows):
        plural = active != "before" and not any(t.word in DESCRIBES - {"who"} for t in words[max(0, at - 4) : at])
    if plural and verb.base in EVENTS:
        return "coming", active
    if plural or subject:
        return "dated", active
    return None


def _joined(words: Sequence[Token], until: int, plain: Tense) -> tuple[Tense, str] | None:
    """How a participle after "and" stands, by the auxiliary of the one before: "is frozen on Monday and retired"."""
    auxiliary = next((t.word for t in reversed(words[:until]) if t.word in IS | WAS | HAVE | {"be", "been"}), None)
    if auxiliary is None or auxiliary in HAVE:
        return None
    if auxiliary == "been":
        return "done", "before"
    if auxiliary in WAS:
        return "past", "before"
    return ("coming" if auxiliary == "be" else plain), "before"


def _active(verb: Verb) -> str:
    if verb.base in ("plan", "schedule"):
        return "both"
    return {"object": "after", "subject": "before", "both": "both"}[verb.affects]


def _object(follows: str) -> bool:
    """Whether what follows a verb is its object."""
    return (
        follows in DETERMINERS - {"every", "each", "next", "this", "last", "first"}
        or follows[:1].isdigit()
        or follows in ("them", "us", "you", "it")
    )


def _kind(words: Sequence[Token], form: Form, verb: Verb, group: Group, side: str) -> OccasionKind:
    """What is introduced by an obligation on people is enforced: "all staff must enrol in MFA"."""
    parts = group.parts
    must = "must" in parts or (
        "to" in parts and parts & {"have", "has", "required", "obliged", "forced", "need", "needs", "asked"}
    )
    if parts & {"mandatory", "compulsory", "obligatory"}:
        return "enforced"
    if not must or "not" in parts or verb.kind not in ("introduced", "planned"):
        return verb.kind
    if form == "base" and group.first and side != "before":
        return verb.kind if words[group.first - 1].word in LEADERS else "enforced"
    return "enforced" if verb.kind == "introduced" else verb.kind


def _of_noun(words: Sequence[Token], at: int, width: int, verb: Verb, *, fragment: bool) -> list[Trigger]:
    """A noun tells of what is joined to it: "the roll-out of X", "X roll-out"; "roll-out plan" tells of nothing."""
    follows = words[at + width].word if at + width < len(words) else ""
    if follows and follows not in AFTER_NOUN and not follows[0].isdigit():
        return []
    tense: Tense = "coming" if fragment else "dated"
    begin = at
    while begin and words[begin - 1].word not in AFTER_NOUN and at - begin < 4:
        begin -= 1
    if fragment:
        begin = next((i + 1 for i in range(at - 1, -1, -1) if words[i].word in (",", ";")), 0)
    first = words[begin].start
    last = words[at + width - 1].end
    if fragment or follows in ("of", "to", "for", "in", "on", "from"):
        stop = at + width + 1
        while stop < len(words) and (words[stop].word not in (",", ";") if fragment else words[stop].word not in ENDS):
            stop += 1
        last = words[min(stop, len(words)) - 1].end
    negated = denied(words, at, Group(frozenset(), at), finite=False)
    return [Trigger(verb.kind, tense, negated, words[at].start, words[at + width - 1].end, first, last, True)]


def _is_noun(words: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a verb or a noun ("change", "releases") is a noun here."""
    follows = words[at + 1].word if at + 1 < len(words) else ""
    before = words[at - 1].word if at else ""
    if not before and (follows in NOUNS or follows[:1].isdigit()):
        return True
    entry = WORDS[words[at].word]
    if entry[0] == "third" and entry[1].affects == "object" and follows in PREPOSITIONS and before not in PRONOUNS:
        return True
    if follows in IS | WAS | SHALL | PERHAPS | HAVE or follows in ("takes", "starts", "begins", "happens"):
        return True
    if not before or before in FILLERS | SHALL | PERHAPS | PEOPLE or before == "not":
        return follows in ("of", "to", ":", "|", "on", "and", "from") and before not in (
            {"to", "not"} | SHALL | PERHAPS
        )
    if before in DETERMINERS | PREPOSITIONS or before.endswith(("'s", "s'", "al", "ed", "ing")):
        return True
    return not before.endswith("s") and WORDS[words[at].word][0] == "base"


def _roles(
    words: Sequence[Token], at: int, width: int, verb: Verb, side: str, kind: OccasionKind, *, fragment: bool
) -> list[tuple[OccasionKind, int, int]]:
    """What happens to which stretch. A replacement and a move have two things: one goes, the other comes."""
    end = words[at + width - 1].end
    ends = STOPPERS | {",", ";"} if fragment else STOPPERS
    opening = next((i + 1 for i in range(at - 1, -1, -1) if words[i].word in (",", ";")), 0) if fragment else 0
    begin = words[opening].start
    stop = at + width
    while stop < len(words) and words[stop].word not in ends:
        stop += 1
    last = words[stop - 1].end if stop > at + width else end
    after = [t.word for t in words[at + width : stop]]
    roles: list[tuple[OccasionKind, int, int]] = []
    if verb.base in SWAPS:
        cut = next((at + width + n for n, w in enumerate(after) if w in ("with", "by")), None)
        if cut is not None:
            roles.append(("introduced", words[cut].start, last))
            last = words[cut].start
        elif side == "after":
            roles.append(("introduced", begin, words[at].start))
    elif verb.base in MOVES or verb.base == "upgrade":
        to = next((at + width + n for n, w in enumerate(after) if w in ("to", "into", "onto")), None)
        source = next((at + width + n for n, w in enumerate(after) if w == "from"), None)
        if to is not None:
            roles.append(("introduced", words[to].start, last))
            last = words[to].start
        if source is not None and (to is None or source < to):
            roles.append(("withdrawn", words[source].start, last))
            last = words[source].start
    elif verb.base in JOINS:
        joined = next(
            (at + width + n for n, w in enumerate(after) if w in ("to", "with", "in", "into", "onto", "on")), None
        )
        if joined is not None:
            roles.append(("introduced" if kind != "enforced" else kind, words[joined].start, last))
    elif verb.base in GETS and side == "after":
        roles.append(("changed", begin, words[at].start))
    if side in ("before", "both"):
        roles.append((kind, begin, last if side == "both" else end))
    if side == "after":
        roles.append((kind, words[at].start, last))
    return roles
