"""Cuts a document's text into passages: the pieces that are searched for, shown and cited.

A passage is made of whole blocks under one heading, on one page or slide, of about 80 to 220 words, and its text
is exactly `text[start:end]`. What is embedded are its windows, each a sentence or a few rows. Above it stands
ingestion, below it only the nouns; it knows no index and no file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import syntok.segmenter as segmenter

from retrieval.documents import Block, BlockKind, Document, Passage, passage_id

TARGET = 160
"""Words after which a passage of more than `LEAST` words takes no further block."""
LEAST = 80
MOST = 220
TINY = 30
"""Words below which a passage joins its neighbour, even across a heading."""
WINDOW = 25
"""Words of a window: one sentence, or the short rows and items that stand together."""
LONGEST_WINDOW = 40
_LETTERS_PER_WORD = 12
_WINDOW = 20_000
_LABEL = 300

_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s+")
_ROW = re.compile(r"(?:^|, )row (\d+)$")
_LINE_ENDS = re.compile(r"\n+")
_LEAD = re.compile(r"[^\w\n]{0,40}(?:\w{1,5}[.)][ \t]+)?[^\w\n]{0,40}")


class Piece(NamedTuple):
    """Where one passage lies: `text[start:end]`, the headings above it, and its page, slide or rows."""

    start: int
    end: int
    headings: tuple[str, ...]
    where: str


class _Unit(NamedTuple):
    """A block, or a part of one that is too long."""

    kind: BlockKind
    start: int
    end: int
    size: int
    block: Block


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document version, in order. Every word of its text is in exactly one of them."""
    return tuple(
        Passage(
            id=passage_id(document.id, document.sha256, piece.start, piece.end),
            document_id=document.id,
            initiative_id=document.initiative_id,
            title=document.title,
            version=document.version,
            start=piece.start,
            end=piece.end,
            text=document.text[piece.start : piece.end],
            headings=piece.headings,
            where=piece.where,
            community=document.community,
            dated=document.dated,
        )
        for piece in cut(document.text, document.blocks)
    )


def cut(text: str, blocks: Sequence[Block]) -> list[Piece]:
    """The spans of the passages, in order and without overlap; every word of `text` is in one of them.

    Rows of a table whose heading row lies in an earlier passage have the column headings, joined by " | ", as the
    last of `headings`.

    Args:
        text: The document's text.
        blocks: Its blocks, in order and without overlap; text outside of them counts as paragraphs.
    """
    groups = _join_tiny(_groups(_units(text, blocks)))
    return [_piece(group) for group in groups]


def windows(text: str) -> list[str]:
    """A passage's text in windows of about `WINDOW` words: its sentences, rows and items, short ones together.

    One that is longer than `LONGEST_WINDOW` is cut into windows that overlap by half, or what stands at a cut would be
    in none. Every word is in one of them; a text without words is a window itself.
    """
    found: list[str] = []
    held: list[str] = []
    for sentence in _lines_and_sentences(text):
        words = sentence.split()
        if held and len(held) + len(words) > WINDOW:
            found.append(" ".join(held))
            held = []
        while len(words) > LONGEST_WINDOW:
            found.append(" ".join(words[:WINDOW]))
            words = words[WINDOW // 2 :]
        held += words
    return [*found, *([" ".join(held)] if held else [])] or [text]


def _lines_and_sentences(text: str) -> Iterator[str]:
    start = 0
    for end in [*(ends.end() for ends in _LINE_ENDS.finditer(text)), len(text)]:
        at = start
        for stop in [*_sentence_starts(text, start, end), end]:
            if _WORD.search(text, at, stop):
                yield text[at:stop]
            at = stop
        start = end


def _units(text: str, blocks: Sequence[Block]) -> Iterator[_Unit]:
    """The blocks and what lies between them, none larger than a passage may be."""
    done = 0
    for block in blocks:
        # The line's marker ("## ", "12. ", "> ") belongs to the block when the passage is shown.
        line = max(done, text.rfind("\n", done, block.start) + 1)
        yield from _between(text, done, line)
        start = line if _LEAD.fullmatch(text, line, block.start) else block.start
        yield from _between(text, line, start)
        if _WORD.search(text, start, block.end):
            yield from _split(text, block, start, block.end)
        done = max(done, block.end)
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[_Unit]:
    word = _WORD.search(text, start, end)
    if word:
        stop = start + len(text[start:end].rstrip())
        yield from _split(text, Block(kind="paragraph", start=word.start(), end=stop), word.start(), stop)


def _size(text: str, start: int, end: int) -> int:
    """The length in words; in scripts without spaces, and in long codes, twelve letters count as a word."""
    return max(len(text[start:end].split()), (end - start) // _LETTERS_PER_WORD)


def _split(text: str, block: Block, start: int, end: int) -> Iterator[_Unit]:
    size = _size(text, start, end)
    if size <= MOST:
        yield _Unit(block.kind, start, end, size, block)
        return
    begin, taken = start, 0
    for left, right in _sentences(text, block.kind, start, end):
        length = _size(text, left, right)
        if taken and (taken + length > MOST or (taken >= LEAST and taken + length > TARGET)):
            stop = begin + len(text[begin:left].rstrip())
            yield _Unit(block.kind, begin, stop, taken, block)
            begin, taken = left, 0
        taken += length
    yield _Unit(block.kind, begin, end, taken, block)


def _sentences(text: str, kind: BlockKind, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph or the lines of code; those that are too long, cut between words."""
    if kind in ("code", "row"):
        bounds = [ends.end() for ends in _LINE_ENDS.finditer(text, start, end)]
    else:
        bounds = list(_sentence_starts(text, start, end))
    left = start
    for right in [*bounds, end]:
        if right <= left:
            continue
        yield from _halves(text, left, right)
        left = right


def _sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    while start < end:
        # Windows keep the segmenter's time and memory bounded on a text that is a single paragraph.
        stop = end if end - start <= _WINDOW else max(text.rfind(" ", start + 1, start + _WINDOW), start + 1)
        if stop == start + 1:
            stop = start + _WINDOW
        for paragraph in segmenter.analyze(text[start:stop]):
            for sentence in paragraph:
                at = start + sentence[0].offset
                if sentence and start < at < stop and text[at - 1].isspace():
                    yield at
        start = stop


def _halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch itself or, where it is longer than a passage may be, stretches cut at spaces."""
    while end - start > MOST * _LETTERS_PER_WORD or _size(text, start, end) > MOST:
        limit = min(end, start + (MOST - 20) * _LETTERS_PER_WORD)
        spaces = list(islice(_SPACE.finditer(text, start + 1, limit), MOST - 20))
        stop = spaces[-1].end() if spaces else limit
        if stop >= end:
            break
        yield start, stop
        start = stop
    if end > start:
        yield start, end


def _groups(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    group: list[_Unit] = []
    size = 0
    for unit in units:
        if group and (_parts(group, unit) or _full(size, unit)):
            carried = _lead_in(group, unit)
            yield group[: len(group) - len(carried)]
            group, size = carried, sum(each.size for each in carried)
        group.append(unit)
        size += unit.size
    if group:
        yield group


def _parts(group: list[_Unit], unit: _Unit) -> bool:
    """Whether a heading, page or slide begins with the unit, so that a new passage does."""
    last = group[-1]
    if _place(last.block.where) != _place(unit.block.where):
        return True
    if unit.kind == "heading":
        return any(each.kind != "heading" for each in group)
    return last.kind != "heading" and last.block.headings != unit.block.headings


def _full(size: int, unit: _Unit) -> bool:
    return size + unit.size > MOST or (size >= LEAST and size + unit.size > TARGET)


def _lead_in(group: list[_Unit], unit: _Unit) -> list[_Unit]:
    """The last of several headings, when what stands under it no longer fits with them."""
    last = group[-1]
    opens = len(group) > 1 and last.kind == "heading" and unit.kind != "heading"
    near = _place(last.block.where) == _place(unit.block.where)
    return [last] if opens and near and last.size + unit.size <= MOST else []


def _join_tiny(groups: Iterable[list[_Unit]]) -> Iterator[list[_Unit]]:
    held: list[_Unit] = []
    for group in groups:
        if held and _may_join(held, group):
            held = held + group
        else:
            if held:
                yield held
            held = group
    if held:
        yield held


def _may_join(held: list[_Unit], group: list[_Unit]) -> bool:
    left, right = _total(held), _total(group)
    ahead, behind = held[-1].block, group[0].block
    most = MOST if ahead.headings == behind.headings else TARGET
    if (left >= TINY and right >= TINY) or left + right > most:
        return False
    if _place(ahead.where).partition(", ")[0] != _place(behind.where).partition(", ")[0]:
        return False
    # Sections join their neighbour or the section they are part of, never the end of another chapter.
    shared = _shared([_path(unit) for unit in (*held, *group)])
    return len(shared) >= min(len(_path(held[0])), len(_path(group[0]))) - 1


def _total(group: list[_Unit]) -> int:
    return sum(unit.size for unit in group)


def _place(where: str) -> str:
    """The page, slide or sheet, without the row."""
    return _ROW.sub("", where)


def _path(unit: _Unit) -> tuple[str, ...]:
    return unit.block.headings


def _shared(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first = paths[0]
    length = min(
        next(
            (i for i, (a, b) in enumerate(zip(first, path, strict=False)) if a != b),
            min(len(first), len(path)),
        )
        for path in paths
    )
    return first[:length]


def _piece(group: list[_Unit]) -> Piece:
    bodies = [unit for unit in group if unit.kind != "heading"] or group
    headings = _shared([_path(unit) for unit in bodies])
    first = group[0]
    if first.kind == "row" and first.block.cells:
        columns = [cell.header for cell in first.block.cells if cell.header]
        if columns:
            headings = (*headings, " | ".join(columns)[:_LABEL])
    return Piece(group[0].start, group[-1].end, headings, _where(group))


def _where(group: list[_Unit]) -> str:
    first, last = group[0].block.where, group[-1].block.where
    place = _place(first)
    rows = [found[1] for found in (_ROW.search(unit.block.where) for unit in group) if found]
    if first == last or place != _place(last) or not rows:
        return first
    span = f"row {rows[0]}" if rows[0] == rows[-1] else f"rows {rows[0]}-{rows[-1]}"
    return f"{place}, {span}" if place else span
