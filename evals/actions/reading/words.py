"""An action's words by what they tell: stems, words of one kind, and whether something is left undone.

Written apart from what the service reads, so that it is not measured by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLAIN = frozenset(
    "a about above after again all also an and any are as at be because been before being below between both but by "
    "can could did do does doing down during each either else ever few for from further had has have having he her "
    "here his how i if in into is it its itself just let like made make makes making may might more most much must my "
    "nor now of off on once one ones only or other our out over own s same shall she should so some such t than that "
    "the their them then there these they thing things this those through to too two under until up upon us very was "
    "we well were what when where whether which while who whom whose why will with would you your".split()
)
_KINDS = {
    "tell": "tell announce inform communicate notify notice message publish say write letter mail brief briefing "
    "publicise campaign poster news spread warn remind reminder reveal statement",
    "explain": "explain explanation why purpose meaning reason describe understand vision value benefit promote",
    "teach": "train teach taught learn lesson course class educate practise practice demonstration demo introduction "
    "tutorial video clip coach session workshop drill webinar elearning seminar presentation brown-bag familiarise "
    "onboarding office-hours drop-in skill simulator",
    "guide": "guide guidance guideline instruct instruction manual sheet card faq documentation handout screenshot "
    "picture step-by-step how-to checklist leaflet walkthrough",
    "help": "support help helper hotline help-desk service-desk hypercare floor-walker walker assist assistance "
    "troubleshoot ticket call question",
    "try": "try tried test pilot trial beta rehearse rehearsal try-out dry-run proof-of-concept",
    "first": "pilot wave phase phased gradual gradually staged stage stagger adopter cross-section early-adopter ahead "
    "earlier first first-group ring rollout roll-out",
    "measure": "measure metric count figure track usage adoption monitor indicator baseline kpi number statistic",
    "hear": "ask survey feedback pulse questionnaire opinion hear input listen interview loop satisfaction comment",
    "improve": "adjust improve mend mended correct repair fix iterate optimise optimize change put-right learned",
    "lead": "sponsor sponsorship executive director leader senior chief head ceo cio ciso president management",
    "peers": "champion super-user superuser key-user ambassador multiplier buddy community neighbour contact helper",
    "allow": "permit exception grant approve approval waiver exempt allow",
    "agree": "agree agreement settle decide decision sign-off consent consult consultation council confirm endorse",
    "name": "name appoint owner responsible responsibility role duty duties assign accountable staff",
    "time": "hour free time release rota calendar schedule timeline date deadline day week",
    "reach": "account access sign-in login log-in register registration enrol enroll enrolment enrollment provision "
    "provisioning credential set-up setup activate",
    "rights": "right role permission authorisation authorization privilege",
    "spare": "alternative substitute backup spare second two fallback replacement loan equal equivalent option choice",
    "clean": "tidy clean clean-up delete archive purge sort",
    "move": "move migrate migration transfer bring along comes stays",
    "end": "switch-off retire decommission withdraw close end disappear gone remove retirement",
    "walk": "walk watch observe accompany sit beside round experience verify task",
    "unable": "disabled disability impaired blind colour-blind screen-reader assistive accessibility dexterity deaf",
    "outage": "outage down fail failure unavailable interruption downtime stop",
    "blocked": "blocked block locked shut lockout",
    "data": "data record privacy stored store log consent biometric",
    "paper": "paper form print printed sheet notice-board board",
}
_GENERAL = "user people person staff employee everyone everybody anybody all worker end-user"
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
    return frozenset(found - _ANYBODY)


def akin(mine: Iterable[str], theirs: Iterable[str]) -> frozenset[str]:
    """Those of some stems that others hold, or hold a word of the same kind for."""
    held = set(theirs)
    held_kinds = {kind for stem in held for kind in _KINDS_OF.get(stem, ())}
    return frozenset(stem for stem in mine if stem in held or held_kinds.intersection(_KINDS_OF.get(stem, ())))


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
    # One for each call: a stemmer keeps the word at work in itself, and cases run in threads.
    stem: str = snowballstemmer.stemmer("english").stemWord(word)
    return stem


def _by_stem() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in _KINDS.items():
        for word in words.split():
            stem = _stem(word)
            found[stem] = tuple(dict.fromkeys((*found.get(stem, ()), kind)))
    return found


_KINDS_OF = _by_stem()
_ANYBODY = frozenset(_stem(word) for word in _GENERAL.split())
