"""Which milestones have to do with each other: by people, by part of a rollout, by what they are about.

Documents name people and places as they like: "field engineers", "14 depots", "wards 1-6". So names are compared word
by word, in the singular; where only one milestone of a pair names anybody, it may be for them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.planning.nouns import Milestone, Quote, Side

Bond = Literal["same", "open", "other"]
"""`same`: both name it; `open`: one of them names none; `other`: they name different ones."""

_WORD = re.compile(r"[^\W_][^\W_]*(?:['’][a-z]+)?")
_RANGE = re.compile(r"[a-z] (\d{1,3}(?: ?(?:-|–|to|,|and|&|/) ?\d{1,3})*)\b")
_PLACE_NUMBERS = re.compile(r"\b([a-z]{3,}) \d{1,3}(?: ?(?:-|–|to|,|and|&|/) ?\d{1,3})*\b")
_STEP = re.compile(r"(\d+) ?(?:-|–|to) ?(\d+)|(\d+)")
_LONGEST_RANGE = 100
_EVERYONE = frozenset(
    "a an the and or of in on at for with from to by all every each everyone everybody whole entire complete people "
    "staff user employee colleague person personnel member team group workforce site location department company "
    "organisation organization business affected our their its who other rest own per".split()
)
_PEOPLE = re.compile(
    r"\b(?:(?!(?:floor|door|corridor|sector|center|corner|tower|tier|counter|order|border|quarter|computer|server|"
    r"paper|winter|summer|river|water|exchequer|chamber|theater|harbor)s?\b)"
    r"\w+(?:er|or|ist|cian|rian|tant|ee|man|men|woman|women)s?|staff|people|nurses?|crews?|teams?|clerks?|agents?|"
    r"students?|pupils?|residents?|colleagues?|personnel|reps?|cooks?|guards?|judges?|champions?|guides?|coach(?:es)?|"
    r"users?|hands|leads?|heads?|midwi(?:fe|ves)|chefs?|guests?|parents?|interns?|physicians?)\b"
)
_PLAN_WORDS = frozenset(
    "go live golive golives cutover rollout roll out launch start begin end finish open close ready done plan planned "
    "date day week month quarter year phase wave ring tranche stage step batch round release sprint part block cohort "
    "pilot test testing check review audit approval decision meeting board session course class classroom seminar "
    "workshop training train trainer trained learning elearning lesson webinar coaching communication communicate "
    "announce announcement mail email e message newsletter notice poster leaflet letter memo briefing brief intranet "
    "article post town hall kick off kickoff faq video film info information guide question hour reminder survey "
    "feedback pulse retrospective hypercare support help desk service floor walker cover on call standby access "
    "account login logon logins log licence license credential profile card smartcard token badge user provision "
    "provisioned provisioning activated created assigned issued system environment tenant sandbox instance copy "
    "practice tool app application software platform solution change migration migrate migrated switch switched "
    "switchover over new old legacy first last second third final next early late before after until from to into "
    "for of in on at by with and or the a an all every each no not only same as is are be been will who what how why "
    "when which it its they them their our your we you own up down main full production prod milestone project "
    "programme program initiative use using used set up put get gets goes comes moved move enforced mandatory "
    "withdrawn withdrawal off retired decommissioned removed replaced replacement upgrade upgraded deploy deployed "
    "deployment install installed installation monday tuesday wednesday thursday friday saturday sunday mon tue wed "
    "thu fri sat sun january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep oct nov dec morning evening night weekend "
    "opened opens opening available delivered handed given shown "
    "self paced online half hour hours minute minutes min none both how coming".split()
)
_PROCESS_WORDS = _PLAN_WORDS | frozenset(
    "roadmap vendor sprint backlog worker work working shift frontline decommissioning legacy phased period procedure "
    "reference champion champions readiness ambassador hypercare floorwalking network-of-champions adoption risk "
    "stakeholder governance committee consultation council accessibility sponsor owner metric kpi satisfaction "
    "acceptance cycle agent plant operating staff frozen freeze holiday go-to".split()
)
"""Of concepts: words of ids that say how something is brought about, not what."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A name of people or places, taken apart; there is one for each name, so that comparing costs nothing."""

    words: frozenset[str]
    numbers: frozenset[int]
    """`wards 1-6`: 1 to 6."""
    place: bool
    """Whether none of its words is one for people."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a milestone is compared by."""

    groups: tuple[Group, ...]
    """Empty for everyone, or where nobody is named."""
    parts: frozenset[str]
    families: frozenset[str]
    """What its parts are: waves, rings."""
    things: frozenset[str]
    """Systems, concepts and telling words of its title."""


class Index:
    """Milestones by first day, found by what they are about and by part.

    Sets of them are integers, bit by bit in the order of days, so that joining sets and keeping the order is one step.
    """

    def __init__(self, pairing: Pairing, milestones: Iterable[Milestone]) -> None:
        """Undated milestones are left out."""
        self.all = sorted((m for m in milestones if m.start is not None), key=_begins)
        self.profiles = [pairing.profile(m) for m in self.all]
        self._without = 0
        self._by_thing: dict[str, int] = {}
        self._by_part: dict[str, int] = {}
        self._by_family: dict[str, int] = {}
        bit = 1
        for profile in self.profiles:
            if not profile.things:
                self._without |= bit
            for names, found in (
                (profile.things, self._by_thing),
                (profile.parts, self._by_part),
                (profile.families, self._by_family),
            ):
                for name in names:
                    found[name] = found.get(name, 0) | bit
            bit <<= 1

    def near(self, profile: Profile) -> int:
        """Those that share a thing or name none, and are of no other part: bit by bit, by their places in `all`."""
        found = self._without if profile.things else (1 << len(self.all)) - 1
        for thing in profile.things:
            found |= self._by_thing.get(thing, 0)
        if profile.parts and found:
            same, others = 0, 0
            for part in profile.parts:
                same |= self._by_part.get(part, 0)
            for family in profile.families:
                others |= self._by_family.get(family, 0)
            found &= same | ~others
        return found


class Pairing:
    """Compares milestones of one plan; what it finds out about each is kept."""

    def __init__(self, milestones: Iterable[Milestone]) -> None:
        """Learns from milestones that name both who is in a part, and which place is whose."""
        self._milestones = tuple(milestones)
        self._profiles: dict[str, Profile] = {}
        self._bonds: dict[tuple[tuple[Group, ...], tuple[Group, ...]], Bond] = {}
        self._of_part: dict[str, tuple[Group, ...]] = {}
        beside: dict[Group, set[Group]] = {}
        for names, parts in dict.fromkeys((m.groups, m.parts) for m in self._milestones if m.groups):
            groups = _groups(names)
            if len(parts) == 1:
                part = parts[0].lower()
                known = self._of_part.get(part, ())
                self._of_part[part] = known + tuple(g for g in groups if g not in known)
            if len(groups) == 2 and groups[0].place != groups[1].place:
                beside.setdefault(groups[0], set()).add(groups[1])
                beside.setdefault(groups[1], set()).add(groups[0])
        self._kin = {
            one: next(iter(others))
            for one, others in beside.items()
            if len(others) == 1 and len(beside[next(iter(others))]) == 1
        }

    def profile(self, milestone: Milestone) -> Profile:
        """What it is compared by."""
        known = self._profiles.get(milestone.id)
        if known is None:
            known = _profile(milestone.groups, milestone.parts, milestone.systems, milestone.concepts, milestone.title)
            if not milestone.groups and len(known.parts) == 1:
                groups = self._of_part.get(next(iter(known.parts)), ())
                if groups:
                    named = _numbered(groups, milestone.title)
                    known = Profile(named, known.parts, known.families, known.things)
            self._profiles[milestone.id] = known
        return known

    def people(self, one: Milestone, other: Milestone) -> Bond:
        """Whether two milestones are for the same people or part of the rollout."""
        a, b = self.profile(one), self.profile(other)
        if a.parts and b.parts:
            if not a.parts.isdisjoint(b.parts):
                return "same"
            if not a.families.isdisjoint(b.families):
                return "other"
        return self.between(a.groups, b.groups)

    def between(self, ours: tuple[Group, ...], theirs: tuple[Group, ...]) -> Bond:
        """Whether two lists of people and places have somebody in common."""
        if not ours or not theirs:
            return "open"
        key = (ours, theirs)
        known = self._bonds.get(key)
        if known is None:
            known = self._bonds[key] = self._compared(ours, theirs)
        return known

    def _compared(self, ours: tuple[Group, ...], theirs: tuple[Group, ...]) -> Bond:
        if len(ours) == len(theirs) == 1:
            a, b = ours[0], theirs[0]
            if self._related(a, b):
                return "same"
            return "open" if a.place != b.place and a not in self._kin and b not in self._kin else "other"
        shared = [(a, b) for a in ours for b in theirs if self._related(a, b)]
        if not shared:
            # Whether lecturers are of a faculty or engineers of a depot, names do not tell.
            unlike = all(a.place != b.place and a not in self._kin and b not in self._kin for a in ours for b in theirs)
            return "open" if unlike else "other"
        if any(a.place or b.place for a, b in shared):
            return "same"
        mine, others = set(ours), set(theirs)
        mine -= {a for a, _ in shared}
        others -= {b for _, b in shared}
        apart = any(g.place for g in mine) and any(g.place for g in others)
        return "other" if apart else "same"

    def thing(self, one: Milestone, other: Milestone) -> Bond:
        """Whether two milestones are about the same thing."""
        ours, theirs = self.profile(one).things, self.profile(other).things
        if not ours.isdisjoint(theirs):
            return "same"
        return "other" if ours and theirs else "open"

    def near(self, milestone: Milestone, index: Index) -> Iterator[Milestone]:
        """Those of an index that may have to do with a milestone, by first day: same people and thing, or open."""
        ours = self.profile(milestone)
        found = index.near(ours)
        while found:
            lowest = found & -found
            found ^= lowest
            place = lowest.bit_length() - 1
            other, theirs = index.all[place], index.profiles[place]
            if other is milestone:
                continue
            anybody = not ours.groups or not theirs.groups or not ours.parts.isdisjoint(theirs.parts)
            if anybody or self.between(ours.groups, theirs.groups) != "other":
                yield other

    def _related(self, one: Group, other: Group) -> bool:
        if not (one.words <= other.words or other.words <= one.words or self._kin.get(one) is other):
            return False
        return not one.numbers or not other.numbers or not one.numbers.isdisjoint(other.numbers)


def says(test: Callable[[str], bool], milestone: Milestone) -> bool:
    """Whether its title or what a source says of it passes a test, which remembers the texts it has seen."""
    return test(milestone.title) or any(test(q.text) for q in milestone.quotes)


def groups_of(names: Iterable[str]) -> tuple[Group, ...]:
    """Names of people and places, taken apart; those that only say "everyone" are none."""
    return _groups(tuple(names))


def precise(milestone: Milestone) -> bool:
    """Whether its date is told by the day."""
    for date in milestone.dates:
        if not date.superseded:
            return date.precise
    return True


def surely_before(one: Milestone, other: Milestone) -> bool:
    """Whether one begins on an earlier day than another, however vague dates are read."""
    if one.start is None or other.start is None:
        return False
    begins = one.start if precise(one) else one.end or one.start
    return begins < other.start


def told_by(milestone: Milestone) -> Side:
    """What the source whose date holds says of a milestone."""
    quote = held_quote(milestone)
    if quote is None:
        community: Literal["it", "people_readiness"] = "it" if milestone.track == "technical" else "people_readiness"
        says = f"{milestone.title} ({milestone.basis}: {milestone.why})" if milestone.why else milestone.title
        return Side(community=community, says=says, sources=milestone.sources)
    return Side(community=quote.community, says=quote.text, sources=(quote.source,))


def held_quote(milestone: Milestone) -> Quote | None:
    """The words of the date that holds, or where it is stated."""
    held = next((d.quote for d in milestone.dates if not d.superseded), None)
    return held or next(iter(milestone.quotes), None)


def words_of(milestone: Milestone) -> str:
    """Its title and what sources say of it, lower case."""
    return " \n".join((milestone.title, *(q.text for q in milestone.quotes))).lower()


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A word as names are compared: `depots` as `depot`, `nurses'` as `nurse`."""
    word = word.split("'")[0].split("’")[0]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=50_000)
def telling_words(text: str) -> frozenset[str]:
    """The words of a title that say what it is about, in the singular, without what every plan says."""
    lower = text.lower()
    return frozenset(
        plain
        for word in _WORD.findall(lower)
        if len(word) > 1 and not word[0].isdigit() and word not in _PLAN_WORDS
        for plain in (singular(word),)
        if plain not in _PLAN_WORDS and plain not in _EVERYONE
    )


@lru_cache(maxsize=20_000)
def _groups(names: tuple[str, ...]) -> tuple[Group, ...]:
    return tuple(g for g in dict.fromkeys(map(_group, names)) if g.words)


@lru_cache(maxsize=20_000)
def _group(name: str) -> Group:
    lower = name.lower()
    words = frozenset(singular(w) for w in _WORD.findall(lower) if not w[0].isdigit()) - _EVERYONE
    # "classroom sessions wards" are wards.
    words = words - _PLAN_WORDS or words
    return _one(words, _numbers(lower))


@lru_cache(maxsize=20_000)
def _one(words: frozenset[str], numbers: frozenset[int]) -> Group:
    return Group(words, numbers, not any(_PEOPLE.fullmatch(w) for w in words))


def _numbers(lower: str) -> frozenset[int]:
    """`wards 1-6`: 1 to 6."""
    numbers: set[int] = set()
    for match in _RANGE.finditer(lower):
        for first, last, single in _STEP.findall(match[1]):
            if single:
                numbers.add(int(single))
            elif 0 <= int(last) - int(first) <= _LONGEST_RANGE:
                numbers.update(range(int(first), int(last) + 1))
    return frozenset(numbers)


def _numbered(groups: tuple[Group, ...], title: str) -> tuple[Group, ...]:
    """Places with the numbers that the title has behind their name: "Tranche A, wards 1-6"."""
    if not groups or not any(c.isdigit() for c in title):
        return groups
    found = {singular(m[1]): _numbers(m[0]) for m in _PLACE_NUMBERS.finditer(title.lower())}
    if not found:
        return groups
    return tuple(
        _with_numbers(g, next((found[w] for w in g.words if w in found), g.numbers)) if not g.numbers else g
        for g in groups
    )


def _with_numbers(group: Group, numbers: frozenset[int]) -> Group:
    return _one(group.words, numbers) if numbers else group


@lru_cache(maxsize=50_000)
def _profile(
    names: tuple[str, ...], parts: tuple[str, ...], systems: tuple[str, ...], concepts: tuple[str, ...], title: str
) -> Profile:
    groups = _groups(names)
    if groups and systems:
        known = frozenset(singular(w) for s in systems for w in _WORD.findall(s.lower()))
        groups = tuple(g for g in groups if not g.words <= known)
    things = telling_words(title)
    if groups:
        things = things.difference(*(g.words for g in groups))
    things = things.union(*(telling_words(s) for s in systems), filter(_is_thing, concepts))
    lower = frozenset(p.lower() for p in parts)
    families = frozenset(p.split(" ", 1)[0] for p in lower)
    return Profile(_numbered(groups, title), lower, families, things)


@lru_cache(maxsize=5_000)
def _is_thing(concept: str) -> bool:
    """Whether a concept is something that is used, rather than a way to bring it about."""
    return not any(len(word) > 2 and word in _PROCESS_WORDS for word in concept.split("-"))


def _begins(milestone: Milestone) -> dt.date:
    return milestone.start or dt.date.max
