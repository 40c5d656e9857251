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

    base: str
    """The verb's base form; a noun itself."""
    kind: OccasionKind
    affects: Affects
    """Which side of an active verb the thing stands on: "enable SSO" (object), "SSO expires" (subject)."""


_OBJECT: dict[OccasionKind, str] = {
    "introduced": (
        "introduce deploy launch implement enable activate install provision establish adopt pilot add create "
        "onboard register enrol enroll commission bring bring_in roll_out switch_on turn_on set_up put_in_place "
        "make_available hand_out issue equip supply give publish release ship configure connect integrate extend "
        "expand build assign grant distribute subscribe join ready stand_up bring_online phase_in "
        "buy purchase order procure "
        "deliver get receive gain obtain acquire fit start_using begin_using"
    ),
    "changed": (
        "change update upgrade migrate convert modify redesign rename reconfigure transition consolidate "
        "merge alter revise restructure adapt adjust standardise standardize modernise modernize automate "
        "centralise centralize federate reset rework simplify shorten lengthen increase reduce rotate reassign "
        "switch switch_over cut_over hand_over cut lower double halve segment split outsource relocate rebuild "
        "refresh renew tighten loosen overhaul"
    ),
    "moved": "move postpone reschedule delay defer advance bring_forward push_back push_out pull_forward put_off",
    "enforced": "enforce require mandate oblige compel force prescribe insist_on demand",
    "limited": (
        "limit restrict freeze throttle cap block suspend pause interrupt disable ration lock take_offline ban "
        "prohibit forbid lock_down"
    ),
    "withdrawn": (
        "retire decommission remove withdraw deprecate discontinue delete revoke cancel abolish terminate sunset "
        "scrap drop switch_off turn_off shut_down phase_out take_away uninstall deprovision deactivate archive "
        "replace swap substitute supersede get_rid_of do_away_with say_goodbye_to lose dismantle wind_down "
        "stop_using cease_using unplug give_up"
    ),
    "planned": (
        "plan schedule hold run organise organize conduct arrange offer prepare train brief announce invite "
        "need want expect request send tell inform survey measure test rehearse nominate appoint select recruit "
        "design draft track provide teach coach practise practice explain demonstrate show verify validate "
        "approve sign_off report monitor collect gather perform carry_out complete book attend "
        "print consult cover execute finalise finalize"
    ),
}
_SUBJECT: dict[OccasionKind, str] = {
    "introduced": "go_live arrive come_into_force take_effect come_online come_to come_soon come_in apply",
    "changed": "change differ go_up rise",
    "moved": "slip move slide",
    "limited": "go_down pause close",
    "withdrawn": "expire end stop cease lapse disappear go_away vanish",
    "planned": "start begin run finish open follow meet kick_off take_place go_out",
}
EVENTS = frozenset(
    name.replace("_", " ")
    for name in (
        "introduce launch implement roll_out pilot go_live buy purchase order procure adopt commission phase_in "
        "switch_on turn_on make_available hand_out get receive gain give equip migrate transition "
        "redesign restructure upgrade modernise modernize outsource relocate rename rebuild overhaul tighten switch "
        "switch_over cut_over change "
        "start_using begin_using stop_using cease_using go_up move slip postpone reschedule delay defer bring_forward "
        "push_back push_out pull_forward put_off insist_on ban replace swap substitute supersede retire decommission "
        "withdraw deprecate discontinue abolish terminate sunset scrap switch_off turn_off shut_down phase_out "
        "give_up get_rid_of do_away_with say_goodbye_to lose deactivate uninstall arrive come_into_force take_effect "
        "come_online come_to come_soon disappear go_away vanish start begin meet kick_off take_place go_out "
        "plan schedule nominate appoint recruit announce invite mandate cancel go_down"
    ).split()
)
"""Verbs of which the simple present announces. That of all others describes, unless a day is named: "the desk closes
at 17:00", "an account is locked after five attempts"."""
LASTING = frozenset("buy purchase order procure acquire approve appoint nominate sign".split())
"""Verbs of which the past alone, with no day, tells of something still to come."""
SWAPS = frozenset("replace swap substitute supersede".split())
"""X is withdrawn, what follows "with" or "by" is introduced, and so is a thing that replaces another."""
MOVES = frozenset({*"move migrate switch transition convert change".split(), "switch over", "cut over"})
"""From X to Y: X is withdrawn and Y introduced."""
JOINS = frozenset(
    "connect integrate onboard link enrol enroll register equip supply fit provision subscribe add".split()
)
"""Verbs that bring people or places to what follows "to", "with" or "in"."""
GETS = frozenset("get receive gain obtain".split())
"""Verbs whose subject something happens to as well: "the intranet gets a new look"."""
_NOUNS: dict[OccasionKind, str] = {
    "introduced": (
        "introduction rollout roll-out launch activation installation implementation deployment go-live enrolment "
        "enrollment provisioning adoption release onboarding enablement set-up setup integration purchase delivery "
        "procurement"
    ),
    "changed": (
        "change switch upgrade migration conversion transition changeover consolidation redesign cutover "
        "cut-over update move switchover swap"
    ),
    "moved": "postponement delay rescheduling deferral slippage",
    "enforced": "enforcement mandate obligation",
    "limited": "restriction freeze downtime outage interruption limitation suspension ban",
    "withdrawn": (
        "retirement decommissioning withdrawal deprecation removal shutdown discontinuation phase-out switch-off "
        "end-of-life end-of-support sunset expiry replacement"
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
    "get": ("got", "got"),
    "lose": ("lost", "lost"),
    "rise": ("rose", "risen"),
    "do": ("did", "done"),
    "say": ("said", "said"),
    "forbid": ("forbade", "forbidden"),
    "split": ("split", "split"),
    "wind": ("wound", "wound"),
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
_DOUBLED |= {"enrol", "enroll", "reset", "commit", "get", "ban", "forbid", "defer", "split", "fit", "unplug"}


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
                words[form] = ("noun", Verb(noun, kind, "both"))
    for affects, table in (("subject", _SUBJECT), ("object", _OBJECT)):
        for kind, listed in table.items():
            for name in listed.split():
                base = name.replace("_", " ")
                for form, label in conjugate(base).items():
                    known = words.get(form)
                    both = known is not None and known[0] != "noun"
                    words[form] = (label, Verb(base, kind, "both" if both else _sided(affects)))
    return words


def _sided(affects: str) -> Affects:
    return "subject" if affects == "subject" else "object"


WORDS: dict[str, tuple[Form, Verb]] = _lexicon()
"""Trigger words, and phrasal verbs with a space, with their grammatical form."""
NOUNS: dict[str, OccasionKind] = {noun: kind for kind, listed in _NOUNS.items() for noun in listed.split()}
PARTICLES = frozenset("out on off up down back forward over away offline".split())
"""What may stand apart from its verb: "rolls the client out"."""
PHRASAL = frozenset(form.split()[0] for form in WORDS if " " in form)
"""First words of phrasal verbs, in all forms."""
