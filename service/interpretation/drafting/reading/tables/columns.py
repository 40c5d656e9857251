"""Tables as documents have them: which rows belong together, and what each column holds.

A column is told by its heading and by what stands in it, as headings vary, are merged, or are missing. Above it `rows`
makes statements of the rows. It knows no day and no step.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from retrieval.documents import Cell
from service.interpretation import wording
from service.interpretation.shown import Unit

Role = Literal[
    "key", "name", "start", "end", "date", "old", "actual", "duration", "owner", "status", "after", "track", "part",
    "audience", "system", "time", "kind", "remark",
]  # fmt: skip
DATED: frozenset[Role] = frozenset({"start", "end", "date", "old", "actual"})

_HEADING_WORDS: tuple[tuple[Role, str], ...] = (
    (
        "key",
        r"^(?:id|no|nr|#|ref(?:erence)?|key|code|pos|wbs|wp|item (?:no|id)|(?:task|step|issue|milestone|"
        r"activity|ticket) "
        r"?(?:id|no|nr|key|number|#|code)|number|lfd\.? ?nr)\.?$",
    ),
    (
        "after",
        r"\bpredecessors?\b|\bdepend|^needs?\b|\brequires?\b|\bblocked by\b|\bprerequisit|^after\b|\bwaits\b|"
        r"^prior(?: steps?)?$|\bpreconditions?\b|\binputs? from\b",
    ),
    ("old", r"\b(?:old|previous|baseline|original(?:ly)?|was(?!$)|formerly|last plan|prior)\b"),
    ("actual", r"\bactual|\bcompleted on\b|\bdone on\b"),
    (
        "duration",
        r"\bduration\b|^(?:no\. of )?(?:working )?days$|\blength\b|\bworking days\b|\beffort\b|"
        r"^(?:pd|wd)s?$",
    ),
    ("time", r"^(?:time|hours?|time slot|slot|clock|at)$|\btime of day\b|\bstart time\b"),
    (
        "status",
        r"\bstatus\b|^state\b|^stage$|^stand$|^list$|^open/closed$|^closed$|^confidence$|\bprogress\b|^rag\b|%|^done\b|\bcomplete\?|\bconfirmed\b|\bcertainty\b",
    ),
    (
        "start",
        r"\bstart\w*|^from\b|^von$|^ab$|^beginn\w*|^anfang|^w\.?e\.?f\.?$|\bbegin\w*|\bcommence\w*|^opens?\b|"
        r"\bfirst day\b|^first$",
    ),
    (
        "end",
        r"\bend(?:s|ing|date)?\b|\bfinish\w*|\buntil\b|^to$|\bdue\b|\bdeadline\b|\bcomplet\w+|"
        r"\bby when\b|\blast day\b|"
        r"^to\b|^target(?: date)?$|^by$|^last$|^bis$|^ende?\b|^fertig|^fällig|^till?$",
    ),
    (
        "owner",
        r"\bowners?\b|^lead(?:s|er)?\b|\blead$|\btrainers?$|\bresponsib\w+|^resp\.?$|^by$|^done by$|"
        r"\brequest(?:ed by|or)\b|\baccountable\b|\bassign\w+|\bby whom\b|\bdriver\b|\bin charge\b|"
        r"^wer\b|^verantwortlich|^zuständig|^i/?c$|^action by$|^held by$|^members?$|"
        r"^who\b(?! is| for)|^resources?\b|\bdri\b|^contact\b|^trainers?$|^facilitators?$|^r(?:aci)?$|^performed by$",
    ),
    (
        "date",
        r"\bdates?\b|^when\b|^days?\b|^weeks?\b|^months?\b|^quarters?\b|^sprints?\b|\bperiod\b|"
        r"\btiming\b|\btime ?(?:line|"
        r"frame|scale)\b|\bschedule[d]?\b|\bwindow\b|^planned\b|^forecast\b|\brevised\b|^new\b|\bcalendar\b|"
        r"^term\b|^cw$|^kw$|"
        r"\bcurrent plan\b|^plan$|^wann$|^termine?$|^datum$",
    ),
    (
        "track",
        r"\btrack\b|\bwork ?stream\b|^stream\b|\bside\b|\bdiscipline\b|^domain\b|^function\b|^area\b|"
        r"^category\b|^lane\b|"
        r"\bswim",
    ),
    ("kind", r"^(?:type|kind)\b|\bchannel\b|\bformat\b"),
    (
        "audience",
        r"\baudience\b|\bscope\b|\bwhom\b|\bgroups?\b|\busers?\b|\baffect|\bsites?\b|"
        r"\blocations?\b|\bdepartments?\b|"
        r"\bunits?\b|\brecipients?\b|\bparticipants?\b|^who\b|\bteams?\b|\bstaff\b|\bbranch|\bstores?\b|"
        r"\bwards?\b|\bplants?\b|"
        r"\bschools?\b|\bregion|\bdepots?\b|\bcountr|\bcohort\b|\bpopulation\b|^where$|\bplaces?\b|\bfor\b",
    ),
    ("part", r"\bphase\b|\bwave\b|\bring\b|\bstage\b|\brelease\b|\biteration\b|\bbatch\b|\btranche\b"),
    ("system", r"\bsystems?\b|\bapplications?\b|\btools?\b|\bproducts?\b|\bplatform\b|\bcomponent\b|\bmodule\b"),
    (
        "remark",
        r"\bremarks?\b|\bnotes?\b|\bcomments?\b|\brisks?\b|\bnext step|\breason\b|\blink\b|"
        r"\bbudget\b|\bcosts?\b|"
        r"\bpriority\b|\bexplanation\b|\bdetails?\b|\bseverity\b|\bimpact\b",
    ),
    (
        "name",
        r"^particulars?\b|^matter$|^was$|^vorhaben$|^maßnahme|^aufgabe|^schritt|^inhalt$|^thema$|^words$|^card$|^job$|"
        r"\bactivit|\bmilestones?\b|\btasks?\b|\bevents?\b|^what\b|\bsteps?\b|\bdeliverables?\b|"
        r"\bitems?\b|\btitle\b|"
        r"\bdescription\b|\btopics?\b|\bnames?\b|\bactions?\b|\bmeasures?\b|\bwork\b|\bsummary\b|\bsubject\b|"
        r"\bcourse\b|"
        r"\bsession\b|\bmessage\b|\bto ?do\b|\bstory\b|\bfeature\b|\bpackage\b|\bgate\b",
    ),
)
_HEADINGS = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _HEADING_WORDS)  # fmt: skip
"""In this order: "Start date" starts, "Task ID" is a key."""
_KEY = re.compile(r"[A-Za-z]{0,5}[-_. ]?\d{1,4}(?:[._-]\d{1,3})*[.)]?")
_INITIAL = re.compile(r"[A-Z]\. ?[A-Z][\w'’-]+|[A-Z]{2,3}$")
_STATUS = re.compile(
    r"(?:done|open|planned|in progress|ongoing|not started|started|complete[d]?|closed|on track|at risk|late|"
    r"delayed|tbd|tbc|"
    r"green|amber|red|confirmed|tentative|cancell?ed|to ?do|doing|blocked|pending|new|active|\d{1,3} ?%|"
    r"proposed|agreed|draft|"
    r"ok|yes|no|postponed|dropped|scheduled|fixed|done ✓|✓|approved)",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"(?:tbd|tbc|tba|open|\?+|[-–—]+|n/?a|to be \w+(?: \w+)?)\.?", re.IGNORECASE)
_SERIAL = re.compile(r"4[0-9]{4}|5[0-9]{4}")
_ROW = re.compile(r"(?:, )?row \d+$")
_SAME = re.compile(r"(?:same|ditto|dto\.?|as above|\"|〃|''|-\"-|do\.)", re.IGNORECASE)
_HEADER_LENGTH = 40
_MOSTLY = 0.5


@dataclass(frozen=True, eq=False)
class Row:
    """A row: its unit, and its cells by column."""

    unit: Unit
    cells: dict[int, Cell]

    def text(self, column: int | None) -> str:
        """What stands in a column, on one line; empty where nothing does."""
        cell = self.cells.get(column) if column is not None else None
        return wording.plain(self.unit.shown.text[cell.start : cell.end]) if cell else ""

    def is_same(self, column: int) -> bool:
        """Whether a cell only says that it is as the one above."""
        return _SAME.fullmatch(self.text(column)) is not None

    def span(self, column: int | None) -> tuple[int, int]:
        """Where that stands in the source; an empty stretch where nothing does."""
        cell = self.cells.get(column) if column is not None else None
        return (cell.start, cell.end) if cell else (0, 0)

    def is_day(self, column: int) -> bool:
        """Whether the cell is a day or period, readable or not."""
        cell = self.cells.get(column)
        if cell is None:
            return False
        dates = [f for f in self.unit.facts("date") if cell.start <= f.start < cell.end]
        return 2 * sum(f.end - f.start for f in dates) >= cell.end - cell.start


@dataclass(frozen=True, eq=False)
class Table:
    """Rows under the same columns."""

    number: int
    rows: tuple[Row, ...]
    headings: tuple[str, ...]
    """Of the columns, as far as known; by column."""
    roles: dict[int, Role]

    def column(self, *roles: Role) -> int | None:
        """The first column of one of these roles, the roles in order."""
        return next((c for role in roles for c, r in self.roles.items() if r == role), None)

    def columns(self, *roles: Role) -> list[int]:
        """All columns of these roles, left to right."""
        return sorted(c for c, r in self.roles.items() if r in roles)

    def heading(self, column: int) -> str:
        """A column's heading; empty where it has none."""
        return self.headings[column] if column < len(self.headings) else ""


def tables(units: Iterable[Unit]) -> Iterator[Table]:
    """The tables among some units, in order."""
    number = 0
    for rows in _runs(units):
        headings, body = _headed(rows)
        if body:
            number += 1
            yield Table(number, tuple(body), headings, _roles(headings, body))


def _runs(units: Iterable[Unit]) -> Iterator[list[Row]]:
    """Rows that stand one below the other, under the same headings and in the same columns."""
    run: list[Row] = []
    at: tuple[object, ...] = ()
    names: dict[int, str] = {}
    for unit in units:
        if unit.sentence.kind != "row":
            if run:
                yield run
            run, names = [], {}
            continue
        row = _row(unit)
        here = (unit.shown.source.document_id, unit.sentence.headings, _ROW.sub("", unit.sentence.where))
        own = {c: cell.header for c, cell in row.cells.items()}
        if run and (here != at or any(names.get(c, h) != h for c, h in own.items())):
            yield run
            run, names = [], {}
        names |= own
        at = here
        run.append(row)
    if run:
        yield run


def _row(unit: Unit) -> Row:
    shown = unit.shown
    block = shown.reading.blocks[unit.sentence.block]
    cells: dict[int, Cell] = {}
    column, at = 0, block.start
    for cell in block.cells:
        between = shown.text[at : cell.start]
        column += between.count("|") + between.count("\t")
        cells[column] = cell
        at = cell.end
    return Row(unit, cells)


def _headed(rows: list[Row]) -> tuple[tuple[str, ...], list[Row]]:
    """The columns' headings, those of a second heading row joined to the first's, and the rows below."""
    width = 1 + max((max(row.cells, default=0) for row in rows), default=0)
    names = [""] * width
    for row in rows:
        for column, cell in row.cells.items():
            names[column] = names[column] or wording.plain(cell.header)
    body = list(rows)
    while body and len(body) > 1 and _names_columns(body[0], named=any(names)):
        for column in body[0].cells:
            own = body[0].text(column)
            names[column] = f"{names[column]} {own}".strip() if own != names[column] else own
        body.pop(0)
    seen = {n.casefold() for n in names if n}
    return tuple(names), [r for r in body if not {r.text(c).casefold() for c in r.cells} <= seen or len(r.cells) < 2]


def _names_columns(row: Row, *, named: bool) -> bool:
    """Whether a row only names columns: short words that are headings, no days."""
    texts = [row.text(c) for c in row.cells]
    if len(texts) < 2 or any(len(t) > _HEADER_LENGTH or any(ch.isdigit() for ch in t) for t in texts):
        return False
    known = [role_of(t) for t in texts]
    found = sum(1 for role in known if role)
    return all(known) or (not named and found >= 2 and 2 * found > len(texts) and any(r in DATED for r in known))


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a column holds by its heading."""
    plain = wording.plain(heading).strip(" :.?*").replace("_", " ")
    if not plain:
        return None
    return next((role for role, words in _HEADINGS if words.search(plain)), None)


def _roles(headings: Sequence[str], rows: Sequence[Row]) -> dict[int, Role]:
    """What each column holds, by its heading and then by what stands in it."""
    roles: dict[int, Role] = {}
    columns = sorted({c for row in rows for c in row.cells})
    share = {c: _days(rows, c) for c in columns}
    for column in columns:
        role = role_of(headings[column]) if column < len(headings) else None
        cells = [t for row in rows if (t := row.text(column))]
        if (
            role in DATED
            and share[column] == 0
            and not any(_TO_COME.fullmatch(t) or _SERIAL.fullmatch(t) for t in cells)
        ):
            role = _without_days(role, headings[column], cells)
        if role not in DATED and role not in ("after", "remark", "duration", "time") and share[column] > _MOSTLY:
            role = "date"
        if role == "name" and cells and all(_KEY.fullmatch(t) for t in cells):
            role = "key"
        if role in ("audience", "owner") and _WHO.match(headings[column].strip()):
            role = _whose(headings, column, cells)
        role = role or _by_content(cells, rows, column)
        if role:
            roles[column] = role
    return _completed(roles, headings, rows, columns, share)


def _days(rows: Sequence[Row], column: int) -> float:
    held = [row for row in rows if column in row.cells and not _TO_COME.fullmatch(row.text(column))]
    return sum(1 for row in held if row.is_day(column)) / len(held) if held else 0.0


def _without_days(role: Role, heading: str, cells: Sequence[str]) -> Role | None:
    """A column named like one of days that holds none: what else its heading may mean."""
    if role == "date" and not cells:
        return role
    # "two weeks before go-live" stands in a column of days; names and numbers do not.
    if any(re.search(r"\b(?:before|after|days?|weeks?|with|once|when|T ?[-+])", t) for t in cells):
        return role
    return next((r for r, words in _HEADINGS if r != role and r not in DATED and words.search(heading)), None)


_WHO = re.compile(r"(?:who|teams?|units?|departments?|contact)(?! is| for)\b", re.IGNORECASE)


def _whose(headings: Sequence[str], column: int, cells: Sequence[str]) -> Role:
    """Whether "Who" names those who do it or those for whom it is: these stand before the step, those behind it."""
    people = sum(1 for t in cells if _INITIAL.match(t) or _INITIAL.search(t))
    if cells and 2 * people >= len(cells):
        return "owner"
    others = {role_of(h) for n, h in enumerate(headings) if n != column}
    before = any(role_of(h) == "name" for h in headings[:column])
    return "owner" if ("audience" in others or before) and "owner" not in others else "audience"


def _by_content(cells: Sequence[str], rows: Sequence[Row], column: int) -> Role | None:
    if not cells:
        return None
    if (
        all(_KEY.fullmatch(t) for t in cells)
        and len(set(cells)) == len(cells)
        and column == min(c for row in rows for c in row.cells)
    ):
        return "key"
    if sum(1 for t in cells if _STATUS.fullmatch(t)) > 0.8 * len(cells):
        return "status"
    if len(cells) > 1 and sum(1 for t in cells if _INITIAL.fullmatch(t)) > 0.8 * len(cells):
        return "owner"
    return None


def _completed(
    roles: dict[int, Role],
    headings: Sequence[str],
    rows: Sequence[Row],
    columns: Sequence[int],
    share: dict[int, float],
) -> dict[int, Role]:
    """With a name for the rows, and the plain days as start and end where there are two."""
    unnamed = [c for c in columns if roles.get(c) == "date" and not headings[c].strip()]
    if len(unnamed) == 2 and not {"start", "end"} & set(roles.values()):
        roles[unnamed[0]], roles[unnamed[1]] = "start", "end"
    if "name" not in roles.values():
        free = [
            c
            for c in columns
            if roles.get(c) in (None, "part", "audience", "kind", "system", "track") and share[c] < _MOSTLY
        ]
        filled = Counter({c: sum(1 for row in rows if c in row.cells) for c in free})
        bare = [c for c in free if roles.get(c) in (None, "audience")]
        best = max(bare or free, key=lambda c: (filled[c] * 2 >= len(rows), -c), default=None)
        if best is not None:
            roles[best] = "name"
    return dict(sorted(roles.items()))
