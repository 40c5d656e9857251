"""PDF: the text of each page with its paragraphs, headings by the size of their letters, and ruled tables.

pdfium reads the text; pdfplumber, fifty times slower, is asked only about pages with ruling lines.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median
from typing import Any, NamedTuple

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfplumber.utils.exceptions import PdfminerException

from retrieval.documents import Parsed
from retrieval.loaders.child import run
from retrieval.loaders.limits import Limits, LoadError, too_large
from retrieval.loaders.rendering import Writer, clean, counted

_MEDIA = "application/pdf"
_MOST_RULED_PAGES = 60
_HYPHENS = "\ufffe\u0002\u00ad"
"""What pdfium writes for a hyphen at a line's end, in place of the line's end."""
_BROKEN = re.compile(rf"([\w-]{{0,40}})[{_HYPHENS}]\s?([\w-]{{0,40}})")
_BULLET = re.compile(r"(?:[•‣⁃◦▪▫●○∙·\uf0b7\uf0a7]\s*|[-–]\s+|o\s{2,})(?=\S)|\(?(?:\d{1,2}|[a-z])\)\s+(?=\S)")
_LINE = re.compile(r"[^\r\n]+")
_LONGEST_FURNITURE = 120
_NUMBER = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _Line(NamedTuple):
    """A line of a page, in points from the page's lower left corner."""

    words: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


class _Table(NamedTuple):
    """A ruled table: where it stands, and its cells."""

    left: float
    right: float
    bottom: float
    top: float
    rows: list[list[str]]


class _Page(NamedTuple):
    number: int
    lines: list[_Line]
    tables: list[_Table]


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.pdf`."""
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise LoadError(
            "damaged", f"{name}: the PDF is cut off: its end (%%EOF) is missing. Copy or download the file again."
        )
    document = _open(name, data)
    if len(document) > limits.pages:
        raise too_large(name, f"it has {len(document):,} pages", limits.pages, "pages")
    ruled: list[int] = []
    read: list[list[_Line]] = []
    empty: list[int] = []
    letters = 0
    for number, page in enumerate(document, 1):
        lines = list(_lines(page))
        read.append(lines)
        letters += sum(len(line.words) for line in lines)
        if letters > limits.letters:
            raise too_large(name, "it holds too much text", limits.letters, "letters")
        if not lines:
            empty.append(number)
        elif _is_ruled(page):
            ruled.append(number)
        page.close()
    try:
        tables = _tables(data, ruled[:_MOST_RULED_PAGES])
        unread = ruled[_MOST_RULED_PAGES:]
    except PdfminerException:
        # pdfium is more lenient: the words are there, only their columns are not.
        tables, unread = {}, ruled
    pages = [_Page(n, lines, tables.get(n, [])) for n, lines in enumerate(_without_furniture(read), 1)]
    writer = Writer(name, limits)
    if not any(page.lines for page in pages):
        raise LoadError(
            "no_text",
            f"{name}: found {counted(len(document), 'page')} without text, most likely a scan. "
            "Have its text recognised (OCR) and add that file.",
        )
    _write(pages, writer)
    if empty:
        writer.notes.append(f"No text on page {_list(empty)}: pictures or scans.")
    if unread:
        writer.notes.append(f"Tables were read as plain text on page {_list(unread)}.")
    writer.where = ""
    return writer.parsed(_title(document), _MEDIA)


def _open(name: str, data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or b"/Encrypt" in data:
            raise LoadError(
                "encrypted", f"{name}: the PDF is protected by a password. Save a copy without it and add that copy."
            ) from error
        raise LoadError(
            "damaged", f"{name}: the PDF is damaged ({error}). Copy or download it again, or print it to a new PDF."
        ) from error


def _lines(page: Any) -> Iterator[_Line]:
    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count <= 0:
        return
    text = text_page.get_text_range(0, count, errors="ignore")
    # One letter of the string is not always one of the page's: letters beyond 16 bits count twice there.
    wide = any(ord(letter) > 0xFFFF for letter in text)
    for found in _LINE.finditer(text):
        words = found[0].strip()
        if not words:
            continue
        first = found.start() + found[0].index(words)
        last = first + len(words) - 1
        if wide or last >= count:
            yield _Line(words, 0, 0, 0, 0, 0)
            continue
        yield _Line(words, *_box(text_page, first, last, words))
    text_page.close()


def _box(text_page: Any, first: int, last: int, words: str) -> tuple[float, float, float, float, float]:
    left, bottom, _, top = text_page.get_charbox(first, loose=True)
    end = last if words[-1] not in _HYPHENS else max(first, last - 1)
    _, other, right, upper = text_page.get_charbox(end, loose=True)
    return left, right, min(bottom, other), max(top, upper), round(top - bottom, 1)


def _is_ruled(page: Any) -> bool:
    """Whether the page has enough lines or boxes for a table."""
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
    return len(list(islice(paths, 3))) == 3


def _tables(data: bytes, numbers: Sequence[int]) -> dict[int, list[_Table]]:
    """The ruled tables by page number."""
    found: dict[int, list[_Table]] = {}
    if not numbers:
        return found
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in numbers:
            page = document.pages[number - 1]
            if page.rotation == 0:
                found[number] = list(_page_tables(page))
            page.close()
    return found


def _page_tables(page: Any) -> Iterator[_Table]:
    for table in page.find_tables():
        rows = [[cell or "" for cell in row] for row in table.extract()]
        filled = sum(1 for row in rows for cell in row if cell.strip())
        if len(rows) >= 2 and max(map(len, rows)) >= 2 and filled * 3 >= sum(map(len, rows)):
            left, top, right, bottom = table.bbox
            yield _Table(left, right, page.bbox[3] - bottom, page.bbox[3] - top, rows)


def _without_furniture(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without the short first and last lines that most of them share: running titles and page numbers.

    They are small beside what else the page says: a line that is all or most of a page's text is its text.
    """
    edges = Counter(
        key for number, lines in enumerate(pages) for key in {k for n in _edges(lines) for k in _keys(lines[n], number)}
    )
    common = {key for key, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    return [_without(lines, number, common) for number, lines in enumerate(pages)]


def _without(lines: list[_Line], number: int, common: set[str]) -> list[_Line]:
    shared = {n for n in _edges(lines) if not common.isdisjoint(_keys(lines[n], number))}
    kept = [line for n, line in enumerate(lines) if n not in shared]
    dropped = [lines[n] for n in shared]
    if not dropped or sum(len(line.words) for line in dropped) >= sum(len(line.words) for line in kept):
        return lines
    # What is set larger than the page's text is a heading, though each page may have it.
    usual = median(line.size for line in kept)
    return [line for n, line in enumerate(lines) if n not in shared or line.size > usual]


def _edges(lines: list[_Line]) -> list[int]:
    """Where the first two and the last two lines stand that may be furniture."""
    edges = sorted({*range(min(2, len(lines))), *range(max(0, len(lines) - 2), len(lines))})
    return [n for n in edges if len(lines[n].words) <= _LONGEST_FURNITURE]


def _keys(line: _Line, number: int) -> set[str]:
    """What a line is on every page if it is furniture: the same words, of which one number may count the pages."""
    counted = {
        f"{line.words[: n.start()]}#{int(n[0]) - number}{line.words[n.end() :]}" for n in _NUMBER.finditer(line.words)
    }
    return {line.words, *counted}


def _write(pages: list[_Page], writer: Writer) -> None:
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.words)
    body = sizes.most_common(1)[0][0]
    larger = sorted({size for size in sizes if size >= body * 1.15 and size - body >= 1}, reverse=True)
    levels = {size: min(n, 4) for n, size in enumerate(larger, 1)}
    usual = _usual_gap(pages)
    vocabulary = {word.lower() for page in pages for line in page.lines for word in _WORD.findall(line.words)}
    for page in pages:
        writer.where = f"page {page.number}"
        waiting = sorted(page.tables, key=lambda table: -table.top)
        group: list[_Line] = []
        for line in page.lines:
            inside = next((table for table in page.tables if _is_inside(line, table)), None)
            if group and (inside is not None or _parts(group, line, levels, usual)):
                _flush(group, levels, vocabulary, writer)
                group = []
            if inside is None:
                group.append(line)
            elif inside in waiting:
                waiting.remove(inside)
                writer.table(inside.rows)
        _flush(group, levels, vocabulary, writer)


def _is_inside(line: _Line, table: _Table) -> bool:
    middle = (line.top + line.bottom) / 2
    return table.bottom <= middle <= table.top and table.left - 3 <= line.left <= table.right


def _usual_gap(pages: list[_Page]) -> float:
    """The space between the lines of a paragraph, as a share of their height: more in widely set documents."""
    gaps = [
        (above.bottom - below.top) / above.size
        for page in pages
        for above, below in pairwise(page.lines)
        if above.size == below.size > 0 and -0.5 < (above.bottom - below.top) / above.size < 1.5
    ]
    return median(gaps) if gaps else 0.0


def _parts(group: list[_Line], line: _Line, levels: dict[float, int], usual: float) -> bool:
    """Whether a new paragraph, item or heading begins with the line."""
    last = group[-1]
    height = max(last.size, 1)
    gap = last.bottom - line.top
    if line.size in levels or last.size in levels:
        return line.size != last.size or gap > (max(usual, 0) + 0.2) * height
    if _BULLET.match(line.words) or gap > (usual + 0.35) * height or gap < -3 * height:
        return True
    indented = line.left > group[0].left + 2 * height and len(group) == 1 and not _BULLET.match(group[0].words)
    widest = max(each.right for each in group)
    short = last.right < widest - 0.25 * (widest - last.left) or len(last.words) < 45
    return indented or (short and last.words.endswith((".", "!", "?", ":")))


def _flush(group: list[_Line], levels: dict[float, int], vocabulary: set[str], writer: Writer) -> None:
    if not group:
        return
    words = _joined([line.words for line in group], vocabulary)
    level = levels.get(group[0].size, 0)
    bullet = _BULLET.match(words)
    if level and len(words) <= 200 and any(map(str.isalpha, words)):
        writer.heading(words, level)
    elif bullet:
        writer.item(words[bullet.end() :])
    else:
        writer.paragraph(words)


def _joined(lines: list[str], vocabulary: set[str]) -> str:
    """The lines of a paragraph as one, with words put together that were hyphenated at a line's end."""
    text = lines[0]
    for line in lines[1:]:
        broken = text[-1] in _HYPHENS or (text[-1] == "-" and text[-2:-1].isalpha() and line[0].islower())
        text = text[:-1] + "\ufffe" + line if broken else text + " " + line
    return _BROKEN.sub(lambda found: _whole(found[1], found[2], vocabulary), text)


def _whole(ahead: str, behind: str, vocabulary: set[str]) -> str:
    """A word that a line's end broke: without the hyphen, unless only the form with it occurs elsewhere."""
    plain, kept = ahead + behind, f"{ahead}-{behind}"
    keep = plain.lower() not in vocabulary and (kept.lower() in vocabulary or not behind[:1].islower())
    return kept if keep else plain


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (" and more" if len(numbers) > 20 else "")


def _title(document: Any) -> str:
    title = clean(document.get_metadata_dict().get("Title", ""))
    # Printers name a PDF after the file or the program it came from.
    useful = title and not re.search(r"\.\w{2,4}$|^Microsoft |^untitled|^\(?anonymous", title, re.IGNORECASE)
    return title if useful else ""


if __name__ == "__main__":
    run(load)
