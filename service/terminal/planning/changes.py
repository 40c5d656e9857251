"""What a shift would mean, what changed between two versions, and which versions there are.

Pure: what the API returned in, something that rich can print out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.planning.versions.changes import Changes
from service.planning.versions.what_if import WhatIf
from service.terminal.planning.plan import disconnects
from service.terminal.printing import clean, heading, indented

Json = dict[str, Any]


def what_if(found: Json) -> RenderableType:
    """What would move and break, in lines to read aloud, and what no longer fits or fits again."""
    record = found.pop("record_id", "")
    said = WhatIf.model_validate(found)
    parts: list[RenderableType] = [*_lines(said.text)]
    parts += disconnects(said.appeared)
    if said.settled:
        parts.append(heading("Settled by it"))
        parts += [indented(Text(clean(each.title)), hang=True) for each in said.settled]
    return Group(*parts, Text(f"Record {record}", "dim"))


def changes(found: Json) -> RenderableType:
    """What is different, most important first."""
    said = Changes.model_validate(found)
    head = Text(f"From version {said.from_version} to version {said.to_version}", "bold")
    return Group(head, *(_lines(said.text) if said.text else [indented(Text("Nothing has changed."))]))


def sheet(found: Json) -> RenderableType:
    """An agenda or a prompt sheet, as Markdown to paste."""
    return Text("\n".join(clean(line) if line.strip() else "" for line in found["text"].rstrip("\n").split("\n")))


def versions(found: Json) -> RenderableType:
    """All versions, the newest first."""
    return _table(found["versions"], "version")


def plans(found: Json) -> RenderableType:
    """All plans, by initiative."""
    return _table(found["plans"], "initiative_id")


def _table(rows: Sequence[Json], first: str) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for row in rows:
        made = row["made_at"][:16].replace("T", " ")
        named = f"version {row['version']}" if first == "version" else f"{row[first]}  version {row['version']}"
        table.add_row(Text(named, "bold"), Text(made, "dim"), Text(clean(row["made_by"])), Text(clean(row["cause"])))
    return table


def _lines(text: Sequence[str]) -> Iterator[RenderableType]:
    for line in text:
        yield indented(Text(clean(line)), hang=True)
