"""Who gets in before everybody else: IT, testers, pilots, and those who are to help their colleagues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from service.planning.nouns import Milestone
from service.planning.observed import HeadStart
from service.planning.pairing import says, singular

HELPERS = re.compile(
    r"\b(?:champions?|key[- ]users?|super-?users?|super users?|power[- ]users?|ambassadors?|mentors?|multipliers?|"
    r"(?:floor|line|shift|site|change|peer) (?:captains?|guides?|coach(?:es)?|agents?)|buddy|buddies|early adopters?|"
    r"link (?:nurses?|teachers?|staff|workers?|persons?|people)|(?:digital|local|peer) (?:guides?|coach(?:es)?|"
    r"experts?|"
    r"leads?)|lead (?!develop|engineer|architect|consult|time)[a-z]{3,}(?:ers?|ors?|ists?|nurses?|clerks?)|"
    r"train-the-trainers?|trainers?|floor[- ]?walkers?)\b",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"\b(?:IT(?: staff| team| department| people)?|[Tt]est(?:er)?s?(?= (?:log-?ins?|accounts?|users?|group|team))|"
    r"[Tt]esters?|"
    r"[Pp]ilots?|[Aa]dmin\w*|[Dd]evelopers?|[Pp]roject team|[Cc]ore team|[Ee]ngineering team)\b"
)
_TECHNICAL_GROUP = re.compile(
    r"(?:the )?(?:it|it (?:staff|team|people|department|users?)|testers?|test (?:users?|group|team)|pilots?|"
    r"pilot (?:users?|group|team)|admin\w*|developers?|(?:project|core|service desk|help ?desk) ?(?:team|members?)?|"
    r"service desk(?: agents?)?|help ?desk|vendors?|suppliers?)",
    re.IGNORECASE,
)

_MEANS = re.compile(
    r"\b(?:accounts?|log-?ins?|log-?ons?|credentials?|licen[cs]es?|profiles?|smart-?cards?|(?:id|access|chip|"
    r"staff)[- ]?"
    r"cards?|tokens?|badges?|user ids?|tenants?|sandbox(?:es)?|passwords?|invitations?|pins?|pin codes?|"
    r"(?:staff|crew|secretary|user|login|personal) (?:ids?|numbers?)|access(?! (?:points?|"
    r"controls?))|"
    r"(?:training|practice|test|demo|play|exercise|learning) (?:system|environment|copy|instance|client|database|"
    r"server)|ids? (?:are |is )?(?:activated|issued|created|opened|sent|live))\b",
    re.IGNORECASE,
)
"""What people get into a system with."""
_WITHOUT = re.compile(
    r"\b(?:no|without(?: an?| any| their)?|not? need(?:s|ed)?(?: an?| any| for)?|neither|before they have|"
    r"independent of)"
    r" (?:own |system |user |live |real |personal )?(?:accounts?|log-?ins?|log-?ons?|access|licen[cs]es?|system|"
    r"hands-on)\b"
    r"|\b(?:demos?|demonstrations?|slides?|slide ?shows?|presentations?|screenshots?|paper(?:-based)?|handouts?|"
    r"click[- ]?(?:through|dummy)|mock-?ups?|simulat(?:ion|or|ed|ions)|theory|basics|awareness|videos?|films?|"
    r"overviews?|guest (?:accounts?|log-?ins?)|shared (?:accounts?|log-?ins?)|generic (?:accounts?|log-?ins?)|"
    r"trainer['’]s (?:account|screen|log-?in))\b",
    re.IGNORECASE,
)
"""A course that does without."""
_NOT_WITHOUT = re.compile(
    r"\b(?:no|not|nothing|instead of|rather than|more than|another|beyond)(?: \w+){0,4} ?$", re.IGNORECASE
)
_HANDS_ON = re.compile(
    r"\b(?:log(?:s|ging)? (?:in|on)(?:to)?|sign(?:s|ing)? (?:in|on)(?:to)?|"
    r"(?:own|personal|real|one['’]s(?: own)?) (?:\w+ )?(?:ids?|pins?|profiles?|badges?|log-?ins?|"
    r"log-?ons?|accounts?|cards?|passwords?|credentials|tabs?|tablets?|handhelds?|devices?|scanners?|numbers?)|"
    r"in (?:the )?(?:real|live) (?:thing|system|app|tool)|"
    r"(?:in|on) the (?:app|system|tool|tablets?|handhelds?|screens?))\b",
    re.IGNORECASE,
)
"""What people do for themselves in a course, for which they have to be in."""
_TAKES_AWAY = frozenset({"withdrawal", "freeze", "holiday", "feedback", "decision"})
_TEACHES = frozenset({"communication", "training"})


def helpers(head_starts: Iterable[HeadStart]) -> frozenset[str]:
    """What documents call those who help their colleagues: the names as words, in the singular."""
    return frozenset(plain(group) for one in head_starts if one.stance != "refused" for group in one.groups)


def plain(name: str) -> str:
    """A name of people as names are compared."""
    return " ".join(singular(word) for word in name.lower().split())


def is_helper(name: str, known: frozenset[str]) -> bool:
    """Whether a name is one of people who help their colleagues."""
    return _names_helpers(name) or (bool(known) and plain(name) in known)


def for_helpers(milestone: Milestone, known: frozenset[str]) -> bool:
    """Whether a milestone is for those who help others, and for nobody else."""
    if milestone.groups and all(is_helper(g, known) or _is_technical(g) for g in milestone.groups):
        return any(is_helper(g, known) for g in milestone.groups)
    if _names_helpers(milestone.title):
        return True
    return bool(known) and not known.isdisjoint(_runs(plain(milestone.title)))


@lru_cache(maxsize=20_000)
def _runs(text: str) -> frozenset[str]:
    """Every one and two words of a title that stand together."""
    words = [w.strip(".,:;()") for w in text.split()]
    return frozenset(words) | {f"{a} {b}" for a, b in pairwise(words)}


@lru_cache(maxsize=50_000)
def _names_helpers(text: str) -> bool:
    return HELPERS.search(text) is not None


@lru_cache(maxsize=50_000)
def _is_technical(group: str) -> bool:
    return _TECHNICAL_GROUP.fullmatch(group) is not None


@lru_cache(maxsize=50_000)
def _names_technical(title: str) -> bool:
    return _TECHNICAL.search(title) is not None


def for_technical(milestone: Milestone) -> bool:
    """Whether a milestone is for IT, testers or a pilot group, and for nobody else."""
    if milestone.groups and all(_is_technical(g) for g in milestone.groups):
        return True
    return _names_technical(milestone.title) and "pilot" not in milestone.kinds[1:]


def for_a_few(milestone: Milestone, known: frozenset[str]) -> bool:
    """Whether a milestone is only for some who get in before everybody else."""
    return "pilot" in milestone.kinds[:1] or for_technical(milestone) or for_helpers(milestone, known)


@lru_cache(maxsize=50_000)
def _is_wiring(title: str) -> bool:
    """Whether access is that of devices to a network, or to a room."""
    return _WIRING.search(title) is not None


_WIRING = re.compile(r"\b(?:access (?:points?|controls?|roads?|doors?)|wi-?fi)\b", re.IGNORECASE)


def opens(milestone: Milestone) -> bool:
    """Whether it gives people what they get in with: accounts, cards, a practice system."""
    kinds = milestone.kinds
    if kinds and kinds[0] in _TAKES_AWAY:
        return False
    if milestone.category in ("communications", "metrics_feedback", "support"):
        return False
    if "access" not in kinds and ((kinds and kinds[0] in _TEACHES) or not names_means(milestone.title)):
        return False
    return milestone.start is not None and milestone.basis != "proposed" and not _is_wiring(milestone.title)


@lru_cache(maxsize=50_000)
def hands_on(text: str) -> bool:
    """Whether people do something for themselves there."""
    return _HANDS_ON.search(text) is not None


@lru_cache(maxsize=50_000)
def _does_without(text: str) -> bool:
    return any(_NOT_WITHOUT.search(text[: m.start()][-40:]) is None for m in _WITHOUT.finditer(text))


def teaches(milestone: Milestone) -> bool:
    """Whether it is a course for which people have to be in."""
    kinds = milestone.kinds
    if not kinds:
        if milestone.track != "readiness" or milestone.category not in (None, "training") or opens(milestone):
            return False
        return says(_is_lesson, milestone) and says(hands_on, milestone) and not says(_does_without, milestone)
    if kinds[0] != "training" and milestone.category != "training":
        return False
    if "access" in kinds and names_means(milestone.title):
        return False
    return not says(_does_without, milestone)


_LESSON = re.compile(
    r"\b(?:practis\w+|practice|practical|sessions?|sittings?|class(?:es)?|lessons?|sim(?:ulator)? room|drills?|"
    r"exercis\w+|courses?|learn\w*|train\w*|taught|instruct\w*|induction|workshops?|turns? (?:at|on|in))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def _is_lesson(text: str) -> bool:
    return _LESSON.search(text) is not None


@lru_cache(maxsize=50_000)
def names_means(title: str) -> bool:
    """Whether a title names something that people get in with."""
    return _MEANS.search(title) is not None
