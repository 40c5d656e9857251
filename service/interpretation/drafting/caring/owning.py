"""Work that documents name and nobody has: no owner in a column, nobody in a sentence, or each side says the other.

What a newer document gives to somebody is no longer without an owner, nor is what is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.interpretation import wording
from service.interpretation.drafting.caring.left.handing import SAME_WORK, asked_before, each_the_other
from service.interpretation.drafting.caring.left.nobody import (
    IN_A_CIRCLE,
    MISSING,
    VERDICT,
    is_question_of_who,
    leaves_open,
    points,
    without_speaker,
)
from service.interpretation.drafting.caring.topics import Topics
from service.interpretation.drafting.nouns import Drafted, Material, place, quote_of
from service.interpretation.shown import Unit
from service.planning.nouns import Milestone
from service.planning.observed import Unowned

_OWNER_COLUMN = re.compile(
    r"^(?:action |task |business |process |work |step )?(?:owner\w*|owned by|who(?: does it| leads?|'s on it| is "
    r"on it)?|"
    r"lead(?:er)?s?|led by|responsib\w+(?: \w+)?|resp\.?|accountab\w+|assigne[ed]\w*(?: to)?|allocated to|by(?: "
    r"whom)?|"
    r"action(?:ed)? by|in[ -]charge|i/c|(?:officer|person|staff)[ -](?:i/c|in[ -]charge|responsible)|point person|"
    r"doer|dri|"
    r"nodal officer|custodian|co-?ordinator|with whom|done by|taken by|handled by|held by|r(?:aci)?|"
    r"verantwortlich\w*|zust(?:\.|[äa]ndig\w*)|verantw\.?|federf\w+|wer|bearbeiter\w*|responsable|pilote)\W*$",
    re.IGNORECASE,
)
_PERSON_COLUMN = re.compile(
    r"^(?:contact(?: person)?|name|person|poc|point of contact|trainer|"
    r"presenter)\W*$",
    re.IGNORECASE,
)
"""Who does it, where the table lists work; whom to ask or who somebody is, elsewhere."""
_WORK_COLUMN = re.compile(
    r"^(?:actions?|tasks?|activit\w+|work(?: ?package| item)?|what|steps?|items?|to[- ]?dos?|deliverables?|measures?|"
    r"milestones?|was|aufgabe|course|session|event|topic|job)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"^(?:\W*|(?:still )?{MISSING}(?: yet| so far|\W.*)?|\?+|who\?*|not (?:yet )?(?:applied for|us)|unassigned|"
    rf"vacancy|"
    r"nominee awaited|tbd .*|to be (?:hired|appointed|announced|advised).*|(?:\w+[ /]*){1,4}\?)$",
    re.IGNORECASE,
)
_NOT_APPLICABLE = re.compile(r"^\W*(?:n ?/ ?a|not applicable|all|everyone|each .*)\W*$", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:done|completed?|finished|closed|cancell?ed|dropped|won't do|wontdo|rejected|obsolete|withdrawn|"
    r"delivered|n/a|"
    r"parked|on hold|deferred|postponed|put off|de-?scoped|(?:out of|not in|outside(?: the)?|no longer in) (?:\w+ "
    r")?(?:scope|release|"
    r"phase|project|plan)|shelved|stopped|removed from|superseded|no longer (?:needed|required|planned|done)|not "
    r"(?:needed|required|"
    r"planned|started before|happening|going ahead|taking place|part of)|struck (?:off|out)|excluded|(?:next|"
    r"another|following) "
    r"(?:year|phase|release|season)|on ice|backlog|wish ?list|nice to have|killed|scrapped|abandoned|will not "
    r"(?:be|happen|take))\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:sub-?)?(?:totals?|sum|count)\b", re.IGNORECASE)
_LEAST_FILLED = 2
"""Rows of a table with an owner for each without one, that an empty cell means something."""
_ANSWERED = re.compile(
    r"^(?:\W|->)*(?!not\b|nobody\b|no[- ]one\b|open\b|tb[dcan]\b|unclear\b|neither\b|don't\b|no\b|have\b|i "
    r"(?:thought|don't|do not|"
    r"can't|cannot|have no|wouldn't)\b|we (?:don|do not|can't|cannot|thought|assumed|have no)|good question|dunno|"
    r"\?|to be|wasn't|"
    r"isn't|ask\b|hm+\b|silence|still\b)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:says?|said|think|thinks?|thought) (?:that )?(?:it is|it's|that's|it was) (?:ours|us|yours|you|mine|me|"
    r"theirs|with us)\b",
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
_SETTLES = re.compile(
    r"^(?:(?:it|that|this) (?:is|was|will be) (?!not\b|still\b|open\b|un\w+|on\b|a\b|due\b|needed\b|missing\b)|"
    r"(?:now|since then|meanwhile|"
    r"in the meantime)\b[^.]*\b(?:has|does|is|will)\b)",
    re.IGNORECASE,
)
"""The statement after says who it is."""
_SHORT = 6


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
        key = milestone.id if milestone else (what if unit.cells else wording.plain(about.text)).casefold()
        words = unit.text if unit is about else f"{about.text} {unit.text}"
        found.setdefault(key, Unowned(what, quote_of(unit, words), milestone.id if milestone else None))
    for one, other in each_the_other(material, topics):
        what = wording.plain(one.text)
        found.setdefault(what.casefold(), Unowned(what, quote_of(one), home.get(place(one)), (quote_of(other),)))
    return tuple(found.values())


def _given_later(unit: Unit, later: Unit, topics: Topics) -> bool:
    written, since = unit.shown.dated, later.shown.dated
    if written is None or since is None or since <= written or leaves_open(later.text):
        return False
    return topics.weight(topics.of((unit.text,)) & topics.of((later.text,))) >= SAME_WORK


def _in_tables(material: Material) -> Iterator[tuple[Unit, Unit, str]]:
    """Rows whose owner is open, or empty in a table that names owners."""
    for rows in _tables(material):
        column = _owner_column(rows)
        if column is None:
            continue
        owners = [next((t.strip() for h, t in row.cells if h == column), "") for row in rows]
        width = max(len(row.cells) for row in rows)
        named = sum(bool(o) and not _NOBODY.match(o.strip(" ()[]*_")) for o in owners)
        blank = [n for n, o in enumerate(owners) if not o.strip(" -–—")]
        for number, (row, owner) in enumerate(zip(rows, owners, strict=True)):
            if (
                _NOT_APPLICABLE.match(owner)
                or len(row.cells) < 2
                or 2 * len(row.cells) < width
                or _is_over(row, column)
                or _TOTAL.match(_name(row, column))
            ):
                continue
            if number in blank:
                if named < _LEAST_FILLED * len(blank) or len(rows) < 3:
                    continue
            elif not _NOBODY.match(owner.strip(" ()[]*_")):
                continue
            yield row, row, _name(row, column)


def _owner_column(rows: Sequence[Unit]) -> str | None:
    headers = dict.fromkeys(h for row in rows for h, _ in row.cells)
    owner = next((h for h in headers if _OWNER_COLUMN.match(h.strip(" *_"))), None)
    if owner is None and any(_WORK_COLUMN.match(h.strip(" *_")) for h in headers):
        owner = next((h for h in headers if _PERSON_COLUMN.match(h.strip(" *_"))), None)
    return owner


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
            left = _left_in_a_cell(unit)
        elif is_question_of_who(unit.text):
            left = not _is_answered(unit)
        else:
            after = _beside(unit, 1)
            left = leaves_open(without_speaker(unit.text)) and not (
                after and (is_question_of_who(after.text) or _SETTLES.match(after.text))
            )
        if left:
            about = _named_before(unit)
            text = unit.text if about is unit else f"{about.text} {unit.text}"
            yield unit, about, wording.plain(text)


def _left_in_a_cell(row: Unit) -> bool:
    column = _owner_column([row])
    owner = next((t for h, t in row.cells if h == column), "")
    if _is_over(row, column or "") or (owner and not _NOBODY.match(owner.strip(" ()[]*_"))):
        return IN_A_CIRCLE.search(row.text) is not None
    return any(len(t.split()) >= _SHORT - 2 and leaves_open(t) for h, t in row.cells if h != column)


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


def _beside(unit: Unit, step: int) -> Unit | None:
    """The statement before or after in the same paragraph or item."""
    units, at = unit.shown.units, unit.number + step
    near = units[at] if 0 <= at < len(units) else None
    return near if near is not None and near.sentence.block == unit.sentence.block else None


def _named_before(unit: Unit) -> Unit:
    """What names the work: the statement before, where this one only points at it."""
    if VERDICT.search(unit.text):
        return _opening(unit)
    before = _beside(unit, -1)
    if unit.sentence.kind == "row":
        return unit
    if not points(unit.text):
        return unit
    asked = asked_before(unit)
    if asked:
        return next(u for u in unit.shown.units[unit.number - 1 :: -1] if u.text == asked[0])
    return before if before is not None else unit


def _is_answered(unit: Unit) -> bool:
    units = unit.shown.units
    after = units[unit.number + 1] if unit.number + 1 < len(units) else None
    if after is None or after.sentence.kind in ("heading", "row"):
        return False
    near = after.sentence.block == unit.sentence.block or after.sentence.kind == unit.sentence.kind == "paragraph"
    if not near:
        return False
    reply = without_speaker(after.text)
    return _ANSWERED.match(reply) is not None and not _POINTS_BACK.search(reply)
