"""Whether the initiative's documents already plan for an implication: covered, partly (and what is missing), or open.

A passage covers an implication when it plans an action of the same category, on the same subject, in time and for the
same people. How much of the action it names is weighed by the rarity of the action's words in the glossary:
"screenshot" tells more than "people".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from glossary.catalog import Catalog
from glossary.concepts import Category, Community
from service.interpretation import wording
from service.interpretation.coverage.steps import Step
from service.interpretation.implications import Draft
from service.interpretation.nouns import Coverage
from service.interpretation.reading.verbs import WORDS

Flaw = Literal["late", "left_out", "incomplete"]

_ENOUGH = 0.34
_ENOUGH_IN_ITS_PLACE = 0.22
_SOME = 0.12
"""Shares of an action's weighed words that a passage names: enough by itself, enough for a planned action of this very
category on this very subject, and too few to speak of. Set on the sample initiative and the public guides."""
_BEFOREHAND: frozenset[Category] = frozenset(
    {"communications", "training", "access_timing", "early_access", "champions", "inclusion"}
)
"""Actions that a document dates by the day on which people get something; elsewhere a date may be of another thing."""
_EMPTY = frozenset(
    "again something someone somebody anybody yourself themselves several short known together without instead earlier "
    "later ahead beside there where which these those every other others enough still first second third present "
    "system weeks days hours minutes months years month today person group groups teams thing things people everyone "
    "equal because whoever anyone whether though".split()
)
_MOST_MISSING = 4
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def cover(
    draft: Draft, planned: Sequence[Step], catalog: Catalog, from_: Community, is_occasion: Callable[[Step], bool]
) -> Coverage:
    """How far the steps cover a draft; a step that is itself a sentence that gives its occasion does not."""
    weights = _weights(catalog)
    rarest = max(weights.values(), default=1.0)
    wanted = wording.stems(draft.rule.do) - wording.stems(" ".join(draft.groups))

    def weight(words: frozenset[str]) -> float:
        return sum(weights.get(w, rarest) for w in words)

    total = weight(wanted) or 1.0
    by_source: dict[str, list[Step]] = {}
    for step in planned:
        if draft.rule.category not in step.categories or is_occasion(step):
            continue
        if from_ != "it" and step.community == from_:
            continue  # a wish of the asking side is not yet the other side's plan
        by_source.setdefault(step.source, []).append(step)
    best: tuple[float, bool, Step, frozenset[str]] | None = None
    for steps in by_source.values():
        words = frozenset().union(*(s.words for s in steps))
        named = weight(wanted & words) / total
        about = any(_about(draft, s) for s in steps)
        typed = any(draft.rule.category in s.events for s in steps)
        if (about and typed) or named >= (_SOME if about or typed else _ENOUGH):
            score = named + 0.2 * about + 0.15 * typed
            if best is None or score > best[0]:
                lead = max(steps, key=lambda s: (_about(draft, s), weight(wanted & s.words)))
                enough = named >= (_ENOUGH_IN_ITS_PLACE if about and typed else _ENOUGH)
                best = (score, enough, lead, words)
    if best is None:
        return Coverage(state="open", missing="no document plans for it")
    _, enough, step, words = best
    lacks = _missing(draft, step)
    unnamed = [] if enough else _unnamed(draft.rule.do, words, weights)
    if unnamed:
        lacks["incomplete"] = f"nothing on {wording.listed(unnamed, 'or')}"
    return Coverage(
        state="partly" if lacks else "covered",
        missing="; ".join(lacks.values()),
        flaws=tuple(lacks),
        sources=(step.source,),
    )


def _about(draft: Draft, step: Step) -> bool:
    """Whether a step is about what the draft follows from: one of its concepts or systems."""
    return bool(draft.subjects & step.concepts or draft.systems & step.systems)


@lru_cache(maxsize=4)
def _weights(catalog: Catalog) -> dict[str, float]:
    """Inverse document frequency of each stem over the glossary's actions."""
    actions = [wording.stems(rule.do) for concept in catalog.concepts for rule in concept.implications]
    seen = Counter(stem for action in actions for stem in action)
    return {stem: math.log(1 + len(actions) / count) for stem, count in seen.items()}


def _unnamed(action: str, words: frozenset[str], weights: dict[str, float]) -> list[str]:
    """The most telling words of an action that a passage does not name, in the action's order."""
    missing: dict[str, float] = {}
    for match in _WORD.finditer(re.sub(r"\{[^}]*\}", " ", action)):
        stem = wording.stems(match.group())
        if stem and not stem <= words and _tells(match.group().lower()):
            missing.setdefault(match.group().lower(), weights.get(next(iter(stem)), 0.0))
    telling = sorted(missing, key=lambda w: -missing[w])[:_MOST_MISSING]
    return [f"“{word}”" for word in missing if word in telling]


def _tells(word: str) -> bool:
    """Whether a word names something that one can look for, as nouns do."""
    return len(word) > 4 and word not in _EMPTY and word not in WORDS and not word.endswith(("ing", "ly", "'s"))


def _missing(draft: Draft, step: Step) -> dict[Flaw, str]:
    """What a step gets wrong: too late, or not for all of the people."""
    lacks: dict[Flaw, str] = {}
    due, day = draft.due, draft.anchor_date
    # Of several occasions only the first has this day; a step may well be in time for a later one of another thing.
    of_itself = draft.subjects <= {draft.concept.id, *draft.concept.broader}
    same = len(draft.sentences) == 1 or (of_itself and draft.concept.id in step.concepts)
    timed = same and draft.rule.category in _BEFOREHAND and draft.rule.when.offset_days < 0
    if timed and step.first and day and due and step.first >= day:
        lacks["late"] = f"planned for {wording.day(step.first)}, not before {wording.day(day)}; due {wording.day(due)}"
    if "{group" in draft.rule.says + draft.rule.do and step.groups and not step.everyone:
        left_out = [g for g in draft.groups if not any(_same_people(g, s) for s in step.groups)]
        if left_out:
            lacks["left_out"] = f"names {wording.listed(sorted(step.groups))}, not {wording.listed(left_out)}"
    return lacks


def _same_people(group: str, other: str) -> bool:
    one, two = wording.stems(group), wording.stems(other)
    return bool(one and two) and (one <= two or two <= one)
