"""The rule `no_technical_counterpart`: readiness counts on something technical of which IT's documents know nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from service.planning import wording
from service.planning.checks.caring import mentioning
from service.planning.checks.context import Context, disconnect
from service.planning.nouns import Disconnect, Milestone
from service.planning.observed import Said
from service.planning.pairing import singular, told_by

_READINESS = frozenset({"people_readiness", "hr", "operations"})
_OF_IT = frozenset({"it", None})
_NEEDS = frozenset({"training", "pilot", "access", "support_cover", "go_live", "test"})
_TECHNICAL = re.compile(
    r"\b(?:builds?|versions?|apps?|applications?|tools?|systems?|devices?|tablets?|(?:smart|mobile )?phones?|"
    r"laptops?|accounts?|"
    r"log-?ins?|licen[cs]es?|portals?|environments?|tenants?|sandbox\w*|dashboards?|interfaces?|scanners?|printers?|"
    r"terminals?|readers?|headsets?|handhelds?|badges?|tokens?|software|releases?|features?|kiosks?|screens?|"
    r"usage (?:figures?|data|reports?)|platforms?|modules?|chat ?bots?|wearables?|cameras?|sensors?|keyboards?|"
    r"monitors?|"
    r"translations? of the (?:app|screens?)|language packs?|user interfaces?|hotline numbers?|equipment|glasses)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:handed out|hand(?:s|ed|ing)? (?:them )?over|deliver\w*|installed|available|opens?|opened|expected|provided|"
    r"provides?|arrives?|ready|set up|distributed|receive[sd]?|gets?|on (?:the|their|her|his) (?:own )?|in the|"
    r"with the|"
    r"switched on|unlocked|pilot\w*|tr(?:y|ies) out|practi[sc]e\w*)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:existing|as today|already (?:have|has|there|in use)|rented|leased|bought by (?:us|hr)|our own|paper|"
    r"printed|stays?|"
    r"unchanged|meeting|intranet|learning (?:platform|management)|lms|e-?mail|mail|newsletter|poster|survey tool|"
    r"video)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:e?-?mails?|newsletters?|posters?|letters?|notices?|town ?halls?|messages?|briefings?|meetings?|intranet|"
    r"articles?|"
    r"videos?|faqs?|kick-?offs?|leaflets?|flyers?|announc\w+|communicat\w+|inform\w*|posts?|guides?|talks?|calls?|"
    r"reminders?|"
    r"road ?shows?|blogs?|screensavers?|memos?)\b",
    re.IGNORECASE,
)
_WHY = "It is planned on something that nobody builds or hands over: on the day, people stand there without it."


def no_technical_counterpart(context: Context) -> Iterator[Disconnect]:
    """Things that readiness relies on and IT never names, and parts of the rollout that IT does not have."""
    there = context.observed.said_in_technology
    if not there.words:
        return
    elsewhere = _Elsewhere(context)
    for milestone in context.milestones:
        if not (milestone.quotes and milestone.quotes[0].community in _READINESS):
            continue
        if _thing_unsaid(milestone, there) and _is_readiness(milestone) and not elsewhere.has(milestone):
            yield _found(milestone, _thing(milestone))
        elif _part_unsaid(milestone, there) and _is_readiness(milestone):
            yield _found(milestone, milestone.parts[0])


class _Elsewhere:
    """Technical milestones that documents of others than IT have; looked at only if something may be missing."""

    def __init__(self, context: Context) -> None:
        """Remembers the plan."""
        self._context = context
        self._told: dict[tuple[tuple[str, ...], ...], list[Milestone]] = {}

    @cached_property
    def _milestones(self) -> list[Milestone]:
        return [
            m
            for m in self._context.milestones
            if m.track != "readiness" and m.start is not None and any(q.community not in _OF_IT for q in m.quotes)
        ]

    @cached_property
    def _said(self) -> Said:
        words: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for milestone in self._milestones:
            one = _said_of(milestone.title, tuple(q.text for q in milestone.quotes))
            words |= one.words
            pairs |= one.pairs
        return Said(frozenset(words), frozenset(pairs))

    def has(self, milestone: Milestone) -> bool:
        """Whether one has it under the same name."""
        runs = _names(milestone.title, milestone.groups)
        if not mentioning.speaks_of(self._said, runs):
            return False
        if runs not in self._told:
            self._told[runs] = [
                m
                for m in self._milestones
                if mentioning.speaks_of(_said_of(m.title, tuple(q.text for q in m.quotes)), runs)
            ]
        pairing = self._context.pairing
        return any(
            other is not milestone
            and pairing.thing(milestone, other) == "same"
            and pairing.people(milestone, other) != "other"
            for other in self._told[runs]
        )


@lru_cache(maxsize=20_000)
def _said_of(title: str, quotes: tuple[str, ...]) -> Said:
    return mentioning.said((title, *quotes), (), ())


@lru_cache(maxsize=20_000)
def _is_technical(title: str) -> bool:
    return _TECHNICAL.search(title) is not None


def _is_readiness(milestone: Milestone) -> bool:
    return (
        milestone.basis == "stated"
        and milestone.status not in ("tentative", "done")
        and bool(milestone.quotes)
        and all(q.community in _READINESS for q in milestone.quotes)
    )


def _thing_unsaid(milestone: Milestone, there: Said) -> bool:
    """Whether it relies on something technical with a name, and IT's documents have neither name nor concept."""
    if not _is_technical(milestone.title):
        return False
    kinds = frozenset(milestone.kinds)
    if kinds and not kinds & _NEEDS and "communication" not in kinds:
        return False
    runs = _names(milestone.title, milestone.groups)
    if mentioning.speaks_of(there, runs) or any(
        c in there.concepts for c in milestone.concepts if c not in _EVERY_PLAN
    ):
        return False
    if "communication" in kinds and _tells(milestone.title):
        return False
    given, theirs = _is_given((milestone.title, *(q.text for q in milestone.quotes)))
    if theirs or not (given or kinds & {"access", "pilot"}):
        return False
    if runs:
        return True
    plain = [m[0].lower().rstrip("s") for m in _TECHNICAL.finditer(milestone.title)]
    return not mentioning.knows(there, plain) and bool(plain) and not frozenset(plain) <= _VAGUE


_VAGUE = frozenset(
    "tool system app application software platform account login log-in licence license environment "
    "version feature release build interface screen".split()
)
"""What IT's documents need not call so to have it."""
_EVERY_PLAN = frozenset(
    "training-people champion champion-network early-access communication-plan go-live pilot help-desk hypercare "
    "deployment accessibility frontline-worker shift-work training-session feedback-loop".split()
)


@lru_cache(maxsize=20_000)
def _tells(title: str) -> bool:
    return _CHANNEL.search(title) is not None


@lru_cache(maxsize=20_000)
def _is_given(texts: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether these speak of something that is given to people, and of something that is theirs already."""
    text = " \n".join(texts).lower()
    return _GIVEN.search(text) is not None, _NOT_OURS.search(text) is not None


@lru_cache(maxsize=20_000)
def _names(title: str, groups: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The names of the technical things in a title: their noun with what stands before it and after its "for"."""
    people = _NO_NAMES | frozenset(singular(w) for g in groups for w in g.replace(",", " ").lower().split())
    found: dict[tuple[str, ...], None] = {}
    for noun in _TECHNICAL.finditer(title):
        before = _BEFORE.search(title[: noun.start()])
        after = _AFTER.match(title[noun.end() :])
        window = f"{before[0] if before else ''}{noun[0]}{after[0] if after else ''}"
        for run in mentioning.names(window):
            left = tuple(w for w in run if w not in people)
            if left:
                found[left] = None
    return tuple(found)


_BEFORE = re.compile(r"(?:[^\W\d_][\w'’-]* ){1,3}$")
_AFTER = re.compile(r" (?:for|of|in|on|with) (?:the |all |our )?(?:[^\W\d_][\w'’-]*)(?: [^\W\d_][\w'’-]*)?")
_NO_NAMES = frozenset({"there", "here", "then", "own", "per"})


def _thing(milestone: Milestone) -> str:
    names = _names(milestone.title, milestone.groups)
    return max((" ".join(name) for name in names), key=len, default="")


def _part_unsaid(milestone: Milestone, there: Said) -> bool:
    """Whether it is for a numbered part that IT does not have, while IT has others of its kind."""
    if not frozenset(milestone.kinds) & _NEEDS or not milestone.parts:
        return False
    parts = [p.lower() for p in milestone.parts]
    kinds = {p.rpartition(" ")[0] for p in parts}
    return not any(p in there.parts for p in parts) and any(p.rpartition(" ")[0] in kinds for p in there.parts)


def _found(milestone: Milestone, thing: str) -> Disconnect:
    on = f" on {wording.day(milestone.start)}" if milestone.start else ""
    what = f"“{thing}”" if thing else "what it needs"
    return disconnect(
        "no_technical_counterpart",
        "high" if milestone.start else "medium",
        f"{wording.named(milestone.title)}{on} counts on {what}, and IT's documents have nothing of the kind",
        [told_by(milestone)],
        _WHY,
        f"Does IT provide {what} for {wording.named(milestone.title)}{on}, and who does it by when?",
        to="it",
        milestones=[milestone.id],
    )
