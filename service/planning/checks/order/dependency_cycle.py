"""The rule `dependency_cycle`: milestones that wait for each other, so that none can be first."""

from __future__ import annotations

from collections.abc import Iterator

from service.planning.checks.context import Context, disconnect
from service.planning.nouns import Dependency, Disconnect, Milestone, Side
from service.planning.pairing import told_by
from service.planning.scheduling.network import cycles
from service.planning.wording import listed, named


def dependency_cycle(context: Context) -> Iterator[Disconnect]:
    """Circles of stated dependencies, each told by a shortest way round."""
    waiting = frozenset[str]().union(*context.tangles)
    stated = (d for d in context.dependencies if d.basis == "stated" and {d.before, d.after} <= waiting)
    links = {(link.before, link.after): link for link in stated} if waiting else {}
    for cycle in cycles(links):
        pairs = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        yield _found([context.by_id[one] for one in cycle], [links[pair] for pair in pairs])


def _found(way: list[Milestone], links: list[Dependency]) -> Disconnect:
    titles = [named(one.title) for one in way]
    round_again = " → ".join([*titles, titles[0]])
    sides = [_side(link, way[(number + 1) % len(way)], way[number]) for number, link in enumerate(links)]
    return disconnect(
        "dependency_cycle",
        "high",
        f"{listed(titles)} {'wait for each other' if len(way) > 1 else 'waits for itself'}: {round_again}",
        sides,
        "None of them can be first, so that none can begin as it is written: each side waits for the other and "
        "believes that it is not the one to start.",
        f"Which of {listed(titles, 'or')} can begin without the one it waits for, and with what?",
        to=sides[0].community,
        milestones=[one.id for one in way],
    )


def _side(link: Dependency, after: Milestone, before: Milestone) -> Side:
    told = told_by(after)
    says = link.why or f"{after.title} waits for {before.title}"
    return Side(community=told.community, says=says, sources=link.sources or told.sources)
