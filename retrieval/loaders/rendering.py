"""Writes the readable text of formats that are no text themselves, and the blocks in it as it goes.

Headings and paragraphs are lines with an empty line between, list items are "- …" lines, table rows "a | b | c".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from retrieval.documents import Block, BlockKind, Cell, Parsed
from retrieval.loaders.blocks import label
from retrieval.loaders.limits import Limits, LoadError, too_large
from retrieval.loaders.tables import heading_row

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")


def clean(words: str) -> str:
    """The words without control characters, soft hyphens and surplus spaces; single line breaks stay."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return _BREAKS.sub("\n", _SPACES.sub(" ", _CONTROL.sub("", words))).strip()


def counted(count: int, thing: str) -> str:
    """`1 picture`, `3 pictures`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing.replace(' or ', 's or ')}s"


class Writer:
    """Collects blocks in reading order. `where` may be set between blocks."""

    def __init__(self, name: str, limits: Limits) -> None:
        """Args: name: the file's, for errors; limits: of which letters, blocks and columns are kept here."""
        self.where = ""
        self.notes: list[str] = []
        self.name = name
        self._limits = limits
        self._parts: list[str] = []
        self.length = 0
        self._blocks: list[Block] = []
        self._path: list[tuple[int, str]] = []

    def heading(self, words: str, level: int) -> None:
        """A heading of level 1 to 6; the headings below it in rank end."""
        words = clean(words).replace("\n", " ")
        if not words:
            return
        level = max(1, min(level, 6))
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._add("heading", "", words, level)
        self._path.append((level, label(words)))

    def paragraph(self, words: str, kind: BlockKind = "paragraph") -> None:
        """A paragraph, or a block of code (whose spaces stay)."""
        self._add(kind, "", clean(words) if kind != "code" else _CONTROL.sub("", words).strip("\n"))

    def item(self, words: str, level: int = 1) -> None:
        """A list item, nested from level 1."""
        level = max(1, min(level, 9))
        self._add("item", "  " * (level - 1) + "- ", clean(words), level)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        head: int | None = None,
        wheres: Sequence[str] = (),
        names: Sequence[str] | None = None,
    ) -> None:
        """A table, one block a row.

        Args:
            rows: The cells of each row; a cell merged over several columns stands once, the others empty.
            head: The index of the row with the column headings, if there is one.
            wheres: The `where` of each row, if rows have their own.
            names: The column headings, if they are known; without them and `head`, a heading row is looked for.
        """
        cleaned = [[clean(cell).replace("\n", " ") for cell in row] for row in rows]
        if head is None and names is None:
            head = heading_row(cleaned)
        labels = [label(clean(cell)) for cell in (names or (cleaned[head] if head is not None else ()))]
        before = self.where
        for index, row in enumerate(cleaned):
            if wheres:
                self.where = wheres[index]
            self.row(row, None if head is not None and index <= head else labels)
        self.where = before

    def row(self, cells: Sequence[str], names: Sequence[str] | None) -> None:
        """One row of cleaned cells under column headings; `names=None` for the heading row itself."""
        if len(cells) > self._limits.columns:
            raise too_large(self.name, f"a table has {len(cells):,} columns", self._limits.columns, "columns")
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not any(cells):
            return
        start = self._gap("row")
        found = []
        at = start
        for column, cell in enumerate(cells):
            if cell and names is not None:
                header = names[column] if column < len(names) else ""
                found.append(Cell(start=at, end=at + len(cell), header=header))
            at += len(cell) + 3
        self._add("row", "", " | ".join(cells), cells=tuple(found))

    def reset(self) -> None:
        """Ends all open headings: a new slide, sheet or note begins."""
        self._path.clear()

    def parsed(self, title: str, media_type: str, dated: dt.date | None = None) -> Parsed:
        """The whole, with the first heading or the file's name as title where none is given.

        Raises:
            LoadError: nothing was written.
        """
        if not self._blocks:
            raise LoadError(
                "no_text",
                f"{self.name}: found no text in it, expected some. If it holds pictures or scans, "
                "have their text recognised (OCR) and add that file.",
            )
        text = "".join(self._parts)
        first = next((block for block in self._blocks if block.kind == "heading"), None)
        title = clean(title).replace("\n", " ") or (text[first.start : first.end] if first else "")
        return Parsed(
            title=label(title or self.name.rpartition(".")[0] or self.name),
            text=text,
            blocks=tuple(self._blocks),
            media_type=media_type,
            dated=dated,
            notes=tuple(self.notes),
        )

    def _gap(self, kind: BlockKind) -> int:
        """Where the next block of that kind starts, counting the line ends before it."""
        if not self._blocks:
            return 0
        close = kind in ("item", "row") and self._blocks[-1].kind == kind
        return self.length + (1 if close else 2)

    def _add(self, kind: BlockKind, lead: str, words: str, level: int = 0, cells: tuple[Cell, ...] = ()) -> None:
        if not words:
            return
        line = self._gap(kind)
        self._parts.append("\n" * (line - self.length) + lead + words)
        start = line + len(lead)
        self.length = start + len(words)
        if self.length > self._limits.letters:
            raise too_large(self.name, "it holds too much text", self._limits.letters, "letters")
        if len(self._blocks) >= self._limits.blocks:
            raise too_large(self.name, "it has too many paragraphs or rows", self._limits.blocks, "of them")
        self._blocks.append(
            Block(
                kind=kind,
                start=start,
                end=self.length,
                level=level,
                headings=tuple(words for _, words in self._path),
                where=self.where,
                cells=cells,
            )
        )
