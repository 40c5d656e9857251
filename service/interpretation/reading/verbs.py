"""The verbs and nouns by which a text says that something happens to a thing.

Each base form is listed once with the kind of occasion it tells of and whom it happens to; its inflections are
derived. These are words of general English, not of any domain: what is introduced or withdrawn is the glossary's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from glossary.concepts import OccasionKind

Form = Literal["base", "third", "past", "participle", "ing", "noun"]
Affects = Literal["object", "subject", "both"]


@dataclass(frozen=True, slots=True)
class Verb:
    """What a trigger word says."""

    kind: OccasionKind
    affects: Affects
    """Which side of an active verb the thing stands on: "enable SSO" (object), "SSO expires" (subject)."""


_OBJECT: dict[OccasionKind, str] = {
    "introduced": (
        "introduce deploy launch implement enable activate install provision establish adopt pilot add create "
        "onboard register enrol enroll commission bring_in roll_out switch_on turn_on set_up put_in_place "
        "make_available hand_out issue equip publish release ship configure connect integrate extend expand open "
        "expose build assign grant distribute ready stand_up bring_online phase_in buy purchase order procure"
    ),
    "changed": (
        "change update upgrade replace migrate convert modify redesign rename reconfigure transition consolidate "
        "merge alter revise restructure adapt adjust swap standardise standardize modernise modernize automate "
        "centralise centralize federate reset rework simplify shorten lengthen increase reduce rotate reassign "
        "switch_over cut_over hand_over"
    ),
    "moved": "move postpone reschedule delay defer advance bring_forward push_back push_out pull_forward",
    "enforced": "enforce require mandate oblige compel force prescribe insist demand",
    "limited": "limit restrict freeze throttle cap block suspend pause interrupt disable ration lock take_offline",
    "withdrawn": (
        "retire decommission remove withdraw deprecate discontinue delete revoke cancel abolish terminate sunset "
        "scrap drop switch_off turn_off shut_down phase_out take_away uninstall deprovision deactivate archive"
    ),
    "planned": (
        "plan schedule hold run organise organize conduct arrange deliver offer prepare train brief announce invite "
        "need want expect request send tell inform survey measure test rehearse nominate appoint select recruit"
        " design draft track provide teach coach practise practice explain demonstrate show verify validate"
        " approve sign_off report monitor collect gather kick_off perform"
        " print consult cover check execute complete finalise finalize"
    ),
}
_SUBJECT: dict[OccasionKind, str] = {
    "introduced": "go_live arrive come_into_force take_effect come_online apply",
    "changed": "change differ",
    "moved": "slip move slide",
    "limited": "go_down pause",
    "withdrawn": "expire end stop cease lapse disappear go_away",
    "planned": "start begin run finish open follow meet kick_off take_place",
}
_NOUNS: dict[OccasionKind, str] = {
    "introduced": (
        "introduction rollout roll-out launch activation installation implementation deployment go-live enrolment "
        "enrollment provisioning adoption release onboarding enablement set-up setup integration"
    ),
    "changed": (
        "change switch upgrade replacement migration conversion transition changeover consolidation redesign cutover "
        "cut-over update move switchover"
    ),
    "moved": "postponement delay rescheduling deferral slippage",
    "enforced": "enforcement mandate obligation",
    "limited": "restriction freeze downtime outage interruption limitation suspension",
    "withdrawn": (
        "retirement decommissioning withdrawal deprecation removal shutdown discontinuation phase-out switch-off "
        "end-of-life end-of-support sunset expiry"
    ),
}
_IRREGULAR: dict[str, tuple[str, str]] = {
    "set": ("set", "set"),
    "cut": ("cut", "cut"),
    "shut": ("shut", "shut"),
    "put": ("put", "put"),
    "go": ("went", "gone"),
    "bring": ("brought", "brought"),
    "take": ("took", "taken"),
    "make": ("made", "made"),
    "come": ("came", "come"),
    "begin": ("began", "begun"),
    "run": ("ran", "run"),
    "hold": ("held", "held"),
    "send": ("sent", "sent"),
    "tell": ("told", "told"),
    "build": ("built", "built"),
    "give": ("gave", "given"),
    "stand": ("stood", "stood"),
    "freeze": ("froze", "frozen"),
    "withdraw": ("withdrew", "withdrawn"),
    "buy": ("bought", "bought"),
    "meet": ("met", "met"),
    "teach": ("taught", "taught"),
    "show": ("showed", "shown"),
    "slide": ("slid", "slid"),
    "reset": ("reset", "reset"),
}
_DOUBLED = {
    "plan",
    "ship",
    "cap",
    "swap",
    "stop",
    "drop",
    "slip",
    "scrap",
    "run",
    "set",
    "cut",
    "shut",
    "put",
    "begin",
}
_DOUBLED |= {"enrol", "enroll", "reset", "commit"}


def conjugate(base: str) -> dict[str, Form]:
    """The forms of an English verb; of a phrasal verb, of its first word ("rolls out")."""
    head, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = head[:-1] if head.endswith("e") else head
    doubled = head + head[-1] if head in _DOUBLED and not head.endswith("ll") else stem
    past, participle = _IRREGULAR.get(head, (_past(head, doubled), _past(head, doubled)))
    third = head + "es" if head.endswith(("s", "sh", "ch", "x", "z", "o")) else head + "s"
    if head.endswith("y") and head[-2] not in "aeiou":
        third = head[:-1] + "ies"
    forms: dict[str, Form] = {past + tail: "past"}
    forms[participle + tail] = "participle"
    forms |= {doubled + "ing" + tail: "ing", third + tail: "third", base: "base"}
    return forms


def _past(head: str, doubled: str) -> str:
    if head.endswith("e"):
        return head + "d"
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ied"
    return doubled + "ed"


def _lexicon() -> dict[str, tuple[Form, Verb]]:
    words: dict[str, tuple[Form, Verb]] = {}
    for kind, listed in _NOUNS.items():
        for noun in listed.split():
            for form in (noun, noun + "s"):
                words[form] = ("noun", Verb(kind, "both"))
    for affects, table in (("subject", _SUBJECT), ("object", _OBJECT)):
        for kind, listed in table.items():
            for name in listed.split():
                base = name.replace("_", " ")
                for form, label in conjugate(base).items():
                    known = words.get(form)
                    both = known is not None and known[0] != "noun"
                    words[form] = (label, Verb(kind, "both" if both else _sided(affects)))
    return words


def _sided(affects: str) -> Affects:
    return "subject" if affects == "subject" else "object"


WORDS: dict[str, tuple[Form, Verb]] = _lexicon()
"""Trigger words, and phrasal verbs with a space, with their grammatical form."""
NOUNS: dict[str, OccasionKind] = {noun: kind for kind, listed in _NOUNS.items() for noun in listed.split()}
PARTICLES = frozenset(form.split(" ", 1)[1].split()[0] for form in WORDS if " " in form)
