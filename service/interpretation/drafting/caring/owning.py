"""Work that documents name and nobody has: no owner in a column, nobody in a sentence, or each side says the other.

What a newer document gives to somebody is no longer without an owner, nor is what is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.concepts import Community
from service.interpretation import wording
from service.interpretation.drafting.caring.topics import Topics
from service.interpretation.drafting.nouns import Drafted, Material, place, quote_of
from service.interpretation.shown import Unit
from service.planning.nouns import Milestone
from service.planning.observed import Unowned

_OWNER_COLUMN = re.compile(
    r"^(?:action |task |business |process )?(?:owner\w*|who(?: does it| leads?)?|lead(?:er)?s?|responsib\w+|resp\.?|"
    r"accountable|assignee|assigned(?: to)?|by(?: whom)?|in charge|contact|name|person(?: responsible)?|done by|"
    r"r(?:aci)?|"
    r"verantwortlich\w*|zust[äa]ndig\w*)\W*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:\W*|(?:still )?open|tb[dcan]|n\.? ?n\.?|none|nobody|no one|\?+|who\?*|to be (?:named|confirmed|decided|"
    r"agreed|"
    r"defined|found|appointed|determined)|not (?:yet )?(?:assigned|named|known|decided|clear|agreed)|unassigned|vacant|"
    r"unknown|unclear|missing|not us|tbd .*|open\W.*|\w+\?)$",
    re.IGNORECASE,
)
_NOT_APPLICABLE = re.compile(r"^\W*n ?/ ?a\W*$", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:done|completed?|finished|closed|cancell?ed|dropped|won't do|wontdo|rejected|obsolete|withdrawn from scope|"
    r"delivered|n/a)\b",
    re.IGNORECASE,
)
_LEAST_FILLED = 2
"""Rows of a table with an owner for each without one, that an empty cell means something."""
_MISSING = (
    r"(?:open|tb[dcan]|none|nobody|missing|vacant|unclear|unknown|undecided|not (?:yet )?(?:been )?(?:named|known|"
    r"assigned|decided|agreed|clear|settled|fixed|found|appointed|defined|clarified)|(?:still )?to be (?:named|"
    r"confirmed|"
    r"agreed|appointed|decided|found|determined|clarified|defined))"
)
_LEFT = (
    re.compile(
        r"\b(?:owner(?:ship)?|lead|responsib(?:le|ility|ilities)|person in charge|assignee|accountab(?:le|ility)|who "
        rf"(?:does|will do|writes|runs|leads|owns|takes|pays)\b[^.;?\n]{{0,40}})\b[^.;\n]{{0,24}}?(?:\b{_MISSING}\b|"
        rf"\?)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:nobody|no one|no-one|none of us|neither (?:team|side|of (?:them|us|the two)))\b(?: (?!has to|have|"
        r"needs?|must)\w+){0,2} (?!to )(?:named|"
        r"responsible|assigned|in charge|appointed|accountable|owns?|looks? after|feels? responsible|taken (?:it|"
        r"this|that)|"
        r"signed up|volunteered|picks? (?:it )?up|picked (?:it )?up|has (?:it|this|that) on|takes care|took (?:it|"
        r"this)|"
        r"wants? (?:it|to do)|is doing|does (?:it|this|that)|in mind|allocated|available for|planned for)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:no (?:named )?(?:owner|one (?:is )?(?:named|assigned))|without (?:an? )?(?:owner|anyone responsible)|"
        r"unassigned|unowned|ownerless|un-owned|falls between|between (?:two|the) (?:stools|chairs|cracks)|"
        r"not (?:yet )?(?:been )?(?:assigned|allocated|staffed)(?! (?:to|a|an|the)\b))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!if )(?<!that )(?<!when )(?<!case )\b(?:some(?:one|body)|anyone)(?: (?!who\b|"
        r"that\b)[\w'’-]+){0,4}? (?:should|must|"
        r"ought to|has to|needs to|will have to|would have to|had better)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:still )?(?:looking for|in search of|needs?|missing|lacks?) (?:some(?:one|body)|an owner|a volunteer|"
        r"a (?:\w+ )?lead)\b"
        r"(?! (?:who (?:is|was)|from (?:the )?vendor))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:to be|still|not yet|yet to be|needs to be|must be) (?:\w+ )?(?:clarified|decided|agreed|settled|"
        r"sorted out|"
        r"determined|clear|seen) (?:between \w+ and \w+ )?(?:by )?who(?:m)? (?!is (?:affected|in scope|trained))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:thought|assumed|assumes|believed|believes|thinks|understood|expected|expects|supposed|"
        r"took it)\b[^.;\n]{2,60}?"
        r"[,;]? (?:and |but |while |whereas )?[^.;\n]{1,30}\b(?:thought|assumed|assumes|believed|believes|thinks|"
        r"understood|"
        r"expected|expects|supposed|took it)\b",
        re.IGNORECASE,
    ),
)
_REFERS = r"(?:says?|said|points? (?:at|to)|names?|refers? to|sends? \w+ to|looks? to|blames?|leaves? it to)"
_IN_A_CIRCLE = re.compile(
    rf"\b(\w{{2,}}) {_REFERS}\b[^.;]{{0,30}}?\b(\w{{2,}})\b[^.;]{{0,20}}?\b\2 {_REFERS}\b[^.;]{{0,30}}?\b\1\b"
    r"|\b(?:nobody|no one|neither side|none of us) has (?:the |any )?(?:money|budget|time|capacity|people|staff|"
    r"hours) (?:for|to)\b",
    re.IGNORECASE,
)
"""One points to the other and the other back; or nobody can."""
_VERDICT = re.compile(
    r"^(?:and |if |so |then )?(?:neither|nobody|no one)(?: of (?:us|them|the two))?(?:,? (?:then )?|: ?)?(?:nobody|"
    r"no one|neither)?\W*$",
    re.IGNORECASE,
)
"""All that a statement says: "So neither.", "If neither of us: nobody"."""
_WHO = re.compile(
    r"^(?:so |and |but |only |then )?(?:\w+: ?)?who(?:'s| (?:is|will be) (?:responsible|in charge|the owner|covering|"
    r"doing|there|"
    r"writing|on (?:site|duty|call)|\w+ing)| (?:will|should|would|shall|can|does|actually|else|then|of us)? ?"
    r"(?!is\b|are\b|was\b|were\b|gets?\b|needs?\b|has\b|have\b|wants?\b|uses?\b|may\b|attends?\b|knows?\b|can\b|"
    r"must\b|will\b)\w+)?"
    r"[^.?]{0,80}\?$",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"^(?:\W|->)*(?!not\b|nobody\b|no one\b|open\b|tb[dcan]\b|unclear\b|neither\b|don't\b|no\b|have\b|i\b|we don)",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:takes?|took|taken|taking) (?:(?:it|this|that|them|the|over|on|care)\b)|\b(?:will|'ll) (?:own|do|write|run|"
    r"lead|look "
    r"after|take|organi[sz]e|provide|handle)\b|\b(?:owns?|owner is|owner:|looks? after|volunteered|agreed to|"
    r"is (?:now )?"
    r"(?:responsible|in charge)|assigned to|goes to|lies with|handed to|has it now|picked (?:it )?up|done by|"
    r"will be done by)\b",
    re.IGNORECASE,
)
_HANDED: dict[Community, re.Pattern[str]] = {
    "it": re.compile(
        r"\b(?:IT|technology|tech team|infrastructure|engineering|digital services|platform team|technical (?:team|"
        r"side)|"
        r"developers?|administrators?|the project team|service desk)\b"
    ),
    "people_readiness": re.compile(
        r"\b(?:HR|people readiness|readiness|change (?:team|management)|(?:the |local |line )?(?:business|departments?|"
        r"managers?)|training(?: team)?|learning|communications?|comms|operations|the (?:sites|wards|depots|stores|"
        r"branches|plants|schools)|L&D)\b",
        re.IGNORECASE,
    ),
}
_DOES = (
    r"(?: (?:will|shall|is going to|has to|must|should|can))? ?(?:provides?|writes?|does|do|makes?|delivers?|"
    r"prepares?|runs?|"
    r"takes? care of|looks? after|organi[sz]es?|arranges?|handles?|produces?|owns?|supplies|supply|updates?|creates?|"
    r"maintains?|translates?|covers?|orders?|pays? for|is responsible for|is in charge of|answers?)\b"
)
_BY = r"\b(?:by|from|with|to|of|is|are|for|on)(?: the)? "
_OUR_SIDES: dict[Community, Community] = {"it": "it", "people_readiness": "people_readiness", "hr": "people_readiness"}
_POINTS = re.compile(r"\b(?:it|that|this|these|those|them|they)\b", re.IGNORECASE)
_SHORT = 6
_SAME_WORK = 1.3
"""Weight of the words two statements must share to be about one piece of work."""


def unowned(
    material: Material, milestones: Sequence[Milestone] = (), drafted: Drafted | None = None
) -> tuple[Unowned, ...]:
    """Work without an owner, in the order of the documents, each once.

    Args:
        material: The documents.
        milestones: As drafted; one that has an owner from elsewhere is not without.
        drafted: Which milestone a statement gives.
    """
    home = drafted.home if drafted else {}
    known = {m.id: m for m in (milestones or (drafted.milestones if drafted else ()))}
    topics = Topics(material)
    taken = [u for u in material.units if _TAKEN.search(u.text) and u.shown.dated]
    found: dict[str, Unowned] = {}
    for unit, about, what in (*_in_tables(material), *_in_sentences(material)):
        milestone = known.get(home.get(place(unit)) or home.get(place(about), ""))
        if milestone is not None and unit is about and (milestone.owner or milestone.status in ("done", "cancelled")):
            continue
        if any(_given_later(unit, later, topics) for later in taken):
            continue
        key = milestone.id if milestone else what.casefold()
        words = unit.text if unit is about else f"{about.text} {unit.text}"
        found.setdefault(key, Unowned(what, quote_of(unit, words), milestone.id if milestone else None))
    for one, other in _each_the_other(material, topics):
        what = wording.plain(one.text)
        found.setdefault(what.casefold(), Unowned(what, quote_of(one), home.get(place(one)), (quote_of(other),)))
    return tuple(found.values())


def _given_later(unit: Unit, later: Unit, topics: Topics) -> bool:
    written, since = unit.shown.dated, later.shown.dated
    if written is None or since is None or since <= written or _leaves_open(later.text):
        return False
    return topics.weight(topics.of((unit.text,)) & topics.of((later.text,))) >= _SAME_WORK


def _in_tables(material: Material) -> Iterator[tuple[Unit, Unit, str]]:
    """Rows whose owner is open, or empty in a table that names owners."""
    for rows in _tables(material):
        column = next((h for row in rows for h, _ in row.cells if _OWNER_COLUMN.match(h.strip())), None)
        if column is None:
            continue
        owners = [next((t.strip() for h, t in row.cells if h == column), "") for row in rows]
        width = max(len(row.cells) for row in rows)
        named = sum(bool(o) and not _NOBODY.match(o) for o in owners)
        blank = [n for n, o in enumerate(owners) if not o.strip(" -–—")]
        for number, (row, owner) in enumerate(zip(rows, owners, strict=True)):
            if (
                _NOT_APPLICABLE.match(owner)
                or len(row.cells) < 2
                or 2 * len(row.cells) < width
                or _is_over(row, column)
            ):
                continue
            if number in blank:
                if named < _LEAST_FILLED * len(blank) or len(rows) < 3:
                    continue
            elif not _NOBODY.match(owner):
                continue
            yield row, row, _name(row, column)


def _tables(material: Material) -> Iterator[list[Unit]]:
    """Rows that stand one below the other under the same headings."""
    rows: list[Unit] = []
    for unit in material.units:
        before = rows[-1] if rows else None
        together = (
            before is not None
            and unit.cells
            and unit.shown.source.document_id == before.shown.source.document_id
            and unit.sentence.headings == before.sentence.headings
            and {h for h, _ in unit.cells} & {h for h, _ in before.cells if h}
        )
        if not together:
            if rows:
                yield rows
            rows = []
        if unit.cells:
            rows.append(unit)
    if rows:
        yield rows


def _is_over(row: Unit, column: str) -> bool:
    others = " | ".join(t for h, t in row.cells if h != column)
    return _OVER.search(others) is not None or row.standing in ("out_of_scope",)


def _name(row: Unit, column: str) -> str:
    """The cell that says what the work is: the longest of words."""
    texts = [t for h, t in row.cells if h != column and re.search(r"[^\W\d_]{3}", t)]
    words = [wording.plain(t) for t in texts if not re.fullmatch(r"[\d\s./:-]+", t)]
    return max(words[:3], key=len, default=wording.plain(row.text))


def _in_sentences(material: Material) -> Iterator[tuple[Unit, Unit, str]]:
    """Statements that leave work to nobody, each with the one that names the work."""
    for unit in material.units:
        if unit.sentence.kind == "heading" or unit.sentence.where.endswith("quoted reply"):
            continue
        if unit.standing in ("out_of_scope", "past"):
            continue
        if unit.sentence.kind == "row":
            left = _IN_A_CIRCLE.search(unit.text) is not None
        elif _WHO.match(unit.text):
            left = not _is_answered(unit)
        else:
            after = _beside(unit, 1)
            left = _leaves_open(unit.text) and not (after and _WHO.match(after.text))
        if left:
            about = _named_before(unit)
            text = unit.text if about is unit else f"{about.text} {unit.text}"
            yield unit, about, wording.plain(text)


def _opening(unit: Unit) -> Unit:
    """For a mere verdict ("so neither"), the first statement of the paragraph or item that it is on."""
    units = unit.shown.units
    for before in (units[n] for n in range(unit.number - 1, max(-1, unit.number - 5), -1)):
        if before.sentence.kind in ("heading", "row"):
            break
        if len(before.text.split()) >= _SHORT:
            block = [u for u in units if u.sentence.block == before.sentence.block]
            return block[0] if len(block) < _SHORT else before
    return unit


def _leaves_open(text: str) -> bool:
    return (
        _VERDICT.search(text) is not None or _IN_A_CIRCLE.search(text) is not None or any(p.search(text) for p in _LEFT)
    )


def _beside(unit: Unit, step: int) -> Unit | None:
    """The statement before or after in the same paragraph or item."""
    units, at = unit.shown.units, unit.number + step
    near = units[at] if 0 <= at < len(units) else None
    return near if near is not None and near.sentence.block == unit.sentence.block else None


def _named_before(unit: Unit) -> Unit:
    """What names the work: the statement before, where this one only points at it."""
    if _VERDICT.search(unit.text):
        return _opening(unit)
    before = _beside(unit, -1)
    if unit.sentence.kind == "row":
        return unit
    points = _WHO.match(unit.text) or _POINTS.search(unit.text) or len(unit.text.split()) < _SHORT
    return before if before is not None and points else unit


def _is_answered(unit: Unit) -> bool:
    units = unit.shown.units
    after = units[unit.number + 1] if unit.number + 1 < len(units) else None
    if after is None or after.sentence.kind in ("heading", "row"):
        return False
    near = after.sentence.block == unit.sentence.block or after.sentence.kind == unit.sentence.kind == "paragraph"
    return near and _ANSWERED.match(after.text) is not None


def _each_the_other(material: Material, topics: Topics) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of statements in which IT leaves a piece of work to the readiness side and that side to IT."""
    handed: dict[Community, list[Unit]] = {"it": [], "people_readiness": []}
    for unit in material.units:
        ours = _OUR_SIDES.get(unit.shown.community) if unit.shown.community else None
        if ours is None or unit.sentence.kind == "heading" or unit.standing in ("hypothetical", "past"):
            continue
        other: Community = "people_readiness" if ours == "it" else "it"
        if _hands_to(unit, other):
            handed[ours].append(unit)
    about = {u: topics.of((u.text,)) for some in handed.values() for u in some}
    for one in handed["it"]:
        for other_unit in handed["people_readiness"]:
            shared = about[one] & about[other_unit]
            if len(shared) > 1 and topics.weight(shared) >= _SAME_WORK:
                yield one, other_unit


def _hands_to(unit: Unit, other: Community) -> bool:
    """Whether a statement gives work to the other side: it does it, or it is done by it."""
    text = unit.text
    for match in _HANDED[other].finditer(text):
        if re.match(_DOES, text[match.end() :]):
            return True
        led = re.search(_BY + "$", text[: match.start()], re.IGNORECASE)
        if led and re.search(
            r"\b(?:\w+ed|written|done|made|run|task|job|matter|responsibility|up|lies|comes?|provided|sent|kept)\b"
            r"[^.;]{0,30}$",
            text[: match.start()],
            re.IGNORECASE,
        ):
            return True
    return False
