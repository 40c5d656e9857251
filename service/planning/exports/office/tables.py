"""Tables in a Word document, written as XML: thousands of rows through python-docx's cells take minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from service.planning.exports.wording import readable

_LINE = "BFC6D1"
_TWIPS = 567
"""A centimetre, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in a cell, and how."""

    words: str
    bold: bool = False
    lead: bool = False
    """Whether the first line is bold."""
    struck: bool = False
    color: str | None = None
    """RGB, `B42318`."""
    fill: str | None = None
    centred: bool = False
    size: float | None = None
    """Points; the table's own where null."""


def table(
    document: Document,
    widths: Sequence[float],
    header: Sequence[Text],
    rows: Iterable[Sequence[Text]],
    *,
    size: float = 9.0,
) -> None:
    """Add a table; its header repeats on every page, no row is split between two. `widths` in centimetres."""
    made = document.add_table(rows=0, cols=len(widths))
    made.autofit = False
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = Cm(wide)
    body = made._tbl
    borders = OxmlElement("w:tblBorders")
    body.tblPr.find(qn("w:tblLayout")).addprevious(borders)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _put(borders, f"w:{side}", val="single", sz="4", space="0", color=_LINE)
    body.append(_row(header, widths, size, head=True))
    for row in rows:
        body.append(_row(row, widths, size, head=False))


def _row(cells: Sequence[Text], widths: Sequence[float], size: float, *, head: bool) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    properties = _put(row, "w:trPr")
    _put(properties, "w:cantSplit")
    if head:
        _put(properties, "w:tblHeader")
    for cell, wide in zip(cells, widths, strict=True):
        row.append(_cell(cell, wide, size))
    return row


def _cell(text: Text, wide: float, size: float) -> BaseOxmlElement:
    cell = OxmlElement("w:tc")
    properties = _put(cell, "w:tcPr")
    _put(properties, "w:tcW", w=str(round(wide * _TWIPS)), type="dxa")
    if text.fill:
        _put(properties, "w:shd", val="clear", color="auto", fill=text.fill)
    paragraph = _put(cell, "w:p")
    shape = _put(paragraph, "w:pPr")
    _put(shape, "w:spacing", before="20", after="20")
    if text.centred:
        _put(shape, "w:jc", val=WD_ALIGN_PARAGRAPH.CENTER.name.lower())
    for number, line in enumerate(readable(text.words).split("\n")):
        run = _put(paragraph, "w:r")
        look = _put(run, "w:rPr")
        if text.bold or (text.lead and not number):
            _put(look, "w:b")
        if text.struck:
            _put(look, "w:strike")
        if text.color:
            _put(look, "w:color", val=text.color)
        _put(look, "w:sz", val=str(round(2 * (text.size or size))))
        if number:
            _put(run, "w:br")
        words = _put(run, "w:t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return cell


def _put(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child
