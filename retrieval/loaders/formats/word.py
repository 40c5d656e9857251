"""Word documents: body, tables, text boxes, footnotes and comments, in the order in which they stand.

The body is walked as XML rather than through `iter_inner_content()`, which leaves out content controls, and through
`row.cells`, which takes minutes for a large table. python-docx opens the package and knows the styles.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import docx
from docx.oxml.parser import parse_xml

from retrieval.documents import Parsed
from retrieval.loaders.child import run
from retrieval.loaders.files import check_package
from retrieval.loaders.limits import Limits
from retrieval.loaders.rendering import Writer, clean, counted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTAINERS = frozenset(_W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_LEFT_OUT = frozenset((_W + "del", _W + "moveFrom", _W + "txbxContent", _W + "rPr", _W + "pPr", _FALLBACK))
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_HEADING = re.compile(r"heading (\d)$")
_LIST = re.compile(r"list (?:bullet|number|paragraph)(?: (\d))?$|list continue(?: (\d))?$")


class _Style(NamedTuple):
    """What a paragraph style makes of a paragraph."""

    heading: int = 0
    item: int = 0


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.docx`."""
    check_package(name, data, limits)
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    writer = Writer(name, limits)
    styles = _styles(document)
    by_weight = not any(_style_of(p, styles).heading for p in body.iter(_W + "p"))
    for element in _elements(body):
        if element.tag == _W + "tbl":
            _table(element, writer)
        else:
            _paragraph(element, styles, by_weight, writer)
    _footnotes(document, writer)
    _comments(document, writer)
    _note_losses(body, writer)
    return writer.parsed(_title(document, body, styles), _MEDIA)


def _elements(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables below an element, those in content controls too."""
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            if child.tag in (_W + "p", _W + "tbl"):
                yield child
            elif child.tag in _CONTAINERS:
                stack.append(iter(child))
                break
        else:
            stack.pop()


def _styles(document: Any) -> dict[str, _Style]:
    """What each style makes, by its id; a style that says nothing takes after the one it is based on."""
    elements = {each.get(_W + "styleId", ""): each for each in document.styles.element.iter(_W + "style")}
    return {key: _style(each, elements) for key, each in elements.items()}


def _style(style: Any, elements: dict[str, Any]) -> _Style:
    for _ in range(12):
        name = _value(style, "name").lower()
        heading, item = _HEADING.match(name), _LIST.match(name)
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if heading:
            return _Style(heading=int(heading[1]))
        if name == "title":
            return _Style(heading=1)
        if outline is not None and outline.get(_W + "val", "9") < "9":
            return _Style(heading=int(outline.get(_W + "val")) + 1)
        if item and not name.startswith("list paragraph"):
            return _Style(item=int(item[1] or item[2] or 1))
        if style.find(f"{_W}pPr/{_W}numPr") is not None:
            return _Style(item=1)
        style = elements.get(_value(style, "basedOn"))
        if style is None:
            break
    return _Style()


def _value(element: Any, tag: str) -> str:
    found = element.find(_W + tag)
    return (found.get(_W + "val") or "") if found is not None else ""


def _style_of(paragraph: Any, styles: dict[str, _Style]) -> _Style:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(style.get(_W + "val"), _Style()) if style is not None else _Style()


def _paragraph(paragraph: Any, styles: dict[str, _Style], by_weight: bool, writer: Writer) -> None:
    words = _words(paragraph)
    style = _style_of(paragraph, styles)
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
    if style.heading:
        writer.heading(words, style.heading)
    elif numbered is not None and _value(numbered, "numId") != "0":
        level = _value(numbered, "ilvl")
        writer.item(words, max(style.item, int(level) + 1 if level.isdigit() else 1))
    elif style.item:
        writer.item(words, style.item)
    elif by_weight and _is_bold_line(paragraph, words):
        writer.heading(words, 2)
    else:
        writer.paragraph(words)
    boxes = [box for box in paragraph.iter(_W + "txbxContent") if next(box.iterancestors(_FALLBACK), None) is None]
    if boxes:
        before, writer.where = writer.where, "text box"
        for box in boxes:
            for inner in box.iterchildren(_W + "p"):
                writer.paragraph(_words(inner))
        writer.where = before


def _is_bold_line(paragraph: Any, words: str) -> bool:
    """Whether a short line is bold throughout: how headings look in documents without heading styles."""
    if not 0 < len(words.strip()) <= 80 or words.rstrip().endswith((".", ":", ",", ";", "!", "?")):
        return False
    runs = [run for run in paragraph.iterchildren(_W + "r") if _words(run).strip()]
    bold = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(bold) and all(mark is not None and mark.get(_W + "val") not in ("0", "false") for mark in bold)


def _words(element: Any) -> str:
    """The text as it stands with all changes accepted, without text boxes and hidden runs."""
    found: list[str] = []
    stack = [iter(element)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag == _W + "t":
                found.append(child.text or "")
            elif tag in _BREAKS:
                found.append(_BREAKS[tag])
            elif tag not in _LEFT_OUT and len(child) and child.find(f"{_W}rPr/{_W}vanish") is None:
                if tag == _W + "p":
                    found.append("\n")
                stack.append(iter(child))
                break
        else:
            stack.pop()
    return "".join(found)


_NAME = 60
"""Characters up to which a cell merged over several rows is a name that holds for each of them."""


def _table(table: Any, writer: Writer) -> None:
    rows: list[list[str]] = []
    head = None
    for row in _rows(table):
        cells: list[str] = []
        for cell in _cells(row):
            properties = cell.find(_W + "tcPr")
            merge = properties.find(_W + "vMerge") if properties is not None else None
            across = _value(properties, "gridSpan") if properties is not None else ""
            goes_on = merge is not None and merge.get(_W + "val") != "restart"
            cells.append(_above(rows, len(cells)) if goes_on else _words(cell))
            cells.extend([""] * (min(int(across), 60) - 1 if across.isdigit() else 0))
        if row.find(f"{_W}trPr/{_W}tblHeader") is not None and head in (None, len(rows) - 1):
            head = len(rows)
        rows.append(cells)
    if head is not None and head == len(rows) - 1:
        head = None
    if len(rows) == 1 and len(rows[0]) == 1:
        # A frame around a remark.
        writer.paragraph(rows[0][0])
    else:
        writer.table(rows, head)


def _above(rows: list[list[str]], column: int) -> str:
    """What a cell that goes on from the row above holds: a short name is said in each of its rows, a text once."""
    held = rows[-1][column] if rows and column < len(rows[-1]) else ""
    return held if len(held) <= _NAME else ""


def _rows(table: Any) -> Iterator[Any]:
    return (row for row in table.iter(_W + "tr") if _own(row, table, _W + "tbl"))


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row.iter(_W + "tc") if _own(cell, row, _W + "tr"))


def _own(element: Any, ancestor: Any, tag: str) -> bool:
    """Whether the nearest element of that tag above is this ancestor, and not that of a nested table."""
    return next(element.iterancestors(tag), None) is ancestor


def _footnotes(document: Any, writer: Writer) -> None:
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
                continue
            writer.reset()
            root = parse_xml(relation.target_part.blob)
            for note in root.iterchildren(_W + kind):
                if note.get(_W + "type") in (None, "normal"):
                    writer.where = f"{kind} {note.get(_W + 'id')}"
                    writer.paragraph(_words(note))
    writer.where = ""


def _comments(document: Any, writer: Writer) -> None:
    writer.reset()
    for comment in document.comments:
        writer.where = f"comment by {clean(comment.author) or 'unknown'}"
        writer.paragraph(_words(comment._comment_elm))
    writer.where = ""


def _note_losses(body: Any, writer: Writer) -> None:
    pictures = sum(1 for _ in body.iter(_BLIP))
    if pictures:
        writer.notes.append(f"{counted(pictures, 'picture')} without text.")
    if next(body.iter(_W + "del", _W + "ins", _W + "moveFrom"), None) is not None:
        writer.notes.append("The document holds tracked changes; it was read as if all were accepted.")
    if next(body.iter(_W + "object"), None) is not None:
        writer.notes.append("Embedded objects were not read.")


def _title(document: Any, body: Any, styles: dict[str, _Style]) -> str:
    titles = (_words(p) for p in body.iter(_W + "p") if _style_of(p, styles).heading == 1)
    first = next((words for words in titles if words.strip()), "")
    return first or document.core_properties.title or ""


if __name__ == "__main__":
    run(load)
