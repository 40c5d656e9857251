"""The rule `accessibility_after_go_live`: whether everybody can use it is looked at when everybody already has to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from service.planning import wording
from service.planning.checks.context import Context, disconnect
from service.planning.nouns import Disconnect, Milestone
from service.planning.pairing import Index, Pairing, precise, says, telling_words, told_by

_ABOUT = re.compile(
    r"\b(?:accessib\w+|barrier-?free|a11y|wcag|bitv|en ?301 ?549|section 508|screen[- ]?reader\w*|assistive|"
    r"disabilit\w+|disabled (?:people|staff|users|colleagues|employees)|impair\w+|colou?r[- ]?blind\w*|dyslexi\w+|"
    r"blind|deaf|low vision|partially sighted|hearing aids?|wheelchair\w*|magnifier|braille|"
    r"(?:hear|see|read)s? (?:or (?:hear|see|read) )?(?:badly|poorly|little|less|nothing)|hard of hearing)\b"
)
"""Words for people who hear, see, move or read otherwise, for their aids, and for the norms."""
_AIDS = re.compile(
    r"\b(?:fonts?|(?:font|text|letter|type) sizes?|(?:large|small) print|(?:night|dark) mode|colou?r contrast|"
    r"contrast (?:and|of|test|"
    r"check)|voice (?:prompts?|output|control)|captions?|subtitles?|easy[- ]read|(?:left|one)[- ]handed|loudness|"
    r"volume of)\b"
)
"""What helps some people and is nothing special to others: it tells only beside a word for a check."""
_CHECKS = re.compile(
    r"\b(?:tests?|tested|checks?|checked|assess\w*|review\w*|audit\w*|evaluat\w*|tr(?:y|ied) out|go through|look at|"
    r"proof)\b"
)
_ROOM = re.compile(
    r"\b(?:is|are|be|not|remain\w*|stay\w*) accessible\b|\baccessible (?:from|via|through|by|over|on|at)\b"
)
"""Reachable, that is."""
_TRIAL = re.compile(r"\b(?:test|trial|practice|training|play|sandbox|preview|staging|pilot|mock)\b", re.IGNORECASE)
_LATER = frozenset({"communication", "training", "support_cover", "decision", "freeze", "holiday"})
_AGAIN = re.compile(r"\b(?:re-?tests?|re-?audits?|re-?check\w*|again|second|follow-?up|yearly|annual|regular\w*)\b")


def accessibility_after_go_live(context: Context) -> Iterator[Disconnect]:
    """Checks of accessibility that lie after the first day on which people have to work with the thing."""
    pairing = context.pairing
    checks = [m for m in context.milestones if _is_check(m)]
    if not checks:
        return
    starts = Index(pairing, (m for m in context.starts if "pilot" not in m.kinds and not _is_trial(m.title)))
    named = frozenset().union(*map(telling_words, {q.title for m in context.milestones for q in m.quotes}))
    others = Index(pairing, checks)
    late: dict[str, list[Milestone]] = {}
    for check in checks:
        start = _first_start(pairing, check, starts, named)
        if start is None or not _after(check, start):
            continue
        if not any(not _after(other, start) for other in pairing.near(check, others)):
            late.setdefault(start.id, []).append(check)
    for key, some in late.items():
        yield _found(context.by_id[key], some)


@lru_cache(maxsize=50_000)
def _is_trial(title: str) -> bool:
    """Whether what starts is there to be tried out."""
    return _TRIAL.search(title) is not None


def _is_check(milestone: Milestone) -> bool:
    if milestone.start is None or milestone.basis == "proposed" or milestone.status == "done":
        return False
    if milestone.kinds and (milestone.kinds[0] == "go_live" or milestone.kinds[0] in _LATER):
        return False
    if "accessibility" not in milestone.concepts and not says(_is_about, milestone):
        return False
    return _AGAIN.search(milestone.title.lower()) is None


@lru_cache(maxsize=50_000)
def _is_about(text: str) -> bool:
    lower = _ROOM.sub("", text.lower())
    if _ABOUT.search(lower):
        return True
    return _AIDS.search(lower) is not None and _CHECKS.search(lower) is not None


def _first_start(pairing: Pairing, check: Milestone, starts: Index, named: frozenset[str]) -> Milestone | None:
    """The first go-live of what is checked; of several things that may be meant, the one that starts last."""
    firsts: list[Milestone] = []
    for start in pairing.near(check, starts):
        if pairing.thing(check, start) == "same":
            return start
        if all(pairing.thing(start, known) == "other" for known in firsts):
            firsts.append(start)
    if not firsts and starts.all and not check.systems:
        # It names what it looks at in other words than any start: then it is what the initiative is about.
        main = _main(pairing, starts, named)
        firsts = [m for m in main[:1] if pairing.people(check, m) != "other"]
    return max(firsts, key=lambda m: (m.start is not None, m.start), default=None)


def _main(pairing: Pairing, starts: Index, named: frozenset[str]) -> list[Milestone]:
    """The starts of what documents are named after or else of the thing that starts most often, by day."""
    main = [m for m in starts.all if not named.isdisjoint(pairing.profile(m).things)]
    if main:
        return main
    often = Counter(thing for m in starts.all for thing in pairing.profile(m).things)
    if not often:
        return starts.all
    thing, times = often.most_common(1)[0]
    if times < 2 < len(starts.all):
        return []
    return [m for m in starts.all if thing in pairing.profile(m).things]


def _after(check: Milestone, start: Milestone) -> bool:
    assert check.start is not None
    assert start.start is not None
    if not precise(start) or not precise(check):
        return check.start > (start.end or start.start)
    return (check.end or check.start) > start.start or check.start == start.start


def _found(start: Milestone, checks: list[Milestone]) -> Disconnect:
    first = min(checks, key=lambda m: (m.start is None, m.start))
    assert first.start is not None
    assert start.start is not None
    return disconnect(
        "accessibility_after_go_live",
        "high",
        f"{wording.named(first.title)} is planned for {wording.period(first.start, first.end or first.start)}, "
        f"{wording.named(start.title)} for {wording.day(start.start)}",
        [told_by(start), *(told_by(m) for m in checks)],
        "Whoever hears, sees, reads or moves otherwise may be unable to work from the first day on, and faults found "
        "after "
        "the start take longest to mend.",
        f"Can {wording.named(first.title)} take place early enough before {wording.day(start.start)} that what it "
        f"finds can "
        "be mended, and what do those concerned work with until then?",
        to="it",
        milestones=[start.id, *(m.id for m in checks)],
    )
