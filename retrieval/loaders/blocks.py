"""Reads plain text and Markdown, line by line, into blocks that are spans of the very text given.

One reader serves pasted text, `.txt`, `.md` and the bodies of mails, so it takes what people paste and not
only what CommonMark defines: bullets such as "•", tables pasted from a spreadsheet, numbered headings, lines
that stand for themselves. It is linear in the length of the text and knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.documents import Block, BlockKind, Cell, Parsed
from retrieval.loaders.lines import (
    KEYED,
    SENTENCE_END,
    Line,
    lines,
    piped_cells,
    stands_alone,
    tabbed_cells,
)
from retrieval.loaders.tables import heading_row

LONGEST_LABEL = 200
"""Characters of a heading that are repeated with each block below it."""

_LONGEST_TITLE = 100
_BULLET = re.compile(r"(?:[-*+–—][ \t]+|[•‣⁃◦▪▫●○∙·][ \t]*|o(?:\t| {2,})[ \t]*)(?=\S)")
_ORDERED = re.compile(r"(?:(\d{1,3})[.)]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\))[ \t]+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]+(?=\S)")
_MARKED = re.compile(r"^#{1,6}[ \t]+\S|^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)


def read(text: str, *, where: str = "", quoted: str | None = None) -> tuple[Block, ...]:
    """The blocks of `text`, in order and without overlap.

    Args:
        text: Plain text or Markdown of any length; any line ends.
        where: The `where` of each block.
        quoted: The `where` of blocks whose lines are marked with `>`; the same as `where` by default.
    """
    return _Reader(text, where, where if quoted is None else quoted).read()


def parse_text(text: str, title: str = "", *, media_type: str = "text/plain") -> Parsed:
    """What pasted text or Markdown says, without leaving the process.

    Args:
        text: Any text; `Parsed.text` is the very same string, so offsets into it stay the caller's.
        title: The title; else the first heading, else the first words.
        media_type: `text/plain` or `text/markdown`.
    """
    blocks = read(text)
    if not title:
        named = next((b for b in blocks if b.kind == "heading"), blocks[0] if blocks else None)
        title = label(text[named.start : named.end].partition("\n")[0])[:_LONGEST_TITLE] if named else ""
    return Parsed(title=title, text=text, blocks=blocks, media_type=media_type)


def label(words: str) -> str:
    """A heading's words for the heading path: without emphasis marks, on one line, at most 200 characters."""
    plain = " ".join(words.replace("**", "").replace("__", "").replace("`", "").split())
    return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1] + "…"


class _Reader:
    """The state of one reading: the lines, the headings open above, the list open around."""

    def __init__(self, text: str, where: str, quoted: str) -> None:
        self.text = text
        self.where = where
        self.quoted = quoted
        self.lines = lines(text)
        self.blocks: list[Block] = []
        self.path: list[tuple[int, str]] = []
        self.indents: list[int] = []
        self.unmarked = _MARKED.search(text) is None
        self.unclosed: dict[str, int] = {}

    def read(self) -> tuple[Block, ...]:
        at = self._front_matter()
        steps: tuple[Callable[[int], int], ...] = (
            self._fence,
            self._comment,
            self._heading,
            self._rule,
            self._piped_table,
            self._tabbed_table,
            self._item,
        )
        while at < len(self.lines):
            if not self.lines[at].body:
                at += 1
                continue
            for step in steps:
                after = step(at)
                if after:
                    break
            else:
                after = self._paragraph(at)
            at = after
        return tuple(self.blocks)

    def _add(
        self, kind: BlockKind, start: int, end: int, depth: int, level: int = 0, cells: tuple[Cell, ...] = ()
    ) -> None:
        self.blocks.append(
            Block(
                kind=kind,
                start=start,
                end=end,
                level=level,
                headings=tuple(words for _, words in self.path),
                where=self.quoted if depth else self.where,
                cells=cells,
            )
        )

    def _add_heading(self, start: int, end: int, level: int, depth: int) -> None:
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        self._add("heading", start, end, depth, level)
        self.path.append((level, label(self.text[start:end])))
        self.indents.clear()

    def _front_matter(self) -> int:
        """Reads `--- key: value … ---` at the very top as one paragraph a line."""
        if not self.lines or self.lines[0].body != "---":
            return 0
        for at, line in enumerate(self.lines[1:60], 1):
            if line.body in ("---", "..."):
                for each in self.lines[1:at]:
                    if each.body:
                        self._add("paragraph", each.at, each.at + len(each.body), each.depth)
                return at + 1
            if line.body and not (KEYED.match(line.body) or line.indent or line.body.startswith(("-", "#"))):
                return 0
        return 0

    def _fence(self, at: int) -> int:
        line = self.lines[at]
        mark = line.body[:3]
        if mark not in ("```", "~~~"):
            return 0
        size = len(line.body) - len(line.body.lstrip(mark[0]))
        if mark == "```" and "`" in line.body[size:]:
            return 0
        if size >= self.unclosed.get(mark, size + 1):
            return 0
        for end in range(at + 1, len(self.lines)):
            body = self.lines[end].body
            if body.startswith(mark) and len(body) >= size and not body.strip(mark[0]):
                self._add("code", line.at, self.lines[end].at + len(body), line.depth)
                return end + 1
        # A fence that is never closed would make code of all that follows; it is read as text instead.
        self.unclosed[mark] = size
        return 0

    def _comment(self, at: int) -> int:
        """Passes over `<!-- … -->` on lines of its own: no reader of the page sees it."""
        line = self.lines[at]
        if not line.body.startswith("<!--") or "<!--" in self.unclosed:
            return 0
        end = self.text.find("-->", line.at)
        if end < 0:
            self.unclosed["<!--"] = at
            return 0
        last = at
        while self.lines[last].end < end:
            last += 1
        if self.text[end + 3 : self.lines[last].end].strip():
            # What follows the mark on its line would be lost; the far end is not looked for again.
            self.unclosed["<!--"] = at
            return 0
        return last + 1

    def _heading(self, at: int) -> int:
        line = self.lines[at]
        body = line.body
        if body.startswith("#"):
            level = len(body) - len(body.lstrip("#"))
            rest = body[level:]
            if level <= 6 and rest[:1] in (" ", "\t"):
                words = rest.strip()
                closed = words.rstrip("#")
                if closed != words and closed[-1:] in (" ", "\t"):
                    words = closed.rstrip()
                start = line.at + level + len(rest) - len(rest.lstrip())
                self._add_heading(start, start + len(words), level, line.depth)
                return at + 1
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if (
            below is not None
            and len(below.body) >= 3
            and below.body[0] in "=-"
            and not below.body.strip(below.body[0])
            and below.depth == line.depth
            and len(body) <= LONGEST_LABEL
            and any(map(str.isalnum, body))
            and not self._opens_item(at)
        ):
            self._add_heading(line.at, line.at + len(body), 1 if below.body[0] == "=" else 2, line.depth)
            return at + 2
        level = self._plain_heading(at) if self.unmarked else 0
        if level:
            self._add_heading(line.at, line.at + len(body), level, line.depth)
            return at + 1
        return 0

    def _plain_heading(self, at: int) -> int:
        """The level of a line that stands alone and looks like a heading, in text that marks none; else 0."""
        body = self.lines[at].body
        if len(body) > 80 or body.endswith((".", "!", "?", ":", ";", ",")):
            return 0
        if (at and self.lines[at - 1].body) or at + 2 >= len(self.lines) or self.lines[at + 1].body:
            return 0
        follows = next((i for i in range(at + 2, min(at + 6, len(self.lines))) if self.lines[i].body), None)
        if follows is None:
            return 0
        if body[:2] == body[-2:] == "**" and len(body) > 4 and "**" not in body[2:-2]:
            return 6
        numbered = _NUMBERED.match(body)
        if numbered and body[numbered.end()].isupper():
            simple = "." not in numbered[1]
            if simple and (self._opens_item(follows) or self.lines[follows].indent > self.lines[at].indent):
                return 0
            return min(numbered[1].count(".") + 2, 5)
        letters = sum(map(str.isalpha, body))
        return 1 if letters >= 4 and body.isupper() and len(body.split()) <= 8 else 0

    def _rule(self, at: int) -> int:
        body = self.lines[at].body
        bare = body.replace(" ", "")
        if len(bare) >= 3 and bare[0] in "-*_=" and not bare.strip(bare[0]):
            self.indents.clear()
            return at + 1
        return 0

    def _piped_table(self, at: int) -> int:
        head = self.lines[at]
        if "|" not in head.body or at + 1 >= len(self.lines):
            return 0
        below = self.lines[at + 1].body
        if "|" not in below or "-" not in below or below.strip("|-: \t"):
            return 0
        names = [label(self.text[start:end]) for start, end in piped_cells(head)]
        self._add("row", head.at, head.at + len(head.body), head.depth)
        at += 2
        while at < len(self.lines) and "|" in self.lines[at].body and self.lines[at].depth == head.depth:
            self._add_row(self.lines[at], piped_cells(self.lines[at]), names)
            at += 1
        return at

    def _tabbed_table(self, at: int) -> int:
        """Reads lines with the same number of tabs, as a spreadsheet puts them on the clipboard."""
        first = self.lines[at]
        if "\t" not in first.body or self._opens_item(at):
            return 0
        tabs = self.text.count("\t", first.start, first.end)
        end = at
        while (
            end < len(self.lines)
            and "\t" in (line := self.lines[end]).body
            and line.depth == first.depth
            and self.text.count("\t", line.start, line.end) == tabs
            and not self._opens_item(end)
        ):
            end += 1
        if end - at < 2:
            return 0
        rows = [tabbed_cells(self.text, line) for line in self.lines[at:end]]
        words = [[self.text[a:b] for a, b in row] for row in rows[:12]]
        named = heading_row(words)
        names = [label(each) for each in words[named]] if named is not None else []
        for index, row in enumerate(rows):
            line = self.lines[at + index]
            if named is not None and index <= named:
                self._add("row", line.at, line.at + len(line.body), line.depth)
            else:
                self._add_row(line, row, names)
        return end

    def _add_row(self, line: Line, spans: list[tuple[int, int]], names: list[str]) -> None:
        cells = tuple(
            Cell(start=start, end=end, header=names[column] if column < len(names) else "")
            for column, (start, end) in enumerate(spans)
            if end > start
        )
        self._add("row", line.at, line.at + len(line.body), line.depth, cells=cells)
        self.indents.clear()

    def _opens_item(self, at: int) -> re.Match[str] | None:
        """The marker of a list item, if the line has one that counts at this place."""
        body = self.lines[at].body
        bullet = _BULLET.match(body)
        above = self.lines[at - 1] if at else None
        free = above is None or not above.body or above.body.endswith(":") or bool(self.indents)
        if bullet:
            return bullet if free or body[0] not in "–—o·" else None
        ordered = _ORDERED.match(body)
        # "2027. The …" at the start of a wrapped line is no item: within a paragraph only "1." opens a list.
        return ordered if ordered and (free or ordered[1] == "1") else None

    def _item(self, at: int) -> int:
        marker = self._opens_item(at)
        if marker is None:
            return 0
        line = self.lines[at]
        while self.indents and self.indents[-1] > line.indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] + 1 < line.indent:
            self.indents.append(line.indent)
        last, after = line, at + 1
        while after < len(self.lines) and self._continues(line, last, after):
            last = self.lines[after]
            after += 1
        self._add("item", line.at + marker.end(), last.at + len(last.body), line.depth, min(len(self.indents), 20))
        return after

    def _continues(self, item: Line, last: Line, at: int) -> bool:
        line = self.lines[at]
        if self._starts_other(at) or line.depth != item.depth:
            return False
        if line.indent > item.indent or line.body[0].islower():
            return True
        return len(last.body) >= 60 and not last.body.endswith(SENTENCE_END)

    def _starts_other(self, at: int) -> bool:
        """Whether the line cannot belong to the paragraph or item above it."""
        body = self.lines[at].body
        if not body or body.startswith(("```", "~~~", "<!--")) or self._opens_item(at):
            return True
        if body[0] == "#" and body.lstrip("#")[:1] in (" ", "\t"):
            return True
        bare = body.replace(" ", "")
        return len(bare) >= 3 and bare[0] in "-*_=" and not bare.strip(bare[0])

    def _paragraph(self, at: int) -> int:
        first = self.lines[at]
        end = at + 1
        while end < len(self.lines) and self.lines[end].depth == first.depth and not self._starts_other(end):
            if self._begins_table(end):
                break
            end += 1
        group = self.lines[at:end]
        width = max(len(line.body) for line in group)
        start = first.at
        for line, below in zip(group, [*group[1:], None], strict=True):
            if below is None or stands_alone(self.text, line, below, width):
                self._add("paragraph", start, line.at + len(line.body), line.depth)
                start = below.at if below is not None else start
        if not first.indent:
            self.indents.clear()
        return end

    def _begins_table(self, at: int) -> bool:
        line = self.lines[at]
        if at + 1 >= len(self.lines):
            return False
        below = self.lines[at + 1]
        if "|" in line.body:
            return "|" in below.body and "-" in below.body and not below.body.strip("|-: \t")
        tabs = self.text.count("\t", line.start, line.end)
        return "\t" in line.body and "\t" in below.body and self.text.count("\t", below.start, below.end) == tabs
