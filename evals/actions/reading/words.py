"""An action's words by what they tell: stems, kinds of doing, and whether something is left undone.

Written apart from what the service reads, so that it is not measured by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLAIN = frozenset(
    "a about above after again all also an and any are as at be because been before being below between both but by "
    "can could did do does doing down during each either else ever few for from further had has have having he her here "
    "his how i if in into is it its itself just let like made make makes making may might more most much must my nor "
    "now of off on once one ones only or other our out over own s same shall she should so some such t than that the "
    "their them then there these they thing things this those through to too two under until up upon us very was we "
    "well were what when where whether which while who whom whose why will with would you your".split()
)
_KINDS = {
    "tell": "tell announce inform communicate communication notify notice message explain publish say write letter mail "
    "brief briefing publicise campaign poster remind reminder news spread warn reveal",
    "teach": "train training teach learn lesson course class educate education practise practice demonstration "
    "introduction tutorial video coach coaching session workshop drill webinar elearning",
    "guide": "guide guidance guideline instruction instructions manual sheet card faq document documentation handout "
    "screenshot picture step-by-step how-to",
    "help": "support help helper hotline desk hypercare floor-walker walker assist assistance contact care",
    "try": "try test pilot trial early adopter beta rehearse rehearsal wave waves phase phased gradual staged stage "
    "first-group cross-section try-out",
    "measure": "measure metric metrics count figure figures track usage adoption monitor indicator baseline kpi number "
    "report statistics",
    "ask": "ask survey feedback pulse questionnaire opinion hear hamper input listen interview",
    "lead": "sponsor sponsorship executive director leader senior chief head ceo cio ciso president management",
    "peers": "champion super-user superuser key-user ambassador multiplier colleague buddy network community helper",
    "allow": "permit exception exceptions grant approve approval waiver exempt allow",
    "agree": "agree agreement settle decide decision sign-off consent consult consultation council approve negotiate",
    "name": "name appoint owner responsible responsibility responsibilities role roles duty duties assign accountable",
    "time": "hours hour free time release rota calendar schedule timeline date deadline",
    "reach": "account accounts access sign-in login log-in register enrol enroll enrolment enrollment provision "
    "provisioning credential",
    "rights": "right rights role roles permission authorisation authorization privilege",
    "spare": "alternative alternatives substitute backup spare second fallback replacement loan equal equivalent",
    "clean": "tidy clean clean-up delete archive purge sort",
    "move": "move migrate migration transfer bring along comes stays",
    "end": "switch-off retire decommission withdraw close closes closed end ends disappear gone remove",
    "walk": "walk watch observe accompany sit beside round rounds follow",
    "unable": "disabled disability impaired blind colour-blind screen-reader assistive accessibility dexterity deaf",
    "outage": "outage down fail fails failure failed stopped unavailable interruption downtime block blocked lock locked",
}
_LEAVES_UNDONE = re.compile(
    r"\b(?:no|not|never|nothing|nobody|without|keep quiet|quiet|avoid|stop|refuse|refrain|uninformed|withhold|"
    r"leave it open|freely|nowhere)\b",
    re.IGNORECASE,
)
_UNDONE_VERB = re.compile(
    r"^\W*(?:(?:please|simply|just)\s+)?(?:(?:do|does|did|should|must|shall|will)\s+not|don['’]t|never|no\b|"
    r"keep\s+(?:quiet|silent|secret)|refuse|refrain|withhold|avoid|skip|drop|cancel|forbid|stop|leave\s+it\s+open|"
    r"take\s+no|give\s+no|tell\s+(?:\w+\s+){1,6}?nothing|hide|conceal)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that tell something; parts of words with hyphens count by themselves too."""
    found = set()
    for word in _WORD.findall(text.lower()):
        parts = word.split("-")
        for one in {word, *parts} if len(parts) > 1 else parts:
            if len(one) > 1 and one not in _PLAIN:
                found.add(_stem(one))
    return frozenset(found)


@lru_cache(maxsize=16384)
def kinds(text: str) -> frozenset[str]:
    """The kinds of doing that the words belong to, as `tell` for "announce" and "notice"."""
    return frozenset(kind for stem in stems(text) for kind in _KINDS_OF.get(stem, ()))


def undone(text: str) -> bool:
    """Whether the action is that something is left undone: "tell nobody", "do not train"."""
    return bool(_UNDONE_VERB.search(text))


def share(of: Iterable[str], within: Iterable[str], rarity: Mapping[str, float], unknown: float) -> float:
    """The share of some stems that others hold, each by how much it tells; 0 where there are none."""
    held = set(within)
    weights = {stem: rarity.get(stem, unknown) for stem in sorted(set(of))}
    total = sum(weights.values())
    return sum(weight for stem, weight in weights.items() if stem in held) / total if total else 0.0


def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem


def _by_stem() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in _KINDS.items():
        for word in words.split():
            stem = _stem(word)
            found[stem] = (*(k for k in found.get(stem, ()) if k != kind), kind)
    return found


_KINDS_OF = _by_stem()
