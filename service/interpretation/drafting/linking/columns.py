"""What tables say about what comes first: columns of predecessors and successors, lags, days counted from others.

Cells name milestones by the document's own ids, by row numbers, in MS Project's notation (`3FS+2d;4SS`) or by title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.interpretation.drafting.linking import lags, relations
from service.interpretation.drafting.linking.lags import NO_LAG, Lag
from service.interpretation.drafting.nouns import Place, place
from service.interpretation.drafting.reading.tables.columns import Role, Table, tables
from service.interpretation.shown import Unit
from service.planning.nouns import LinkType

_BEFORE = re.compile(
    r"\b(?:(?:cannot|can['’]?t|can not|must not|may not|not|never|only|wait\w*|blocked|parked|on hold)\b.{0,25}?"
    r"\b(?:until|till|before|after|without|unless|once)|preceded by|must follow|comes? after|follows? on"
    r"|gated by|held up by"
    r"|(?:can|may|could|will|to) (?:only )?(?:start|begin|happen|go|run|open|proceed)\w*(?: \w+)?"
    r" (?:when|once|after|if)\b"
    r"|hinges? on|builds on|based on|triggered by|conditional on|contingent on|awaiting|awaits|waits? (?:till|until)"
    r"|first needs|needs first|needed first|must (?:be done|come|happen) first|reqs?|deps?"
    r"|prédécesseurs?|préalables?|voraussetzung(?:en)?|abhängig(?:keit(?:en)?)?(?: von)?"
    r"|pre-?decessors?|depend(?:s|ent|ency|encies|ing)?(?: on)?|pre-?requisites?|pre-?conditions?|requires?|"
    r"(?<!training )(?<!people )needs|blocked by|waits? (?:for|on)|waiting (?:for|on)|comes? after|input from"
    r"|relies on|pred|"
    r"vorgänger)\b|^(?:after|follows|pre|prior|upstream|preceding|previous|blockers?|start after|not before"
    r"|only after|needs?)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:successors?|blocks|blocking|enables|unlocks|(?:needed|required|prerequisite|precondition) (?:for|by)|feeds|"
    r"followed by|nachfolger)\b|^(?:before|next|downstream|impacts|gates?|dependents?)$",
    re.IGNORECASE,
)
_PAIRS = tuple(
    (re.compile(rf"^(?:{one})$", re.IGNORECASE), re.compile(rf"^(?:{other})$", re.IGNORECASE))
    for one, other in (
        (r"from", r"to"),
        (r"first|1st", r"then|next|second|2nd|after(?: that|wards)?"),
        (r"giver|gives|provider|supplier|provides|delivers", r"receiver|gets|consumer|recipient|receives|taker"),
        (
            r"(?:what )?(?:is |we |they |you )?need(?:s|ed)?",
            r"(?:needed )?(?:for|to|by)(?: (?:what|which|whom))?|so that",
        ),
        (r"source", r"target"),
        (r"earlier", r"later"),
        (r"upstream", r"downstream"),
        (r"cause|if late", r"effect|affects|also late|then late"),
    )
)
"""Headings of registers of ties: what gives, and what waits for it."""
_OWN = re.compile(
    r"\b(?:task|name|title|milestone|activity|step|item|deliverable|work|what(?! (?:we|is|they|you) need))\b",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"\b(?:owner|who|held by|raised by|person|contact|status|state|confidence|type|kind|category|side|team|date"
    r"|priority|responsible|lead|community|site|location|author|by|comments?|risk|impact|rag)\b",
    re.IGNORECASE,
)
_LAG = re.compile(r"^(?:lag|lead|delay|offset|lag/lead|gap|distance|interval|spacing)\b", re.IGNORECASE)
_TYPE = re.compile(r"^(?:type|link(?: type)?|relation(?:ship)?|dependency type|kind)$", re.IGNORECASE)
_DATES = re.compile(
    r"\b(?:dates?|when|days?|start\w*|from|begin\w*|ends?|until|finish|due|timing|time|target|deadline|planned"
    r"|weeks?|schedule)\b"
    r"|^(?:to|by)$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"^(?:id|no\.?|nr\.?|#|ref\.?|reference|key|row|line|wbs|item no\.?|task id|number|pos\.?)$", re.I
)
_NOTHING = re.compile(r"^\W*(?:none|nil|n/?a|nothing|no|-|–|—|tbd|tbc|open|\?)?\W*$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"^(?P<id>[A-Za-z]{1,8}[-_. ]?\d{1,5}(?:\.\d{1,3}){0,3}[a-z]?|#?\d{1,5}(?:\.\d{1,3}){0,3})\s*"
    r"(?P<rest>(?:(?:FS|SS|FF|SF)\b|(?:FS|SS|FF|SF)(?=[+−–-])|[+−–-]).*)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"^(?P<prefix>[A-Za-z]{0,8}[-_. ]?)(?P<first>\d{1,5})\s*(?:-|–|—|to|…|\.\.\.?|through"
    r"|bis)\s*(?:(?P=prefix))?(?P<last>\d{1,5})$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*[,;\n]\s*|\s+(?:and|&|und)\s+|\s*/\s*(?=[A-Za-z]{0,8}[-_. ]?\d)|\s*\+\s*(?=[A-Z]{1,8}[-_. ]?\d)"
)
_WIDEST_RANGE = 50
_MOSTLY = 0.8
_LEADING = re.compile(
    r"^\W*(?:only |not |starts? |can start |must |comes? |to )*(?:after|before|follows|following|needs?"
    r"|requires?|depends on|"
    r"waits? (?:for|on)|waiting (?:for|on)|once|when|on)\s+",
    re.IGNORECASE,
)


_HEADINGS: dict[Role | None, str] = {"after": "Needs", "date": "Date", "start": "Start", "end": "End", "key": "ID"}
"""What a column is called that has no heading and is known by what stands in it."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a cell names, in its words, with how the row's thing is tied to it."""

    words: str
    waits: bool
    """Whether the row's thing waits for it; else it waits for the row's thing."""
    type: LinkType = "FS"
    lag: Lag = NO_LAG
    listed: bool = True
    """Whether it stands in a column for such names; else in one for days."""
    told: str = ""
    """The column and what the cell says."""
    other: str = ""
    """The thing that is tied to it, where the row itself is about the tie: a register of dependencies."""


Cells = tuple[tuple[str, str], ...]
"""A row as (column heading, text)."""


class Rows:
    """The rows of all tables, with the headings that their columns have, even where only a first row names them."""

    def __init__(self, units: Iterable[Unit], known: Mapping[str | None, Mapping[str, str]]) -> None:
        """Put tables together; `known` are the ids that rows have, by document."""
        self._cells: dict[Place, Cells] = {}
        self._beside: dict[Place, tuple[list[Place], int]] = {}
        for table in tables(units):
            key = table.column("key")
            places = [place(row.unit) for row in table.rows]
            linking = _linking(table, known.get(table.rows[0].unit.shown.source.document_id, {}))
            for number, row in enumerate(table.rows, 1):
                self._cells[place(row.unit)] = tuple(
                    (_heading(table, c, linking), row.text(c)) for c in sorted(row.cells)
                )
                if key is None:
                    self._beside[place(row.unit)] = (places, number)

    def cells(self, unit: Unit) -> Cells:
        """What stands in a row."""
        return self._cells.get(place(unit), unit.cells)

    def numbered(self, unit: Unit, number: int) -> Place | None:
        """The row of this number in the table that a unit stands in, where rows have no ids; the first row is 1."""
        rows, _ = self._beside.get(place(unit), ([], 0))
        return rows[number - 1] if 0 < number <= len(rows) else None


def _heading(table: Table, column: int, linking: frozenset[int]) -> str:
    heading = table.heading(column)
    if column in linking and not is_for_links(heading):
        return f"Needs ({heading})" if heading else "Needs"
    return heading or _HEADINGS.get(table.roles.get(column), "")


def _linking(table: Table, known: Mapping[str, str]) -> frozenset[int]:
    """The columns that hold ids of other rows, whatever they are called."""
    key = table.column("key")
    found = set()
    for column in {c for row in table.rows for c in row.cells} - {key}:
        texts = [row.text(column) for row in table.rows if not _NOTHING.match(row.text(column))]
        ids = [text for text in texts if all(_is_id(piece, known) for piece in _split(text, known))]
        if (
            key is not None
            and len(texts) > 1
            and _MOSTLY * len(texts) <= len(ids)
            and any(not t.isdigit() for t in ids)
        ):
            found.add(column)
    return frozenset(found)


def _is_id(text: str, known: Mapping[str, str]) -> bool:
    match = _REFERENCE.match(text)
    return match is not None and match["id"].lower() in known


def is_for_links(header: str) -> bool:
    """Whether a column is one of predecessors or successors."""
    return _BEFORE.search(header.strip()) is not None or _AFTER.search(header.strip()) is not None


def is_day(header: str) -> bool:
    """Whether a column is one of days."""
    return _DATES.search(header) is not None and not is_for_links(header)


def named_in(row: Cells, known: Mapping[str, str] | None = None) -> Iterator[Named]:
    """What a row's cells name that comes before or after it.

    Args:
        row: its cells.
        known: the document's own ids, by which `M1-M3` is told from an id with a hyphen.
    """
    cells = [(header.strip(), " ".join(text.split("\r"))) for header, text in row]
    lag = next((n for h, t in cells if _LAG.search(h) and (n := lags.lag_cell(t)) is not None), None)
    kind = next((k for h, t in cells if _TYPE.search(h) and (k := lags.link_type(t)) is not None), None)
    if {"before", "after"} <= {h.lower() for h, _ in cells}:
        # How things are before and after, as likely as what they come before and after.
        cells = [(h, t) for h, t in cells if h.lower() not in ("before", "after")]
    paired = _paired(cells)
    if paired:
        (header, one), (behind, other) = paired
        for name in _split(one, known):
            for waiting in _split(other, known):
                yield replace(_named(name, True, lag, kind), other=waiting, told=f"{header} {one} – {behind} {other}")
        return
    before = [(h, t) for h, t in cells if _BEFORE.search(h) and not _TYPE.search(h) and not _AFTER.search(h)]
    after = [(h, t) for h, t in cells if _AFTER.search(h) and not _TYPE.search(h)]
    if _is_register(cells, before, after):
        for _, one in before:
            for header, other in after:
                for name in _split(one, known):
                    for waiting in _split(other, known):
                        told = f"{one} – {header.lower()} {other}"
                        yield replace(_named(name, True, lag, kind), other=waiting, told=told)
        return
    for waits, columns in ((True, before), (False, after)):
        for header, text in columns:
            if not _NOTHING.match(text):
                for words in _split(text, known):
                    yield replace(_named(words, waits, lag, kind), told=f"{header}: {text}")
    for header, text in cells:
        if is_day(header):
            yield from (replace(named, told=f"{header}: {text}") for named in _counted(text))


def _paired(cells: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The two cells of a register of ties, first what gives; None in a table whose rows are about themselves."""
    if any(_OWN.search(h) for h, _ in cells):
        return None
    for first, second in _PAIRS:
        ones, others = [c for c in cells if first.match(c[0])], [c for c in cells if second.match(c[0])]
        if len(ones) == len(others) == 1 and ones[0] != others[0]:
            return ones[0], others[0]
    return None


def names_things(header: str) -> bool:
    """Whether a column may name what a row is about: not days, people, kinds or other rows."""
    return not (is_for_links(header) or is_day(header) or _LAG.search(header) or _NO_THING.search(header))


def _is_register(cells: Sequence[tuple[str, str]], before: Sequence[object], after: Sequence[object]) -> bool:
    """Whether the row is about a tie between two other things: no column of it names a thing of its own."""
    if not (before and after):
        return False
    own = [h for h, _ in cells if not (is_for_links(h) or _LAG.search(h) or _TYPE.search(h) or _NUMBERS.match(h))]
    return not any(_OWN.search(h) for h in own)


def _named(words: str, waits: bool, lag: int | None, kind: LinkType | None) -> Named:
    match = _REFERENCE.match(words)
    if match and match["rest"]:
        told = lags.notation(match["rest"])
        if told is not None:
            return Named(match["id"], waits, told[0], Lag(told[1]))
    relative = lags.relative(words)
    if relative is not None and not match:
        return Named(relative.anchor, relative.sense == "after", relative.type, relative.lag)
    sense = re.match(r"^(?P<lag>.{0,40}?)\b(?P<word>after|before)\s+(?P<rest>.+)$", words, re.IGNORECASE | re.DOTALL)
    if sense and lags.before_word(sense["lag"])[0].strip(" ,") == "":
        return Named(sense["rest"], sense["word"].lower() == "after", "FS", lags.before_word(sense["lag"])[1])
    return Named(_LEADING.sub("", words), waits, kind or "FS", Lag(lag or 0))


def _split(text: str, known: Mapping[str, str] | None) -> list[str]:
    found: list[str] = []
    for piece in _SEPARATOR.split(text):
        words = piece.strip(" .:()[]")
        ranged = _RANGE.match(words)
        if (
            ranged
            and words.lower() not in (known or {})
            and 0 < int(ranged["last"]) - int(ranged["first"]) < _WIDEST_RANGE
        ):
            found += [f"{ranged['prefix']}{n}" for n in range(int(ranged["first"]), int(ranged["last"]) + 1)]
        elif words and not _NOTHING.match(words):
            found.append(words)
    if len(found) > 1 and not any(_REFERENCE.match(words) for words in found):
        # "Accounts and devices" may be one title or two: the whole is tried first.
        return [text.strip(), *found]
    return found


def _counted(text: str) -> Iterator[Named]:
    """A day that is told by its distance from something."""
    relative = lags.relative(text)
    if relative is not None:
        yield Named(relative.anchor, relative.sense == "after", relative.type, relative.lag, listed=False)
        return
    for relation in relations.relations(text):
        if not relation.after.strip():
            yield Named(relation.before, True, relation.type, relation.lag, listed=False)
        elif not relation.before.strip():
            yield Named(relation.after, False, relation.type, relation.lag, listed=False)


def is_reference(words: str) -> bool:
    """Whether they are an id or a number, not a name."""
    return _REFERENCE.match(words) is not None
