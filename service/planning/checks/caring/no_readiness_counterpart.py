"""The rule `no_readiness_counterpart`: something changes for people, and the readiness side nowhere speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice

from service.planning import wording
from service.planning.checks.caring import mentioning
from service.planning.checks.context import Context, disconnect
from service.planning.facts import EventKind
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Said
from service.planning.pairing import Group, held_quote, precise, told_by, words_of

_CHANGES: tuple[EventKind, ...] = ("go_live", "change", "withdrawal")
_FOR_ALL: tuple[tuple[EventKind, ...], ...] = (("go_live",), ("withdrawal",))
_NEW = re.compile(
    r"\b(?:new|other|different|replac\w+|exchang\w+|swap\w*|enforced|mandatory|compulsory|introduc\w+|"
    r"switch\w* (?:off|to|from)|"
    r"(?:re)?moved?|put in(?:to)?|placed|mounted|set up (?:in|at|on)|rolled out|handed out|collected|scrapped|"
    r"taken away|withdrawn|no longer|ends?|removed|locked|blocked|relocat\w+|renam\w+)\b",
    re.IGNORECASE,
)
"""Words of titles that say that something is no longer as people know it."""
_PREPARES: tuple[EventKind, ...] = ("communication", "training", "support_cover")
_INSIDE = re.compile(
    r"\b(?:interfaces?|servers?|databases?|back-?ups?|back-?end|networks?|switches|routers?|firmware|data|records?|"
    r"orders?|"
    r"certificates?|patch\w*|builds?|environments?|tenants?|gateways?|clusters?|storage|monitoring|licen[cs]es?|"
    r"contracts?|"
    r"firewalls?|api|integrations?|wi-?fi|wlan|access points?|cabling|dns|batch\w*|load|backfill|staging|failover|"
    r"disaster|domain|proxy|middleware|repositor\w+|pipelines?|logs?|code|ring 0|release \d[\d.]*|schema|indexing|"
    r"synchroni[sz]ation|sync|queues?|replication|infrastructure|data ?cent(?:re|er)s?|racks?|hosts?|virtual machines?|"
    r"fibre|lines?|circuits?|link|pre-?production|test\w*|rehearsals?|dry runs?|connectors?|scripts?|jobs|"
    r"identity provider|directory|master data|roles?|profiles?|handover|go/no-go|ordered|order|delivery|shipped|"
    r"survey|fitting|updates?|updated|browsers?|clean-?up|conversion|import|export|cut-?over|configuration|hardening|"
    r"scan)\b",
    re.IGNORECASE,
)
"""What happens inside IT, or before anybody meets it."""
_OF_OTHERS = re.compile(
    r"\b(?:another|other|separate|own) (?:team|project|programme|department|initiative)\b|\bunrelated\b|\bno effect\b|"
    r"\bnothing to do with\b|\bnot (?:ours|part of)\b|\bout of scope\b|\bwithout (?:any )?(?:effect|users? noticing|"
    r"impact)\b|"
    r"\binvisible\b|\bnobody (?:will )?notices?\b|\bno (?:user )?impact\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:all|every|each) (?:[\d,.]+ )?(?:\w+ )?(?:staff|employees|people|colleagues|users?|sites?|locations?|"
    r"departments?|"
    r"teams?)\b|\beverybody\b|\beveryone\b|\bwhole (?:company|organi[sz]ation|workforce)\b|\ball [\d,.]+\b",
    re.IGNORECASE,
)
_MOST_KIN = 20
_WHY = "People meet it unprepared: nobody has told them, shown them or planned help, though others get all of that."


class _Prepared:
    """For whom and for what something is planned on the readiness side; looked at only if something may be missing."""

    def __init__(self, context: Context) -> None:
        """Remembers the plan."""
        self._context = context

    @cached_property
    def _milestones(self) -> list[Milestone]:
        some = {m.id: m for kind in _PREPARES for m in self._context.by_kind.get(kind, ())}
        return [m for m in some.values() if m.track != "technical"]

    @cached_property
    def people(self) -> frozenset[str]:
        """Words of the groups and places that are named."""
        named = {self._context.pairing.profile(m).groups for m in self._milestones}
        return frozenset(w for groups in named for g in groups for w in g.words)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of the rollout that are named."""
        return frozenset(part for m in self._milestones for part in self._context.pairing.profile(m).parts)

    @cached_property
    def for_all(self) -> list[Milestone]:
        """What is said to be for everybody."""
        profile = self._context.pairing.profile
        return [
            m
            for m in self._milestones
            if not profile(m).groups and not profile(m).parts and _EVERYONE.search(words_of(m))
        ]

    @cached_property
    def _by_thing(self) -> dict[str, list[Milestone]]:
        """One milestone for each thing, people and part: more of the same tell nothing new."""
        found: dict[str, dict[tuple[tuple[Group, ...], frozenset[str]], Milestone]] = {}
        for milestone in self._milestones:
            if milestone.start is not None:
                profile = self._context.pairing.profile(milestone)
                for thing in profile.things:
                    found.setdefault(thing, {}).setdefault((profile.groups, profile.parts), milestone)
        return {thing: list(some.values()) for thing, some in found.items()}

    def cover(self, change: Milestone) -> bool:
        """Whether something that prepares people is about the same thing, under whatever name."""
        pairing = self._context.pairing
        things = pairing.profile(change).things
        return any(
            other is not change and pairing.people(change, other) != "other"
            for thing in things
            for other in self._by_thing.get(thing, ())
        )


def no_readiness_counterpart(context: Context) -> Iterator[Disconnect]:
    """Changes of a thing that readiness documents never name, and starts of a part that they leave out."""
    there = context.observed.said_in_readiness
    if not there.words:
        return
    prepared = _Prepared(context)
    kin = _Kin(context)
    found: dict[tuple[str, ...], list[Milestone]] = {}
    for change in _candidates(context):
        if _thing_unsaid(context, change, there) and _meets_people(change) and not prepared.cover(change):
            found.setdefault(_matter(change), []).append(change)
        elif (
            _people_unsaid(context, change, there)
            and _meets_people(change)
            and _others_are(context, change, kin, prepared)
        ):
            found.setdefault(("part", change.id), []).append(change)
    for some in found.values():
        yield _found(some)


class _Kin:
    """Changes by what they are about; looked at only if something may be missing."""

    def __init__(self, context: Context) -> None:
        """Remembers the plan."""
        self._context = context

    @cached_property
    def by_thing(self) -> dict[str, list[Milestone]]:
        """Those that people meet."""
        kin: dict[str, list[Milestone]] = {}
        for change in _candidates(self._context):
            if _meets_people(change):
                for thing in self._context.pairing.profile(change).things:
                    kin.setdefault(thing, []).append(change)
        return kin


def _candidates(context: Context) -> Iterable[Milestone]:
    unique = {m.id: m for kind in _CHANGES for m in context.by_kind.get(kind, ()) if m.kinds[0] == kind}
    unique |= {m.id: m for m in context.milestones if not m.kinds and _is_new(m.title)}
    return [m for m in unique.values() if m.track != "readiness"]


def _meets_people(milestone: Milestone) -> bool:
    return (
        milestone.start is not None
        and milestone.basis == "stated"
        and milestone.track != "readiness"
        and milestone.status not in ("tentative", "done")
        and precise(milestone)
        and not any(q.community in ("people_readiness", "hr", "operations") for q in milestone.quotes)
        and (bool(milestone.groups) or milestone.kinds[:1] in _FOR_ALL or _is_new(milestone.title))
        and not _is_inside(milestone.title)
        and not _OF_OTHERS.search(words_of(milestone))
    )


@lru_cache(maxsize=20_000)
def _is_new(title: str) -> bool:
    return _NEW.search(title) is not None


@lru_cache(maxsize=20_000)
def _is_inside(title: str) -> bool:
    return _INSIDE.search(title) is not None


def _thing_unsaid(context: Context, milestone: Milestone, there: Said) -> bool:
    """Whether it is about something that has a name, and readiness documents have neither the name nor the concept."""
    words, runs = _names(milestone.title, milestone.systems)
    if mentioning.knows(there, words) or any(c in there.concepts for c in milestone.concepts if c not in _EVERY_PLAN):
        return False
    people = {w for g in context.pairing.profile(milestone).groups for w in g.words}
    return any(w not in people for run in runs for w in run)


@lru_cache(maxsize=20_000)
def _names(title: str, systems: tuple[str, ...]) -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    runs = (*mentioning.names(title), *(r for s in systems for r in mentioning.names(s)))
    return frozenset(w for run in runs for w in run), runs


_EVERY_PLAN = frozenset(
    "go-live deployment cutover phased-rollout pilot milestone release decommissioning migration hypercare".split()
)


def _people_unsaid(context: Context, milestone: Milestone, there: Said) -> bool:
    """Whether it names its people, place or part, and readiness documents none of these."""
    groups = context.pairing.profile(milestone).groups
    if any(g.numbers for g in groups) or mentioning.knows(there, [w for g in groups for w in g.words]):
        return False
    parts = [p.lower() for p in milestone.parts]
    return bool(groups or parts) and not any(p in there.parts for p in parts)


def _others_are(context: Context, milestone: Milestone, kin: _Kin, prepared: _Prepared) -> bool:
    """Whether others of its kind are prepared by name, while nothing is said to be for everybody."""
    pairing = context.pairing
    if any(pairing.thing(milestone, m) != "other" for m in prepared.for_all):
        return False
    own = {w for g in pairing.profile(milestone).groups for w in g.words}
    if own & prepared.people or any(p.lower() in prepared.parts for p in milestone.parts):
        return False
    alike = (
        c
        for c in (m for thing in sorted(pairing.profile(milestone).things) for m in kin.by_thing.get(thing, ()))
        if c is not milestone and c.kinds == milestone.kinds
    )
    return any(
        {w for g in pairing.profile(c).groups for w in g.words} & prepared.people
        or any(p.lower() in prepared.parts for p in c.parts)
        for c in islice(alike, _MOST_KIN)
    )


def _matter(milestone: Milestone) -> tuple[str, ...]:
    quote = held_quote(milestone)
    return (quote.source, quote.text) if quote else (milestone.id,)


def _found(changes: list[Milestone]) -> Disconnect:
    first = min(changes, key=lambda m: (m.start is None, m.start))
    assert first.start is not None
    names = wording.listed([wording.named(m.title) for m in changes[:3]])
    whom = f" for {wording.listed(first.groups[:3])}" if first.groups else ""
    return disconnect(
        "no_readiness_counterpart",
        "medium",
        f"{names} comes on {wording.day(first.start)}{whom}, and the readiness side plans nothing for it",
        [told_by(m) for m in changes],
        _WHY,
        f"Who is affected by {wording.named(first.title)}, and who tells them, shows them and helps them by "
        f"{wording.day(first.start)}?",
        to="people_readiness",
        milestones=[m.id for m in changes],
    )
