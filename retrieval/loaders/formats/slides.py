"""PowerPoint presentations: titles as headings, bullets with their levels, tables, and the speaker's notes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from retrieval.documents import Parsed
from retrieval.loaders.child import run
from retrieval.loaders.files import check_package
from retrieval.loaders.limits import Limits
from retrieval.loaders.rendering import Writer, counted

_MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.pptx`."""
    check_package(name, data, limits)
    presentation = Presentation(io.BytesIO(data))
    writer = Writer(name, limits)
    lost: Counter[str] = Counter()
    hidden = []
    for number, slide in enumerate(presentation.slides, 1):
        writer.where = f"slide {number}"
        writer.reset()
        if slide._element.get("show") == "0":
            hidden.append(str(number))
        title = slide.shapes.title
        if title is not None:
            writer.heading(title.text_frame.text, 1)
        for shape in _shapes(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                _shape(shape, writer, lost)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            writer.where = f"slide {number}, notes"
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                writer.paragraph(paragraph.text)
    writer.where = ""
    writer.notes.extend(f"{counted(count, what)} not read." for what, count in lost.items())
    if hidden:
        writer.notes.append(f"Hidden in the presentation, and read: slide {', '.join(hidden)}.")
    return writer.parsed(presentation.core_properties.title or "", _MEDIA)


def _shapes(shapes: Any) -> Iterator[Any]:
    """All shapes in their order, those in groups too."""
    stack = [iter(shapes)]
    while stack:
        for shape in stack[-1]:
            if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                stack.append(iter(shape.shapes))
                break
            yield shape
        else:
            stack.pop()


def _shape(shape: Any, writer: Writer, lost: Counter[str]) -> None:
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    if kind in _FURNITURE:
        return
    graphic = next(shape._element.iter(_A + "graphicData"), None)
    uri = graphic.get("uri") if graphic is not None else ""
    if getattr(shape, "has_table", False):
        _table(shape.table, writer)
    elif uri == _CHART:
        lost["chart"] += 1
    elif uri and uri != _TABLE:
        lost["diagram or object"] += 1
    elif shape._element.tag.endswith("}pic"):
        lost["picture"] += 1
    elif shape.has_text_frame:
        if kind in _TITLES or kind == PP_PLACEHOLDER.SUBTITLE:
            writer.paragraph(shape.text_frame.text)
        else:
            _frame(shape.text_frame, writer, listed=kind is not None)


def _frame(frame: Any, writer: Writer, *, listed: bool) -> None:
    """Writes a text frame. Placeholders are lists, unless a paragraph has its bullet removed or stands alone."""
    paragraphs = [p for p in frame.paragraphs if p.text.strip()]
    for paragraph in paragraphs:
        properties = paragraph._p.pPr
        marks = {child.tag for child in properties} if properties is not None else set()
        bullet = bool(marks & {_A + "buChar", _A + "buAutoNum", _A + "buBlip"})
        plain = _A + "buNone" in marks
        if bullet or paragraph.level or (listed and len(paragraphs) > 1 and not plain):
            writer.item(paragraph.text, paragraph.level + 1)
        else:
            writer.paragraph(paragraph.text)


def _table(table: Any, writer: Writer) -> None:
    rows = [["" if cell.is_spanned else cell.text_frame.text for cell in _row(row)] for row in table.rows]
    writer.table(rows, 0 if table.first_row and len(rows) > 1 else None)


def _row(row: Any) -> list[Any]:
    return list(row.cells)


if __name__ == "__main__":
    run(load)
