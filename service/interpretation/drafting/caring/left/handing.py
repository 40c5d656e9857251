"""Work that each side leaves to the other: one says that the other does it, or that it is not its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.concepts import Community
from service.interpretation import wording
from service.interpretation.drafting.caring.left.nobody import is_question_of_who, points
from service.interpretation.drafting.caring.topics import Topics
from service.interpretation.drafting.nouns import Material
from service.interpretation.shown import Unit

SAME_WORK = 1.3
"""Weight of the words two statements must share to be about one piece of work."""
_IT_SIDE = (
    r"(?:technology|(?:(?:the )?(?:tech|systems?|platform|product|data|core|project|delivery|"
    r"digital|technical|"
    r"integration|infrastructure|computer|application|software|site systems|migration|solution) (?:team|section|"
    r"side|group|department|"
    r"cell|services|office|people|wing|division))|infrastructure|engineering|digital services|systems|developers?|"
    r"administrators?|"
    r"(?:(?:service|help) ?)?desk|(?:the )?(?:vendor|supplier|implementer|system house|contractor)(?: engaged by \w+)?|"
    r"computer section)"
)
_NO_AGENT = frozenset(
    "we us i you it they this that these those who which there he she system tool app script job batch load "
    "interface programme software platform import nobody everyone everybody all each both some what date day "
    "plan one hand mail email post phone letter then means monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december way law "
    "default noon itself themselves".split()
)
_CLASSES = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "give": r"provid\w+|suppl(?:y|ies|ied|ying)|deliver\w*|comes? from|hand(?:s|ed)? out|issu\w+|sen[dt]s?|"
        r"order\w*|buys?|bought|"
        r"procur\w+|bring\w*|brought|mak(?:es?|ing)|made|print\w*|produc\w+|writ(?:es?|ing|ten)|prepar\w+|creat\w+|"
        r"draft\w*|"
        r"translat\w+|distribut\w+|compil\w+|draws? up|drawn up|gives?|given",
        "mend": r"correct\w*|fix\w*|clean\w*|amend\w*|updat\w+|maintain\w*|keep\w*|kept|tidy\w*|tidie[sd]|"
        r"repair\w*|edit\w*|rectif\w+|"
        r"put(?:s|ting)? (?:\w+ )?right|chang(?:es?|ed|ing)|look(?:s|ed|ing)? after|manag\w+|own(?:s|ed)|merg\w+|"
        r"de-?dup\w*|reconcil\w+|"
        r"purg\w+|weed\w*|sort(?:s|ed|ing)? out|clear(?:s|ed|ing)?(?: up)?",
        "tell": r"tell(?:s|ing)?|told|inform\w*|announc\w+|brief(?:s|ed|ing)?|communicat\w+|notif\w+|answer\w*|"
        r"explain\w*|invit\w+|"
        r"writ(?:es?|ing|ten) to|ring(?:s|ing)?|rung|calls?|called",
        "teach": r"train(?:s|ed|ing)?|teach\w*|taught|show(?:s|n|ing)?|coach\w*|instruct\w*|induct\w*",
        "check": r"check\w*|verif\w+|test(?:s|ed|ing)?|inspect\w*|review\w*|approv\w+|collect\w*|gather\w*|"
        r"count(?:s|ed|ing)?|list(?:s|ed|ing)?",
        "place": r"put(?:s|ting)?(?: up| on)?|install\w*|fit(?:s|ted|ting)?|mount\w*|label\w*|stick(?:s|ing)?|"
        r"stuck|plac(?:es?|ed|ing)|"
        r"hang(?:s|ing)?|hung|fix(?:es|ed)?|mark(?:s|ed|ing)?|charg(?:es?|ed|ing)|stor(?:es?|ed|ing)|refill\w*|"
        r"restock\w*|load\w*",
        "run": r"runs?|organi[sz]\w+|arrang\w+|handl\w+|cover\w*|staff(?:s|ed)|support\w*|pays? for|paid (?:by|"
        r"for)|does|do|done|book\w*|"
        r"host(?:s|ed)|take\w* care of|taken care of|(?:is|are) responsible for|(?:is|are) in charge of",
    }.items()
}
"""Verbs by what kind of work they tell of."""
_DISOWNS = re.compile(
    r"\b(?:not (?:ours|us|our (?:job|task|work|business|remit|responsibility|matter)|in our (?:scope|remit|plan|"
    r"budget)|with us|part of our|"
    r"something we)|we (?:will|shall|do|can|are) ?(?:not|n't) (?:be )?(?:do|doing|take|taking|able|provid\w+|going|"
    r"in a position|touch|handle|"
    r"cover|have)|we (?:don't|won't|can't|cannot)\b|outside our|none of our|(?:have|has|got) (?:nobody|no one|no "
    r"(?:post|people|hands|staff|time|"
    r"budget|money|capacity|headcount|resources?)))\b",
    re.IGNORECASE,
)
_WE_DO = re.compile(
    r"\bwe (?:ourselves |then |will |shall |also |have |are |'ll )*(?!not\b|don't|assume|expect|think|understand|"
    r"believe|hope|trust|count|rely|"
    r"need|wait|ask|know|have nobody|have no)\w+",
    re.IGNORECASE,
)
_READINESS: tuple[Community, ...] = ("people_readiness",)
_OUR_SIDES: dict[Community, tuple[Community, ...]] = {
    "it": ("it",),
    "people_readiness": _READINESS,
    "hr": _READINESS,
    "operations": _READINESS,
}
_ANY_SIDE: tuple[Community, ...] = ("it", "people_readiness")
_CLAUSES = re.compile(r"[;]\s|,? (?:and|but|while|whereas) (?=\w+ \w+)|, (?=\w+ \w+ \w+)|\. ")


_IS_IT = re.compile(rf"\b(?:IT|I\.T\.|ICT|MIS|EDP)\b|\b(?i:{_IT_SIDE})\b")
_BY_AGENT = re.compile(
    r"\b\w+(?:ed|en|ne|pt|de|ght|ut|nt|ld|ung)\b[^.;]{0,40}?\bby (?:the |our |their |each "
    r")?(?P<who>[^\W\d][\w&-]*(?: [^\W\d][\w&-]*){0,2})"
)
_AGENT_DOES = re.compile(
    r"^(?:that |then |we (?:assume|expect|understand|count on it|trust) (?:that )?|afterwards )?(?:the |our |each |"
    r"every |their )?"
    r"(?P<who>[^\W\d][\w&-]*(?: [^\W\d][\w&-]*){0,3}?)(?: (?:will|shall|is going to|are going to|has to|have to|"
    r"must|should|can|needs? to))? "
    r"(?:provides?|suppl(?:y|ies)|deliver(?:s)?|hands?|issues?|sends?|orders?|buys?|brings?|makes?|prints?|"
    r"produces?|writes?|prepares?|"
    r"creates?|drafts?|translates?|distributes?|corrects?|fix(?:es)?|cleans?|amends?|updates?|maintains?|keeps?|"
    r"tid(?:y|ies)|rectif(?:y|ies)|"
    r"changes?|looks? after|manages?|merges?|clears?|tells?|informs?|announces?|briefs?|notif(?:y|ies)|answers?|"
    r"explains?|invites?|trains?|"
    r"teach(?:es)?|shows?|coach(?:es)?|checks?|verif(?:y|ies)|tests?|reviews?|collects?|puts?|installs?|fits?|"
    r"mounts?|labels?|places?|hangs?|"
    r"marks?|stores?|refills?|restocks?|runs?|organi[sz]es?|arranges?|handles?|covers?|staffs?|supports?|pays?|"
    r"does|do|takes? care|"
    r"is responsible|are responsible|is in charge|are in charge|is putting|are putting|is writing|are writing|is "
    r"doing|are doing|sorts?)\b",
    re.IGNORECASE,
)
_WITH_AGENT = re.compile(
    r"\b(?:matter (?:for|of)|(?:job|task|responsibility|remit|duty|business|work) (?:of|for)|lies? with|(?:is|are|"
    r"stays?|remains?|rests?) "
    r"(?:with|up to|down to|for)|comes? from|belongs? to|left to|up to|goes? to|provided from)(?: the| our)? "
    r"(?P<who>[^\W\d][\w&-]*(?: [^\W\d][\w&-]*){0,2})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Handing:
    """A statement that leaves a piece of work to the other side, or says that it is not one's own."""

    unit: Unit
    about: frozenset[str]
    work: frozenset[str]
    """Which kinds of work; empty for any."""


def each_the_other(material: Material, topics: Topics) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of statements in which IT leaves a piece of work to the readiness side and that side to IT.

    What minutes that belong to no side say of either counts as that side's.
    """
    handed: dict[Community, list[_Handing]] = {"it": [], "people_readiness": []}
    for unit in material.units:
        if unit.sentence.kind == "heading" or unit.standing in ("hypothetical", "past"):
            continue
        community = unit.shown.community
        sides = _ANY_SIDE if community is None else _OUR_SIDES.get(community, ())
        for ours in sides:
            handed[ours].extend(_handings(unit, ours, topics))
    for one in handed["it"]:
        for other in handed["people_readiness"]:
            if one.unit is other.unit or (one.work and other.work and one.work.isdisjoint(other.work)):
                continue
            shared = one.about & other.about
            if len(shared) > 1 and topics.weight(shared) >= SAME_WORK:
                yield one.unit, other.unit


def _handings(unit: Unit, ours: Community, topics: Topics) -> Iterator[_Handing]:
    text = wording.plain(unit.text)
    if text.rstrip().endswith("?"):
        return
    asked = asked_before(unit)
    if asked:
        # A reply: what it is about stands in the question.
        given = any(_is_other(m[0], ours) for m in _IS_IT.finditer(text)) if ours != "it" else False
        if given or _hands_over(text, ours) or (unit.shown.community is not None and _DISOWNS.search(text)):
            words = " ".join((*asked, text))
            yield _Handing(unit, topics.of((words,)), _kinds(words))
        return
    if unit.shown.community is not None and _DISOWNS.search(text):
        yield _Handing(unit, topics.of((text,)), _kinds(text))
    elif not _WE_DO.search(text):
        for clause in _CLAUSES.split(text):
            if _hands_over(clause, ours):
                yield _Handing(unit, topics.of((clause,)), _kinds(clause))


def asked_before(unit: Unit) -> tuple[str, ...]:
    """For a reply, the question of who does it, with the statement before that where the question only points."""
    units = unit.shown.units
    for n in range(unit.number - 1, max(-1, unit.number - 4), -1):
        before = units[n]
        if before.sentence.kind in ("heading", "row"):
            return ()
        if is_question_of_who(before.text):
            return (units[n - 1].text, before.text) if n and points(before.text) else (before.text,)
    return ()


def _kinds(text: str) -> frozenset[str]:
    return frozenset(name for name, verbs in _CLASSES.items() if verbs.search(text))


def _hands_over(clause: str, ours: Community) -> bool:
    """Whether the other side does it, or it is done by it."""
    for agent in (
        _BY_AGENT.search(clause),
        _AGENT_DOES.match(clause.rpartition(": ")[2].strip()),
        _WITH_AGENT.search(clause),
    ):
        if agent is None:
            continue
        who = agent["who"].strip()
        words = who.casefold().split()
        if not words or (not who.startswith("IT") and _NO_AGENT.intersection(words)):
            continue
        if _is_other(who, ours):
            return True
    return False


def _is_other(who: str, ours: Community) -> bool:
    return (_IS_IT.search(who) is not None) == (ours != "it")
