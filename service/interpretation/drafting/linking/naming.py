"""Which milestone some words mean: by its id, by what happens, which part, for whom, and by the words of its title.

One milestone or none: where two fit alike, the words do not tell, and nothing is guessed. Rare words lead to few
milestones, so that a phrase is compared with a handful of them and not with all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.interpretation import wording
from service.interpretation.answering import relevance
from service.interpretation.answering.dated import grouping
from service.interpretation.answering.happening import timeline
from service.interpretation.drafting.linking.kin import Kin
from service.interpretation.drafting.linking.lags import stands_for_the_day
from service.interpretation.drafting.linking.wordings.series import series
from service.interpretation.drafting.nouns import Drafted
from service.interpretation.facts.triggers import TRIGGER, kind_of
from service.planning.facts import EventKind
from service.planning.nouns import Milestone

_LEAST = 0.6
"""Share of a phrase's weight that a milestone must have to be meant by it."""
_SURE = 0.8
"""And where only the thing is named, not what is said of it."""
_CLEAR = 0.08
"""By how much the best has to lie before the next."""
_MOST = 400
"""Milestones that are compared with one phrase; where more have its rarest word, it does not tell."""
_RARE = 60
_HAPPENS = 0.85
"""How far a word counts that only says what happens, where the title says it in others."""
_QUOTED = 0.75
"""And one that stands where the milestone is stated, or is for whom or what it is."""
_PART = 1.5
"""What the number of a part weighs against a word."""
_UNKNOWN = 0.8
"""What a word weighs that no milestone has."""
_ABOUT: frozenset[EventKind] = frozenset({"communication", "training", "feedback", "support_cover"})
_ONLY_ABOUT = 0.8
"""How far a thing's name means what is told or taught of it: "once the tablets are there" is no course on tablets."""
_ALIKE, _MOST_ALIKE = 0.04, 4
"""What each word is worth that a name shares with that of the milestone it is told beside: "once the coast runs"."""
_NAMING_CELLS = 3
_LONGEST_LINE = 10
_ID = re.compile(r"(?<![\w.])[A-Za-z]{1,8}[-_. ]?\d{1,5}(?:\.\d{1,3}){0,3}[a-z]?(?![\w])")
_NUMBERS = re.compile(r"\d{1,5}(?:\s*(?:,|and|&|\+|/)\s*\d{1,5})*", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:task|step|item|row|line|activity|milestone|no\.?|nr\.?) ?#?(\d{1,5})\b|(?<=#)\d{1,5}\b", re.I
)
_IDLE = wording.stems(
    "result results outcome outcomes finding findings done finish finished complete completed completion ready "
    "available place existing exist exists close closed closing "
    "start starts begin begins beginning happen happens take takes taking earliest latest immediately directly shortly "
    "soon least first then only once again date dates day days week weeks month months working business time "
    "planned plan "
    "hold held carried work works working successful successfully fully full successfuly everything everybody everyone "
    "run runs running stable live earlier later sooner people colleagues colleague users user staff employees "
    "everyone project able possible "
    "allowed required needed necessary milestone activity task step phase actual respective "
    "must should needs proceed occur confirmed signed passed in-place through sorted settled cleared wrapped behind "
    "arrived arrive arrives landed handed over out come comes came gone go goes ahead "
    "kick kicks off under way running place granted received receive okay green agreed delivered given got have "
    "has had will can may anyone anybody nobody noone someone both properly cleanly clean yet first weeks only finally "
    "monday tuesday wednesday thursday friday january "
    "february march april june july august september october november december event new been being "
)
"""What says of anything that it happens, or when: it names nothing."""
_TO_USE = re.compile(
    r"\btraining (?:user )?(?:accounts?|log-?ins?|licen[cs]es?|access|tenant|system|environment|sandbox|instance)\b"
    r"|\b(?:accounts?|access|log-?ins?|licen[cs]es?)\b[^,;]{0,20}\bfor (?:the )?training\b",
    re.IGNORECASE,
)
_BARE_ACCESS = re.compile(
    r"\b(?:access|accounts?|log-?(?:in|on)s?|sign-?(?:in|on)s?|licen[cs]es?|credentials|profiles?|smart-?cards?"
    r"|badges?|"
    r"tokens|identit(?:y|ies)|user ids?|permissions|passwords)\b(?! (?:page|screen|test|policy|issue))",
    re.IGNORECASE,
)


_BARE_TRAINING = re.compile(
    r"\b(?:teach(?:es|ing)?|taught|lessons?|classes|classroom|inductions?|toolbox talks?|drills?"
    r"|instruct(?:ed|ions?|ing)|coach(?:ed|es)?|learn(?:s|ing)?|train(?:s|ing)?)\b",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|can|could|may|might|must|shall|should|would|does|do|did|cannot|can't"
    r"|gets?|goes|comes|runs?|works?|starts?|begins?|opens?|happens?|arrives?|finishes|ends?|commences?|reach(?:es)?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""From a finite verb on: what is said of the thing that the words before it name."""
_COMING = re.compile(
    r"^(?:the |a |an )?(?:successful |full |formal |final |safe |physical )?"
    r"(?:receipt|completion|arrival|delivery|approval|sign-?off|confirmation|issue|conclusion|end|hand-?over"
    r"|installation|finish|close|closure) of\b(?: the\b| all\b)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words, as far as they can name a milestone."""

    text: str
    stems: frozenset[str]
    kind: EventKind | None
    parts: frozenset[str]
    happens: frozenset[str]
    """Those of the stems that only say what happens: "training"."""
    series: frozenset[str] = frozenset()
    """Members of lettered or numbered series: `crew C`."""

    @property
    def empty(self) -> bool:
        """Whether it names nothing."""
        return not (self.stems or self.parts)


@lru_cache(maxsize=20_000)
def phrase(text: str) -> Phrase:
    """What words say, without those that name nothing."""
    parts = grouping.numbered(text)
    kind = kind_in(text)
    numbered = relevance.stems_of(" ".join(parts))
    stems = frozenset(s for s in relevance.stems_of(text) if not s.isdigit()) - _IDLE - numbered
    triggers = relevance.stems_of(" ".join(m[0] for m in (*TRIGGER.finditer(text), *_BARE_TRAINING.finditer(text))))
    happens = stems & (relevance.stems_of_event(kind) | triggers) if kind else frozenset()
    return Phrase(text, stems, kind, parts, happens, series(text))


def thing(text: str) -> str:
    """What a clause is about, without what it says of it: `the licences` of `the licences have been handed out`."""
    return _COMING.sub("", _PREDICATE.sub("", text.strip()))


@lru_cache(maxsize=20_000)
def kind_in(text: str) -> EventKind | None:
    """What happens, by a title's or phrase's words."""
    if _TO_USE.search(text):
        return "access"
    found = kind_of(text) or ("access" if _BARE_ACCESS.search(text) else None)
    return found or ("training" if _BARE_TRAINING.search(text) else None)


class Names:
    """The milestones of an initiative, to be found by what documents call them."""

    def __init__(self, drafted: Drafted, systems: Iterable[str] = ()) -> None:
        """Index them once; `systems` are the names that the documents use."""
        self.milestones = {m.id: m for m in drafted.milestones}
        self._references = drafted.references
        self._elsewhere: dict[str, set[str]] = {}
        for (_, reference), milestone in drafted.references.items():
            self._elsewhere.setdefault(_bare(reference), set()).add(milestone)
        self._own = {(document, _bare(r)): m for (document, r), m in drafted.references.items()}
        self._names = {m.id: Named(m) for m in drafted.milestones}
        self._posted: dict[str, set[str]] = {}
        for key, name in self._names.items():
            for item in name.items:
                self._posted.setdefault(item, set()).add(key)
        self.kin = Kin(drafted.milestones, systems)

    def named(self, milestone: str) -> Named:
        """What a milestone is called."""
        return self._names[milestone]

    def referred(self, reference: str, document: str | None) -> str | None:
        """The milestone that a document gives this id; of other documents', if only one uses it."""
        key = _bare(reference)
        own = self._own.get((document or "", key))
        if own is not None:
            return own
        others = self._elsewhere.get(key, set())
        return next(iter(others)) if len(others) == 1 and not key.isdigit() else None

    def references_in(self, text: str, document: str | None) -> list[str]:
        """The milestones whose ids stand in a text, in order."""
        numbers = (
            re.findall(r"\d+", text)
            if _NUMBERS.fullmatch(text.strip(" .()"))
            else [m[1] or m[0] for m in _NUMBERED.finditer(text)]
        )
        found = (self.referred(r, document) for r in (*(m[0] for m in _ID.finditer(text)), *numbers))
        return list(dict.fromkeys(m for m in found if m is not None))

    def meant(
        self,
        text: str,
        document: str | None,
        near: Milestone | None = None,
        *,
        without: Iterable[str] = (),
        least: float = _LEAST,
    ) -> str | None:
        """The milestone that words mean.

        Args:
            text: the words.
            document: whose ids they may use.
            near: what they are said of: where several fit, the one of its part, people and system is meant.
            without: milestones that are not meant.
            least: share of the words' weight that it must have.
        """
        left_out = frozenset(without)
        ids = [m for m in self.references_in(text, document) if m not in left_out]
        if ids:
            return ids[0] if len(ids) == 1 else None
        if stands_for_the_day(text):
            return self._going_live(near, left_out)
        ranked = self.ranked(text, near, without=left_out, least=least)
        if not ranked and thing(text) != text.strip():
            ranked = self.ranked(thing(text), near, without=left_out, least=max(least, _SURE))
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR and not self._alike(ranked[0][1], ranked[1][1]):
            return None
        return ranked[0][1]

    def ranked(
        self, text: str, near: Milestone | None = None, *, without: frozenset[str] = frozenset(), least: float = _LEAST
    ) -> list[tuple[float, str]]:
        """The milestones that words may mean, the best first, with how well they fit."""
        said = phrase(text)
        if said.empty:
            return []
        found = []
        for key in self._candidates(said, near) - without:
            fit = self.fit(said, key)
            if fit >= least:
                found.append((round(fit + self._context(key, said, near), 4), key))
        return sorted(found, key=lambda f: (-f[0], f[1]))

    def fit(self, said: Phrase, milestone: str) -> float:
        """How much of a phrase a milestone has, from 0 to 1."""
        name = self._names[milestone]
        if said.parts and name.parts and not said.parts & name.parts:
            return 0.0
        if _apart(said.series, name.series):
            return 0.0
        if said.kind and name.kinds and not name.kinds & timeline.like([said.kind]) and said.kind not in name.stated:
            return 0.0
        if not (said.stems & name.title or said.parts & name.parts or said.kind) and said.stems <= name.people:
            return 0.0  # "the service desk" is not the step that it takes part in
        total = had = 0.0
        for stem in said.stems:
            weight = self._weight(stem)
            total += weight
            if stem in name.title:
                had += weight
            elif stem in said.happens and said.kind in name.kinds:
                had += _HAPPENS * weight
            elif stem in name.quoted or stem in name.words:
                had += _QUOTED * weight
        if said.parts:
            total += _PART
            had += _PART if said.parts & name.parts else 0.0
        if said.series:
            total += _PART
            had += _PART * len(said.series & name.series) / len(said.series)
        if said.kind is None and name.order[:1] and name.order[0] in _ABOUT:
            had *= _ONLY_ABOUT
        exact = said.kind is not None and bool(name.kinds) and next(iter(name.order), None) == said.kind
        return had / total * (1.0 if exact or said.kind is None else 0.97) if total else 0.0

    def _context(self, key: str, said: Phrase, near: Milestone | None) -> float:
        """What speaks for a milestone beside the words: nothing left over in its title, the same part and people."""
        name = self._names[key]
        rest = name.title - said.stems - _IDLE
        fitting = 0.2 / (1 + len(rest)) if said.stems else 0.0
        if name.parts and not said.parts and not (near is not None and set(near.parts) & name.parts):
            fitting -= 0.1
        if near is None:
            return fitting
        milestone = self.milestones[key]
        fitting += _ALIKE * min(_MOST_ALIKE, len((name.title | name.quoted) & self._names[near.id].quoted))
        if not self.kin.together(near, milestone):
            return fitting - 0.3
        return fitting + min(0.4, 0.1 * self.kin.shared(near, milestone))

    def _candidates(self, said: Phrase, near: Milestone | None) -> set[str]:
        items = [*said.stems, *(f"part:{p}" for p in said.parts), *([f"kind:{said.kind}"] if said.kind else [])]
        postings = sorted((self._posted[i] for i in items if i in self._posted), key=len)
        found: set[str] = set()
        for posting in postings:
            if found and len(found) + len(posting) > _RARE:
                break
            if len(posting) <= _MOST:
                found |= posting
        if not found and postings and near is not None:
            around = [self._posted.get(item, set()) for item in self._names[near.id].items if ":" in item]
            close = [postings[0] & some for some in around if some is not postings[0]]
            return min((c for c in close if 0 < len(c) <= _MOST), key=len, default=set())
        return found

    def _weight(self, stem: str) -> float:
        held = len(self._posted.get(stem, ()))
        return _UNKNOWN if not held else max(0.3, 1.0 - 0.25 * math.log10(held))

    def _alike(self, one: str, other: str) -> bool:
        """Whether two are one thing for all that can be told: same title words, same day."""
        a, b = self.milestones[one], self.milestones[other]
        return (
            a.start is not None
            and (a.start, a.end) == (b.start, b.end)
            and bool(
                self._names[one].title <= self._names[other].title or self._names[other].title <= self._names[one].title
            )
        )

    def _going_live(self, near: Milestone | None, without: frozenset[str]) -> str | None:
        lives = [k for k in self._posted.get("kind:go_live", set()) if k not in without]
        if near is not None and len(lives) > 1:
            lives = [k for k in lives if self.kin.together(near, self.milestones[k])]
            best = max((self.kin.shared(near, self.milestones[k]) for k in lives), default=0.0)
            lives = [k for k in lives if self.kin.shared(near, self.milestones[k]) == best]
        return lives[0] if len(lives) == 1 else None


class Named:
    """What one milestone is called, in stems."""

    def __init__(self, milestone: Milestone) -> None:
        """Read its title and where it is stated."""
        self.milestone = milestone
        self.order = milestone.kinds
        self.kinds = frozenset(milestone.kinds)
        self.parts = frozenset(milestone.parts) | grouping.numbered(milestone.title)
        self.series = series(milestone.title)
        self.title = _words(milestone.title) - relevance.stems_of(" ".join(self.parts))

    @cached_property
    def stated(self) -> frozenset[EventKind]:
        """What its title alone says happens."""
        kind = kind_in(self.milestone.title)
        return frozenset({kind}) if kind else frozenset()

    @cached_property
    def quoted(self) -> frozenset[str]:
        """Of the words that sources use for it."""
        return frozenset[str]().union(*(_words(_head(q.text)) for q in self.milestone.quotes), self.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """Of its people, systems and concepts."""
        told = (
            *self.milestone.groups,
            *self.milestone.systems,
            *(c.replace("-", " ") for c in self.milestone.concepts),
        )
        return _words(" ".join(told))

    @cached_property
    def people(self) -> frozenset[str]:
        """Of those it is for."""
        return _words(" ".join(self.milestone.groups))

    @property
    def items(self) -> Iterator[str]:
        """What it can be found by."""
        yield from self.title | self.quoted | self.words
        yield from (f"kind:{kind}" for kind in self.kinds)
        yield from (f"part:{part}" for part in self.parts)
        yield from (f"system:{system.lower()}" for system in self.milestone.systems)
        yield from (f"group:{group}" for group in self.milestone.groups)


def _apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two name different ones of the same series."""
    if not ours or not theirs or ours & theirs:
        return False
    return not {m.rsplit(" ", 1)[0] for m in ours}.isdisjoint(m.rsplit(" ", 1)[0] for m in theirs)


def _head(quote: str) -> str:
    """What names the thing in a row or a short line; a sentence may name several."""
    cells = quote.split(" | ")
    return " ".join(cells[:_NAMING_CELLS]) if len(cells) > 1 or len(quote.split()) <= _LONGEST_LINE else ""


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(s for s in relevance.stems_of(text) if not s.isdigit()) - _IDLE


def _bare(reference: str) -> str:
    """An id without what documents write it with: `M-1`, `M 1` and `m1` are one."""
    text = re.sub(r"[\s_-]+", "", reference.lower()).strip(".:()#")
    return re.sub(r"(?<!\d)0+(?=\d)", "", text[:-2] if re.fullmatch(r"\d+\.0", text) else text)
