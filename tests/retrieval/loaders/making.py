"""Makes files in memory for the loader tests, and shows what was read from them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl
import pptx
from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from retrieval.documents import Parsed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>Everyone signs in anew.</w:t></w:r></w:p>"


def saved(document: Any) -> bytes:
    """The bytes of a python-docx, python-pptx or openpyxl document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(text: str = "Everyone signs in anew.") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return saved(document)


def slides(text: str = "Everyone signs in anew.") -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = text
    return saved(deck)


def workbook(rows: Sequence[tuple[str, ...]] = (("Site", "Day"), ("Ulm", "Monday"))) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return saved(book)


def with_parts(package: bytes, **parts: str | bytes) -> bytes:
    """An Office file with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name) if name in parts else old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def word_body(xml: str) -> bytes:
    """A Word document with this body."""
    return with_parts(word(), **{"word/document.xml": f"<w:document {W}><w:body>{xml}</w:body></w:document>"})


def pdf(pages: Sequence[Sequence[tuple[str, str] | list[list[str]]]], password: str = "") -> bytes:
    """A PDF of pages of `(style, text)` and ruled tables."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = []
    for page in pages:
        for each in page:
            if isinstance(each, list):
                story.append(Table(each, style=[("GRID", (0, 0), (-1, -1), 1, colors.black)]))
            else:
                story.append(Paragraph(each[1], styles[each[0]]))
        story.append(PageBreak())
    file = io.BytesIO()
    SimpleDocTemplate(file, encrypt=StandardEncryption(password) if password else None).build(story)
    return file.getvalue()


def shown(parsed: Parsed) -> list[tuple[str, int, str]]:
    """Kind, level and words of each block."""
    return [(block.kind, block.level, parsed.text[block.start : block.end]) for block in parsed.blocks]


def cells(parsed: Parsed) -> list[list[tuple[str, str]]]:
    """Column heading and words of each cell of each row that has cells."""
    return [
        [(cell.header, parsed.text[cell.start : cell.end]) for cell in block.cells]
        for block in parsed.blocks
        if block.cells
    ]


def wheres(parsed: Parsed) -> list[str]:
    return [block.where for block in parsed.blocks]
