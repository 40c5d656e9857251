"""Cases as a reader sees them: short enough to read, and all together small enough to send by mail."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evals.nouns import Item, Judged, Outcome, Part, SuiteName
from evals.reports.comparing import Flip, Moved
from evals.reports.markup.rendering import part
from evals.reports.pairs import Key, Tried
from evals.reports.wording import TITLES, duration, listed, metric_name, ordered

_TEXT, _ITEM, _RECORD = 1500, 500, 2500
_ITEMS, _SOURCES = 30, 12
ROOM = 1_700_000
"""Bytes for the cases that are shown in full; the others are told in a line."""
LINES = 2000
"""Cases that are told in a line."""


@dataclass(frozen=True)
class Told:
    """One outcome, shortened."""

    asked: str
    expected: tuple[Item, ...]
    got: tuple[Item, ...]
    sources: tuple[str, ...]
    record: str
    error: str
    about: str
    """Mode, time and tokens."""
    judged: tuple[Judged, ...]
    """The verdicts of a judge, point by point."""
    kept: bool
    """Whether anything but figures is known of it; a baseline holds figures alone."""


@dataclass(frozen=True)
class Line:
    """A case in a line."""

    suite: SuiteName
    id: str
    state: str
    tags: str
    seconds: float


def full(case: Tried, beside: Mapping[str, Tried]) -> Markup:
    """A case with what was expected beside what came.

    Args:
        case: Crosswalk's.
        beside: The peers' attempts at the same case, by system.
    """
    failed = sum(one.failed for one in case.attempts if not one.error)
    return part(
        "case.html.j2",
        case=case,
        title=TITLES[case.suite],
        state=state(case),
        told=told(case.told),
        scores=_scores(case),
        peers=[(system, ", ".join(_scores(one)), one.ran) for system, one in beside.items()],
        attempts=f"{failed} of {len(case.attempts)} attempts miss something" if len(case.attempts) > 1 else "",
    )


def flip(one: Flip) -> Markup:
    """A case that came out differently, with what was said before and after."""
    before, after = told(one.before), told(one.after)
    return part(
        "flip.html.j2",
        flip=one,
        title=TITLES[one.suite],
        asked=after.asked or before.asked,
        before=before,
        after=after,
        moved=[f"{metric_name(given.metric)} {_moved(given)}" for given in one.moved],
    )


def told(outcome: Outcome) -> Told:
    """An outcome, shortened."""
    about = [
        outcome.mode,
        duration(outcome.seconds),
        f"{outcome.input_tokens:,} tokens in, {outcome.output_tokens:,} out" if outcome.input_tokens else "",
    ]
    return Told(
        asked=cut(outcome.asked, _TEXT),
        expected=_items(outcome.expected),
        got=_items(outcome.got),
        sources=_few([cut(one, _ITEM) for one in outcome.sources], _SOURCES),
        record=_record(outcome.record),
        error=cut(outcome.error, _TEXT),
        about=" · ".join(filter(None, about)),
        judged=tuple(
            one.model_copy(update={"text": cut(one.text, _ITEM), "why": cut(one.why, _ITEM)})
            for one in outcome.judged[:_ITEMS]
        ),
        kept=bool(outcome.asked or outcome.expected or outcome.got or outcome.sources or outcome.error),
    )


def line(case: Tried) -> Line:
    """A case in a line."""
    return Line(case.suite, case.id, state(case), cut(listed(case.tags, 6), 160), case.told.seconds)


def state(case: Tried) -> str:
    """`error`, `failed` or `passed`."""
    return "error" if case.errors else "failed" if case.failed else "passed"


def score(given: Part) -> str:
    """What a part that says something says: `2 of 3`, or `0.63` where it is no count."""
    if given.over == int(given.over) and given.under == int(given.under) and given.under != 1:
        return f"{given.over:.0f} of {given.under:.0f}"
    return f"{given.over / given.under:.2f}"


def fitting(cases: Sequence[tuple[Key, Markup]], room: int = ROOM) -> dict[Key, Markup]:
    """As many cases in full as there is room for, each suite with its share of it.

    Args:
        cases: In the order in which they are to be shown; within a suite the first are kept rather than the last.
        room: Bytes, all together.
    """
    by_suite: dict[SuiteName, list[tuple[Key, int]]] = defaultdict(list)
    for key, markup in cases:
        by_suite[key[0]].append((key, len(markup.encode())))
    kept: set[Key] = set()
    # The smallest suites first, so that what they leave falls to the larger ones.
    waiting = sorted(by_suite.values(), key=lambda held: sum(size for _, size in held))
    for number, held in enumerate(waiting):
        share = room // (len(waiting) - number)
        for key, size in held:
            if size <= share:
                kept.add(key)
                share -= size
                room -= size
    return {key: markup for key, markup in cases if key in kept}


def _scores(case: Tried) -> list[str]:
    told = [metric for metric in ordered(case.suite, list(case.parts)) if case.parts[metric].under]
    return [f"{metric_name(metric)} {score(case.parts[metric])}" for metric in told]


def _moved(given: Moved) -> str:
    before, after = ("none" if share is None else f"{share:.2f}" for share in (given.before, given.after))
    return f"{before} → {after}"


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters; what was left out is counted."""
    return text if len(text) <= most else f"{text[:most].rstrip()} … ({len(text) - most:,} more characters)"


def _items(items: Sequence[Item]) -> tuple[Item, ...]:
    # What went wrong stands first: it is what the reader is after.
    ranked = sorted(items, key=lambda one: (one.right is not False, one.right is None))
    short = [Item(text=cut(one.text, _ITEM), right=one.right) for one in ranked[:_ITEMS]]
    rest = len(items) - len(short)
    return (*short, *((Item(text=f"and {rest:,} more"),) if rest > 0 else ()))


def _few(texts: Sequence[str], most: int) -> tuple[str, ...]:
    rest = len(texts) - most
    return (*texts[:most], *((f"and {rest:,} more",) if rest > 0 else ()))


def _record(record: dict[str, Any]) -> str:
    return cut(json.dumps(record, indent=1, ensure_ascii=False, default=str), _RECORD) if record else ""
