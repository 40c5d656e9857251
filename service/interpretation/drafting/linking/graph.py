"""Dependencies put together: each once, none that a rule adds against what is stated, none that others imply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from service.interpretation.drafting.linking.stated import Link
from service.planning.nouns import Dependency, Milestone

_Pair = tuple[str, str]
_FURTHEST = 2_000
"""Milestones that are looked through for a way round; beyond, there is taken to be one."""


def stated_once(links: Iterable[Link]) -> list[Dependency]:
    """Each stated dependency once, with all its sources; the one that gives a lag, or is surer, is told.

    Where only an order of words says one thing and something surer the opposite, the words were misread.
    """
    best: dict[_Pair, Link] = {}
    for link in links:
        pair = (link.dependency.before, link.dependency.after)
        known = best.get(pair)
        if known is None:
            best[pair] = link
            continue
        kept, other = (link, known) if _weight(link) > _weight(known) else (known, link)
        sources = tuple(dict.fromkeys((*kept.dependency.sources, *other.dependency.sources)))
        best[pair] = Link(kept.dependency.model_copy(update={"sources": sources}), kept.sure or other.sure)
    kept_links = []
    for (before, after), link in best.items():
        opposite = best.get((after, before))
        if (
            opposite is None
            or link.sure
            or (not opposite.sure and opposite.dependency.sources == link.dependency.sources)
        ):
            kept_links.append(link.dependency)
    return kept_links


def _weight(link: Link) -> tuple[bool, bool, bool]:
    dependency = link.dependency
    return (link.sure, dependency.lag_days != 0, dependency.type != "FS")


def with_computed(
    stated: Sequence[Dependency], computed: Iterable[Dependency], milestones: Mapping[str, Milestone]
) -> list[Dependency]:
    """The stated dependencies, and the computed ones that add something.

    Left out is what would close a cycle, what joins two that are joined already, and what follows from others over a
    milestone with a date.
    """
    after: dict[str, set[str]] = {}
    for dependency in stated:
        after.setdefault(dependency.before, set()).add(dependency.after)
    added: dict[_Pair, Dependency] = {}
    for dependency in computed:
        one, other = dependency.before, dependency.after
        if one == other or other in after.get(one, ()) or one in after.get(other, ()):
            continue
        if reaches(after, other, one):
            continue
        after.setdefault(one, set()).add(other)
        added[one, other] = dependency
    kept = list(stated)
    for (one, other), dependency in added.items():
        after[one].discard(other)
        if dependency.type == "FS" and reaches(after, one, other, milestones):
            continue
        after[one].add(other)
        kept.append(dependency)
    return kept


def reaches(after: Mapping[str, set[str]], start: str, goal: str, dated: Mapping[str, Milestone] | None = None) -> bool:
    """Whether a way leads from one to another; with `dated`, over milestones that have a date alone."""
    seen = {start}
    waiting = [start]
    while waiting:
        for following in after.get(waiting.pop(), ()):
            if following == goal:
                return True
            if following in seen or (dated is not None and dated[following].start is None):
                continue
            seen.add(following)
            waiting.append(following)
        if len(seen) > _FURTHEST:
            return dated is None
    return False
