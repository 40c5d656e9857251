"""Steps out of tables: a row is a step with its day, its owner and the rest, or each of several dated columns is one.

Below it `columns`, which says what stands where. A table of other things than steps gives none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.interpretation import wording
from service.interpretation.drafting.reading import titles, traits
from service.interpretation.drafting.reading.days import Days, days_in, serial_day
from service.interpretation.drafting.reading.said import Said
from service.interpretation.drafting.reading.sentences import marks, prose
from service.interpretation.drafting.reading.tables.columns import DATED, Row, Table, role_of
from service.interpretation.facts.triggers import kind_of
from service.planning.facts import EventKind
from service.planning.nouns import Track

_OTHER = re.compile(
    r"\b(?:absences?|leave|out of office|rota|roster|opening hours|budgets?|costs?|invoices?|risks?|contacts?|"
    r"attend(?:ance|ees)|"
    r"participants|(?:revision|version|document|change) (?:history|log|control)|glossary|abbreviations|"
    r"licen[cs]es|prices?|"
    r"distribution list|changelog|key dates of others)\b",
    re.IGNORECASE,
)
"""Headings above a table, or of its columns, that say that its rows are no steps."""
_RISK = re.compile(r"\b(?:likelihood|probability|mitigation|impact)\b", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:version|revision|rev)\b", re.IGNORECASE)
_AUTHOR = re.compile(r"\b(?:author|editor|changes?|by|description)\b", re.IGNORECASE)
_STEPS = re.compile(
    r"\b(?:plan|milestones?|steps?|tasks?|actions?|roadmap|timeline|schedule|rollout|roll-out|activities|phases)\b",
    re.IGNORECASE,
)
_LABEL_OF_DAY = re.compile(
    r"\b(?:start\w*|end\w*|dates?|from|to|until|till|by|on|when|day|due|finish\w*|planned|plan|begin\w*|first|last|"
    r"target|actual|forecast|revised|new|current|baseline|original|old|previous|deadline|week|cw|kw|period|"
    r"time)\b|[^\w -]|-(?= )|(?<= )-",
    re.IGNORECASE,
)
_REVISED = re.compile(r"\b(?:forecast|revised|new|current|latest|actual)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\bplan(?:ned)?\b", re.IGNORECASE)
_WORKING_DAYS = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>d\b|days?|wd|working days?|w\b|weeks?|wks?|$)", re.IGNORECASE
)
_PROPER = re.compile(r"(?:[A-Z][\w'’-]+(?: |, | and | & |/)?){1,4}(?: ?\(.*\))?")
"""Names of places, under a heading that says nothing of steps: "House"."""
_CLOSED_SHARE = 1 / 3
_NEWS = re.compile(
    r"\b(?:communications?|comms|newsletters?|bulletins?|toolbox|circulars|announcements|posters|notices|news items|"
    r"messages|message (?:plan|calendar|schedule|house))\b(?! (?:room|cabinet|line|system|server|network))",
    re.IGNORECASE,
)
"""Documents and chapters in which every row is something that people are told."""
_TOLD_OF: frozenset[EventKind] = frozenset({"go_live", "change", "withdrawal", "access", "pilot", "decision"})
_MESSAGES = re.compile(r"\b(?:channel|medium|message)\b", re.IGNORECASE)
"""Columns of a table of messages, whatever its rows say."""


def steps(table: Table) -> Iterator[Said]:
    """The steps of a table, row by row."""
    if _is_other(table):
        return
    dated = table.columns(*DATED)
    matrix = _events(table, dated)
    if not dated and not _is_plan(table):
        return
    label = ""
    over = _summaries(table, dated)
    above: dict[int, str] = {}
    for row in table.rows:
        if len(row.cells) == 1 and len(table.roles) > 2 and not any(row.is_day(c) for c in row.cells):
            if row.unit.facts("date"):
                yield from prose.steps(row.unit)  # a remark below or between the rows
            else:
                label = row.text(next(iter(row.cells)))
                above.clear()
            continue
        if row in over:
            label = row.text(table.column("name"))
            continue
        texts = {
            c: above.get(c, "") if not row.text(c) or row.is_same(c) else row.text(c)
            for c, role in table.roles.items()
            if role in ("track", "part", "kind", "name", "audience")
        }
        above |= {c: row.text(c) for c in texts if row.text(c) and not row.is_same(c)}
        if matrix:
            yield from _of_matrix(table, row, matrix, texts, label)
        elif (said := _of_row(table, row, texts, label)) is not None:
            yield said


def _summaries(table: Table, dated: Sequence[int]) -> set[Row]:
    """Rows of only a number and a name over fuller ones, as exports of project tools have for each phase."""
    bare = {"key", "name"}
    found = [row for row in table.rows if {table.roles.get(c) for c in row.cells} == bare]
    fuller = {a for a, b in pairwise(table.rows) if any(c in b.cells for c in dated)}
    return set(found) if dated and len(found) > 1 and all(row in fuller for row in found) else set()


def _is_other(table: Table) -> bool:
    names = [h for h in table.headings if h]
    over = " ".join(table.rows[0].unit.sentence.headings[-1:])
    if _OTHER.search(over) and not _STEPS.search(over):
        return True
    if any(_RISK.search(h) for h in names) or _is_register(table) or _OTHER.search(names[0] if names else ""):
        return True
    if any(_VERSION.search(h) for h in names[:1]) and any(_AUTHOR.search(h) for h in names):
        return True
    closed = sum(1 for row in table.rows if _is_closed(table, row))
    return (
        closed > 0
        and closed >= _CLOSED_SHARE * len(table.rows)
        and not any(role in ("owner", "status", "after") for role in table.roles.values())
    )


_RAID = re.compile(
    r"[RAID]|risks?|issues?|assumptions?|dependenc(?:y|ies)|constraints?|opportunit(?:y|ies)", re.IGNORECASE
)


def _is_register(table: Table) -> bool:
    """Whether rows without days are risks, assumptions and the like, each called so in a column."""
    if table.columns(*DATED):
        return False
    columns = sorted({c for row in table.rows for c in row.cells})
    return any(all(_RAID.fullmatch(row.text(c)) for row in table.rows if c in row.cells) for c in columns)


def _is_closed(table: Table, row: Row) -> bool:
    start, end = row.span(table.column("name"))
    events = [f for f in row.unit.facts("event") if start <= f.start < end or f.event in ("freeze", "holiday")]
    return any(f.event in ("freeze", "holiday") for f in events)


def _is_plan(table: Table) -> bool:
    """Whether rows without days are steps all the same: the table says so."""
    named = any(role_of(h) == "name" and _STEPS.search(h) for h in table.headings if h)
    others = {"owner", "status", "after", "duration", "key"} & set(table.roles.values())
    return named and bool(others)


def _events(table: Table, dated: Sequence[int]) -> dict[int, tuple[EventKind | None, str]]:
    """The dated columns that are each an event of the row's own, with its kind and name; empty where the row is one."""
    labels: dict[int, tuple[EventKind | None, str]] = {}
    for column in dated:
        heading = table.heading(column)
        words = " ".join(_LABEL_OF_DAY.sub(" ", heading).split())
        plain = role_of(heading) in DATED and kind_of(heading) is None and table.roles[column] != "date"
        if words and not plain:
            labels[column] = (kind_of(heading), words)
    name = table.column("name")
    own = name is not None and role_of(table.heading(name)) == "name"
    if len({words.casefold() for _, words in labels.values()}) > 1:
        return labels
    return labels if labels and not own and all(kind for kind, _ in labels.values()) else {}


def _of_matrix(
    table: Table, row: Row, matrix: dict[int, tuple[EventKind | None, str]], texts: dict[int, str], label: str
) -> Iterator[Said]:
    name = table.column("name")
    whom = row.text(name) or (texts.get(name, "") if name is not None else "")
    # `| | North | South |` / `| Training | 3 May | 10 May |`: the row is what happens, the columns are for whom.
    turned = not any(kind for kind, _ in matrix.values()) and not table.heading(name or 0)
    joined: dict[str, list[int]] = {}
    for column, (_, words) in matrix.items():
        joined.setdefault(words.casefold(), []).append(column)
    if name is None or not whom:
        return
    for columns in joined.values():
        kind, words = matrix[columns[0]]
        cells = [c for c in columns if c in row.cells]
        if not cells:
            continue
        found = Days.joined([days_in(row.unit, *row.span(c)) for c in cells])
        text = row.text(cells[0])
        if not found.known and not traits.is_tbd(text):
            continue
        kinds: tuple[EventKind, ...] = (kind,) if kind else traits.kinds_in(words, ())
        if traits.is_closure(kinds):
            continue
        if turned:
            title = titles.shortened(f"{titles.of_cell(whom)}: {words}")
            base = _base(table, row, title, traits.kinds_in(whom, ()), texts, label, found, cells)
            yield replace(base, groups=(words.lower(),), kinds=titles.without_practice(whom, base.kinds))
            continue
        title = titles.shortened(f"{wording.capital(words)}: {whom}")
        base = _base(table, row, title, kinds, texts, label, found, cells)
        groups = base.groups or ((whom.lower(),) if not traits.kinds_in(whom, ()) else ())
        yield replace(base, groups=groups)


def _of_row(table: Table, row: Row, texts: dict[int, str], label: str) -> Said | None:
    name = table.column("name")
    title = titles.of_cell(texts.get(name, "") if name is not None else "")
    if name is not None and name not in row.cells and title:
        rest = next(
            (row.text(c) for c in sorted(row.cells) if table.roles.get(c) not in DATED | {"key", "owner", "status"}), ""
        )
        title = f"{title}: {rest}" if rest else title
    if not title or not any(c.isalpha() for c in title) or marks.NOT_OURS.search(row.text(name)):
        return None
    people: tuple[str, ...] = ()
    whom = name is not None and (
        role_of(table.heading(name)) == "audience"
        or (role_of(table.heading(name)) is None and table.heading(name) and _PROPER.fullmatch(title))
    )
    if whom and not traits.kinds_in(title, ()):
        people = (title.lower(),)
        title = titles.under_heading(title, row.unit)
    found, replaced = _days(table, row)
    typed = " ".join(texts.get(c, "") or row.text(c) for c in table.columns("kind", "track"))
    kinds = traits.kinds_in(title, (), typed) or traits.kinds_above(row.unit.sentence.headings[-1:])
    if not kinds and any(_MESSAGES.search(table.heading(c)) for c in table.columns("kind", "name")):
        kinds = ("communication",)
    if not set(kinds) - _TOLD_OF and _NEWS.search(" ".join((row.unit.shown.source.title, *row.unit.sentence.headings))):
        kinds = ("communication",)  # "Pit South starts", in a list of talks, is what the talk is about
    kinds = titles.without_practice(title, kinds)
    if traits.is_closure(kinds):
        return None
    said = _base(table, row, title, kinds, texts, label, found)
    said = replace(said, replaced=replaced, groups=tuple(dict.fromkeys([*people, *said.groups])))
    return None if said.status == "cancelled" and not found.known else said


def _days(table: Table, row: Row) -> tuple[Days, tuple[dt.date, ...]]:
    """The days of a row, and those that its own columns call the old ones."""
    read = {c: _cell_days(row, c) for c in table.columns(*DATED) if c in row.cells}
    old = [c for c in read if table.roles[c] == "old"]
    plain = [c for c in read if table.roles[c] not in ("old", "actual")]
    if any(_REVISED.search(table.heading(c)) and read[c].known for c in plain):
        old += [c for c in plain if _PLANNED.search(table.heading(c)) and not _REVISED.search(table.heading(c))]
        plain = [c for c in plain if c not in old]
    actual = [c for c in read if table.roles[c] == "actual" and read[c].known]
    start = [c for c in plain if table.roles[c] == "start"]
    end = [c for c in plain if table.roles[c] == "end"]
    if end and not start:
        start = [c for c in plain if table.roles[c] == "date" and c < end[-1]]
    chosen = actual[:2] or (start[:1] + end[-1:]) or plain[:1]
    if (start or end) and not actual and not any(read[c].known or read[c].noted for c in chosen):
        chosen = [c for c in plain if table.roles[c] == "date"][:1] or chosen
    found = Days.joined([read[c] for c in chosen])
    name = row.cells.get(table.column("name") or 0)
    if name is not None and found.known and found.first == found.last:
        found = replace(found, last=_end_in_name(row, name.start, name.end, found.first) or found.last)
    if not read:
        found = days_in(row.unit, *row.span(table.column("name")))
    current = {found.first, found.last}
    was = [d.first for c in old if (d := read[c]).first is not None and d.first not in current]
    return found, tuple(was)


_CLOSES = re.compile(r"\b(?:closes|ends|until|till|to|runs to|open to)(?: on)?(?: the)?\s*$", re.IGNORECASE)


def _end_in_name(row: Row, start: int, end: int, first: dt.date | None) -> dt.date | None:
    """The last day where a step's name says it: "Survey (closes 27 August)"."""
    text = row.unit.shown.text
    for fact in row.unit.facts("date"):
        if start <= fact.start < end and _CLOSES.search(text[start : fact.start]) and fact.last and first:
            return fact.last if fact.last > first else None
    return None


def _cell_days(row: Row, column: int) -> Days:
    found = days_in(row.unit, *row.span(column))
    text = row.text(column)
    if not found.known and not found.noted:
        day = serial_day(text)
        return Days(day, day, text) if day else Days(words=text)
    return found


def _base(
    table: Table,
    row: Row,
    title: str,
    kinds: tuple[EventKind, ...],
    texts: dict[int, str],
    label: str,
    found: Days,
    own: Sequence[int] = (),
) -> Said:
    told = sorted(c for c in row.cells if table.roles.get(c) in ("name", "audience", "part", "system", "track", None))
    name = table.column("name")
    groups = [g for c in told if table.roles.get(c) != "track" for g in traits.groups_in(row.unit, *row.span(c))]
    audience = [texts.get(c, "") for c in table.columns("audience") if c != name]
    if audience and not groups and any(a for a in audience):
        groups += [a.lower() for a in audience if a and len(a) <= 40 and not any(ch.isdigit() for ch in a)]
    systems = [
        f.value for f in row.unit.facts("system") if any(row.span(c)[0] <= f.start < row.span(c)[1] for c in told)
    ]
    part_text = " ".join(
        [
            title,
            *(texts.get(c, "") for c in table.columns("part")),
            *(texts.get(c, "") for c in table.columns("audience")),
            label,
        ]
    )
    states = [s for c in table.columns("status") if (s := traits.state_of(row.text(c)))]
    status = states[0] if states else "planned"
    day_cells = [row.text(c) for c in own or table.columns(*DATED) if table.roles[c] not in ("old", "actual")]
    unsettled = any(traits.is_tbd(t) for t in day_cells)
    undated = not found.known and not any(day_cells)
    if status == "planned" and (unsettled or undated) and table.columns(*DATED):
        status = "tentative"
    owner = next(
        (o for c in table.columns("owner") if (o := traits.owner_cell(row.text(c)) if row.text(c) else None)), None
    )
    track = next(
        (t for c in table.columns("track", "kind") if (t := traits.track_cell(texts.get(c, "") or row.text(c)))), None
    )
    clock = days_in(row.unit, *row.span(table.column("time"))) if table.column("time") is not None else Days()
    return Said(
        row.unit,
        title,
        found.first,
        found.last,
        found.words,
        found.precise,
        kinds,
        tuple(dict.fromkeys(groups)),
        tuple(dict.fromkeys(systems)),
        tuple(sorted(row.unit.concepts)),
        traits.parts_in(part_text) if traits.parts_in(title) == () else traits.parts_in(title),
        owner,
        status,
        track or _track_of_label(label, row),
        found.starts_at or clock.starts_at,
        found.ends_at or clock.ends_at,
        _duration(row.text(table.column("duration"))),
        (),
        found.question,
        row.text(table.column("key")).lower().rstrip("."),
        found.impossible,
        table.number,
    )


def _track_of_label(label: str, row: Row) -> Track | None:
    if label:
        return traits.track_cell(label)
    above = " ".join(row.unit.sentence.headings[-1:])
    return (
        traits.track_cell(above) if re.search(r"\b(?:track|stream|workstream|side)\b", above, re.IGNORECASE) else None
    )


def _duration(text: str) -> int | None:
    match = _WORKING_DAYS.match(text.strip())
    if match is None:
        return None
    number = float(match["number"].replace(",", "."))
    days = (
        number * 5
        if match["unit"].lower().startswith("w") and match["unit"].lower() not in ("wd", "working day", "working days")
        else number
    )
    return max(1, round(days)) if days else None
