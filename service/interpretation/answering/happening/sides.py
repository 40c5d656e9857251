"""The two sides of a question whether dates fit: its words for each, and the dated statements that each may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.answering.asked import following, naming, spelling
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.dated.kinship import kin_of
from service.interpretation.answering.happening import choosing, timeline
from service.interpretation.answering.happening.timeline import Entry
from service.interpretation.answering.nouns import Evidence, Question
from service.planning.facts import EventKind

_BETWEEN = re.compile(
    r"\b(?:between|time for|enough for|does|do|will|would|is|are|can|could|has|have)\b(?P<one>.+?)"
    r"(?P<order>\b(?:and|before|after|with|ahead of|prior to|until|till|to|in time for|on time for|earlier than|"
    r"later than|too late for|"
    r"early enough for|soon enough for|too close to|overlap(?:s|ping)?(?: with)?|clash(?:es)?(?: with)?|"
    r"collides?(?: with)?|conflicts?(?: with)?|"
    r"fall(?:s)? (?:on|in|into|within)|on|during|in|or|fit(?:s)?(?: with| into| in| before| after)?)\b)(?P<other>.+)$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"^(?P<one>.+?) (?:and|vs|versus|with) (?P<other>.+?)[,:;.-]* (?:do|does|is|are|will|would|can) (?:they|it|this|"
    r"that|these|those|both)\b",
    re.IGNORECASE,
)
_NAME = 0.8
"""Weight from which on a word is a name."""
_ENDING = re.compile(
    r"\b(?:fit|fits|together|overlap\w*|clash\w*|collide\w*|conflict\w*|with each other|in time|on time|enough|"
    r"too (?:late|early|close|short))\b.*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(?:which|what) (?:comes?|is|happens|starts) (?:first|earlier|sooner)[,:]?\s*", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:there )?(?:enough|any|a|much|sufficient)?.*\b(?:time|days|weeks|room|conflict|clash|overlap|gap|buffer|"
    r"many|much|long)\b.*",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:one|ones|it)\b", re.IGNORECASE)
_MOST_OPTIONS = 6
_NEAR = 0.7
"""How much worse than the best a statement may answer to one side, if it has more to do with the other."""


@dataclass(frozen=True)
class Side:
    """One of the two things: as the question calls it, and what the sources say of its day."""

    words: str
    question: Question
    options: tuple[tuple[Entry, ...], ...]
    """What it may be, each with its statements; the likeliest first."""
    named: bool = True
    """Whether it names anything that could be looked for."""

    @property
    def found(self) -> list[list[Entry]]:
        """Statements by day, of the likeliest; the newest first, several where the sources disagree."""
        return timeline.by_day(self.options[0]) if self.options else []

    @property
    def kind(self) -> EventKind | None:
        """What happens."""
        return next((e for e in self.question.events if e not in ("freeze", "holiday")), None)


def sides_of(evidence: Evidence, found: Sequence[Entry]) -> list[Side]:
    """The sides of the question, one or two, each with what the dated statements say of it."""
    words = _words(evidence.question.text)
    return [_side(words[0], "", evidence, found), *(_side(other, words[0], evidence, found) for other in words[1:])]


def _words(text: str) -> list[str]:
    """What is held against what, in the question's words."""
    plain = text.rstrip(" ?!.")
    first = _FIRST.match(plain)
    if first:
        return re.split(r"\b(?:or|and)\b", plain[first.end() :], maxsplit=1)
    both = _BOTH.match(plain)
    if both:
        return [both["one"], both["other"]]
    match = _BETWEEN.search(plain)
    if match is None:
        return [plain]
    one, other = match["one"].strip(), match["other"].strip()
    if re.search(r"\band\b", other) and _ROOM.fullmatch(one):
        one, _, other = other.partition(" and ")
    return [one, _ENDING.sub("", other).strip() or other]


def _side(words: str, before: str, evidence: Evidence, found: Sequence[Entry]) -> Side:
    """One side; for whom and in which system is taken from the whole question where it does not say so itself."""
    whole = evidence.question
    plain = spelling.plain(words)
    # "before the new one comes": what it is stands on the other side.
    points = before and _POINTING.search(words)
    mentioned = following.things(before, whole.groups) if points else words
    mentions = evidence.glossary.matcher.find(mentioned)
    groups = tuple(g for g in whole.groups if g in words.lower())
    events = naming.events_in(plain) or (("access", "go_live") if mentioned != words else ())
    firmly = tuple(e for e in events if e in ("training", "communication", "freeze", "holiday", "test"))
    asked = replace(
        whole,
        text=words,
        concepts=tuple(dict.fromkeys(c for m in mentions for c in m.candidates if c in whole.concepts)),
        events=firmly or events or (whole.events if groups else ()),
        groups=groups or whole.groups,
        systems=tuple(s for s in whole.systems if s.lower() in words.lower()),
        words=whole.words & wording.stems(f"{plain} {mentioned}"),
    )
    wanted = relevance.wanted(asked, evidence.glossary.catalog)
    shared = _shared(whole, asked, evidence) if wanted.terms and not is_obstacle(asked) else frozenset()
    if shared and all(t.kind == "group" or t.kind == "event" or t.event is not None for t in wanted.terms):
        # What the question names once holds for both sides: "Worklane training and the go-live".
        inherited = _found(replace(asked, words=asked.words | shared, systems=whole.systems), evidence, found, groups)
        if inherited:
            return Side(words, asked, inherited)
    if not any(t.kind != "group" for t in wanted.terms) and not groups:
        return Side(words, asked, (), named=False)
    return Side(words, asked, _found(asked, evidence, found, groups))


def _shared(whole: Question, side: Question, evidence: Evidence) -> frozenset[str]:
    """The names in the whole question that this side leaves out, as stems."""
    happens = frozenset().union(*map(relevance.stems_of_event, whole.events), *map(wording.stems, whole.groups))
    happens |= frozenset().union(*map(wording.stems, (" ".join(w) for w in naming.event_words(whole.text).values())))
    held = frozenset().union(*(relevance.stems_of(s.text) for s in evidence.passages))
    catalog = evidence.glossary.catalog
    names = frozenset(w for w in whole.words - side.words - happens if relevance.weight(w, catalog) >= _NAME) & held
    return names | frozenset().union(*map(relevance.stems_of, whole.systems))


def _found(
    asked: Question, evidence: Evidence, found: Sequence[Entry], groups: Sequence[str]
) -> tuple[tuple[Entry, ...], ...]:
    """What a side may be, the likeliest first."""
    wanted = relevance.wanted(asked, evidence.glossary.catalog)
    kin = kin_of(choosing.units_of(evidence), wanted.groups)
    beside = "training" in evidence.question.events
    scored = choosing.chosen(found, wanted, asked, kin=kin, beside=beside, near=_NEAR)
    firm = [s for s in scored if not s.entry.unsure or s.entry.unit.cells] or scored
    meant = [s for s in firm if s.for_asked] or (firm if not groups else [])
    # What says in words what happens comes before a row that only names the people.
    meant = [s for s in meant if s.entry.kinds & frozenset(asked.events)] or meant
    clusters = timeline.clusters([s.entry for s in choosing.belonging(meant, found)], choosing.about(wanted))
    order = {id(s.entry): number for number, s in enumerate(meant)}
    ranked = sorted(clusters, key=lambda c: min(order.get(id(e), len(order)) for e in c))
    return tuple(tuple(c) for c in ranked[:_MOST_OPTIONS])


def paired(one: Side, other: Side) -> tuple[Side, Side]:
    """Of what each side may be, the two that have most to do with each other."""
    pairs = [
        (timeline.kindred(a[0], b[0]) - 0.5 * (i + j), -i, -j)
        for i, a in enumerate(one.options)
        for j, b in enumerate(other.options)
        if not set(a) & set(b)
    ]
    _, i, j = max(pairs, default=(0.0, 0, 0))
    return (
        replace(one, options=(one.options[-i], *(o for n, o in enumerate(one.options) if n != -i))),
        replace(other, options=(other.options[-j], *(o for n, o in enumerate(other.options) if n != -j))),
    )


def is_obstacle(question: Question) -> bool:
    """Whether a side names what keeps days free, a freeze or a holiday, and nothing else."""
    named = set(question.events)
    return bool(named) and named <= {"freeze", "holiday"}


def called(side: Side) -> str:
    """The side as a noun: what it is about, and what happens to it."""
    pointed = re.search(r"\bthe (?:\w+ )?ones?\b", side.words, re.IGNORECASE)
    if pointed:
        return pointed.group()
    name = following.things(side.words, side.question.groups)
    noun = choosing.NOUNS.get(side.kind, "") if side.kind else ""
    people = [g for g in side.question.groups if g in side.words.lower()]
    whom = f" for the {wording.listed(people)}" if people else ""
    if not name:
        return f"the {noun}{whom}" if noun else (f"what is planned{whom}" if whom else "this")
    if side.kind and noun and not relevance.stems_of(name) & relevance.stems_of_event(side.kind):
        return f"the {name.removeprefix('the ')} {noun}{whom}"
    plainly = name.split()[0].lower() in ("the", "a", "an") or name[:1].isupper() or grouping.numbered(name)
    return f"{name if plainly else f'the {name}'}{whom}"
