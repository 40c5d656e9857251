"""Files into an initiative through the API, with a line for each and a bar for what is under way."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from service.terminal.client import Api, Failed, complaint
from service.terminal.printing import clean, counted, indented, show

POLL = 0.3
"""Seconds between looks at how far the vectors are."""


@dataclass(frozen=True)
class File:
    """A file to add, and what is known of it."""

    path: Path
    community: str | None = None
    dated: dt.date | None = None

    def known(self) -> dict[str, str]:
        """The form's fields."""
        given = {"community": self.community, "dated": self.dated.isoformat() if self.dated else None}
        return {name: value for name, value in given.items() if value is not None}


@dataclass
class Tally:
    """What became of the files."""

    stored: dict[str, str] = field(default_factory=dict)
    """Document ids by file name."""
    rejected: list[str] = field(default_factory=list)


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that paths lead to: folders with all below them, but for hidden ones."""
    for path in paths:
        if path.is_dir():
            below = sorted((p for p in path.rglob("*") if p.is_file()), key=lambda p: (len(p.parts), p))
            yield from (p for p in below if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield path


async def initiative_named(api: Api, name: str, out: Console, **new: Any) -> str:
    """The id of the initiative of this id or name, made if there is none yet."""
    known = (await api.call("GET", "/v1/initiatives")).json()["initiatives"]
    by_name = [str(each["id"]) for each in known if each["name"].casefold() == name.casefold()]
    found = [name] if any(each["id"] == name for each in known) else by_name
    if len(found) > 1:
        raise Failed(f"{name!a}: several initiatives have this name; expected one of the ids {', '.join(found)}")
    if found:
        return found[0]
    made = (await api.call("POST", "/v1/initiatives", json={"name": name, **new})).json()
    out.print(f"Made the initiative {made['id']}, for there was none of that name.")
    return str(made["id"])


async def add(api: Api, initiative_id: str, files: Sequence[File], out: Console) -> Tally:
    """Adds the files one after the other; those that are rejected do not hold up the rest."""
    tally = Tally()
    wide = max((len(file.path.name) for file in files), default=0)
    with _progress(out) as bars:
        for file in files:
            name = clean(file.path.name)
            if file.path.name in tally.stored:
                tally.rejected.append(name)
                _line(out, "✗", "red", name, wide, "another file of this name came first; rename one of them")
                continue
            bar = bars.add_task(name, total=None, stage="reading and storing")
            try:
                response = await _send(api, initiative_id, file)
            finally:
                bars.remove_task(bar)
            if response.is_success:
                stored = response.json()
                tally.stored[file.path.name] = stored["id"]
                new = f"version {stored['version']}" if response.status_code == 201 else "unchanged"
                said = f"{new}, {counted(len(stored['passages']), 'passage')}"
                _line(out, "✓", "green", name, wide, "; ".join([said, *map(clean, stored["notes"])]))
            elif response.status_code in (413, 415, 422):
                tally.rejected.append(name)
                _line(out, "✗", "red", name, wide, complaint(response).partition(": ")[2].removeprefix(f"{name}: "))
            else:
                raise Failed(complaint(response))
    return tally


async def wait_for_vectors(api: Api, initiative_id: str, out: Console) -> None:
    """Waits until all of the initiative's passages have their vectors, or these do not get on."""
    with _progress(out) as bars:
        bar = bars.add_task("vectors", total=None, stage="")
        while True:
            listed = (await api.call("GET", f"/v1/initiatives/{initiative_id}/documents")).json()["documents"]
            done, total = (sum(document[key] for document in listed) for key in ("embedded", "passages"))
            bars.update(bar, completed=done, total=total, stage=f"{done:,} of {total:,} passages found by meaning")
            if done >= total:
                break
            parts = (await api.call("GET", "/readyz")).json()["parts"]
            trouble = [part["detail"] for part in parts if part["name"] == "embedding" and part["status"] != "ready"]
            if trouble:
                out.print(f"Vectors do not get on ({trouble[0]}); all is found by words, and they follow later.")
                return
            await asyncio.sleep(POLL)
    out.print(f"{counted(total, 'passage')} found by words and by meaning.")


async def _send(api: Api, initiative_id: str, file: File) -> Any:
    try:
        content = file.path.open("rb")
    except OSError as exc:
        raise Failed(f"{file.path}: cannot be opened ({exc.strerror}); check the path and its rights") from exc
    with content:
        return await api.ask(
            "POST",
            f"/v1/initiatives/{initiative_id}/documents",
            files={"file": (file.path.name, content)},
            data=file.known(),
        )


def _progress(out: Console) -> Progress:
    columns = TextColumn("  {task.description}"), BarColumn(24), TextColumn("{task.fields[stage]}"), TimeElapsedColumn()
    return Progress(*columns, console=out, transient=True, disable=not out.is_terminal)


def _line(out: Console, mark: str, style: str, name: str, wide: int, said: str) -> None:
    line = Text.assemble((mark, style), f" {name:<{min(wide, 40)}}  ", (said, "" if mark == "✓" else style))
    show(indented(line, hang=True), to=out)
