"""What follows between the two tracks, though nobody wrote it down: people need access before they are trained.

A rule joins a milestone with the nearest partner for the same people, part and system. It is made where it ought to
hold, whatever the dates say: that they do not agree is what a plan has to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.interpretation.drafting.linking.kin import Kin
from service.interpretation.drafting.linking.naming import kind_in
from service.planning.facts import EventKind
from service.planning.nouns import Dependency, LinkType, Milestone

_MOST_PARTNERS = 60
"""Milestones of one kind that are compared with one other; of more, those for the same part, people or system."""
_NEEDED = 1.0
"""What two must have in common where there are several to choose from."""
_CHAMPIONS = re.compile(
    r"\b(?:champions?|super-?users?|key users?|ambassadors?|multipliers?|mentors?|floor ?walkers?|early adopters?|"
    r"link (?:nurse|teacher|worker|person)s?|referents?|power users?|advocates?|guides?|change agents?)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:after|since|results?|thank\w*|lessons?|follow-?up|retrospective|wrap-?up|looking back"
    r"|success stor\w+|feedback|"
    r"refresher|reminder|post-|closing|celebrat\w+|listening|drop-in|clinics?|q ?& ?a|how it went|news from)\b",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"\b(?:help\w*|support\w*|show\w*|train\w*|teach\w*|coach\w*|demo\w*|answer\w*|assist\w*|explain\w*|guide|walk\w*|"
    r"practi[cs]e\w*)\b",
    re.IGNORECASE,
)
_EARLY = re.compile(r"\b(?:early|preview|pilot|test (?:log-?ins?|accounts?)|ahead)\b", re.IGNORECASE)
_USABLE = re.compile(
    r"\baccessib\w*|\busab\w*|\bscreen[- ]?readers?\b|\bcontrast\b|\buser tests?\b|\bUAT\b|\bacceptance\b|\bWCAG\b|"
    r"\bhear\b|\bsee badly\b|\bblind\b|\bdisabilit\w*|\bimpair\w*|\bkeyboard\b|\bmagnif\w*|\blarge print\b",
    re.IGNORECASE,
)
_TO_TRAIN_WITH = re.compile(r"\b(?:train\w*|practi[cs]e|sandbox|classroom)\b", re.IGNORECASE)
_NOT_FOR_USE = re.compile(
    r"\b(?:build|image|test|trial|practi[cs]e|environment|tenant|sandbox|server|interface"
    r"|hardware)s?\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\b(?:opens?|starts?|in use)\b", re.IGNORECASE)
_OLD = re.compile(r"\b(?:old|legacy|existing|former|previous|paper)\b", re.IGNORECASE)

Kinds = tuple[EventKind, ...]
Test = Callable[[Milestone], bool]


def _text(milestone: Milestone) -> str:
    return " ".join((milestone.title, *milestone.groups))


@lru_cache(maxsize=50_000)
def _of_champions(text: str) -> bool:
    return _CHAMPIONS.search(text) is not None


def _any(milestone: Milestone) -> bool:
    return True


def _for_champions(milestone: Milestone) -> bool:
    return _of_champions(_text(milestone))


def _for_others(milestone: Milestone) -> bool:
    return not _for_champions(milestone)


def _early_access(milestone: Milestone) -> bool:
    return _for_champions(milestone) or _EARLY.search(milestone.title) is not None


def _champions_help(milestone: Milestone) -> bool:
    kinds = set(milestone.kinds)
    if not _for_champions(milestone) or kinds & {"access", "feedback", "decision"}:
        return False
    return bool(kinds & {"training", "support_cover"}) or _HELPING.search(milestone.title) is not None


def _looks_ahead(milestone: Milestone) -> bool:
    return "feedback" not in milestone.kinds and _AFTERWARDS.search(milestone.title) is None


def _tells(milestone: Milestone) -> bool:
    return _looks_ahead(milestone) and _USABLE.search(milestone.title) is None


def _of_new(milestone: Milestone) -> bool:
    return "withdrawal" not in milestone.kinds[:1] and not _OLD.search(milestone.title) and _goes_live(milestone)


def _is_named_live(milestone: Milestone) -> bool:
    live = kind_in(milestone.title) == "go_live" or _OPENS.search(milestone.title) is not None
    return live and _goes_live(milestone)


def _goes_live(milestone: Milestone) -> bool:
    return _NOT_FOR_USE.search(milestone.title) is None


def _to_train_with(milestone: Milestone) -> bool:
    return _TO_TRAIN_WITH.search(milestone.title) is not None


def _of_users(milestone: Milestone) -> bool:
    return _looks_ahead(milestone) and _USABLE.search(_text(milestone)) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One milestone of some kind before another of another kind."""

    why: str
    before: Kinds
    """Empty for any."""
    after: Kinds
    each: str
    """`after`: each that waits gets one partner; `before`: each that comes first gets one."""
    is_before: Test
    is_after: Test
    type: LinkType = "FS"
    replaces: bool = False
    """Whether the two are about different systems, of which one replaces the other."""
    prefers: Test = _any
    """Of several partners of one, those that are taken first."""
    alike: bool = False
    """Whether the two must share what they are about, not only for whom they are."""


RULES: tuple[Rule, ...] = (
    Rule(
        "champions can only help others with what they can use themselves",
        ("access", "pilot"), (), "after", _any, _champions_help, prefers=_early_access,
    ),
    Rule(
        "people are trained on what they can sign in to",
        ("access",), ("training",), "after", _for_others, lambda m: _looks_ahead(m) and _for_others(m),
        prefers=_to_train_with,
    ),
    Rule(
        "people are trained before they have to work with it",
        ("training",), ("go_live",), "before", lambda m: _looks_ahead(m) and _for_others(m), _of_new,
        prefers=_is_named_live,
    ),
    Rule(
        "people hear of a change before it comes",
        ("communication",), ("go_live", "change", "withdrawal"), "before", _tells, _any, alike=True,
    ),
    Rule(
        "people who need another way in are tried with before everybody has to use it",
        ("test", "feedback", "communication", "change"), ("go_live",), "before", _of_users, _of_new,
    ),
    Rule(
        "what a pilot shows can only be used before the rollout",
        ("pilot",), ("go_live",), "before", _looks_ahead, _of_new, prefers=_is_named_live,
    ),
    Rule(
        "extra help is for those who have started",
        ("go_live",), ("support_cover",), "after", _of_new, _any, "SS",
    ),
    Rule(
        "the old way stays open until the new one can be used",
        ("go_live",), ("withdrawal",), "after", _of_new, _any, replaces=True,
    ),
)  # fmt: skip
"""In this order: of two rules for one pair the first is told."""


def computed(milestones: Sequence[Milestone], kin: Kin, replaced: Mapping[str, frozenset[str]]) -> Iterator[Dependency]:
    """The dependencies that the rules call for.

    Args:
        milestones: all of a plan.
        kin: compares them.
        replaced: by a system, lower case, the systems that sources name as taking its place.
    """
    alive = [m for m in milestones if m.status != "cancelled" and m.basis != "proposed"]
    for rule in RULES:
        before = [m for m in alive if _is_of(m, rule.before) and rule.is_before(m)]
        after = [m for m in alive if _is_of(m, rule.after) and rule.is_after(m)]
        if not before or not after:
            continue
        ones, others = (after, before) if rule.each == "after" else (before, after)
        partners = _Partners(others, kin)
        for one in ones:
            other = partners.nearest(one, rule, replaced)
            if other is not None:
                first, second = (other, one) if rule.each == "after" else (one, other)
                yield Dependency(
                    before=first.id,
                    after=second.id,
                    type=rule.type,
                    basis="computed",
                    sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
                    why=f"“{second.title}” comes after “{first.title}”: {rule.why}",
                )


def _is_of(milestone: Milestone, kinds: Kinds) -> bool:
    """Whether this is what it is about first of all; a title that names two things is about the first."""
    return not kinds or _kind(milestone) in kinds


def _kind(milestone: Milestone) -> EventKind | None:
    """What it is about first of all; where no word for it is known, what opens or starts is used from then on."""
    if milestone.kinds:
        return milestone.kinds[0]
    return kind_in(milestone.title) or ("go_live" if _OPENS.search(milestone.title) else None)


class _Partners:
    """Milestones of some kinds, of which each is to be joined with at most one of others."""

    def __init__(self, milestones: Sequence[Milestone], kin: Kin) -> None:
        self._all = milestones
        self._kin = kin
        self._by: dict[str, list[Milestone]] = {}
        for milestone in milestones:
            for item in self._items(milestone):
                self._by.setdefault(item, []).append(milestone)

    def nearest(self, one: Milestone, rule: Rule, replaced: Mapping[str, frozenset[str]]) -> Milestone | None:
        """The partner that has most in common with it, the nearest in time of several; None if that is unclear."""
        scored: list[tuple[bool, float, float, str, Milestone]] = []
        for other in self._around(one):
            common = self._common(one, other, rule, replaced)
            if common is not None and other.id != one.id:
                scored.append((not rule.prefers(other), -common, _distance(one, other), other.id, other))
        if not scored:
            return None
        least, common, _, _, best = min(scored, key=lambda s: s[:4])
        clear = -common >= _NEEDED or sum(s[0] == least for s in scored) == 1
        return best if clear else None

    def _common(
        self, one: Milestone, other: Milestone, rule: Rule, replaced: Mapping[str, frozenset[str]]
    ) -> float | None:
        """How much two have in common; None for two that have nothing to do with each other."""
        new, old = (other, one) if rule.each == "after" else (one, other)
        if rule.replaces:
            gone, come = self._kin.systems(old), self._kin.systems(new)
            if gone and come and not gone & come:
                if not come.intersection(*(replaced.get(s, frozenset()) for s in gone)):
                    return None
                return 2.0 + self._kin.people(one, other)
        if not self._kin.together(one, other):
            return None
        if rule.replaces and not self._kin.shared(one, other) and not _OLD.search(old.title):
            return None
        if rule.alike and not (self._kin.things(one) & self._kin.things(other) or set(one.parts) & set(other.parts)):
            return None
        return self._kin.shared(one, other)

    def _around(self, one: Milestone) -> Iterable[Milestone]:
        if len(self._all) <= _MOST_PARTNERS:
            return self._all
        lists = sorted((self._by[i] for i in self._items(one) if i in self._by), key=len)
        found: dict[str, Milestone] = {}
        for some in lists:
            if len(found) + len(some) > _MOST_PARTNERS:
                break
            found.update((m.id, m) for m in some)
        return found.values()

    def _items(self, milestone: Milestone) -> Iterator[str]:
        yield from (f"part:{part}" for part in milestone.parts)
        yield from (f"system:{system}" for system in self._kin.systems(milestone))
        yield from (f"group:{group}" for group in milestone.groups)
        yield from (f"thing:{thing}" for thing in self._kin.things(milestone))


def _distance(one: Milestone, other: Milestone) -> float:
    """Days between two, the wrong way round too; those without a date come last."""
    if one.start is None or other.start is None:
        return 1e6
    return abs((one.start - other.start).days)
